"""The pipeline of all customers: a board by likelihood, what is decided in which quarter, every project by its date."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.analyses.rollup import ToldDeal, deals_across, pipeline_across
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import our_person
from kamsite.render.across.content import Content
from kamsite.render.across.pipelinecharts import quarters_drawing, timeline_drawing
from kamsite.render.across.pipelinetable import (
    DECIDED,
    LATE,
    LATE_TEXT,
    UNDATED,
    UNDATED_TEXT,
    Placed,
    account_of,
    decided_section,
    open_sections,
    title_of,
    when_of,
)
from kamsite.render.across.shared import SharedFiles, other_parts, page, parts_of
from kamsite.render.blocks import (
    NOTHING,
    Board,
    Figure,
    FigureRow,
    Lane,
    Line,
    Note,
    Section,
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
_LATE_SHORT = Text("overdue", "überfällig")
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
_NONE = Text(
    "No plan names a project yet. Add them under `pipeline` in strategy.yaml of an account; they then stand here.",
    "Noch nennt kein Plan ein Vorhaben. Tragen Sie sie unter `pipeline` in strategy.yaml eines Kunden ein; dann stehen "
    "sie hier.",
)


def pipeline_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there are more projects than fit on one."""
    placed = sorted((_place(told, desk.as_of) for told in deals_across(content.summaries)), key=_order)
    chunks = [placed[start : start + PER_PAGE] for start in range(0, len(placed), PER_PAGE)] or [[]]
    for part, chunk in enumerate(chunks, 1):
        everything = placed if part == 1 else []
        told = [(one.told.deal, one.told.summary.id, one.told.summary.name) for one in everything or chunk]
        draw = partial(_sections, chunk, everything, (part, len(chunks)))
        yield page(PIPELINE, (part, len(chunks), told), draw, part, desk.as_of)


def _place(told: ToldDeal, today: date) -> Placed:
    day = last_day(told.deal.decision)
    if not told.deal.is_open:
        return Placed(told, day, DECIDED)
    if day is None:
        return Placed(told, None, UNDATED)
    is_late = day < today
    return Placed(told, day, LATE if is_late else f"{day.year}-Q{(day.month + 2) // 3}")


def _order(placed: Placed) -> tuple[object, ...]:
    """By date, those that are decided last; without a date the most valuable first."""
    deal = placed.told.deal
    when = placed.day.toordinal() if placed.day else 0
    return placed.group, when, -(deal.weighted or 0), -(deal.volume or 0), placed.told.summary.id, deal.entry


def _sections(
    chunk: Sequence[Placed],
    everything: Sequence[Placed],
    place: tuple[int, int],
    desk: Desk,
    language: Language,
) -> Iterator[Section]:
    """Sums, charts and board on the first part of the page; then every project, by the day of its decision."""
    if not chunk:
        yield Section(urls.identifier("all"), _OPEN.to(language), (Note(inline.message(_NONE.to(language))),))
        return
    if everything:
        still_open = [one for one in everything if one.group != DECIDED]
        yield from _overview(desk, still_open, language)
    pages = parts_of(PIPELINE, *place, language)
    still_open = [one for one in chunk if one.group != DECIDED]
    if still_open:
        yield from open_sections(desk, still_open, pages, language)
    if len(still_open) < len(chunk):
        yield decided_section(desk, chunk[len(still_open) :], language)
    yield from other_parts(pages, language)


# -- all of them -------------------------------------------------------------------------------------------------------


def _overview(desk: Desk, placed: Sequence[Placed], language: Language) -> Iterator[Section]:
    if not placed:
        return
    yield Section(urls.identifier("glance"), _GLANCE.to(language), (_figures(desk, placed, language),))
    quarters = [(one.told.deal, "late" if one.group == LATE else one.group) for one in placed if one.day]
    undated = [one.told.deal for one in placed if not one.day]
    drawing = quarters_drawing(desk, quarters, undated, language)
    yield Section(urls.identifier("quarters"), _QUARTERS.to(language), (drawing,))
    yield Section(urls.identifier("board"), _BOARD.to(language), (_board(desk, placed, language),))
    dated = [(one.told, one.day, one.group == LATE) for one in placed if one.day is not None]
    if dated:
        drawing = timeline_drawing(desk, dated, language)
        yield Section(urls.identifier("timeline"), _TIMELINE.to(language), (drawing,))


def _figures(desk: Desk, placed: Sequence[Placed], language: Language) -> FigureRow:
    sums = pipeline_across(one.told for one in placed)
    late = sum(one.group == LATE for one in placed)
    undated = sum(one.group == UNDATED for one in placed)
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
                inline.made_of(inline.number(sums.count, language), "#projects"),
                inline.text(_AT.to(language).format(count=formats.number(places, language))),
            ),
            Figure(_VOLUME.to(language), inline.made_of(_money(desk, sums.volume, language), "#quarters")),
            Figure(
                _WEIGHTED.to(language),
                inline.made_of(_money(desk, sums.weighted, language), "#board"),
                inline.text(remark),
            ),
            Figure(
                LATE_TEXT.to(language),
                inline.made_of(inline.number(late, language), "#late" if late else ""),
                tone="bad" if late else "good",
            ),
            Figure(
                UNDATED_TEXT.to(language),
                inline.made_of(inline.number(undated, language), "#projects" if undated else ""),
                tone="warn" if undated else "",
            ),
        )
    )


def _money(desk: Desk, amount: float, language: Language) -> Markup:
    return inline.span("num", formats.compact(round(amount), desk.settings.currency, language))


# -- the board ---------------------------------------------------------------------------------------------------------


def _board(desk: Desk, placed: Sequence[Placed], language: Language) -> Board:
    """The open projects by likelihood, the most valuable first; a column that could be empty for ever is left out."""
    lanes: dict[float | None, list[Placed]] = {start: [] for start, _ in _STAGES}
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


def _lane(desk: Desk, title: str, placed: Sequence[Placed], language: Language) -> Lane:
    ordered = sorted(placed, key=lambda one: (-(one.told.deal.weighted or one.told.deal.volume or 0), *_order(one)))
    sums = pipeline_across(one.told for one in placed)
    told = [inline.text(_counted(len(placed), language))]
    told += [_money(desk, sums.volume, language)] if sums.volume else []
    told += [inline.fill(_WEIGHTED_SUM.to(language), _money(desk, sums.weighted, language))] if sums.weighted else []
    rest = len(placed) - _MOST_CARDS
    more = (
        inline.link("#projects", _MORE.to(language).format(count=formats.number(rest, language)))
        if rest > 0
        else NOTHING
    )
    cards = tuple(_card(desk, one, language) for one in ordered[:_MOST_CARDS])
    return Lane(title, inline.joined(told, " · "), cards, more)


def _counted(count: int, language: Language) -> str:
    return _ONE.to(language) if count == 1 else _PROJECTS.to(language).format(count=formats.number(count, language))


def _card(desk: Desk, placed: Placed, language: Language) -> Line:
    deal, is_late = placed.told.deal, placed.group == LATE
    when = when_of(deal.decision, language) if deal.decision else inline.span("muted", UNDATED_TEXT.to(language))
    if is_late:
        when += " " + inline.badge(_LATE_SHORT.to(language), "bad")
    facts = [
        account_of(placed.told),
        inline.joined([when, *([our_person(desk, deal.owner)] if deal.owner else [])], " · "),
    ]
    if deal.rivals:
        facts.append(inline.text(_AGAINST.to(language).format(names=", ".join(deal.rivals))))
    return Line(
        title_of(placed.told), facts=tuple(facts), mark=_worth(desk, placed, language), tone="late" if is_late else ""
    )


def _worth(desk: Desk, placed: Placed, language: Language) -> Markup:
    """What is to be expected, and of how much."""
    deal = placed.told.deal
    if deal.volume is None:
        return inline.span("muted", _UNKNOWN_VALUE.to(language))
    volume = _money(desk, deal.volume, language)
    if deal.weighted is None or deal.probability is None:
        return inline.fill("<strong>{}</strong>", volume)
    of = inline.fill(_OF.to(language), inline.share(deal.probability, language), volume)
    return inline.fill('<strong>{}</strong> <span class="muted">{}</span>', _money(desk, deal.weighted, language), of)
