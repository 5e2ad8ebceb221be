"""What lies over a repository where somebody is to be named nowhere: every file and commit is read through it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from kamsite.source.commits import Change, Commit, Entry


class Veil(Protocol):
    """Takes people out of what is read. Fit to be hashed, compared and sent to another process."""

    @property
    def digest(self) -> str:
        """What it is known by: another one wherever anything is read otherwise."""

    def is_over(self, path: str) -> bool:
        """Whether the content of a file is read through it; of other files only the names are."""

    def path(self, path: str) -> str:
        """What a file is called; "" for one that is as good as not there."""

    def content(self, path: str, content: bytes) -> bytes:
        """What a file says."""

    def text(self, text: str, paths: Iterable[str] | None) -> str:
        """What is said of some files, such as the reason of a commit; of all where None are named."""

    def author(self, name: str) -> str:
        """What an author is called."""


def commit_behind(veil: Veil, commit: Commit, paths: Iterable[str] | None = None) -> Commit:
    """A commit as it is told; `paths` are the files that it changed, as far as that is known."""
    named = None if paths is None else [*paths]
    author = veil.author(commit.author)
    return replace(
        commit,
        author=author,
        email=veil.text(commit.email, named) if author == commit.author else "",
        subject=veil.text(commit.subject, named),
        body=veil.text(commit.body, named),
    )


def entry_behind(veil: Veil, entry: Entry) -> Entry:
    """A commit with its changes as it is told. A file that is as good as not there stays a change, without a name."""
    paths = [change.path for change in entry.changes]
    changes = tuple(Change(path_behind(veil, one.path), one.before, one.after) for one in entry.changes)
    return Entry(commit_behind(veil, entry.commit, paths), changes, entry.behind)


def path_behind(veil: Veil, path: str) -> str:
    """What a file that changed is called; one that is as good as not there has no name, but its plan changed."""
    if told := veil.path(path):
        return told
    folder, slash, name = path.rpartition("/")
    _, dot, ending = name.rpartition(".")
    return f"{folder}{slash}erased{dot}{ending}"
