"""Weighted scores: weights made to add up, gaps that stay visible, and how much a ranking depends on the weights."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kamsite.model.analyses.programme.selection import (
    Selecting,
    flip_of,
    score_of,
    selecting_of,
    stability_of,
    without_buy_in,
)
from kamsite.model.programme import Criterion, Selection


def chosen_by(key_from: float | None = 3.5, **weights: float | None) -> Selecting:
    criteria = {name: Criterion(title=name.title(), weight=weight) for name, weight in weights.items()}
    found = selecting_of(Selection(criteria=criteria, key_account_from=key_from, focus_from=2.5))
    assert found is not None
    return found


def test_weights_are_made_to_add_up() -> None:
    assert chosen_by(a=30, b=10).weights == {"a": 0.75, "b": 0.25}


def test_without_any_weight_all_criteria_count_alike() -> None:
    assert chosen_by(a=None, b=None).weights == {"a": 0.5, "b": 0.5}


def test_a_criterion_without_a_weight_counts_nothing_beside_those_that_have_one() -> None:
    selecting = chosen_by(a=5, b=None)
    assert selecting.criteria == ("a",)
    assert score_of({"a": 4, "b": 1}, selecting) == score_of({"a": 4}, selecting)
    assert score_of({"b": 1}, selecting) is None


def test_a_programme_without_criteria_selects_nobody() -> None:
    assert selecting_of(Selection(key_account_from=3)) is None


def test_a_missing_score_leaves_the_others_and_says_what_could_become_of_it() -> None:
    score = score_of({"a": 4}, chosen_by(a=60, b=40))
    assert score is not None
    assert score.value == pytest.approx(4)
    assert score.known == pytest.approx(0.6)
    assert score.missing == ("b",)
    assert (score.lowest, score.highest) == (pytest.approx(2.8), pytest.approx(4.4))
    assert not score.is_certain


def test_whoever_reaches_the_threshold_is_above_it() -> None:
    selecting = chosen_by(a=1, b=1, c=1)
    assert selecting.segment_for((3.5 + 3.5 + 3.5) / 3 - 1e-12) == "key"
    assert selecting.segment_for(3.49) == "focus"
    assert selecting.segment_for(2.4) == "standard"
    assert chosen_by(None, a=1).segment_for(5) == "focus"


def test_buy_in_is_found_whatever_a_department_is_written_like() -> None:
    selecting = selecting_of(
        Selection(criteria={"a": Criterion(title="A")}, departments=("Product management", "Service", "logistics"))
    )
    assert selecting is not None
    assert without_buy_in({"product_management": "petersen", "service": "kaya"}, selecting) == ("logistics",)
    assert without_buy_in({"Produktmanagement": "petersen", "Logistik": "brinkmann"}, selecting) == ("Service",)


def test_the_nearest_change_of_a_weight_that_decides_otherwise() -> None:
    flip = flip_of({"a": 5, "b": 3}, chosen_by(a=50, b=50))
    assert flip is not None
    assert (flip.criterion, flip.share, flip.limit) == ("a", 0.5, 0.25)
    assert flip.is_lower


def test_who_scores_the_same_everywhere_is_moved_by_no_weight() -> None:
    assert flip_of({"a": 4, "b": 4}, chosen_by(a=50, b=50)) is None
    assert flip_of({"a": 5, "b": 4}, chosen_by(a=50, b=50)) is None
    assert flip_of({"a": 5}, chosen_by(a=50, b=50)) is None


def test_a_key_account_that_only_ever_comes_down_to_the_threshold_stays_one() -> None:
    """Alone, b would make exactly the 3 from which on one is a key account."""
    assert flip_of({"a": 5, "b": 3}, chosen_by(3, a=50, b=50)) is None
    up = flip_of({"a": 1, "b": 3}, chosen_by(3, a=50, b=50))
    assert up is not None
    assert (up.criterion, up.limit) == ("a", 0.0)


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(1, 5)), min_size=2, max_size=9))
def test_at_the_limit_of_a_flip_the_score_is_the_threshold(given: list[tuple[int, int]]) -> None:
    weights = {f"c{at}": float(weight) for at, (weight, _) in enumerate(given)}
    scores = {f"c{at}": score for at, (_, score) in enumerate(given)}
    flip = flip_of(scores, chosen_by(3.5, **weights))
    assume(flip is not None and 0 < flip.limit < 0.98)
    assert flip is not None
    others = sum(weight for name, weight in weights.items() if name != flip.criterion)
    moved = weights | {flip.criterion: others * flip.limit / (1 - flip.limit)}
    score = score_of(scores, chosen_by(3.5, **moved))
    assert score is not None
    assert score.value == pytest.approx(3.5, abs=1e-3)


def test_a_clear_case_is_stable_and_a_close_one_is_not() -> None:
    selecting = chosen_by(a=40, b=30, c=30)
    clear, close, none = stability_of([{"a": 5, "b": 5, "c": 5}, {"a": 5, "b": 3, "c": 2}, {}], selecting)
    assert none is None
    assert clear is not None
    assert (clear.holds, clear.best, clear.worst) == (1, 1, 1)
    assert close is not None
    assert 0.4 < close.holds < 0.95
    assert (
        stability_of([{"a": 5, "b": 3, "c": 2}], selecting)[0] == stability_of([{"a": 5, "b": 3, "c": 2}], selecting)[0]
    )


@given(
    st.lists(st.integers(1, 100), min_size=3, max_size=6).flatmap(
        lambda weights: st.tuples(
            st.just(weights),
            st.lists(st.lists(st.integers(1, 5), min_size=len(weights), max_size=len(weights)), min_size=1, max_size=8),
        )
    )
)
def test_scores_are_those_of_a_product_of_matrices(given: tuple[list[int], list[list[int]]]) -> None:
    weights, accounts = given
    selecting = chosen_by(**{f"c{at}": float(weight) for at, weight in enumerate(weights)})
    expected = np.array(accounts) @ (np.array(weights) / sum(weights))
    found = [score_of({f"c{at}": mark for at, mark in enumerate(marks)}, selecting) for marks in accounts]
    assert [score.value for score in found if score] == pytest.approx(expected.tolist())
