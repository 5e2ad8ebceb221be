"""A page that needs nothing else: its styles are in it, it runs no script and asks no host."""

from markupsafe import Markup

from kamsite.render.blocks import NOTHING
from kamsite.render.inline import fill, safe

_PAGE = """<!doctype html>
<html lang="{}">
<head>
<meta charset="utf-8">
<title>{}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
{}
</style>
</head>
<body class="page page--{}">
<div class="layout">
<main class="content">
{}
</main>
</div>{}
</body>
</html>
"""


def standalone_page(kind: str, language: str, title: str, styles: str, content: Markup, foot: Markup = NOTHING) -> str:
    """The whole page; `kind` is what styles know it by, `styles` are CSS of ours, `foot` stands below the content."""
    return str(fill(_PAGE, language, title, safe(styles), kind, content, foot))
