"""Values on one scale, a row for each thing: where it is, where it should be, how far opinions lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamsite.render.charts import svg

_TRACK, _INSET, _NOTE, _BESIDE = 500.0, 10.0, 70.0, 236.0
_TOP, _LABEL, _ROW, _GROUP, _FOOT = 26.0, 18.0, 26.0, 24.0, 30.0
_RADIUS, _SMALL, _STEP = 6.0, 3.0, 7.0
KINDS = ("now", "target", "before", "benchmark", "single")


@dataclass(frozen=True, slots=True)
class Dot:
    """A value. `kind`: what is (now), should be (target), was (before), is elsewhere (benchmark), or what one of
    several says (single), of which `count` say the same."""

    kind: str
    value: float
    count: int = 1


@dataclass(frozen=True, slots=True)
class DotRow:
    """A thing with its values. `span` is drawn as a line from its lower to its higher end; `note` stands at the right.

    `group` is a heading above, where it differs from that of the row before; `is_marked` makes the span stand out.
    """

    label: str
    dots: tuple[Dot, ...]
    tip: str
    span: tuple[float, float] | None = None
    note: str = ""
    group: str = ""
    is_marked: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to places. Names stand beside the scale where all of them are short, else above it."""

    low: int
    high: int
    left: float

    @property
    def width(self) -> float:
        """The width of the whole drawing."""
        return self.left + _TRACK + _NOTE

    @property
    def row(self) -> float:
        """The height of a row."""
        return _ROW if self.left else _LABEL + _ROW

    def x(self, value: float) -> float:
        """The place of a value; values outside stand at the nearer end."""
        part = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + _INSET + (_TRACK - 2 * _INSET) * part


def dots(
    title: str, description: str, rows: Sequence[DotRow], ends: tuple[int, int], legend: Sequence[tuple[str, str]]
) -> Markup:
    """The rows on a scale of whole numbers from `ends[0]` to `ends[1]`; `legend` are pairs of kind and word."""
    is_short = svg.widest(row.label for row in rows) <= _BESIDE - 16
    scale = _Scale(*ends, _BESIDE if is_short else 0.0)
    parts: list[str] = []
    y, group = _TOP, ""
    for row in rows:
        if row.group and row.group != group:
            group = row.group
            y += _GROUP + (8 if parts else 0)
            parts.append(svg.text(0, y - 8, row.group, "chart-value chart-strong"))
        parts += _row(scale, row, y)
        y += scale.row
    frame = [svg.text(scale.x(mark), 12, str(mark), "chart-label", "middle") for mark in range(ends[0], ends[1] + 1)]
    parts = [*frame, *parts, *_legend(legend, scale.left or 8.0, y + 16)]
    return svg.picture(scale.width, y + _FOOT, title, description, parts, "chart--dots")


def _row(scale: _Scale, row: DotRow, top: float) -> list[str]:
    if scale.left:
        y = top + _ROW / 2 - 2
        label = svg.text(0, y + 4, svg.fitted(row.label, _BESIDE - 12), "chart-label dots-label")
    else:
        y = top + _LABEL + _ROW / 2 - 4
        label = svg.text(0, top + 12, svg.fitted(row.label, scale.width - 8), "chart-label dots-label")
    parts = [svg.line(scale.x(scale.low), y, scale.x(scale.high), y, "chart-grid")]
    parts += [
        svg.line(scale.x(mark), y - 3, scale.x(mark), y + 3, "chart-grid") for mark in range(scale.low, scale.high + 1)
    ]
    if row.span is not None:
        css = "dots-span dots-span--marked" if row.is_marked else "dots-span"
        parts.append(svg.line(scale.x(row.span[0]), y, scale.x(row.span[1]), y, css))
    parts += [shape for dot in row.dots for shape in _dot(dot, scale.x(dot.value), y)]
    note = [svg.text(scale.width, y + 4, row.note, "chart-value", "end")] if row.note else []
    return [svg.group([label, *parts, *note], title=row.tip, href=row.href)]


def _dot(dot: Dot, x: float, y: float) -> list[str]:
    if dot.kind == "single":
        first = x - _STEP * (dot.count - 1) / 2
        return [svg.circle(first + _STEP * at, y + 9, _SMALL, "dots-single") for at in range(min(dot.count, 12))]
    if dot.kind == "benchmark":
        return [_diamond(x, y)]
    css = {"now": "chart-actual tone-1", "target": "chart-plan tone-1"}.get(dot.kind, "chart-plan dots-before")
    return [svg.circle(x, y, _RADIUS if dot.kind != "before" else _RADIUS - 2, css)]


def _diamond(x: float, y: float) -> str:
    return f'<path class="chart-plan tone-2" d="M{svg.number(x)} {svg.number(y - 6)}l6 6l-6 6l-6 -6z"/>'


def _legend(legend: Sequence[tuple[str, str]], x: float, y: float) -> list[str]:
    parts = []
    for kind, word in legend:
        parts += _dot(Dot(kind, 0), x, y - (9 if kind == "single" else 0)) if kind in KINDS else [_line(kind, x, y)]
        parts.append(svg.text(x + 14, y + 4, word))
        x += 14 + svg.wide(word) + 26
    return parts


def _line(kind: str, x: float, y: float) -> str:
    return svg.line(x - 8, y, x + 8, y, f"dots-span dots-span--{kind}")
