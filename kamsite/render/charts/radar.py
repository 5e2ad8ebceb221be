"""Several values around a centre: what is, filled; what should be, outlined; what others reach, as dots."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin

from markupsafe import Markup

from kamsite.language import both, is_both, told
from kamsite.render.charts import svg
from kamsite.render.powermap.measure import break_lines

_RADIUS, _SIDE, _LINE = 112.0, 168.0, 15.0
_CENTRE = (_SIDE + _RADIUS, 172.0)
_WIDTH, _HEIGHT = 2 * _CENTRE[0], 330.0


@dataclass(frozen=True, slots=True)
class Spoke:
    """One direction: its name, what stands below it, and its values on the scale; None for one that is not known."""

    label: str
    note: str
    now: float | None
    target: float | None
    benchmark: float | None
    tip: str


def radar(
    title: str, description: str, spokes: Sequence[Spoke], ends: tuple[int, int], words: tuple[str, str, str]
) -> Markup:
    """At least three spokes, clockwise from the top; `ends` is the scale, `words` name now, target and benchmark."""
    low, high = ends
    parts = [_ring(len(spokes), (mark - low) / (high - low)) for mark in range(low + 1, high + 1)]
    parts += [svg.line(*_CENTRE, *_at(place, len(spokes), 1.0), "chart-grid") for place in range(len(spokes))]
    parts += [
        svg.text(_CENTRE[0] + 4, _CENTRE[1] - _RADIUS * (mark - low) / (high - low) + 12, str(mark), "chart-label")
        for mark in range(low + 1, high + 1)
    ]
    parts.append(_shape([spoke.target for spoke in spokes], ends, "radar-target"))
    parts.append(_shape([spoke.now for spoke in spokes], ends, "radar-now"))
    parts += _points([spoke.now for spoke in spokes], ends, "chart-actual tone-1", 4)
    parts += _points([spoke.target for spoke in spokes], ends, "chart-plan tone-1", 4)
    parts += _points([spoke.benchmark for spoke in spokes], ends, "chart-actual tone-2", 3)
    parts += [_name(spoke, place, len(spokes)) for place, spoke in enumerate(spokes)]
    has_benchmark = any(spoke.benchmark is not None for spoke in spokes)
    return svg.picture(
        _WIDTH, _HEIGHT + 22, title, description, [*parts, *_legend(words, has_benchmark)], "chart--radar"
    )


def _at(place: int, count: int, part: float) -> tuple[float, float]:
    angle = 2 * pi * place / count - pi / 2
    return _CENTRE[0] + _RADIUS * part * cos(angle), _CENTRE[1] + _RADIUS * part * sin(angle)


def _closed(points: Sequence[tuple[float, float]], css: str) -> str:
    way = "L".join(f"{svg.number(x)} {svg.number(y)}" for x, y in points)
    return f'<path class="{css}" d="M{way}Z"/>' if points else ""


def _ring(count: int, part: float) -> str:
    return _closed([_at(place, count, part) for place in range(count)], "chart-grid")


def _part(value: float, ends: tuple[int, int]) -> float:
    return max(0.0, min((value - ends[0]) / (ends[1] - ends[0]), 1.0))


def _shape(values: Sequence[float | None], ends: tuple[int, int], css: str) -> str:
    """The values joined around; a direction that is not known is left out."""
    points = [_at(place, len(values), _part(value, ends)) for place, value in enumerate(values) if value is not None]
    return _closed(points, css)


def _points(values: Sequence[float | None], ends: tuple[int, int], css: str, radius: float) -> list[str]:
    return [
        svg.circle(*_at(place, len(values), _part(value, ends)), radius, css)
        for place, value in enumerate(values)
        if value is not None
    ]


def _name(spoke: Spoke, place: int, count: int) -> str:
    """The name beside the end of its spoke, in two lines where it is long, and what stands below it."""
    x, y = _at(place, count, 1.0)
    dx, dy = x - _CENTRE[0], y - _CENTRE[1]
    anchor = "middle" if abs(dx) < 1 else "end" if dx < 0 else ""
    x += 0 if anchor == "middle" else 10 if dx > 0 else -10
    room = _WIDTH if anchor == "middle" else (_WIDTH - x if dx > 0 else x)
    is_above = dy < -_RADIUS / 2
    return svg.group([_lines(spoke, x, y, room * 0.94, anchor, is_above=is_above)], title=spoke.tip)


def _lines(spoke: Spoke, x: float, y: float, room: float, anchor: str, *, is_above: bool) -> str:
    if is_both(spoke.label) or is_both(spoke.note):
        said = [replace(spoke, label=told(spoke.label, one), note=told(spoke.note, one)) for one in ("en", "de")]
        return both(*(_lines(one, x, y, room, anchor, is_above=is_above) for one in said))
    lines = break_lines(spoke.label, svg.FONT, room, 2).lines
    top = y - _LINE * len(lines) - 4 if is_above else y + 4
    drawn = [svg.text(x, top + _LINE * at, line, "chart-value chart-strong", anchor) for at, line in enumerate(lines)]
    return "".join([*drawn, svg.text(x, top + _LINE * len(lines), spoke.note, "chart-label", anchor)])


def _legend(words: tuple[str, str, str], has_benchmark: bool) -> list[str]:
    now, target, benchmark = words
    entries = [("chart-actual tone-1", now), ("chart-plan tone-1", target)]
    entries += [("chart-actual tone-2", benchmark)] if has_benchmark else []
    x = _CENTRE[0] - sum(svg.wide(word) + 36 for _, word in entries) / 2
    parts = []
    for css, word in entries:
        parts += [svg.circle(x + 5, _HEIGHT + 8, 4, css), svg.text(x + 15, _HEIGHT + 12, word)]
        x += svg.wide(word) + 36
    return parts
