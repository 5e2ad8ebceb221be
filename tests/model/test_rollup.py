"""What an account and its divisions tell together counts once."""

from kamsite.model.analyses.deals import Deal
from kamsite.model.analyses.rollup import deals_across, pipeline_across
from kamsite.model.analyses.summary import Summary


def plan(name: str, *deals: Deal, parent: str | None = None) -> Summary:
    return Summary(id=name, name=name, parent=parent, deals=deals)


def deal(title: str, volume: float | None = 100.0, probability: float | None = 0.5, status: str = "open") -> Deal:
    return Deal(title.casefold(), title, title, status=status, volume=volume, probability=probability)


def told(*plans: Summary) -> list[tuple[str, str]]:
    return [(one.summary.id, one.deal.title) for one in deals_across(plans)]


def test_a_project_that_account_and_division_tell_counts_in_the_division() -> None:
    account = plan("nordwind", deal("Fähre  Oslo", 900), deal("Werk Kiel"))
    marine = plan("nordwind/divisions/marine", deal("fähre oslo", 400), parent="nordwind")
    assert told(account, marine) == [("nordwind", "Werk Kiel"), (marine.id, "fähre oslo")]
    assert pipeline_across(deals_across([account, marine])).volume == 500


def test_a_project_two_levels_below_counts_once() -> None:
    account, marine = plan("n", deal("Fähre")), plan("n/divisions/m", parent="n")
    norway = plan("n/divisions/m/divisions/o", deal("Fähre"), parent="n/divisions/m")
    assert told(account, marine, norway) == [(norway.id, "Fähre")]


def test_projects_of_two_divisions_or_two_accounts_count_both_even_with_one_title() -> None:
    one, other = plan("n/divisions/a", deal("Service"), parent="n"), plan("n/divisions/b", deal("Service"), parent="n")
    assert len(told(plan("n"), one, other, plan("x", deal("Service")))) == 3


def test_two_projects_of_one_plan_count_both_even_with_one_title() -> None:
    assert len(told(plan("n", deal("Service"), deal("Service")))) == 2


def test_the_sums_leave_out_what_is_decided_and_count_what_has_no_likelihood() -> None:
    deals = (deal("a"), deal("b", probability=None), deal("c", volume=None), deal("d", status="lost"))
    sums = pipeline_across(deals_across([plan("n", *deals)]))
    assert (sums.count, sums.volume, sums.weighted, sums.unrated) == (3, 200, 50, 2)
