"""The company's colours and fonts as a style sheet that every page links to."""

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from kamsite.model.colours import DARK, LIGHT, ink_on, readable, tint
from kamsite.model.site import Branding

LOOK = "assets/company/look.css"
_TEXT = '"Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif'
_HEADINGS = '"Iowan Old Style", "Palatino Linotype", Palatino, "Noto Serif", Georgia, serif'


# Which shade of a colour can be read takes longer to find than a page to draw.
@lru_cache(maxsize=4)
def look_of(branding: Branding, fonts: frozenset[str]) -> str:
    """The style sheet; empty where the settings say nothing. `fonts` are the files that are published."""
    return "".join(f"{line}\n" for line in _lines(branding, fonts))


def fonts_of(branding: Branding) -> frozenset[str]:
    """The files of the company's fonts."""
    return frozenset({branding.font, branding.heading_font} - {None, ""})  # type: ignore[arg-type]


def _lines(branding: Branding, fonts: frozenset[str]) -> Iterator[str]:
    # A colour in which text cannot be read (K475) is used in the nearest shade in which it can.
    if branding.accent:
        yield f":root {{ {_colours(readable(branding.accent, LIGHT), LIGHT)} }}"
    if dark := branding.accent_dark or branding.accent:
        yield f"@media (prefers-color-scheme: dark) {{ :root {{ {_colours(readable(dark, DARK), DARK)} }} }}"
    named = (
        ("Company text", "--sans", branding.font, _TEXT),
        ("Company heading", "--serif", branding.heading_font, _HEADINGS),
    )
    for name, variable, file, others in named:
        if file in fonts:
            source = quote(file.removeprefix("assets/"))
            yield f'@font-face {{ font-family: "{name}"; src: url("{source}") format("woff2"); font-display: swap; }}'
            yield f':root {{ {variable}: "{name}", {others}; }}'


def _colours(accent: str, ground: str) -> str:
    return f"--accent: {accent}; --accent-ink: {ink_on(accent)}; --accent-tint: {tint(accent, ground)};"
