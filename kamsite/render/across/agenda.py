"""What is due at all customers: overdue first, by owner, then month by month; the same as calendar files."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import KINDS
from kamsite.model.analyses.summary import Due, Summary
from kamsite.model.folder import PROGRAMME
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import our_person
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, other_parts, page, parts_of
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Choice,
    ChoiceGroup,
    Choices,
    Column,
    Group,
    Line,
    Lines,
    Note,
    Row,
    Section,
    Table,
)
from kamsite.render.calendars import PlanDates, account_calendars, site_calendars, unknown_time
from kamsite.render.desk import Desk
from kamsite.render.navigation import AGENDA

PER_PAGE = 1000
_SHOW = Text("Show only", "Nur anzeigen")
_KIND = Text("Kind", "Art")
_ALL = Text("Everything", "Alles")
_LATE = Text("Overdue", "Überfällig")
_NO_OWNER = Text("Without an owner", "Ohne Verantwortliche")
_BY_OWNER = Text("By owner", "Nach Verantwortlichen")
_OWNER = Text("Owner", "Verantwortlich")
_SOON = Text("Next 30 days", "Nächste 30 Tage")
_LATER = Text("Later", "Später")
_NEXT = Text("Next date", "Nächster Termin")
_CALENDARS = Text("Calendar files", "Kalenderdateien")
_CALENDAR_HELP = Text(
    "Open a file in Outlook or another calendar program to take these dates over; all of them are whole days. When the "
    "plans change, open it again: dates that moved move, none is there twice.",
    "Öffnen Sie eine Datei in Outlook oder einem anderen Kalenderprogramm, um diese Termine zu übernehmen; alle sind "
    "ganztägig. Haben sich die Pläne geändert, öffnen Sie die Datei erneut: Verschobenes verschiebt sich, nichts steht "
    "doppelt da.",
)
_OF = Text("Dates of", "Termine von")
_EVERYBODY = Text("All customers", "Alle Kunden")
_BELOW = Text("Further down", "Weiter unten")
_NOTHING_DUE = Text(
    "Nothing is due: no plan has an open date. Give goals and actions a `due` in strategy.yaml; they then stand here.",
    "Nichts ist fällig: Kein Plan hat einen offenen Termin. Geben Sie Zielen und Maßnahmen in strategy.yaml ein `due`; "
    "dann stehen sie hier.",
)
_SOON_DAYS = 30
Dated = tuple[Due, Summary]


def agenda_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there is more than fits on one."""
    today = desk.as_of.isoformat()
    dues = [(due, s) for s in content.dated for due in s.dues if due.is_overdue or due.due >= today]
    dues.sort(key=lambda dated: _order(desk, dated))
    chunks = [dues[start : start + PER_PAGE] for start in range(0, len(dues), PER_PAGE)] or [[]]
    for part, chunk in enumerate(chunks, 1):
        # What stands below the months of the first part tells of all of them.
        everything = dues if part == 1 else []
        told = [(due, summary.id, summary.name) for due, summary in everything or chunk]
        files = [(summary.id, summary.name) for summary in content.dated if summary.dues and everything]
        draw = partial(_sections, chunk, everything, content.dated, (part, len(chunks)))
        yield page(AGENDA, (part, len(chunks), told, files), draw, part, desk.as_of)


def _sections(
    chunk: Sequence[Dated],
    everything: Sequence[Dated],
    summaries: Sequence[Summary],
    place: tuple[int, int],
    desk: Desk,
    language: Language,
) -> Iterator[Section]:
    """What can be chosen, the dates, and on the first part of the page who has how much to do."""
    if not chunk:
        note = Note(inline.message(_NOTHING_DUE.to(language)))
        yield Section(urls.identifier("everything"), AGENDA.title.to(language), (note,))
        return
    pages = parts_of(AGENDA, *place, language)
    further = (_further(language),) if everything else ()
    choices = Choices(_SHOW.to(language), (_kinds(chunk, language), *further, *pages))
    yield Section(urls.identifier("everything"), _SHOW.to(language), (choices,))
    yield from _dates(desk, chunk, language)
    if everything:
        yield _owners(desk, everything, language)
        yield _files(summaries, language)
    yield from other_parts(pages, language)


def _order(desk: Desk, dated: Dated) -> tuple[object, ...]:
    """What is overdue comes first, by owner; everything else by day."""
    due, summary = dated
    by = (due.owner == "", _name(desk, due.owner).casefold(), due.owner) if due.is_overdue else ()
    return not due.is_overdue, by, due.due, summary.id, due.title, due.entry


def _name(desk: Desk, owner: str) -> str:
    member = desk.staff.get(owner)
    return member.name if member else owner


# -- the dates ---------------------------------------------------------------------------------------------------------


def _dates(desk: Desk, chunk: Sequence[Dated], language: Language) -> Iterator[Section]:
    """What is overdue by owner, then a section for each month."""
    late = [dated for dated in chunk if dated[0].is_overdue]
    if late:
        groups = tuple(
            Group(_owner_title(desk, owner, language), (_lines(desk, tuple(some), language),), _anchor(owner))
            for owner, some in groupby(late, key=lambda dated: dated[0].owner)
        )
        yield Section(urls.identifier("overdue"), _LATE.to(language), groups)
    coming = (dated for dated in chunk if not dated[0].is_overdue)
    for month, some in groupby(coming, key=lambda dated: dated[0].due[:7]):
        title = formats.period(month, language)
        yield Section(urls.identifier(f"month-{month}"), title, (_lines(desk, tuple(some), language),))


def _owner_title(desk: Desk, owner: str, language: Language) -> str:
    return _name(desk, owner) if owner else _NO_OWNER.to(language)


def _anchor(owner: str) -> str:
    return f"overdue-{owner}" if owner else "overdue-nobody"


def _lines(desk: Desk, dates: Iterable[Dated], language: Language) -> Lines:
    return Lines(tuple(_line(desk, due, summary, language) for due, summary in dates))


def _line(desk: Desk, due: Due, summary: Summary, language: Language) -> Line:
    facts = [
        inline.link(urls.for_account(summary.id), inline.text(summary.name), "ref"),
        inline.span(f"is-{due.kind}", KINDS[due.kind].to(language)),
    ]
    if due.owner and not due.is_overdue:
        facts.append(our_person(desk, due.owner))
    return Line(
        inline.link(urls.for_chapter(summary.id, due.chapter, due.anchor), inline.text(due.title)),
        inline.day(due.due, language),
        tuple(facts),
        tone="late" if due.is_overdue else "",
    )


def _kinds(chunk: Sequence[Dated], language: Language) -> ChoiceGroup:
    """Everything, or only what is of one kind; with how many there are on the page."""
    counts = Counter(due.kind for due, _ in chunk)
    named = [(_ALL.to(language), "all", len(chunk))]
    named += [(KINDS[kind].to(language), kind, counts[kind]) for kind in KINDS if counts[kind]]
    return ChoiceGroup(
        _KIND.to(language),
        tuple(
            Choice(inline.fill("{} {}", word, inline.span("num", str(count))), id=f"only-{name}")
            for word, name, count in named
        ),
    )


def _further(language: Language) -> ChoiceGroup:
    """Ways to what stands below the months."""
    below = (("owners", _BY_OWNER), ("calendars", _CALENDARS))
    choices = tuple(Choice(inline.text(text.to(language)), "", urls.link(f"#{name}")) for name, text in below)
    return ChoiceGroup(_BELOW.to(language), choices)


# -- by owner ----------------------------------------------------------------------------------------------------------


def _owners(desk: Desk, dues: Sequence[Dated], language: Language) -> Section:
    """How much each of us has to do, those with most overdue first."""
    by_owner: dict[str, list[Dated]] = {}
    for dated in dues:
        by_owner.setdefault(dated[0].owner, []).append(dated)
    counted = {owner: Counter(_when(desk, due) for due, _ in some) for owner, some in by_owner.items()}
    ordered = sorted(counted, key=lambda o: (-counted[o]["late"], -counted[o]["soon"], _name(desk, o).casefold(), o))
    rows = tuple(_owner_row(desk, owner, counted[owner], by_owner[owner], language) for owner in ordered)
    labels = (_OWNER, _LATE, _SOON, _LATER, _NEXT)
    names = ("owner", "late", "soon", "later", "next")
    columns = tuple(Column(text.to(language), 0 < place < 4, names[place]) for place, text in enumerate(labels))
    title = _BY_OWNER.to(language)
    table = Table(title, columns, rows, is_caption_hidden=True, id="owners")
    return Section(urls.identifier("owners"), title, (table,))


def _when(desk: Desk, due: Due) -> str:
    if due.is_overdue:
        return "late"
    return "soon" if (date.fromisoformat(due.due) - desk.as_of).days <= _SOON_DAYS else "later"


def _owner_row(desk: Desk, owner: str, counts: Counter[str], dues: Sequence[Dated], language: Language) -> Row:
    cells = [our_person(desk, owner) if owner else inline.span("muted", _NO_OWNER.to(language))]
    for when in ("late", "soon", "later"):
        shown: Markup = inline.text(counts[when]) if counts[when] else NOTHING
        cells.append(inline.badge(str(counts[when]), "bad") if when == "late" and shown else shown)
    coming = next(((due, summary) for due, summary in dues if not due.is_overdue), None)
    cells.append(_coming(*coming, language) if coming else NOTHING)
    return Row(tuple(cells))


def _coming(due: Due, summary: Summary, language: Language) -> Markup:
    link = inline.link(urls.for_chapter(summary.id, due.chapter, due.anchor), inline.text(due.title), "ref")
    return inline.fill("{} {}", inline.day(due.due, language, "when"), link)


# -- calendar files ----------------------------------------------------------------------------------------------------


def calendar_files(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The calendar files of all customers and of the programme, in each language; none where nothing has a date."""
    plans = tuple(PlanDates(one.id, one.name, one.changed, one.dues) for one in content.dated if one.dues)
    if plans:
        is_undated = any(plan.changed is None for plan in plans)
        as_of = unknown_time(desk.as_of) if is_undated else None
        yield SharedFiles(urls.for_calendar(), plans, partial(site_calendars, plans=plans), as_of)
        if own := [plan for plan in plans if plan.id == PROGRAMME]:
            yield SharedFiles(urls.for_calendar(PROGRAMME), own, partial(account_calendars, plans=own), as_of)


def _by_account(summaries: Sequence[Summary]) -> Iterator[tuple[Summary, list[Summary]]]:
    """Each account with its divisions."""
    inside: dict[str, list[Summary]] = {}
    for summary in summaries:
        inside.setdefault(summary.id.partition("/")[0], []).append(summary)
    for own in inside.values():
        yield own[0], own


def _files(summaries: Sequence[Summary], language: Language) -> Section:
    """Links to the calendar files."""
    accounts = [account for account, own in _by_account(summaries) if any(summary.dues for summary in own)]
    choices = [Choice(inline.text(_EVERYBODY.to(language)), "", urls.link(urls.for_calendar()))]
    choices += [Choice(inline.text(one.name), "", urls.link(urls.for_calendar(one.id))) for one in accounts]
    title = _CALENDARS.to(language)
    files = Choices(title, (ChoiceGroup(_OF.to(language), tuple(choices)),))
    blocks: tuple[Block, ...] = (Note(inline.message(_CALENDAR_HELP.to(language))), files)
    return Section(urls.identifier("calendars"), title, blocks)
