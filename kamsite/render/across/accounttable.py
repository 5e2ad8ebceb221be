"""The table of all accounts, with their divisions: what stands in its columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.diagnostics import SEVERITIES, Severity
from kamsite.horizon import day_of
from kamsite.language import Language, Text
from kamsite.model.analyses.keyfigures import PlanFigures, balance_of
from kamsite.model.analyses.moves import QUARTER, start_of
from kamsite.model.analyses.summary import Decider, Summary
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.shared import deviation
from kamsite.render.blocks import NOTHING, Column, Row, Table
from kamsite.render.desk import Desk
from kamsite.render.powermap.words import ATTITUDES

Cell = Callable[[Summary], Markup]
ACCOUNTS = "accounts"
"""The table in addresses: `urls.for_rows`."""
SEGMENTS = {"key": Text("Key", "Key"), "focus": Text("Focus", "Fokus"), "standard": Text("Standard", "Standard")}
SEVERITY_TONES = {"error": "bad", "warning": "warn", "advice": "info"}
SEGMENT_TONES = {"key": "key", "focus": "info", "standard": "neutral"}
_TONES = {"green": "good", "amber": "warn", "red": "bad"}
_ALL = Text("All accounts", "Alle Kunden")
_OVERDUE = Text("overdue", "überfällig")
_NO_FINDINGS = Text("no findings", "keine Befunde")
_NOBODY = Text("nobody of us", "niemand von uns")
_ACCOUNT = Text("Account", "Kunde")
_DIVISION = Text("Division", "Bereich")
_KINDS = {"account": _ACCOUNT, "division": _DIVISION}
# An error comes before any number of warnings.
_WEIGHTS = {"error": 1_000_000, "warning": 1000, "advice": 1}
_COLUMNS = {
    "account": _ACCOUNT,
    "manager": Text("Manager", "Verantwortlich"),
    "revenue": Text("Revenue", "Umsatz"),
    "pipeline": Text("Pipeline, weighted", "Pipeline, gewichtet"),
    "deciders": Text("Deciders", "Entscheider"),
    "complete": Text("Complete", "Vollständig"),
    "next": Text("Next date", "Nächster Termin"),
    "change": Text("Last change", "Letzte Änderung"),
    "findings": Text("Findings", "Befunde"),
    "segment": Text("Segment", "Segment"),
    "industry": Text("Industry", "Branche"),
    "country": Text("Country", "Land"),
    "kind": Text("Account or division", "Kunde oder Bereich"),
    "whole": Text("Account as a whole", "Kunde als Ganzes"),
    "deviation": Text("To budget", "Zum Budget"),
    "balance": Text("For / against us", "Für / gegen uns"),
    "risk": Text("Goals at risk", "Gefährdete Ziele"),
    "better": Text("Got better since {day}", "Besser seit {day}"),
    "worse": Text("Got worse since {day}", "Schlechter seit {day}"),
    "overdue": Text("Overdue", "Überfällig"),
    "questions": Text("Open questions", "Offene Fragen"),
}


def account_table(
    desk: Desk, summaries: Sequence[Summary], figures: Mapping[str, PlanFigures], language: Language
) -> Table:
    """All accounts, each with its divisions below it; readers can sort, filter and group them. `figures` go by plan."""
    columns = tuple(_columns(desk, summaries, figures, language))
    below: dict[str, list[Summary]] = {}
    for summary in summaries:
        below.setdefault(summary.parent or "", []).append(summary)

    def rows(parent: str) -> Iterator[Row]:
        for one in below.get(parent, ()):
            yield Row(tuple([cell(one) for _, cell in columns]), tone="division" if parent else "")
            yield from rows(one.id)

    heads = tuple(column for column, _ in columns)
    return Table(_ALL.to(language), heads, tuple(rows("")), is_caption_hidden=True, id=ACCOUNTS)


def _columns(
    desk: Desk, summaries: Sequence[Summary], figures: Mapping[str, PlanFigures], language: Language
) -> Iterator[tuple[Column, Cell]]:
    """The columns, each with what draws its cells."""
    currency = desk.settings.currency

    day = formats.period(start_of(desk.as_of, QUARTER).isoformat(), language)

    def column(name: str) -> Column:
        return Column(_COLUMNS[name].to(language).format(day=day), id=name)

    yield column("account"), lambda one: _name(one, language)
    yield replace(column("manager"), is_choice=True), lambda one: manager_of(desk, one)
    if "commercial" in desk.shows:
        money = {"is_number": True, "unit": formats.symbol(currency, language)}
        yield replace(column("revenue"), sum="whole", **money), lambda one: _revenue(one, currency, language)
        yield (
            replace(column("pipeline"), sum="own", **money),
            lambda one: _money(figures[one.id].weighted, currency, language),
        )
    if "personal" in desk.shows:
        yield column("deciders"), lambda one: _deciders(one, language)
    if desk.guides:
        yield column("complete"), lambda one: _complete(one, language)
    yield column("next"), lambda one: _next_date(one, language)
    yield column("change"), lambda one: _last_change(desk, one, language)
    if desk.shows_findings:
        yield column("findings"), lambda one: _counts(one.findings, one.id, language)
    names = {one.id: one.name for one in summaries}
    for name, (is_there, cell) in _extras(names, language).items():
        if any(is_there(summary) for summary in summaries):
            yield replace(column(name), is_extra=True, is_choice=True), cell
    for name, number in _numbers(desk, figures, language).items():
        if any(number(summary) for summary in summaries):
            yield replace(column(name), is_extra=True, is_number=True), number


def _extras(names: Mapping[str, str], language: Language) -> Mapping[str, tuple[Callable[[Summary], object], Cell]]:
    """What stands elsewhere in the table already, to filter and to group by; with whether an account has it.

    `names` are those of plans by id.
    """
    return {
        "segment": (lambda one: one.segment, lambda one: segment_of(one, language)),
        "industry": (lambda one: one.industry, lambda one: inline.text(one.industry or "")),
        "country": (lambda one: one.country, lambda one: _country(one.country, language)),
        "whole": (
            lambda one: one.parent,
            lambda one: inline.valued(one.account, inline.text(names.get(one.account, one.account))),
        ),
        "kind": (lambda one: one.parent, lambda one: _word("division" if one.parent else "account", _KINDS, language)),
    }


def _numbers(desk: Desk, figures: Mapping[str, PlanFigures], language: Language) -> Mapping[str, Cell]:
    """What the key figures tell of accounts, as far as the edition shows it."""
    found: dict[str, Cell] = {}
    if "commercial" in desk.shows:
        found["deviation"] = lambda one: _deviation(figures[one.id], language)
    if desk.shows_contacts:
        found["balance"] = lambda one: _balance(figures[one.id])
    found["risk"] = lambda one: _count(sum(figures[one.id].goals[1:3]))
    found["better"] = lambda one: _count(figures[one.id].moved[0])
    found["worse"] = lambda one: _count(figures[one.id].moved[1])
    found["overdue"] = lambda one: _count(sum(due.is_overdue for due in one.dues))
    found["questions"] = lambda one: _count(one.open_questions)
    return found


def _deviation(one: PlanFigures, language: Language) -> Markup:
    share = one.latest.deviation if one.latest else None
    return inline.valued(share, deviation(share, language)) if share is not None else NOTHING


def _balance(one: PlanFigures) -> Markup:
    """How many are for us and against us; ordered by what people think of us on average."""
    mean = balance_of(one.attitudes)
    if mean is None:
        return NOTHING
    return inline.valued(mean, f"{sum(one.attitudes[3:])} / {sum(one.attitudes[:2])}")


def _word(value: str | None, words: Mapping[str, Text], language: Language) -> Markup:
    return inline.valued(value, words[value].to(language)) if value and value in words else NOTHING


def segment_of(account: Summary, language: Language) -> Markup:
    """The segment as a value to filter and group by."""
    return _word(account.segment, SEGMENTS, language)


def _country(code: str | None, language: Language) -> Markup:
    return inline.valued(code, formats.country(code, language)) if code else NOTHING


def _count(count: int) -> Markup:
    return inline.text(count) if count else NOTHING


def _name(account: Summary, language: Language) -> Markup:
    """The account with its segment and industry below."""
    below = []
    if account.segment in SEGMENTS:
        below.append(inline.badge(SEGMENTS[account.segment].to(language), SEGMENT_TONES[account.segment]))
    if account.industry:
        below.append(inline.text(account.industry))
    name = inline.link(urls.for_account(account.id), inline.text(account.name), "account-name")
    return name + (inline.span("under", inline.joined(below, " ")) if below else NOTHING)


def manager_of(desk: Desk, account: Summary) -> Markup:
    """Who of us is in charge, as a value to filter and group by."""
    return inline.valued(account.manager, our_person(desk, account.manager)) if account.manager else NOTHING


def _revenue(account: Summary, currency: str, language: Language) -> Markup:
    """The latest revenue and its year; one in another unit than the others cannot be compared, so it has no value."""
    if account.revenue is None:
        return NOTHING
    if account.unit in ("", currency):
        shown = _money(account.revenue, currency, language)
    else:
        shown = inline.text(formats.compact(account.revenue, account.unit, language))
    return shown + (inline.span("under", account.revenue_year) if account.revenue_year else NOTHING)


def _money(value: float, currency: str, language: Language) -> Markup:
    return inline.valued(value, inline.text(formats.compact(value, currency, language))) if value else NOTHING


def _complete(account: Summary, language: Language) -> Markup:
    return inline.meter(account.completeness, language, _TONES[account.light])


def _deciders(account: Summary, language: Language) -> Markup:
    """The deciders as marks; ordered by how many nobody of us addresses."""
    if not account.deciders:
        return NOTHING
    marks = inline.joined([_decider(account, decider, language) for decider in account.deciders], " ")
    return inline.valued(sum(not decider.is_addressed for decider in account.deciders), marks)


def _decider(account: Summary, decider: Decider, language: Language) -> Markup:
    """A decider as a mark whose sign tells the attitude; a dashed one for somebody whom nobody of us addresses."""
    attitude = decider.attitude if decider.attitude in inline.ATTITUDE_SIGNS else "unknown"
    said = f"{decider.name}: {ATTITUDES[attitude].to(language)}"
    if not decider.is_addressed:
        said += f", {_NOBODY.to(language)}"
    css = f"stance stance--{inline.ATTITUDE_TONES.get(attitude, 'muted')}"
    return inline.fill(
        '<a class="{}" href="{}" title="{}"><i aria-hidden="true">{}</i></a>',
        css if decider.is_addressed else f"{css} stance--alone",
        urls.link(urls.for_chapter(account.id, "people", decider.person)),
        said,
        inline.ATTITUDE_SIGNS[attitude],
    )


def _next_date(account: Summary, language: Language) -> Markup:
    coming = next((due for due in account.dues if not due.is_overdue), None)
    shown = []
    if coming is not None:
        link = inline.link(
            urls.for_chapter(account.id, coming.chapter, coming.anchor), inline.text(coming.title), "ref"
        )
        shown.append(inline.fill("{} {}", inline.day(coming.due, language, "when"), link))
    if late := sum(due.is_overdue for due in account.dues):
        shown.append(inline.badge(f"{late} {_OVERDUE.to(language)}", "bad"))
    return inline.joined(shown, "<br>")


def _last_change(desk: Desk, account: Summary, language: Language) -> Markup:
    if not account.label:
        return NOTHING
    number, _, _ = account.label.partition(" · ")
    label = inline.span("num", number)
    if desk.shows_history and account.commit:
        label = inline.link(urls.for_versions(account.id), inline.text(number), "num")
    if account.changed:
        label += " " + inline.day(day_of(*account.changed).isoformat(), language, "num")
    by = account.author if desk.shows_authors else ""
    return label + (inline.span("under", by) if by else NOTHING)


def _counts(counts: Mapping[str, int], anchor: str, language: Language) -> Markup:
    badges = []
    for severity in (Severity.ERROR, Severity.WARNING, Severity.ADVICE):
        if count := counts.get(severity.word):
            text = f"{count} {SEVERITIES[severity][count > 1].to(language)}"
            badges.append(inline.badge(text, SEVERITY_TONES[severity.word]))
    if not badges:
        return inline.valued(0, inline.badge("✓", "good", _NO_FINDINGS.to(language)))
    shown = inline.link(f"{urls.FINDINGS}#{anchor.replace('/', '-')}", inline.joined(badges, " "), "plain")
    return inline.valued(sum(counts.get(word, 0) * weight for word, weight in _WEIGHTS.items()), shown)


def our_person(desk: Desk, name: str | None) -> Markup:
    """One of our own people, linked to whom they cover: not all of us stand there where readers are no colleagues."""
    if not name:
        return NOTHING
    person = desk.staff.get(name)
    if not desk.guides:
        return inline.text(person.name if person else name)
    return inline.link(urls.for_staff(name), inline.text(person.name if person else name), "ref")
