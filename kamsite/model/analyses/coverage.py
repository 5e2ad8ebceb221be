"""Coverage (D25): who of us addresses whom, and which important people nobody addresses."""

from collections.abc import Iterator
from dataclasses import dataclass

from kamsite.model.people import Relationship
from kamsite.model.plan import Plan, made_once

INFLUENTIAL_FROM = 4
OPPONENT_FROM = 3
OPPONENTS = ("negative", "enemy")


@dataclass(frozen=True, slots=True)
class Coverage:
    """People by id: deciders, those of them nobody addresses, important people nobody addresses, opponents.

    `opponents` have influence; `unplanned` are those of them for whom there is no relationship plan. `addressed` are
    all people whom somebody of us addresses.
    """

    deciders: tuple[str, ...]
    uncovered_deciders: tuple[str, ...]
    uncovered: tuple[str, ...]
    opponents: tuple[str, ...]
    unplanned: tuple[str, ...]
    addressed: frozenset[str] = frozenset()


@made_once
def coverage_of(plan: Plan) -> Coverage:
    """Coverage of the people in one plan; people who left do not count.

    A division may address people of its parent, and a parent those of its division: both count.
    """
    people = {name: person for name, person in plan.people.people.items() if person.left is None}
    ties = list(_ties(plan))
    addressed = {tie.person for tie in ties if tie.by}
    planned = {tie.person for tie in ties if tie.by and is_planned(tie)}
    deciders = tuple(name for name, person in people.items() if person.is_decider)
    important = [n for n, p in people.items() if p.is_decider or (p.influence or 0) >= INFLUENTIAL_FROM]
    opponents = [n for n, p in people.items() if p.attitude in OPPONENTS and (p.influence or 0) >= OPPONENT_FROM]
    return Coverage(
        deciders,
        tuple(name for name in deciders if name not in addressed),
        tuple(name for name in important if name not in addressed),
        tuple(opponents),
        tuple(name for name in opponents if name not in planned),
        frozenset(addressed),
    )


def addressers_of(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Who of us addresses each person of a plan, wherever that is written; people whom nobody addresses are missing."""
    found: dict[str, list[str]] = {}
    for tie in _ties(plan):
        if tie.by and tie.by not in found.setdefault(tie.person, []):
            found[tie.person].append(tie.by)
    return {person: tuple(staff) for person, staff in found.items()}


def is_planned(tie: Relationship) -> bool:
    """Whether a relationship says what we want with it, not only whose it is."""
    return bool(tie.message or tie.goal or tie.plan or tie.next_step)


def _ties(plan: Plan) -> Iterator[Relationship]:
    """The relationships with people of a plan, wherever they are written: here, in a division, in a plan above."""
    family = list(plan.all())
    above = plan.parent
    while above is not None:
        family.append(above)
        above = above.parent
    for member in family:
        yield from (tie for tie in member.people.relationships if _owner(member, tie.person) == plan.id)


def _owner(plan: Plan, person: str) -> str | None:
    """The id of the plan that holds the person whom an id means in a plan: its own, else one above it."""
    here: Plan | None = plan
    while here is not None:
        if person in here.people.people:
            return here.id
        here = here.parent
    return None
