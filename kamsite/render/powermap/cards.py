"""What stands on the cards of a power map and how large they are: the same in every language and on every machine."""

from dataclasses import dataclass
from functools import lru_cache

from msgspec import Struct

from kamsite.model.analyses.powermap import MapPerson, OurPerson, PowerMapInput
from kamsite.render.powermap.measure import Lines, break_lines

WIDTH = 214.0
"""The width of a person's card in pixels."""

MARGIN = 6.0
"""Room around a card, for a decider's frame."""

INDENT = 26.0
"""How far to the right a card stands that hangs below its superior."""

INSET = 11.0
"""Room between the edge of a card and its text."""

BAND = 24.0
"""The height of the band with attitude and influence."""

NAME_SIZE, TITLE_SIZE, DEPARTMENT_SIZE, SMALL_SIZE = 14.5, 12.0, 11.5, 11.0
NAME_STEP, TITLE_STEP, DEPARTMENT_STEP = 18.0, 15.5, 15.0
BADGE = 17.0
FOOT = 24.0
GAP = 7.0

STAFF_WIDTH = 196.0
STAFF_MEDALLION = 32.0
STAFF_NAME_SIZE, STAFF_TITLE_SIZE = 13.0, 11.5
STAFF_NAME_STEP, STAFF_TITLE_STEP = 16.5, 14.5
STAFF_PADDING = 9.0


class Card(Struct, frozen=True):
    """The lines on a card and its height in pixels."""

    name: Lines
    title: Lines
    department: Lines
    height: float


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a map by id: the customer's people and ours."""

    people: dict[str, Card]
    staff: dict[str, Card]


@lru_cache(maxsize=256)
def cards_of(power_map: PowerMapInput) -> Cards:
    """The cards of everybody on a map."""
    return Cards(
        people={person.id: card_of(person, power_map.cluster_by_division) for person in power_map.people},
        staff={one.id: _staff_card(one) for one in power_map.staff},
    )


def card_of(person: MapPerson, is_clustered: bool) -> Card:
    """The card of one of the customer's people; where divisions are boxes it does not name the division."""
    room = WIDTH - 2 * INSET
    places = (person.department,) if is_clustered else (person.department, person.division)
    name = break_lines(person.name or person.id, NAME_SIZE, room, 3, bold=True)
    title = break_lines(person.title, TITLE_SIZE, room, 3)
    department = break_lines(" · ".join(dict.fromkeys(filter(None, places))), DEPARTMENT_SIZE, room, 1)
    text = len(name.lines) * NAME_STEP + len(title.lines) * TITLE_STEP + len(department.lines) * DEPARTMENT_STEP
    badges = BADGE + GAP if person.roles else 0.0
    return Card(name, title, department, round(BAND + GAP + text + GAP + badges + FOOT + person.room, 1))


def _staff_card(one: OurPerson) -> Card:
    room = STAFF_WIDTH - STAFF_MEDALLION - 3 * STAFF_PADDING
    name = break_lines(one.name or one.id, STAFF_NAME_SIZE, room, 2, bold=True)
    title = break_lines(one.title, STAFF_TITLE_SIZE, room, 2)
    text = len(name.lines) * STAFF_NAME_STEP + len(title.lines) * STAFF_TITLE_STEP
    return Card(name, title, Lines(()), round(max(STAFF_MEDALLION, text) + 2 * STAFF_PADDING, 1))
