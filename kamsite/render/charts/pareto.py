"""How unequal customers are: the Pareto curve with its classes, the Lorenz curve, and the pyramid of customers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from kamsite.language import Language
from kamsite.render import format as formats
from kamsite.render.charts import svg

_LEFT, _TOP, _FOOT, _NAME = 52.0, 12.0, 44.0, 18.0
_TICKS = 5
_BAR, _BESIDE, _ROW, _HEAD, _MIDDLE = 124.0, 134.0, 52.0, 28.0, 44.0
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Zone:
    """A class on the x axis, from 0 to 1: its name, where it ends, and what is said of it on hover."""

    name: str
    end: float
    tip: str


@dataclass(frozen=True, slots=True)
class _Square:
    """The field of a curve whose axes both go from 0 to 100 %."""

    width: float
    height: float

    def at(self, point: Point) -> Point:
        """The place of a point with shares as coordinates."""
        return _LEFT + self.width * point[0], _TOP + self.height * (1 - point[1])

    def frame(self, x: str, y: str, language: Language) -> list[str]:
        """Grid, marks and the names of both axes; y stands above its axis."""
        parts = [svg.text(0, 0, y, "chart-label chart-unit")]
        for tick in range(_TICKS + 1):
            part = tick / _TICKS
            mark = formats.share(part, language)
            (x1, y1), (x2, _) = self.at((0, part)), self.at((1, part))
            parts.append(svg.line(x1, y1, x2, y1, "chart-grid" if tick else "chart-axis"))
            parts.append(svg.text(_LEFT - 8, y1 + 4, mark, "chart-label", "end"))
            parts.append(svg.text(self.at((part, 0))[0], _TOP + self.height + 18, mark, "chart-label", "middle"))
        parts.append(svg.text(_LEFT + self.width / 2, _TOP + self.height + 38, x, "chart-label", "middle"))
        return parts


def pareto(
    title: str,
    description: str,
    curve: Sequence[Point],
    zones: Sequence[Zone],
    axes: tuple[str, str],
    language: Language,
) -> Markup:
    """The curve from the largest customer to the smallest, with a field for each class, the best first.

    `curve` are shares of customers with their share of the whole, `axes` name x and y.
    """
    square = _Square(468.0, 260.0)
    parts: list[str] = []
    start = 0.0
    for number, zone in enumerate(zones):
        (x1, _), (x2, _) = square.at((start, 0)), square.at((zone.end, 0))
        shape = svg.rect(x1, _TOP, x2 - x1, square.height, f"abc abc--{number}")
        fits = svg.wide(zone.name, bold=True) + 8 <= x2 - x1
        label = [svg.text((x1 + x2) / 2, _TOP + square.height - 10, zone.name, "abc-name", "middle")] if fits else []
        parts.append(svg.group([shape, *label], title=zone.tip))
        start = zone.end
    parts += square.frame(*axes, language)
    parts.append(svg.lines([square.at(point) for point in curve], "chart-line tone-1"))
    for number, zone in enumerate(zones[:-1]):
        parts.append(svg.circle(*square.at((zone.end, _height(curve, zone.end))), 5, f"abc-limit abc-limit--{number}"))
    moved = f'<g transform="translate(0 {svg.number(_NAME)})">{"".join(parts)}</g>'
    return svg.picture(
        _LEFT + square.width + 24, _NAME + _TOP + square.height + _FOOT, title, description, [moved], "chart--pareto"
    )


def _height(curve: Sequence[Point], at: float) -> float:
    """The height of the curve at a place, between two of its points."""
    for (x1, y1), (x2, y2) in pairwise(curve):
        if x1 <= at <= x2:
            return y1 + (y2 - y1) * ((at - x1) / (x2 - x1) if x2 > x1 else 1)
    return 1.0


def lorenz(
    title: str, description: str, curve: Sequence[Point], name: str, axes: tuple[str, str], language: Language
) -> Markup:
    """The Lorenz curve below the line of equality; `curve` is the Pareto curve, `name` stands in the field between."""
    square = _Square(300.0, 260.0)
    points = [square.at((1 - x, 1 - y)) for x, y in reversed(curve)]
    between = "L".join(f"{svg.number(x)} {svg.number(y)}" for x, y in points)
    ends = square.at((0, 0)), square.at((1, 1))
    parts = [
        *square.frame(*axes, language),
        f'<path class="lorenz-between" d="M{between}Z"/>',
        svg.lines(ends, "lorenz-equal"),
        svg.lines(points, "chart-line tone-1"),
        svg.text(*square.at((0.6, 0.34)), name, "abc-name", "middle"),
    ]
    moved = f'<g transform="translate(0 {svg.number(_NAME)})">{"".join(parts)}</g>'
    return svg.picture(
        _LEFT + square.width + 24, _NAME + _TOP + square.height + _FOOT, title, description, [moved], "chart--pareto"
    )


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the pyramid: its name, shares of customers and of the whole (0 to 1), each with its words."""

    name: str
    customers: float
    amount: float
    customers_words: str
    amount_words: str


def pyramid(title: str, description: str, layers: Sequence[Layer], heads: tuple[str, str]) -> Markup:
    """The pyramid of customers: to the left how many they are, to the right what they make; the best class on top."""
    width = 2 * (_BESIDE + _BAR) + _MIDDLE
    middle = width / 2
    left, right = middle - _MIDDLE / 2, middle + _MIDDLE / 2
    parts = [svg.text(left, 14, heads[0], "chart-label", "end"), svg.text(right, 14, heads[1], "chart-label")]
    for number, layer in enumerate(layers):
        y = _HEAD + number * _ROW
        few, much = max(layer.customers * _BAR, 1), max(layer.amount * _BAR, 1)
        row = [
            svg.rect(left - few, y, few, _ROW - 12, f"abc-bar abc-bar--{number}"),
            svg.rect(right, y, much, _ROW - 12, f"abc-bar abc-bar--{number}"),
            svg.text(middle, y + _ROW / 2 - 1, layer.name, "abc-name", "middle"),
            svg.text(left - few - 8, y + _ROW / 2 - 2, layer.customers_words, "chart-value", "end"),
            svg.text(right + much + 8, y + _ROW / 2 - 2, layer.amount_words, "chart-value"),
        ]
        parts.append(svg.group(row))
    return svg.picture(width, _HEAD + len(layers) * _ROW, title, description, parts, "chart--pyramid")
