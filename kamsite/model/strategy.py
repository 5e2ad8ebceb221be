"""The account strategy: mission, goals, budget, key projects, services, events, open questions, white space."""

from typing import Literal

from msgspec import Struct

from kamsite.model.common import ActionStatus, GoalStatus, Item, Measure, Number, Series, ShareSeries

PipelineKind = Literal["tender", "opportunity", "project"]
PipelineStatus = Literal["open", "won", "lost", "withdrawn"]
EventKind = Literal["in_house_fair", "trade_fair", "talk", "workshop", "customer_event", "visit"]
EventStatus = Literal["planned", "confirmed", "held", "cancelled"]
CellStatus = Literal["won", "pipeline", "potential", "blocked", "unknown"]


class Mission(Struct, frozen=True, kw_only=True):
    """Our mission for the account beside the customer's own."""

    horizon: str | None = None
    account: str | None = None
    customer: str | None = None
    fit: str | None = None


class Milestone(Struct, frozen=True, kw_only=True):
    """A point on the way that is reached or not."""

    title: str
    due: str | None = None
    done: bool | None = None
    owner: str | None = None
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Action(Struct, frozen=True, kw_only=True):
    """One thing that one of us does by a date."""

    title: str
    owner: str | None = None
    due: str | None = None
    status: ActionStatus | None = None
    contacts: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status not in ("done", "dropped")


class Requirement(Struct, frozen=True, kw_only=True):
    """What a goal needs: people, money, a product, a promise. `amount` in the site's currency."""

    text: str
    amount: Number | None = None
    owner: str | None = None
    due: str | None = None
    agreed: bool | None = None
    source: tuple[str, ...] = ()
    note: str | None = None


class Goal(Struct, frozen=True, kw_only=True):
    """One of our goals with this customer, and how we reach it."""

    title: str
    description: str | None = None
    measure: Measure | None = None
    achievable: str | None = None
    relevant: str | None = None
    due: str | None = None
    owner: str | None = None
    status: GoalStatus | None = None
    customer_goal: str | None = None
    agreed_with_customer: bool | None = None
    strategies: tuple[Item, ...] = ()
    tactics: tuple[Item, ...] = ()
    milestones: dict[str, Milestone] = {}
    actions: dict[str, Action] = {}
    requires: tuple[Requirement, ...] = ()
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether we still work for it."""
        return self.status not in ("reached", "dropped")


class Product(Struct, frozen=True, kw_only=True):
    """A product or product group in the financial plan; margins as fractions of 1."""

    name: str | None = None
    unit: str | None = None
    actual: Series = {}
    budget: Series = {}
    forecast: Series = {}
    margin: ShareSeries = {}
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Finance(Struct, frozen=True, kw_only=True):
    """The financial plan; `unit` is that of all numbers where a product has none of its own."""

    unit: str | None = None
    products: dict[str, Product] = {}
    assumptions: str | None = None
    source: tuple[str, ...] = ()


class PipelineEntry(Struct, frozen=True, kw_only=True):
    """A tender, an opportunity or a project. Amounts in the site's currency, `probability` from 0 to 1."""

    title: str
    kind: PipelineKind | None = None
    status: PipelineStatus | None = None
    volume: Number | None = None
    budget: Number | None = None
    probability: float | None = None
    decision: str | None = None
    offer_due: str | None = None
    start: str | None = None
    end: str | None = None
    owner: str | None = None
    contacts: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    division: str | None = None
    products: tuple[str, ...] = ()
    customer_goal: str | None = None
    goal: str | None = None
    next_step: str | None = None
    due: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.status in (None, "open")

    @property
    def weighted(self) -> float | None:
        """The volume times the likelihood; None where one of them is not known."""
        if self.volume is None or self.probability is None:
            return None
        return self.volume * self.probability


class Expectations(Struct, frozen=True, kw_only=True):
    """What each side expects from the cooperation."""

    internal: str | None = None
    customer: str | None = None


class SpecialService(Struct, frozen=True, kw_only=True):
    """What the customer gets beyond the usual, and which department provides it."""

    service: str
    department: str | None = None
    model: str | None = None
    owner: str | None = None
    since: str | None = None
    note: str | None = None


class Service(Struct, frozen=True, kw_only=True):
    """The four-step strategy: expectations, services and processes, measures, foreseen needs."""

    expectations: Expectations | None = None
    special_services: tuple[SpecialService, ...] = ()
    processes: tuple[Item, ...] = ()
    priority_rule: str | None = None
    measures: tuple[str, ...] = ()
    foreseen_needs: tuple[Item, ...] = ()


class Event(Struct, frozen=True, kw_only=True):
    """An event for this customer."""

    title: str
    kind: EventKind | None = None
    date: str | None = None
    end: str | None = None
    place: str | None = None
    topic: str | None = None
    audience: tuple[str, ...] = ()
    owner: str | None = None
    speakers: tuple[str, ...] = ()
    goal: str | None = None
    budget: Number | None = None
    status: EventStatus | None = None
    result: str | None = None
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Question(Struct, frozen=True, kw_only=True):
    """Something that we do not know yet but should know."""

    question: str
    about: str | None = None
    owner: str | None = None
    due: str | None = None
    next_step: str | None = None
    answer: str | None = None
    source: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody has found out yet."""
        return not self.answer


class Cell(Struct, frozen=True, kw_only=True):
    """One field of the white space: a product in a division."""

    status: CellStatus
    reason: str | None = None
    potential: Number | None = None
    note: str | None = None


class Strategy(Struct, frozen=True, kw_only=True):
    """The chapter `strategy.yaml`. `white_space` goes by product, then by division."""

    mission: Mission | None = None
    goals: dict[str, Goal] = {}
    finance: Finance | None = None
    pipeline: dict[str, PipelineEntry] = {}
    service: Service | None = None
    marketing: dict[str, Event] = {}
    open_questions: dict[str, Question] = {}
    white_space: dict[str, dict[str, Cell]] = {}
