"""The potential portfolio of all customers as a drawing: each division a circle, or very many of them in bands."""

import itertools
from collections.abc import Sequence

from kamsite.language import Language, Text
from kamsite.model.analyses.portfolio import QUADRANTS, Quadrant, quadrant_of
from kamsite.model.analyses.summary import Summary
from kamsite.model.analyses.whitespace import UnitSummary
from kamsite.render import format as formats
from kamsite.render import urls
from kamsite.render.blocks import Drawing
from kamsite.render.charts.amounts import Amounts, amounts_for
from kamsite.render.charts.bubbles import Bubble, Words, portfolio, room_for
from kamsite.render.charts.cells import Cell, portfolio_cells
from kamsite.render.desk import Desk

# As many circles can be told apart; more are drawn together.
MOST_BUBBLES = 40
_TONES: dict[Quadrant, str] = {
    "focus": "tone-good",
    "win": "tone-2",
    "references": "tone-1",
    "low": "tone-neutral",
}
_TITLE = Text(
    "Divisions of all customers by attitude to us and potential",
    "Bereiche aller Kunden nach Einstellung zu uns und Potenzial",
)
_SIZE = Text(
    "The area of a circle stands for today's revenue; without revenue it is empty.",
    "Die Fläche eines Kreises steht für den heutigen Umsatz; ohne Umsatz ist er leer.",
)
_SUMS = Text(
    "A circle stands for all divisions of one attitude and size: the number says how many, the area what potential "
    "they have together.",
    "Ein Kreis steht für alle Bereiche einer Einstellung und Größe: Die Zahl sagt, wie viele es sind, die Fläche, "
    "welches Potenzial sie zusammen haben.",
)
_X = Text("Attitude to us", "Einstellung zu uns")
_Y = Text("Potential a year", "Potenzial im Jahr")
_MARKS = (Text("negative", "negativ"), Text("neutral", "neutral"), Text("positive", "positiv"))
_OVER = Text("over {}", "über {}")
_FROM = Text("{} to {}", "{} bis {}")
_UP_TO = Text("up to {}", "bis {}")
_CELL = Text("{count} divisions, attitude {attitude}: {amount}", "{count} Bereiche, Einstellung {attitude}: {amount}")
# Where the bands of potential end, as parts of the border between high and low.
_EDGES = (4.0, 2.0, 1.0, 0.5)
_HIGH = 3
Placed = tuple[UnitSummary, Summary]


def portfolio_drawing(desk: Desk, placed: Sequence[Placed], threshold: float, language: Language) -> Drawing:
    """The units whose attitude and potential are known."""
    title = _TITLE.to(language)
    if len(placed) <= MOST_BUBBLES:
        amounts = amounts_for([unit.potential or 0 for unit, _ in placed], desk.settings.currency, language)
        bubbles = [_bubble(one, threshold, amounts, language) for one in placed]
        told = "; ".join(bubble.tip for bubble in bubbles)
        words = _words(f"{_Y.to(language)} ({amounts.unit})" if amounts.unit else _Y.to(language), language)
        return Drawing(portfolio(title, told, bubbles, threshold, words, amounts), f"{title}. {_SIZE.to(language)}")
    cells = _cells(desk, placed, threshold, language)
    told = "; ".join(cell.tip for cell in cells.values())
    picture = portfolio_cells(
        title, told, _bands(desk, threshold, language), _HIGH, cells, _words(_Y.to(language), language)
    )
    return Drawing(picture, f"{title}. {_SUMS.to(language)}")


def _words(y: str, language: Language) -> Words:
    win, focus, low, references = (QUADRANTS[name].to(language) for name in ("win", "focus", "low", "references"))
    negative, neutral, positive = (mark.to(language) for mark in _MARKS)
    room = room_for(QUADRANTS[name] for name in ("win", "focus", "low", "references"))
    return Words((win, focus, low, references), _X.to(language), y, (negative, neutral, positive), room)


def _bubble(one: Placed, threshold: float, amounts: Amounts, language: Language) -> Bubble:
    unit, summary = one
    potential = unit.potential or 0.0
    quadrant = quadrant_of(unit.attitude, unit.potential, threshold) or "low"
    full = unit.name if summary.name in unit.name else f"{unit.name}, {summary.name}"
    tip = f"{full}: {QUADRANTS[quadrant].to(language)}, {amounts.full(potential)}"
    href = urls.for_account(unit.plan) if unit.plan else urls.for_chapter(summary.id, "position", unit.id)
    return Bubble(unit.name, unit.attitude or 0, potential, unit.revenue, _TONES[quadrant], tip, href, full)


def _bands(desk: Desk, threshold: float, language: Language) -> list[str]:
    """The names of the bands, the highest first."""
    edges = [formats.compact(round(threshold * edge), desk.settings.currency, language) for edge in _EDGES]
    between = [_FROM.to(language).format(low, high) for high, low in itertools.pairwise(edges)]
    return [_OVER.to(language).format(edges[0]), *between, _UP_TO.to(language).format(edges[-1])]


def _cells(desk: Desk, placed: Sequence[Placed], threshold: float, language: Language) -> dict[tuple[int, int], Cell]:
    groups: dict[tuple[int, int], list[UnitSummary]] = {}
    for unit, _ in placed:
        potential = unit.potential or 0.0
        band = next((index for index, edge in enumerate(_EDGES) if potential >= threshold * edge), len(_EDGES))
        groups.setdefault((unit.attitude or 0, band), []).append(unit)
    cells = {}
    for place, units in sorted(groups.items()):
        amount = sum(unit.potential or 0 for unit in units)
        quadrant = quadrant_of(units[0].attitude, units[0].potential, threshold) or "low"
        shown = formats.compact(round(amount), desk.settings.currency, language)
        tip = _CELL.to(language).format(count=formats.number(len(units), language), attitude=place[0], amount=shown)
        cells[place] = Cell(len(units), amount, _TONES[quadrant], tip)
    return cells
