"""Which members of two sequences belong together, in order: equal ones, in bounded time however many there are."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence

# So many pairs are looked at one by one: a few megabytes of bits. Larger parts are divided at anchors first.
_MOST_PAIRS = 16_000_000
_DEEPEST = 12


def align(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of positions of equal members, both rising: as many as can be found at low cost.

    Members that occur once on both sides are anchors; between them it goes on in the same way.
    """
    pairs: list[tuple[int, int]] = []
    _align(before, after, (0, len(before), 0, len(after)), _DEEPEST, pairs)
    return pairs


_Range = tuple[int, int, int, int]


def _align(
    before: Sequence[Hashable], after: Sequence[Hashable], within: _Range, depth: int, pairs: list[tuple[int, int]]
) -> None:
    i, i_end, j, j_end = within
    while i < i_end and j < j_end and before[i] == after[j]:
        pairs.append((i, j))
        i, j = i + 1, j + 1
    tail: list[tuple[int, int]] = []
    while i < i_end and j < j_end and before[i_end - 1] == after[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
        tail.append((i_end, j_end))
    if i < i_end and j < j_end:
        _align_rest(before, after, (i, i_end, j, j_end), depth, pairs)
    pairs.extend(reversed(tail))


def _align_rest(
    before: Sequence[Hashable], after: Sequence[Hashable], within: _Range, depth: int, pairs: list[tuple[int, int]]
) -> None:
    i, i_end, j, j_end = within
    if (i_end - i) * (j_end - j) <= _MOST_PAIRS:
        pairs.extend((i + a, j + b) for a, b in _longest_common(before[i:i_end], after[j:j_end]))
        return
    anchors = _anchors(before, after, within) if depth else []
    if not anchors:
        return
    for a, b in anchors:
        _align(before, after, (i, a, j, b), depth - 1, pairs)
        pairs.append((a, b))
        i, j = a + 1, b + 1
    _align(before, after, (i, i_end, j, j_end), depth - 1, pairs)


def _longest_common(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The pairs of a longest common part, by bits: a row of the table of lengths is one number (Hyyrö 2004).

    A bit of a row is 0 where one member more of `before` makes the common part longer.
    """
    places: dict[Hashable, int] = {}
    for at, member in enumerate(before):
        places[member] = places.get(member, 0) | 1 << at
    whole = (1 << len(before)) - 1
    row, rows = whole, []
    for member in after:
        common = row & places.get(member, 0)
        row = ((row + common) | (row - common)) & whole
        rows.append(row)
    pairs: list[tuple[int, int]] = []
    i, j = len(before) - 1, len(after) - 1
    while i >= 0 and j >= 0:
        if rows[j] >> i & 1:
            i -= 1
        elif j and not rows[j - 1] >> i & 1:
            j -= 1
        else:
            pairs.append((i, j))
            i, j = i - 1, j - 1
    return pairs[::-1]


def _anchors(before: Sequence[Hashable], after: Sequence[Hashable], within: _Range) -> list[tuple[int, int]]:
    """Members that occur once on both sides, as many as stand in the same order."""
    i, i_end, j, j_end = within
    places, others = _unique(before, i, i_end), _unique(after, j, j_end)
    found = sorted((place, others[member]) for member, place in places.items() if member in others)
    kept = rising([b for _, b in found])
    return [found[at] for at in kept]


def _unique(members: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    places: dict[Hashable, int] = {}
    twice: set[Hashable] = set()
    for at in range(start, end):
        if members[at] in places:
            twice.add(members[at])
        places[members[at]] = at
    return {member: at for member, at in places.items() if member not in twice}


def rising(numbers: Sequence[int]) -> list[int]:
    """The positions of a longest rising part of some numbers, which are all different."""
    ends: list[int] = []
    at_end: list[int] = []
    former: list[int] = []
    for at, number in enumerate(numbers):
        place = bisect_left(ends, number)
        former.append(at_end[place - 1] if place else -1)
        ends[place : place + 1] = [number]
        at_end[place : place + 1] = [at]
    kept: list[int] = []
    here = at_end[-1] if at_end else -1
    while here >= 0:
        kept.append(here)
        here = former[here]
    return kept[::-1]
