"""Tables of entries: columns without any content vanish, and what no column holds stands in a last one."""

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from kamsite.language import Text
from kamsite.render.blocks import NOTHING, Column, Row, Table
from kamsite.render.show import Show

MORE = Text("More", "Weiteres")


class Line(Struct, frozen=True):
    """A row to be: its cells, what else belongs to it, its address and tone."""

    cells: tuple[Markup, ...]
    more: Markup = NOTHING
    id: str = ""
    tone: str = ""


def table_of(show: Show, caption: str, columns: Sequence[Column], lines: Sequence[Line]) -> Table:
    """A table with those of the columns that hold something, the first always; `caption` is for screen readers."""
    beside = list(zip(*[line.cells for line in lines], strict=True)) if lines else [()]
    kept = [place for place, cells in enumerate(beside) if not place or any(cells)]
    shown = [columns[place] for place in kept]
    rows = [tuple([line.cells[place] for place in kept]) for line in lines]
    if any(line.more for line in lines):
        shown.append(Column(MORE.to(show.language)))
        rows = [(*cells, line.more) for cells, line in zip(rows, lines, strict=True)]
    made = [Row(cells, line.id, line.tone) for cells, line in zip(rows, lines, strict=True)]
    return Table(caption, tuple(shown), tuple(made), is_caption_hidden=True)
