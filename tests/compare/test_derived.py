"""What follows from changed values: told in a section of its own."""

from dataclasses import replace

from comparing import compared, criteria, read

from kamsite.compare.change import Derived
from kamsite.compare.plans import compare_plans
from kamsite.language import Text
from kamsite.model.project import project_field

PLAN = {
    "plan.yaml": "account: {name: Nordwind}\nselection: {scores: {revenue: 4, growth: 2}}\n",
    "people.yaml": """people:
  brandt: {name: Sabine Brandt, roles: [decider], influence: 5, attitude: positive, contact: 3}
relationships:
  - {person: brandt, by: weber}
""",
    "position.yaml": "portfolio: {kiel: {name: Kiel, attitude: 0, potential: 500}, linz: {name: Linz, potential: 9}}\n",
    "strategy.yaml": "pipeline: {a: {title: A, volume: 1000, probability: 50 %}}\n",
}


def derived(old: str, new: str) -> dict[tuple[str, str], Derived]:
    (name,) = [name for name, text in PLAN.items() if old in text]
    comparison = compared(PLAN, {**PLAN, name: PLAN[name].replace(old, new, 1)})
    return {(one.what, one.subject): one for one in comparison.derived}


def test_the_weighted_pipeline_follows_volume_and_probability() -> None:
    pipeline = derived("50 %", "60 %")["pipeline", ""]
    assert (pipeline.before, pipeline.after, pipeline.unit) == (500.0, 600.0, "EUR")


def test_completeness_is_told_for_the_plan_and_the_chapter() -> None:
    found = derived("  brandt: {", "  oez: {name: Emine Öz}\n  brandt: {")
    whole, people = found["completeness", ""], found["chapter", "people"]
    assert people.title == Text("Key persons and power structure", "Schlüsselpersonen und Machtstruktur")
    assert isinstance(whole.after, float)
    assert people.before != people.after
    assert ("chapter", "strategy") not in found


def test_a_division_that_is_won_stands_in_another_quadrant() -> None:
    kiel = derived("attitude: 0", "attitude: 1")["quadrant", "kiel"]
    assert (kiel.before, kiel.after) == (Text("Win over", "Gewinnen"), Text("Focus", "Fokus"))


def test_a_decider_whom_nobody_addresses_any_more_is_told_and_so_is_the_verdict() -> None:
    found = derived("  - {person: brandt, by: weber}\n", "  []\n")
    assert (found["uncovered", ""].before, found["uncovered", ""].after) == ([], ["brandt"])
    verdict = found["verdict", ""]
    assert verdict.before == (
        Text("Every decider is addressed by somebody of us.", "Jeder Entscheider wird von uns betreut."),
    )
    assert isinstance(verdict.after, tuple)
    assert [one.en for one in verdict.after] == ["Deciders whom nobody of us addresses: Sabine Brandt."]


def test_the_selection_score_is_weighted() -> None:
    older, newer = read(PLAN), read({**PLAN, "plan.yaml": PLAN["plan.yaml"].replace("growth: 2", "growth: 4")})
    weighted = replace(criteria(), weights=({"growth": 3.0}, {"growth": 3.0}))
    (score,) = [one for one in compare_plans(older, newer, weighted).derived if one.what == "score"]
    assert (score.before, score.after) == (2.5, 4.0)


def test_what_an_edition_does_not_show_is_not_derived_either() -> None:
    shows = frozenset({"public", "internal"})
    usual = criteria()
    fields = {name: seen for name, field in usual.fields.items() if (seen := project_field(field, shows))}
    after = {**PLAN, "strategy.yaml": PLAN["strategy.yaml"].replace("50 %", "60 %")}
    after["people.yaml"] = PLAN["people.yaml"].replace("positive", "enemy").replace("by: weber", "by: kaya")
    older, newer = read(PLAN, shows=shows), read(after, shows=shows)
    assert not compare_plans(older, newer, replace(usual, fields=fields)).derived


def test_a_changed_wording_changes_nothing_that_follows() -> None:
    assert not derived("title: A,", "title: B,")
