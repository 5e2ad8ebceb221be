"""The people of all customers: who decides, what they think of us, who addresses them. Who needs us comes first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.summary import NEEDS, Contact, Summary
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import our_person
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, other_parts, page, parts_of
from kamsite.render.blocks import (
    NOTHING,
    Choice,
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
_COLUMNS = (
    Text("Name", "Name"),
    Text("Account", "Kunde"),
    Text("Roles", "Rollen"),
    Text("Influence", "Einfluss"),
    Text("Attitude to us", "Einstellung zu uns"),
    Text("By us", "Von uns"),
)
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
    yield Section(urls.identifier("everybody"), _SHOW.to(language), (choices,))
    columns = tuple(Column(text.to(language)) for text in _COLUMNS)
    for need, group in groupby(chunk, key=lambda met: met[0].need):
        title = _GROUPS[need].to(language)
        rows = tuple(_row(desk, contact, summary, language) for contact, summary in group)
        yield Section(
            urls.identifier(need.replace("_", "-")), title, (Table(title, columns, rows, is_caption_hidden=True),)
        )
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
    figures = (
        Figure(
            _PEOPLE.to(language),
            inline.number(len(people), language),
            inline.text(_AT.to(language).format(count=places)),
        ),
        Figure(
            _ADDRESSED.to(language),
            inline.text(f"{addressed} / {len(deciders)}"),
            tone="good" if addressed == len(deciders) else "bad",
        ),
        Figure(_OPPONENTS.to(language), inline.text(needs["opponent"]), tone="warn" if needs["opponent"] else ""),
        Figure(
            _FRIENDS.to(language),
            inline.number(attitudes["mentor"] + attitudes["positive"], language),
            inline.text(_MENTORS.to(language).format(count=attitudes["mentor"])),
        ),
    )
    return Section(urls.identifier("glance"), _GLANCE.to(language), (FigureRow(figures),))


# -- the people --------------------------------------------------------------------------------------------------------


def _row(desk: Desk, contact: Contact, summary: Summary, language: Language) -> Row:
    name = inline.link(urls.for_chapter(summary.id, "people", contact.person), inline.text(contact.name))
    if contact.title:
        name += inline.span("under", inline.text(contact.title))
    return Row(
        (
            name,
            inline.link(urls.for_account(summary.id), inline.text(summary.name), "plain"),
            _roles(contact.roles, language),
            NOTHING if contact.influence is None else inline.scale(contact.influence, 5, language),
            _attitude(contact.attitude, language),
            _by_us(desk, contact, language),
        )
    )


def _roles(roles: Sequence[str], language: Language) -> Markup:
    """The roles in words, the last word on a purchase first and marked."""
    known = [role for role in ROLES if role in roles]
    pieces = [inline.span(f"is-{role}", ROLES[role][0].to(language)) for role in known if role != "decider"]
    others = inline.joined(pieces)
    if "decider" not in known:
        return others
    return inline.joined([inline.span("badge badge--key is-decider", ROLES["decider"][0].to(language)), others], " ")


def _attitude(attitude: str | None, language: Language) -> Markup:
    known = attitude if attitude in inline.ATTITUDE_TONES else "unknown"
    tone = inline.ATTITUDE_TONES.get(known, "muted")
    return inline.span(f"badge badge--{tone} is-{known}", f"{inline.ATTITUDE_SIGNS[known]} {_word(known, language)}")


def _word(attitude: str, language: Language) -> str:
    return ATTITUDES[attitude].to(language)


def _by_us(desk: Desk, contact: Contact, language: Language) -> Markup:
    if contact.by:
        return inline.joined([our_person(desk, name) for name in contact.by])
    tone = _TONES.get(contact.need)
    css = f"badge badge--{tone} is-alone" if tone else "muted is-alone"
    return inline.span(css, _NOBODY.to(language))


# -- what can be chosen ------------------------------------------------------------------------------------------------


def _choices(chunk: Sequence[Met], language: Language) -> Iterator[ChoiceGroup]:
    """Everybody, or only those of a role, an attitude, without contact; with how many there are on the page."""
    roles = Counter(role for contact, _ in chunk for role in dict.fromkeys(contact.roles))
    known = inline.ATTITUDE_TONES
    attitudes = Counter(contact.attitude if contact.attitude in known else "unknown" for contact, _ in chunk)
    alone = sum(not contact.by for contact, _ in chunk)
    some = ((_ALL, "all", len(chunk)), (_NOBODY, "alone", alone))
    who = tuple(_choice(word.to(language), name, count) for word, name, count in some if count)
    yield ChoiceGroup(_WHO.to(language), who)
    yield ChoiceGroup(
        _ROLE.to(language), tuple(_choice(ROLES[r][0].to(language), r, roles[r]) for r in ROLES if roles[r])
    )
    yield ChoiceGroup(
        _ATTITUDE.to(language),
        tuple(_choice(_word(one, language), one, attitudes[one]) for one in ATTITUDES if attitudes[one]),
    )


def _choice(word: str, name: str, count: int) -> Choice:
    return Choice(inline.fill("{} {}", word, inline.span("num", str(count))), id=f"only-{name}")
