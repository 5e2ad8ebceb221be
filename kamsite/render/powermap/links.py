"""The lines on a map: reporting lines, influence with its strength, our relations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from kamsite.language import Language
from kamsite.model.analyses.powermap import Influence, MapPerson, OurTie, PowerMapInput
from kamsite.render.powermap import words
from kamsite.render.powermap.dot import node_names, staff_names
from kamsite.render.powermap.scene import Link, Report, Scene
from kamsite.render.powermap.svg import Point, circle, num, numbers, plain, sentence, text_line, way

_LABEL = 7.8
_LABEL_DISTANCE = 17.0
_LABEL_WIDTH = 2 * _LABEL
_APART = _LABEL_DISTANCE - _LABEL_WIDTH
_PLACES = (0.5, 0.32, 0.68, 0.18, 0.82)
_WIDTHS = (1.0, 1.3, 1.8, 2.4, 3.1, 3.9)
_TIE_WIDTHS = (0.6, 0.8, 1.2, 1.7, 2.3, 3.0)
_TIE_EDGES = 2.4
_ARROW = 9.0


def report_lines(power_map: PowerMapInput, scene: Scene, language: Language) -> list[str]:
    """All reporting lines; dashed with dots where people in between are left out."""
    people = {person.id: person for person in power_map.people}
    nodes = node_names(power_map)
    return [report_line(report, people, nodes, language) for report in scene.reports]


def report_line(
    report: Report, people: Mapping[str, MapPerson], nodes: Mapping[str, str], language: Language, css: str = ""
) -> str:
    """One reporting line; `css` are more classes for it."""
    low, high = people[report.low], people[report.high]
    ends = f'data-ends="{nodes[low.id]} {nodes[high.id]}"'
    if not low.skipped:
        return f'<path class="map-line map-reporting map-report{css}" {ends} d="{way(report.points)}"/>'
    (x1, y1), (x2, y2) = report.points[-2:]
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    said = sentence(words.REPORTS_TO_SKIPPED, language, plain(low.name), plain(high.name), str(low.skipped))
    dots = "".join([circle(x + shift, y, 1.3, "map-skip-dot") for shift in (-3.6, 0.0, 3.6)])
    path = f'<path class="map-report map-skipped" d="{way(report.points)}"/>'
    mark = circle(x, y, 6.8, "map-skip") + dots
    return f'<g class="map-line map-reporting{css}" {ends}><title>{said}</title>{path}{mark}</g>'


def other_lines(power_map: PowerMapInput, scene: Scene, language: Language) -> Iterable[str]:
    """Our relations, then lines that close a circle, then influence, all numbers above all lines."""
    labels = label_places(scene.links)
    names = {person.id: person for person in power_map.people}
    staff = {one.id: one.name for one in power_map.staff}
    nodes = node_names(power_map) | {("ours", one): name for one, name in staff_names(power_map).items()}
    drawn: dict[str, list[str]] = {"tie": [], "loop": [], "influence": [], "number": []}
    for number, link in enumerate(scene.links):
        if link.kind == "influence":
            one = power_map.influences[link.number]
            ends = f'data-ends="{nodes[one.source]} {nodes[one.target]}"'
            tone = f"map-influence map-{names[one.source].stance}"
            drawn["influence"].append(influence_line(one, names, link, f'class="map-line {tone}" {ends}', language))
            drawn["number"].append(number_mark(one.strength, labels[number], f'class="map-line {tone}" {ends}'))
        elif link.kind == "tie":
            tie = power_map.ties[link.number]
            ends = f'data-ends="{nodes["ours", tie.staff]} {nodes[tie.person]}"'
            name = f"{staff[tie.staff]} – {names[tie.person].name}"
            drawn["tie"].append(tie_line(tie, name, link, f'class="map-line map-tie" {ends}', language))
            if tie.strength is not None:
                drawn["number"].append(number_mark(tie.strength, labels[number], f'class="map-line map-tie" {ends}'))
        else:
            low, high = scene.loops[link.number]
            ends = f'data-ends="{nodes[low]} {nodes[high]}"'
            said = sentence(words.CLOSES_A_CIRCLE, language, plain(names[low].name), plain(names[high].name))
            path = f'<path class="map-report map-loop" d="{way(link.points)}"/>'
            drawn["loop"].append(f'<g class="map-line map-reporting" {ends}><title>{said}</title>{path}</g>')
    return chain.from_iterable(drawn.values())


def influence_line(
    one: Influence, people: Mapping[str, MapPerson], link: Link, attributes: str, language: Language
) -> str:
    """An arrow as wide as the influence is strong; `attributes` are those of the element around it."""
    source, target = people[one.source], people[one.target]
    width = _WIDTHS[min(5, max(1, one.strength))]
    said = sentence(words.INFLUENCES, language, plain(source.name), plain(target.name), str(one.strength))
    shaft, head = arrow(link.points, width)
    return (
        f"<g {attributes}><title>{said}</title>"
        f'<path class="map-shaft" stroke-width="{num(width)}" d="{shaft}"/><path class="map-head" d="{head}"/></g>'
    )


def arrow(turns: Sequence[Point], width: float) -> tuple[str, str]:
    """The `d` of an arrow's shaft, and that of its head, which points where the line ends."""
    (x1, y1), (x2, y2) = turns[-2:]
    length = _ARROW + width
    whole = max(abs(x2 - x1) + abs(y2 - y1), 0.1)
    dx, dy = (x2 - x1) / whole, (y2 - y1) / whole
    back = min(length, whole) * 0.8
    half = 3.2 + width * 0.75
    shaft = way((*turns[:-1], (x2 - dx * back, y2 - dy * back)))
    left = (x2 - dx * length - dy * half, y2 - dy * length + dx * half)
    right = (x2 - dx * length + dy * half, y2 - dy * length - dx * half)
    return shaft, numbers("M%.1f %.1fL%.1f %.1fL%.1f %.1fz", *left, x2, y2, *right)


def tie_line(tie: OurTie, name: str, link: Link, attributes: str, language: Language) -> str:
    """A double line for one of our relations; `name` says between whom."""
    if tie.strength is None:
        sentences = [sentence(words.UNRATED, language, plain(name))]
    else:
        sentences = [sentence(words.RATED, language, plain(name), str(tie.strength))]
    if tie.rhythm:
        sentences.append(plain(tie.rhythm.to(language)))
    if tie.label:
        sentences.append(plain(tie.label))
    path = way(link.points)
    if not tie.strength:
        lines = f'<path class="map-tie-weak" d="{path}"/>'
    else:
        width = _TIE_WIDTHS[min(5, tie.strength)]
        lines = (
            f'<path class="map-tie-outer" stroke-width="{num(width + _TIE_EDGES)}" d="{path}"/>'
            f'<path class="map-tie-inner" stroke-width="{num(width)}" d="{path}"/>'
        )
    return f"<g {attributes}><title>{'. '.join(sentences)}</title>{lines}</g>"


def number_mark(value: int, place: Point, attributes: str) -> str:
    """The strength on a line."""
    x, y = place
    text = text_line(x, y + 3.8, str(value), "map-number-text", "middle")
    return f"<g {attributes}>{circle(x, y, _LABEL, 'map-number')}{text}</g>"


def label_places(links: Iterable[Link], widths: Sequence[float] = ()) -> list[Point]:
    """A place on each line for its number, away from the other numbers where possible.

    `widths` are those of the labels in pixels, where they are no plain numbers.
    """
    placed: list[tuple[float, float, float]] = []
    for number, link in enumerate(links):
        width = widths[number] if widths else _LABEL_WIDTH
        options = _options(link.points, width)
        first = next(options)
        free = (place for place in chain((first,), options) if _is_free(place, width, placed))
        placed.append((*next(free, first), width))
    return [(x, y) for x, y, _ in placed]


def _is_free(place: Point, width: float, placed: Iterable[tuple[float, float, float]]) -> bool:
    """Whether a label of a width can stand at a place without touching the others."""
    x, y = place
    for other_x, other_y, other_width in placed:
        if abs(x - other_x) <= (width + other_width) / 2 + _APART and abs(y - other_y) <= _LABEL_DISTANCE:
            return False
    return True


def _options(turns: Sequence[Point], width: float) -> Iterator[Point]:
    """Places on a line: on its longest stretch first, a wide label on a level one that is longer."""
    stretches = sorted(pairwise(turns), key=_shortness)
    if width > _LABEL_WIDTH:
        stretches.sort(key=lambda one: abs(one[0][0] - one[1][0]) < width)
    for (x1, y1), (x2, y2) in stretches:
        for share in _PLACES:
            yield x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def _shortness(stretch: tuple[Point, Point]) -> float:
    (x1, y1), (x2, y2) = stretch
    return -abs(x1 - x2) - abs(y1 - y2)
