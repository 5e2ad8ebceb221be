"""The two languages of the interface, and texts that exist in both.

What differs between the languages only in its words is made once, for "both": its texts hold both wordings, with marks
around them, until `told` takes those of one language. The marks are control characters, which no text from outside
holds (reading refuses them), so nobody can forge one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, Literal, TypeVar, cast

WrittenLanguage = Literal["de", "en"]
Language = WrittenLanguage | Literal["both"]
LANGUAGES: tuple[Language, ...] = ("de", "en")

# A text in both languages is `MARK english MARK german MARK`. With one and the same mark a page with hundreds of them
# is taken apart by a single split: every third piece is German, the one before it English, the rest is shared.
_MARK = "\x04"
_OTHERS: dict[Language, int] = {"de": 1, "en": 2}
_Draw = TypeVar("_Draw", bound=Callable[..., str])


class _Both(str):
    """A text of ours in both languages, whose places for values are filled in each of them."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """The text with values in the places of both wordings, each value in the wording's language."""
        return _filled(self, *values, **named)


def _in_both(en: str, de: str) -> str:
    text = both(en, de)
    return _Both(text) if "{" in text and is_both(text) else text


# Most values are small numbers and words of ours, the same on card after card.
@lru_cache(maxsize=8192, typed=True)
def _filled(text: str, *values: object, **named: object) -> str:
    _, english, german, _ = text.split(_MARK)
    return both(_formatted(english, "en", values, named), _formatted(german, "de", values, named))


def _formatted(text: str, language: Language, values: tuple[object, ...], named: dict[str, object]) -> str:
    said = [told(value, language) if isinstance(value, str) else value for value in values]
    named = {key: told(value, language) if isinstance(value, str) else value for key, value in named.items()}
    return text.format(*said, **named)


def both(en: str, de: str) -> str:
    """A text that is English and German at once, until it is `told` in one of them. Neither may be both itself."""
    return en if en == de else f"{_MARK}{en}{_MARK}{de}{_MARK}"


def is_both(text: str) -> bool:
    """Whether a text holds anything that is to be told in one of the languages."""
    return _MARK in text


def told(text: str, language: Language) -> str:
    """The text in one language; as it is where it holds nothing that differs, or where both are asked for."""
    if language == "both" or _MARK not in text:
        return text
    parts = text.split(_MARK)
    del parts[_OTHERS[language] :: 3]
    return "".join(parts)


def told_in_each(page: bytes, languages: Sequence[Language]) -> list[bytes]:
    """A page, in UTF-8, in each of some written languages; it is taken apart only once."""
    parts = page.split(_MARK.encode())
    if len(parts) % 3 != 1:
        raise ValueError("a text in both languages was cut apart")
    found = []
    for language in languages:
        said = parts.copy()
        del said[_OTHERS[language] :: 3]
        found.append(b"".join(said))
    return found


class _Remembering:
    """Holds what a text is in both languages from the first time that it is asked for: it is no part of the value."""

    __slots__ = ("_both",)
    _both: str


@dataclass(frozen=True, slots=True)
class Text(_Remembering):
    """A text of ours in English and German, side by side so that neither is forgotten."""

    en: str
    de: str

    def to(self, language: Language) -> str:
        """The text in one language, or in both at once."""
        if language == "both":
            try:
                return self._both
            except AttributeError:
                object.__setattr__(self, "_both", _in_both(self.en, self.de))
                return self._both
        return self.de if language == "de" else self.en


def in_each(draw: _Draw) -> _Draw:
    """For what differs between the languages in more than its words: "both" is made from what each of them gives.

    The language is the last argument.
    """

    @wraps(draw)
    def drawn(*values: Any) -> str:
        if values[-1] != "both":
            return draw(*values)
        shared = values[:-1]
        return both(draw(*shared, "en"), draw(*shared, "de"))

    return cast(_Draw, drawn)
