"""The customer analysis: who the customer is, what they want, how they buy, in which market they live."""

from typing import Literal

from msgspec import Struct

from kamsite.model.common import GoalStatus, Item, Level, Measure, Quantity, Relation, Series, Swot, Trend

Sourcing = Literal["single", "dual", "multiple"]
PurchasingOrganisation = Literal["central", "decentral", "mixed"]
FrameworkAgreement = Literal["mandatory", "preferred", "none"]


class KeyFigure(Struct, frozen=True, kw_only=True):
    """A figure of the customer over the years; `peers` has the same of the customer's competitors, by name."""

    label: str | None = None
    unit: str | None = None
    values: Series = {}
    peers: dict[str, Series] = {}
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Profile(Struct, frozen=True, kw_only=True):
    """What the customer does, in our own words, and the figures that describe them."""

    summary: str | None = None
    products: tuple[Item, ...] = ()
    sites: tuple[Item, ...] = ()
    founded: str | None = None
    employees: Series = {}
    key_figures: dict[str, KeyFigure] = {}
    source: tuple[str, ...] = ()


class Owner(Struct, frozen=True, kw_only=True):
    """A shareholder of the customer; `share` from 0 to 1."""

    name: str
    share: float | None = None
    influence: Level | None = None
    relationship: str | None = None
    goals: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Subsidiary(Struct, frozen=True, kw_only=True):
    """A company that belongs to the customer; `plan` is the folder of its own plan, `share` from 0 to 1."""

    name: str
    country: str | None = None
    relation: Relation | None = None
    share: float | None = None
    business: str | None = None
    website: str | None = None
    plan: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()


class GoalPart(Struct, frozen=True, kw_only=True):
    """What one department of the customer contributes to a goal."""

    part: str
    department: str | None = None
    person: str | None = None
    due: str | None = None


class CustomerGoal(Struct, frozen=True, kw_only=True):
    """A goal or project of the customer, and the business chance that it opens for us."""

    title: str
    kind: Literal["goal", "project"] | None = None
    description: str | None = None
    measure: Measure | None = None
    achievable: str | None = None
    relevant: str | None = None
    due: str | None = None
    breakdown: tuple[GoalPart, ...] = ()
    opportunity: str | None = None
    status: GoalStatus | None = None
    agreed_with_customer: bool | None = None
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Purchasing(Struct, frozen=True, kw_only=True):
    """How the customer buys. Shares from 0 to 1; `categories` are ids of people by the name of the product group."""

    sourcing: Sourcing | None = None
    max_supplier_share: float | None = None
    our_share: float | None = None
    organisation: PurchasingOrganisation | None = None
    committee: tuple[str, ...] = ()
    categories: dict[str, tuple[str, ...]] = {}
    framework_agreement: FrameworkAgreement | None = None
    contract_until: str | None = None
    payment_terms: str | None = None
    supplier_rating: str | None = None
    process: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None


class CustomerMarket(Struct, frozen=True, kw_only=True):
    """The market in which the customer lives."""

    summary: str | None = None
    size: Quantity | None = None
    growth: Quantity | None = None
    technologies: tuple[Trend, ...] = ()
    regulation: tuple[Trend, ...] = ()
    end_customer_wishes: tuple[Item, ...] = ()
    source: tuple[str, ...] = ()


class CustomerCompetitor(Struct, frozen=True, kw_only=True):
    """Somebody against whom the customer competes; `market_share` from 0 to 1."""

    name: str
    positioning: str | None = None
    market_share: float | None = None
    key_figures: dict[str, KeyFigure] = {}
    strengths: tuple[Item, ...] = ()
    weaknesses: tuple[Item, ...] = ()
    relation: Relation | None = None
    website: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Customer(Struct, frozen=True, kw_only=True):
    """The chapter `customer.yaml`."""

    profile: Profile | None = None
    owners: dict[str, Owner] = {}
    subsidiaries: dict[str, Subsidiary] = {}
    goals: dict[str, CustomerGoal] = {}
    purchasing: Purchasing | None = None
    market: CustomerMarket | None = None
    competitors: dict[str, CustomerCompetitor] = {}
    swot: Swot | None = None
