"""The programme of key account management, across all accounts."""

from typing import Literal

from msgspec import Struct, field

from kamsite.model.common import ActionStatus, Number, Segment, Series

Dimension = Literal[
    "strategy", "service_and_care", "processes_and_organisation", "systems_and_steering", "human_resources"
]
Care = Literal["proactive", "reactive"]
Raci = Literal["R", "A", "C", "I", "A/R"]


class Criterion(Struct, frozen=True, kw_only=True):
    """A criterion by which key accounts are chosen; `scale` says what the scores "1" to "5" mean."""

    title: str
    weight: Number | None = None
    question: str | None = None
    kind: Literal["quantitative", "qualitative"] | None = None
    scale: dict[str, str] = {}
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Abc(Struct, frozen=True, kw_only=True):
    """How all customers are put into classes; the limits are shares from 0 to 1."""

    by: Literal["revenue", "margin", "potential"] | None = None
    a_until: float | None = None
    b_until: float | None = None


class CustomerTables(Struct, frozen=True, kw_only=True):
    """How the exports of all customers are read.

    `columns` are the headings of our columns, `units` what amounts are multiplied by, by the file's name without .csv.
    """

    columns: dict[str, tuple[str, ...]] = {}
    units: dict[str, Number] = {}


class Selection(Struct, frozen=True, kw_only=True):
    """The file `programme/selection.yaml`."""

    criteria: dict[str, Criterion] = {}
    key_account_from: Number | None = None
    focus_from: Number | None = None
    abc: Abc | None = None
    customers: CustomerTables | None = None
    departments: tuple[str, ...] = ()
    priority_rule: str | None = None
    reviewed: str | None = None
    note: str | None = None


class Statement(Struct, frozen=True, kw_only=True):
    """A statement about the programme that several people rate from 0 to 5."""

    title: str
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Fitness(Struct, frozen=True, kw_only=True):
    """The file `programme/fitness.yaml`. `rounds` go by period, then by statement, then by the id of one of us."""

    statements: dict[str, Statement] = {}
    rounds: dict[str, dict[str, dict[str, int]]] = {}


class Topic(Struct, frozen=True, kw_only=True):
    """One topic of a dimension, rated from 1 to 5."""

    title: str
    as_is: Number | None = None
    target: Number | None = None
    interviews: Number | None = None
    survey: Number | None = None
    benchmark: Number | None = None
    history: Series = {}
    evidence: str | None = None
    note: str | None = None
    formerly: tuple[str, ...] = ()


class MaturityDimension(Struct, frozen=True, kw_only=True):
    """One of the five dimensions of maturity."""

    title: str | None = None
    topics: dict[str, Topic] = {}
    note: str | None = None


class Dimensions(Struct, frozen=True, kw_only=True):
    """The five dimensions of maturity."""

    strategy: MaturityDimension | None = None
    service_and_care: MaturityDimension | None = None
    processes_and_organisation: MaturityDimension | None = None
    systems_and_steering: MaturityDimension | None = None
    human_resources: MaturityDimension | None = None


class Maturity(Struct, frozen=True, kw_only=True):
    """The file `programme/maturity.yaml`."""

    dimensions: Dimensions | None = None


class Lever(Struct, frozen=True, kw_only=True):
    """Something that could be changed in the programme; `growth` and `ease` from 1 to 5.

    `topics` are ids of topics in maturity.yaml, whatever their dimension.
    """

    title: str
    dimension: Dimension | None = None
    growth: int | None = None
    ease: int | None = None
    from_: str | None = field(default=None, name="from")
    to: str | None = None
    topics: tuple[str, ...] = ()
    module: str | None = None
    owner: str | None = None
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Module(Struct, frozen=True, kw_only=True):
    """A module of the roadmap; `after` names the modules that come before it, `progress` is from 0 to 1."""

    title: str
    start: str | None = None
    end: str | None = None
    owner: str | None = None
    after: tuple[str, ...] = ()
    status: ActionStatus | None = None
    progress: float | None = None
    goal: str | None = None
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Levers(Struct, frozen=True, kw_only=True):
    """The file `programme/levers.yaml`."""

    levers: dict[str, Lever] = {}
    modules: dict[str, Module] = {}


class SegmentService(Struct, frozen=True, kw_only=True):
    """A service that some segments get."""

    title: str
    segments: tuple[Segment, ...] = ()
    department: str | None = None
    description: str | None = None
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Responsibility(Struct, frozen=True, kw_only=True):
    """Who does what in a task, by role or department."""

    title: str
    process: Literal["selling", "fulfilment"] | None = None
    raci: dict[str, Raci] = {}
    note: str | None = None
    formerly: tuple[str, ...] = ()


class CentralQuestion(Struct, frozen=True, kw_only=True):
    """A question that every programme has to answer, and the company's answer."""

    question: str | None = None
    answer: str | None = None
    owner: str | None = None
    due: str | None = None
    note: str | None = None
    formerly: tuple[str, ...] = ()


class CareModel(Struct, frozen=True, kw_only=True):
    """The file `programme/model.yaml`."""

    services: dict[str, SegmentService] = {}
    care: dict[str, Care] = {}
    responsibilities: dict[str, Responsibility] = {}
    questions: dict[str, CentralQuestion] = {}


class Skill(Struct, frozen=True, kw_only=True):
    """A skill that a role requires, from 1 to 5."""

    title: str
    required: int | None = None
    description: str | None = None


class FunctionProfile(Struct, frozen=True, kw_only=True):
    """What a role requires."""

    title: str
    description: str | None = None
    skills: dict[str, Skill] = {}
    note: str | None = None
    formerly: tuple[str, ...] = ()


class SkilledPerson(Struct, frozen=True, kw_only=True):
    """What one of our people can do today; skills from 0 to 5."""

    profile: str | None = None
    skills: dict[str, int] = {}
    note: str | None = None


class Training(Struct, frozen=True, kw_only=True):
    """A training that closes gaps; `cost` in the site's currency."""

    title: str
    skills: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    provider: str | None = None
    cost: Number | None = None
    note: str | None = None
    formerly: tuple[str, ...] = ()


class Profiles(Struct, frozen=True, kw_only=True):
    """The file `programme/profiles.yaml`. `people` are our own, by the id in `staff.yaml`."""

    profiles: dict[str, FunctionProfile] = {}
    people: dict[str, SkilledPerson] = {}
    trainings: dict[str, Training] = {}


class CustomerRow(Struct, frozen=True, kw_only=True):
    """One row of `programme/customers.csv`; amounts in the site's currency, per year."""

    id: str
    name: str
    revenue: Number | None = None
    margin: Number | None = None
    potential: Number | None = None
    country: str | None = None
    industry: str | None = None
    segment: Segment | None = None
    manager: str | None = None
    since: str | None = None
    group: str | None = None
    plan: str | None = None
