"""Whom each of our own people covers: accounts in charge of, persons addressed, what is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kamsite.model.analyses.summary import Due, Summary, Tie
from kamsite.model.plan import Plan


@dataclass(slots=True)
class Covering:
    """What plans say of one of us: accounts in charge of, those on whose team, ties to persons, open dates.

    Each with the plan that says so; `due` in order of the dates.
    """

    managed: list[Summary] = field(default_factory=list)
    teams: list[Summary] = field(default_factory=list)
    ties: list[tuple[Tie, Summary]] = field(default_factory=list)
    due: list[tuple[Due, Summary]] = field(default_factory=list)

    @property
    def people(self) -> int:
        """How many persons of customers this one addresses."""
        return len({(summary.id, tie.person) for tie, summary in self.ties})

    @property
    def deciders(self) -> int:
        """How many of them decide."""
        return len({(summary.id, tie.person) for tie, summary in self.ties if tie.is_decider})

    @property
    def own_deciders(self) -> tuple[int, int]:
        """How many deciders at the accounts in charge of somebody of us addresses, and how many there are."""
        found = [decider for summary in self.managed for decider in summary.deciders]
        return sum(decider.is_addressed for decider in found), len(found)

    @property
    def overdue(self) -> int:
        """How much is overdue."""
        return sum(due.is_overdue for due, _ in self.due)

    @property
    def is_empty(self) -> bool:
        """Whether no plan says anything."""
        return not (self.managed or self.teams or self.ties or self.due)


def covering_across(summaries: Iterable[Summary]) -> dict[str, Covering]:
    """What all plans say of each of our people, by id."""
    found: dict[str, Covering] = {}

    def of(name: str) -> Covering:
        return found.setdefault(name, Covering())

    for summary in summaries:
        if summary.manager:
            of(summary.manager).managed.append(summary)
        for name, _ in summary.roles:
            if name != summary.manager:
                of(name).teams.append(summary)
        for tie in summary.ties:
            of(tie.staff).ties.append((tie, summary))
        for due in summary.dues:
            if due.owner:
                of(due.owner).due.append((due, summary))
    for covering in found.values():
        covering.due.sort(key=lambda one: (one[0].due, one[1].id, one[0].entry))
    return found


def workers_for(plan: Plan) -> Iterator[str]:
    """Those of us who are in charge of the account that a plan belongs to, or on its team: there or in a division."""
    whole = plan
    while whole.parent is not None:
        whole = whole.parent
    for one in whole.all():
        if one.cover.account and one.cover.account.manager:
            yield one.cover.account.manager
        if one.cover.team:
            yield from one.cover.team.members
