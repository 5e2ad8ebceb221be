"""What changed in a table of customers, row by row: a row is known by the id in its first column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kamsite.compare.change import Change, Comparison, Kind, Level, Step
from kamsite.compare.levels import Levels
from kamsite.diagnostics import Place
from kamsite.language import Text
from kamsite.model.folder import PROGRAMME
from kamsite.source.csvtext import Row, read_csv

# Larger tables are exports anew: nobody reads them row by row.
_LARGEST = 32_000_000
LARGEST_TABLE = 512_000_000
MOST_ROWS = 20
# The kind of file that tables of customers are.
CUSTOMERS = "customers"

RowKind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that came, went or has other values: `cells` are these, each with its column, before and after."""

    id: str
    name: str
    kind: RowKind
    cells: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TableChange:
    """What changed in a table: how many rows came, went and changed, and the first of them.

    `kind` says what happened to the table as a whole. `is_counted` is False where its rows were not told apart: the
    table is new or gone, it is far too large, or nobody knows which row is which.
    """

    file: str
    added: int
    removed: int
    changed: int
    rows: tuple[RowChange, ...]
    kind: RowKind = "changed"
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of a table, and its rows by id."""

    columns: list[str]
    rows: dict[str, list[str]]


def compare_tables(file: str, before: bytes | None, after: bytes | None) -> TableChange:
    """What changed between two versions of a table; None for one that is not there on that side."""
    if before is None or after is None:
        return TableChange(file, 0, 0, 0, (), "added" if before is None else "removed", is_counted=False)
    is_large = max(len(before), len(after)) > _LARGEST
    older, newer = (None if is_large else _read(file, content) for content in (before, after))
    if older is None or newer is None:
        return TableChange(file, 0, 0, 0, (), is_counted=False)
    found = list(_differences(older, newer))
    counts = [sum(row.kind == kind for row in found) for kind in ("added", "removed", "changed")]
    return TableChange(file, counts[0], counts[1], counts[2], tuple(found[:MOST_ROWS]))


def with_tables(comparison: Comparison, tables: Sequence[TableChange], levels: Levels) -> Comparison:
    """The comparison with a change for each table of customers, among those of the programme."""
    if not tables:
        return comparison
    common = comparison.common
    changes = (*common.changes, *(change_of(table, levels) for table in tables))
    return replace(comparison, common=replace(common, changes=changes))


def change_of(table: TableChange, levels: Levels) -> Change:
    """What changed in a table as one change: its rows are counted, `after` says how many came, went and changed."""
    name = table.file.removeprefix(f"{PROGRAMME}/")
    counts = {"added": table.added, "removed": table.removed, "changed": table.changed}
    is_same = table.is_counted and not any(counts.values())
    is_there = table.kind != "removed", table.kind != "added"
    return Change(
        "",
        CUSTOMERS,
        (name,),
        Kind.FORMATTED if is_same else Kind(table.kind),
        Level.COSMETIC if is_same else levels.of((CUSTOMERS, name)) or Level.CONTENT,
        after={**counts} if table.is_counted else None,
        before_place=Place(table.file) if is_there[1] else None,
        after_place=Place(table.file) if is_there[0] else None,
        trail=(Step("file", Text(name, name)),),
    )


def _read(file: str, content: bytes) -> _Table | None:
    table = read_csv(file, content)
    if table.header is None:
        return None
    rows: dict[str, list[str]] = {}
    for row in table.rows():
        if not isinstance(row, Row) or not row.cells[0] or row.cells[0] in rows:
            return None
        rows[row.cells[0]] = row.cells
    return _Table(table.header.cells, rows)


def _differences(older: _Table, newer: _Table) -> Iterator[RowChange]:
    for id_, cells in newer.rows.items():
        if id_ not in older.rows:
            yield RowChange(id_, _name(cells), "added")
        elif changed := tuple(_changed(dict(zip(older.columns, older.rows[id_], strict=False)), newer.columns, cells)):
            yield RowChange(id_, _name(cells), "changed", changed)
    for id_, cells in older.rows.items():
        if id_ not in newer.rows:
            yield RowChange(id_, _name(cells), "removed")


def _changed(before: dict[str, str], columns: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
    now = dict(zip(columns, after, strict=False))
    for column in dict.fromkeys([*columns, *before]):
        older, newer = before.get(column, ""), now.get(column, "")
        if older != newer:
            yield column, older, newer


def _name(cells: list[str]) -> str:
    return cells[1] if len(cells) > 1 else ""
