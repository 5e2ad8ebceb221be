"""The portfolio: all accounts at a glance, what is overdue and what comes next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.diagnostics import SEVERITIES, Severity
from kamsite.horizon import day_of
from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import KINDS
from kamsite.model.analyses.summary import Decider, Due, Summary
from kamsite.model.analyses.whitespace import WhiteSpace
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import NOTHING, Column, Figure, FigureRow, Line, Lines, Row, Section, Table
from kamsite.render.desk import Desk
from kamsite.render.navigation import PORTFOLIO
from kamsite.render.powermap.words import ATTITUDES

_TONES = {"green": "good", "amber": "warn", "red": "bad"}
SEVERITY_TONES = {"error": "bad", "warning": "warn", "advice": "info"}
_SEGMENTS = {"key": Text("Key", "Key"), "focus": Text("Focus", "Fokus"), "standard": Text("Standard", "Standard")}
_SEGMENT_TONES = {"key": "key", "focus": "info", "standard": "neutral"}
_GLANCE = Text("At a glance", "Auf einen Blick")
_ALL = Text("All accounts", "Alle Kunden")
_OVERDUE = Text("overdue", "überfällig")
_NEXT_DATES = Text("Next dates", "Nächste Termine")
_LATE = Text("Overdue", "Überfällig")
_MOST_DATES = 10
_ACCOUNTS = Text("Accounts", "Kunden")
_DIVISIONS = Text("with {count} divisions", "mit {count} Bereichen")
_REVENUE = Text("Revenue", "Umsatz")
_LATEST = Text("Revenue, latest", "Umsatz, zuletzt")
_OF_YEARS = Text("of {years}", "aus {years}")
_OTHER_UNITS = Text("{count} in other units, not counted", "{count} in anderen Einheiten, nicht gezählt")
_PIPELINE = Text("Pipeline, weighted", "Pipeline, gewichtet")
_DECIDERS = Text("Deciders", "Entscheider")
_ADDRESSED = Text("Deciders addressed", "Entscheider angesprochen")
_SUPPORT = Text("{count} support us", "{count} auf unserer Seite")
_COMPLETE = Text("Complete", "Vollständig")
_ON_AVERAGE = Text("Complete on average", "Vollständig im Mittel")
_NO_FINDINGS = Text("no findings", "keine Befunde")
_NOBODY = Text("nobody of us", "niemand von uns")
_COLUMNS = {
    "account": Text("Account", "Kunde"),
    "manager": Text("Manager", "Verantwortlich"),
    "next": Text("Next date", "Nächster Termin"),
    "change": Text("Last change", "Letzte Änderung"),
    "findings": Text("Findings", "Befunde"),
}


def portfolio_page(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of all accounts."""
    told = [
        replace(summary, ties=(), contacts=(), rivals=(), deals=(), units=(), white_space=WhiteSpace())
        for summary in content.summaries
    ]
    yield page(PORTFOLIO, told, partial(_sections, content.summaries), as_of=desk.as_of)


def _sections(summaries: Sequence[Summary], desk: Desk, language: Language) -> Iterator[Section]:
    """The sums, all accounts with their divisions, what is overdue and what comes next."""
    accounts = [summary for summary in summaries if summary.parent is None]
    figures = tuple(_totals(desk, accounts, summaries, language))
    yield Section(urls.identifier("glance"), _GLANCE.to(language), (FigureRow(figures),))
    rows = []
    for account in accounts:
        rows.append(Row(tuple(_cells(desk, account, language))))
        inside = [summary for summary in summaries if summary.parent == account.id]
        rows += [Row(tuple(_cells(desk, division, language)), tone="division") for division in inside]
    title = _ALL.to(language)
    table = Table(title, tuple(_columns(desk, language)), tuple(rows), is_caption_hidden=True)
    yield Section(urls.identifier("accounts"), title, (table,))
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
        pipeline = sum(account.pipeline for account in everything)
        yield Figure(_PIPELINE.to(language), inline.text(formats.compact(pipeline, desk.settings.currency, language)))
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


# -- the accounts ------------------------------------------------------------------------------------------------------


def _columns(desk: Desk, language: Language) -> Iterator[Column]:
    yield Column(_COLUMNS["account"].to(language))
    yield Column(_COLUMNS["manager"].to(language))
    if "commercial" in desk.shows:
        yield Column(_REVENUE.to(language), is_number=True)
        yield Column(_PIPELINE.to(language), is_number=True)
    if "personal" in desk.shows:
        yield Column(_DECIDERS.to(language))
    if desk.guides:
        yield Column(_COMPLETE.to(language))
    yield Column(_COLUMNS["next"].to(language))
    yield Column(_COLUMNS["change"].to(language))
    if desk.shows_findings:
        yield Column(_COLUMNS["findings"].to(language))


def _cells(desk: Desk, account: Summary, language: Language) -> Iterator[Markup]:
    yield _name(account, language)
    yield our_person(desk, account.manager)
    if "commercial" in desk.shows:
        yield _revenue_of(desk, account, language)
        pipeline = formats.compact(account.pipeline, desk.settings.currency, language) if account.pipeline else ""
        yield inline.text(pipeline)
    if "personal" in desk.shows:
        yield inline.joined([_decider(account, decider, language) for decider in account.deciders], " ")
    if desk.guides:
        yield inline.meter(account.completeness, language, _TONES[account.light])
    yield _next_date(account, language)
    yield _last_change(desk, account, language)
    if desk.shows_findings:
        yield _counts(account.findings, account.id, language)


def _name(account: Summary, language: Language) -> Markup:
    """The account with its segment and industry below."""
    below = []
    if account.segment in _SEGMENTS:
        below.append(inline.badge(_SEGMENTS[account.segment].to(language), _SEGMENT_TONES[account.segment]))
    if account.industry:
        below.append(inline.text(account.industry))
    name = inline.link(urls.for_account(account.id), inline.text(account.name), "account-name")
    return name + (inline.span("under", inline.joined(below, " ")) if below else NOTHING)


def _revenue_of(desk: Desk, account: Summary, language: Language) -> Markup:
    if account.revenue is None:
        return NOTHING
    unit = account.unit or desk.settings.currency
    shown = inline.text(formats.compact(account.revenue, unit, language))
    return shown + (inline.span("under", account.revenue_year) if account.revenue_year else NOTHING)


def _decider(account: Summary, decider: Decider, language: Language) -> Markup:
    """A decider as a mark whose sign tells the attitude; a dashed one for somebody whom nobody of us addresses."""
    attitude = decider.attitude if decider.attitude in inline.ATTITUDE_SIGNS else "unknown"
    said = f"{decider.name}: {ATTITUDES[attitude].to(language)}"
    if not decider.is_addressed:
        said += f", {_NOBODY.to(language)}"
    css = f"stance stance--{inline.ATTITUDE_TONES.get(attitude, 'muted')}"
    mark = inline.fill(
        '<span class="{}" title="{}"><span aria-hidden="true">{}</span>{}</span>',
        css if decider.is_addressed else f"{css} stance--alone",
        said,
        inline.ATTITUDE_SIGNS[attitude],
        inline.visually_hidden(said),
    )
    return inline.link(urls.for_chapter(account.id, "people", decider.person), mark, "plain")


def _next_date(account: Summary, language: Language) -> Markup:
    coming = next((due for due in account.dues if not due.is_overdue), None)
    shown = []
    if coming is not None:
        link = inline.link(
            urls.for_chapter(account.id, coming.chapter, coming.anchor), inline.text(coming.title), "ref"
        )
        shown.append(inline.fill("{} {}", inline.span("when", inline.day(coming.due, language)), link))
    if late := sum(due.is_overdue for due in account.dues):
        shown.append(inline.badge(f"{late} {_OVERDUE.to(language)}", "bad"))
    return inline.joined(shown, "<br>")


def _last_change(desk: Desk, account: Summary, language: Language) -> Markup:
    if not account.label:
        return NOTHING
    number, _, _ = account.label.partition(" · ")
    label = inline.span("num", number)
    if desk.shows_history and account.commit:
        label = inline.link(urls.for_versions(account.id), label)
    if account.changed:
        label += " " + inline.span("num", inline.day(day_of(*account.changed).isoformat(), language))
    by = account.author if desk.shows_authors else ""
    return label + (inline.span("under", by) if by else NOTHING)


def _counts(counts: Mapping[str, int], anchor: str, language: Language) -> Markup:
    badges = []
    for severity in (Severity.ERROR, Severity.WARNING, Severity.ADVICE):
        if count := counts.get(severity.word):
            text = f"{count} {SEVERITIES[severity][count > 1].to(language)}"
            badges.append(inline.badge(text, SEVERITY_TONES[severity.word]))
    if not badges:
        return inline.badge("✓", "good", _NO_FINDINGS.to(language))
    return inline.link(f"{urls.FINDINGS}#{anchor.replace('/', '-')}", inline.joined(badges, " "), "plain")


def our_person(desk: Desk, name: str | None) -> Markup:
    """One of our own people, linked to whom they cover."""
    if not name:
        return NOTHING
    person = desk.staff.get(name)
    return inline.link(urls.for_staff(name), inline.text(person.name if person else name), "ref")


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
