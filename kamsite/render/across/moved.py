"""What moved in plans since a month and since a quarter, in words."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.moves import MONTH, QUARTER, Move, Moved, moved_in, start_of
from kamsite.model.analyses.summary import Summary
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import ACCOUNTS
from kamsite.render.blocks import NOTHING, Block, Column, Note, Row, Section, Table
from kamsite.render.desk import Desk
from kamsite.render.powermap.words import ATTITUDES

GOAL_WORDS = {
    "on_track": Text("On track", "Auf Kurs"),
    "at_risk": Text("At risk", "Gefährdet"),
    "off_track": Text("Off track", "Nicht auf Kurs"),
    "reached": Text("Reached", "Erreicht"),
    "dropped": Text("Dropped", "Aufgegeben"),
}
_MOST = 20
_BETTER = Text("What got better", "Was besser wurde")
_WORSE = Text("What got worse", "Was schlechter wurde")
_NOTHING_BETTER = Text("Nothing got better since {day}.", "Seit {day} wurde nichts besser.")
_NOTHING_WORSE = Text("Nothing got worse since {day}.", "Seit {day} wurde nichts schlechter.")
_WHAT = Text("What", "Was")
SINCE = Text("Since {day}", "Seit {day}")
_MORE = Text("and {count} more", "und {count} weitere")
_KINDS = {
    "attitude": Text("{name}", "{name}"),
    "goal": Text("Goal: {name}", "Ziel: {name}"),
    "budget": Text("Budget {name}", "Budget {name}"),
    "pipeline": Text("Pipeline, weighted", "Pipeline, gewichtet"),
}
_ORDER = ("goal", "attitude", "budget", "pipeline")
_NOT_SAID = Text("not said", "ohne Angabe")
PlanMoved = tuple[str, Moved]


def moved_across(summaries: Sequence[Summary]) -> tuple[PlanMoved, ...]:
    """What moved in all plans, each with the id of its plan."""
    return tuple((one.id, moved) for one in summaries for moved in moved_in(one.moves, one.lately))


def moved_sections(
    desk: Desk, moved: Sequence[PlanMoved], names: dict[str, str], language: Language
) -> Iterator[Section]:
    """What got better and what got worse, side by side; `names` are those of plans by id."""
    day = formats.period(start_of(desk.as_of, QUARTER).isoformat(), language)
    for name, title, nothing, is_up in (
        ("better", _BETTER, _NOTHING_BETTER, True),
        ("worse", _WORSE, _NOTHING_WORSE, False),
    ):
        chosen = sorted((pair for pair in moved if pair[1].latest.is_up is is_up), key=_order)
        block: Block = Note(inline.text(nothing.to(language).format(day=day)))
        if chosen:
            block = _table(desk, name, title.to(language), chosen, names, language)
        yield Section(urls.identifier(name), title.to(language), (block,), is_half=True)


def _order(pair: PlanMoved) -> tuple[object, ...]:
    """What moved lately comes first, then goals and people before money, the larger amounts first."""
    plan, moved = pair
    move = moved.latest
    return moved.month is None, _ORDER.index(move.kind), -_size(move), plan, move.name


def _size(move: Move) -> float:
    if isinstance(move.before, float) and isinstance(move.after, float):
        return abs(move.after - move.before)
    return 0.0


def _table(
    desk: Desk, name: str, title: str, moved: Sequence[PlanMoved], names: dict[str, str], language: Language
) -> Table:
    days = (formats.period(start_of(desk.as_of, months).isoformat(), language) for months in (MONTH, QUARTER))
    columns = (
        Column(_WHAT.to(language)),
        *(Column(SINCE.to(language).format(day=day)) for day in days),
    )
    rows = [_row(desk, one, plan, names[plan], language) for plan, one in moved[:_MOST]]
    if (rest := len(moved) - _MOST) > 0:
        address = urls.for_rows(urls.PORTFOLIO, ACCOUNTS, columns="manager,better,worse", sort=f"-{name}")
        rows.append(Row((inline.link(address, _MORE.to(language).format(count=rest)), NOTHING, NOTHING)))
    return Table(title, columns, tuple(rows), is_caption_hidden=True)


def _row(desk: Desk, one: Moved, plan: str, account: str, language: Language) -> Row:
    move = one.latest
    page = urls.for_chapter(plan, move.chapter, move.anchor) if move.chapter else urls.for_account(plan)
    named = (inline.text(move.name),) if move.kind != "pipeline" else ()
    title = inline.fill(_KINDS[move.kind].to(language).replace("{name}", "{}"), *named)
    below = inline.link(urls.for_account(plan), inline.text(account), "plain")
    steps = (_step(desk, moved, language) if moved else NOTHING for moved in (one.month, one.quarter))
    return Row((inline.link(page, title) + inline.span("under", below), *steps))


def _step(desk: Desk, move: Move, language: Language) -> Markup:
    """From what to what."""
    before, after = (_value(desk, move, value, language) for value in (move.before, move.after))
    css, sign = {None: ("even", "→"), True: ("up", "▲"), False: ("down", "▼")}[move.is_up]
    return inline.joined([before, inline.span(f"delta delta--{css}", sign), after], " ")


def _value(desk: Desk, move: Move, value: str | float | None, language: Language) -> Markup:
    if isinstance(value, float):
        return inline.span("num", formats.compact(value, desk.settings.currency, language))
    words = ATTITUDES if move.kind == "attitude" else GOAL_WORDS
    known = value or ("unknown" if move.kind == "attitude" else "")
    return inline.text((words.get(known) or _NOT_SAID).to(language))
