"""What depends on a field alone: its words, and in which of the ways single values become HTML."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from kamsite.language import Language
from kamsite.model.field import Field, Word
from kamsite.model.forms import share as share_of
from kamsite.render import format as formats
from kamsite.render import inline

if TYPE_CHECKING:
    from kamsite.render.show import Show

TextDrawing = Callable[["Show", str], Markup]
# The last argument is the unit that stands beside a number, "" for none.
NumberDrawing = Callable[["Show", float, str], Markup]

_PERIOD = re.compile(r"\d{4}(-Q[1-4]|-\d{2}(-\d{2})?)?")
_SCHEME = re.compile(r"^(https?://|mailto:)")
# What is written as a code and read as a name, by field.
_CODES = {"country": formats.country, "language": formats.tongue, "languages": formats.tongue}


class Known(Struct, frozen=True):
    """What there is to know of the values of a field, in a language: their words, and how they are drawn in a line.

    `takes_unit`: the unit that stands beside a number goes with it.
    """

    label: str
    help: str
    line: TextDrawing
    number: NumberDrawing
    takes_unit: bool


@lru_cache(maxsize=4096)
def known_inside(field: Field, language: Language) -> Mapping[str, Known]:
    """What is known of the values of a mapping, by key."""
    return {
        key: Known(
            label_of(inside, key, language),
            inside.description.to(language),
            line_drawing(inside),
            number_drawing(inside),
            inside.unit in (None, "unit") and inside.kind in ("amount", "series"),
        )
        for key, inside in field.properties.items()
    }


def label_of(field: Field | None, key: str, language: Language) -> str:
    """What a key is called; a key that the schema does not know is shown as written."""
    if field is None or not field.title.en:
        return key.removeprefix("x-").replace("_", " ").replace("-", " ")
    return field.title.to(language)


@lru_cache(maxsize=8192)
def text_drawing(field: Field) -> TextDrawing:
    """How a text is shown that stands in a field."""
    if field.reference:
        return _referring(field.reference)
    drawing = _TEXTS.get(field.kind, _typed)
    if field.kind == "line" and field.name in _CODES:
        drawing = _coded(_CODES[field.name])
    return _worded(field.words, drawing) if field.words else drawing


@lru_cache(maxsize=8192)
def line_drawing(field: Field) -> TextDrawing:
    """The same in a line, for texts that may be Markdown, too."""
    return _sentence if field.kind == "prose" else text_drawing(field)


def _sentence(show: "Show", value: str) -> Markup:
    return show.sentence(value)


def _referring(to: str) -> TextDrawing:
    return lambda show, value: show.reference(to, value)


def _coded(named: Callable[[str, Language], str]) -> TextDrawing:
    return lambda show, value: inline.text(named(value, show.language))


def _worded(words: Mapping[str, Word], otherwise: TextDrawing) -> TextDrawing:
    def drawn(show: "Show", value: str) -> Markup:
        word = words.get(value)
        return inline.text(word.text.to(show.language)) if word else otherwise(show, value)

    return drawn


def _typed(_: "Show", value: str) -> Markup:
    return inline.text(value)


def _shared(show: "Show", value: str) -> Markup:
    ratio = share_of(value)
    return inline.share(ratio, show.language) if ratio is not None else inline.text(value)


def _dated(show: "Show", value: str) -> Markup:
    return inline.time(value, show.language)


def _in_series(show: "Show", value: str) -> Markup:
    return inline.time(value, show.language) if _PERIOD.fullmatch(value) else inline.text(value)


def _prose(show: "Show", value: str) -> Markup:
    return show.prose(value)


def _attached(show: "Show", value: str) -> Markup:
    file = show.links[value]
    return inline.fill('<a href="{}">{}</a>', file, value) if file else inline.text(value)


def _outside(_: "Show", value: str) -> Markup:
    return inline.outside(value, inline.text(_SCHEME.sub("", value).rstrip("/")))


_TEXTS: Mapping[str, TextDrawing] = {
    "share": _shared,
    "date": _dated,
    "period": _dated,
    "series": _in_series,
    "prose": _prose,
    "asset": _attached,
    "link": _outside,
}


@lru_cache(maxsize=8192)
def number_drawing(field: Field) -> NumberDrawing:
    """How a number is shown that stands in a field."""
    drawing = _scaled(field) if field.kind == "scale" else _NUMBERS.get(field.kind) or _counted(field)
    words = field.words
    if not words:
        return drawing
    return lambda show, value, unit: (
        inline.text(words[str(value)].text.to(show.language)) if str(value) in words else drawing(show, value, unit)
    )


def _share(show: "Show", value: float, _: str) -> Markup:
    return inline.share(value, show.language)


def _day(show: "Show", value: float, _: str) -> Markup:
    return inline.time(str(value), show.language)


def _counted(field: Field) -> NumberDrawing:
    return lambda show, value, unit: inline.number(value, show.language, unit or show.unit_of(field))


def _scaled(field: Field) -> NumberDrawing:
    is_signed, top = (field.minimum or 0) < 0, int(field.maximum or 5)

    def drawn(show: "Show", value: float, _: str) -> Markup:
        step = int(value)
        word = field.scale.get(step) if value == step else None
        spoken = word.to(show.language) if word else ""
        if is_signed or value != step:
            signed = f"{value:+g}".replace("-", "−") if value else "0"
            shown = inline.span("num", signed)
            return inline.followed(shown, inline.text(f" ({spoken})")) if spoken else shown
        return inline.scale(step, top, show.language, spoken)

    return drawn


_NUMBERS: Mapping[str, NumberDrawing] = {"share": _share, "date": _day, "period": _day}
