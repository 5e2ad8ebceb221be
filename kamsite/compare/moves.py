"""Entries and texts that went to another section, chapter or division, with what was edited in them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kamsite.compare.change import Kind
from kamsite.compare.files import Found
from kamsite.compare.likeness import features_of, likeness, pair_up
from kamsite.compare.normal import same
from kamsite.compare.walk import Draft, Spot, Walk
from kamsite.model.field import Field
from kamsite.source.document import Value

# What has so few words may be another by chance.
_FEWEST_WORDS = 3
# From here on two entries of different ids are taken for the same one that moved.
_LIKE_ENOUGH = 0.7


def with_moves(found: Sequence[Found], walk: Walk) -> list[Found]:
    """The differences of an account in which what was taken out in one place and put in at another is told as moved."""
    gone = [one for one in found if one.draft.kind is Kind.REMOVED and _can_move(one.draft, one.draft.before)]
    new = [one for one in found if one.draft.kind is Kind.ADDED and _can_move(one.draft, one.draft.after)]
    if not gone or not new:
        return list(found)
    told: dict[int, list[Found]] = {}
    for pair in pair_up(
        [features_of(one.draft.before) for one in gone],
        [features_of(one.draft.after) for one in new],
        ([_address(one) for one in gone], [_address(one) for one in new]),
    ):
        older, newer = gone[pair.before], new[pair.after]
        if _is_same(older, newer):
            told[id(older)] = []
            told[id(newer)] = list(_moved(older, newer, walk))
    return [inner for one in found for inner in told.get(id(one), [one])]


def _address(found: Found) -> str:
    return "/".join([found.after.plan, found.after.chapter, *found.draft.path])


def _can_move(draft: Draft, value: Value) -> bool:
    """Whether a value says enough to be known again elsewhere."""
    if draft.field is None or not draft.field.properties:
        return False
    return _words(value) >= _FEWEST_WORDS


def _words(value: Value) -> int:
    if isinstance(value, dict):
        return sum(_words(inside) for inside in value.values())
    if isinstance(value, list):
        return sum(_words(inside) for inside in value)
    return len(value.split()) if isinstance(value, str) else 1


def _is_same(older: Found, newer: Found) -> bool:
    before, after = older.draft.before, newer.draft.after
    if not _fits(before, newer.draft.field):
        return False
    if same(before, after) or (newer.draft.field and newer.draft.field.text_key is None and _same_id(older, newer)):
        return True
    return likeness(features_of(before), features_of(after)) >= _LIKE_ENOUGH


def _same_id(older: Found, newer: Found) -> bool:
    return older.draft.path[-1] == newer.draft.path[-1]


def _fits(value: Value, field: Field | None) -> bool:
    """Whether a value can stand where the schema asks for something."""
    return isinstance(value, dict) and field is not None and all(field.inside(key) is not None for key in value)


def _moved(older: Found, newer: Found, walk: Walk) -> Iterator[Found]:
    ours, theirs = older.draft, newer.draft
    spot = Spot(ours.spot.before, theirs.spot.after, ours.spot.before_raw, theirs.spot.after_raw, is_inside=True)
    is_certain = same(ours.before, theirs.after) or _same_id(older, newer)
    draft = replace(
        theirs, kind=Kind.MOVED, spot=spot, before=ours.before, after=theirs.after, is_probable=not is_certain
    )
    yield Found(draft, older.before, newer.after, has_moved=True)
    for inner in walk.differences(ours.before, theirs.after, theirs.field, spot):
        yield Found(inner, older.before, newer.after, has_moved=True)
