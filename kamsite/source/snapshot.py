"""A snapshot: the files of the plans folder at one moment. At a commit: here; in the work tree: see `worktree`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha1
from pathlib import Path
from typing import Literal, Protocol

from kamsite.diagnostics import Finding, Place, Severity, in_order
from kamsite.source import surroundings
from kamsite.source.commits import Commit
from kamsite.source.gitrepo import Repository, find_repository
from kamsite.source.names import is_left_behind, name_trouble, same_names
from kamsite.source.objects import FOLDER, LIMIT, BlobReader, reader_of
from kamsite.source.surroundings import SourceError
from kamsite.source.veil import Veil, commit_behind, path_behind

Kind = Literal["file", "symlink", "submodule", "special"]
_KINDS: dict[str, Kind] = {"120000": "symlink", "160000": "submodule"}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the plans folder. `path` is relative to it, with `/`; `digest` is the id of its content in git."""

    path: str
    digest: str
    kind: Kind = "file"


class Contents(Protocol):
    """Where the contents of a snapshot come from. Fit to be sent to another process, which opens its own readers."""

    def read_many(self, files: Iterable[SourceFile], limit: int) -> dict[str, bytes]:
        """The contents by path; SourceError (K006, K009) when one cannot be read or is larger than `limit` bytes."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of the plans folder at one moment, by path and in order of their paths.

    `files` holds ordinary files only; symbolic links, submodules and special files stand in `refused` and are never
    read. `commit` is the commit they come from, for a work tree the one it builds upon; `uncommitted` are the paths in
    which the work tree differs from it: changed, added or deleted.
    """

    files: Mapping[str, SourceFile]
    contents: Contents = field(repr=False, compare=False)
    refused: Mapping[str, SourceFile] = field(default_factory=dict)
    commit: Commit | None = None
    uncommitted: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    repository: Repository | None = None

    def read(self, path: str, limit: int = LIMIT) -> bytes:
        """The content of the file, exactly the bytes that its digest stands for.

        Raises SourceError when the file is larger than `limit` bytes, or (work tree only) changed since the snapshot
        was taken; KeyError when the snapshot has no such file.
        """
        return self.contents.read_many([self.files[path]], limit)[path]

    @property
    def veil(self) -> str:
        """What the veil is known by through which everything here is read; "" without one."""
        return self.repository.veil.digest if self.repository and self.repository.veil else ""

    def read_many(self, paths: Iterable[str], limit: int = LIMIT) -> dict[str, bytes]:
        """The contents of many files by path, as `read`, but faster than one by one."""
        return self.contents.read_many([self.files[path] for path in paths], limit)


@dataclass(frozen=True, slots=True)
class GitContents:
    """Contents by blob id from the repository."""

    repository: Repository

    def read_many(self, files: Iterable[SourceFile], limit: int) -> dict[str, bytes]:
        """The contents by path."""
        wanted = list(files)
        reader = reader_of(self.repository)
        try:
            found = reader.read_many([file.digest for file in wanted], limit)
        except SourceError as trouble:
            if len(wanted) > 1:
                return {file.path: self.read_many([file], limit)[file.path] for file in wanted}
            raise SourceError(replace(trouble.finding, place=Place(wanted[0].path))) from trouble
        return {file.path: found[file.digest] for file in wanted}


@dataclass(frozen=True, slots=True)
class HeldContents:
    """Contents that are held in memory, by path."""

    texts: Mapping[str, bytes]

    def read_many(self, files: Iterable[SourceFile], limit: int) -> dict[str, bytes]:
        """The contents by path."""
        found = {file.path: self.texts[file.path] for file in files}
        for path, content in found.items():
            if len(content) > limit:
                raise SourceError(surroundings.too_large(path, limit))
        return found


@dataclass(frozen=True, slots=True)
class VeiledContents:
    """Contents as a veil shows them. `own` are the files as they are, by the paths that the veil gives them."""

    contents: Contents
    veil: Veil
    own: Mapping[str, SourceFile]

    def read_many(self, files: Iterable[SourceFile], limit: int) -> dict[str, bytes]:
        """The contents by path."""
        wanted = {file.path: self.own[file.path] for file in files}
        found = self.contents.read_many(wanted.values(), limit)
        return {path: self.veil.content(own.path, found[own.path]) for path, own in wanted.items()}


def veiled(snapshot: Snapshot, veil: Veil) -> Snapshot:
    """The snapshot as a veil shows it, and all that is read of its repository from there on."""
    own = {told: file for path, file in snapshot.files.items() if (told := veil.path(path))}
    files = {
        told: SourceFile(told, f"{file.digest}.{veil.digest}" if veil.is_over(file.path) else file.digest)
        for told, file in sorted(own.items())
    }
    return replace(
        snapshot,
        files=files,
        contents=VeiledContents(snapshot.contents, veil, own),
        refused={path: file for path, file in snapshot.refused.items() if veil.path(path) == path},
        commit=commit_behind(veil, snapshot.commit) if snapshot.commit else None,
        uncommitted=tuple(sorted({path_behind(veil, path) for path in snapshot.uncommitted})),
        findings=tuple(one for one in snapshot.findings if veil.path(one.place.file) == one.place.file),
        repository=replace(snapshot.repository, veil=veil) if snapshot.repository else None,
    )


@dataclass(frozen=True, slots=True)
class Sorted:
    """What of a folder is a file of the plans, what is refused, and what there is to say about it."""

    files: dict[str, SourceFile]
    refused: dict[str, SourceFile]
    findings: list[Finding]


def sort_out(entries: Iterable[tuple[bytes, Kind, str]]) -> Sorted:
    """Sorts path, kind and digest of everything in a folder; what programs leave behind is dropped in silence."""
    result = Sorted({}, {}, [])
    for path, kind, digest in sorted(entries):
        if is_left_behind(path):
            continue
        if trouble := name_trouble(path):
            result.findings.append(trouble)
            continue
        text = path.decode("utf-8")
        if kind == "file":
            result.files[text] = SourceFile(text, digest)
        else:
            result.refused[text] = SourceFile(text, digest, kind)
            result.findings.append(surroundings.refused(text, kind))
    result.findings.extend(same_names(sorted([*result.files, *result.refused])))
    return result


def in_memory(texts: Mapping[str, bytes]) -> Snapshot:
    """A snapshot of files that exist only in memory, by path."""
    found = sort_out((path.encode("utf-8"), "file", blob_id(text)) for path, text in texts.items())
    return Snapshot(found.files, HeldContents(dict(texts)), findings=in_order(found.findings))


def blob_id(content: bytes) -> str:
    """The id that git gives to this content."""
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def read_commit(plans: Path, revision: str, *, shallow: Severity = Severity.WARNING) -> Snapshot:
    """The plans folder at the commit that `revision` names (an id, a tag, a branch). Nothing is read from the disk.

    `shallow` is how bad it is that a clone lacks older commits (K002). Raises SourceError: K001 without git, K006 when
    git fails, K008 when there is no such commit or the folder is not in it.
    """
    repository = find_repository(plans)
    if repository is None:
        raise SourceError(surroundings.not_versioned())
    id_ = repository.resolve(revision)
    listing = repository.tree(id_)
    if listing is None:
        raise SourceError(surroundings.folder_absent(revision))
    entries = (line.partition(b"\t") for line in listing.split(b"\0") if line)
    return _snapshot(
        repository, repository.commit(id_), ((*_mode_and_id(left), path) for left, _, path in entries), shallow
    )


def read_version(repository: Repository, commit: Commit, accounts: Iterable[str]) -> Snapshot:
    """At a commit, the files at the top of the plans folder and all files of some accounts (their folders).

    Much faster than `read_commit`, which reads every account. A folder that was not there is left out. Findings about
    the clone are not repeated.
    """
    reader = reader_of(repository)
    wanted = {account.split("/")[0].encode("utf-8") for account in accounts}
    entries: list[tuple[str, str, bytes]] = []
    for name, (mode, id_) in _top(repository, commit).items():
        if mode != FOLDER:
            entries.append((mode, id_, name))
        elif name in wanted:
            entries.extend((inner, blob, name + b"/" + path) for inner, path, blob in reader.files_below(id_))
    return _snapshot(repository, commit, entries, None)


def read_at(repository: Repository, commit: Commit, path: str) -> bytes | None:
    """The content of one file of the plans folder at a commit; None where it was not there. Raises SourceError."""
    reader = reader_of(repository)
    entries: Mapping[bytes, tuple[str, str]] = _top(repository, commit)
    *folders, name = (step.encode("utf-8") for step in path.split("/"))
    for folder in folders:
        mode, id_ = entries.get(folder, ("", ""))
        if mode != FOLDER:
            return None
        entries = _inside(reader, id_)
    mode, id_ = entries.get(name, (FOLDER, ""))
    if mode == FOLDER or mode in _KINDS:
        return None
    return repository.veil.content(path, reader.read(id_)) if repository.veil else reader.read(id_)


# All accounts that lie in a commit are looked up in the same list of them.
@lru_cache(maxsize=16)
def _top(repository: Repository, commit: Commit) -> Mapping[bytes, tuple[str, str]]:
    """What lies directly in the plans folder at a commit, by name; nothing where there was no such folder."""
    reader = reader_of(repository)
    tree = reader.tree_of(commit.id)
    for step in repository.prefix.split(b"/")[:-1]:
        mode, id_ = _inside(reader, tree).get(step, ("", ""))
        if mode != FOLDER:
            return {}
        tree = id_
    return _inside(reader, tree)


def _inside(reader: BlobReader, tree: str) -> dict[bytes, tuple[str, str]]:
    """Mode and id of what lies directly in a tree, by name."""
    return {name: (mode, id_) for mode, name, id_ in reader.entries(tree)}


def _snapshot(
    repository: Repository, commit: Commit, entries: Iterable[tuple[str, str, bytes]], shallow: Severity | None
) -> Snapshot:
    found = sort_out((path, _KINDS.get(mode, "file"), id_) for mode, id_, path in entries)
    if repository.is_shallow and shallow is not None:
        found.findings.append(surroundings.shallow(shallow))
    snapshot = Snapshot(
        files=found.files,
        contents=GitContents(repository),
        refused=found.refused,
        commit=commit,
        findings=in_order(found.findings),
        repository=repository,
    )
    return veiled(snapshot, repository.veil) if repository.veil else snapshot


def _mode_and_id(entry: bytes) -> tuple[str, str]:
    mode, _, id_ = entry.decode("ascii").split(" ")
    return mode, id_
