"""The plans folder as it lies on the disk: what git knows unchanged is told by git, everything else is looked at."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import new
from pathlib import Path
from typing import BinaryIO

from kamsite.diagnostics import Finding, Severity, in_order
from kamsite.source import surroundings
from kamsite.source.gitrepo import Repository, find_repository
from kamsite.source.names import fit_to_show, is_left_behind, is_usable
from kamsite.source.snapshot import GitContents, HeldContents, Kind, Snapshot, SourceFile, sort_out
from kamsite.source.surroundings import SourceError

# Contents of files that git does not hold are kept up to these sizes, so that nobody's saving in between matters.
_HELD_EACH = 256_000
_HELD_ALL = 8_000_000
_CHUNK = 1 << 20
_KINDS: dict[bytes, Kind] = {b"120000": "symlink", b"160000": "submodule"}
_OPEN = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


def read_work_tree(plans: Path, *, shallow: Severity = Severity.WARNING) -> Snapshot:
    """The plans folder as it lies on the disk, without what git ignores. `shallow`: severity of K002.

    Where git cannot be asked the files are read all the same, and a finding says why there are no versions. Special
    files (pipes, sockets) that git does not know are no part of the plans, as for git itself. Raises SourceError
    (K006) for the inside of a repository.
    """
    folder = plans.resolve()
    try:
        repository = find_repository(folder)
        if repository is None:
            return _without_git(folder, surroundings.not_versioned())
        if repository.has_work_tree:
            return _with_git(repository, shallow)
    except SourceError as trouble:
        return _without_git(folder, trouble.finding)
    raise SourceError(surroundings.no_work_tree())


@dataclass(frozen=True, slots=True)
class DiskContents:
    """Contents from the disk, checked against the digest; those that git holds from git."""

    folder: Path
    on_disk: frozenset[str]
    held: HeldContents
    git: GitContents | None
    hash: str

    def read_many(self, files: Iterable[SourceFile], limit: int) -> dict[str, bytes]:
        """The contents by path; SourceError (K009) for a file that is not what it was when the snapshot was taken."""
        found: dict[str, bytes] = {}
        from_git: list[SourceFile] = []
        for file in files:
            if file.path in self.held.texts:
                found |= self.held.read_many([file], limit)
            elif self.git and file.path not in self.on_disk:
                from_git.append(file)
            else:
                found[file.path] = self._from_disk(file, limit)
        return found | self.git.read_many(from_git, limit) if self.git else found

    def _from_disk(self, file: SourceFile, limit: int) -> bytes:
        try:
            with _opened(self.folder, os.fsencode(file.path)) as stream:
                content = stream.read(limit + 1)
        except OSError as trouble:
            raise SourceError(surroundings.denied(file.path, trouble)) from trouble
        if len(content) > limit:
            raise SourceError(surroundings.too_large(file.path, limit))
        if _digest_of(content, self.hash) != file.digest:
            raise SourceError(surroundings.changed_meanwhile(file.path))
        return content


@dataclass(slots=True)
class _Sight:
    """What was seen on the disk so far."""

    folder: Path
    hash: str
    entries: list[tuple[bytes, Kind, str]] = field(default_factory=list)
    held: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    room: int = _HELD_ALL

    def look_at(self, path: bytes) -> None:
        """Adds a path with its digest, or why it is refused. One that has just vanished is not there."""
        if not is_usable(path):
            self.entries.append((path, "file", ""))
            return
        try:
            with _opened(self.folder, path) as stream:
                self._add(path, stream)
        except FileNotFoundError:
            return
        except _NotAFileError as trouble:
            self.entries.append((path, trouble.kind, ""))
        except OSError as trouble:
            self.findings.append(surroundings.denied(fit_to_show(path), trouble))

    def _add(self, path: bytes, stream: BinaryIO) -> None:
        content = stream.read(_HELD_EACH + 1)
        if len(content) > _HELD_EACH:
            digest = _digest_of_large(content, stream, self.hash)
        else:
            digest = _digest_of(content, self.hash)
            self._hold(path, content)
        if digest:
            self.entries.append((path, "file", digest))
        else:
            self.findings.append(surroundings.changed_meanwhile(fit_to_show(path)))

    def _hold(self, path: bytes, content: bytes) -> None:
        if len(content) <= self.room:
            self.room -= len(content)
            self.held[path.decode("utf-8")] = content


def _with_git(repository: Repository, shallow: Severity) -> Snapshot:
    staged = _staged(repository.staged())
    change = _changes(repository.status(), repository.prefix)
    if not staged and not change.on_disk and not change.inner and repository.ignores_files():
        return _without_git(repository.folder, surroundings.ignored_by_git())
    sight = _Sight(repository.folder, repository.hash)
    aside = change.on_disk | change.gone
    sight.entries.extend((path, kind, id_) for path, kind, id_ in staged if path not in aside)
    sight.entries.extend((path, "submodule", "") for path in change.inner)
    for path in sorted(change.on_disk):
        sight.look_at(path)
    commit = repository.head()
    if commit is None:
        sight.findings.append(surroundings.no_commits())
    if repository.is_shallow:
        sight.findings.append(surroundings.shallow(shallow))
    uncommitted = sorted(path for path in change.uncommitted if is_usable(path))
    return replace(
        _snapshot(sight, repository, frozenset(change.on_disk)),
        commit=commit,
        uncommitted=tuple(path.decode("utf-8") for path in uncommitted),
    )


def _without_git(folder: Path, why: Finding) -> Snapshot:
    sight = _Sight(folder, "sha1", findings=[why])
    for path, kind in _walk(folder, sight.findings):
        if kind == "file":
            sight.look_at(path)
        else:
            sight.entries.append((path, kind, ""))
    return _snapshot(sight, None, frozenset())


def _snapshot(sight: _Sight, repository: Repository | None, on_disk: frozenset[bytes]) -> Snapshot:
    found = sort_out(sight.entries)
    contents = DiskContents(
        folder=sight.folder,
        on_disk=frozenset(path.decode("utf-8") for path in on_disk if is_usable(path)),
        held=HeldContents(sight.held),
        git=GitContents(repository) if repository else None,
        hash=sight.hash,
    )
    return Snapshot(
        files=found.files,
        contents=contents,
        refused=found.refused,
        findings=in_order([*sight.findings, *found.findings]),
        repository=repository,
    )


@dataclass(slots=True)
class _Changes:
    """How the work tree differs from the last commit; paths are relative to the folder.

    `on_disk`: content is to be taken from the disk; `gone`: deleted there; `inner`: repositories inside.
    """

    uncommitted: set[bytes] = field(default_factory=set)
    on_disk: set[bytes] = field(default_factory=set)
    gone: set[bytes] = field(default_factory=set)
    inner: set[bytes] = field(default_factory=set)


def _changes(status: bytes, prefix: bytes) -> _Changes:
    """Reads `git status --porcelain=v2 -z`: `1` changed, `2` renamed (then the old path follows), `u` in conflict."""
    result = _Changes()
    lines = iter(status.split(b"\0"))
    for line in lines:
        kind = line[:2]
        if kind == b"? ":
            path = line[2:].removeprefix(prefix)
            (result.inner if path.endswith(b"/") else result.on_disk).add(path.removesuffix(b"/"))
        elif kind in (b"1 ", b"2 ", b"u "):
            path = line.split(b" ", {b"1 ": 8, b"2 ": 9, b"u ": 10}[kind])[-1].removeprefix(prefix)
            if kind == b"2 ":
                result.uncommitted.add(next(lines).removeprefix(prefix))
            on_disk = line[3:4]
            if kind == b"u ":
                result.on_disk.add(path)
            elif on_disk != b".":
                (result.gone if on_disk == b"D" else result.on_disk).add(path)
        else:
            continue
        result.uncommitted.add(path.removesuffix(b"/"))
    return result


def _staged(listing: bytes) -> list[tuple[bytes, Kind, str]]:
    """Reads `git ls-files --stage -z`: path, kind and blob id; files in conflict are left to the disk."""
    found: list[tuple[bytes, Kind, str]] = []
    for line in listing.split(b"\0"):
        left, tab, path = line.partition(b"\t")
        mode, _, rest = left.partition(b" ")
        if tab and rest.endswith(b" 0"):
            found.append((path, _KINDS.get(mode, "file"), rest[:-2].decode("ascii")))
    return found


def _walk(folder: Path, findings: list[Finding]) -> Iterator[tuple[bytes, Kind]]:
    """Path and kind of everything below a folder but folders and what programs leave behind; links are not followed."""
    waiting = [b""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(os.fsencode(folder) + b"/" + below) as inside:
                entries = list(inside)
        except OSError as trouble:
            findings.append(surroundings.denied(fit_to_show(below) or ".", trouble))
            continue
        for entry in entries:
            path = below + b"/" + entry.name if below else entry.name
            if is_left_behind(path):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            else:
                yield path, _kind_of(entry)


def _kind_of(entry: "os.DirEntry[bytes]") -> Kind:
    if entry.is_symlink():
        return "symlink"
    return "file" if entry.is_file(follow_symlinks=False) else "special"


class _NotAFileError(OSError):
    def __init__(self, kind: Kind) -> None:
        super().__init__(errno.EINVAL, kind)
        self.kind: Kind = kind


def _opened(folder: Path, path: bytes) -> BinaryIO:
    """The ordinary file at a path; never the target of a link, and never waiting for a pipe's other end."""
    place = os.fsencode(folder) + b"/" + path
    if not hasattr(os, "O_NOFOLLOW") and Path(os.fsdecode(place)).is_symlink():
        raise _NotAFileError("symlink")
    try:
        descriptor = os.open(place, _OPEN)
    except OSError as trouble:
        if trouble.errno in (errno.ELOOP, errno.EMLINK):
            raise _NotAFileError("symlink") from trouble
        if trouble.errno == errno.ENXIO:
            raise _NotAFileError("special") from trouble
        raise
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise _NotAFileError("special")


def _digest_of(content: bytes, algorithm: str) -> str:
    return new(algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _digest_of_large(start: bytes, stream: BinaryIO, algorithm: str) -> str:
    """The digest of a file that is not held in memory; empty when it grows or shrinks meanwhile."""
    size = os.fstat(stream.fileno()).st_size
    digest = new(algorithm, b"blob %d\0" % size + start, usedforsecurity=False)
    seen = len(start)
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        seen += len(chunk)
    return digest.hexdigest() if seen == size else ""
