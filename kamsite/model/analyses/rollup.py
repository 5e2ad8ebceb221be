"""What accounts and their divisions tell together: nothing counts twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kamsite.model.analyses.deals import Deal
from kamsite.model.analyses.money import Pipeline
from kamsite.model.analyses.sourcing import SourceSummary
from kamsite.model.analyses.summary import Summary
from kamsite.model.analyses.whitespace import SpaceCell, UnitSummary


@dataclass(frozen=True, slots=True)
class ToldDeal:
    """A key project and the plan that tells of it."""

    deal: Deal
    summary: Summary


def deals_across(summaries: Sequence[Summary]) -> tuple[ToldDeal, ...]:
    """The key projects of all plans, each once.

    What an account and its division both tell (by the same title) counts where it is closest: in the division.
    """
    parents = {summary.id: summary.parent for summary in summaries}
    below: dict[str, set[str]] = {}
    for summary in summaries:
        titles = {_folded(deal.title) for deal in summary.deals}
        above = summary.parent
        while above is not None:
            below.setdefault(above, set()).update(titles)
            above = parents.get(above)
    return tuple(
        ToldDeal(deal, summary)
        for summary in summaries
        for deal in summary.deals
        if _folded(deal.title) not in below.get(summary.id, ())
    )


def pipeline_across(deals: Iterable[ToldDeal]) -> Pipeline:
    """The sums over those of some key projects that are still open."""
    still_open = [told.deal for told in deals if told.deal.is_open]
    weighted = [deal.weighted for deal in still_open]
    return Pipeline(
        len(still_open),
        sum(deal.volume for deal in still_open if deal.volume is not None),
        sum(amount for amount in weighted if amount is not None),
        sum(amount is None for amount in weighted),
    )


@dataclass(frozen=True, slots=True)
class ToldCell:
    """A field of the white space, the plan that tells of it, and the unit that it is about.

    `counts` is False where the unit has a plan of its own that says more of the product: then the fields there count.
    """

    cell: SpaceCell
    summary: Summary
    unit: UnitSummary
    counts: bool


def cells_across(summaries: Sequence[Summary]) -> tuple[ToldCell, ...]:
    """The white space of all plans."""
    told_by = {summary.id: {cell.product for cell in summary.white_space.cells} for summary in summaries}
    found = []
    for summary in summaries:
        units = {unit.id: unit for unit in summary.units}
        for cell in summary.white_space.cells:
            unit = units.get(cell.unit) or UnitSummary(cell.unit, cell.unit)
            found.append(ToldCell(cell, summary, unit, cell.product not in told_by.get(unit.plan, ())))
    return tuple(found)


def units_across(summaries: Sequence[Summary]) -> tuple[tuple[UnitSummary, Summary], ...]:
    """The divisions and country units of all customers, as their accounts see them.

    A division's own units are smaller parts of what the account tells already, so they count only where it does not.
    """
    told = {unit.plan for summary in summaries for unit in summary.units if unit.plan}
    return tuple((unit, summary) for summary in summaries if summary.id not in told for unit in summary.units)


@dataclass(frozen=True, slots=True)
class ToldSource:
    """A source, the plan that describes it, and how many facts name it, by plan and chapter: divisions name it, too."""

    source: SourceSummary
    summary: Summary
    facts: Mapping[tuple[str, str], int]


def sources_across(summaries: Sequence[Summary]) -> tuple[ToldSource, ...]:
    """The sources of all plans, each with the facts that rest on it."""
    plans = {summary.id: summary for summary in summaries}
    described = {summary.id: {source.id for source in summary.sources} for summary in summaries}
    facts: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for summary in summaries:
        for citing in summary.citing:
            home: Summary | None = summary
            while home is not None and citing.source not in described[home.id]:
                home = plans.get(home.parent or "")
            if home is not None:
                facts.setdefault((home.id, citing.source), {})[summary.id, citing.chapter] = citing.facts
    return tuple(
        ToldSource(source, summary, facts.get((summary.id, source.id), {}))
        for summary in summaries
        for source in summary.sources
    )


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
