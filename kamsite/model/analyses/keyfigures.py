"""The figures of all plans (D39), plan by plan and added up: nothing of a division counts twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from kamsite.horizon import day_of
from kamsite.model.analyses.money import YearFinance
from kamsite.model.analyses.moves import moved_in, ups_and_downs
from kamsite.model.analyses.rollup import deals_across
from kamsite.model.analyses.summary import Summary

ATTITUDES = ("enemy", "negative", "neutral", "positive", "mentor")
STATES = ("on_track", "at_risk", "off_track", "")
DIMENSIONS = ("manager", "segment", "industry", "country")


class PlanFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a plan. Money in the site's currency; `years` are empty where a plan counts in another unit.

    `attitudes` are numbers of people in the order of `ATTITUDES`, `goals` open goals in the order of `STATES`,
    `moved` says how much got better and worse since a quarter, `changed` is the ISO day of the last version ("" without
    git).
    """

    id: str
    name: str
    parent: str | None
    manager: str = ""
    segment: str = ""
    industry: str = ""
    country: str = ""
    years: tuple[YearFinance, ...] = ()
    weighted: float = 0.0
    deciders: int = 0
    addressed: int = 0
    attitudes: tuple[int, ...] = (0,) * len(ATTITUDES)
    goals: tuple[int, ...] = (0,) * len(STATES)
    overdue: int = 0
    moved: tuple[int, int] = (0, 0)
    completeness: float = 0.0
    changed: str = ""

    @property
    def latest(self) -> YearFinance | None:
        """The last year of which the actual is known."""
        return next((year for year in reversed(self.years) if year.actual is not None), None)


@dataclass(frozen=True, slots=True)
class Sums:
    """Figures of several plans added up; `count` are the plans, `accounts` those that are no divisions.

    `compared` and `budget` are actual and budget of those plans of which both are known for the same year.
    """

    count: int
    accounts: int
    revenue: float | None
    compared: float
    budget: float
    weighted: float
    deciders: int
    addressed: int
    attitudes: tuple[int, ...]
    goals: tuple[int, ...]
    overdue: int
    moved: tuple[int, int]
    completeness: float

    @property
    def deviation(self) -> float | None:
        """How far the actual lies above the budget, as a share of the budget."""
        return self.compared / self.budget - 1 if self.budget else None

    @property
    def balance(self) -> float | None:
        """What people think of us on average, from −2 to 2; None where nobody's attitude is known."""
        return balance_of(self.attitudes)


def balance_of(attitudes: Sequence[int]) -> float | None:
    """What people think of us on average, from −2 to 2, given how many think what; None where nobody's is known."""
    known = sum(attitudes)
    return sum(count * (place - 2) for place, count in enumerate(attitudes)) / known if known else None


def figures_across(summaries: Sequence[Summary], currency: str) -> tuple[PlanFigures, ...]:
    """The figures of each plan; a project that an account and its division both tell counts in the division."""
    weighted: dict[str, float] = {}
    for told in deals_across(summaries):
        if told.deal.is_open and told.deal.weighted is not None:
            weighted[told.summary.id] = weighted.get(told.summary.id, 0) + told.deal.weighted
    return tuple(_figures(one, weighted.get(one.id, 0.0), currency) for one in summaries)


def _figures(one: Summary, weighted: float, currency: str) -> PlanFigures:
    attitudes = [contact.attitude for contact in one.contacts]
    states = [goal.status for goal in one.goals]
    return PlanFigures(
        id=one.id,
        name=one.name,
        parent=one.parent,
        manager=one.manager or "",
        segment=one.segment or "",
        industry=one.industry or "",
        country=one.country or "",
        years=one.years if one.unit in ("", currency) else (),
        weighted=weighted,
        deciders=len(one.deciders),
        addressed=sum(decider.is_addressed for decider in one.deciders),
        attitudes=tuple(attitudes.count(attitude) for attitude in ATTITUDES),
        goals=tuple(states.count(state) for state in STATES),
        overdue=sum(due.is_overdue for due in one.dues),
        moved=ups_and_downs(moved.latest for moved in moved_in(one.moves, one.lately)),
        completeness=one.completeness,
        changed=day_of(*one.changed).isoformat() if one.changed else "",
    )


def top_of(plans: Iterable[PlanFigures]) -> tuple[PlanFigures, ...]:
    """Those whose money counts: not a division beside the plan above it, which holds the division's money already.

    A plan that says nothing of money has nothing of its divisions either.
    """
    known = {one.id: one for one in plans}
    return tuple(one for one in known.values() if not _is_told_above(one, known))


def _is_told_above(one: PlanFigures, known: Mapping[str, PlanFigures]) -> bool:
    above = known.get(one.parent or "")
    return above is not None and (bool(above.years) or _is_told_above(above, known))


def sums_of(plans: Sequence[PlanFigures]) -> Sums:
    """The figures of some plans added up."""
    latest = [one.latest for one in top_of(plans)]
    known = [(year.actual, year.budget) for year in latest if year and year.actual is not None]
    both = [(actual, budget) for actual, budget in known if budget]
    return Sums(
        len(plans),
        sum(one.parent is None for one in plans),
        sum(actual for actual, _ in known) if known else None,
        sum(actual for actual, _ in both),
        sum(budget for _, budget in both),
        sum(one.weighted for one in plans),
        sum(one.deciders for one in plans),
        sum(one.addressed for one in plans),
        _added([one.attitudes for one in plans], len(ATTITUDES)),
        _added([one.goals for one in plans], len(STATES)),
        sum(one.overdue for one in plans),
        (sum(one.moved[0] for one in plans), sum(one.moved[1] for one in plans)),
        sum(one.completeness for one in plans) / len(plans) if plans else 0.0,
    )


def years_of(plans: Sequence[PlanFigures]) -> tuple[YearFinance, ...]:
    """Actual, budget and forecast of all plans by year."""
    found: dict[str, list[YearFinance]] = {}
    for one in top_of(plans):
        for year in one.years:
            found.setdefault(year.year, []).append(year)
    return tuple(
        YearFinance(
            name,
            _sum([year.actual for year in years]),
            _sum([year.budget for year in years]),
            _sum([year.forecast for year in years]),
        )
        for name, years in sorted(found.items())
    )


def by_dimension(plans: Sequence[PlanFigures], dimension: str) -> dict[str, list[PlanFigures]]:
    """The plans by manager, segment, industry or country; "" for those of which it is not known."""
    found: dict[str, list[PlanFigures]] = {}
    for one in plans:
        found.setdefault(getattr(one, dimension), []).append(one)
    return found


def by_division(plans: Sequence[PlanFigures]) -> list[tuple[PlanFigures, list[PlanFigures]]]:
    """The accounts that have divisions, and these, in the order of the plans; each with itself and all below it."""
    families: dict[str, list[PlanFigures]] = {}
    for one in plans:
        steps = one.id.split("/")
        for depth in range(1, len(steps) + 1):
            families.setdefault("/".join(steps[:depth]), []).append(one)
    return [(one, families[one.id]) for one in plans if one.parent is not None or len(families[one.id]) > 1]


def _added(counts: Sequence[tuple[int, ...]], length: int) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*counts, strict=True)) if counts else (0,) * length


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
