"""What moved in plans, in words."""

from collections.abc import Sequence

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.moves import Move
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.blocks import Line
from kamsite.render.desk import Desk
from kamsite.render.powermap.words import ATTITUDES

GOAL_WORDS = {
    "on_track": Text("On track", "Auf Kurs"),
    "at_risk": Text("At risk", "Gefährdet"),
    "off_track": Text("Off track", "Nicht auf Kurs"),
    "reached": Text("Reached", "Erreicht"),
    "dropped": Text("Dropped", "Aufgegeben"),
}
_KINDS = {
    "attitude": Text("{name}", "{name}"),
    "goal": Text("Goal: {name}", "Ziel: {name}"),
    "budget": Text("Budget {name}", "Budget {name}"),
    "pipeline": Text("Pipeline, weighted", "Pipeline, gewichtet"),
}
_ORDER = ("goal", "attitude", "budget", "pipeline")
_NOT_SAID = Text("not said", "ohne Angabe")


def is_up(move: Move) -> bool | None:
    """Whether it moved for the better; amounts by whether they grew; None where nobody can say."""
    if isinstance(move.before, float) and isinstance(move.after, float):
        return move.after > move.before
    return move.is_better


def moved_lines(
    desk: Desk, moves: Sequence[tuple[Move, str]], names: dict[str, str], is_better: bool, language: Language
) -> list[Line]:
    """The moves for the better, or for the worse, each with its account; `names` are those of plans by id."""
    chosen = [(move, plan) for move, plan in moves if move.kind in _ORDER and is_up(move) is is_better]
    chosen.sort(key=lambda pair: (_ORDER.index(pair[0].kind), -_size(pair[0]), pair[1], pair[0].name))
    return [moved_line(desk, move, plan, names[plan], language) for move, plan in chosen]


def _size(move: Move) -> float:
    if isinstance(move.before, float) and isinstance(move.after, float):
        return abs(move.after - move.before)
    return 0.0


def moved_line(desk: Desk, move: Move, plan: str, account: str, language: Language) -> Line:
    """A move as a line; `account` names the plan, empty where that is clear."""
    page = urls.for_chapter(plan, move.chapter, move.anchor) if move.chapter else urls.for_account(plan)
    title = inline.fill(_KINDS[move.kind].to(language).replace("{name}", "{}"), *_named(move))
    facts = [inline.link(urls.for_account(plan), inline.text(account), "ref")] if account else []
    return Line(inline.link(page, title), facts=tuple(facts), mark=_step(desk, move, language))


def _named(move: Move) -> tuple[Markup, ...]:
    return (inline.text(move.name),) if move.kind in ("attitude", "goal", "budget") else ()


def _step(desk: Desk, move: Move, language: Language) -> Markup:
    """From what to what."""
    pieces = [_value(desk, move, value, language) for value in (move.before, move.after)]
    up = is_up(move)
    css = "delta--even" if up is None else "delta--up" if up else "delta--down"
    arrow = inline.span(f"delta {css}", "→" if up is None else "▲" if up else "▼")
    return inline.joined([pieces[0], arrow, pieces[1]], " ")


def _value(desk: Desk, move: Move, value: str | float | None, language: Language) -> Markup:
    if isinstance(value, float):
        return inline.span("num", formats.compact(value, desk.settings.currency, language))
    words = ATTITUDES if move.kind == "attitude" else GOAL_WORDS
    known = value or ("unknown" if move.kind == "attitude" else "")
    return inline.text((words.get(known) or _NOT_SAID).to(language))
