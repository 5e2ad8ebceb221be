"""Bars in a group for each period: what happened solid, what was planned outlined, what is expected hatched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from kamsite.render.charts import svg
from kamsite.render.charts.amounts import Amounts
from kamsite.render.charts.scale import Axis, axis_of, drawable

Style = Literal["actual", "plan", "forecast"]

_HEIGHT, _FOOT, _LINE = 180.0, 24.0, 16.0
_GAP, _BAR_GAP = 0.32, 3.0
_WIDEST_GROUP, _NARROWEST_BAR = 132.0, 10.0
_ROOM = 640.0
_NARROWEST = 240.0


@dataclass(frozen=True, slots=True)
class Bars:
    """Values by period, drawn in one style. `name` stands in the legend."""

    name: str
    values: Mapping[str, float]
    style: Style = "actual"
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A group of bars: its key in the series, its label, and a remark below it."""

    key: str
    label: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Plot:
    """The field of the bars: where it lies, how values become heights, how numbers are written."""

    axis: Axis
    amounts: Amounts
    left: float
    right: float
    top: float

    @property
    def bottom(self) -> float:
        """The height at which the field ends; hanging bars have their labels below it."""
        return self.top + _HEIGHT + (_LINE if self.axis.low < 0 else 0)

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.top + _HEIGHT * (1 - self.axis.part(value))


def bars(
    title: str,
    description: str,
    periods: Sequence[Period],
    series: Sequence[Bars],
    amounts: Amounts,
    room: float = _ROOM,
) -> Markup:
    """Bars grouped by period, with values on top as far as there is room for them; below zero they hang.

    `room` is the width that the drawing should fill, in pixels; many periods take more.
    """
    axis = axis_of([value for one in series for value in one.values.values() if drawable(value)])
    left = 12 + svg.widest([amounts.short(mark) for mark in axis.marks])
    together = max((sum(drawable(one.values.get(period.key)) for one in series) for period in periods), default=1)
    group = _group_width(len(periods), together, room - left)
    names = min(max((18 + svg.wide(one.name) for one in series), default=0.0), room)
    width = max(left + group * max(len(periods), 1) + 8, _NARROWEST, names)
    legend, top = _legend(series, amounts.unit, width)
    plot = _Plot(axis, amounts, left, width, top + 18)
    parts = [*legend, *_grid(plot)]
    for index, period in enumerate(periods):
        parts += _group(plot, period, series, left + group * index, group, max(together, 1))
        parts += _labels(plot, period, left + group * (index + 0.5), group)
    parts.append(svg.line(left, plot.y(0), width, plot.y(0), "chart-axis"))
    height = plot.bottom + _FOOT + (_LINE if any(period.remark for period in periods) else 0)
    css = "chart--bars chart--wide" if width > room * 1.2 else "chart--bars"
    return svg.picture(width, height, title, description, parts, css)


def _group_width(periods: int, series: int, room: float) -> float:
    width = min(room / max(periods, 1), _WIDEST_GROUP if series > 1 else 76)
    return max(width, (_NARROWEST_BAR + _BAR_GAP) * series / (1 - _GAP))


def _legend(series: Sequence[Bars], unit: str, width: float) -> tuple[list[str], float]:
    """What the styles mean, and the unit below it; with the height that both take."""
    parts = []
    x, y = 0.0, 0.0
    is_needed = len(series) > 1 or any(one.style != "actual" for one in series)
    for one in series if is_needed else ():
        name = svg.fitted(one.name, width - 18)
        room = 18 + svg.wide(name)
        if x and x + room > width:
            x, y = 0.0, y + _LINE + 4
        parts += [svg.rect(x + 1, y + 3, 11, 11, _css(one)), svg.text(x + 18, y + 13, name)]
        x += room + 18
    y += _LINE + 6 if x else 0
    if unit:
        parts.append(svg.text(0, y + 13, unit, "chart-label chart-unit"))
        y += _LINE
    return parts, y


def _css(one: Bars) -> str:
    return f"chart-{one.style} {one.tone}".rstrip()


def _grid(plot: _Plot) -> list[str]:
    parts = []
    for mark in plot.axis.marks:
        y = plot.y(mark)
        if mark:
            parts.append(svg.line(plot.left, y, plot.right, y, "chart-grid"))
        parts.append(svg.text(plot.left - 8, y + 4, plot.amounts.short(mark), "chart-label", "end"))
    return parts


def _group(plot: _Plot, period: Period, series: Sequence[Bars], start: float, width: float, together: int) -> list[str]:
    """The bars of a period, those that are there in the middle of it; `together` is how many a period has at most."""
    inner = width * (1 - _GAP)
    bar = (inner - _BAR_GAP * (together - 1)) / together
    room = bar + _BAR_GAP if len(series) > 1 else width
    here = [(one, one.values[period.key]) for one in series if drawable(one.values.get(period.key))]
    used = bar * len(here) + _BAR_GAP * (len(here) - 1)
    x = start + width / 2 - used / 2
    parts = []
    for one, value in here:
        drawn = [_bar(plot, one, value, x, bar)]
        label = plot.amounts.short(value)
        if svg.wide(label) <= room:
            y = plot.y(value)
            drawn.append(svg.text(x + bar / 2, y - 5 if value >= 0 else y + 14, label, "chart-value", "middle"))
        parts.append(svg.group(drawn, title=f"{one.name}, {period.label}: {plot.amounts.counted(label)}"))
        x += bar + _BAR_GAP
    return parts


def _bar(plot: _Plot, one: Bars, value: float, x: float, width: float) -> str:
    inset = 0.75 if one.style == "plan" else 0.0
    zero, y = plot.y(0), plot.y(value)
    return svg.rect(x + inset, min(y, zero) + inset, width - 2 * inset, max(abs(zero - y), 1) - 2 * inset, _css(one))


def _labels(plot: _Plot, period: Period, middle: float, width: float) -> list[str]:
    """The name of a period and the remark below it."""
    below = plot.bottom + 18
    parts = [svg.text(middle, below, svg.fitted(period.label, width), "chart-label", "middle")]
    if period.remark:
        parts.append(svg.text(middle, below + _LINE, svg.fitted(period.remark, width), "chart-value", "middle"))
    return parts
