"""Who stands below whom on the map, and who hangs in a column so that the map suits a screen.

The plain tree puts all reports of a superior side by side; with many people it becomes far too wide. So small
branches hang: everybody in them stands in one column, indented below their superior, as in an outline.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf, log

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
    """The people below each person, and how many stand in a column when a person's whole branch hangs in one."""

    def __init__(self, people: Sequence[MapPerson], above: Mapping[str, str], by_division: bool) -> None:
        self.below: dict[str | None, list[str]] = {None: []}
        self.division = {person.id: person.division if by_division else "" for person in people}
        for person in sorted(people, key=lambda one: -(one.influence or 0)):
            self.below.setdefault(above.get(person.id), []).append(person.id)
        self.size: dict[str, int] = {}
        # The length of the column in which a branch can hang; endless where it is too deep or not of one division.
        self.hanging: dict[str, float] = {}
        order = self._from_the_top()
        self.superiors: list[str | None] = [None, *(one for one in order if one in self.below)]
        depth: dict[str, int] = {}
        for one in reversed(order):
            reports = self.below.get(one)
            if reports is None:
                self.size[one] = self.hanging[one] = 1
                depth[one] = 0
                continue
            self.size[one] = 1 + sum([self.size[low] for low in reports])
            depth[one] = 1 + max([depth[low] for low in reports])
            is_united = all(self.hanging[low] < inf and self.division[low] == self.division[one] for low in reports)
            self.hanging[one] = self.size[one] if depth[one] < _DEEPEST and is_united else inf

    def _from_the_top(self) -> list[str]:
        """Everybody, superiors before their reports."""
        found = list(self.below[None])
        for one in found:
            found.extend(self.below.get(one, ()))
        return found

    def column(self, above: str | None, tops: Sequence[str]) -> Column:
        """The whole branches of some people below one superior, in one column."""
        entries: list[Entry] = []
        todo = [Entry(one, 1 if len(tops) > 1 and above is not None else 0) for one in reversed(tops)]
        while todo:
            entry = todo.pop()
            entries.append(entry)
            todo.extend(Entry(low, entry.level + 1) for low in reversed(self.below.get(entry.id, ())))
        return Column(above, tuple(entries))

    def extent(self, longest: int) -> tuple[int, int]:
        """How many columns of at most so many stand side by side, and how many rows below one another."""
        wide: dict[str | None, int] = {}
        high: dict[str | None, int] = {}
        for superior in reversed(self.superiors):
            if superior is not None and self.hanging[superior] <= longest:
                continue
            columns = rows = 0
            hanging: dict[str, list[int]] = {}
            for one in self.below[superior]:
                if self.hanging[one] <= longest:
                    hanging.setdefault(self.division[one], []).append(self.size[one])
                else:
                    columns += wide[one]
                    rows = max(rows, 1 + high[one])
            for sizes in hanging.values():
                for _, length in _packed(sizes, longest):
                    columns += 1
                    rows = max(rows, length)
            wide[superior], high[superior] = max(1, columns), max(1, rows)
        return wide[None], high[None]


def _best_columns(tree: _Tree, card_proportion: float) -> tuple[Column, ...]:
    """The plain tree where that is narrow, else the columns that look least stretched."""

    def stretch(longest: int) -> float:
        wide, high = tree.extent(longest)
        return abs(log(wide * card_proportion / high / _GOOD_PROPORTION)) + 0.002 * wide * high

    is_narrow = tree.extent(1)[0] <= _GOOD_WIDTH
    return _columns(tree, 1 if is_narrow else min(range(1, _LONGEST_COLUMN + 1), key=stretch))


def _columns(tree: _Tree, longest: int) -> tuple[Column, ...]:
    """Everybody in columns of at most so many."""
    columns: list[Column] = []
    superiors: list[str | None] = [None]
    for superior in superiors:
        hanging: dict[str, list[str]] = {}
        for one in tree.below[superior]:
            if tree.hanging[one] <= longest:
                hanging.setdefault(tree.division[one], []).append(one)
            else:
                columns.append(Column(superior, (Entry(one, 0),)))
                superiors.append(one)
        for branches in hanging.values():
            start = 0
            for count, _ in _packed([tree.size[one] for one in branches], longest):
                columns.append(tree.column(superior, branches[start : start + count]))
                start += count
    return tuple(columns)


def _packed(sizes: Sequence[int], longest: int) -> list[tuple[int, int]]:
    """Small branches below one superior, several to a column, the columns about equally long.

    For each column how many branches and how many people stand in it.
    """
    total = sum(sizes)
    target = ceil(total / ceil(total / longest))
    found: list[tuple[int, int]] = []
    count = filled = 0
    for size in sizes:
        if count and (filled + size > longest or filled >= target):
            found.append((count, filled))
            count = filled = 0
        count += 1
        filled += size
    return [*found, (count, filled)]
