"""Our own people: who covers which accounts and persons, how well, and how to reach them; a page for each of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.covering import Covering, covering_across
from kamsite.model.analyses.summary import Summary, Tie
from kamsite.model.plan import NO_PLAN
from kamsite.model.staff import StaffMember
from kamsite.render import generic, inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.person import (
    ADDRESSES,
    DECIDERS,
    MANAGES,
    OVERDUE,
    PEOPLE,
    STRENGTH,
    TEAMS,
    contact_rows,
    person_page,
)
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import NOTHING, Block, Card, Cards, Column, Fact, Facts, Prose, Row, Section, Table
from kamsite.render.desk import Desk
from kamsite.render.navigation import STAFF

# As many accounts and persons stand on a card; the person's own page has all of them.
_MOST_ACCOUNTS, _MOST_PEOPLE = 6, 8
_GLANCE = Text("Who covers what", "Wer was betreut")
_OTHERS = Text("Others", "Weitere")
_PERSON = Text("Person", "Person")
_DEPARTMENT = Text("Department", "Abteilung")
_ACCOUNTS = Text("Accounts", "Kunden")
_ADDRESSED = Text("People", "Personen")
_DECIDE = Text("of them decide", "davon entscheiden")
_AND_MORE = Text("and {count} more", "und {count} weitere")
_ALL_OF = Text("Everything about {name}", "Alles zu {name}")
_NOTHING_YET = Text("not assigned to any account yet", "noch keinem Kunden zugeordnet")
# What the card shows in places of its own.
_SHOWN = frozenset({"name", "title", "department", "email"})
# Ids that may stand in the name of a file.
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class _Person:
    """One of us as the card tells: sums, and the first accounts and persons."""

    name: str
    managed: tuple[tuple[str, str], ...]
    teams: tuple[tuple[str, str], ...]
    contacts: tuple[tuple[Tie, Summary], ...]
    accounts: int
    team_count: int
    people: int
    deciders: int
    own_deciders: tuple[int, int]
    overdue: int
    has_page: bool

    @property
    def told(self) -> tuple[object, ...]:
        """All that is drawn of it."""
        contacts = [(tie, summary.id, summary.name) for tie, summary in self.contacts]
        sums = (self.accounts, self.team_count, self.people, self.deciders, self.own_deciders, self.overdue)
        return (self.name, self.managed, self.teams, contacts, sums, self.has_page)


def staff_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of our people, and for colleagues one for each of them: what is overdue is nobody else's business."""
    covering = covering_across(content.dated)
    shown = list(shown_people(desk, content.summaries))
    people = [_person(desk, name, covering.get(name, Covering())) for name in shown]
    yield page(STAFF, [person.told for person in people], partial(_sections, people))
    for name in shown:
        if _has_page(desk, name, covering.get(name, Covering())):
            yield person_page(name, desk.staff[name].name, covering[name], _about)


def _has_page(desk: Desk, name: str, covering: Covering) -> bool:
    return desk.guides and not covering.is_empty and _PLAIN.fullmatch(name) is not None


def _person(desk: Desk, name: str, covering: Covering) -> _Person:
    # Those who decide come first: a card has room for a few.
    ties = sorted(covering.ties, key=lambda one: not one[0].is_decider)[:_MOST_PEOPLE]
    contacts = [one for one in covering.ties if one in ties] if len(covering.ties) > _MOST_PEOPLE else covering.ties
    return _Person(
        name,
        tuple((one.id, one.name) for one in covering.managed[:_MOST_ACCOUNTS]),
        tuple((one.id, one.name) for one in covering.teams[:_MOST_ACCOUNTS]),
        tuple(contacts),
        len(covering.managed),
        len(covering.teams),
        covering.people,
        covering.deciders,
        covering.own_deciders,
        covering.overdue,
        _has_page(desk, name, covering),
    )


def _sections(people: Sequence[_Person], desk: Desk, language: Language) -> Iterator[Section]:
    """The figures of everybody, then a section for each department."""
    if desk.guides and any(person.accounts or person.people for person in people):
        yield _figures(desk, people, language)
    by_department: dict[str, list[_Person]] = {}
    for person in people:
        by_department.setdefault(desk.staff[person.name].department or "", []).append(person)
    for position, department in enumerate(sorted(by_department)):
        cards = tuple(_card(desk, person, language) for person in by_department[department])
        yield Section(urls.identifier(f"department-{position}"), department or _OTHERS.to(language), (Cards(cards),))


def own_assets_shown(desk: Desk, summaries: Sequence[Summary]) -> frozenset[str]:
    """The files beside site.yaml that the site shows: our logo, and the photos of the people on this page."""
    return frozenset([desk.logo, *(desk.photo(name) for name in shown_people(desk, summaries))]) - {""}


def shown_people(desk: Desk, summaries: Sequence[Summary]) -> Iterator[str]:
    """Everybody; where readers are no colleagues, those who work for their account."""
    concerned = {s.manager for s in summaries} | {name for s in summaries for name, _ in s.roles}
    return (name for name in desk.staff if desk.guides or name in concerned)


# -- figures -----------------------------------------------------------------------------------------------------------


def _figures(desk: Desk, people: Sequence[_Person], language: Language) -> Section:
    """A row for each of us who covers anything."""
    shows_people = desk.shows_contacts
    columns = [
        Column(_PERSON.to(language), id="person"),
        Column(_DEPARTMENT.to(language), id="department", is_choice=True),
    ]
    columns.append(Column(_ACCOUNTS.to(language), is_number=True, id="accounts"))
    if shows_people:
        columns.append(Column(_ADDRESSED.to(language), is_number=True, id="people"))
        columns.append(Column(_DECIDE.to(language), is_number=True, id="deciders"))
        columns.append(Column(DECIDERS.to(language), id="covered"))
    columns.append(Column(OVERDUE.to(language), is_number=True, id="overdue"))
    rows = []
    for person in people:
        if not (person.accounts or person.team_count or person.people or person.overdue):
            continue
        member = desk.staff[person.name]
        cells = [
            inline.link(f"#{person.name}", inline.text(member.name)),
            inline.text(member.department or ""),
            _count(person.accounts, language),
        ]
        if shows_people:
            cells += [_count(person.people, language), _count(person.deciders, language), _covered(person, language)]
        cells.append(
            inline.valued(person.overdue, inline.badge(str(person.overdue), "bad")) if person.overdue else NOTHING
        )
        rows.append(Row(tuple(cells)))
    title = _GLANCE.to(language)
    table = Table(title, tuple(columns), tuple(rows), is_caption_hidden=True, id="covering")
    return Section(urls.identifier("covering"), title, (table,))


def _count(count: int, language: Language) -> Markup:
    return inline.valued(count, inline.number(count, language)) if count else NOTHING


def _covered(person: _Person, language: Language) -> Markup:
    """How many deciders of the own accounts somebody of us addresses."""
    addressed, deciders = person.own_deciders
    if not deciders:
        return NOTHING
    share = addressed / deciders
    meter = inline.meter(share, language, "good" if addressed == deciders else "warn")
    return inline.valued(share, inline.fill("{} {}", meter, inline.span("muted", f"{addressed} / {deciders}")))


# -- cards -------------------------------------------------------------------------------------------------------------


def _card(desk: Desk, person: _Person, language: Language) -> Card:
    member = desk.staff[person.name]
    facts = tuple(_facts(desk, person, language))
    contacts = tuple(contact_rows(person.contacts, language))
    blocks: tuple[Block, ...] = (Facts(facts),) if facts else ()
    blocks += _rest(desk, person.name, language)
    if contacts:
        columns = (Column(ADDRESSES.to(language)), Column(STRENGTH.to(language)))
        blocks += (Table(ADDRESSES.to(language), columns, contacts, is_caption_hidden=True),)
    if person.has_page:
        link = inline.link(urls.for_person(person.name), _ALL_OF.to(language).format(name=member.name))
        blocks += (Prose(inline.fill('<p class="more">{}</p>', link)),)
    elif not facts and desk.shows_contacts:
        # Where readers may not see who addresses whom, nobody knows whether there is nothing.
        blocks += (Prose(inline.fill('<p class="muted">{}</p>', _NOTHING_YET.to(language))),)
    photo = desk.photo(person.name)
    address = urls.link(urls.for_own_asset(photo)) if photo else ""
    return Card(
        inline.text(member.name), urls.identifier(person.name), lead=_lead(member), blocks=blocks, photo=address
    )


def _lead(person: StaffMember) -> Markup:
    """What somebody is, and the address below it."""
    lead = inline.text(person.title or "")
    if person.email:
        lead += inline.span("under", inline.outside(f"mailto:{person.email}", inline.text(person.email)))
    return lead


def _facts(desk: Desk, person: _Person, language: Language) -> Iterator[Fact]:
    if person.managed:
        links = [inline.link(urls.for_account(id_), inline.text(name)) for id_, name in person.managed]
        yield Fact(MANAGES.to(language), _with_more(links, person.accounts, language))
    if person.teams:
        links = [inline.link(urls.for_chapter(id_, "plan"), inline.text(name)) for id_, name in person.teams]
        yield Fact(TEAMS.to(language), _with_more(links, person.team_count, language))
    if person.people:
        told = PEOPLE.to(language).format(people=person.people, deciders=person.deciders)
        yield Fact(ADDRESSES.to(language), inline.text(told))
    addressed, deciders = person.own_deciders
    if deciders and desk.shows_contacts:
        tone = "good" if addressed == deciders else "bad"
        yield Fact(DECIDERS.to(language), inline.badge(f"{addressed} / {deciders}", tone))


def _with_more(links: list[Markup], count: int, language: Language) -> Markup:
    rest = count - len(links)
    more = [inline.span("muted", _AND_MORE.to(language).format(count=rest))] if rest > 0 else []
    return inline.joined([*links, *more])


def _rest(desk: Desk, name: str, language: Language) -> tuple[Block, ...]:
    """Everything else that staff.yaml says of somebody."""
    written = desk.staff_written.get(name)
    field = desk.staff_field.entry if desk.staff_field else None
    if field is None or not isinstance(written, dict):
        return ()
    drawn = _SHOWN | {"photo"} if desk.photo(name) else _SHOWN
    return generic.rest(desk.show(NO_PLAN, language), field, written, drawn)


def _about(desk: Desk, name: str, language: Language) -> tuple[Block, ...]:
    """How to reach somebody, and everything else that staff.yaml says, for their own page."""
    member = desk.staff[name]
    facts = [Fact(_DEPARTMENT.to(language), inline.text(member.department))] if member.department else []
    if member.email:
        facts.append(Fact("E-Mail", inline.outside(f"mailto:{member.email}", inline.text(member.email))))
    return (*([Facts(tuple(facts))] if facts else []), *_rest(desk, name, language))
