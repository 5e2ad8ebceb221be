"""Missions (D20): what the customer wants, what we want with this account, what our company wants."""

from dataclasses import replace

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import inline
from kamsite.render.blocks import NOTHING, Block, Card, Cards
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry, sentence
from kamsite.render.show import Show
from kamsite.source.document import Value

_COMPANY = Text("Our company's mission", "Mission unseres Unternehmens")
_UNTIL = Text("until {}", "bis {}")


def mission(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The three missions side by side, then how well they fit."""
    entry = Entry(show, field, reading.mapping(value))
    cards = []
    for key in ("customer", "account"):
        if not entry.is_visible(key):
            continue
        text = entry.line(key) if key in entry else pieces.open_mark(show)
        lead = _until(entry) if key == "account" else NOTHING
        cards.append(
            Card(
                inline.text(entry.label(key)), lead=lead, blocks=(_said(text),), tone="key" if key == "account" else ""
            )
        )
    if show.company_mission:
        # Its links start where site.yaml lies.
        text = sentence(replace(show, links=replace(show.links, plan=".")), show.company_mission)
        cards.append(Card(inline.text(_COMPANY.to(show.language)), blocks=(_said(text),)))
    blocks: list[Block] = [Cards(tuple(cards))] if cards else []
    if "fit" in entry:
        blocks.append(pieces.quote(entry.line("fit"), entry.label("fit")))
    return (*blocks, *entry.blocks())


def _until(entry: Entry) -> Markup:
    if "horizon" not in entry:
        return NOTHING
    return inline.fill(_UNTIL.to(entry.show.language), entry.line("horizon"))


def _said(text: Markup) -> Block:
    return pieces.html(inline.fill('<div class="mission">{}</div>', text))
