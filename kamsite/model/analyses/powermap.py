"""The power map as values: the customer's people, who influences whom, and who of us knows whom.

These values know nothing of files: whoever has a plan turns it into a `PowerMapInput`. `important_only` returns the
smaller map that is shown beside the whole one when there are many people.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kamsite.language import Text

ROLES = ("decider", "ratifier", "buyer", "specifier", "influencer", "user", "door_opener", "gatekeeper")
"""The roles of the buying centre, the weightiest first: the order in which a card names them."""

ATTITUDES = ("mentor", "positive", "neutral", "negative", "enemy", "unknown")
"""What a person thinks of us, from best to worst."""

SUPPORTERS = frozenset({"mentor", "positive"})
OPPONENTS = frozenset({"negative", "enemy"})

MANY_PEOPLE = 15
"""Above so many people the map is also drawn with the important ones alone."""

GREAT_INFLUENCE = 4
"""From here on a person's influence on purchases makes them a key player."""

SOME_INFLUENCE = 3
"""From here on an opponent's influence is a danger."""


@dataclass(frozen=True, slots=True)
class MapPerson:
    """A person at the customer.

    `influence` is 1–5, `contact` 0–5, None where the team does not know; `reports_to` is another person's id.
    `uncovered` marks a decider whom nobody of us addresses, `left` somebody who is gone. `skipped` counts the people
    who stand between this person and `reports_to` but are left out of the map.
    """

    id: str
    name: str
    title: str = ""
    department: str = ""
    division: str = ""
    roles: tuple[str, ...] = ()
    influence: int | None = None
    attitude: str | None = None
    contact: int | None = None
    reports_to: str | None = None
    href: str = ""
    uncovered: bool = False
    left: bool = False
    skipped: int = 0

    @property
    def stance(self) -> str:
        """The attitude as one of `ATTITUDES`; what nobody wrote down is unknown."""
        return self.attitude if self.attitude in ATTITUDES else "unknown"

    @property
    def is_decider(self) -> bool:
        """Whether this person decides on purchases."""
        return "decider" in self.roles

    @property
    def is_key_player(self) -> bool:
        """Whether purchases hang on this person: somebody who decides, or with great influence."""
        return self.is_decider or (self.influence or 0) >= GREAT_INFLUENCE


@dataclass(frozen=True, slots=True)
class Influence:
    """`source` influences `target`, both ids of people; strength 1–5."""

    source: str
    target: str
    strength: int


@dataclass(frozen=True, slots=True)
class OurPerson:
    """Somebody of us."""

    id: str
    name: str
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class OurTie:
    """Somebody of us (`staff`) knows or addresses a `person`; strength 0–5, None where nobody rated it.

    `label` is what the plan says about it, such as the message; `rhythm` how often they meet.
    """

    staff: str
    person: str
    strength: int | None = None
    rhythm: Text | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class PowerMapInput:
    """Everything on one power map. Lines that name somebody who is not on it are left out of the drawing."""

    people: tuple[MapPerson, ...] = ()
    influences: tuple[Influence, ...] = ()
    staff: tuple[OurPerson, ...] = ()
    ties: tuple[OurTie, ...] = ()
    cluster_by_division: bool = False


def superiors(people: Iterable[MapPerson]) -> dict[str, str]:
    """Whom each person reports to, for those whose superior is on the map; without circles.

    A circle of reporting lines is cut above its most influential person, so that everybody hangs somewhere.
    """
    by_id = {person.id: person for person in people}
    above = {
        person.id: person.reports_to
        for person in by_id.values()
        if person.reports_to in by_id and person.reports_to != person.id
    }
    settled: set[str] = set()
    for start in by_id:
        trail: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in settled and here not in trail:
            trail[here] = None
            here = above.get(here)
        if here is not None and here in trail:
            circle = list(trail)[list(trail).index(here) :]
            del above[max(circle, key=lambda one: by_id[one].influence or 0)]
        settled.update(trail)
    return {low: high for low, high in above.items() if high is not None}


def important_people(power_map: PowerMapInput) -> frozenset[str]:
    """The ids of those who matter: key players, opponents with some influence, and people we have ties to."""
    known = {tie.person for tie in power_map.ties}
    return frozenset(
        person.id
        for person in power_map.people
        if not person.left
        and (
            person.is_key_player
            or (person.stance in OPPONENTS and (person.influence or 0) >= SOME_INFLUENCE)
            or person.id in known
        )
    )


def important_only(power_map: PowerMapInput) -> PowerMapInput:
    """The map with the important people and those who join them in the hierarchy.

    Reporting chains are contracted: `skipped` of a person says how many people above them were left out.
    """
    above = superiors(power_map.people)
    kept = important_people(power_map)
    kept |= _forks(kept, above)
    people = tuple(_contracted(person, kept, above) for person in power_map.people if person.id in kept)
    ties = tuple(tie for tie in power_map.ties if tie.person in kept)
    met = {tie.staff for tie in ties}
    return replace(
        power_map,
        people=people,
        influences=tuple(one for one in power_map.influences if one.source in kept and one.target in kept),
        staff=tuple(one for one in power_map.staff if one.id in met),
        ties=ties,
    )


def _forks(kept: frozenset[str], above: Mapping[str, str]) -> frozenset[str]:
    """People who are the first common superior of two kept ones."""
    came_from: dict[str, set[str]] = {}
    for person in sorted(kept):
        low, high = person, above.get(person)
        while high is not None:
            came_from.setdefault(high, set()).add(low)
            if high in kept or len(came_from[high]) > 1:
                break
            low, high = high, above.get(high)
    return frozenset(person for person, branches in came_from.items() if len(branches) > 1)


def _contracted(person: MapPerson, kept: frozenset[str], above: Mapping[str, str]) -> MapPerson:
    """The person, reporting to the next kept one above."""
    skipped = 0
    high = above.get(person.id)
    while high is not None and high not in kept:
        skipped += 1
        high = above.get(high)
    return replace(person, reports_to=high, skipped=person.skipped + skipped if high else 0)
