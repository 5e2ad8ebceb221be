"""The potential portfolio over all customers (D14): where to focus, whom to win, who is a reference."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.portfolio import QUADRANTS, Quadrant, average_of, quadrant_of
from kamsite.model.analyses.rollup import units_across
from kamsite.model.analyses.summary import Summary
from kamsite.model.analyses.whitespace import UnitSummary
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.potentialcharts import portfolio_drawing
from kamsite.render.across.shared import SharedFiles, group_row, other_parts, page, parts_of
from kamsite.render.blocks import (
    NOTHING,
    Choice,
    ChoiceGroup,
    Choices,
    Column,
    Figure,
    FigureRow,
    Note,
    Prose,
    Row,
    Section,
    Table,
)
from kamsite.render.desk import Desk
from kamsite.render.navigation import POTENTIAL

# A row is some 600 bytes.
PER_PAGE = 1000
_GLANCE = Text("At a glance", "Auf einen Blick")
_PORTFOLIO = Text("Attitude and potential", "Einstellung und Potenzial")
_NOT_PLACED = Text("Attitude or potential unknown", "Einstellung oder Potenzial unbekannt")
_MEANING: dict[Quadrant, Text] = {
    "focus": Text(
        "Much to gain, and they like us: most of our time belongs here.",
        "Viel zu gewinnen, und man mag uns: Hierher gehört die meiste Zeit.",
    ),
    "win": Text(
        "Much to gain, but they are not on our side yet. The reasons, and the chances to win them:",
        "Viel zu gewinnen, aber man steht noch nicht auf unserer Seite. Die Gründe und die Chancen, sie zu gewinnen:",
    ),
    "references": Text(
        "Little more to gain, but they speak well of us: show them to others.",
        "Wenig mehr zu gewinnen, aber man spricht gut von uns: Zeigen Sie sie anderen.",
    ),
    "low": Text(
        "Little to gain, and not on our side: later.", "Wenig zu gewinnen und nicht auf unserer Seite: später."
    ),
}
_UNKNOWN_MEANING = Text(
    "Nobody has written down what they think of us, or what they could buy. Ask, and add it in position.yaml.",
    "Niemand hat festgehalten, was man dort von uns hält oder was man kaufen könnte. Fragen Sie nach, und tragen Sie "
    "es in position.yaml ein.",
)
_HIGH = Text(
    "High means: more than the average of all divisions, {}. Only a positive attitude counts as won.",
    "Hoch heißt: mehr als der Durchschnitt aller Bereiche, {}. Nur eine positive Einstellung zählt als gewonnen.",
)
_TONES: dict[Quadrant, str] = {"focus": "good", "win": "warn", "references": "", "low": ""}
_COUNT = Text("{count} divisions", "{count} Bereiche")
_ONE = Text("1 division", "1 Bereich")
_COLUMNS = {
    "unit": Text("Division", "Bereich"),
    "account": Text("Account", "Kunde"),
    "attitude": Text("Attitude to us", "Einstellung zu uns"),
    "potential": Text("Potential", "Potenzial"),
    "revenue": Text("Revenue today", "Umsatz heute"),
    "used": Text("Used", "Ausgeschöpft"),
    "field": Text("Field", "Feld"),
    "reasons": Text("Reasons", "Gründe"),
    "chances": Text("Chances to win them", "Chancen, sie zu gewinnen"),
}
_ATTITUDES = {
    -2: Text("clearly against us", "klar gegen uns"),
    -1: Text("rather against us", "eher gegen uns"),
    0: Text("neutral", "neutral"),
    1: Text("rather for us", "eher für uns"),
    2: Text("clearly for us", "klar für uns"),
}
_ATTITUDE_TONES = {-2: "bad", -1: "warn", 0: "neutral", 1: "good", 2: "good"}
_NO_CHANCE = Text("how to win them: still open", "wie wir sie gewinnen: noch offen")
_DIVISIONS = Text("Divisions by field", "Bereiche nach Feld")
# The address of the table: `urls.rows_of`.
_TABLE = "divisions"
_PICKED = frozenset({"account", "attitude", "field"})
_SHOW = Text("Further down", "Weiter unten")
_NONE = Text(
    "No plan tells of the customer's divisions yet. Add them under `portfolio` in position.yaml of an account; they "
    "then stand here.",
    "Noch nennt kein Plan die Bereiche des Kunden. Tragen Sie sie unter `portfolio` in position.yaml eines Kunden ein; "
    "dann stehen sie hier.",
)
Placed = tuple[UnitSummary, Summary]
_ORDER = (*QUADRANTS, None)


def potential_pages(_desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there are more divisions than fit on one."""
    units = units_across(content.summaries)
    threshold = average_of(unit.potential for unit, _ in units)
    placed = sorted(units, key=lambda one: _order(one, threshold))
    chunks = [placed[start : start + PER_PAGE] for start in range(0, len(placed), PER_PAGE)] or [[]]
    for part, chunk in enumerate(chunks, 1):
        everything = placed if part == 1 else []
        told = [(unit, summary.id, summary.name) for unit, summary in everything or chunk]
        draw = partial(_sections, chunk, everything, threshold, (part, len(chunks)))
        yield page(POTENTIAL, (part, len(chunks), threshold, told), draw, part)


def _quadrant(unit: UnitSummary, threshold: float) -> Quadrant | None:
    return quadrant_of(unit.attitude, unit.potential, threshold)


def _order(one: Placed, threshold: float) -> tuple[object, ...]:
    unit, summary = one
    return _ORDER.index(_quadrant(unit, threshold)), -(unit.potential or 0), summary.id, unit.id


def _sections(
    chunk: Sequence[Placed],
    everything: Sequence[Placed],
    threshold: float,
    place: tuple[int, int],
    desk: Desk,
    language: Language,
) -> Iterator[Section]:
    """The sums and the square on the first part of the page, then the divisions field by field."""
    if not chunk:
        yield Section(urls.identifier("all"), _PORTFOLIO.to(language), (Note(inline.message(_NONE.to(language))),))
        return
    if everything:
        fields = {_quadrant(unit, threshold) for unit, _ in chunk}
        yield from _overview(desk, everything, threshold, fields, language)
    title = _DIVISIONS.to(language)
    yield Section(urls.identifier(_TABLE), title, (_table(desk, title, chunk, threshold, language),))
    yield from other_parts(parts_of(POTENTIAL, *place, language), language)


def _overview(
    desk: Desk, units: Sequence[Placed], threshold: float, here: Collection[Quadrant | None], language: Language
) -> Iterator[Section]:
    """The sums by field and the square; `here` are the fields that begin on this part of the page."""
    by_field: dict[Quadrant | None, list[UnitSummary]] = {name: [] for name in _ORDER}
    for unit, _ in units:
        by_field[_quadrant(unit, threshold)].append(unit)
    figures = []
    for name, some in by_field.items():
        if name is None and not some:
            continue
        title = (QUADRANTS[name] if name else _NOT_PLACED).to(language)
        count = inline.text(
            _ONE.to(language)
            if len(some) == 1
            else _COUNT.to(language).format(count=formats.number(len(some), language))
        )
        worth = _money(desk, sum(unit.potential or 0 for unit in some), language)
        anchor = f"#{name or 'unknown'}" if name in here else ""
        figures.append(Figure(title, inline.made_of(worth, anchor), count, _TONES[name] if name and some else ""))
    yield Section(urls.identifier("glance"), _GLANCE.to(language), (FigureRow(tuple(figures)),))
    placed = [one for one in units if _quadrant(one[0], threshold)]
    if not placed:
        return
    high = inline.fill(_HIGH.to(language), _money(desk, threshold, language))
    links = tuple(
        Choice(
            inline.fill("{} {}", QUADRANTS[name].to(language), inline.number(len(some), language)),
            "",
            urls.link(f"#{name}"),
        )
        for name, some in by_field.items()
        if name and some
    )
    way = Choices(_SHOW.to(language), (ChoiceGroup(_SHOW.to(language), links),))
    drawing = portfolio_drawing(desk, placed, threshold, language)
    note = Prose(inline.fill('<p class="muted">{}</p>', high))
    yield Section(urls.identifier("portfolio"), _PORTFOLIO.to(language), (drawing, note, way))


def _money(desk: Desk, amount: float, language: Language) -> Markup:
    return inline.span("num", formats.compact(round(amount), desk.settings.currency, language))


# -- field by field ----------------------------------------------------------------------------------------------------


def _table(desk: Desk, title: str, units: Sequence[Placed], threshold: float, language: Language) -> Table:
    """All divisions, in groups by the field in which they stand."""
    has_reasons = any(unit.reasons or unit.chances for unit, _ in units)
    keys = ["unit", "account", "attitude", "potential", "revenue", "used"]
    keys += ["reasons", "chances"] if has_reasons else []
    columns = tuple(_column(desk, key, language) for key in [*keys, "field"])
    rows: list[Row] = []
    for quadrant, some in groupby(units, key=lambda one: _quadrant(one[0], threshold)):
        own = list(some)
        name, field = quadrant or "unknown", (QUADRANTS[quadrant] if quadrant else _NOT_PLACED).to(language)
        meaning = (_MEANING[quadrant] if quadrant else _UNKNOWN_MEANING).to(language)
        rows.append(group_row(field, len(own), language, name, inline.message(meaning)))
        for unit, summary in own:
            cells = _cells(desk, unit, summary, language)
            rows.append(Row((*(cells[key] for key in keys), inline.valued(name, field))))
    return Table(title, columns, tuple(rows), is_caption_hidden=True, id=_TABLE, group="field")


def _column(desk: Desk, key: str, language: Language) -> Column:
    label, is_amount = _COLUMNS[key].to(language), key in ("potential", "revenue")
    unit = formats.symbol(desk.settings.currency, language) if is_amount else ""
    return Column(label, is_amount, key, key in _PICKED, key == "field", "own" if is_amount else "", unit)


def _cells(desk: Desk, unit: UnitSummary, summary: Summary, language: Language) -> dict[str, Markup]:
    currency = desk.settings.currency
    to = urls.for_account(unit.plan) if unit.plan else urls.for_chapter(summary.id, "position", unit.id)
    chances = _listed(unit.chances)
    if (unit.attitude or 0) < 0 and not chances:
        chances = inline.badge(_NO_CHANCE.to(language), "warn")
    account = inline.link(urls.for_account(summary.id), inline.text(summary.name), "plain")
    return {
        "unit": inline.link(to, inline.text(unit.name)),
        "account": inline.valued(summary.id, account),
        "attitude": _attitude(unit.attitude, language),
        "potential": _amount(unit.potential, currency, language),
        "revenue": _amount(unit.revenue, currency, language),
        "used": _used(unit, language),
        "reasons": _listed(unit.reasons),
        "chances": chances,
    }


def _attitude(attitude: int | None, language: Language) -> Markup:
    if attitude is None:
        return inline.valued("", inline.unknown(language))
    number = f"{attitude:+d}".replace("-", "\u2212") if attitude else "0"
    badge = inline.badge(f"{number} {_ATTITUDES[attitude].to(language)}", _ATTITUDE_TONES[attitude])
    return inline.valued(attitude, badge)


def _amount(amount: float | None, currency: str, language: Language) -> Markup:
    if amount is None:
        return inline.unknown(language)
    return inline.valued(amount, inline.number(amount, language, currency))


def _used(unit: UnitSummary, language: Language) -> Markup:
    """How much of the potential is revenue already."""
    if not unit.potential or unit.revenue is None:
        return NOTHING
    share = unit.revenue / unit.potential
    return inline.valued(share, inline.meter(share, language))


def _listed(points: Sequence[str]) -> Markup:
    if len(points) < 2:
        return inline.text(points[0]) if points else NOTHING
    items = inline.joined([inline.fill("<li>{}</li>", inline.text(point)) for point in points], "")
    return inline.fill('<ul class="bullets">{}</ul>', items)
