"""The power map with what belongs around it on a page: tools that need JavaScript, a window to scroll, the legend."""

from collections.abc import Iterable

from markupsafe import escape

from kamsite.language import Language, Text
from kamsite.model.analyses.powermap import ATTITUDES, ROLES, PowerMapInput
from kamsite.render.powermap import words
from kamsite.render.powermap.draw import draw_scene
from kamsite.render.powermap.legend import draw_legend
from kamsite.render.powermap.scene import Scene
from kamsite.render.powermap.svg import num, plain

_SMALLEST_SCALE = 0.7

_WINDOW = Text("Power map, can be scrolled", "Power-Map, lässt sich verschieben")
_TOOLS = Text("Tools of the power map", "Werkzeuge der Power-Map")
_ALL = Text("All", "Alle")
_ROLE = Text("Role", "Rolle")
_ATTITUDE = Text("Attitude", "Einstellung")
_DIVISION = Text("Division", "Bereich")
_SHOW = Text("Show", "Zeigen")
_ZOOM = Text("Zoom", "Zoom")
_LARGER = Text("Larger", "Größer")
_SMALLER = Text("Smaller", "Kleiner")
_FIT = Text("Whole map", "Ganze Karte")
_FULL = Text("Full screen", "Vollbild")
_COUNT = Text("{n} of {all} people match.", "{n} von {all} Personen passen.")
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
    svg = draw_scene(power_map, scene, language, id_prefix)
    legend = draw_legend(language, is_assessed=power_map.is_assessed) if with_legend else ""
    return (
        f'<figure class="powermap" data-powermap="{escape(id_prefix)}">{tools(power_map, language)}'
        f"{window(svg, scene, language)}{legend}</figure>"
    )


def window(svg: str, scene: Scene, language: Language) -> str:
    """The window in which a map can be scrolled."""
    strut = num(min(scene.width, scene.width * _SMALLEST_SCALE))
    return (
        f'<div class="powermap-view" tabindex="0" role="group" aria-label="{_WINDOW.to(language)}">'
        f'<div class="powermap-stage"><svg class="powermap-strut" width="{strut}" height="0" aria-hidden="true"></svg>'
        f"{svg}</div></div>"
    )


def tools(power_map: PowerMapInput, language: Language, *, has_filters: bool = True) -> str:
    """The tools above a map, hidden until JavaScript wakes them."""
    parts = _filters(power_map, language) if has_filters else []
    checks = "".join(
        f'<label class="powermap-check"><input type="checkbox" checked data-lines="{kind}">{text.to(language)}</label>'
        for kind, text in _LINES.items()
        if kind == "report" or power_map.is_assessed
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


def _filters(power_map: PowerMapInput, language: Language) -> list[str]:
    people = power_map.people
    roles = [role for role in ROLES if any(role in person.roles for person in people)]
    stances = [stance for stance in ATTITUDES if any(person.stance == stance for person in people)]
    divisions = dict.fromkeys(person.division for person in people if person.division)
    parts = [
        _select("roles", _ROLE, ((role, words.ROLES[role][0].to(language)) for role in roles), language),
    ]
    if power_map.is_assessed:
        attitudes = ((one, words.ATTITUDES[one].to(language)) for one in stances)
        parts.append(_select("attitude", _ATTITUDE, attitudes, language))
    if divisions:
        parts.append(_select("division", _DIVISION, ((one, one) for one in divisions), language))
    return parts


def _select(name: str, label: Text, options: Iterable[tuple[str, str]], language: Language) -> str:
    choices = "".join(f'<option value="{plain(value)}">{plain(text)}</option>' for value, text in options)
    return (
        f'<label>{label.to(language)}<select data-filter="{name}">'
        f'<option value="">{_ALL.to(language)}</option>{choices}</select></label>'
    )
