"""What accounts and their divisions tell together: nothing counts twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kamsite.model.analyses.deals import Deal
from kamsite.model.analyses.money import Pipeline
from kamsite.model.analyses.summary import Summary


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


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
