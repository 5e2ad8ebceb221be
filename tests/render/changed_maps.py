"""Random pairs of power maps, the same for the same seed: one, and what became of it."""

import random

from msgspec.structs import replace
from random_maps import random_map

from kamsite.model.analyses.powermap import ATTITUDES, ROLES, Influence, MapPerson, OurTie, PowerMapInput


def random_pair(seed: int, people: int | None = None) -> tuple[PowerMapInput, PowerMapInput]:
    """A map and the same map after some time; now and then one has nobody on it."""
    before = random_map(seed, people)
    dice = random.Random(-seed - 1)
    if seed % 17 == 16:
        return (before, PowerMapInput()) if dice.random() < 0.5 else (PowerMapInput(), before)
    kept = [person for person in before.people if dice.random() < 0.85]
    ids = [person.id for person in kept]
    new = [replace(person, id=f"n{person.id}", reports_to=dice.choice([*ids, None])) for person in kept[:3]]
    people_after = [_changed(dice, person, ids) for person in (*kept, *new)]
    dice.shuffle(people_after)
    influences = {(one.source, one.target): one for one in before.influences if dice.random() < 0.8}
    for _ in range(3 if ids else 0):
        one = Influence(dice.choice(ids), dice.choice(ids), dice.randint(1, 5))
        influences[one.source, one.target] = one
    ties = [
        replace(tie, strength=dice.choice((tie.strength, None, 2, 4))) for tie in before.ties if dice.random() < 0.85
    ]
    ties += [OurTie(one.id, dice.choice(ids), 3) for one in before.staff if ids and dice.random() < 0.3]
    staff = tuple(one for one in before.staff if dice.random() < 0.9)
    is_clustered = dice.choice((before.cluster_by_division, dice.random() < 0.5))
    return before, PowerMapInput(tuple(people_after), tuple(influences.values()), staff, tuple(ties), is_clustered)


def _changed(dice: random.Random, person: MapPerson, ids: list[str]) -> MapPerson:
    if dice.random() < 0.6:
        return person
    changes: dict[str, object] = {
        "attitude": dice.choice((None, *ATTITUDES)),
        "influence": dice.choice((None, 1, 3, 5)),
        "contact": dice.choice((None, 0, 2, 5)),
        "roles": tuple(dice.sample(ROLES, dice.choice((0, 1, 3)))),
        "reports_to": dice.choice([*ids, None, "nobody"]),
        "title": dice.choice(("", "Leiterin des Einkaufs von Zeichnungsteilen und Normteilen")),
        "department": dice.choice(("", "Werk 2")),
        "division": dice.choice(("", "Antriebe", "Neuland")),
        "name": person.name + dice.choice(("", "-Schmidt")),
        "uncovered": dice.random() < 0.5,
        "left": dice.random() < 0.2,
    }
    chosen = dice.sample(sorted(changes), dice.choice((1, 1, 2, 4, len(changes))))
    return replace(person, **{name: changes[name] for name in chosen})  # type: ignore[arg-type]
