"""Where each value of a plan comes from: in which version it was set, and what it was before.

Versions are walked from the newest to the oldest, each with what changed in it. A value that only moved with its entry,
or whose entry has another id now, goes on under its earlier address; what was only written in another way is no event.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from msgspec import Struct

from kamsite.compare.change import Address, Change, Ids, Kind, Level, PlanComparison
from kamsite.compare.levels import Levels
from kamsite.compare.matching import steps_of
from kamsite.compare.normal import comparable
from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.source.document import Value

# Of longer texts only the beginning is remembered.
_LONGEST = 400
_LARGEST = 2**53
_FIRST = Text("First version", "Erste Version")
_NO_VALUE = frozenset({Kind.FORMATTED, Kind.REORDERED, Kind.RENAMED, Kind.MOVED})


class RecordedChange(Struct, frozen=True):
    """A change as it is remembered: where, what, before and after; `origin` where it was before, if elsewhere.

    `sets`: whether it gave a value, rather than only moving it or writing it in another way.
    """

    plan: str
    chapter: str
    path: tuple[str, ...]
    kind: str
    sets: bool
    before: Any = None
    after: Any = None
    origin: tuple[str, str, tuple[str, ...]] | None = None


class PlanChanges(Struct, frozen=True):
    """What a version changed in a plan, as it is remembered.

    `id` is the plan's id in that version, `before_id` the one before, `name` the customer's. `summary` says it in
    a line, by language; `decisions` and `cosmetic` count changes of these levels. `is_broken`: a file is not readable.
    """

    id: str
    before_id: str | None
    name: str
    changes: tuple[RecordedChange, ...]
    summary: dict[str, str]
    decisions: int = 0
    cosmetic: int = 0
    is_broken: bool = False


def begun(plan: str) -> PlanChanges:
    """What the first version of a plan changed: all of it began there, divisions included."""
    whole = RecordedChange(plan, "", (), Kind.ADDED.value, sets=True)
    return PlanChanges(plan, None, "", (whole,), {"en": _FIRST.en, "de": _FIRST.de})


@dataclass(frozen=True, slots=True)
class Event:
    """A version that set a value, and what was there before; `before` is None where there was nothing."""

    commit: str
    before: Value


@dataclass(frozen=True, slots=True)
class Origin:
    """A value of a plan as it stands today, and the versions that set it, newest first.

    There is no event where the value is older than what is known of the plan's versions.
    """

    address: Address
    value: Value
    field: Field | None
    unit: str = ""
    events: tuple[Event, ...] = ()


def recorded(comparison: PlanComparison, levels: Levels) -> tuple[RecordedChange, ...]:
    """The changes of a comparison, to be remembered."""
    return tuple(_recorded(change, levels) for change in comparison.changes)


def _recorded(change: Change, levels: Levels) -> RecordedChange:
    origin = change.origin
    # What follows from a new id elsewhere is cosmetic, too; what site.yaml calls cosmetic still is another value.
    is_new = change.level > Level.COSMETIC or levels.of((change.chapter, *change.path)) is not None
    is_whole = not change.path and not change.chapter
    return RecordedChange(
        change.plan,
        change.chapter,
        change.path,
        change.kind.value,
        change.kind not in _NO_VALUE and is_new,
        None if is_whole else kept(change.before),
        None if is_whole else kept(change.after),
        (origin.plan, origin.chapter, origin.path) if origin else None,
    )


def kept(value: Value) -> Value:
    """A value as it is remembered: of long texts the beginning."""
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
    if isinstance(value, dict):
        return {key: kept(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [kept(inside) for inside in value]
    is_huge = isinstance(value, int) and abs(value) > _LARGEST
    return float(value) if is_huge and value is not None and abs(value) < 10**300 else value


def origins_of(
    values: Iterable[Origin], versions: Iterable[tuple[str, Sequence[PlanChanges] | None]]
) -> tuple[Origin, ...]:
    """The origin of each of some values as they stand today.

    `versions` are commits, newest first, each with what it changed in the account's plans, or in the programme; None
    where that is not known.
    """
    walk = _Walk(values)
    for commit, changes in versions:
        if changes is None or not walk.open:
            break
        walk.back(commit, [change for one in changes for change in one.changes])
    return tuple(replace(trace.origin, events=tuple(trace.events)) for trace in walk.all)


def values_of(plan: Plan, fields: Mapping[str, Field], prose: Iterable[str]) -> Iterator[Origin]:
    """The values of a plan, each with its address and what the schema says of it; lists of words are one value.

    `fields` and `prose` are what the edition shows of the chapters.
    """
    shown = frozenset(prose)
    for chapter in CHAPTERS:
        if chapter in fields:
            yield from values_in(plan.data[chapter], fields[chapter], Address(plan.id, chapter, ()))
        text = plan.text.chapters[chapter].prose
        if chapter in shown and text is not None and text.text.strip():
            yield Origin(Address(plan.id, chapter, (f"{chapter}.md",)), kept(text.text), None)


def values_in(data: Value, known: Field, address: Address) -> Iterator[Origin]:
    """The values of one chapter, or of one page of the programme, that stands at an address."""
    yield from _values(comparable(data, known), known, address)


def _values(value: Value, known: Field | None, address: Address, unit: str = "") -> Iterator[Origin]:
    if isinstance(value, dict) and value:
        beside = value.get("unit")
        unit = beside if isinstance(beside, str) else unit
        for key, inside in value.items():
            below = known.inside(key) if known else None
            yield from _values(inside, below, _below(address, key), unit)
    elif isinstance(value, list) and known is not None and any(isinstance(item, dict | list) for item in value):
        for step, item in zip(steps_of(value, known), value, strict=True):
            yield from _values(item, known.item, _below(address, step), unit)
    elif value is not None:
        yield Origin(address, kept(value), known, unit)


def _below(address: Address, step: str) -> Address:
    return Address(address.plan, address.chapter, (*address.path, step))


@dataclass(slots=True)
class _Trace:
    """A value on its way back: the events found so far, and what it was at the time that is looked at."""

    origin: Origin
    value: Value
    events: list[Event] = field(default_factory=list)

    def set_in(self, commit: str, before: Value) -> None:
        """A version set the value; where it did so by several changes, `before` is what all of them leave."""
        if self.events and self.events[-1].commit == commit:
            self.events.pop()
        self.events.append(Event(commit, before))
        self.value = before


class _Walk:
    """Values followed back from version to version; `open` holds by address those whose beginning is not found yet."""

    def __init__(self, values: Iterable[Origin]) -> None:
        self.all = [_Trace(one, one.value) for one in values]
        self.open = {trace.origin.address: trace for trace in self.all}

    def back(self, commit: str, changes: Iterable[RecordedChange]) -> None:
        """Takes the next older version with what it changed."""
        earlier: dict[Address, Address] = {}
        begun: set[Address] = set()
        # The innermost first: what a change of the value itself says goes before what one around it says.
        for change in sorted(changes, key=_depth, reverse=True):
            here = Address(change.plan, change.chapter, change.path)
            if self._is_of_value(commit, here, change):
                if change.origin is not None:
                    earlier.setdefault(here, _address(change.origin))
            elif change.kind in (Kind.ADDED, Kind.CHANGED):
                begun |= self._begin(commit, here, change.before, begun)
            elif change.origin is not None:
                for address in self._inside(here):
                    earlier.setdefault(address, _carried(address, here, _address(change.origin)))
        moved = [(earlier[one], self.open.pop(one)) for one in earlier if one in self.open and one not in begun]
        for address in begun:
            del self.open[address]
        for address, trace in moved:
            self.open.setdefault(address, trace)

    def _is_of_value(self, commit: str, here: Address, change: RecordedChange) -> bool:
        """Takes a change of one of the values, or of an item of one that is a list; False where it is neither."""
        if (trace := self.open.get(here)) is not None:
            if change.sets:
                trace.set_in(commit, change.before)
            return True
        around = self.open.get(Address(here.plan, here.chapter, here.path[:-1])) if here.path else None
        if around is None or not isinstance(around.value, list | None):
            return False
        if change.sets:
            around.set_in(commit, _list_before(around.value, change))
        return True

    def _begin(self, commit: str, here: Address, before: Value, begun: set[Address]) -> set[Address]:
        """The values inside of something that came whole: they begin with it."""
        inside = {address for address in self._inside(here) if address not in begun}
        for address in inside:
            # A value that was added later was not there when what lies around it began.
            if self.open[address].value is not None:
                self.open[address].set_in(commit, before)
        return inside

    def _inside(self, around: Address) -> list[Address]:
        """The addresses of the values inside of an entry, or of a whole plan."""
        depth = len(around.path)
        return [
            one
            for one in self.open
            if (
                one.plan == around.plan and one.chapter == around.chapter and one.path[:depth] == around.path
                if around.chapter
                else one.plan == around.plan or one.plan.startswith(f"{around.plan}/")
            )
        ]


def _address(origin: tuple[str, str, Ids]) -> Address:
    plan, chapter, path = origin
    return Address(plan, chapter, path)


def _carried(address: Address, here: Address, origin: Address) -> Address:
    """Where a value was when what lies around it was elsewhere."""
    if not here.chapter:
        return Address(origin.plan + address.plan[len(here.plan) :], address.chapter, address.path)
    return Address(origin.plan, origin.chapter, (*origin.path, *address.path[len(here.path) :]))


def _depth(change: RecordedChange) -> tuple[int, int]:
    return len(change.path) + bool(change.chapter), len(change.plan)


def _list_before(value: Value, change: RecordedChange) -> Value:
    """A list of words or texts as it was before one of its items changed; None where there was none."""
    items = [*value] if isinstance(value, list) else []
    place = items.index(change.after) if change.after in items else None
    if place is None and change.before is not None:
        items.append(change.before)
    elif place is not None:
        items[place : place + 1] = [] if change.before is None else [change.before]
    return items or None
