"""Drawings about customers: well-formed, named for those who cannot see them, without styles, whatever names hold."""

import re
from xml.etree import ElementTree

from kamsite.render.charts.amounts import Amounts
from kamsite.render.charts.pareto import Layer, Zone, lorenz, pareto, pyramid
from kamsite.render.charts.scatter import Limit, Spot, scatter
from kamsite.render.charts.svg import wide

NASTY = "<script>alert('x')</script> & Söhne \"AG\""
CURVE = [(0.0, 0.0), (0.1, 0.6), (0.3, 0.85), (1.0, 1.0)]
SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    whole = str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    root = ElementTree.fromstring(whole)  # noqa: S314 - made by ourselves
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text
    assert description.text
    assert "style=" not in svg
    return root


def spots(count: int) -> list[Spot]:
    return [Spot(f"Kunde {at}", 1 + at % 5, 1000.0 * at, f"Kunde {at}") for at in range(count)]


def drawn(some: list[Spot]) -> str:
    limits, legend = [Limit(3.5, "Key Account")], [("scatter-spot--key", "Key Accounts")]
    return scatter("Punkte", "Worum es geht", some, limits, (1, 5), ("Punkte", "Potenzial"), Amounts("de"), legend)


def test_a_pareto_curve_has_a_field_for_each_class_and_a_mark_at_each_limit() -> None:
    zones = [Zone("A", 0.1, "A: 10"), Zone("B", 0.3, "B: 20"), Zone("C", 1.0, "C: 70")]
    root = parsed(pareto("Kurve", "Was zu sehen ist", CURVE, zones, ("x", "y"), "de"))
    fields = [one for one in root.iter(f"{SVG}rect") if "abc" in one.get("class", "")]
    widths = [float(one.get("width", 0)) for one in fields]
    assert widths == sorted(widths)
    assert sum(widths) == 468
    marks = [float(one.get("cy", 0)) for one in root.iter(f"{SVG}circle")]
    assert marks == [12 + 260 * 0.4, 12 + 260 * 0.15]


def test_a_class_of_nobody_needs_no_room() -> None:
    zones = [Zone("A", 1.0, "A"), Zone("B", 1.0, "B"), Zone("C", 1.0, "C")]
    root = parsed(pareto("Kurve", "Alle sind A", [(0, 0), (1, 1)], zones, ("x", "y"), "de"))
    assert [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "abc-name"] == ["A"]


def test_the_lorenz_curve_goes_from_corner_to_corner_below_the_diagonal() -> None:
    root = parsed(lorenz("Kurve", "Gini", CURVE, "Gini 0,60", ("x", "y"), "de"))
    line = next(one for one in root.iter(f"{SVG}path") if "chart-line" in one.get("class", ""))
    points = [tuple(map(float, point.split())) for point in re.split("[ML]", line.get("d", "")) if point]
    assert points[0] == (52, 272)
    assert points[-1] == (352, 12)
    assert all(y >= 272 - 260 * (x - 52) / 300 - 0.1 for x, y in points)


def test_the_pyramid_draws_nothing_smaller_than_can_be_seen() -> None:
    layers = [Layer("A", 0.0001, 0.8, "3", "8 Mio."), Layer("C", 0.9999, 0.2, "30.000", "2 Mio.")]
    root = parsed(pyramid("Pyramide", "Wie viele", layers, ("Kunden", "Umsatz")))
    assert all(float(one.get("width", 0)) >= 1 for one in root.iter(f"{SVG}rect"))


def test_names_stay_names() -> None:
    svg = drawn([Spot(NASTY, 4, 5000, NASTY, "scatter-spot--key", "nordwind/plan.html")])
    parsed(re.sub('href="[^"]*"', 'href="x"', str(svg)))
    assert "<script" not in svg


def test_names_of_many_do_not_cover_each_other_and_tips_have_them_all() -> None:
    svg = drawn(spots(150))
    root = parsed(svg)
    names = [one for one in root.iter(f"{SVG}text") if "chart-halo" in one.get("class", "")]
    assert 5 < len(names) < 150
    assert len({(one.get("x"), one.get("y")) for one in names}) == len(names)
    assert sum(1 for one in root.iter(f"{SVG}title")) == 151
    assert len(svg) < 60_000


def test_a_name_stands_where_it_crosses_no_limit_if_there_is_such_a_place() -> None:
    some = [Spot("Thornmere Packaging Systems plc", 4.35, 9800, "t"), Spot("Molkerei Hochwies eG", 3.0, 450, "m")]
    root = parsed(drawn(some))
    limit = next(one for one in root.iter(f"{SVG}path") if one.get("class") == "scatter-limit")
    line = float((limit.get("d") or "").lstrip("M").split()[0])
    names = [one for one in root.iter(f"{SVG}text") if "chart-halo" in one.get("class", "")]
    assert len(names) == 2
    for name in names:
        width, x = wide(name.text or ""), float(name.get("x", 0))
        left = {"end": x - width, "middle": x - width / 2}.get(name.get("text-anchor", ""), x)
        assert line < left or left + width < line
