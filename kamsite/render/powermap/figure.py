"""The power map with what belongs around it on a page: tools that need JavaScript, a window to scroll, the legend."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from markupsafe import escape

from kamsite.language import Language, Text
from kamsite.model.analyses.powermap import ATTITUDES, ROLES, PowerMapInput
from kamsite.render.powermap import words
from kamsite.render.powermap.draw import pieces_of
from kamsite.render.powermap.legend import draw_legend
from kamsite.render.powermap.scene import Scene
from kamsite.render.powermap.svg import num, plain

WINDOW_BEHIND = "</div></div>"

_SMALLEST_SCALE = 0.7

_WINDOW = Text("Power map, can be scrolled", "Power-Map, lässt sich verschieben")
_TOOLS = Text("Tools of the power map", "Werkzeuge der Power-Map")
_ALL = Text("All", "Alle")
_SHOW = Text("Show", "Zeigen")
_ZOOM = Text("Zoom", "Zoom")
_LARGER = Text("Larger", "Größer")
_SMALLER = Text("Smaller", "Kleiner")
_FIT = Text("Whole map", "Ganze Karte")
_FULL = Text("Full screen", "Vollbild")
_COUNT = Text("{n} of {all} people match.", "{n} von {all} Personen passen.")
# By name: the label, and the words for what can be chosen, as far as these are ours.
_FILTERS: Mapping[str, tuple[Text, Mapping[str, Text]]] = {
    "roles": (Text("Role", "Rolle"), {role: word for role, (word, _) in words.ROLES.items()}),
    "attitude": (Text("Attitude", "Einstellung"), words.ATTITUDES),
    "division": (Text("Division", "Bereich"), {}),
}
_LINES = {
    "report": Text("Reporting lines", "Berichtslinien"),
    "influence": Text("Influence", "Einfluss"),
    "tie": Text("Our relations", "Unsere Beziehungen"),
}


def draw_figure(
    power_map: PowerMapInput, scene: Scene, language: Language, id_prefix: str, *, with_legend: bool = True
) -> str:
    """The map as a `<figure>`: complete as it stands; `powermap.js` wakes its tools.

    `id_prefix` must be unique on the page; it also names the filter's state in the address.
    """
    if not power_map.people and not power_map.staff:
        return f'<p class="powermap-empty">{words.NOBODY_YET.to(language)}</p>'
    return "".join(
        (
            f'<figure class="powermap" data-powermap="{escape(id_prefix)}">',
            tools(power_map, language),
            window_before(scene, language),
            *pieces_of(power_map, scene, language, id_prefix),
            WINDOW_BEHIND,
            draw_legend(language, is_assessed=power_map.is_assessed) if with_legend else "",
            "</figure>",
        )
    )


def window_before(scene: Scene, language: Language) -> str:
    """The window in which a map can be scrolled, as far as it stands before the map; `WINDOW_BEHIND` is the rest."""
    strut = num(min(scene.width, scene.width * _SMALLEST_SCALE))
    return (
        f'<div class="powermap-view" tabindex="0" role="group" aria-label="{_WINDOW.to(language)}">'
        f'<div class="powermap-stage"><svg class="powermap-strut" width="{strut}" height="0" aria-hidden="true"></svg>'
    )


def tools(power_map: PowerMapInput, language: Language, *, has_filters: bool = True) -> str:
    """The tools above a map, hidden until JavaScript wakes them."""
    choices = _choices(power_map) if has_filters else ()
    return _tools(choices, power_map.is_assessed, language)


def _choices(power_map: PowerMapInput) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What people can be filtered by, each with what can be chosen as far as it is on the map."""
    people = power_map.people
    held = {role for person in people for role in person.roles}
    found = [("roles", tuple(filter(held.__contains__, ROLES)))]
    if power_map.is_assessed:
        seen = {person.stance for person in people}
        found.append(("attitude", tuple(filter(seen.__contains__, ATTITUDES))))
    if divisions := dict.fromkeys([person.division for person in people if person.division]):
        found.append(("division", tuple(divisions)))
    return tuple(found)


@lru_cache(maxsize=64)
def _tools(choices: tuple[tuple[str, tuple[str, ...]], ...], is_assessed: bool, language: Language) -> str:
    parts = [_select(name, values, language) for name, values in choices]
    checks = "".join(
        f'<label class="powermap-check"><input type="checkbox" checked data-lines="{kind}">{text.to(language)}</label>'
        for kind, text in _LINES.items()
        if kind == "report" or is_assessed
    )
    parts.append(f"<fieldset><legend>{_SHOW.to(language)}</legend>{checks}</fieldset>")
    parts.append(
        f'<div class="powermap-zoom" role="group" aria-label="{_ZOOM.to(language)}">'
        f'<button type="button" data-zoom="out" aria-label="{_SMALLER.to(language)}">−</button>'
        f'<button type="button" data-zoom="in" aria-label="{_LARGER.to(language)}">+</button>'
        f'<button type="button" data-zoom="fit">{_FIT.to(language)}</button>'
        f'<button type="button" data-zoom="full">{_FULL.to(language)}</button></div>'
    )
    parts.append(f'<p class="powermap-status" role="status" data-text="{_COUNT.to(language)}"></p>')
    return f'<div class="powermap-tools" role="group" aria-label="{_TOOLS.to(language)}" hidden>{"".join(parts)}</div>'


def _select(name: str, values: Iterable[str], language: Language) -> str:
    label, known = _FILTERS[name]
    texts = ((value, known[value].to(language) if value in known else value) for value in values)
    choices = "".join(f'<option value="{plain(value)}">{plain(text)}</option>' for value, text in texts)
    return (
        f'<label>{label.to(language)}<select data-filter="{name}">'
        f'<option value="">{_ALL.to(language)}</option>{choices}</select></label>'
    )
