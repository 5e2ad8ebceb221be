"""Two values walked through side by side, by what the schema says of them: every difference once, at its path."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kamsite.compare.change import Ids, Kind
from kamsite.compare.matching import Match, match_entries, match_items, steps_of
from kamsite.compare.normal import same
from kamsite.compare.prose import Prose, compare_texts, same_flow
from kamsite.model.field import UNKNOWN, Field
from kamsite.source.document import Path, Value


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on both sides: by ids, and as documents count (positions in lists). `is_inside` an entry.

    `marks` says which changes here are decisions because of the list or the mapping by id around it.
    """

    before: Ids = ()
    after: Ids = ()
    before_raw: Path = ()
    after_raw: Path = ()
    is_inside: bool = False
    marks: frozenset[str] = frozenset()

    def below(
        self,
        before: str,
        after: str,
        raw: tuple[str | int, str | int] | None = None,
        *,
        around: Field | None = None,
    ) -> "Spot":
        """The place one step further down; `around` is the field of the list or the mapping by id that it is in."""
        older, newer = raw or (before, after)
        return Spot(
            (*self.before, before),
            (*self.after, after),
            (*self.before_raw, older),
            (*self.after_raw, newer),
            self.is_inside or (around is not None and bool((around.entry or around.item or around).properties)),
            around.decision if around else frozenset(),
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A difference as it was found, before anybody judged it."""

    kind: Kind
    spot: Spot
    before: Value = None
    after: Value = None
    field: Field | None = None
    prose: Prose | None = None
    position: int | None = None
    is_probable: bool = False

    @property
    def path(self) -> Ids:
        """Where it is now, or was where it is gone."""
        return self.spot.before if self.kind is Kind.REMOVED else self.spot.after

    @property
    def marks(self) -> frozenset[str]:
        """Which changes of it are decisions, as the schema says."""
        return self.field.decision | self.spot.marks if self.field else self.spot.marks


def differences(before: Value, after: Value, field: Field | None, spot: Spot) -> Iterator[Draft]:
    """What differs between two values in normal form, None for nothing."""
    if before is None or after is None:
        if before is not None or after is not None:
            yield from _one_sided(before, after, field, spot)
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _in_mapping(before, after, field, spot)
    elif isinstance(before, list) and isinstance(after, list) and field is not None:
        yield from _in_list(before, after, field, spot)
    elif not same(before, after):
        yield _changed(before, after, field, spot)


def _changed(before: Value, after: Value, field: Field | None, spot: Spot) -> Draft:
    if isinstance(before, str) and isinstance(after, str) and field is not None and field.kind in ("prose", "line"):
        prose = compare_texts(before, after) if field.kind == "prose" else None
        if same_flow(before, after) if prose is None else not prose.blocks:
            return Draft(Kind.FORMATTED, spot, before, after, field)
        if prose is not None and UNKNOWN not in (before, after):
            return Draft(Kind.TEXT_EDITED, spot, before, after, field, prose)
    return Draft(Kind.CHANGED, spot, before, after, field)


def _one_sided(before: Value, after: Value, field: Field | None, spot: Spot) -> Iterator[Draft]:
    """What was added or removed: whole entries one by one, but nothing of what is inside them on its own."""
    value = after if before is None else before
    if (
        isinstance(value, dict)
        and field is not None
        and not spot.is_inside
        and (field.properties or _has_entries(field))
    ):
        yield from _in_mapping(before or {}, after or {}, field, spot)  # type: ignore[arg-type]
    elif isinstance(value, list) and field is not None and not spot.is_inside and field.item and field.item.properties:
        yield from _in_list(before or [], after or [], field, spot)  # type: ignore[arg-type]
    else:
        yield Draft(Kind.ADDED if before is None else Kind.REMOVED, spot, before, after, field)


def _has_entries(field: Field) -> bool:
    return field.entry is not None and bool(field.entry.properties or field.entry.entry)


def _in_mapping(before: dict[str, Value], after: dict[str, Value], field: Field | None, spot: Spot) -> Iterator[Draft]:
    fixed = field.properties if field else {}
    # Figures that the register knows stand beside those that only a company has: all of them are entries.
    known = field if field is not None and field.entry is not None else None
    for key in fixed:
        older, newer = before.get(key), after.get(key)
        if older is not None or newer is not None:
            yield from differences(older, newer, fixed[key], spot.below(key, key, around=known))
    ours = {key: value for key, value in before.items() if key not in fixed}
    theirs = {key: value for key, value in after.items() if key not in fixed}
    if not ours and not theirs:
        return
    if field is not None and field.entry is not None:
        own = [key for key in {**ours, **theirs} if field.inside(key) is None]
        entries = [{key: value for key, value in side.items() if key not in own} for side in (ours, theirs)]
        yield from _in_entries(entries[0], entries[1], field, spot)
    else:
        own = list({**theirs, **ours})
    for key in sorted(own):
        yield from differences(ours.get(key), theirs.get(key), None, spot.below(key, key))


def _in_entries(before: dict[str, Value], after: dict[str, Value], field: Field, spot: Spot) -> Iterator[Draft]:
    renamed = match_entries(before, after, field)
    former = {str(match.after): match for match in renamed}
    gone = {str(match.before) for match in renamed}
    for key, newer in after.items():
        match = former.get(key)
        if match is not None:
            name = str(match.before)
            below = spot.below(name, key, around=field)
            yield Draft(Kind.RENAMED, below, name, key, field.entry, is_probable=match.is_probable)
            yield from differences(before[name], newer, field.entry, below)
        elif key in before or newer is not None:
            yield from _entry(before.get(key), newer, field, spot.below(key, key, around=field))
    for key, older in before.items():
        if key not in after and key not in gone:
            yield from _entry(older, None, field, spot.below(key, key, around=field))
    pairs = [
        Match(former[key].before if key in former else key, key) for key in after if key in before or key in former
    ]
    positions = {key: position for position, key in enumerate(before)}
    if _is_reordered([positions[str(pair.before)] for pair in pairs]):
        yield Draft(
            Kind.REORDERED, spot, _order(before, {str(pair.before) for pair in pairs}), [*map(str, after)], field
        )


def _order(keys: dict[str, Value], kept: set[str]) -> Value:
    return [key for key in keys if key in kept]


def _entry(before: Value, after: Value, field: Field, spot: Spot) -> Iterator[Draft]:
    if field.entry is not None and not field.entry.properties and field.entry.entry is not None:
        yield from differences(before, after, field.entry, spot)
    elif before is None or after is None:
        yield Draft(Kind.ADDED if before is None else Kind.REMOVED, spot, before, after, field.entry)
    else:
        yield from differences(before, after, field.entry, spot)


def _is_reordered(positions: Sequence[int]) -> bool:
    return any(later < earlier for earlier, later in itertools.pairwise(positions))


def _in_list(before: list[Value], after: list[Value], field: Field, spot: Spot) -> Iterator[Draft]:
    older, newer = steps_of(before, field), steps_of(after, field)
    pairs = match_items(before, after, field)
    by_after = {int(match.after): match for match in pairs}
    for j, item in enumerate(after):
        match = by_after.get(j)
        if match is None:
            below = spot.below(newer[j], newer[j], (j, j), around=field)
            yield Draft(Kind.ADDED, below, None, item, field.item, position=j)
            continue
        i = int(match.before)
        below = spot.below(older[i], newer[j], (i, j), around=field)
        for found in differences(before[i], item, field.item, below):
            yield replace(found, is_probable=True) if match.is_probable and _names(found, field) else found
    matched = {int(match.before) for match in pairs}
    for i, item in enumerate(before):
        if i not in matched:
            below = spot.below(older[i], older[i], (i, i), around=field)
            yield Draft(Kind.REMOVED, below, item, None, field.item, position=i)
    if _is_reordered([int(match.before) for match in pairs]):
        order = [older[i] for i in sorted(matched)], [newer[int(match.after)] for match in pairs]
        yield Draft(Kind.REORDERED, spot, list(order[0]), list(order[1]), field)


def _names(found: Draft, field: Field) -> bool:
    """Whether a difference is one of what tells the items of a list apart."""
    return bool(found.path) and found.path[-1] in field.identity
