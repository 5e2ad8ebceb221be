"""A repository behind a veil: every file and commit that is read of it has gone through."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest
from repositories import Repo

from kamsite.source.chronicle import read_chronicle
from kamsite.source.gitrepo import Repository, find_repository
from kamsite.source.objects import reader_of
from kamsite.source.snapshot import read_at, read_commit, read_version, veiled
from kamsite.source.worktree import read_work_tree


@dataclass(frozen=True)
class Fog:
    """Hides one word, and files that are called so."""

    word: str = "Brandt"
    digest: str = "fog"

    def is_over(self, path: str) -> bool:
        return path.endswith(".yaml")

    def path(self, path: str) -> str:
        return "" if self.word.lower() in path else path

    def content(self, path: str, content: bytes) -> bytes:
        return content.replace(self.word.encode(), b"X") if self.is_over(path) else content

    def text(self, text: str, paths: Iterable[str] | None) -> str:
        return text.replace(self.word, "X" if paths is None else "Y")

    def author(self, name: str) -> str:
        return "X" if self.word in name else name


@pytest.fixture
def repo(repo: Repo) -> Repo:
    files: dict[str, str | None] = {"a/plan.yaml": "Brandt", "a/people/brandt.yaml": "Brandt", "a/x.svg": "Brandt"}
    repo.commit("Brandt kommt\n\nMit Brandt.", files, author="Sabine Brandt")
    return repo


def behind(repo: Repo) -> Repository:
    found = find_repository(repo.plans)
    assert found is not None
    return replace(found, veil=Fog())


def test_files_of_a_snapshot_are_read_through_it(repo: Repo) -> None:
    for snapshot in (read_work_tree(repo.plans), read_commit(repo.plans, "HEAD")):
        seen = veiled(snapshot, Fog())
        assert [*seen.files] == ["a/plan.yaml", "a/x.svg"]
        assert seen.read_many(seen.files) == {"a/plan.yaml": b"X", "a/x.svg": b"Brandt"}
        assert seen.files["a/plan.yaml"].digest != snapshot.files["a/plan.yaml"].digest
        assert seen.files["a/x.svg"].digest == snapshot.files["a/x.svg"].digest
        assert seen.veil == "fog"
        assert seen.commit is not None
        assert (seen.commit.author, seen.commit.email, seen.commit.subject) == ("X", "", "X kommt")


def test_files_of_versions_are_read_through_it(repo: Repo) -> None:
    repository = behind(repo)
    commit = repository.commit(repo.git("rev-parse", "HEAD"))
    seen = read_version(repository, commit, ["a"])
    assert {path: seen.read(path) for path in seen.files} == {"a/plan.yaml": b"X", "a/x.svg": b"Brandt"}
    assert read_at(repository, commit, "a/plan.yaml") == b"X"
    assert reader_of(repository) is reader_of(replace(repository, veil=None))


def test_commits_are_told_through_it_and_keep_what_they_changed(repo: Repo) -> None:
    repository = behind(repo)
    chronicle = read_chronicle(repository, repo.git("rev-parse", "HEAD"))
    entry = chronicle.entries[0]
    assert (entry.commit.author, entry.commit.subject, entry.commit.body) == ("X", "Y kommt", "Mit Y.")
    assert [change.path for change in entry.changes] == ["a/people/erased.yaml", "a/plan.yaml", "a/x.svg"]


def test_what_is_not_committed_has_no_name_either(repo: Repo) -> None:
    repo.write({"a/people/brandt.yaml": "neu", "a/plan.yaml": "neu"})
    seen = veiled(read_work_tree(repo.plans), Fog())
    assert seen.uncommitted == ("a/people/erased.yaml", "a/plan.yaml")
