"""What is worked out of a plan is worked out once of each plan, and never taken for another one."""

from dataclasses import replace

from kamsite.model.plan import NO_PLAN, Plan, made_once


def test_an_analysis_is_made_once_of_each_plan() -> None:
    asked: list[str] = []

    @made_once
    def letters_of(plan: Plan) -> int:
        asked.append(plan.id)
        return len(plan.id)

    nordwind = replace(NO_PLAN, id="nordwind")
    assert [letters_of(nordwind), letters_of(nordwind)] == [8, 8]
    assert asked == ["nordwind"]


def test_a_plan_made_of_another_one_is_analysed_anew() -> None:
    name_of = made_once(lambda plan: plan.id)
    nordwind = replace(NO_PLAN, id="nordwind")
    assert name_of(nordwind) == "nordwind"
    assert name_of(replace(nordwind, id="suedwind")) == "suedwind"
    assert nordwind == replace(NO_PLAN, id="nordwind")
