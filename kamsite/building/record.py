"""What is remembered of an account: what other pages need of it, and that its own need not be drawn again."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from kamsite.building.account import ReadAccount, is_in
from kamsite.building.past import Past
from kamsite.diagnostics import Finding
from kamsite.horizon import day_of
from kamsite.language import Language
from kamsite.model.analyses.moves import MONTH, QUARTER, Move, moves_between, start_of
from kamsite.model.analyses.score import PlanScore
from kamsite.model.analyses.summary import Summary, summary_of
from kamsite.model.plan import Plan
from kamsite.model.rules.outward import OutwardLink
from kamsite.model.rules.promises import PlacedPromise
from kamsite.render.desk import Desk
from kamsite.source.history import History


class AccountRecord(msgspec.Struct, frozen=True):
    """What is remembered of an account: its pages with their digests, findings, and what other pages need of it.

    `scores` tell how complete its plans are, for a check: no page across accounts asks for them.
    """

    files: dict[str, str]
    summaries: tuple[Summary, ...] = ()
    findings: tuple[Finding, ...] = ()
    days: tuple[str, ...] = ()
    scores: tuple[PlanScore, ...] = ()
    links: tuple[OutwardLink, ...] = ()
    promises: tuple[PlacedPromise, ...] = ()

    def __reduce__(self) -> tuple[Callable[[bytes], "AccountRecord"], tuple[bytes]]:
        """Between processes a record goes as it is remembered, which takes a quarter of the time."""
        return _remembered, (msgspec.json.encode(self),)


def _remembered(written: bytes) -> AccountRecord:
    return msgspec.json.decode(written, type=AccountRecord)


def record_of(
    read: ReadAccount, desk: Desk, files: dict[str, str] | None = None, past: Past | None = None
) -> AccountRecord:
    """What is to be remembered of an account; `files` are the digests of its pages, `past` is that of the account.

    Without `files` a check remembers it, which also tells how complete plans are.
    """
    summaries = tuple(_summaries(read, desk, past))
    scores = read.scores if files is None else ()
    return AccountRecord(files or {}, summaries, read.findings, read.days, scores, read.links, read.promises)


def moves_in(read: ReadAccount, desk: Desk, past: Past | None, months: int) -> dict[str, tuple[Move, ...]]:
    """What moved in an account and its divisions since some months, by plan; nothing without history."""
    if past is None or not desk.shows_history:
        return {}
    start = start_of(desk.as_of, months)
    versions = past.history.versions
    older = next((one for one in versions if day_of(one.commit.time, one.commit.offset) < start), None)
    if older is versions[0] or (older is None and past.history.is_shallow):
        return {}
    was = past.reader.read(older).plan if older else None
    before = {"/".join(one.id.split("/")[1:]): one for one in was.all()} if was else {}
    return {one.id: moves_between(before.get("/".join(one.id.split("/")[1:])), one) for one in read.shown.all()}


def _summaries(read: ReadAccount, desk: Desk, past: Past | None) -> Iterator[Summary]:
    """What the pages across accounts show of an account and its divisions."""
    moves, lately = (moves_in(read, desk, past, months) for months in (QUARTER, MONTH))
    for plan in read.shown.all():
        summary = summary_of(plan, read.completeness[plan.id], desk.as_of, _counts(read.findings, plan))
        summary = msgspec.structs.replace(summary, moves=moves.get(plan.id, ()), lately=lately.get(plan.id, ()))
        if plan.parent is None:
            summary = msgspec.structs.replace(summary, standing=read.standing)
        yield _with_history(summary, read.work.histories.get(plan.id), desk, desk.languages[0])


def _counts(findings: Sequence[Finding], plan: Plan) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in findings:
        if is_in(finding, plan):
            counts[finding.severity.word] = counts.get(finding.severity.word, 0) + 1
    return counts


def _with_history(summary: Summary, history: History | None, desk: Desk, language: Language) -> Summary:
    version = history.current if history else None
    if history is None or version is None:
        return summary
    commit = version.commit
    return msgspec.structs.replace(
        summary,
        label=history.label.to(language),
        commit=commit.short,
        is_draft=bool(history.uncommitted),
        changed=(commit.time, commit.offset),
        author=version.by if desk.shows_authors else "",
    )
