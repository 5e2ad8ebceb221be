"""One of our own people: accounts, everybody whom they address, what is due."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import KINDS
from kamsite.model.analyses.covering import Covering
from kamsite.model.analyses.summary import Due, Summary, Tie
from kamsite.render import inline, urls
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Column,
    Fact,
    Facts,
    Figure,
    FigureRow,
    Line,
    Lines,
    Row,
    Section,
    Table,
)
from kamsite.render.desk import Desk
from kamsite.render.navigation import STAFF, Entry

About = Callable[[Desk, str, Language], tuple[Block, ...]]
_MOST_DATES = 30
MANAGES = Text("Manages", "Verantwortet")
TEAMS = Text("On the team of", "Im Team von")
DECIDES = Text("decides", "entscheidet")
ADDRESSES = Text("Addresses", "Spricht an")
STRENGTH = Text("Strength", "Stärke")
PEOPLE = Text("{people} people, {deciders} of them decide", "{people} Personen, {deciders} davon entscheiden")
DECIDERS = Text("Deciders at own accounts", "Entscheider bei eigenen Kunden")
DECIDERS_HELP = Text("addressed by somebody of us", "von jemandem von uns angesprochen")
OVERDUE = Text("Overdue", "Überfällig")
_GLANCE = Text("At a glance", "Auf einen Blick")
_ACCOUNTS = Text("Accounts in charge of", "Verantwortete Kunden")
_PEOPLE_OF = Text("People addressed", "Angesprochene Personen")
_DUE = Text("Open dates", "Offene Termine")
_FIRST = Text(
    "The first {count} of {all}; the agenda has all of them.",
    "Die ersten {count} von {all}; alle stehen unter Termine.",
)
_ACCOUNT = Text("Account", "Kunde")
_ADDRESSED = Text("Deciders addressed", "Entscheider angesprochen")
_QUESTIONS = Text("Open questions", "Offene Fragen")


def person_page(name: str, title: str, covering: Covering, about: About) -> SharedFiles:
    """The page of one of us, by id and name; `about` tells how to reach them."""
    entry = Entry(urls.for_person(name), "person", Text(title, title))
    told = (
        [(one.id, one.name, one.deciders, one.open_questions, _late(one)) for one in covering.managed],
        [(one.id, one.name) for one in covering.teams],
        [(tie, one.id, one.name) for tie, one in covering.ties],
        [(due, one.id, one.name) for due, one in covering.due],
    )
    return page(entry, told, partial(_sections, name, covering, about), inside=STAFF)


def _late(summary: Summary) -> int:
    return sum(due.is_overdue for due in summary.dues)


def _sections(name: str, covering: Covering, about: About, desk: Desk, language: Language) -> Iterator[Section]:
    blocks: tuple[Block, ...] = (FigureRow(tuple(_figures(desk, covering, language))), *about(desk, name, language))
    teams = tuple(_teams(covering.teams, language))
    blocks += (Facts(teams),) if teams else ()
    yield Section(urls.identifier("glance"), _GLANCE.to(language), blocks)
    if covering.managed:
        yield _managed(desk, covering.managed, language)
    if covering.ties:
        title = _PEOPLE_OF.to(language)
        columns = (Column(ADDRESSES.to(language)), Column(STRENGTH.to(language)))
        table = Table(title, columns, tuple(contact_rows(covering.ties, language)), is_caption_hidden=True)
        yield Section(urls.identifier("people"), title, (table,))
    if covering.due:
        yield _dates(covering.due, language)


def _figures(desk: Desk, covering: Covering, language: Language) -> Iterator[Figure]:
    managed = inline.number(len(covering.managed), language)
    yield Figure(MANAGES.to(language), inline.made_of(managed, "#accounts" if covering.managed else ""))
    addressed, deciders = covering.own_deciders
    # Where readers may not see who addresses whom, nobody seems to address anybody.
    if desk.shows_contacts:
        people = inline.number(covering.people, language)
        yield Figure(_PEOPLE_OF.to(language), inline.made_of(people, "#people" if covering.ties else ""))
    if desk.shows_contacts and deciders:
        tone = "good" if addressed == deciders else "bad"
        shown = inline.made_of(inline.text(f"{addressed} / {deciders}"), "#accounts")
        yield Figure(DECIDERS.to(language), shown, inline.text(DECIDERS_HELP.to(language)), tone)
    late = covering.overdue
    shown = inline.made_of(inline.number(late, language), "#dates" if late else "")
    yield Figure(OVERDUE.to(language), shown, tone="bad" if late else "good")


def _teams(teams: Sequence[Summary], language: Language) -> Iterator[Fact]:
    if teams:
        links = [inline.link(urls.for_chapter(one.id, "plan"), inline.text(one.name)) for one in teams]
        yield Fact(TEAMS.to(language), inline.joined(links))


def _managed(desk: Desk, managed: Sequence[Summary], language: Language) -> Section:
    labels = [_ACCOUNT, *([_ADDRESSED] if desk.shows_contacts else []), _QUESTIONS, OVERDUE]
    rows = []
    for one in managed:
        late = _late(one)
        cells = [inline.link(urls.for_account(one.id), inline.text(one.name))]
        cells += [_addressed(one)] if desk.shows_contacts else []
        cells.append(inline.number(one.open_questions, language) if one.open_questions else NOTHING)
        cells.append(inline.badge(str(late), "bad") if late else NOTHING)
        rows.append(Row(tuple(cells)))
    columns = tuple(Column(text.to(language), place > 0) for place, text in enumerate(labels))
    title = _ACCOUNTS.to(language)
    return Section(urls.identifier("accounts"), title, (Table(title, columns, tuple(rows), is_caption_hidden=True),))


def _addressed(summary: Summary) -> Markup:
    """How many deciders of an account somebody of us addresses."""
    addressed = sum(decider.is_addressed for decider in summary.deciders)
    shown = f"{addressed} / {len(summary.deciders)}" if summary.deciders else ""
    return inline.badge(shown, "bad") if addressed < len(summary.deciders) else inline.text(shown)


def contact_rows(ties: Iterable[tuple[Tie, Summary]], language: Language) -> Iterator[Row]:
    """Whom of the customers somebody addresses, by account, those who decide marked."""
    for _, some in groupby(ties, key=lambda one: one[1].id):
        own = list(some)
        summary = own[0][1]
        account = inline.link(urls.for_account(summary.id), inline.text(summary.name), "plain")
        yield Row((account, NOTHING), tone="head")
        for tie, _ in own:
            person = inline.link(urls.for_chapter(summary.id, "people", tie.person), inline.text(tie.name), "ref")
            if tie.is_decider:
                person += " " + inline.badge(DECIDES.to(language), "key")
            strength = inline.scale(tie.strength, 5, language) if tie.strength is not None else NOTHING
            yield Row((person, strength), tone="sub")


def _dates(due: Sequence[tuple[Due, Summary]], language: Language) -> Section:
    lines = tuple(_line(one, summary, language) for one, summary in due[:_MOST_DATES])
    rest = len(due) - _MOST_DATES
    more: Markup = NOTHING
    if rest > 0:
        more = inline.link(urls.AGENDA, _FIRST.to(language).format(count=_MOST_DATES, all=len(due)))
    return Section(urls.identifier("dates"), _DUE.to(language), (Lines(lines, more),))


def _line(due: Due, summary: Summary, language: Language) -> Line:
    facts = (
        inline.link(urls.for_account(summary.id), inline.text(summary.name), "ref"),
        inline.text(KINDS[due.kind].to(language)),
    )
    return Line(
        inline.link(urls.for_chapter(summary.id, due.chapter, due.anchor), inline.text(due.title)),
        inline.day(due.due, language),
        facts,
        tone="late" if due.is_overdue else "",
    )
