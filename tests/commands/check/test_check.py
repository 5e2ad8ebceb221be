"""`kamsite check` from outside: exit codes, what counts as failure, what is said, what git says."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from checks import ADVICE, COVER, ERROR, SITE, SOUND, STAFF, WARNING, Told, codes
from repositories import Repo

from kamsite.cli import main


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1989-12-31", "2201-01-01"])
def test_a_day_too_far_away_is_refused(check: Told, capsys: pytest.CaptureFixture[str], day: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        check({}, as_of=day)
    assert stopped.value.code == 2
    assert f"'{day}' is too far away; take a day from 1990 to 2200" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["1990-01-01", "2200-12-31"])
def test_the_first_and_the_last_day_are_judged(check: Told, day: str) -> None:
    assert check({}, as_of=day)[0] == 0


# -- exit codes ------------------------------------------------------------------------------------------------------


def test_sound_plans_are_0(check: Told) -> None:
    assert check({}) == (0, [])


def test_an_error_is_1(check: Told) -> None:
    code, lines = check(ERROR)
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith("nordwind/people.yaml:2:49: error[K301] reports_to names 'vogt'")


@pytest.mark.parametrize(
    ("files", "fail_on", "code"),
    [
        (WARNING, "error", 0),
        (WARNING, "warning", 1),
        (ADVICE, "warning", 0),
        (ADVICE, "advice", 1),
        (ERROR, "never", 0),
        ({}, "advice", 0),
    ],
)
def test_one_may_say_what_counts_as_failure(files: Mapping[str, str], fail_on: str, code: int, check: Told) -> None:
    assert check(files, "--fail-on", fail_on)[0] == code


@pytest.mark.parametrize("broken", ["title: [", "title: Plans\ncompany: {nam: Hanse}\n", "- a\n- b\n", "\x00"])
def test_a_broken_site_yaml_is_a_finding(broken: str, check: Told) -> None:
    code, lines = check({"site.yaml": broken})
    assert code == 1
    assert any(line.startswith("site.yaml:") and ": error[" in line for line in lines)


def test_what_is_no_folder_is_2(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(repo.top.parent / "there-is-none")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "[K020] There is no such folder." in told.err


def test_a_huge_file_costs_no_time(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write({"nordwind/people.yaml": "a: " + "x" * 50_000_000})
    start = time.process_time()
    assert main(["check", str(repo.plans), "--no-cache", "--jobs", "1", "--format", "concise"]) == 1
    assert time.process_time() - start < 1.5
    assert "[K102]" in capsys.readouterr().out


def test_a_file_is_no_folder_of_plans(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(repo.plans / "site.yaml")]) == 2
    assert "[K020] This is a file, not a folder." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("here", "named", "told"),
    [
        (".", ".", "that lies in it.\n  The folder of all plans is plans"),
        ("plans", "plans", "no such folder.\n  You are inside the folder of plans"),
        ("plans/nordwind", "plans", "no such folder.\n  The folder of all plans is .."),
        ("plans/nordwind", ".", "the plan of one customer;"),
        (".", "plans/nordwind", "holds all of them.\n  The folder of all plans is plans"),
        (".", "plans/nordwind/divisions/marine", "holds all of them.\n  The folder of all plans is plans"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build", "diff", "serve"])
def test_another_folder_than_that_of_the_plans_is_2(
    repo: Repo, command: str, here: str, named: str, told: str,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    repo.write({"nordwind/divisions/marine/plan.yaml": "account: {name: Marine}\n"})
    monkeypatch.chdir(repo.plans.parent / here)
    folder = ["--plans", named] if command == "diff" else [named]
    assert main([command, *folder, "--language", "en"]) == 2
    assert told in capsys.readouterr().err


def test_an_unknown_commit_is_2(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(repo.plans), "--at", "v9"]) == 2
    assert capsys.readouterr().err.startswith("kamsite: [K008] No single commit is called `v9` here.\n")


def test_a_shallow_clone_is_an_error_that_names_the_folder_where_that_is_asked(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.commit("older")
    plans = repo.shallow_clone(tmp_path / "clone", 1).plans
    assert main(["build", str(plans), "--strict", "--no-cache", "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith(f"{plans}: [K002] The history is cut off")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--as-of", "31.12.2026"], ["--fail-on", "everything"]])
def test_wrong_usage_is_2(arguments: list[str], repo: Repo) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", str(repo.plans), *arguments])
    assert ended.value.code == 2


@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_a_folder_of_themes_that_is_not_there_is_2(
    command: str, repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, str(repo.plans), "--themes", str(tmp_path / "thems")])
    assert ended.value.code == 2
    assert "there is no folder" in capsys.readouterr().err


def test_a_theme_that_cannot_be_read_is_2(repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theme = tmp_path / "themes/acme"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: default\n")
    (theme / "page.html").write_text("{% if %}")
    repo.write({"site.yaml": SITE + "theme: acme\n"})
    assert main(["check", str(repo.plans), "--themes", str(tmp_path / "themes")]) == 2
    assert "[K501]" in capsys.readouterr().err


# -- what is said ----------------------------------------------------------------------------------------------------


def test_all_formats_can_be_had(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write(dict(ERROR))
    told = {}
    for name in ("text", "concise", "json", "github", "gitlab"):
        main(["check", str(repo.plans), "--format", name])
        told[name] = capsys.readouterr().out
    assert "hint: " in told["text"]
    assert json.loads(told["json"])["findings"][0]["file"] == "nordwind/people.yaml"
    assert json.loads(told["gitlab"])[0]["location"]["path"] == "plans/nordwind/people.yaml"
    assert told["github"].startswith("::error file=plans/nordwind/people.yaml,")


def test_paths_for_pipelines_start_at_the_repository(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(dict(ERROR))
    monkeypatch.chdir(repo.plans / "nordwind")
    main(["check", "..", "--format", "github"])
    assert capsys.readouterr().out.startswith("::error file=plans/nordwind/people.yaml,")


def test_severities_are_set_in_the_settings(check: Told) -> None:
    assert [line.split()[1] for line in check(ADVICE)[1]] == ["advice[K412]"]
    assert check({"site.yaml": SITE + "severities: {K412: warning}\n"})[1][0].split()[1] == "warning[K412]"
    assert check({"site.yaml": SITE + "severities: {K412: off}\n"}) == (0, [])


def test_an_edition_that_shows_few_accounts_does_not_hide_findings(check: Told) -> None:
    editions = SITE + "editions: {customer: {shows: [public], accounts: [thornmere]}}\n"
    code, lines = check({**ERROR, "site.yaml": editions, "thornmere/plan.yaml": "account: {name: Thornmere plc}\n"})
    assert (code, len(lines)) == (1, 1)


def test_completeness_is_told_with_what_is_missing(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(repo.plans), "--completeness", "--color", "never"])
    out = capsys.readouterr().out
    assert "Completeness\n  Nordwind Antriebe AG" in out
    assert "      missing: " in out


def test_the_plans_of_a_commit_can_be_checked(check: Told, repo: Repo) -> None:
    first = repo.git("rev-parse", "HEAD")
    repo.commit("An error", dict(ERROR))
    assert check({})[0] == 1
    assert check({}, "--at", first) == (0, [])


# -- what git says ---------------------------------------------------------------------------------------------------


def test_without_git_the_plans_are_not_versioned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in SOUND.items():
        (tmp_path / "loose" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "loose" / name).write_text(text)
    assert main(["check", str(tmp_path / "loose"), "--format", "concise"]) == 0
    assert capsys.readouterr().out.startswith(f"{tmp_path}/loose: warning[K001]")


def test_a_chapter_grows_stale_a_year_after_its_last_commit(check: Told) -> None:
    assert codes(check({}, as_of="2027-01-01")[1]) == []
    assert codes(check({}, as_of="2027-01-02")[1]) == ["K456"]


def test_a_confirmed_chapter_is_fresh(check: Told, repo: Repo) -> None:
    repo.commit("People", {"nordwind/people.yaml": "people:\n  brandt: {name: Dr. Sabine Brandt}\n"})
    repo.now += 400 * 24 * 3600
    repo.commit("Cover", {"nordwind/plan.yaml": COVER + "confirmed: {people: 2027-02-01}\n"})
    assert codes(check({}, as_of="2027-06-01")[1]) == []
    assert codes(check({}, as_of="2028-02-02")[1]) == ["K456"]


def test_a_chapter_that_is_being_changed_is_fresh(check: Told) -> None:
    assert codes(check({"nordwind/plan.yaml": COVER + "\n"}, as_of="2028-01-01")[1]) == []


def test_how_long_a_chapter_stays_fresh_is_a_setting(check: Told) -> None:
    assert codes(check({"site.yaml": SITE + "freshness: {months: 1}\n"}, as_of="2026-02-02")[1]) == ["K456"]


def test_a_chapter_that_was_never_committed_is_not_stale(check: Told) -> None:
    assert codes(check({"nordwind/figures.md": "New.\n"}, as_of="2026-12-31")[1]) == []


def test_in_a_shallow_clone_nobody_is_told_that_a_chapter_is_stale(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.commit("Staff", {"staff.yaml": STAFF + "roth: {name: Felix Roth}\n"})
    clone = repo.shallow_clone(tmp_path / "clone", 1)
    arguments = ["check", str(clone.plans), "--format", "concise", "--as-of", "2030-01-01"]
    assert main(arguments) == 0
    assert codes(capsys.readouterr().out.splitlines()) == ["K002"]
    assert main([*arguments, "--strict"]) == 1
