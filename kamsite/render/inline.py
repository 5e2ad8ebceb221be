"""Small pieces of HTML inside a line: texts, numbers, badges, references. Everything is escaped here.

Classes are those that the theme documents at the top of `site.css`.
"""

import re
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from kamsite.language import Language, Text, both, is_both, told
from kamsite.render import format as formats
from kamsite.render import urls

# What HTML or our own tokens give a meaning to; most texts hold none of it.
_SPECIAL = re.compile("[&<>\"'\x01-\x03]")
_PERCENT = re.compile(r"(?<=\d) (?=%)")
# What `safe` does, for the few functions through which nearly every value goes.
_new = str.__new__
NOT_KNOWN = Text("not yet known", "noch nicht bekannt")
_OF = Text("{} of {}", "{} von {}")
YES_NO = (Text("no", "nein"), Text("yes", "ja"))
ATTITUDE_TONES = {"mentor": "good", "positive": "good", "neutral": "neutral", "negative": "warn", "enemy": "bad"}

ATTITUDE_SIGNS = {"mentor": "★", "positive": "+", "neutral": "○", "negative": "−", "enemy": "↯", "unknown": "?"}


def text(value: object) -> Markup:
    """A plain text, shown as typed. Names stand on every other page, and are remembered."""
    return _remembered(value if type(value) is str else str(value))


def sentence(text: str) -> Markup:
    """The same for a text that stands nowhere else."""
    shown = kept_together(text) if " %" in text else text
    return _new(Markup, shown) if not _SPECIAL.search(shown) else escape(urls.without_tokens(shown))


_remembered = lru_cache(maxsize=8192)(sentence)


def kept_together(shown: str) -> str:
    """The text with numbers and their percent signs in one line."""
    return _PERCENT.sub("\u00a0", shown)


def safe(html: str) -> Markup:
    """HTML that is already safe, as Markup: what `Markup(html)` does, in a fifth of the time."""
    return _new(Markup, html)


def printed(value: object) -> str:
    """What stands for a value in HTML: texts are escaped, links and identifiers in them stay, to be settled later."""
    if type(value) is Markup:
        return value
    return _escaped(value) if type(value) is str else escape(value)


# Most of it are words and addresses, the same on page after page.
@lru_cache(maxsize=8192)
def _escaped(text: str) -> Markup:
    return escape(text)


@lru_cache(maxsize=4096)
def _as_format(template: str) -> str | None:
    """The template for the operator `%`, which fills it in one step; None for one that is in both languages."""
    return None if is_both(template) else template.replace("%", "%%").replace("{}", "%s")


def fill(template: str, *values: object) -> Markup:
    """HTML of ours with values in the places of `{}`; values that are no Markup are escaped.

    The same as `Markup(template).format(*values)`, in a tenth of the time.
    """
    pattern = _as_format(template)
    if pattern is None:
        return safe(both(_filled(template, "en", values), _filled(template, "de", values)))
    return _new(Markup, pattern % tuple([one if type(one) is Markup else printed(one) for one in values]))


def _filled(template: str, language: Language, values: tuple[object, ...]) -> Markup:
    return fill(told(template, language), *[in_language(value, language) for value in values])


def in_language(value: object, language: Language) -> object:
    """A value in one language; what is safe stays safe."""
    if type(value) is Markup:
        return safe(told(value, language))
    return told(value, language) if isinstance(value, str) else value


def joined(pieces: list[Markup] | tuple[Markup, ...], separator: str = ", ") -> Markup:
    """The pieces in one line."""
    return _new(Markup, separator.join(pieces))


def followed(content: Markup, more: Markup) -> Markup:
    """Two pieces, one right behind the other."""
    return _new(Markup, f"{content!s}{more!s}") if more else content


def span(css: str, content: Markup | str, title: str = "") -> Markup:
    """A marked piece of text; `title` is shown on hover."""
    if title:
        return _new(Markup, f'<span class="{printed(css)!s}" title="{printed(title)!s}">{printed(content)!s}</span>')
    return _new(Markup, f'<span class="{printed(css)!s}">{printed(content)!s}</span>')


@lru_cache(maxsize=4096)
def badge(content: str, tone: str = "neutral", title: str = "") -> Markup:
    """A word in a coloured box; tones: neutral, info, good, warn, bad, key, muted."""
    return span(f"badge badge--{tone}", text(content), title)


@lru_cache(maxsize=4)
def message(content: str) -> Markup:
    """A message of ours, in which backticks mark what is to be typed."""
    pieces = content.split("`")
    if len(pieces) % 2 == 0:
        return text(content)
    return joined([fill("<code>{}</code>", piece) if at % 2 else text(piece) for at, piece in enumerate(pieces)], "")


@lru_cache(maxsize=8)
def unknown(language: Language) -> Markup:
    """The mark of an honest gap."""
    return span("unknown", NOT_KNOWN.to(language))


def link(address: str, content: Markup | str, css: str = "") -> Markup:
    """A link to a page of the site, by its logical address."""
    marked = f' class="{printed(css)!s}"' if css else ""
    return _new(Markup, f'<a{marked} href="{escape(urls.link(address))!s}">{printed(content)!s}</a>')


def made_of(content: Markup, address: str) -> Markup:
    """A number with the way to what it is made of; without one where there is no address."""
    return link(address, content, "plain") if address else content


def outside(address: str, content: Markup | str) -> Markup:
    """A link to another host; only http, https and mailto become one, everything else stays text."""
    if not address.lower().startswith(("http://", "https://", "mailto:")):
        return escape(content)
    return fill('<a href="{}" rel="noopener noreferrer">{}</a>', urls.without_tokens(address), content)


@lru_cache(maxsize=16384)
def number(value: float, language: Language, unit: str = "") -> Markup:
    """A number with its unit, in digits of equal width."""
    return span("num", formats.amount(value, unit, language))


@lru_cache(maxsize=2048)
def share(value: float, language: Language) -> Markup:
    """A share between 0 and 1, in percent."""
    return span("num", formats.share(value, language))


@lru_cache(maxsize=1024)
def scale(value: int, top: int, language: Language, word: str = "") -> Markup:
    """A value on a scale as dots, with its words for screen readers."""
    filled = max(0, min(value, top))
    spoken = _OF.to(language).format(value, top)
    dots = "●" * filled + "○" * (top - filled)
    hidden = fill('<span aria-hidden="true">{}</span>', dots)
    return span("scale", visually_hidden(spoken) + hidden, f"{spoken}: {word}" if word else spoken)


def valued(value: float | str, shown: Markup | str) -> Markup:
    """Something shown together with the value that it stands for: what tables are ordered and filtered by."""
    return fill('<data value="{}">{}</data>', f"{value:.10g}" if isinstance(value, float) else value, shown)


def meter(value: float, language: Language, tone: str = "") -> Markup:
    """A share between 0 and 1 as a bar with its figure, and as what tables are ordered by."""
    percent = round(max(0.0, min(value, 1.0)) * 100)
    css = f"meter meter--{percent // 5 * 5}" + (f" meter--{tone}" if tone else "")
    shown = formats.share(percent / 100, language)
    return fill('<data class="{}" value="{}">{}</data>', css, f"{value:.10g}", shown)


def bar(value: float, tone: str = "") -> Markup:
    """A share between 0 and 1 as a bar alone, where its figure stands beside it already."""
    percent = round(max(0.0, min(value, 1.0)) * 100)
    css = f"bar-of bar-of--wide bar-of--{percent // 5 * 5}" + (f" meter--{tone}" if tone else "")
    return fill('<span class="{}" aria-hidden="true"></span>', css)


@lru_cache(maxsize=4096)
def time(period: str, language: Language) -> Markup:
    """A day, month, quarter or year; machine-readable where HTML allows it."""
    shown = formats.period(period, language)
    if len(period) in (7, 10) and "Q" not in period and shown != period:
        return fill('<time datetime="{}">{}</time>', period, shown)
    return text(shown)


@lru_cache(maxsize=4096)
def day(iso: str, language: Language, css: str = "") -> Markup:
    """A day in few characters, for tables and lists of dates; what is no day comes back as it is."""
    try:
        shown = formats.short_day(date.fromisoformat(iso), language)
    except ValueError:
        return span(css, iso) if css else text(iso)
    if css:
        return fill('<time class="{}" datetime="{}">{}</time>', css, iso, shown)
    return fill('<time datetime="{}">{}</time>', iso, shown)


@lru_cache(maxsize=2048)
def visually_hidden(content: str) -> Markup:
    """Text for screen readers only."""
    return span("visually-hidden", text(content))
