"""What we do not know yet at all customers (D44): open questions, overdue first, by owner and by account."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.analyses.asking import AskedQuestion, UnknownCount
from kamsite.model.analyses.summary import Summary
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import our_person
from kamsite.render.across.content import Content
from kamsite.render.across.shared import Named, SharedFiles, choices_in, group_row, other_parts, page, parts_of
from kamsite.render.blocks import (
    NOTHING,
    ChoiceGroup,
    Choices,
    Column,
    Figure,
    FigureRow,
    Note,
    Prose,
    Row,
    Section,
    Table,
)
from kamsite.render.chapters import CHAPTER_TITLES
from kamsite.render.desk import Desk
from kamsite.render.navigation import OPEN_QUESTIONS

# A row is some 700 bytes.
PER_PAGE = 1000
_MOST_GAPS = 15
_GLANCE = Text("At a glance", "Auf einen Blick")
_OPEN = Text("Open questions", "Offene Fragen")
_AT = Text("at {count} accounts and divisions", "bei {count} Kunden und Bereichen")
_STATES = {
    "late": Text("Overdue", "Überfällig"),
    "due": Text("To be found out", "Noch herauszufinden"),
    "undated": Text("Without a date", "Ohne Termin"),
}
_NO_OWNER = Text("Without an owner", "Ohne Verantwortliche")
_GAPS = Text("Values marked as unknown", "Als unbekannt vermerkte Angaben")
_KNOW_LEAST = Text("What we know least about", "Worüber wir am wenigsten wissen")
_KNOW_LEAST_HELP = Text(
    "Values that the teams marked as not yet known. Turn those that matter into questions with an owner and a date.",
    "Angaben, die die Teams als noch nicht bekannt vermerkt haben. Machen Sie aus den wichtigen Fragen mit "
    "Verantwortlichen und Termin.",
)
_BY_OWNER = Text("By owner", "Nach Verantwortlichen")
_BY_ACCOUNT = Text("By account", "Nach Kunden")
_COLUMNS = {
    "question": Text("Question", "Frage"),
    "account": Text("Account", "Kunde"),
    "owner": Text("Owner", "Verantwortlich"),
    "due": Text("Due", "Bis"),
    "next": Text("Next step", "Nächster Schritt"),
    "state": Text("State", "Stand"),
    "next_due": Text("Next date", "Nächster Termin"),
    "open": Text("Open", "Offen"),
    "late": Text("Overdue", "Überfällig"),
    "unknown": Text("Unknown values", "Unbekannte Angaben"),
    "what": Text("What", "Was"),
    "plans": Text("Plans", "Pläne"),
}
# The address of the table: `urls.rows_of`.
_TABLE = "questions"
_PICKED = frozenset({"account", "owner", "state"})
_SHOW = Text("Show only", "Nur anzeigen")
_STATE = Text("State", "Stand")
_ALL = Text("Everything", "Alles")
_NONE = Text(
    "No plan has an open question, and none marks a value as unknown. Is everything known? Write down questions under "
    "`open_questions` in strategy.yaml; they then stand here.",
    "Kein Plan hat eine offene Frage, und keiner vermerkt eine Angabe als unbekannt. Ist wirklich alles bekannt? "
    "Schreiben Sie Fragen unter `open_questions` in strategy.yaml auf; dann stehen sie hier.",
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, whose it is, and when: one of `_STATES`."""

    question: AskedQuestion
    plan: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class _Account:
    """A plan with how many questions are open and overdue, and how many values are marked as unknown."""

    plan: str
    name: str
    open: int
    late: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Owner:
    """One of us (nobody: "") with how many questions are open and overdue, and when the next one is due."""

    owner: str
    open: int
    late: int
    coming: str


@dataclass(frozen=True, slots=True)
class _Gap:
    """What is marked as unknown, by chapter, section and key: how often, and in how many plans."""

    chapter: str
    section: str
    key: str
    count: int
    plans: int


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the first part of the page tells of all plans."""

    asked: int
    plans: int
    late: int
    alone: int
    undated: int
    unknown: int
    owners: tuple[_Owner, ...]
    gaps: tuple[_Gap, ...]


def question_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there are more questions and accounts than fit on one."""
    asked = sorted(_asked(content.summaries, desk.as_of), key=_order)
    accounts = sorted(
        _accounts(content.summaries, asked), key=lambda one: (-one.late, -one.open, -one.unknown, one.plan)
    )
    entries: list[_Asked | _Account] = [*asked, *accounts]
    chunks = [entries[start : start + PER_PAGE] for start in range(0, len(entries), PER_PAGE)] or [[]]
    for part, chunk in enumerate(chunks, 1):
        sums = _sums(desk, asked, content.summaries) if part == 1 else None
        draw = partial(_sections, chunk, sums, (part, len(chunks)))
        yield page(OPEN_QUESTIONS, (part, len(chunks), chunk, sums), draw, part)


def _asked(summaries: Sequence[Summary], today: date) -> Iterator[_Asked]:
    for summary in summaries:
        for question in summary.questions:
            due = last_day(question.due)
            state = "undated" if due is None else "late" if due < today else "due"
            yield _Asked(question, summary.id, summary.name, state)


def _order(one: _Asked) -> tuple[object, ...]:
    return [*_STATES].index(one.state), one.question.due, one.plan, one.question.entry


def _accounts(summaries: Sequence[Summary], asked: Sequence[_Asked]) -> Iterator[_Account]:
    counts = Counter(one.plan for one in asked)
    late = Counter(one.plan for one in asked if one.state == "late")
    for summary in summaries:
        unknown = sum(one.count for one in summary.unknown)
        if counts[summary.id] or unknown:
            yield _Account(summary.id, summary.name, counts[summary.id], late[summary.id], unknown)


def _sums(desk: Desk, asked: Sequence[_Asked], summaries: Sequence[Summary]) -> _Sums:
    gaps: dict[tuple[str, str, str], list[int]] = {}
    for summary in summaries:
        for one in summary.unknown:
            gaps.setdefault(_place_of(desk, one), []).append(one.count)
    found = [_Gap(*place, sum(counts), len(counts)) for place, counts in gaps.items()]
    found.sort(key=lambda gap: (-gap.count, gap.chapter, gap.section, gap.key))
    return _Sums(
        asked=len(asked),
        plans=len({one.plan for one in asked}),
        late=sum(one.state == "late" for one in asked),
        alone=sum(not one.question.owner for one in asked),
        undated=sum(one.state == "undated" for one in asked),
        unknown=sum(gap.count for gap in found),
        owners=tuple(_owners(desk, asked)),
        gaps=tuple(found[:_MOST_GAPS]),
    )


def _place_of(desk: Desk, one: UnknownCount) -> tuple[str, str, str]:
    """Where a value stands, without the ids of entries around it: what is no key of the schema is one."""
    section = desk.fields[one.chapter].properties.get(one.section) if one.chapter in desk.fields else None
    return one.chapter, one.section, one.key if section and _named(section, one.key) else ""


def _named(field: Field, key: str) -> Field | None:
    """The field of a key somewhere below another one."""
    if key in field.properties:
        return field.properties[key]
    inside = (*field.properties.values(), field.entry, field.item)
    return next((found for one in inside if one is not None and (found := _named(one, key))), None)


def _owners(desk: Desk, asked: Sequence[_Asked]) -> list[_Owner]:
    by_owner: dict[str, list[_Asked]] = {}
    for one in asked:
        by_owner.setdefault(one.question.owner, []).append(one)
    owners = []
    for owner, own in by_owner.items():
        coming = [one.question.due for one in own if one.state == "due"]
        late = sum(one.state == "late" for one in own)
        owners.append(_Owner(owner, len(own), late, min(coming, default="")))
    return sorted(owners, key=lambda one: (-one.late, -one.open, _name(desk, one.owner).casefold(), one.owner))


def _name(desk: Desk, owner: str) -> str:
    member = desk.staff.get(owner)
    return member.name if member else owner


def _sections(
    chunk: Sequence[_Asked | _Account], sums: _Sums | None, place: tuple[int, int], desk: Desk, language: Language
) -> Iterator[Section]:
    """The sums on the first part of the page, then the questions, overdue ones first, then the accounts."""
    if not chunk:
        yield Section(urls.identifier("all"), _OPEN.to(language), (Note(inline.message(_NONE.to(language))),))
        return
    if sums is not None:
        yield _glance(sums, {one.state for one in chunk if isinstance(one, _Asked)}, language)
        yield from _by_owner(desk, sums, language)
        yield from _know_least(desk, sums, language)
    asked = [one for one in chunk if isinstance(one, _Asked)]
    pages = parts_of(OPEN_QUESTIONS, *place, language)
    groups = (*((_states(asked, language),) if asked else ()), *pages)
    choices = (Choices(_SHOW.to(language), groups),) if groups else ()
    if asked:
        table = _questions(desk, asked, language)
        yield Section(urls.identifier(_TABLE), _OPEN.to(language), (*choices, table))
    elif choices:
        yield Section(urls.identifier("all"), _SHOW.to(language), choices)
    accounts = [one for one in chunk if isinstance(one, _Account)]
    if accounts:
        yield _by_account(accounts, language)
    yield from other_parts(pages, language)


# -- sums --------------------------------------------------------------------------------------------------------------


def _glance(sums: _Sums, here: Collection[str], language: Language) -> Section:
    """The sums; `here` are the states whose questions begin on this part of the page."""
    places = _AT.to(language).format(count=formats.number(sums.plans, language))
    counts = (
        (_STATES["late"], sums.late, "bad", "late" if "late" in here else ""),
        (_NO_OWNER, sums.alone, "warn", "owners"),
        (_STATES["undated"], sums.undated, "warn", "undated" if "undated" in here else ""),
    )
    asked = inline.made_of(inline.number(sums.asked, language), f"#{_TABLE}" if sums.asked else "")
    figures = [Figure(_OPEN.to(language), asked, inline.text(places))]
    for text, count, tone, place in counts:
        shown = inline.made_of(inline.number(count, language), f"#{place}" if place and count else "")
        figures.append(Figure(text.to(language), shown, tone=tone if count else ""))
    unknown = inline.made_of(inline.number(sums.unknown, language), "#unknown" if sums.unknown else "")
    figures.append(Figure(_GAPS.to(language), unknown))
    return Section(urls.identifier("glance"), _GLANCE.to(language), (FigureRow(tuple(figures)),))


def _by_owner(desk: Desk, sums: _Sums, language: Language) -> Iterator[Section]:
    if not sums.owners:
        return
    rows = tuple(
        Row(
            (
                our_person(desk, one.owner) if one.owner else inline.span("muted", _NO_OWNER.to(language)),
                inline.number(one.open, language),
                inline.badge(str(one.late), "bad") if one.late else NOTHING,
                _when(one.coming, language),
            )
        )
        for one in sums.owners
    )
    keys = ("owner", "open", "late", "next_due")
    columns = tuple(Column(_COLUMNS[key].to(language), key in ("open", "late")) for key in keys)
    title = _BY_OWNER.to(language)
    yield Section(
        urls.identifier("owners"), title, (Table(title, columns, rows, is_caption_hidden=True),), is_half=True
    )


def _know_least(desk: Desk, sums: _Sums, language: Language) -> Iterator[Section]:
    """The values that are most often marked as unknown."""
    if not sums.gaps:
        return
    rows = tuple(
        Row((_gap(desk, gap, language), inline.number(gap.count, language), inline.number(gap.plans, language)))
        for gap in sums.gaps
    )
    labels = (_COLUMNS["what"], _COLUMNS["unknown"], _COLUMNS["plans"])
    columns = tuple(Column(text.to(language), place > 0) for place, text in enumerate(labels))
    title = _KNOW_LEAST.to(language)
    lead = Prose(inline.fill("<p>{}</p>", _KNOW_LEAST_HELP.to(language)))
    yield Section(
        urls.identifier("unknown"), title, (lead, Table(title, columns, rows, is_caption_hidden=True)), is_half=True
    )


def _gap(desk: Desk, gap: _Gap, language: Language) -> Markup:
    """What is unknown, and where it stands below."""
    chapter = CHAPTER_TITLES[gap.chapter].to(language)
    section = desk.fields[gap.chapter].properties.get(gap.section)
    names = [chapter, *([section.title.to(language)] if section else [])]
    field = _named(section, gap.key) if section and gap.key else None
    if field is None:
        return inline.text(names[-1]) + inline.span("under", inline.text(chapter))
    return inline.text(field.title.to(language)) + inline.span(
        "under", inline.joined([*map(inline.text, names)], " › ")
    )


# -- questions and accounts --------------------------------------------------------------------------------------------


def _states(asked: Sequence[_Asked], language: Language) -> ChoiceGroup:
    """All questions, or only overdue ones and those nobody owns; with how many there are on the page."""
    late, alone = sum(one.state == "late" for one in asked), sum(not one.question.owner for one in asked)
    named: list[Named] = [
        (_ALL.to(language), "all", len(asked), {}),
        (_STATES["late"].to(language), "late", late, {"state": "late"}),
        (_NO_OWNER.to(language), "alone", alone, {"owner": ""}),
    ]
    return choices_in(_STATE.to(language), _TABLE, named, language)


def _questions(desk: Desk, asked: Sequence[_Asked], language: Language) -> Table:
    """All questions, in groups by how they stand."""
    keys = ("question", "account", "owner", "due", "next", "state")
    columns = tuple(
        Column(_COLUMNS[key].to(language), id=key, is_choice=key in _PICKED, is_extra=key == "state") for key in keys
    )
    rows: list[Row] = []
    for state, some in groupby(asked, key=lambda one: one.state):
        group = list(some)
        rows.append(group_row(_STATES[state].to(language), len(group), language, state))
        rows += [_row(desk, one, language) for one in group]
    return Table(_OPEN.to(language), columns, tuple(rows), is_caption_hidden=True, id=_TABLE, group="state")


def _row(desk: Desk, one: _Asked, language: Language) -> Row:
    question = one.question
    is_late = one.state == "late"
    when = _when(question.due, language)
    owner = our_person(desk, question.owner) or inline.span("badge badge--warn is-alone", _NO_OWNER.to(language))
    return Row(
        (
            inline.link(urls.for_questions(one.plan, question.entry), inline.text(question.question)),
            inline.valued(one.plan, inline.link(urls.for_account(one.plan), inline.text(one.name), "plain")),
            inline.valued(question.owner, owner),
            inline.span("late is-late", when) if is_late else when,
            inline.text(question.next_step),
            inline.valued(one.state, _STATES[one.state].to(language)),
        ),
        tone="late" if is_late else "",
    )


def _when(due: str, language: Language) -> Markup:
    if not due:
        return NOTHING
    return inline.day(due, language) if len(due) == 10 else inline.time(due, language)


def _by_account(accounts: Sequence[_Account], language: Language) -> Section:
    rows = tuple(
        Row(
            (
                inline.link(urls.for_questions(one.plan), inline.text(one.name)),
                inline.number(one.open, language) if one.open else NOTHING,
                inline.badge(str(one.late), "bad") if one.late else NOTHING,
                inline.number(one.unknown, language) if one.unknown else NOTHING,
            )
        )
        for one in accounts
    )
    keys = ("account", "open", "late", "unknown")
    columns = tuple(Column(_COLUMNS[key].to(language), key != "account", id=key) for key in keys)
    title = _BY_ACCOUNT.to(language)
    table = Table(title, columns, rows, is_caption_hidden=True, id="accounts")
    return Section(urls.identifier("accounts"), title, (table,))
