"""Real git repositories for tests: fixed people and dates, nothing of the configuration of whoever runs them."""

import os
import subprocess
from pathlib import Path

import pytest

from kamsite.source.gitrepo import Repository, find_repository
from kamsite.source.surroundings import SourceError

START = 1_767_254_400  # 2026-01-01 08:00 UTC
HOUR = 3600


def without_user_configuration(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Git knows nothing of whoever runs the tests; a repository around the temporary folder is none of the test's."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder))


class Repo:
    """A git repository in a folder; its plans lie in `plans`. Each commit is an hour later than the one before."""

    def __init__(self, top: Path, plans: str = "plans", *, create: bool = True) -> None:
        self.top = top
        self.plans = top / plans
        self.now = START
        if create:
            self.plans.mkdir(parents=True, exist_ok=True)
            self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str | bytes, given: bytes = b"", author: str = "Vera Weber") -> str:
        """What git answers."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": author,
            "GIT_AUTHOR_EMAIL": "author@example.com",
            "GIT_AUTHOR_DATE": f"{self.now - 60} +0100",
            "GIT_COMMITTER_NAME": "Merge Master",
            "GIT_COMMITTER_EMAIL": "committer@example.com",
            "GIT_COMMITTER_DATE": f"{self.now} +0100",
        }
        answer = subprocess.run(
            ["git", "-C", str(self.top), *arguments], input=given, env=environment, capture_output=True, check=False
        )
        assert answer.returncode == 0, answer.stderr.decode()
        return answer.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, files: dict[str, str | None]) -> None:
        """Writes files of the plans folder; None deletes one."""
        for path, text in files.items():
            file = self.plans / path
            if text is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text.encode())

    def commit(self, message: str, files: dict[str, str | None] | None = None, author: str = "Vera Weber") -> str:
        """Commits everything, after writing these files of the plans folder; the commit's id."""
        self.write(files or {})
        self.now += HOUR
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", message, author=author)
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, start: str = "HEAD") -> None:
        """Goes on on a new branch."""
        self.git("checkout", "-q", "-b", name, start)

    def merge(self, *branches: str, message: str = "Merge branch 'x'") -> str:
        """Merges branches into main, always with a commit of its own; the commit's id."""
        self.now += HOUR
        self.git("checkout", "-q", "main")
        self.git("merge", "-q", "--no-ff", "-m", message, *branches)
        return self.git("rev-parse", "HEAD")

    def raw_commit(self, text: bytes) -> str:
        """A commit of the present tree with exactly this text after its parent, and main moved to it; its id."""
        tree, parent = self.git("rev-parse", "HEAD^{tree}"), self.git("rev-parse", "HEAD")
        content = f"tree {tree}\nparent {parent}\n".encode() + text
        id_ = self.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=content)
        self.git("update-ref", "refs/heads/main", id_)
        return id_

    def shallow_clone(self, top: Path, depth: int) -> "Repo":
        """A clone that lacks the older commits."""
        self.git("clone", "-q", "--depth", str(depth), f"file://{self.top}", str(top))
        return Repo(top, create=False)


def found(folder: Path) -> Repository:
    """The repository around a folder; there has to be one."""
    repository = find_repository(folder)
    assert repository
    return repository


def trouble(error: pytest.ExceptionInfo[SourceError]) -> str:
    """What an error says: code, severity and message."""
    finding = error.value.finding
    return f"{finding.code} {finding.severity.word}: {finding.message.en}"
