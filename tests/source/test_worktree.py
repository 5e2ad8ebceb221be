import os
import pickle
import socket
from pathlib import Path
from typing import BinaryIO

import pytest
from repositories import Repo

from kamsite.source import worktree
from kamsite.source.snapshot import Snapshot, read_commit
from kamsite.source.surroundings import SourceError
from kamsite.source.worktree import read_work_tree


def codes(snapshot: Snapshot) -> list[str]:
    return [f"{finding.place.file}: {finding.code} {finding.severity.word}" for finding in snapshot.findings]


def read_all(snapshot: Snapshot) -> dict[str, bytes]:
    return {path: snapshot.read(path) for path in snapshot.files}


def test_a_clean_work_tree_is_the_same_as_its_commit(repo: Repo) -> None:
    head = repo.commit("first", {"site.yaml": "s", "nordwind/plan.yaml": "1", "nordwind/assets/Ärger.svg": "<svg/>"})
    snapshot = read_work_tree(repo.plans)
    at_commit = read_commit(repo.plans, "HEAD")
    assert (snapshot.files, snapshot.commit) == (at_commit.files, at_commit.commit)
    assert read_all(snapshot) == read_all(at_commit)
    assert snapshot.commit
    assert (snapshot.commit.id, snapshot.uncommitted, codes(snapshot)) == (head, (), [])


def test_what_is_not_committed_is_read_and_named(repo: Repo) -> None:
    repo.commit("first", {f"a/{name}": name for name in ("changed", "staged", "both", "deleted", "unstaged", "same")})
    (repo.top / "README.md").write_text("outside")
    repo.write({"a/staged": "index", "a/both": "index", "a/added": "new"})
    repo.git("add", "plans/a/staged", "plans/a/both", "plans/a/added")
    repo.git("rm", "-q", "--cached", "plans/a/unstaged")
    repo.write({"a/changed": "disk", "a/both": "disk", "a/deleted": None, "a/new/untracked ü": "new"})
    snapshot = read_work_tree(repo.plans)
    assert snapshot.uncommitted == (
        "a/added", "a/both", "a/changed", "a/deleted", "a/new/untracked ü", "a/staged", "a/unstaged",
    )  # fmt: skip
    assert read_all(snapshot) == {
        "a/added": b"new",
        "a/both": b"disk",
        "a/changed": b"disk",
        "a/new/untracked ü": b"new",
        "a/same": b"same",
        "a/staged": b"index",
        "a/unstaged": b"unstaged",
    }
    repo.commit("all of it")
    assert read_work_tree(repo.plans).files == snapshot.files


def test_a_renamed_file_is_one_deleted_and_one_added(repo: Repo) -> None:
    repo.commit("first", {"a/old.md": "the same text\n" * 50})
    repo.git("mv", "plans/a/old.md", "plans/a/new.md")
    snapshot = read_work_tree(repo.plans)
    assert (list(snapshot.files), snapshot.uncommitted) == (["a/new.md"], ("a/new.md", "a/old.md"))


def test_a_file_that_is_only_announced_to_git_is_read_from_the_disk(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.write({"a/people.yaml": "p"})
    repo.git("add", "--intent-to-add", "plans/a/people.yaml")
    assert read_work_tree(repo.plans).read("a/people.yaml") == b"p"


def test_files_in_conflict_are_read_with_their_marks(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1\n", "a/gone.md": "1\n", "a/kept.md": "1\n"})
    repo.branch("asien")
    repo.commit("asien", {"a/plan.yaml": "2\n", "a/gone.md": "2\n", "a/kept.md": None})
    repo.git("checkout", "-q", "main")
    repo.commit("main", {"a/plan.yaml": "3\n", "a/gone.md": None, "a/kept.md": "3\n"})
    with pytest.raises(AssertionError):
        repo.merge("asien")
    (repo.plans / "a/gone.md").unlink()
    snapshot = read_work_tree(repo.plans)
    assert snapshot.read("a/plan.yaml").startswith(b"<<<<<<< HEAD\n3\n")
    assert snapshot.read("a/kept.md") == b"3\n"
    assert list(snapshot.files) == ["a/kept.md", "a/plan.yaml"]
    assert snapshot.uncommitted == ("a/gone.md", "a/kept.md", "a/plan.yaml")


def test_ignored_hidden_and_left_behind_files_are_no_part_of_the_plans(repo: Repo) -> None:
    (repo.top / ".gitignore").write_text("*.tmp\n")
    repo.commit("first", {"a/plan.yaml": "1", "a/.vscode/settings.json": "{}"})
    repo.write({"a/x.tmp": "x", "a/.DS_Store": "x", "a/plan.yaml~": "x", ".vscode/x": "x", "Thumbs.db": "x"})
    snapshot = read_work_tree(repo.plans)
    assert (list(snapshot.files), snapshot.uncommitted, codes(snapshot)) == (["a/plan.yaml"], (), [])


def test_before_the_first_commit_everything_is_a_draft(repo: Repo) -> None:
    repo.write({"a/plan.yaml": "1", "b/plan.yaml": "2"})
    repo.git("add", "plans/a")
    snapshot = read_work_tree(repo.plans)
    assert (snapshot.commit, snapshot.uncommitted) == (None, ("a/plan.yaml", "b/plan.yaml"))
    assert read_all(snapshot) == {"a/plan.yaml": b"1", "b/plan.yaml": b"2"}
    assert codes(snapshot) == [".: K007 advice"]


def test_without_git_the_plans_are_read_and_said_to_be_unversioned(repo: Repo, tmp_path: Path) -> None:
    files: dict[str, str | None] = {"a/plan.yaml": "1", "b/divisions/m/ü.md": "ü", "site.yaml": "s", ".git~/x": "x"}
    repo.commit("first", files)
    bare = Repo(tmp_path / "bare", create=False)
    bare.write(files)
    snapshot = read_work_tree(bare.plans)
    assert snapshot.files == read_work_tree(repo.plans).files
    assert read_all(snapshot) == {"a/plan.yaml": b"1", "b/divisions/m/ü.md": "ü".encode(), "site.yaml": b"s"}
    assert (snapshot.commit, snapshot.repository, snapshot.uncommitted) == (None, None, ())
    assert codes(snapshot) == [".: K001 warning"]


def test_a_folder_that_git_ignores_is_read_and_said_to_be_unversioned(repo: Repo) -> None:
    (repo.top / ".gitignore").write_text("plans/\n")
    repo.commit("first")
    repo.write({"a/plan.yaml": "1"})
    snapshot = read_work_tree(repo.plans)
    assert (read_all(snapshot), snapshot.commit, codes(snapshot)) == ({"a/plan.yaml": b"1"}, None, [".: K001 warning"])
    assert "ignores it" in snapshot.findings[0].message.en


def test_an_empty_folder_is_no_trouble(repo: Repo) -> None:
    assert read_work_tree(repo.plans).files == {}
    assert read_work_tree(repo.top.parent).files == {}


def test_where_git_fails_the_plans_are_still_read(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    snapshot = read_work_tree(repo.plans)
    assert (read_all(snapshot), codes(snapshot)) == ({"a/plan.yaml": b"1"}, [".: K006 error"])
    monkeypatch.delenv("GIT_TEST_ASSUME_DIFFERENT_OWNER")
    index = (repo.top / ".git/index").read_bytes()
    (repo.top / ".git/index").write_bytes(b"nonsense")
    snapshot = read_work_tree(repo.plans)
    assert (read_all(snapshot), codes(snapshot)) == ({"a/plan.yaml": b"1"}, [".: K006 error"])
    (repo.top / ".git/index").write_bytes(index)
    (repo.top / ".git/HEAD").write_bytes(b"")
    snapshot = read_work_tree(repo.plans)
    assert (read_all(snapshot), codes(snapshot)) == ({"a/plan.yaml": b"1"}, [".: K010 error"])


def test_a_bare_repository_is_no_work_tree(repo: Repo, tmp_path: Path) -> None:
    repo.git("init", "-q", "--bare", str(tmp_path / "bare.git"))
    with pytest.raises(SourceError) as error:
        read_work_tree(tmp_path / "bare.git")
    assert error.value.finding.code == "K006"


@pytest.mark.parametrize("with_git", [True, False])
def test_what_is_no_ordinary_file_is_refused_and_never_followed(repo: Repo, tmp_path: Path, with_git: bool) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "plan.yaml").write_text("secret")
    top = repo if with_git else Repo(tmp_path / "bare", create=False)
    top.write({"a/plan.yaml": "1"})
    (top.plans / "a/file.md").symlink_to(secret / "plan.yaml")
    (top.plans / "a/folder").symlink_to(secret)
    (top.plans / "a/dangling").symlink_to("nowhere")
    (top.plans / "loop").symlink_to(".")
    snapshot = read_work_tree(top.plans)
    refused = {"a/dangling", "a/file.md", "a/folder", "loop"}
    assert read_all(snapshot) == {"a/plan.yaml": b"1"}
    assert {path: file.kind for path, file in snapshot.refused.items()} == dict.fromkeys(sorted(refused), "symlink")
    assert [code for code in codes(snapshot) if "K003" in code] == [f"{path}: K003 error" for path in sorted(refused)]


def test_a_committed_link_is_refused(repo: Repo) -> None:
    (repo.plans / "logo.svg").symlink_to("/etc/passwd")
    repo.commit("first", {"a/plan.yaml": "1", "b/plan.yaml": "2"})
    (repo.plans / "b/plan.yaml").unlink()
    (repo.plans / "b/plan.yaml").symlink_to("/etc/passwd")
    snapshot = read_work_tree(repo.plans)
    assert (list(snapshot.files), list(snapshot.refused)) == (["a/plan.yaml"], ["b/plan.yaml", "logo.svg"])


def test_a_folder_that_became_a_link_is_not_walked_into(repo: Repo, tmp_path: Path) -> None:
    repo.commit("first", {"a/plan.yaml": "1", "b/plan.yaml": "2"})
    (repo.plans / "a").rename(tmp_path / "elsewhere")
    (repo.plans / "a").symlink_to(tmp_path / "elsewhere")
    snapshot = read_work_tree(repo.plans)
    assert (list(snapshot.files), list(snapshot.refused)) == (["b/plan.yaml"], ["a"])
    assert snapshot.uncommitted == ("a", "a/plan.yaml")


def test_pipes_and_sockets_are_refused_without_waiting_for_them(repo: Repo, tmp_path: Path) -> None:
    os.mkfifo(repo.plans / "pipe.yaml")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(repo.plans / "s.yaml"))
    repo.commit("first", {"a/plan.yaml": "1", "b/plan.yaml": "2"})
    (repo.plans / "b/plan.yaml").unlink()
    os.mkfifo(repo.plans / "b/plan.yaml")
    assert list(read_work_tree(repo.plans).files) == ["a/plan.yaml"]
    (repo.top / ".git").rename(tmp_path / "aside")
    snapshot = read_work_tree(repo.plans)
    assert list(snapshot.files) == ["a/plan.yaml"]
    assert codes(snapshot) == [
        ".: K001 warning",
        "b/plan.yaml: K003 error",
        "pipe.yaml: K003 error",
        "s.yaml: K003 error",
    ]
    listener.close()


def test_a_file_that_turns_into_a_pipe_between_looking_and_reading_is_no_hang(repo: Repo) -> None:
    os.mkfifo(repo.plans / "pipe")
    (repo.plans / "folder").mkdir()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(repo.plans / "socket"))
    listener.close()
    for path in (b"pipe", b"folder", b"socket"):
        with pytest.raises(OSError, match="special"):
            worktree._opened(repo.plans, path)


def test_repositories_inside_are_refused(repo: Repo, tmp_path: Path) -> None:
    inner = Repo(tmp_path / "inner")
    inner.commit("first", {"plan.yaml": "1"})
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.git("-c", "protocol.file.allow=always", "submodule", "-q", "add", str(inner.top), "plans/sub")
    repo.git("clone", "-q", str(inner.top), "plans/clone")
    (repo.plans / "sub/draft.md").write_text("a draft inside")
    (repo.plans / "sub/plans/plan.yaml").write_text("a change inside")
    snapshot = read_work_tree(repo.plans)
    assert list(snapshot.files) == ["a/plan.yaml"]
    assert {path: file.kind for path, file in snapshot.refused.items()} == {"clone": "submodule", "sub": "submodule"}
    assert codes(snapshot) == ["clone: K003 error", "sub: K003 error"]


@pytest.mark.parametrize("with_git", [True, False])
def test_hostile_names_are_findings_and_do_not_hide_their_neighbours(
    repo: Repo, tmp_path: Path, with_git: bool
) -> None:
    top = repo if with_git else Repo(tmp_path / "bare", create=False)
    top.write({"a/line\nbreak.md": "x", "a/-rf": "x", "a/\"q'.md": "x", "a/ü.md": "x", "a/$(x).md": "x"})
    (top.plans / os.fsdecode(b"a/not\xff.md")).write_text("x")
    for _ in range(2):
        snapshot = read_work_tree(top.plans)
        assert list(snapshot.files) == ["a/\"q'.md", "a/$(x).md", "a/-rf", "a/ü.md"]
        assert [code for code in codes(snapshot) if "K004" in code] == [
            "a/line\\nbreak.md: K004 error",
            "a/not\\xff.md: K004 error",
        ]
        if with_git:
            top.commit("committed")


def test_names_that_differ_only_in_case_or_normalisation_are_errors(repo: Repo) -> None:
    repo.write({"Nordwind/plan.yaml": "x", "nordwind/plan.yaml": "x", "a/mu\u0308.md": "x", "a/m\u00fc.md": "x"})
    assert [code for code in codes(read_work_tree(repo.plans)) if "K005" in code] == [
        "a/m\u00fc.md: K005 error",
        "nordwind: K005 error",
    ]


def test_a_file_that_may_not_be_read_is_a_finding(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write({"a/plan.yaml": "1", "a/people.yaml": "1"})

    def refuse(place: bytes, flags: int) -> int:
        if place.endswith(b"people.yaml"):
            raise PermissionError(13, "Permission denied")
        return os_open(place, flags)

    os_open = os.open
    monkeypatch.setattr("kamsite.source.worktree.os.open", refuse)
    snapshot = read_work_tree(repo.plans)
    assert list(snapshot.files) == ["a/plan.yaml"]
    assert "a/people.yaml: K009 error" in codes(snapshot)


def test_saving_meanwhile_changes_nothing_in_what_was_seen(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1", "a/people.yaml": "1"})
    repo.write({"a/people.yaml": "2", "a/new.md": "new"})
    snapshot = read_work_tree(repo.plans)
    repo.write({"a/plan.yaml": "later", "a/people.yaml": "later", "a/new.md": None})
    assert read_all(snapshot) == {"a/new.md": b"new", "a/people.yaml": b"2", "a/plan.yaml": b"1"}


def test_a_large_file_saved_meanwhile_is_an_error_and_never_passed_for_the_earlier_one(repo: Repo) -> None:
    repo.write({"a/film": "x" * 3_000_000, "a/gone": "y" * 300_000, "a/same": "z" * 300_000})
    snapshot = read_work_tree(repo.plans)
    assert read_work_tree(repo.plans).files == snapshot.files
    repo.write({"a/film": "later", "a/gone": None})
    for path in ("a/film", "a/gone"):
        with pytest.raises(SourceError) as error:
            snapshot.read(path)
        assert (error.value.finding.code, error.value.finding.place.file) == ("K009", path)
    assert snapshot.read("a/same") == b"z" * 300_000
    with pytest.raises(SourceError, match="larger than 200 KB"):
        snapshot.read("a/same", 200_000)
    repo.commit("large")
    assert read_work_tree(repo.plans).files["a/same"] == snapshot.files["a/same"]


def test_a_file_that_vanishes_while_looking_is_not_there(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("first", {"a/plan.yaml": "1", "a/people.yaml": "1"})
    repo.write({"a/people.yaml": "2", "a/new.md": "new"})
    look = worktree._Sight.look_at

    def vanishing(self: worktree._Sight, path: bytes) -> None:
        (repo.plans / os.fsdecode(path)).unlink()
        look(self, path)

    monkeypatch.setattr(worktree._Sight, "look_at", vanishing)
    snapshot = read_work_tree(repo.plans)
    assert (list(snapshot.files), codes(snapshot)) == (["a/plan.yaml"], [])


def test_a_large_file_that_grows_while_looking_is_a_finding(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write({"a/film": "x" * 2_000_000})
    digest_of = worktree._digest_of_large

    def growing(start: bytes, stream: BinaryIO, algorithm: str) -> str:
        return digest_of(start + b"more", stream, algorithm)

    monkeypatch.setattr(worktree, "_digest_of_large", growing)
    snapshot = read_work_tree(repo.plans)
    assert (list(snapshot.files), codes(snapshot)[1:]) == ([], ["a/film: K009 error"])


def test_line_endings_of_a_windows_checkout_do_not_matter(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1\n2\n"})
    repo.git("config", "core.autocrlf", "true")
    (repo.plans / "a/plan.yaml").unlink()
    repo.git("checkout", "--", ".")
    assert (repo.plans / "a/plan.yaml").read_bytes() == b"1\r\n2\r\n"
    snapshot = read_work_tree(repo.plans)
    assert (snapshot.read("a/plan.yaml"), snapshot.uncommitted) == (b"1\n2\n", ())


def test_a_work_tree_and_a_subfolder_read_the_same_from_anywhere(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.git("worktree", "add", "-q", "--detach", str(tmp_path / "beside"))
    monkeypatch.chdir(tmp_path)
    here = read_work_tree(Path("repo/plans"))
    (tmp_path / "link").symlink_to(repo.plans)
    assert read_work_tree(Path("link")).files == here.files
    assert read_work_tree(Path("beside/plans")).files == here.files
    assert list(read_work_tree(Path("repo")).files) == ["plans/a/plan.yaml"]
    assert list(read_work_tree(Path("repo/plans/a")).files) == ["plan.yaml"]


def test_a_snapshot_of_drafts_survives_being_sent_to_another_process(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.write({"a/new.md": "new"})
    snapshot = read_work_tree(repo.plans)
    sent = pickle.loads(pickle.dumps(snapshot))  # noqa: S301 - our own
    assert sent == snapshot
    assert read_all(sent) == {"a/new.md": b"new", "a/plan.yaml": b"1"}
    assert sent.read_many(sent.files) == read_all(sent)


def test_reading_leaves_no_trace_in_the_repository(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    os.utime(repo.plans / "a/plan.yaml", (1, 1))
    before = (repo.top / ".git/index").read_bytes()
    read_work_tree(repo.plans)
    assert (repo.top / ".git/index").read_bytes() == before
