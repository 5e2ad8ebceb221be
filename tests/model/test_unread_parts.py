"""What could not be read is told once: nothing that only seems to be missing is told besides."""

from pathlib import Path

import pytest

from kamsite.building.checking import check
from kamsite.building.question import Question

SMART = (
    "description: More of it., measure: {name: Share, from: 1, to: 2}, achievable: It was done before., "
    "relevant: It pays., due: 2090-06-30, owner: weber"
)
FILES = {
    "site.yaml": "title: Plans\nlead: weber\nselection: {model: company}\n",
    "staff.yaml": "weber: {name: Jonas Weber}\nkaya: {name: Selin Kaya, reports_to: weber}\n",
    "nordwind/plan.yaml": (
        "account: {name: Nordwind, manager: weber, segment: key}\n"
        "sources:\n  crm: {title: CRM, kind: crm}\n  visit: {title: A visit, kind: visit}\n"
        "selection: {scores: {revenue: 4}, decided_by: weber, decided_on: 2026-02-01}\n"
    ),
    "nordwind/customer.yaml": (
        "subsidiaries:\n  sea: {name: Sea, relation: customer}\ngoals:\n"
        + "".join(
            f"  {name}: {{title: {name}, {SMART.replace(', owner: weber', '')}}}\n" for name in ("asia", "bus", "crane")
        )
    ),
    "nordwind/customer.md": "See [Brandt](people.yaml#brandt) and [our goal](strategy.yaml#more).\n",
    "nordwind/people.yaml": (
        "people:\n  brandt:\n    name: Sabine Brandt\n    roles: [decider]\n    influence: 5\n"
        "    attitude: enemy\n    listens_because: We were there.\n"
        "relationships:\n  - {person: brandt, by: kaya, plan: A visit}\n"
    ),
    "nordwind/people/vogt.yaml": "name: Karl Vogt\nreports_to: brandt\n",
    "nordwind/position.yaml": (
        "portfolio:\n  marine: {name: Marine, plan: divisions/marine}\ncompetitors:\n  siebert: {name: Siebert}\n"
    ),
    "nordwind/strategy.yaml": (
        "goals:\n"
        + "".join(f"  {name}: {{title: {name}, {SMART}}}\n" for name in ("more", "two", "three", "four", "five"))
        + "pipeline:\n  hall: {title: Hall, kind: project, goal: more, customer_goal: asia, competitors: [siebert], "
        "contacts: [vogt], owner: kaya, decision: 2090-01, probability: 0.5}\n"
        "service: {measures: [revenue, market_share]}\n"
    ),
    "nordwind/figures.yaml": (
        "figures:\n  revenue: {actual: {2025: 1}, source: crm}\n  market_share: {actual: {2025: 0.5}, source: visit}\n"
    ),
    "nordwind/divisions/marine/plan.yaml": "account: {name: Marine}\n",
    "nordwind/divisions/marine/people.yaml": "people:\n  lund: {name: Lund, reports_to: brandt, source: visit}\n",
    "other/plan.yaml": "account: {name: Other, manager: kaya}\n",
    "other/plan.md": "As in [the other plan](../nordwind/people.yaml#brandt).\n",
    "programme/selection.yaml": (
        "criteria:\n  revenue: {title: Revenue, weight: 1}\npriority_rule: Key accounts first.\n"
    ),
    "programme/maturity.yaml": (
        "dimensions:\n  strategy: {title: Strategy, topics: {plans: {title: Plans, as_is: 1, target: 4}}}\n"
    ),
    "programme/levers.yaml": "levers:\n  plans: {title: Plans for all, growth: 4, ease: 4, topics: [plans]}\n",
}


Told = tuple[str, str, str]


def told(tmp_path: Path, files: dict[str, str]) -> list[Told]:
    plans = tmp_path / "plans"
    for name, text in files.items():
        (plans / name).parent.mkdir(parents=True, exist_ok=True)
        (plans / name).write_text(text, "utf-8")
    found = check(Question(plans), None, jobs=1).findings
    return [(finding.code, finding.place.file, finding.message.en) for finding in found]


@pytest.fixture
def usual(tmp_path: Path) -> list[Told]:
    """What is told about the files as they are."""
    return told(tmp_path, FILES)


def test_the_files_are_sound_as_they_are(usual: list[Told]) -> None:
    assert [code for code, _, _ in usual] == ["K001"]


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".yaml")])
def test_a_file_that_cannot_be_read_is_the_only_thing_that_is_told(
    tmp_path: Path, usual: list[Told], file: str
) -> None:
    found = told(tmp_path, {file: "[\n" + FILES[file]})
    assert [finding[:2] for finding in found if finding not in usual] == [("K104", file)]


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".yaml")])
def test_a_list_in_place_of_keys_is_told_even_where_entries_have_files_of_their_own(
    tmp_path: Path, usual: list[Told], file: str
) -> None:
    found = told(tmp_path, {file: "- " + FILES[file].rstrip().replace("\n", "\n  ") + "\n"})
    assert [finding[:2] for finding in found if finding not in usual] == [("K202", file)]


@pytest.mark.parametrize(
    ("file", "key"),
    [
        *(("nordwind/people.yaml", key) for key in ("people", "relationships", "name")),
        *(("nordwind/customer.yaml", key) for key in ("goals", "title")),
        *(("nordwind/position.yaml", key) for key in ("portfolio", "competitors", "name")),
        *(("nordwind/strategy.yaml", key) for key in ("goals", "title")),
        *(("nordwind/plan.yaml", key) for key in ("sources", "selection", "title")),
        *(("programme/levers.yaml", key) for key in ("levers", "topics")),
        ("nordwind/figures.yaml", "figures"),
        ("programme/maturity.yaml", "dimensions"),
        ("programme/selection.yaml", "priority_rule"),
        ("staff.yaml", "name"),
    ],
)
def test_a_misspelt_key_has_no_echoes(tmp_path: Path, usual: list[Told], file: str, key: str) -> None:
    mended = FILES[file].replace(f"{key}:", f"{key}zz:")
    found = [finding for finding in told(tmp_path, {file: mended}) if finding not in usual]
    assert {code[:2] for code, _, _ in found} == {"K2"}
    assert {place for _, place, _ in found} == {file}
