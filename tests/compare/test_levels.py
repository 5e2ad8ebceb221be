"""Which changes are decisions: by the schema's marks, by rules of the trade, by site.yaml."""

import pytest
from comparing import compared, criteria, only, read

from kamsite.compare.change import Level
from kamsite.compare.levels import Levels
from kamsite.compare.plans import Criteria, compare_plans

PEOPLE = """people:
  brandt: {name: Dr. Sabine Brandt, attitude: positive, roles: [decider, buyer], title: Leiterin Einkauf}
  vogt: {name: Henrik Vogt, attitude: neutral, roles: [ratifier]}
relationships:
  - {person: brandt, by: weber, strength: 4}
  - {person: vogt, by: weber, strength: 4}
"""
STRATEGY = """goals:
  asien: {title: Asien gewinnen, due: 2027-06-30, owner: weber, status: on_track}
pipeline:
  linie: {title: Linie 4, volume: 100000, probability: 50 %, decision: 2027-Q1, status: open}
finance:
  unit: EUR
  products: {servo: {budget: {"2027": 1000}, actual: {"2025": 900}}}
white_space: {servo: {kiel: potential}}
"""
POSITION = "portfolio: {kiel: {name: Kiel, attitude: 1, potential: 500}}\n"
COVER = "account: {name: Nordwind, manager: weber, segment: key}\nteam: {message: Wir halten eure Linien am Laufen}\n"
PLAN = {"people.yaml": PEOPLE, "strategy.yaml": STRATEGY, "position.yaml": POSITION, "plan.yaml": COVER}


def edited(old: str, new: str) -> dict[str, str]:
    (name,) = [name for name, text in PLAN.items() if old in text]
    return {**PLAN, name: PLAN[name].replace(old, new, 1)}


DECISIONS = [
    ("attitude: positive", "attitude: negative", "now against us"),
    ("attitude: neutral", "attitude: enemy", "now against us"),
    ("[decider, buyer]", "[buyer]", "decides no longer"),
    ("[ratifier]", "[ratifier, decider]", "decides now"),
    (", title: Leiterin Einkauf}", ", title: Leiterin Einkauf, left: 2026-05}", "a decider has left"),
    (
        "  brandt: {name: Dr. Sabine Brandt, attitude: positive, roles: [decider, buyer], title: Leiterin Einkauf}\n",
        "",
        "a decider less",
    ),
    ("  vogt: {", "  oez: {name: Emine Öz, roles: [decider]}\n  vogt: {", "a decider more"),
    ("  - {person: brandt, by: weber, strength: 4}\n", "", "nobody addresses this decider any more"),
    ("due: 2027-06-30", "due: 2027-08-31", "later than before"),
    ("due: 2027-06-30, ", "", "the date is gone"),
    ("decision: 2027-Q1", "decision: 2027-04-01", "later than before"),
    ("volume: 100000", "volume: 120000", "20\u00a0% or more"),
    ('"2027": 1000', '"2027": 800', "20\u00a0% or more"),
    ("probability: 50 %", "probability: 40 %", "lower than before"),
    ("status: on_track", "status: dropped", None),
    ("status: open", "status: lost", None),
    ("attitude: 1", "attitude: -1", "now negative"),
    ("kiel: potential", "kiel: {status: blocked, reason: Siebert}", None),
    ("manager: weber", "manager: kaya", None),
    ("segment: key", "segment: focus", None),
    ("  unit: EUR", "  unit: CHF", None),
    ("Wir halten eure Linien am Laufen", "Wir sind die Billigsten", "says something else"),
    ("  linie: {title: Linie 4, volume: 100000, probability: 50 %, decision: 2027-Q1, status: open}\n", "", "gone"),
    ("  asien: {title: Asien gewinnen, due: 2027-06-30, owner: weber, status: on_track}\n", "", None),
]
CONTENT = [
    ("status: on_track", "status: unknown"),
    ("attitude: neutral", "attitude: positive"),
    ("[decider, buyer]", "[decider]"),
    ("title: Leiterin Einkauf", "title: Leiterin Einkauf Kiel"),
    ("due: 2027-06-30", "due: 2027-05-31"),
    ("decision: 2027-Q1", "decision: 2027-03-31"),
    ("volume: 100000", "volume: 119000"),
    ("probability: 50 %", "probability: 60 %"),
    ("attitude: 1", "attitude: 2"),
    ('"2025": 900', '"2025": 100'),
    ("  - {person: vogt, by: weber, strength: 4}\n", ""),
    ("person: brandt, by: weber, strength: 4", "person: brandt, by: weber, strength: 2"),
    ("  linie: {", "  zweite: {title: Zweite Linie in Danzig, volume: 5}\n  linie: {"),
]


@pytest.mark.parametrize(("old", "new", "reason"), DECISIONS)
def test_a_change_that_somebody_should_approve_is_a_decision(old: str, new: str, reason: str | None) -> None:
    changes = compared(PLAN, edited(old, new)).at_least(Level.DECISION)
    assert changes
    assert any((change.reason.en if change.reason else None) == reason for change in changes)


@pytest.mark.parametrize(("old", "new"), CONTENT)
def test_what_a_team_learns_is_content(old: str, new: str) -> None:
    assert only(compared(PLAN, edited(old, new))).level is Level.CONTENT


def test_what_an_entry_was_called_formerly_is_cosmetic() -> None:
    after = edited("name: Henrik Vogt", "name: Henrik Vogt, formerly: hvogt")
    assert only(compared(PLAN, after)).level is Level.COSMETIC


def by_site(levels: Levels, old: str, new: str) -> Level:
    usual = criteria()
    older, newer = read(PLAN), read(edited(old, new))
    return only(compare_plans(older, newer, Criteria(usual.fields, levels))).level


def test_site_yaml_sets_levels_by_path_and_the_longest_path_counts() -> None:
    levels = Levels({"people.people.*": Level.COSMETIC, "people.people.*.title": Level.DECISION})
    assert by_site(levels, "title: Leiterin Einkauf", "title: Leiterin") is Level.DECISION
    assert by_site(levels, "attitude: positive", "attitude: enemy") is Level.COSMETIC


def test_site_yaml_sets_from_which_share_on_an_amount_is_a_decision() -> None:
    assert by_site(Levels(amount=0.5), "volume: 100000", "volume: 140000") is Level.CONTENT
    assert by_site(Levels(amount=0.05), "volume: 100000", "volume: 106000") is Level.DECISION
