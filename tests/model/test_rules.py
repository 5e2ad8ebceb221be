"""What cases cannot show of the rules: circles of any form, rules that fail, whose person an id means."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamsite.diagnostics import Finding, Severity
from kamsite.language import Text
from kamsite.model.analyses.completeness import completeness_of
from kamsite.model.analyses.coverage import coverage_of
from kamsite.model.load import give_types, read_plan, sort_files
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.rules import check
from kamsite.model.rules.check import MOST_FINDINGS, check_account
from kamsite.model.rules.context import RuleContext, guess, warning
from kamsite.model.rules.people import circles
from kamsite.model.rules.words import listed, names, trail
from kamsite.model.schema import load_schemas
from kamsite.model.settings import Settings
from kamsite.model.staff import StaffMember


def plan_of(files: Mapping[str, str]) -> Plan:
    """The plan `nordwind` that these files (without its folder) make up."""
    texts = {f"nordwind/{name}": text.encode() for name, text in files.items()}
    text, _ = read_plan(sort_files("nordwind", texts), texts.__getitem__, load_schemas())
    return give_types(text, load_schemas())


def contexts_of(files: Mapping[str, str], settings: Settings | None = None) -> list[RuleContext]:
    staff = {"weber": StaffMember(name="Jonas Weber")}
    return [
        RuleContext(plan, settings or Settings(), staff, frozenset(staff), load_schemas(), None, date(2026, 7, 1))
        for plan in plan_of(files).all()
    ]


COVER = {"plan.yaml": "account: {name: Nordwind Antriebe AG}\n"}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("abcdefghx") | st.none()))
def test_circles_are_found_once_and_only_where_there_are_some(superiors: dict[str, str | None]) -> None:
    found = list(circles(superiors))
    told = [name for circle in found for name in circle[:-1]]
    assert sorted(told) == sorted(name for name in superiors if _returns(name, superiors))
    for circle in found:
        assert circle[0] == circle[-1]
        assert all(superiors[one] == other for one, other in pairwise(circle))


def _returns(start: str, superiors: Mapping[str, str | None]) -> bool:
    here = superiors[start]
    for _ in range(len(superiors)):
        if here == start:
            return True
        here = superiors.get(here) if here is not None else None
    return False


def test_a_rule_that_fails_is_one_finding_and_the_others_are_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: RuleContext) -> Iterator[Finding]:
        raise ZeroDivisionError

    monkeypatch.delenv("KAMSITE_DEBUG", raising=False)
    monkeypatch.setattr(check, "RULES", (fails, *check.RULES))
    files = {**COVER, "people.yaml": "people:\n  a: {name: A, reports_to: b}\n"}
    found = check_account(contexts_of(files)).findings
    assert [(finding.code, finding.severity) for finding in found] == [
        ("K098", Severity.WARNING),
        ("K301", Severity.ERROR),
    ]
    assert "fails failed (ZeroDivisionError)" in found[0].message.en


def test_a_rule_that_fails_is_seen_by_whoever_looks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: RuleContext) -> Iterator[Finding]:
        raise ZeroDivisionError

    monkeypatch.setenv("KAMSITE_DEBUG", "1")
    monkeypatch.setattr(check, "RULES", (fails,))
    with pytest.raises(ZeroDivisionError):
        check_account(contexts_of(COVER))


def test_very_many_findings_of_a_rule_are_told_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    def many(context: RuleContext) -> Iterator[Finding]:
        for number in range(10**9):
            yield warning("K421", context.place("plan"), Text(str(number), str(number)))

    monkeypatch.setattr(check, "RULES", (many,))
    found = check_account(contexts_of(COVER)).findings
    assert len(found) == MOST_FINDINGS + 1
    assert found[-1].message.en == "… and more of this kind."


def test_errors_keep_their_severity_whatever_the_settings_say() -> None:
    files = {**COVER, "people.yaml": "people:\n  a: {name: A, reports_to: b}\n"}
    settings = Settings(severities={"K301": "off"})
    assert [finding.code for finding in check_account(contexts_of(files, settings)).findings] == ["K301"]


FAMILY = {
    **COVER,
    "people.yaml": "people:\n  brandt: {name: Brandt, influence: 5}\n  vogt: {name: Vogt, influence: 5}\n",
    "divisions/marine/plan.yaml": "account: {name: Marine}\n",
    "divisions/marine/people.yaml": "people:\n  brandt: {name: Another Brandt, influence: 5}\n"
    "relationships:\n  - {person: brandt, by: weber}\n  - {person: vogt, by: weber}\n",
}


def test_an_id_means_the_person_of_the_nearest_plan() -> None:
    plan = plan_of(FAMILY)
    assert coverage_of(plan).uncovered == ("brandt",)
    assert coverage_of(plan.divisions["marine"]).uncovered == ()


def test_a_parent_may_address_people_whom_a_division_names_differently() -> None:
    files = {**FAMILY, "people.yaml": FAMILY["people.yaml"] + "relationships: [{person: brandt, by: weber}]\n"}
    assert coverage_of(plan_of(files)).uncovered == ()


@pytest.mark.parametrize(
    ("words", "english", "german"), [([], "", ""), (["a"], "a", "a"), (["a", "b", "c"], "a, b and c", "a, b und c")]
)
def test_lists_read_like_sentences(words: list[str], english: str, german: str) -> None:
    assert names(words) == listed([Text(word, word) for word in words]) == Text(english, german)


def test_a_long_way_is_cut() -> None:
    assert trail(["a", "b"]) == "a → b"
    assert trail([str(number) for number in range(100)]) == "0 → 1 → 2 → 3 → 4 → 5 → … → 99"


def test_what_was_meant_is_guessed_among_thousands_too() -> None:
    known = [f"person-{number}" for number in range(5000)] + ["brandt"]
    assert guess("brand", known) == "brandt"
    assert guess("Brandt", known) == "brandt"
    assert guess("somebody-else-entirely", known) is None


def test_a_division_is_not_asked_for_what_its_parent_says() -> None:
    plan = plan_of({**COVER, "divisions/marine/plan.yaml": "account: {name: Marine}\n"})
    fields = {name: load_schemas().field(name) for name in CHAPTERS}
    missing = [
        {entry.path for entry in completeness_of(one, fields).chapters["plan"].missing}
        for one in (plan, plan.divisions["marine"])
    ]
    assert missing[0] - missing[1] >= {("account", "logo"), ("account", "website"), ("account", "segment")}
    assert all(path[0] in ("account", "selection") for path in missing[0] - missing[1])
    assert missing[1] < missing[0]
