"""Small pieces of SVG: numbers, texts and lines, always escaped, the same bytes on every machine."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from markupsafe import escape

from kamsite.language import Language, Text, both, is_both, told
from kamsite.render.powermap.measure import shown

Point = tuple[float, float]

_RADIUS = 9.0


# Sizes and distances within a card are the same on card after card.
@lru_cache(maxsize=4096)
def num(value: float) -> str:
    """A number with at most one decimal and never `-0`."""
    return numbers("%.1f", value)


def numbers(pattern: str, *values: float) -> str:
    """A text with numbers in its places, which are all `%.1f`; written with at most one decimal and never as `-0`."""
    return (pattern % values).replace("-0.0", "0.0").replace(".0", "")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text as it may stand between tags and in attributes."""
    return described(text)


def described(text: str) -> str:
    """The same for a text that stands nowhere else, such as what is told of a drawing."""
    if is_both(text):
        return both(described(told(text, "en")), described(told(text, "de")))
    return str(escape(shown(text)))


def sentence(text: Text, language: Language, *values: str) -> str:
    """A sentence of ours as it may stand between tags, with values in its places (`{}`) that may stand there too."""
    before, *behind = _words_of(text, language)
    return before + "".join([value + words for value, words in zip(values, behind, strict=True)])


@lru_cache(maxsize=64)
def _words_of(text: Text, language: Language) -> tuple[str, ...]:
    """The words before, between and behind the places of a sentence: only these differ between the languages."""
    if language == "both":
        return tuple(map(both, _words_of(text, "en"), _words_of(text, "de")))
    return tuple(str(escape(words)) for words in text.to(language).split("{}"))


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


def corners(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points where a line of upright and level stretches really turns, with its ends."""
    found: list[Point] = []
    for x, y in points:
        if found:
            bx, by = found[-1]
            if abs(x - bx) < 0.05 and abs(y - by) < 0.05:
                continue
            if len(found) > 1:
                ax, ay = found[-2]
                if (abs(ax - bx) < 0.05 and abs(bx - x) < 0.05) or (abs(ay - by) < 0.05 and abs(by - y) < 0.05):
                    found.pop()
        found.append((x, y))
    return tuple(found)


def way(turns: Sequence[Point]) -> str:
    """The `d` of a path along some corners, which are rounded."""
    ax, ay = turns[0]
    values = [ax, ay]
    for (x, y), (bx, by) in pairwise(turns[1:]):
        before, behind = abs(x - ax) + abs(y - ay), abs(bx - x) + abs(by - y)
        radius = min(_RADIUS, before / 2, behind / 2)
        back, on = radius / before if before else 0.0, radius / behind if behind else 0.0
        values += (x + (ax - x) * back, y + (ay - y) * back, x, y, x + (bx - x) * on, y + (by - y) * on)
        ax, ay = x, y
    rounded = "L%.1f %.1fQ%.1f %.1f %.1f %.1f" * (len(turns) - 2)
    return numbers(f"M%.1f %.1f{rounded}L%.1f %.1f", *values, *turns[-1])
