"""Tables of entries: columns without any content vanish, and what no column holds stands in a last one."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamsite.language import Text
from kamsite.render.blocks import NOTHING, Column, Row, Table
from kamsite.render.show import Show

MORE = Text("More", "Weiteres")


@dataclass(frozen=True, slots=True)
class Line:
    """A row to be: its cells, what else belongs to it, its address and tone."""

    cells: tuple[Markup, ...]
    more: Markup = NOTHING
    id: str = ""
    tone: str = ""


def table_of(show: Show, caption: str, columns: Sequence[Column], lines: Sequence[Line]) -> Table:
    """A table with those of the columns that hold something, the first always; `caption` is for screen readers."""
    kept = [place for place in range(len(columns)) if not place or any(line.cells[place] for line in lines)]
    has_more = any(line.more for line in lines)
    rows = []
    for line in lines:
        cells = [line.cells[place] for place in kept]
        if has_more:
            cells.append(line.more)
        rows.append(Row(tuple(cells), line.id, line.tone))
    shown = [columns[place] for place in kept] + ([Column(MORE.to(show.language))] if has_more else [])
    return Table(caption, tuple(shown), tuple(rows), is_caption_hidden=True)
