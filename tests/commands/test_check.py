"""`kamsite check` from outside: exit codes, what counts as failure, what is remembered, what git says."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from repositories import Repo, without_user_configuration

from kamsite.cli import main
from kamsite.commands import output

SITE = "title: Plans\n"
STAFF = "weber: {name: Jonas Weber}\nkaya: {name: Deniz Kaya}\n"
COVER = "account: {name: Nordwind Antriebe AG, manager: weber}\n"
SOUND = {"site.yaml": SITE, "staff.yaml": STAFF, "nordwind/plan.yaml": COVER}
ERROR = {"nordwind/people.yaml": "people:\n  brandt: {name: Dr. Sabine Brandt, reports_to: vogt}\n"}
WARNING = {"nordwind/notes.txt": "Call Brandt.\n"}
ADVICE = {"nordwind/strategy.yaml": "goals:\n  a: {title: A, status: reached}\n"}

Told = Callable[..., tuple[int, list[str]]]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KAMSITE_LANGUAGE", "en")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with sound plans, committed on 2026-01-01."""
    repo = Repo(tmp_path / "repo")
    repo.commit("Sound", dict(SOUND))
    return repo


@pytest.fixture
def check(repo: Repo, capsys: pytest.CaptureFixture[str]) -> Told:
    """Checks the plans after writing some files; the exit code and one line for each finding."""

    def told(files: Mapping[str, str | None], *arguments: str, as_of: str = "2026-02-01") -> tuple[int, list[str]]:
        repo.write({name: text and dedent(text) for name, text in files.items()})
        common = ("--format", "concise", "--jobs", "1", "--as-of", as_of)
        code = main(["check", str(repo.plans), *common, *arguments])
        lines = capsys.readouterr().out.splitlines()
        return code, [line.removeprefix(f"{repo.plans}/") for line in lines]

    return told


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


def codes(lines: list[str]) -> list[str]:
    return [line.partition("[")[2][:4] for line in lines]


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


# -- what is remembered ----------------------------------------------------------------------------------------------

LINKED = {
    "nordwind/plan.md": "See [the platform](../thornmere/strategy.yaml#platform).\n",
    "thornmere/plan.yaml": "account: {name: Thornmere plc}\n",
    "thornmere/strategy.yaml": "goals:\n  platform: {title: Platform, status: reached}\n",
}
QUIET = {"site.yaml": SITE + "severities: {K412: off}\n"}


def test_what_is_remembered_is_told_again(check: Told) -> None:
    assert check(ERROR) == check({})


def test_a_link_breaks_when_the_other_account_changes(check: Told) -> None:
    assert check({**LINKED, **QUIET}) == (0, [])
    renamed = {"thornmere/strategy.yaml": "goals:\n  one-drive: {title: Platform, status: reached}\n"}
    assert codes(check(renamed)[1]) == ["K322"]
    assert codes(check({"thornmere/strategy.yaml": None})[1]) == ["K321"]
    assert check(LINKED) == (0, [])


def test_a_score_loses_its_criterion_when_the_programme_changes(check: Told) -> None:
    cover = {"nordwind/plan.yaml": COVER + "selection: {scores: {revenue: 4}}\n"}
    assert check({**cover, "programme/selection.yaml": "criteria: {revenue: {title: Revenue}}\n"}) == (0, [])
    assert codes(check({"programme/selection.yaml": "criteria: {potential: {title: Potential}}\n"})[1]) == ["K310"]
    assert check({"programme/selection.yaml": "key_account_from: 3\n"}) == (0, [])


def test_a_customer_loses_the_plan_when_the_account_goes(check: Told) -> None:
    table = {"programme/customers.csv": "id;name;plan;manager\n1;Thornmere;thornmere;kaya\n"}
    assert check({**table, "thornmere/plan.yaml": "account: {name: Thornmere plc}\n"}) == (0, [])
    assert codes(check({"thornmere/plan.yaml": None})[1]) == ["K309"]
    assert codes(check({"thornmere/plan.yaml": "account: {name: T}\n", "staff.yaml": "weber: {name: W}\n"})[1]) == [
        "K302"
    ]


def test_what_becomes_due_is_told_although_nothing_changed(check: Told) -> None:
    question = {"nordwind/strategy.yaml": "open_questions:\n  q: {question: Who?, due: 2026-02-10}\n", **QUIET}
    assert check(question, as_of="2026-02-10") == (0, [])
    told = check({}, as_of="2026-02-11")[1]
    assert codes(told) == ["K454"]
    assert check({}, as_of="2026-02-27")[1] == told


DUE = """
    goals:
      kiel:
        title: Kiel
        due: 2026-02-03
        milestones: {a: {title: A, due: 2026-02-07}}
        actions: {b: {title: B, due: 2026-02-05}}
    finance: {products: {servo: {budget: {2025: 1, 2026-01: 2, 2026-02-04: 3}}}}
    pipeline: {one: {title: One, decision: 2026-02-20, start: 2026-02-15, owner: weber, contacts: unknown}}
    open_questions: {q: {question: Who?, due: 2026-02-06}}
    """


@pytest.mark.parametrize("day", range(1, 29, 3))
def test_a_finding_is_the_same_whether_it_is_remembered_or_not(day: int, check: Told) -> None:
    files = {"nordwind/strategy.yaml": DUE, "nordwind/plan.yaml": COVER + "confirmed: {strategy: 2026-02-11}\n"}
    for earlier in range(1, day):
        check(files, as_of=f"2026-02-{earlier:02}")
    as_of = f"2026-02-{day:02}"
    assert check(files, as_of=as_of) == check(files, "--no-cache", as_of=as_of)


# -- terminals and pipes ---------------------------------------------------------------------------------------------


class Terminal(io.TextIOWrapper):
    """A terminal that shows only what its encoding knows."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


def test_a_terminal_shows_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal("cp1252")
    monkeypatch.setattr(sys, "stdout", terminal)
    output.write("Çağla Öz „A“ → ok\n")
    assert terminal.shown() == "Ça?la Öz „A“ ? ok\n"


@pytest.mark.parametrize(
    ("wanted", "environment", "has_colour"),
    [
        ("auto", {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, True),
        ("auto", {"TERM": "dumb"}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {}, False),
    ],
)
def test_colours_on_a_terminal(
    wanted: str, environment: Mapping[str, str], has_colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert output.has_colour(wanted, Terminal("utf-8")) is has_colour
    assert output.has_colour("auto", io.StringIO()) is False


def command(repo: Repo, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    path = str(Path(__file__).parent.parent.parent)
    return subprocess.Popen(
        [sys.executable, "-m", "kamsite", "check", str(repo.plans), "--language", "de", *arguments],
        env={**os.environ, "PYTHONPATH": path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_programs_get_utf_8_whatever_the_machine_speaks(encoding: str, repo: Repo) -> None:
    repo.write({"nordwind/people.yaml": "people:\n  oez: {name: Çağla Öz, roles: [decider]}\n"})
    out, err = command(repo, "--format", "json", PYTHONIOENCODING=encoding).communicate()
    assert err == b""
    assert "Çağla Öz" in json.loads(out.decode("utf-8"))["findings"][0]["message"]["de"]


def test_a_reader_that_goes_away_is_no_failure(repo: Repo) -> None:
    people = "people:\n" + "".join(f"  p{n}: {{name: P, reports_to: nobody}}\n" for n in range(90))
    for number in range(20):
        repo.write({f"a{number}/plan.yaml": COVER, f"a{number}/people.yaml": people})
    process = command(repo, "--format", "json")
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


# -- hostile plans ---------------------------------------------------------------------------------------------------

MANY = 9000
HOSTILE = {
    "references": "people:\n" + "".join(f"  person-{n}: {{name: P, reports_to: nobody-{n}}}\n" for n in range(MANY)),
    "one long line": "people:\n" + "".join(f"  p{n}: {{name: P, reports_to: p{n + 1}}}\n" for n in range(MANY)),
    "one large circle": "people:\n"
    + "".join(f"  p{n}: {{name: P, reports_to: p{(n + 1) % MANY}}}\n" for n in range(MANY)),
    "deciders unknown": "people:\n"
    + "".join(f"  p{n}: {{name: P, roles: [decider], listens_because: unknown}}\n" for n in range(MANY)),
    "opponents": "people:\n" + "".join(f"  p{n}: {{name: P, influence: 5, attitude: enemy}}\n" for n in range(MANY)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_thousands_of_mistakes_are_told_soon_and_briefly(name: str, repo: Repo) -> None:
    assert len(HOSTILE[name]) < 2**20
    repo.write({"nordwind/people.yaml": HOSTILE[name], **QUIET})
    process = command(repo, "--format", "concise", "--jobs", "1")
    out, err = process.communicate(timeout=30)
    assert err == b""
    assert len(out.splitlines()) <= 401


def test_thousands_of_links_that_lead_nowhere_are_told_soon_and_briefly(repo: Repo) -> None:
    links = "".join(f"[a](#b{n}) [c](people.yaml#d{n}) [e](../thornmere/plan.yaml#f{n})\n" for n in range(3000))
    people = "people:\n" + "".join(f"  p{n}: {{name: P}}\n" for n in range(3000))
    repo.write({"nordwind/people.yaml": people, "nordwind/plan.md": links, **QUIET})
    out, _ = command(repo, "--format", "concise", "--jobs", "1").communicate(timeout=30)
    assert len(out.splitlines()) < 3500


def test_a_module_of_the_roadmap_becomes_overdue_although_nothing_changed(check: Told) -> None:
    roadmap = {"programme/levers.yaml": "modules:\n  plans: {title: Plans, start: 2026-01, end: 2026-02}\n"}
    assert check(roadmap, as_of="2026-02-28") == (0, [])
    assert codes(check({}, as_of="2026-03-01")[1]) == ["K453"]
