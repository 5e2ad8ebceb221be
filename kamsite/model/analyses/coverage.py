"""Coverage (D25): who of us addresses whom, and which important people nobody addresses."""

from dataclasses import dataclass

from kamsite.model.plan import Plan

INFLUENTIAL_FROM = 4
OPPONENT_FROM = 3
OPPONENTS = ("negative", "enemy")


@dataclass(frozen=True, slots=True)
class Coverage:
    """People by id: deciders, those of them nobody addresses, influential people nobody addresses, opponents.

    `unplanned` are opponents with influence for whom there is no relationship plan.
    """

    deciders: tuple[str, ...]
    uncovered_deciders: tuple[str, ...]
    uncovered: tuple[str, ...]
    opponents: tuple[str, ...]
    unplanned: tuple[str, ...]


def coverage_of(plan: Plan) -> Coverage:
    """Coverage of the people in one plan; people who left do not count."""
    people = {name: person for name, person in plan.people.people.items() if person.left is None}
    addressed = {tie.person for tie in plan.people.relationships if tie.by}
    deciders = tuple(name for name, person in people.items() if "decider" in person.roles)
    important = [n for n, p in people.items() if n in deciders or (p.influence or 0) >= INFLUENTIAL_FROM]
    opponents = [n for n, p in people.items() if p.attitude in OPPONENTS and (p.influence or 0) >= OPPONENT_FROM]
    return Coverage(
        deciders,
        tuple(name for name in deciders if name not in addressed),
        tuple(name for name in important if name not in addressed),
        tuple(opponents),
        tuple(name for name in opponents if name not in addressed),
    )
