"""What to do first: numbered circles in a square of five by five, contribution upwards, ease to the right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamsite.render.charts import svg
from kamsite.render.powermap.svg import plain

_LEFT, _TOP, _CELL_WIDTH, _CELL_HEIGHT = 54.0, 10.0, 92.0, 74.0
_STEPS = 5
_RADIUS, _GAP, _PER_ROW = 12.0, 27.0, 3
_FOOT = 82.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing: `x` and `y` from 1 to 5, the number on its circle, and its classes beside."""

    number: int
    x: int
    y: int
    tip: str
    css: str = ""
    href: str = ""


def priorities(
    title: str,
    description: str,
    marks: Sequence[Mark],
    turn: Callable[[int], str],
    axes: tuple[str, str],
    ends: tuple[str, str],
    words: Mapping[str, str],
) -> Markup:
    """The square. `turn` gives the zone of a product of x and y, `words` name the zones in their order; `axes` name x
    and y, `ends` their lowest and highest step."""
    parts = [
        svg.rect(*_corner(x, y), _CELL_WIDTH, _CELL_HEIGHT, f"turn turn--{turn(x * y)}")
        for y in range(1, _STEPS + 1)
        for x in range(1, _STEPS + 1)
    ]
    cells: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        cells.setdefault((mark.x, mark.y), []).append(mark)
    parts += [shape for cell, some in sorted(cells.items()) for shape in _in_cell(cell, some)]
    bottom = _TOP + _STEPS * _CELL_HEIGHT
    parts += [*_frame(axes, ends, bottom), *_legend(words, bottom + 66)]
    width = _LEFT + _STEPS * _CELL_WIDTH + 6
    return svg.picture(width, bottom + _FOOT, title, description, parts, "chart--priorities")


def _corner(x: int, y: int) -> tuple[float, float]:
    return _LEFT + (x - 1) * _CELL_WIDTH, _TOP + (_STEPS - y) * _CELL_HEIGHT


def _in_cell(cell: tuple[int, int], marks: Sequence[Mark]) -> list[str]:
    """The circles of a cell beside each other, in rows; smaller distances where there are very many."""
    left, top = _corner(*cell)
    per_row = max(_PER_ROW, -(-len(marks) // 3))
    step = min(_GAP, (_CELL_WIDTH - 2 * _RADIUS - 4) / max(per_row - 1, 1))
    rows = -(-len(marks) // per_row)
    shapes = []
    for at, mark in enumerate(marks):
        in_row = min(per_row, len(marks) - at // per_row * per_row)
        x = left + _CELL_WIDTH / 2 + (at % per_row - (in_row - 1) / 2) * step
        y = top + _CELL_HEIGHT / 2 + (at // per_row - (rows - 1) / 2) * (2 * _RADIUS)
        circle = svg.circle(x, y, _RADIUS, f"turn-mark {mark.css}".rstrip())
        number = svg.text(x, y + 4, str(mark.number), f"turn-number {mark.css}".rstrip(), "middle")
        shapes.append(svg.group([circle, number], title=mark.tip, href=mark.href))
    return shapes


def _frame(axes: tuple[str, str], ends: tuple[str, str], bottom: float) -> list[str]:
    right = _LEFT + _STEPS * _CELL_WIDTH
    parts = []
    for step in range(1, _STEPS + 1):
        x, y = _corner(step, step)
        parts.append(svg.text(x + _CELL_WIDTH / 2, bottom + 18, str(step), "chart-label", "middle"))
        parts.append(svg.text(_LEFT - 10, y + _CELL_HEIGHT / 2 + 4, str(step), "chart-label", "end"))
    parts.append(svg.text(_LEFT + 4, bottom + 36, ends[0]))
    parts.append(svg.text(right - 4, bottom + 36, ends[1], "chart-label", "end"))
    middle = _LEFT + (right - _LEFT) / 2
    parts.append(svg.text(middle, bottom + 36, axes[0], "chart-label chart-axis-name", "middle"))
    up = svg.number((_TOP + bottom) / 2)
    parts.append(
        f'<text class="chart-label chart-axis-name" text-anchor="middle" '
        f'transform="translate(14 {up}) rotate(-90)">{plain(axes[1])}</text>'
    )
    return parts


def _legend(words: Mapping[str, str], y: float) -> list[str]:
    parts, x = [], _LEFT
    for name, word in words.items():
        parts += [svg.rect(x, y - 10, 18, 13, f"turn turn--{name}"), svg.text(x + 25, y + 1, word)]
        x += 25 + svg.wide(word) + 26
    return parts
