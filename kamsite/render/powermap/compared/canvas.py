"""The map of before and after as it is laid out: with room on each card for what changed about the person."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from kamsite.language import LANGUAGES, Language, Text
from kamsite.model.analyses.mapchanges import Fate, MapChanges, Turn
from kamsite.model.analyses.powermap import MapPerson, PowerMapInput
from kamsite.render.powermap.cards import INSET, WIDTH, Card, card_of
from kamsite.render.powermap.compared import words
from kamsite.render.powermap.measure import break_lines

PANEL_SIZE = 11.5
PANEL_STEP = 15.0
PANEL_PADDING = 5.0
PANEL_GAP = 5.0
_MOST_REMARKS = 5
_LONGEST = 2


@dataclass(frozen=True, slots=True)
class Canvas:
    """What changed, and the map that is laid out for it. `names` are those of everybody on it."""

    changes: MapChanges
    power_map: PowerMapInput
    names: Mapping[str, str]


def canvas_of(changes: MapChanges) -> Canvas:
    """The map to lay out for some changes."""
    names = {one.id: one.name or one.id for one in changes.both.people}
    is_clustered = changes.both.cluster_by_division
    people = tuple(
        replace(one, room=_room(one, changes.people[one.id], names, is_clustered)) for one in changes.both.people
    )
    return Canvas(changes, replace(changes.both, people=people), names)


def card_before(person: MapPerson, turn: Turn[MapPerson], is_clustered: bool) -> Card:
    """The card of somebody as they were; it names a former division, whose box they stand in no more."""
    moved = turn.after is not None and person.division != turn.after.division
    return card_of(person, is_clustered and not moved)


def _room(person: MapPerson, turn: Turn[MapPerson], names: Mapping[str, str], is_clustered: bool) -> float:
    """How much higher the card must be than the texts of the person alone."""
    if turn.fate is Fate.SAME:
        return 0.0
    heights = [card_of(person, is_clustered).height]
    if turn.before is not None:
        heights.append(card_before(turn.before, turn, is_clustered).height)
    return round(max(heights) + panel_height(turn, names) + PANEL_GAP - heights[0], 1)


def panel_height(turn: Turn[MapPerson], names: Mapping[str, str]) -> float:
    """How high the box with what changed is, the same in both languages."""
    most = max(len(panel_lines(turn, names, language)) for language in LANGUAGES)
    return most * PANEL_STEP + 2 * PANEL_PADDING


def panel_lines(turn: Turn[MapPerson], names: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """What changed about a person, in lines that fit the card."""
    found = words.remarks(turn, names)
    if len(found) > _MOST_REMARKS:
        rest = words.filled(words.MORE, words.as_written(str(len(found) - _MOST_REMARKS + 1)))
        found = (*found[: _MOST_REMARKS - 1], rest)
    return tuple(line for text in found for line in _broken(text, language))


def _broken(text: Text, language: Language) -> tuple[str, ...]:
    return break_lines(text.to(language), PANEL_SIZE, WIDTH - 2 * INSET - 2, _LONGEST, bold=True).lines
