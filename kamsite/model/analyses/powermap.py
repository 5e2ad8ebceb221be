"""The power map as values: the customer's people, who influences whom, and who of us knows whom.

These values know nothing of files: whoever has a plan turns it into a `PowerMapInput`. `important_only` returns the
smaller map that is shown beside the whole one when there are many people.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from kamsite.language import Text

ROLES = ("decider", "ratifier", "buyer", "specifier", "influencer", "user", "door_opener", "gatekeeper")
"""The roles of the buying centre, the weightiest first: the order in which a card names them."""

ATTITUDES = ("mentor", "positive", "neutral", "negative", "enemy", "unknown")
"""What a person thinks of us, from best to worst."""

SUPPORTERS = frozenset({"mentor", "positive"})
OPPONENTS = frozenset({"negative", "enemy"})

MANY_PEOPLE = 15
"""Above so many people the map is also drawn with the important ones alone."""

MOST_PEOPLE = 250
"""More people than this make no map that anybody could read."""

GREAT_INFLUENCE = 4
"""From here on a person's influence on purchases makes them a key player."""

SOME_INFLUENCE = 3
"""From here on an opponent's influence is a danger."""


class MapPerson(Struct, frozen=True, cache_hash=True):
    """A person at the customer.

    `influence` is 1–5, `contact` 0–5, None where the team does not know; `reports_to` is another person's id.
    `uncovered` marks a decider whom nobody of us addresses, `left` somebody who is gone. `skipped` counts the people
    who stand between this person and `reports_to` but are left out of the map. `is_assessed` is False where an edition
    shows nothing of attitude, influence and contact: then the map says nothing of them, not even that they are unknown.
    `room` is how many pixels higher their card is than its own texts need, such as for what changed about them.
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
    is_assessed: bool = True
    room: float = 0.0

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


class Influence(Struct, frozen=True):
    """`source` influences `target`, both ids of people; strength 1–5."""

    source: str
    target: str
    strength: int


class OurPerson(Struct, frozen=True):
    """Somebody of us."""

    id: str
    name: str
    title: str = ""
    href: str = ""


class OurTie(Struct, frozen=True):
    """Somebody of us (`staff`) knows or addresses a `person`; strength 0–5, None where nobody rated it.

    `label` is what the plan says about it, such as the message; `rhythm` how often they meet.
    """

    staff: str
    person: str
    strength: int | None = None
    rhythm: Text | None = None
    label: str = ""


class PowerMapInput(Struct, frozen=True, cache_hash=True):
    """Everything on one power map. Lines that name somebody who is not on it are left out of the drawing.

    `beside` are reporting lines (who, to whom) that are no part of the tree, such as those to former superiors.
    """

    people: tuple[MapPerson, ...] = ()
    influences: tuple[Influence, ...] = ()
    staff: tuple[OurPerson, ...] = ()
    ties: tuple[OurTie, ...] = ()
    cluster_by_division: bool = False
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def is_assessed(self) -> bool:
        """Whether the map speaks of attitudes, influence and contact."""
        return all(person.is_assessed for person in self.people)


class PlanMaps(Struct, frozen=True):
    """The maps of a plan: `everybody`, and where these are many also the `important` people alone."""

    everybody: PowerMapInput = PowerMapInput()
    important: PowerMapInput | None = None

    @property
    def drawn(self) -> tuple[PowerMapInput, ...]:
        """Those that pages draw: nobody could read a map of too many people."""
        maps = (one for one in (self.important, self.everybody) if one is not None)
        return tuple(one for one in maps if 0 < len(one.people) <= MOST_PEOPLE)


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
    """The map with the important people and those who join them in the hierarchy."""
    return only_these(power_map, important_people(power_map))


def only_these(power_map: PowerMapInput, kept: frozenset[str]) -> PowerMapInput:
    """The map with some people and those who join them in the hierarchy.

    Reporting chains are contracted: `skipped` of a person says how many people above them were left out.
    """
    above = superiors(power_map.people)
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
        beside=tuple(line for line in power_map.beside if kept.issuperset(line)),
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


_MOST_NAMED = 5

_ATTITUDE_WORDS = {
    "mentor": Text("mentor", "Mentor"),
    "positive": Text("positive", "positiv"),
    "neutral": Text("neutral", "neutral"),
    "negative": Text("negative", "negativ"),
    "enemy": Text("enemy", "Feind"),
    "unknown": Text("attitude unknown", "Einstellung unbekannt"),
}


# The overview begins with what the page of the map says in full.
@lru_cache(maxsize=16)
def verdict(power_map: PowerMapInput) -> tuple[Text, ...]:
    """What the map says, in sentences (D45): where we stand, who decides, who is against us, where influence flows.

    People who left do not count. Names stand in the sentences as the team wrote them.
    """
    people = {person.id: person for person in power_map.people if not person.left}
    if not people:
        return (Text("There is nobody on the power map yet.", "Auf der Power-Map steht noch niemand."),)
    flows = [
        one
        for one in power_map.influences
        if one.source in people and one.target in people and one.source != one.target
    ]
    flows.sort(key=lambda one: -one.strength)
    return (
        _standing(people, {tie.person for tie in power_map.ties}),
        *_deciding(people, has_ties=bool(power_map.ties)),
        *_opposing(people, flows),
        *_flowing(people, flows),
        *_unknown(people),
    )


def _standing(people: Mapping[str, MapPerson], known: set[str]) -> Text:
    """How far our contacts carry."""
    contacts = [person for person in people.values() if person.id in known or (person.contact or 0) > 0]
    if not contacts:
        return Text("We have no contacts at this customer yet.", "Wir haben bei diesem Kunden noch keine Kontakte.")
    players = [person for person in contacts if person.is_key_player]
    if not players:
        return Text(
            en="None of our contacts is a key player: we know nobody who decides or has great influence.",
            de="Unter unseren Kontakten ist keine Schlüsselperson: Wir kennen niemanden, der entscheidet oder großen "
            "Einfluss hat.",
        )
    supporters = [person for person in players if person.stance in SUPPORTERS]
    if not supporters:
        return _sentence(
            "We have contact with key players, but none of them supports us: {}.",
            "Wir haben Kontakt zu Schlüsselpersonen, aber keine davon steht auf unserer Seite: {}.",
            _names(players),
        )
    return _sentence(
        "Key players who support us: {}.",
        "Schlüsselpersonen auf unserer Seite: {}.",
        _names(supporters, with_mood=True),
    )


def _deciding(people: Mapping[str, MapPerson], *, has_ties: bool) -> Iterable[Text]:
    deciders = [person for person in people.values() if person.is_decider]
    if not deciders:
        yield Text(
            "Nobody is marked as decider: find out who has the last word.",
            "Niemand ist als Entscheider eingetragen: Klären Sie, wer das letzte Wort hat.",
        )
        return
    uncovered = [person for person in deciders if person.uncovered]
    if uncovered:
        yield _sentence(
            "Deciders whom nobody of us addresses: {}.",
            "Entscheider, die niemand von uns betreut: {}.",
            _names(uncovered),
        )
    elif has_ties:
        yield Text("Every decider is addressed by somebody of us.", "Jeder Entscheider wird von uns betreut.")


def _opposing(people: Mapping[str, MapPerson], flows: Iterable[Influence]) -> Iterable[Text]:
    """Opponents who matter, each with those they influence."""
    targets: dict[str, list[Influence]] = {}
    for one in flows:
        targets.setdefault(one.source, []).append(one)
    opponents = [person for person in people.values() if person.stance in OPPONENTS]
    opponents.sort(key=lambda person: (-(person.influence or 0), person.stance != "enemy"))
    for person in opponents:
        who = _names([person], with_mood=True)
        if person.id in targets:
            whom = _with_strengths(people, [(one.target, one.strength) for one in targets[person.id]])
            yield _sentence("Against us: {} influences {}.", "Gegen uns: {} beeinflusst {}.", who, whom)
        elif (person.influence or 0) >= SOME_INFLUENCE:
            yield _sentence(
                "Against us: {} has influence; on whom is not known.",
                "Gegen uns: {} hat Einfluss; auf wen, ist nicht bekannt.",
                who,
            )


def _flowing(people: Mapping[str, MapPerson], flows: Iterable[Influence]) -> Iterable[Text]:
    """Where most influence arrives, and who of our supporters reaches key players that are not on our side."""
    arriving: dict[str, list[Influence]] = {}
    for one in flows:
        arriving.setdefault(one.target, []).append(one)
    if arriving:
        target, sources = max(arriving.items(), key=lambda pair: sum(one.strength for one in pair[1]))
        yield _sentence(
            "Most influence flows to {}: from {}.",
            "Der meiste Einfluss wirkt auf {}: von {}.",
            _names([people[target]]),
            _with_strengths(people, [(one.source, one.strength) for one in sources]),
        )
    for target, sources in arriving.items():
        helpers = [one for one in sources if people[one.source].stance in SUPPORTERS]
        if helpers and people[target].is_key_player and people[target].stance not in SUPPORTERS:
            yield _sentence(
                "A way to {}: through {}.",
                "Ein Weg zu {}: über {}.",
                _names([people[target]], with_mood=True),
                _with_strengths(people, [(one.source, one.strength) for one in helpers]),
            )


def _unknown(people: Mapping[str, MapPerson]) -> Iterable[Text]:
    strangers = [person for person in people.values() if person.is_key_player and person.stance == "unknown"]
    if strangers:
        yield _sentence(
            "Key players of whom we do not know what they think of us: {}.",
            "Schlüsselpersonen, deren Einstellung zu uns wir nicht kennen: {}.",
            _names(strangers),
        )


def _sentence(english: str, german: str, *values: Text) -> Text:
    return Text(
        en=english.format(*(value.en for value in values)),
        de=german.format(*(value.de for value in values)),
    )


def _names(people: Iterable[MapPerson], *, with_mood: bool = False) -> Text:
    found = [
        Text(
            en=f"{person.name} ({_ATTITUDE_WORDS[person.stance].en})" if with_mood else person.name,
            de=f"{person.name} ({_ATTITUDE_WORDS[person.stance].de})" if with_mood else person.name,
        )
        for person in people
    ]
    return _listed(found)


def _with_strengths(people: Mapping[str, MapPerson], ones: Iterable[tuple[str, int]]) -> Text:
    return _listed([Text(f"{people[one].name} (strength {n})", f"{people[one].name} (Stärke {n})") for one, n in ones])


def _listed(texts: list[Text]) -> Text:
    """Texts as a list in a sentence; of many only the first, with the number of the others."""
    shown = texts if len(texts) <= _MOST_NAMED + 1 else texts[:_MOST_NAMED]
    more = len(texts) - len(shown)
    if more:
        shown = [*shown, Text(f"{more} others", f"{more} weitere")]
    if len(shown) == 1:
        return shown[0]
    return Text(
        en=", ".join(text.en for text in shown[:-1]) + f" and {shown[-1].en}",
        de=", ".join(text.de for text in shown[:-1]) + f" und {shown[-1].de}",
    )
