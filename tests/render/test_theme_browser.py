"""The default theme in a real browser: small screens, no JavaScript, keyboard, paper."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_pages import page

from kamsite.render.theme import load_theme

pytestmark = pytest.mark.browser
GLOSSARY = (
    'kamsiteGlossary({"terms": [], "keys": [], "said": {"open": "Tasten", "title": "", "close": "", "off": ""}});'
)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
Visit = Callable[..., Any]


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Visit]:
    """Opens a page of a kind and collects what the browser complains about."""
    theme = load_theme(None)
    for file, content in theme.assets.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(content)
    (tmp_path / "assets/glossary").mkdir()
    (tmp_path / "assets/glossary/de.js").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', encoding="utf-8")
    contexts = []
    complaints: list[str] = []

    def open_page(kind: str = "chapter", text: str = "Nordwind", width: int = 1280, **options: Any) -> Any:
        (tmp_path / "page.html").write_text(page(theme, kind, "de", text), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto((tmp_path / "page.html").as_uri())
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("kind", ["portfolio", "overview", "chapter", "whole"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_page_scrolls_sideways(visit: Visit, kind: str, width: int) -> None:
    tab = visit(kind, LONG, width)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_strict_content_policy_forbids_nothing_that_a_page_needs(browser: Any) -> None:
    theme = load_theme(None)
    files = {f"/{file}": content for file, content in theme.assets.items()} | {"/logo.svg": b"<svg/>"}
    files["/assets/glossary/de.js"] = GLOSSARY.encode()
    files["/page.html"] = page(theme).encode()
    types = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
    context = browser.new_context()
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))

    def answer(route: Any) -> None:
        path = "/" + route.request.url.partition("//")[2].partition("/")[2]
        kind = types[path.rpartition(".")[2]]
        headers = {"Content-Security-Policy": "default-src 'self'", "Content-Type": kind}
        route.fulfill(status=200, headers=headers, body=files[path])

    tab.route("**/*", answer)
    tab.goto("http://plans.test/page.html")
    ground = tab.evaluate("getComputedStyle(document.querySelector('.chart-forecast')).maskImage")
    context.close()
    assert complaints == []
    assert "_hatch" in ground


def test_the_menu_is_folded_on_a_phone_and_open_beside_a_page(visit: Visit) -> None:
    assert not visit(width=390).locator(".menu__list").first.is_visible()
    assert visit(width=1280).locator(".menu__list").first.is_visible()


def test_the_menu_is_there_without_javascript(visit: Visit) -> None:
    assert visit(width=390, java_script_enabled=False).locator(".menu__list").first.is_visible()


def test_only_tables_that_scroll_are_a_stop_for_the_keyboard(visit: Visit) -> None:
    stops = "[...document.querySelectorAll('.table')].filter(box => box.hasAttribute('tabindex')).length"
    assert visit(width=1280).evaluate(stops) == 0
    assert visit(text=LONG + LONG, width=360).evaluate(stops) >= 0
    assert visit(width=1280, java_script_enabled=False).locator(".table[tabindex]").count() > 0


def test_the_first_stop_leads_to_the_content(visit: Visit) -> None:
    tab = visit()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#_content"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.tagName") == "MAIN"


def test_a_link_into_a_folded_part_unfolds_it(visit: Visit) -> None:
    tab = visit()
    tab.evaluate("document.querySelector('.twin tr[id]').id = 'inside'; location.hash = '#inside'")
    tab.wait_for_function("document.querySelector('.twin').open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_colours_of_the_system(visit: Visit, scheme: str) -> None:
    ground = visit(color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(int(part) for part in ground.removeprefix("rgb(").removesuffix(")").split(","))
    assert (brightness > 600) == (scheme == "light")


def test_paper_has_no_navigation(visit: Visit) -> None:
    tab = visit("whole")
    tab.emulate_media(media="print")
    for part in (".bar", ".menu", ".edit", ".foot", ".button"):
        assert not tab.locator(part).first.is_visible(), part
    assert tab.locator(".contents").is_visible()
