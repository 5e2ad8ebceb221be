"""Words as they are compared: small letters, without accents, `ä` as `ae`. The script `search.js` folds the same way.

A word is also known without the `e` that stands for an umlaut: who looks for `Muller` finds `Müller`. Parts of a word
with a hyphen count alone and together.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

LONGEST = 40
"""What is longer counts with its first letters only."""

_EXPANDED = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "ø": "oe",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
    }
)
_MARKS = re.compile("[\u0300-\u036f]")
_WORDS = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")
_PARTS = re.compile(r"['’\-‐‑]")
_UMLAUT = re.compile("([aou])e")
_NUMBER = re.compile(r"\d{1,2}")

# Words that stand everywhere and say nothing: they are not found.
_EMPTY = """
aber alle als also am an and are as at auch auf aus be bei bin bis by can da das dass dem den der
des die dies diese dieser doch du durch ein eine einem einen einer eines er es for from fuer has
have her hier ihr ihre im in is ist it ja kann mit nach nicht noch nur ob oder of on or our sein
seine sich sie sind so than that the their then they this to ueber um und uns unser unsere von vor
war was we wenn wer wie wir wird with wo you zu zum zur
"""
EMPTY_WORDS = frozenset(_EMPTY.split())


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word as it is compared."""
    small = unicodedata.normalize("NFC", word).lower().translate(_EXPANDED)
    if small.isascii():
        return small
    return _MARKS.sub("", unicodedata.normalize("NFKD", small)).translate(_EXPANDED)


@lru_cache(maxsize=200_000)
def bare(word: str) -> str:
    """A folded word without the letters that stand for umlauts."""
    return _UMLAUT.sub(r"\1", word)


def words_in(text: str) -> frozenset[str]:
    """The words of a text, folded; those that say nothing are left out."""
    return frozenset(chain.from_iterable(map(_folded, set(text.split()))))


@lru_cache(maxsize=200_000)
def _folded(written: str) -> tuple[str, ...]:
    """The words of what is written without blanks: mostly one, with the marks around it."""
    return tuple(chain.from_iterable(map(_parts_of, _WORDS.findall(written))))


def _parts_of(word: str) -> Iterator[str]:
    parts = [fold(part)[:LONGEST] for part in _PARTS.split(word)]
    if len(parts) > 1:
        parts.append("".join(parts)[:LONGEST])
    return (part for part in parts if len(part) > 1 and part not in EMPTY_WORDS and not _NUMBER.fullmatch(part))


@lru_cache(maxsize=200_000)
def pieces_of(word: str) -> frozenset[str]:
    """The pieces by which a word is found: every three letters, its beginning (`^ne`) and its end (`er$`)."""
    found: set[str] = set()
    for form in {word, bare(word)}:
        found.update((f"^{form[:2]}", f"{form[-2:]}$"))
        found.update(form[at : at + 3] for at in range(len(form) - 2))
    return frozenset(found)
