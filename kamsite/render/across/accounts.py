"""The portfolio: all accounts at a glance, what is overdue and what comes next."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import KINDS
from kamsite.model.analyses.keyfigures import PlanFigures, sums_of, top_of, years_of
from kamsite.model.analyses.summary import Due, Summary
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import ACCOUNTS, account_table, our_person
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import NOTHING, Figure, FigureRow, Line, Lines, Section
from kamsite.render.charts.sparkline import sparkline
from kamsite.render.desk import Desk
from kamsite.render.navigation import PORTFOLIO

_GLANCE = Text("At a glance", "Auf einen Blick")
_ALL = Text("All accounts", "Alle Kunden")
_NEXT_DATES = Text("Next dates", "Nächste Termine")
_LATE = Text("Overdue", "Überfällig")
_MOST_DATES, _MOST_YEARS = 10, 6
_COURSE = Text("Revenue and budget by year", "Umsatz und Budget nach Jahr")
_ACCOUNTS = Text("Accounts", "Kunden")
_DIVISIONS = Text("with {count} divisions", "mit {count} Bereichen")
_LATEST = Text("Revenue, latest", "Umsatz, zuletzt")
_OF_YEARS = Text("of {years}", "aus {years}")
_OTHER_UNITS = Text("{count} in other units, not counted", "{count} in anderen Einheiten, nicht gezählt")
_PIPELINE = Text("Pipeline, weighted", "Pipeline, gewichtet")
_ADDRESSED = Text("Deciders addressed", "Entscheider angesprochen")
_SUPPORT = Text("{count} support us", "{count} auf unserer Seite")
_ON_AVERAGE = Text("Complete on average", "Vollständig im Mittel")


def portfolio_page(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of all accounts."""
    told = [summary.at_a_glance for summary in content.summaries], content.figures
    yield page(PORTFOLIO, told, partial(_sections, content.summaries, content.figures), as_of=desk.as_of)


def _sections(
    summaries: Sequence[Summary], figures: Sequence[PlanFigures], desk: Desk, language: Language
) -> Iterator[Section]:
    """The sums, all accounts with their divisions, what is overdue and what comes next."""
    accounts = [summary for summary in summaries if summary.parent is None]
    totals = FigureRow(tuple(_totals(desk, accounts, summaries, figures, language)))
    yield Section(urls.identifier("glance"), _GLANCE.to(language), (totals,))
    table = account_table(desk, summaries, {one.id: one for one in figures}, language)
    yield Section(urls.identifier(ACCOUNTS), _ALL.to(language), (table,))
    yield from _dates(desk, summaries, language)


# -- the sums ----------------------------------------------------------------------------------------------------------


def _totals(
    desk: Desk,
    accounts: Sequence[Summary],
    everything: Sequence[Summary],
    figures: Sequence[PlanFigures],
    language: Language,
) -> Iterator[Figure]:
    """The sums, each with a link to what it is made of."""
    sums = sums_of(figures)
    divisions = len(everything) - len(accounts)
    remark = inline.text(_DIVISIONS.to(language).format(count=divisions)) if divisions > 1 else NOTHING
    yield Figure(_ACCOUNTS.to(language), inline.link(f"#{ACCOUNTS}", inline.text(len(accounts)), "plain"), remark)
    if "commercial" in desk.shows:
        yield _revenue(desk, accounts, figures, language)
        weighted = inline.text(formats.compact(sums.weighted, desk.settings.currency, language))
        is_linked = desk.shows_pipeline
        yield Figure(_PIPELINE.to(language), inline.link(urls.PIPELINE, weighted, "plain") if is_linked else weighted)
    if "personal" in desk.shows and sums.deciders:
        friends = sum(decider.attitude in ("mentor", "positive") for one in everything for decider in one.deciders)
        yield Figure(
            _ADDRESSED.to(language),
            _rows(inline.text(f"{sums.addressed} / {sums.deciders}"), "-deciders"),
            inline.text(_SUPPORT.to(language).format(count=friends)),
            "good" if sums.addressed == sums.deciders else "warn",
        )
    if accounts and desk.guides:
        share = _rows(inline.share(round(sums.completeness, 2), language), "complete")
        yield Figure(_ON_AVERAGE.to(language), share, inline.bar(sums.completeness))


def _rows(shown: Markup, sort: str) -> Markup:
    return inline.link(urls.for_rows(urls.PORTFOLIO, ACCOUNTS, sort=sort), shown, "plain")


def _revenue(desk: Desk, accounts: Sequence[Summary], figures: Sequence[PlanFigures], language: Language) -> Figure:
    """The sum of the latest revenues and their course; those in other units than the site's currency are named."""
    currency = desk.settings.currency
    latest = [year for one in top_of(figures) if (year := one.latest)]
    others = sum(one.revenue is not None and one.unit not in ("", currency) for one in accounts)
    years = sorted({year.year for year in latest})
    span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
    remarks = [_OF_YEARS.to(language).format(years=span)] if span else []
    remarks += [_OTHER_UNITS.to(language).format(count=others)] if others else []
    course = years_of(figures)[-_MOST_YEARS:]
    line = sparkline(
        _COURSE.to(language),
        {year.year: year.actual for year in course if year.actual is not None},
        {year.year: year.budget for year in course if year.budget is not None},
    )
    revenue = inline.text(formats.compact(sum(year.actual or 0 for year in latest), currency, language))
    address = urls.KEY_FIGURES if desk.guides else urls.for_rows(urls.PORTFOLIO, ACCOUNTS, sort="-revenue")
    remark = inline.text("; ".join(remarks)) + line
    return Figure(_LATEST.to(language), inline.link(address, revenue, "plain"), remark)


# -- dates -------------------------------------------------------------------------------------------------------------


def _dates(desk: Desk, summaries: Sequence[Summary], language: Language) -> Iterator[Section]:
    dues = sorted(
        ((due, summary) for summary in summaries for due in summary.dues), key=lambda pair: (pair[0].due, pair[1].id)
    )
    late = [pair for pair in dues if pair[0].is_overdue]
    coming = [(due, summary) for due, summary in dues if not due.is_overdue and due.due >= desk.as_of.isoformat()]
    for name, title, chosen in (("late", _LATE, late), ("dates", _NEXT_DATES, coming)):
        if chosen:
            lines = Lines(tuple(_lines(desk, chosen[:_MOST_DATES], language)))
            yield Section(urls.identifier(name), title.to(language), (lines,), is_half=bool(late and coming))


def _lines(desk: Desk, chosen: Iterable[tuple[Due, Summary]], language: Language) -> Iterator[Line]:
    for due, summary in chosen:
        account = inline.link(urls.for_account(summary.id), inline.text(summary.name), "ref")
        facts = [account, inline.text(KINDS[due.kind].to(language))]
        if due.owner:
            facts.append(our_person(desk, due.owner))
        yield Line(
            inline.link(urls.for_chapter(summary.id, due.chapter, due.anchor), inline.text(due.title)),
            inline.day(due.due, language),
            tuple(facts),
            tone="late" if due.is_overdue else "",
        )
