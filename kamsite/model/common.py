"""Values that several chapters share: points, measures, quantities, SWOT grids.

All structs of the typed model are filled from normalised data: shares are numbers from 0 to 1, dates and periods are
text (`2026-03-12`, `2026-Q1`), what is unknown or left out is None or empty, an entry does not hold its own id.
"""

from calendar import monthrange
from datetime import date
from typing import Literal

from msgspec import Struct, field

Number = int | float
# Numbers by period: `{"2025": 905000, "2026-Q1": 260000}`.
Series = dict[str, Number]
# Percentages by period, as fractions of 1.
ShareSeries = dict[str, float]
Effect = Literal["opportunity", "threat"]
Level = Literal["high", "medium", "low"]
Relation = Literal["customer", "prospect", "competitor", "none"]
GoalStatus = Literal["on_track", "at_risk", "off_track", "reached", "dropped"]
ActionStatus = Literal["open", "doing", "done", "dropped"]
Segment = Literal["key", "focus", "standard"]
Rhythm = Literal["weekly", "monthly", "quarterly", "half_yearly", "yearly", "as_needed"]


class Item(Struct, frozen=True, kw_only=True):
    """A point of a list: a text and where it comes from."""

    text: str
    source: tuple[str, ...] = ()
    note: str | None = None


class SwotItem(Struct, frozen=True, kw_only=True):
    """A strength, weakness, opportunity or threat, and what we can contribute."""

    text: str
    contribution: str | None = None
    evidence: str | None = None
    owner: str | None = None
    due: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None


class Swot(Struct, frozen=True, kw_only=True):
    """Strengths, weaknesses, opportunities and threats."""

    strengths: tuple[SwotItem, ...] = ()
    weaknesses: tuple[SwotItem, ...] = ()
    opportunities: tuple[SwotItem, ...] = ()
    threats: tuple[SwotItem, ...] = ()


class Trend(Struct, frozen=True, kw_only=True):
    """A development in a market: a technology, a law, a habit."""

    title: str
    effect: Effect | None = None
    contribution: str | None = None
    from_: str | None = field(default=None, name="from")
    source: tuple[str, ...] = ()
    note: str | None = None


class Measure(Struct, frozen=True, kw_only=True):
    """What a goal is measured by: from which value to which, and what was measured since."""

    name: str | None = None
    unit: str | None = None
    from_: Number | None = field(default=None, name="from")
    to: Number | None = None
    actual: Series = {}
    source: tuple[str, ...] = ()
    note: str | None = None

    @property
    def latest(self) -> Number | None:
        """The value measured last; where nothing was measured, the value at the start."""
        return self.actual[max(self.actual, key=last_day)] if self.actual else self.from_

    @property
    def progress(self) -> float | None:
        """The share of the way that is covered, from 0 to 1; None where it cannot be told."""
        if self.from_ is None or self.to is None or self.latest is None or self.from_ == self.to:
            return None
        return min(1.0, max(0.0, (self.latest - self.from_) / (self.to - self.from_)))


class Quantity(Struct, frozen=True, kw_only=True):
    """A number with its unit, the year that it describes, and its source."""

    value: Number | None = None
    unit: str | None = None
    year: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None


def rounded(value: float, digits: int) -> float:
    """A number as people round it: a half goes away from zero, also where the computer has a trifle less than it."""
    return round(value + (_TRIFLE if value > 0 else -_TRIFLE), digits)


_TRIFLE = 1e-9


def first_day(period: str) -> date:
    """The first day of a year, quarter, month or day. Raises `ValueError` for any other text."""
    year, _, rest = period.partition("-")
    if not rest:
        return date(int(year), 1, 1)
    if rest.startswith("Q"):
        return date(int(year), int(rest[1:]) * 3 - 2, 1)
    month, _, day = rest.partition("-")
    return date(int(year), int(month), int(day or 1))


def last_day(period: str) -> date:
    """The last day of a year, quarter, month or day. Raises `ValueError` for any other text."""
    first = first_day(period)
    if period.count("-") == 2:
        return first
    month = 12 if len(period) == 4 else first.month + 2 if "Q" in period else first.month
    return date(first.year, month, monthrange(first.year, month)[1])
