"""From one sum to another, step by step: what made the actual differ from the budget."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from kamsite.render.charts import svg
from kamsite.render.charts.amounts import Amounts
from kamsite.render.charts.scale import Axis, axis_of, drawable

_WIDTH, _HEIGHT, _TOP, _FOOT = 960.0, 190.0, 18.0, 40.0
_GAP, _WIDEST, _CUT = 0.3, 150.0, 0.35


@dataclass(frozen=True, slots=True)
class Step:
    """What is added (or taken away): its name, and where it leads to."""

    name: str
    amount: float
    href: str = ""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where values and columns lie; `base` is the value on which whole sums stand."""

    axis: Axis
    amounts: Amounts
    left: float
    slot: float
    base: float

    def y(self, value: float) -> float:
        """The height of a value."""
        return _TOP + 16 + _HEIGHT * (1 - self.axis.part(value))

    def column(self, place: int, name: str, ends: tuple[float, float], label: str, css: str, href: str = "") -> str:
        """A column from one value to another, with its amount on top and its name below all."""
        x, bar = self.left + self.slot * (place + _GAP / 2), self.slot * (1 - _GAP)
        top, bottom = self.y(max(ends)), self.y(min(ends))
        inset = 0.75 if "plan" in css else 0.0
        shapes = [
            svg.rect(x + inset, top + inset, bar - 2 * inset, max(bottom - top, 1) - 2 * inset, css),
            svg.text(x + bar / 2, top - 5, label, "chart-value", "middle"),
            svg.text(x + bar / 2, self.y(self.axis.low) + 18, svg.fitted(name, self.slot - 4), "chart-label", "middle"),
        ]
        unit = f"\u00a0{self.amounts.unit}" if self.amounts.unit else ""
        return svg.group(shapes, title=f"{name}: {label}{unit}", href=href)


def waterfall(
    title: str,
    description: str,
    ends: tuple[tuple[str, float], tuple[str, float]],
    steps: Sequence[Step],
    amounts: Amounts,
) -> Markup:
    """The first sum outlined (a plan), the steps up and down, the last sum solid (what happened).

    The axis need not start at zero: a broken line at its foot says where it does not. Amounts too large to be drawn
    give an empty drawing.
    """
    (start_name, start), (end_name, end) = ends
    if not all(drawable(value) for value in (start, end, *(step.amount for step in steps))):
        return svg.picture(_WIDTH, 0, title, description, ())
    levels = list(accumulate((step.amount for step in steps), initial=start))
    plot, width, is_cut = _plot([*levels, end], len(steps) + 2, amounts)
    parts = [
        *_grid(plot, width),
        plot.column(0, start_name, (plot.base, start), plot.amounts.short(start), "chart-plan"),
    ]
    for place, step in enumerate(steps, 1):
        before, after = levels[place - 1], levels[place]
        css = f"chart-actual {'tone-good' if step.amount >= 0 else 'tone-bad'}"
        label = ("+" if step.amount > 0 else "") + amounts.short(step.amount)
        middle, y = plot.left + plot.slot * place, plot.y(before)
        parts.append(plot.column(place, step.name, (before, after), label, css, step.href))
        parts.append(svg.line(middle - plot.slot * _GAP / 2, y, middle + plot.slot * _GAP / 2, y, "chart-axis"))
    parts.append(plot.column(len(steps) + 1, end_name, (plot.base, end), plot.amounts.short(end), "chart-actual"))
    foot = plot.y(plot.axis.low)
    if is_cut:
        parts.append(svg.lines([(plot.left + at * 8, foot + (3 if at % 2 else -3)) for at in range(5)], "chart-axis"))
    return svg.picture(width, foot + _FOOT, title, description, parts, "chart--waterfall")


def begins_above_zero(ends: tuple[float, float], steps: Sequence[Step]) -> bool:
    """Whether the axis of such a drawing begins above zero, which its caption then has to say."""
    return _is_cut([*accumulate((step.amount for step in steps), initial=ends[0]), ends[1]])


def _is_cut(levels: Sequence[float]) -> bool:
    low, high = min(levels), max(levels)
    return low > 0 and (high - low) < _CUT * high


def _plot(levels: Sequence[float], columns: int, amounts: Amounts) -> tuple[_Plot, float, bool]:
    """The plot, its width, and whether its axis begins above zero, so that small steps between large sums are seen."""
    low, high = min(levels), max(levels)
    is_cut = _is_cut(levels)
    axis = axis_of([low - (high - low) * 0.5, high], from_zero=False) if is_cut else axis_of([0.0, low, high])
    amounts = amounts.telling_apart(axis.marks[1] - axis.marks[0])
    left = 12 + svg.widest([amounts.short(mark) for mark in axis.marks])
    slot = min((_WIDTH - left) / columns, _WIDEST)
    return _Plot(axis, amounts, left, slot, axis.low if is_cut else 0.0), left + slot * columns, is_cut


def _grid(plot: _Plot, width: float) -> list[str]:
    parts = [svg.text(0, 12, plot.amounts.unit, "chart-label chart-unit")] if plot.amounts.unit else []
    for mark in plot.axis.marks:
        y = plot.y(mark)
        parts.append(svg.line(plot.left, y, width, y, "chart-grid"))
        parts.append(svg.text(plot.left - 8, y + 4, plot.amounts.short(mark), "chart-label", "end"))
    return parts
