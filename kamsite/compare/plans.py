"""What changed between two versions of a plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kamsite.compare.change import Address, Change, Kind, Level, PlanComparison, Step
from kamsite.compare.levels import USUAL_LEVELS, Judge, Levels
from kamsite.compare.names import NO_NAMES, Names
from kamsite.compare.normal import comparable
from kamsite.compare.prose import compare_texts
from kamsite.compare.trail import trail_of
from kamsite.compare.walk import Spot, differences
from kamsite.diagnostics import Place
from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.source.document import Document, Path, Value


@dataclass(frozen=True, slots=True)
class Criteria:
    """By what plans are compared: the chapters' fields as the schemas know them, levels, whose prose may be seen.

    `currency` is that of the site.
    """

    fields: Mapping[str, Field]
    levels: Levels = USUAL_LEVELS
    prose: frozenset[str] = frozenset(CHAPTERS)
    currency: str = "EUR"


def compare_plans(
    before: Plan | None, after: Plan | None, criteria: Criteria, names: Names = NO_NAMES, *, is_probable: bool = False
) -> PlanComparison:
    """What changed in a plan (without its divisions); None where there was or is none.

    `is_probable`: that both are the same plan is a guess.
    """
    plan = after or before
    if plan is None:
        return PlanComparison("", None, "")
    changes = tuple(_changes(before, after, criteria, names))
    return PlanComparison(
        plan.id,
        before.id if before else None,
        plan.name,
        changes,
        names=names,
        is_gone=after is None,
        is_probable=is_probable,
    )


def _changes(before: Plan | None, after: Plan | None, criteria: Criteria, names: Names) -> Iterator[Change]:
    if before is None or after is None:
        yield _whole_plan(before, after, criteria)
        return
    if before.id != after.id:
        yield Change(
            after.id, "", (), Kind.RENAMED, Level.DECISION, before.id, after.id, origin=Address(before.id, "", ())
        )
    judge = Judge(criteria.levels, before, after)
    for chapter in CHAPTERS:
        if chapter not in criteria.fields:
            continue
        field = criteria.fields[chapter]
        sides = Sides(
            chapter,
            field,
            before.id,
            after.id,
            before.text.chapters[chapter].document,
            after.text.chapters[chapter].document,
            comparable(before.data[chapter], field),
            comparable(after.data[chapter], field),
        )
        yield from changes_in_file(sides, criteria, judge, names)
        if chapter in criteria.prose:
            yield from _prose(before, after, chapter)


@dataclass(frozen=True, slots=True)
class Sides:
    """A kind of file before and after: what the schema says, plan ids, documents for places, values in normal form."""

    chapter: str
    field: Field
    before_plan: str
    after_plan: str
    before_document: Document | None
    after_document: Document | None
    before: Value
    after: Value


def changes_in_file(sides: Sides, criteria: Criteria, judge: Judge, names: Names) -> Iterator[Change]:
    """What changed in a file of a kind."""
    for draft in differences(sides.before or {}, sides.after or {}, sides.field, Spot()):
        level, reason = judge.level_of(draft, sides.chapter)
        spot = draft.spot
        is_gone = draft.kind is Kind.REMOVED
        plan = sides.before_plan if is_gone and not sides.after_plan else sides.after_plan
        value, path = (sides.before, spot.before) if is_gone else (sides.after, spot.after)
        trail = trail_of(value, path, sides.field, names, criteria.currency)
        has_moved = not is_gone and draft.kind is not Kind.ADDED and spot.before != spot.after
        yield Change(
            plan,
            sides.chapter,
            draft.path,
            draft.kind,
            level,
            draft.before,
            draft.after,
            draft.field,
            _place(sides.before_document, spot.before_raw) if draft.kind is not Kind.ADDED else None,
            _place(sides.after_document, spot.after_raw) if not is_gone else None,
            trail.steps,
            reason,
            draft.prose,
            draft.is_probable,
            Address(sides.before_plan, sides.chapter, spot.before) if has_moved else None,
            draft.position,
            trail.unit,
        )


def _place(document: Document | None, path: Path) -> Place | None:
    return document.place_of_key(path) if document else None


def _whole_plan(before: Plan | None, after: Plan | None, criteria: Criteria) -> Change:
    plan = after or before
    assert plan is not None  # noqa: S101 - told by the only caller
    whole: dict[str, Value] = {}
    for chapter in CHAPTERS:
        if chapter in criteria.fields and (data := comparable(plan.data[chapter], criteria.fields[chapter])):
            whole[chapter] = data
        if chapter in criteria.prose and (prose := plan.text.chapters[chapter].prose) and prose.text:
            whole[f"{chapter}.md"] = prose.text
    place = Place(plan.file("plan"))
    return Change(
        plan.id,
        "",
        (),
        Kind.ADDED if before is None else Kind.REMOVED,
        Level.DECISION,
        whole if after is None else None,
        whole if before is None else None,
        before_place=place if after is None else None,
        after_place=place if before is None else None,
        trail=(Step("entry", Text(plan.name, plan.name)),),
    )


def _prose(before: Plan, after: Plan, chapter: str) -> Iterator[Change]:
    texts = before.text.chapters[chapter].prose, after.text.chapters[chapter].prose
    older, newer = (text.text if text else "" for text in texts)
    if older == newer:
        return
    prose = compare_texts(older, newer)
    kind = Kind.TEXT_EDITED if prose.blocks else Kind.FORMATTED
    if not older.strip() or not newer.strip():
        kind = Kind.ADDED if not older.strip() else Kind.REMOVED
    yield Change(
        after.id,
        chapter,
        (f"{chapter}.md",),
        kind,
        Level.CONTENT if prose.blocks else Level.COSMETIC,
        older or None,
        newer or None,
        before_place=Place(texts[0].file) if texts[0] else None,
        after_place=Place(texts[1].file) if texts[1] else None,
        trail=(Step("file", Text(f"{chapter}.md", f"{chapter}.md")),),
        prose=prose,
    )
