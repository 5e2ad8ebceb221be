"""Any part of a plan as blocks, guided by the schema: nothing that a team wrote is lost.

Special sections arrange what they know and hand everything else to `rest`; sections that nobody wrote a drawing for
are shown by `blocks_of` alone.
"""

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.field import UNKNOWN, Field
from kamsite.render import format as formats
from kamsite.render import inline, leaves, urls
from kamsite.render.blocks import NOTHING, Block, Bullets, Card, Cards, Column, Fact, Facts, Group, Prose, Row, Table
from kamsite.render.leaves import line_drawing, number_drawing
from kamsite.render.show import TITLE_KEYS, Show
from kamsite.source.document import Value

_MOST_COLUMNS = 6
_ENTRY = Text("Entry", "Eintrag")
_BLANK = Markup(" ")


def label_of(show: Show, field: Field | None, key: str) -> str:
    """What a key is called in the page's language; a key that the schema does not know is shown as written."""
    return leaves.label_of(field, key, show.language)


def help_of(show: Show, field: Field | None) -> str:
    """What a key means, in the page's language."""
    return field.description.to(show.language) if field else ""


def is_single(value: Value) -> bool:
    """Whether a value fits a line: no mapping, and no list but one of single values."""
    if isinstance(value, list):
        return all(not isinstance(item, dict | list) for item in value)
    return not isinstance(value, dict)


def line_of(show: Show, field: Field | None, value: Value, unit: str = "") -> Markup:
    """A value in a line: single values, lists of them, items with their source, series."""
    if isinstance(value, str):
        return show.value(field, value) if field is None or value == UNKNOWN else line_drawing(field)(show, value)
    if field is not None and (type(value) is int or type(value) is float):  # a flag is no number
        return number_drawing(field)(show, value, unit)
    if isinstance(value, list):
        item = field.item if field else None
        told = ((line_of(show, item, entry, unit), show.past(value, at)) for at, entry in enumerate(value))
        pieces = [inline.followed(line, past) for line, past in told]
        return inline.joined(pieces, " · ")
    if isinstance(value, dict):
        if "text" in value:
            return item_of(show, field, value)
        entry = field.entry if field else None
        pieces = []
        for key, inside in value.items():
            known = (field.properties.get(key) if field else None) or entry
            name = key_of(show, field, key)
            line = inline.fill("{}: {}", name, line_of(show, known, inside, unit))
            pieces.append(inline.followed(line, show.past(value, key)))
        return inline.joined(pieces, " · ")
    return show.value(field, value, unit)


def key_of(show: Show, field: Field | None, key: str) -> Markup:
    """The key of an entry: a reference, a fixed word, a period, a field's title, or the key as written."""
    if field is None:
        return inline.text(key)
    if field.key_reference:
        return show.reference(field.key_reference, key)
    if word := field.words.get(key):
        return inline.text(word.text.to(show.language))
    if key in field.properties:
        return inline.text(label_of(show, field.properties[key], key))
    return inline.text(formats.period(key, show.language)) if field.kind == "series" else inline.text(key)


def item_of(show: Show, field: Field | None, value: Value) -> Markup:
    """An entry of a list that is a text or a mapping with `text`, `source` and more."""
    if not isinstance(value, dict):
        return show.value(field, value) if value == "unknown" or not isinstance(value, str) else inline.text(value)
    first = next((key for key in ("text", *TITLE_KEYS) if key in value), None)
    shown = NOTHING
    if first:
        known = field.properties.get(first) if field else None
        shown = inline.followed(line_of(show, known, value[first]), show.past(value, first))
    more = []
    for key, inside in value.items():
        if key in (first, "source"):
            continue
        known = field.properties.get(key) if field else None
        more.append(
            inline.fill(
                '<div class="item__more"><span class="item__label">{}</span> {}</div>',
                label_of(show, known, key),
                inline.followed(line_of(show, known, inside), show.past(value, key)),
            )
        )
    source = value.get("source")
    marks = [_BLANK, sources_of(show, source)] if source else []
    return inline.joined([shown, *marks, *more], "")


def sources_of(show: Show, source: Value) -> Markup:
    """The marks of one source or several."""
    names = source if isinstance(source, list) else [source]
    return inline.joined(
        [show.value(None, name) if name == "unknown" else show.source(str(name)) for name in names], " "
    )


def facts_of(show: Show, field: Field, value: Mapping[str, Value], without: Collection[str] = ()) -> tuple[Fact, ...]:
    """The single values of a mapping as labelled facts, in the schema's order, own keys last."""
    unit = value.get("unit")
    unit = unit if isinstance(unit, str) else ""
    facts = []
    for key in _in_order(field, value):
        inside = value[key]
        known = field.inside(key)
        if key in without or not _is_fact(known, inside):
            continue
        shown = inline.followed(_fact_value(show, known, inside, unit), show.past(value, key))
        facts.append(Fact(label_of(show, known, key), shown, help_of(show, known)))
    return tuple(facts)


def _fact_value(show: Show, field: Field | None, value: Value, unit: str) -> Markup:
    if field and field.name == "source":
        return sources_of(show, value)
    return line_of(show, field, value, unit if field and field.kind in ("amount", "series") else "")


def _is_fact(field: Field | None, value: Value) -> bool:
    """Whether a value is shown beside its label: series of numbers are, prose and lists of sentences are not."""
    if field and field.kind == "series" and isinstance(value, dict):
        return True
    if field and field.kind == "prose":
        return False
    if isinstance(value, list):
        return is_single(value) and sum(len(str(item)) for item in value) < 60
    return not isinstance(value, dict)


def _in_order(field: Field, value: Mapping[str, Value]) -> list[str]:
    known = [key for key in field.properties if key in value]
    return known + [key for key in value if key not in field.properties]


def rest(show: Show, field: Field, value: Mapping[str, Value], without: Collection[str]) -> tuple[Block, ...]:
    """Everything in a mapping but the keys that are already shown: facts first, then what needs more room."""
    facts = facts_of(show, field, value, without)
    blocks: list[Block] = [Facts(facts)] if facts else []
    for key in _in_order(field, value):
        known = field.inside(key)
        if key in without or _is_fact(known, value[key]):
            continue
        blocks.append(Group(label_of(show, known, key), blocks_of(show, known, value[key], show.past(value, key))))
    return tuple(blocks)


def blocks_of(show: Show, field: Field | None, value: Value, past: Markup = NOTHING) -> tuple[Block, ...]:
    """Any value as blocks; `past` leads to where it comes from, if it is a single one."""
    if field is None or value == "unknown":
        return (Prose(inline.fill("<p>{}{}</p>", line_of(show, field, value), past)),)
    if isinstance(value, list):
        return _list_blocks(show, field, value, past) if value else ()
    if isinstance(value, dict):
        if field.kind == "series":
            return (Facts((Fact(label_of(show, field, field.name), line_of(show, field, value)),)),)
        if field.kind == "item" and "text" in value:
            return (Bullets((item_of(show, field, value),)),)
        if field.entry is not None and not field.properties:
            return entries_blocks(show, field, value)
        return rest(show, field, value, ())
    if field.kind == "prose" and isinstance(value, str):
        return (Prose(show.prose(value) + past),)
    return (Prose(inline.fill("<p>{}{}</p>", show.value(field, value), past)),)


def _list_blocks(show: Show, field: Field, value: list[Value], past: Markup) -> tuple[Block, ...]:
    item = field.item
    if item is not None and item.kind == "mapping" and all(isinstance(entry, dict) for entry in value):
        return (table_of(show, field, item, [("", entry) for entry in value if isinstance(entry, dict)]),)
    points = [
        item_of(show, item, entry) if isinstance(entry, dict) else line_of(show, item, entry) + show.past(value, at)
        for at, entry in enumerate(value)
    ]
    return (Bullets((*points[:-1], points[-1] + past)),)


def entries_blocks(show: Show, field: Field, value: Mapping[str, Value]) -> tuple[Block, ...]:
    """A mapping by id: a table when its entries are flat, cards otherwise."""
    entry = field.entry
    if entry is None or entry.kind not in ("mapping", "item"):
        return (Facts(tuple(_entry_fact(show, field, value, key) for key in value)),)
    rows = [(key, inside) for key, inside in value.items() if isinstance(inside, dict)]
    others = {key: inside for key, inside in value.items() if not isinstance(inside, dict)}
    blocks: list[Block] = []
    keys = {key for _, row in rows for key in row}
    is_flat = all(_is_fact(entry.properties.get(key), row[key]) for _, row in rows for key in row)
    if rows and is_flat and len(keys) <= _MOST_COLUMNS:
        blocks.append(table_of(show, field, entry, rows))
    elif rows:
        blocks.append(Cards(tuple(card_of(show, field, entry, key, row) for key, row in rows)))
    if others:
        blocks.append(Facts(tuple(_entry_fact(show, field, value, key) for key in others)))
    return tuple(blocks)


def _entry_fact(show: Show, field: Field, value: Mapping[str, Value], key: str) -> Fact:
    """An entry that is a single value, with its key as the label."""
    label = str(key_of(show, field, key).striptags())
    return Fact(label, line_of(show, field.entry, value[key]) + show.past(value, key))


def card_of(
    show: Show, field: Field, entry: Field, key: str, value: Mapping[str, Value], badges: tuple[Markup, ...] = ()
) -> Card:
    """An entry as a card: its title, then everything else."""
    title = next((name for name in TITLE_KEYS if isinstance(value.get(name), str)), None)
    heading = inline.text(value[title]) + show.past(value, title) if title else key_of(show, field, key)
    return Card(heading, urls.identifier(key), badges, blocks=rest(show, entry, value, {title} if title else ()))


def table_of(show: Show, field: Field, entry: Field, rows: Sequence[tuple[str, Mapping[str, Value]]]) -> Table:
    """Flat entries as a table; a column for each key that any of them has."""
    used = {key for _, row in rows for key in row}
    keys = [key for key in entry.properties if key in used] + sorted(used - set(entry.properties))
    title = next((key for key in TITLE_KEYS if key in keys), None)
    columns = (
        [Column(label_of(show, entry.properties.get(title), title) if title else _ENTRY.to(show.language))]
        if title or rows[0][0]
        else []
    )
    others = [key for key in keys if key != title]
    columns += [
        Column(label_of(show, entry.properties.get(key), key), _is_number(entry.properties.get(key))) for key in others
    ]
    made = []
    for key, row in rows:
        unit = row.get("unit")
        unit = unit if isinstance(unit, str) else ""
        cells = [_cell(show, entry, row, name, unit) for name in others]
        if title or key:
            first = key_of(show, field, key)
            if title and title in row:
                first = inline.text(row[title]) + show.past(row, title)
            cells = [first, *cells]
        made.append(Row(tuple(cells), urls.identifier(key) if key else ""))
    return Table(label_of(show, field, field.name), tuple(columns), tuple(made), is_caption_hidden=True)


def _cell(show: Show, entry: Field, row: Mapping[str, Value], name: str, unit: str) -> Markup:
    if name not in row:
        return NOTHING
    return inline.followed(_fact_value(show, entry.properties.get(name), row[name], unit), show.past(row, name))


def _is_number(field: Field | None) -> bool:
    return field is not None and field.kind in ("amount", "share", "count")
