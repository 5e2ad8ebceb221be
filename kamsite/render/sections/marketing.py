"""Key account marketing (D26): a calendar of the coming two years, then all events in a table."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup, escape

from kamsite.language import Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import generic, inline, urls
from kamsite.render.blocks import Block, Column, Drawing, Table
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.tables import Line, table_of
from kamsite.render.show import Show
from kamsite.source.document import Value

_BADGES = {
    "kind": {
        "in_house_fair": "info",
        "trade_fair": "info",
        "talk": "neutral",
        "workshop": "neutral",
        "customer_event": "good",
        "visit": "neutral",
    },
    "status": {"planned": "muted", "confirmed": "good", "held": "neutral", "cancelled": "bad"},
}
_MONTHS = 24
_CALENDAR = Text("Events of the coming two years", "Veranstaltungen der kommenden zwei Jahre")
_EARLIER = Text(
    "Before or after these two years, or without a date: {names}.",
    "Vor oder nach diesen zwei Jahren oder ohne Termin: {names}.",
)
_EVENT = Text("Event", "Veranstaltung")
_PAST = Text("past", "vergangen")
_NO_EVENT = Text("no event", "keine Veranstaltung")


def marketing(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """Twenty-four months with their events, and a table with the rest of each event."""
    events = reading.entries(value)
    if field.entry is None or not events:
        return generic.blocks_of(show, field, value)
    ordered = sorted(events, key=lambda key: (str(events[key].get("date") or "9999"), key))
    table = _table(show, field, field.entry, {key: events[key] for key in ordered})
    months = _months(show.as_of)
    by_month: dict[tuple[int, int], list[str]] = {month: [] for month in months}
    elsewhere = []
    for key in ordered:
        month = _month_of(events[key].get("date"))
        if month in by_month:
            by_month[month].append(key)
        else:
            elsewhere.append(key)
    if len(elsewhere) == len(events):
        return (table, *pieces.strays(show, field, value))
    caption = _CALENDAR.to(show.language) + "."
    if elsewhere:
        names = ", ".join(str(_title(events[key], key)) for key in elsewhere)
        caption += " " + pieces.words(show, _EARLIER, names=names)
    return (Drawing(_calendar(show, field.entry, events, by_month), caption), table, *pieces.strays(show, field, value))


def _months(start: date) -> list[tuple[int, int]]:
    first = start.year * 12 + start.month - 1
    return [(month // 12, month % 12 + 1) for month in range(first, first + _MONTHS)]


def _month_of(value: Value) -> tuple[int, int]:
    """The month in which something is, or begins; a quarter counts with its first month, a year with its last."""
    text = str(value) if isinstance(value, str | int) else ""
    last = last_day(text)
    if last is None:
        return (0, 0)
    return (last.year, last.month - 2) if "Q" in text else (last.year, last.month)


def _title(event: Mapping[str, Value], key: str) -> str:
    return reading.line(event.get("title")) or key


def _calendar(
    show: Show,
    field: Field,
    events: Mapping[str, Mapping[str, Value]],
    by_month: Mapping[tuple[int, int], list[str]],
) -> Markup:
    """The months as a list; those of a year stand together."""
    years: dict[int, list[str]] = {}
    for (year, month), keys in by_month.items():
        name = formats.month(year, month, show.language)
        inside = "".join([_event(show, field, key, events[key]) for key in keys])
        body = (
            f'<ul class="month__events">{inside}</ul>'
            if inside
            else (f'<span class="visually-hidden">{escape(_NO_EVENT.to(show.language))}</span>')
        )
        css = "month" if keys else "month month--empty"
        years.setdefault(year, []).append(
            f'<li class="{css}"><span class="month__name">{escape(name)}</span>{body}</li>'
        )
    parts = [
        f'<div class="calendar__year"><p class="calendar__name">{year}</p>'
        f'<ol class="calendar__months">{"".join(months)}</ol></div>'
        for year, months in years.items()
    ]
    return Markup(f'<div class="calendar">{"".join(parts)}</div>')  # noqa: S704 - everything in it is escaped


def _event(show: Show, field: Field, key: str, event: Mapping[str, Value]) -> str:
    entry = Entry(show, field, event)
    day = str(event.get("date", ""))
    when = f"{int(day[8:])}." if len(day) == 10 else ""
    kind = entry.line("kind")
    css = f"event event--{event.get('kind')}" if event.get("kind") in _BADGES["kind"] else "event"
    if event.get("status") == "cancelled":
        css += " event--cancelled"
    target = urls.link(urls.for_chapter(show.plan.id, "strategy", _anchor(show, key)))
    head = f'<span class="event__day">{escape(when)}</span> ' if when else ""
    tail = f'<span class="event__kind">{kind}</span>' if kind else ""
    return f'<li class="{css}">{head}<a href="{escape(target)}">{inline.text(_title(event, key))}</a>{tail}</li>'


def _anchor(show: Show, key: str) -> str:
    return pieces.anchor(show, "strategy", "marketing", key)


def _table(show: Show, field: Field, entry_field: Field, events: Mapping[str, dict[str, Value]]) -> Table:
    lines = []
    for key, event in events.items():
        entry = Entry(show, entry_field, event)
        title = entry.title(key)
        badges = entry.badges(_BADGES)
        is_past = pieces.is_overdue(show, event.get("end") or event.get("date"))
        when = entry.line("date")
        if "end" in entry:
            when += Markup(" – ") + entry.line("end")
        if is_past:
            when += Markup(" ") + inline.span("muted", f"({_PAST.to(show.language)})")
        cells = (
            title,
            when,
            Markup(" ").join(badges),
            entry.line("place"),
            entry.line("audience"),
            entry.line("owner"),
        )
        lines.append(
            Line(cells, entry.more(), _anchor(show, key), "done" if event.get("status") == "cancelled" else "")
        )
    bare = Entry(show, entry_field, {})
    columns = [
        Column(_EVENT.to(show.language)),
        *(Column(bare.label(key)) for key in ("date", "kind", "place", "audience", "owner")),
    ]
    return table_of(show, generic.label_of(show, field, field.name), columns, lines)
