"""The map with changes with what belongs around it: the choice of what it shows, tools, a window, the legend."""

from functools import lru_cache

from markupsafe import escape

from kamsite.language import Language, Text
from kamsite.model.analyses.mapchanges import Fate
from kamsite.render.powermap.compared import words
from kamsite.render.powermap.compared.canvas import Canvas
from kamsite.render.powermap.compared.draw import draw_changes
from kamsite.render.powermap.compared.marks import disc
from kamsite.render.powermap.figure import WINDOW_BEHIND, tools, window_before
from kamsite.render.powermap.legend import draw_legend
from kamsite.render.powermap.scene import Scene
from kamsite.render.powermap.svg import plain, rect

_ALL_SIGNS = Text("All signs on the map", "Alle Zeichen auf der Karte")
_NEW = Text("New: plus sign, thick frame", "Neu: Pluszeichen, dicker Rahmen")
_GONE = Text("Gone: minus sign, dashed frame, name struck out", "Entfallen: Minuszeichen, gestrichelt, Name gestrichen")
_CHANGED = Text("Changed: arrow, and on the card what changed", "Geändert: Pfeil, auf der Karte steht, was")
_SAME = Text("Unchanged: pale", "Unverändert: blass")
_LINE = Text("New or changed line", "Neue oder geänderte Linie")
_GONE_LINE = Text("Line that is gone", "Entfallene Linie")


def draw_changes_figure(canvas: Canvas, scene: Scene, language: Language, id_prefix: str) -> str:
    """The map with changes as a `<figure>`: complete as it stands; `powermap.js` wakes its tools.

    `id_prefix` must be unique on the page.
    """
    svg = draw_changes(canvas, scene, language, id_prefix)
    times = "".join(
        f'<label><input type="radio" name="{escape(id_prefix)}-time" value="{value}"'
        f"{' checked' if value == 'changes' else ''}><span>{plain(text.to(language))}</span></label>"
        for value, text in (("before", words.BEFORE), ("changes", words.CHANGES), ("after", words.AFTER))
    )
    return (
        f'<figure class="powermap powermap--changes" data-powermap="{escape(id_prefix)}">'
        f'<fieldset class="powermap-times"><legend>{plain(words.VIEW.to(language))}</legend>{times}</fieldset>'
        f"{tools(canvas.power_map, language, has_filters=False)}{window_before(scene, language)}{svg}{WINDOW_BEHIND}"
        f"{_legend(language, is_assessed=canvas.power_map.is_assessed)}</figure>"
    )


@lru_cache(maxsize=8)
def _legend(language: Language, *, is_assessed: bool) -> str:
    """What marks changes; all other signs of the map are folded up behind it."""
    halo = '<path class="map-halo" d="M4 12H48"/><path class="map-report" d="M4 12H48"/>'
    gone = '<g class="map-reporting is-removed"><path class="map-report" d="M4 12H48"/></g>'
    card = rect(4, 3, 44, 18, "map-card map-card-small", 4)
    rows = (
        (_sign(disc(Fate.ADDED, 26, 12)), _NEW),
        (_sign(disc(Fate.REMOVED, 26, 12)), _GONE),
        (_sign(disc(Fate.CHANGED, 26, 12)), _CHANGED),
        (_sign(card), _SAME),
        (_sign(halo), _LINE),
        (_sign(gone), _GONE_LINE),
    )
    items = "".join(f"<li>{sign}<span>{plain(text.to(language))}</span></li>" for sign, text in rows)
    usual = draw_legend(language, is_assessed=is_assessed)
    return (
        f'<ul class="map-legend map-legend--changes">{items}</ul>'
        f'<details class="map-legend-more"><summary>{plain(_ALL_SIGNS.to(language))}</summary>{usual}</details>'
    )


def _sign(content: str) -> str:
    return f'<svg viewBox="0 0 52 24" width="52" height="24" aria-hidden="true" focusable="false">{content}</svg>'
