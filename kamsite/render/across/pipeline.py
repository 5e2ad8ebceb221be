"""The pipeline of all customers: a board by likelihood, what is decided in which quarter, every project by its date."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.analyses.rollup import ToldDeal, deals_across, pipeline_across
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import our_person
from kamsite.render.across.content import Content
from kamsite.render.across.pipelinecharts import quarters_drawing, timeline_drawing
from kamsite.render.across.shared import SharedFiles, other_parts, page, parts_of
from kamsite.render.blocks import (
    NOTHING,
    Board,
    Choice,
    ChoiceGroup,
    Choices,
    Column,
    Figure,
    FigureRow,
    Lane,
    Line,
    Note,
    Prose,
    Row,
    Section,
    Table,
)
from kamsite.render.desk import Desk
from kamsite.render.navigation import PIPELINE

# A row is some 800 bytes.
PER_PAGE = 1000
_MOST_CARDS = 12
_GLANCE = Text("At a glance", "Auf einen Blick")
_OPEN = Text("Open projects", "Offene Vorhaben")
_AT = Text("at {count} accounts and divisions", "bei {count} Kunden und Bereichen")
_VOLUME = Text("Volume", "Volumen")
_WEIGHTED = Text("Weighted", "Gewichtet")
_WEIGHTED_SUM = Text("weighted {}", "gewichtet {}")
_WEIGHTED_HELP = Text("volume × likelihood", "Volumen × Wahrscheinlichkeit")
_UNRATED = Text(
    "{count} without volume or likelihood, not counted", "{count} ohne Volumen oder Wahrscheinlichkeit, nicht gezählt"
)
_LATE = Text("Decision overdue", "Entscheidung überfällig")
_LATE_HELP = Text(
    "Their day has passed and nobody wrote down what became of them. Set `status`, or correct `decision`.",
    "Ihr Tag ist vorbei, und niemand hat festgehalten, was daraus wurde. Tragen Sie `status` ein, oder berichtigen Sie "
    "`decision`.",
)
_LATE_SHORT = Text("overdue", "überfällig")
_UNDATED = Text("Without a decision date", "Ohne Entscheidungstermin")
_UNDATED_HELP = Text(
    "Nobody knows when these are decided. Ask the customer, and write down `decision`.",
    "Wann hier entschieden wird, weiß niemand. Fragen Sie den Kunden, und tragen Sie `decision` ein.",
)
_STAGES = (
    (None, Text("Likelihood unknown", "Wahrscheinlichkeit unbekannt")),
    (0.0, Text("Unlikely, below 25 %", "Unwahrscheinlich, unter 25 %")),
    (0.25, Text("Possible, from 25 %", "Möglich, ab 25 %")),
    (0.5, Text("Likely, from 50 %", "Wahrscheinlich, ab 50 %")),
    (0.75, Text("Very likely, from 75 %", "Sehr wahrscheinlich, ab 75 %")),
)
_BOARD = Text("By likelihood", "Nach Wahrscheinlichkeit")
_MORE = Text("and {count} more, further down by date", "und {count} weitere, weiter unten nach Termin")
_PROJECTS = Text("{count} projects", "{count} Vorhaben")
_ONE = Text("1 project", "1 Vorhaben")
_OF = Text("{} of {}", "{} von {}")
_AGAINST = Text("against {names}", "gegen {names}")
_UNKNOWN_VALUE = Text("value unknown", "Wert unbekannt")
_QUARTERS = Text("By quarter of the decision", "Nach Quartal der Entscheidung")
_TIMELINE = Text("Timeline", "Zeitachse")
_DECIDED = Text("Decided", "Entschieden")
_COLUMNS = {
    "project": Text("Project", "Vorhaben"),
    "kind": Text("Kind", "Art"),
    "result": Text("Result", "Ergebnis"),
    "volume": _VOLUME,
    "probability": Text("Likelihood", "Wahrscheinlichkeit"),
    "weighted": _WEIGHTED,
    "decision": Text("Decision", "Entscheidung"),
    "owner": Text("Our owner", "Verantwortlich"),
    "rivals": Text("Competitors", "Wettbewerber"),
}
_SHOW = Text("Show only", "Nur anzeigen")
_ALL = Text("Everything", "Alles")
_NONE = Text(
    "No plan names a project yet. Add them under `pipeline` in strategy.yaml of an account; they then stand here.",
    "Noch nennt kein Plan ein Vorhaben. Tragen Sie sie unter `pipeline` in strategy.yaml eines Kunden ein; dann stehen "
    "sie hier.",
)
_RESULT_TONES = {"won": "good", "lost": "bad", "withdrawn": "muted"}
_LATE_GROUP, _UNDATED_GROUP, _DECIDED_GROUP = "0", "8", "9"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A project in its place: `group` is "0" for an overdue decision, a quarter, "8" without a date, "9" if decided."""

    told: ToldDeal
    day: date | None
    group: str


def pipeline_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there are more projects than fit on one."""
    placed = sorted((_place(told, desk.as_of) for told in deals_across(content.summaries)), key=_order)
    sums = {group: _sums(some) for group, some in _groups(placed)}
    chunks = [placed[start : start + PER_PAGE] for start in range(0, len(placed), PER_PAGE)] or [[]]
    for part, chunk in enumerate(chunks, 1):
        everything = placed if part == 1 else []
        told = [(one.told.deal, one.told.summary.id, one.told.summary.name) for one in everything or chunk]
        groups = {one.group: sums[one.group] for one in chunk}
        draw = partial(_sections, chunk, everything, groups, (part, len(chunks)))
        yield page(PIPELINE, (part, len(chunks), told, groups), draw, part, desk.as_of)


def _place(told: ToldDeal, today: date) -> _Placed:
    day = last_day(told.deal.decision)
    if not told.deal.is_open:
        return _Placed(told, day, _DECIDED_GROUP)
    if day is None:
        return _Placed(told, None, _UNDATED_GROUP)
    is_late = day < today
    return _Placed(told, day, _LATE_GROUP if is_late else f"{day.year}-Q{(day.month + 2) // 3}")


def _order(placed: _Placed) -> tuple[object, ...]:
    """By date, those that are decided last; without a date the most valuable first."""
    deal = placed.told.deal
    when = placed.day.toordinal() if placed.day else 0
    return placed.group, when, -(deal.weighted or 0), -(deal.volume or 0), placed.told.summary.id, deal.entry


def _groups(placed: Sequence[_Placed]) -> Iterator[tuple[str, list[_Placed]]]:
    for group, some in groupby(placed, key=lambda one: one.group):
        yield group, list(some)


def _sections(
    chunk: Sequence[_Placed],
    everything: Sequence[_Placed],
    groups: dict[str, tuple[int, float, float]],
    place: tuple[int, int],
    desk: Desk,
    language: Language,
) -> Iterator[Section]:
    """Sums, charts and board on the first part of the page; then every project, by the quarter of its decision."""
    if not chunk:
        yield Section(urls.identifier("all"), _OPEN.to(language), (Note(inline.message(_NONE.to(language))),))
        return
    if everything:
        still_open = [one for one in everything if one.group != _DECIDED_GROUP]
        yield from _overview(desk, still_open, language)
    pages = parts_of(PIPELINE, *place, language)
    choices = Choices(_SHOW.to(language), (_kinds(desk, chunk, language), *pages))
    yield Section(urls.identifier("all"), _SHOW.to(language), (choices,))
    for group, some in _groups(chunk):
        yield _section(desk, group, some, groups[group], language)
    yield from other_parts(pages, language)


# -- all of them -------------------------------------------------------------------------------------------------------


def _overview(desk: Desk, placed: Sequence[_Placed], language: Language) -> Iterator[Section]:
    if not placed:
        return
    yield Section(urls.identifier("glance"), _GLANCE.to(language), (_figures(desk, placed, language),))
    quarters = [(one.told.deal, "late" if one.group == _LATE_GROUP else one.group) for one in placed if one.day]
    undated = [one.told.deal for one in placed if not one.day]
    drawing = quarters_drawing(desk, quarters, undated, language)
    yield Section(urls.identifier("quarters"), _QUARTERS.to(language), (drawing,))
    yield Section(urls.identifier("board"), _BOARD.to(language), (_board(desk, placed, language),))
    dated = [(one.told, one.day, one.group == _LATE_GROUP) for one in placed if one.day is not None]
    if dated:
        drawing = timeline_drawing(desk, dated, language)
        yield Section(urls.identifier("timeline"), _TIMELINE.to(language), (drawing,))


def _figures(desk: Desk, placed: Sequence[_Placed], language: Language) -> FigureRow:
    sums = pipeline_across(one.told for one in placed)
    late = sum(one.group == _LATE_GROUP for one in placed)
    undated = sum(one.group == _UNDATED_GROUP for one in placed)
    places = len({one.told.summary.id for one in placed})
    remark = (
        _UNRATED.to(language).format(count=formats.number(sums.unrated, language))
        if sums.unrated
        else _WEIGHTED_HELP.to(language)
    )
    return FigureRow(
        (
            Figure(
                _OPEN.to(language),
                inline.number(sums.count, language),
                inline.text(_AT.to(language).format(count=formats.number(places, language))),
            ),
            Figure(_VOLUME.to(language), _money(desk, sums.volume, language)),
            Figure(_WEIGHTED.to(language), _money(desk, sums.weighted, language), inline.text(remark)),
            Figure(_LATE.to(language), inline.number(late, language), tone="bad" if late else "good"),
            Figure(_UNDATED.to(language), inline.number(undated, language), tone="warn" if undated else ""),
        )
    )


def _money(desk: Desk, amount: float, language: Language) -> Markup:
    return inline.span("num", formats.compact(round(amount), desk.settings.currency, language))


def _sums(placed: Sequence[_Placed]) -> tuple[int, float, float]:
    """How many, their volume and their weighted volume."""
    deals = [one.told.deal for one in placed]
    return len(deals), sum(deal.volume or 0 for deal in deals), sum(deal.weighted or 0 for deal in deals)


# -- the board ---------------------------------------------------------------------------------------------------------


def _board(desk: Desk, placed: Sequence[_Placed], language: Language) -> Board:
    """The open projects by likelihood, the most valuable first; a column that could be empty for ever is left out."""
    lanes: dict[float | None, list[_Placed]] = {start: [] for start, _ in _STAGES}
    for one in placed:
        lanes[_stage(one.told.deal.probability)].append(one)
    return Board(
        _BOARD.to(language),
        tuple(
            _lane(desk, name.to(language), lanes[start], language)
            for start, name in _STAGES
            if lanes[start] or start is not None
        ),
    )


def _stage(probability: float | None) -> float | None:
    starts = [start for start, _ in _STAGES if start is not None]
    return None if probability is None else max(start for start in starts if probability >= start or not start)


def _lane(desk: Desk, title: str, placed: Sequence[_Placed], language: Language) -> Lane:
    ordered = sorted(placed, key=lambda one: (-(one.told.deal.weighted or one.told.deal.volume or 0), *_order(one)))
    sums = pipeline_across(one.told for one in placed)
    told = [inline.text(_counted(len(placed), language))]
    told += [_money(desk, sums.volume, language)] if sums.volume else []
    told += [inline.fill(_WEIGHTED_SUM.to(language), _money(desk, sums.weighted, language))] if sums.weighted else []
    rest = len(placed) - _MOST_CARDS
    more = inline.link("#all", _MORE.to(language).format(count=formats.number(rest, language))) if rest > 0 else NOTHING
    cards = tuple(_card(desk, one, language) for one in ordered[:_MOST_CARDS])
    return Lane(title, inline.joined(told, " · "), cards, more)


def _counted(count: int, language: Language) -> str:
    return _ONE.to(language) if count == 1 else _PROJECTS.to(language).format(count=formats.number(count, language))


def _card(desk: Desk, placed: _Placed, language: Language) -> Line:
    deal, is_late = placed.told.deal, placed.group == _LATE_GROUP
    when = _when(deal.decision, language) if deal.decision else inline.span("muted", _UNDATED.to(language))
    if is_late:
        when += " " + inline.badge(_LATE_SHORT.to(language), "bad")
    facts = [
        _account(placed.told),
        inline.joined([when, *([our_person(desk, deal.owner)] if deal.owner else [])], " · "),
    ]
    if deal.rivals:
        facts.append(inline.text(_AGAINST.to(language).format(names=", ".join(deal.rivals))))
    return Line(
        _title(placed.told), facts=tuple(facts), mark=_worth(desk, placed, language), tone="late" if is_late else ""
    )


def _worth(desk: Desk, placed: _Placed, language: Language) -> Markup:
    """What is to be expected, and of how much."""
    deal = placed.told.deal
    if deal.volume is None:
        return inline.span("muted", _UNKNOWN_VALUE.to(language))
    volume = _money(desk, deal.volume, language)
    if deal.weighted is None or deal.probability is None:
        return inline.fill("<strong>{}</strong>", volume)
    of = inline.fill(_OF.to(language), inline.share(deal.probability, language), volume)
    return inline.fill('<strong>{}</strong> <span class="muted">{}</span>', _money(desk, deal.weighted, language), of)


def _title(told: ToldDeal) -> Markup:
    return inline.link(urls.for_chapter(told.summary.id, "strategy", told.deal.anchor), inline.text(told.deal.title))


def _when(decision: str, language: Language) -> Markup:
    return inline.day(decision, language) if len(decision) == 10 else inline.time(decision, language)


def _account(told: ToldDeal) -> Markup:
    return inline.link(urls.for_account(told.summary.id), inline.text(told.summary.name), "plain")


# -- one by one --------------------------------------------------------------------------------------------------------


def _section(
    desk: Desk, group: str, placed: Sequence[_Placed], sums: tuple[int, float, float], language: Language
) -> Section:
    """The projects of a quarter, or of one of the other groups."""
    names = {_LATE_GROUP: ("late", _LATE), _UNDATED_GROUP: ("undated", _UNDATED), _DECIDED_GROUP: ("decided", _DECIDED)}
    name, text = names.get(group, (f"quarter-{group}", None))
    title = text.to(language) if text else formats.period(group, language)
    notes = {_LATE_GROUP: _LATE_HELP, _UNDATED_GROUP: _UNDATED_HELP}
    count, volume, weighted = sums
    told = [inline.text(_counted(count, language)), _money(desk, volume, language)]
    if group != _DECIDED_GROUP:
        told.append(inline.fill(_WEIGHTED_SUM.to(language), _money(desk, weighted, language)))
    lead = Prose(inline.fill("<p>{}</p>", inline.joined(told, " · ")))
    note = [Note(inline.message(notes[group].to(language)), "warning")] if group in notes else []
    table = _table(desk, title, group, placed, language)
    return Section(urls.identifier(name), title, (lead, *note, table))


def _table(desk: Desk, title: str, group: str, placed: Iterable[_Placed], language: Language) -> Table:
    is_decided = group == _DECIDED_GROUP
    amounts = ("result", "volume") if is_decided else ("volume", "probability", "weighted")
    keys = ("project", "kind", *amounts, "decision", "owner", "rivals")
    columns = tuple(Column(_COLUMNS[key].to(language), key in ("volume", "probability", "weighted")) for key in keys)
    rows = tuple(_row(desk, one, keys, language) for one in placed)
    return Table(title, columns, rows, is_caption_hidden=True)


def _row(desk: Desk, placed: _Placed, keys: Sequence[str], language: Language) -> Row:
    deal, is_late = placed.told.deal, placed.group == _LATE_GROUP
    currency = desk.settings.currency
    when = _when(deal.decision, language)
    cells = {
        "project": _title(placed.told) + inline.span("under", _account(placed.told)),
        "kind": _kind(desk, deal.kind, language),
        "result": _word(desk, "status", deal.status, language, _RESULT_TONES.get(deal.status, "neutral")),
        "volume": inline.number(deal.volume, language, currency) if deal.volume is not None else _unknown(language),
        "probability": inline.share(deal.probability, language) if deal.probability is not None else _unknown(language),
        "weighted": inline.number(round(deal.weighted), language, currency) if deal.weighted is not None else NOTHING,
        "decision": inline.span("is-late late" if is_late else "when", when) if deal.decision else NOTHING,
        "owner": our_person(desk, deal.owner),
        "rivals": inline.text(", ".join(deal.rivals)),
    }
    return Row(tuple(cells[key] for key in keys), tone="late" if is_late else "")


def _unknown(language: Language) -> Markup:
    return inline.unknown(language)


def _kind(desk: Desk, kind: str, language: Language) -> Markup:
    return (
        inline.span(f"is-{kind}", _word(desk, "kind", kind, language, "info" if kind == "tender" else "neutral"))
        if kind
        else NOTHING
    )


def _word(desk: Desk, key: str, value: str, language: Language, tone: str) -> Markup:
    """A word of the schema as a badge."""
    return inline.badge(_said(desk, key, value, language), tone)


def _said(desk: Desk, key: str, value: str, language: Language) -> str:
    entry = desk.fields["strategy"].properties["pipeline"].entry
    known = entry.properties[key].words.get(value) if entry and key in entry.properties else None
    return known.text.to(language) if known else value


def _kinds(desk: Desk, chunk: Sequence[_Placed], language: Language) -> ChoiceGroup:
    """Everything, or only what is of one kind or overdue; with how many there are on the page."""
    kinds = Counter(one.told.deal.kind for one in chunk)
    late = sum(one.group == _LATE_GROUP for one in chunk)
    named = [(_ALL.to(language), "all", len(chunk))]
    named += [(_LATE.to(language), "late", late)] if late else []
    named += [(_said(desk, "kind", kind, language), kind, kinds[kind]) for kind in sorted(kinds) if kind]
    return ChoiceGroup(
        _COLUMNS["kind"].to(language),
        tuple(
            Choice(inline.fill("{} {}", word, inline.number(count, language)), id=f"only-{name}")
            for word, name, count in named
        ),
    )
