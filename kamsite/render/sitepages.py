"""The pages across accounts: portfolio, our people, findings, about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from kamsite import __version__
from kamsite.diagnostics import SEVERITIES, Finding, Severity
from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import KINDS
from kamsite.model.analyses.summary import Due, Summary
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.blocks import (
    NOTHING,
    Column,
    Fact,
    Facts,
    Figure,
    FigureRow,
    Note,
    Row,
    Section,
    Table,
)
from kamsite.render.contexts import Body
from kamsite.render.desk import ABOUT, FINDINGS, PORTFOLIO, STAFF, Desk
from kamsite.render.ourpeople import staff_sections
from kamsite.source.snapshot import Snapshot

_TONES = {"green": "good", "amber": "warn", "red": "bad"}
_SEVERITY_TONES = {"error": "bad", "warning": "warn", "advice": "info"}
_SEGMENTS = {"key": Text("Key", "Key"), "focus": Text("Focus", "Fokus"), "standard": Text("Standard", "Standard")}
_SEGMENT_TONES = {"key": "key", "focus": "info", "standard": "neutral"}
_OVERDUE = Text("overdue", "überfällig")
_NEXT_DATES = Text("Next dates", "Nächste Termine")
_LATE = Text("Overdue", "Überfällig")
_MOST_DATES = 12


@dataclass(frozen=True, slots=True)
class Origin:
    """What the site was built from, for the about page. `uncommitted` are files that differ from the commit."""

    snapshot: Snapshot
    as_of: date
    edition: str
    theme: str
    uncommitted: tuple[str, ...] = ()


def site_pages(
    desk: Desk, summaries: Sequence[Summary], findings: Sequence[Finding], origin: Origin
) -> Iterator[tuple[str, str]]:
    """File and HTML of each page across accounts, in each language."""
    for language in desk.languages:
        title = desk.settings.title or PORTFOLIO.to(language)
        yield _page(desk, language, urls.PORTFOLIO, "portfolio", title, _portfolio(desk, summaries, language))
        yield _page(desk, language, urls.STAFF, "staff", STAFF.to(language), staff_sections(desk, summaries, language))
        if desk.shows_findings:
            sections = _findings(desk, summaries, findings, language, origin)
            yield _page(desk, language, urls.FINDINGS, "findings", FINDINGS.to(language), sections)
        yield _page(desk, language, urls.ABOUT, "about", ABOUT.to(language), _about(desk, summaries, origin, language))


def _page(
    desk: Desk, language: Language, address: str, kind: str, title: str, sections: Iterable[Section]
) -> tuple[str, str]:
    spot = desk.spot(language, address)
    body = desk.theme.render_body(Body(title, "", tuple(sections)), language)
    frame = desk.frame(spot, language, kind, title)
    return spot.file, desk.theme.render_page(frame, spot.settle(body))


def _columns(language: Language, *labels: tuple[str, str, bool]) -> tuple[Column, ...]:
    return tuple(Column(de if language == "de" else en, is_number) for en, de, is_number in labels)


# -- portfolio ---------------------------------------------------------------------------------------------------------


def _portfolio(desk: Desk, summaries: Sequence[Summary], language: Language) -> Iterator[Section]:
    accounts = [summary for summary in summaries if summary.parent is None]
    yield Section(
        urls.identifier("glance"),
        {"de": "Auf einen Blick", "en": "At a glance"}[language],
        (FigureRow(tuple(_totals(desk, accounts, summaries, language))),),
    )
    columns = list(
        _columns(
            language, ("Account", "Kunde", False), ("Manager", "Verantwortlich", False), ("Segment", "Segment", False)
        )
    )
    has_money = "commercial" in desk.shows
    if has_money:
        columns += _columns(language, ("Revenue", "Umsatz", True), ("Pipeline, weighted", "Pipeline, gewichtet", True))
    if desk.guides:
        columns += _columns(language, ("Complete", "Vollständig", False))
    columns += _columns(language, ("Next date", "Nächster Termin", False), ("Last change", "Letzte Änderung", False))
    if desk.shows_findings:
        columns += _columns(language, ("Findings", "Befunde", False))
    rows = []
    for account in accounts:
        rows.append(Row(tuple(_account_cells(desk, account, language, has_money))))
        inside = [summary for summary in summaries if summary.parent == account.id]
        rows.extend(
            Row(tuple(_account_cells(desk, division, language, has_money)), tone="division") for division in inside
        )
    title = {"de": "Alle Kunden", "en": "All accounts"}[language]
    yield Section(
        urls.identifier("accounts"), title, (Table(title, tuple(columns), tuple(rows), is_caption_hidden=True),)
    )
    yield from _dates(desk, summaries, language)


def _totals(
    desk: Desk, accounts: Sequence[Summary], everything: Sequence[Summary], language: Language
) -> Iterator[Figure]:
    yield Figure({"de": "Kunden", "en": "Accounts"}[language], inline.text(len(accounts)))
    if "commercial" in desk.shows:
        revenue = sum(account.revenue or 0 for account in accounts)
        pipeline = sum(account.pipeline for account in everything)
        currency = desk.settings.currency
        yield Figure(
            {"de": "Umsatz, zuletzt", "en": "Revenue, latest"}[language],
            inline.text(formats.compact(revenue, currency, language)),
        )
        yield Figure(
            {"de": "Pipeline, gewichtet", "en": "Pipeline, weighted"}[language],
            inline.text(formats.compact(pipeline, currency, language)),
        )
    if "personal" in desk.shows:
        deciders = sum(summary.deciders for summary in everything)
        covered = sum(summary.covered_deciders for summary in everything)
        if deciders:
            tone = "good" if covered == deciders else "warn"
            yield Figure(
                {"de": "Entscheider angesprochen", "en": "Deciders addressed"}[language],
                inline.text(f"{covered} / {deciders}"),
                tone=tone,
            )
    if accounts and desk.guides:
        mean = sum(account.completeness for account in accounts) / len(accounts)
        yield Figure(
            {"de": "Vollständig im Mittel", "en": "Complete on average"}[language],
            inline.share(round(mean, 2), language),
            inline.meter(mean, language),
        )


def _account_cells(desk: Desk, account: Summary, language: Language, has_money: bool) -> Iterator[Markup]:
    yield inline.link(urls.for_account(account.id), inline.text(account.name), "account-name")
    yield _our_person(desk, account.manager)
    yield (
        inline.badge(_SEGMENTS[account.segment].to(language), _SEGMENT_TONES[account.segment])
        if account.segment in _SEGMENTS
        else NOTHING
    )
    if has_money:
        currency = desk.settings.currency
        yield (
            inline.text(formats.compact(account.revenue, currency, language))
            if account.revenue is not None
            else NOTHING
        )
        yield inline.text(formats.compact(account.pipeline, currency, language)) if account.pipeline else NOTHING
    if desk.guides:
        yield inline.meter(account.completeness, language, _TONES[account.light])
    coming = [due for due in account.dues if not due.is_overdue]
    shown = [_date(account, coming[0], language)] if coming else []
    if late := sum(1 for due in account.dues if due.is_overdue):
        shown.append(inline.badge(f"{late} {_OVERDUE.to(language)}", "bad"))
    yield inline.joined(shown, "<br>")
    yield _last_change(desk, account, language)
    if desk.shows_findings:
        yield _counts(account.findings, account.id, language)


def _date(account: Summary, due: Due, language: Language) -> Markup:
    when = inline.time(due.due, language)
    link = inline.link(urls.for_chapter(account.id, due.chapter, due.anchor), inline.text(due.title))
    return inline.fill("{}: {}", when, link)


def _last_change(desk: Desk, account: Summary, language: Language) -> Markup:
    if not account.label:
        return NOTHING
    label = inline.text(account.label)
    if desk.shows_history and account.commit:
        label = inline.link(urls.for_versions(account.id), label)
    shown = inline.span("version", label)
    if account.changed:
        shown += Markup("<br>") + inline.span("muted", formats.moment(*account.changed, language))
    if account.author and desk.shows_authors:
        shown += inline.span("muted", f" · {inline.text(account.author)}")
    return shown


def _counts(counts: Mapping[str, int], anchor: str, language: Language) -> Markup:
    badges = []
    for severity in (Severity.ERROR, Severity.WARNING, Severity.ADVICE):
        if count := counts.get(severity.word):
            text = f"{count} {SEVERITIES[severity][count > 1].to(language)}"
            badges.append(inline.badge(text, _SEVERITY_TONES[severity.word]))
    if not badges:
        return inline.badge("✓", "good", {"de": "keine Befunde", "en": "no findings"}[language])
    return inline.link(f"{urls.FINDINGS}#{anchor.replace('/', '-')}", inline.joined(badges, " "), "plain")


def _our_person(desk: Desk, name: str | None) -> Markup:
    if not name:
        return NOTHING
    person = desk.staff.get(name)
    return inline.link(urls.for_staff(name), inline.text(person.name if person else name), "ref")


def _dates(desk: Desk, summaries: Sequence[Summary], language: Language) -> Iterator[Section]:
    dues = [(due, summary) for summary in summaries for due in summary.dues]
    late = sorted(((d, s) for d, s in dues if d.is_overdue), key=lambda pair: (pair[0].due, pair[1].id))
    coming = sorted(
        ((d, s) for d, s in dues if not d.is_overdue and d.due >= desk.as_of.isoformat()),
        key=lambda pair: (pair[0].due, pair[1].id),
    )
    for name, title, chosen in (("late", _LATE, late), ("dates", _NEXT_DATES, coming)):
        if not chosen:
            continue
        rows = tuple(
            Row(
                (
                    inline.time(due.due, language),
                    inline.link(urls.for_account(summary.id), inline.text(summary.name)),
                    inline.link(urls.for_chapter(summary.id, due.chapter, due.anchor), inline.text(due.title)),
                    inline.text(KINDS[due.kind].to(language)),
                    _our_person(desk, due.owner),
                ),
                tone="late" if due.is_overdue else "",
            )
            for due, summary in chosen[:_MOST_DATES]
        )
        columns = _columns(
            language,
            ("When", "Termin", False),
            ("Account", "Kunde", False),
            ("What", "Was", False),
            ("Kind", "Art", False),
            ("Owner", "Verantwortlich", False),
        )
        yield Section(
            urls.identifier(name),
            title.to(language),
            (Table(title.to(language), columns, rows, is_caption_hidden=True),),
        )


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
    severity = inline.badge(word, _SEVERITY_TONES[finding.severity.word]) + " " + inline.span("muted", finding.code)
    what = inline.message(finding.message.to(language))
    if finding.hint:
        what += inline.fill('<div class="muted">{}</div>', inline.message(finding.hint.to(language)))
    where = inline.text(str(finding.place))
    if desk.host and finding.place.file in origin.snapshot.files:
        where = inline.outside(desk.host.edit(finding.place.file), where)
    return Row((severity, what, where))


# -- about -------------------------------------------------------------------------------------------------------------


def _about(desk: Desk, summaries: Sequence[Summary], origin: Origin, language: Language) -> Iterator[Section]:
    de = language == "de"
    facts = []
    commit = origin.snapshot.commit
    if commit is not None:
        mark = inline.text(commit.short)
        if desk.host and desk.shows_history:
            mark = inline.outside(desk.host.commit(commit.id), mark)
        facts.append(Fact("Commit", inline.span("commit", mark)))
        facts.append(
            Fact(
                "Festgeschrieben am" if de else "Committed on",
                inline.text(formats.moment(commit.time, commit.offset, language)),
            )
        )
    if origin.uncommitted and desk.shows_files:
        names = inline.joined([inline.text(file) for file in origin.uncommitted], "<br>")
        facts.append(Fact("Noch nicht festgeschrieben" if de else "Not committed yet", names))
    facts.append(
        Fact("Beurteilt zum Stand vom" if de else "Judged as of", inline.time(origin.as_of.isoformat(), language))
    )
    if origin.edition and desk.shows_findings:
        facts.append(Fact("Ausgabe" if de else "Edition", inline.text(origin.edition)))
    facts.append(Fact("Pläne" if de else "Plans", inline.text(len(summaries))))
    if desk.settings.lead and desk.guides:
        facts.append(Fact("Ansprechpartner" if de else "Whom to ask", _our_person(desk, desk.settings.lead)))
    facts.append(Fact("Gebaut mit" if de else "Built with", inline.text(f"kamsite {__version__}")))
    yield Section(
        urls.identifier("built"),
        "Woraus diese Seiten gebaut sind" if de else "What these pages are built from",
        (Facts(tuple(facts)),),
    )
    if desk.settings.company_mission:
        title = (
            f"{'Mission von' if de else 'Mission of'} {desk.settings.company}" if desk.settings.company else "Mission"
        )
        note = Note(inline.text(desk.settings.company_mission), "info")
        yield Section(urls.identifier("mission"), title, (note,))
