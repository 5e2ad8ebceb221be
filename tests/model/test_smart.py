"""Which of the five letters a goal lacks."""

from kamsite.model.analyses.smart import FIELDS, LETTERS, smart_of
from kamsite.model.common import Item, Measure
from kamsite.model.customer import CustomerGoal, GoalPart
from kamsite.model.strategy import Goal

_MEASURE = Measure(name="Stillstand", to=1)


def _goal(**changes: object) -> Goal:
    values: dict[str, object] = {
        "title": "Stillstand senken",
        "measure": _MEASURE,
        "achievable": "Auf Linie 3 erreicht",
        "relevant": "Grund für die Verlängerung",
        "due": "2027-06-30",
    }
    return Goal(**{**values, **changes})  # type: ignore[arg-type]


def test_a_goal_that_answers_for_every_letter_is_smart() -> None:
    assert smart_of(_goal()).is_smart


def test_a_bare_title_lacks_all_five_letters_in_the_order_of_the_word() -> None:
    assert list(smart_of(Goal(title="Besser werden")).missing) == ["S", "M", "A", "R", "T"]


def test_a_measure_without_a_value_to_reach_is_specific_but_not_measurable() -> None:
    smart = smart_of(_goal(measure=Measure(name="Stillstand")))
    assert list(smart.missing) == ["M"]
    assert "`to`" in smart.missing["M"].de


def test_strategies_make_a_goal_specific_even_without_a_measure() -> None:
    assert list(smart_of(_goal(measure=None, strategies=(Item(text="Überwachen"),))).missing) == ["M"]


def test_a_breakdown_makes_a_customers_goal_specific() -> None:
    goal = CustomerGoal(title="Wachsen", breakdown=(GoalPart(part="Werften gewinnen"),), due="2027-Q4")
    assert list(smart_of(goal).missing) == ["M", "A", "R"]


def test_a_target_of_zero_is_a_target() -> None:
    assert smart_of(_goal(measure=Measure(name="Unfälle", to=0))).covers("M")


def test_every_letter_has_a_word_and_the_keys_that_answer_for_it() -> None:
    assert list(LETTERS) == list(FIELDS) == list("SMART")
