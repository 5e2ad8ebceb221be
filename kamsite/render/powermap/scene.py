"""Where everything on a power map is: made from Graphviz's positions, still without words and colours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from msgspec import Struct

from kamsite.model.analyses.powermap import PowerMapInput
from kamsite.render.layout import Layout
from kamsite.render.powermap.cards import MARGIN, Cards, cards_of
from kamsite.render.powermap.dot import BETWEEN_ROWS, divisions, tree_of
from kamsite.render.powermap.hierarchy import Hierarchy
from kamsite.render.powermap.reporting import Branch, branches, report_points, taken_by
from kamsite.render.powermap.routing import PITCH, Path, Wire, crowded, lanes, openings, route
from kamsite.render.powermap.standing import Standing, in_rows, standing_people, standing_staff, widened
from kamsite.render.powermap.svg import Point, corners

EDGE = 14.0
"""Empty room around the map in pixels."""

DIVISION_LABEL = 22.0
TEAM_LABEL = 24.0
_DIVISION_ROOM = 9.0
_BELOW_CARDS = 9.0
_ARROW_ROOM = 14.0
_BEFORE_CARD = 5.0

Kind = Literal["loop", "influence", "tie"]


class Box(Struct, frozen=True):
    """A rectangle in pixels; `x` and `y` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Report(Struct, frozen=True):
    """A reporting line from a superior (`high`) down to a report (`low`): its ends, and where it turns."""

    low: str
    high: str
    points: tuple[Point, ...]


class Link(Struct, frozen=True):
    """A line that was led around the cards: its ends, and where it turns.

    `number` is its place among those of its kind in the input.
    """

    kind: Kind
    number: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A map in pixels: `people` and `staff` are where the cards stand by id, `team` is the strip behind our people.

    `loops` are the reporting lines (from, to) that close a circle, `cards` what stands on the cards.
    """

    width: float
    height: float
    people: Mapping[str, Box]
    staff: Mapping[str, Box]
    divisions: tuple[tuple[str, Box], ...]
    team: Box | None
    reports: tuple[Report, ...]
    links: tuple[Link, ...]
    loops: tuple[tuple[str, str], ...]
    cards: Cards


def scene_of(power_map: PowerMapInput, layout: Layout) -> Scene:
    """Everything on a map in its place; `layout` is that of the map's own DOT."""
    cards = cards_of(power_map)
    tree = tree_of(power_map)
    people = standing_people(power_map, layout, cards, tree)
    last_row = max((one.row for one in people.values()), default=-1)
    staff = standing_staff(power_map, cards, people, last_row + 1)
    rows, below, wires, paths, narrow = _routed(power_map, tree, people, staff)
    if narrow:
        people, staff = widened(people, narrow), widened(staff, narrow)
        rows, below, wires, paths, _ = _routed(power_map, tree, people, staff)
    lane, counts = lanes([branch.segment for branch in below] + [one for path in paths for one in path.segments])
    boxes = () if layout.is_simplified else _division_extents(power_map, people)
    heights = _heights(rows, counts, boxes, last_row if staff else None)
    bus = {branch.superior: heights.lane(branch.segment.gap, lane[number]) for number, branch in enumerate(below)}
    points = report_points(people, tree, below, bus.__getitem__, lambda one: heights.edges(people[one].row))
    links: list[Link] = []
    used = len(below)
    for (kind, number, wire), path in zip(wires, paths, strict=True):
        own = lane[used : used + len(path.segments)]
        links.append(Link(kind, number, _link_points(path, wire, own, heights)))
        used += len(path.segments)
    reports = {low: corners(way) for low, way in points.items()}
    divisions_at = [(one.label, one.box(heights)) for one in boxes]
    team = _team(heights, last_row, rows) if staff else None
    people_at = {one.id: heights.box(one) for one in people.values()}
    staff_at = {one.id: heights.box(one) for one in staff.values()}
    frame = _frame_around(
        [*people_at.values(), *staff_at.values(), *(box for _, box in divisions_at), *([team] if team else [])],
        [*reports.values(), *(link.points for link in links)],
    )
    return Scene(
        width=frame.width,
        height=frame.height,
        people={one: frame.box(box) for one, box in people_at.items()},
        staff={one: frame.box(box) for one, box in staff_at.items()},
        divisions=tuple([(label, frame.box(box)) for label, box in divisions_at]),
        team=Box(EDGE, team.y + frame.dy, frame.width - 2 * EDGE, team.height) if team else None,
        reports=tuple([Report(low, tree.above[low], frame.way(way)) for low, way in reports.items()]),
        links=tuple([Link(one.kind, one.number, frame.way(one.points)) for one in links]),
        loops=tree.loops,
        cards=cards,
    )


class _Routed(NamedTuple):
    """The rows, the reporting lines' branches, all other lines with their ways, and where these are too close."""

    rows: list[list[Standing]]
    below: tuple[Branch, ...]
    wires: list[tuple[Kind, int, Wire]]
    paths: tuple[Path, ...]
    narrow: list[tuple[float, float, float]]


def _routed(
    power_map: PowerMapInput, tree: Hierarchy, people: Mapping[str, Standing], staff: Mapping[str, Standing]
) -> _Routed:
    rows = in_rows([*people.values(), *staff.values()])
    free = [openings([(one.left, one.right) for one in row]) for row in rows]
    below = branches(people, tree)
    wires = _wires(power_map, tree, people, staff)
    paths = route(free, [wire for _, _, wire in wires], taken_by(people, tree, below))
    return _Routed(rows, below, wires, paths, crowded(free, paths))


def _wires(
    power_map: PowerMapInput, tree: Hierarchy, people: Mapping[str, Standing], staff: Mapping[str, Standing]
) -> list[tuple[Kind, int, Wire]]:
    """The lines that do not belong to the tree, those between near cards first."""
    found: list[tuple[Kind, int, Wire]] = []
    for number, (low, high) in enumerate(tree.loops):
        found.append(("loop", number, Wire(people[high].spot, people[low].spot)))
    for number, one in enumerate(power_map.influences):
        if one.source in people and one.target in people and one.source != one.target:
            found.append(("influence", number, Wire(people[one.source].spot, people[one.target].spot)))
    for number, tie in enumerate(power_map.ties):
        if tie.person in people and tie.staff in staff:
            found.append(("tie", number, Wire(staff[tie.staff].spot, people[tie.person].spot)))
    return sorted(found, key=lambda one: abs(one[2].source.row - one[2].target.row))


@dataclass(frozen=True, slots=True)
class _Extent:
    """Which rows and which part of them a division's box covers."""

    label: str
    first_row: int
    last_row: int
    left: float
    right: float

    def box(self, heights: "_Heights") -> Box:
        top = heights.edges(self.first_row)[0] - MARGIN - _DIVISION_ROOM - DIVISION_LABEL
        bottom = heights.edges(self.last_row)[1] + MARGIN + _DIVISION_ROOM
        return Box(self.left, top, self.right - self.left, bottom - top)


def _division_extents(power_map: PowerMapInput, people: Mapping[str, Standing]) -> tuple[_Extent, ...]:
    found = []
    for division in divisions(power_map):
        members = [people[person.id] for person in power_map.people if person.division == division]
        found.append(
            _Extent(
                division,
                min(one.row for one in members),
                max(one.row for one in members),
                min(one.left for one in members) - _DIVISION_ROOM,
                max(one.right for one in members) + _DIVISION_ROOM,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Heights:
    """Where the rows are: upper and lower edges of their cards, and the first lane of each gap (-1 is above all)."""

    rows: tuple[tuple[float, float], ...]
    first_lanes: Mapping[int, float]

    def edges(self, row: int) -> tuple[float, float]:
        """The upper and lower edge of the cards in a row."""
        return self.rows[row]

    def lane(self, gap: int, lane: int) -> float:
        """The height of a lane."""
        return self.first_lanes[gap] + lane * PITCH

    def box(self, one: Standing) -> Box:
        """The rectangle of a card; all cards of a row are equally high."""
        top, bottom = self.rows[one.row]
        return Box(one.x, top, one.width, bottom - top)


def _heights(
    rows: Sequence[Sequence[Standing]], counts: Mapping[int, int], boxes: Sequence[_Extent], last_row: int | None
) -> _Heights:
    """Rows one below the other, each gap as high as its lines, divisions' edges and labels need."""
    ends = {box.last_row for box in boxes}
    begins = {box.first_row for box in boxes}
    edges: list[tuple[float, float]] = []
    first_lanes: dict[int, float] = {}
    y = 0.0
    for gap in range(-1, len(rows)):
        above = MARGIN + _BELOW_CARDS + (_DIVISION_ROOM if gap in ends else 0.0)
        below = MARGIN + _ARROW_ROOM
        if gap + 1 in begins:
            below += DIVISION_LABEL + _DIVISION_ROOM
        if gap == last_row:
            below += TEAM_LABEL
        lines = max(0, counts.get(gap, 0) - 1) * PITCH
        needed = above + lines + below
        is_inner = 0 <= gap < len(rows) - 1
        height = max(needed, BETWEEN_ROWS + 2 * MARGIN) if is_inner else needed
        first_lanes[gap] = y + above + (height - needed) / 2
        if is_inner or counts.get(gap) or gap + 1 in begins:
            y += height
        if gap + 1 < len(rows):
            high = max(one.height for one in rows[gap + 1])
            edges.append((y, y + high))
            y += high
    return _Heights(tuple(edges), first_lanes)


def _link_points(path: Path, wire: Wire, own_lanes: Sequence[int], heights: _Heights) -> tuple[Point, ...]:
    source = heights.edges(wire.source.row)[0 if path.source_edge == "top" else 1]
    target = heights.edges(wire.target.row)
    end = target[0] - _BEFORE_CARD if path.target_edge == "top" else target[1] + _BEFORE_CARD
    points = [(path.xs[0], source)]
    for segment, lane in zip(path.segments, own_lanes, strict=True):
        if segment.start != segment.end:
            y = heights.lane(segment.gap, lane)
            points.extend(((segment.start, y), (segment.end, y)))
    points.append((path.xs[-1], end))
    return corners(points)


def _team(heights: _Heights, last_row: int, rows: Sequence[Sequence[Standing]]) -> Box:
    """The strip behind our people, as wide as the cards; it is stretched to the map's width when that is known."""
    left = min(one.left for row in rows for one in row)
    right = max(one.right for row in rows for one in row)
    top = heights.edges(last_row + 1)[0] - TEAM_LABEL - MARGIN
    return Box(left, top, right - left, heights.edges(len(rows) - 1)[1] + 2 * MARGIN - top)


class _Frame(NamedTuple):
    """The size of a map, and how far everything on it is to be moved so that it begins at the upper left corner."""

    width: float
    height: float
    dx: float
    dy: float

    def box(self, box: Box) -> Box:
        """The box in its final place."""
        return Box(box.x + self.dx, box.y + self.dy, box.width, box.height)

    def way(self, points: Sequence[Point]) -> tuple[Point, ...]:
        """The line in its final place."""
        dx, dy = self.dx, self.dy
        return tuple([(x + dx, y + dy) for x, y in points])


def _frame_around(boxes: Sequence[Box], ways: Iterable[Sequence[Point]]) -> _Frame:
    points = [point for way in ways for point in way]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if not boxes:
        return _Frame(0.0, 0.0, 0.0, 0.0)
    dx = EDGE + MARGIN - min([*xs, *(box.x for box in boxes)])
    dy = EDGE + MARGIN - min([*ys, *(box.y for box in boxes)])
    right = max([*xs, *(box.x + box.width for box in boxes)])
    bottom = max([*ys, *(box.y + box.height for box in boxes)])
    return _Frame(right + dx + EDGE + MARGIN, bottom + dy + EDGE + MARGIN, dx, dy)
