"""A three-way merge of plain values: what two sides made of a base, without a look at how it is written.

Entries are told apart as the schemas say: in mappings by key (`formerly` follows a renaming), in lists by identity.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeGuard

from kamsite.merge.matching import Token, identity_of, in_order, matched, renamings, same
from kamsite.model.field import OWN_KEY, Field
from kamsite.source.document import Value

Side = Literal["ours", "theirs"]
SIDES: tuple[Side, Side] = ("ours", "theirs")
# The way to a value in all three versions: keys, and for entries of lists their places in base, ours and theirs.
Places = tuple[int | None, int | None, int | None]
Way = tuple[str | Places, ...]
# Merges three texts line by line; None where they cannot be.
MergeLines = Callable[[str, str, str], str | None]


class Absent(Enum):
    """Stands for a value that is not there."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT
Held = Value | Absent


@dataclass(frozen=True, slots=True)
class Taken:
    """The value of one side; of ours where both are the same."""

    side: Side
    value: Value


@dataclass(frozen=True, slots=True)
class Blended:
    """A text of several lines in which both sides changed different ones."""

    value: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Both sides changed a value, each in its own way."""

    base: Held
    ours: Held
    theirs: Held


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of a merged mapping or list. `places` say where it stands in base, ours and theirs.

    The keys are those that ours and theirs give it; they differ only where both renamed it. `step` is the last step of
    the way to it.
    """

    key: str
    key_of_theirs: str
    step: "str | Places"
    places: Places
    plan: "Plan"


@dataclass(frozen=True, slots=True)
class Removed:
    """An entry that one side removed and the other left as it was, or both removed."""

    step: "str | Places"
    places: Places


@dataclass(frozen=True, slots=True)
class Members:
    """A mapping or list that is merged entry by entry."""

    is_list: bool
    members: tuple[Member, ...]
    removed: tuple[Removed, ...] = ()


Plan = Taken | Blended | Clash | Members


def resolved(plan: Plan, side: Side) -> Held:
    """The merged value when every clash is settled for one side."""
    if isinstance(plan, Clash):
        return plan.ours if side == "ours" else plan.theirs
    if not isinstance(plan, Members):
        return plan.value
    settled = ((member, resolved(member.plan, side)) for member in plan.members)
    if plan.is_list:
        return [value for _, value in settled if not isinstance(value, Absent)]
    return {
        member.key if side == "ours" else member.key_of_theirs: value
        for member, value in settled
        if not isinstance(value, Absent)
    }


def clashes(plan: Plan, above: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Clash]]:
    """Every clash with the way to it: keys, and for entries of lists their position, counted from 1."""
    if isinstance(plan, Clash):
        yield above, plan
    elif isinstance(plan, Members):
        for number, member in enumerate(plan.members, 1):
            yield from clashes(member.plan, (*above, number if plan.is_list else member.key))


def is_gone(plan: Plan, side: Side) -> bool:
    """Whether the entry is missing when every clash is settled for one side."""
    return isinstance(plan, Clash) and (plan.ours if side == "ours" else plan.theirs) is ABSENT


@dataclass(frozen=True, slots=True)
class Merger:
    """Merges values. What lies at a way in `whole` is taken whole from one side, or clashes; what lies at a way in
    `missed` is not to be removed without asking.
    """

    merge_lines: MergeLines
    whole: frozenset[Way] = frozenset()
    missed: frozenset[Way] = frozenset()

    def merge(self, base: Held, ours: Value, theirs: Value, field: Field | None, way: Way = ()) -> Plan:
        """How the values of ours and theirs are merged."""
        if way not in self.whole:
            if isinstance(ours, dict) and isinstance(theirs, dict) and _holds(base, dict):
                return self._mapping(base if isinstance(base, dict) else {}, ours, theirs, field, way)
            if isinstance(ours, list) and isinstance(theirs, list) and _holds(base, list):
                return self._list(base if isinstance(base, list) else [], ours, theirs, field, way)
        return self._as_one(base, ours, theirs, is_whole=way in self.whole)

    def _as_one(self, base: Held, ours: Value, theirs: Value, *, is_whole: bool) -> Plan:
        if same(ours, theirs) or same(theirs, base):
            return Taken("ours", ours)
        if same(ours, base):
            return Taken("theirs", theirs)
        if not is_whole and _is_prose(base) and _is_prose(ours) and _is_prose(theirs):
            merged = self.merge_lines(base, ours, theirs)
            if merged is not None:
                return Blended(merged)
        return Clash(base, ours, theirs)

    def _mapping(
        self,
        base: Mapping[str, Value],
        ours: dict[str, Value],
        theirs: dict[str, Value],
        field: Field | None,
        way: Way,
    ) -> Plan:
        here, there = renamings(base, ours), renamings(base, theirs)
        if any(new in theirs for new in here) or any(new in ours for new in there):
            here = there = {}
        old, mine, other = _by_token(base, {}), _by_token(ours, here), _by_token(theirs, there)
        at_old, at_mine, at_other = ({key: place for place, key in enumerate(side)} for side in (base, ours, theirs))
        members: dict[Token, Member] = {}
        removed: list[Removed] = []
        for token in dict.fromkeys([*mine, *other]):
            keys = mine.get(token), other.get(token)
            inside = field.inside(keys[0] or keys[1] or "") if field else None
            versions = _versions(token, old, mine, other, base, ours, theirs)
            is_entry = field is not None and _is_entry(field, keys[0] or keys[1] or "")
            plan = self._member(*versions, inside, (*way, str(token)), is_entry=is_entry)
            places = _at_key(at_old, old.get(token)), _at_key(at_mine, keys[0]), _at_key(at_other, keys[1])
            if plan is None:
                removed.append(Removed(str(token), places))
                continue
            key, key_of_theirs = _keys(token, *keys)
            if key != key_of_theirs:
                plan = Clash(*versions)
            members[token] = Member(key, key_of_theirs, str(token), places, plan)
        order = in_order(list(old), list(mine), list(other), members)
        merged = Members(False, tuple(members[token] for token in order), tuple(removed))
        if any(len({*names}) < len(names) for names in _all_keys(merged)):
            return self._as_one(dict(base), ours, theirs, is_whole=True)
        return merged

    def _list(self, base: list[Value], ours: list[Value], theirs: list[Value], field: Field | None, way: Way) -> Plan:
        mine, other = matched(base, ours, field), matched(base, theirs, field)
        if mine is None or other is None:
            return self._as_one(base, ours, theirs, is_whole=True)
        old = [identity_of(item, field) for item in base]
        at_old, at_mine, at_other = ({token: place for place, token in enumerate(side)} for side in (old, mine, other))
        inside = field.item if field else None
        members: dict[Token, Member] = {}
        removed: list[Removed] = []
        for token in dict.fromkeys([*mine, *other]):
            places = at_old.get(token), at_mine.get(token), at_other.get(token)
            versions = _at(base, places[0]), _at(ours, places[1]), _at(theirs, places[2])
            plan = self._member(*versions, inside, (*way, places), is_entry=True)
            if plan is None:
                removed.append(Removed(places, places))
            else:
                members[token] = Member("", "", places, places, plan)
        order = in_order(old, mine, other, members)
        merged = Members(True, tuple(members[token] for token in order), tuple(removed))
        for side in SIDES:
            values = resolved(merged, side)
            tokens = [identity_of(item, field) for item in values] if isinstance(values, list) else []
            if len(set(tokens)) < len(tokens):
                return self._as_one(base, ours, theirs, is_whole=True)
        return merged

    def _member(
        self, base: Held, ours: Held, theirs: Held, field: Field | None, way: Way, *, is_entry: bool
    ) -> Plan | None:
        """The plan for an entry that one side at least has; None where it is gone.

        Two entries that were added under the same id are one only as far as nothing in them clashes.
        """
        if not isinstance(ours, Absent) and not isinstance(theirs, Absent):
            plan = self.merge(base, ours, theirs, field, way)
            if base is ABSENT and is_entry and next(clashes(plan), None):
                return Clash(base, ours, theirs)
            return plan
        if base is ABSENT or (isinstance(ours, Absent) and isinstance(theirs, Absent)):
            if not isinstance(ours, Absent):
                return Taken("ours", ours)
            return None if isinstance(theirs, Absent) else Taken("theirs", theirs)
        is_untouched = same(base, theirs if isinstance(ours, Absent) else ours)
        return None if is_untouched and way not in self.missed else Clash(base, ours, theirs)


def _holds(base: Held, kind: type) -> bool:
    """Whether a base can be merged as such a collection: it is one, or nothing at all."""
    return isinstance(base, kind) or base is None or base is ABSENT


def _is_prose(value: Held) -> TypeGuard[str]:
    return isinstance(value, str) and "\n" in value


def _is_entry(field: Field, key: str) -> bool:
    """Whether the key is an id or a name that somebody chose, not one of the format's."""
    return field.entry is not None and key not in field.properties and not key.startswith(OWN_KEY)


def _by_token(side: Mapping[str, Value], renamed: Mapping[str, str]) -> dict[Token, str]:
    """The keys of a mapping by token: the key that the entry had in the base."""
    return {renamed.get(key, key): key for key in side}


def _versions(
    token: Token,
    old: Mapping[Token, str],
    mine: Mapping[Token, str],
    other: Mapping[Token, str],
    *sides: Mapping[str, Value],
) -> tuple[Held, Held, Held]:
    base, ours, theirs = (
        side[keys[token]] if token in keys else ABSENT for keys, side in zip((old, mine, other), sides, strict=True)
    )
    return base, ours, theirs


def _keys(token: Token, ours: str | None, theirs: str | None) -> tuple[str, str]:
    """The keys under which ours and theirs have the merged entry; the same one unless both renamed it."""
    if ours is None or theirs is None:
        only = ours or theirs or ""
        return only, only
    if ours == theirs or theirs == token:
        return ours, ours
    return (theirs, theirs) if ours == token else (ours, theirs)


def _at_key(places: Mapping[str, int], key: str | None) -> int | None:
    return None if key is None else places[key]


def _at(side: Sequence[Value], place: int | None) -> Held:
    return ABSENT if place is None else side[place]


def _all_keys(merged: Members) -> tuple[list[str], list[str]]:
    return [member.key for member in merged.members], [member.key_of_theirs for member in merged.members]
