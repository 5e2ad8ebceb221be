"""How like two values are, and which of many belong together. Nothing here depends on which of two is the older."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kamsite.source.document import Value

# From here on two entries, or two texts, are taken for the same.
LIKE_ENOUGH = 0.5
# More pairs than this are not looked at one by one: then only what is exactly alike belongs together.
_MOST_PAIRS = 2500
_MOST_FEATURES = 400
_LONGEST = 4000
_WORD = re.compile(r"\w+")
# What an entry is called says more about it than what else it says.
_NAMING = frozenset({"name", "title", "label", "text", "question", "service"})
_NAMED_TWICE = 2

# What a value says, in small pieces: words, or keys with what they lead to.
Features = Counter[Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """The positions of two that belong together, and how like they are, from 0 to 1."""

    before: int
    after: int
    likeness: float


def features_of(value: Value) -> Features:
    """What a value says, in small pieces: words of texts, values of keys."""
    found: Features = Counter()
    _collect(value, "", found)
    return found


def words_of(text: str) -> Features:
    """The words of a text."""
    return Counter(_WORD.findall(text[:_LONGEST].casefold()))


def _collect(value: Value, key: str, found: Features) -> None:
    if len(found) >= _MOST_FEATURES:
        return
    if isinstance(value, dict):
        for inner, inside in value.items():
            _collect(inside, inner, found)
    elif isinstance(value, list):
        for inside in value:
            _collect(inside, key, found)
    elif isinstance(value, str):
        words = _WORD.findall(value[:_LONGEST].casefold()) or [value[:100]]
        weight = _NAMED_TWICE if key in _NAMING else 1
        for word in words[:_MOST_FEATURES]:
            found[key, word] += weight
    elif value is not None:
        found[key, str(float(value)) if not isinstance(value, bool) else str(value)] += 1


def likeness(one: Features, other: Features) -> float:
    """From 0 for nothing in common to 1 for the same."""
    total = one.total() + other.total()
    if not total:
        return 1.0
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    common = sum(min(count, large[feature]) for feature, count in small.items() if feature in large)
    return 2 * common / total


def pair_up(
    before: Sequence[Features], after: Sequence[Features], names: tuple[Sequence[str], Sequence[str]]
) -> list[Pair]:
    """Those that belong together, one to one, the likest first; `names` decide among equally like ones."""
    if len(before) * len(after) > _MOST_PAIRS:
        return _exact(before, after)
    found: list[tuple[float, str, str, int, int]] = []
    for i, one in enumerate(before):
        for j, other in enumerate(after):
            degree = likeness(one, other)
            if degree >= LIKE_ENOUGH:
                first, second = sorted((names[0][i], names[1][j]))
                found.append((-degree, first, second, i, j))
    pairs: list[Pair] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for degree, _, _, i, j in sorted(found):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append(Pair(i, j, -degree))
    return sorted(pairs, key=lambda pair: pair.after)


def _exact(before: Sequence[Features], after: Sequence[Features]) -> list[Pair]:
    """Those that say exactly the same, in order."""
    waiting: dict[frozenset[Any], list[int]] = {}
    for i, one in enumerate(before):
        waiting.setdefault(_frozen(one), []).append(i)
    pairs: list[Pair] = []
    for j, other in enumerate(after):
        if found := waiting.get(_frozen(other)):
            pairs.append(Pair(found.pop(0), j, 1.0))
    return pairs


def _frozen(features: Features) -> frozenset[Any]:
    return frozenset(features.items())
