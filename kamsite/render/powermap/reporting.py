"""The reporting lines: elbows from a superior to those below, and spines beside the columns that hang."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from kamsite.render.powermap.cards import MARGIN
from kamsite.render.powermap.hierarchy import Column, Hierarchy
from kamsite.render.powermap.routing import Segment
from kamsite.render.powermap.standing import Standing

SPINE = 12.0
"""How far from a column's left edge the line runs from which people hang, in pixels."""

Point = tuple[float, float]


class Branch(Struct, frozen=True):
    """All columns below one superior: where the line leaves them (`exit`) and where it enters each column."""

    superior: str
    exit: float
    entrances: tuple[tuple[Column, float], ...]
    segment: Segment


def branches(people: Mapping[str, Standing], tree: Hierarchy) -> tuple[Branch, ...]:
    """The superiors with columns of their own."""
    columns: dict[str, list[Column]] = {}
    for column in tree.columns:
        if column.above is not None:
            columns.setdefault(column.above, []).append(column)
    return tuple(_branch(superior, below, people) for superior, below in columns.items())


def _branch(superior: str, columns: list[Column], people: Mapping[str, Standing]) -> Branch:
    high = people[superior]
    entrances = tuple((column, _entrance(column, people)) for column in columns)
    leave = high.middle
    if len(columns) == 1 and columns[0].entries[0].level and high.x + SPINE <= entrances[0][1] <= high.x + high.width:
        leave = entrances[0][1]
    xs = [leave, *(x for _, x in entrances)]
    segment = Segment(high.row, min(xs), max(xs), is_start_above=True, is_end_above=False, order=1)
    return Branch(superior, leave, entrances, segment)


def _entrance(column: Column, people: Mapping[str, Standing]) -> float:
    """Where the line comes down to a column: on its first card, or beside its cards."""
    first = people[column.entries[0].id]
    return first.middle if column.entries[0].level == 0 else first.left + MARGIN + SPINE


def taken_by(
    people: Mapping[str, Standing], tree: Hierarchy, all_branches: tuple[Branch, ...]
) -> dict[int, list[float]]:
    """Per gap the positions where reporting lines run up and down, which no other line should use."""
    taken: dict[int, list[float]] = {}
    for branch in all_branches:
        taken.setdefault(people[branch.superior].row, []).extend([branch.exit, *(x for _, x in branch.entrances)])
    for low, high in _hanging(tree):
        for row in range(people[high].row, people[low].row):
            taken.setdefault(row, []).append(people[high].x + SPINE)
    return taken


def _hanging(tree: Hierarchy) -> list[tuple[str, str]]:
    """The people (low, high) who hang below a superior in the same column."""
    together = {entry.id: number for number, column in enumerate(tree.columns) for entry in column.entries}
    return [(low, high) for low, high in tree.above.items() if together[low] == together[high]]


def report_points(
    people: Mapping[str, Standing],
    tree: Hierarchy,
    all_branches: tuple[Branch, ...],
    bus: Callable[[str], float],
    edges: Callable[[str], tuple[float, float]],
) -> dict[str, tuple[Point, ...]]:
    """The line from each person's superior, by the lower person's id.

    `bus` tells at which height the stretch below a superior runs, `edges` the upper and lower edge of a card.
    """
    found: dict[str, tuple[Point, ...]] = {}
    for branch in all_branches:
        start = (branch.exit, edges(branch.superior)[1])
        y = bus(branch.superior)
        for column, x in branch.entrances:
            way = (start, (branch.exit, y), (x, y))
            for entry in column.entries:
                if tree.above.get(entry.id) != branch.superior:
                    continue
                top, bottom = edges(entry.id)
                card = people[entry.id]
                end = ((x, top),) if entry.level == 0 else ((x, (top + bottom) / 2), (card.x, (top + bottom) / 2))
                found[entry.id] = (*way, *end)
    for low, high in _hanging(tree):
        top, bottom = edges(low)
        x, middle = people[high].x + SPINE, (top + bottom) / 2
        found[low] = ((x, edges(high)[1]), (x, middle), (people[low].x, middle))
    return {low: found[low] for low in tree.above}
