"""The site before the published one, kept where results are remembered, so that the next one is put together in it.

Almost all of its files are those of the published site under a second name. To bring it up to date takes as long as
what changed; to make a folder with thousands of files anew, and to remove the old one, takes far longer than to draw
one plan. Nothing is believed of it: a file stays only where the file system says that it is the published one. In case
of doubt a spare folder is removed, and the next build makes do without.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kamsite.output.published import Published, path_of


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a folder: the numbers that the file system gives its files, by address; and folders inside."""

    nodes: Mapping[str, int] = field(default_factory=dict)
    folders: tuple[str, ...] = ()


def spare_of(cache: Path, site: Path) -> Path:
    """Where the spare folder of a site is kept, which need not be there."""
    name = sha256(os.fsencode(site.resolve())).hexdigest()
    return cache.resolve() / "sites" / name[:32]


def claim(spare: Path, folder: Path, published: Published) -> Contents | None:
    """Moves a spare folder to where the next site is put together; None where there is none that can be used.

    Whatever is not at an address of the published site is removed.
    """
    if spare.is_symlink() or not spare.is_dir():
        return None
    try:
        spare.rename(folder)
    except OSError:
        return None
    try:
        return _contents(str(folder), published)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        return None


def _contents(folder: str, published: Published) -> Contents:
    nodes: dict[str, int] = {}
    folders: list[str] = []
    todo = [(folder, "")]
    while todo:
        path, address = todo.pop()
        if address:
            folders.append(address.rstrip("/"))
        with os.scandir(path) as entries:
            for entry in entries:
                name = address + entry.name
                if entry.is_dir(follow_symlinks=False):
                    todo.append((entry.path, f"{name}/"))
                elif name in published.nodes and not entry.is_symlink():
                    nodes[name] = entry.inode()
                else:
                    os.unlink(entry.path)  # noqa: PTH108
    return Contents(nodes, tuple(folders))


def keep(folder: Path, spare: Path, site: Path, gone: Iterable[str] = ()) -> None:
    """Keeps a folder as the spare one of a site, without the files that are `gone`; removes it where that fails."""
    try:
        for address in gone:
            os.unlink(path_of(folder, address))  # noqa: PTH108
        spare.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _note_of(spare).write_bytes(os.fsencode(site.resolve()))
        folder.rename(spare)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)


def prepare(spare: Path, site: Path, folder: Path, files: Iterable[str]) -> None:
    """Makes the spare folder of a site that is published for the first time, so that the first change finds one, too.

    The files stand in `folder`, which is or becomes the site. Where that fails, where there is one from earlier, or
    where files come later, the next build makes do with what it finds.
    """
    if spare.exists():
        return
    made: set[str] = set()
    try:
        spare.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _note_of(spare).write_bytes(os.fsencode(site.resolve()))
        for address in files:
            path = path_of(spare, address)
            parent = path.rpartition(os.sep)[0]
            if parent not in made:
                os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - called for every file
                made.add(parent)
            os.link(path_of(folder, address), path)
    except OSError:
        shutil.rmtree(spare, ignore_errors=True)


def forget_orphans(cache: Path) -> None:
    """Removes the spare folders of sites that are no longer there."""
    try:
        for note in (cache / "sites").glob("*.of"):
            if not Path(os.fsdecode(note.read_bytes())).is_dir():
                shutil.rmtree(note.with_suffix(""), ignore_errors=True)
                note.unlink()
    except OSError:
        return


def _note_of(spare: Path) -> Path:
    """The file that says whose spare folder it is."""
    return spare.with_name(f"{spare.name}.of")
