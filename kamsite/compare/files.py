"""From differences in a kind of file to changes: places, names, levels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kamsite.compare.change import Address, Change, Ids, Kind, Step
from kamsite.compare.levels import Judge
from kamsite.compare.names import Names
from kamsite.compare.trail import trail_of
from kamsite.compare.walk import Draft, Spot, Walk
from kamsite.diagnostics import Place
from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.source.document import Document, Path, Value


@dataclass(frozen=True, slots=True)
class FileSide:
    """A kind of file on one side: the plan's id, what the schema says, the document for places, values in normal form.

    `name` is that of the plan's customer.

    Nothing is said about what lies at, around or below the paths in `left_out`: it could not be read.
    """

    plan: str
    chapter: str
    field: Field
    document: Document | None
    value: Value
    left_out: tuple[Ids, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A difference with the files in which it lies: the same one on both sides, or two where `has_moved`."""

    draft: Draft
    before: FileSide
    after: FileSide
    has_moved: bool = False


def differences_in(before: FileSide, after: FileSide, walk: Walk) -> Iterator[Found]:
    """What differs between two files of a kind, but for what could not be read."""
    left_out = {*before.left_out, *after.left_out}
    for draft in walk.differences(before.value or {}, after.value or {}, after.field, Spot()):
        if not any(_touches(draft, path) for path in left_out):
            yield Found(draft, before, after)


def _touches(draft: Draft, path: Ids) -> bool:
    """Whether a difference lies at or below a path, or is the coming or going of something around it."""
    is_whole = draft.before is None or draft.after is None
    return any(
        own[: len(path)] == path or (is_whole and path[: len(own)] == own)
        for own in (draft.spot.before, draft.spot.after)
    )


def changes_of(found: Iterable[Found], judge: Judge, names: Names, currency: str) -> Iterator[Change]:
    """The differences as changes."""
    for one in found:
        yield _change(one, judge, names, currency)


def _change(found: Found, judge: Judge, names: Names, currency: str) -> Change:
    draft, before, after = found.draft, found.before, found.after
    spot = draft.spot
    is_gone, is_new = draft.kind is Kind.REMOVED, draft.kind is Kind.ADDED
    level, reason = judge.level_of(draft, after.chapter)
    side, path = (before, spot.before) if is_gone else (after, spot.after)
    trail = trail_of(side.value, path, side.field, names, currency)
    has_moved = not is_gone and (spot.before != spot.after or found.has_moved)
    return Change(
        after.plan,
        after.chapter,
        draft.path,
        draft.kind,
        level,
        draft.before,
        draft.after,
        draft.field,
        None if is_new else _place(before.document, spot.before_raw),
        None if is_gone else _place(after.document, spot.after_raw),
        trail.steps,
        reason,
        draft.prose,
        draft.is_probable,
        Address(before.plan, before.chapter, spot.before) if has_moved else None,
        draft.position,
        trail.unit,
        _origin_trail(found, names, currency) if draft.kind is Kind.MOVED else (),
    )


def _origin_trail(found: Found, names: Names, currency: str) -> tuple[Step, ...]:
    """The way in words to where a moved entry was."""
    before = found.before
    way = trail_of(before.value, found.draft.spot.before[:-1], before.field, names, currency).steps
    is_elsewhere = before.name != found.after.name
    return (Step("entry", Text(before.name, before.name)), *way) if is_elsewhere else way


def _place(document: Document | None, path: Path) -> Place | None:
    return document.place_of_key(path) if document else None
