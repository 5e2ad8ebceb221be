"""`kamsite review`: what a pipeline of a pull request calls."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration

from kamsite.cli import main

PEOPLE = "people:\n  brandt: {{name: Dr. Sabine Brandt, attitude: {}, influence: 3}}\n"
SOUND: dict[str, str | None] = {
    "site.yaml": "title: Plans\nlanguages: [en]\n",
    "staff.yaml": "weber: {name: Jonas Weber, email: weber@hanse.example}\n",
    "nordwind/plan.yaml": "account: {name: Nordwind, manager: weber}\n",
    "nordwind/people.yaml": PEOPLE.format("positive"),
}
Reviewed = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_LANGUAGE", "en")
    monkeypatch.setenv("KAMSITE_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A branch `visit` with a decision, while main went on with something else."""
    repo = Repo(tmp_path / "repo")
    monkeypatch.chdir(repo.top)
    repo.commit("Plans", dict(SOUND))
    repo.branch("visit")
    repo.commit("A visit", {"nordwind/people.yaml": PEOPLE.format("negative")})
    repo.git("checkout", "-q", "main")
    repo.commit("Meanwhile", {"nordwind/customer.md": "A customer.\n"})
    repo.git("checkout", "-q", "--detach", "visit")
    return repo


@pytest.fixture
def review(capsys: pytest.CaptureFixture[str]) -> Reviewed:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["review", "--jobs", "1", *arguments])
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


def test_a_review_leaves_everything_in_one_folder(repo: Repo, review: Reviewed) -> None:
    code, text, trouble = review("--base", "main", "--preview-link", "https://ci.example/p")
    assert (code, trouble) == (0, "")
    assert "attitude to us positive → negative" in text
    assert "customer.md" not in text
    out = repo.top / "review"
    assert sorted(file.name for file in out.iterdir()) == ["changes.html", "changes.json", "comment.md", "preview"]
    comment = (out / "comment.md").read_text("utf-8")
    assert comment.startswith("<!-- kamsite:review -->\n### ● 1 decision · 1 account\n")
    assert "[Preview of the site](<https://ci.example/p>)" in comment
    assert 'class="powermap' in (out / "changes.html").read_text("utf-8")
    assert "negative" in (out / "preview/nordwind/people.html").read_text("utf-8").lower()
    assert json.loads((out / "changes.json").read_text("utf-8"))["summary"]["decision"] == 1


def test_the_merge_of_a_request_is_compared_with_its_base(repo: Repo, review: Reviewed) -> None:
    repo.git("checkout", "-q", "--detach", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge visit into main", "visit")
    repo.git("update-ref", "refs/remotes/origin/main", "main")
    repo.git("branch", "-q", "-D", "main")
    code, text, _ = review("--base", "main", "--no-preview")
    assert code == 0
    assert "1 decision · 1 account" in text
    assert not (repo.top / "review/preview").exists()


@pytest.mark.parametrize(
    ("limit", "change", "code"),
    [
        ("error", {}, 0),
        ("decision", {}, 1),
        ("never", {"nordwind/people.yaml": "people: [\n"}, 0),
        ("error", {"nordwind/people.yaml": "people: [\n"}, 1),
        ("decision", {"nordwind/people.yaml": "people: [\n"}, 1),
        ("error", {"nordwind/notes.txt": "x"}, 0),
        ("warning", {"nordwind/notes.txt": "x"}, 1),
    ],
)
def test_the_exit_code_says_whether_to_stop(
    limit: str, change: dict[str, str | None], code: int, repo: Repo, review: Reviewed
) -> None:
    repo.commit("More", change)
    assert review("--fail-on", limit, "--no-preview")[0] == code


def test_a_shallow_clone_is_refused_with_the_way_out(
    repo: Repo, review: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = repo.shallow_clone(repo.top.parent / "clone", 1)
    monkeypatch.chdir(clone.top)
    code, text, trouble = review("--base", "main")
    assert (code, text) == (2, "")
    assert "[K002]" in trouble
    assert "git fetch --unshallow" in trouble
    assert not (clone.top / "review").exists()


@pytest.mark.usefixtures("repo")
def test_a_base_that_was_not_fetched_is_told_with_the_way_out(review: Reviewed) -> None:
    code, _, trouble = review("--base", "release")
    assert code == 2
    assert "git fetch origin release:refs/remotes/origin/release" in trouble


def test_branches_without_a_common_commit_are_told(repo: Repo, review: Reviewed) -> None:
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit("Anew")
    code, _, trouble = review("--base", "main")
    assert code == 2
    assert "have no commit in common" in trouble


def test_annotations_tell_what_the_change_brought_and_the_report_tells_all(repo: Repo, review: Reviewed) -> None:
    repo.commit("An old warning", {"nordwind/notes.txt": "x", "nordwind/people.yaml": PEOPLE.format("positive")})
    repo.commit("A new one", {"nordwind/people.yaml": PEOPLE.format("negative")})
    _, text, _ = review("--base", "HEAD~1", "--annotations", "github", "--code-quality", "quality.json", "--no-preview")
    annotated = [line for line in text.splitlines() if line.startswith("::")]
    assert any("file=plans/nordwind/people.yaml" in line and "K403" in line for line in annotated)
    everything = json.loads((repo.top / "quality.json").read_text("utf-8"))
    assert {"notes.txt" in one["location"]["path"] for one in everything} == {True, False}
    assert not any("notes.txt" in line for line in annotated)


def test_a_plan_gives_no_orders_to_the_pipeline(repo: Repo, review: Reviewed) -> None:
    evil = "::add-mask::x ::error file=x::y\n\n::stop-commands::z\n"
    repo.commit("Evil", {"nordwind/customer.md": evil, "nordwind/people.yaml": "people:\n  x: {name: '::error::x'}\n"})
    _, text, _ = review("--annotations", "github", "--no-preview")
    orders = [line for line in text.splitlines() if line.strip().startswith(("::", "##["))]
    assert all(
        line.startswith(("::error file=plans/", "::warning file=plans/", "::notice file=plans/")) for line in orders
    )


def test_two_reviews_of_a_commit_are_equal(repo: Repo, review: Reviewed) -> None:
    def written() -> dict[str, bytes]:
        return {
            file: (repo.top / "review" / file).read_bytes() for file in ("comment.md", "changes.html", "changes.json")
        }

    review("--no-preview")
    first = written()
    review("--no-preview")
    assert written() == first


def test_what_lies_in_the_work_tree_is_not_reviewed(repo: Repo, review: Reviewed) -> None:
    repo.write({"nordwind/people.yaml": PEOPLE.format("mentor")})
    assert "mentor" not in review("--no-preview")[1]
