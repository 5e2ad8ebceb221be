"""The only door to git: runs the git program and hands back what it says, as bytes and ids.

Always a list of arguments, a time limit, no shell, no prompts, no network, no hooks, none of the programs that a
repository's own settings name; the user's configuration cannot change what is printed. Replacement objects and grafts
are not followed: a commit is what its id says.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kamsite.diagnostics import Finding
from kamsite.source import surroundings
from kamsite.source.commits import LOG_FORMAT, Commit, Entry, read_log
from kamsite.source.surroundings import SourceError
from kamsite.source.veil import Veil, commit_behind, entry_behind, path_behind

Conversation = subprocess.Popen[bytes]

OLDEST = (2, 31)
_TIMEOUT = 300.0
_LONGEST_REVISION = 250
# What git says when it does not know who commits.
_NOBODY = ("tell me who you are", "auto-detect", "empty ident")
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Kept of the variables that steer git: where configuration and the program lie. A hook's GIT_DIR or GIT_INDEX_FILE
# would lead to another repository than the one around the plans.
_KEPT = re.compile(r"(?!GIT_)|GIT_CONFIG|GIT_EXEC_PATH$|GIT_CEILING_DIRECTORIES$|GIT_TEST_ASSUME_DIFFERENT_OWNER$")
# Settings that came with the repository, not from the user or the machine.
_OWN = ("local", "worktree")
_EMPTY = "KAMSITE_EMPTY"
_ENVIRONMENT = {
    _EMPTY: "",
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}
_SETTINGS = {
    "color.ui": "false",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.quotePath": "false",
    "core.warnAmbiguousRefs": "false",
    "diff.orderFile": os.devnull,
    "log.follow": "false",
    "log.showRoot": "true",
    "status.branch": "false",
}
_FLAGS = ["--no-pager", *(flag for setting in _SETTINGS.items() for flag in ("-c", "=".join(setting)))]
_LOG = [
    "log",
    "-z",
    "--no-abbrev",
    "--no-renames",
    "--no-color",
    "--no-decorate",
    "--no-ext-diff",
    "--no-notes",
    "--no-relative",
    "--no-show-signature",
    "--no-textconv",
    "--date=raw",
    "--encoding=UTF-8",
    f"--format=tformat:{LOG_FORMAT}",
]


_COMBINED = b"diff --cc "


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository around a folder of plans.

    `prefix` is the folder's path below `top`, ending in `/`, or empty where the folder is the top. Ids are lower case
    hexadecimal. Every method raises SourceError when git fails. Commits and files are read through the `veil`.
    """

    folder: Path
    top: Path
    prefix: bytes
    is_shallow: bool
    has_work_tree: bool
    hash: Literal["sha1", "sha256"]
    veil: Veil | None = None

    def head(self) -> Commit | None:
        """The commit that is checked out; None where nothing has been committed yet.

        Raises SourceError (K010) when the branch is there and its newest commit is not.
        """
        answer = _run(self.folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        if answer.returncode == 0:
            return self.commit(_text(answer.stdout))
        told = _run(self.folder, "log", "-1", "--format=").stderr
        if b"does not have any commits yet" in told:
            return None
        raise SourceError(surroundings.damaged(_told(told)))

    def resolve(self, revision: str) -> str:
        """The id of the commit that a tag, a branch, a (shortened) id or another expression of git's names.

        Raises SourceError (K008) when there is none, or not exactly one. Nothing in it is taken for an option.
        """
        if not 0 < len(revision) <= _LONGEST_REVISION or revision.startswith("-") or _CONTROL.search(revision):
            raise SourceError(surroundings.unknown_revision(revision))
        try:
            answer = _run(self.folder, "rev-parse", "--verify", "--quiet", revision + "^{commit}")
        except UnicodeEncodeError:
            raise SourceError(surroundings.unknown_revision(revision)) from None
        id_ = _text(answer.stdout)
        if answer.returncode != 0 or not _ID.fullmatch(id_):
            raise SourceError(surroundings.unknown_revision(revision, is_shallow=self.is_shallow))
        return id_

    def commit(self, id_: str) -> Commit:
        """The commit with this full id."""
        for entry in read_log(self._ask(*_LOG, "--no-walk", _checked(id_)), self.prefix):
            return commit_behind(self.veil, entry.commit) if self.veil else entry.commit
        raise SourceError(surroundings.unknown_revision(id_))

    def merge_base(self, one: str, other: str) -> str | None:
        """The id of the best common ancestor of two commits (full ids); None where they have none."""
        answer = _run(self.folder, "merge-base", _checked(one), _checked(other))
        if answer.returncode not in (0, 1):
            raise SourceError(_failure("merge-base", answer.stderr))
        return _text(answer.stdout) or None

    def tags(self) -> dict[str, tuple[str, ...]]:
        """The tags on commits: names in order by the commit's id."""
        form = "%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname)"
        found: dict[str, list[str]] = {}
        for line in self._ask("for-each-ref", f"--format={form}", "refs/tags").splitlines():
            kind, id_, peeled_kind, peeled, ref = line.decode("utf-8", "replace").split(" ", 4)
            target = id_ if kind == "commit" else peeled if peeled_kind == "commit" else ""
            if target:
                found.setdefault(target, []).append(ref.removeprefix("refs/tags/"))
        return {id_: tuple(sorted(names)) for id_, names in found.items()}

    def mainline(self, commit: str, *, since: str = "") -> list[str]:
        """The ids of a commit and its first parents, newest first; `since` and what is reachable from it left out."""
        past = ["^" + _checked(since)] if since else []
        return _text(self._ask("rev-list", "--first-parent", _checked(commit), *past)).split()

    def graph(self, commit: str, *, since: str = "") -> list[list[str]]:
        """Every commit reachable from one, newest first: its id and those of its parents."""
        past = ["^" + _checked(since)] if since else []
        lines = _text(self._ask("rev-list", "--parents", _checked(commit), *past)).splitlines()
        return [line.split() for line in lines]

    def cut_off(self) -> frozenset[str]:
        """The ids of the commits whose parents a shallow clone lacks."""
        if not self.is_shallow:
            return frozenset()
        file = self.folder / os.fsdecode(self._ask("rev-parse", "--git-path", "shallow").removesuffix(b"\n"))
        try:
            return frozenset(file.read_text("ascii").split())
        except (OSError, UnicodeDecodeError) as trouble:
            raise SourceError(surroundings.git_failed("rev-parse", str(trouble))) from trouble

    def log(self, commit: str, *, since: str = "") -> list[Entry]:
        """The commit and its first parents as far as they change the folder, newest first; `since` as in `mainline`.

        A merge changes what differs from its first parent. Nothing is told about the commits behind it.
        """
        past = ["^" + _checked(since)] if since else []
        asked = [*_LOG, "--raw", "--first-parent", "--diff-merges=first-parent", _checked(commit), *past, *self._here()]
        return self._told(self._ask(*asked))

    def log_of(self, commits: list[str]) -> list[Entry]:
        """Those of the commits that change the folder, without merges."""
        ids = "".join(_checked(id_) + "\n" for id_ in commits).encode()
        asked = [*_LOG, "--raw", "--no-walk=unsorted", "--diff-merges=off", "--stdin", *self._here()]
        return self._told(self._ask(*asked, given=ids))

    def settled(self, merges: list[str]) -> dict[str, frozenset[str]]:
        """The files of the folder in which a merge says what none of its sides says: a conflict was settled there.

        By the merges' ids; files with names that git would quote are left out.
        """
        ids = "".join(_checked(id_) + "\n" for id_ in merges).encode()
        options = [one for one in _LOG if one != "-z" and not one.startswith("--format")]
        asked = [*options, "--format=tformat:%x00%H", "--no-walk=unsorted", "--diff-merges=dense-combined", "-p", "-U0"]
        answer = self._ask(*asked, "--stdin", *self._here(), given=ids)
        found: dict[str, frozenset[str]] = {}
        for part in answer.split(b"\0")[1:]:
            lines = part.split(b"\n")
            paths = [
                line.removeprefix(_COMBINED + self.prefix) for line in lines if line.startswith(_COMBINED + self.prefix)
            ]
            named = (path.decode("utf-8", "replace") for path in paths)
            found[lines[0].decode()] = frozenset(path_behind(self.veil, path) if self.veil else path for path in named)
        return found

    def _told(self, log: bytes) -> list[Entry]:
        """The commits of a log that change the folder."""
        entries = [entry for entry in read_log(log, self.prefix) if entry.changes]
        return [entry_behind(self.veil, entry) for entry in entries] if self.veil else entries

    def staged(self) -> bytes:
        """`git ls-files -s -z`: mode, blob id, stage and path (from the folder) of every file git knows here."""
        return self._ask("ls-files", "--stage", "-z", *self._here())

    def status(self) -> bytes:
        """`git status --porcelain=v2 -z`: what differs from the last commit; paths from the top, ignored ones not."""
        asked = ["--porcelain=v2", "-z", "--untracked-files=all", "--ignore-submodules=all", "--no-renames"]
        return self._ask(*self._without_filters(), "status", *asked, *self._here())

    def ignores_files(self) -> bool:
        """Whether there are files in the folder that git is told to ignore."""
        asked = ["--others", "--ignored", "--exclude-standard", "--directory", "-z"]
        return bool(self._ask("ls-files", *asked, *self._here()))

    def tree(self, commit: str) -> bytes | None:
        """`git ls-tree -r -z`: mode, kind, id and path (from the folder) of its files; None where it is missing."""
        tree = f"{_checked(commit)}:".encode() + self.prefix.removesuffix(b"/")
        answer = _run(self.folder, "ls-tree", "-r", "-z", "--full-tree", os.fsdecode(tree))
        if answer.returncode == 0:
            return answer.stdout
        if b"Not a valid object name" in answer.stderr or b"not a tree object" in answer.stderr:
            return None
        raise SourceError(_failure("ls-tree", answer.stderr))

    def _without_filters(self) -> list[str]:
        """Flags that switch off the programs which the repository's own settings run on files that git looks at."""
        answer = _run(self.folder, "config", "--show-scope", "--name-only", "-z", "--get-regexp", r"^filter\.")
        if answer.returncode not in (0, 1):
            raise SourceError(_failure("config", answer.stderr))
        told = os.fsdecode(answer.stdout).split("\0")
        own = {name.rpartition(".")[0] for scope, name in zip(told[::2], told[1::2], strict=False) if scope in _OWN}
        off = [
            f"{driver}.{key}={_EMPTY}" for driver in sorted(own) for key in ("clean", "smudge", "process", "required")
        ]
        return [f"--config-env={setting}" for setting in off]

    def _here(self) -> list[str]:
        return ["--", "."] if self.prefix else ["--"]

    def _ask(self, *arguments: str, given: bytes = b"") -> bytes:
        answer = _run(self.folder, *arguments, given=given)
        if answer.returncode != 0:
            raise SourceError(_failure(_command_in(arguments), answer.stderr))
        return answer.stdout


def find_repository(folder: Path) -> Repository | None:
    """The repository around a folder, however it is reached; None where there is none.

    Raises SourceError when there is one that cannot be read: damage (K010), no git program or another owner (K006).
    """
    folder = folder.resolve()
    if not folder.is_dir():
        return None
    if not shutil.which("git"):
        if _git_folder_around(folder):
            raise SourceError(surroundings.git_missing())
        return None
    answer = _run(
        folder, "rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--is-shallow-repository",
        "--show-object-format", "--show-prefix",
    )  # fmt: skip
    if answer.returncode != 0:
        if b"not a git repository (or any" not in answer.stderr:
            raise SourceError(_failure("rev-parse", answer.stderr))
        if around := _git_folder_around(folder):
            raise SourceError(surroundings.damaged(f"not a git repository: {around}"))
        return None
    is_bare, is_inside, is_shallow, form, prefix = answer.stdout.split(b"\n", 4)
    prefix = prefix.removesuffix(b"\n")
    top = (folder, *folder.parents)[prefix.count(b"/")]
    return Repository(
        folder=folder,
        top=top,
        prefix=prefix,
        is_shallow=is_shallow == b"true",
        has_work_tree=is_inside == b"true" and is_bare == b"false",
        hash="sha256" if form == b"sha256" else "sha1",
    )


def _git_folder_around(folder: Path) -> Path | None:
    """The nearest `.git` that git should take for a repository; an empty folder is none.

    Git looks for it up to the folders where it is told to end its search, and to another disk.
    """
    ends = {Path(end).resolve() for end in os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep) if end}
    try:
        for place in (folder, *folder.parents):
            if (place != folder and place in ends) or place.stat().st_dev != folder.stat().st_dev:
                return None
            inside = place / ".git"
            if inside.is_file() or (inside.is_dir() and any(inside.iterdir())):
                return inside
    except OSError:
        return None
    return None


def create_repository(folder: Path, files: Iterable[str], message: str) -> Commit:
    """Makes a folder a git repository and commits these files of it (relative to it); gives back the commit.

    Raises SourceError (K006) when git fails, mostly because nobody has told it who commits; the files are staged then.
    """
    folder = folder.resolve()
    listed = b"".join(os.fsencode(file) + b"\0" for file in files)
    steps: tuple[tuple[list[str], bytes], ...] = (
        (["init", "--quiet", "--initial-branch=main"], b""),
        (["add", "--force", "--pathspec-from-file=-", "--pathspec-file-nul"], listed),
        (["commit", "--quiet", "--no-gpg-sign", f"--message={message}"], b""),
    )
    for arguments, given in steps:
        answer = _run(folder, *arguments, given=given)
        if answer.returncode != 0:
            raise SourceError(_failure(arguments[0], answer.stderr))
    repository = find_repository(folder)
    commit = repository.head() if repository else None
    if commit is None:
        raise SourceError(surroundings.no_commits())
    return commit


def run_git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git answers in a folder, be it a failure. Raises SourceError (K006) where it cannot be run or hangs."""
    return _run(folder, *arguments, given=given)


def start_conversation(repository: Repository, *arguments: str) -> Conversation:
    """A git process that answers what is written to it; the caller ends it and limits how long an answer may take."""
    try:
        return subprocess.Popen(  # noqa: S603 - a list without shell, all of it ours
            _command(repository.folder, *arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, bufsize=0, env=_environment(),
        )  # fmt: skip
    except OSError as trouble:
        raise SourceError(surroundings.git_failed(arguments[0], str(trouble))) from trouble


def _run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a list without shell; whatever comes from outside was checked
            _command(folder, *arguments), input=given, capture_output=True, timeout=_TIMEOUT, env=_environment(),
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as trouble:
        raise SourceError(surroundings.git_failed(arguments[0], str(trouble))) from trouble


def _command(folder: Path, *arguments: str) -> list[str]:
    program = shutil.which("git")
    if not program:
        raise SourceError(surroundings.git_missing())
    return [program, *_FLAGS, "-C", str(folder), *arguments]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if _KEPT.match(name)} | _ENVIRONMENT


def _failure(what: str, said: bytes) -> Finding:
    """What to tell the user about a git that failed, from what it wrote."""
    text = said.decode("utf-8", "replace")
    if "dubious ownership" in text or "unsafe repository" in text:
        named = re.search(r"in repository at '([^'\n]*)'|repository \('([^'\n]*)'", text)
        return surroundings.dubious_ownership(next(filter(None, named.groups()), "") if named else "<folder>")
    version = _version()
    if version and version < OLDEST:
        return surroundings.git_too_old(".".join(map(str, version)), ".".join(map(str, OLDEST)))
    if what == "commit" and any(words in text for words in _NOBODY):
        return surroundings.unknown_author()
    return surroundings.git_failed(what, _told(said))


def _told(said: bytes) -> str:
    """The line that says what went wrong, from what git wrote."""
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[0] if lines else "")


def _command_in(arguments: tuple[str, ...]) -> str:
    """What git is asked to do, without the flags before it."""
    return next(argument for argument in arguments if not argument.startswith("-"))


def _version() -> tuple[int, ...]:
    found = re.search(rb"(\d+)\.(\d+)", _run(Path(), "version").stdout)
    return tuple(int(number) for number in found.groups()) if found else ()


def _checked(id_: str) -> str:
    """The id itself; a ValueError when it is not a full one, which could be mistaken for something else."""
    if not _ID.fullmatch(id_):
        raise ValueError("not the full id of a commit")
    return id_


def _text(said: bytes) -> str:
    return said.decode("ascii", "replace").strip()
