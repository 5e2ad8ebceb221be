"""How lines run between cards that stand in rows: through the gaps, never over a card.

A wire leaves its card upwards or downwards, runs along the gap between two rows, passes further rows where cards
leave room, and arrives at the other card's edge. Gap g lies below row g; gap -1 above the first row. All positions
along the rows are final; heights are lanes in gaps, so that a busy gap can be made higher afterwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
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
    """A way that is being found: the rows it passes and where."""

    wire: Wire
    source_edge: Edge
    target_edge: Edge
    gaps: tuple[int, ...]
    passes: list[float] = field(default_factory=list)


def route(
    rows: Sequence[Sequence[tuple[float, float]]], wires: Sequence[Wire], taken: Mapping[int, Sequence[float]]
) -> tuple[Path, ...]:
    """A way for each wire. `rows` are the cards' extents from left to right, `taken` positions per gap to avoid."""
    free = [_free(row) for row in rows]
    load: dict[tuple[int, int], int] = {}
    drafts = [_draft(wire) for wire in wires]
    for draft in drafts:
        _pass_rows(draft, free, load)
    _spread(drafts, free, taken)
    ports = _ports(drafts, taken)
    return tuple(_path(draft, *ports[number]) for number, draft in enumerate(drafts))


def crowded(rows: Sequence[Sequence[tuple[float, float]]], paths: Sequence[Path]) -> list[tuple[float, float, float]]:
    """The openings (left, right) in which lines are too close together, each with the room that is missing."""
    passing: dict[tuple[int, int], int] = {}
    free = [_free(row) for row in rows]
    for path in paths:
        for number, x in enumerate(path.xs[1:-1]):
            row = max(path.segments[number].gap, path.segments[number + 1].gap)
            opening = next(at for at, (left, right) in enumerate(free[row]) if left - 1 <= x <= right + 1)
            passing[row, opening] = passing.get((row, opening), 0) + 1
    found = []
    for (row, opening), count in passing.items():
        left, right = free[row][opening]
        missing = (count - 1) * PITCH + 2 - (right - left)
        if missing > 0:
            found.append((left, right, missing))
    return found


def _free(row: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where a line may pass between the cards of a row, the outside included."""
    left = -inf
    found = []
    for first, last in row:
        if first - CLEARANCE >= left:
            found.append((left, first - CLEARANCE))
        left = last + CLEARANCE
    return [*found, (left, inf)]


def _draft(wire: Wire) -> _Draft:
    a, b = wire.source.row, wire.target.row
    if a < b:
        return _Draft(wire, "bottom", "top", tuple(range(a, b)))
    if a > b:
        return _Draft(wire, "top", "bottom", tuple(range(a - 1, b - 1, -1)))
    return _Draft(wire, "top", "top", (a - 1,))


def _passed_rows(draft: _Draft) -> list[int]:
    """The rows between the cards of a wire, in its direction."""
    a, b = draft.wire.source.row, draft.wire.target.row
    return list(range(a + 1, b) if a < b else range(a - 1, b, -1))


def _pass_rows(draft: _Draft, free: Sequence[Sequence[tuple[float, float]]], load: dict[tuple[int, int], int]) -> None:
    """Choose where the wire passes each row: short, with few bends, where not many others pass."""
    source, target = draft.wire.source, draft.wire.target
    toward, back = (target.left + target.right) / 2, (source.left + source.right) / 2
    states: list[tuple[float, float, tuple[tuple[int, int, float], ...]]] = [(0.0, source.nearest(toward), ())]
    for row in _passed_rows(draft):
        states = [
            min(
                (
                    (
                        cost + (abs(x - before) + _BEND if x != before else 0.0) + _CROWD * load.get((row, number), 0),
                        x,
                        (*way, (row, number, x)),
                    )
                    for cost, before, way in states
                ),
                key=lambda state: state[0],
            )
            for number, x in _openings(free[row], toward, back)
        ]
    best = min(states, key=lambda state: state[0] + abs(state[1] - target.nearest(state[1])))
    for row, number, x in best[2]:
        load[row, number] = load.get((row, number), 0) + 1
        draft.passes.append(x)


def _openings(free: Sequence[tuple[float, float]], toward: float, back: float) -> Iterable[tuple[int, float]]:
    """Positions where a row can be passed on the way between two places, one opening further out on either side."""
    low, high = min(toward, back), max(toward, back)
    inside = [number for number, (left, right) in enumerate(free) if right >= low and left <= high]
    first = inside[0] if inside else next(number for number, (left, _) in enumerate(free) if left > high)
    last = inside[-1] if inside else first
    for number in range(max(0, first - 1), min(len(free), last + 2)):
        left, right = free[number]
        if right - left < 4 * PITCH:
            yield number, (left + right) / 2
        else:
            yield from ((number, x) for x in dict.fromkeys(min(max(x, left), right) for x in (toward, back)))


def _spread(
    drafts: Sequence[_Draft], free: Sequence[Sequence[tuple[float, float]]], taken: Mapping[int, Sequence[float]]
) -> None:
    """Move lines that pass a row at the same place side by side."""
    occupied = {row: [*taken.get(row - 1, ()), *taken.get(row, ())] for row in range(len(free))}
    for draft in drafts:
        rows = _passed_rows(draft)
        start = 0
        while start < len(rows):
            end = start + 1
            while end < len(rows) and draft.passes[end] == draft.passes[start]:
                end += 1
            x = _beside(draft.passes[start], rows[start:end], free, occupied)
            for number in range(start, end):
                draft.passes[number] = x
                occupied[rows[number]].append(x)
            start = end


def _beside(
    x: float,
    rows: Sequence[int],
    free: Sequence[Sequence[tuple[float, float]]],
    occupied: Mapping[int, Sequence[float]],
) -> float:
    """The position nearest to x that is free in all these rows, or x where there is no room at all."""
    openings = [next(opening for opening in free[row] if opening[0] <= x <= opening[1]) for row in rows]
    low, high = max(left for left, _ in openings), min(right for _, right in openings)
    near = (other for row in rows for other in occupied.get(row, ()))
    others = [other for other in near if low - PITCH < other < high + PITCH]
    for pitch in (PITCH, PITCH / 2):
        for step in range(2 * len(others) + 3):
            place = x + pitch * ((step + 1) // 2) * (1 if step % 2 else -1)
            if low <= place <= high and all(abs(place - other) >= pitch - 0.01 for other in others):
                return place
    return x


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
        places = _places(spot, taken.get(gap, ()), [spot.nearest(x) for x, _, _ in sorted(wanted)])
        for (_, number, end), x in zip(sorted(wanted), places, strict=True):
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
    middle, room = (spot.left + spot.right) / 2, (spot.right - spot.left) / 2 - _PORT_FROM_CORNER
    step = _PORT_STEP
    while True:
        count = int(room // step)
        grid = [middle + step * number for number in range(-count, count + 1)]
        clear = [*wishes, *grid]
        apart = min(step, PITCH)
        for other in taken:
            clear = [x for x in clear if abs(x - other) >= apart]
        chosen: list[float] = []
        for wish in wishes:
            if not clear:
                break
            best = min(clear, key=lambda x: abs(x - wish))
            chosen.append(best)
            clear = [x for x in clear if abs(x - best) >= step - 0.01]
        if len(chosen) == len(wishes):
            return sorted(chosen)
        step /= 2


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
    placed: dict[int, list[tuple[int, Segment, int]]] = {}
    for number in sorted(range(len(segments)), key=lambda number: _rank(segments[number])):
        one = segments[number]
        if abs(one.start - one.end) < 0.05:
            continue
        others = [
            (group, lane)
            for group, other, lane in placed.get(one.gap, ())
            if one.left < other.right + PITCH and other.left < one.right + PITCH
        ]
        group = _group(one)
        lane = max((lane + 1 for before, lane in others if before < group), default=0)
        used = {taken for before, taken in others if before == group}
        while lane in used:
            lane += 1
        found[number] = lane
        counts[one.gap] = max(counts.get(one.gap, 0), lane + 1)
        placed.setdefault(one.gap, []).append((group, one, lane))
    return found, counts


def _group(one: Segment) -> int:
    """Brackets open at the top lie above all others in a gap, arches below; reporting lines before the rest."""
    if one.is_start_above and one.is_end_above:
        return 0
    if not one.is_start_above and not one.is_end_above:
        return 3
    return min(one.order, 2)


def _rank(one: Segment) -> tuple[int, int, float, float]:
    """The order in which lanes are given away; within a group so that neighbours do not cross."""
    group = _group(one)
    if group == 0:
        return group, 0, one.right - one.left, one.left
    if group == 3:
        return group, 0, one.left - one.right, one.left
    above, below = (one.start, one.end) if one.is_start_above else (one.end, one.start)
    return group, int(above > below), above if above > below else -above, below
