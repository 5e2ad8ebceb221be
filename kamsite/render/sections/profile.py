"""Who the customer is (D3): key figures over the years beside those of its competitors."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import inline
from kamsite.render.blocks import Block, Card, Cards, Column, Drawing, Row, Table
from kamsite.render.charts.amounts import Amounts, amounts_for
from kamsite.render.charts.trend import Course, trend
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.show import Show
from kamsite.source.document import Value

_PERIOD = Text("Period", "Zeitraum")
_ALONE = Text("{name} over time", "{name} im Zeitverlauf")
_BESIDE = Text("{name} over time beside competitors", "{name} im Zeitverlauf neben Wettbewerbern")
_TELLS = Text("{who}: from {first} ({start}) to {last} ({end})", "{who}: von {first} ({start}) auf {last} ({end})")
_TELLS_ONE = Text("{who}: {first} ({start})", "{who}: {first} ({start})")
_SINCE = Text("since {period}", "seit {period}")


def profile(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The summary and facts, then each key figure as a card with its course."""
    entry = Entry(show, field, reading.mapping(value))
    known = field.properties.get("key_figures")
    figures = reading.entries(entry.value.get("key_figures"))
    if (
        known is None
        or known.entry is None
        or not figures
        or len(figures) != len(reading.mapping(entry.value.get("key_figures")))
    ):
        return entry.blocks()
    entry.tick("key_figures")
    summary = (pieces.paragraph(entry.line("summary")),) if "summary" in entry else ()
    return (*summary, *key_figures(show, known, figures), *entry.blocks())


def key_figures(show: Show, field: Field, figures: Mapping[str, dict[str, Value]]) -> tuple[Block, ...]:
    """Key figures as cards, each with its course and the table of it."""
    if field.entry is None or not figures:
        return ()
    return (Cards(tuple(_card(show, field.entry, key, figure) for key, figure in figures.items())),)


def _card(show: Show, field: Field, key: str, figure: dict[str, Value]) -> Card:
    entry = Entry(show, field, figure)
    name = reading.line(figure.get("label")) or key
    title = entry.line("label") if "label" in entry else inline.text(key)
    own = reading.series(figure.get("values"))
    peers = {peer: reading.series(course) for peer, course in reading.mapping(figure.get("peers")).items()}
    is_whole = _is_series(figure.get("values")) and all(
        _is_series(one) for one in reading.mapping(figure.get("peers")).values()
    )
    if not is_whole or not (own or any(peers.values())):
        return Card(title, blocks=entry.blocks())
    entry.tick_unit()
    entry.tick("values", *(("peers",) if isinstance(figure.get("peers"), dict) else ()))
    courses = [Course(show.plan.name, own, is_main=True), *(Course(peer, course) for peer, course in peers.items())]
    drawing = _drawing(show, name, entry.unit, courses, figure)
    return Card(
        title, lead=inline.followed(_latest(show, own, entry.unit), entry.sources()), blocks=(drawing, *entry.blocks())
    )


def _is_series(value: Value) -> bool:
    return value is None or isinstance(value, dict)


def _latest(show: Show, own: Mapping[str, float], unit: str) -> Markup:
    """The latest value, large enough to read first, with the change since the one before."""
    if not own:
        return Markup()
    periods = list(own)
    shown = inline.fill(
        '<span class="figure-now">{}</span> <span class="muted">{}</span>',
        inline.number(own[periods[-1]], show.language, unit),
        formats.period(periods[-1], show.language),
    )
    if len(periods) < 2:
        return shown
    change = pieces.deviation(show, own[periods[-1]], own[periods[-2]], unit, more_is="")
    since = pieces.words(show, _SINCE, period=formats.period(periods[-2], show.language))
    return shown + inline.fill(" · {} {}", change, since)


def _drawing(show: Show, name: str, unit: str, courses: list[Course], figure: Mapping[str, Value]) -> Drawing:
    drawn = [course for course in courses if course.values]
    periods = sorted({period for course in drawn for period in course.values})
    labels = [(period, formats.period(period, show.language)) for period in periods]
    amounts = amounts_for([v for course in drawn for v in course.values.values()], unit, show.language)
    title = pieces.words(show, _BESIDE if len(drawn) > 1 else _ALONE, name=name)
    told = "; ".join(_told(show, course, amounts) for course in drawn)
    picture = trend(title, told, labels, drawn, amounts)
    caption = title + (f" ({formats.symbol(unit, show.language)})" if unit else "")
    return Drawing(picture, caption, _table(show, caption, unit, figure))


def _told(show: Show, course: Course, amounts: Amounts) -> str:
    periods = list(course.values)
    first, last = course.values[periods[0]], course.values[periods[-1]]
    text = _TELLS if len(periods) > 1 else _TELLS_ONE
    return pieces.words(
        show,
        text,
        who=course.name,
        first=amounts.full(first),
        start=formats.period(periods[0], show.language),
        last=amounts.full(last),
        end=formats.period(periods[-1], show.language),
    )


def _table(show: Show, caption: str, unit: str, figure: Mapping[str, Value]) -> Table:
    """All that was written, including what cannot be drawn."""
    written = {show.plan.name: reading.mapping(figure.get("values"))}
    for peer, course in reading.mapping(figure.get("peers")).items():
        written[f"{peer} " if peer in written else peer] = reading.mapping(course)
    periods = sorted({period for course in written.values() for period in course})
    columns = (Column(_PERIOD.to(show.language)), *(Column(name, is_number=True) for name in written))
    rows = tuple(
        Row(
            (
                inline.text(formats.period(period, show.language)),
                *[
                    inline.followed(_cell(show, course.get(period), unit), show.past(course, period))
                    for course in written.values()
                ],
            )
        )
        for period in periods
    )
    return Table(caption, columns, rows, is_caption_hidden=True)


def _cell(show: Show, value: Value, unit: str) -> Markup:
    return pieces.dash() if value is None else show.value(None, value, unit)
