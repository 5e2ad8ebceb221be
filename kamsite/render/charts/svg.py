"""The elements that drawings are made of, as finished SVG: every text is escaped, every number short."""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from kamsite.language import both, is_both, told
from kamsite.render import inline, urls
from kamsite.render.powermap.measure import break_lines, text_width
from kamsite.render.powermap.svg import described, plain

FONT = 12
"""The font size of labels in a drawing, in its own pixels; the theme's class `chart-label` says the same."""


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, content: str, css: str = "chart-label", anchor: str = "") -> str:
    """A line of text; `anchor` is "middle" or "end" for text that is centred at x or ends there."""
    at = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{css}" x="{number(x)}" y="{number(y)}"{at}>{plain(content)}</text>'


@lru_cache(maxsize=8192)
def wide(content: str, *, bold: bool = False) -> float:
    """The width of a label; of one that is in both languages the larger, so that a drawing suits both."""
    if is_both(content):
        return max(wide(told(content, "en"), bold=bold), wide(told(content, "de"), bold=bold))
    return text_width(content, FONT, bold=bold)


def widest(contents: Iterable[str], *, bold: bool = False) -> float:
    """The width of the widest of some labels, 0 of none."""
    return max((wide(content, bold=bold) for content in contents), default=0.0)


@lru_cache(maxsize=8192)
def fitted(content: str, width: float) -> str:
    """As much of a text as fits into a width in one line; an ellipsis tells that there is more."""
    if is_both(content):
        return both(fitted(told(content, "en"), width), fitted(told(content, "de"), width))
    lines = break_lines(content, FONT, width, 1).lines
    return lines[0] if lines else ""


def rect(x: float, y: float, width: float, height: float, css: str) -> str:
    """A rectangle; a height or width below zero counts as none."""
    return (
        f'<rect class="{css}" x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" '
        f'height="{number(max(height, 0))}"/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    """A straight line."""
    return f'<path class="{css}" d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"/>'


def lines(points: Iterable[tuple[float, float]], css: str) -> str:
    """A line from point to point."""
    return f'<path class="{css}" d="M{"L".join([f"{number(x)} {number(y)}" for x, y in points])}"/>'


def circle(x: float, y: float, radius: float, css: str) -> str:
    """A circle around a point."""
    return f'<circle class="{css}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def group(parts: Iterable[str], css: str = "", title: str = "", href: str = "") -> str:
    """Elements that belong together; `title` shows on hover, `href` (a logical address) makes them a link."""
    inside = (f"<title>{described(title)}</title>" if title else "") + "".join(parts)
    grouped = f'<g class="{css}">{inside}</g>' if css else f"<g>{inside}</g>"
    return f'<a href="{escape(urls.link(href))}">{grouped}</a>' if href else grouped


def picture(
    width: float, height: float, title: str, description: str, parts: Iterable[str], css: str = "", fit: str = ""
) -> Markup:
    """A whole drawing. `title` names it and `description` says what is to be seen, for those who cannot see it.

    With links in it the drawing is a group of things to reach, not a single picture. `fit` says how it fits into room
    of another shape (`preserveAspectRatio`).
    """
    drawn = "".join(parts)
    told = f"<desc>{described(description)}</desc>" if description else ""
    size = f'viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}" height="{number(height)}"'
    name = f"chart {css}" if css else "chart"
    role = "group" if "<a " in drawn else "img"
    fitting = f'preserveAspectRatio="{fit}" ' if fit else ""
    return inline.safe(  # the parts are made above, everything in them is escaped
        f'<svg {fitting}class="{name}" {size} role="{role}"><title>{plain(title)}</title>{told}{drawn}</svg>'
    )
