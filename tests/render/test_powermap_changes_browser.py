"""The map with changes in a real browser: chosen without JavaScript, nothing jumps, paper shows the changes."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from changed_maps import random_pair
from msgspec.structs import replace

from kamsite.language import LANGUAGES
from kamsite.model.analyses.mapchanges import map_changes
from kamsite.model.analyses.powermap import Influence, MapPerson, OurPerson, OurTie, PowerMapInput
from kamsite.render.layout import Engine, Layout, find_engine, lay_out
from kamsite.render.powermap.compared.canvas import canvas_of
from kamsite.render.powermap.compared.figure import draw_changes_figure
from kamsite.render.powermap.dot import to_dot
from kamsite.render.powermap.scene import scene_of

pytestmark = pytest.mark.browser
ASSETS = Path(__file__).resolve().parents[2] / "themes" / "default" / "assets"
Visit = Callable[..., Any]

VOGT = MapPerson("vogt", "Henrik Vogt", roles=("ratifier",), attitude="neutral", influence=3, href="#vogt")
BRANDT = MapPerson("brandt", "Sabine Brandt", roles=("decider",), attitude="positive", reports_to="vogt", href="#b")
KLOSE = MapPerson("klose", "Peter Klose", roles=("user",), attitude="enemy", reports_to="vogt", href="#klose")
OEZ = MapPerson("oez", "Çağla Öz", attitude="mentor", reports_to="vogt", href="#oez")
BEFORE = PowerMapInput(
    (VOGT, BRANDT, KLOSE),
    (Influence("klose", "brandt", 4),),
    (OurPerson("weber", "Jonas Weber"),),
    (OurTie("weber", "brandt", 2),),
)
AFTER = replace(
    BEFORE,
    people=(VOGT, replace(BRANDT, attitude="negative"), OEZ),
    influences=(Influence("oez", "brandt", 3),),
    ties=(OurTie("weber", "brandt", 4),),
)


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Visit]:
    """Opens a page with a map of changes from a file, under the policy that pages live with; collects complaints."""
    for name in ("site.css", "powermap.css", "powermap.js"):
        shutil.copy(ASSETS / name, tmp_path / name)
    engine = find_engine()
    assert isinstance(engine, Engine)
    contexts = []
    complaints: list[str] = []

    def open_map(*maps: PowerMapInput, language: str = "en", width: int = 1280, **options: Any) -> Any:
        canvas = canvas_of(map_changes(*(maps or (BEFORE, AFTER))))
        [layout] = lay_out([to_dot(canvas.power_map)], engine=engine)
        assert isinstance(layout, Layout)
        scene = scene_of(canvas.power_map, layout)
        figure = draw_changes_figure(canvas, scene, "de" if language == "de" else "en", "map")
        (tmp_path / "page.html").write_text(
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'self\' file:">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Map</title>'
            '<link rel="stylesheet" href="site.css"><link rel="stylesheet" href="powermap.css"></head>'
            f'<body><main><h1>Map</h1>{figure}</main><script src="powermap.js"></script></body></html>',
            encoding="utf-8",
        )
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto((tmp_path / "page.html").as_uri())
        return tab

    yield open_map
    for context in contexts:
        context.close()
    assert complaints == []


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """
async tags => {
  const wanted = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false};
  const found = await axe.run(document, wanted);
  return found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 200)).join(' | '));
}
"""
NAMES = """() => [...document.querySelectorAll('.map-person')].filter(card => card.getClientRects().length).map(card =>
  card.querySelector('.map-name').textContent + ' ' + card.dataset.attitude).sort()"""
PLACES = """() => Object.fromEntries([...document.querySelectorAll('.map-person, .map-our')]
  .filter(card => card.getClientRects().length).map(card => [card.dataset.node, card.getAttribute('transform')]))"""
TEXTS = """() => [...document.querySelectorAll('svg.map text')].filter(text => text.getClientRects().length)
  .map(text => text.textContent)"""
OUTSIDE = """() => [...document.querySelectorAll('.map-panel, .map-pill')].flatMap(box => {
  const own = box.getBBox(), texts = [];
  let next = box.nextElementSibling;
  for (; next && next.tagName === 'text'; next = next.nextElementSibling) texts.push(next);
  return texts.filter(text => {
    const line = text.getBBox();
    return line.x < own.x + 1 || line.x + line.width > own.x + own.width - 1
      || line.y < own.y - 1 || line.y + line.height > own.y + own.height + 1;
  }).map(text => text.textContent);
})"""


def choose(tab: Any, view: str) -> None:
    tab.locator(f'.powermap-times input[value="{view}"]').check()


def test_the_choice_works_without_javascript_and_nothing_jumps(visit: Visit) -> None:
    tab = visit(java_script_enabled=False)
    # Looking at the page is the test's own script: it runs in spite of the setting.
    seen, places = {}, {}
    for view in ("changes", "before", "after", "changes"):
        choose(tab, view)
        seen[view], places[view] = tab.evaluate(NAMES), tab.evaluate(PLACES)
    assert seen["before"] == ["Henrik Vogt neutral", "Peter Klose enemy", "Sabine Brandt positive"]
    assert seen["after"] == ["Henrik Vogt neutral", "Sabine Brandt negative", "Çağla Öz mentor"]
    assert seen["changes"] == [
        "Henrik Vogt neutral",
        "Peter Klose enemy",
        "Sabine Brandt negative",
        "Çağla Öz mentor",
    ]
    assert places["before"].items() <= places["changes"].items()
    assert places["after"].items() <= places["changes"].items()


def test_the_keyboard_chooses_too(visit: Visit) -> None:
    tab = visit(java_script_enabled=False)
    tab.locator('.powermap-times input[value="changes"]').focus()
    tab.keyboard.press("ArrowRight")
    assert "Peter Klose enemy" not in tab.evaluate(NAMES)
    tab.keyboard.press("ArrowLeft")
    tab.keyboard.press("ArrowLeft")
    assert "Çağla Öz mentor" not in tab.evaluate(NAMES)


def test_only_the_changes_say_what_changed(visit: Visit) -> None:
    tab = visit()
    texts = tab.evaluate(TEXTS)
    assert {"Positive → Negative", "2 → 4", "New on the map", "No longer on the map"} <= set(texts)
    for view in ("before", "after"):
        choose(tab, view)
        assert not any("→" in text or "on the map" in text for text in tab.evaluate(TEXTS))


def test_paper_always_shows_the_changes(visit: Visit) -> None:
    tab = visit()
    choose(tab, "before")
    tab.emulate_media(media="print")
    assert {"Positive → Negative", "New on the map"} <= set(tab.evaluate(TEXTS))
    assert "Çağla Öz mentor" in tab.evaluate(NAMES)
    assert not tab.locator(".powermap-times").is_visible()


def test_what_is_hidden_cannot_be_reached_by_keyboard(visit: Visit) -> None:
    tab = visit()
    choose(tab, "after")
    reached = tab.evaluate(
        "() => [...document.querySelectorAll('a.map-person')].filter(a => a.getClientRects().length).length"
    )
    assert reached == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_lie_inside_their_boxes(visit: Visit, language: str) -> None:
    for seed in (0, 3, 5, 9):
        tab = visit(*random_pair(seed, 20), language=language)
        assert tab.evaluate(OUTSIDE) == []


def test_the_map_begins_at_somebody_who_changed_on_a_phone(visit: Visit) -> None:
    tab = visit(*random_pair(7, 45), width=375)
    card = tab.locator(".map-person:is(.is-changed, .is-added, .is-removed)").first.bounding_box()
    assert 0 <= card["x"] <= 375
    assert tab.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.fixture(scope="module")
def axe() -> str:
    """The accessibility checker, as a script."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return (Path(package.__file__).parent / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["before", "changes", "after"])
def test_the_map_with_changes_is_accessible(visit: Visit, axe: str, view: str, scheme: str) -> None:
    tab = visit(color_scheme=scheme)
    tab.evaluate(axe)
    choose(tab, view)
    assert tab.evaluate(RUN_AXE, RULES) == []
