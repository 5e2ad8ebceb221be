"""`kamsite log`: the versions of a plan, each with what it changed in a line."""

import json
from pathlib import Path
from typing import Any

import pytest
from repositories import Repo, without_user_configuration

from kamsite.cli import main

COVER = "account: {name: Nordwind, manager: weber}\n"
BRANDT = "people: {brandt: {name: Sabine Brandt, roles: [decider], attitude: positive}}\n"
MARINE = "nordwind/divisions/marine"
pytestmark = pytest.mark.usefixtures("repo")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_COLOR", "1")
    repo = Repo(tmp_path / "repo")
    base = {"site.yaml": "currency: EUR\n", "staff.yaml": "weber: {name: Jonas Weber}\n", "nordwind/plan.yaml": COVER}
    repo.commit("Anfang", {**base, "nordwind/people.yaml": BRANDT}, author="Anna Alt")
    repo.commit("Verärgert", {"nordwind/people.yaml": BRANDT.replace("positive", "enemy")}, author="Bernd Bo")
    repo.commit("Umbruch", {"nordwind/people.yaml": "# so\n" + BRANDT.replace("positive", "enemy")}, author="Cem")
    repo.commit("Bereich", {f"{MARINE}/plan.yaml": "account: {name: Marine}\n"}, author="Anna Alt")
    monkeypatch.chdir(repo.top)
    return repo


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0, language: str = "en") -> str:
    assert main(["log", *arguments, "--language", language]) == code
    found = capsys.readouterr()
    return found.out if code == 0 else found.err


def rows(text: str) -> list[list[str]]:
    """The columns of each line, without commit and day."""
    return [
        [label.split(" · ")[0], *rest]
        for label, _, *rest in ([column.strip() for column in line.split("  ") if column] for line in text.splitlines())
    ]


def test_each_version_is_a_line_that_says_what_it_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert rows(told(capsys, "nordwind")) == [
        ["v4", "Anna Alt", "● Marine: New plan: Marine"],
        ["v3", "Cem", "only written in another way"],
        ["v2", "Bernd Bo", "● Sabine Brandt: attitude to us positive → enemy"],
        ["v1", "Anna Alt", "First version"],
    ]


def test_it_speaks_german(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Sabine Brandt: Einstellung zu uns Positiv → Feind" in told(capsys, "nordwind", language="de")


def test_it_says_the_same_when_it_remembers(capsys: pytest.CaptureFixture[str]) -> None:
    first = told(capsys, "nordwind")
    assert told(capsys, "nordwind") == first
    assert told(capsys, "nordwind", "--no-cache") == first


def test_as_many_versions_as_were_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert [row[0] for row in rows(told(capsys, "nordwind", "-n", "2"))] == ["v4", "v3"]


def test_a_division_has_versions_of_its_own(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Name", {f"{MARINE}/plan.yaml": "account: {name: Marine und See}\n"})
    assert rows(told(capsys, MARINE)) == [
        ["v2", "Vera Weber", "Account: name “Marine” → “Marine und See”"],
        ["v1", "Anna Alt", "● New plan: Marine"],
    ]


def test_a_path_that_the_shell_completed_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "plans/nordwind/") == told(capsys, "nordwind")


def test_what_is_not_committed_yet_is_named(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write({"nordwind/people.yaml": BRANDT})
    assert told(capsys, "nordwind").splitlines()[0].split("  ")[-1].strip() == "not committed yet: people.yaml"


def test_programs_get_json(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    found: dict[str, Any] = json.loads(told(capsys, "nordwind", "--format", "json"))
    second = found["versions"][2]
    assert (found["plan"], second["number"], second["authors"], second["reason"]) == (
        "nordwind",
        2,
        ["Bernd Bo"],
        "Verärgert",
    )
    assert second["commit"] == repo.git("rev-parse", "HEAD~2")
    assert (second["decisions"], second["changes"]) == (
        1,
        [
            {
                "plan": "nordwind",
                "chapter": "people",
                "path": ["people", "brandt", "attitude"],
                "kind": "changed",
                "sets_value": True,
                "before": "positive",
                "after": "enemy",
            }
        ],
    )


def test_a_plan_that_is_not_there_is_named_with_the_one_that_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Did you mean nordwind?" in told(capsys, "nordwnid", code=2)
    assert "Meinten Sie nordwind/divisions/marine?" in told(capsys, "marine", code=2, language="de")


def test_a_shallow_clone_says_that_it_does_not_know_what_came_before(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.shallow_clone(tmp_path / "shallow", 3).top)
    lines = told(capsys, "nordwind").splitlines()
    assert "git fetch --unshallow" in lines[-1]
    assert lines[-2].endswith("what came before is not known in this clone")
    assert "positive" not in "".join(lines[-2:])


def test_a_clone_without_any_version_of_a_plan_says_how_to_get_them(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.shallow_clone(tmp_path / "shallow", 1).top)
    said = told(capsys, "nordwind", code=2)
    assert "not in this clone" in said
    assert "git fetch --unshallow" in said


def test_without_git_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "plain"
    (folder / "nordwind").mkdir(parents=True)
    (folder / "nordwind" / "plan.yaml").write_text(COVER, "utf-8")
    assert "not under git" in told(capsys, "nordwind", "--plans", str(folder), code=2)


# -- the programme -----------------------------------------------------------------------------------------------------

LEVERS = "levers: {}\nmodules: {intro: {title: Pläne einführen, end: 2026-06, owner: weber}}\n"
TABLE = "id;name;revenue\n1;Nordwind;100\n2;Kran;50\n"


@pytest.fixture
def programme(repo: Repo) -> Repo:
    repo.commit("Programm", {"programme/levers.yaml": LEVERS, "programme/customers.csv": TABLE}, author="Martina Lenz")
    repo.commit("Später", {"programme/levers.yaml": LEVERS.replace("2026-06", "2026-09")}, author="Bernd Bo")
    repo.commit("Umsätze", {"programme/customers.csv": TABLE.replace("50", "70") + "3;Save;1\n"}, author="Cem")
    repo.commit("Anders", {"programme/levers.yaml": LEVERS.replace("2026-06", '"2026-09"')}, author="Anna Alt")
    return repo


@pytest.mark.usefixtures("programme")
def test_the_programme_has_versions_like_an_account(capsys: pytest.CaptureFixture[str]) -> None:
    expected = [
        ["v4", "Anna Alt", "only written in another way"],
        ["v3", "Cem", "customers.csv: 1 row new, 1 row changed"],
        ["v2", "Bernd Bo", "● Pläne einführen: end three months later (June 2026 → September 2026)"],
        ["v1", "Martina Lenz", "First version"],
    ]
    assert rows(told(capsys, "programme")) == expected
    assert rows(told(capsys, "programme")) == expected
    assert rows(told(capsys, "plans/programme/", "-n", "2")) == expected[:2]
    as_json = json.loads(told(capsys, "programme", "--format", "json"))
    assert [one["decisions"] for one in as_json["versions"]] == [0, 0, 1, 0]
    (change,) = as_json["versions"][2]["changes"]
    assert (change["plan"], change["chapter"], change["path"]) == ("programme", "levers", ["modules", "intro", "end"])
    assert (change["before"], change["after"]) == ("2026-06", "2026-09")


def test_where_there_is_no_programme_it_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert "There is no plan 'programme'" in told(capsys, "programme", code=2)


def test_a_file_of_the_programme_that_cannot_be_read_is_told(
    programme: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    programme.commit("Kaputt", {"programme/levers.yaml": "levers: [\n"})
    assert rows(told(capsys, "programme"))[0][2] == "cannot be read: programme/levers.yaml"
