"""What the values of a plan say in words. What a field says is known once; its values only have to be gone through."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from kamsite.model.field import OWN_KEY, UNKNOWN, Field, Word
from kamsite.render.prose import is_plain
from kamsite.render.show import Show
from kamsite.source.document import Value

_Saying = Callable[[Show, str], str]
# Numbers, days and the like say nothing without their labels.
_SILENT = frozenset({"amount", "count", "share", "scale", "flag", "date", "period", "series", "asset", "link"})
_SPEAKING = (str, dict, list)
_TAG = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True, eq=False)
class _Voice:
    """What is said by a text that stands in a field, by the keys of a mapping, and below these and in a list.

    None where nothing is said, or where nothing is known of what stands there: that is said as it was typed.
    """

    text: _Saying | None
    key: _Saying | None
    keys: "Mapping[str, _Voice]"
    others: "_Voice | None" = None
    items: "_Voice | None" = None
    own_keys: bool = False

    def at(self, key: str) -> "_Voice":
        """What stands below a key that is none of the known ones."""
        is_own = self.own_keys and key.startswith(OWN_KEY)
        return _AS_TYPED if is_own or self.others is None else self.others


def said_in(show: Show, field: Field | None, value: Value) -> tuple[str, ...]:
    """Everything that is said in a value, each text once, in the order in which they were written."""
    said: list[str] = []
    _add(said, show, _voice_of(field) if field is not None else _AS_TYPED, value)
    return once(said)


def _add(said: list[str], show: Show, voice: _Voice, value: Value) -> None:
    if isinstance(value, str):
        if voice.text is not None and value != UNKNOWN:
            said.append(voice.text(show, value))
    elif isinstance(value, dict):
        for key, inside in value.items():
            if voice.key is not None:
                said.append(voice.key(show, key))
            if isinstance(inside, _SPEAKING):
                known = voice.keys.get(key) or voice.at(key)
                if known is not _SILENCE:
                    _add(said, show, known, inside)
    elif isinstance(value, list) and voice is not _SILENCE:
        for inside in value:
            _add(said, show, voice.items or _AS_TYPED, inside)


@lru_cache(maxsize=8192)
def _voice_of(field: Field) -> _Voice:
    keys = {key: _voice_of(inside) for key, inside in field.properties.items()}
    others = _voice_of(field.entry) if field.entry is not None else None
    items = _voice_of(field.item) if field.item is not None else None
    text = None if field.kind in _SILENT else _text_in(field)
    key = _name_among(field.key_reference) if field.key_reference else None
    below = {*keys.values(), others, items} - {None, _SILENCE}
    if text is None and key is None and not below and not field.own_keys:
        return _SILENCE
    return _Voice(text, key, keys, others, items, field.own_keys)


def _text_in(field: Field) -> _Saying:
    if field.reference:
        return _name_among(field.reference)
    otherwise = _as_markdown if field.kind == "prose" else _as_typed
    return _worded(field.words, otherwise) if field.words else otherwise


def _name_among(to: str) -> _Saying:
    """What an id refers to, by its name; an id of which nobody knows the name says nothing."""

    def said(show: Show, value: str) -> str:
        name = in_a_line(show.called(to, value))
        return "" if name == value else name

    return said


def _worded(words: Mapping[str, Word], otherwise: _Saying) -> _Saying:
    def said(show: Show, value: str) -> str:
        word = words.get(value)
        return word.text.to(show.language) if word else otherwise(show, value)

    return said


def _as_typed(_: Show, value: str) -> str:
    return in_a_line(value)


def _as_markdown(show: Show, value: str) -> str:
    return in_a_line(value) if is_plain(value) else plain(show.sentence(value))


_AS_TYPED = _Voice(_as_typed, None, {})
_SILENCE = _Voice(None, None, {})


def plain(html: str) -> str:
    """HTML as plain text in one line."""
    html = str(html)  # as Markup each piece of it would be made Markup again
    if "<" in html:
        html = _TAG.sub(" " if "<p" in html or "<li" in html or "<t" in html else "", html)
    return in_a_line(unescape(html))


def in_a_line(text: str) -> str:
    """A text without breaks and with single blanks."""
    return " ".join(text.split())


def once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that are not empty, each of them once."""
    return tuple(dict.fromkeys(filter(None, texts)))
