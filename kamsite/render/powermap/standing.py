"""Who stands in which row and where in it: Graphviz's positions for the customer's people, our people in rows below."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from kamsite.model.analyses.powermap import PowerMapInput
from kamsite.render.layout import Layout
from kamsite.render.powermap.cards import INDENT, MARGIN, STAFF_WIDTH, WIDTH, Cards
from kamsite.render.powermap.dot import BESIDE, node_names
from kamsite.render.powermap.hierarchy import Hierarchy
from kamsite.render.powermap.routing import Spot

_SAME_ROW = 2.0
_FEWEST_IN_A_ROW = 4
_MORE_IN_A_ROW = 1


class Standing(Struct, frozen=True):
    """A card in a row, in pixels: lines stay out of `left` to `right`; the card itself begins at `x`."""

    id: str
    row: int
    left: float
    right: float
    x: float
    width: float
    height: float

    @property
    def spot(self) -> Spot:
        """The card's edges, for lines that end at it."""
        return Spot(self.row, self.x, self.x + self.width)

    @property
    def middle(self) -> float:
        """The middle of the card's edges."""
        return self.x + self.width / 2


def standing_people(power_map: PowerMapInput, layout: Layout, cards: Cards, tree: Hierarchy) -> dict[str, Standing]:
    """The customer's people by id."""
    names = node_names(power_map)
    rows = _row_numbers(layout.nodes[name][1] for name in names.values())
    found = {}
    for column in tree.columns:
        width = column.indents * INDENT + WIDTH
        for entry in column.entries:
            x, y = layout.nodes[names[entry.id]]
            left = x - width / 2
            found[entry.id] = Standing(
                id=entry.id,
                row=rows[y],
                left=left - MARGIN,
                right=left + width + MARGIN,
                x=left + entry.level * INDENT,
                width=WIDTH,
                height=cards.people[entry.id].height,
            )
    return {person.id: found[person.id] for person in power_map.people}


def _row_numbers(heights: Iterable[float]) -> dict[float, int]:
    """The number of the row at each height; heights that hardly differ are one row."""
    numbers: dict[float, int] = {}
    row, before = -1, 0.0
    for height in sorted(set(heights)):
        if row < 0 or height - before > _SAME_ROW:
            row += 1
        numbers[height] = row
        before = height
    return numbers


def standing_staff(
    power_map: PowerMapInput, cards: Cards, people: Mapping[str, Standing], first_row: int
) -> dict[str, Standing]:
    """Our people by id, each as near as possible to the people they know."""
    if not power_map.staff:
        return {}
    left = min((one.left for one in people.values()), default=0.0)
    right = max((one.right for one in people.values()), default=0.0)
    step = STAFF_WIDTH + BESIDE
    in_a_row = max(_FEWEST_IN_A_ROW, int((right - left + BESIDE) // step) + _MORE_IN_A_ROW)
    in_a_row = ceil(len(power_map.staff) / ceil(len(power_map.staff) / in_a_row))

    def wish(staff: str) -> float:
        met = [people[tie.person].middle for tie in power_map.ties if tie.staff == staff and tie.person in people]
        return sum(met) / len(met) if met else (left + right) / 2

    order = sorted((one.id for one in power_map.staff), key=wish)
    found: dict[str, Standing] = {}
    for start in range(0, len(order), in_a_row):
        row = order[start : start + in_a_row]
        for one, middle in zip(row, _side_by_side([wish(one) for one in row], step, left, right), strict=True):
            x = middle - STAFF_WIDTH / 2
            found[one] = Standing(
                id=one,
                row=first_row + start // in_a_row,
                left=x - MARGIN,
                right=x + STAFF_WIDTH + MARGIN,
                x=x,
                width=STAFF_WIDTH,
                height=cards.staff[one].height,
            )
    return found


def _side_by_side(wishes: Sequence[float], step: float, left: float, right: float) -> list[float]:
    """Middles in the order of the wishes and near them, a step apart, between two edges where there is room."""
    half = max((right - left - step) / 2, (len(wishes) - 1) * step / 2)
    low, high = (left + right) / 2 - half, (left + right) / 2 + half
    places: list[float] = []
    for number, wish in enumerate(wishes):
        places.append(max(wish, low + number * step, places[-1] + step if places else low))
    for number in reversed(range(len(places))):
        places[number] = min(places[number], high - (len(places) - 1 - number) * step)
        if number + 1 < len(places):
            places[number] = min(places[number], places[number + 1] - step)
    return places


def widened(standing: Mapping[str, Standing], crowded: Iterable[tuple[float, float, float]]) -> dict[str, Standing]:
    """The cards moved apart where lines between them need more room (left, right, missing), everywhere in one step."""
    cuts: list[tuple[float, float]] = []
    for left, right, missing in sorted(crowded, key=lambda one: one[1]):
        if cuts and cuts[-1][0] >= left:
            cuts[-1] = (cuts[-1][0], max(cuts[-1][1], missing))
        else:
            cuts.append((right, missing))
    found = {}
    for one in standing.values():
        shift = sum(missing for cut, missing in cuts if one.left > cut - 1)
        found[one.id] = replace(one, left=one.left + shift, right=one.right + shift, x=one.x + shift)
    return found


def in_rows(standing: Iterable[Standing]) -> list[list[Standing]]:
    """The cards row by row, from left to right."""
    rows: dict[int, list[Standing]] = {}
    for one in standing:
        rows.setdefault(one.row, []).append(one)
    return [sorted(rows[number], key=lambda one: one.left) for number in sorted(rows)]
