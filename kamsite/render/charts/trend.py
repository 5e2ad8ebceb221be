"""A figure over the years beside those of others: a line with dots, the others thinner and dashed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from kamsite.render.charts import svg
from kamsite.render.charts.amounts import Amounts
from kamsite.render.charts.scale import Axis, axis_of, drawable

_TOP, _FOOT = 14, 24
_WIDTH, _HEIGHT, _WIDE, _HIGH = 384.0, 118, 640.0, 168
_WIDEST_NAME, _WIDEST_OF_ALL = 132.0, 240.0
_INSET = 16.0
_LABEL_DISTANCE = 14.0
_SHAPES = 6
_LEAST_SPAN = 0.15


@dataclass(frozen=True, slots=True)
class Course:
    """The values of one company by period. `is_main` is drawn strong."""

    name: str
    values: Mapping[str, float]
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class _Plot:
    left: float
    right: float
    width: float
    height: int
    periods: Mapping[str, int]
    axis: Axis

    def y(self, value: float) -> float:
        """The height of a value."""
        return _TOP + self.height * (1 - self.axis.part(value))

    def at(self, period: str, value: float) -> tuple[float, float]:
        """The point of a value."""
        last = len(self.periods) - 1
        part = self.periods[period] / last if last else 0.5
        return self.left + _INSET + (self.right - self.left - _INSET - 6) * part, self.y(value)


def trend(
    title: str,
    description: str,
    periods: Sequence[tuple[str, str]],
    courses: Sequence[Course],
    amounts: Amounts,
    scale: tuple[int, int] | None = None,
) -> Markup:
    """Lines over the periods (key and label), named at their right ends. The axis need not start at zero.

    `scale` are the lowest and the highest step of values that are ratings: then the axis shows all steps, and the
    drawing is a wide one.
    """
    values = [value for course in courses for value in course.values.values() if drawable(value)]
    axis = axis_of([*values, *_surroundings(values)], steps=3, from_zero=_near_zero(values))
    width, height, widest = _WIDTH, _HEIGHT, _WIDEST_NAME
    if scale:
        low, high = scale
        axis = Axis(low, high, tuple(range(low, high + 1)))
        width, height, widest = _WIDE, _HIGH, _WIDEST_OF_ALL
    names = [svg.fitted(course.name, widest) for course in courses] if len(courses) > 1 else []
    left = 10 + svg.widest([amounts.short(mark) for mark in axis.marks])
    right = width - (14 + svg.widest(names, bold=True) if names else 24)
    plot = _Plot(left, right, width, height, {key: place for place, (key, _) in enumerate(periods)}, axis)
    parts = _frame(plot, periods, amounts)
    ends = []
    for index, course in enumerate(courses):
        tone = "tone-1" if course.is_main else f"course--{(index - 1) % _SHAPES + 1} tone-{(index - 1) % 5 + 2}"
        drawn, end = _course(plot, course, dict(periods), amounts, tone)
        parts += drawn
        if end is not None and names:
            ends.append((end, names[index], course))
    parts += _end_labels(ends, right + 6, height)
    css = "chart--trend chart--steps" if scale else "chart--trend"
    return svg.picture(width, _TOP + height + _FOOT, title, description, parts, css)


def _near_zero(values: Sequence[float]) -> bool:
    """Whether zero belongs on the axis: it lies between the values or near them."""
    return not values or min(values) * max(values) <= 0 or max(map(abs, values)) > 2 * min(map(abs, values))


def _surroundings(values: Sequence[float]) -> tuple[float, ...]:
    """Values around the others, so that a change of a few percent does not look like a leap."""
    if not values:
        return ()
    middle = (min(values) + max(values)) / 2
    return middle - abs(middle) * _LEAST_SPAN, middle + abs(middle) * _LEAST_SPAN


def _frame(plot: _Plot, periods: Sequence[tuple[str, str]], amounts: Amounts) -> list[str]:
    parts = []
    for mark in plot.axis.marks:
        y = plot.y(mark)
        parts.append(svg.line(plot.left, y, plot.right, y, "chart-grid" if mark else "chart-axis"))
        parts.append(svg.text(plot.left - 6, y + 4, amounts.short(mark), "chart-label", "end"))
    taken = -100.0
    for key, label in periods:
        x, _ = plot.at(key, plot.axis.low)
        half = svg.wide(label) / 2
        if x - half > taken:
            middle = max(half, min(x, plot.width - half))
            parts.append(svg.text(middle, _TOP + plot.height + 18, label, "chart-label", "middle"))
            taken = x + half + 6
    return parts


def _course(
    plot: _Plot, course: Course, labels: Mapping[str, str], amounts: Amounts, css: str
) -> tuple[list[str], float | None]:
    """The line of a company, and the height at which it ends."""
    points = [(key, *plot.at(key, course.values[key])) for key in plot.periods if drawable(course.values.get(key))]
    if not points:
        return [], None
    width = "chart-line" if course.is_main else "chart-line chart-line--thin"
    drawn = [svg.lines([(x, y) for _, x, y in points], f"{width} {css}")] if len(points) > 1 else []
    for key, x, y in points:
        tip = f"{course.name}, {labels[key]}: {amounts.full(course.values[key])}"
        drawn.append(svg.group([svg.circle(x, y, 3.5 if course.is_main else 2.5, f"chart-actual {css}")], title=tip))
    if course.is_main:
        drawn += _main_values(points, course, amounts)
    return drawn, points[-1][2]


def _main_values(points: Sequence[tuple[str, float, float]], course: Course, amounts: Amounts) -> list[str]:
    """The values of the strong line: the first and the last one, all where there is room."""
    shown = [(amounts.short(course.values[key]), x, y) for key, x, y in points]
    are_wide = any(b[1] - a[1] < svg.wide(a[0]) + 6 for a, b in pairwise(shown))
    kept = [shown[0], shown[-1]] if are_wide and len(shown) > 2 else shown
    return [svg.text(x, max(y - 8, 10), label, "chart-value chart-halo", "middle") for label, x, y in kept]


def _end_labels(ends: Sequence[tuple[float, str, Course]], x: float, height: int) -> list[str]:
    """The names at the ends of the lines, moved apart where they would touch."""
    parts = []
    free = 6.0
    ordered = sorted(ends, key=lambda end: end[0])
    overflow = max(0.0, (len(ordered) - 1) * _LABEL_DISTANCE - height)
    for index, (end, name, course) in enumerate(ordered):
        below = len(ordered) - 1 - index
        lowest = _TOP + height + 4 - below * _LABEL_DISTANCE + overflow
        y = max(min(end + 4, lowest), free)
        free = y + _LABEL_DISTANCE
        label = svg.text(x, y, name, "chart-value chart-strong" if course.is_main else "chart-label")
        parts.append(svg.group([label], title=course.name))
    return parts
