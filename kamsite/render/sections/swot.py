"""Strengths, weaknesses, opportunities and threats in four fields (D12, D18)."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import generic, inline
from kamsite.render.blocks import NOTHING, Block, Bullets, Card, Grid
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry, lead, sentence
from kamsite.render.show import Show
from kamsite.source.document import Value

_FIELDS = {"strengths": "strength", "weaknesses": "weakness", "opportunities": "opportunity", "threats": "threat"}
_TO_ANSWER = frozenset({"weaknesses", "threats"})
_OPEN = Text("Our contribution is still open", "Unser Beitrag ist noch offen")
_NOTHING_YET = Text("Nothing noted yet.", "Noch nichts notiert.")


def of_customer(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The customer's SWOT; a weakness or threat to which we contribute nothing yet is marked as open."""
    return _swot(show, field, reading.mapping(value), _TO_ANSWER)


def of_ours(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """Our own SWOT as the customer would see it."""
    return _swot(show, field, reading.mapping(value), frozenset())


def _swot(show: Show, field: Field, value: Mapping[str, Value], to_answer: frozenset[str]) -> tuple[Block, ...]:
    entry = Entry(show, field, value)
    cards = []
    for key, tone in _FIELDS.items():
        if not entry.is_visible(key):
            continue
        entry.tick(key)
        inside = field.properties[key]
        points = _points(show, inside, value.get(key), is_answer_due=key in to_answer)
        body: Block = Bullets(points) if points else pieces.html(inline.fill("<p>{}</p>", _nothing(show)))
        cards.append(Card(inline.text(entry.label(key)), blocks=(body,), tone=tone))
    return (Grid(tuple(cards)), *entry.blocks())


def _nothing(show: Show) -> Markup:
    return inline.span("muted", _NOTHING_YET.to(show.language))


def _points(show: Show, field: Field, value: Value, *, is_answer_due: bool) -> tuple[Markup, ...]:
    if value == "unknown":
        return (inline.unknown(show.language),)
    item = field.item
    is_due = is_answer_due and item is not None and "contribution" in item.properties
    return tuple(
        inline.followed(
            _point(show, item, entry, is_answer_due=is_due),
            show.past(value, at) if isinstance(value, list) else NOTHING,
        )
        for at, entry in enumerate(reading.listed(value))
    )


def _point(show: Show, field: Field | None, value: Value, *, is_answer_due: bool) -> Markup:
    if field is None or not isinstance(value, dict):
        text = sentence(show, value) if not isinstance(value, dict) else generic.item_of(show, field, value)
        return inline.followed(text, _open(show)) if is_answer_due else text
    entry = Entry(show, field, value)
    text = lead(entry)
    answer = NOTHING
    if is_answer_due and entry.is_open("contribution") and "contribution" not in entry:
        answer = _open(show)
    elif "contribution" in entry:
        answer = inline.fill(
            '<div class="answer"><span class="answer__label">{}</span> {}</div>',
            entry.label("contribution"),
            entry.line("contribution"),
        )
    return inline.joined((text, answer, entry.more()), "")


def _open(show: Show) -> Markup:
    return inline.fill('<div class="answer">{}</div>', pieces.open_mark(show, _OPEN))
