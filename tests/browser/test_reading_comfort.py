"""Reading long pages in a real browser: the contents follow, a lasting address is copied."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_example_site import violations

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]
LARGE = "nordwind-antriebe"


def marked(tab: Any) -> list[str]:
    texts: list[str] = tab.locator(".menu__inside [aria-current]").all_text_contents()
    return texts


def test_the_contents_tell_which_section_is_being_read(visit: Visit, example: Path) -> None:
    tab = visit((example / "en" / LARGE / "strategy.html").as_uri())
    sections = tab.locator(".menu__inside a").all_text_contents()
    assert marked(tab) == sections[:1]
    tab.evaluate("document.getElementById('section-pipeline').scrollIntoView()")
    tab.wait_for_function("document.querySelector('.menu__inside [aria-current]').textContent === 'Key projects'")
    tab.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    tab.wait_for_function(
        "text => document.querySelector('.menu__inside [aria-current]').textContent === text", arg=sections[-1]
    )
    assert len(marked(tab)) == 1


def test_of_sections_side_by_side_the_contents_mark_the_one_that_was_asked_for(visit: Visit, example: Path) -> None:
    tab = visit((example / LARGE / "index.html").as_uri())
    links = tab.locator(".menu__inside a")
    assert links.count() > 8
    for at in range(links.count()):
        links.nth(at).click()
        text = links.nth(at).inner_text()
        tab.wait_for_function(
            "text => document.querySelector('.menu__inside [aria-current]').innerText === text", arg=text, timeout=5000
        )


def test_a_lasting_address_is_copied(visit: Visit, example: Path) -> None:
    tab = visit((example / LARGE / "people.html").as_uri())
    link = tab.locator(".version__link")
    if not link.count():
        pytest.skip("the example plans have changes that are not committed")
    address = link.evaluate("link => link.href")
    link.click()
    assert "Kopiert" in tab.inner_text(".copied")
    tab.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
    tab.focus("#paste")
    tab.keyboard.press("Control+V")
    assert tab.input_value("#paste") == address
    assert address.endswith("/index.html#people")


def test_a_term_is_explained_where_it_is_met(visit: Visit, example: Path, axe: str) -> None:
    for scheme, width in (("light", 1280), ("dark", 390)):
        tab = visit((example / LARGE / "index.html").as_uri(), width, color_scheme=scheme)
        tab.wait_for_selector(".term")
        terms = tab.locator(".term").all_text_contents()
        assert "Entscheider" in terms
        assert len(terms) == len(set(terms))
        tab.locator(".term >> text=Entscheider").focus()
        assert tab.inner_text("[role=tooltip]").startswith("Hat bei einem Kauf das letzte Wort.")
        assert violations(tab, axe) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.keyboard.press("Escape")
        assert not tab.locator("[role=tooltip]").count()
    tab.click(".term >> text=Entscheider")
    tab.wait_for_url("**/glossary.html#decider")


def test_keys_lead_on_and_can_be_switched_off(visit: Visit, example: Path, axe: str) -> None:
    tab = visit((example / "en" / LARGE / "plan.html").as_uri())
    tab.wait_for_selector(".foot__keys")
    tab.keyboard.press("n")
    tab.wait_for_url("**/customer.html")
    tab.keyboard.press("m")
    tab.wait_for_url("**/map.html")
    tab.keyboard.press("o")
    tab.wait_for_url("**/en/nordwind-antriebe/index.html")
    tab.wait_for_selector(".foot__keys")
    tab.keyboard.press("?")
    assert "Next chapter" in tab.inner_text("dialog[open]")
    assert violations(tab, axe) == []
    tab.uncheck("dialog input")
    tab.keyboard.press("Escape")
    tab.keyboard.press("a")
    tab.wait_for_timeout(300)
    assert tab.url.endswith("/en/nordwind-antriebe/index.html")


def test_pages_explain_themselves_from_a_server_with_a_strict_policy(visit: Visit, address: str) -> None:
    tab = visit(f"{address}/en/{LARGE}/index.html")
    tab.wait_for_selector(".term")
    tab.locator(".term >> nth=0").hover()
    box = tab.locator("[role=tooltip]").bounding_box()
    assert box["x"] > 0
    assert box["y"] > 0


@pytest.mark.parametrize("width", [360, 1280])
def test_a_title_without_end_leaves_the_bar_low(visit: Visit, example: Path, width: int) -> None:
    tab = visit((example / "index.html").as_uri(), width)
    tab.evaluate("document.querySelector('.brand__name').textContent = 'Kundenpläne der Gesellschaft '.repeat(200)")
    assert tab.locator(".bar").bounding_box()["height"] < 140
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
