"""What pages across accounts need of a plan, as a small value that can be kept and sent between processes."""

from collections.abc import Mapping
from datetime import date

import msgspec

from kamsite.model.analyses.agenda import Appointment, agenda_of
from kamsite.model.analyses.asking import AskedQuestion, UnknownCount, questions_of, unknown_of
from kamsite.model.analyses.completeness import PlanCompleteness
from kamsite.model.analyses.coverage import addressers_of, coverage_of
from kamsite.model.analyses.deals import Deal, deals_of
from kamsite.model.analyses.money import YearFinance, finance_of, finance_unit
from kamsite.model.analyses.moves import Move
from kamsite.model.analyses.programme.promises import Promised, promised_in
from kamsite.model.analyses.programme.selection import Standing
from kamsite.model.analyses.rivals import Rival, rivals_of
from kamsite.model.analyses.sourcing import Citing, SourceSummary, citing_of, sources_of
from kamsite.model.analyses.whitespace import UnitSummary, WhiteSpace, units_of, white_space_of
from kamsite.model.plan import Plan

NEEDS = ("uncovered_decider", "opponent", "uncovered", "decider", "other")
"""What people across accounts are put in order by: deciders nobody addresses, opponents with influence, other important
people nobody addresses, the other deciders, everybody else."""


class Due(msgspec.Struct, frozen=True):
    """Something due: ISO date, kind, title, place in the plan and owner.

    `entry` tells it from all others in the plan, `until` is the last of several days.
    """

    due: str
    kind: str
    title: str
    chapter: str
    anchor: str
    owner: str
    is_overdue: bool
    entry: str
    until: str = ""


class Tie(msgspec.Struct, frozen=True):
    """One of our people addresses a person of the customer."""

    staff: str
    person: str
    name: str
    title: str
    is_decider: bool
    strength: int | None = None
    rhythm: str | None = None


class Decider(msgspec.Struct, frozen=True):
    """A decider of the customer: what they think of us (None: not known), and whether somebody of us addresses them."""

    person: str
    name: str
    attitude: str | None
    is_addressed: bool


class Contact(msgspec.Struct, frozen=True):
    """A person of the customer. `need` says why somebody of us is needed here, see `NEEDS`; `by` are those of us."""

    person: str
    name: str
    title: str
    roles: tuple[str, ...]
    influence: int | None
    attitude: str | None
    by: tuple[str, ...]
    need: str


class GoalState(msgspec.Struct, frozen=True):
    """One of our goals that is still open: its place on the strategy's page, how it stands ("" where nobody says)."""

    anchor: str
    title: str
    status: str
    due: str
    owner: str


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A plan in a nutshell. `revenue` is in `unit` (empty: the site's currency).

    `years` are those of the financial plan, `goals` those of ours that are open, `moves` what moved since a quarter and
    `lately` since a month (`moves.start_of`). `promised` are the special services of the plan.

    `changed` is the time of the last version as epoch seconds with the offset in minutes, None without git.
    """

    id: str
    name: str
    parent: str | None = None
    manager: str | None = None
    segment: str | None = None
    industry: str | None = None
    country: str | None = None
    label: str = ""
    commit: str = ""
    is_draft: bool = False
    changed: tuple[int, int] | None = None
    author: str = ""
    completeness: float = 0.0
    light: str = "red"
    deciders: tuple[Decider, ...] = ()
    years: tuple[YearFinance, ...] = ()
    goals: tuple[GoalState, ...] = ()
    moves: tuple[Move, ...] = ()
    lately: tuple[Move, ...] = ()
    revenue: float | None = None
    revenue_year: str = ""
    unit: str = ""
    open_questions: int = 0
    findings: Mapping[str, int] = {}
    dues: tuple[Due, ...] = ()
    ties: tuple[Tie, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    contacts: tuple[Contact, ...] = ()
    rivals: tuple[Rival, ...] = ()
    deals: tuple[Deal, ...] = ()
    promised: tuple[Promised, ...] = ()
    units: tuple[UnitSummary, ...] = ()
    white_space: WhiteSpace = WhiteSpace()
    sources: tuple[SourceSummary, ...] = ()
    citing: tuple[Citing, ...] = ()
    questions: tuple[AskedQuestion, ...] = ()
    unknown: tuple[UnknownCount, ...] = ()
    standing: Standing | None = None

    @property
    def at_a_glance(self) -> "Summary":
        """The plan without what only other pages than the portfolio tell of it."""
        return msgspec.structs.replace(
            self,
            ties=(),
            contacts=(),
            rivals=(),
            units=(),
            goals=(),
            moves=(),
            lately=(),
            white_space=WhiteSpace(),
            sources=(),
            citing=(),
            questions=(),
            unknown=(),
        )

    @property
    def account(self) -> str:
        """The id of the account that the plan belongs to."""
        return self.id.partition("/")[0]


def summary_of(plan: Plan, completeness: PlanCompleteness, as_of: date, findings: Mapping[str, int]) -> Summary:
    """The plan in a nutshell, without its version; whoever knows the history adds that."""
    account = plan.cover.account
    years = finance_of(plan)
    actual = next((year for year in reversed(years) if year.actual is not None), None)
    return Summary(
        id=plan.id,
        name=plan.name,
        parent=plan.parent.id if plan.parent else None,
        manager=account.manager if account else None,
        segment=account.segment if account else None,
        industry=account.industry if account else None,
        country=account.country if account else None,
        completeness=completeness.share,
        light=completeness.light,
        deciders=_deciders(plan),
        years=tuple(year for year in years if len(year.year) == 4),
        goals=_goals(plan),
        revenue=actual.actual if actual else None,
        revenue_year=actual.year if actual else "",
        unit=finance_unit(plan),
        open_questions=sum(1 for question in plan.strategy.open_questions.values() if question.is_open),
        findings=findings,
        dues=dues_of(plan, as_of),
        ties=_ties(plan),
        roles=_roles(plan),
        contacts=_contacts(plan),
        rivals=rivals_of(plan),
        deals=deals_of(plan),
        promised=promised_in(plan),
        units=units_of(plan),
        white_space=white_space_of(plan),
        sources=sources_of(plan),
        citing=citing_of(plan),
        questions=questions_of(plan),
        unknown=unknown_of(plan),
    )


def _deciders(plan: Plan) -> tuple[Decider, ...]:
    """Those with the last word, the most influential first."""
    coverage = coverage_of(plan)
    people = plan.people.people
    ordered = sorted(coverage.deciders, key=lambda name: (-(people[name].influence or 0), people[name].name))
    return tuple(
        Decider(name, people[name].name, people[name].attitude, name not in coverage.uncovered_deciders)
        for name in ordered
    )


def _goals(plan: Plan) -> tuple[GoalState, ...]:
    goals = plan.strategy.goals.items()
    return tuple(
        GoalState(name, goal.title, goal.status or "", goal.due or "", goal.owner or "")
        for name, goal in goals
        if goal.is_open
    )


def dues_of(plan: Plan, as_of: date) -> tuple[Due, ...]:
    """What is still to be done in a plan, by day."""
    return tuple(due_of(entry, as_of) for entry in agenda_of(plan) if not entry.is_done)


def due_of(entry: Appointment, as_of: date) -> Due:
    """An appointment as it is told across accounts."""
    return Due(
        entry.due.isoformat(),
        entry.kind,
        entry.title,
        entry.chapter,
        entry.anchor,
        entry.owner,
        entry.is_overdue(as_of),
        entry.entry,
        entry.until.isoformat() if entry.until else "",
    )


def _ties(plan: Plan) -> tuple[Tie, ...]:
    people = plan.people.people
    ties = []
    for tie in plan.people.relationships:
        person = people.get(tie.person or "")
        if tie.by and tie.person:
            ties.append(
                Tie(
                    tie.by,
                    tie.person,
                    person.name if person else tie.person,
                    (person.title or "") if person else "",
                    bool(person and "decider" in person.roles),
                    tie.strength,
                    tie.rhythm,
                )
            )
    return tuple(ties)


def _roles(plan: Plan) -> tuple[tuple[str, str], ...]:
    members = plan.cover.team.members if plan.cover.team else {}
    return tuple((name, member.role or "") for name, member in members.items())


def _contacts(plan: Plan) -> tuple[Contact, ...]:
    """Everybody who is still with the customer."""
    coverage, addressers = coverage_of(plan), addressers_of(plan)
    groups = (coverage.uncovered_deciders, coverage.opponents, coverage.uncovered, coverage.deciders)
    needs: dict[str, str] = {}
    for need, group in zip(NEEDS, groups, strict=False):
        for name in group:
            needs.setdefault(name, need)
    return tuple(
        Contact(
            name,
            person.name,
            person.title or "",
            person.roles,
            person.influence,
            person.attitude,
            addressers.get(name, ()),
            needs.get(name, NEEDS[-1]),
        )
        for name, person in plan.people.people.items()
        if person.left is None
    )
