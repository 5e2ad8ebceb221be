"""What changed in a table of customers, row by row: a row is known by the id in its first column."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kamsite.source.csvtext import Row, read_csv

# Larger tables are exports anew: nobody reads them row by row.
_LARGEST = 32_000_000
LARGEST_TABLE = 512_000_000
MOST_ROWS = 20

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
    """What changed in a table: how many rows came, went and changed, and the first of them."""

    file: str
    added: int
    removed: int
    changed: int
    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of a table, and its rows by id."""

    columns: list[str]
    rows: dict[str, list[str]]


def compare_tables(file: str, before: bytes, after: bytes) -> TableChange | None:
    """What changed between two versions of a table; None where its rows cannot be told apart, or are far too many."""
    if max(len(before), len(after)) > _LARGEST:
        return None
    older, newer = _read(file, before), _read(file, after)
    if older is None or newer is None:
        return None
    found = list(_differences(older, newer))
    counts = [sum(row.kind == kind for row in found) for kind in ("added", "removed", "changed")]
    return TableChange(file, counts[0], counts[1], counts[2], tuple(found[:MOST_ROWS]))


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
