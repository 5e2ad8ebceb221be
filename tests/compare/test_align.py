"""Which members of two sequences belong together, in order."""

import random
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamsite.compare import align as module
from kamsite.compare.align import align, rising

WORDS = st.lists(st.sampled_from("abcdef"), max_size=25)


def longest(before: Sequence[str], after: Sequence[str]) -> int:
    """The length of a longest common part, by the table that everybody knows."""
    row = [0] * (len(after) + 1)
    for one in before:
        last = 0
        for j, other in enumerate(after, 1):
            last, row[j] = row[j], last + 1 if one == other else max(row[j], row[j - 1])
    return row[-1]


@settings(deadline=None)
@given(WORDS, WORDS)
def test_as_many_as_possible_belong_together_in_order(before: list[str], after: list[str]) -> None:
    pairs = align(before, after)
    assert all(before[i] == after[j] for i, j in pairs)
    assert pairs == sorted(set(pairs))
    assert [i for i, _ in pairs] == sorted({i for i, _ in pairs})
    assert [j for _, j in pairs] == sorted({j for _, j in pairs})
    assert len(pairs) == longest(before, after)


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), max_size=40), st.lists(st.integers(0, 60), max_size=40))
def test_what_is_too_much_is_divided_at_anchors(before: list[int], after: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MOST_PAIRS", 20)
        pairs = align(before, after)
    assert all(before[i] == after[j] for i, j in pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))


def test_a_longest_rising_part() -> None:
    assert rising([4, 0, 5, 1, 2, 3]) == [1, 3, 4, 5]
    assert rising([]) == []


@pytest.mark.parametrize("letters", ["a", "ab", "abcdefghij"])
def test_the_same_few_words_again_and_again_are_aligned_at_once(letters: str) -> None:
    chance = random.Random(3)
    before, after = ([chance.choice(letters + "x") for _ in range(4000)] for _ in range(2))
    start = time.process_time()
    align(before, after)
    assert time.process_time() - start < 1.0
