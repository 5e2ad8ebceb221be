"""Shares of a whole as one bar in parts, named below."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamsite.render.charts import svg

_WIDTH, _BAR = 640.0, 24.0
_ROW = 20.0
_TONES = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the whole: its name, its share between 0 and 1 and the share as it is written."""

    name: str
    share: float
    label: str


def stack(title: str, description: str, parts: Sequence[Part], rest: str) -> Markup:
    """The parts side by side, the largest first as given; what is missing to the whole is outlined and called `rest`.

    Parts that add up to more than the whole are drawn smaller, so that all of them fit.
    """
    total = sum(max(part.share, 0.0) for part in parts)
    scale = _WIDTH / max(total, 1.0)
    x = 0.0
    drawn: list[str] = []
    legend: list[tuple[str, str]] = []
    for index, part in enumerate(parts):
        width = max(part.share, 0.0) * scale
        css = f"stack--{index % _TONES + 1} tone-{index % _TONES + 1}"
        shape = svg.rect(x, 0, max(width - 1.5, 0.5), _BAR, f"chart-actual {css}")
        drawn.append(svg.group([shape], title=f"{part.name}: {part.label}"))
        legend.append((f"chart-actual {css}", f"{part.name} {part.label}"))
        x += width
    if total < 0.995:
        drawn.append(svg.rect(x + 0.75, 0.75, _WIDTH - x - 1.5, _BAR - 1.5, "chart-plan tone-neutral"))
        legend.append(("chart-plan tone-neutral", rest))
    rows = _legend_rows(legend)
    for row, entries in enumerate(rows):
        y = _BAR + 10 + row * _ROW
        for x, css, name in entries:
            drawn += [svg.rect(x + 1, y, 11, 11, css), svg.text(x + 18, y + 10, name)]
    return svg.picture(_WIDTH, _BAR + 10 + len(rows) * _ROW, title, description, drawn, "chart--stack")


def _legend_rows(legend: Sequence[tuple[str, str]]) -> list[list[tuple[float, str, str]]]:
    rows: list[list[tuple[float, str, str]]] = [[]]
    x = 0.0
    for css, name in legend:
        shown = svg.fitted(name, _WIDTH - 18)
        width = 18 + svg.wide(shown) + 22
        if x and x + width - 22 > _WIDTH:
            rows.append([])
            x = 0.0
        rows[-1].append((x, css, shown))
        x += width
    return rows
