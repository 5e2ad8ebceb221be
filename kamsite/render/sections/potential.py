"""Account profile and potential (D19): what revenue and margin are possible over the years."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import generic, inline
from kamsite.render.blocks import Block, Column, Drawing, Row, Table
from kamsite.render.charts.amounts import amounts_for
from kamsite.render.charts.bars import Bars, Period, bars
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.show import Show
from kamsite.source.document import Value

_SERIES = ("revenue", "margin", "profit")
_PERIOD = Text("Period", "Zeitraum")
_TITLE = Text("What is possible by year", "Was je Jahr möglich ist")
_BELOW = Text("Below each period: {label}.", "Unter dem Zeitraum: {label}.")
_POINTS = ("requirements", "processes", "partnership")


def potential(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """Revenue as hatched bars with the margin below each, then the requirements and the cooperation so far."""
    entry = Entry(show, field, reading.mapping(value))
    written = {key: entry.value[key] for key in _SERIES if isinstance(entry.value.get(key), dict) and entry.value[key]}
    blocks: list[Block] = []
    if written:
        entry.tick(*written)
        table = _table(entry, {key: reading.mapping(one) for key, one in written.items()})
        blocks += _drawing(entry, written, table)
    for key in _POINTS:
        blocks += entry.bullets(key)
    return (*blocks, *entry.blocks())


def _drawing(entry: Entry, written: Mapping[str, Value], table: Table) -> list[Block]:
    show = entry.show
    revenue, margin, profit = (reading.series(written.get(key)) for key in _SERIES)
    drawn = {key: one for key, one in (("revenue", revenue), ("profit", profit)) if one}
    if not drawn:
        return [table]
    amounts = amounts_for([amount for one in drawn.values() for amount in one.values()], show.currency, show.language)
    keys = sorted({period for one in drawn.values() for period in one})
    periods = [Period(key, formats.period(key, show.language), _remark(entry, margin.get(key))) for key in keys]
    styles: dict[str, Bars] = {
        "revenue": Bars(entry.label("revenue"), revenue, "forecast"),
        "profit": Bars(entry.label("profit"), profit, "forecast", "tone-3"),
    }
    told = "; ".join(
        f"{period.label}: {amounts.full(revenue[period.key])}" for period in periods if period.key in revenue
    )
    title = _TITLE.to(show.language)
    caption = f"{title}. {pieces.words(show, _BELOW, label=entry.label('margin'))}" if margin else title
    return [Drawing(bars(title, told, periods, [styles[key] for key in drawn], amounts), caption), table]


def _remark(entry: Entry, margin: float | None) -> str:
    return formats.share(margin, entry.show.language) if margin is not None else ""


def _table(entry: Entry, written: Mapping[str, Mapping[str, Value]]) -> Table:
    show = entry.show
    periods = sorted({period for one in written.values() for period in one})
    rows = []
    for period in periods:
        cells = [_cell(entry, key, one.get(period)) + show.past(one, period) for key, one in written.items()]
        rows.append(Row((inline.time(period, show.language), *cells)))
    columns = (Column(_PERIOD.to(show.language)), *(Column(entry.label(key), is_number=True) for key in written))
    return Table(_TITLE.to(show.language), columns, tuple(rows), is_caption_hidden=True)


def _cell(entry: Entry, key: str, value: Value) -> Markup:
    if value is None:
        return pieces.dash()
    field = entry.field.properties.get(key)
    return generic.line_of(entry.show, field.entry if field else None, value, _unit(entry, field))


def _unit(entry: Entry, field: Field | None) -> str:
    return entry.show.unit_of(field) if field is not None and field.unit == "currency" else ""
