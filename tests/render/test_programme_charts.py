"""Drawings of the programme: roadmap, dots, radar, priorities; to scale, readable, and safe with whatever comes in."""

import re
from datetime import date
from itertools import combinations, pairwise
from math import hypot

import pytest
from section_plans import wrong_nesting

from kamsite.language import both
from kamsite.render.charts.dots import Dot, DotRow, dots
from kamsite.render.charts.gantt import Bar, Key, gantt
from kamsite.render.charts.priorities import Mark, priorities
from kamsite.render.charts.radar import Spoke, radar
from kamsite.render.charts.svg import wide

HOSTILE = "</title><script>alert(1)</script>"


def rects(svg: str, css: str) -> list[tuple[float, float, float, float]]:
    pattern = rf'<rect class="{css}" x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"'
    return [(float(a), float(b), float(c), float(d)) for a, b, c, d in re.findall(pattern, svg)]


def circles(svg: str, css: str) -> list[tuple[float, float, float]]:
    pattern = rf'<circle class="{css}" cx="([-\d.]+)" cy="([-\d.]+)" r="([\d.]+)"'
    return [(float(a), float(b), float(c)) for a, b, c in re.findall(pattern, svg)]


def paths(svg: str, css: str) -> list[list[tuple[float, float]]]:
    found = re.findall(rf'<path class="{css}" d="M([^"Zl]*)Z?"', svg)
    return [[(float(x), float(y)) for x, y in re.findall(r"([-\d.]+) ([-\d.]+)", way)] for way in found]


def size(svg: str) -> tuple[float, float]:
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found
    return float(found[1]), float(found[2])


# -- roadmap -----------------------------------------------------------------------------------------------------------

ONE = Bar("one", "One", date(2026, 1, 1), date(2026, 6, 30), "One", done=0.5)
TWO = Bar("two", "Two", date(2026, 7, 1), date(2027, 6, 30), "Two", after=("one",))
TODAY = (date(2026, 7, 1), "today")


def test_bars_are_as_long_as_what_they_stand_for_and_filled_as_far_as_it_is_done() -> None:
    svg = gantt("Roadmap", "", [ONE, TWO])
    (x1, _, half, _), (x2, _, whole, _) = rects(svg, "chart-plan tone-1")
    assert whole / half == pytest.approx(365 / 181, abs=0.01)
    assert x2 == pytest.approx(x1 + half, abs=0.2), "the second begins where the first ends"
    ((left, _, done, _),) = rects(svg, "chart-actual tone-1")
    assert (left, done) == (x1, pytest.approx(half / 2, abs=0.1))


def test_a_line_leads_from_what_comes_before_to_the_beginning() -> None:
    svg = gantt("Roadmap", "", [ONE, TWO])
    (way,) = paths(svg, "gantt-tie")
    (x1, y1, w1, h1), (x2, y2, _, h2) = rects(svg, "chart-plan tone-1")
    assert x1 < way[0][0] <= x1 + w1
    assert way[0][1] == pytest.approx(y1 + h1, abs=0.2)
    assert way[-1][0] == pytest.approx(x2 - 5, abs=0.2), "it ends where the head of the arrow begins"
    assert way[-1][1] == pytest.approx(y2 + h2 / 2, abs=0.2)


def test_lines_go_around_where_something_begins_before_what_it_waits_for() -> None:
    early = Bar("early", "Early", date(2025, 1, 1), date(2026, 12, 31), "Early", after=("two",))
    (way,) = paths(gantt("Roadmap", "", [TWO, early]), "gantt-tie")
    assert len(way) == 6
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(way)), "by right angles"


def test_what_decides_about_the_end_is_underlined_and_joined_strongly() -> None:
    strong = [Bar(**{**_values(bar), "is_strong": True}) for bar in (ONE, TWO)]
    svg = gantt("Roadmap", "", strong)
    assert len(rects(svg, "gantt-strong")) == 2
    assert len(paths(svg, "gantt-tie gantt-tie--strong")) == 1
    assert "gantt-tie--strong" not in gantt("Roadmap", "", [strong[0], TWO])


def _values(bar: Bar) -> dict[str, object]:
    return {name: getattr(bar, name) for name in Bar.__dataclass_fields__}


def test_the_end_that_was_first_said_is_marked_and_joined_with_that_of_today() -> None:
    late = Bar(**{**_values(ONE), "promised": date(2026, 3, 31)})
    svg = gantt("Roadmap", "", [late])
    joined, tick = paths(svg, "gantt-promised")
    ((x, _, width, _),) = rects(svg, "chart-plan tone-1")
    assert joined[0][0] == pytest.approx(x + width * 90 / 181, abs=0.5)
    assert joined[1][0] == pytest.approx(x + width, abs=0.2)
    assert tick[0][0] == tick[1][0] == joined[0][0]
    far = Bar(**{**_values(ONE), "promised": date(2028, 3, 31)})
    assert size(gantt("Roadmap", "", [far]))[0] == size(svg)[0], "an end that was once later lies on the drawing, too"


def test_today_is_a_line_at_its_day_and_left_out_where_it_lies_elsewhere() -> None:
    svg = gantt("Roadmap", "", [ONE, TWO], TODAY)
    ((x, _), _) = paths(svg, "gantt-today")[0]
    assert x == pytest.approx(rects(svg, "chart-plan tone-1")[1][0], abs=0.1)
    assert "gantt-today" not in gantt("Roadmap", "", [ONE, TWO], (date(2031, 1, 1), "today"))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(1, 1, 1), date(9999, 12, 31)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2026, 1, 1), date(2056, 1, 1)),
    ],
)
def test_any_length_of_time_can_be_drawn(start: date, end: date) -> None:
    svg = gantt("Roadmap", "", [Bar("a", "A", start, end, "A")], TODAY)
    width, height = size(svg)
    assert all(x >= 0 and x + w <= width + 0.5 for x, _, w, _ in rects(svg, "chart-plan tone-1"))
    labels = [float(x) for x in re.findall(r'<text class="chart-value chart-strong" x="([\d.]+)"', svg)]
    assert all(b - a >= 35 for a, b in pairwise(labels)), "names of years do not touch"
    assert height < 200


def test_a_roadmap_without_colour_still_tells_what_is_late_and_what_is_done() -> None:
    svg = gantt("Roadmap", "", [Bar("a", "A", date(2026, 1, 1), date(2026, 2, 1), "A", "tone-bad", sign="!")])
    assert re.search(r'<text class="gantt-sign[^"]*"[^>]*>!</text>', svg)


def test_the_legend_names_what_is_drawn() -> None:
    keys = [Key("done", "done so far"), Key("strong", "decides"), Key("after", "waits for")]
    svg = gantt("Roadmap", "", [ONE], None, keys)
    assert all(f">{key.label}</text>" in svg for key in keys)


# -- dots --------------------------------------------------------------------------------------------------------------


def test_dots_stand_where_their_values_are() -> None:
    row = DotRow("Plans", (Dot("target", 5), Dot("now", 3), Dot("benchmark", 1)), "Plans", (3, 5))
    svg = dots("Topics", "", [row], (1, 5), [])
    ((now, y, _),) = circles(svg, "chart-actual tone-1")
    ((target, _, _),) = circles(svg, "chart-plan tone-1")
    ((left, y1), (right, _)) = paths(svg, "dots-span")[0]
    assert (left, right, y1) == (now, target, y)
    low, high = (float(re.search(rf'x="([\d.]+)"[^>]*>{mark}</text>', svg)[1]) for mark in (1, 5))  # type: ignore[index]
    assert (now, target) == (pytest.approx((low + high) / 2), pytest.approx(high))


def test_each_opinion_is_a_dot_of_its_own() -> None:
    row = DotRow("Plans", (Dot("single", 1), Dot("single", 4, 3)), "Plans", (1, 4), is_marked=True)
    svg = dots("Fitness", "", [row], (0, 5), [])
    singles = circles(svg, "dots-single")
    assert len(singles) == 4
    assert all(hypot(a[0] - b[0], a[1] - b[1]) >= 6 for a, b in combinations(singles, 2)), "none covers another"
    left, right = paths(svg, "dots-span dots-span--marked")[0]
    assert (singles[0][0], singles[2][0]) == (left[0], right[0]), "those who say the same stand around their value"


def test_long_names_stand_above_their_row_short_ones_beside_it() -> None:
    short = dots("T", "", [DotRow("Plans", (Dot("now", 3),), "")], (1, 5), [])
    long = dots("T", "", [DotRow("A whole sentence that takes more room than that", (Dot("now", 3),), "")], (1, 5), [])
    assert size(short)[0] > size(long)[0]
    assert size(short)[1] < size(long)[1]


# -- radar -------------------------------------------------------------------------------------------------------------


def spokes(*values: float | None) -> list[Spoke]:
    return [Spoke(f"Spoke {at}", "note", value, 5, None, "tip") for at, value in enumerate(values)]


def test_the_radar_is_to_scale_from_its_centre() -> None:
    svg = radar("Radar", "", spokes(1, 3, 5, 3, 1), (1, 5), ("now", "target", "elsewhere"))
    centre = paths(svg, "radar-now")[0][0]
    far = [hypot(x - centre[0], y - centre[1]) for x, y in paths(svg, "radar-now")[0]]
    whole = [hypot(x - centre[0], y - centre[1]) for x, y in paths(svg, "radar-target")[0]]
    assert far == [pytest.approx(part * whole[0], abs=0.3) for part in (0, 0.5, 1, 0.5, 0)]
    assert "elsewhere" not in svg, "what is not there is not in the legend"


def test_a_direction_that_is_not_known_is_left_out() -> None:
    svg = radar("Radar", "", spokes(2, None, 3, None), (1, 5), ("now", "target", "elsewhere"))
    assert len(paths(svg, "radar-now")[0]) == 2


def test_names_around_the_radar_stay_inside_in_both_languages() -> None:
    long = both("Service and care model of the company", "Leistungs- und Betreuungsmodell des Unternehmens")
    svg = radar("R", "", [Spoke(long, "n", 2, 4, None, "t")] * 5, (1, 5), ("now", "target", "elsewhere"))
    width, height = size(svg)
    pattern = (
        r'<text class="chart-value chart-strong" x="([-\d.]+)" y="([-\d.]+)"(?: text-anchor="(\w+)")?>([^<]*)</text>'
    )
    found = re.findall(pattern, svg)
    assert len(found) > 10, "names in two lines, in both languages"
    for x, y, anchor, name in found:
        left = float(x) - wide(name, bold=True) * {"": 0, "middle": 0.5, "end": 1}[anchor]
        assert left >= -1
        assert left + wide(name, bold=True) <= width + 1
        assert 8 <= float(y) <= height


# -- priorities --------------------------------------------------------------------------------------------------------


def matrix(marks: list[Mark]) -> str:
    words = {"first": "First", "later": "Later"}
    turn = {False: "later", True: "first"}
    return priorities("P", "", marks, lambda product: turn[product >= 15], ("ease", "growth"), ("hard", "easy"), words)


def test_marks_lie_in_the_cell_of_their_values_and_beside_each_other() -> None:
    marks = [Mark(number, 4, 5, "tip") for number in range(1, 8)] + [Mark(8, 1, 1, "tip")]
    svg = matrix(marks)
    found = circles(svg, "turn-mark")
    assert len(found) == 8
    assert all(hypot(a[0] - b[0], a[1] - b[1]) >= 20 for a, b in combinations(found, 2))
    cells = rects(svg, "turn turn--first")
    assert all(top >= 0 and top + high <= size(svg)[1] for _, top, _, high in cells)
    assert found[0][1] > found[1][1], "more growth lies higher"
    assert all(any(_inside(one, cell) for cell in cells) for one in found[1:])
    assert any(_inside(found[0], cell) for cell in rects(svg, "turn turn--later")), "1 × 1 comes later"


def _inside(circle: tuple[float, float, float], cell: tuple[float, float, float, float]) -> bool:
    x, y, radius = circle
    left, top, width, height = cell
    return left <= x - radius and x + radius <= left + width and top <= y - radius and y + radius <= top + height


def test_what_nobody_took_up_is_outlined() -> None:
    assert "turn-mark turn-mark--open" in matrix([Mark(1, 2, 3, "tip", "turn-mark--open")])


# -- all of them -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "svg",
    [
        gantt(
            HOSTILE,
            HOSTILE,
            [Bar("a", HOSTILE, *TODAY[:1], date(2027, 1, 1), HOSTILE, sign=HOSTILE)],
            (TODAY[0], HOSTILE),
        ),
        dots(HOSTILE, HOSTILE, [DotRow(HOSTILE, (Dot("now", 9),), HOSTILE, note=HOSTILE, group=HOSTILE)], (1, 5), []),
        radar(HOSTILE, HOSTILE, [Spoke(HOSTILE, HOSTILE, 99, -3, 2, HOSTILE)] * 3, (1, 5), (HOSTILE,) * 3),
        matrix([Mark(1, 1, 1, HOSTILE, href=HOSTILE)]),
    ],
    ids=["gantt", "dots", "radar", "priorities"],
)
def test_nothing_in_a_plan_breaks_a_drawing(svg: str) -> None:
    assert "<script" not in svg
    assert wrong_nesting(svg) == []
    assert "style=" not in svg
    assert svg.startswith('<svg class="chart ')
    assert "<title>" in svg
