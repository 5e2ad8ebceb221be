"""Hears when something is saved that the site is made from."""

import os
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from kamsite.source.names import is_left_behind

# A save is often several events: quiet for this long (seconds) it is over; a longer burst is cut.
_QUIET = 0.04
_LONGEST_BURST = 0.25
# A wait is cut into pieces, because on some systems nothing else lets Ctrl-C through.
_PIECE = 0.5
_CHANGES = frozenset({"created", "modified", "moved", "deleted", "closed"})
_GIT_FILES = frozenset({"HEAD", "index", "packed-refs"})


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder that is watched. `names` are the only ones in it that matter; empty: all do."""

    folder: Path
    is_deep: bool = True
    names: frozenset[str] = frozenset()


def folders_of(plans: Path, others: Iterable[Path | None], top: Path | None) -> tuple[Watched, ...]:
    """What is to be watched: the plans, other folders that exist, and where git in `top` notes commits and tags."""
    plans = plans.resolve()
    found = [Watched(plans), Watched(plans.parent, is_deep=False, names=frozenset({plans.name}))]
    found += [Watched(folder.resolve()) for folder in others if folder is not None and folder.is_dir()]
    for folder in _git_folders(top) if top else ():
        found += [Watched(folder, is_deep=False, names=_GIT_FILES), Watched(folder / "refs")]
    return tuple(one for one in dict.fromkeys(found) if one.folder.is_dir())


def _git_folders(top: Path) -> list[Path]:
    """Where git keeps its notes; two places in an additional work tree."""
    place = top / ".git"
    try:
        if place.is_file():
            place = top / place.read_text("utf-8").partition("gitdir:")[2].strip()
        shared = place / "commondir"
        common = place / shared.read_text("utf-8").strip() if shared.is_file() else place
    except (OSError, UnicodeDecodeError):
        return []
    return [place.resolve(), common.resolve()]


class Watch:
    """Watches folders from the beginning of a `with` to its end."""

    def __init__(self, folders: Iterable[Watched]) -> None:
        self._folders = tuple(folders)
        self._seen: dict[Path, tuple[int, int]] = {}
        self._heard = threading.Event()
        self._last = 0.0
        self._observer: BaseObserver = Observer()

    def __enter__(self) -> "Watch":
        try:
            self._schedule()
            self._observer.start()
        except OSError:
            # The system watches no more files; looking at them now and then costs more, but works everywhere.
            self._observer = PollingObserver(timeout=0.3)
            self._schedule()
            self._observer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join(2)

    def wait(self, seconds: float) -> bool:
        """Waits until something was saved and it is quiet again, at most so long; whether something was saved."""
        deadline = time.monotonic() + seconds
        while not self._heard.wait(max(0.0, min(_PIECE, deadline - time.monotonic()))):
            if time.monotonic() >= deadline:
                return False
        start = time.monotonic()
        while time.monotonic() - self._last < _QUIET and time.monotonic() - start < _LONGEST_BURST:
            time.sleep(_QUIET / 4)
        self._heard.clear()
        self._renew()
        return True

    @property
    def is_due(self) -> bool:
        """Whether something was saved that nobody waited for yet."""
        return self._heard.is_set()

    def hear(self) -> None:
        """Notes that something was saved."""
        self._last = time.monotonic()
        self._heard.set()

    def _schedule(self) -> None:
        for watched in self._folders:
            if (identity := _identity(watched.folder)) is not None:
                self._seen[watched.folder] = identity
                self._observer.schedule(_Ears(self, watched), str(watched.folder), recursive=watched.is_deep)

    def _renew(self) -> None:
        """Watches folders anew that were replaced by others of the same name, as switching branches does."""
        if all(_identity(folder) in (None, seen) for folder, seen in self._seen.items()):
            return
        try:
            self._observer.unschedule_all()
            self._schedule()
        except OSError:
            return


class _Ears(FileSystemEventHandler):
    def __init__(self, watch: Watch, watched: Watched) -> None:
        self._watch = watch
        self._watched = watched

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        if any(self._matters(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path):
            self._watch.hear()

    def _matters(self, path: str) -> bool:
        try:
            inside = Path(path).relative_to(self._watched.folder)
        except ValueError:
            return False
        if self._watched.names:
            return inside.name in self._watched.names and len(inside.parts) == 1
        if ".git" in inside.parts or inside.name.endswith(".lock"):
            return False
        return not is_left_behind(os.fsencode(inside.as_posix()))


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another one of the same name; None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
