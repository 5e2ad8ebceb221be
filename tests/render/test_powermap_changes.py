"""The map with changes drawn in: one drawing of which each view shows its part, everything that changed marked."""

import re
from collections import Counter
from xml.etree import ElementTree

import pytest
from changed_maps import random_pair
from msgspec.structs import replace

from kamsite.language import LANGUAGES, told
from kamsite.model.analyses.mapchanges import Fate, important_changes, map_changes
from kamsite.model.analyses.powermap import Influence, MapPerson, OurPerson, OurTie, PowerMapInput
from kamsite.render.layout import Engine, Layout, find_engine, lay_out
from kamsite.render.powermap.compared.canvas import Canvas, canvas_of
from kamsite.render.powermap.compared.draw import draw_changes
from kamsite.render.powermap.compared.figure import draw_changes_figure
from kamsite.render.powermap.dot import node_names, staff_names, to_dot
from kamsite.render.powermap.scene import Scene, scene_of

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = ("before", "changes", "after")
VOGT = MapPerson("vogt", "Henrik Vogt", influence=3)
BRANDT = MapPerson("brandt", "Sabine Brandt", roles=("decider",), influence=5, attitude="positive", reports_to="vogt")
OEZ = MapPerson("oez", "Çağla Öz", influence=4, attitude="mentor", reports_to="vogt")
WEBER = OurPerson("weber", "Jonas Weber")
BEFORE = PowerMapInput(
    (VOGT, BRANDT, OEZ), (Influence("brandt", "vogt", 3),), (WEBER,), (OurTie("weber", "brandt", 2),)
)
Drawn = tuple[Canvas, Scene]


@pytest.fixture(scope="module")
def engine() -> Engine:
    found = find_engine()
    assert isinstance(found, Engine)
    return found


def laid_out(engine: Engine, *pairs: tuple[PowerMapInput, PowerMapInput]) -> list[Drawn]:
    canvases = [canvas_of(important_changes(map_changes(*pair))) for pair in pairs]
    layouts = lay_out([to_dot(one.power_map) for one in canvases], engine=engine)
    assert all(isinstance(layout, Layout) for layout in layouts)
    return [
        (canvas, scene_of(canvas.power_map, layout))
        for canvas, layout in zip(canvases, layouts, strict=True)
        if isinstance(layout, Layout)
    ]


@pytest.fixture(scope="module")
def drawings(engine: Engine) -> list[tuple[Canvas, ElementTree.Element]]:
    """Many random pairs, drawn."""
    found = laid_out(engine, *(random_pair(seed) for seed in range(70)))
    return [(canvas, parsed(draw_changes(canvas, scene, "de", "map"))) for canvas, scene in found]


def drawn(
    engine: Engine, after: PowerMapInput, language: str = "en", before: PowerMapInput = BEFORE
) -> ElementTree.Element:
    ((canvas, scene),) = laid_out(engine, (before, after))
    return parsed(draw_changes(canvas, scene, "de" if language == "de" else "en", "map"))


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)  # noqa: S314 - our own drawing


def shown(element: ElementTree.Element, view: str) -> list[ElementTree.Element]:
    """What a view shows, by the classes alone."""
    css = set(element.get("class", "").split())
    if f"not-{view}" in css or any(f"only-{other}" in css for other in VIEWS if other != view):
        return []
    return [element] + [inner for child in element for inner in shown(child, view)]


def having(element: ElementTree.Element, view: str, css: str) -> list[ElementTree.Element]:
    return [one for one in shown(element, view) if css in one.get("class", "").split()]


def nodes(element: ElementTree.Element, view: str, css: str = "map-person") -> Counter[str]:
    return Counter(one.get("data-node", "") for one in having(element, view, css))


def text_of(element: ElementTree.Element, view: str) -> str:
    return " | ".join("".join(one.itertext()) for one in shown(element, view) if one.tag == f"{SVG}text")


def test_each_view_shows_everybody_of_its_side_once(drawings: list[tuple[Canvas, ElementTree.Element]]) -> None:
    for canvas, root in drawings:
        names = node_names(canvas.power_map)
        turns = canvas.changes.people
        before = Counter(names[id_] for id_, turn in turns.items() if turn.before is not None)
        after = Counter(names[id_] for id_, turn in turns.items() if turn.after is not None)
        assert nodes(root, "before") == before
        assert nodes(root, "after") == after
        assert nodes(root, "changes") == before | after
        ours = staff_names(canvas.power_map)
        staff = canvas.changes.staff
        assert nodes(root, "before", "map-our") == Counter(
            ours[id_] for id_, turn in staff.items() if turn.before is not None
        )


def test_everybody_who_changed_is_marked_among_the_changes_and_nowhere_else(
    drawings: list[tuple[Canvas, ElementTree.Element]],
) -> None:
    seen: Counter[Fate] = Counter()
    for canvas, root in drawings:
        names = node_names(canvas.power_map)
        for fate in (Fate.ADDED, Fate.REMOVED, Fate.CHANGED):
            marked = {
                card.get("data-node")
                for card in having(root, "changes", "map-person")
                if having(card, "changes", f"map-panel--{fate}") and having(card, "changes", f"map-disc--{fate}")
            }
            assert marked == {names[id_] for id_ in canvas.changes.of_fate(fate)}
            seen[fate] += len(marked)
        for view in ("before", "after"):
            for mark in ("map-panel", "map-disc", "map-change-frame", "map-pill", "map-halo"):
                assert not having(root, view, mark)
    assert min(seen[fate] for fate in (Fate.ADDED, Fate.REMOVED, Fate.CHANGED)) > 20


def test_each_view_shows_the_lines_of_its_side(drawings: list[tuple[Canvas, ElementTree.Element]]) -> None:
    for canvas, root in drawings:
        names, ours = node_names(canvas.power_map), staff_names(canvas.power_map)
        for view, is_after in (("before", False), ("after", True)):
            flows = [turn.after if is_after else turn.before for turn in canvas.changes.influences.values()]
            arrows = Counter(f"{names[one.source]} {names[one.target]}" for one in flows if one is not None)
            heads = [one for one in having(root, view, "map-influence") if having(one, view, "map-head")]
            assert Counter(one.get("data-ends") for one in heads) == arrows
            relations = [turn.after if is_after else turn.before for turn in canvas.changes.ties.values()]
            wanted = Counter(f"{ours[one.staff]} {names[one.person]}" for one in relations if one is not None)
            lines = [one for one in having(root, view, "map-tie") if one.find(f"{SVG}title") is not None]
            assert Counter(one.get("data-ends") for one in lines) == wanted


def test_lines_to_superiors_are_there_on_their_side_alone(drawings: list[tuple[Canvas, ElementTree.Element]]) -> None:
    for canvas, root in drawings:
        names = node_names(canvas.power_map)
        for view, absent in (("before", Fate.ADDED), ("after", Fate.REMOVED)):
            wanted = {
                f"{names[low]} {names[high]}"
                for (low, high), fate in canvas.changes.lines.items()
                if fate is not absent and low in names and high in names and fate is not Fate.SAME
            }
            there = {one.get("data-ends") for one in having(root, view, "map-reporting")}
            gone = {
                f"{names[low]} {names[high]}"
                for (low, high), fate in canvas.changes.lines.items()
                if fate is absent and low in names and high in names
            }
            assert wanted <= there
            assert not gone & there


def test_ids_are_unique_and_words_lie_inside_the_drawing(drawings: list[tuple[Canvas, ElementTree.Element]]) -> None:
    for _, root in drawings:
        ids = [one.get("id") for one in root.iter() if one.get("id")]
        assert len(ids) == len(set(ids)) == 2
        width = float(root.get("width", "0"))
        for pill in (one for one in root.iter() if "map-pill" in one.get("class", "").split()):
            assert 0 <= float(pill.get("x", "-1")) <= width - float(pill.get("width", "0"))


def test_what_changed_stands_inside_the_card(engine: Engine) -> None:
    for canvas, scene in laid_out(engine, *(random_pair(seed) for seed in range(40))):
        for language in LANGUAGES:
            root = parsed(draw_changes(canvas, scene, language, "map"))
            boxes = {node: scene.people[id_] for id_, node in node_names(canvas.power_map).items()}
            for card in having(root, "changes", "map-person"):
                box = boxes[card.get("data-node", "")]
                panels = [one for one in card.iter() if "map-panel" in one.get("class", "").split()]
                for panel in panels:
                    top, height = float(panel.get("y", "0")), float(panel.get("height", "0"))
                    lines = [float(one.get("y", "0")) for one in card.iter() if one.get("class") == "map-panel-text"]
                    titles = [
                        float(one.get("y", "0"))
                        for one in card.iter()
                        if one.get("class") in ("map-name", "map-title", "map-department")
                    ]
                    assert max(titles, default=0) < top < min(lines)
                    assert max(lines) < top + height < box.height


def test_the_words_say_what_changed(engine: Engine) -> None:
    after = replace(BEFORE, people=(VOGT, replace(BRANDT, attitude="negative", influence=3, roles=("buyer",)), OEZ))
    text = text_of(drawn(engine, after), "changes")
    assert "Positive → Negative" in text
    assert "Influence 5 → 3" in text
    assert "+ Buyer, − Decider" in text
    assert "Positiv → Negativ" in text_of(drawn(engine, after, "de"), "changes")
    assert "→" not in text_of(drawn(engine, after), "before") + text_of(drawn(engine, after), "after")


def test_a_new_and_a_former_superior_are_told(engine: Engine) -> None:
    root = drawn(engine, replace(BEFORE, people=(VOGT, BRANDT, replace(OEZ, reports_to="brandt"))))
    text = text_of(root, "changes")
    assert "Superior: Henrik Vogt → | Sabine Brandt" in text
    assert "new" in text
    assert "gone" in text
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert "Çağla Öz no longer reports to Henrik Vogt" in titles


def test_lines_say_how_strong_they_were_and_are(engine: Engine) -> None:
    after = replace(
        BEFORE,
        influences=(Influence("brandt", "vogt", 5), Influence("oez", "vogt", 1)),
        ties=(OurTie("weber", "brandt", 4), OurTie("weber", "oez", None)),
    )
    text = text_of(drawn(engine, after), "changes")
    assert "3 → 5" in text
    assert "2 → 4" in text
    assert "new: 1" in text
    assert "| new |" in f"| {text} |"


def test_the_description_says_what_changed(engine: Engine) -> None:
    root = drawn(engine, replace(BEFORE, people=(VOGT, replace(BRANDT, attitude="negative"))), "de")
    description = root.findtext(f"{SVG}desc") or ""
    assert description.startswith("1 Person geändert, 1 Person entfallen")
    assert "Sabine Brandt: Geändert: Positiv → Negativ." in description
    assert "Çağla Öz: Nicht mehr auf der Karte." in description


def test_both_languages_at_once_say_what_each_says_alone(engine: Engine) -> None:
    for canvas, scene in laid_out(engine, *(random_pair(seed) for seed in range(12))):
        whole = draw_changes_figure(canvas, scene, "both", "map")
        for language in LANGUAGES:
            assert told(whole, language) == draw_changes_figure(canvas, scene, language, "map")


def test_hostile_names_stay_text(engine: Engine) -> None:
    evil = '<script>alert("x")</script>'
    after = replace(BEFORE, people=(replace(VOGT, name=evil, title="{0} %s"), replace(BRANDT, title=evil), OEZ))
    ((canvas, scene),) = laid_out(engine, (BEFORE, after))
    figure = draw_changes_figure(canvas, scene, "en", "map")
    assert "<script" not in figure
    assert not re.search(r"\sstyle=|\son\w+=", figure)


def test_the_choice_needs_no_script_and_begins_with_the_changes(engine: Engine) -> None:
    ((canvas, scene),) = laid_out(engine, (BEFORE, replace(BEFORE, people=(VOGT, BRANDT))))
    figure = draw_changes_figure(canvas, scene, "en", "map-x")
    choices = re.findall(r'<input type="radio" name="map-x-time" value="(\w+)"( checked)?>', figure)
    assert choices == [("before", ""), ("changes", " checked"), ("after", "")]
