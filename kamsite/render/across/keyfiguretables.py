"""The figures of all plans by manager, segment, industry or country; each number leads to its accounts."""

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.keyfigures import PlanFigures, Sums, by_dimension, sums_of
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import ACCOUNTS, SEGMENTS
from kamsite.render.across.moved import GOAL_WORDS
from kamsite.render.across.shared import deviation
from kamsite.render.blocks import NOTHING, Column, Row, Table
from kamsite.render.desk import Desk

_MOST = 100
_NONE = Text("not given", "ohne Angabe")
_REST = Text("and {count} more", "{count} weitere")
_TITLES = {
    "manager": Text("Manager", "Verantwortlich"),
    "segment": Text("Segment", "Segment"),
    "industry": Text("Industry", "Branche"),
    "country": Text("Country", "Land"),
}
_COLUMNS = {
    "plans": Text("Plans", "Pläne"),
    "revenue": Text("Revenue", "Umsatz"),
    "deviation": Text("To budget", "Zum Budget"),
    "pipeline": Text("Pipeline, weighted", "Pipeline, gewichtet"),
    "deciders": Text("Deciders addressed", "Entscheider angespr."),
    "balance": Text("For / against us", "Für / gegen uns"),
    "goals": Text("Goals", "Ziele"),
    "overdue": Text("Overdue", "Überfällig"),
    "complete": Text("Complete", "Vollständig"),
}
STATES = {
    "on_track": (GOAL_WORDS["on_track"], "good"),
    "at_risk": (GOAL_WORDS["at_risk"], "warn"),
    "off_track": (GOAL_WORDS["off_track"], "bad"),
}
_COMMERCIAL = frozenset({"revenue", "deviation", "pipeline"})
_PERSONAL = frozenset({"deciders", "balance"})


def dimension_table(desk: Desk, figures: Sequence[PlanFigures], dimension: str, language: Language) -> Table | None:
    """A row for each manager, segment …, the largest revenue first; None where no plan says it."""
    groups = by_dimension(figures, dimension)
    if not any(groups):
        return None
    sums = {name: sums_of(plans) for name, plans in groups.items()}
    ordered = sorted(sums, key=lambda name: (not name, -(sums[name].revenue or 0), -sums[name].count, name))
    keys = [key for key in _COLUMNS if _is_shown(desk, key)]
    columns = [Column(_TITLES[dimension].to(language), id=dimension)]
    columns += [Column(_COLUMNS[key].to(language), key not in ("goals", "complete"), id=key) for key in keys]
    rows = [_row(desk, dimension, name, sums[name], keys, language) for name in ordered[:_MOST]]
    if (rest := len(ordered) - _MOST) > 0:
        address = urls.for_rows(urls.PORTFOLIO, ACCOUNTS, group=dimension)
        rows.append(Row((inline.link(address, _REST.to(language).format(count=rest)), *(NOTHING for _ in keys))))
    return Table(_TITLES[dimension].to(language), tuple(columns), tuple(rows), is_caption_hidden=True, id=dimension)


def _is_shown(desk: Desk, key: str) -> bool:
    return not (
        (key in _COMMERCIAL and "commercial" not in desk.shows) or (key in _PERSONAL and "personal" not in desk.shows)
    )


def _row(desk: Desk, dimension: str, name: str, sums: Sums, keys: Sequence[str], language: Language) -> Row:
    def rows(shown: Markup, **chosen: str) -> Markup:
        return inline.link(urls.for_rows(urls.PORTFOLIO, ACCOUNTS, **{dimension: name}, **chosen), shown, "plain")

    title = rows(inline.text(_name(desk, dimension, name, language)))
    return Row((title, *(_cell(desk, sums, key, partial(rows), language) for key in keys)))


def _name(desk: Desk, dimension: str, name: str, language: Language) -> str:
    if not name:
        return _NONE.to(language)
    if dimension == "manager":
        return desk.staff[name].name if name in desk.staff else name
    if dimension == "segment":
        return SEGMENTS[name].to(language) if name in SEGMENTS else name
    return formats.country(name, language) if dimension == "country" else name


def _cell(desk: Desk, sums: Sums, key: str, rows: "partial[Markup]", language: Language) -> Markup:
    currency = desk.settings.currency
    if key == "plans":
        return inline.valued(sums.count, rows(inline.text(sums.count)))
    if key == "revenue" and sums.revenue is not None:
        shown = inline.text(formats.compact(sums.revenue, currency, language))
        return inline.valued(sums.revenue, rows(shown, sort="-revenue"))
    if key == "deviation" and sums.deviation is not None:
        return inline.valued(
            sums.deviation,
            rows(deviation(sums.deviation, language), columns="manager,revenue,deviation", sort="deviation"),
        )
    if key == "pipeline" and sums.weighted:
        shown = inline.text(formats.compact(sums.weighted, currency, language))
        return inline.valued(sums.weighted, rows(shown, sort="-pipeline"))
    if key == "deciders" and sums.deciders:
        shown = inline.text(f"{sums.addressed} / {sums.deciders}")
        return inline.valued(sums.addressed / sums.deciders, rows(shown, sort="-deciders"))
    if key == "balance" and sums.balance is not None:
        shown = inline.text(f"{sum(sums.attitudes[3:])} / {sum(sums.attitudes[:2])}")
        return inline.valued(sums.balance, rows(shown, columns="manager,deciders,balance", sort="balance"))
    if key == "goals" and any(sums.goals[: len(STATES)]):
        shown = rows(_goals(sums, language), columns="manager,next,risk", sort="-risk")
        return inline.valued(sums.goals[2] * 1000 + sums.goals[1], shown)
    if key == "overdue" and sums.overdue:
        shown = inline.text(sums.overdue)
        return inline.valued(sums.overdue, rows(shown, overdue="1..", columns="manager,next,overdue", sort="-overdue"))
    if key == "complete":
        shown = rows(inline.meter(sums.completeness, language), sort="complete")
        return inline.valued(sums.completeness, shown)
    return NOTHING


def _goals(sums: Sums, language: Language) -> Markup:
    """How many goals stand how, as badges that say it in words, too."""
    marks = []
    for count, (word, tone) in zip(sums.goals, STATES.values(), strict=False):
        if count:
            said = word.to(language)
            marks.append(inline.badge(str(count), tone, said) + inline.visually_hidden(f" {said}"))
    return inline.joined(marks, " ")
