"""Two versions of a folder of plans read and compared: which versions, which accounts, editions, broken files."""

from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration

from kamsite.building import sides as module
from kamsite.building.question import Question
from kamsite.building.sides import find_versions, read_sides
from kamsite.commands.comparing import only
from kamsite.compare.change import Comparison, Kind, Level
from kamsite.compare.sides import compare
from kamsite.model.load import PlanFolder
from kamsite.render.changes.sentences import sentence
from kamsite.source.surroundings import SourceError

SITE = """currency: EUR
editions:
  team: {shows: [public, internal, commercial, personal]}
  company: {shows: [public, internal]}
  customer: {shows: [public], accounts: [nordwind]}
"""
BRANDT = "people: {brandt: {name: Sabine Brandt, attitude: positive}}\n"
FILES: dict[str, str | None] = {
    "site.yaml": SITE,
    "staff.yaml": "weber: {name: Jonas Weber}\n",
    "nordwind/plan.yaml": "account: {name: Nordwind, manager: weber}\n",
    "nordwind/people.yaml": BRANDT,
    "nordwind/assets/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
    "thornmere/plan.yaml": "account: {name: Thornmere, manager: weber}\n",
}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_user_configuration(monkeypatch, tmp_path)
    repo = Repo(tmp_path / "repo")
    repo.commit("Anfang", FILES)
    return repo


def compared(repo: Repo, *revisions: str, edition: str | None = None) -> Comparison:
    return compare(*read_sides(find_versions(repo.plans, revisions), Question(repo.plans, edition=edition)))


def paths(comparison: Comparison) -> list[tuple[str, ...]]:
    return [(change.plan, change.chapter, *change.path) for change in comparison.changes]


ATTITUDE = ("nordwind", "people", "people", "brandt", "attitude")


def test_without_a_revision_the_work_tree_is_compared_with_the_last_commit(repo: Repo) -> None:
    assert compared(repo).is_empty
    repo.write({"nordwind/people.yaml": BRANDT.replace("positive", "enemy")})
    comparison = compared(repo)
    assert paths(comparison) == [ATTITUDE]
    assert (comparison.before.label, comparison.after.label, comparison.after.commit) == ("HEAD", "", None)


def test_one_revision_is_compared_with_the_work_tree_and_two_with_each_other(repo: Repo) -> None:
    repo.commit("Zwei", {"nordwind/people.yaml": BRANDT.replace("positive", "neutral")})
    repo.git("tag", "v2")
    repo.commit("Drei", {"nordwind/people.yaml": BRANDT.replace("positive", "mentor")})
    assert [change.after for change in compared(repo, "v2").changes] == ["mentor"]
    for revisions in (("HEAD~2", "v2"), ("HEAD~2..v2",), ("main@{2026-01-01 12:00}~2..v2",)):
        (change,) = compared(repo, *revisions).changes
        assert (change.before, change.after) == ("positive", "neutral")
    assert [change.after for change in compared(repo, "v2..").changes] == ["mentor"]


def test_three_dots_tell_what_a_branch_changed_since_it_left(repo: Repo) -> None:
    repo.branch("idee")
    repo.commit("Auf dem Zweig", {"nordwind/people.yaml": BRANDT.replace("positive", "enemy")})
    repo.git("checkout", "-q", "main")
    repo.commit("Auf main", {"thornmere/plan.yaml": "account: {name: Thornmere, manager: weber, scope: global}\n"})
    assert paths(compared(repo, "main...idee")) == [ATTITUDE]
    assert len(paths(compared(repo, "main..idee"))) == 2


def test_a_revision_that_names_no_commit_is_an_error(repo: Repo) -> None:
    for revisions in (("nirgends",), ("nirgends..HEAD",), ("HEAD...nirgends",), ("--all",)):
        with pytest.raises(SourceError) as trouble:
            find_versions(repo.plans, revisions)
        assert trouble.value.finding.code == "K008"


def test_before_there_were_plans_each_of_them_is_new(tmp_path: Path, repo: Repo) -> None:
    repo.git("rm", "-rq", "plans")
    repo.commit("Keine Pläne", {})
    repo.plans.mkdir()
    comparison = compared(repo, "HEAD", "HEAD~1")
    assert [(one.id, one.is_new, one.changes[0].kind) for one in comparison.plans] == [
        ("nordwind", True, Kind.ADDED),
        ("thornmere", True, Kind.ADDED),
    ]
    empty = Repo(tmp_path / "empty")
    empty.write(FILES)
    assert len(compared(empty).plans) == 2


def test_only_accounts_that_differ_are_read(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = module.read_plan

    def noted(folder: PlanFolder, *others: object) -> object:
        read.append(folder.id)
        return original(folder, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "read_plan", noted)
    repo.commit("Zwei", {"nordwind/people.yaml": BRANDT.replace("positive", "neutral")})
    compared(repo, "HEAD~1..HEAD")
    assert read == ["nordwind", "nordwind"]


def test_an_edition_sees_no_change_of_what_it_does_not_show(repo: Repo) -> None:
    repo.write({
        "nordwind/people.yaml": BRANDT.replace("positive", "enemy").replace("Sabine", "Dr. Sabine"),
        "nordwind/people.md": "Brandt ist verärgert.\n",
        "thornmere/plan.yaml": "account: {name: Thornmere AG, manager: weber}\n",
    })  # fmt: skip
    assert ATTITUDE in paths(compared(repo))
    assert paths(compared(repo, edition="company")) == [
        ("nordwind", "people", "people", "brandt", "name"),
        ("thornmere", "plan", "account", "name"),
    ]
    customer = compared(repo, edition="customer")
    assert customer.is_empty
    broken = {"nordwind/customer.yaml": "goals: [geheim\n", "nordwind/people.yaml": "people: [geheim\n"}
    repo.write(broken)
    assert [(one.file, one.findings) for one in compared(repo, edition="company").unreadable] == [("nordwind", ())]
    for edition in ("company", "customer"):
        comparison = compared(repo, edition=edition)
        assert not comparison.is_empty
        assert "geheim" not in repr(comparison)
        assert [(one.file, one.is_before) for one in comparison.unreadable] == [("nordwind", False)], edition
    repo.write({"nordwind/customer.yaml": None, "nordwind/people.yaml": BRANDT.replace("positive", "enemy")})
    assert "enemy" not in repr(compared(repo, edition="company")).replace("{'negative', 'enemy'}", "")


def test_a_file_that_cannot_be_read_is_named_and_nothing_is_said_about_it(repo: Repo) -> None:
    repo.commit("Projekt", {"nordwind/strategy.yaml": "pipeline: {a: {title: Linie 4, contacts: [brandt]}}\n"})
    repo.write({"nordwind/people.yaml": "people: [\n", "nordwind/plan.yaml": "account: {name: Nordwind AG}\n"})
    comparison = compared(repo)
    (broken,) = comparison.unreadable
    assert (broken.file, broken.is_before, broken.is_partly) == ("nordwind/people.yaml", False, False)
    assert sorted(paths(comparison)) == [
        ("nordwind", "plan", "account", "manager"),
        ("nordwind", "plan", "account", "name"),
    ]
    assert {finding.code[:2] for one in comparison.plans for finding in one.appeared} == {"K1"}
    assert not [finding for one in comparison.plans for finding in one.vanished]
    assert not [derived for one in comparison.plans for derived in one.derived]
    repo.commit("Kaputt", {})
    repo.write({"nordwind/people.yaml": BRANDT})
    back = compared(repo)
    assert not back.is_empty
    assert not list(back.changes)
    assert [one.is_before for one in back.unreadable] == [True]
    repo.write({"nordwind/people.yaml": "people: [\n", "nordwind/assets/logo.svg": "<svg/>\n"})
    assert not compared(repo).unreadable


def test_of_a_value_with_the_wrong_shape_nothing_is_said_but_of_its_neighbours(repo: Repo) -> None:
    wrong = BRANDT.replace("attitude: positive", "attitude: sehr nett, title: Leiterin")
    repo.write({"nordwind/people.yaml": wrong})
    comparison = compared(repo)
    assert paths(comparison) == [("nordwind", "people", "people", "brandt", "title")]
    assert [(one.file, one.is_partly) for one in comparison.unreadable] == [("nordwind/people.yaml", True)]
    repo.write({"nordwind/people.yaml": "people: {brandt: {attitude: positive}, vogt: {name: Henrik Vogt}}\n"})
    assert paths(compared(repo)) == [("nordwind", "people", "people", "vogt")]


def test_an_unreadable_file_of_one_person_hides_only_that_person(repo: Repo) -> None:
    repo.commit("Eigene Dateien", {"nordwind/people.yaml": None, "nordwind/people/brandt.yaml": "name: Sabine Brandt\n",
                                   "nordwind/people/vogt.yaml": "name: Henrik Vogt\n"})  # fmt: skip
    repo.write({"nordwind/people/brandt.yaml": "name: [\n", "nordwind/people/vogt.yaml": "name: Dr. Henrik Vogt\n"})
    comparison = compared(repo)
    assert paths(comparison) == [("nordwind", "people", "people", "vogt", "name")]
    assert [one.file for one in comparison.unreadable] == ["nordwind/people/brandt.yaml"]


def test_an_account_whose_folder_was_renamed_is_the_same_account(repo: Repo) -> None:
    repo.git("mv", "plans/nordwind", "plans/nordwind-antriebe")
    repo.write({"nordwind-antriebe/plan.yaml": "account: {name: Nordwind, manager: weber, formerly: nordwind}\n"})
    (one,) = compared(repo).plans
    assert (one.id, one.before_id, one.is_probable) == ("nordwind-antriebe", "nordwind", False)
    assert [change.kind for change in one.at_least(Level.CONTENT)] == [Kind.RENAMED]
    repo.write({"nordwind-antriebe/plan.yaml": "account: {name: Nordwind, manager: weber}\n"})
    (guess,) = compared(repo).plans
    assert (guess.before_id, guess.is_probable) == ("nordwind", True)


def test_another_currency_of_all_amounts_is_a_decision(repo: Repo) -> None:
    repo.write({"site.yaml": SITE.replace("EUR", "CHF")})
    (change,) = compared(repo).common.changes
    assert (change.path, change.level) == (("currency",), Level.DECISION)


def test_settings_people_of_ours_and_the_programme_are_compared_too(repo: Repo) -> None:
    repo.write({
        "site.yaml": SITE.replace("shows: [public, internal]", "shows: [public]"),
        "staff.yaml": "weber: {name: Dr. Jonas Weber}\n",
        "programme/selection.yaml": "criteria: {revenue: {title: Umsatz, weight: 3}}\n",
    })  # fmt: skip
    common = compared(repo).common
    assert [(change.chapter, *change.path) for change in common.changes] == [
        ("selection", "criteria", "revenue"),
        ("site", "editions", "company", "shows", "internal"),
        ("staff", "weber", "name"),
    ]
    assert common.changes[1].level is Level.DECISION


def test_which_edition_is_the_first_is_a_decision(repo: Repo) -> None:
    lines = SITE.splitlines(keepends=True)
    repo.write({"site.yaml": "".join([*lines[:2], lines[3], lines[2], *lines[4:]])})
    (change,) = compared(repo).common.changes
    assert (change.kind, change.path, change.level) == (Kind.REORDERED, ("editions",), Level.DECISION)


def test_a_picture_that_is_another_one_and_a_comment_are_told_apart(repo: Repo) -> None:
    repo.write({"nordwind/assets/logo.svg": "<svg/>\n", "nordwind/people.yaml": f"# Einkauf\n{BRANDT}"})
    changes = list(compared(repo).changes)
    assert [(change.chapter, change.kind, change.level) for change in changes] == [
        ("assets", Kind.CHANGED, Level.CONTENT),
        ("people", Kind.FORMATTED, Level.COSMETIC),
    ]


def test_findings_that_came_and_went_are_matched_without_their_lines(repo: Repo) -> None:
    two = "people:\n  brandt: {name: Sabine Brandt, reports_to: vogd}\n"
    repo.commit("Mit Fehler", {"nordwind/people.yaml": two})
    repo.write({"nordwind/people.yaml": f"# oben\n\n{two}  oez: {{name: Emine Öz, reports_to: nobody}}\n"})
    (one,) = compared(repo).plans
    assert [(f.code, f.place.line) for f in one.appeared if f.code == "K301"] == [("K301", 5)]
    assert not [finding for finding in one.vanished if finding.code == "K301"]


def test_the_same_finding_once_more_appeared_once(repo: Repo) -> None:
    one = "pipeline:\n  a: {title: Linie 4, contacts: [niemand]}\n"
    repo.commit("Ein Projekt", {"nordwind/strategy.yaml": one})
    repo.write({"nordwind/strategy.yaml": f"{one}  b: {{title: Linie 5, contacts: [niemand]}}\n"})
    appeared = [finding.code for plan in compared(repo).plans for finding in plan.appeared]
    assert appeared.count("K301") == 1


def test_a_finding_of_somebody_who_got_a_file_of_their_own_is_the_same(repo: Repo) -> None:
    repo.commit("Mit Fehler", {"nordwind/people.yaml": "people:\n  brandt: {name: Sabine Brandt, reports_to: vogd}\n"})
    repo.write({"nordwind/people.yaml": None, "nordwind/people/brandt.yaml": "name: Sabine Brandt\nreports_to: vogd\n"})
    (one,) = compared(repo).plans
    assert (one.appeared, one.vanished) == ((), ())


def test_a_finding_of_a_division_with_another_folder_is_the_same(repo: Repo) -> None:
    division = {
        "plan.yaml": "account: {name: Nordwind Marine ApS}\n",
        "people.yaml": "people: {jensen: {name: Lars Jensen, reports_to: nobody}}\n",
    }
    repo.commit("Sparte", {f"nordwind/divisions/marine/{name}": text for name, text in division.items()})
    repo.git("mv", "plans/nordwind/divisions/marine", "plans/nordwind/divisions/schiffe")
    assert [one.before_id for one in compared(repo).plans][-1] == "nordwind/divisions/marine"
    assert not [f for one in compared(repo).plans for f in (*one.appeared, *one.vanished) if f.code == "K301"]


def test_somebody_of_us_who_is_gone_is_told_in_every_account_that_names_them(repo: Repo) -> None:
    repo.write({"staff.yaml": "kaya: {name: Deniz Kaya}\n"})
    comparison = compared(repo)
    assert [(one.id, [finding.code for finding in one.appeared], one.changes) for one in comparison.plans] == [
        ("nordwind", ["K302"], ()),
        ("thornmere", ["K302"], ()),
    ]
    assert not compared(repo, edition="company").plans


def test_somebody_of_us_who_is_new_settles_what_named_nobody(repo: Repo) -> None:
    repo.commit("Ohne", {"staff.yaml": "kaya: {name: Deniz Kaya}\n"})
    repo.write({"staff.yaml": "kaya: {name: Deniz Kaya}\nweber: {name: Jonas Weber}\n"})
    comparison = compared(repo)
    assert [(one.id, [finding.code for finding in one.vanished]) for one in comparison.plans] == [
        ("nordwind", ["K302"]),
        ("thornmere", ["K302"]),
    ]


def test_plans_that_did_not_change_are_judged_anew_where_the_rules_are_set_in_another_way(repo: Repo) -> None:
    repo.commit("Ziele", {"nordwind/strategy.yaml": "goals: {a: {title: Asien gewinnen}}\n"})
    repo.write({"site.yaml": SITE + "severities: {K412: off}\n"})
    assert [(one.id, [f.code for f in one.vanished], one.changes) for one in compared(repo).plans] == [
        ("nordwind", ["K412"], ())
    ]
    repo.write({"site.yaml": SITE + "title: Anders\n"})
    assert compared(repo).plans == ()


def test_what_the_programme_and_the_settings_get_wrong_is_new_or_gone_too(repo: Repo) -> None:
    repo.write(
        {"programme/levers.yaml": "modules: {eins: {title: Eins, start: 2099-01, end: 2099-02, owner: niemand}}\n"}
    )
    assert "K302" in [finding.code for finding in compared(repo).common.appeared]
    repo.commit("Hebel", {})
    repo.write(
        {"programme/levers.yaml": "modules: {eins: {title: Eins, start: 2099-01, end: 2099-02, owner: weber}}\n"}
    )
    assert "K302" in [finding.code for finding in compared(repo).common.vanished]
    assert not compared(repo, edition="company").common.vanished


def test_another_number_of_goals_is_the_same_finding(repo: Repo) -> None:
    goals = "goals: {a: {title: Asien gewinnen}, b: {title: Marine ausbauen}}\n"
    repo.commit("Zwei", {"nordwind/strategy.yaml": goals})
    repo.write({"nordwind/strategy.yaml": goals.replace(", b: {title: Marine ausbauen}", "")})
    (one,) = compared(repo).plans
    assert one.changes
    assert "K412" not in [finding.code for finding in (*one.appeared, *one.vanished)]


def test_a_division_whose_account_was_renamed_is_no_decision_of_its_own(repo: Repo) -> None:
    repo.commit("Sparte", {"nordwind/divisions/marine/plan.yaml": "account: {name: Marine}\n"})
    repo.git("mv", "plans/nordwind", "plans/nordwind-ag")
    levels = [(one.id, change.level) for one in compared(repo).plans for change in one.changes]
    assert levels == [("nordwind-ag", Level.DECISION), ("nordwind-ag/divisions/marine", Level.COSMETIC)]
    repo.commit("Umzug", {})
    repo.git("mv", "plans/nordwind-ag/divisions/marine", "plans/nordwind-ag/divisions/schiffe")
    assert [change.level for one in compared(repo).plans for change in one.changes] == [Level.DECISION]


def test_an_account_that_is_asked_for_may_have_had_another_folder(repo: Repo) -> None:
    repo.git("mv", "plans/nordwind", "plans/nordwind-antriebe")
    repo.write({"thornmere/plan.yaml": "account: {name: Thornmere AG, manager: weber}\n"})
    versions = find_versions(repo.plans, ())
    for name in ("nordwind", "nordwind-antriebe"):
        (one,) = only(compare(*read_sides(versions, Question(repo.plans), [name])), [name]).plans
        assert (one.id, one.before_id) == ("nordwind-antriebe", "nordwind")
    (other,) = only(compare(*read_sides(versions, Question(repo.plans), ["thornmere"])), ["thornmere"]).plans
    assert other.id == "thornmere"


def test_what_stands_around_a_value_of_the_wrong_shape_did_not_come_or_go(repo: Repo) -> None:
    goal = "goals: {asien: {title: Asien, measure: {to: viele}}}\n"
    repo.commit("Falsche Form", {"nordwind/strategy.yaml": goal})
    repo.write({"nordwind/strategy.yaml": goal.replace("viele", "5")})
    comparison = compared(repo)
    assert not list(comparison.changes)
    assert [one.is_before for one in comparison.unreadable] == [True]


def test_what_a_company_calls_a_decision_is_one(repo: Repo) -> None:
    levels = "review: {amount: 5 %, levels: {people.people.*.name: decision}}\n"
    repo.write({"site.yaml": SITE + levels, "nordwind/people.yaml": BRANDT.replace("Sabine", "Dr. Sabine")})
    assert [one.level for one in compared(repo).plans] == [Level.DECISION]


def test_what_the_programme_refers_to_is_called_by_its_title(repo: Repo) -> None:
    fitness = "statements: {klar: {title: Die Auswahl ist klar.}}\nrounds: {2026-01: {klar: {weber: 2}}}\n"
    profiles = "profiles: {kam: {title: KAM, skills: {zahlen: {title: Kalkulation}}}}\n"
    profiles += "people: {weber: {profile: kam, skills: {zahlen: 2}}}\n"
    model = "responsibilities: {preis: {title: Preis freigeben, raci: {quality_manager: A}}}\n"
    repo.commit("Programm", {f"programme/{page}.yaml": text for page, text in
                             (("fitness", fitness), ("profiles", profiles), ("model", model))})  # fmt: skip
    repo.write({
        "programme/fitness.yaml": fitness.replace("weber: 2", "weber: 4"),
        "programme/profiles.yaml": profiles.replace("zahlen: 2", "zahlen: 4"),
        "programme/model.yaml": model.replace("raci: {quality_manager: A", "raci: {quality_manager: R, sales: A"),
    })  # fmt: skip
    common = compared(repo).common
    told = " / ".join(sentence(change, "de", common.names) for change in common.changes)
    for said in (
        "Die Auswahl ist klar. › Jonas Weber: 2",
        "› Kalkulation: 2",
        "› Qualitätsmanager: V",
        "› Vertrieb: V",
    ):
        assert said in told
