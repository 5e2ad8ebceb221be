"""Things by two amounts: circles in a square with lines at the limits, named as far as there is room."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamsite.render.charts import svg
from kamsite.render.charts.amounts import Amounts
from kamsite.render.charts.scale import axis_of

_LEFT, _TOP, _WIDTH, _HEIGHT, _FOOT = 62.0, 30.0, 490.0, 330.0, 46.0
_RADIUS, _LINE = 7.0, 15.0
_WIDEST_NAME = 170.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing: its place, name and classes; `href` leads to it."""

    name: str
    x: float
    y: float
    tip: str
    css: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """An upright line at a value of x, with its name at the top."""

    x: float
    name: str


def scatter(
    title: str,
    description: str,
    spots: Sequence[Spot],
    limits: Sequence[Limit],
    ends: tuple[int, int],
    axes: tuple[str, str],
    amounts: Amounts,
    legend: Sequence[tuple[str, str]],
) -> Markup:
    """The square: x on whole numbers from `ends[0]` to `ends[1]`, y from zero in `amounts`; `axes` name both.

    `legend` are classes of circles with their words.
    """
    axis = axis_of([spot.y for spot in spots], steps=4)

    def at(x: float, y: float) -> tuple[float, float]:
        part = (min(max(x, ends[0]), ends[1]) - ends[0]) / (ends[1] - ends[0])
        return _LEFT + _WIDTH * part, _TOP + _HEIGHT * (1 - axis.part(y))

    parts = [svg.text(0, 12, f"{axes[1]}, {amounts.unit}" if amounts.unit else axes[1], "chart-label chart-unit")]
    for mark in axis.marks:
        y = at(0, mark)[1]
        parts.append(svg.line(_LEFT, y, _LEFT + _WIDTH, y, "chart-grid" if mark else "chart-axis"))
        parts.append(svg.text(_LEFT - 8, y + 4, amounts.short(mark), "chart-label", "end"))
    parts += [
        svg.text(at(step, 0)[0], _TOP + _HEIGHT + 18, str(step), "chart-label", "middle")
        for step in range(ends[0], ends[1] + 1)
    ]
    parts.append(svg.text(_LEFT + _WIDTH / 2, _TOP + _HEIGHT + 38, axes[0], "chart-label", "middle"))
    uprights = [at(limit.x, 0)[0] for limit in limits]
    for x, limit in zip(uprights, limits, strict=True):
        parts.append(svg.line(x, _TOP - 4, x, _TOP + _HEIGHT, "scatter-limit"))
        parts.append(svg.text(x, _TOP - 8, limit.name, "chart-value", "middle"))
    placed = [(spot, *at(spot.x, spot.y)) for spot in spots]
    taken: list[Box] = [(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for _, x, y in placed]
    for spot, x, y in placed:
        shapes = [svg.circle(x, y, _RADIUS, f"scatter-spot {spot.css}".rstrip())]
        if label := _label(spot.name, x, y, taken, uprights):
            shapes.append(label)
        parts.append(svg.group(shapes, title=spot.tip, href=spot.href))
    bottom = _TOP + _HEIGHT + _FOOT
    parts += _legend(legend, bottom + 6)
    return svg.picture(_LEFT + _WIDTH + 10, bottom + (24 if legend else 0), title, description, parts, "chart--scatter")


def _label(name: str, x: float, y: float, taken: list[Box], uprights: Sequence[float]) -> str:
    """The name beside its circle, where it covers nothing, not even an upright line if there is such a place; empty
    where there is no room, as the tip says it."""
    shown = svg.fitted(name, _WIDEST_NAME)
    width = svg.wide(shown)
    gap = _RADIUS + 5
    within = max(_LEFT + 2, min(x - width / 2, _LEFT + _WIDTH - width))
    places: list[tuple[int, int, Box, float, str]] = []
    for left, base, anchor in (
        (x + gap, y + 4, ""),
        (x - gap - width, y + 4, "end"),
        (within, y - gap, "middle"),
        (within, y + gap + 10, "middle"),
    ):
        box = (left, base - _LINE + 3, left + width, base + 4)
        fits = box[0] >= _LEFT + 2 and box[2] <= _LEFT + _WIDTH and box[1] >= _TOP - 8 and box[3] <= _TOP + _HEIGHT
        if fits and not any(_meet(box, other) for other in taken):
            crossed = sum(1 for line in uprights if box[0] - 3 < line < box[2] + 3)
            places.append((crossed, len(places), box, base, anchor))
    if not places:
        return ""
    _, _, box, base, anchor = min(places)
    taken.append(box)
    place = box[2] if anchor == "end" else (box[0] + box[2]) / 2 if anchor else box[0]
    return svg.text(place, base, shown, "chart-value chart-halo", anchor)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _legend(legend: Sequence[tuple[str, str]], y: float) -> list[str]:
    parts, x = [], _LEFT
    for css, word in legend:
        parts += [svg.circle(x + 6, y, 5, f"scatter-spot {css}"), svg.text(x + 17, y + 4, word)]
        x += 34 + svg.wide(word)
    return parts
