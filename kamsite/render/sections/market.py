"""Markets (D7, D16): size and growth at first glance, then what changes and whether it is a chance or a threat."""

from markupsafe import Markup

from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import inline
from kamsite.render.blocks import NOTHING, Block, Bullets, Figure, FigureRow, Group
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry, lead, point
from kamsite.render.show import Show
from kamsite.source.document import Value

_EFFECTS = {"effect": {"opportunity": "good", "threat": "warn"}}
_TRENDS = ("technologies", "regulation", "trends", "end_customer_wishes")


def market(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """Size, growth and our share as large figures, then the developments."""
    entry = Entry(show, field, reading.mapping(value))
    blocks: list[Block] = [pieces.paragraph(entry.line("summary"))] if "summary" in entry else []
    figures = [figure for key in ("size", "growth") if (figure := _quantity(entry, key)) is not None]
    if "our_share" in entry:
        figures.append(Figure(entry.label("our_share"), entry.line("our_share")))
    if figures:
        blocks.append(FigureRow(tuple(figures)))
    for key in _TRENDS:
        blocks += _trends(entry, key)
    return (*blocks, *entry.blocks())


def _quantity(entry: Entry, key: str) -> Figure | None:
    """A quantity with its unit as a large figure; None where it is none."""
    written = entry.value.get(key)
    field = entry.field.properties.get(key)
    if field is None or not isinstance(written, dict):
        return None
    entry.tick(key)
    show = entry.show
    quantity = Entry(show, field, written)
    amount = reading.number(written.get("value"))
    if amount is None:
        return Figure(entry.label(key), quantity.line("value") or pieces.dash(), quantity.sources() + quantity.more())
    quantity.tick("value")
    quantity.tick_unit()
    number = inline.number(amount, show.language)
    unit = formats.symbol(quantity.unit, show.language)
    shown = (
        number
        + quantity.past("value")
        + (inline.fill(' <span class="figure__unit">{}</span>', inline.text(unit)) if unit else NOTHING)
    )
    year = quantity.line("year")
    return Figure(entry.label(key), shown, year + quantity.sources() + quantity.more())


def _trends(entry: Entry, key: str) -> list[Block]:
    """Developments, each with a badge that says whether it is an opportunity or a threat."""
    value = entry.value.get(key)
    field = entry.field.properties.get(key)
    if field is None or not isinstance(value, list) or not value:
        return []
    entry.tick(key)
    show = entry.show
    points = tuple(
        _trend(show, field.item, one) + show.past(value, at) for at, one in enumerate(value) if one is not None
    )
    return [Group(entry.label(key), (Bullets(points),))]


def _trend(show: Show, field: Field | None, value: Value) -> Markup:
    if field is None or not isinstance(value, dict):
        return point(show, field, value)
    entry = Entry(show, field, value)
    badges = entry.badges(_EFFECTS)
    text = lead(entry)
    return text + (Markup(" ") + Markup(" ").join(badges) if badges else NOTHING) + entry.more()
