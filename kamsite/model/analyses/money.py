"""Money: budget against actuals (D22), the weighted pipeline (D23), the register of figures (D28)."""

from collections.abc import Mapping
from dataclasses import dataclass

from kamsite.model.plan import Plan, made_once


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Open projects: how many, their volume, and the volume weighted with the probability, in the site's currency.

    `unrated` counts projects without volume or probability, which the weighted sum leaves out.
    """

    count: int
    volume: float
    weighted: float
    unrated: int


@dataclass(frozen=True, slots=True)
class YearFinance:
    """Actual, budget and forecast of a year over all products, in the unit of the financial plan; None for none."""

    year: str
    actual: float | None
    budget: float | None
    forecast: float | None = None

    @property
    def deviation(self) -> float | None:
        """How far the actual lies above the budget, as a share of the budget."""
        if self.actual is None or not self.budget:
            return None
        return self.actual / self.budget - 1


def pipeline_of(plan: Plan) -> Pipeline:
    """The plan's pipeline (without its divisions)."""
    projects = [project for project in plan.strategy.pipeline.values() if project.is_open]
    rated = [(p.volume, p.probability) for p in projects if p.volume is not None and p.probability is not None]
    return Pipeline(
        len(projects),
        sum(p.volume for p in projects if p.volume is not None),
        sum(volume * probability for volume, probability in rated),
        len(projects) - len(rated),
    )


@made_once
def finance_of(plan: Plan) -> tuple[YearFinance, ...]:
    """Totals over the products of the financial plan, by period; products in other units are not in them."""
    unit = finance_unit(plan)
    finance = plan.strategy.finance
    products = [one for one in finance.products.values() if (one.unit or finance.unit or "") == unit] if finance else []
    actual = _totals([product.actual for product in products])
    budget = _totals([product.budget for product in products])
    forecast = _totals([product.forecast for product in products])
    years = sorted(actual.keys() | budget.keys() | forecast.keys())
    return tuple(YearFinance(year, actual.get(year), budget.get(year), forecast.get(year)) for year in years)


def finance_unit(plan: Plan) -> str:
    """The unit of the financial plan; empty where it is the site's currency. One that all products name counts too."""
    finance = plan.strategy.finance
    if finance is None:
        return ""
    named = {product.unit for product in finance.products.values()}
    return finance.unit or (next(iter(named)) if len(named) == 1 else None) or ""


def _totals(series: list[Mapping[str, float]]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for values in series:
        for period, value in values.items():
            totals[period] = totals.get(period, 0) + value
    return totals


def deviation(actual: float | None, target: float | None) -> float | None:
    """How far a figure lies above its target, as a share of the target; None where either is missing or zero."""
    if actual is None or not target:
        return None
    return actual / target - 1
