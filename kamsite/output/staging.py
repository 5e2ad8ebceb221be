"""From finished files to a folder: put together beside the published one, swapped in whole, only our own removed."""

import multiprocessing
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.output import spare as spares
from kamsite.output.published import MANIFEST, OutputError, Published, cannot_write, digest_of, path_of
from kamsite.output.spare import Contents
from kamsite.output.swapping import clear_away, staging_folder, swap
from kamsite.quoting import shown

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess


def write_files(
    folder: Path, files: Mapping[str, bytes], published: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Writes files below a folder, but for those that are `published` with the same digest; gives back all digests."""
    digests = {}
    made: set[str] = set()
    for address, content in files.items():
        digests[address] = digest = digest_of(content)
        if published.get(address) != digest:
            path = path_of(folder, address)
            _make_folder_of(path, made)
            _write_new(path, content)
    return digests


def _make_folder_of(path: str, made: set[str]) -> None:
    parent = path.rpartition(os.sep)[0]
    if parent in made:
        return
    try:
        os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - called for every file
    except (FileExistsError, NotADirectoryError):
        _clear(parent)
        os.makedirs(parent, exist_ok=True)  # noqa: PTH103
    made.add(parent)


def _clear(path: str) -> None:
    """Removes what a spare folder still holds where a file or a folder is needed."""
    while not os.path.lexists(path):
        path = path.rpartition(os.sep)[0]
    if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114
        shutil.rmtree(path)
    else:
        os.unlink(path)  # noqa: PTH108


def _write_new(path: str, content: bytes) -> None:
    """Writes a file that nobody else holds: one taken over from the published site is let go, never written into."""
    try:
        file = open(path, "xb", buffering=0)  # noqa: PTH123, SIM115 - called for every file
    except FileExistsError:
        _clear(path)
        file = open(path, "xb", buffering=0)  # noqa: PTH123, SIM115
    with file:
        written = file.write(content)
        while written < len(content):  # what did not fit on the disk is said at the next attempt
            written += file.write(memoryview(content)[written:])


# To link so many files takes longer than to start a process for them.
_MANY = 1000


class Staging:
    """A folder beside the published one, in which the next site is put together.

    Where `spare` is given, the folder that the published one takes the place of is kept there for the next build; a
    large site that is published for the first time gets one.
    """

    def __init__(self, published: Published, spare: Path | None = None) -> None:
        self.published = published
        self.files: dict[str, str] = {}
        self._target = published.folder.resolve()
        self.folder = staging_folder(self._target)
        self._spare = spare if published.files else None
        self._first = None if published.files else spare
        self._found = Contents()
        self._linked: Collection[str] = ()
        self._linking: BaseProcess | None = None
        self._preparing: BaseProcess | None = None

    def begin(self) -> None:
        """Makes the folder, of the spare one where there is one. Raises OSError."""
        shutil.rmtree(self.folder, ignore_errors=True)
        clear_away(self._target)
        found = spares.claim(self._spare, self.folder, self.published) if self._spare else None
        if found is None:
            self.folder.mkdir(parents=True)
        else:
            self._found = found

    def write(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """Writes files, or takes them over where they are published already; gives back their digests."""
        digests = write_files(self.folder, files, self.published.files)
        self.files.update(digests)
        return digests

    def read(self, address: str) -> bytes:
        """The content of a file of the next site. Raises OSError."""
        if self.files[address] == self.published.files.get(address):
            return self.published.read(address)
        return Path(path_of(self.folder, address)).read_bytes()

    def keep(self, address: str, digest: str) -> bool:
        """Takes over a file of the published site when it is there with this digest; says whether it was."""
        return self.keep_all({address: digest})

    def keep_all(self, files: Mapping[str, str]) -> bool:
        """Takes over files with these digests if the published site has all of them; says whether it had."""
        if not files.items() <= self.published.files.items():
            return False
        self.files.update(files)
        return True

    def take(self, files: Mapping[str, str]) -> None:
        """Lists files that another process wrote into this folder, or that are published with the same digest."""
        self.files.update(files)

    def link_ahead(self) -> None:
        """Begins to put the files that were taken over into the folder, in another process, where these are many."""
        ahead = [address for address in self._taken_over() if address not in self._found.nodes]
        if len(ahead) < _MANY or self._linking:
            return
        self._linked, self._linking = frozenset(ahead), _begun(self._link_new, ahead)

    def prepare_ahead(self) -> None:
        """Begins to make the spare folder of a large site that is published for the first time, in another process.

        It is made of what stands in the folder by now, which is most of the site.
        """
        if self._first is not None and len(self.files) >= _MANY:
            self._preparing = _begun(spares.prepare, self._first, self._target, self.folder, list(self.files))

    def publish(self) -> None:
        """Swaps the new site in whole; foreign files of the old folder come along.

        Raises OutputError where one of them stands where the site needs a file or a folder of its own.
        """
        import msgspec  # a build with nothing to do publishes nothing

        foreign = self.published.foreign
        if foreign and (in_the_way := sorted(_in_the_way(foreign, self.files))):
            raise OutputError(_taken(self.published.folder, in_the_way))
        self._complete()
        manifest = {
            "about": "made by kamsite; lists the files that it may replace",
            "files": dict(sorted(self.files.items())),
        }
        written = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        _write_new(path_of(self.folder, MANIFEST), written + b"\n")
        made: set[str] = set()
        for file in foreign:
            path = path_of(self.folder, file)
            _make_folder_of(path, made)
            shutil.copy2(self.published.folder / file, path, follow_symlinks=False)
        if self._preparing is not None:
            self._preparing.join()
        old = swap(self.folder, self._target)
        if old is not None:
            self._leave(old, gone=self.published.files.items() - self.files.items())
        elif self._first is not None and self._preparing is None and len(self.files) >= _MANY:
            spares.prepare(self._first, self._target, self._target, self.files)

    def _taken_over(self) -> Iterator[str]:
        """The files that are as they are published, but for those that stand in the folder already."""
        there, published = self._found.nodes, self.published
        for address, digest in self.files.items():
            is_taken_over = published.files.get(address) == digest and address not in self._linked
            if is_taken_over and (address not in there or there[address] != published.nodes[address]):
                yield address

    def _complete(self) -> None:
        """Puts the files that were taken over into the folder, and removes from it what the site no longer has."""
        if self._linking is not None:
            self._linking.join()
            if self._linking.exitcode:  # it could not; what went wrong shows when it is done here
                self._linked = ()
            self._linking = None
        made: set[str] = set()
        for address in self._taken_over():
            target = path_of(self.folder, address)
            if os.path.lexists(target):
                _clear(target)
            self._link(address, target, made)
        folders = _folders_of(self.files)
        # What lies below a folder that became a file is gone already.
        for address in self._found.nodes.keys() - self.files.keys() - folders:
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(path_of(self.folder, address))  # noqa: PTH108
        for folder in sorted({*self._found.folders} - folders - self.files.keys(), reverse=True):
            with suppress(FileNotFoundError, NotADirectoryError):
                os.rmdir(path_of(self.folder, folder))  # noqa: PTH106

    def _link_new(self, addresses: Iterable[str]) -> None:
        """Gives files of the published site a second name in the folder, where nobody wrote them meanwhile.

        Done in another process: where it fails or is stopped, it is silent, and all of it is done again.
        """
        made: set[str] = set()
        try:
            for address in addresses:
                with suppress(FileExistsError):
                    self._link(address, path_of(self.folder, address), made)
        except BaseException:
            os._exit(1)

    def _link(self, address: str, target: str, made: set[str]) -> None:
        """Gives a file of the published site a second name, or copies it where that is impossible."""
        source = path_of(self.published.folder, address)
        _make_folder_of(target, made)
        try:
            os.link(source, target)
        except FileExistsError:
            raise
        except OSError:
            shutil.copy2(source, target)

    def end(self) -> None:
        """Removes what was put together and not published, or keeps it for the next build."""
        if self._linking is not None:
            self._linking.kill()
            self._linking.join()
        if self._preparing is not None:
            self._preparing.kill()
            self._preparing.join()
        if self.folder.exists():
            if self._preparing is not None and self._first is not None:
                shutil.rmtree(self._first, ignore_errors=True)
            self._leave(self.folder)

    def _leave(self, folder: Path, gone: Iterable[tuple[str, str]] = ()) -> None:
        if self._spare is not None:
            spares.keep(folder, self._spare, self._target, [address for address, _ in gone])
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _begun(do: Callable[..., None], *values: object) -> "BaseProcess":
    """A process that has begun to do something, and ends with this one."""
    process = multiprocessing.get_context("fork").Process(target=do, args=values, daemon=True)
    process.start()
    return process


@contextmanager
def staging(published: Published, spare: Path | None = None) -> Iterator[Staging]:
    """A staging folder that is gone afterwards, whatever happens; those of builds that were killed go, too.

    Raises OutputError where the system refuses. `spare` is where a folder for the next build is kept.
    """
    stage = Staging(published, spare)
    try:
        stage.begin()
        yield stage
    except OSError as error:
        raise OutputError(cannot_write(published.folder, error)) from error
    finally:
        stage.end()


def _in_the_way(foreign: Iterable[str], files: Iterable[str]) -> Iterator[str]:
    """Foreign files at the address of one of our files, of a folder of ours, or below one of our files."""
    ours = set(files)
    folders = _folders_of(ours)
    for file in foreign:
        if file in ours or file in folders or not ours.isdisjoint(_folders_above(file)):
            yield file


def _folders_of(files: Iterable[str]) -> set[str]:
    """All folders that some files lie in."""
    nearest = {file.rpartition("/")[0] for file in files} - {""}
    return nearest.union(*map(_folders_above, nearest))


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
