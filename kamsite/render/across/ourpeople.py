"""Our own people: who covers which accounts and persons, and how to reach them."""

from collections.abc import Iterator, Sequence
from functools import partial

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.summary import Summary
from kamsite.model.plan import NO_PLAN
from kamsite.model.staff import StaffMember
from kamsite.render import generic, inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import NOTHING, Block, Bullets, Card, Cards, Column, Fact, Facts, Row, Section, Table
from kamsite.render.desk import Desk
from kamsite.render.navigation import STAFF

_OTHERS = Text("Others", "Weitere")
_MANAGES = Text("Manages", "Verantwortet")
_TEAMS = Text("On the team of", "Im Team von")
_CONTACTS = Text("Contacts", "Kontakte")
_COLUMNS = (Text("Addresses", "Spricht an"), Text("Strength", "Stärke"))
_DECIDES = Text("decides", "entscheidet")
_NOTHING_YET = Text("not assigned to any account yet", "noch keinem Kunden zugeordnet")
# What the card shows in places of its own.
_SHOWN = frozenset({"name", "title", "department", "email"})


def staff_page(_desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of our people."""
    told = [(summary.id, summary.name, summary.manager, summary.roles, summary.ties) for summary in content.summaries]
    yield page(STAFF, told, partial(_sections, content.summaries))


def _sections(summaries: Sequence[Summary], desk: Desk, language: Language) -> Iterator[Section]:
    """A section for each department; where readers are no colleagues only those who work for their account."""
    by_department: dict[str, list[str]] = {}
    for name in shown_people(desk, summaries):
        by_department.setdefault(desk.staff[name].department or "", []).append(name)
    for position, department in enumerate(sorted(by_department)):
        cards = tuple(_card(desk, name, summaries, language) for name in by_department[department])
        yield Section(urls.identifier(f"department-{position}"), department or _OTHERS.to(language), (Cards(cards),))


def own_assets_shown(desk: Desk, summaries: Sequence[Summary]) -> frozenset[str]:
    """The files beside site.yaml that the site shows: our logo, and the photos of the people on this page."""
    return frozenset([desk.logo, *(desk.photo(name) for name in shown_people(desk, summaries))]) - {""}


def shown_people(desk: Desk, summaries: Sequence[Summary]) -> Iterator[str]:
    """Everybody; where readers are no colleagues, those who work for their account."""
    concerned = {s.manager for s in summaries} | {name for s in summaries for name, _ in s.roles}
    return (name for name in desk.staff if desk.guides or name in concerned)


def _card(desk: Desk, name: str, summaries: Sequence[Summary], language: Language) -> Card:
    person = desk.staff[name]
    facts = tuple(_facts(name, summaries, language))
    contacts = tuple(_contacts(name, summaries, language))
    blocks: tuple[Block, ...] = (Facts(facts),) if facts else ()
    blocks += _rest(desk, name, language)
    if contacts:
        columns = tuple(Column(text.to(language)) for text in _COLUMNS)
        blocks += (Table(_CONTACTS.to(language), columns, contacts, is_caption_hidden=True),)
    if not facts and not contacts:
        blocks += (Bullets((inline.span("muted", _NOTHING_YET.to(language)),)),)
    photo = desk.photo(name)
    address = urls.link(urls.for_own_asset(photo)) if photo else ""
    return Card(inline.text(person.name), urls.identifier(name), lead=_lead(person), blocks=blocks, photo=address)


def _lead(person: StaffMember) -> Markup:
    """What somebody is, and the address below it."""
    lead = inline.text(person.title or "")
    if person.email:
        lead += inline.span("under", inline.outside(f"mailto:{person.email}", inline.text(person.email)))
    return lead


def _facts(name: str, summaries: Sequence[Summary], language: Language) -> Iterator[Fact]:
    managed = [s for s in summaries if s.manager == name]
    if managed:
        links = [inline.link(urls.for_account(s.id), inline.text(s.name)) for s in managed]
        yield Fact(_MANAGES.to(language), inline.joined(links))
    teams = [s for s in summaries if s.manager != name and any(member == name for member, _ in s.roles)]
    if teams:
        links = [inline.link(urls.for_chapter(s.id, "plan"), inline.text(s.name)) for s in teams]
        yield Fact(_TEAMS.to(language), inline.joined(links))


def _rest(desk: Desk, name: str, language: Language) -> tuple[Block, ...]:
    """Everything else that staff.yaml says of somebody."""
    written = desk.staff_written.get(name)
    field = desk.staff_field.entry if desk.staff_field else None
    if field is None or not isinstance(written, dict):
        return ()
    drawn = _SHOWN | {"photo"} if desk.photo(name) else _SHOWN
    return generic.rest(desk.show(NO_PLAN, language), field, written, drawn)


def _contacts(name: str, summaries: Sequence[Summary], language: Language) -> Iterator[Row]:
    """Whom of the customers somebody addresses, by account, those who decide marked."""
    for summary in summaries:
        ties = [tie for tie in summary.ties if tie.staff == name]
        if ties:
            account = inline.link(urls.for_account(summary.id), inline.text(summary.name), "plain")
            yield Row((account, NOTHING), tone="head")
        for tie in ties:
            person = inline.link(urls.for_chapter(summary.id, "people", tie.person), inline.text(tie.name), "ref")
            if tie.is_decider:
                person += " " + inline.badge(_DECIDES.to(language), "key")
            strength = inline.scale(tie.strength, 5, language) if tie.strength is not None else NOTHING
            yield Row((person, strength), tone="sub")
