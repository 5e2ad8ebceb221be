"""Competitors: those of the customer (D8), and ours seen with the customer's eyes (D17), side by side."""

from markupsafe import Markup

from kamsite.model.field import Field
from kamsite.render import generic
from kamsite.render.blocks import Block, Card, Cards, Facts, Group
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.profile import key_figures
from kamsite.render.show import Show
from kamsite.source.document import Value

_TONES = {"relation": {"customer": "good", "prospect": "info", "competitor": "warn", "none": "muted"}}
_SERIOUS = 4


def of_customer(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The customer's competitors, each with figures, strengths and weaknesses."""
    return _cards(show, field, value, "customer")


def of_ours(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """Our competitors at this customer, the most dangerous first."""
    return _cards(show, field, value, "position")


def _cards(show: Show, field: Field, value: Value, chapter: str) -> tuple[Block, ...]:
    found = reading.entries(value)
    if field.entry is None or not found:
        return generic.blocks_of(show, field, value)
    ordered = sorted(found, key=lambda key: -(reading.number(found[key].get("threat")) or 0))
    return (
        Cards(tuple(_card(show, field.entry, chapter, key, found[key]) for key in ordered)),
        *pieces.strays(show, field, value),
    )


def _card(show: Show, field: Field, chapter: str, key: str, competitor: dict[str, Value]) -> Card:
    entry = Entry(show, field, competitor)
    title = entry.headline(key)
    lead = entry.line("strategy" if "strategy" in entry else "positioning")
    is_block = lead.startswith("<p>")
    badges = entry.badges(_TONES)
    blocks: list[Block] = [pieces.paragraph(lead)] if is_block else []
    facts = entry.facts("threat", "share", "market_share", "account_manager", "resources", "supporters")
    blocks += [Facts(facts)] if facts else []
    blocks += [*entry.bullets("strengths"), *entry.bullets("weaknesses")]
    blocks += _figures(entry)
    threat = reading.number(competitor.get("threat")) or 0
    return Card(
        title,
        pieces.anchor(show, chapter, "competitors", key),
        badges,
        Markup() if is_block else lead,
        (*blocks, *entry.blocks()),
        "warn" if threat >= _SERIOUS else "",
    )


def _figures(entry: Entry) -> tuple[Block, ...]:
    field = entry.field.properties.get("key_figures")
    written = entry.value.get("key_figures")
    figures = reading.entries(written)
    if field is None or not figures or len(figures) != len(reading.mapping(written)):
        return ()
    entry.tick("key_figures")
    return (Group(entry.label("key_figures"), key_figures(entry.show, field, figures)),)
