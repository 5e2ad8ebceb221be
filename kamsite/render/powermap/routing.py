"""How lines run between cards that stand in rows: through the gaps, never over a card.

A wire leaves its card upwards or downwards, runs along the gap between two rows, passes further rows where cards
leave room, and arrives at the other card's edge. Gap g lies below row g; gap -1 above the first row. All positions
along the rows are final; heights are lanes in gaps, so that a busy gap can be made higher afterwards.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import Literal

from msgspec import Struct

CLEARANCE = 5.0
"""How far a line that passes a row stays away from its cards, in pixels."""

PITCH = 9.0
"""How far parallel lines stay apart, in pixels."""

_PORT_FROM_CORNER = 16.0
_PORT_STEP = 14.0
_BEND = 26.0
_CROWD = 14.0

Edge = Literal["top", "bottom"]


class Spot(Struct, frozen=True):
    """Where a card stands: its row and its left and right edge in pixels."""

    row: int
    left: float
    right: float

    def nearest(self, x: float) -> float:
        """The position on the card's edge that is closest to x, away from the corners."""
        return min(max(x, self.left + _PORT_FROM_CORNER), self.right - _PORT_FROM_CORNER)


class Wire(Struct, frozen=True):
    """A line to lead from one card to another."""

    source: Spot
    target: Spot


class Segment(Struct, frozen=True):
    """A stretch along a gap; whether the line goes on upwards or downwards at its start and end."""

    gap: int
    start: float
    end: float
    is_start_above: bool
    is_end_above: bool
    order: int = 1

    @property
    def left(self) -> float:
        """The smaller end."""
        return min(self.start, self.end)

    @property
    def right(self) -> float:
        """The larger end."""
        return max(self.start, self.end)


class Path(Struct, frozen=True):
    """A wire's way: the edges it uses, the positions where it runs up or down, and a segment between each two."""

    source_edge: Edge
    target_edge: Edge
    xs: tuple[float, ...]
    segments: tuple[Segment, ...]


@dataclass(slots=True)
class _Draft:
    """A way that is being found: the gaps it runs along, the rows it passes between them, and where it does."""

    wire: Wire
    source_edge: Edge
    target_edge: Edge
    gaps: Sequence[int]
    rows: Sequence[int]
    passes: list[float] = field(default_factory=list)


Opening = tuple[float, float]
"""Where a line may pass between two cards of a row: from where to where."""

_LEFT, _RIGHT = itemgetter(0), itemgetter(1)


def openings(row: Iterable[tuple[float, float]]) -> list[Opening]:
    """Where a line may pass a row with such cards (from left to right), the outside included."""
    left = -inf
    found = []
    for first, last in row:
        if first - CLEARANCE >= left:
            found.append((left, first - CLEARANCE))
        left = last + CLEARANCE
    return [*found, (left, inf)]


def _opening_at(row: Sequence[Opening], x: float) -> int:
    """The number of the first opening of a row that does not end before a position."""
    return bisect_left(row, x, key=_RIGHT)


def route(
    rows: Sequence[Sequence[Opening]], wires: Iterable[Wire], taken: Mapping[int, Sequence[float]]
) -> tuple[Path, ...]:
    """A way for each wire. `rows` are the openings of each row, `taken` positions per gap to avoid."""
    load: dict[tuple[int, int], int] = {}
    drafts = [_draft(wire) for wire in wires]
    for draft in drafts:
        if draft.rows:
            _pass_rows(draft, rows, load)
    _spread(drafts, rows, taken)
    ports = _ports(drafts, taken)
    return tuple(_path(draft, *ports[number]) for number, draft in enumerate(drafts))


def crowded(rows: Sequence[Sequence[Opening]], paths: Iterable[Path]) -> list[tuple[float, float, float]]:
    """The openings (left, right) in which lines are too close together, each with the room that is missing."""
    passing: dict[tuple[int, int], int] = {}
    for path in paths:
        for x, (before, after) in zip(path.xs[1:-1], pairwise(path.segments), strict=True):
            row = max(before.gap, after.gap)
            opening = _opening_at(rows[row], x - 1)
            passing[row, opening] = passing.get((row, opening), 0) + 1
    found = []
    for (row, opening), count in passing.items():
        left, right = rows[row][opening]
        missing = (count - 1) * PITCH + 2 - (right - left)
        if missing > 0:
            found.append((left, right, missing))
    return found


def _draft(wire: Wire) -> _Draft:
    a, b = wire.source.row, wire.target.row
    if a < b:
        return _Draft(wire, "bottom", "top", range(a, b), range(a + 1, b))
    if a > b:
        return _Draft(wire, "top", "bottom", range(a - 1, b - 1, -1), range(a - 1, b, -1))
    return _Draft(wire, "top", "top", (a - 1,), ())


def _pass_rows(draft: _Draft, rows: Sequence[Sequence[Opening]], load: dict[tuple[int, int], int]) -> None:
    """Choose where the wire passes each row: short, with few bends, where not many others pass."""
    source, target = draft.wire.source, draft.wire.target
    toward, back = (target.left + target.right) / 2, (source.left + source.right) / 2
    # The cheapest way to each place in a row: what it costs, where it is, and the openings (row, number, x) so far.
    states: list[tuple[float, float, tuple[tuple[int, int, float], ...]]] = [(0.0, source.nearest(toward), ())]
    for row in draft.rows:
        reached = []
        for number, x in _places_to_pass(rows[row], toward, back):
            crowd = _CROWD * load.get((row, number), 0)
            least, best_way = inf, states[0][2]
            for cost, before, way in states:
                if cost + crowd >= least:
                    continue
                total = cost + (abs(x - before) + _BEND if x != before else 0.0) + crowd
                if total < least:
                    least, best_way = total, way
            reached.append((least, x, (*best_way, (row, number, x))))
        states = reached
    best = min(states, key=lambda state: state[0] + abs(state[1] - target.nearest(state[1])))
    for row, number, x in best[2]:
        load[row, number] = load.get((row, number), 0) + 1
        draft.passes.append(x)


def _places_to_pass(row: Sequence[Opening], toward: float, back: float) -> list[tuple[int, float]]:
    """Where a row can be passed on the way between two places, one opening further out on either side."""
    first = _opening_at(row, min(toward, back))
    last = max(first, bisect_right(row, max(toward, back), key=_LEFT) - 1)
    found = []
    for number in range(max(0, first - 1), min(len(row), last + 2)):
        left, right = row[number]
        if right - left < 4 * PITCH:
            found.append((number, (left + right) / 2))
            continue
        near, far = min(max(toward, left), right), min(max(back, left), right)
        found.append((number, near))
        if far != near:
            found.append((number, far))
    return found


def _spread(drafts: Iterable[_Draft], rows: Sequence[Sequence[Opening]], taken: Mapping[int, Sequence[float]]) -> None:
    """Move lines that pass a row at the same place side by side."""
    occupied = {row: [*taken.get(row - 1, ()), *taken.get(row, ())] for row in range(len(rows))}
    for draft in drafts:
        passed, passes = draft.rows, draft.passes
        start = 0
        while start < len(passed):
            end = start + 1
            while end < len(passed) and passes[end] == passes[start]:
                end += 1
            x = _beside(passes[start], passed[start:end], rows, occupied)
            for number in range(start, end):
                passes[number] = x
                occupied[passed[number]].append(x)
            start = end


def _beside(
    x: float, passed: Sequence[int], rows: Sequence[Sequence[Opening]], occupied: Mapping[int, Sequence[float]]
) -> float:
    """The position nearest to x that is free in all the rows passed there, or x where there is no room at all."""
    here = [rows[row][_opening_at(rows[row], x)] for row in passed]
    low, high = max([left for left, _ in here]), min([right for _, right in here])
    others = [other for row in passed for other in occupied[row] if low - PITCH < other < high + PITCH]
    for pitch in (PITCH, PITCH / 2):
        for step in range(2 * len(others) + 3):
            place = x + pitch * ((step + 1) // 2) * (1 if step % 2 else -1)
            if low <= place <= high and _distance(place, others) >= pitch - 0.01:
                return place
    return x


def _distance(x: float, others: Sequence[float]) -> float:
    """How far away the nearest of some positions is."""
    return min([abs(x - other) for other in others]) if others else inf


def _ports(drafts: Sequence[_Draft], taken: Mapping[int, Sequence[float]]) -> list[tuple[float, float]]:
    """For each draft where it leaves and where it reaches its cards."""
    wishes: dict[tuple[Spot, Edge], list[tuple[float, int, int]]] = {}
    for number, draft in enumerate(drafts):
        source, target = draft.wire.source, draft.wire.target
        ahead, behind = (draft.passes[0], draft.passes[-1]) if draft.passes else _facing(source, target)
        wishes.setdefault((source, draft.source_edge), []).append((ahead, number, 0))
        wishes.setdefault((target, draft.target_edge), []).append((behind, number, 1))
    found: list[list[float]] = [[0.0, 0.0] for _ in drafts]
    for (spot, edge), wanted in wishes.items():
        gap = spot.row if edge == "bottom" else spot.row - 1
        near = [x for x in taken.get(gap, ()) if spot.left < x < spot.right]
        wanted.sort()
        places = _places(spot, near, [spot.nearest(x) for x, _, _ in wanted])
        for (_, number, end), x in zip(wanted, places, strict=True):
            found[number][end] = x
    return [(start, end) for start, end in found]


def _facing(a: Spot, b: Spot) -> tuple[float, float]:
    """Where a line between cards in neighbouring rows should leave and arrive: straight where they overlap."""
    left, right = max(a.left, b.left) + _PORT_FROM_CORNER, min(a.right, b.right) - _PORT_FROM_CORNER
    if a.row != b.row and left <= right:
        return (left + right) / 2, (left + right) / 2
    return (b.left + b.right) / 2, (a.left + a.right) / 2


def _places(spot: Spot, taken: Sequence[float], wishes: Sequence[float]) -> list[float]:
    """A position on a card's edge for each wish, in their order: where wished if that is free, else beside it."""
    if len(wishes) == 1 and not taken:
        return list(wishes)
    step = _PORT_STEP
    while (chosen := _apart(spot, taken, wishes, step)) is None:
        step /= 2
    return chosen


def _apart(spot: Spot, taken: Sequence[float], wishes: Sequence[float], step: float) -> list[float] | None:
    """Such positions a step apart from each other, None where the edge has no room for all of them."""
    apart = min(step, PITCH)
    chosen: list[float] = []

    def is_free(x: float) -> bool:
        return _distance(x, taken) >= apart and _distance(x, chosen) >= step - 0.01

    for wish in wishes:
        if is_free(wish):
            chosen.append(wish)
            continue
        nearest = sorted([*wishes, *_grid(spot, step)], key=lambda x: abs(x - wish))
        place = next(filter(is_free, nearest), None)
        if place is None:
            return None
        chosen.append(place)
    return sorted(chosen)


def _grid(spot: Spot, step: float) -> list[float]:
    """All positions on a card's edge that are a number of steps away from its middle."""
    middle, room = (spot.left + spot.right) / 2, (spot.right - spot.left) / 2 - _PORT_FROM_CORNER
    count = int(room // step)
    return [middle + step * number for number in range(-count, count + 1)]


def _path(draft: _Draft, start: float, end: float) -> Path:
    xs = (start, *draft.passes, end)
    goes_down = draft.source_edge == "bottom"
    is_arch = draft.source_edge == draft.target_edge
    segments = tuple(
        Segment(gap, xs[number], xs[number + 1], goes_down, not goes_down and not is_arch)
        for number, gap in enumerate(draft.gaps)
    )
    return Path(draft.source_edge, draft.target_edge, xs, segments)


def lanes(segments: Sequence[Segment]) -> tuple[list[int], dict[int, int]]:
    """The lane of each segment, counted from the top of its gap, and how many lanes each gap needs.

    Stretches that overlap get different lanes, in an order that saves crossings; straight lines need none.
    """
    found = [0] * len(segments)
    counts: dict[int, int] = {}
    placed: dict[int, list[tuple[float, float, int, int]]] = {}
    for group, _, _, _, number in sorted([(*_rank(one), number) for number, one in enumerate(segments)]):
        one = segments[number]
        left, right = one.left, one.right
        if right - left < 0.05:
            continue
        others = placed.setdefault(one.gap, [])
        lane = 0
        used = set()
        for other_left, other_right, before, taken in others:
            if left < other_right + PITCH and other_left < right + PITCH:
                if before < group:
                    lane = max(lane, taken + 1)
                else:
                    used.add(taken)
        while lane in used:
            lane += 1
        found[number] = lane
        counts[one.gap] = max(counts.get(one.gap, 0), lane + 1)
        others.append((left, right, group, lane))
    return found, counts


def _rank(one: Segment) -> tuple[int, int, float, float]:
    """The order in which lanes are given away: the group, and within it so that neighbours do not cross.

    Brackets open at the top lie above all others in a gap, arches below; reporting lines before the rest.
    """
    if one.is_start_above and one.is_end_above:
        return 0, 0, one.right - one.left, one.left
    if not one.is_start_above and not one.is_end_above:
        return 3, 0, one.left - one.right, one.left
    group = min(one.order, 2)
    above, below = (one.start, one.end) if one.is_start_above else (one.end, one.start)
    return group, int(above > below), above if above > below else -above, below
