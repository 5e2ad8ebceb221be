"""All customers in classes (D30): what an ABC analysis says, as small values that can be kept and drawn.

How it is worked out stands in `classes.py`, which needs the data library; whoever only draws does not.
"""

from msgspec import Struct

from kamsite.model.programme import Abc

MEASURES = ("revenue", "margin", "potential")
CLASSES = ("A", "B", "C")
NO_AMOUNT = "?"
"""Instead of a class: a customer who is in the table, but without an amount."""

USUAL_A, USUAL_B = 0.8, 0.95
"""The usual limits: A makes the first 80 % of the whole, A and B together 95 %."""

MOST_PLANNED = 5_000
"""So many customers with a plan are kept of an analysis; nobody has more plans."""


class Limits(Struct, frozen=True):
    """Up to which share of the whole a customer is A, up to which B; shares from 0 to 1, `b` never below `a`."""

    a: float = USUAL_A
    b: float = USUAL_B


class ClassTotal(Struct, frozen=True):
    """A class: how many customers, what they make together, how many of them have a plan."""

    name: str
    customers: int
    amount: float
    planned: int


class RankedCustomer(Struct, frozen=True):
    """A customer in the order of the amounts. `share` is of the whole, `until` of all down to this one (0 to 1)."""

    rank: int
    id: str
    name: str
    amount: float
    share: float
    until: float
    abc: str
    country: str = ""
    plan: str = ""


class Analysis(Struct, frozen=True, kw_only=True):
    """The ABC analysis of one table by one measure.

    `customers` are those with an amount, `total` what they make; those whose amount is zero or less are among them, in
    class C, and add nothing (`negative` of them are below zero). `missing` have no amount and do not count.
    `curve` is the Pareto curve: shares of customers, the largest first, with their share of the whole, thinned out.
    `for_80` customers make 80 % of the whole; `gini` is the coefficient of the population.
    `rows` are the largest customers, `unplanned` the largest A customers without a plan (`unplanned_total`: how many
    there are, and what they make), `planned` those with one, the largest first.
    """

    by: str
    limits: Limits
    customers: int
    total: float
    missing: int
    negative: int
    classes: tuple[ClassTotal, ...]
    curve: tuple[tuple[float, float], ...]
    for_80: int
    gini: float
    rows: tuple[RankedCustomer, ...]
    unplanned: tuple[RankedCustomer, ...]
    unplanned_total: tuple[int, float]
    planned: tuple[RankedCustomer, ...]


class Move(Struct, frozen=True):
    """A customer in another class than before; "" before for a new one, "" after for one that is gone.

    `NO_AMOUNT` stands for the class of one whose amount is not known.
    """

    id: str
    name: str
    before: str
    after: str
    amount_before: float | None
    amount_after: float | None
    plan: str = ""


class Moves(Struct, frozen=True):
    """Who went from class to class since a table of another time.

    `counts` say how many customers went from which class to which (those that stayed, too); `rows` are the most
    important moves, the largest amount first, `more` how many others there are.
    """

    counts: tuple[tuple[str, str, int], ...]
    rows: tuple[Move, ...]
    more: int


class Earlier(Struct, frozen=True, kw_only=True):
    """The same measure in a table of another time. `label` is its year or its version, `day` when it was committed."""

    label: str
    day: str = ""
    customers: int
    total: float
    gini: float
    for_80: int
    classes: tuple[ClassTotal, ...]
    moves: Moves | None = None


class CustomerBase(Struct, frozen=True, kw_only=True):
    """All that pages tell of all customers: the measure that counts, the others, earlier times (the latest first)."""

    main: Analysis
    others: tuple[Analysis, ...] = ()
    earlier: tuple[Earlier, ...] = ()


def limits_of(rule: Abc | None) -> Limits:
    """The limits of the classes as selection.yaml says, the usual ones where it is silent."""
    a = USUAL_A if rule is None or rule.a_until is None else rule.a_until
    b = USUAL_B if rule is None or rule.b_until is None else rule.b_until
    return Limits(a, max(a, b))
