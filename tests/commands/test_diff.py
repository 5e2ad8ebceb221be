"""A case is a folder: `diff/a-decider-turns-against-us` with `before/` and `after/`, and what is told about them.

Both hold only what differs from the plans in `diff/usual`. `expected.txt` is what people read on a terminal without
colours; `.md`, `.html` (its body) and `.json` are the other formats; with `.de` before the ending in German. `pytest
--update` rewrites them.
"""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from repositories import Repo, without_user_configuration

from kamsite import __version__
from kamsite.building.question import Question
from kamsite.building.sides import find_versions, read_sides
from kamsite.cli import main
from kamsite.compare.apply import account_of, apply
from kamsite.compare.change import Address, Change, Kind, Level

HERE = Path(__file__).parent / "diff"
CASES = sorted(folder.name for folder in HERE.iterdir() if folder.name != "usual")
ENDINGS = {"text": "txt", "markdown": "md", "html": "html", "json": "json"}
Told = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    repo = Repo(tmp_path / "repo")
    monkeypatch.chdir(repo.top)
    return repo


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs the command; its exit code, what it wrote, and to the error output."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["diff", *arguments])
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


def versions(repo: Repo, name: str) -> Repo:
    """Both sides of a case, committed to main one after the other, the first with a tag `v1`."""
    for side in ("before", "after"):
        shutil.rmtree(repo.plans)
        for source in (HERE / "usual", HERE / name / side):
            shutil.copytree(source, repo.plans, copy_function=shutil.copyfile, dirs_exist_ok=True)
        repo.commit(f"As it is {side}")
        if side == "before":
            repo.git("tag", "v1")
    return repo


@pytest.mark.parametrize("name", CASES)
def test_a_comparison_is_told(name: str, repo: Repo, told: Told, golden: Callable[[Path, str], None]) -> None:
    versions(repo, name)
    for form, ending in ENDINGS.items():
        for language in ("en", "de") if form != "json" else ("en",):
            code, text, trouble = told("v1..main", "--format", form, "--language", language)
            assert (code, trouble) == (2 if name.startswith("files-that") else 0, "")
            assert all(letter.isprintable() or letter in "\n\u00a0" for letter in text)
            shown = text.partition("<body")[2] if form == "html" else text.replace(__version__, "VERSION")
            shown = re.sub(r"<figure.*?</figure>", "<figure>…</figure>", shown, flags=re.DOTALL)
            golden(HERE / name / (f"expected.{ending}" if language == "en" else f"expected.de.{ending}"), shown)


@pytest.mark.parametrize("form", ENDINGS)
def test_every_format_names_what_cannot_be_read_before_anything_else(form: str, repo: Repo, told: Told) -> None:
    code, text, _ = told("v1..main", "--format", form) if versions(repo, "files-that-cannot-be-read") else (0, "", "")
    assert code == 2
    assert text.index("nordwind/people.yaml") < text.index("Retrofit of six lines")
    code, text, _ = told("main..main", "--format", form)
    assert (code, "people.yaml" in text) == (0, False)


@pytest.mark.parametrize("form", ENDINGS)
def test_a_side_that_cannot_be_read_is_not_called_unchanged(form: str, repo: Repo, told: Told) -> None:
    repo.commit("Sound", {**SITE, "nordwind/plan.yaml": "account: {name: Nordwind}\n"})
    repo.write({"nordwind/plan.yaml": "account: {name: Nordwind\n"})
    for words in ((), ("--edition", "all")):
        if words:
            repo.write({"site.yaml": "editions: {all: {shows: [public]}}\n"})
        code, text, _ = told("--format", form, *words)
        assert code == 2
        assert "Nothing changed in the plans" not in text
        assert "nordwind" in text


def test_the_page_draws_what_changed_on_the_power_map(repo: Repo, told: Told) -> None:
    versions(repo, "a-decider-turns-against-us")
    _, page, _ = told("v1..main", "--format", "html")
    assert page.count('<figure class="powermap powermap--changes"') == 1
    assert "Positive → Negative" in page
    assert ".only-changes" in page.partition("</style>")[0]
    assert "href=" not in page
    assert "<figure" not in told("v1..main", "--format", "markdown")[1]


# -- JSON --------------------------------------------------------------------------------------------------------------


def schema() -> dict[str, object]:
    text = (HERE.parents[2] / "docs/json.md").read_text("utf-8")
    found = re.search(r"```json diff-schema\n(.*?)```", text, re.DOTALL)
    assert found is not None
    value = json.loads(found[1])
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("name", CASES)
def test_the_json_is_as_it_is_documented(name: str, repo: Repo, told: Told) -> None:
    value = json.loads(told("v1..main", "--format", "json", "--level", "decision")[1] if versions(repo, name) else "")
    jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker()).validate(value)


def test_the_example_in_the_documentation_is_valid() -> None:
    text = (HERE.parents[2] / "docs/json.md").read_text("utf-8").partition("# Comparisons as JSON")[2]
    found = re.search(r"```json diff\n(.*?)```", text, re.DOTALL)
    assert found is not None
    jsonschema.Draft202012Validator(schema()).validate(json.loads(found[1]))


def addressed(value: dict[str, Any]) -> Address:
    return Address(value["plan"], value["chapter"], tuple(value["path"]))


@pytest.mark.parametrize("name", [name for name in CASES if not name.startswith("files-that")])
def test_the_changes_in_the_json_lead_from_before_to_after(name: str, repo: Repo, told: Told) -> None:
    value = json.loads(told("v1..main", "--format", "json")[1] if versions(repo, name) else "")
    changes = [
        Change(
            one["plan"], one["chapter"], tuple(one["path"]), Kind(one["kind"]), Level[one["level"].upper()],
            one["before"], one["after"], origin=addressed(one["origin"]) if one["origin"] else None,
            position=one["position"],
        )
        for one in value["changes"]
        if one["plan"]
    ]  # fmt: skip
    before, after, criteria = read_sides(find_versions(repo.plans, ["v1..main"]), Question(repo.plans))
    accounts = [
        {id_: held for plan in side.plans.values() for id_, held in account_of(plan, criteria.fields).items()}
        for side in (before, after)
    ]
    assert apply(accounts[0], changes, criteria.fields) == accounts[1]
    assert len({one["fingerprint"] for one in value["changes"]}) == len(value["changes"])


# -- Words of the user -------------------------------------------------------------------------------------------------


PEOPLE = "people:\n  brandt: {{name: Dr. Sabine Brandt, attitude: {}, influence: {}}}\n"
SITE = {"site.yaml": "title: Plans\n", "staff.yaml": "weber: {name: Jonas Weber}\n"}


def small(repo: Repo) -> Repo:
    """Two accounts, and after the commit: a decision in one of them, a smaller change in the other."""
    for account in ("nordwind", "albers"):
        repo.write({f"{account}/plan.yaml": f"account: {{name: {account.title()}}}\n"})
        repo.write({f"{account}/people.yaml": PEOPLE.format("positive", 3)})
    repo.commit("Plans", dict(SITE))
    repo.write({"nordwind/people.yaml": PEOPLE.format("enemy", 3), "albers/people.yaml": PEOPLE.format("positive", 4)})
    return repo


def test_without_revisions_your_files_are_compared_with_the_last_commit(repo: Repo, told: Told) -> None:
    _, text, _ = told(small(repo) and "--no-pager")
    assert text.startswith("HEAD (")
    assert " → your files\n" in text
    assert "attitude to us positive → enemy" in text
    assert "influence on purchases 3 (some) → 4 (strong)" in text


@pytest.mark.parametrize(
    ("words", "accounts"),
    [
        (("nordwind",), ["nordwind"]),
        (("main", "albers", "nordwind"), ["albers", "nordwind"]),
        (("plans/albers/",), ["albers"]),
        (("--account", "albers"), ["albers"]),
        (("HEAD..HEAD", "nordwind"), []),
    ],
)
def test_accounts_narrow_a_comparison(words: tuple[str, ...], accounts: list[str], repo: Repo, told: Told) -> None:
    small(repo)
    code, text, _ = told(*words)
    assert (code, [one for one in ("albers", "nordwind") if f"  {one} ─" in text]) == (0, accounts)


@pytest.mark.parametrize("folder", ["assets", "pages"])
def test_a_folder_of_the_plans_that_is_no_account_is_told_as_such(folder: str, repo: Repo, told: Told) -> None:
    small(repo).write({f"{folder}/note.md": "# Note\n"})
    code, _, error = told("HEAD", folder)
    assert (code, f"`{folder}` is neither a revision here nor an account" in error) == (2, True)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("nordwnd",), "K008", "`nordwnd` is neither a revision here nor an account on either side.\n  Did you mean n"),
        (("HEAD~7", "HEAD"), "K008", "No single commit is called `HEAD~7`"),
        (("main^9", "HEAD"), "K008", "No single commit is called `main^9`"),
        (("main", "main", "main"), "K028", "`main` is one revision too many"),
        (("nordwind", "main"), "K028", "`main` is one revision too many, or stands behind an account"),
        (("albers",), "K028", "`albers` is a revision of git and an account"),
        (("main..nowhere",), "K008", "No single commit is called `nowhere` here"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_understood_are_told(
    words: tuple[str, ...], code: str, message: str, repo: Repo, told: Told
) -> None:
    small(repo).git("tag", "albers")
    exit_code, text, trouble = told(*words)
    assert (exit_code, text) == (2, "")
    assert f"[{code}] {message}" in trouble


def test_a_word_that_is_both_can_be_said_clearly(repo: Repo, told: Told) -> None:
    small(repo).git("tag", "albers")
    assert "  albers ─" in told("--account", "albers")[1]
    assert told("albers~0")[1].startswith("albers~0 (")


@pytest.mark.parametrize(
    ("account", "limit", "code"),
    [
        ("nordwind", "decision", 1), ("nordwind", "content", 1), ("nordwind", "never", 0),
        ("albers", "decision", 0), ("albers", "content", 1), ("albers", "cosmetic", 1),
    ],
)  # fmt: skip
def test_the_exit_code_says_whether_something_weighs_enough(
    account: str, limit: str, code: int, repo: Repo, told: Told
) -> None:
    small(repo)
    assert told(account, "--fail-on", limit)[0] == code


def test_what_is_below_the_level_is_counted(repo: Repo, told: Told) -> None:
    small(repo)
    _, text, _ = told("--level", "decision")
    assert "positive → enemy" in text
    assert "influence on purchases" not in text
    assert "Not shown: 1 other change. --level content shows all." in text


def test_three_dots_compare_with_where_the_branch_left(repo: Repo, told: Told) -> None:
    small(repo).git("stash", "-q")
    repo.branch("visit")
    repo.commit("Kind", {"albers/people.yaml": PEOPLE.format("positive", 5)})
    repo.git("checkout", "-q", "main")
    repo.commit("Meanwhile", {"nordwind/people.yaml": PEOPLE.format("mentor", 5)})
    assert "nordwind" in told("main..visit")[1]
    assert "nordwind" not in told("main...visit")[1]


def test_a_division_can_be_named(repo: Repo, told: Told) -> None:
    small(repo)
    files = {"nordwind/divisions/kiel/plan.yaml": "account: {name: Kiel}\n"}
    repo.commit("A division", dict(files))
    repo.write({"nordwind/divisions/kiel/people.yaml": PEOPLE.format("neutral", 1), "nordwind/customer.md": "New."})
    _, text, _ = told("nordwind/divisions/kiel")
    assert "── Kiel  nordwind/divisions/kiel ─" in text
    assert "customer.md" not in text


def test_an_account_that_was_renamed_is_not_a_new_one(repo: Repo, told: Told) -> None:
    small(repo).commit("Both")
    repo.git("mv", "plans/nordwind", "plans/norwind")
    repo.write({"norwind/plan.yaml": "account: {name: Nordwind, formerly: [nordwind]}\n"})
    for name in ("nordwind", "norwind"):
        _, text, trouble = told("HEAD", "--account", name)
        assert trouble == ""
        assert "formerly nordwind" in text
        assert "new plan" not in text


def test_a_comparison_is_written_to_a_file(repo: Repo, told: Told) -> None:
    small(repo)
    assert told("--output", "diff.txt", "--color", "always") == (0, "", "")
    text = (repo.top / "diff.txt").read_text("utf-8")
    assert "positive → enemy" in text
    assert "\x1b" not in text


def test_in_a_shallow_clone_it_says_how_to_get_older_commits(
    repo: Repo, tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("Eins", {"nordwind/plan.yaml": "account: {name: Nordwind}\n"})
    repo.commit("Zwei", {"nordwind/plan.yaml": "account: {name: Nordwind AG}\n"})
    monkeypatch.chdir(repo.shallow_clone(tmp_path / "shallow", 1).top)
    code, _, said = told("HEAD~1", "HEAD")
    assert code == 2
    assert "`git fetch --unshallow` brings the others" in said


def test_who_reads_only_the_beginning_is_told_nothing_of_a_mistake(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("Eins", {"nordwind/plan.yaml": "account: {name: Nordwind}\n"})

    def closed(_text: str) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("kamsite.commands.output.write", closed)
    monkeypatch.setattr("os.dup2", lambda *_: None)
    assert main(["diff", "--no-pager"]) == 0


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_every_format_tells_the_rows_of_a_table_that_changed(
    repo: Repo, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.commit("Kunden", {"programme/customers.csv": "id,name,revenue\n10001,Nordwind,100\n10002,Kranbau,200\n"})
    repo.write({"programme/customers.csv": "id,name,revenue\n10001,Nordwind,150\n10003,Save,3\n"})
    assert main(["diff", "--format", form, "--language", "en", "--no-pager", "--color", "never"]) == 0
    said = capsys.readouterr().out.replace("&#8203;", "")
    for word in ("revenue", "150", "Kranbau", "Save"):
        assert word in said
    assert "1 row new, 1 row gone, 1 row changed" in said


TABLE = "id,name,revenue\n10001,Nordwind,100\n10002,Kranbau,200\n"


@pytest.mark.parametrize(
    ("after", "level", "code"),
    [
        (TABLE.replace("200", "250"), "content", 1),
        (TABLE.replace("200", "250"), "decision", 0),
        (TABLE + "10002,Doppelt,1\n", "content", 1),
        (None, "content", 1),
        (TABLE.replace(",", ";"), "content", 0),
        (TABLE.replace(",", ";"), "cosmetic", 1),
    ],
    ids=["a row changed", "no decision", "rows that cannot be told apart", "gone", "same rows", "written otherwise"],
)
def test_rows_of_a_table_count_for_the_exit_code(repo: Repo, after: str | None, level: str, code: int) -> None:
    repo.commit("Kunden", {"programme/customers.csv": TABLE})
    repo.write({"programme/customers.csv": after})
    assert main(["diff", "--no-pager", "--fail-on", level]) == code


def test_what_site_yaml_says_of_tables_counts(repo: Repo) -> None:
    settings = "currency: EUR\nreview: {levels: {customers: decision}}\n"
    repo.commit("Kunden", {"site.yaml": settings, "programme/customers.csv": TABLE})
    repo.write({"programme/customers.csv": TABLE.replace("200", "250")})
    assert main(["diff", "--no-pager", "--fail-on", "decision"]) == 1


def test_the_programme_is_asked_for_like_an_account(repo: Repo, told: Told) -> None:
    levers = "levers: {plans: {title: Pläne, growth: 4}}\n"
    repo.commit("Programm", {"programme/levers.yaml": levers, "programme/customers.csv": TABLE})
    repo.write(
        {
            "programme/levers.yaml": levers.replace("4", "5"),
            "programme/customers.csv": TABLE.replace("200", "250"),
            "staff.yaml": "weber: {name: Jonas Weber}\n",
        }
    )
    code, said, _ = told("programme", "--no-pager")
    assert code == 0
    assert "Pläne: contribution to growth 4 (rather high) → 5 (high)" in said
    assert "1 row changed" in said
    assert "Weber" not in said
