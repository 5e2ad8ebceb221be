"""The figures of all plans by manager, segment, industry, country and division; each number leads to what it is of."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.keyfigures import PlanFigures, Sums, by_dimension, by_division, sums_of
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import ACCOUNTS, SEGMENTS
from kamsite.render.across.moved import GOAL_WORDS
from kamsite.render.across.shared import deviation
from kamsite.render.blocks import NOTHING, Column, Row, Table
from kamsite.render.desk import Desk

Lead = Callable[[str], str]
"""Where the number of a column leads to; "" stands for the row itself."""
Cell = tuple[float | None, Markup]
_MOST = 100
_NONE = Text("not given", "ohne Angabe")
_REST = Text("and {count} more", "{count} weitere")
_TITLES = {
    "manager": Text("Manager", "Verantwortlich"),
    "segment": Text("Segment", "Segment"),
    "industry": Text("Industry", "Branche"),
    "country": Text("Country", "Land"),
    "division": Text("Account and division", "Kunde und Bereich"),
}
_COLUMNS = {
    "plans": Text("Plans", "Pläne"),
    "revenue": Text("Revenue", "Umsatz"),
    "deviation": Text("To budget", "Zum Budget"),
    "pipeline": Text("Pipeline, weighted", "Pipeline, gewichtet"),
    "deciders": Text("Deciders addressed", "Entscheider angespr."),
    "balance": Text("For / against us", "Für / gegen uns"),
    "goals": Text("Goals", "Ziele"),
    "moved": Text("Better / worse", "Besser / schlechter"),
    "overdue": Text("Overdue", "Überfällig"),
    "complete": Text("Complete", "Vollständig"),
}
STATES = {
    "on_track": (GOAL_WORDS["on_track"], "good"),
    "at_risk": (GOAL_WORDS["at_risk"], "warn"),
    "off_track": (GOAL_WORDS["off_track"], "bad"),
}
# What of the table of all accounts a number leads to.
_ROWS: Mapping[str, Mapping[str, str]] = {
    "revenue": {"sort": "-revenue"},
    "deviation": {"columns": "manager,revenue,deviation", "sort": "deviation"},
    "pipeline": {"sort": "-pipeline"},
    "deciders": {"sort": "-deciders"},
    "balance": {"columns": "manager,deciders,balance", "sort": "balance"},
    "goals": {"columns": "manager,next,risk", "sort": "-risk"},
    "moved": {"columns": "manager,better,worse", "sort": "-worse"},
    "overdue": {"overdue": "1..", "columns": "manager,next,overdue", "sort": "-overdue"},
    "complete": {"sort": "complete"},
}
_COMMERCIAL = frozenset({"revenue", "deviation", "pipeline"})
_PERSONAL = frozenset({"deciders", "balance"})


def dimension_table(desk: Desk, figures: Sequence[PlanFigures], dimension: str, language: Language) -> Table | None:
    """A row for each manager, segment …, the largest revenue first; None where no plan says it."""
    groups = by_dimension(figures, dimension)
    if not any(groups):
        return None
    sums = {name: sums_of(plans) for name, plans in groups.items()}
    ordered = sorted(sums, key=lambda name: (not name, *_largest_first(sums[name]), name))
    keys = _columns_of(desk, sums.values())
    rows = [
        _row(desk, _name(desk, dimension, name, language), sums[name], keys, _to_rows(dimension, name), language)
        for name in ordered[:_MOST]
    ]
    return _table(dimension, keys, rows, len(ordered) - _MOST, language)


def division_table(desk: Desk, figures: Sequence[PlanFigures], language: Language) -> Table | None:
    """Each account that has divisions, the largest revenue first, and below it a row for each of them.

    A row holds what lies below it, too: that of an account is the account as a whole. None without divisions.
    """
    families = by_division(figures)
    if not families:
        return None
    sums = {one.id: (one, sums_of(plans)) for one, plans in families}
    accounts = sorted(
        (name for name, (one, _) in sums.items() if one.parent is None),
        key=lambda name: (*_largest_first(sums[name][1]), name),
    )
    keys = [key for key in _columns_of(desk, [told for _, told in sums.values()]) if key != "plans"]
    rows: list[Row] = []
    for account in accounts[:_MOST]:
        for one, told in sums.values():
            if one.id == account:
                rows.append(_row(desk, one.name, told, keys, _to_rows("whole", account), language))
            elif one.id.startswith(f"{account}/"):
                rows.append(_row(desk, one.name, told, keys, _to_plan(one.id), language, "division"))
    return _table("division", keys, rows, len(accounts) - _MOST, language)


def _largest_first(sums: Sums) -> tuple[float, int]:
    return -(sums.revenue or 0), -sums.count


def _table(dimension: str, keys: Sequence[str], rows: list[Row], rest: int, language: Language) -> Table:
    columns = [Column(_TITLES[dimension].to(language), id=dimension)]
    columns += [Column(_COLUMNS[key].to(language), key not in ("goals", "complete"), id=key) for key in keys]
    if rest > 0:
        group = "whole" if dimension == "division" else dimension
        address = urls.for_rows(urls.PORTFOLIO, ACCOUNTS, group=group)
        rows.append(Row((inline.link(address, _REST.to(language).format(count=rest)), *(NOTHING for _ in keys))))
    return Table(_TITLES[dimension].to(language), tuple(columns), tuple(rows), is_caption_hidden=True, id=dimension)


def _columns_of(desk: Desk, sums: Iterable[Sums]) -> list[str]:
    hidden = set() if any(any(told.moved) for told in sums) else {"moved"}
    if "commercial" not in desk.shows:
        hidden |= _COMMERCIAL
    if "personal" not in desk.shows:
        hidden |= _PERSONAL
    return [key for key in _COLUMNS if key not in hidden]


# -- where numbers lead to ---------------------------------------------------------------------------------------------


def _to_rows(column: str, value: str) -> Lead:
    """To the accounts that the number is made of, in the table of all accounts."""
    return lambda key: urls.for_rows(urls.PORTFOLIO, ACCOUNTS, **{column: value}, **_ROWS.get(key, {}))


def _to_plan(plan: str) -> Lead:
    """To the place in the division's own plan."""
    chapters = {
        "revenue": urls.for_chapter(plan, "strategy", "section-finance"),
        "deviation": urls.for_chapter(plan, "strategy", "section-finance"),
        "pipeline": urls.for_chapter(plan, "strategy", "section-pipeline"),
        "goals": urls.for_chapter(plan, "strategy", "section-goals"),
        "deciders": urls.for_chapter(plan, "people"),
        "balance": urls.for_chapter(plan, "people"),
        "moved": urls.for_versions(plan),
    }
    return lambda key: chapters.get(key, urls.for_account(plan))


# -- rows and cells ----------------------------------------------------------------------------------------------------


def _row(desk: Desk, name: str, sums: Sums, keys: Sequence[str], lead: Lead, language: Language, tone: str = "") -> Row:
    known = _cells(sums, desk, language)
    cells = [inline.link(lead(""), inline.text(name), "plain")]
    for key in keys:
        value, shown = known[key]
        cells.append(NOTHING if value is None else inline.valued(value, inline.link(lead(key), shown, "plain")))
    return Row(tuple(cells), tone=tone)


def _name(desk: Desk, dimension: str, name: str, language: Language) -> str:
    if not name:
        return _NONE.to(language)
    if dimension == "manager":
        return desk.staff[name].name if name in desk.staff else name
    if dimension == "segment":
        return SEGMENTS[name].to(language) if name in SEGMENTS else name
    return formats.country(name, language) if dimension == "country" else name


def _cells(sums: Sums, desk: Desk, language: Language) -> dict[str, Cell]:
    """What each column holds: the value by which rows are put in order, None for an empty cell, and what is shown."""
    addressed = sums.addressed / sums.deciders if sums.deciders else None
    against, friends = sum(sums.attitudes[:2]), sum(sums.attitudes[3:])
    moved = sums.moved[0] - sums.moved[1] if any(sums.moved) else None
    return {
        "plans": (sums.count, inline.text(sums.count)),
        "revenue": _money(sums.revenue, desk, language),
        "deviation": (sums.deviation, deviation(sums.deviation, language)),
        "pipeline": _money(sums.weighted or None, desk, language),
        "deciders": (addressed, inline.text(f"{sums.addressed} / {sums.deciders}")),
        "balance": (sums.balance, inline.text(f"{friends} / {against}")),
        "goals": _goals(sums, language),
        "moved": (moved, inline.text(f"{sums.moved[0]} / {sums.moved[1]}")),
        "overdue": (sums.overdue or None, inline.text(sums.overdue)),
        "complete": (sums.completeness, inline.meter(sums.completeness, language)),
    }


def _money(value: float | None, desk: Desk, language: Language) -> Cell:
    return value, NOTHING if value is None else inline.text(formats.compact(value, desk.settings.currency, language))


def _goals(sums: Sums, language: Language) -> Cell:
    """How many goals stand how, as badges that say it in words, too."""
    marks = []
    for count, (word, tone) in zip(sums.goals, STATES.values(), strict=False):
        if count:
            said = word.to(language)
            marks.append(inline.badge(str(count), tone, said) + inline.visually_hidden(f" {said}"))
    return sums.goals[2] * 1000 + sums.goals[1] if marks else None, inline.span("num", inline.joined(marks, " "))
