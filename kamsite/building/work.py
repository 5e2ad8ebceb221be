"""Work spread over processes. Each process reads its accounts, lays out all their maps at once, then draws."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from kamsite.building.account import (
    AccountWork,
    ReadAccount,
    ReadVersion,
    draw_in_steps,
    draw_version,
    internal_trouble,
    maps_of,
    maps_of_version,
    past_of,
    read_in_steps,
    read_old,
    reader_of_versions,
    with_failed_maps,
    with_maps,
)
from kamsite.building.past import Past, VersionReader
from kamsite.building.record import AccountRecord, record_of
from kamsite.building.spread import FORKS, spread
from kamsite.building.steps import Steps, in_step
from kamsite.building.surroundings import Surroundings
from kamsite.building.undisturbed import undisturbed
from kamsite.diagnostics import Finding, Severity
from kamsite.output.staging import write_files
from kamsite.render.desk import Desk
from kamsite.render.maps import Layouts
from kamsite.source.surroundings import SourceError

# How many accounts are read before their maps are laid out together: one start of the engine for all of them.
_TOGETHER = 16
_AT_LEAST = 4

# An account's id, its record, the files of each old version by plan id and commit, and what is to be remembered of
# what versions changed.
Done = tuple[str, AccountRecord, dict[tuple[str, str], dict[str, str]], dict[str, bytes]]


@dataclass(frozen=True, slots=True)
class _Read:
    work: AccountWork
    current: ReadAccount | None = None
    old: tuple[ReadVersion, ...] = ()
    past: Past | None = None
    failure: Finding | None = None


class Workshop:
    """Does the work on accounts, here or in several processes.

    Pages are written below `folder`, but for those that are `published` already, given by their digests; without a
    folder accounts are read and checked, but nothing is drawn.
    """

    def __init__(
        self,
        surroundings: Surroundings,
        folder: Path | None,
        published: Mapping[str, str] = MappingProxyType({}),
        *,
        keep_going: bool = False,
    ) -> None:
        self.surroundings = surroundings
        self.folder = folder
        self.published = published
        self.keep_going = keep_going

    def do(self, works: Sequence[AccountWork], jobs: int, told: Callable[[int], None]) -> Iterator[Done]:
        """Does the work and yields for each account its record and the files of each old version (plan, commit).

        `told` is called with the number of accounts done so far.
        """
        parts = list(_parts(works, jobs))
        # What the first one had to import, compile and look up is there in every process that forks afterwards.
        here = 1 if FORKS and len(parts) > 1 else 0
        done = 0
        with undisturbed():
            for result in chain(map(self.do_part, parts[:here]), spread(self.do_part, parts[here:], jobs)):
                yield from result
                done += len(result)
                told(done)

    def do_part(self, works: Sequence[AccountWork]) -> list[Done]:
        """Does the work on a few accounts in this process: reads them all, lays out all their maps, draws."""
        with undisturbed():
            return self._do_part(works)

    def _do_part(self, works: Sequence[AccountWork]) -> list[Done]:
        desk = self.surroundings.desk(Layouts(self.surroundings.folder.settings.engine))
        texts = self._texts(works)
        read = in_step(self._read(work, texts, desk) for work in works)
        if self.folder is not None:
            maps = [power_map for account in read if account.current for power_map in maps_of(account.current)]
            maps += [power_map for account in read for old in account.old for power_map in maps_of_version(old, desk)]
            desk.layouts.prepare(maps)
        return in_step(self._draw(account, desk) for account in read)

    def _texts(self, works: Sequence[AccountWork]) -> Mapping[str, bytes]:
        """The texts of all accounts, asked for at once; none where that fails, so that the account in question does."""
        try:
            return self.surroundings.snapshot.read_many(file for work in works if work.is_wanted for file in work.texts)
        except (SourceError, OSError):
            return {}

    def _read(self, work: AccountWork, texts: Mapping[str, bytes], desk: Desk) -> "Steps[_Read]":
        try:
            current = (yield from read_in_steps(work, self.surroundings, texts)) if work.is_wanted else None
            yield
            reader = reader_of_versions(current, self.surroundings) if current else VersionReader(self.surroundings)
            old = [read_old(plan, one, work.histories, self.surroundings, reader) for plan, one in work.old]
            past = past_of(work, self.surroundings, reader) if current and self.folder else None
            current = with_maps(current, desk) if current and self.folder else current
        except Exception as error:
            return _Read(work, failure=_caught(work.account, error))
        return _Read(work, current, tuple(one for one in old if one is not None), past)

    def _draw(self, read: "_Read", desk: Desk) -> Steps[Done]:
        account = read.work.account
        if read.failure is not None:
            return account, AccountRecord({}, findings=(read.failure,)), {}, {}
        try:
            record = AccountRecord({})
            if read.current:
                record = yield from self._draw_current(read.current, read.past, desk)
            old = {(one.id, one.version.commit.id): self._write(draw_version(one, desk)) for one in read.old}
        except OSError:
            # A full disk is no matter of one account: a site that lacks what did not fit is not published.
            raise
        except Exception as error:
            return account, AccountRecord({}, findings=(_caught(account, error),)), {}, {}
        return account, record, old, read.past.fresh if read.past else {}

    def _write(self, pages: dict[str, bytes]) -> dict[str, str]:
        return write_files(self.folder, pages, self.published) if self.folder else {}

    def _draw_current(self, read: ReadAccount, past: Past | None, desk: Desk) -> Steps[AccountRecord]:
        if self.folder is None:
            return record_of(read, desk, past=past)
        is_sound = all(finding.severity is not Severity.ERROR for finding in read.findings)
        files: dict[str, str] = {}
        if is_sound or self.keep_going:
            pages = yield from draw_in_steps(read, self.surroundings, desk, past)
            files = self._write(pages)
            read = with_failed_maps(read, desk)
        return record_of(read, desk, files, past)


def _parts(works: Sequence[AccountWork], jobs: int) -> Iterator[Sequence[AccountWork]]:
    """The work in parts: one account to begin with, and small ones at the end, so that nobody waits long for others."""
    start, size = 0, 1 if jobs > 1 else _TOGETHER
    while start < len(works):
        yield works[start : start + size]
        start += size
        share = (len(works) - start) // (2 * jobs) if jobs > 1 else _TOGETHER
        size = min(_TOGETHER, max(_AT_LEAST, share))


def _caught(account: str, error: Exception) -> Finding:
    """The finding that an exception brings along, or one that says that we made a mistake."""
    finding = getattr(error, "finding", None)
    if isinstance(finding, Finding):
        return finding
    if os.environ.get("KAMSITE_DEBUG"):
        raise error
    return internal_trouble(account, error)
