"""`git diff` tells by meaning what changed in a plan, then shows lines that `git apply` understands."""

import os
import subprocess
from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration

from kamsite.cli import main

PEOPLE = """people:
  vogt:
    name: Henrik Vogt
    attitude: neutral
    contact: 1
  oez: {name: Çağla Öz, reports_to: vogt}
"""
PLAN = "nordwind/people.yaml"


@pytest.fixture
def repo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Repo:
    """A repository with one plan in which `git diff` tells by meaning."""
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_LANGUAGE", "en")
    repo = Repo(tmp_path / "our repo", "our plans")
    main(["git-setup", str(repo.plans)])
    staff = "weber: {name: Jonas Weber}\nkaya: {name: Deniz Kaya}\n"
    repo.commit("start", {PLAN: PEOPLE, "staff.yaml": staff, "site.yaml": "currency: DKK\n"})
    return repo


def told(diff: str) -> list[str]:
    """The sentences above the lines."""
    return [line.strip() for line in diff.splitlines() if line.startswith("  ")]


def lines(diff: str) -> str:
    return diff[diff.index("diff --git") :]


def test_a_change_is_told_by_meaning_above_its_lines(repo: Repo) -> None:
    repo.write({PLAN: PEOPLE.replace("neutral", "negative").replace("contact: 1", "contact: 2")})
    diff = repo.git("diff")
    assert diff.startswith("our plans/nordwind/people.yaml\n  ● Henrik Vogt: attitude to us neutral → negative")
    assert "    Henrik Vogt: contact intensity 1 " in diff
    assert lines(diff) == lines(repo.git("diff", "--no-ext-diff")).replace(index_line(repo), "")


def index_line(repo: Repo) -> str:
    return next(line for line in repo.git("diff", "--no-ext-diff").splitlines() if line.startswith("index ")) + "\n"


def test_names_of_people_are_those_of_the_plan_and_of_our_own(repo: Repo) -> None:
    ties = "relationships:\n  - {person: oez, by: kaya}\n"
    repo.write({PLAN: PEOPLE + ties})
    sentence = told(repo.git("diff"))[0]
    assert "Çağla Öz" in sentence
    assert "Deniz Kaya" in sentence


def test_what_was_only_written_in_another_way_is_counted(repo: Repo) -> None:
    oez = "  oez: {name: Çağla Öz, reports_to: vogt}\n"
    in_lines = "  oez:\n    reports_to: vogt\n    name: Çağla Öz\n"
    repo.write({PLAN: PEOPLE.replace(oez, in_lines)})
    assert told(lines_above(repo.git("diff"))) == ["nothing changed in meaning"]
    repo.write(
        {PLAN: PEOPLE.replace(oez, "").replace("people:\n", f"people:\n{oez}").replace("contact: 1", "contact: 2")}
    )
    first, second = told(lines_above(repo.git("diff")))
    assert first.startswith("Henrik Vogt: contact")
    assert second == "only written in another way: 1"


@pytest.mark.parametrize(
    "change",
    [
        {PLAN: PEOPLE.replace("contact: 1", "contact: 2")},
        {PLAN: None},
        {"nordwind/strategy.yaml": "mission: {horizon: 2030}\n"},
        {PLAN: PEOPLE.removesuffix("\n")},
        {PLAN: "people: [\n"},
        {PLAN: PEOPLE.replace("\n", "\r\n")},
        {PLAN: None, "nordwind-ag/people.yaml": PEOPLE.replace("contact: 1", "contact: 2")},
        {PLAN: None, "nordwind-ag/people.yaml": PEOPLE},
        {'nordwind/people/a"b.yaml': "name: A\n"},
    ],
    ids=["changed", "removed", "added", "no-break", "broken", "windows", "renamed", "only-renamed", "quoted"],
)
def test_the_lines_can_be_applied_as_a_patch(repo: Repo, change: dict[str, str | None]) -> None:
    repo.write(change)
    repo.git("add", "-A")
    command = ["git", "-C", str(repo.top), "diff", "--cached", "-M"]
    patch = subprocess.run(command, capture_output=True, check=True).stdout
    wanted = repo.git("write-tree")
    repo.git("reset", "-q", "--hard")
    repo.git("apply", "--index", given=patch)
    assert repo.git("write-tree") == wanted


def test_a_file_that_is_no_plan_is_shown_by_its_lines(repo: Repo) -> None:
    repo.write({PLAN: "people: [\n"})
    diff = repo.git("diff")
    assert "only the lines are shown" in diff
    assert "+people: [" in diff


def test_an_entry_in_a_file_of_its_own_is_told(repo: Repo) -> None:
    entry = "nordwind/people/brandt.yaml"
    repo.commit("brandt", {entry: "name: Dr. Sabine Brandt\ninfluence: 5\n"})
    repo.write({entry: "name: Dr. Sabine Brandt\ninfluence: 4\n"})
    assert told(repo.git("diff"))[0].startswith("Dr. Sabine Brandt: influence")


def test_other_amounts_are_in_the_site_s_currency(repo: Repo) -> None:
    deal = "pipeline:\n  deal: {title: Deal, volume: 1000}\n"
    repo.commit("deal", {"nordwind/strategy.yaml": deal})
    repo.write({"nordwind/strategy.yaml": deal.replace("1000", "1900")})
    assert "1,900\u00a0DKK" in repo.git("diff")


def test_a_conflict_is_left_to_git(repo: Repo) -> None:
    repo.branch("visit")
    repo.commit("theirs", {PLAN: PEOPLE.replace("contact: 1", "contact: 2")})
    repo.git("checkout", "-q", "main")
    repo.commit("ours", {PLAN: PEOPLE.replace("contact: 1", "contact: 3")})
    with pytest.raises(AssertionError):
        repo.git("merge", "visit")
    assert "contact: 3" in repo.git("diff")


def test_the_history_tells_it_when_asked(repo: Repo) -> None:
    repo.commit("attitude", {PLAN: PEOPLE.replace("neutral", "positive")})
    assert "Henrik Vogt: attitude to us neutral → positive" in repo.git("log", "-p", "-1", "--ext-diff")
    assert "→" not in repo.git("log", "-p", "-1")


def test_where_the_program_is_gone_git_shows_the_lines(repo: Repo) -> None:
    command = repo.git("config", "diff.kamsite.command")
    repo.git("config", "diff.kamsite.command", command.replace(" diff-driver", "-is-gone diff-driver"))
    repo.write({PLAN: PEOPLE.replace("contact: 1", "contact: 2")})
    assert "+    contact: 2" in repo.git("diff")


def test_nothing_of_a_plan_reaches_the_terminal_as_a_command(repo: Repo) -> None:
    repo.write({PLAN: PEOPLE.replace("Henrik Vogt", '"Henrik \\e[31mVogt"').replace("neutral", "negative")})
    assert "\x1b" not in repo.git("diff")


def test_every_change_of_the_decisions_comes_first_and_many_are_cut_short(repo: Repo) -> None:
    many = PEOPLE + "".join(f"  p{i}: {{name: P{i}}}\n" for i in range(60))
    repo.write({PLAN: many.replace("neutral", "enemy")})
    found = told(lines_above(repo.git("diff")))
    assert found[0].startswith("● Henrik Vogt")
    assert found[-1] == "… and 21 more"


def lines_above(diff: str) -> str:
    return diff[: diff.index("diff --git")]


def test_a_reader_who_goes_away_is_no_trouble(repo: Repo) -> None:
    repo.write({PLAN: PEOPLE.replace("neutral", "enemy")})
    shell = f"git -C '{repo.top}' diff | head -n 1"
    answer = subprocess.run(["sh", "-c", shell], capture_output=True, env=dict(os.environ), check=False)
    assert answer.stdout.decode() == "our plans/nordwind/people.yaml\n"
    assert b"mistake" not in answer.stderr
