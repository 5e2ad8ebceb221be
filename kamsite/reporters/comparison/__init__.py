"""What changed between two versions, for people and for machines: one module for each format of `kamsite diff`."""

from collections.abc import Callable, Mapping

from kamsite.reporters.comparison import json, markdown, page, terminal
from kamsite.reporters.comparison.arrange import ComparisonReport

WRITERS: Mapping[str, Callable[[ComparisonReport], str]] = {
    "text": terminal.write,
    "markdown": markdown.write,
    "html": page.write,
    "json": json.write,
}


def styles() -> dict[str, str]:
    """The styles of the usual theme by file, for the page."""
    from kamsite.render.theme import load_theme

    assets = load_theme(None).assets
    return {name: content.decode("utf-8") for name, content in assets.items() if name.endswith(".css")}
