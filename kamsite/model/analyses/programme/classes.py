"""How all customers are put into classes: over a frame of rows, a million of them in a second.

The only door to the data library, and imported only where there are tables of customers to be counted. Amounts are
counted in whole hundredths (or coarser where their sum would not fit), so that sums and limits are exact and the same
on every machine.
"""

from fractions import Fraction
from math import ceil
from typing import Any

import polars as pl

from kamsite.model.analyses.programme.abc import (
    CLASSES,
    MEASURES,
    MOST_PLANNED,
    NO_AMOUNT,
    Analysis,
    ClassTotal,
    Earlier,
    Limits,
    Move,
    Moves,
    RankedCustomer,
)
from kamsite.model.programme import CustomerRow

MOST_ROWS = 2_000
MOST_UNPLANNED = 500
MOST_MOVES = 500
POINTS = 160
"""A curve has about so many points; more cannot be told apart in a drawing."""

_CHUNK = 100_000
_LARGEST_SUM = 4 * 10**18
_MOST_DIGITS = 2
_SCHEMA: dict[str, type[pl.DataType]] = {
    "id": pl.String,
    "name": pl.String,
    "country": pl.String,
    "plan": pl.String,
    **dict.fromkeys(MEASURES, pl.Float64),
}


class Gathering:
    """Rows of a table on their way into a frame; their texts do not stay in memory as objects of their own."""

    def __init__(self) -> None:
        self._chunks: list[pl.DataFrame] = []
        self._rows: list[tuple[str | float | None, ...]] = []

    def add(self, row: CustomerRow) -> None:
        """Takes a row."""
        self._rows.append((row.id, row.name, row.country, row.plan, row.revenue, row.margin, row.potential))
        if len(self._rows) >= _CHUNK:
            self._pack()

    def frame(self) -> pl.DataFrame:
        """All rows so far: id, name, country, plan and the measures."""
        self._pack()
        return pl.concat(self._chunks) if self._chunks else pl.DataFrame(schema=_SCHEMA)

    def _pack(self) -> None:
        if self._rows:
            columns = list(zip(*self._rows, strict=True))
            series = [
                pl.Series(name, column, kind, strict=False)
                for (name, kind), column in zip(_SCHEMA.items(), columns, strict=True)
            ]
            self._chunks.append(pl.DataFrame(series))
            self._rows = []


def ranked(frame: pl.DataFrame, by: str, limits: Limits) -> pl.DataFrame:
    """The customers that have an amount, the largest first and those of one amount by id, each with its class.

    Adds `count` (the amount in whole units, 0 where it is below), `until` (their running sum) and `abc`. The customer
    with which a limit is reached still belongs to the better class.
    """
    known = frame.filter(pl.col(by).is_not_null()).sort([by, "id"], descending=[True, False], maintain_order=True)
    scale = 10.0 ** _digits(known[by])
    counted = (pl.col(by).clip(0) * scale).round().cast(pl.Int64)
    known = known.with_columns(counted.alias("count")).with_columns(pl.col("count").cum_sum().alias("until"))
    total = int(known["count"].sum())
    a, b = (ceil(Fraction(str(limit)) * total) for limit in (limits.a, limits.b))
    before = pl.col("until") - pl.col("count")
    abc = (
        pl.when(pl.col("count") == 0)
        .then(pl.lit("C"))
        .when(before < a)
        .then(pl.lit("A"))
        .when(before < b)
        .then(pl.lit("B"))
        .otherwise(pl.lit("C"))
    )
    return known.with_columns(abc.alias("abc"))


def _digits(amounts: pl.Series) -> int:
    """How many decimals can be counted so that the sum fits into a whole number of 64 bits; fewer than none: tens."""
    total = float(amounts.clip(0).sum() or 0)
    digits = _MOST_DIGITS
    while total * 10.0**digits > _LARGEST_SUM:
        digits -= 1
    return digits


def analysis_of(frame: pl.DataFrame, by: str, limits: Limits) -> Analysis | None:
    """The ABC analysis by a measure; None where no customer has any."""
    return _analysis(ranked(frame, by, limits), frame.height, by, limits)


def _analysis(customers: pl.DataFrame, rows: int, by: str, limits: Limits) -> Analysis | None:
    total = int(customers["count"].sum())
    if not total:
        return None
    scale = 10.0 ** _digits(customers[by])
    numbered = customers.with_row_index("rank", offset=1)
    unplanned = numbered.filter((pl.col("abc") == "A") & pl.col("plan").is_null())
    count = customers.height
    return Analysis(
        by=by,
        limits=limits,
        customers=count,
        total=total / scale,
        missing=rows - count,
        negative=int((customers[by] < 0).sum()),
        classes=_totals(customers, scale),
        curve=_curve(customers["until"], total),
        for_80=_first_with(customers["until"], ceil(Fraction(4, 5) * total)),
        gini=gini_of(customers["count"]),
        rows=_rows(numbered.head(MOST_ROWS), by, total),
        unplanned=_rows(unplanned.head(MOST_UNPLANNED), by, total),
        unplanned_total=(unplanned.height, int(unplanned["count"].sum()) / scale),
        planned=_rows(numbered.filter(pl.col("plan").is_not_null()).head(MOST_PLANNED), by, total),
    )


def _totals(customers: pl.DataFrame, scale: float) -> tuple[ClassTotal, ...]:
    totals = []
    for name in CLASSES:
        inside = customers.filter(pl.col("abc") == name)
        planned = int(inside["plan"].is_not_null().sum())
        totals.append(ClassTotal(name, inside.height, int(inside["count"].sum()) / scale, planned))
    return tuple(totals)


def _first_with(until: pl.Series, amount: int) -> int:
    """How many customers it takes until their sum reaches an amount."""
    return int(until.search_sorted(amount, side="left")) + 1


def _curve(until: pl.Series, total: int) -> tuple[tuple[float, float], ...]:
    """The Pareto curve: dense at its beginning, where it is steep."""
    count = until.len()
    wanted = {round(count * (step / POINTS) ** 2) for step in range(1, POINTS + 1)} | set(range(1, 11))
    places = sorted(place for place in wanted if 0 < place <= count)
    sums = until.gather([place - 1 for place in places]).to_list()
    return ((0.0, 0.0), *((round(p / count, 6), round(s / total, 6)) for p, s in zip(places, sums, strict=True)))


def gini_of(counts: pl.Series) -> float:
    """The Gini coefficient of the population, from 0 (all alike) to almost 1 (one has all)."""
    ascending = counts.sort().cast(pl.Float64)
    count, total = ascending.len(), float(ascending.sum())
    if not count or not total:
        return 0.0
    places = pl.int_range(1, count + 1, eager=True)
    weighted = float((places * (ascending / total)).sum())
    return round(2 * weighted / count - (count + 1) / count, 9) + 0.0


def _rows(customers: pl.DataFrame, by: str, total: int) -> tuple[RankedCustomer, ...]:
    return tuple(
        RankedCustomer(
            row["rank"],
            row["id"],
            row["name"],
            row[by],
            round(row["count"] / total, 6),
            round(row["until"] / total, 6),
            row["abc"],
            row["country"] or "",
            row["plan"] or "",
        )
        for row in customers.iter_rows(named=True)
    )


def earlier_of(
    now: pl.DataFrame, then: pl.DataFrame, by: str, limits: Limits, label: str, day: str = "", *, has_moves: bool = True
) -> Earlier | None:
    """The same measure in a table of another time, with who went from class to class since; None without amounts."""
    before = ranked(then, by, limits)
    found = _analysis(before, then.height, by, limits)
    if found is None:
        return None
    return Earlier(
        label=label,
        day=day,
        customers=found.customers,
        total=found.total,
        gini=found.gini,
        for_80=found.for_80,
        classes=found.classes,
        moves=_moves(now, then, by, limits) if has_moves else None,
    )


def _moves(now: pl.DataFrame, then: pl.DataFrame, by: str, limits: Limits) -> Moves:
    """Who went from class to class. Only ids, classes and amounts are joined: names are many letters."""
    ours, theirs = (_classes(frame, by, limits) for frame in (now, then))
    both = ours.join(theirs, on="id", how="full", suffix="_before", coalesce=True)
    both = both.with_columns(pl.col("abc").fill_null(""), pl.col("abc_before").fill_null(""))
    counts = both.group_by("abc_before", "abc").len().sort("abc_before", "abc")
    # A newcomer in C is no news, and neither is one that left from there.
    small = ["", NO_AMOUNT, "C"]
    is_small = pl.col("abc").is_in(small) & pl.col("abc_before").is_in(small)
    is_news = (pl.col("abc") != pl.col("abc_before")) & ~is_small
    # From class to class first: who came or left may only be missing in a table.
    is_move = pl.col("abc").is_in(CLASSES) & pl.col("abc_before").is_in(CLASSES)
    large = pl.max_horizontal(pl.col("amount").fill_null(0), pl.col("amount_before").fill_null(0))
    told = both.filter(is_news).with_columns(large.alias("large"), is_move.alias("is_move"))
    told = told.sort(["is_move", "large", "id"], descending=[True, True, False])
    first = told.head(MOST_MOVES)
    names = {row["id"]: row for frame in (then, now) for row in _named(frame, first["id"])}
    rows = tuple(
        Move(id_, names[id_]["name"], then, abc, amount_then, amount, names[id_]["plan"] or "")
        for id_, abc, amount, then, amount_then in first.drop("large", "is_move").iter_rows()
    )
    return Moves(tuple(counts.iter_rows()), rows, max(0, told.height - MOST_MOVES))


def _classes(frame: pl.DataFrame, by: str, limits: Limits) -> pl.DataFrame:
    """The class and the amount of every customer by id."""
    known = ranked(frame, by, limits).select("id", "abc", pl.col(by).alias("amount"))
    others = frame.filter(pl.col(by).is_null()).select("id", pl.lit(NO_AMOUNT).alias("abc"), pl.col(by).alias("amount"))
    return pl.concat([known, others])


def _named(frame: pl.DataFrame, ids: pl.Series) -> list[dict[str, Any]]:
    return frame.filter(pl.col("id").is_in(ids.implode())).select("id", "name", "plan").to_dicts()


def drift_between(now: pl.DataFrame, then: pl.DataFrame) -> tuple[str, int, float] | None:
    """Whether two tables seem to count in different units: the measure, customers in both, how much larger now.

    The typical customer (the median of the ratios) of the two tables is looked at.
    """
    both = now.join(then, on="id", how="inner", suffix="_then")
    for measure in MEASURES:
        ours, theirs = pl.col(measure), pl.col(f"{measure}_then")
        ratios = both.filter((ours > 0) & (theirs > 0)).select((ours / theirs).alias("ratio"))["ratio"]
        if ratios.len() < _ENOUGH:
            continue
        ratio = float(ratios.to_frame().select(pl.col("ratio").median()).item())
        if ratio >= _OTHER_UNIT or ratio <= 1 / _OTHER_UNIT:
            return measure, ratios.len(), ratio
    return None


_ENOUGH = 5
_OTHER_UNIT = 50.0
"""No market makes the typical customer so many times larger from one table to the next; another unit does."""
