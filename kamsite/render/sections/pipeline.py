"""Key projects (D23): volume, likelihood and the weighted sum; decisions that are due."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import generic, inline, urls
from kamsite.render.blocks import NOTHING, Block, Card, Cards, Column, Figure, FigureRow, Row, Table
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.show import Show
from kamsite.source.document import Value

_BADGES = {
    "kind": {"tender": "info", "opportunity": "neutral", "project": "neutral"},
    "status": {"open": "neutral", "won": "good", "lost": "bad", "withdrawn": "muted"},
}
_IN_TABLE = ("kind", "status", "volume", "probability", "decision", "owner")
_CLOSED = frozenset({"won", "lost", "withdrawn"})
_PROJECT = Text("Project", "Vorhaben")
_WEIGHTED = Text("Weighted", "Gewichtet")
_TOTAL = Text("Open in total", "Offen gesamt")
_VOLUME = Text("Open volume", "Offenes Volumen")
_WEIGHTED_VOLUME = Text("Weighted volume", "Gewichtetes Volumen")
_WEIGHTED_HELP = Text("volume × probability", "Volumen × Wahrscheinlichkeit")
_UNRATED = Text(
    "{n} without volume or probability, not counted", "{n} ohne Volumen oder Wahrscheinlichkeit, nicht gezählt"
)
_COUNT = Text("Open projects", "Offene Vorhaben")
_NEXT = Text("Next decision", "Nächste Entscheidung")


def pipeline(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The sums, a table by date of decision, and cards with all that is known of each project."""
    found = reading.entries(value)
    if field.entry is None or not found:
        return generic.blocks_of(show, field, value)
    ordered = sorted(found, key=lambda key: (_is_closed(found[key]), str(found[key].get("decision") or "9999"), key))
    entries = {key: Entry(show, field.entry, found[key]) for key in ordered}
    cards = _cards(entries)
    table = _table(show, field, field.entry, entries, frozenset(cards))
    blocks: list[Block] = [*_sums(show, found), table]
    if cards:
        blocks.append(Cards(tuple(cards.values()), is_wide=True))
    return (*blocks, *pieces.strays(show, field, value))


def _is_closed(project: Mapping[str, Value]) -> bool:
    return project.get("status") in _CLOSED


def _weighted(project: Mapping[str, Value]) -> float | None:
    volume, probability = reading.number(project.get("volume")), reading.ratio(project.get("probability"))
    return None if volume is None or probability is None else volume * probability


def _sums(show: Show, found: Mapping[str, Mapping[str, Value]]) -> tuple[Block, ...]:
    """How much is open, and how much of it is to be expected."""
    still_open = [project for project in found.values() if not _is_closed(project)]
    if not still_open:
        return ()
    volume = sum(reading.number(project.get("volume")) or 0.0 for project in still_open)
    weighted = [_weighted(project) for project in still_open]
    unrated = sum(1 for amount in weighted if amount is None)
    remark = pieces.words(show, _UNRATED, n=unrated) if unrated else _WEIGHTED_HELP.to(show.language)
    figures = [
        Figure(_COUNT.to(show.language), inline.number(len(still_open), show.language)),
        Figure(_VOLUME.to(show.language), _money(show, volume)),
        Figure(_WEIGHTED_VOLUME.to(show.language), _money(show, sum(w for w in weighted if w)), inline.text(remark)),
    ]
    return (FigureRow((*figures, *_next(show, still_open))),)


def _next(show: Show, still_open: list[Mapping[str, Value]]) -> tuple[Figure, ...]:
    """The decision that is due next, or the one that is overdue longest."""
    dated = sorted(
        (str(project["decision"]), str(project.get("title", "")))
        for project in still_open
        if reading.line(project.get("decision")) or isinstance(project.get("decision"), int)
    )
    if not dated:
        return ()
    when, title = dated[0]
    is_late = pieces.is_overdue(show, when)
    mark = pieces.late(show) + Markup(": ") if is_late else NOTHING
    day = inline.span("figure__word", inline.time(when, show.language))
    return (
        Figure(
            _NEXT.to(show.language),
            day,
            mark + inline.text(title),
            "bad" if is_late else "",
        ),
    )


def _money(show: Show, amount: float) -> Markup:
    return inline.span("num", formats.compact(round(amount), show.currency, show.language))


def _table(show: Show, field: Field, entry_field: Field, entries: Mapping[str, Entry], carded: frozenset[str]) -> Table:
    bare = Entry(show, entry_field, {})
    rows = [_row(key, entry, is_carded=key in carded) for key, entry in entries.items()]
    still_open = [entry.value for entry in entries.values() if not _is_closed(entry.value)]
    volume = sum(reading.number(project.get("volume")) or 0.0 for project in still_open)
    weighted = sum(_weighted(project) or 0.0 for project in still_open)
    total = inline.text(_TOTAL.to(show.language))
    sums = (
        inline.number(volume, show.language, show.currency),
        NOTHING,
        inline.number(round(weighted), show.language, show.currency),
    )
    rows.append(Row((total, NOTHING, *sums, NOTHING, NOTHING), tone="total"))
    columns = (
        Column(_PROJECT.to(show.language)),
        Column(bare.label("kind")),
        Column(bare.label("volume"), is_number=True),
        Column(bare.label("probability"), is_number=True),
        Column(_WEIGHTED.to(show.language), is_number=True),
        Column(bare.label("decision")),
        Column(bare.label("owner")),
    )
    return Table(generic.label_of(show, field, field.name), columns, tuple(rows), is_caption_hidden=True)


def _row(key: str, entry: Entry, *, is_carded: bool) -> Row:
    show = entry.show
    is_closed = _is_closed(entry.value)
    is_late = pieces.is_overdue(show, entry.value.get("decision"), is_done=is_closed)
    anchor = pieces.anchor(show, "strategy", "pipeline", key)
    title = entry.title(key, urls.for_chapter(show.plan.id, "strategy", anchor) if is_carded else "", "ref")
    marks = entry.badges(_BADGES)
    weighted = _weighted(entry.value)
    cells = (
        title,
        inline.joined(marks, " "),
        entry.line("volume"),
        entry.line("probability"),
        inline.number(round(weighted), show.language, show.currency) if weighted is not None else pieces.dash(),
        pieces.due(entry, "decision", is_done=is_closed),
        entry.line("owner"),
    )
    return Row(cells, "" if is_carded else anchor, "done" if is_closed else "late" if is_late else "")


def _cards(entries: Mapping[str, Entry]) -> dict[str, Card]:
    """What the table has no room for, for each project of which more is known."""
    cards = {}
    for key, entry in entries.items():
        entry.tick(*_IN_TABLE)
        title = entry.headline(key)
        next_step = _next_step(entry)
        facts = entry.blocks()
        if facts or next_step:
            anchor = pieces.anchor(entry.show, "strategy", "pipeline", key)
            cards[key] = Card(title, anchor, blocks=(*next_step, *facts))
    return cards


def _next_step(entry: Entry) -> tuple[Block, ...]:
    step = entry.line("next_step")
    when = pieces.due(entry, "due", is_done=_is_closed(entry.value))
    if not step and not when:
        return ()
    label = entry.label("next_step")
    said = step + (Markup(" · ") if step and when else NOTHING) + when
    return (pieces.html(inline.fill('<p><span class="item__label">{}</span> {}</p>', label, said)),)
