import os
from pathlib import Path

import pytest
from repositories import START, Repo, found, trouble

from kamsite.source.gitrepo import find_repository
from kamsite.source.objects import BlobReader
from kamsite.source.surroundings import SourceError


def test_the_repository_is_found_from_a_subfolder_whatever_the_working_directory(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    repository = found(Path("repo/plans"))
    assert (repository.top, repository.folder, repository.prefix) == (repo.top, repo.plans, b"plans/")
    assert (repository.has_work_tree, repository.is_shallow, repository.hash) == (True, False, "sha1")


def test_the_folder_of_the_plans_may_be_the_top_of_the_repository(repo: Repo) -> None:
    assert found(repo.top).prefix == b""
    assert found(repo.top).top == repo.top


def test_a_folder_with_a_line_break_in_its_name_is_found(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "re\npo", "kun\nden/pläne")
    repository = found(repo.plans)
    assert (repository.top, repository.prefix) == (repo.top, "kun\nden/pläne/".encode())


def test_a_work_tree_beside_the_repository_has_its_own_commit(repo: Repo, tmp_path: Path) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "beside"))
    beside = Repo(tmp_path / "beside", create=False)
    second = beside.commit("second", {"a/plan.yaml": "2"})
    head = found(beside.plans).head()
    assert head
    assert head.id == second


def test_without_a_repository_nothing_is_found(tmp_path: Path) -> None:
    assert find_repository(tmp_path) is None
    assert find_repository(tmp_path / "missing") is None


def test_a_bare_repository_and_the_inside_of_git_have_no_work_tree(repo: Repo, tmp_path: Path) -> None:
    repo.git("init", "-q", "--bare", str(tmp_path / "bare.git"))
    assert not found(tmp_path / "bare.git").has_work_tree
    assert not found(repo.top / ".git").has_work_tree


def test_a_damaged_repository_is_an_error_and_not_the_lack_of_one(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    with pytest.raises(SourceError) as error:
        find_repository(tmp_path)
    assert trouble(error).startswith("K006 error: `git rev-parse` failed: fatal: not a git repository: /nowhere")


HEADS = {"empty": b"", "cut off": b"ref: re", "zeros": b"\0" * 23, "nonsense": b"\xff\n"}


@pytest.mark.parametrize("head", HEADS)
def test_a_broken_head_is_a_damaged_repository_and_not_the_lack_of_one(repo: Repo, head: str) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    (repo.top / ".git/HEAD").write_bytes(HEADS[head])
    with pytest.raises(SourceError) as error:
        find_repository(repo.plans)
    assert trouble(error).startswith("K010 error: The git repository around the plans is damaged")
    (repo.top / ".git/HEAD").unlink()
    with pytest.raises(SourceError) as error:
        find_repository(repo.plans)
    assert error.value.finding.code == "K010"


@pytest.mark.parametrize("content", [b"", b"0" * 40 + b"\n", b"1" * 40 + b"\n", b"nonsense\n"])
def test_a_broken_branch_is_a_damaged_repository_and_not_one_without_commits(repo: Repo, content: bytes) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    (repo.top / ".git/refs/heads/main").write_bytes(content)
    with pytest.raises(SourceError) as error:
        found(repo.plans).head()
    assert error.value.finding.code == "K010"


def test_a_lost_commit_is_a_damaged_repository(repo: Repo) -> None:
    commit = repo.commit("first", {"a/plan.yaml": "1"})
    (repo.top / ".git/objects" / commit[:2] / commit[2:]).unlink()
    with pytest.raises(SourceError) as error:
        found(repo.plans).head()
    assert error.value.finding.code == "K010"


def test_an_empty_git_folder_or_one_that_git_shall_not_look_at_is_no_repository(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "beside/.git").mkdir(parents=True)
    assert find_repository(tmp_path / "beside") is None
    (repo.top / ".git/HEAD").unlink()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repo.top))
    assert find_repository(repo.plans) is None


def test_a_repository_of_another_user_is_an_error_that_says_how_to_trust_it(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(SourceError) as error:
        find_repository(repo.plans)
    assert trouble(error).startswith("K006 error: Git refuses to read this repository because it belongs to another")
    hint = error.value.finding.hint
    assert hint
    assert f"safe.directory {repo.top}" in hint.en


def test_a_repository_that_the_user_trusts_is_read(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    (tmp_path / "trust").write_text(f"[safe]\ndirectory = {repo.top}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "trust"))
    assert found(repo.plans).prefix == b"plans/"


def test_a_missing_git_program_matters_only_where_there_is_a_repository(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_repository(tmp_path) is None
    with pytest.raises(SourceError) as error:
        find_repository(repo.plans)
    assert trouble(error) == "K006 error: The program git was not found."


def test_a_git_that_is_too_old_is_named(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "bin" / "git"
    old.parent.mkdir()
    old.write_text('#!/bin/sh\nfor a; do [ "$a" = version ] && echo git version 2.17.1 && exit; done\nexit 129\n')
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(old.parent), prepend=os.pathsep)
    with pytest.raises(SourceError) as error:
        find_repository(repo.plans)
    assert trouble(error) == "K006 error: Git 2.17 is too old: 2.31 or newer is needed."


def test_variables_that_a_hook_inherits_do_not_lead_elsewhere(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repo(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.top))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.top / ".git/index"))
    assert found(repo.plans).top == repo.top


def test_a_revision_is_an_id_a_tag_or_a_branch(repo: Repo) -> None:
    first = repo.commit("first")
    repo.git("tag", "-a", "-m", "signed off", "Jahresgespräch-2026")
    repo.branch("asien")
    second = repo.commit("second")
    repository = found(repo.plans)
    assert repository.resolve("Jahresgespräch-2026") == first
    assert repository.resolve(first[:9]) == first
    assert repository.resolve("asien") == repository.resolve("HEAD") == second
    assert repository.resolve("asien~1") == first


@pytest.mark.parametrize(
    "revision",
    ["", "nothing", "--all", "-rf", "--output=/tmp/x", "^HEAD", "HEAD..HEAD", "HEAD\n", "HEAD HEAD", "a\0b", "\ud800",
     "HEAD^{tree}", "x" * 5000, "HEAD:plans", "0" * 40],
)  # fmt: skip
def test_what_names_no_single_commit_is_an_error(repo: Repo, revision: str) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    with pytest.raises(SourceError) as error:
        found(repo.plans).resolve(revision)
    assert trouble(error).startswith("K008 error: No single commit is called")


def test_an_id_that_is_none_never_reaches_git(repo: Repo) -> None:
    with pytest.raises(ValueError, match="not the full id"):
        found(repo.plans).commit("--all")
    with pytest.raises(ValueError, match="not the full id"), BlobReader(found(repo.plans)) as reader:
        reader.read("HEAD")


def test_the_common_ancestor_of_two_commits(repo: Repo) -> None:
    base = repo.commit("base")
    repo.branch("asien")
    one = repo.commit("one")
    repo.git("checkout", "-q", "main")
    other = repo.commit("other")
    repo.git("checkout", "-q", "--orphan", "alone")
    alone = repo.commit("alone")
    assert found(repo.plans).merge_base(one, other) == base
    assert found(repo.plans).merge_base(one, alone) is None


def test_a_commit_tells_who_wrote_it_and_when_it_was_committed(repo: Repo) -> None:
    repo.commit("Asien dazu\n\nWeil der Kunde es will.\n\nUnd wir.", author="Zoë Müller")
    head = found(repo.plans).head()
    assert head
    assert (head.author, head.email) == ("Zoë Müller", "author@example.com")
    assert (head.time, head.offset, head.authored) == (START + 3600, 60, START + 3540)
    assert (head.subject, head.body) == ("Asien dazu", "Weil der Kunde es will.\n\nUnd wir.")
    assert (head.short, head.parents) == (head.id[:7], ())


def test_hostile_text_in_a_commit_is_made_harmless(repo: Repo) -> None:
    repo.commit("first")
    repo.raw_commit(
        b"author E\x1b[31mvil\t\xe2\x80\xaename \xff <a\x07@b> 99999999999999999 -9999\n"
        b"committer C <c@d> 1767254400 +0530\n\n"
        b"Sub\x1b]0;owned\x07ject \xff\n\nBody\x08\x08\n\tindented\r\n:100644 100644 "
        + b"0" * 40
        + b" "
        + b"1" * 40
        + b" M\n"
    )
    head = found(repo.plans).head()
    assert head
    assert head.author == "E [31mvil name \ufffd"
    assert head.email == "a @b"
    assert (head.time, head.offset) == (1_767_254_400, 330)
    assert head.authored == 253_370_764_800
    assert head.subject == "Sub ]0;owned ject \ufffd"
    assert head.body == f"Body \n\tindented\n:100644 100644 {'0' * 40} {'1' * 40} M"


@pytest.mark.parametrize(
    "date",
    [b"", b"1 +2500", b"1 -0099", b"-5 +0100", b"nonsense", b"12 +0", b"1e9 +0100", b"99999999999999999999999 +0"],
)
def test_a_date_that_no_calendar_knows_is_no_crash(repo: Repo, date: bytes) -> None:
    repo.commit("first")
    repo.raw_commit(b"author A <a@b> " + date + b"\ncommitter A <a@b> " + date + b"\n\nx\n")
    head = found(repo.plans).head()
    assert head
    assert 0 <= head.time <= 253_370_764_800
    assert abs(head.offset) < 24 * 60


def test_a_zero_byte_in_a_commit_does_not_shift_the_fields_of_the_next(repo: Repo) -> None:
    first = repo.commit("first", {"a/plan.yaml": "1"})
    repo.raw_commit(b"author A\0B <a@b> 1 +0000\ncommitter C <c@d> 1 +0000\n\nsub\0ject\n\nbody\0\0end\n")
    repo.git("reset", "-q", "--hard")
    third = repo.commit("third", {"a/plan.yaml": "3"})
    log = found(repo.plans).log(third)
    assert [(entry.commit.id, [c.path for c in entry.changes]) for entry in log] == [
        (third, ["a/plan.yaml"]),
        (first, ["a/plan.yaml"]),
    ]
