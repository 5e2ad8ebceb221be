"""What marks a change on a card or on a line: a frame, a disc with a sign, a box or a pill with words."""

from collections.abc import Mapping

from kamsite.language import Language, Text, in_each
from kamsite.model.analyses.mapchanges import Fate, Turn
from kamsite.model.analyses.powermap import MapPerson, OurPerson
from kamsite.render.powermap.cards import BADGE, FOOT, GAP, INSET
from kamsite.render.powermap.compared import words
from kamsite.render.powermap.compared.canvas import PANEL_PADDING, PANEL_STEP, panel_height, panel_lines
from kamsite.render.powermap.measure import text_width
from kamsite.render.powermap.person import Marks
from kamsite.render.powermap.scene import Box
from kamsite.render.powermap.svg import Point, circle, num, rect, text_line

_FRAME = 8.0
_DISC = 10.5
_PILL_SIZE = 11.0
_PILL_HEIGHT = 17.0
_PILL_PADDING = 6.5
_SIGNS = {
    Fate.ADDED: "M-5 0H5M0-5V5",
    Fate.REMOVED: "M-5 0H5",
    Fate.CHANGED: "M-5.5 0H5M1.2-4L5.2 0 1.2 4",
}
SEEN: Mapping[Fate, str] = {
    Fate.ADDED: " is-added not-before",
    Fate.REMOVED: " is-removed not-after",
    Fate.CHANGED: " is-changed",
    Fate.SAME: " is-same",
}
"""The classes of what stands once in the drawing, by what happened to it."""


def person_marks(
    turn: Turn[MapPerson], person: MapPerson, box: Box, names: Mapping[str, str], language: Language
) -> Marks:
    """The marks on the card of one of the customer's people, as it is in the view of the changes."""
    fate = turn.fate
    if fate is Fate.SAME:
        return Marks(SEEN[fate])
    drawn = _frame(box, fate) + _panel(turn, person, box, names, language) + disc(fate, -1, -1)
    return Marks(SEEN[fate], said(turn, names).to(language), f'<g class="only-changes">{drawn}</g>')


def staff_marks(turn: Turn[OurPerson], box: Box, language: Language) -> Marks:
    """The marks on the card of one of us."""
    fate = turn.fate
    if fate is Fate.SAME:
        return Marks(SEEN[fate])
    label = words.FATES[fate]
    tag = pill(label, (box.width - pill_width(label) / 2 - 4, 0.0), fate, language)
    drawn = f'<g class="only-changes">{_frame(box, fate)}{tag}{disc(fate, -1, -1)}</g>'
    return Marks(SEEN[fate], f"{label.to(language)}:", drawn)


def said(turn: Turn[MapPerson], names: Mapping[str, str]) -> Text:
    """What happened to a person as a sentence: `Changed: Positive → Negative, Influence 3 → 5.`"""
    found = words.remarks(turn, names)
    if turn.fate is not Fate.CHANGED:
        return words.filled(words.as_written("{}."), *found)
    head = words.FATES[turn.fate]
    return Text(
        f"{head.en}: {'; '.join(one.en for one in found)}.", f"{head.de}: {'; '.join(one.de for one in found)}."
    )


def disc(fate: Fate, x: float, y: float) -> str:
    """A disc with plus, minus or arrow around a point."""
    sign = f'<path class="map-disc-sign" d="{_SIGNS[fate]}"/>'
    place = f'transform="translate({num(x)} {num(y)})"'
    return f'<g class="map-disc map-disc--{fate}" {place}>{circle(0, 0, _DISC, "map-disc-ground")}{sign}</g>'


def _frame(box: Box, fate: Fate) -> str:
    css = f"map-change-frame map-change-frame--{fate}"
    return rect(-_FRAME, -_FRAME, box.width + 2 * _FRAME, box.height + 2 * _FRAME, css, 13)


def _panel(turn: Turn[MapPerson], person: MapPerson, box: Box, names: Mapping[str, str], language: Language) -> str:
    """The box with what changed, above the roles."""
    height = panel_height(turn, names)
    bottom = box.height - FOOT - (BADGE + GAP if person.roles else 0.0)
    x = INSET - 6
    ground = rect(x, bottom - height, box.width - 2 * x, height, f"map-panel map-panel--{turn.fate}", 4)
    return ground + _panel_texts(turn, names, bottom - height, language)


@in_each
def _panel_texts(turn: Turn[MapPerson], names: Mapping[str, str], top: float, language: Language) -> str:
    return "".join(
        text_line(INSET, top + PANEL_PADDING + number * PANEL_STEP + 11.2, line, "map-panel-text")
        for number, line in enumerate(panel_lines(turn, names, language))
    )


def pill_width(label: Text) -> float:
    """The width of a pill, the same in both languages."""
    widest = max(text_width(text, _PILL_SIZE, bold=True) for text in (label.en, label.de))
    return round(widest + 2 * _PILL_PADDING, 1)


def pill(label: Text, place: Point, fate: Fate, language: Language) -> str:
    """A few words in a pill around a point."""
    width = pill_width(label)
    x, y = place
    ground = rect(x - width / 2, y - _PILL_HEIGHT / 2, width, _PILL_HEIGHT, f"map-pill map-pill--{fate}", 8.5)
    return ground + text_line(x, y + 3.9, label.to(language), f"map-pill-text map-pill-text--{fate}", "middle")
