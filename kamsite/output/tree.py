"""From finished files to a folder: written beside, swapped in whole, only our own files removed.

The folder that we publish holds a manifest, `.kamsite.json`, that lists each of our files with its digest. A folder
that holds files but no manifest is not ours and is refused. A file that somebody touched since we wrote it counts as
missing: it is younger than the manifest, which is written last, or has another size than its digest says.
"""

import ctypes
import json
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.quoting import shown

MANIFEST = ".kamsite.json"
_RENAME_EXCHANGE = 2
# A part of an address that is empty or leads upwards, and characters that would make another path of it.
_ELSEWHERE = re.compile(r"^(?:\.\.)?(?:/|$)|/(?:\.\.)?(?:/|$)|[\\\0]")
_AT_FDCWD = -100


class OutputError(Exception):
    """The site cannot be written; holds the finding that says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


def digest_of(content: bytes) -> str:
    """The digest of a file as the manifest keeps it; it ends in the file's size in bytes."""
    return f"{sha256(content).hexdigest()}-{len(content)}"


def size_in(digest: str) -> int:
    """The size in bytes of the file with a digest."""
    return int(digest.rpartition("-")[2])


@dataclass(frozen=True, slots=True)
class Published:
    """A published folder: our files by address with their digests, as we wrote them, and files that are not ours."""

    folder: Path
    files: Mapping[str, str]
    foreign: tuple[str, ...] = ()

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
    found = dict(_files_in(str(folder)))
    untouched = {file: digest for file, digest in files.items() if _is_untouched(found.get(file), digest, written)}
    return Published(folder, untouched, tuple(sorted(found.keys() - files.keys() - {MANIFEST})))


def _files_in(folder: str, address: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Everything below a folder but folders, by address; links are not followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_in(entry.path, f"{address}{entry.name}/")
            else:
                yield address + entry.name, entry.stat(follow_symlinks=False)


def _is_untouched(found: os.stat_result | None, digest: str, written: int) -> bool:
    """Whether a file is still the one that we wrote; `written` is the manifest's time in nanoseconds."""
    if found is None or not stat.S_ISREG(found.st_mode):
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


def write_files(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """Writes files below a folder; gives back their digests by address."""
    digests = {}
    made: set[str] = set()
    for address, content in files.items():
        path = path_of(folder, address)
        parent = path.rpartition(os.sep)[0]
        if parent not in made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - called for every file
            made.add(parent)
        _write_new(path, content)
        digests[address] = digest_of(content)
    return digests


def _write_new(path: str, content: bytes) -> None:
    """Writes a file that nobody else holds: one taken over from the published site is let go, never written into."""
    try:
        file = open(path, "xb")  # noqa: PTH123, SIM115 - called for every file
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108
        file = open(path, "xb")  # noqa: PTH123, SIM115
    with file:
        file.write(content)


class Staging:
    """A folder beside the published one, in which the next site is put together."""

    def __init__(self, published: Published) -> None:
        self.published = published
        target = published.folder.resolve()
        self.folder = target.with_name(f".{target.name}.next-{os.getpid()}")
        self.files: dict[str, str] = {}
        self._made: set[str] = set()

    def write(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """Writes files and gives back their digests."""
        digests = write_files(self.folder, files)
        self.files.update(digests)
        return digests

    def read(self, address: str) -> bytes:
        """The content of a file of the next site. Raises OSError."""
        return Path(path_of(self.folder, address)).read_bytes()

    def keep(self, address: str, digest: str) -> bool:
        """Takes over a file of the published site when it is there with this digest; says whether it was."""
        if self.published.files.get(address) != digest:
            return False
        source, target = path_of(self.published.folder, address), self._path(address)
        try:
            os.link(source, target)
        except OSError:
            try:
                shutil.copy2(source, target)
            except OSError:
                return False
        self.files[address] = digest
        return True

    def keep_all(self, files: Mapping[str, str]) -> bool:
        """Takes over files with these digests if the published site has all of them; says whether it had."""
        return all(self.published.files.get(file) == digest for file, digest in files.items()) and all(
            self.keep(file, digest) for file, digest in files.items()
        )

    def take(self, files: Mapping[str, str]) -> None:
        """Lists files that another process wrote into this folder."""
        self.files.update(files)

    def _path(self, address: str) -> str:
        path = path_of(self.folder, address)
        parent = path.rpartition(os.sep)[0]
        if parent not in self._made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - called for every file
            self._made.add(parent)
        return path

    def publish(self) -> None:
        """Swaps the new site in whole; foreign files of the old folder come along.

        Raises OutputError where one of them stands where the site needs a file or a folder of its own.
        """
        import msgspec  # a build with nothing to do publishes nothing

        foreign = self.published.foreign
        if foreign and (in_the_way := sorted(_in_the_way(foreign, self.files))):
            raise OutputError(_taken(self.published.folder, in_the_way))
        manifest = {
            "about": "made by kamsite; lists the files that it may replace",
            "files": dict(sorted(self.files.items())),
        }
        written = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        (self.folder / MANIFEST).write_bytes(written + b"\n")
        for file in foreign:
            shutil.copy2(self.published.folder / file, self._path(file), follow_symlinks=False)
        swap(self.folder, self.published.folder.resolve())

    def discard(self) -> None:
        """Removes what was put together."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _in_the_way(foreign: Iterable[str], files: Iterable[str]) -> Iterator[str]:
    """Foreign files at the address of one of our files, of a folder of ours, or below one of our files."""
    ours = set(files)
    folders = {folder for file in ours for folder in _folders_above(file)}
    for file in foreign:
        if file in ours or file in folders or not ours.isdisjoint(_folders_above(file)):
            yield file


def _folders_above(file: str) -> Iterator[str]:
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file


def _taken(folder: Path, files: list[str]) -> Finding:
    more = f" (+{len(files) - 1})" if len(files) > 1 else ""
    return Finding(
        "K027",
        Severity.ERROR,
        Place(str(folder)),
        Text(
            f"{shown(files[0])}{more} in this folder is not kamsite's, and the site needs its address; the old site "
            "stays.",
            f"{shown(files[0])}{more} in diesem Ordner ist nicht von kamsite, und die Seite braucht diese Adresse; die "
            "alte Seite bleibt.",
        ),
        Text(
            "Move the file to another folder, or build into a new one with --out.",
            "Verschieben Sie die Datei in einen anderen Ordner, oder bauen Sie mit --out in einen neuen.",
        ),
    )


@contextmanager
def staging(published: Published) -> Iterator[Staging]:
    """A staging folder that is gone afterwards, whatever happens; those of builds that were killed go, too."""
    stage = Staging(published)
    stage.discard()
    try:
        _clear_away(published.folder.resolve())
        stage.folder.mkdir(parents=True)
    except OSError as error:
        raise OutputError(cannot_write(published.folder, error)) from error
    try:
        yield stage
    except OSError as error:
        raise OutputError(cannot_write(published.folder, error)) from error
    finally:
        stage.discard()


def _clear_away(target: Path) -> None:
    """Removes what builds of this folder left behind that were killed; what they had moved aside is put back."""
    if not target.parent.is_dir():
        return
    mark = re.compile(rf"\.{re.escape(target.name)}\.next-(\d+)(-old)?")
    for left in sorted(target.parent.iterdir()):
        named = mark.fullmatch(left.name)
        if named is None or _is_running(int(named[1])):
            continue
        if named[2] and not target.exists():
            left.rename(target)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    """Whether a process is still there; where that cannot be told, as if it were."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


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


def swap(new: Path, current: Path) -> None:
    """Puts `new` in the place of `current`, so that a reader sees the old or the new folder, never a mixture."""
    if not current.exists():
        current.parent.mkdir(parents=True, exist_ok=True)
        new.rename(current)
        return
    if not _exchange(new, current):
        aside = new.with_name(new.name + "-old")
        current.rename(aside)
        new.rename(current)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step where the system can (Linux: renameat2 with RENAME_EXCHANGE)."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def differing(files: Mapping[str, str], published: Published) -> Iterable[str]:
    """Addresses whose content differs from the published site, or that it has too much or too little of."""
    return (file for file in files.keys() | published.files.keys() if files.get(file) != published.files.get(file))
