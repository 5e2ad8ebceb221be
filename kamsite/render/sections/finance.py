"""The financial plan (D22): budget against actuals, per product and in total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import inline
from kamsite.render.blocks import NOTHING, Block, Column, Drawing, Group, Row, Table
from kamsite.render.charts.amounts import amounts_for
from kamsite.render.charts.bars import Bars, Period, Style, bars
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.show import Show
from kamsite.source.document import Value

_STYLES: dict[str, Style] = {"actual": "actual", "budget": "plan", "forecast": "forecast"}
_COMPARED = ("actual", "budget")
_TOTAL = Text("All products", "Alle Produkte")
_DEVIATION = Text("Deviation", "Abweichung")
_PRODUCT = Text("Product", "Produkt")
_TITLE = Text("All products: actual and budget", "Alle Produkte: Ist und Budget")
_OTHER_UNITS = Text(
    "Products in other units are not in the sum.", "Produkte in anderen Einheiten sind nicht in der Summe."
)
_MOST_PERIODS = 12
_MOST_AT_A_GLANCE = 4
_WHOLE, _HALF = 660.0, 440.0


@dataclass(frozen=True, slots=True)
class _Product:
    """A product: its name, its values by kind of series, its unit, and the entry that it came from."""

    key: str
    entry: Entry
    series: Mapping[str, Mapping[str, Value]]

    @property
    def unit(self) -> str:
        """The unit of its amounts."""
        return self.entry.unit


def finance(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """Totals as bars, a table of all products over the years, then what else was said."""
    entry = Entry(show, field, reading.mapping(value))
    unit = entry.unit or show.currency
    known = field.properties.get("products")
    written = reading.entries(entry.value.get("products"))
    if (
        known is None
        or known.entry is None
        or not written
        or len(written) != len(reading.mapping(entry.value.get("products")))
    ):
        return entry.blocks()
    entry.tick("products")
    products = [_product(show, known.entry, key, one, unit) for key, one in written.items()]
    periods = sorted({period for one in products for series in one.series.values() for period in series})
    blocks: list[Block] = []
    if periods:
        entry.tick_unit()
        totals = _totals(products, unit)
        blocks += _drawing(entry, products, totals, periods, unit)
        blocks.append(_table(entry, known, products, totals, periods, unit))
    for one in products:
        name = reading.line(one.entry.value.get("name")) or one.key
        one.entry.tick(*(("name",) if name != one.key else ()))
        more = one.entry.blocks()
        if more or not periods:
            blocks.append(Group(name, more))
    return (*blocks, *entry.blocks())


def glance(show: Show, field: Field, value: Value) -> list[Drawing]:
    """The totals of the years around today as bars, in half the width of a page."""
    entry = Entry(show, field, reading.mapping(value))
    known = field.properties.get("products")
    written = reading.entries(entry.value.get("products"))
    if known is None or known.entry is None or not written:
        return []
    unit = entry.unit or show.currency
    products = [_product(show, known.entry, key, one, unit) for key, one in written.items()]
    totals = _totals(products, unit)
    periods = sorted({period for series in totals.values() for period in series})
    near = [period for period in periods if -2 <= int(period[:4]) - show.as_of.year <= 1]
    shown = (near or periods)[-_MOST_AT_A_GLANCE:]
    twin = _twin(show, products[0], totals, shown, unit)
    return [replace(one, table=twin) for one in _drawing(entry, products, totals, shown, unit, _HALF)]


def _twin(
    show: Show, one: _Product, totals: Mapping[str, Mapping[str, float]], periods: Sequence[str], unit: str
) -> Table:
    """The sums of the drawing at a glance as a table."""
    rows = tuple(
        Row((inline.text(one.entry.label(kind)), *(_number(show, totals[kind].get(period)) for period in periods)))
        for kind in _STYLES
        if kind in totals
    )
    heads = [Column(formats.period(period, show.language), is_number=True) for period in periods]
    title = _TITLE.to(show.language)
    return Table(title, (Column(formats.symbol(unit, show.language)), *heads), rows, is_caption_hidden=True)


def _product(show: Show, field: Field, key: str, value: dict[str, Value], unit: str) -> _Product:
    entry = Entry(show, field, value, unit)
    series = {}
    for name, inside in field.properties.items():
        found = value.get(name)
        if inside.kind == "series" and isinstance(found, dict) and found:
            series[name] = found
            entry.tick(name)
    if series:
        entry.tick_unit()
    return _Product(key, entry, series)


def _totals(products: list[_Product], unit: str) -> dict[str, dict[str, float]]:
    """The sums over all products with the plan's unit, by kind of series and period."""
    totals: dict[str, dict[str, float]] = {}
    for one in products:
        for name in _STYLES:
            if one.unit == unit and name in one.series:
                sums = totals.setdefault(name, {})
                for period, amount in reading.series(one.series[name]).items():
                    sums[period] = sums.get(period, 0.0) + amount
    return totals


def _drawing(
    entry: Entry,
    products: list[_Product],
    totals: Mapping[str, Mapping[str, float]],
    periods: list[str],
    unit: str,
    room: float = _WHOLE,
) -> list[Drawing]:
    show = entry.show
    values = [amount for series in totals.values() for amount in series.values()]
    if not values or len(periods) > _MOST_PERIODS:
        return []
    amounts = amounts_for(values, unit, show.language)
    shown = [Period(period, formats.period(period, show.language)) for period in periods]
    bare = products[0].entry
    series = [Bars(bare.label(name), totals[name], style) for name, style in _STYLES.items() if name in totals]
    told = "; ".join(
        f"{one.name} {period.label}: {amounts.full(one.values[period.key])}"
        for period in shown
        for one in series
        if period.key in one.values
    )
    title = _TITLE.to(show.language)
    is_mixed = any(one.unit != unit for one in products)
    caption = f"{title}. {_OTHER_UNITS.to(show.language)}" if is_mixed else title
    return [Drawing(bars(title, told, shown, series, amounts, room), caption)]


def _table(
    entry: Entry,
    field: Field,
    products: list[_Product],
    totals: Mapping[str, Mapping[str, float]],
    periods: list[str],
    unit: str,
) -> Table:
    show = entry.show
    rows = []
    for one in products:
        suffix = f" ({formats.symbol(one.unit, show.language)})" if one.unit != unit else ""
        name = inline.followed(one.entry.headline(one.key), inline.text(suffix))
        rows.append(Row((name, *[NOTHING] * len(periods)), tone="head"))
        rows += [_row(one, kind, one.series[kind], periods) for kind in _COMPARED if kind in one.series]
        actual, budget = (reading.series(one.series.get(kind)) for kind in _COMPARED)
        rows += _deviation(show, actual, budget, periods)
        rows += [_row(one, kind, series, periods) for kind, series in one.series.items() if kind not in _COMPARED]
    if len(products) > 1 and totals:
        rows.append(Row((inline.text(_TOTAL.to(show.language)), *[NOTHING] * len(periods)), tone="total"))
        rows += [_sums(products[0], kind, totals[kind], periods) for kind in _COMPARED if kind in totals]
        rows += _deviation(show, totals.get("actual", {}), totals.get("budget", {}), periods)
        rows += [_sums(products[0], kind, sums, periods) for kind, sums in totals.items() if kind not in _COMPARED]
    heads = [Column(formats.period(period, show.language), is_number=True) for period in periods]
    caption = f"{field.title.to(show.language)} ({formats.symbol(unit, show.language)})"
    return Table(caption, (Column(_PRODUCT.to(show.language)), *heads), tuple(rows))


def _row(one: _Product, kind: str, series: Mapping[str, Value], periods: list[str]) -> Row:
    show = one.entry.show
    field = one.entry.field.properties[kind]
    cells = [inline.followed(_cell(show, field, series.get(period)), show.past(series, period)) for period in periods]
    return Row((inline.text(one.entry.label(kind)), *cells), tone="sub")


def _sums(one: _Product, kind: str, sums: Mapping[str, float], periods: list[str]) -> Row:
    cells = [_number(one.entry.show, sums.get(period)) for period in periods]
    return Row((inline.text(one.entry.label(kind)), *cells), tone="sub")


def _cell(show: Show, field: Field, value: Value) -> Markup:
    """An amount without its unit, which stands above the table; a margin with its percent sign."""
    if value is None:
        return pieces.dash()
    number = reading.number(value)
    if number is not None and field.unit == "unit":
        return _number(show, number)
    return show.value(field.entry, value)


def _number(show: Show, value: float | None) -> Markup:
    return inline.number(value, show.language) if value is not None else pieces.dash()


def _deviation(show: Show, actual: Mapping[str, float], budget: Mapping[str, float], periods: list[str]) -> list[Row]:
    cells = [pieces.deviation(show, actual.get(period), budget.get(period)) for period in periods]
    if not any(cells):
        return []
    return [Row((inline.text(_DEVIATION.to(show.language)), *cells), tone="sub")]
