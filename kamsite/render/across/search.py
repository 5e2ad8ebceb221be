"""The page on which readers look for something, and what the site itself says besides the plans."""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from kamsite.language import Language, Text, in_each
from kamsite.model.ownpages import OwnPage
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.ourpeople import shown_people
from kamsite.render.across.programme.searching import programme_entries
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import Line, Lines, Section
from kamsite.render.desk import Desk
from kamsite.render.navigation import COMPETITORS, CONTACTS, NAVIGATION, PORTFOLIO, SEARCH, STAFF, Entry, Group
from kamsite.render.prose import prose_html
from kamsite.render.search.sayings import plain
from kamsite.render.search.shards import plan_as_file, plan_file
from kamsite.render.search.texts import Entry as Found
from kamsite.render.search.texts import as_written, site_texts

PAGES = Text("Our own pages", "Eigene Seiten")
_ACROSS = Text("All customers", "Alle Kunden")
_LISTS = Text("All lists", "Alle Listen")
_SAYS = {
    PORTFOLIO.address: Text("every customer with a plan", "jeder Kunde mit einem Plan"),
    CONTACTS.address: Text("all people at our customers", "alle Menschen bei unseren Kunden"),
    COMPETITORS.address: Text("whom we meet where", "wem wir wo begegnen"),
    STAFF.address: Text("who of us looks after whom", "wer von uns sich um wen kümmert"),
}


def search_page(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page, and what can be found that stands in no plan: our people and the programme, as far as they are seen."""
    yield page(SEARCH, (), _sections)
    people = tuple(shown_people(desk, content.summaries))
    told = (people, content.programme_files, desk.own_pages)
    yield SharedFiles(plan_file(""), told, partial(_texts, people, content))


def _sections(desk: Desk, language: Language) -> Iterator[Section]:
    """Where to look without a search."""
    lists = (entry for entry in (PORTFOLIO, CONTACTS, COMPETITORS, STAFF) if entry.is_shown(desk))
    lines = tuple(_line(entry, language) for entry in lists)
    yield Section(urls.identifier("lists"), _LISTS.to(language), (Lines(lines),))


def _line(entry: Entry, language: Language) -> Line:
    says = inline.span("muted", _SAYS[entry.address].to(language))
    return Line(inline.link(entry.address, inline.text(entry.title.to(language))), facts=(says,))


def _texts(people: tuple[str, ...], content: Content, desk: Desk) -> Iterator[tuple[str, bytes]]:
    language = desk.all_languages
    title = desk.settings.title or PORTFOLIO.title.to(language)
    others = chain(_pages_across(desk), programme_entries(content, desk, language), _own_pages(desk))
    said = site_texts(title, {one: desk.staff[one] for one in people}, others, language)
    yield plan_file(""), plan_as_file(as_written(said, desk.languages))


def _pages_across(desk: Desk) -> Iterator[Found]:
    """The pages of the navigation, by what they are called and what they are about."""
    language = desk.all_languages
    for one in NAVIGATION:
        group = one.title if isinstance(one, Group) else _ACROSS
        for entry in one.entries if isinstance(one, Group) else (one,):
            if entry.is_shown(desk):
                said = entry.lead.to(language)
                yield Found("page", entry.title.to(language), group.to(language), entry.address, (said,))


def _own_pages(desk: Desk) -> Iterator[Found]:
    """What our own pages say, each as one text."""
    language = desk.all_languages
    for own in desk.own_pages:
        said = _said(own, desk, language)
        yield Found("page", own.title.to(language), PAGES.to(language), urls.for_own_page(own.name), (said,))


@in_each
def _said(own: OwnPage, desk: Desk, language: Language) -> str:
    return plain(prose_html(own.texts[language], desk.own_links, heading_level=1))
