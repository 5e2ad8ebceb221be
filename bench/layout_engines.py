"""Compare layout engines for the power map on some hundred random maps: failures, time, and how good the maps are.

    python bench/layout_engines.py [--maps 300] [--with-lines 80]

Two ways of using an engine are compared as well. "hierarchy" is what the product does: the engine places people by
reporting lines and divisions, lines of influence and our relations are led around the cards by us. "all lines" gives
the engine every line (`constraint=false`) and takes its splines. Needs `graphviz-pure`; compares with `dot` if it is
installed.
"""

import argparse
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "render"))

from random_maps import random_map  # type: ignore[import-not-found]  # the maps that the tests draw

from kamsite.model.analyses.powermap import PowerMapInput
from kamsite.render import layout as door
from kamsite.render.layout import Engine, Layout, find_engine, identify, lay_out, other_engine
from kamsite.render.powermap.cards import MARGIN, STAFF_WIDTH, cards_of
from kamsite.render.powermap.dot import node_names, staff_names, to_dot
from kamsite.render.powermap.scene import Box, scene_of

Point = tuple[float, float]
SPLINES = ("true", "polyline", "ortho", "line")


@dataclass(frozen=True)
class Picture:
    """What a map looks like to somebody who follows its lines."""

    area: float
    proportion: float
    over_cards: int
    crossings: int
    lines: int


def with_all_lines(power_map: PowerMapInput, splines: str) -> str:
    """The map's DOT with our people in the lowest row and every line in it."""
    names, ours, cards = node_names(power_map), staff_names(power_map), cards_of(power_map)
    rows = ["\tsubgraph ours {", "\t\tgraph [rank=sink]"]
    for one in power_map.staff:
        width, height = (STAFF_WIDTH + 2 * MARGIN) / 72, (cards.staff[one.id].height + 2 * MARGIN) / 72
        rows.append(f"\t\t{ours[one.id]} [height={height:.4f} width={width:.4f}]")
    rows.append("\t}")
    for one in power_map.staff:
        rows += [f"\t{names[person.id]} -> {ours[one.id]} [style=invis weight=0]" for person in power_map.people[-1:]]
    for number, line in enumerate(power_map.influences):
        if line.source in names and line.target in names and line.source != line.target:
            rows.append(f"\t{names[line.source]} -> {names[line.target]} [constraint=false id=i{number}]")
    for number, tie in enumerate(power_map.ties):
        rows.append(f"\t{names[tie.person]} -> {ours[tie.staff]} [constraint=false id=t{number}]")
    dot = to_dot(power_map).rstrip().removesuffix("}").replace("splines=none", f"splines={splines}")
    return dot + "\n".join(rows) + "\n}\n"


def spline_pictures(dots: Sequence[str], engine: Engine) -> Iterator[Picture | None]:
    """Pictures with the engine's own lines, one run a map."""
    for dot in dots:
        answer = door._run(engine, dot, 60.0, ("-Kdot", "-Tjson0"))
        try:
            graph = json.loads(answer.output)
        except ValueError:
            graph = None
        yield spline_picture(graph) if graph else None


def spline_picture(graph: Mapping[str, Any]) -> Picture | None:
    """The picture in one document of Graphviz's JSON."""
    objects, edges = graph.get("objects", []), graph.get("edges", [])
    if not all("pos" in one for one in objects if "width" in one):
        return None
    cards = {}
    for number, one in enumerate(objects):
        if "width" in one:
            (x, y), width, height = (
                map(float, one["pos"].split(",")),
                float(one["width"]) * 72,
                float(one["height"]) * 72,
            )
            room = MARGIN + 1
            cards[number] = Box(x - width / 2 + room, y - height / 2 + room, width - 2 * room, height - 2 * room)
    lines = [
        ({edge["tail"], edge["head"]}, points)
        for edge in edges
        if "id" in edge and "pos" in edge
        for points in flattened(edge["pos"])
    ]
    left, low, right, high = map(float, str(graph["bb"]).split(","))
    return picture(right - left, high - low, cards, lines)


def flattened(splines: str) -> Iterator[list[Point]]:
    """Some points along each of the splines in Graphviz's notation."""
    for spline in splines.split(";"):
        controls = [tuple(map(float, part.split(","))) for part in spline.split() if part[0] not in "es"]
        points = [(controls[0][0], controls[0][1])]
        for start in range(0, len(controls) - 3, 3):
            points.extend(on_curve(controls[start : start + 4], step / 8) for step in range(1, 9))
        yield points


def on_curve(controls: Sequence[tuple[float, ...]], t: float) -> Point:
    """A point on a Bézier curve."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, controls, strict=True)) for axis in (0, 1))
    return x, y


def our_picture(power_map: PowerMapInput, layout: Layout) -> Picture:
    """The picture with the lines that we lead around the cards."""
    scene = scene_of(power_map, layout)
    cards = {("p", one): box for one, box in scene.people.items()} | {("s", one): b for one, b in scene.staff.items()}
    lines = []
    for link in scene.links:
        if link.kind == "influence":
            influence = power_map.influences[link.number]
            lines.append(({("p", influence.source), ("p", influence.target)}, list(link.points)))
        elif link.kind == "tie":
            tie = power_map.ties[link.number]
            lines.append(({("s", tie.staff), ("p", tie.person)}, list(link.points)))
    return picture(scene.width, scene.height, cards, lines)


def picture(
    width: float, height: float, cards: Mapping[Any, Box], lines: Sequence[tuple[set[Any], list[Point]]]
) -> Picture:
    """Count what disturbs: lines over the cards of others, and crossings of lines."""
    over = sum(any(cuts(points, box) for name, box in cards.items() if name not in ends) for ends, points in lines)
    crossings = sum(
        crosses(a, b)
        for (_, first), (_, second) in combinations(lines, 2)
        for a in pairwise(first)
        for b in pairwise(second)
    )
    return Picture(width * height, width / max(height, 1), over, crossings, len(lines))


def cuts(points: Sequence[Point], box: Box) -> bool:
    """Whether a line has a point inside a box, looking every few pixels."""
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) // 8))
        for step in range(steps + 1):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            if box.x < x < box.x + box.width and box.y < y < box.y + box.height:
                return True
    return False


def crosses(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    """Whether two stretches cross."""

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(*a, b[0]) * side(*a, b[1]) < 0 and side(*b, a[0]) * side(*b, a[1]) < 0


def timed(act: Callable[[], object], count: int) -> float:
    """Milliseconds per map."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000 / count


def told(pictures: Sequence[Picture]) -> str:
    """The pictures in numbers."""
    lines = max(1, sum(one.lines for one in pictures))
    return (
        f"{statistics.mean(one.area for one in pictures) / 1e6:.2f} Mpx, "
        f"proportion {statistics.median(one.proportion for one in pictures):.2f}, "
        f"{100 * sum(one.over_cards for one in pictures) / lines:.1f} % of lines over a card, "
        f"{sum(one.crossings for one in pictures) / lines:.1f} crossings a line"
    )


def compare(engine: Engine, maps: Sequence[PowerMapInput], with_lines: int) -> None:
    """Print everything about one engine; all lines are given to it for the first so many maps only, being slow."""
    print(f"\n## {identify(engine)}")
    dots = [to_dot(one) for one in maps]
    alone = [lay_out([dot], engine=engine)[0] for dot in dots]
    batches = replace(engine, batch=50)
    batched = lay_out(dots, engine=batches)
    print(f"hierarchy: {sum(not isinstance(one, Layout) for one in alone)} of {len(maps)} failed", end=", ")
    print(f"{sum(isinstance(one, Layout) and one.is_simplified for one in alone)} simplified", end=", ")
    print(f"{sum(a != b for a, b in zip(alone, batched, strict=True))} differ in a batch of 50")
    single = timed(lambda: [lay_out([dot], engine=engine) for dot in dots], len(dots))
    together = timed(lambda: lay_out(dots, engine=batches), len(dots))
    laid_out = [(one, lay) for one, lay in zip(maps, alone, strict=True) if isinstance(lay, Layout)]
    ours = timed(lambda: [scene_of(one, lay) for one, lay in laid_out], len(dots))
    print(f"  {single:.1f} ms a map alone, {together:.1f} ms in a batch; our lines {ours:.1f} ms")
    print("  " + told([our_picture(one, lay) for one, lay in laid_out]))
    first = [(one, lay) for one, lay in laid_out if one in maps[:with_lines]]
    print(f"  the first {len(first)}: " + told([our_picture(one, lay) for one, lay in first]))
    for splines in SPLINES:
        dots = [with_all_lines(one, splines) for one in maps[:with_lines]]
        began = time.perf_counter()
        pictures = list(spline_pictures(dots, engine))
        spent = (time.perf_counter() - began) * 1000 / len(dots)
        drawn = [one for one in pictures if one]
        print(f"all lines, splines={splines}: {len(pictures) - len(drawn)} failed, {spent:.1f} ms a map alone")
        print("  " + told(drawn), flush=True)


def main() -> None:
    """Compare the engine that comes with pip with the system's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--maps", type=int, default=300, help="how many maps")
    parser.add_argument("--with-lines", type=int, default=80, help="for how many of them engines also draw the lines")
    arguments = parser.parse_args()
    maps = [random_map(seed) for seed in range(arguments.maps)]
    people = [len(one.people) for one in maps]
    print(f"{len(maps)} maps of {min(people)} to {max(people)} people, Python {platform.python_version()}")
    engine = find_engine()
    if not isinstance(engine, Engine):
        raise SystemExit(engine.reason.en)
    for one in (engine, other_engine(engine)):
        if one:
            compare(one, maps, arguments.with_lines)


if __name__ == "__main__":
    main()
