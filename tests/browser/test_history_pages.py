"""What tells of the past, in a real browser: version pages, comparisons, where values come from, recent changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from examplepast import NORDWIND, example_past
from test_example_site import violations

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]
LOOKS = [("", "light", 1280), ("en/", "dark", 390), ("", "dark", 1280), ("en/", "light", 390)]


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example plans with a history."""
    return example_past(tmp_path_factory)


@pytest.fixture(scope="session")
def pages(past: Path) -> list[str]:
    """The pages that tell of the past: lists, the history of values, two versions, a comparison."""
    versions = sorted(page.relative_to(past).as_posix() for page in (past / NORDWIND / "versions").glob("*/index.html"))
    pairs = [page for page in versions if "-" in page.split("/")[-2]]
    alone = [page for page in versions if page not in pairs]
    assert len(pairs) >= 2
    assert len(alone) >= 4
    return ["changes.html", f"{NORDWIND}/versions.html", f"{NORDWIND}/history.html", *alone[:2], pairs[0]]


@pytest.mark.parametrize("look", range(len(LOOKS)))
def test_nobody_is_shut_out_of_the_past(visit: Visit, past: Path, pages: list[str], axe: str, look: int) -> None:
    language, scheme, width = LOOKS[look]
    for page in pages[look % 2 :: 2]:
        tab = visit((past / language / page).as_uri(), width, color_scheme=scheme)
        assert violations(tab, axe) == [], f"{page} {language} {scheme} {width}"


def test_no_page_of_the_past_scrolls_sideways_on_a_small_phone(visit: Visit, past: Path, pages: list[str]) -> None:
    tab = visit((past / pages[0]).as_uri(), 360)
    for page in pages:
        for language in ("", "en/"):
            tab.goto((past / language / page).as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") <= 360, language + page


def test_a_sign_appears_at_a_value_and_leads_to_who_set_it(visit: Visit, past: Path) -> None:
    tab = visit((past / "en" / NORDWIND / "people.html").as_uri(), java_script_enabled=False)
    value = tab.locator("#brandt .badge", has_text="Negative").first
    sign = value.locator(".past--value")
    assert not sign.is_visible()
    value.hover()
    assert sign.is_visible()
    assert "Katja Jensen" in sign.get_attribute("title")
    sign.click()
    tab.wait_for_url("**/history.html#*")
    row = tab.locator("tr:target")
    assert "Brandt nach der Havarie" in row.inner_text()
    colour = "cell => getComputedStyle(cell).backgroundColor"
    others = tab.locator("tr.row--sub:not(:target) td").first
    assert row.locator("td").first.evaluate(colour) != others.evaluate(colour)


def test_signs_at_values_are_not_printed_and_stand_in_nobodys_way(visit: Visit, past: Path) -> None:
    tab = visit((past / NORDWIND / "people.html").as_uri())
    signs = tab.locator(".past--value")
    assert signs.count() > 200
    assert not any(sign.is_visible() for sign in signs.all()[:50])
    tab.emulate_media(media="print")
    assert not any(sign.is_visible() for sign in signs.all()[:50])


def test_a_comparison_prints_its_map_and_all_that_changed(visit: Visit, past: Path) -> None:
    versions = (past / "en" / NORDWIND / "versions").glob("*/index.html")
    page = next(page for page in sorted(versions) if "map-of-" in page.read_text("utf-8"))
    tab = visit(f"{page.as_uri()}#changes")
    said = tab.locator("#changes").inner_text()
    tab.emulate_media(media="print")
    printed = tab.locator("#changes").inner_text()
    assert "Dr. Sabine Brandt" in printed
    for line in said.splitlines():
        if "→" in line:
            assert line.strip() in printed, line
    boxes = [svg.bounding_box() for svg in tab.locator("#changes svg").all() if svg.is_visible()]
    assert any(box["height"] > 150 for box in boxes if box)
