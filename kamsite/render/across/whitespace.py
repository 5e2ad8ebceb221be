"""White space of all customers (D46): products by accounts and their divisions, sums by product, what is blocked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.rollup import ToldCell, cells_across
from kamsite.model.analyses.summary import Summary
from kamsite.model.analyses.whitespace import STATUSES, names_across
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, other_parts, page, parts_of
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Choice,
    ChoiceGroup,
    Choices,
    Column,
    Figure,
    FigureRow,
    Group,
    Note,
    Prose,
    Row,
    Section,
    Table,
)
from kamsite.render.desk import Desk
from kamsite.render.navigation import WHITE_SPACE

# A row with a dozen products is some 1,200 bytes, and a list of a dozen lines on a phone.
PER_PAGE = 400
# As many products stand side by side; the others follow below.
ACROSS = 12
_MOST_BLOCKED = 100
_TONES = {"won": "good", "pipeline": "info", "potential": "warn", "blocked": "bad", "unknown": "muted"}
_GLANCE = Text("At a glance", "Auf einen Blick")
_WORDS = {
    "won": Text("Won", "Gewonnen"),
    "pipeline": Text("In the pipeline", "In Arbeit"),
    "potential": Text("Potential", "Potenzial"),
    "blocked": Text("Blocked", "Versperrt"),
    "unknown": Text("Unknown", "Unbekannt"),
}
_FIELDS = Text("Fields looked at", "Betrachtete Felder")
_OF = Text(
    "{products} products at {places} accounts and divisions", "{products} Produkte bei {places} Kunden und Bereichen"
)
_BY_PRODUCT = Text("By product", "Nach Produkt")
_PRODUCT = Text("Product", "Produkt")
_ACCOUNTS = Text("Accounts", "Kunden")
_WORTH = Text("Worth a year", "Im Jahr wert")
_WORTH_HELP = Text(
    "“Worth a year” adds up what plans expect where a product is not won yet. Where a division has a plan of its own, "
    "its fields count and not the line of the account.",
    "„Im Jahr wert“ zählt zusammen, was Pläne dort erwarten, wo ein Produkt noch nicht gewonnen ist. Hat ein Bereich "
    "einen eigenen Plan, zählen dessen Felder und nicht die Zeile des Kunden.",
)
_BLOCKED = Text("What is blocked, and why", "Was versperrt ist und warum")
_PLACE = Text("Account and division", "Kunde und Bereich")
_REASON = Text("Reason", "Grund")
_NO_REASON = Text("reason not written down", "Grund nicht festgehalten")
_MORE = Text(
    "The {count} most valuable of {all}; the others stand in the fields below.",
    "Die {count} wertvollsten von {all}; die übrigen stehen in den Feldern weiter unten.",
)
_SHOW = Text("Show only rows with", "Nur Zeilen zeigen mit")
_ALL = Text("Everything", "Alles")
_STATUS = Text("Status", "Stand")
_MATRIX = Text("Customers and products", "Kunden und Produkte")
_FURTHER = Text("Further products", "Weitere Produkte")
_LEGEND = Text("Legend", "Legende")
_BELOW = Text("told in the division's own plan", "im eigenen Plan des Bereichs gesagt")
_EMPTY = Text(
    "An empty field: not looked at. A pale one: the division has a plan of its own that says more.",
    "Ein leeres Feld: nicht betrachtet. Ein blasses: Der Bereich hat einen eigenen Plan, der mehr sagt.",
)
_UNIT = Text("Customer, division", "Kunde, Bereich")
_NONE = Text(
    "No plan has looked at its white space yet. Fill in `white_space` in strategy.yaml of an account; it then stands "
    "here.",
    "Noch hat kein Plan seine weißen Flecken betrachtet. Füllen Sie `white_space` in strategy.yaml eines Kunden aus; "
    "dann stehen sie hier.",
)


@dataclass(frozen=True, slots=True)
class _UnitRow:
    """A row of the matrix: a unit with its fields by product."""

    summary: Summary
    name: str
    cells: Mapping[str, ToldCell]


def white_space_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there are more divisions than fit on one."""
    told = cells_across(content.summaries)
    names = _names(desk, content.summaries)
    products = _products(told, names)
    rows = _rows(told, names)
    chunks = [rows[start : start + PER_PAGE] for start in range(0, len(rows), PER_PAGE)] or [[]]
    for part, chunk in enumerate(chunks, 1):
        everything = told if part == 1 else ()
        draw = partial(_sections, chunk, everything, products, names, (part, len(chunks)))
        shown = [
            (row.summary.id, row.summary.name, row.name, [(one.cell, one.counts) for one in row.cells.values()])
            for row in chunk
        ]
        sums = [(one.cell, one.counts, one.summary.id, one.summary.name, one.unit.name) for one in everything]
        yield page(WHITE_SPACE, (part, len(chunks), products, sorted(names.items()), shown, sums), draw, part)


def _names(desk: Desk, summaries: Sequence[Summary]) -> dict[str, str]:
    return names_across((summary.white_space for summary in summaries), desk.settings.products)


def _products(told: Sequence[ToldCell], names: Mapping[str, str]) -> list[str]:
    """The names of all products, those at most customers first: two ids of one name are one product."""
    counts = Counter(names[one.cell.product] for one in told)
    return sorted(counts, key=lambda name: (-counts[name], name.casefold(), name))


def _rows(told: Sequence[ToldCell], names: Mapping[str, str]) -> list[_UnitRow]:
    rows: dict[tuple[str, str], _UnitRow] = {}
    for one in told:
        row = rows.setdefault((one.summary.id, one.unit.id), _UnitRow(one.summary, one.unit.name, {}))
        row.cells[names[one.cell.product]] = one  # type: ignore[index]
    return list(rows.values())


def _sections(
    chunk: Sequence[_UnitRow],
    everything: Sequence[ToldCell],
    products: Sequence[str],
    names: Mapping[str, str],
    place: tuple[int, int],
    desk: Desk,
    language: Language,
) -> Iterator[Section]:
    """Sums, products and what is blocked on the first part of the page, then the fields of every division."""
    if not chunk:
        yield Section(urls.identifier("all"), _MATRIX.to(language), (Note(inline.message(_NONE.to(language))),))
        return
    if everything:
        counted = [one for one in everything if one.counts]
        yield _glance(desk, counted, products, language)
        yield _by_product(desk, counted, products, names, language)
        yield from _blocked(desk, counted, names, language)
    pages = parts_of(WHITE_SPACE, *place, language)
    choices = Choices(_SHOW.to(language), (_choices(chunk, language), *pages))
    legend = Prose(_legend(language))
    blocks: list[Block] = [choices, legend]
    for start in range(0, len(products), ACROSS):
        some = products[start : start + ACROSS]
        rows = [row for row in chunk if any(product in row.cells for product in some)]
        if rows:
            title = (_FURTHER if start else _MATRIX).to(language)
            table = _matrix(desk, title, rows, some, language)
            blocks.append(Group(title, (table,)) if start else table)
    yield Section(urls.identifier("all"), _MATRIX.to(language), tuple(blocks))
    yield from other_parts(pages, language)


# -- sums --------------------------------------------------------------------------------------------------------------


def _glance(desk: Desk, counted: Sequence[ToldCell], products: Sequence[str], language: Language) -> Section:
    places = len({(one.summary.id, one.unit.id) for one in counted})
    remark = _OF.to(language).format(products=len(products), places=formats.number(places, language))
    everything = inline.made_of(inline.number(len(counted), language), "#products")
    figures = [Figure(_FIELDS.to(language), everything, inline.text(remark))]
    for status in STATUSES:
        some = [one for one in counted if one.cell.status == status]
        worth = _worth(desk, some, language) if status != "won" else NOTHING
        tone = {"won": "good", "blocked": "bad", "potential": "warn"}.get(status, "")
        way = ("#blocked" if status == "blocked" else f"#products?sort=-{status}") if some else ""
        shown = inline.made_of(inline.number(len(some), language), way)
        figures.append(Figure(_WORDS[status].to(language), shown, worth, tone if some else ""))
    return Section(urls.identifier("glance"), _GLANCE.to(language), (FigureRow(tuple(figures)),))


def _worth(desk: Desk, cells: Sequence[ToldCell], language: Language) -> Markup:
    """What some fields could be worth together; nothing where no plan says so."""
    amounts = [one.cell.potential for one in cells if one.cell.potential is not None]
    if not amounts:
        return NOTHING
    worth = sum(amounts)
    return inline.valued(worth, inline.span("num", formats.compact(worth, desk.settings.currency, language)))


def _by_product(
    desk: Desk, counted: Sequence[ToldCell], products: Sequence[str], names: Mapping[str, str], language: Language
) -> Section:
    """How far each product has come, with the sums."""
    by_product: dict[str, list[ToldCell]] = {product: [] for product in products}
    for one in counted:
        by_product[names[one.cell.product]].append(one)
    rows = []
    for product, cells in by_product.items():
        counts = Counter(one.cell.status for one in cells)
        won = counts["won"] / len(cells) if cells else 0.0
        shown = [inline.text(product), inline.number(len({one.summary.account for one in cells}), language)]
        shown.append(
            inline.number(counts["won"], language) + " " + inline.bar(won, "good") if counts["won"] else NOTHING
        )
        shown += [inline.number(counts[status], language) if counts[status] else NOTHING for status in STATUSES[1:]]
        shown.append(_worth(desk, [one for one in cells if one.cell.status != "won"], language))
        rows.append(Row(tuple(shown)))
    labels: list[tuple[str, Text]] = [("product", _PRODUCT), ("accounts", _ACCOUNTS)]
    labels += [*((status, _WORDS[status]) for status in STATUSES), ("worth", _WORTH)]
    columns = tuple(Column(text.to(language), name != "product", id=name) for name, text in labels)
    title = _BY_PRODUCT.to(language)
    table = Table(title, columns, tuple(rows), is_caption_hidden=True, id="products")
    note = Prose(inline.fill('<p class="muted">{}</p>', _WORTH_HELP.to(language)))
    return Section(urls.identifier("products"), title, (table, note))


def _blocked(
    desk: Desk, counted: Sequence[ToldCell], names: Mapping[str, str], language: Language
) -> Iterator[Section]:
    """What stands in the way, the most valuable first."""
    found = [one for one in counted if one.cell.status == "blocked"]
    found.sort(key=lambda one: (-(one.cell.potential or 0), names[one.cell.product], one.summary.id, one.unit.id))
    if not found:
        return
    rows = tuple(
        Row(
            (
                inline.text(names[one.cell.product]),
                inline.valued(one.summary.id, _place(one)),
                inline.text(one.cell.reason) if one.cell.reason else inline.span("muted", _NO_REASON.to(language)),
                _worth(desk, [one], language),
            )
        )
        for one in found[:_MOST_BLOCKED]
    )
    labels = {"product": _PRODUCT, "place": _PLACE, "reason": _REASON, "worth": _WORTH}
    columns = tuple(
        Column(text.to(language), name == "worth", name, is_choice=name in ("product", "place"))
        for name, text in labels.items()
    )
    title = _BLOCKED.to(language)
    blocks: list[Block] = [Table(title, columns, rows, is_caption_hidden=True, id="blocked")]
    if len(found) > _MOST_BLOCKED:
        more = _MORE.to(language).format(count=_MOST_BLOCKED, all=formats.number(len(found), language))
        blocks.insert(0, Prose(inline.fill("<p>{}</p>", more)))
    yield Section(urls.identifier("blocked"), title, tuple(blocks))


def _place(one: ToldCell) -> Markup:
    link = inline.link(_chapter(one.summary), inline.text(one.summary.name), "plain")
    return link + inline.span("under", inline.text(one.unit.name))


def _chapter(summary: Summary) -> str:
    return urls.for_chapter(summary.id, "strategy", "section-white_space")


# -- the fields --------------------------------------------------------------------------------------------------------


def _choices(chunk: Sequence[_UnitRow], language: Language) -> ChoiceGroup:
    """All rows, or only those with a field of a status; with how many there are on the page."""
    counts = Counter(status for row in chunk for status in {one.cell.status for one in row.cells.values()})
    named = [(_ALL.to(language), "all", len(chunk))]
    named += [(_WORDS[status].to(language), status, counts[status]) for status in STATUSES if counts[status]]
    return ChoiceGroup(
        _STATUS.to(language),
        tuple(
            Choice(inline.fill("{} {}", word, inline.number(count, language)), id=f"only-{name}")
            for word, name, count in named
        ),
    )


def _legend(language: Language) -> Markup:
    """What the signs mean."""
    signs = [
        inline.fill(
            '{} <span class="space__word">{}</span>',
            inline.fill('<i class="space is-{}"></i>', status),
            word.to(language),
        )
        for status, word in _WORDS.items()
    ]
    return inline.fill(
        '<p class="space-legend">{} <span class="muted">{}</span></p>', inline.joined(signs, " "), _EMPTY.to(language)
    )


def _matrix(desk: Desk, title: str, rows: Sequence[_UnitRow], products: Sequence[str], language: Language) -> Table:
    columns = (
        Column(_UNIT.to(language)),
        *(Column(product) for product in products),
        Column(_WORTH.to(language), is_number=True),
    )
    lines: list[Row] = []
    for _, some in groupby(rows, key=lambda row: row.summary.id):
        own = list(some)
        cells = [one for row in own for product in products if (one := row.cells.get(product)) and one.counts]
        heading = inline.link(_chapter(own[0].summary), inline.text(own[0].summary.name), "plain")
        # By these classes the heading stays with the rows that a choice leaves.
        statuses = sorted({one.cell.status for row in own for one in row.cells.values()})
        heading += inline.fill('<i class="{}"></i>', " ".join(f"is-{status}" for status in statuses))
        lines.append(Row((heading, *[NOTHING] * len(products), _open_worth(desk, cells, language)), tone="head"))
        lines += [_line(desk, row, products, language) for row in own]
    return Table(title, columns, tuple(lines), is_caption_hidden=True)


def _line(desk: Desk, row: _UnitRow, products: Sequence[str], language: Language) -> Row:
    cells = [row.cells.get(product) for product in products]
    shown = [_sign(one, language) if one else NOTHING for one in cells]
    counted = [one for one in cells if one and one.counts]
    return Row((inline.text(row.name), *shown, _open_worth(desk, counted, language)), tone="sub")


def _open_worth(desk: Desk, cells: Sequence[ToldCell], language: Language) -> Markup:
    return _worth(desk, [one for one in cells if one.cell.status != "won"], language)


def _sign(one: ToldCell, language: Language) -> Markup:
    """A field as a sign with its word for screen readers; the reason shows on hover."""
    word = _WORDS[one.cell.status].to(language)
    tip = one.cell.reason if one.counts else _BELOW.to(language)
    css = f"space is-{one.cell.status}" + ("" if one.counts else " is-told-below")
    spoken = inline.visually_hidden(f"{word}: {tip}" if tip else word)
    return inline.span(css, spoken, tip)
