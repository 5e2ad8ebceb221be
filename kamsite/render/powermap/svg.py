"""Small pieces of SVG: numbers, texts and lines, always escaped, the same bytes on every machine."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import escape

from kamsite.language import both, is_both, told
from kamsite.render.powermap.measure import shown

Point = tuple[float, float]

_RADIUS = 9.0


@lru_cache(maxsize=65536)
def num(value: float) -> str:
    """A number with at most one decimal and never `-0`."""
    text = f"{value:.1f}"
    if text.endswith(".0"):
        return "0" if text == "-0.0" else text[:-2]
    return text


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text as it may stand between tags and in attributes."""
    if is_both(text):
        return both(plain(told(text, "en")), plain(told(text, "de")))
    return str(escape(shown(text)))


def text_line(x: float, y: float, text: str, css: str, anchor: str = "") -> str:
    """One line of text; `anchor` is where x lies in it: at its start, or `middle` or `end`."""
    at = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{css}" x="{num(x)}" y="{num(y)}"{at}>{plain(text)}</text>'


def rect(x: float, y: float, width: float, height: float, css: str, radius: float = 0.0) -> str:
    """A rectangle, its corners rounded by a radius."""
    rounded = f' rx="{num(radius)}"' if radius else ""
    return f'<rect class="{css}" x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}"{rounded}/>'


def circle(x: float, y: float, radius: float, css: str) -> str:
    """A circle around a point."""
    return f'<circle class="{css}" cx="{num(x)}" cy="{num(y)}" r="{num(radius)}"/>'


def title(text: str) -> str:
    """The title of the element around it: what a pointer shows and a screen reader says."""
    return f"<title>{plain(text)}</title>"


def corners(points: Sequence[Point]) -> list[Point]:
    """The points where a line of upright and level stretches really turns, with its ends."""
    found: list[Point] = []
    for point in points:
        if found and abs(point[0] - found[-1][0]) < 0.05 and abs(point[1] - found[-1][1]) < 0.05:
            continue
        if len(found) > 1 and _is_straight(found[-2], found[-1], point):
            found[-1] = point
        else:
            found.append(point)
    return found


def _is_straight(a: Point, b: Point, c: Point) -> bool:
    return any(abs(a[axis] - b[axis]) < 0.05 and abs(b[axis] - c[axis]) < 0.05 for axis in (0, 1))


@lru_cache(maxsize=1024)
def way(points: tuple[Point, ...]) -> str:
    """The `d` of a path along the points, its corners rounded."""
    turns = corners(points)
    parts = [f"M{num(turns[0][0])} {num(turns[0][1])}"]
    for before, here, after in zip(turns, turns[1:], turns[2:], strict=False):
        radius = min(_RADIUS, _distance(before, here) / 2, _distance(here, after) / 2)
        start, end = _toward(here, before, radius), _toward(here, after, radius)
        parts.append(f"L{num(start[0])} {num(start[1])}Q{num(here[0])} {num(here[1])} {num(end[0])} {num(end[1])}")
    if len(turns) > 1:
        parts.append(f"L{num(turns[-1][0])} {num(turns[-1][1])}")
    return "".join(parts)


def _distance(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _toward(a: Point, b: Point, distance: float) -> Point:
    """The point at a distance from a on the level or upright stretch to b."""
    whole = _distance(a, b)
    share = distance / whole if whole else 0.0
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
