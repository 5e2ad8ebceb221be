"""The register of figures (D28): actual against target, how it went, by product and region, and where it comes from."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import generic, inline
from kamsite.render.blocks import NOTHING, Block, Column, Group, Table
from kamsite.render.charts.sparkline import sparkline
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.tables import Line, table_of
from kamsite.render.show import Show
from kamsite.source.document import Value

_FIGURE = Text("Figure", "Kennzahl")
_LATEST = Text("As of", "Stand")
_DEVIATION = Text("Deviation", "Abweichung")
_COURSE = Text("Course", "Verlauf")
_OPEN_SOURCE = Text("source open", "Quelle offen")
_NO_ACTUAL = Text("not measured yet", "noch kein Istwert")
_ALL = Text("All periods", "Alle Zeiträume")
_ALL_HELP = Text(
    "Actual values; the target stands below, after the word.", "Istwerte; der Sollwert steht darunter, hinter dem Wort."
)
_TARGET = Text("target", "Soll")
_WHOLE = Text("In total", "Gesamt")
_BETTER = {
    "revenue": "better",
    "sales_volume": "better",
    "distribution": "better",
    "market_share": "better",
    "contribution_margin": "better",
    "average_revenue_per_customer": "better",
    "stock_turnover": "better",
    "willingness_to_cooperate": "better",
    "returns": "worse",
}
"""What a higher value means where the plan does not say it; nothing for figures that may be judged either way."""


def figures(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The latest values against their targets, all periods, then the splits of each figure."""
    found = reading.entries(value)
    if not found:
        return generic.blocks_of(show, field, value)
    shown = {key: Entry(show, _field_of(field, key), found[key]) for key in _in_order(field, found)}
    latest = [_latest(field, key, entry) for key, entry in shown.items()]
    blocks: list[Block] = [table_of(show, generic.label_of(show, field, field.name), _columns(show), latest)]
    periods = _periods(found.values())
    if any(len(_periods([figure])) > 1 for figure in found.values()):
        lines = [_history(field, key, entry, periods) for key, entry in shown.items()]
        title = _ALL.to(show.language)
        note = pieces.html(inline.fill('<p class="muted">{}</p>', _ALL_HELP.to(show.language)))
        blocks.append(Group(title, (note, _history_table(show, title, periods, lines))))
    for key, entry in shown.items():
        blocks += _splits(field, key, entry)
    for key, entry in shown.items():
        if rest := entry.blocks():
            blocks.append(Group(_name(field, key, entry), rest))
    return (*blocks, *pieces.strays(show, field, value))


def _field_of(field: Field, key: str) -> Field:
    return field.properties.get(key) or field.entry or field


def _in_order(field: Field, found: Mapping[str, object]) -> list[str]:
    """The figures of the register in its order, then the company's own."""
    return [key for key in field.properties if key in found] + [key for key in found if key not in field.properties]


def _name(field: Field, key: str, entry: Entry) -> str:
    own = reading.line(entry.value.get("label"))
    if own:
        return own
    return generic.label_of(entry.show, field.properties[key], key) if key in field.properties else key


def _columns(show: Show) -> list[Column]:
    chapter = show.fields["figures"].properties["figures"]
    sample = Entry(show, chapter.entry or chapter, {})
    language = show.language
    return [
        Column(_FIGURE.to(language)),
        Column(_LATEST.to(language)),
        Column(sample.label("actual"), is_number=True),
        Column(sample.label("target"), is_number=True),
        Column(_DEVIATION.to(language), is_number=True),
        Column(_COURSE.to(language)),
        Column(sample.label("source")),
    ]


def _latest(field: Field, key: str, entry: Entry) -> Line:
    """The row of a figure: its latest actual value, or the next target where nothing has been measured."""
    show = entry.show
    name = inline.followed(inline.text(_name(field, key, entry)), entry.past("label"))
    if entry.word("label"):
        entry.tick("label")
    actual, target = (reading.series(entry.value.get(name)) for name in ("actual", "target"))
    anchor = pieces.anchor(show, "figures", "figures", key)
    unit = _unit(entry)
    source = entry.line("source")
    if not source and entry.is_visible("source"):
        source = pieces.open_mark(show, _OPEN_SOURCE)
    for which in ("actual", "target"):
        if isinstance(entry.value.get(which), dict):
            entry.tick(which)
    period = next(reversed(actual), None) or next(iter(target), None)
    if period is None:
        more = [entry.line(which) for which in ("actual", "target")]
        return Line((name + _small(unit), NOTHING, more[0], more[1], NOTHING, NOTHING, source), id=anchor)
    entry.tick_unit()
    shown_actual = inline.number(actual[period], show.language, _short(unit)) if period in actual else _missing(entry)
    shown_target = inline.number(target[period], show.language, _short(unit)) if period in target else NOTHING
    shown_actual = inline.followed(shown_actual, show.past(entry.value.get("actual"), period))
    shown_target = inline.followed(shown_target, show.past(entry.value.get("target"), period))
    deviation = pieces.deviation(show, actual.get(period), target.get(period), unit, _judgement(key, entry))
    told = f"{_name(field, key, entry)}: " + ", ".join(
        f"{formats.period(one, show.language)} {formats.amount(amount, _short(unit), show.language)}"
        for one, amount in actual.items()
    )
    course = sparkline(told, actual, target)
    label = inline.followed(name, _small(unit)) if unit != _short(unit) else name
    when = inline.span("num", inline.time(period, show.language))
    return Line((label, when, shown_actual, shown_target, deviation, course, source), id=anchor)


def _missing(entry: Entry) -> Markup:
    if entry.value.get("actual") == "unknown":
        entry.tick("actual")
        return inline.unknown(entry.show.language)
    return inline.span("muted", _NO_ACTUAL.to(entry.show.language))


def _unit(entry: Entry) -> str:
    return reading.line(entry.value.get("unit"))


def _short(unit: str) -> str:
    """A unit that fits behind each number: `EUR je Achse` stands beside the figure's name instead, with € behind it."""
    head, _, rest = unit.partition(" ")
    if not rest:
        return "" if "-" in unit and unit[:1].isdigit() else unit
    return head if head == "%" or (len(head) == 3 and head.isupper()) else ""


def _small(unit: str) -> Markup:
    return inline.fill('<span class="item__more">{}</span>', inline.text(unit)) if unit else NOTHING


def _judgement(key: str, entry: Entry) -> str:
    """Whether more is better or worse for a figure: what the plan says, else what everybody would say."""
    said = {"higher": "better", "lower": "worse"}.get(entry.word("better"))
    return said or _BETTER.get(key, "")


# -- all periods -------------------------------------------------------------------------------------------------------


def _periods(found: Iterable[Mapping[str, Value]]) -> list[str]:
    """All periods for which some figures have an actual value or a target."""
    periods: set[str] = set()
    for figure in found:
        for which in ("actual", "target"):
            periods.update(reading.mapping(figure.get(which)))
    return sorted(periods)


def _history(field: Field, key: str, entry: Entry, periods: list[str]) -> Line:
    name = inline.followed(inline.text(_name(field, key, entry)), _small(_unit(entry)))
    return Line((name, *_cells(entry, entry.value, periods, _judgement(key, entry))))


def _history_table(show: Show, caption: str, periods: list[str], lines: list[Line], head: Text = _FIGURE) -> Table:
    columns = [Column(head.to(show.language))]
    columns += [Column(formats.period(period, show.language), is_number=True) for period in periods]
    return table_of(show, caption, columns, lines)


def _cells(entry: Entry, value: Mapping[str, Value], periods: list[str], judgement: str) -> list[Markup]:
    """For each period the actual value, with the target and the deviation below it."""
    show = entry.show
    unit = _unit(entry)
    cells = []
    for period in periods:
        actual, target = (reading.mapping(value.get(which)).get(period) for which in ("actual", "target"))
        if actual is None and target is None:
            cells.append(NOTHING)
            continue
        shown = show.value(None, actual) if actual is not None else pieces.dash()
        shown = inline.followed(shown, show.past(value.get("actual"), period))
        if target is not None:
            off = pieces.deviation(show, reading.number(actual), reading.number(target), unit, judgement)
            shown += inline.fill(
                '<div class="item__more">{} {}{} {}</div>',
                _TARGET.to(show.language),
                show.value(None, target),
                show.past(value.get("target"), period),
                off,
            )
        cells.append(shown)
    return cells


# -- splits ------------------------------------------------------------------------------------------------------------


def _splits(field: Field, key: str, entry: Entry) -> list[Block]:
    """For each way of splitting a figure a table of its parts below the whole."""
    by = entry.field.properties.get("by")
    written = entry.value.get("by")
    if by is None or not isinstance(written, dict) or not written:
        return []
    if any(len(reading.entries(parts)) != len(reading.mapping(parts)) or not parts for parts in written.values()):
        return []
    if any(what not in by.properties for what in written):
        return []
    entry.tick("by")
    show = entry.show
    judgement = _judgement(key, entry)
    blocks: list[Block] = []
    for what, parts in written.items():
        inside = by.properties[what]
        found = reading.entries(parts)
        periods = _periods([*found.values()])
        whole = Line(
            (inline.text(_WHOLE.to(show.language)), *_cells(entry, entry.value, periods, judgement)), tone="total"
        )
        lines = [_part(entry, inside, name, part, periods, judgement) for name, part in found.items()]
        how = Text(_in_sentence(inside.title.en), _in_sentence(inside.title.de))
        title = f"{_name(field, key, entry)}, {how.to(show.language)}"
        blocks.append(Group(title, (_history_table(show, title, periods, [*lines, whole], inside.title),)))
    return blocks


def _in_sentence(title: str) -> str:
    return title[:1].lower() + title[1:]


def _part(entry: Entry, field: Field, name: str, value: dict[str, Value], periods: list[str], judgement: str) -> Line:
    part = Entry(entry.show, field.entry or field, value, entry.unit)
    part.tick(*(which for which in ("actual", "target") if isinstance(value.get(which), dict)))
    label = inline.followed(generic.key_of(entry.show, field, name), part.sources())
    more = part.more()
    return Line((label, *_cells(entry, value, periods, judgement)), more)
