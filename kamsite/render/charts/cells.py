"""Very many units in a portfolio: a circle for all of one attitude and one size, with how many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from kamsite.render.charts import svg
from kamsite.render.charts.bubbles import Words
from kamsite.render.powermap.svg import plain

_MARGIN, _TOP, _WIDTH, _ROW, _FOOT = 36.0, 12.0, 560.0, 64.0, 58.0
_SMALLEST, _LARGEST = 9.0, 28.0
_ATTITUDES = range(-2, 3)


@dataclass(frozen=True, slots=True)
class Cell:
    """The units of one attitude and one band: how many they are and what they are worth together."""

    count: int
    amount: float
    tone: str
    tip: str


def portfolio_cells(
    title: str, description: str, bands: Sequence[str], high: int, cells: Mapping[tuple[int, int], Cell], words: Words
) -> Markup:
    """The square in bands of potential, the highest first; the first `high` of them count as high.

    `cells` go by attitude (−2 to 2) and the number of the band.
    """
    left, middle, bottom = _MARGIN + svg.widest(bands), _TOP + _ROW * high, _TOP + _ROW * len(bands)
    parts = [*_fields(words, left, middle, bottom), *_axes(words, bands, left, bottom)]
    largest = max((cell.amount for cell in cells.values()), default=0.0)
    for (attitude, band), cell in cells.items():
        x, y = _x(attitude, left), _TOP + _ROW * (band + 0.5)
        radius = max(_SMALLEST, _LARGEST * sqrt(cell.amount / largest)) if largest else _SMALLEST
        drawn = [
            svg.circle(x, y, radius, f"bubble {cell.tone}"),
            svg.text(x, y + 4, str(cell.count), "bubble__number", "middle"),
        ]
        parts.append(svg.group(drawn, title=cell.tip))
    return svg.picture(left + _WIDTH + 8, bottom + _FOOT, title, description, parts, "chart--portfolio")


def _x(attitude: int, left: float) -> float:
    return left + _WIDTH * (attitude + 2.5) / len(_ATTITUDES)


def _fields(words: Words, start: float, middle: float, bottom: float) -> list[str]:
    # Only a positive attitude counts as won: the border lies between neutral and positive.
    border = start + _WIDTH * 3 / len(_ATTITUDES)
    boxes = (
        ("win", start, _TOP, border, middle),
        ("focus", border, _TOP, start + _WIDTH, middle),
        ("low", start, middle, border, bottom),
        ("references", border, middle, start + _WIDTH, bottom),
    )
    parts = []
    for (name, left, top, right, low), word in zip(boxes, words.fields, strict=True):
        parts.append(svg.rect(left, top, right - left, low - top, f"quadrant quadrant--{name}"))
        anchor = "end" if name in ("focus", "references") else ""
        x = right - 8 if anchor else left + 8
        parts.append(svg.text(x, top + 16, word, f"quadrant__name quadrant__name--{name}", anchor))
    return parts


def _axes(words: Words, bands: Sequence[str], left: float, bottom: float) -> list[str]:
    parts = []
    for index, band in enumerate(bands):
        y = _TOP + _ROW * (index + 0.5)
        parts.append(svg.text(left - 10, y + 4, band, "chart-label", "end"))
    for attitude in _ATTITUDES:
        sign = f"{attitude:+d}".replace("-", "\u2212") if attitude else "0"
        parts.append(svg.text(_x(attitude, left), bottom + 18, sign, "chart-label", "middle"))
    for attitude, mark in zip((-2, 0, 2), words.marks, strict=True):
        parts.append(svg.text(_x(attitude, left), bottom + 34, mark, "chart-label", "middle"))
    parts.append(svg.text(left + _WIDTH / 2, bottom + 52, words.x, "chart-label chart-axis-name", "middle"))
    parts.append(
        f'<text class="chart-label chart-axis-name" text-anchor="middle" '
        f'transform="translate(12 {svg.number((_TOP + bottom) / 2)}) rotate(-90)">{plain(words.y)}</text>'
    )
    return parts
