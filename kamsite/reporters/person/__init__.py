"""All that is held on one person, for people and for machines: one module for each format of `kamsite person`."""

from collections.abc import Callable, Mapping

from kamsite.reporters.person import json, page, terminal
from kamsite.reporters.person.report import PersonReport

WRITERS: Mapping[str, Callable[[PersonReport], str]] = {"text": terminal.write, "html": page.write, "json": json.write}

__all__ = ["WRITERS", "PersonReport", "styles"]


def styles() -> str:
    """The styles of the usual theme that the page needs."""
    from kamsite.render.theme import load_theme

    assets = load_theme(None).assets
    return "\n".join(assets[f"assets/{name}.css"].decode("utf-8").strip() for name in ("site", "print"))
