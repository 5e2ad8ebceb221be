"""The people of all customers: who decides, what they think of us, who addresses them. Who needs us comes first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import groupby

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.keyfigures import ATTITUDES as _DEGREES
from kamsite.model.analyses.summary import NEEDS, Contact, Summary
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
    Row,
    Section,
    Table,
)
from kamsite.render.desk import Desk
from kamsite.render.navigation import CONTACTS
from kamsite.render.powermap.words import ATTITUDES, ROLES

# A row is some 700 bytes; a page of this many is read at once on a phone.
PER_PAGE = 1000
_GLANCE = Text("At a glance", "Auf einen Blick")
_GROUPS = {
    "uncovered_decider": Text("Deciders nobody of us addresses", "Entscheider ohne Kontakt zu uns"),
    "opponent": Text("Opponents with influence", "Gegner mit Einfluss"),
    "uncovered": Text("Influential people nobody of us addresses", "Einflussreiche Personen ohne Kontakt zu uns"),
    "decider": Text("The other deciders", "Die übrigen Entscheider"),
    "other": Text("Everybody else", "Alle anderen"),
}
_TONES = {"uncovered_decider": "bad", "opponent": "warn", "uncovered": "warn"}
_COLUMNS = {
    "name": Text("Name", "Name"),
    "account": Text("Account", "Kunde"),
    "roles": Text("Roles", "Rollen"),
    "influence": Text("Influence", "Einfluss"),
    "attitude": Text("Attitude to us", "Einstellung zu uns"),
    "by": Text("By us", "Von uns"),
    "need": Text("What matters", "Worauf es ankommt"),
}
_PICKED = frozenset({"account", "roles", "attitude", "by", "need"})
# The address of the table: `urls.rows_of`.
_TABLE = "people"
_PEOPLE = Text("People", "Personen")
_AT = Text("at {count} accounts and divisions", "bei {count} Kunden und Bereichen")
_ADDRESSED = Text("Deciders addressed", "Entscheider angesprochen")
_OPPONENTS = Text("Opponents with influence", "Gegner mit Einfluss")
_FRIENDS = Text("On our side", "Auf unserer Seite")
_MENTORS = Text("of them mentors: {count}", "davon Mentoren: {count}")
_NOBODY = Text("nobody of us", "niemand von uns")
_SHOW = Text("Show only", "Nur anzeigen")
_ROLE = Text("Role", "Rolle")
_ATTITUDE = Text("Attitude", "Einstellung")
_ALL = Text("Everybody", "Alle")
_WHO = Text("Contact", "Kontakt")
_NO_PEOPLE = Text(
    "No plan names people yet. Add them to people.yaml of an account; they then stand here.",
    "Noch nennt kein Plan Personen. Tragen Sie sie in people.yaml eines Kunden ein; dann stehen sie hier.",
)
Met = tuple[Contact, Summary]


def contacts_pages(_desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there are more people than fit on one."""
    met = sorted(((contact, s) for s in content.summaries for contact in s.contacts), key=_order)
    chunks = [met[start : start + PER_PAGE] for start in range(0, len(met), PER_PAGE)] or [[]]
    for part, chunk in enumerate(chunks, 1):
        everybody = met if part == 1 else []
        told = [(contact, summary.id, summary.name) for contact, summary in everybody or chunk]
        draw = partial(_sections, chunk, everybody, (part, len(chunks)))
        yield page(CONTACTS, (part, len(chunks), told), draw, part)


def _sections(
    chunk: Sequence[Met], everybody: Sequence[Met], place: tuple[int, int], desk: Desk, language: Language
) -> Iterator[Section]:
    """The sums on the first part of the page, what can be chosen, and a table for each need."""
    if not chunk:
        note = Note(inline.message(_NO_PEOPLE.to(language)))
        yield Section(urls.identifier("everybody"), _PEOPLE.to(language), (note,))
        return
    if everybody:
        yield _glance(everybody, language)
    pages = parts_of(CONTACTS, *place, language)
    choices = Choices(_SHOW.to(language), (*_choices(chunk, language), *pages))
    title = _PEOPLE.to(language)
    yield Section(urls.identifier(_TABLE), title, (choices, _table(desk, title, chunk, language)))
    yield from other_parts(pages, language)


def _order(met: Met) -> tuple[object, ...]:
    contact, summary = met
    return NEEDS.index(contact.need), -(contact.influence or 0), contact.name.casefold(), summary.id, contact.person


def _glance(met: Sequence[Met], language: Language) -> Section:
    """The sums over all people."""
    people = [contact for contact, _ in met]
    needs = Counter(contact.need for contact in people)
    deciders = [contact for contact in people if "decider" in contact.roles]
    addressed = sum(bool(contact.by) for contact in deciders)
    attitudes = Counter(contact.attitude for contact in people)
    places = len({summary.id for _, summary in met})
    opponents = inline.made_of(inline.text(needs["opponent"]), "#opponent" if needs["opponent"] else "")
    figures = (
        Figure(
            _PEOPLE.to(language),
            inline.made_of(inline.number(len(people), language), f"#{_TABLE}"),
            inline.text(_AT.to(language).format(count=places)),
        ),
        Figure(
            _ADDRESSED.to(language),
            inline.made_of(inline.text(f"{addressed} / {len(deciders)}"), "#only-decider" if deciders else ""),
            tone="good" if addressed == len(deciders) else "bad",
        ),
        Figure(_OPPONENTS.to(language), opponents, tone="warn" if needs["opponent"] else ""),
        Figure(
            _FRIENDS.to(language),
            inline.number(attitudes["mentor"] + attitudes["positive"], language),
            inline.text(_MENTORS.to(language).format(count=attitudes["mentor"])),
        ),
    )
    return Section(urls.identifier("glance"), _GLANCE.to(language), (FigureRow(figures),))


# -- the people --------------------------------------------------------------------------------------------------------


def _table(desk: Desk, title: str, chunk: Sequence[Met], language: Language) -> Table:
    """Everybody, in groups by what they need of us."""
    rows: list[Row] = []
    for need, group in groupby(chunk, key=lambda met: met[0].need):
        people = list(group)
        rows.append(group_row(_GROUPS[need].to(language), len(people), language, need.replace("_", "-")))
        rows += [_row(desk, contact, summary, language) for contact, summary in people]
    columns = tuple(
        Column(
            text.to(language), id=key, is_number=key == "influence", is_choice=key in _PICKED, is_extra=key == "need"
        )
        for key, text in _COLUMNS.items()
    )
    return Table(title, columns, tuple(rows), is_caption_hidden=True, id=_TABLE, group="need")


def _row(desk: Desk, contact: Contact, summary: Summary, language: Language) -> Row:
    name = inline.link(urls.for_chapter(summary.id, "people", contact.person), inline.text(contact.name))
    if contact.title:
        name += inline.span("under", inline.text(contact.title))
    return Row(
        (
            name,
            inline.valued(summary.id, inline.link(urls.for_account(summary.id), inline.text(summary.name), "plain")),
            _roles(tuple(contact.roles), language),
            _influence(contact.influence, language),
            _attitude(contact.attitude, language),
            _by_us(desk, contact, language),
            _need(contact.need, language),
        )
    )


# What people are to us is said in a few ways, on row after row.
@lru_cache(maxsize=1024)
def _roles(roles: tuple[str, ...], language: Language) -> Markup:
    """The roles in words, the last word on a purchase first and marked."""
    known = [role for role in ROLES if role in roles]
    decides = "badge badge--key is-decider"
    pieces = [
        inline.valued(role, inline.span(decides if role == "decider" else f"is-{role}", ROLES[role][0].to(language)))
        for role in known
    ]
    if "decider" not in known:
        return inline.joined(pieces)
    return inline.joined([pieces[0], inline.joined(pieces[1:])], " ")


@lru_cache(maxsize=32)
def _influence(influence: int | None, language: Language) -> Markup:
    return NOTHING if influence is None else inline.valued(influence, inline.scale(influence, 5, language))


@lru_cache(maxsize=32)
def _attitude(attitude: str | None, language: Language) -> Markup:
    known = attitude if attitude in inline.ATTITUDE_TONES else "unknown"
    tone = inline.ATTITUDE_TONES.get(known, "muted")
    said = f"{inline.ATTITUDE_SIGNS[known]} {_word(known, language)}"
    return inline.valued(_degree(known), inline.span(f"badge badge--{tone} is-{known}", said))


@lru_cache(maxsize=32)
def _need(need: str, language: Language) -> Markup:
    return inline.valued(need, inline.text(_GROUPS[need].to(language)))


def _degree(attitude: str) -> str:
    """An attitude as a number from −2 to 2, by which people are put in order; "" where it is not known."""
    return str(_DEGREES.index(attitude) - 2) if attitude in _DEGREES else ""


def _word(attitude: str, language: Language) -> str:
    return ATTITUDES[attitude].to(language)


def _by_us(desk: Desk, contact: Contact, language: Language) -> Markup:
    if contact.by:
        return inline.joined([inline.valued(name, our_person(desk, name)) for name in contact.by])
    return _alone(contact.need, language)


@lru_cache(maxsize=32)
def _alone(need: str, language: Language) -> Markup:
    tone = _TONES.get(need)
    css = f"badge badge--{tone} is-alone" if tone else "muted is-alone"
    return inline.valued("", inline.span(css, _NOBODY.to(language)))


# -- what can be chosen ------------------------------------------------------------------------------------------------


def _choices(chunk: Sequence[Met], language: Language) -> Iterator[ChoiceGroup]:
    """Everybody, or only those of a role, an attitude, without contact; with how many there are on the page."""
    roles = Counter(role for contact, _ in chunk for role in dict.fromkeys(contact.roles))
    known = inline.ATTITUDE_TONES
    attitudes = Counter(contact.attitude if contact.attitude in known else "unknown" for contact, _ in chunk)
    alone = sum(not contact.by for contact, _ in chunk)
    who: list[Named] = [
        (_ALL.to(language), "all", len(chunk), {}),
        (_NOBODY.to(language), "alone", alone, {"by": ""}),
    ]
    yield choices_in(_WHO.to(language), _TABLE, who, language)
    some: list[Named] = [(ROLES[role][0].to(language), role, roles[role], {"roles": role}) for role in ROLES]
    yield choices_in(_ROLE.to(language), _TABLE, some, language)
    some = [(_word(one, language), one, attitudes[one], {"attitude": _degree(one)}) for one in ATTITUDES]
    yield choices_in(_ATTITUDE.to(language), _TABLE, some, language)
