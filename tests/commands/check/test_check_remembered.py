"""What `kamsite check` remembers: the same is told again, and what changes elsewhere, or with the day, is told anew."""

import pytest
from checks import COVER, ERROR, QUIET, Told, codes

LINKED = {
    "nordwind/plan.md": "See [the platform](../thornmere/strategy.yaml#platform).\n",
    "thornmere/plan.yaml": "account: {name: Thornmere plc}\n",
    "thornmere/strategy.yaml": "goals:\n  platform: {title: Platform, status: reached}\n",
}


def test_what_is_remembered_is_told_again(check: Told) -> None:
    assert check(ERROR) == check({})


def test_a_link_breaks_when_the_other_account_changes(check: Told) -> None:
    assert check({**LINKED, **QUIET}) == (0, [])
    renamed = {"thornmere/strategy.yaml": "goals:\n  one-drive: {title: Platform, status: reached}\n"}
    assert codes(check(renamed)[1]) == ["K322"]
    assert codes(check({"thornmere/strategy.yaml": None})[1]) == ["K321"]
    assert check(LINKED) == (0, [])


def test_a_score_loses_its_criterion_when_the_programme_changes(check: Told) -> None:
    cover = {"nordwind/plan.yaml": COVER + "selection: {scores: {revenue: 4}}\n"}
    assert check({**cover, "programme/selection.yaml": "criteria: {revenue: {title: Revenue}}\n"}) == (0, [])
    assert codes(check({"programme/selection.yaml": "criteria: {potential: {title: Potential}}\n"})[1]) == ["K310"]
    assert check({"programme/selection.yaml": "key_account_from: 3\n"}) == (0, [])


def test_a_customer_loses_the_plan_when_the_account_goes(check: Told) -> None:
    table = {"programme/customers.csv": "id;name;plan;manager\n1;Thornmere;thornmere;kaya\n"}
    assert check({**table, "thornmere/plan.yaml": "account: {name: Thornmere plc}\n"}) == (0, [])
    assert codes(check({"thornmere/plan.yaml": None})[1]) == ["K309"]
    assert codes(check({"thornmere/plan.yaml": "account: {name: T}\n", "staff.yaml": "weber: {name: W}\n"})[1]) == [
        "K302"
    ]


def test_what_becomes_due_is_told_although_nothing_changed(check: Told) -> None:
    question = {"nordwind/strategy.yaml": "open_questions:\n  q: {question: Who?, due: 2026-02-10}\n", **QUIET}
    assert check(question, as_of="2026-02-10") == (0, [])
    told = check({}, as_of="2026-02-11")[1]
    assert codes(told) == ["K454"]
    assert check({}, as_of="2026-02-27")[1] == told


DUE = """
    goals:
      kiel:
        title: Kiel
        due: 2026-02-03
        milestones: {a: {title: A, due: 2026-02-07}}
        actions: {b: {title: B, due: 2026-02-05}}
    finance: {products: {servo: {budget: {2025: 1, 2026-01: 2, 2026-02-04: 3}}}}
    pipeline: {one: {title: One, decision: 2026-02-20, start: 2026-02-15, owner: weber, contacts: unknown}}
    open_questions: {q: {question: Who?, due: 2026-02-06}}
    """


@pytest.mark.parametrize("day", range(1, 29, 3))
def test_a_finding_is_the_same_whether_it_is_remembered_or_not(day: int, check: Told) -> None:
    files = {"nordwind/strategy.yaml": DUE, "nordwind/plan.yaml": COVER + "confirmed: {strategy: 2026-02-11}\n"}
    for earlier in range(1, day):
        check(files, as_of=f"2026-02-{earlier:02}")
    as_of = f"2026-02-{day:02}"
    assert check(files, as_of=as_of) == check(files, "--no-cache", as_of=as_of)


def test_a_module_of_the_roadmap_becomes_overdue_although_nothing_changed(check: Told) -> None:
    roadmap = {"programme/levers.yaml": "modules:\n  plans: {title: Plans, start: 2026-01, end: 2026-02}\n"}
    assert check(roadmap, as_of="2026-02-28") == (0, [])
    assert codes(check({}, as_of="2026-03-01")[1]) == ["K453"]
