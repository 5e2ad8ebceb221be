"""Histories as teams make them: squashed, rebased, merged from several sides, reverted, with conflicts settled.

Each must give the right versions, the right people and the right values before, on the command line.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from repositories import Repo, without_user_configuration

from kamsite.cli import main

COVER = "account: {name: Nordwind, manager: weber}\n"
ATTITUDE = ["people", "people", "brandt", "attitude"]
CONTACT = ["people", "people", "brandt", "contact"]
Told = Callable[..., Any]


def people(attitude: str = "positive", contact: int = 1, vogt: str = "neutral", oez: str = "neutral") -> dict[str, str]:
    """The people of Nordwind, each value on a line of its own."""
    text = f"""people:
  brandt:
    name: Sabine Brandt
    attitude: {attitude}

    # how often we speak
    contact: {contact}

  vogt:
    name: Henrik Vogt


    attitude: {vogt}

  oez:
    name: Emine Öz


    attitude: {oez}
"""
    return {"nordwind/people.yaml": text}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_CACHE", str(tmp_path / "cache"))
    repo = Repo(tmp_path / "repo")
    base = {"site.yaml": "{}\n", "staff.yaml": "weber: {name: Jonas Weber}\n", "nordwind/plan.yaml": COVER}
    repo.commit("Anfang", {**base, **people()}, author="Anna Alt")
    monkeypatch.chdir(repo.top)
    return repo


@pytest.fixture
def versions(capsys: pytest.CaptureFixture[str]) -> Told:
    """What `kamsite log` tells, oldest first: number, authors, reason, and the values that changed."""

    def told() -> list[tuple[int, list[str], str, list[Any]]]:
        assert main(["log", "nordwind", "--format", "json"]) == 0
        found = json.loads(capsys.readouterr().out)["versions"]
        return [
            (
                one["number"],
                one["authors"],
                one["reason"],
                [
                    (*change["path"][1:], change["before"], change["after"])
                    for change in one["changes"]
                    if one["number"] > 1
                ],
            )
            for one in reversed(found)
        ]

    return told


@pytest.fixture
def blamed(capsys: pytest.CaptureFixture[str]) -> Told:
    """What `kamsite blame` tells of a value: the value, number of the version and people; then what it was before."""

    def told(path: list[str]) -> list[tuple[Any, int, list[str]]]:
        assert main(["blame", "nordwind", "people", "--format", "json"]) == 0
        values = json.loads(capsys.readouterr().out)["values"]
        (one,) = [value for value in values if [value["chapter"], *value["path"]] == path]
        return [(each["value"], each["set"]["number"], each["set"]["authors"]) for each in (one, *one["earlier"])]

    return told


def test_a_squashed_request_is_one_version_by_who_squashed_it(repo: Repo, versions: Told, blamed: Told) -> None:
    repo.branch("besuch")
    repo.commit("Erster Eindruck", people("neutral"), author="Cem Can")
    repo.commit("Nach dem Streit", people("negative", 2), author="Cem Can")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--squash", "besuch")
    repo.commit("Brandt nach dem Besuch (#7)", author="Cem Can")
    assert versions()[1:] == [
        (2, ["Cem Can"], "Brandt nach dem Besuch",
         [("brandt", "attitude", "positive", "negative"), ("brandt", "contact", 1, 2)]),
    ]  # fmt: skip
    assert blamed(ATTITUDE) == [("negative", 2, ["Cem Can"]), ("positive", 1, ["Anna Alt"])]


def test_rebased_commits_are_versions_of_their_authors(repo: Repo, versions: Told, blamed: Told) -> None:
    repo.branch("besuch")
    repo.commit("Brandt", people("negative"), author="Cem Can")
    repo.commit("Kontakt", people("negative", 4), author="Dora Da")
    repo.git("checkout", "-q", "main")
    repo.commit("Vogt", people(vogt="mentor"), author="Emil Ek")
    repo.git("rebase", "-q", "main", "besuch")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--ff-only", "besuch")
    assert [one[:3] for one in versions()[1:]] == [
        (2, ["Emil Ek"], "Vogt"),
        (3, ["Cem Can"], "Brandt"),
        (4, ["Dora Da"], "Kontakt"),
    ]
    assert [one[3] for one in versions()[2:]] == [
        [("brandt", "attitude", "positive", "negative")],
        [("brandt", "contact", 1, 4)],
    ]
    assert blamed(CONTACT) == [(4, 4, ["Dora Da"]), (1, 1, ["Anna Alt"])]


def test_a_merge_of_several_branches_is_one_version_by_all_of_them(repo: Repo, versions: Told, blamed: Told) -> None:
    for name, author, change in (
        ("a", "Cem Can", people("negative")),
        ("b", "Dora Da", people(vogt="mentor")),
        ("c", "Emil Ek", people(oez="mentor")),
    ):
        repo.branch(name, "main")
        repo.commit(f"Branch {name}", change, author=author)
        repo.git("checkout", "-q", "main")
    repo.merge("a", "b", "c", message="Merge branches 'a', 'b' and 'c'")
    ((number, authors, reason, changes),) = versions()[1:]
    assert (number, sorted(authors)) == (2, ["Cem Can", "Dora Da", "Emil Ek"])
    assert sorted(reason.split("; ")) == ["Branch a", "Branch b", "Branch c"]
    assert changes == [
        ("brandt", "attitude", "positive", "negative"),
        ("vogt", "attitude", "neutral", "mentor"),
        ("oez", "attitude", "neutral", "mentor"),
    ]
    assert [value for value, _, _ in blamed(ATTITUDE)] == ["negative", "positive"]


def test_what_was_reverted_is_set_again_by_who_reverted_it(repo: Repo, versions: Told, blamed: Told) -> None:
    wrong = repo.commit("Versehen", people("enemy", 5), author="Bernd Bo")
    repo.commit("Vogt", people("enemy", 5, vogt="mentor"), author="Cem Can")
    repo.now += 3600
    repo.git("revert", "--no-edit", wrong, author="Dora Da")
    assert versions()[3][:3] == (4, ["Dora Da"], 'Revert "Versehen"')
    assert versions()[3][3] == [("brandt", "attitude", "enemy", "positive"), ("brandt", "contact", 5, 1)]
    assert blamed(ATTITUDE) == [
        ("positive", 4, ["Dora Da"]),
        ("enemy", 2, ["Bernd Bo"]),
        ("positive", 1, ["Anna Alt"]),
    ]
    assert blamed(["people", "people", "vogt", "attitude"])[0] == ("mentor", 3, ["Cem Can"])


def test_a_reverted_merge_takes_back_what_it_brought(repo: Repo, versions: Told, blamed: Told) -> None:
    repo.branch("besuch")
    repo.commit("Besuch", people("negative"), author="Cem Can")
    merge = repo.merge("besuch", message="Merge branch 'besuch'")
    repo.now += 3600
    repo.git("revert", "--no-edit", "-m", "1", merge, author="Dora Da")
    assert versions()[1] == (2, ["Cem Can"], "Besuch", [("brandt", "attitude", "positive", "negative")])
    assert versions()[2][1] == ["Dora Da"]
    assert blamed(ATTITUDE)[:2] == [("positive", 3, ["Dora Da"]), ("negative", 2, ["Cem Can"])]


def test_a_conflict_settled_in_the_merge_has_the_value_of_the_merge(repo: Repo, versions: Told, blamed: Told) -> None:
    repo.branch("besuch")
    repo.commit("Besuch", people("negative", 3), author="Cem Can")
    repo.git("checkout", "-q", "main")
    repo.commit("Telefonat", people("mentor"), author="Dora Da")
    with pytest.raises(AssertionError):
        repo.merge("besuch")
    settled = people("neutral", 3)
    repo.now += 3600
    repo.commit("Merge branch 'besuch'\n\nBeide haben recht: neutral.", settled, author="Emil Ek")
    assert repo.git("rev-list", "--parents", "-1", "HEAD").count(" ") == 2
    assert versions()[1:] == [
        (2, ["Dora Da"], "Telefonat", [("brandt", "attitude", "positive", "mentor")]),
        (3, ["Emil Ek", "Cem Can"], "Beide haben recht: neutral.",
         [("brandt", "attitude", "mentor", "neutral"), ("brandt", "contact", 1, 3)]),
    ]  # fmt: skip
    assert [value for value, _, _ in blamed(ATTITUDE)] == ["neutral", "mentor", "positive"]


def test_a_branch_that_only_brought_others_changes_makes_no_version(repo: Repo, versions: Told) -> None:
    repo.commit("Thornmere", {"thornmere/plan.yaml": "account: {name: Thornmere, manager: weber}\n"})
    repo.branch("besuch", "HEAD~1")
    repo.commit("Besuch bei Thornmere", {"thornmere/notes.txt": "x\n"}, author="Cem Can")
    repo.merge("besuch")
    assert [one[2] for one in versions()] == ["Anfang"]
