"""Objects of a git repository, read through one process that keeps answering: blobs, and trees on the way to them."""

import os
import re
import selectors
import sys
import threading
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from types import TracebackType
from typing import Self

from kamsite.source import surroundings
from kamsite.source.gitrepo import Conversation, Repository, start_conversation
from kamsite.source.surroundings import SourceError

LIMIT = 64_000_000
_PATIENCE = 60.0
# As many requests as any pipe takes at once: neither side ever waits for the other to read.
_AT_ONCE = 100
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ENTRY = {
    "sha1": re.compile(rb"([0-7]{5,6}) ([^\0]+)\0(.{20})", re.DOTALL),
    "sha256": re.compile(rb"([0-7]{5,6}) ([^\0]+)\0(.{32})", re.DOTALL),
}
FOLDER = "040000"


class BlobReader:
    """Reads objects by id. The git process starts with the first read, also after a failure; threads take turns.

    Not to be shared between processes: see `reader_of`.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._talk: _Talk | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the git process; a later read starts another."""
        if self._talk:
            self._talk.end()
            self._talk = None

    def read(self, id_: str, limit: int = LIMIT) -> bytes:
        """The content of the object with this full id. SourceError when it is missing or larger than `limit` bytes."""
        return self.read_many([id_], limit)[id_]

    def read_many(self, ids: Iterable[str], limit: int = LIMIT) -> dict[str, bytes]:
        """The contents of many objects by id, as `read`, but much faster than one by one."""
        waiting = iter(dict.fromkeys(ids))
        found: dict[str, bytes] = {}
        with self._turn:
            while some := list(islice(waiting, _AT_ONCE)):
                found.update(zip(some, self._answers(some, limit), strict=True))
        return found

    def tree_of(self, commit: str) -> str:
        """The id of a commit's tree."""
        return self.read(commit).split(b"\n", 1)[0].removeprefix(b"tree ").decode("ascii", "replace")

    def files_below(self, tree: str) -> Iterator[tuple[str, bytes, str]]:
        """Mode (six digits), path and id of every file below a tree, as `git ls-tree -r` lists them."""
        for mode, name, id_ in self.entries(tree):
            if mode == FOLDER:
                for inner, path, blob in self.files_below(id_):
                    yield inner, name + b"/" + path, blob
            else:
                yield mode, name, id_

    def entries(self, tree: str) -> list[tuple[str, bytes, str]]:
        """Mode (six digits), name and id of what lies directly in a tree."""
        content = self.read(tree)
        found = _ENTRY[self._repository.hash].findall(content)
        return [(mode.decode().zfill(6), name, id_.hex()) for mode, name, id_ in found]

    def _answers(self, ids: list[str], limit: int) -> list[bytes]:
        if not all(_ID.fullmatch(id_) for id_ in ids):
            raise ValueError("not the full id of an object")
        if self._talk is None:
            self._talk = _Talk(self._repository)
        try:
            return self._talk.ask(ids, limit)
        except BaseException:
            # What is left of the answer would be taken for the next one.
            self.close()
            raise


class _Talk:
    """One running `git cat-file --batch`, and what it has said that was not asked for yet."""

    def __init__(self, repository: Repository) -> None:
        self._process = start_conversation(repository, "cat-file", "--batch")
        self._said = bytearray()
        self._waiter = selectors.DefaultSelector()
        if sys.platform != "win32" and self._process.stdout:
            self._waiter.register(self._process.stdout, selectors.EVENT_READ)
        self.end = weakref.finalize(self, _end, self._process, self._waiter, os.getpid())

    def ask(self, ids: list[str], limit: int) -> list[bytes]:
        asked = "".join(id_ + "\n" for id_ in ids).encode("ascii")
        try:
            self._process.stdin.write(asked)  # type: ignore[union-attr]
        except OSError as trouble:
            raise _broken(str(trouble)) from trouble
        return [self._object(limit) for _ in ids]

    def _object(self, limit: int) -> bytes:
        id_, *answer = self._line().split(" ")
        if len(answer) != 2 or not answer[1].isdigit():
            raise _broken(f"object {id_} is missing")
        size = int(answer[1])
        if size > limit:
            raise SourceError(surroundings.too_large(id_, limit))
        content = self._bytes(size + 1)
        return content[:-1]

    def _line(self) -> str:
        while (end := self._said.find(b"\n")) < 0:
            self._listen()
        return self._bytes(end + 1)[:-1].decode("ascii", "replace")

    def _bytes(self, count: int) -> bytes:
        while len(self._said) < count:
            self._listen()
        taken = bytes(memoryview(self._said)[:count])
        del self._said[:count]
        return taken

    def _listen(self) -> None:
        if sys.platform != "win32" and not self._waiter.select(_PATIENCE):
            raise _broken("no answer")
        heard = os.read(self._process.stdout.fileno(), 1 << 18)  # type: ignore[union-attr]
        if not heard:
            raise _broken("it ended")
        self._said += heard


def _end(process: Conversation, waiter: selectors.BaseSelector, owner: int) -> None:
    waiter.close()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    if os.getpid() == owner:
        process.kill()
        process.wait()


def _broken(said: str) -> SourceError:
    return SourceError(surroundings.git_failed("cat-file", said))


def reader_of(repository: Repository) -> BlobReader:
    """The reader that everything in this process shares for a repository. A forked process gets one of its own."""
    return _reader_in(os.getpid(), replace(repository, veil=None))


@lru_cache(maxsize=8)
def _reader_in(process: int, repository: Repository) -> BlobReader:  # noqa: ARG001 - part of the key
    return BlobReader(repository)
