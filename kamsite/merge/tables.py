"""The merge of a table, row by row: a row is known by the id in its first column, its values are merged one by one.

Each row keeps its text as it stands in ours; only values that theirs changed are put in. What is no plain table (ids
that occur twice, another header, a value that goes on over several lines) is left to the merge by lines.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kamsite.source.csvtext import read_csv
from kamsite.source.textmerge import Labels

_LARGEST = 32_000_000


class NoTableError(Exception):
    """What is to be merged are no tables that rows could be told apart in."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its header as written, its rows by id in their order, each as written without its end of line."""

    header: str
    rows: Mapping[str, str]
    delimiter: str
    is_quoted: bool
    line_end: str

    def cells(self, row: str) -> list[str]:
        """The values of a row, as written where nothing is quoted."""
        return next(csv.reader([row], delimiter=self.delimiter)) if self.is_quoted else row.split(self.delimiter)

    def line(self, cells: Sequence[str]) -> str:
        """Values as a row."""
        if not self.is_quoted:
            return self.delimiter.join(cells)
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator="").writerow(cells)
        return text.getvalue()


@dataclass(frozen=True, slots=True)
class MergedTable:
    """The merged table, and the ids of the rows that clash: these stand between markers."""

    content: bytes
    clashes: tuple[str, ...]


def merge_tables(base: bytes, ours: bytes, theirs: bytes, labels: Labels, marker_size: int) -> MergedTable:
    """The merge of three versions of a table. Raises NoTableError."""
    if max(len(base), len(ours), len(theirs)) > _LARGEST:
        raise NoTableError
    before, here, there = (_read(content) for content in (base, ours, theirs))
    if not before.header == here.header == there.header or len({one.delimiter for one in (before, here, there)}) > 1:
        raise NoTableError
    # Values that one side has to quote must be read, and may have to be written, with quotes on all.
    is_quoted = before.is_quoted or here.is_quoted or there.is_quoted
    here = replace(here, is_quoted=is_quoted)
    markers = tuple(sign * marker_size for sign in "<=>")
    lines = [here.header]
    clashes: list[str] = []
    for id_ in _order(here, there):
        row = _merged(before.rows.get(id_), here.rows.get(id_), there.rows.get(id_), here)
        if isinstance(row, str):
            lines.append(row)
        elif row is not None:
            clashes.append(id_)
            mine, other = row
            lines += [f"{markers[0]} {labels.ours}", *mine, markers[1], *other, f"{markers[2]} {labels.theirs}"]
    text = here.line_end.join(lines) + here.line_end
    return MergedTable(text.encode("utf-8"), tuple(clashes))


def _read(content: bytes) -> Table:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise NoTableError from None
    line_end = "\r\n" if "\r\n" in text else "\n"
    header, *lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    delimiter = read_csv("", content).delimiter
    is_quoted = '"' in text
    table = Table(header, {}, delimiter, is_quoted, line_end)
    width = len(table.cells(header)) if header else 0
    rows: dict[str, str] = {}
    for line in lines:
        cells = [] if line.count('"') % 2 else table.cells(line)
        if len(cells) != width or width < 2 or not cells[0].strip() or cells[0].strip() in rows:
            raise NoTableError
        rows[cells[0].strip()] = line
    return Table(header, rows, delimiter, is_quoted, line_end)


def _order(here: Table, there: Table) -> Iterator[str]:
    """The ids in the order of ours; what only theirs has stands behind what it follows there."""
    following: dict[str, list[str]] = {}
    last = ""
    for id_ in there.rows:
        if id_ in here.rows:
            last = id_
        else:
            following.setdefault(last, []).append(id_)
    yield from following.get("", ())
    for id_ in here.rows:
        yield id_
        yield from following.get(id_, ())


_Clash = tuple[tuple[str, ...], tuple[str, ...]]


def _merged(before: str | None, mine: str | None, other: str | None, table: Table) -> str | _Clash | None:
    """A row merged: its text, None where it is gone, or both sides where they clash."""
    if mine == other or other == before:
        return mine
    if mine == before:
        return other
    if before is None or mine is None or other is None:
        return tuple(row for row in (mine,) if row is not None), tuple(row for row in (other,) if row is not None)
    cells = list(zip(table.cells(before), table.cells(mine), table.cells(other), strict=True))
    if any(ours not in (old, theirs) and theirs != old for old, ours, theirs in cells):
        return (mine,), (other,)
    return table.line([theirs if ours == old else ours for old, ours, theirs in cells])
