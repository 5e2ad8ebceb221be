"""The hierarchy of a power map as DOT: opaque names, sizes of ours, no text.

Nothing that a team writes reaches Graphviz. It places the people by reporting lines and divisions; influence and
our relations are led around the cards afterwards (`routing.py`), so that a new arrow never rearranges the chart.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from kamsite.model.analyses.powermap import PowerMapInput
from kamsite.render.layout import DOTS_PER_INCH
from kamsite.render.powermap.cards import INDENT, MARGIN, WIDTH, Cards, cards_of
from kamsite.render.powermap.hierarchy import Hierarchy, hierarchy_of

BESIDE = 36.0
"""Room between two cards of a row in pixels, beyond their margins."""

BETWEEN_ROWS = 36.0
"""Room between two rows in pixels, beyond the margins of the cards; lines may widen it."""

CLUSTER_MARGIN = 16.0


def to_dot(power_map: PowerMapInput) -> str:
    """The DOT of a map: people are `p0`, `p1` …, divisions `cluster_0` …, in the order of the input.

    One statement a line; sizes in inches at 72 pixels each.
    """
    from graphviz import Digraph  # costs 50 ms, needed only when a map has no layout yet

    cards = cards_of(power_map)
    tree = tree_of(power_map)
    names = node_names(power_map)
    dot = Digraph(
        "map",
        graph_attr={
            "newrank": "true",
            "nodesep": _inches(BESIDE),
            "ranksep": _inches(BETWEEN_ROWS),
            "splines": "none",
        },
        node_attr={"fixedsize": "true", "label": "", "shape": "box"},
        body=[*_people(power_map, cards, tree, names), *_lines(tree, names)],
    )
    return str(dot.source)


@lru_cache(maxsize=256)
def tree_of(power_map: PowerMapInput) -> Hierarchy:
    """The hierarchy of a map, stacked so that it suits a screen; asked for before the layout and again after it."""
    heights = [card.height for card in cards_of(power_map).people.values()]
    row = sum(heights) / max(1, len(heights)) + 2 * MARGIN + BETWEEN_ROWS
    proportion = (WIDTH + 2 * MARGIN + BESIDE) / row
    return hierarchy_of(power_map, proportion)


def node_names(power_map: PowerMapInput) -> dict[str, str]:
    """The DOT name of each of the customer's people, by id."""
    return {person.id: f"p{number}" for number, person in enumerate(power_map.people)}


def staff_names(power_map: PowerMapInput) -> dict[str, str]:
    """The name of each of our people in the drawing, by id; Graphviz does not see them."""
    return {one.id: f"s{number}" for number, one in enumerate(power_map.staff)}


def divisions(power_map: PowerMapInput) -> tuple[str, ...]:
    """The divisions that are drawn as boxes, in order of appearance: number n is `cluster_n`."""
    if not power_map.cluster_by_division:
        return ()
    return tuple(dict.fromkeys(person.division for person in power_map.people if person.division))


# The statements hold names and numbers of ours alone: nothing to quote, so they are given to the package as they are,
# which costs a tenth of what it takes to have it look for what is to be quoted.
def _people(power_map: PowerMapInput, cards: Cards, tree: Hierarchy, names: Mapping[str, str]) -> Iterator[str]:
    """The people outside of all divisions, then division by division."""
    sizes = _sizes(cards, tree)
    boxes = divisions(power_map)
    members: dict[str, list[str]] = {division: [] for division in boxes}
    for person in power_map.people:
        statement = f"\t{names[person.id]} [{sizes[person.id]}]\n"
        if person.division in members:
            members[person.division].append(f"\t{statement}")
        else:
            yield statement
    for number, division in enumerate(boxes):
        yield f"\tsubgraph cluster_{number} {{\n"
        yield f"\t\tgraph [margin={CLUSTER_MARGIN:g}]\n"
        yield from members[division]
        yield "\t}\n"


def _sizes(cards: Cards, tree: Hierarchy) -> dict[str, str]:
    """The attributes of each person's node."""
    sizes: dict[str, str] = {}
    for number, column in enumerate(tree.columns):
        width = _inches(WIDTH + column.indents * INDENT + 2 * MARGIN)
        # A group keeps a column upright: without it 1 in 60 columns had a kink where divisions are kept together.
        together = f"group=c{number} " if len(column.entries) > 1 else ""
        for entry in column.entries:
            height = _inches(cards.people[entry.id].height + 2 * MARGIN)
            sizes[entry.id] = f"{together}height={height} width={width}"
    return sizes


def _lines(tree: Hierarchy, names: Mapping[str, str]) -> Iterator[str]:
    """From each superior to the first of each column, and down the columns."""
    for column in tree.columns:
        ids = [names[entry.id] for entry in column.entries]
        if column.above is not None:
            yield f"\t{names[column.above]} -> {ids[0]} [weight=2]\n"
        for high, low in pairwise(ids):
            yield f"\t{high} -> {low} [weight=40]\n"


@lru_cache(maxsize=1024)
def _inches(pixels: float) -> str:
    return f"{pixels / DOTS_PER_INCH:.4f}".rstrip("0").rstrip(".")
