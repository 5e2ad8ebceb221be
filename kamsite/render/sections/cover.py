"""The cover: who took part in the workshop (D2), the team and its message (D24), what was checked."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.field import Field
from kamsite.render import generic, inline
from kamsite.render.blocks import NOTHING, Block, Column, Fact, Facts, Group, Row, Table
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry, entry_of
from kamsite.render.sections.tables import Line, table_of
from kamsite.render.show import Show
from kamsite.source.document import Value

_NOBODY = Text("nobody took part", "niemand dabei")
_PARTICIPANTS = Text("Who took part", "Wer dabei war")
_MISSING = Text("{count} of {all} roles took part.", "{count} von {all} Rollen waren vertreten.")
_MEMBER = Text("Member", "Mitglied")
_CHAPTER = Text("Chapter", "Kapitel")
_WHEN = Text("Checked on", "Geprüft am")
_AGE = Text("Age", "Alter")
_MONTHS = (Text("this month", "in diesem Monat"), Text("1 month", "1 Monat"), Text("{n} months", "{n} Monate"))


def workshop(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """Date and place, then all the roles that belong into a workshop, with a mark where one was missing."""
    entry = Entry(show, field, reading.mapping(value))
    facts = entry.facts("date", "place", "next_review")
    blocks: list[Block] = [Facts(facts)] if facts else []
    inside = field.properties.get("participants")
    if inside is not None and isinstance(entry.value.get("participants"), dict):
        entry.tick("participants")
        blocks.append(_participants(show, inside, reading.mapping(entry.value["participants"])))
    return (*blocks, *entry.blocks())


def _participants(show: Show, field: Field, value: Mapping[str, Value]) -> Block:
    entry = Entry(show, field, value)
    facts = []
    for role, known in field.properties.items():
        here = entry.line(role)
        is_there = role in entry and value[role] != []
        facts.append(
            Fact(entry.label(role), here if is_there else pieces.open_mark(show, _NOBODY), generic.help_of(show, known))
        )
    facts += [Fact(entry.label(role), entry.line(role)) for role in value if role not in field.properties]
    present = sum(1 for role in field.properties if reading.names(value.get(role)))
    line = pieces.words(show, _MISSING, count=present, all=len(field.properties))
    return Group(_PARTICIPANTS.to(show.language), (pieces.html(inline.fill("<p>{}</p>", line)), Facts(tuple(facts))))


def team(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The message as a quote, then who of us does what."""
    entry = Entry(show, field, reading.mapping(value))
    blocks: list[Block] = []
    if "message" in entry:
        blocks.append(pieces.quote(entry.line("message"), entry.label("message")))
    members = field.properties.get("members")
    rows = reading.entries(entry.value.get("members"))
    if members is not None and rows and len(rows) == len(reading.mapping(entry.value["members"])):
        entry.tick("members")
        blocks.append(_members(show, members, rows))
    return (*blocks, *entry.blocks())


def _members(show: Show, field: Field, rows: dict[str, dict[str, Value]]) -> Table:
    lines = []
    for person, row in rows.items():
        entry = entry_of(show, field.entry, row)
        member = show.staff.get(person)
        below = _below(member.title) if member and member.title else NOTHING
        who = inline.followed(show.our_person(person), below)
        lines.append(Line((who, entry.line("role"), entry.line("task")), entry.more()))
    bare = entry_of(show, field.entry, {})
    columns = [Column(_MEMBER.to(show.language)), Column(bare.label("role")), Column(bare.label("task"))]
    return table_of(show, generic.label_of(show, field, "members"), columns, lines)


def _below(content: str) -> Markup:
    return inline.fill('<span class="item__more">{}</span>', inline.text(content))


def confirmed(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """When each chapter was last checked without a change, and how long ago that is."""
    entry = Entry(show, field, reading.mapping(value))
    rows = []
    for key in entry.value:
        shown = entry.line(key)
        rows.append(Row((inline.text(entry.label(key)), shown, _age(show, entry.value[key]))))
    columns = tuple(Column(text.to(show.language)) for text in (_CHAPTER, _WHEN, _AGE))
    caption = generic.label_of(show, field, field.name)
    return (Table(caption, columns, tuple(rows), is_caption_hidden=True),) if rows else ()


def _age(show: Show, value: Value) -> Markup:
    """How many calendar months ago a day was: the page stays the same from one day to the next."""
    day = last_day(value) if isinstance(value, str) else None
    if day is None or day > show.as_of:
        return NOTHING
    months = (show.as_of.year - day.year) * 12 + show.as_of.month - day.month
    return inline.text(_MONTHS[min(months, 2)].to(show.language).format(n=months))
