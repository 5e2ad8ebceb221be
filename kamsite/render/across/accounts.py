"""The portfolio: all accounts at a glance, what is overdue and what comes next."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import KINDS
from kamsite.model.analyses.rollup import deals_across, pipeline_across
from kamsite.model.analyses.summary import Due, Summary
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import ACCOUNTS, account_table, our_person
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import NOTHING, Figure, FigureRow, Line, Lines, Section
from kamsite.render.desk import Desk
from kamsite.render.navigation import PORTFOLIO

_GLANCE = Text("At a glance", "Auf einen Blick")
_ALL = Text("All accounts", "Alle Kunden")
_NEXT_DATES = Text("Next dates", "Nächste Termine")
_LATE = Text("Overdue", "Überfällig")
_MOST_DATES = 10
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
    told = [summary.at_a_glance for summary in content.summaries]
    yield page(PORTFOLIO, told, partial(_sections, content.summaries), as_of=desk.as_of)


def _sections(summaries: Sequence[Summary], desk: Desk, language: Language) -> Iterator[Section]:
    """The sums, all accounts with their divisions, what is overdue and what comes next."""
    accounts = [summary for summary in summaries if summary.parent is None]
    figures = tuple(_totals(desk, accounts, summaries, language))
    yield Section(urls.identifier("glance"), _GLANCE.to(language), (FigureRow(figures),))
    yield Section(urls.identifier(ACCOUNTS), _ALL.to(language), (account_table(desk, summaries, language),))
    yield from _dates(desk, summaries, language)


# -- the sums ----------------------------------------------------------------------------------------------------------


def _totals(
    desk: Desk, accounts: Sequence[Summary], everything: Sequence[Summary], language: Language
) -> Iterator[Figure]:
    divisions = len(everything) - len(accounts)
    remark = inline.text(_DIVISIONS.to(language).format(count=divisions)) if divisions > 1 else NOTHING
    yield Figure(_ACCOUNTS.to(language), inline.text(len(accounts)), remark)
    if "commercial" in desk.shows:
        yield _revenue(desk, accounts, language)
        weighted = pipeline_across(deals_across(everything)).weighted
        yield Figure(_PIPELINE.to(language), inline.text(formats.compact(weighted, desk.settings.currency, language)))
    deciders = [decider for summary in everything for decider in summary.deciders]
    if "personal" in desk.shows and deciders:
        addressed = sum(decider.is_addressed for decider in deciders)
        friends = sum(decider.attitude in ("mentor", "positive") for decider in deciders)
        yield Figure(
            _ADDRESSED.to(language),
            inline.text(f"{addressed} / {len(deciders)}"),
            inline.text(_SUPPORT.to(language).format(count=friends)),
            "good" if addressed == len(deciders) else "warn",
        )
    if accounts and desk.guides:
        mean = sum(account.completeness for account in accounts) / len(accounts)
        yield Figure(_ON_AVERAGE.to(language), inline.share(round(mean, 2), language), inline.bar(mean))


def _revenue(desk: Desk, accounts: Sequence[Summary], language: Language) -> Figure:
    """The sum of the latest revenues; those in other units than the site's currency are named, not added."""
    currency = desk.settings.currency
    known = [account for account in accounts if account.revenue is not None]
    counted = [account for account in known if account.unit in ("", currency)]
    years = sorted({account.revenue_year for account in counted})
    span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
    remarks = [_OF_YEARS.to(language).format(years=span)] if span else []
    if len(known) > len(counted):
        remarks.append(_OTHER_UNITS.to(language).format(count=len(known) - len(counted)))
    revenue = sum(account.revenue or 0 for account in counted)
    return Figure(
        _LATEST.to(language), inline.text(formats.compact(revenue, currency, language)), inline.text("; ".join(remarks))
    )


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
