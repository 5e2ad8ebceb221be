"""What stands in a folder that we published, and what is said where it is not ours or cannot be written.

The folder that we publish holds a manifest, `.kamsite.json`, that lists each of our files with its digest. A folder
that holds files but no manifest is not ours and is refused. A file that somebody touched since we wrote it counts as
missing: it is younger than the manifest, which is written last, or has another size than its digest says.
"""

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from blake3 import blake3

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text

MANIFEST = ".kamsite.json"
# A part of an address that is empty or leads upwards, and characters that would make another path of it.
_ELSEWHERE = re.compile(r"^(?:\.\.)?(?:/|$)|/(?:\.\.)?(?:/|$)|[\\\0]")


class OutputError(Exception):
    """The site cannot be written; holds the finding that says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


def digest_of(content: bytes) -> str:
    """The digest of a file as the manifest keeps it; it ends in the file's size in bytes."""
    return f"{blake3(content).hexdigest()}-{len(content)}"


def size_in(digest: str) -> int:
    """The size in bytes of the file with a digest."""
    return int(digest.rpartition("-")[2])


@dataclass(frozen=True, slots=True)
class Published:
    """A published folder: our files by address with their digests, as we wrote them, and files that are not ours.

    `nodes` are the numbers that the file system gives our files: two names of one file have the same.
    """

    folder: Path
    files: Mapping[str, str]
    foreign: tuple[str, ...] = ()
    nodes: Mapping[str, int] = field(default_factory=dict, repr=False)

    def read(self, address: str) -> bytes:
        """The content of one of our files. Raises OSError."""
        return Path(path_of(self.folder, address)).read_bytes()

    @property
    def stamp(self) -> str:
        """A digest of all files and their contents."""
        return stamp_of(self.files)


def stamp_of(files: Mapping[str, str]) -> str:
    """A digest of files, given by address with their digests."""
    return digest_of("\n".join(f"{file} {digest}" for file, digest in sorted(files.items())).encode())


def read_published(folder: Path) -> Published:
    """What stands in a folder that we published earlier; nothing where it does not exist or is empty.

    Raises OutputError for a folder that is not ours, or that cannot be read.
    """
    try:
        folder.resolve()
        return _read_published(folder)
    except (OSError, RuntimeError) as error:  # Python below 3.13 calls links that lead in a circle a RuntimeError
        raise OutputError(cannot_write(folder, error)) from error


def keep_apart(folder: Path, plans: Path) -> None:
    """Raises OutputError where site and plans would lie within one another, or the site in git's own folder.

    A build replaces its folder as a whole, and what lies among the plans is read as a plan.
    """
    try:
        site, written = folder.resolve(), plans.resolve()
    except (OSError, RuntimeError) as error:
        raise OutputError(cannot_write(folder, error)) from error
    if site.is_relative_to(written) or written.is_relative_to(site):
        raise OutputError(_among_the_plans(folder, plans))
    if ".git" in site.parts:
        raise OutputError(_not_ours(folder))


def _read_published(folder: Path) -> Published:
    if not folder.exists():
        return Published(folder, {})
    if not folder.is_dir():
        raise OutputError(_not_ours(folder))
    manifest = folder / MANIFEST
    if not manifest.is_file():
        if any(folder.iterdir()):
            raise OutputError(_not_ours(folder))
        return Published(folder, {})
    try:
        listed = json.loads(manifest.read_bytes())["files"]
        files = {str(file): str(digest) for file, digest in listed.items()}
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise OutputError(_not_ours(folder)) from error
    written = manifest.stat().st_mtime_ns
    found = _files_in(str(folder))
    untouched, nodes = {}, {}
    for file, digest in files.items():
        entry = found.get(file)
        if entry is not None and _is_untouched(entry, digest, written):
            untouched[file], nodes[file] = digest, entry.st_ino
    return Published(folder, untouched, tuple(sorted(found.keys() - files.keys() - {MANIFEST})), nodes)


def _files_in(folder: str) -> dict[str, os.stat_result]:
    """Everything below a folder but folders, by address; links are not followed."""
    found = {}
    folders = [(folder, "")]
    while folders:
        path, address = folders.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{address}{entry.name}/"))
                else:
                    found[address + entry.name] = entry.stat(follow_symlinks=False)
    return found


def _is_untouched(found: os.stat_result, digest: str, written: int) -> bool:
    """Whether a file is still the one that we wrote; `written` is the manifest's time in nanoseconds."""
    if not stat.S_ISREG(found.st_mode):
        return False
    return found.st_mtime_ns <= written and digest.rpartition("-")[2] == str(found.st_size)


def _not_ours(folder: Path) -> Finding:
    return Finding(
        "K021",
        Severity.ERROR,
        Place(str(folder)),
        Text(
            f"{folder} holds files, but not a site that kamsite made; nothing was written.",
            f"{folder} enthält Dateien, aber keine Seite, die kamsite gebaut hat; es wurde nichts geschrieben.",
        ),
        Text(
            "Choose an empty or new folder with --out, or empty this one yourself.",
            "Wählen Sie mit --out einen leeren oder neuen Ordner, oder leeren Sie diesen selbst.",
        ),
    )


def _among_the_plans(folder: Path, plans: Path) -> Finding:
    return Finding(
        "K021",
        Severity.ERROR,
        Place(str(folder)),
        Text(
            f"The site would lie among the plans: {folder} and {plans} hold one another; nothing was written.",
            f"Die Seite läge zwischen den Plänen: {folder} und {plans} enthalten einander; geschrieben wurde nichts.",
        ),
        Text(
            "Choose a folder beside the plans with --out, such as `build`.",
            "Wählen Sie mit --out einen Ordner neben den Plänen, etwa `build`.",
        ),
    )


def path_of(folder: Path, address: str) -> str:
    """The path of an address below a folder; refuses addresses that would lead out of it."""
    if _ELSEWHERE.search(address):
        raise ValueError(f"not an address inside the site: {address!r}")
    return f"{folder}{os.sep}{address}" if os.sep == "/" else str(folder.joinpath(*address.split("/")))


def cannot_write(folder: Path, error: OSError | RuntimeError) -> Finding:
    """K022: the system does not let us write a folder or a file."""
    reason = getattr(error, "strerror", None) or str(error)
    return Finding(
        "K022",
        Severity.ERROR,
        Place(str(folder)),
        Text(
            f"The site cannot be written to {folder}: {reason}.",
            f"Die Seite lässt sich nicht nach {folder} schreiben: {reason}.",
        ),
        Text(
            "Check the rights and the free space, or choose another folder with --out.",
            "Prüfen Sie Rechte und freien Platz, oder wählen Sie mit --out einen anderen Ordner.",
        ),
    )
