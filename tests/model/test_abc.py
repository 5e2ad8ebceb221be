"""Classes of customers: limits, ties, curves and coefficients, against figures worked out in another way."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamsite.model.analyses.programme.abc import Limits, limits_of
from kamsite.model.analyses.programme.classes import (
    Gathering,
    analysis_of,
    drift_between,
    earlier_of,
    gini_of,
    ranked,
)
from kamsite.model.programme import Abc, CustomerRow

LIMITS = Limits(0.8, 0.95)
Row = tuple[str, float | None]


def frame(rows: Sequence[Row], plans: Sequence[str] = ()) -> pl.DataFrame:
    gathering = Gathering()
    for id_, amount in rows:
        plan = f"plan-{id_}" if id_ in plans else None
        gathering.add(CustomerRow(id=id_, name=f"Customer {id_}", revenue=amount, plan=plan))
    return gathering.frame()


def classes(rows: Sequence[Row], limits: Limits = LIMITS) -> dict[str, str]:
    return dict(ranked(frame(rows), "revenue", limits).select("id", "abc").iter_rows())


def test_the_customer_that_crosses_a_limit_belongs_to_the_better_class() -> None:
    assert classes([("a", 70), ("b", 15), ("c", 12), ("d", 3)]) == {"a": "A", "b": "A", "c": "B", "d": "C"}


def test_where_a_limit_is_reached_exactly_the_next_customer_is_in_the_next_class() -> None:
    assert classes([("a", 80), ("b", 15), ("c", 5)]) == {"a": "A", "b": "B", "c": "C"}
    tenths = [(str(number), 0.1) for number in range(10)]
    assert "".join(classes(tenths).values()) == "AAAAAAAABB"


def test_customers_of_one_amount_are_ordered_by_id() -> None:
    found = ranked(frame([("30", 5), ("9", 5), ("10", 5), ("2", 7)]), "revenue", LIMITS)
    assert found["id"].to_list() == ["2", "10", "30", "9"]


def test_amounts_of_nothing_and_below_are_c_and_add_nothing() -> None:
    analysis = analysis_of(frame([("a", 100), ("b", 0), ("c", -40), ("d", None)]), "revenue", LIMITS)
    assert analysis is not None
    assert (analysis.customers, analysis.missing, analysis.negative, analysis.total) == (3, 1, 1, 100)
    assert [(row.id, row.abc, row.amount) for row in analysis.rows] == [("a", "A", 100), ("b", "C", 0), ("c", "C", -40)]


def test_without_any_amount_there_is_no_analysis() -> None:
    assert analysis_of(frame([("a", None)]), "revenue", LIMITS) is None
    assert analysis_of(frame([]), "revenue", LIMITS) is None
    assert analysis_of(frame([("a", -3)]), "revenue", LIMITS) is None


def test_a_customers_without_a_plan_are_told_with_what_they_make() -> None:
    analysis = analysis_of(frame([("a", 500), ("b", 300), ("c", 200)], plans=["a"]), "revenue", Limits(0.95, 0.99))
    assert analysis is not None
    assert [row.id for row in analysis.unplanned] == ["b", "c"]
    assert analysis.unplanned_total == (2, 500)
    assert [(row.id, row.plan, row.rank) for row in analysis.planned] == [("a", "plan-a", 1)]
    assert [(one.name, one.customers, one.amount, one.planned) for one in analysis.classes] == [
        ("A", 3, 1000, 1),
        ("B", 0, 0, 0),
        ("C", 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("amounts", "gini"),
    [([1, 1, 1, 1], 0.0), ([0, 0, 0, 10], 0.75), ([1, 2, 3, 4], 0.25), ([1, 3], 0.25), ([7], 0.0)],
)
def test_the_gini_coefficient_is_that_of_the_population(amounts: list[int], gini: float) -> None:
    assert gini_of(pl.Series(amounts)) == gini


def test_moves_tell_who_went_where() -> None:
    before = frame([("a", 80), ("b", 15), ("c", 5), ("gone", 4), ("small", 1)])
    now = frame([("a", 80), ("b", 3), ("c", 15), ("new", 60), ("tiny", 1)], plans=["c"])
    earlier = earlier_of(now, before, "revenue", LIMITS, "2025")
    assert earlier is not None
    assert earlier.moves is not None
    assert [(m.id, m.before, m.after, m.plan) for m in earlier.moves.rows] == [
        ("b", "A", "C", ""),
        ("new", "", "A", ""),
    ]
    assert sum(count for *_, count in earlier.moves.counts) == 7
    assert ("A", "A", 1) in earlier.moves.counts
    assert ("C", "", 2) in earlier.moves.counts


def test_who_lost_the_amount_is_not_gone() -> None:
    before = frame([("a", 80), ("b", 15), ("c", 5)])
    now = frame([("a", None), ("b", 15), ("c", None)])
    earlier = earlier_of(now, before, "revenue", LIMITS, "2025")
    assert earlier is not None
    assert earlier.moves is not None
    assert [(m.id, m.before, m.after, m.amount_after) for m in earlier.moves.rows] == [
        ("b", "B", "A", 15),
        ("a", "A", "?", None),
    ]
    assert ("C", "?", 1) in earlier.moves.counts


def test_another_unit_is_noticed_and_growth_is_not() -> None:
    now = frame([(str(n), n * 1000) for n in range(1, 12)])
    in_thousands = frame([(str(n), n) for n in range(1, 12)])
    grown = frame([(str(n), n * 130) for n in range(1, 12)])
    drift = drift_between(now, in_thousands)
    assert drift == ("revenue", 11, 1000)
    assert drift_between(now, grown) is None
    assert drift_between(frame([("1", 5)]), frame([("1", 5000)])) is None


def test_the_usual_limits_stand_in_for_those_that_nobody_set() -> None:
    assert limits_of(None) == Limits(0.8, 0.95)
    assert limits_of(Abc(by="revenue", a_until=0.7)) == Limits(0.7, 0.95)
    assert limits_of(Abc(a_until=0.9, b_until=0.5)) == Limits(0.9, 0.9)


AMOUNTS = st.lists(st.integers(0, 10**9) | st.just(7), min_size=1, max_size=60)


@given(AMOUNTS, st.sampled_from([0.5, 0.7, 0.8]), st.sampled_from([0.9, 0.95, 1.0]))
def test_classes_and_gini_are_those_of_another_calculation(cents: list[int], a: float, b: float) -> None:
    """NumPy for the coefficient, exact fractions one customer after the other for the classes."""
    rows = [(f"{number:03}", cent / 100) for number, cent in enumerate(cents)]
    analysis = analysis_of(frame(rows), "revenue", Limits(a, b))
    total = sum(cents)
    if not total:
        assert analysis is None
        return
    assert analysis is not None
    expected, before = [], 0
    for id_, cent in sorted(((f"{n:03}", cent) for n, cent in enumerate(cents)), key=lambda one: (-one[1], one[0])):
        share = Fraction(before, total)
        better = "A" if share < Fraction(str(a)) else "B" if share < Fraction(str(b)) else "C"
        expected.append((id_, better if cent else "C"))
        before += cent
    assert [(row.id, row.abc) for row in analysis.rows] == expected
    values = np.array(cents, dtype=float)
    differences = np.abs(values[:, None] - values[None, :]).mean() / (2 * values.mean())
    assert analysis.gini == pytest.approx(differences, abs=1e-8)


def test_a_curve_begins_at_nothing_rises_and_ends_with_all() -> None:
    many = frame([(str(number), 1_000_000 / (number + 1)) for number in range(20_000)])
    analysis = analysis_of(many, "revenue", LIMITS)
    assert analysis is not None
    assert analysis.curve[0] == (0, 0)
    assert analysis.curve[-1] == (1, 1)
    assert list(analysis.curve) == sorted(analysis.curve)
    assert len(analysis.curve) < 200
    amounts = many["revenue"].to_numpy()
    reached = np.searchsorted(np.cumsum(amounts), 0.8 * amounts.sum()) + 1
    assert analysis.for_80 == reached


def test_sums_beyond_whole_numbers_of_64_bits_are_counted_coarsely() -> None:
    analysis = analysis_of(frame([(str(number), 9e17) for number in range(10)]), "revenue", LIMITS)
    assert analysis is not None
    assert analysis.total == pytest.approx(9e18)
    assert analysis.gini == 0
