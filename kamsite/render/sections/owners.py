"""Who owns the customer and whom they own (D4): shares as one bar, what we know of each owner and each company."""

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import generic, inline
from kamsite.render.blocks import Block, Column, Drawing, Table
from kamsite.render.charts.stack import Part, stack
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.tables import Line, table_of
from kamsite.render.show import Show
from kamsite.source.document import Value

_TITLE = Text("Owners by share", "Eigentümer nach Anteil")
_REST = Text("not named", "nicht benannt")
_TELLS = Text("{name} holds {share}", "{name} hält {share}")
_RELATIONS = {
    "relation": {"customer": "good", "prospect": "info", "competitor": "bad", "none": "muted", "unknown": "muted"}
}
_COMPANY = Text("Company", "Gesellschaft")
_OWNER = Text("Owner", "Eigentümer")
_TONES = {"influence": {"high": "info", "medium": "neutral", "low": "muted"}}


def owners(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """A bar of shares with a table of the owners, the largest first."""
    found = reading.entries(value)
    if field.entry is None or not found:
        return generic.blocks_of(show, field, value)
    shares = {key: reading.ratio(owner.get("share")) for key, owner in found.items()}
    ordered = sorted(found, key=lambda key: -(shares[key] or 0))
    table = _table(show, field, field.entry, {key: found[key] for key in ordered})
    parts = tuple(
        Part(str(found[key].get("name", key)), part, formats.share(part, show.language))
        for key in ordered
        if (part := shares[key]) is not None and part > 0
    )
    strays = pieces.strays(show, field, value)
    if not parts:
        return (table, *strays)
    told = "; ".join(pieces.words(show, _TELLS, name=part.name, share=part.label) for part in parts)
    title = _TITLE.to(show.language)
    return (Drawing(stack(title, told, parts, _REST.to(show.language)), title), table, *strays)


def _table(show: Show, field: Field, entry_field: Field, found: dict[str, dict[str, Value]]) -> Table:
    lines = []
    for key, owner in found.items():
        entry = Entry(show, entry_field, owner)
        title = entry.headline(key)
        influence = inline.joined(entry.badges(_TONES), " ")
        cells = (title, entry.line("share"), influence, entry.line("relationship"), entry.line("goals"))
        lines.append(Line(cells, entry.more(), pieces.anchor(show, "customer", "owners", key)))
    bare = Entry(show, entry_field, {})
    columns = [Column(_OWNER.to(show.language)), Column(bare.label("share"), is_number=True)]
    columns += [Column(bare.label(key)) for key in ("influence", "relationship", "goals")]
    return table_of(show, generic.label_of(show, field, field.name), columns, lines)


def subsidiaries(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The companies of the customer as a table: what they are to us, whose they are, what they do."""
    found = reading.entries(value)
    if field.entry is None or not found:
        return generic.blocks_of(show, field, value)
    lines = []
    for key, company in found.items():
        entry = Entry(show, field.entry, company)
        title = entry.headline(key)
        relation = inline.joined(entry.badges(_RELATIONS), " ")
        cells = (title, entry.line("country"), relation, *(entry.line(name) for name in ("share", "business", "plan")))
        lines.append(Line(cells, entry.more(), pieces.anchor(show, "customer", "subsidiaries", key)))
    bare = Entry(show, field.entry, {})
    columns = [Column(_COMPANY.to(show.language)), Column(bare.label("country")), Column(bare.label("relation"))]
    columns += [Column(bare.label(key), is_number=key == "share") for key in ("share", "business", "plan")]
    table = table_of(show, generic.label_of(show, field, field.name), columns, lines)
    return (table, *pieces.strays(show, field, value))
