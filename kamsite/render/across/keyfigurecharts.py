"""The drawings of the dashboard, each with the same as a table."""

from collections.abc import Sequence

from kamsite.language import Language, Text
from kamsite.model.analyses.keyfigures import (
    ATTITUDES as ORDER,
)
from kamsite.model.analyses.keyfigures import (
    PlanFigures,
    by_dimension,
    sums_of,
    top_of,
    years_of,
)
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import ACCOUNTS, SEGMENTS
from kamsite.render.blocks import NOTHING, Column, Drawing, Row, Table
from kamsite.render.charts.amounts import amounts_for
from kamsite.render.charts.balance import BalanceRow, balance
from kamsite.render.charts.bars import Bars, Period, bars
from kamsite.render.charts.waterfall import Step, begins_above_zero, waterfall
from kamsite.render.desk import Desk
from kamsite.render.powermap.words import ATTITUDES

_MOST_YEARS, _MOST_STEPS, _MOST_ROWS = 6, 8, 12
_YEAR = Text("Year", "Jahr")
_ACTUAL, _BUDGET, _FORECAST = Text("Actual", "Ist"), Text("Budget", "Budget"), Text("Forecast", "Vorschau")
_MONEY = Text("All accounts: actual, budget and forecast", "Alle Kunden: Ist, Budget und Vorschau")
_BRIDGE = Text(
    "What made the actual of {year} differ from the budget, account by account",
    "Was das Ist {year} vom Budget unterscheidet, Kunde für Kunde",
)
_ABOVE_ZERO = Text("The axis does not begin at zero.", "Die Achse beginnt nicht bei null.")
_OTHERS = Text("Others", "Übrige")
_ACCOUNT = Text("Account", "Kunde")
_DIFFERENCE = Text("Difference", "Abweichung")
_BALANCE = Text("People by what they think of us", "Personen danach, wie sie zu uns stehen")
_MANAGER = Text("Manager", "Verantwortlich")
_SEGMENT = Text("Segment", "Segment")
_NONE = Text("not given", "ohne Angabe")


def money_drawing(desk: Desk, figures: Sequence[PlanFigures], language: Language) -> Drawing | None:
    """Actual, budget and forecast by year; None where no plan tells of money."""
    years = years_of(figures)[-_MOST_YEARS:]
    if not years:
        return None
    currency = desk.settings.currency
    told = {
        "actual": {year.year: year.actual for year in years if year.actual is not None},
        "plan": {year.year: year.budget for year in years if year.budget is not None},
        "forecast": {year.year: year.forecast for year in years if year.forecast is not None and year.actual is None},
    }
    amounts = amounts_for([value for values in told.values() for value in values.values()], currency, language)
    series = [
        Bars(_ACTUAL.to(language), told["actual"]),
        Bars(_BUDGET.to(language), told["plan"], "plan"),
        Bars(_FORECAST.to(language), told["forecast"], "forecast"),
    ]
    series = [one for one in series if one.values]
    periods = [Period(year.year, year.year) for year in years]
    title = _MONEY.to(language)
    columns = (
        Column(_YEAR.to(language)),
        *(Column(text.to(language), is_number=True) for text in (_ACTUAL, _BUDGET, _FORECAST)),
    )
    rows = tuple(
        Row(
            (
                inline.text(year.year),
                *(
                    inline.number(round(value), language, currency) if value is not None else NOTHING
                    for value in (year.actual, year.budget, year.forecast)
                ),
            )
        )
        for year in years
    )
    said = "; ".join(
        f"{one.name} {year}: {amounts.full(amount)}" for one in series for year, amount in one.values.items()
    )
    table = Table(title, columns, rows, is_caption_hidden=True)
    return Drawing(bars(title, said, periods, series, amounts, room=560), title, table)


def bridge_drawing(desk: Desk, figures: Sequence[PlanFigures], language: Language) -> tuple[str, Drawing] | None:
    """From budget to actual of the last year of which both are known, with that year; the largest differences alone."""
    compared = [(one, year) for one in top_of(figures) for year in one.years if year.actual is not None and year.budget]
    if not compared:
        return None
    last = max(year.year for _, year in compared)
    differing = [(one, (year.actual or 0) - (year.budget or 0), year) for one, year in compared if year.year == last]
    ordered = sorted(differing, key=lambda item: (-abs(item[1]), item[0].id))
    chosen = sorted(ordered[:_MOST_STEPS], key=lambda item: -item[1])
    others = sum(amount for _, amount, _ in ordered[_MOST_STEPS:])
    currency = desk.settings.currency
    start = sum(year.budget or 0 for _, _, year in differing)
    end = sum(year.actual or 0 for _, _, year in differing)
    steps = [
        Step(one.name, amount, urls.for_chapter(one.id, "strategy", "section-finance")) for one, amount, _ in chosen
    ]
    steps += [Step(_OTHERS.to(language), others)] if len(ordered) > _MOST_STEPS else []
    amounts = amounts_for([start, end], currency, language)
    title = _BRIDGE.to(language).format(year=last)
    said = "; ".join(f"{step.name}: {amounts.full(step.amount)}" for step in steps)
    ends = ((_BUDGET.to(language), start), (_ACTUAL.to(language), end))
    picture = waterfall(title, said, ends, steps, amounts)
    heads = (_ACCOUNT, _BUDGET, _ACTUAL, _DIFFERENCE)
    columns = tuple(Column(one.to(language), is_number=place > 0) for place, one in enumerate(heads))
    rows = tuple(
        Row(
            (
                inline.link(urls.for_chapter(one.id, "strategy", "section-finance"), inline.text(one.name)),
                *(
                    inline.number(round(value), language, currency)
                    for value in (year.budget or 0, year.actual or 0, amount)
                ),
            )
        )
        for one, amount, year in ordered[:100]
    )
    caption = f"{title}. {_ABOVE_ZERO.to(language)}" if begins_above_zero((start, end), steps) else title
    return last, Drawing(picture, caption, Table(title, columns, rows, is_caption_hidden=True))


def attitude_drawing(desk: Desk, figures: Sequence[PlanFigures], language: Language) -> Drawing:
    """How many are for us and against us by manager, or by segment where there are many managers."""
    managers = by_dimension(figures, "manager")
    dimension = "manager" if len(managers) <= _MOST_ROWS else "segment"
    groups = by_dimension(figures, dimension)
    title, legend = _BALANCE.to(language), [ATTITUDES[one].to(language) for one in ORDER]
    rows, lines = [], []
    for name in sorted(groups, key=lambda one: (not one, -len(groups[one]), one)):
        counts = sums_of(groups[name]).attitudes
        if not sum(counts):
            continue
        shown = _named(desk, dimension, name, language)
        address = urls.for_rows(urls.PORTFOLIO, ACCOUNTS, **{dimension: name})
        tip = f"{shown}: " + ", ".join(f"{word} {count}" for word, count in zip(legend, counts, strict=True) if count)
        rows.append(BalanceRow(shown, counts, tip, address))
        lines.append(Row((inline.link(address, inline.text(shown)), *(inline.text(count) for count in counts))))
    head = (_MANAGER if dimension == "manager" else _SEGMENT).to(language)
    columns = (Column(head), *(Column(word, is_number=True) for word in legend))
    table = Table(title, columns, tuple(lines), is_caption_hidden=True)
    return Drawing(balance(title, "; ".join(row.tip for row in rows), rows, legend), title, table)


def _named(desk: Desk, dimension: str, name: str, language: Language) -> str:
    if not name:
        return _NONE.to(language)
    if dimension == "manager":
        return desk.staff[name].name if name in desk.staff else name
    return SEGMENTS[name].to(language) if name in SEGMENTS else name
