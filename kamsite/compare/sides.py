"""Two sides of a comparison, each what was read of one version of a folder of plans; and what changed between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kamsite.compare.change import (
    ASSETS,
    NO_VERSION,
    Change,
    Comparison,
    Ids,
    Kind,
    Level,
    PlanComparison,
    Step,
    Unreadable,
    Version,
)
from kamsite.compare.files import FileSide, changes_of, differences_in
from kamsite.compare.levels import Judge
from kamsite.compare.matching import match_entries
from kamsite.compare.names import names_of
from kamsite.compare.normal import comparable
from kamsite.compare.plans import Criteria, Unsaid, compare_account, pair_plans
from kamsite.compare.programme import titles_in, weights_in
from kamsite.compare.renames import NO_RENAMES, Renames
from kamsite.compare.walk import Walk
from kamsite.diagnostics import Finding, Place
from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.settings import Settings
from kamsite.model.staff import StaffMember
from kamsite.source.document import Document, Path, Value

_SAME_IDS: Mapping[str, str] = {}
# What says how many of something there are is the same finding with another number.
_COUNTING = frozenset({"K412"})


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
    staff = _staff_renames(before, after, criteria)
    criteria = replace(criteria, weights=(weights_in(before.documents), weights_in(after.documents)))
    plans: list[PlanComparison] = []
    pairs = pair_plans(before.plans, after.plans)
    for older, newer, is_guess in sorted(pairs, key=lambda pair: pair[1] or pair[0] or ""):
        ours = before.plans[older] if older is not None else None
        theirs = after.plans[newer] if newer is not None else None
        account = _Account(ours, theirs, before, after, criteria)
        plans += [one for one in account.compare(staff, is_probable=is_guess) if not one.is_empty]
    return Comparison(tuple(plans), _compare_common(before, after, criteria, staff), before.version, after.version)


def _staff_renames(before: Side, after: Side, criteria: Criteria) -> Renames:
    field = criteria.fields.get("staff")
    if field is None:
        return NO_RENAMES
    ours, theirs = (_value(side, "staff", field) for side in (before, after))
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return NO_RENAMES
    return Renames({"staff": {str(m.before): str(m.after) for m in match_entries(ours, theirs, field)}})


def _value(side: Side, kind: str, field: Field) -> Value:
    document = side.documents.get(kind)
    return comparable(document.data, field) if document else None


@dataclass(frozen=True, slots=True)
class _Account:
    """An account on both sides."""

    older: Plan | None
    newer: Plan | None
    before: Side
    after: Side
    criteria: Criteria

    def compare(self, staff: Renames, *, is_probable: bool) -> Iterator[PlanComparison]:
        """What changed in its plan and its divisions."""
        older, newer = self.older, self.newer
        staffs, currency = (self.before.staff, self.after.staff), self.criteria.currency
        names = names_of((older, newer), staffs, currency, titles_in(self.before.documents, self.after.documents))
        unreadable = self._unreadable()
        unsaid = Unsaid(
            _unsaid(self.older, [one for one in unreadable if one.is_before]),
            _unsaid(self.newer, [one for one in unreadable if not one.is_before]),
        )
        compared = compare_account(
            older, newer, self.criteria, names, renames=staff, unsaid=unsaid, is_probable=is_probable
        )
        plans = _by_id(older), _by_id(newer)
        appeared, vanished = self._findings(compared, is_whole=not (unsaid.before or unsaid.after))
        for one in compared:
            ours = plans[0].get(one.before_id or "")
            theirs = None if one.is_gone else plans[1].get(one.id)
            yield replace(
                one,
                changes=(*one.changes, *self._beside(ours, theirs, one, unsaid)),
                appeared=tuple(f for f in appeared if _lies_in(f.place.file, one.id, compared)),
                vanished=tuple(f for f in vanished if _lies_in(f.place.file, one.before_id or one.id, compared)),
                unreadable=self._told([f for f in unreadable if _lies_in(f.file, one.id, compared)], one.id),
            )

    def _told(self, unreadable: Sequence[Unreadable], plan: str) -> tuple[Unreadable, ...]:
        """What an edition may know of files that could not be read: where not all is shown, only that there are any."""
        if self.criteria.shows_files:
            return tuple(unreadable)
        # Also of chapters that it does not show: otherwise "nothing changed" would be said of what nobody could read.
        return tuple(dict.fromkeys(Unreadable(plan, one.is_before, (), one.is_partly) for one in unreadable))

    def _beside(self, older: Plan | None, newer: Plan | None, one: PlanComparison, unsaid: Unsaid) -> Iterator[Change]:
        """Changes beside those of values: files below `assets/`, and files that are only written in another way."""
        if older is not None and newer is not None and self.criteria.shows_files:
            yield from _assets(older, newer, self.before.files, self.after.files)
            known = {change.chapter for change in one.changes}
            known |= {chapter for plan, chapter in (*unsaid.before, *unsaid.after) if plan in (older.id, newer.id)}
            yield from _formatting(older, newer, self.before.files, self.after.files, known)

    def _unreadable(self) -> tuple[Unreadable, ...]:
        """The files of both sides that could not be read and that differ."""
        ours = self.before.unreadable.get(self.older.id, ()) if self.older else ()
        theirs = self.after.unreadable.get(self.newer.id, ()) if self.newer else ()
        files = {one.file.partition("/")[2] for one in (*ours, *theirs)}
        same = {
            file
            for file in files
            if self.older
            and self.newer
            and self.before.files.get(f"{self.older.id}/{file}") == self.after.files.get(f"{self.newer.id}/{file}")
        }
        return tuple(one for one in (*ours, *theirs) if one.file.partition("/")[2] not in same)

    def _findings(
        self, compared: Sequence[PlanComparison], *, is_whole: bool
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """What the rules say now and did not say before, and the other way round.

        Where a file could not be read, only that: what else came or went may only be hidden.
        """
        ours = self.before.findings.get(self.older.id, ()) if self.older else ()
        theirs = self.after.findings.get(self.newer.id, ()) if self.newer else ()
        now = {one.before_id: one.id for one in compared if one.before_id and not one.is_gone}
        appeared, vanished = _without(theirs, ours, now), _without(ours, theirs, now)
        if is_whole:
            return appeared, vanished
        return tuple(finding for finding in appeared if finding.code.startswith(("K1", "K2"))), ()


def _by_id(plan: Plan | None) -> dict[str, Plan]:
    return {one.id: one for one in plan.all()} if plan else {}


def _lies_in(file: str, plan: str, compared: Sequence[PlanComparison]) -> bool:
    """Whether a file lies in a plan itself, not in one of its divisions."""
    holders = {id_ for one in compared for id_ in (one.id, one.before_id) if id_ and file.startswith(f"{id_}/")}
    return (not holders and plan == compared[0].id) or max(holders, key=len, default="") == plan


def _unsaid(plan: Plan | None, unreadable: Sequence[Unreadable]) -> dict[tuple[str, str], tuple[Ids, ...]]:
    """What nothing can be said about: what stands in files that could not be read, and values that were left out."""
    found: dict[tuple[str, str], list[Ids]] = {}
    plans = _by_id(plan)
    for one in unreadable:
        owner = max((id_ for id_ in plans if one.file.startswith(f"{id_}/")), key=len, default=None)
        if owner is None:
            continue
        parts = one.file[len(owner) + 1 :].split("/")
        chapter = _chapter_in(one.file)
        if chapter not in CHAPTERS:
            continue
        if one.is_partly:
            left_out = plans[owner].text.chapters[chapter].left_out
            found.setdefault((owner, chapter), []).extend(_ids(path) for path in left_out)
        else:
            found.setdefault((owner, chapter), []).append(_path_of(parts, chapter))
    return {place: tuple(paths) for place, paths in found.items()}


def _chapter_in(file: str) -> str:
    """The chapter that a file of a plan, or of a division, belongs to."""
    parts = file.split("/")
    while len(parts) > 3 and parts[1] == "divisions":
        parts = parts[2:]
    return parts[1].partition(".")[0] if len(parts) > 1 else ""


def _ids(path: Path) -> Ids:
    """A path as far as it leads through mappings."""
    kept: list[str] = []
    for step in path:
        if not isinstance(step, str):
            break
        kept.append(step)
    return tuple(kept)


def _path_of(parts: Sequence[str], chapter: str) -> Ids:
    """Where the values of a file of a plan stand: a chapter's, its prose's, an entry's in a file of its own."""
    if len(parts) == 1:
        return (parts[0],) if parts[0].endswith(".md") else ()
    entry = parts[-1].removesuffix(".yaml")
    return (parts[1], entry) if len(parts) == 3 else (chapter, entry)


def _without(
    findings: Sequence[Finding], others: Sequence[Finding], now: Mapping[str, str] = _SAME_IDS
) -> tuple[Finding, ...]:
    """The findings that are not among others, by code, plan, chapter and message: not by line, nor by file.

    `now` are the ids that plans have now by those that they had.
    """
    known: dict[tuple[str, str, str], int] = {}
    for finding in others:
        known[_told(finding, now)] = known.get(_told(finding, now), 0) + 1
    left: list[Finding] = []
    for finding in findings:
        if known.get(_told(finding, now), 0) > 0:
            known[_told(finding, now)] -= 1
        else:
            left.append(finding)
    return tuple(left)


def _told(finding: Finding, now: Mapping[str, str]) -> tuple[str, str, str]:
    """A finding without its place; people who were given a file of their own are in the same chapter as before."""
    parts = finding.place.file.split("/")
    folders = 1
    while parts[folders : folders + 1] == ["divisions"]:
        folders += 2
    plan, rest = "/".join(parts[:folders]), parts[folders:]
    chapter = rest[0].partition(".")[0] if rest else ""
    message = "" if finding.code in _COUNTING else finding.message.en
    return finding.code, f"{now.get(plan, plan)}/{chapter}", message


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


def _compare_common(before: Side, after: Side, criteria: Criteria, staff: Renames) -> PlanComparison:
    """What changed in settings, our people and the programme."""
    names = names_of((), (before.staff, after.staff), criteria.currency, titles_in(before.documents, after.documents))
    unreadable = tuple(
        one
        for one in (*before.unreadable.get("", ()), *after.unreadable.get("", ()))
        if before.files.get(one.file) != after.files.get(one.file)
    )
    unread = {one.file for one in unreadable}
    changes: list[Change] = []
    for kind in sorted({**before.documents, **after.documents}):
        field = criteria.fields.get(kind)
        documents = before.documents.get(kind), after.documents.get(kind)
        file = next(document.file for document in documents if document is not None)
        if field is None or file in unread:
            continue
        sides = [
            FileSide("", kind, field, documents[at], _value(side, kind, field))
            for at, side in enumerate((before, after))
        ]
        found = differences_in(sides[0], sides[1], Walk(staff))
        told = list(changes_of(found, Judge(criteria.levels), names, criteria.currency))
        if not told and criteria.shows_files and before.files.get(file) != after.files.get(file):
            told.append(Change("", kind, (), Kind.FORMATTED, Level.COSMETIC, after_place=Place(file)))
        changes += told
    ours, theirs = before.findings.get("", ()), after.findings.get("", ())
    return PlanComparison(
        "",
        "",
        "",
        tuple(changes),
        appeared=_without(theirs, ours),
        vanished=_without(ours, theirs),
        unreadable=unreadable if criteria.shows_files else tuple(replace(one, findings=()) for one in unreadable),
        names=names,
    )
