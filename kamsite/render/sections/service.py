"""The four-step strategy (D27): set goals, deliver outstandingly, measure, foresee needs."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import inline
from kamsite.render.blocks import NOTHING, Block, Bullets, Card, Cards, Facts
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.show import Show
from kamsite.source.document import Value

_STEPS = (
    (Text("1. Agree on expectations", "1. Erwartungen abstimmen"), ("expectations",)),
    (Text("2. Deliver outstandingly", "2. Herausragend leisten"), ("special_services", "processes", "priority_rule")),
    (Text("3. Measure the results", "3. Ergebnisse messen"), ("measures",)),
    (Text("4. Foresee needs", "4. Bedarf voraussehen"), ("foreseen_needs",)),
)
_NOTHING_YET = Text("Still open.", "Noch offen.")
_TARGET = Text("target", "Soll")


def service(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """A card for each of the four steps, those without content marked as open."""
    entry = Entry(show, field, reading.mapping(value))
    cards = []
    for title, keys in _STEPS:
        seen = [key for key in keys if entry.is_visible(key)]
        if not seen:
            continue
        blocks = [block for key in seen for block in _step(entry, key)]
        if not blocks:
            blocks = [pieces.html(inline.fill("<p>{}</p>", pieces.open_mark(show, _NOTHING_YET)))]
        cards.append(Card(inline.text(title.to(show.language)), blocks=tuple(blocks)))
    return (Cards(tuple(cards)), *entry.blocks())


def _step(entry: Entry, key: str) -> list[Block]:
    if key == "special_services":
        return _services(entry)
    if key == "measures":
        return _measures(entry)
    if key == "expectations":
        return _expectations(entry)
    if key == "priority_rule" and key in entry:
        return [pieces.quote(entry.line(key), entry.label(key))]
    return list(entry.bullets(key))


def _expectations(entry: Entry) -> list[Block]:
    """What we expect of ourselves and what the customer expects."""
    field = entry.field.properties["expectations"]
    written = entry.value.get("expectations")
    if written is None:
        return []
    entry.tick("expectations")
    if not isinstance(written, dict):
        return [pieces.html(inline.fill("<p>{}</p>", entry.line("expectations")))]
    inside = Entry(entry.show, field, written)
    facts = inside.facts("internal", "customer")
    return [*([Facts(facts)] if facts else []), *inside.blocks()]


def _services(entry: Entry) -> list[Block]:
    """What we do for this customer beyond the usual, by department."""
    field = entry.field.properties["special_services"]
    services = reading.listed(entry.value.get("special_services"))
    if field.item is None or not services or not all(isinstance(one, dict) for one in services):
        return list(entry.bullets("special_services"))
    entry.tick("special_services")
    points = []
    for one in services:
        row = Entry(entry.show, field.item, reading.mapping(one))
        department = row.line("department")
        said = inline.fill('{} <span class="muted">{}</span>', row.line("service"), department)
        points.append(said + row.more())
    return [Bullets(tuple(points), entry.label("special_services"))]


def _measures(entry: Entry) -> list[Block]:
    """The figures by which results are measured, with their latest value and its target."""
    names = reading.names(entry.value.get("measures"))
    if not names:
        return list(entry.bullets("measures"))
    entry.tick("measures")
    figures = reading.entries(entry.show.plan.data["figures"].get("figures"))
    points = tuple(entry.show.reference("figures", name) + _latest(entry.show, figures.get(name, {})) for name in names)
    return [Bullets(points, entry.label("measures"))]


def _latest(show: Show, figure: Mapping[str, Value]) -> Markup:
    actual, target = reading.series(figure.get("actual")), reading.series(figure.get("target"))
    if not actual:
        return NOTHING
    period = list(actual)[-1]
    unit = reading.line(figure.get("unit"))
    said = inline.fill(
        '<div class="item__more">{}: {}',
        formats.period(period, show.language),
        inline.number(actual[period], show.language, unit),
    )
    if period in target:
        said += inline.fill(", {} {}", _TARGET.to(show.language), inline.number(target[period], show.language, unit))
    return said + Markup("</div>")
