"""The power map in a real browser: boxes hold their text, tools work, nothing is lost without them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from random_maps import PEOPLE, random_map

from kamsite.language import LANGUAGES, Language
from kamsite.model.analyses.powermap import ROLES, Influence, MapPerson, OurPerson, OurTie, PowerMapInput
from kamsite.render.layout import Engine, Layout, find_engine, lay_out
from kamsite.render.powermap.dot import to_dot
from kamsite.render.powermap.figure import draw_figure
from kamsite.render.powermap.scene import scene_of

pytestmark = pytest.mark.browser
ASSETS = Path(__file__).resolve().parents[2] / "themes" / "default" / "assets"
Visit = Callable[..., Any]

TEAM = PowerMapInput(
    people=(
        MapPerson("vogt", "Henrik Vogt", roles=("ratifier",), attitude="neutral", influence=3, href="#vogt"),
        MapPerson(
            "brandt", "Sabine Brandt", roles=("decider",), attitude="positive", reports_to="vogt", href="#brandt"
        ),
        MapPerson("klose", "Peter Klose", roles=("user",), attitude="enemy", reports_to="vogt", href="#klose"),
        MapPerson("oez", "Çağla Öz", roles=("user",), attitude="mentor", division="Kiel", reports_to="klose"),
    ),
    influences=(Influence("klose", "brandt", 4),),
    staff=(OurPerson("weber", "Jonas Weber", href="#weber"), OurPerson("kaya", "Deniz Kaya")),
    ties=(OurTie("weber", "brandt", 4), OurTie("kaya", "klose", None)),
)


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Visit]:
    """Opens a page with a map from a file, under the policy that pages live with, and collects complaints."""
    for name in ("site.css", "powermap.css", "powermap.js"):
        shutil.copy(ASSETS / name, tmp_path / name)
    engine = find_engine()
    assert isinstance(engine, Engine)
    contexts = []
    complaints: list[str] = []

    def open_map(
        power_map: PowerMapInput = TEAM, language: Language = "de", width: int = 1280, address: str = "", **options: Any
    ) -> Any:
        [layout] = lay_out([to_dot(power_map)], engine=engine)
        assert isinstance(layout, Layout)
        figure = draw_figure(power_map, scene_of(power_map, layout), language, "map")
        (tmp_path / "page.html").write_text(
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'self\' file:">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Map</title>'
            '<link rel="stylesheet" href="site.css"><link rel="stylesheet" href="powermap.css"></head>'
            f'<body><main>{figure}</main><script src="powermap.js"></script></body></html>',
            encoding="utf-8",
        )
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto((tmp_path / "page.html").as_uri() + address)
        return tab

    yield open_map
    for context in contexts:
        context.close()
    assert complaints == []


OUTSIDE = """() => [...document.querySelectorAll('.map-person, .map-our')].flatMap(card => {
  const box = card.querySelector('.map-card, .map-our-card').getBBox();
  return [...card.querySelectorAll('text')].filter(text => {
    const own = text.getBBox();
    return own.x < box.x + 1 || own.x + own.width > box.x + box.width - 1
      || own.y + own.height > box.y + box.height + 1;
  }).map(text => text.textContent);
})"""

TOUCHING = """() => [...document.querySelectorAll('.map-person, .map-our')].flatMap(card => {
  const texts = [...card.querySelectorAll('text')];
  const inside = (a, b) => a.x + 0.5 < b.x + b.width && b.x + 0.5 < a.x + a.width
    && a.y + a.height * 0.3 < b.y + b.height * 0.8 && b.y + b.height * 0.3 < a.y + a.height * 0.8;
  return texts.flatMap((one, at) => texts.slice(at + 1).filter(other => inside(one.getBBox(), other.getBBox()))
    .map(other => one.textContent + ' | ' + other.textContent));
})"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_stays_inside_its_card_and_off_the_others(visit: Visit, language: Language) -> None:
    people = tuple(
        MapPerson(
            f"p{number}",
            *texts,
            roles=ROLES[number % 8 :] if number % 3 else ROLES[:2],
            influence=None if number % 2 else 5,
            attitude=("unknown", "neutral", "enemy", "positive")[number % 4],
            contact=None if number % 5 == 0 else 3,
            uncovered=number % 4 == 0,
            left=number == 7,
        )
        for number, texts in enumerate(PEOPLE)
    )
    staff = tuple(OurPerson(f"s{number}", name, title) for number, (name, title, _) in enumerate(PEOPLE))
    ties = tuple(OurTie(one.id, "p1", 3) for one in staff)
    tab = visit(PowerMapInput(people, staff=staff, ties=ties), language, java_script_enabled=True)
    assert tab.evaluate(OUTSIDE) == []
    assert tab.evaluate(TOUCHING) == []


def test_random_maps_keep_their_texts_in_their_boxes(visit: Visit) -> None:
    for seed in range(6):
        assert visit(random_map(seed)).evaluate(OUTSIDE) == []


def test_without_scripts_the_map_is_complete_and_scrolls_on_a_phone(visit: Visit) -> None:
    tab = visit(random_map(5, people=30), width=360, java_script_enabled=False)
    assert tab.locator(".map-person").count() == 30
    assert not tab.locator(".powermap-tools").is_visible()
    assert tab.locator(".map-legend").is_visible()
    shrunk = tab.locator(".map").evaluate("map => map.getBoundingClientRect().width / map.viewBox.baseVal.width")
    assert shrunk >= 0.69
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_filters_dim_those_who_do_not_match_and_say_how_many_do(visit: Visit) -> None:
    tab = visit()
    tab.get_by_label("Rolle").select_option("user")
    assert tab.locator(".map-person:not(.is-dimmed)").count() == 2
    assert tab.get_by_role("status").text_content() == "2 von 4 Personen passen."
    tab.get_by_label("Einstellung").select_option("mentor")
    assert tab.get_by_role("status").text_content() == "1 von 4 Personen passen."
    tab.get_by_label("Rolle").select_option("")
    tab.get_by_label("Einstellung").select_option("")
    assert tab.locator(".is-dimmed").count() == 0


def test_a_filter_is_kept_in_the_address_and_found_again(visit: Visit) -> None:
    tab = visit()
    tab.get_by_label("Bereich").select_option("Kiel")
    assert tab.url.endswith("#map?division=Kiel")
    again = visit(address="#map?division=Kiel&without=tie")
    assert again.get_by_label("Bereich").input_value() == "Kiel"
    assert again.locator(".map-person:not(.is-dimmed)").count() == 1
    assert not again.locator(".map-tie .map-tie-outer").first.is_visible()


def test_lines_of_a_kind_can_be_hidden(visit: Visit) -> None:
    tab = visit()
    tab.get_by_label("Einfluss", exact=True).uncheck()
    assert not tab.locator(".map .map-influence .map-shaft").first.is_visible()
    assert tab.locator(".map .map-reporting").first.is_visible()


def test_the_keyboard_zooms_and_pans(visit: Visit) -> None:
    tab = visit(random_map(5, people=30))
    view = tab.locator(".powermap-view")
    width = "() => document.querySelector('.map').getBoundingClientRect().width"
    before = tab.evaluate(width)
    view.focus()
    tab.keyboard.press("+")
    assert tab.evaluate(width) == pytest.approx(before * 1.25, rel=0.01)
    left = view.evaluate("view => view.scrollLeft")
    tab.keyboard.press("ArrowRight")
    assert view.evaluate("view => view.scrollLeft") > left
    tab.keyboard.press("0")
    assert tab.evaluate(width) <= view.evaluate("view => view.clientWidth")


def test_buttons_zoom_and_the_wheel_zooms_with_control_only(visit: Visit) -> None:
    tab = visit()
    width = "() => document.querySelector('.map').getBoundingClientRect().width"
    before = tab.evaluate(width)
    tab.get_by_role("button", name="Größer").click()
    assert tab.evaluate(width) > before
    tab.get_by_role("button", name="Ganze Karte").click()
    before = tab.evaluate(width)
    tab.locator(".map-person").first.hover()
    tab.mouse.wheel(0, 100)
    assert tab.evaluate(width) == before
    tab.keyboard.down("Control")
    tab.mouse.wheel(0, -100)
    tab.wait_for_function(f"({width})() > {before}")


def test_dragging_pans_and_does_not_follow_a_link(visit: Visit) -> None:
    tab = visit(random_map(5, people=30))
    view = tab.locator(".powermap-view")
    for _ in range(4):
        tab.get_by_role("button", name="Größer").click()
    view.evaluate("view => { view.scrollLeft = 300; view.scrollTop = 100; }")
    address = tab.url
    box = view.bounding_box()
    tab.mouse.move(box["x"] + 200, box["y"] + 200)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 120, box["y"] + 150, steps=4)
    tab.mouse.up()
    assert view.evaluate("view => [view.scrollLeft, view.scrollTop]") == [380, 150]
    assert tab.url == address


def test_a_person_in_focus_lights_up_their_lines(visit: Visit) -> None:
    tab = visit()
    tab.locator(".powermap-view").focus()
    for _ in range(2):
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#brandt"
    lit = tab.locator(".is-lit[data-node]").evaluate_all("cards => cards.map(card => card.dataset.node).sort()")
    assert lit == ["p0", "p1", "p2", "s0"]
    tab.keyboard.press("Tab")
    assert "is-lit" not in (tab.locator("[data-node=s0]").get_attribute("class") or "")


def test_dark_and_light_colours_can_be_told_from_their_ground(visit: Visit) -> None:
    contrast = """() => {
      const channel = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
        return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
      const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
      const fill = (card, name) => getComputedStyle(card.querySelector(name)).fill;
      return Math.min(...[...document.querySelectorAll('.map-person')].flatMap(card => [
        ratio(fill(card, '.map-word'), fill(card, '.map-band')),
        ratio(fill(card, '.map-name'), fill(card, '.map-card')),
        ratio(fill(card, '.map-small'), fill(card, '.map-card'))]));
    }"""
    attitudes = ("mentor", "positive", "neutral", "negative", "enemy", "unknown")
    people = tuple(replace(TEAM.people[0], id=one, attitude=one) for one in attitudes)
    for scheme in ("light", "dark"):
        assert visit(PowerMapInput(people), color_scheme=scheme).evaluate(contrast) >= 4.5
