"""How the customer buys (D6): rules, committee, and who is in charge of which product group."""

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import generic, inline
from kamsite.render.blocks import NOTHING, Block, Column, Facts, Group, Row, Table
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.show import Show
from kamsite.source.document import Value

_FACTS = (
    "sourcing",
    "max_supplier_share",
    "our_share",
    "organisation",
    "framework_agreement",
    "contract_until",
    "payment_terms",
    "supplier_rating",
)
_CATEGORY = Text("Product group", "Produktgruppe")
_IN_CHARGE = Text("In charge", "Zuständig")
_OVER = Text("above the cap", "über der Obergrenze")


def purchasing(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """Facts, then the people: the committee, and who buys what."""
    entry = Entry(show, field, reading.mapping(value))
    facts = entry.facts(*_FACTS)
    blocks: list[Block] = [Facts(facts)] if facts else []
    ours, cap = reading.ratio(entry.value.get("our_share")), reading.ratio(entry.value.get("max_supplier_share"))
    if ours is not None and cap is not None and ours > cap:
        blocks.append(
            pieces.html(inline.fill("<p>{}: {}</p>", entry.label("our_share"), pieces.open_mark(show, _OVER)))
        )
    if names := reading.names(entry.value.get("committee")):
        entry.tick("committee")
        people = Markup("").join(inline.fill("<li>{}</li>", _member(show, name)) for name in names)
        blocks.append(
            Group(
                entry.label("committee"),
                (pieces.html(inline.fill('<ul class="people">{}</ul>{}', people, entry.past("committee"))),),
            )
        )
    categories = entry.value.get("categories")
    known = field.properties.get("categories")
    if known is not None and isinstance(categories, dict) and categories:
        entry.tick("categories")
        blocks.append(Group(entry.label("categories"), (_categories(show, known, categories),)))
    return (*blocks, *entry.blocks())


def _member(show: Show, name: str) -> Markup:
    """A person with their title."""
    person = reading.entries(show.plan.data["people"].get("people")).get(name, {})
    title = reading.line(person.get("title"))
    return show.person(name) + (inline.fill(' <span class="muted">{}</span>', inline.text(title)) if title else NOTHING)


def _categories(show: Show, field: Field, categories: dict[str, Value]) -> Table:
    rows = tuple(
        Row((inline.text(name), _in_charge(show, field, people) + show.past(categories, name)))
        for name, people in categories.items()
    )
    columns = (Column(_CATEGORY.to(show.language)), Column(_IN_CHARGE.to(show.language)))
    return Table(generic.label_of(show, field, "categories"), columns, rows, is_caption_hidden=True)


def _in_charge(show: Show, field: Field, people: Value) -> Markup:
    if isinstance(people, dict):
        return generic.line_of(show, field.entry, people)
    names = reading.names(people)
    return inline.joined([show.person(name) for name in names]) if names else generic.line_of(show, None, people)
