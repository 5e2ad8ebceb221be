"""The cover of a plan: the account, our team, the workshop, the selection, the sources."""

from typing import Literal

from msgspec import Struct

from kamsite.model.common import Rhythm, Segment

Scope = Literal["regional", "global"]
WorkshopRole = Literal[
    "moderator",
    "key_account_manager",
    "sales",
    "inside_sales",
    "service",
    "quality_manager",
    "product_manager",
    "marketing",
    "sales_controlling",
]
TeamRole = WorkshopRole | Literal["executive_sponsor", "engineering", "logistics", "finance", "legal"]
SourceKind = Literal["annual_report", "press", "website", "conversation", "visit", "crm", "erp", "study", "other"]


class Account(Struct, frozen=True, kw_only=True):
    """The customer at a glance, and who of us is responsible."""

    name: str
    logo: str | None = None
    website: str | None = None
    industry: str | None = None
    headquarters: str | None = None
    country: str | None = None
    manager: str | None = None
    deputy: str | None = None
    segment: Segment | None = None
    scope: Scope | None = None
    key_account_since: str | None = None
    customer_numbers: tuple[str, ...] = ()
    language: str | None = None
    formerly: tuple[str, ...] = ()


class Member(Struct, frozen=True, kw_only=True):
    """What one of us does for this account. `capacity` is the share of the working time, 0 to 1."""

    role: TeamRole | None = None
    task: str | None = None
    capacity: float | None = None
    since: str | None = None
    note: str | None = None


class Team(Struct, frozen=True, kw_only=True):
    """Who of us works for this customer, by the id in `staff.yaml`, and the one message."""

    message: str | None = None
    members: dict[str, Member] = {}
    rhythm: Rhythm | None = None
    note: str | None = None


class Workshop(Struct, frozen=True, kw_only=True):
    """The planning workshop; `participants` are ids of our people by their role in it."""

    date: str | None = None
    place: str | None = None
    participants: dict[str, tuple[str, ...]] = {}
    next_review: str | None = None
    notes: str | None = None


class JointPlanning(Struct, frozen=True, kw_only=True):
    """When we completed the shareable version of the plan together with the customer, and with whom."""

    date: str | None = None
    people: tuple[str, ...] = ()
    result: str | None = None


class AccountSelection(Struct, frozen=True, kw_only=True):
    """Why the customer is a key account: scores from 1 to 5 and reasons by criterion."""

    decided_by: str | None = None
    decided_on: str | None = None
    scores: dict[str, int] = {}
    reasons: dict[str, str] = {}
    reason: str | None = None
    buy_in: dict[str, str] = {}


class Source(Struct, frozen=True, kw_only=True):
    """Where facts of the plan come from."""

    title: str
    kind: SourceKind | None = None
    url: str | None = None
    file: str | None = None
    date: str | None = None
    author: str | None = None
    by: str | None = None
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Cover(Struct, frozen=True, kw_only=True):
    """The chapter `plan.yaml`. `confirmed` gives the day by the name of the chapter."""

    account: Account | None = None
    team: Team | None = None
    workshop: Workshop | None = None
    joint_planning: JointPlanning | None = None
    selection: AccountSelection | None = None
    sources: dict[str, Source] = {}
    confirmed: dict[str, str] = {}
