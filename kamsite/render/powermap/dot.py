"""The hierarchy of a power map as DOT: opaque names, sizes of ours, no text.

Nothing that a team writes reaches Graphviz. It places the people by reporting lines and divisions; influence and
our relations are led around the cards afterwards (`routing.py`), so that a new arrow never rearranges the chart.
"""

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kamsite.model.analyses.powermap import PowerMapInput
from kamsite.render.powermap.cards import INDENT, MARGIN, WIDTH, Cards, cards_of
from kamsite.render.powermap.hierarchy import Hierarchy, hierarchy_of

if TYPE_CHECKING:
    from graphviz import Digraph

BESIDE = 36.0
"""Room between two cards of a row in pixels, beyond their margins."""

BETWEEN_ROWS = 36.0
"""Room between two rows in pixels, beyond the margins of the cards; lines may widen it."""

CLUSTER_MARGIN = 16.0

_DOTS_PER_INCH = 72


def to_dot(power_map: PowerMapInput) -> str:
    """The DOT of a map: people are `p0`, `p1` …, divisions `cluster_0` …, in the order of the input.

    One statement a line; sizes in inches at 72 pixels each.
    """
    from graphviz import Digraph  # costs 50 ms, needed only when a map has no layout yet

    cards = cards_of(power_map)
    tree = tree_of(power_map)
    dot = Digraph(
        "map",
        graph_attr={
            "newrank": "true",
            "nodesep": _inches(BESIDE),
            "ranksep": _inches(BETWEEN_ROWS),
            "splines": "none",
        },
        node_attr={"fixedsize": "true", "label": "", "shape": "box"},
    )
    _add_people(dot, power_map, cards, tree)
    _add_tree(dot, power_map, tree)
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


def _add_people(dot: "Digraph", power_map: PowerMapInput, cards: Cards, tree: Hierarchy) -> None:
    names = node_names(power_map)
    boxes = divisions(power_map)
    columns = {entry.id: number for number, column in enumerate(tree.columns) for entry in column.entries}

    def add(graph: "Digraph", one: str) -> None:
        column = tree.columns[columns[one]]
        size = {
            "height": _inches(cards.people[one].height + 2 * MARGIN),
            "width": _inches(WIDTH + column.indents * INDENT + 2 * MARGIN),
        }
        # A group keeps a column upright: without it 1 in 60 columns had a kink where divisions are kept together.
        together = {"group": f"c{columns[one]}"} if len(column.entries) > 1 else {}
        graph.node(names[one], **size, **together)

    for person in power_map.people:
        if person.division not in boxes:
            add(dot, person.id)
    for number, division in enumerate(boxes):
        with dot.subgraph(name=f"cluster_{number}", graph_attr={"margin": f"{CLUSTER_MARGIN:g}"}) as box:
            for person in power_map.people:
                if person.division == division:
                    add(box, person.id)


def _add_tree(dot: "Digraph", power_map: PowerMapInput, tree: Hierarchy) -> None:
    """From each superior to the first of each column, and down the columns."""
    names = node_names(power_map)
    for column in tree.columns:
        ids = [entry.id for entry in column.entries]
        if column.above is not None:
            dot.edge(names[column.above], names[ids[0]], weight="2")
        for high, low in pairwise(ids):
            dot.edge(names[high], names[low], weight="40")


def _inches(pixels: float) -> str:
    return f"{pixels / _DOTS_PER_INCH:.4f}".rstrip("0").rstrip(".")
