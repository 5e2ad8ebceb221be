"""Work spread over processes. Each process reads its accounts, lays out all their maps at once, then draws."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from kamsite.building.account import (
    AccountRecord,
    AccountWork,
    ReadAccount,
    draw_account,
    draw_version,
    internal_trouble,
    maps_of,
    read_account,
)
from kamsite.building.surroundings import Surroundings
from kamsite.diagnostics import Finding, Severity
from kamsite.output.tree import write_files
from kamsite.render.desk import Desk
from kamsite.render.maps import Layouts

# How many accounts are read before their maps are laid out together: one start of the engine for all of them.
_TOGETHER = 16

Done = tuple[str, AccountRecord, dict[tuple[str, str], dict[str, str]]]


class Workshop:
    """Does the work on accounts, here or in several processes. Pages are written below `folder`."""

    def __init__(self, surroundings: Surroundings, folder: Path, *, keep_going: bool) -> None:
        self.surroundings = surroundings
        self.folder = folder
        self.keep_going = keep_going

    def do(self, works: Sequence[AccountWork], jobs: int, told: Callable[[int], None]) -> Iterator[Done]:
        """Does the work and yields for each account its record and the files of each old version (plan, commit).

        `told` is called with the number of accounts done so far.
        """
        parts = [works[start : start + _TOGETHER] for start in range(0, len(works), _TOGETHER)]
        done = 0
        for result in self._spread(parts, jobs) if jobs > 1 and len(parts) > 1 else map(self.do_part, parts):
            yield from result
            done += len(result)
            told(done)

    def _spread(self, parts: Sequence[Sequence[AccountWork]], jobs: int) -> Iterator[list[Done]]:
        way = "fork" if sys.platform == "linux" else "spawn"
        context = multiprocessing.get_context(way)
        with ProcessPoolExecutor(min(jobs, len(parts)), context, _begin, (self,)) as pool:
            yield from pool.map(_do_part, parts)

    def do_part(self, works: Sequence[AccountWork]) -> list[Done]:
        """Does the work on a few accounts in this process."""
        layouts = Layouts(self.surroundings.folder.settings.engine)
        desk = self.surroundings.desk(layouts)
        read: dict[str, ReadAccount] = {}
        failed: dict[str, Finding] = {}
        for work in works:
            if work.is_wanted:
                try:
                    read[work.account] = read_account(work, self.surroundings)
                except Exception as error:
                    failed[work.account] = _caught(work.account, error)
        layouts.prepare(power_map for account in read.values() for power_map in maps_of(account, desk))
        return [self._draw(work, read.get(work.account), failed.get(work.account), desk) for work in works]

    def _draw(self, work: AccountWork, read: ReadAccount | None, failure: Finding | None, desk: Desk) -> Done:
        record = AccountRecord({}, findings=(failure,) if failure else ())
        old: dict[tuple[str, str], dict[str, str]] = {}
        try:
            if read is not None:
                record = self._draw_current(read, desk)
            for plan, version in work.old:
                pages = draw_version(plan, version, work.histories[plan], self.surroundings, desk)
                old[plan, version.commit.id] = write_files(self.folder, pages)
        except Exception as error:
            record = AccountRecord({}, findings=(*record.findings, _caught(work.account, error)))
        return work.account, record, old

    def _draw_current(self, read: ReadAccount, desk: Desk) -> AccountRecord:
        is_sound = all(finding.severity is not Severity.ERROR for finding in read.findings)
        if not is_sound and not self.keep_going:
            return AccountRecord({}, findings=read.findings, days=read.days)
        made = draw_account(read, self.surroundings, desk)
        files = write_files(self.folder, made.pages)
        return AccountRecord(files, tuple(made.summaries), read.findings, read.days)


_WORKSHOP: list[Workshop] = []


def _begin(workshop: Workshop) -> None:
    _WORKSHOP[:] = [workshop]


def _do_part(works: Sequence[AccountWork]) -> list[Done]:
    return _WORKSHOP[0].do_part(works)


def _caught(account: str, error: Exception) -> Finding:
    if os.environ.get("KAMSITE_DEBUG"):
        raise error
    return internal_trouble(account, error)


def usual_jobs() -> int:
    """How many processes work when nobody says: one for each core that we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
