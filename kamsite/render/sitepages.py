"""The pages across accounts: portfolio, agenda, contacts, competitors, our people, findings, about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kamsite.diagnostics import SEVERITIES, Finding
from kamsite.language import Language, Text
from kamsite.model.analyses.summary import Summary
from kamsite.render import inline, urls
from kamsite.render.about import Origin, about_sections
from kamsite.render.agendapage import AGENDA_LEAD, agenda_parts
from kamsite.render.blocks import Column, Row, Section, Table
from kamsite.render.competitorspage import COMPETITORS_LEAD, competitors_parts
from kamsite.render.contactspage import CONTACTS_LEAD, contacts_parts
from kamsite.render.contexts import Body
from kamsite.render.desk import ABOUT, AGENDA, COMPETITORS, CONTACTS, FINDINGS, PORTFOLIO, RECENT, STAFF, Desk
from kamsite.render.feed import feed
from kamsite.render.ourpeople import staff_sections
from kamsite.render.portfoliopage import SEVERITY_TONES, portfolio_sections
from kamsite.render.recent import Recent, recent_sections


def site_pages(
    desk: Desk,
    summaries: Sequence[Summary],
    findings: Sequence[Finding],
    origin: Origin,
    recent: Sequence[Recent] = (),
) -> Iterator[tuple[str, str]]:
    """File and HTML of each page across accounts, in each language; `recent` are the newest versions."""
    names = {summary.id: summary.name for summary in summaries}
    for language in desk.languages:
        title = PORTFOLIO.to(language)
        yield _page(desk, language, urls.PORTFOLIO, "portfolio", title, portfolio_sections(desk, summaries, language))
        dates = agenda_parts(desk, summaries, language)
        yield from _parts(desk, language, urls.AGENDA, "agenda", AGENDA, AGENDA_LEAD, dates)
        if desk.shows_contacts:
            parts = contacts_parts(desk, summaries, language)
            yield from _parts(desk, language, urls.CONTACTS, "contacts", CONTACTS, CONTACTS_LEAD, parts)
        if desk.shows_competitors:
            parts = competitors_parts(desk, summaries, language)
            yield from _parts(desk, language, urls.COMPETITORS, "competitors", COMPETITORS, COMPETITORS_LEAD, parts)
        yield _page(desk, language, urls.STAFF, "staff", STAFF.to(language), staff_sections(desk, summaries, language))
        if desk.shows_history:
            sections = recent_sections(desk, recent, names, language)
            yield _page(desk, language, urls.RECENT, "recent", RECENT.to(language), sections)
        if desk.has_feeds:
            told = [(one.account, names.get(one.account, one.account), one) for one in recent]
            title = desk.settings.title or PORTFOLIO.to(language)
            yield feed(desk, urls.FEED, urls.RECENT, title, told, language)
        if desk.shows_findings:
            sections = _findings(desk, summaries, findings, language, origin)
            yield _page(desk, language, urls.FINDINGS, "findings", FINDINGS.to(language), sections)
        yield _page(
            desk, language, urls.ABOUT, "about", ABOUT.to(language), about_sections(desk, summaries, origin, language)
        )


def _parts(
    desk: Desk,
    language: Language,
    page: str,
    kind: str,
    title: Text,
    lead: Text,
    parts: Iterable[tuple[Section, ...]],
) -> Iterator[tuple[str, str]]:
    """The files of a page that may have several parts; the first says what it is about."""
    for part, sections in enumerate(parts, 1):
        said = lead.to(language) if part == 1 else ""
        yield _page(desk, language, urls.for_part(page, part), kind, title.to(language), sections, said, page)


def _page(
    desk: Desk,
    language: Language,
    address: str,
    kind: str,
    title: str,
    sections: Iterable[Section],
    lead: str = "",
    current: str = "",
) -> tuple[str, str]:
    """File and HTML of a page; `current` is the entry of the navigation that it belongs to, where not its own."""
    spot = desk.spot(language, address)
    body = desk.theme.render_body(Body(title, lead, tuple(sections)), language)
    frame = desk.frame(current or address, language, kind, title)
    return spot.file, spot.settle(desk.theme.render_page(frame, body))


def _columns(language: Language, *labels: tuple[str, str, bool]) -> tuple[Column, ...]:
    return tuple(Column(de if language == "de" else en, is_number) for en, de, is_number in labels)


# -- findings ----------------------------------------------------------------------------------------------------------


def _findings(
    desk: Desk, summaries: Sequence[Summary], findings: Sequence[Finding], language: Language, origin: Origin
) -> Iterator[Section]:
    if not findings:
        text = {"de": "Keine Befunde: Alle Pläne sind in Ordnung.", "en": "No findings: all plans are sound."}[language]
        yield Section(urls.identifier("none"), text, ())
        return
    names = {summary.id: summary.name for summary in summaries}
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_plan_of(finding, names), []).append(finding)
    for plan in sorted(groups):
        title = names.get(plan, {"de": "Einstellungen und übrige Dateien", "en": "Settings and other files"}[language])
        columns = _columns(language, ("Severity", "Schwere", False), ("What", "Was", False), ("Where", "Wo", False))
        ordered = sorted(groups[plan], key=lambda f: (-f.severity, f.place))
        rows = tuple(_finding_row(desk, finding, language, origin) for finding in ordered)
        table = Table(title, columns, rows, is_caption_hidden=True)
        yield Section(urls.identifier(plan.replace("/", "-") or "other"), title, (table,))


def _plan_of(finding: Finding, plans: Mapping[str, str]) -> str:
    folder = finding.place.file
    while folder and folder not in plans:
        folder = folder.rpartition("/")[0]
    return folder


def _finding_row(desk: Desk, finding: Finding, language: Language, origin: Origin) -> Row:
    word = SEVERITIES[finding.severity][0].to(language).capitalize()
    severity = inline.badge(word, SEVERITY_TONES[finding.severity.word]) + " " + inline.span("muted", finding.code)
    what = inline.message(finding.message.to(language))
    if finding.hint:
        what += inline.fill('<div class="muted">{}</div>', inline.message(finding.hint.to(language)))
    where = inline.text(str(finding.place))
    if desk.host and finding.place.file in origin.snapshot.files:
        where = inline.outside(desk.host.edit(finding.place.file), where)
    return Row((severity, what, where))
