"""Results remembered by content: what was computed from the same inputs by the same code is not computed again.

Entries are texts of JSON, never pickles, so that a cache somebody tampered with can show wrong pages at worst, never
run code. The file stands outside the repository in the user's own cache folder, readable for its owner only, because
plans are confidential.
"""

import os
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

_LARGEST = 900


@lru_cache(maxsize=1)
def code_digest() -> str:
    """A digest of the product's own code: results of another version are never taken over."""
    package = Path(__file__).resolve().parent.parent
    digest = sha256()
    for file in sorted(package.rglob("*.py")):
        digest.update(file.relative_to(package).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def key_of(*parts: object) -> str:
    """The key of a result: the function's name and all of its inputs."""
    digest = sha256()
    for part in parts:
        text = part if isinstance(part, str) else repr(part)
        digest.update(f"{len(text)}:".encode())
        digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def cache_folder() -> Path:
    """Where results are remembered: `KAMSITE_CACHE`, else the user's cache folder."""
    if given := os.environ.get("KAMSITE_CACHE"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "kamsite"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "kamsite"


class Memo:
    """Remembered results, by key. Without a folder it remembers nothing; a broken file is begun anew."""

    def __init__(self, folder: Path | None) -> None:
        self._base: sqlite3.Connection | None = None
        if folder is None:
            return
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._base = self._open(folder / "results.sqlite")
        except (OSError, sqlite3.Error):
            self._base = None

    @staticmethod
    def _open(file: Path) -> sqlite3.Connection:
        try:
            return Memo._connect(file)
        except sqlite3.DatabaseError:
            file.unlink(missing_ok=True)
            return Memo._connect(file)

    @staticmethod
    def _connect(file: Path) -> sqlite3.Connection:
        base = sqlite3.connect(file, timeout=5, isolation_level=None)
        file.chmod(0o600)
        base.execute("pragma journal_mode=wal")
        base.execute("pragma synchronous=off")
        base.execute("create table if not exists result (key text primary key, value blob, used integer) without rowid")
        return base

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The remembered results among `keys`."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        if self._base is None:
            return found
        try:
            for start in range(0, len(wanted), _LARGEST):
                some = wanted[start : start + _LARGEST]
                marks = ",".join("?" * len(some))
                rows = self._base.execute(f"select key, value from result where key in ({marks})", some)  # noqa: S608
                found.update({key: zlib.decompress(value) for key, value in rows})
        except (sqlite3.Error, zlib.error):
            return {}
        return found

    def put(self, results: Mapping[str, bytes], now: int) -> None:
        """Remembers results. `now` (epoch seconds) lets old ones be forgotten later."""
        if self._base is None or not results:
            return
        rows = [(key, zlib.compress(value, 1), now) for key, value in results.items()]
        try:
            self._base.execute("begin")
            self._base.executemany("insert or replace into result values (?, ?, ?)", rows)
            self._base.execute("commit")
        except sqlite3.Error:
            return

    def forget(self, before: int) -> None:
        """Forgets results that were put before a time (epoch seconds)."""
        if self._base is not None:
            try:
                self._base.execute("delete from result where used < ?", (before,))
            except sqlite3.Error:
                return

    def close(self) -> None:
        """Closes the file."""
        if self._base is not None:
            self._base.close()
            self._base = None
