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
