"""Suggestions below the search field of every page: from the disk and under a strict policy, by keys and by mouse."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_example_site import violations

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]


def suggested(tab: Any, query: str) -> list[str]:
    """What is suggested for a query, as soon as it is there."""
    tab.click(".find__field")
    tab.fill(".find__field", query)
    tab.wait_for_selector(f".find__list[data-answers='{query}']", state="attached")
    return [" ".join(text.split()) for text in tab.locator(".find__option").all_inner_texts()]


def chosen(tab: Any) -> str:
    """The option that the field points at."""
    name = tab.get_attribute(".find__field", "aria-activedescendant")
    return " ".join(tab.inner_text(f"#{name}").split()) if name else ""


def test_a_person_is_suggested_and_opened_with_two_keys(visit: Visit, example: Path) -> None:
    tab = visit((example / "nordwind-antriebe/strategy.html").as_uri())
    assert suggested(tab, "brand")[0] == "Dr. Sabine Brandt Person Nordwind Antriebe AG"
    tab.keyboard.press("ArrowDown")
    assert chosen(tab) == "Dr. Sabine Brandt Person Nordwind Antriebe AG"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/nordwind-antriebe/people.html#brandt")


def test_it_works_under_a_strict_policy_in_the_other_language(visit: Visit, address: str) -> None:
    tab = visit(f"{address}/en/nordskarv-energi/index.html")
    assert "Thornmere Packaging Systems plc Customer" in suggested(tab, "thornmere")
    tab.click(".find__option:has-text('Thornmere Packaging Systems plc'):has-text('Customer')")
    tab.wait_for_url("**/en/thornmere-packaging/index.html")


def test_arrows_lead_round_and_back_to_the_field(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri())
    options = suggested(tab, "siebert")
    assert options[-1] == "Alle Treffer zu „siebert“"
    tab.keyboard.press("ArrowUp")
    assert chosen(tab) == options[-1]
    tab.keyboard.press("ArrowDown")
    assert chosen(tab) == ""
    tab.keyboard.press("ArrowDown")
    assert chosen(tab) == options[0]
    assert tab.locator(".find__option[aria-selected=true]").count() == 1


def test_escape_closes_and_enter_without_a_choice_searches(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri())
    suggested(tab, "netz")
    assert tab.get_attribute(".find__field", "aria-expanded") == "true"
    tab.keyboard.press("Escape")
    assert tab.get_attribute(".find__field", "aria-expanded") == "false"
    assert not tab.locator(".find__list").is_visible()
    assert tab.input_value(".find__field") == "netz"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search.html?q=netz")


def test_where_nothing_is_found_no_list_opens_and_it_is_told(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri())
    assert suggested(tab, "qqxxzz") == []
    assert not tab.locator(".find__list").is_visible()
    assert tab.inner_text(".find [role=status]") == "Keine Vorschläge"


def test_leaving_the_field_closes_the_list(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri())
    suggested(tab, "nordwind")
    tab.keyboard.press("Tab")
    assert not tab.locator(".find__list").is_visible()


def test_nothing_of_the_search_is_loaded_before_somebody_comes_to_the_field(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri())
    assert tab.evaluate("typeof window.kamsiteFind") == "undefined"
    assert tab.locator("[role=combobox]").count() == 0


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_an_open_list_is_accessible_and_fits(visit: Visit, example: Path, axe: str, scheme: str, width: int) -> None:
    tab = visit((example / "index.html").as_uri(), width)
    tab.emulate_media(color_scheme=scheme)
    suggested(tab, "nordwind")
    tab.keyboard.press("ArrowDown")
    assert violations(tab, axe) == []
    box = tab.locator(".find__list").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
