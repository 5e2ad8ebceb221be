"""The drawings of the page on all customers, each with its table."""

from kamsite.language import Language
from kamsite.model.analyses.programme.abc import Analysis
from kamsite.render import format as formats
from kamsite.render import inline
from kamsite.render.across.programme import customerwords as words
from kamsite.render.blocks import Column, Drawing, Row, Table
from kamsite.render.charts.pareto import Layer, Zone, lorenz, pareto, pyramid

_TENTHS = (0.5, 0.8, 0.9, 1.0)


def part_of(share: float, language: Language) -> str:
    """A share in few digits: 21 %, 2.1 %, 0.02 %."""
    return formats.share(round(share, 2 if share >= 0.1 else 3 if share >= 0.01 else 4), language)


def pareto_drawing(main: Analysis, twin: Table, language: Language) -> Drawing:
    """The Pareto curve with its classes; `twin` are the classes in figures."""
    shares = {one.name: part_of(one.amount / main.total, language) for one in main.classes}
    counts = {one.name: formats.number(one.customers, language) for one in main.classes}
    says = words.PARETO_SAYS.to(language).format(
        a=counts["A"], a_share=shares["A"], b=counts["B"], b_share=shares["B"], c=counts["C"], c_share=shares["C"]
    )
    zones, end = [], 0
    for one in main.classes:
        end += one.customers
        tip = f"{one.name}: {counts[one.name]}, {shares[one.name]}"
        zones.append(Zone(one.name, end / main.customers, tip))
    axes = words.OF_CUSTOMERS_DOWN.to(language), words.SHARE_OF[main.by].to(language)
    svg = pareto(words.PARETO_NAME.to(language), says, main.curve, zones, axes, language)
    return Drawing(svg, says, twin)


def pyramid_drawing(main: Analysis, currency: str, language: Language) -> Drawing:
    """The pyramid of customers."""
    layers = [
        Layer(
            one.name,
            one.customers / main.customers,
            one.amount / main.total,
            f"{formats.number(one.customers, language)} · {part_of(one.customers / main.customers, language)}",
            f"{formats.compact(one.amount, currency, language)} · {part_of(one.amount / main.total, language)}",
        )
        for one in main.classes
    ]
    heads = words.CUSTOMERS.to(language), words.MEASURES[main.by].to(language)
    title, says = words.PYRAMID.to(language), words.PYRAMID_SAYS.to(language)
    rows = tuple(
        Row((inline.text(one.name), inline.text(one.customers_words), inline.text(one.amount_words))) for one in layers
    )
    columns = (
        Column(words.CLASS.to(language)),
        Column(heads[0], is_number=True),
        Column(heads[1], is_number=True),
    )
    return Drawing(pyramid(title, says, layers, heads), says, Table(title, columns, rows))


def lorenz_drawing(main: Analysis, language: Language) -> Drawing:
    """The Lorenz curve with the Gini coefficient."""
    gini = formats.fixed(main.gini, 2, language)
    says = words.LORENZ_SAYS.to(language).format(gini=gini)
    axes = words.OF_CUSTOMERS.to(language), words.SHARE_OF[main.by].to(language)
    svg = lorenz(words.LORENZ_NAME.to(language), says, main.curve, f"Gini {gini}", axes, language)
    rows = tuple(
        Row((inline.text(part_of(part, language)), inline.text(part_of(_smallest(main, part), language))))
        for part in _TENTHS
    )
    columns = (Column(words.SMALLEST.to(language)), Column(words.MAKE.to(language), is_number=True))
    return Drawing(svg, says, Table(words.LORENZ_NAME.to(language), columns, rows))


def _smallest(main: Analysis, part: float) -> float:
    """What a share of the customers, the smallest ones, make together, from the curve."""
    rest = 1 - part
    before = main.curve[0]
    for point in main.curve:
        if point[0] >= rest:
            span = point[0] - before[0]
            way = (rest - before[0]) / span if span else 1.0
            return 1 - (before[1] + (point[1] - before[1]) * way)
        before = point
    return 0.0
