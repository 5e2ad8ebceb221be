"""Who stands below whom on the map, and who hangs in a column so that the map suits a screen.

The plain tree puts all reports of a superior side by side; with many people it becomes far too wide. So small
branches hang: everybody in them stands in one column, indented below their superior, as in an outline.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log

from msgspec import Struct

from kamsite.model.analyses.powermap import MapPerson, PowerMapInput, superiors

_GOOD_PROPORTION = 1.55
_GOOD_WIDTH = 5
_LONGEST_COLUMN = 9
_DEEPEST = 2


class Entry(Struct, frozen=True):
    """A person in a column, `level` indents to the right."""

    id: str
    level: int


class Column(Struct, frozen=True):
    """People one under the other below the superior `above` (None: below nobody).

    A column whose first level is 1 hangs from a line that runs down beside it; at level 0 it is entered from above.
    """

    above: str | None
    entries: tuple[Entry, ...]

    @property
    def indents(self) -> int:
        """How many indents the column needs."""
        return max(entry.level for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The tree of reporting lines as it is drawn.

    `above` names each person's superior; everybody stands in one of the `columns`; `loops` are lines (from, to) that
    are not part of the tree because they close a circle.
    """

    above: Mapping[str, str]
    columns: tuple[Column, ...]
    loops: tuple[tuple[str, str], ...]


def hierarchy_of(power_map: PowerMapInput, card_proportion: float) -> Hierarchy:
    """The tree of a map; `card_proportion` is a card's width by its height, both with the gap behind it."""
    people = power_map.people
    above = superiors(people)
    ids = {person.id for person in people}
    loops = tuple(
        (person.id, person.reports_to)
        for person in people
        if person.reports_to in ids and person.reports_to != person.id and person.id not in above
    )
    loops += tuple((low, high) for low, high in power_map.beside if low in ids and high in ids and low != high)
    tree = _Tree(people, above, power_map.cluster_by_division)
    return Hierarchy(above, _best_columns(tree, card_proportion), loops)


class _Tree:
    """The people below each person, with what decides whether a branch may hang, and how it hangs."""

    def __init__(self, people: Sequence[MapPerson], above: Mapping[str, str], by_division: bool) -> None:
        self.below: dict[str | None, list[str]] = {None: []}
        self.division = {person.id: person.division if by_division else "" for person in people}
        for person in sorted(people, key=lambda one: -(one.influence or 0)):
            self.below.setdefault(above.get(person.id), []).append(person.id)
        self.size: dict[str, int] = {}
        self.depth: dict[str, int] = {}
        self.is_united: dict[str, bool] = {}
        self._columns: dict[tuple[str, ...], Column] = {}
        for one in reversed(self.from_the_top()):
            reports = self.below.get(one, [])
            self.size[one] = 1 + sum(self.size[low] for low in reports)
            self.depth[one] = max((1 + self.depth[low] for low in reports), default=0)
            self.is_united[one] = all(
                self.is_united[low] and self.division[low] == self.division[one] for low in reports
            )

    def from_the_top(self) -> list[str]:
        """Everybody, superiors before their reports."""
        found = list(self.below[None])
        for one in found:
            found.extend(self.below.get(one, ()))
        return found

    def hangs(self, one: str, longest: int) -> bool:
        """Whether everybody below a person fits a column of so many."""
        return self.size[one] <= longest and self.depth[one] < _DEEPEST and self.is_united[one]

    def column(self, superior: str | None, group: tuple[str, ...]) -> Column:
        """Branches below one superior as a column; the same ones stand together at several lengths."""
        known = self._columns.get(group)
        if known is None:
            first = 1 if len(group) > 1 and superior is not None else 0
            entries: list[Entry] = []
            todo = [Entry(one, first) for one in reversed(group)]
            while todo:
                entry = todo.pop()
                entries.append(entry)
                todo.extend(Entry(low, entry.level + 1) for low in reversed(self.below.get(entry.id, [])))
            known = self._columns[group] = Column(superior, tuple(entries))
        return known


def _best_columns(tree: _Tree, card_proportion: float) -> tuple[Column, ...]:
    """The plain tree where that is narrow, else the columns that look least stretched."""
    plain = _columns(tree, 1)
    if _extent(plain)[0] <= _GOOD_WIDTH:
        return plain

    def stretch(columns: tuple[Column, ...]) -> float:
        wide, high = _extent(columns)
        return abs(log(wide * card_proportion / high / _GOOD_PROPORTION)) + 0.002 * wide * high

    return min((plain, *(_columns(tree, longest) for longest in range(2, _LONGEST_COLUMN + 1))), key=stretch)


def _columns(tree: _Tree, longest: int) -> tuple[Column, ...]:
    """Everybody in columns of at most so many."""
    columns: list[Column] = []
    todo: list[str | None] = [None]
    while todo:
        superior = todo.pop(0)
        reports = tree.below.get(superior, [])
        hanging = [one for one in reports if tree.hangs(one, longest)]
        spreading = [one for one in reports if one not in set(hanging)]
        for one in spreading:
            columns.append(Column(superior, (Entry(one, 0),)))
            todo.append(one)
        for division in dict.fromkeys(tree.division[one] for one in hanging):
            branches = [one for one in hanging if tree.division[one] == division]
            columns.extend(tree.column(superior, group) for group in _packed(tree, branches, longest))
    return tuple(columns)


def _packed(tree: _Tree, branches: Sequence[str], longest: int) -> Iterator[tuple[str, ...]]:
    """Small branches below one superior, several to a column, the columns about equally long."""
    total = sum(tree.size[one] for one in branches)
    target = ceil(total / ceil(total / longest))
    groups: list[list[str]] = []
    filled = longest + 1
    for one in branches:
        if filled + tree.size[one] > longest or filled >= target:
            groups.append([])
            filled = 0
        groups[-1].append(one)
        filled += tree.size[one]
    return map(tuple, groups)


def _extent(columns: Sequence[Column]) -> tuple[int, int]:
    """How many columns stand side by side and how many rows below one another."""
    wide: dict[str | None, int] = {}
    high: dict[str | None, int] = {}
    for column in reversed(columns):
        only = column.entries[0].id
        own_width = max(1, wide.get(only, 0)) if len(column.entries) == 1 else 1
        own_height = len(column.entries) + (high.get(only, 0) if len(column.entries) == 1 else 0)
        wide[column.above] = wide.get(column.above, 0) + own_width
        high[column.above] = max(high.get(column.above, 0), own_height)
    return wide.get(None, 1), high.get(None, 1)
