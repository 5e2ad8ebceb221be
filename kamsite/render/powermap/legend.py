"""The legend of the power map: every sign with its meaning, in the same strokes as on the map."""

from collections.abc import Iterable
from functools import lru_cache

from kamsite.language import Language, Text
from kamsite.model.analyses.powermap import ATTITUDES, ROLES
from kamsite.render.powermap import words
from kamsite.render.powermap.links import arrow
from kamsite.render.powermap.svg import circle, plain, rect, text_line
from kamsite.render.powermap.symbols import attitude_icon, contact_dots, influence_bars

_WIDTH, _HEIGHT = 52, 24
_MIDDLE = _HEIGHT / 2

_ATTITUDE = Text("What the person thinks of us", "Was die Person von uns hält")
_PERSON = Text("On a card", "Auf einer Karte")
_ROLES = Text("Roles in the buying centre", "Rollen im Buying-Center")
_LINES = Text("Lines", "Linien")
_INFLUENCE = Text("Influence on purchases, from 1 to 5", "Einfluss auf Käufe, von 1 bis 5")
_CONTACT = Text("Contact with us, from 0 to 5", "Kontakt zu uns, von 0 bis 5")
_UNKNOWN = Text("Not known yet", "Noch nicht bekannt")
_DECIDER = Text("Double border: decides", "Doppelter Rahmen: entscheidet")
_UNCOVERED = Text("A decider whom nobody of us addresses", "Entscheider, den niemand von uns betreut")
_OURS = Text("Initials: who of us addresses the person", "Kürzel: wer von uns die Person betreut")
_REPORTING = Text("Reports to the person above", "Berichtet an die Person darüber")
_SKIPPED = Text("The same, with people in between who are not shown", "Ebenso, dazwischen fehlen Personen")
_INFLUENCES = Text(
    "Influences somebody, strength 1 to 5, in the colour of their attitude",
    "Beeinflusst jemanden, Stärke 1 bis 5, in der Farbe der eigenen Einstellung",
)
_TIE = Text("Our relation, strength 1 to 5", "Unsere Beziehung, Stärke 1 bis 5")
_WEAK_TIE = Text("Our relation, none yet or not rated", "Unsere Beziehung, noch keine oder nicht bewertet")


@lru_cache(maxsize=4)
def draw_legend(language: Language, *, is_assessed: bool = True) -> str:
    """The legend as HTML; every sign stands beside its words, so the signs themselves are silent.

    Without assessments it explains only what such a map shows: roles and reporting lines.
    """
    roles = (_ROLES, ((_role(role, language), _role_meaning(role, language)) for role in ROLES))
    if not is_assessed:
        return _legend((roles, (_LINES, _lines(language)[:2])), language)
    groups = (
        (_ATTITUDE, ((_attitude(stance), _bold(words.ATTITUDES[stance], language)) for stance in ATTITUDES)),
        (_PERSON, _person_signs(language)),
        roles,
        (_LINES, _lines(language)),
    )
    return _legend(groups, language)


def _legend(groups: Iterable[tuple[Text, Iterable[tuple[str, str]]]], language: Language) -> str:
    parts = (_group(title.to(language), rows) for title, rows in groups)
    return f'<div class="map-legend" role="group" aria-label="{words.LEGEND.to(language)}">{"".join(parts)}</div>'


def _group(title: str, rows: Iterable[tuple[str, str]]) -> str:
    items = "".join(f"<li>{sign}<span>{meaning}</span></li>" for sign, meaning in rows)
    return f'<div class="map-legend-group"><p class="map-legend-title">{plain(title)}</p><ul>{items}</ul></div>'


def _sign(content: str, css: str = "") -> str:
    classes = f' class="{css}"' if css else ""
    return (
        f'<svg{classes} viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" aria-hidden="true" '
        f'focusable="false">{content}</svg>'
    )


def _bold(text: Text, language: Language) -> str:
    return f"<b>{plain(text.to(language))}</b>"


def _attitude(stance: str) -> str:
    """The band and the border that a card of this attitude has."""
    band = f'<path class="map-band" d="M4 3h44v18h-44z"/>{attitude_icon(stance, 26, _MIDDLE)}'
    return _sign(band + rect(4, 3, 44, 18, "map-border", 4), f"map-{stance}")


def _person_signs(language: Language) -> list[tuple[str, str]]:
    decider = rect(2, 2, 48, 20, "map-frame", 6) + rect(6, 6, 40, 12, "map-card map-card-small", 3)
    pill = rect(6, 4, 40, 16, "map-uncovered", 8) + text_line(26, 16, "!", "map-uncovered-text", "middle")
    initials = circle(26, _MIDDLE, 9.5, "map-medallion") + text_line(26, 15.2, "AB", "map-initials", "middle")
    return [
        (_sign(influence_bars(3, 6, 19), "map-ink"), plain(_INFLUENCE.to(language))),
        (_sign(contact_dots(3, 3, _MIDDLE)), plain(_CONTACT.to(language))),
        (_sign(text_line(26, 16, "?", "map-word", "middle"), "map-unknown"), plain(_UNKNOWN.to(language))),
        (_sign(decider), plain(_DECIDER.to(language))),
        (_sign(pill), plain(_UNCOVERED.to(language))),
        (_sign(initials), plain(_OURS.to(language))),
    ]


def _role(role: str, language: Language) -> str:
    css = "map-badge-decider" if role == "decider" else "map-badge"
    code = words.ROLES[role][1].to(language)
    return _sign(rect(15, 4, 22, 17, css, 4) + text_line(26, 16.6, code, f"{css}-text", "middle"))


def _role_meaning(role: str, language: Language) -> str:
    return f"{_bold(words.ROLES[role][0], language)} {plain(words.ROLE_MEANINGS[role].to(language))}"


def _lines(language: Language) -> list[tuple[str, str]]:
    level = f"M2 {_MIDDLE:g}H50"
    dots = "".join(circle(26 + shift, _MIDDLE, 1.3, "map-skip-dot") for shift in (-3.6, 0.0, 3.6))
    skipped = f'<path class="map-report map-skipped" d="{level}"/>{circle(26, _MIDDLE, 6.8, "map-skip")}{dots}'
    shaft, head = arrow(((2.0, _MIDDLE), (50.0, _MIDDLE)), 2.4)
    influence = (
        f'<path class="map-shaft" stroke-width="2.4" d="{shaft}"/><path class="map-head" d="{head}"/>'
        f"{circle(21, _MIDDLE, 7.8, 'map-number')}{text_line(21, _MIDDLE + 3.8, '3', 'map-number-text', 'middle')}"
    )
    tie = (
        f'<path class="map-tie-outer" stroke-width="5.4" d="{level}"/>'
        f'<path class="map-tie-inner" stroke-width="2.4" d="{level}"/>'
        f"{circle(26, _MIDDLE, 7.8, 'map-number')}{text_line(26, _MIDDLE + 3.8, '3', 'map-number-text', 'middle')}"
    )
    return [
        (_sign(f'<path class="map-report" d="{level}"/>'), plain(_REPORTING.to(language))),
        (_sign(skipped), plain(_SKIPPED.to(language))),
        (_sign(influence, "map-positive"), plain(_INFLUENCES.to(language))),
        (_sign(tie, "map-tie"), plain(_TIE.to(language))),
        (_sign(f'<path class="map-tie-weak" d="{level}"/>'), plain(_WEAK_TIE.to(language))),
    ]
