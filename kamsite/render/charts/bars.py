"""Bars in a group for each period: what happened solid, what was planned outlined, what is expected hatched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from kamsite.render.charts import svg
from kamsite.render.charts.amounts import Amounts
from kamsite.render.charts.scale import Axis, axis_of, drawable
from kamsite.render.powermap.measure import text_width, widest

Style = Literal["actual", "plan", "forecast"]

_TOP, _FOOT, _HEIGHT = 40, 26, 180
_GAP, _BAR_GAP = 0.32, 3.0
_WIDEST_GROUP, _NARROWEST_BAR = 132.0, 10.0
_ROOM = 640.0


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


def bars(title: str, description: str, periods: Sequence[Period], series: Sequence[Bars], amounts: Amounts) -> Markup:
    """Bars grouped by period, with values on top as far as there is room for them; below zero they hang."""
    values = [value for one in series for value in one.values.values() if drawable(value)]
    axis = axis_of(values)
    left = 12 + widest([amounts.short(mark) for mark in axis.marks], svg.FONT)
    group = _group_width(len(periods), len(series))
    width = max(left + group * max(len(periods), 1) + 8, 280)
    has_remarks = any(period.remark for period in periods)
    height = _TOP + _HEIGHT + _FOOT + (16 if has_remarks else 0)
    parts = [*_legend(series, amounts.unit), *_grid(axis, left, width, amounts)]
    for index, period in enumerate(periods):
        start = left + group * index
        parts += _group(period, start, group, series, axis, amounts)
    parts.append(svg.line(left, _y(axis, 0), width, _y(axis, 0), "chart-axis"))
    return svg.picture(width, height, title, description, parts, "chart--bars")


def _group_width(periods: int, series: int) -> float:
    width = min(_ROOM / max(periods, 1), _WIDEST_GROUP if series > 1 else 76)
    return max(width, (_NARROWEST_BAR + _BAR_GAP) * series / (1 - _GAP))


def _y(axis: Axis, value: float) -> float:
    return _TOP + _HEIGHT * (1 - axis.part(value))


def _legend(series: Sequence[Bars], unit: str) -> list[str]:
    parts = []
    x = 0.0
    for one in series if len(series) > 1 or any(bars.style != "actual" for bars in series) else ():
        parts.append(svg.rect(x + 1, 5, 11, 11, f"chart-{one.style} {one.tone}".rstrip()))
        parts.append(svg.text(x + 18, 15, one.name))
        x += 18 + text_width(one.name, svg.FONT) + 18
    if unit:
        parts.append(svg.text(x, 15, unit, "chart-label chart-unit"))
    return parts


def _grid(axis: Axis, left: float, width: float, amounts: Amounts) -> list[str]:
    parts = []
    for mark in axis.marks:
        y = _y(axis, mark)
        if mark:
            parts.append(svg.line(left, y, width, y, "chart-grid"))
        parts.append(svg.text(left - 8, y + 4, amounts.short(mark), "chart-label", "end"))
    return parts


def _group(
    period: Period, start: float, width: float, series: Sequence[Bars], axis: Axis, amounts: Amounts
) -> list[str]:
    inner = width * (1 - _GAP)
    bar = (inner - _BAR_GAP * (len(series) - 1)) / len(series)
    zero, middle = _y(axis, 0), start + width / 2
    parts = []
    for index, one in enumerate(series):
        value = one.values.get(period.key)
        if value is None or not drawable(value):
            continue
        x = middle - inner / 2 + index * (bar + _BAR_GAP)
        y = _y(axis, value)
        inset = 0.75 if one.style == "plan" else 0
        css = f"chart-{one.style} {one.tone}".rstrip()
        shape = svg.rect(x + inset, min(y, zero) + inset, bar - 2 * inset, max(abs(zero - y), 1) - 2 * inset, css)
        label = amounts.short(value)
        drawn = [shape]
        if text_width(label, svg.FONT) <= bar + _BAR_GAP + (inner if len(series) == 1 else 0):
            drawn.append(svg.text(x + bar / 2, y - 5 if value >= 0 else y + 14, label, "chart-value", "middle"))
        parts.append(svg.group(drawn, title=f"{one.name}, {period.label}: {amounts.full(value)}"))
    below = _TOP + _HEIGHT + 18
    parts.append(svg.text(middle, below, svg.fitted(period.label, width), "chart-label", "middle"))
    if period.remark:
        parts.append(svg.text(middle, below + 16, svg.fitted(period.remark, width), "chart-value", "middle"))
    return parts
