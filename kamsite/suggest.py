"""What was probably meant: the known word that is nearest to the one that was written."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Longer words are compared for equality alone: nobody mistypes a word of this length into another known one, and a
# comparison costs the product of both lengths.
_LONGEST = 64
_NEAR_ENOUGH = 0.65
# A word that is one of several parts of another is less near to it than one that is all of it.
_SAME_PART = 0.8
_SHORT_PART = 3

_AS_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "ı": "i"})
_AS_ONE_LETTER = str.maketrans({"ß": "ss", "æ": "a", "ø": "o", "å": "a", "ı": "i"})


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to `word`, or nothing when none is near enough.

    Case, `-`, `_` and blanks, accents, and `ü` against `ue` or `u` make no difference; two letters in the wrong order
    count as one mistake. Among equals the first one wins.
    """
    if len(word) > _LONGEST:
        return None
    written = _spellings(word)
    best, found = 0.0, None
    for candidate in candidates:
        nearness = max(_nearness(one, other) for one in written for other in _spellings(candidate[:_LONGEST]))
        if nearness > best:
            best, found = nearness, candidate
    return found if best >= _NEAR_ENOUGH else None


@lru_cache(maxsize=4096)
def _spellings(word: str) -> tuple[str, ...]:
    """The word in small plain letters, its parts held together by `-`, umlauts as two letters and as one."""
    small = unicodedata.normalize("NFC", word.lower())
    spellings = (_plain(small.translate(_AS_TWO_LETTERS)), _plain(small.translate(_AS_ONE_LETTER)))
    return tuple(dict.fromkeys(spellings))


def _plain(word: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    return "-".join("".join(letter if letter.isalnum() else " " for letter in letters).split())


def _nearness(written: str, known: str) -> float:
    """1.0 for the same word, 0.0 for words that have nothing in common."""
    if written == known:
        return 1.0 if written else 0.0
    shorter, longer = sorted((written, known), key=len)
    parts = longer.split("-") if len(shorter) > _SHORT_PART else []
    as_part = max((_alike(shorter, part) for part in parts if len(part) > _SHORT_PART), default=0.0) * _SAME_PART
    return max(as_part, _alike(written, known))


def _alike(one: str, other: str) -> float:
    """How much of two words is the same, as they stand; `brandt` is a whole part of `sabine-brandt`."""
    longer = max(len(one), len(other))
    if abs(len(one) - len(other)) > longer * (1 - _NEAR_ENOUGH):
        return 0.0
    return 1.0 if one == other else 1 - _mistakes(one, other) / longer


def _mistakes(written: str, known: str) -> int:
    """How many letters were added, left out, replaced or swapped with their neighbour."""
    before: list[int] = []
    above = list(range(len(known) + 1))
    for i, letter in enumerate(written, 1):
        row = [i]
        for j, other in enumerate(known, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == known[j - 2] and written[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
