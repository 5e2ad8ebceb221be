"""Reading long pages in a real browser: the contents follow, a lasting address is copied."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
