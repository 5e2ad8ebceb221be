"""What ids stand for: the names of people, goals, sources and whatever else a plan refers to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kamsite.model.plan import Plan
from kamsite.model.staff import StaffMember


@dataclass(frozen=True, slots=True)
class Names:
    """Names by what a reference refers to (`staff`, `people`, `goals` … as `x-reference` says), then by id.

    `currency` is that of the site, in which amounts without a unit of their own are.
    """

    by_reference: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    currency: str = ""

    def of(self, reference: str | None, id_: str) -> str:
        """The name that an id stands for; the id itself where it stands for nothing known."""
        return self.by_reference.get(reference or "", {}).get(id_, id_)


NO_NAMES = Names()


def names_of(
    plans: tuple[Plan | None, ...],
    staff: tuple[Mapping[str, StaffMember], ...],
    currency: str = "",
    programme: Mapping[str, Mapping[str, str]] | None = None,
) -> Names:
    """The names of both sides; where one id has two names, that of the later in the tuples counts.

    `programme` are the titles of what the programme's pages refer to: criteria, statements, skills.
    """
    found: dict[str, dict[str, str]] = {reference: dict(titles) for reference, titles in (programme or {}).items()}
    for members in staff:
        found.setdefault("staff", {}).update((id_, member.name) for id_, member in members.items())
    for plan in plans:
        for reference, names in _of_plan(plan).items() if plan else ():
            found.setdefault(reference, {}).update(names)
    return Names(found, currency)


def names_within(names: Names, division: tuple[Plan | None, Plan | None]) -> Names:
    """The names in a division, on both sides: its own before those of the account."""
    plans = [plan for plan in division if plan is not None and plan.parent is not None]
    return replace(names, by_reference={**names.by_reference, **_joined(plans, names)}) if plans else names


def _joined(plans: Iterable[Plan], names: Names) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for plan in plans:
        for reference, own in _of_plan(plan).items():
            found.setdefault(reference, dict(names.by_reference.get(reference, {}))).update(own)
    return found


def _of_plan(plan: Plan) -> dict[str, dict[str, str]]:
    """The names in a plan; those of its parents stand for what it does not have itself."""
    strategy, position, customer = plan.strategy, plan.position, plan.customer
    own = {
        "people": {id_: person.name for id_, person in plan.people.people.items()},
        "competitors": {id_: one.name for id_, one in position.competitors.items()},
        "sources": {id_: one.title for id_, one in plan.cover.sources.items() if one.title},
        "goals": {id_: one.title for id_, one in strategy.goals.items()},
        "customer_goals": {id_: one.title for id_, one in customer.goals.items()},
        "figures": {id_: one.label for id_, one in plan.figures.figures.items() if one.label},
        "divisions": {id_: one.name for id_, one in position.portfolio.items()},
    }
    above = _of_plan(plan.parent) if plan.parent else {}
    return {reference: above.get(reference, {}) | names for reference, names in own.items()}
