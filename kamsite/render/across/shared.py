"""Files of the site that tell of all accounts, as values: what they are made of, and how they are drawn.

What they are made of names them: as long as it is the same, they need not be drawn again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.language import Language, Text
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.blocks import NOTHING, Choice, ChoiceGroup, Choices, Row, Section
from kamsite.render.contexts import Body, Feed
from kamsite.render.desk import Desk
from kamsite.render.navigation import Entry, below, frame_of

_PAGE = Text("Page", "Seite")
_PAGES = Text("Pages", "Seiten")
_STATE = Text("As of {}", "Stand {}")
_BARE = Text("{deviation}", "{deviation}")
_PART = Text("{title}, page {part}", "{title}, Seite {part}")
# Kinds of pages that are headed by their template, or by their text.
_HEADED_BY_TEMPLATE = frozenset({"search", "own"})
Files = Iterable[tuple[str, bytes]]
Sections = Callable[[Desk, Language], Iterable[Section]]
Around = Callable[[Desk, Language], tuple[Markup, str]]


@dataclass(frozen=True, slots=True)
class SharedFiles:
    """Files that are drawn together; `draw` may use nothing but the desk and what `inputs` name.

    `name` tells them from all others. `inputs` are values that msgspec can encode. `as_of` is the day at which the
    files are judged; the desk that `draw` is given knows no day where it does not matter to them.
    """

    name: str
    inputs: object
    draw: Callable[[Desk], Files]
    as_of: date | None = None


def judged_at(day: date, language: Language) -> Markup:
    """The day at which a page is judged, so that it stands on paper, too."""
    return inline.fill(_STATE.to(language), inline.time(day.isoformat(), language))


def page(
    entry: Entry,
    inputs: object,
    sections: Sections,
    part: int = 1,
    as_of: date | None = None,
    around: Around | None = None,
    inside: Entry | None = None,
    prose: Callable[[Desk, Language], Markup] | None = None,
    feeds: tuple[Feed, ...] = (),
) -> SharedFiles:
    """A page across accounts in all languages, or one of its parts where it would be too long as one.

    `around` says when what it is made of last changed, and where that is edited; `inside` is the entry of the
    navigation below which a page stands that is none itself; `prose` is running text below the sections, `feeds` are
    those of the page.
    """
    address = urls.for_part(entry.address, part)

    def draw(desk: Desk) -> Iterator[tuple[str, bytes]]:
        for drawn in desk.drawing:
            title = entry.title.to(drawn)
            lead = entry.lead.to(drawn) if part == 1 else ""
            heading = "" if entry.kind in _HEADED_BY_TEMPLATE else title
            text = prose(desk, drawn) if prose is not None else NOTHING
            body = desk.theme.render_body(Body(heading, lead, tuple(sections(desk, drawn)), text), drawn)
            named = title if part == 1 else _PART.to(drawn).format(title=title, part=part)
            home = (inside or entry).address
            frame = frame_of(desk, home, drawn, entry.kind, named, entry.lead.to(drawn))
            if inside is not None:
                frame = replace(frame, crumbs=below(frame.crumbs, title))
            if feeds:
                frame = replace(frame, feeds=(*frame.feeds, *feeds))
            if around is not None:
                changed, edit = around(desk, drawn)
                frame = replace(frame, changed=changed, edit=edit)
            elif as_of is not None:
                frame = replace(frame, changed=judged_at(as_of, drawn))
            html = desk.theme.render_page(frame, body)
            spots = [desk.spot(language, address) for language in desk.told_in(drawn)]
            yield from urls.settled(html, spots)

    return SharedFiles(address, inputs, draw, as_of)


def parts_of(entry: Entry, part: int, parts: int, language: Language) -> tuple[ChoiceGroup, ...]:
    """Links to all parts of a page; nothing where there is only one."""
    if parts == 1:
        return ()
    choices = (
        Choice(inline.text(number), "", urls.link(urls.for_part(entry.address, number)), number == part)
        for number in range(1, parts + 1)
    )
    return (ChoiceGroup(_PAGE.to(language), tuple(choices)),)


def other_parts(parts: tuple[ChoiceGroup, ...], language: Language) -> Iterator[Section]:
    """The end of a part of a page: where it goes on."""
    if parts:
        title = _PAGES.to(language)
        yield Section(urls.identifier("pages"), title, (Choices(title, parts),))


Named = tuple[str, str, int, Mapping[str, str]]
"""A choice: what it is called, its name in the address, how many rows there are, and what it means to the table."""


def choices_in(label: str, table: str, named: Iterable[Named], language: Language) -> ChoiceGroup:
    """What of a table on the page can be chosen with a click; choices without rows are left out."""
    return ChoiceGroup(
        label,
        tuple(
            Choice(
                inline.fill("{} {}", word, inline.number(count, language)),
                id=f"only-{name}",
                rows=urls.rows_of(table, **only),
            )
            for word, name, count, only in named
            if count
        ),
    )


def group_row(title: Markup | str, count: int, language: Language, anchor: str = "", below: Markup = NOTHING) -> Row:
    """The heading of some rows of a table, with how many they are; `below` says more of them."""
    counted = inline.span("num row__count", formats.number(count, language))
    under = inline.span("under", below) if below else NOTHING
    return Row((inline.fill("{} {}{}", title, counted, under),), urls.identifier(anchor) if anchor else "", "group")


def deviation(share: float | None, language: Language, sentence: Text = _BARE) -> Markup:
    """A deviation with arrow and sign, in a sentence with a place for it; nothing where it is not known."""
    if share is None:
        return NOTHING
    sign, arrow, css = ("+", "▲", "up") if share > 0 else ("−", "▼", "down") if share < 0 else ("", "=", "even")
    shown = sign + formats.share(abs(round(share, 3)), language)
    return inline.span(f"delta delta--{css}", f"{arrow} {sentence.to(language).format(deviation=shown)}")
