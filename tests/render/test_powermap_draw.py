"""The drawing: everything in its place, every text escaped, readable without colours, the same bytes everywhere."""

import os
import re
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from random_maps import random_map

from kamsite.language import LANGUAGES
from kamsite.model.analyses.powermap import (
    ATTITUDES,
    ROLES,
    Influence,
    MapPerson,
    OurPerson,
    OurTie,
    PowerMapInput,
    important_only,
)
from kamsite.render.layout import Engine, Layout, find_engine, lay_out
from kamsite.render.powermap.cards import WIDTH
from kamsite.render.powermap.dot import node_names, to_dot
from kamsite.render.powermap.draw import draw
from kamsite.render.powermap.figure import draw_figure
from kamsite.render.powermap.legend import draw_legend
from kamsite.render.powermap.person import initials
from kamsite.render.powermap.scene import Box, Scene, scene_of
from kamsite.render.powermap.svg import num
from kamsite.render.powermap.symbols import attitude_icon

REPOSITORY = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
BRANDT = MapPerson(
    "brandt",
    "Dr. Sabine Brandt",
    "Leiterin Einkauf",
    "Einkauf",
    roles=("decider", "buyer"),
    influence=5,
    attitude="positive",
    contact=4,
    reports_to="vogt",
    href="people.html#brandt",
)
SMALL = PowerMapInput(
    people=(MapPerson("vogt", "Henrik Vogt"), BRANDT),
    influences=(Influence("brandt", "vogt", 4),),
    staff=(OurPerson("weber", "Jonas Weber", "Key Account Manager", "staff.html#weber"),),
    ties=(OurTie("weber", "brandt", 3),),
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    found = find_engine()
    assert isinstance(found, Engine)
    return found


def laid_out(engine: Engine, *maps: PowerMapInput) -> list[Layout]:
    layouts = lay_out([to_dot(one) for one in maps], engine=engine)
    assert all(isinstance(layout, Layout) for layout in layouts)
    return [layout for layout in layouts if isinstance(layout, Layout)]


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)  # noqa: S314 - our own drawing


def drawn(engine: Engine, power_map: PowerMapInput, prefix: str = "map") -> ElementTree.Element:
    return parsed(draw(power_map, laid_out(engine, power_map)[0], "de", prefix))


def said(element: ElementTree.Element) -> str:
    return " ".join("".join(text.itertext()) for text in element.iter(f"{SVG}text"))


def titles(element: ElementTree.Element) -> str:
    return "\n".join("".join(title.itertext()) for title in element.iter(f"{SVG}title"))


def classes(element: ElementTree.Element) -> set[str]:
    return {name for one in element.iter() for name in one.get("class", "").split()}


@pytest.fixture(scope="module")
def scenes(engine: Engine) -> list[tuple[PowerMapInput, Scene]]:
    maps = [random_map(seed) for seed in range(80)]
    maps.extend(important_only(one) for one in maps[:30])
    return [(one, scene_of(one, layout)) for one, layout in zip(maps, laid_out(engine, *maps), strict=True)]


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


def test_no_two_cards_overlap(scenes: list[tuple[PowerMapInput, Scene]]) -> None:
    for _, scene in scenes:
        boxes = [*scene.people.values(), *scene.staff.values()]
        assert not any(overlap(a, b) for a, b in combinations(boxes, 2))


def test_no_line_runs_over_a_card(scenes: list[tuple[PowerMapInput, Scene]]) -> None:
    for _, scene in scenes:
        boxes = [
            Box(b.x + 1, b.y + 1, b.width - 2, b.height - 2) for b in (*scene.people.values(), *scene.staff.values())
        ]
        lines = [one.points for one in scene.reports] + [one.points for one in scene.links]
        for (x1, y1), (x2, y2) in (stretch for points in lines for stretch in pairwise(points)):
            stretch = Box(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))
            assert not any(overlap(stretch, box) for box in boxes)


def test_lines_run_upright_or_level_and_inside_the_drawing(scenes: list[tuple[PowerMapInput, Scene]]) -> None:
    for _, scene in scenes:
        for points in [one.points for one in scene.reports] + [one.points for one in scene.links]:
            assert all(0 <= x <= scene.width and 0 <= y <= scene.height for x, y in points)
            assert all(abs(a[0] - b[0]) < 0.1 or abs(a[1] - b[1]) < 0.1 for a, b in pairwise(points))


def test_every_line_that_can_be_drawn_is_drawn(scenes: list[tuple[PowerMapInput, Scene]]) -> None:
    for power_map, scene in scenes:
        ids = {person.id for person in power_map.people}
        influences = [
            one for one in power_map.influences if {one.source, one.target} <= ids and one.source != one.target
        ]
        assert sum(link.kind == "influence" for link in scene.links) == len(influences)
        assert sum(link.kind == "tie" for link in scene.links) == len(power_map.ties)
        superiors = [one for one in power_map.people if one.reports_to in ids and one.reports_to != one.id]
        assert len(scene.reports) + sum(link.kind == "loop" for link in scene.links) == len(superiors)


def test_somebody_of_ours_by_the_same_id_does_not_move_the_lines_of_the_customers_people(engine: Engine) -> None:
    apart, alike = (
        SMALL,
        replace(SMALL, staff=(replace(SMALL.staff[0], id="vogt"),), ties=(OurTie("vogt", "brandt", 3),)),
    )
    before, after = (
        scene_of(one, layout) for one, layout in zip((apart, alike), laid_out(engine, apart, alike), strict=True)
    )
    assert after.reports == before.reports


def test_superiors_stand_above_their_reports(scenes: list[tuple[PowerMapInput, Scene]]) -> None:
    for _, scene in scenes:
        assert all(scene.people[one.high].y < scene.people[one.low].y for one in scene.reports)


def test_divisions_enclose_their_people_and_nobody_else(scenes: list[tuple[PowerMapInput, Scene]]) -> None:
    for power_map, scene in scenes:
        for label, box in scene.divisions:
            inside = {one for one, card in scene.people.items() if overlap(card, box)}
            assert inside == {person.id for person in power_map.people if person.division == label}


def test_a_drawing_is_sound_xml_without_styles_scripts_and_foreign_addresses(engine: Engine) -> None:
    maps = [random_map(seed) for seed in range(20)]
    for power_map, layout in zip(maps, laid_out(engine, *maps), strict=True):
        for language in LANGUAGES:
            svg = draw(power_map, layout, language, "m")
            root = parsed(svg)
            assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
                "svg", "title", "desc", "g", "a", "rect", "circle", "path", "text"
            }  # fmt: skip
            names = {name for element in root.iter() for name in element.attrib}
            assert not [name for name in names if name == "style" or name.startswith("on")]
            assert "-0 " not in svg
            assert '"-0"' not in svg
            assert not re.search(r"\d\.\d\d", re.sub(r'(d|data-\w+)="[^"]*"|<title>.*?</title>|<path[^>]*>', "", svg))


def test_hostile_names_are_texts(engine: Engine) -> None:
    evil = "\"><script>alert('1')</script>&amp;<img src=x onerror=alert(1)>]]>"
    person = MapPerson("evil", evil, evil, evil, evil, (evil, "decider"), attitude=evil, href=f"people.html#{evil}")
    power_map = PowerMapInput(
        people=(person, replace(person, id="two", reports_to="evil")),
        influences=(Influence("evil", "two", 5),),
        staff=(OurPerson(evil, evil, evil, evil),),
        ties=(OurTie(evil, "evil", 4, None, evil),),
        cluster_by_division=True,
    )
    [layout] = laid_out(engine, power_map)
    for text in (draw(power_map, layout, "de", evil), draw_figure(power_map, scene_of(power_map, layout), "en", evil)):
        assert "<script" not in text
        assert "<img" not in text
    parsed(draw(power_map, layout, "de", evil))


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "https://elsewhere.example/"])
def test_a_link_off_the_site_is_no_link(engine: Engine, href: str) -> None:
    assert href not in [one.get("href") for one in drawn(engine, PowerMapInput((replace(BRANDT, href=href),))).iter()]


def test_people_link_to_their_details(engine: Engine) -> None:
    links = [one.get("href") for one in drawn(engine, SMALL).iter(f"{SVG}a")]
    assert links == ["people.html#brandt", "staff.html#weber"]


def test_a_card_says_everything_in_words_for_those_who_cannot_see_it(engine: Engine) -> None:
    assert (
        "Dr. Sabine Brandt: Leiterin Einkauf, Einkauf. Rolle: Entscheider, Einkäufer. Einstellung zu uns: Positiv. "
        "Einfluss auf Käufe: 5 von 5. Kontakt zu uns: 4 von 5. Betreut von Jonas Weber." in titles(drawn(engine, SMALL))
    )


def test_lines_say_who_influences_whom_and_how_strongly(engine: Engine) -> None:
    words = titles(drawn(engine, SMALL))
    assert "Dr. Sabine Brandt beeinflusst Henrik Vogt: Stärke 4 von 5" in words
    assert "Jonas Weber – Dr. Sabine Brandt: Stärke 3 von 5" in words


@pytest.mark.parametrize("attitude", [*ATTITUDES, None, "nonsense"])
def test_each_attitude_has_a_sign_and_a_word_of_its_own(engine: Engine, attitude: str | None) -> None:
    others = [one for one in ATTITUDES if one != (attitude if attitude in ATTITUDES else "unknown")]
    root = drawn(engine, PowerMapInput((replace(BRANDT, attitude=attitude),)))
    assert not classes(root) & {f"map-{other}" for other in others}


def test_the_signs_of_the_attitudes_differ_in_form() -> None:
    assert len({attitude_icon(attitude, 0, 0) for attitude in ATTITUDES}) == len(ATTITUDES)


def test_deciders_those_nobody_covers_and_those_who_left_are_marked(engine: Engine) -> None:
    assert "map-frame" in classes(drawn(engine, PowerMapInput((BRANDT,))))
    assert "nicht betreut" in said(drawn(engine, PowerMapInput((replace(BRANDT, uncovered=True),))))
    assert "Ausgeschieden" in said(drawn(engine, PowerMapInput((replace(BRANDT, left=True),))))


def test_roles_without_room_become_letters_the_weightiest_last(engine: Engine) -> None:
    roles = ("gatekeeper", "buyer", "decider")
    words = said(drawn(engine, PowerMapInput((replace(BRANDT, roles=roles),))))
    assert "Entscheider Einkäufer G " in words
    assert "E R K S B N T G " in said(drawn(engine, PowerMapInput((replace(BRANDT, roles=ROLES),))))


def test_people_left_out_of_a_chain_are_dots_on_the_line(engine: Engine) -> None:
    people = (
        replace(BRANDT, id="top", reports_to=None),
        MapPerson("middle", "Middle", reports_to="top"),
        replace(BRANDT, id="low", reports_to="middle"),
    )
    root = drawn(engine, important_only(PowerMapInput(people)))
    assert "map-skip" in classes(root)
    assert "dazwischen nicht auf dieser Karte: 1" in titles(root)


def test_a_line_that_closes_a_circle_is_said(engine: Engine) -> None:
    people = (MapPerson("a", "A", reports_to="b"), MapPerson("b", "B", reports_to="a", influence=3))
    assert "B berichtet an A, damit schließt sich ein Kreis" in titles(drawn(engine, PowerMapInput(people)))


def test_ids_begin_with_the_prefix_so_that_two_maps_fit_on_a_page(engine: Engine) -> None:
    ids = {one.get("id") for one in drawn(engine, SMALL, "important").iter()} - {None}
    assert ids == {"important-title", "important-desc"}


@pytest.mark.parametrize("people", [(), (BRANDT,), (MapPerson("x", ""),)])
def test_nobody_and_one_person_make_a_drawing(engine: Engine, people: tuple[MapPerson, ...]) -> None:
    power_map = PowerMapInput(people)
    [layout] = laid_out(engine, power_map)
    figure = draw_figure(power_map, scene_of(power_map, layout), "de", "map")
    assert ("noch niemand" in figure) == (not people)


def test_only_people_of_ours_make_a_drawing(engine: Engine) -> None:
    assert "Jonas Weber" in said(drawn(engine, replace(SMALL, people=())))


def test_a_simplified_layout_is_drawn_without_divisions(engine: Engine) -> None:
    power_map = replace(SMALL, people=(replace(BRANDT, division="Marine"),), cluster_by_division=True)
    [layout] = laid_out(engine, power_map)
    assert len(scene_of(power_map, layout).divisions) == 1
    assert scene_of(power_map, Layout(layout.nodes, is_simplified=True)).divisions == ()


def test_crowded_gutters_are_widened(engine: Engine) -> None:
    people = (BRANDT, *(MapPerson(f"p{n}", f"P{n}", reports_to="brandt") for n in range(3)))
    below = tuple(MapPerson(f"q{n}", f"Q{n}", reports_to="p1") for n in range(3))
    quiet = PowerMapInput((*people, *below), staff=SMALL.staff)
    busy = replace(quiet, ties=tuple(OurTie("weber", "brandt", 1) for _ in range(14)))
    first, second = (
        scene_of(one, layout) for one, layout in zip((quiet, busy), laid_out(engine, quiet, busy), strict=True)
    )
    assert second.width > first.width
    assert second.people["p1"].width == WIDTH


def test_the_drawing_is_the_same_whatever_the_hash_seed() -> None:
    program = (
        "import hashlib; from random_maps import random_map; from kamsite.render.powermap.dot import to_dot; "
        "from kamsite.render.powermap.draw import draw; from kamsite.render.layout import find_engine, lay_out; "
        "maps = [random_map(n) for n in range(8)]; dots = [to_dot(m) for m in maps]; "
        "pages = [draw(m, l, 'de', 'x') for m, l in zip(maps, lay_out(dots, engine=find_engine()))]; "
        "print(hashlib.sha256(''.join(pages).encode()).hexdigest())"
    )
    seen = set()
    for seed in ("0", "99"):
        path = os.pathsep.join((str(REPOSITORY), str(Path(__file__).parent)))
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path}
        run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        seen.add(run.stdout)
    assert len(seen) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_explains_every_sign(language: str) -> None:
    legend = draw_legend("de" if language == "de" else "en")
    root = parsed(legend)
    assert {f"map-{one}" for one in ATTITUDES} <= classes(root)
    assert len(list(root.iter("li"))) == len(ATTITUDES) + 6 + len(ROLES) + 5
    assert all(svg.get("aria-hidden") == "true" for svg in root.iter("svg"))


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (-0.04, "0"), (1.0, "1"), (2.25, "2.2"), (-3.14, "-3.1")])
def test_numbers_have_one_decimal_at_most_and_no_minus_zero(value: float, text: str) -> None:
    assert num(value) == text


def test_a_map_without_assessments_says_nothing_of_them_not_even_that_they_are_unknown() -> None:
    people = (
        MapPerson("a", "Ada", roles=("decider",), is_assessed=False),
        MapPerson("b", "Bo", reports_to="a", is_assessed=False),
    )
    power_map = PowerMapInput(people)
    layout = Layout(
        {name: (100.0 * number, 90.0 * number) for number, name in enumerate(node_names(power_map).values())}
    )
    html = draw_figure(power_map, scene_of(power_map, layout), "en", "map")
    for word in ("Influence on", "Influences", "Attitude", "ontact", "nknown", "Mentor"):
        assert word not in html
    assert "Decider" in html


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Jonas Weber", "JW"), ("Dr. Arne Hellwig", "AH"), ("Dr.-Ing. Wolf Überlang-Weber von der Trave", "WT"),
     ("dr inż. Katarzyna Szymańska", "KS"), ("J. Weber", "JW"), ("Annemiek van der Meer", "AM"), ("陈伟玲", "陈伟"),
     ("Tan Wei Ling (陈伟玲)", "TL"), ("weber", "W"), ("Dr.", "D"), ("", "?")],
)  # fmt: skip
def test_the_initials_are_those_of_the_name_without_titles(name: str, letters: str) -> None:
    assert initials(name) == letters
