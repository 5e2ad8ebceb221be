"""Checking a folder of plans without building anything."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kamsite.building.customerbase import counted_customers
from kamsite.building.erased import check_erased
from kamsite.building.erasing import read_erased
from kamsite.building.keys import Keys
from kamsite.building.portfolio import check_portfolio
from kamsite.building.question import Question, read_snapshot
from kamsite.building.record import AccountRecord
from kamsite.building.spread import usual_jobs
from kamsite.building.survey import survey_for_check, works_of
from kamsite.building.work import Workshop
from kamsite.diagnostics import Finding, in_order
from kamsite.model.analyses.score import PlanScore
from kamsite.output.memo import Memo
from kamsite.source.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    findings: tuple[Finding, ...]
    scores: tuple[PlanScore, ...]
    snapshot: Snapshot


def check(
    question: Question,
    cache: Path | None,
    jobs: int = 0,
    told: Callable[[int, int], None] = lambda _done, _all: None,
    *,
    names_everybody: bool = True,
) -> Checked:
    """Checks all plans of a folder; accounts that were checked before are taken from memory.

    `names_everybody`: also people who are erased, where they still stand in the files.

    Raises SourceError or ThemeError, each with a finding, when nothing can be checked at all.
    """
    memo = Memo(cache)
    try:
        snapshot = read_snapshot(question) if names_everybody else read_erased(question, memo)
        surroundings, histories, around = survey_for_check(question, memo, snapshot)
        works = works_of(surroundings, histories)
        keys = Keys(surroundings, "check")
        day_keys = {account: keys.days(work) for account, work in works.items()}
        days = memo.get(day_keys.values())
        known = {
            account: keys.account(works[account], msgspec.json.decode(days[key], type=tuple[str, ...]))
            for account, key in day_keys.items()
            if key in days
        }
        found = memo.get(known.values())
        records = {a: msgspec.json.decode(found[key], type=AccountRecord) for a, key in known.items() if key in found}
        todo = [work for account, work in works.items() if account not in records]
        fresh: dict[str, bytes] = {}
        workshop = Workshop(surroundings, None)
        for account, record, _, _ in workshop.do(todo, jobs or usual_jobs(), lambda n: told(n, len(todo))):
            records[account] = record
            fresh[day_keys[account]] = msgspec.json.encode(record.days)
            fresh[keys.account(works[account], record.days)] = msgspec.json.encode(record)
        memo.put(fresh, int(time.time()))
        across = check_portfolio(surroundings, records.values(), counted_customers(surroundings, memo), memo)
        erased = tuple(check_erased(surroundings.snapshot, memo))
    finally:
        memo.close()
    findings = [*surroundings.snapshot.findings, *surroundings.folder.findings, *around]
    findings += [finding for record in records.values() for finding in record.findings]
    findings += [*across, *erased]
    scores = tuple(score for account in sorted(records) for score in records[account].scores)
    return Checked(in_order(findings), scores, surroundings.snapshot)
