"""Two values walked through side by side, by what the schema says of them: every difference once, at its path."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kamsite.compare.change import Ids, Kind
from kamsite.compare.matching import match_entries, match_items, steps_of
from kamsite.compare.normal import same
from kamsite.compare.prose import Prose, compare_texts, same_flow
from kamsite.compare.renames import NO_RENAMES, Renames
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
    """A difference as it was found, before anybody judged it. `follows`: only because another entry was renamed."""

    kind: Kind
    spot: Spot
    before: Value = None
    after: Value = None
    field: Field | None = None
    prose: Prose | None = None
    position: int | None = None
    is_probable: bool = False
    follows: bool = False

    @property
    def path(self) -> Ids:
        """Where it is now, or was where it is gone."""
        return self.spot.before if self.kind is Kind.REMOVED else self.spot.after

    @property
    def marks(self) -> frozenset[str]:
        """Which changes of it are decisions, as the schema says."""
        return self.field.decision | self.spot.marks if self.field else self.spot.marks


@dataclass(frozen=True, slots=True)
class Walk:
    """Walks through values; `renames` are the entries that have another id now."""

    renames: Renames = field(default_factory=lambda: NO_RENAMES)

    def differences(self, before: Value, after: Value, known: Field | None, spot: Spot) -> Iterator[Draft]:
        """What differs between two values in normal form, None for nothing; `known` is what the schema says."""
        if _is_alike(before, after):
            return
        if before is None or after is None:
            if before is not None or after is not None:
                yield from self._one_sided(before, after, known, spot)
        elif isinstance(before, dict) and isinstance(after, dict):
            yield from self._in_mapping(before, after, known, spot)
        elif isinstance(before, list) and isinstance(after, list) and known is not None:
            yield from self._in_list(before, after, known, spot)
        elif not same(before, after):
            yield self._changed(before, after, known, spot)

    def _changed(self, before: Value, after: Value, known: Field | None, spot: Spot) -> Draft:
        draft = Draft(Kind.CHANGED, spot, before, after, known)
        if known is None or not isinstance(before, str) or not isinstance(after, str):
            return draft
        if known.reference:
            return replace(draft, follows=self.renames.now(known.reference, before) == after)
        if known.kind == "prose" and UNKNOWN not in (before, after):
            prose = compare_texts(before, after)
            kind = Kind.TEXT_EDITED if prose.blocks else Kind.FORMATTED
            return replace(draft, kind=kind, prose=prose if prose.blocks else None)
        return replace(draft, kind=Kind.FORMATTED) if known.kind == "line" and same_flow(before, after) else draft

    def _one_sided(self, before: Value, after: Value, known: Field | None, spot: Spot) -> Iterator[Draft]:
        """What came or went: whole entries one by one, but nothing of what is inside them on its own."""
        value = after if before is None else before
        is_open = known is not None and not spot.is_inside
        if is_open and isinstance(value, dict) and known is not None and (known.properties or _has_entries(known)):
            older, newer = (side if isinstance(side, dict) else {} for side in (before, after))
            yield from self._in_mapping(older, newer, known, spot)
        elif is_open and isinstance(value, list) and known is not None and known.item and known.item.properties:
            ours, theirs = (side if isinstance(side, list) else [] for side in (before, after))
            yield from self._in_list(ours, theirs, known, spot)
        else:
            yield Draft(_kind(before), spot, before, after, known)

    def _in_mapping(
        self, before: dict[str, Value], after: dict[str, Value], known: Field | None, spot: Spot
    ) -> Iterator[Draft]:
        fixed: Mapping[str, Field] = known.properties if known else {}
        # Figures that the register knows stand beside those that only a company has: all of them are entries.
        around = known if known is not None and known.entry is not None else None
        for key in fixed:
            older, newer = before.get(key), after.get(key)
            if older is not None or newer is not None:
                yield from self.differences(older, newer, fixed[key], spot.below(key, key, around=around))
        others = [{key: value for key, value in side.items() if key not in fixed} for side in (before, after)]
        if not any(others):
            return
        is_own = [key for key in {**others[0], **others[1]} if known is None or known.inside(key) is None]
        if known is not None and known.entry is not None:
            entries = [{key: value for key, value in side.items() if key not in is_own} for side in others]
            yield from self._in_entries(entries[0], entries[1], known, spot)
        for key in sorted(is_own):
            yield from self.differences(others[0].get(key), others[1].get(key), None, spot.below(key, key))

    def _in_entries(
        self, before: dict[str, Value], after: dict[str, Value], known: Field, spot: Spot
    ) -> Iterator[Draft]:
        matches = {str(match.after): match for match in match_entries(before, after, known, self.renames)}
        former = {key: str(match.before) for key, match in matches.items()}
        former |= {key: key for key in after if key in before and key not in former}
        for key, newer in after.items():
            name = former.get(key, key)
            below = spot.below(name, key, around=known)
            if name != key:
                match = matches[key]
                draft = Draft(Kind.RENAMED, below, name, key, known.entry)
                yield replace(draft, is_probable=match.is_probable, follows=match.follows)
            yield from self._entry(before[name] if key in former else None, newer, known, below)
        gone = [key for key in before if key not in former.values()]
        for key in gone:
            yield from self._entry(before[key], None, known, spot.below(key, key, around=known))
        pairs = [(former[key], key) for key in after if key in former]
        if _is_reordered(list(before), [name for name, _ in pairs]):
            order = [key for key in before if key not in gone]
            yield Draft(Kind.REORDERED, spot, [*order], [name for name, _ in pairs], known)

    def _entry(self, before: Value, after: Value, known: Field, spot: Spot) -> Iterator[Draft]:
        entry = known.entry
        if (before is None or after is None) and not (entry and not entry.properties and entry.entry is not None):
            yield Draft(_kind(before), spot, before, after, entry)
        else:
            yield from self.differences(before, after, entry, spot)

    def _in_list(self, before: list[Value], after: list[Value], known: Field, spot: Spot) -> Iterator[Draft]:
        older, newer = steps_of(before, known), steps_of(after, known)
        pairs = match_items(before, after, known, self.renames)
        by_after = {int(match.after): match for match in pairs}
        for j, item in enumerate(after):
            match = by_after.get(j)
            if match is None:
                below = spot.below(newer[j], newer[j], (j, j), around=known)
                yield Draft(Kind.ADDED, below, None, item, known.item, position=j)
                continue
            i = int(match.before)
            below = spot.below(older[i], newer[j], (i, j), around=known)
            for found in self.differences(before[i], item, known.item, below):
                yield replace(found, is_probable=True) if match.is_probable and _names(found, known) else found
        matched = {int(match.before) for match in pairs}
        for i, item in enumerate(before):
            if i not in matched:
                below = spot.below(older[i], older[i], (i, i), around=known)
                yield Draft(Kind.REMOVED, below, item, None, known.item, position=i)
        if _is_reordered(older, [older[int(match.before)] for match in pairs]):
            order = [older[int(match.before)] for match in pairs]
            yield Draft(Kind.REORDERED, spot, [older[i] for i in sorted(matched)], [*order], known)


def _is_alike(before: Value, after: Value) -> bool:
    """Whether two values are the same to the last detail, the order of keys included; told at low cost."""
    return before == after and repr(before) == repr(after)


def _kind(before: Value) -> Kind:
    return Kind.ADDED if before is None else Kind.REMOVED


def _has_entries(known: Field) -> bool:
    return known.entry is not None and bool(known.entry.properties or known.entry.entry)


def _is_reordered(before: Sequence[str], kept: Sequence[str]) -> bool:
    """Whether what is kept stands in another order than before."""
    places = {step: place for place, step in enumerate(before)}
    return any(places[later] < places[earlier] for earlier, later in itertools.pairwise(kept))


def _names(found: Draft, known: Field) -> bool:
    """Whether a difference is one of what tells the items of a list apart."""
    return bool(found.path) and found.path[-1] in known.identity
