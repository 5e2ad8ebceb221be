"""Two sides of a comparison, each what was read of one version of a folder of plans; and what changed between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kamsite.compare.change import (
    ASSETS,
    NO_VERSION,
    Change,
    Comparison,
    Kind,
    Level,
    PlanComparison,
    Step,
    Unreadable,
    Version,
)
from kamsite.compare.levels import Judge
from kamsite.compare.names import Names, names_of
from kamsite.compare.normal import comparable
from kamsite.compare.plans import Criteria, Sides, changes_in_file, compare_plans
from kamsite.diagnostics import Finding, Place
from kamsite.language import Text
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.settings import Settings
from kamsite.model.staff import StaffMember
from kamsite.source.document import Document


@dataclass(frozen=True, slots=True)
class Side:
    """What was read of one version, as far as an edition shows it.

    `plans` are the accounts that differ from the other side, by id, with their divisions. `documents` are settings, our
    people and the programme by kind of file, with what the edition shows of their values. `files` are the digests of
    the files of those accounts and documents. `findings` and `unreadable` go by account, "" for the documents.
    """

    version: Version = NO_VERSION
    plans: Mapping[str, Plan] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    staff: Mapping[str, StaffMember] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    unreadable: Mapping[str, tuple[Unreadable, ...]] = field(default_factory=dict)


def compare(before: Side, after: Side, criteria: Criteria) -> Comparison:
    """What changed between two sides."""
    plans = [
        one
        for older, newer, is_probable in _accounts(before, after)
        for one in _compare_account(older, newer, before, after, criteria, is_probable=is_probable)
        if not one.is_empty
    ]
    return Comparison(tuple(plans), _compare_common(before, after, criteria), before.version, after.version)


def _accounts(before: Side, after: Side) -> Iterator[tuple[Plan | None, Plan | None, bool]]:
    """Which account before is which after: by id, by what it was called formerly."""
    gone = [account for account in before.plans if account not in after.plans]
    for account, plan in sorted(after.plans.items()):
        older = before.plans.get(account)
        if older is None:
            former = next((name for name in _formerly(plan) if name in gone), None)
            if former is not None:
                gone.remove(former)
                older = before.plans[former]
        yield older, plan, False
    for account in gone:
        yield before.plans[account], None, False


def _formerly(plan: Plan) -> Sequence[str]:
    return plan.cover.account.formerly if plan.cover.account else ()


def _compare_account(
    older: Plan | None, newer: Plan | None, before: Side, after: Side, criteria: Criteria, *, is_probable: bool
) -> Iterator[PlanComparison]:
    names = names_of((older, newer), (before.staff, after.staff))
    one = compare_plans(older, newer, criteria, names, is_probable=is_probable)
    appeared, vanished = _findings(older, newer, before, after)
    changes = [*one.changes]
    if older is not None and newer is not None:
        changes += _assets(older, newer, before.files, after.files)
        changes += _formatting(older, newer, before.files, after.files, {change.chapter for change in changes})
    unreadable = (
        *before.unreadable.get(older.account if older and not older.parent else "?", ()),
        *after.unreadable.get(newer.account if newer and not newer.parent else "?", ()),
    )
    yield replace(one, changes=tuple(changes), appeared=appeared, vanished=vanished, unreadable=unreadable)
    ours = older.divisions if older else {}
    theirs = newer.divisions if newer else {}
    if older is None or newer is None:
        return
    for name in sorted({**ours, **theirs}):
        yield from _compare_account(ours.get(name), theirs.get(name), before, after, criteria, is_probable=False)


def _findings(
    older: Plan | None, newer: Plan | None, before: Side, after: Side
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    if (newer or older) is None or (newer and newer.parent) or (older and older.parent):
        return (), ()
    ours = before.findings.get(older.id, ()) if older else ()
    theirs = after.findings.get(newer.id, ()) if newer else ()
    return _without(theirs, ours), _without(ours, theirs)


def _without(findings: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that are not among others, by code, file below the account and message, not by line."""
    known: dict[tuple[str, str, str], int] = {}
    for finding in others:
        known[_told(finding)] = known.get(_told(finding), 0) + 1
    left: list[Finding] = []
    for finding in findings:
        if known.get(_told(finding), 0) > 0:
            known[_told(finding)] -= 1
        else:
            left.append(finding)
    return tuple(left)


def _told(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.file.partition("/")[2], finding.message.en


def _assets(older: Plan, newer: Plan, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    """Files below `assets/` that came, went or have another content."""
    ours = {file.removeprefix(f"{older.id}/"): before.get(file, "") for file in older.text.asset_files}
    theirs = {file.removeprefix(f"{newer.id}/"): after.get(file, "") for file in newer.text.asset_files}
    for name in sorted({**ours, **theirs}):
        if ours.get(name) != theirs.get(name):
            kind = Kind.ADDED if name not in ours else Kind.REMOVED if name not in theirs else Kind.CHANGED
            yield Change(
                newer.id,
                ASSETS,
                (name,),
                kind,
                Level.CONTENT,
                ours.get(name),
                theirs.get(name),
                before_place=Place(f"{older.id}/{name}") if name in ours else None,
                after_place=Place(f"{newer.id}/{name}") if name in theirs else None,
                trail=(Step("file", Text(name, name)),),
            )


def _formatting(
    older: Plan, newer: Plan, before: Mapping[str, str], after: Mapping[str, str], changed: Iterable[str]
) -> Iterator[Change]:
    """Chapters whose files have another content although they say the same."""
    for chapter in CHAPTERS:
        if chapter in changed:
            continue
        ours = {file.removeprefix(f"{older.id}/"): before.get(file) for file in older.text.chapters[chapter].files}
        theirs = {file.removeprefix(f"{newer.id}/"): after.get(file) for file in newer.text.chapters[chapter].files}
        if ours != theirs:
            place = Place(newer.file(chapter))
            yield Change(newer.id, chapter, (), Kind.FORMATTED, Level.COSMETIC, after_place=place)


def _compare_common(before: Side, after: Side, criteria: Criteria) -> PlanComparison:
    """What changed in settings, our people and the programme."""
    names = names_of((), (before.staff, after.staff))
    changes: list[Change] = []
    for kind in sorted({**before.documents, **after.documents}):
        field = criteria.fields.get(kind)
        if field is None or kind in CHAPTERS:
            continue
        ours, theirs = before.documents.get(kind), after.documents.get(kind)
        sides = Sides(
            kind,
            field,
            "",
            "",
            ours,
            theirs,
            comparable(ours.data, field) if ours else None,
            comparable(theirs.data, field) if theirs else None,
        )
        found = list(changes_in_file(sides, criteria, Judge(criteria.levels), names))
        file = next(document.file for document in (theirs, ours) if document is not None)
        if not found and before.files.get(file) != after.files.get(file):
            found.append(Change("", kind, (), Kind.FORMATTED, Level.COSMETIC, after_place=Place(file)))
        changes += found
    return PlanComparison(
        "",
        "",
        "",
        tuple(changes),
        appeared=_without(after.findings.get("", ()), before.findings.get("", ())),
        vanished=_without(before.findings.get("", ()), after.findings.get("", ())),
        unreadable=(*before.unreadable.get("", ()), *after.unreadable.get("", ())),
        names=Names(names.by_reference),
    )
