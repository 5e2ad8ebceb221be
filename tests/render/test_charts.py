"""Drawings from plain values: to scale, readable, and never broken by what comes in."""

import re
from itertools import combinations, pairwise
from math import hypot

import pytest
from section_plans import wrong_nesting

from kamsite.render.charts.amounts import Amounts, amounts_for
from kamsite.render.charts.balance import BalanceRow, balance
from kamsite.render.charts.bars import Bars, Period, bars
from kamsite.render.charts.bubbles import Bubble, Words, portfolio
from kamsite.render.charts.progress import part_of_way, progress
from kamsite.render.charts.scale import axis_of
from kamsite.render.charts.sparkline import sparkline
from kamsite.render.charts.stack import Part, stack
from kamsite.render.charts.svg import wide
from kamsite.render.charts.trend import Course, trend
from kamsite.render.charts.waterfall import Step, begins_above_zero, waterfall
from kamsite.render.powermap.measure import text_width

PLAIN = Amounts("de")
WORDS = Words(("Gewinnen", "Fokus", "Geringe Priorität", "Referenzen"), "Haltung", "Potenzial", ("−", "0", "+"))
HOSTILE = "</title><script>alert(1)</script>"


def _rects(svg: str, css: str) -> list[tuple[float, ...]]:
    pattern = rf'<rect class="{css}[^"]*" x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"'
    return [tuple(float(number) for number in match) for match in re.findall(pattern, svg)]


def _texts(svg: str) -> list[tuple[float, float, str, str]]:
    pattern = r'<text class="[^"]*" x="([-\d.]+)" y="([-\d.]+)"(?: text-anchor="(\w+)")?>([^<]*)</text>'
    return [(float(x), float(y), anchor, text) for x, y, anchor, text in re.findall(pattern, svg)]


@pytest.mark.parametrize("values", [[], [0], [5], [-5], [1, 1e-12], [-1e15, 1e15], [1e300], [float("inf")], [3, -2]])
def test_an_axis_goes_around_all_values_and_zero_with_round_marks(values: list[float]) -> None:
    axis = axis_of(values)
    assert axis.low <= 0 <= axis.high
    assert axis.low < axis.high
    assert 2 <= len(axis.marks) <= 12
    assert (axis.marks[0], axis.marks[-1]) == pytest.approx((axis.low, axis.high))


def test_an_axis_away_from_zero_keeps_its_values_inside() -> None:
    axis = axis_of([901, 845], from_zero=False)
    assert axis.low <= 845
    assert axis.high >= 901
    assert axis.low > 0


@pytest.mark.parametrize(
    ("values", "unit", "said"),
    [
        ([1_110_000], "EUR", "1,11 Mio. €"),
        ([45_000], "EUR", "45 Tsd. €"),
        ([890], "EUR", "890 €"),
        ([-2_500_000], "EUR", "−2,5 Mio. €"),
        ([486], "Achsen", "486 Achsen"),
        ([1_200_000], "Stück", "1.200.000 Stück"),
        ([34], "%", "34 %"),
    ],
)
def test_numbers_of_a_drawing_are_short(values: list[float], unit: str, said: str) -> None:
    assert amounts_for(values, unit, "de").full(values[0]).replace("\u00a0", " ") == said


def test_bars_are_as_high_as_their_values() -> None:
    periods = [Period("2024", "2024"), Period("2025", "2025")]
    svg = bars("T", "D", periods, [Bars("Ist", {"2024": 50, "2025": 100}, tone="tone-1")], PLAIN)
    half, whole = _rects(svg, "chart-actual")
    assert whole[3] == pytest.approx(2 * half[3], abs=0.2)
    assert whole[1] + whole[3] == pytest.approx(half[1] + half[3], abs=0.2)


def test_negative_bars_hang_below_the_line_and_above_the_labels() -> None:
    svg = bars("T", "D", [Period("2025", "2025")], [Bars("Ist", {"2025": -100}), Bars("Soll", {"2025": 50})], PLAIN)
    hanging, standing = sorted(_rects(svg, "chart-actual"), key=lambda rect: -rect[1])[:2]
    assert hanging[1] == pytest.approx(standing[1] + standing[3], abs=0.2)
    below = max(y for _, y, _, text in _texts(svg) if text == "−100")
    period = next(y for _, y, _, text in _texts(svg) if text == "2025")
    assert period - below > 10


@pytest.mark.parametrize("values", [{}, {"2025": 0.0}, {"2025": 1e-9}, {"2025": 1e300}, {"x": 4}])
def test_bars_of_nothing_are_no_mistake(values: dict[str, float]) -> None:
    svg = bars("T", "D", [Period("2025", "2025")], [Bars("Ist", values)], PLAIN)
    assert wrong_nesting(svg) == []
    assert "nan" not in svg


def test_a_plan_is_outlined_and_a_forecast_hatched() -> None:
    svg = bars("T", "", [Period("1", "1")], [Bars("B", {"1": 2}, "plan"), Bars("V", {"1": 3}, "forecast")], PLAIN)
    assert len(_rects(svg, "chart-plan")) == len(_rects(svg, "chart-forecast")) == 2


def test_names_at_the_ends_of_lines_keep_their_distance() -> None:
    courses = [Course(f"Wettbewerber {number}", {"2025": 100 + number / 10}) for number in range(8)]
    svg = trend("T", "D", [("2024", "2024"), ("2025", "2025")], courses, PLAIN)
    heights = sorted(y for _, y, _, text in _texts(svg) if text.startswith("Wettbewerber"))
    assert len(heights) == 8
    assert all(after - before >= 13.9 for before, after in pairwise(heights))


@pytest.mark.parametrize("values", [{}, {"2025": 5.0}, {"2025": -5.0}, {"2024": 0.0, "2025": 0.0}])
def test_a_line_of_few_points_is_drawn(values: dict[str, float]) -> None:
    svg = trend("T", "D", [("2024", "2024"), ("2025", "2025")], [Course("N", values, is_main=True)], PLAIN)
    assert svg.count("<circle") == len(values)
    assert wrong_nesting(svg) == []


def test_a_change_of_one_percent_does_not_look_like_a_leap() -> None:
    svg = trend("T", "", [("1", "1"), ("2", "2")], [Course("N", {"1": 100, "2": 101}, is_main=True)], PLAIN)
    heights = [float(y) for y in re.findall(r'<circle [^>]*cy="([\d.]+)"', svg)]
    assert abs(heights[0] - heights[1]) < 15


def test_ratings_are_drawn_on_their_whole_scale_with_every_label_inside() -> None:
    names = ["Leistungs- und Betreuungsmodell", "Prozesse und Organisation"]
    courses = [Course(name, {"1": 2.0, "2": 2.5}) for name in names]
    svg = trend("T", "", [("1", "30. Juni 2025"), ("2", "31. Okt. 2026")], courses, PLAIN, (1, 5))
    assert [step for step in "12345" if f">{step}</text>" in svg] == list("12345")
    assert all(f">{name}</text>" in svg for name in names), "no name is cut"
    day = re.search(r'x="([\d.]+)"[^>]*>30\. Juni 2025<', svg)
    assert day is not None
    assert float(day[1]) >= wide("30. Juni 2025") / 2 - 0.1


def test_a_sparkline_needs_two_points() -> None:
    assert sparkline("T", {"2025": 1}, {}) == ""
    assert sparkline("T", {"2025": 1}, {"2026": 2}) != ""
    assert "nan" not in sparkline("T", {"2024": 3, "2025": 3}, {})


def test_shares_fill_the_bar_and_the_rest_is_outlined() -> None:
    svg = stack("T", "D", [Part("A", 0.5, "50 %"), Part("B", 0.25, "25 %")], "nicht benannt")
    first, second, *_ = _rects(svg, "chart-actual")
    assert first[2] == pytest.approx(320 - 1.5, abs=0.2)
    assert second[0] == pytest.approx(320, abs=0.2)
    assert "nicht benannt" in svg


def test_shares_above_the_whole_are_drawn_smaller_without_a_rest() -> None:
    svg = stack("T", "D", [Part("A", 1.0, "100 %"), Part("B", 1.0, "100 %")], "nicht benannt")
    assert all(x + width <= 640.5 for x, _, width, _ in _rects(svg, "chart-actual"))
    assert "nicht benannt" not in svg


@pytest.mark.parametrize(
    ("start", "target", "actual", "done"),
    [(9, 1, 5, 0.5), (0, 100, 150, 1.5), (9, 1, 12, -0.375), (5, 5, 5, None), (0, 1e300, 1, None)],
)
def test_the_way_to_a_goal_may_go_up_or_down(start: float, target: float, actual: float, done: float | None) -> None:
    assert part_of_way(start, target, actual) == done


@pytest.mark.parametrize("done", [None, -2.0, 0.0, 0.5, 7.0])
def test_the_mark_of_a_goal_stays_on_its_track(done: float | None) -> None:
    svg = progress("T", "9 h", "1 h", done)
    assert all(x >= 0 and x + width <= 400 for x, _, width, _ in _rects(svg, "progress-mark"))
    assert len(_rects(svg, "progress-mark")) == (0 if done is None else 1)


def _bubbles(count: int, name: str = "Division {}") -> list[Bubble]:
    return [
        Bubble(name.format(number), number * 7 % 5 - 2, (number * 13 % 10) * 1e5, number * 1e4, "tone-1", "tip")
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [1, 2, 5, 9, 14, 25])
def test_names_in_the_portfolio_never_cover_each_other(count: int) -> None:
    svg = portfolio("T", "D", _bubbles(count), 4.5e5, WORDS, PLAIN)
    boxes = []
    for x, y, anchor, text in _texts(svg):
        if text.startswith("Division") and y < 392:
            width = text_width(text, 12)
            left = x - width if anchor == "end" else x - width / 2 if anchor == "middle" else x
            boxes.append((left, y - 9, left + width, y + 3))
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_no_circle_covers_the_name_of_a_field() -> None:
    below = [Bubble(f"D{number}", 2, 4.4e5 - number * 1e3, 9e4, "tone-1", "tip") for number in range(4)]
    svg = portfolio("T", "D", [Bubble("Top", 1, 9e5, 9e4, "tone-1", "tip"), *below], 4.5e5, WORDS, PLAIN)
    circles = re.findall(r'<circle class="bubble[^"]*" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg)
    for x, y, anchor, text in _texts(svg):
        if text in WORDS.fields:
            width = text_width(text, 12, bold=True)
            left = x - width if anchor == "end" else x
            for cx, cy, radius in (map(float, circle) for circle in circles):
                across = max(left - cx, 0, cx - left - width)
                along = max(y - 9 - cy, 0, cy - y - 3)
                assert hypot(across, along) >= radius, text


def test_a_name_crosses_no_border_of_a_field_where_there_is_another_place() -> None:
    long = Bubble("A division with a rather long name", -1, 8e5, 9e4, "tone-1", "tip")
    svg = portfolio("T", "D", [long, Bubble("B", 2, 1e5, 9e4, "tone-1", "tip")], 4.5e5, WORDS, PLAIN)
    ((x, _, anchor, text),) = [one for one in _texts(svg) if one[3].startswith("A division")]
    width = text_width(text, 12)
    left = x - width if anchor == "end" else x - width / 2 if anchor == "middle" else x
    assert left + width <= 359 or left >= 359


def test_a_crowded_portfolio_is_numbered_with_a_legend() -> None:
    svg = portfolio("T", "D", _bubbles(40), 4.5e5, WORDS, PLAIN)
    assert svg.count("bubble__number") == 40
    assert [text for *_, text in _texts(svg) if text == "Division 39"] == ["Division 39"]


@pytest.mark.parametrize("x", [-2, 0, 2])
def test_circles_stay_inside_the_square(x: int) -> None:
    at_the_edge = [Bubble(f"D{number}", x, 1e5 + number, 100, "tone-1", "") for number in range(5)]
    svg = portfolio("T", "D", [*_bubbles(12), *at_the_edge], 4.5e5, WORDS, PLAIN)
    for x, y, radius in re.findall(r'<circle class="bubble[^"]*" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg):
        assert float(x) - float(radius) >= 57.9
        assert float(x) + float(radius) <= 660.1
        assert float(y) - float(radius) >= 11.9
        assert float(y) + float(radius) <= 392.1


def test_a_portfolio_where_everything_is_zero_is_drawn() -> None:
    svg = portfolio(
        "T", "D", [Bubble("A", 0, 0, 0, "tone-1", "tip"), Bubble("B", 9, -5, None, "", "")], 0, WORDS, PLAIN
    )
    assert wrong_nesting(svg) == []
    assert "nan" not in svg


def test_text_in_drawings_is_escaped() -> None:
    drawings = [
        bars(HOSTILE, HOSTILE, [Period("1", HOSTILE, HOSTILE)], [Bars(HOSTILE, {"1": 2}), Bars("B", {})], PLAIN),
        trend(HOSTILE, HOSTILE, [("1", HOSTILE)], [Course(HOSTILE, {"1": 1}), Course("N", {"1": 2})], PLAIN),
        stack(HOSTILE, HOSTILE, [Part(HOSTILE, 0.2, HOSTILE)], HOSTILE),
        progress(HOSTILE, HOSTILE, HOSTILE, 0.5),
        portfolio(HOSTILE, "", _bubbles(3, HOSTILE + "{}"), 1, WORDS, PLAIN),
        sparkline(HOSTILE, {"1": 1, "2": 2}, {}),
    ]
    for svg in drawings:
        assert "<script" not in svg
        assert "style=" not in svg
        assert wrong_nesting(svg) == []


def test_steps_lead_from_the_first_sum_to_the_last() -> None:
    steps = (Step("Nord", 30.0), Step("Süd", -50.0))
    drawn = waterfall("Brücke", "", (("Budget", 100.0), ("Ist", 80.0)), steps, PLAIN)
    (_, start, _, high), *rest = _rects(drawn, "chart-plan") + _rects(drawn, "chart-actual")
    up, down, end = rest
    assert up[1] + up[3] == pytest.approx(start, abs=1), "the first step stands on the first sum"
    assert down[1] == pytest.approx(up[1], abs=0.2), "the second one hangs from where the first led to"
    assert down[1] + down[3] == pytest.approx(end[1], abs=0.2)
    assert high > end[3]
    assert [text for *_, text in _texts(drawn) if text in ("+30", "\u221250", "80")] == ["+30", "\u221250", "80"]


def test_a_bridge_between_close_sums_does_not_start_at_zero_and_shows_it() -> None:
    assert begins_above_zero((1000.0, 1010.0), (Step("Nord", 10.0),))
    assert not begins_above_zero((10.0, 1010.0), (Step("Nord", 1000.0),))
    near = waterfall("Brücke", "", (("Budget", 1000.0), ("Ist", 1010.0)), (Step("Nord", 10.0),), PLAIN)
    far = waterfall("Brücke", "", (("Budget", 10.0), ("Ist", 1010.0)), (Step("Nord", 1000.0),), PLAIN)
    assert "0" not in [text for *_, text in _texts(near)]
    assert "0" in [text for *_, text in _texts(far)]


@pytest.mark.parametrize("amount", [0.0, 1e300, float("inf"), -1e15])
def test_a_bridge_stands_whatever_the_amounts(amount: float) -> None:
    drawn = waterfall(HOSTILE, HOSTILE, (("A", 1.0), ("B", amount)), (Step(HOSTILE, amount),), PLAIN)
    assert "nan" not in drawn
    assert "inf" not in re.sub(r"<title>.*?</title>|<text.*?</text>", "", drawn)
    assert "<script>" not in drawn


def test_who_is_for_us_stands_right_of_the_middle_and_who_is_against_us_left() -> None:
    rows = (BalanceRow("Weber", (1, 2, 2, 3, 1), "tip"), BalanceRow("Kaya", (0, 0, 1, 0, 0), "tip"))
    drawn = balance("Haltung", "", rows, ("Feind", "Negativ", "Neutral", "Positiv", "Mentor"))
    bars = [bar for bar in _rects(drawn, "chart-actual") if bar[3] == 18]
    middle = float(re.findall(r'chart-axis" d="M([\d.]+)', drawn)[0])
    assert len(bars) == 6
    assert all(bar[0] + bar[2] <= middle for bar in bars[:2])
    assert all(bar[0] >= middle for bar in bars[3:5])
    for bar in (bars[2], bars[5]):
        assert bar[0] + (bar[2] + 1) / 2 == pytest.approx(middle, abs=0.2), "the undecided lie across"
    assert HOSTILE not in balance(HOSTILE, HOSTILE, (BalanceRow(HOSTILE, (1, 0, 0, 0, 0), HOSTILE),), (HOSTILE,) * 5)


def test_marks_of_an_axis_that_lie_close_together_are_told_apart() -> None:
    ends = (("Budget", 164_400_000.0), ("Ist", 164_700_000.0))
    steps = [Step("Nordwind", 300_000.0)]
    amounts = amounts_for([ends[0][1]], "EUR", "de")
    picture = waterfall("Brücke", "", ends, steps, amounts)
    marks = re.findall(r'text-anchor="end"[^>]*>([\d,]+)<', picture)
    assert len(marks) > 3
    assert len(set(marks)) == len(marks)
    assert ">164,4<" in picture
    assert ">164,7<" in picture


def test_a_legend_has_room_for_its_words_however_few_the_bars_are() -> None:
    series = [Bars("Gewichtet mit der Wahrscheinlichkeit", {"2027-Q1": 84.0}, "forecast")]
    picture = bars("Pipeline", "", [Period("2027-Q1", "Q1 2027")], series, amounts_for([84.0], "EUR", "de"))
    assert ">Gewichtet mit der Wahrscheinlichkeit</text>" in picture
