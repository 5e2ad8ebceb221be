"""Two power maps, before and after, as one: everybody who is or was on it, and what happened to each person and line.

One map of both is laid out once, so that nothing jumps when somebody looks at before, changes and after in turn.
"""

import dataclasses
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kamsite.model.analyses.powermap import (
    MANY_PEOPLE,
    Influence,
    MapPerson,
    OurPerson,
    OurTie,
    PowerMapInput,
    important_people,
    only_these,
    superiors,
)

_Thing = TypeVar("_Thing")
_Key = TypeVar("_Key", bound=Hashable)
_Somebody = TypeVar("_Somebody", MapPerson, OurPerson)
Line = tuple[str, str]
"""A reporting line: who reports, and to whom."""


class Fate(StrEnum):
    """What happened to somebody or to a line."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


Aspect = Literal[
    "name",
    "attitude",
    "influence",
    "contact",
    "roles",
    "reports_to",
    "covered",
    "left",
    "title",
    "department",
    "division",
]
ASPECTS: tuple[Aspect, ...] = (
    "attitude",
    "influence",
    "left",
    "covered",
    "roles",
    "contact",
    "reports_to",
    "name",
    "title",
    "department",
    "division",
)
"""What may have changed about a person, in the order in which it is told: what matters most comes first."""

_TELLS: Mapping[Aspect, Callable[[MapPerson], object]] = {
    "attitude": lambda person: person.stance,
    "influence": lambda person: person.influence,
    "left": lambda person: person.left,
    "covered": lambda person: person.uncovered,
    "roles": lambda person: frozenset(person.roles),
    "contact": lambda person: person.contact,
    "reports_to": lambda person: person.reports_to,
    "name": lambda person: person.name,
    "title": lambda person: person.title,
    "department": lambda person: person.department,
    "division": lambda person: person.division,
}


class Turn(Struct, Generic[_Thing], frozen=True):
    """Something as it was before and as it is after; None where there was or is none."""

    before: _Thing | None
    after: _Thing | None

    @property
    def fate(self) -> Fate:
        """What happened to it."""
        if self.before is None:
            return Fate.ADDED
        if self.after is None:
            return Fate.REMOVED
        return Fate.SAME if self.before == self.after else Fate.CHANGED

    @property
    def latest(self) -> _Thing:
        """As it is after, or was where it is gone."""
        latest = self.after if self.after is not None else self.before
        if latest is None:
            raise ValueError("nothing on either side")
        return latest

    def at(self, *, is_after: bool) -> _Thing:
        """As it is after, or was before; where there was or is none, as on the other side."""
        wanted = self.after if is_after else self.before
        return wanted if wanted is not None else self.latest


@dataclass(frozen=True, slots=True)
class Renamed:
    """New ids by those before, of the customer's people and of ours."""

    people: Mapping[str, str] = field(default_factory=dict)
    staff: Mapping[str, str] = field(default_factory=dict)


NOBODY_RENAMED = Renamed()


@dataclass(frozen=True, slots=True)
class MapChanges:
    """What changed on a power map. Ids are those after; somebody who is gone has the id from before.

    `both` is the one map of before and after: a person is on it as after the change, or before where they are gone.
    Whoever has another superior hangs below the new one; the line to the old one is among its `beside`, as are lines
    that close a circle. Influences and ties go by what they are on that map. `lines` says what happened to reporting
    lines; one that leads past people who are left out is in none, and did not change.
    """

    both: PowerMapInput
    people: Mapping[str, Turn[MapPerson]]
    staff: Mapping[str, Turn[OurPerson]]
    influences: Mapping[Influence, Turn[Influence]]
    ties: Mapping[OurTie, Turn[OurTie]]
    lines: Mapping[Line, Fate]

    @property
    def is_empty(self) -> bool:
        """Whether nothing on the map changed."""
        fates = [turn.fate for turns in (self.people, self.staff) for turn in turns.values()]
        fates += [turn.fate for turns in (self.influences, self.ties) for turn in turns.values()]
        return {*fates, *self.lines.values()} <= {Fate.SAME}

    @property
    def touched(self) -> frozenset[str]:
        """The customer's people who changed, or at whom a line or a tie changed."""
        found = self.of_fate(Fate.ADDED, Fate.REMOVED, Fate.CHANGED)
        ends = [end for line, fate in self.lines.items() if fate is not Fate.SAME for end in line]
        flows = [one for one, turn in self.influences.items() if turn.fate is not Fate.SAME]
        ends += [end for one in flows for end in (one.source, one.target)]
        ends += [one.person for one, turn in self.ties.items() if turn.fate is not Fate.SAME]
        return found | {end for end in ends if end in self.people}

    def of_fate(self, *fates: Fate) -> frozenset[str]:
        """The customer's people to whom one of these happened."""
        return frozenset(id_ for id_, turn in self.people.items() if turn.fate in fates)

    def line(self, low: str, high: str) -> Fate:
        """What happened to a reporting line."""
        return self.lines.get((low, high), Fate.SAME)


def map_changes(before: PowerMapInput, after: PowerMapInput, renamed: Renamed = NOBODY_RENAMED) -> MapChanges:
    """What changed from one power map to another."""
    before, after = _renamed(_settled(before), renamed), _settled(after)
    people = {id_: _as_told(turn) for id_, turn in _turns(_by_id(before.people), _by_id(after.people)).items()}
    staff = {id_: _same_address(turn) for id_, turn in _turns(_by_id(before.staff), _by_id(after.staff)).items()}
    influences = _turns(*({(one.source, one.target): one for one in side.influences} for side in (before, after)))
    ties = _turns(_numbered(before.ties), _numbered(after.ties))
    lines = _lines(before), _lines(after)
    wanted = _superiors(*lines)
    everybody = [replace(turn.latest, reports_to=wanted.get(id_)) for id_, turn in people.items()]
    above = superiors(everybody)
    both = PowerMapInput(
        people=tuple(replace(one, reports_to=above.get(one.id)) for one in everybody),
        influences=tuple(turn.latest for turn in influences.values()),
        staff=tuple(turn.latest for turn in staff.values()),
        ties=tuple(turn.latest for turn in ties.values()),
        cluster_by_division=before.cluster_by_division or after.cluster_by_division,
        beside=tuple(line for line in dict.fromkeys((*lines[1], *lines[0])) if above.get(line[0]) != line[1]),
    )
    known = frozenset(lines[0]), frozenset(lines[1])
    gone = {line: Fate.REMOVED for line in lines[0] if line not in known[1]}
    return MapChanges(
        both,
        people,
        staff,
        {turn.latest: turn for turn in influences.values()},
        {turn.latest: turn for turn in ties.values()},
        {line: Fate.SAME if line in known[0] else Fate.ADDED for line in lines[1]} | gone,
    )


def aspects(turn: Turn[MapPerson]) -> tuple[Aspect, ...]:
    """What changed about a person; nothing where they are new or gone."""
    before, after = turn.before, turn.after
    if before is None or after is None:
        return ()
    return tuple(aspect for aspect in ASPECTS if _TELLS[aspect](before) != _TELLS[aspect](after))


def important_changes(changes: MapChanges) -> MapChanges:
    """The changes on the map with the important people alone, as long as there are many: whoever changed stays."""
    if len(changes.both.people) <= MANY_PEOPLE:
        return changes
    both = only_these(changes.both, important_people(changes.both) | changes.touched)
    return dataclasses.replace(
        changes,
        both=both,
        people={one.id: changes.people[one.id] for one in both.people},
        staff={one.id: changes.staff[one.id] for one in both.staff},
        influences={one: changes.influences[one] for one in both.influences},
        ties={one: changes.ties[one] for one in both.ties},
    )


def _settled(power_map: PowerMapInput) -> PowerMapInput:
    """The map without lines that lead nowhere: nobody could see them, so they cannot change either."""
    people = {one.id: one for one in power_map.people}
    staff = {one.id: one for one in power_map.staff}
    return replace(
        power_map,
        people=tuple(
            one if one.reports_to in people and one.reports_to != one.id else replace(one, reports_to=None)
            for one in people.values()
        ),
        influences=tuple(
            {
                (one.source, one.target): one
                for one in power_map.influences
                if one.source in people and one.target in people and one.source != one.target
            }.values()
        ),
        staff=tuple(staff.values()),
        ties=tuple(dict.fromkeys(one for one in power_map.ties if one.staff in staff and one.person in people)),
    )


def _renamed(power_map: PowerMapInput, renamed: Renamed) -> PowerMapInput:
    """The map before with the ids after."""
    people = _new_ids((one.id for one in power_map.people), renamed.people)
    staff = _new_ids((one.id for one in power_map.staff), renamed.staff)
    return replace(
        power_map,
        people=tuple(
            replace(one, id=people[one.id], reports_to=people[one.reports_to] if one.reports_to else None)
            for one in power_map.people
        ),
        influences=tuple(
            replace(one, source=people[one.source], target=people[one.target]) for one in power_map.influences
        ),
        staff=tuple(replace(one, id=staff[one.id]) for one in power_map.staff),
        ties=tuple(replace(one, staff=staff[one.staff], person=people[one.person]) for one in power_map.ties),
    )


def _new_ids(ids: Iterable[str], renamed: Mapping[str, str]) -> dict[str, str]:
    """The id after for each id before; never one for two people."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for id_ in sorted(ids, key=lambda one: one not in renamed):
        new = renamed.get(id_, id_)
        while new in taken:
            new += "′"
        taken.add(new)
        found[id_] = new
    return found


def _turns(before: Mapping[_Key, _Thing], after: Mapping[_Key, _Thing]) -> dict[_Key, Turn[_Thing]]:
    """Everything on either side, what is gone behind the rest."""
    return {key: Turn(before.get(key), after.get(key)) for key in (*after, *before)}


def _by_id(ones: Iterable[_Somebody]) -> dict[str, _Somebody]:
    return {one.id: one for one in ones}


def _same_address(turn: Turn[_Somebody]) -> Turn[_Somebody]:
    """Somebody on both sides has one page, which is no change; the page of somebody who is gone is gone too."""
    if turn.before is None:
        return turn
    return replace(turn, before=replace(turn.before, href=turn.after.href if turn.after else ""))


def _as_told(turn: Turn[MapPerson]) -> Turn[MapPerson]:
    """Nobody changed of whom there is nothing to tell, such as roles in another order."""
    turn = _same_address(turn)
    is_same = turn.before is not None and turn.after is not None and not aspects(turn)
    return replace(turn, before=turn.after) if is_same else turn


def _numbered(ties: Iterable[OurTie]) -> dict[tuple[str, str, int], OurTie]:
    """The ties by who, to whom, and for several between the same two the how manieth."""
    found: dict[tuple[str, str, int], OurTie] = {}
    count: dict[tuple[str, str], int] = {}
    for one in ties:
        number = count[one.staff, one.person] = count.get((one.staff, one.person), 0) + 1
        found[one.staff, one.person, number] = one
    return found


def _lines(power_map: PowerMapInput) -> list[Line]:
    """The reporting lines of a map, in order."""
    return [(one.id, one.reports_to) for one in power_map.people if one.reports_to]


def _superiors(before: list[Line], after: list[Line]) -> dict[str, str]:
    """Below whom everybody stands: as after, else as before where that closes no circle."""
    now = dict(after)
    above = dict(before) | now
    settled: set[str] = set()
    for start in list(above):
        trail: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in settled and here not in trail:
            trail[here] = None
            here = above.get(here)
        if here is not None and here in trail:
            circle = list(trail)[list(trail).index(here) :]
            for former in set(circle) - set(now):
                del above[former]
        settled.update(trail)
    return above
