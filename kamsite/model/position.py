"""Our position as supplier: what we won and lost, where the potential lies, how the customer sees us."""

from typing import Literal

from msgspec import Struct

from kamsite.model.common import Item, Number, Quantity, Series, ShareSeries, Swot, Trend

ProjectResult = Literal["won", "lost", "withdrawn"]
KnownFor = Literal["price", "innovation", "service", "quality"]


class Project(Struct, frozen=True, kw_only=True):
    """A project that we won or lost; `competitor` won it instead of us. `volume` in the site's currency."""

    title: str
    result: ProjectResult | None = None
    year: str | None = None
    volume: Number | None = None
    size: str | None = None
    division: str | None = None
    success_criteria: tuple[Item, ...] = ()
    competitor: str | None = None
    reasons: tuple[Item, ...] = ()
    lessons: str | None = None
    contacts: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()

    @property
    def is_lost(self) -> bool:
        """Whether somebody else won it."""
        return self.result == "lost"


class Unit(Struct, frozen=True, kw_only=True):
    """A division or country unit of the customer. `attitude` runs from -2 to 2, amounts are per year."""

    name: str
    attitude: int | None = None
    potential: Number | None = None
    revenue: Number | None = None
    reasons: tuple[Item, ...] = ()
    chances: tuple[Item, ...] = ()
    country: str | None = None
    plan: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()

    @property
    def is_against_us(self) -> bool:
        """Whether the unit's attitude to us is negative."""
        return self.attitude is not None and self.attitude < 0


class Rating(Struct, frozen=True, kw_only=True):
    """A result of the customer's supplier rating."""

    year: str
    title: str | None = None
    score: Number | None = None
    max: Number | None = None
    grade: str | None = None
    comment: str | None = None
    source: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """The points as a share of the possible ones; None where it cannot be told."""
        return self.score / self.max if self.score is not None and self.max else None


class Perception(Struct, frozen=True, kw_only=True):
    """How the customer sees us; the scales run from 1 to 5."""

    partnership: int | None = None
    target_partnership: int | None = None
    leadership: int | None = None
    known_for: KnownFor | None = None
    statement: str | None = None
    ratings: tuple[Rating, ...] = ()
    source: tuple[str, ...] = ()


class OurMarket(Struct, frozen=True, kw_only=True):
    """The market in which we sell to this customer; `our_share` from 0 to 1."""

    summary: str | None = None
    size: Quantity | None = None
    growth: Quantity | None = None
    our_share: float | None = None
    standing: str | None = None
    technologies: tuple[Trend, ...] = ()
    regulation: tuple[Trend, ...] = ()
    trends: tuple[Trend, ...] = ()
    source: tuple[str, ...] = ()


class Competitor(Struct, frozen=True, kw_only=True):
    """A competitor of ours at this customer; `threat` from 1 to 5, `share` of the customer's purchases from 0 to 1."""

    name: str
    strategy: str | None = None
    strengths: tuple[Item, ...] = ()
    weaknesses: tuple[Item, ...] = ()
    share: float | None = None
    account_manager: str | None = None
    resources: str | None = None
    supporters: tuple[str, ...] = ()
    threat: int | None = None
    response: str | None = None
    website: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Potential(Struct, frozen=True, kw_only=True):
    """Account profile and potential: amounts in the site's currency by period, margins as fractions of 1."""

    revenue: Series = {}
    margin: ShareSeries = {}
    profit: Series = {}
    requirements: tuple[Item, ...] = ()
    processes: tuple[Item, ...] = ()
    partnership: tuple[Item, ...] = ()
    cooperation: str | None = None
    assumptions: str | None = None
    source: tuple[str, ...] = ()


class Position(Struct, frozen=True, kw_only=True):
    """The chapter `position.yaml`."""

    projects: dict[str, Project] = {}
    portfolio: dict[str, Unit] = {}
    perception: Perception | None = None
    market: OurMarket | None = None
    competitors: dict[str, Competitor] = {}
    swot: Swot | None = None
    potential: Potential | None = None
