"""The potential portfolio (D14): the customer's divisions by attitude and potential."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.analyses.portfolio import QUADRANTS, Quadrant, quadrant_of, threshold_of
from kamsite.model.field import Field
from kamsite.render import generic, inline, urls
from kamsite.render.blocks import NOTHING, Block, Column, Drawing, Table
from kamsite.render.charts.amounts import Amounts, amounts_for
from kamsite.render.charts.bubbles import Bubble, Words, portfolio, room_for
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.tables import Line, table_of
from kamsite.render.show import Show
from kamsite.source.document import Value

_TONES: dict[Quadrant | None, str] = {"focus": "good", "win": "warn", "references": "info", "low": "muted"}
_BUBBLE_TONES: dict[Quadrant, str] = {
    "focus": "tone-good",
    "win": "tone-2",
    "references": "tone-1",
    "low": "tone-neutral",
}
_TITLE = Text("Divisions by attitude to us and potential", "Bereiche nach Haltung zu uns und Potenzial")
_SIZE = Text(
    "The area of a circle stands for today's revenue.", "Die Fläche eines Kreises steht für den heutigen Umsatz."
)
_WITHOUT = Text(
    "Not in the drawing, attitude or potential unknown: {names}.",
    "Nicht in der Zeichnung, Haltung oder Potenzial unbekannt: {names}.",
)
_X = Text("Attitude to us", "Haltung zu uns")
_MARKS = (Text("negative", "negativ"), Text("neutral", "neutral"), Text("positive", "positiv"))
_QUADRANT = Text("Field", "Feld")
_UNIT = Text("Division", "Bereich")
_NO_CHANCE = Text("how to win them: still open", "wie wir sie gewinnen: noch offen")


def drawing(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The square of two by two, then a table with reasons and chances."""
    units = reading.entries(value)
    if field.entry is None or not units:
        return generic.blocks_of(show, field, value)
    is_complete = {"attitude", "potential"} <= field.entry.properties.keys()
    places = _places(units) if is_complete else {}
    table = _table(show, field, field.entry, units, places)
    placed = {key: place for key, place in places.items() if place is not None}
    if not placed:
        return (table, *pieces.strays(show, field, value))
    return (_square(show, field.entry, units, placed), table, *pieces.strays(show, field, value))


def _places(units: Mapping[str, Mapping[str, Value]]) -> dict[str, Quadrant | None]:
    threshold = _threshold(units)
    return {
        key: quadrant_of(reading.number(unit.get("attitude")), reading.number(unit.get("potential")), threshold)
        for key, unit in units.items()
    }


def _threshold(units: Mapping[str, Mapping[str, Value]]) -> float:
    return threshold_of(reading.number(unit.get("potential")) for unit in units.values())


def _square(
    show: Show, field: Field, units: Mapping[str, Mapping[str, Value]], placed: Mapping[str, Quadrant]
) -> Drawing:
    ordered = sorted(placed, key=lambda key: -(reading.number(units[key].get("potential")) or 0))
    potentials = [reading.number(units[key].get("potential")) or 0.0 for key in ordered]
    amounts = amounts_for(potentials, show.currency, show.language)
    bubbles = [_bubble(show, key, units[key], placed[key], amounts) for key in ordered]
    bare = Entry(show, field, {})
    words = Words(
        fields=(
            QUADRANTS["win"].to(show.language),
            QUADRANTS["focus"].to(show.language),
            QUADRANTS["low"].to(show.language),
            QUADRANTS["references"].to(show.language),
        ),
        x=_X.to(show.language),
        y=f"{bare.label('potential')} ({amounts.unit})" if amounts.unit else bare.label("potential"),
        marks=(_MARKS[0].to(show.language), _MARKS[1].to(show.language), _MARKS[2].to(show.language)),
        room=room_for(QUADRANTS[name] for name in ("win", "focus", "low", "references")),
    )
    title = _TITLE.to(show.language)
    told = "; ".join(f"{bubble.tip}" for bubble in bubbles)
    picture = portfolio(title, told, bubbles, _threshold(units), words, amounts)
    without = [reading.line(units[key].get("name")) or key for key in units if key not in placed]
    caption = [title + "."] + ([_SIZE.to(show.language)] if any(b.size is not None for b in bubbles) else [])
    if without:
        caption.append(pieces.words(show, _WITHOUT, names=", ".join(without)))
    return Drawing(picture, " ".join(caption))


def _bubble(show: Show, key: str, unit: Mapping[str, Value], quadrant: Quadrant, amounts: Amounts) -> Bubble:
    name = reading.line(unit.get("name")) or key
    potential = reading.number(unit.get("potential")) or 0.0
    tip = f"{name}: {QUADRANTS[quadrant].to(show.language)}, {amounts.full(potential)}"
    plan = show.plan.divisions.get(reading.line(unit.get("plan")).rstrip("/").rpartition("/")[2])
    href = urls.for_account(plan.id) if plan else ""
    attitude = reading.number(unit.get("attitude")) or 0.0
    return Bubble(name, attitude, potential, reading.number(unit.get("revenue")), _BUBBLE_TONES[quadrant], tip, href)


def _table(
    show: Show,
    field: Field,
    entry_field: Field,
    units: Mapping[str, Mapping[str, Value]],
    places: Mapping[str, Quadrant | None],
) -> Table:
    lines = []
    for key, unit in units.items():
        entry = Entry(show, entry_field, unit)
        plan = entry.line("plan") if "plan" in entry else NOTHING
        name = _name(entry, key, plan)
        quadrant = places.get(key)
        where = inline.badge(QUADRANTS[quadrant].to(show.language), _TONES[quadrant]) if quadrant else NOTHING
        chances = _listed(entry, "chances")
        if (reading.number(unit.get("attitude")) or 0) < 0 and not chances and entry.is_visible("chances"):
            chances = pieces.open_mark(show, _NO_CHANCE)
        cells = (name, where, entry.line("attitude"), entry.line("potential"), entry.line("revenue"))
        lines.append(
            Line(
                (*cells, _listed(entry, "reasons"), chances),
                entry.more(),
                pieces.anchor(show, "position", "portfolio", key),
            )
        )
    bare = Entry(show, entry_field, {})
    columns = [Column(_UNIT.to(show.language)), Column(_QUADRANT.to(show.language))]
    columns += [Column(bare.label("attitude"))]
    columns += [Column(bare.label(key), is_number=True) for key in ("potential", "revenue")]
    columns += [Column(bare.label(key)) for key in ("reasons", "chances")]
    return table_of(show, generic.label_of(show, field, field.name), columns, lines)


def _name(entry: Entry, key: str, plan: Markup) -> Markup:
    """The name, linked to the division's plan if it has one."""
    division = entry.show.plan.divisions.get(reading.line(entry.value.get("plan")).rstrip("/").rpartition("/")[2])
    title = entry.title(key, urls.for_account(division.id) if division is not None else "")
    if division is not None:
        plan = NOTHING
    if "country" in entry:
        title += inline.fill(' <span class="muted">{}</span>', entry.line("country"))
    below = inline.fill('<span class="item__more">{}</span>', plan) if plan else NOTHING
    return inline.joined((title, below, entry.sources()), "")


def _listed(entry: Entry, key: str) -> Markup:
    points = entry.points(key)
    if len(points) < 2:
        return points[0] if points else NOTHING
    return inline.fill(
        '<ul class="bullets">{}</ul>', inline.joined([inline.fill("<li>{}</li>", one) for one in points], "")
    )
