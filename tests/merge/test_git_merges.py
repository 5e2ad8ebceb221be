"""Real merges, rebases and cherry-picks by git in repositories that `kamsite git-setup` has set up."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration

from kamsite.cli import main
from kamsite.source.yamltext import read_yaml

PEOPLE = """# Who decides.
people:
  vogt:
    name: Henrik Vogt
    influence: 3
    attitude: neutral        # mentor … enemy
"""
BRANDT = """  # from our visit
  brandt:
    name: Dr. Sabine Brandt
"""
OEZ = """  oez: {name: Çağla Öz}
"""
PLAN = "nordwind/people.yaml"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_user_configuration(monkeypatch, tmp_path)


def start(top: Path, plans: str = "plans") -> Repo:
    """A repository with one plan in which git merges by meaning."""
    repo = Repo(top, plans)
    repo.commit("start", {PLAN: PEOPLE})
    assert main(["git-setup", str(repo.plans)]) == 0
    repo.commit("attributes")
    return repo


def fork(repo: Repo, theirs: str, ours: str) -> None:
    """Lets the branch `visit` and main go apart."""
    repo.branch("visit")
    repo.commit("theirs", {PLAN: theirs})
    repo.git("checkout", "-q", "main")
    repo.commit("ours", {PLAN: ours})


def attempt(repo: Repo, *arguments: str) -> tuple[int, str]:
    """Runs git where it may fail; its exit code and what it said."""
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_EDITOR": "true"}
    names |= {"GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@example.com", "GIT_CONFIG_GLOBAL": os.devnull}
    names |= {"GIT_CONFIG_NOSYSTEM": "1"}
    answer = subprocess.run(
        ["git", "-C", str(repo.top), *arguments], env={**os.environ, **names}, capture_output=True, check=False
    )
    return answer.returncode, (answer.stdout + answer.stderr).decode()


def test_two_branches_that_each_add_a_person_are_merged(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    fork(repo, PEOPLE + OEZ, PEOPLE + BRANDT)
    repo.merge("visit")
    assert (repo.plans / PLAN).read_text("utf-8") == PEOPLE + BRANDT + OEZ


def test_without_the_setup_git_itself_could_not_have_merged_them(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    fork(repo, PEOPLE + OEZ, PEOPLE + BRANDT)
    assert main(["git-setup", str(repo.plans), "--undo"]) == 0
    code, _ = attempt(repo, "merge", "-q", "visit")
    assert code == 1
    assert "<<<<<<<" in (repo.plans / PLAN).read_text("utf-8")


@pytest.mark.parametrize("plans", ["plans", "sales/our plans", "."])
def test_it_works_wherever_the_plans_lie(tmp_path: Path, plans: str) -> None:
    repo = start(tmp_path / "a repo", plans)
    fork(repo, PEOPLE + OEZ, PEOPLE + BRANDT)
    repo.merge("visit")
    assert (repo.plans / PLAN).read_text("utf-8") == PEOPLE + BRANDT + OEZ


def test_a_rebase_puts_ours_on_top_of_theirs(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    fork(repo, PEOPLE + OEZ, PEOPLE.replace("influence: 3", "influence: 4"))
    assert attempt(repo, "rebase", "-q", "main", "visit")[0] == 0
    assert (repo.plans / PLAN).read_text("utf-8") == PEOPLE.replace("influence: 3", "influence: 4") + OEZ


def test_a_cherry_pick_brings_one_change_along(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    fork(repo, PEOPLE.replace("neutral", "positive"), PEOPLE + BRANDT)
    assert attempt(repo, "cherry-pick", "visit")[0] == 0
    assert (repo.plans / PLAN).read_text("utf-8") == PEOPLE.replace("neutral", "positive") + BRANDT


def test_a_true_conflict_is_small_and_told_and_kamsite_check_finds_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = start(tmp_path / "repo")
    fork(
        repo,
        PEOPLE.replace("influence: 3", "influence: 5") + OEZ,
        PEOPLE.replace("influence: 3", "influence: 4").replace("neutral", "positive"),
    )
    code, said = attempt(repo, "merge", "visit")
    text = (repo.plans / PLAN).read_text("utf-8")
    assert code == 1
    assert "people › vogt › influence: 4 / 5" in said
    assert "    influence: 4\n=======\n    influence: 5\n>>>>>>>" in text
    assert "attitude: positive" in text
    assert "%" not in text
    assert OEZ in text
    capsys.readouterr()
    assert main(["check", str(repo.plans), "--no-cache"]) == 1
    assert "error[K103]" in capsys.readouterr().out


def test_both_labels_and_the_base_are_shown_as_git_is_told_to(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    repo.git("config", "merge.conflictStyle", "diff3")
    fork(repo, PEOPLE.replace("influence: 3", "influence: 5"), PEOPLE.replace("influence: 3", "influence: 4"))
    attempt(repo, "merge", "visit")
    lines = (repo.plans / PLAN).read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("<<<<<<< "))
    assert lines[at + 1 : at + 6 : 2] == ["    influence: 4", "    influence: 3", "    influence: 5"]
    assert [line.split(" ")[0] for line in lines[at : at + 7 : 2]] == ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]


def test_removed_here_and_changed_there_is_a_conflict(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    both = PEOPLE + BRANDT
    repo.commit("brandt", {PLAN: both})
    fork(repo, both + "    influence: 5\n", PEOPLE)
    code, said = attempt(repo, "merge", "visit")
    assert code == 1
    assert "brandt" in said
    assert BRANDT in (repo.plans / PLAN).read_text("utf-8")


@pytest.mark.parametrize("moved_here", [True, False])
def test_where_an_entry_got_a_file_of_its_own_the_conflict_names_it(tmp_path: Path, moved_here: bool) -> None:
    repo = start(tmp_path / "repo")
    both = PEOPLE + BRANDT
    repo.commit("Brandt", {PLAN: both})
    repo.branch("visit")
    repo.commit("a file of his own", {PLAN: "people:\n" + BRANDT, "nordwind/people/vogt.yaml": "name: Henrik Vogt\n"})
    repo.git("checkout", "-q", "main")
    repo.commit("influence", {PLAN: both.replace("influence: 3", "influence: 4")})
    if moved_here:
        repo.git("checkout", "-q", "visit")
    code, said = attempt(repo, "merge", "main" if moved_here else "visit")
    assert code == 1
    assert f"stands in plans/nordwind/people/vogt.yaml {'now' if moved_here else 'then'}" in said
    assert "change it there" in said


def test_a_file_that_was_renamed_is_merged_under_its_new_name(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    repo.branch("visit")
    repo.commit("renamed", {PLAN: None, "nordwind-ag/people.yaml": PEOPLE + OEZ})
    repo.git("checkout", "-q", "main")
    repo.commit("ours", {PLAN: PEOPLE + BRANDT})
    repo.merge("visit")
    assert (repo.plans / "nordwind-ag/people.yaml").read_text("utf-8") == PEOPLE + BRANDT + OEZ


def test_a_broken_plan_is_merged_line_by_line(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    broken = PEOPLE.replace("name: Henrik", "name: [Henrik")
    fork(repo, broken, PEOPLE + "\n\n\n\n" + BRANDT)
    repo.merge("visit")
    assert (repo.plans / PLAN).read_text("utf-8") == broken + "\n\n\n\n" + BRANDT


def test_criss_cross_histories_are_merged(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    fork(repo, PEOPLE.replace("influence: 3", "influence: 5"), PEOPLE.replace("neutral", "positive"))
    here = repo.git("rev-parse", "main")
    repo.git("checkout", "-q", "visit")
    repo.git("merge", "-q", "--no-ff", "-m", "crossed", here)
    repo.commit("more of theirs", {PLAN: (repo.plans / PLAN).read_text("utf-8") + OEZ})
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "crossed, too", "visit~2")
    repo.commit("more of ours", {PLAN: (repo.plans / PLAN).read_text("utf-8") + BRANDT})
    repo.merge("visit")
    merged = PEOPLE.replace("influence: 3", "influence: 5").replace("neutral", "positive")
    assert (repo.plans / PLAN).read_text("utf-8") == merged + BRANDT + OEZ


def test_where_the_program_is_gone_git_merges_by_itself_and_leaves_markers(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    driver = repo.git("config", "merge.kamsite.driver")
    program, _, arguments = driver.partition(" merge-driver ")
    repo.git("config", "merge.kamsite.driver", f"{program}-is-gone merge-driver {arguments}")
    fork(repo, PEOPLE.replace("influence: 3", "influence: 5"), PEOPLE.replace("influence: 3", "influence: 4"))
    code, _ = attempt(repo, "merge", "visit")
    text = (repo.plans / PLAN).read_text("utf-8")
    assert code == 1
    assert "<<<<<<< ours" in text
    assert "influence: 5" in text


def test_an_installation_that_is_broken_leaves_markers_too(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    driver = repo.git("config", "merge.kamsite.driver")
    _, _, arguments = driver.partition(" merge-driver ")
    broken = shlex.join([sys.executable, "-c", "import kamsite.that_is_not_there"])
    repo.git("config", "merge.kamsite.driver", f"{broken} merge-driver {arguments}")
    fork(repo, PEOPLE + BRANDT, PEOPLE + OEZ)
    code, _ = attempt(repo, "merge", "visit")
    text = (repo.plans / PLAN).read_text("utf-8")
    assert code == 1
    assert "<<<<<<< ours" in text
    assert BRANDT in text
    assert OEZ in text


def test_a_hunk_is_headed_by_the_entry_that_changed(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    long = PEOPLE + "".join(f"    x-note-{i}: nothing\n" for i in range(9))
    repo.commit("long", {PLAN: long})
    repo.write({PLAN: long.replace("x-note-8: nothing", "x-note-8: something")})
    headed = [line for line in repo.git("diff").splitlines() if line.startswith("@@")]
    assert [line.rpartition("@@ ")[2] for line in headed] == ["vogt:"]


def test_files_of_the_same_name_that_are_no_plans_are_left_to_git(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    (repo.top / "ci.yaml").write_text("jobs: {}\n")
    assert repo.git("check-attr", "merge", "ci.yaml") == "ci.yaml: merge: unspecified"
    assert repo.git("check-attr", "merge", "plans/site.yaml") == "plans/site.yaml: merge: kamsite"


def test_a_merge_in_a_second_work_tree_works_too(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    fork(repo, PEOPLE + OEZ, PEOPLE + BRANDT)
    repo.git("worktree", "add", "-q", "--detach", str(tmp_path / "second"), "main")
    second = Repo(tmp_path / "second", create=False)
    second.git("merge", "-q", "--no-ff", "-m", "merged", "visit")
    assert (second.plans / PLAN).read_text("utf-8") == PEOPLE + BRANDT + OEZ


def test_what_was_merged_can_be_read_again(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    fork(repo, PEOPLE + OEZ, PEOPLE + BRANDT)
    repo.merge("visit")
    assert read_yaml(PLAN, (repo.plans / PLAN).read_bytes()).findings == ()
