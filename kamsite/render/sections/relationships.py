"""Relationship management (D25): who of us addresses whom, and where nobody does."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.analyses.coverage import OPPONENT_FROM, OPPONENTS
from kamsite.model.field import Field
from kamsite.render import generic, inline
from kamsite.render.blocks import NOTHING, Block, Column, Group, Note, Row, Table
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.people import is_important
from kamsite.render.sections.tables import Line, table_of
from kamsite.render.show import Show
from kamsite.source.document import Value

_MATRIX = Text("Who of us addresses whom", "Wer von uns wen anspricht")
_MATRIX_HELP = Text(
    "Dots stand for the strength of the relationship, 0 to 5; the most influential people come first.",
    "Die Punkte zeigen die Stärke der Beziehung von 0 bis 5; die einflussreichsten Personen stehen oben.",
)
_PERSON = Text("Person", "Person")
_TIES = Text("Messages and next steps", "Botschaften und nächste Schritte")
_GAP = Text("nobody", "niemand")
_KNOWN = Text("strength not rated", "Stärke nicht bewertet")
_GAPS = Text(
    "Nobody of us addresses: {}.",
    "Niemand von uns spricht an: {}.",
)
_OTHERS = Text("Without a relationship, but not decisive: {}.", "Ohne Beziehung, aber nicht entscheidend: {}.")
_MOST_STAFF = 12


def relationships(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """Gaps first, then the matrix of people and staff, then message, rhythm and plan of each relationship."""
    ties = [tie for tie in reading.listed(value) if isinstance(tie, dict)]
    if field.item is None or len(ties) != len(reading.listed(value)) or not ties:
        return generic.blocks_of(show, field, value)
    people = _people(show, ties)
    staff = list(dict.fromkeys(str(tie.get("by", "")) for tie in ties))
    addressed = {str(tie.get("person", "")) for tie in ties}
    wanted = {key for key, person in people.items() if _is_wanted(person)}
    blocks: list[Block] = []
    if gaps := [key for key in people if key in wanted and key not in addressed]:
        blocks.append(Note(_sentence(show, _GAPS, gaps), "warning"))
    rows = [key for key in people if key in addressed or key in wanted]
    if len(staff) <= _MOST_STAFF:
        blocks.append(Group(_MATRIX.to(show.language), _matrix(show, field.item, people, rows, staff, ties)))
    if others := [key for key in people if key not in addressed and key not in wanted]:
        blocks.append(pieces.html(inline.fill('<p class="muted">{}</p>', _sentence(show, _OTHERS, others))))
    blocks.append(Group(_TIES.to(show.language), (_list(show, field, field.item, people, ties),)))
    return tuple(blocks)


def _people(show: Show, ties: Sequence[Mapping[str, Value]]) -> dict[str, Mapping[str, Value]]:
    """The plan's people who are still there and those of the ties, the most influential first."""
    found: dict[str, Mapping[str, Value]] = {
        key: person
        for key, person in reading.entries(show.plan.data["people"].get("people")).items()
        if person.get("left") is None
    }
    for tie in ties:
        found.setdefault(str(tie.get("person", "")), {})
    return dict(sorted(found.items(), key=lambda pair: -(reading.number(pair[1].get("influence")) or 0)))


def _is_wanted(person: Mapping[str, Value]) -> bool:
    """Whether somebody of us should address this person: important, or an opponent with influence."""
    if is_important(person):
        return True
    return person.get("attitude") in OPPONENTS and (reading.number(person.get("influence")) or 0) >= OPPONENT_FROM


def _sentence(show: Show, text: Text, people: Sequence[str]) -> Markup:
    names = inline.joined([show.person(key) for key in people])
    return inline.fill(text.to(show.language), names)


def _matrix(
    show: Show,
    field: Field,
    people: Mapping[str, Mapping[str, Value]],
    rows: Sequence[str],
    staff: Sequence[str],
    ties: Sequence[Mapping[str, Value]],
) -> tuple[Block, ...]:
    strengths = {(str(tie.get("person", "")), str(tie.get("by", ""))): tie for tie in ties}
    person_field = _person_field(show)
    made = []
    for key in rows:
        person = Entry(show, person_field, people[key]) if person_field else None
        told = [strengths.get((key, one)) for one in staff]
        cells = [_strength(show, field, tie) if tie is not None else NOTHING for tie in told]
        is_gap = not any(cells)
        attitude = pieces.attitude(person) if person else NOTHING
        influence = person.line("influence") if person else NOTHING
        gap = pieces.open_mark(show, _GAP) if is_gap else NOTHING
        shown = [cell or pieces.dash() for cell in cells]
        stand = inline.joined([attitude, gap], " ") if is_gap else attitude
        made.append(Row((show.person(key), influence, stand, *shown)))
    bare = Entry(show, person_field, {}) if person_field else None
    heads = [_PERSON.to(show.language)] + [bare.label(key) if bare else "" for key in ("influence", "attitude")]
    columns = [Column(head) for head in heads] + [Column(_name(show, one)) for one in staff]
    help_text = pieces.html(inline.fill('<p class="muted">{}</p>', _MATRIX_HELP.to(show.language)))
    return help_text, Table(_MATRIX.to(show.language), tuple(columns), tuple(made), is_caption_hidden=True)


def _person_field(show: Show) -> Field | None:
    chapter = show.fields.get("people")
    people = chapter.properties.get("people") if chapter else None
    return people.entry if people else None


def _strength(show: Show, field: Field, tie: Mapping[str, Value]) -> Markup:
    strength = tie.get("strength")
    if strength is None:
        return inline.span("muted", _KNOWN.to(show.language))
    return show.value(field.properties.get("strength"), strength)


def _name(show: Show, key: str) -> str:
    person = show.staff.get(key)
    return person.name if person else key


def _list(
    show: Show, field: Field, item: Field, people: Mapping[str, Mapping[str, Value]], ties: list[dict[str, Value]]
) -> Table:
    """Every relationship with what we want to say and do, in the order of the people's influence."""
    order = {key: place for place, key in enumerate(people)}
    lines = []
    for tie in sorted(ties, key=lambda tie: order[str(tie.get("person", ""))]):
        entry = Entry(show, item, tie)
        cells = [
            entry.line("person"),
            entry.line("by"),
            entry.line("strength"),
            entry.line("rhythm"),
            entry.line("message"),
        ]
        step = entry.line("next_step")
        when = pieces.due(entry, "due")
        cells.append(inline.joined([one for one in (step, when) if one], " · "))
        is_late = pieces.is_overdue(show, tie.get("due"))
        lines.append(Line(tuple(cells), entry.more(), tone="late" if is_late else ""))
    bare = Entry(show, item, {})
    columns = [Column(bare.label(key)) for key in ("person", "by", "strength", "rhythm", "message", "next_step")]
    return table_of(show, generic.label_of(show, field, field.name), columns, lines)
