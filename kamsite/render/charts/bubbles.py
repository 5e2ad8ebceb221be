"""A portfolio: circles in a square of two by two, named without overlap, or numbered where there is no room."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from kamsite.language import Text
from kamsite.render.charts import svg
from kamsite.render.charts.amounts import Amounts
from kamsite.render.charts.scale import axis_of
from kamsite.render.powermap.svg import plain

_LEFT, _TOP, _WIDTH, _HEIGHT = 58.0, 12.0, 602.0, 380.0
_FOOT = 58.0
_SMALLEST, _LARGEST, _PLAIN = 7.0, 26.0, 11.0
_NUMBERED = 11.0
_LINE = 15.0
_NAME = 26.0
_WIDEST_NAME = 190.0
_REACH = 0.42
"""How far a circle may be moved sideways so that it does not cover another, in steps of the scale."""


class Bubble(Struct, frozen=True):
    """A unit: x from −2 to 2, y from 0; `size` decides the area of its circle, None for one of plain size.

    `name` stands beside the circle, `full` in the legend where there is no room for names.
    """

    name: str
    x: float
    y: float
    size: float | None
    tone: str
    tip: str
    href: str = ""
    full: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The words around the square: names of the four fields (from top left by rows), the axes and their marks.

    `room` is what the names take in either language, so that everything stands in the same place in both.
    """

    fields: tuple[str, str, str, str]
    x: str
    y: str
    marks: tuple[str, str, str]
    room: tuple[float, ...] = ()


def room_for(names: Iterable[Text]) -> tuple[float, ...]:
    """How wide names of fields are, in the language in which they are longer."""
    return tuple(max(svg.wide(name.en, bold=True), svg.wide(name.de, bold=True)) for name in names)


class _Box(Struct, frozen=True):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        """Whether two boxes cover each other."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class _Placed(Struct, frozen=True):
    bubble: Bubble
    x: float
    y: float
    radius: float

    @property
    def box(self) -> _Box:
        """The square around the circle."""
        return _Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


def portfolio(
    title: str, description: str, bubbles: Sequence[Bubble], threshold: float, words: Words, amounts: Amounts
) -> Markup:
    """The square with its circles. `threshold` divides high from low potential."""
    top = max([bubble.y for bubble in bubbles] + [threshold * 2]) * 1.14
    middle = _TOP + _HEIGHT * (1 - (threshold / top if top else 0.5))
    fields = _fields(middle)
    usual = _named(words, fields, ())
    largest = max((bubble.size or 0.0 for bubble in bubbles), default=0.0)
    placed = _spread([_place(bubble, top, largest) for bubble in bubbles], usual)
    names = _named(words, fields, placed)
    labels = _labels(placed, names, middle)
    height = _TOP + _HEIGHT + _FOOT
    if labels is None:
        placed = _spread([_sized(one, max(one.radius, _NUMBERED)) for one in placed], usual)
        names = _named(words, fields, placed)
    parts = [*_drawn(words, fields, names), *_frame(words, top, amounts)]
    if labels is None:
        legend = _legend(placed, height)
        height += _legend_height(len(placed))
        parts += [_circle(one, str(index)) for index, one in enumerate(placed, 1)]
        parts.append(legend)
    else:
        parts += [_circle(one, "") for one in placed]
        parts += [svg.text(x, y, name, "chart-value chart-halo", anchor) for name, x, y, anchor in labels]
    return svg.picture(_LEFT + _WIDTH + 8, height, title, description, parts, "chart--portfolio")


def _place(bubble: Bubble, top: float, largest: float) -> _Placed:
    radius = _PLAIN
    if bubble.size is not None and largest > 0:
        radius = max(_SMALLEST, _LARGEST * sqrt(max(bubble.size, 0.0) / largest))
    x = _LEFT + _WIDTH * (max(-2.0, min(bubble.x, 2.0)) + 2.5) / 5
    y = _TOP + _HEIGHT * (1 - (max(bubble.y, 0.0) / top if top else 0.5))
    return _sized(_Placed(bubble, x, y, radius), radius)


def _sized(one: _Placed, radius: float) -> _Placed:
    """The circle with a radius, inside the square."""
    return replace(one, radius=radius, y=min(max(one.y, _TOP + radius), _TOP + _HEIGHT - radius))


def _spread(placed: Sequence[_Placed], names: Sequence[_Box]) -> list[_Placed]:
    """The circles, moved sideways within their step of the scale where they would cover each other or a name."""
    done: list[_Placed] = []
    step = _WIDTH / 5
    for one in placed:
        start = _LEFT + step * (max(-2.0, min(one.bubble.x, 2.0)) + 2.5)
        best, least = one, None
        for offset in (0.0, 0.14, -0.14, 0.28, -0.28, _REACH, -_REACH):
            moved = replace(one, x=start + offset * step)
            box = moved.box
            if offset and not _LEFT <= box.left < box.right <= _LEFT + _WIDTH:
                continue
            cover = sum(
                [max(0.0, moved.radius + two.radius + 2 - hypot(moved.x - two.x, moved.y - two.y)) for two in done]
            )
            cover += sum([moved.radius for name in names if box.meets(name)])
            if least is None or cover < least:
                best, least = moved, cover
            if not cover:
                break
        done.append(best)
    return done


def _fields(middle: float) -> dict[str, _Box]:
    """The four fields, from top left by rows; `middle` divides high from low."""
    half, right, bottom = _LEFT + _WIDTH / 2, _LEFT + _WIDTH, _TOP + _HEIGHT
    return {
        "win": _Box(_LEFT, _TOP, half, middle),
        "focus": _Box(half, _TOP, right, middle),
        "low": _Box(_LEFT, middle, half, bottom),
        "references": _Box(half, middle, right, bottom),
    }


def _named(words: Words, fields: Mapping[str, _Box], placed: Sequence[_Placed]) -> list[_Box]:
    """Where the names of the fields stand: at the top of the outer side, or in another corner that no circle covers."""
    boxes = []
    taken = [one.box for one in placed]
    room = words.room or [svg.wide(word, bold=True) for word in words.fields]
    for (name, field), needed in zip(fields.items(), room, strict=True):
        width = needed + 16
        lefts = [field.left, field.right - width]
        outer, inner = lefts if name in ("win", "low") else lefts[::-1]
        first = _Box(outer, field.top, outer + width, field.top + _NAME)
        corners = (
            _Box(left, top, left + width, top + _NAME)
            for top in (field.top, field.bottom - _NAME)
            for left in (outer, inner)
        )
        free = (box for box in corners if not any(box.meets(other) for other in taken))
        boxes.append(next(free, first))
    return boxes


def _drawn(words: Words, fields: Mapping[str, _Box], names: Sequence[_Box]) -> list[str]:
    """The fields with their names."""
    parts = []
    for (name, field), word, box in zip(fields.items(), words.fields, names, strict=True):
        parts.append(
            svg.rect(
                field.left, field.top, field.right - field.left, field.bottom - field.top, f"quadrant quadrant--{name}"
            )
        )
        anchor = "" if box.left == field.left else "end"
        x = box.right - 10 if anchor else box.left + 10
        parts.append(svg.text(x, box.top + 20, word, f"quadrant__name quadrant__name--{name}", anchor))
    return parts


def _step(value: int) -> str:
    """The name of a step of the scale below the square."""
    x = _LEFT + _WIDTH * (value + 2.5) / 5
    name = f"{value:+d}".replace("-", "\u2212") if value else "0"
    return svg.text(x, _TOP + _HEIGHT + 18, name, "chart-label", "middle")


_STEPS = tuple(_step(value) for value in range(-2, 3))


def _frame(words: Words, top: float, amounts: Amounts) -> list[str]:
    bottom = _TOP + _HEIGHT
    parts = []
    for mark in axis_of([top], steps=4).marks:
        if mark <= top * 1.001:
            y = bottom - _HEIGHT * (mark / top if top else 0)
            parts.append(svg.text(_LEFT - 8, y + 4, amounts.short(mark), "chart-label", "end"))
            parts.append(svg.line(_LEFT - 4, y, _LEFT, y, "chart-axis"))
    parts += _STEPS
    low, mid, high = words.marks
    step = _WIDTH / 5
    parts.append(svg.text(_LEFT + step / 2, bottom + 34, low, "chart-label", "middle"))
    parts.append(svg.text(_LEFT + step * 2.5, bottom + 34, mid, "chart-label", "middle"))
    parts.append(svg.text(_LEFT + step * 4.5, bottom + 34, high, "chart-label", "middle"))
    parts.append(svg.text(_LEFT + _WIDTH / 2, bottom + 52, words.x, "chart-label chart-axis-name", "middle"))
    parts.append(
        f'<text class="chart-label chart-axis-name" text-anchor="middle" '
        f'transform="translate(12 {svg.number(_TOP + _HEIGHT / 2)}) rotate(-90)">{plain(words.y)}</text>'
    )
    return parts


def _circle(one: _Placed, label: str) -> str:
    is_empty = one.bubble.size is not None and one.bubble.size <= 0
    shape = svg.circle(one.x, one.y, one.radius, f"bubble{' bubble--empty' if is_empty else ''} {one.bubble.tone}")
    parts = [shape]
    if label:
        parts.append(svg.text(one.x, one.y + 4, label, "bubble__number", "middle"))
    return svg.group(parts, title=one.bubble.tip, href=one.bubble.href)


def _labels(
    placed: Sequence[_Placed], reserved: Sequence[_Box], middle: float
) -> list[tuple[str, float, float, str]] | None:
    """Where each name stands: text, place and anchor; None as soon as one of them finds no room."""
    taken = [*reserved, *[one.box for one in placed]]
    labels = []
    for one in placed:
        name = svg.fitted(one.bubble.name, _WIDEST_NAME)
        found = _room_for(one, svg.wide(name), taken, middle)
        if found is None:
            return None
        box, x, y, anchor = found
        taken.append(box)
        labels.append((name, x, y, anchor))
    return labels


def _room_for(
    one: _Placed, width: float, taken: Sequence[_Box], middle: float
) -> tuple[_Box, float, float, str] | None:
    """A place beside the circle where a name covers nothing, and no border between fields if there is such a place."""
    gap = one.radius + 5
    diagonal = one.radius * 0.75 + 4
    spots = (
        (one.x + gap, one.y, ""),
        (one.x - gap, one.y, "end"),
        (one.x, one.y - gap - 5, "middle"),
        (one.x, one.y + gap + 6, "middle"),
        (one.x + diagonal, one.y - diagonal - 2, ""),
        (one.x - diagonal, one.y - diagonal - 2, "end"),
        (one.x + diagonal, one.y + diagonal + 4, ""),
        (one.x - diagonal, one.y + diagonal + 4, "end"),
    )
    crossing = None
    for x, y, anchor in spots:
        left = x - width if anchor == "end" else x - width / 2 if anchor == "middle" else x
        box = _Box(left, y - _LINE / 2, left + width, y + _LINE / 2)
        if box.left < _LEFT + 2 or box.right > _LEFT + _WIDTH - 2 or box.top < _TOP or box.bottom > _TOP + _HEIGHT:
            continue
        if any(box.meets(other) for other in taken):
            continue
        spot = (box, x, y + 4, anchor)
        if not _crosses(box, middle):
            return spot
        crossing = crossing or spot
    return crossing


def _crosses(box: _Box, middle: float) -> bool:
    """Whether a name crosses a border between fields."""
    return box.left < _LEFT + _WIDTH / 2 < box.right or box.top < middle < box.bottom


def _legend_height(count: int) -> float:
    return (count + 1) // 2 * 19 + 8


def _legend(placed: Sequence[_Placed], top: float) -> str:
    """The names by number in two columns below the square."""
    half = (len(placed) + 1) // 2
    parts = []
    for index, one in enumerate(placed):
        x = _LEFT + (_WIDTH / 2 if index >= half else 0)
        y = top + 16 + index % half * 19
        name = svg.fitted(one.bubble.full or one.bubble.name, _WIDTH / 2 - 34)
        parts.append(svg.text(x + 18, y, str(index + 1), "chart-value", "end") + svg.text(x + 26, y, name))
    return svg.group(parts, "portfolio-legend")
