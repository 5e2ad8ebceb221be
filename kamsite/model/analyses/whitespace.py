"""White space (D46): which product is sold to which part of a customer, where something is possible, what blocks it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

import msgspec

from kamsite.model.plan import Plan
from kamsite.model.strategy import CellStatus

STATUSES: tuple[CellStatus, ...] = get_args(CellStatus)


class UnitSummary(msgspec.Struct, frozen=True):
    """A division or country unit of a customer: attitude from −2 to 2, amounts a year in the site's currency.

    `plan` is the id of the plan of its own, if it has one; `reasons` are those of its attitude, `chances` to win it.
    """

    id: str
    name: str
    attitude: int | None = None
    potential: float | None = None
    revenue: float | None = None
    plan: str = ""
    reasons: tuple[str, ...] = ()
    chances: tuple[str, ...] = ()


class SpaceCell(msgspec.Struct, frozen=True):
    """A product in a unit, each by its id: one of `STATUSES`, what it could be worth, why it is blocked."""

    product: str
    unit: str
    status: str
    potential: float | None = None
    reason: str = ""


class WhiteSpace(msgspec.Struct, frozen=True):
    """The white space of a plan, and what the plan itself calls products (by id)."""

    cells: tuple[SpaceCell, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


def units_of(plan: Plan) -> tuple[UnitSummary, ...]:
    """The units of a plan's potential portfolio."""
    divisions = {name: division.id for name, division in plan.divisions.items()}
    return tuple(
        UnitSummary(
            id_,
            unit.name,
            unit.attitude,
            unit.potential,
            unit.revenue,
            divisions.get((unit.plan or "").rstrip("/").rpartition("/")[2], ""),
            tuple(reason.text for reason in unit.reasons),
            tuple(chance.text for chance in unit.chances),
        )
        for id_, unit in plan.position.portfolio.items()
    )


def white_space_of(plan: Plan) -> WhiteSpace:
    """The white space of a plan; what the team marked as unknown is in it, what nobody looked at is not."""
    cells = (*_known_cells(plan), *_unknown_cells(plan))
    units = {unit: place for place, unit in enumerate(plan.position.portfolio)}
    ordered = tuple(sorted(cells, key=lambda cell: units.get(cell.unit, len(units))))
    told = dict.fromkeys(cell.product for cell in cells)
    return WhiteSpace(ordered, tuple((product, name) for product in told if (name := own_name(plan, product))))


def _known_cells(plan: Plan) -> Iterator[SpaceCell]:
    for product, units in plan.strategy.white_space.items():
        for unit, cell in units.items():
            yield SpaceCell(product, unit, cell.status, cell.potential, cell.reason or "")


def _unknown_cells(plan: Plan) -> Iterator[SpaceCell]:
    """Fields that are unknown as a whole, or whose status is."""
    for path in plan.unknown.get("strategy", ()):
        is_field = len(path) == 3 or (len(path) == 4 and path[3] == "status")
        if path[0] == "white_space" and is_field:
            yield SpaceCell(str(path[1]), str(path[2]), "unknown")


def own_name(plan: Plan, product: str) -> str:
    """What the financial plan of a plan, or of one above it, calls a product; empty where none does."""
    here: Plan | None = plan
    while here is not None:
        finance = here.strategy.finance
        if finance and product in finance.products and finance.products[product].name:
            return finance.products[product].name or ""
        here = here.parent
    return ""


def in_words(product: str) -> str:
    """The id of a product as a name, where nobody gives one: `hygienic_motor` is "Hygienic motor"."""
    words = " ".join(product.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]


def names_across(spaces: Iterable[WhiteSpace], known: Mapping[str, str]) -> dict[str, str]:
    """What each product is called across plans: as the company says, else as most plans do. One id is one product."""
    called: dict[str, Counter[str]] = {}
    for space in spaces:
        for cell in space.cells:
            called.setdefault(cell.product, Counter())
        for product, name in space.names:
            called[product][name] += 1
    return {
        product: known.get(product) or min(names, key=lambda name: (-names[name], name), default=in_words(product))
        for product, names in called.items()
    }
