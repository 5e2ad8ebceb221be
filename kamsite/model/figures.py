"""Account data: the register of figures, actual against target."""

from typing import Literal

from msgspec import Struct

from kamsite.model.common import Series

Better = Literal["higher", "lower"]


class Split(Struct, frozen=True, kw_only=True):
    """The values of one product group, region or division."""

    actual: Series = {}
    target: Series = {}
    source: tuple[str, ...] = ()
    note: str | None = None


class SplitBy(Struct, frozen=True, kw_only=True):
    """A figure in parts, each by its name."""

    product: dict[str, Split] = {}
    region: dict[str, Split] = {}
    division: dict[str, Split] = {}


class Figure(Struct, frozen=True, kw_only=True):
    """A figure of the account; numbers in its `unit`, by period."""

    label: str | None = None
    unit: str | None = None
    actual: Series = {}
    target: Series = {}
    better: Better | None = None
    description: str | None = None
    by: SplitBy | None = None
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()

    def deviation(self, period: str) -> float | None:
        """Actual minus target as a share of the target; None where one is missing or the target is 0."""
        actual, target = self.actual.get(period), self.target.get(period)
        return (actual - target) / abs(target) if actual is not None and target else None


class Figures(Struct, frozen=True, kw_only=True):
    """The chapter `figures.yaml`."""

    figures: dict[str, Figure] = {}
