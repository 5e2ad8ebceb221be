"""White space (D46): which product is sold to which division, where something is possible, where it is blocked."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.analyses.whitespace import in_words, own_name
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import generic, inline
from kamsite.render.blocks import NOTHING, Block, Column, Row, Table
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.show import Show
from kamsite.source.document import Value

_TONES = {"won": "good", "pipeline": "info", "potential": "warn", "blocked": "bad", "unknown": "muted"}
_SIGNS = {"won": "✓", "pipeline": "▸", "potential": "○", "blocked": "✕", "unknown": "?"}
_PRODUCT = Text("Product", "Produkt")
_EMPTY = Text("not looked at", "nicht betrachtet")
_SUM = Text("Potential in total", "Potenzial gesamt")


def white_space(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The matrix of products and divisions; every status is a word with a sign and a colour."""
    products = reading.entries(value)
    cell_field = field.entry.entry if field.entry else None
    if field.entry is None or cell_field is None or not products:
        return generic.blocks_of(show, field, value)
    divisions = list(dict.fromkeys(division for cells in products.values() for division in cells))
    rows = [
        Row((_product(show, name), *(_cell(show, cell_field, cells, division) for division in divisions)))
        for name, cells in products.items()
    ]
    rows += _sums(show, products, divisions)
    columns = [Column(_PRODUCT.to(show.language))]
    columns += [Column(str(generic.key_of(show, field.entry, division).striptags())) for division in divisions]
    return (
        Table(generic.label_of(show, field, field.name), tuple(columns), tuple(rows), is_caption_hidden=True),
        *pieces.strays(show, field, value),
    )


def _product(show: Show, key: str) -> Markup:
    """A product's name as the financial plan has it, else as the company calls it, else its id in words."""
    return inline.text(own_name(show.plan, key) or show.products.get(key) or in_words(key))


def _cell(show: Show, field: Field, cells: Mapping[str, Value], division: str) -> Markup:
    value = cells.get(division)
    if value is None:
        return inline.fill('<span class="muted" title="{}">–</span>', _EMPTY.to(show.language))
    if not isinstance(value, dict):
        return _status(show, field, value) + show.past(cells, division)
    entry = Entry(show, field, value)
    status = _status(show, field, value.get("status")) + entry.past("status")
    entry.tick("status")
    reason = inline.fill('<div class="item__more">{}</div>', entry.line("reason")) if "reason" in entry else NOTHING
    return status + reason + entry.more()


def _status(show: Show, field: Field, value: Value) -> Markup:
    if value is None:
        return NOTHING
    known = field.properties.get("status")
    word = known.words.get(str(value)) if known else None
    shown = (
        word.text.to(show.language)
        if word
        else inline.NOT_KNOWN.to(show.language)
        if value == "unknown"
        else str(value)
    )
    sign = _SIGNS.get(str(value), "")
    return inline.fill(
        '<span class="badge badge--{}"><span aria-hidden="true">{}</span> {}</span>',
        _TONES.get(str(value), "neutral"),
        sign,
        inline.text(shown),
    )


def _sums(show: Show, products: Mapping[str, Mapping[str, Value]], divisions: list[str]) -> list[Row]:
    """What each division's cells are worth together; nothing where no cell says so."""
    sums: dict[str, float] = {}
    for cells in products.values():
        for division, cell in cells.items():
            amount = reading.number(reading.mapping(cell).get("potential"))
            if amount is not None:
                sums[division] = sums.get(division, 0.0) + amount
    if not sums:
        return []
    cells_of_sums = [
        inline.span("num", formats.compact(sums[division], show.currency, show.language))
        if division in sums
        else pieces.dash()
        for division in divisions
    ]
    return [Row((inline.text(_SUM.to(show.language)), *cells_of_sums), tone="total")]
