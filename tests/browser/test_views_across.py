"""Pages across accounts in a real browser: the navigation on a phone, what can be chosen without a script."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]


@pytest.mark.parametrize("page", ["findings.html", "pipeline.html", "index.html"])
def test_on_a_phone_the_entry_of_the_page_is_in_sight(visit: Visit, example: Path, page: str) -> None:
    tab = visit((example / page).as_uri(), 360)
    entry = tab.locator(".bar__nav > ul > li > [aria-current], .bar__nav summary.is-current").bounding_box()
    assert entry["x"] >= 0
    assert entry["x"] + entry["width"] <= 360


def shown(tab: Any, rows: str) -> int:
    return sum(row.is_visible() for row in tab.locator(rows).all())


def test_projects_of_a_kind_are_chosen_without_a_script(visit: Visit, example: Path) -> None:
    tab = visit((example / "pipeline.html").as_uri(), java_script_enabled=False)
    everything = shown(tab, "#projects tbody tr:not(.row--group)")
    tenders = tab.locator("#projects .is-tender").count()
    assert 0 < tenders < everything
    tab.click("#only-tender")
    assert shown(tab, "#projects tbody tr:not(.row--group)") == tenders


def test_fields_of_a_status_are_chosen_with_their_account(visit: Visit, example: Path) -> None:
    tab = visit((example / "white-space.html").as_uri(), java_script_enabled=False)
    tab.click("#only-blocked")
    for row in tab.locator("#all tbody tr").all():
        assert row.is_visible() == (row.locator(".is-blocked").count() > 0)


def test_questions_that_are_overdue_are_chosen_without_a_script(visit: Visit, example: Path) -> None:
    tab = visit((example / "open-questions.html").as_uri(), java_script_enabled=False)
    assert tab.locator("#due").is_visible()
    tab.click("#only-late")
    assert not tab.locator("#due").is_visible()
    assert tab.locator("#late").is_visible()


def test_sources_of_a_kind_are_chosen_and_the_sums_stay(visit: Visit, example: Path) -> None:
    tab = visit((example / "sources.html").as_uri(), java_script_enabled=False)
    tab.click("#only-visit")
    rows = [row for row in tab.locator("#sources tbody tr:not(.row--group)").all() if row.is_visible()]
    assert rows
    assert all(row.locator(".is-visit").count() for row in rows)
    assert tab.locator("#single").is_visible()


def test_the_weighted_volume_of_an_owner_is_grouped_and_added_up(visit: Visit, example: Path) -> None:
    tab = visit((example / "pipeline.html").as_uri() + "#projects?group=owner")
    first = " ".join(tab.locator("#projects tbody tr").first.inner_text().split())
    assert first == "Beatriz Carvalho 1 210 Tsd. € 110 Tsd. €"


PAPER = 673  # A4 less its margins, in pixels


@pytest.mark.parametrize(
    "page",
    [
        "pipeline",
        "potential",
        "white-space",
        "competitors",
        "open-questions",
        "sources",
        "our-people",
        "our-people-weber",
    ],
)
def test_pages_fit_on_paper(visit: Visit, example: Path, page: str) -> None:
    tab = visit((example / f"{page}.html").as_uri(), PAPER)
    tab.emulate_media(media="print")
    assert tab.evaluate("document.documentElement.scrollWidth") <= PAPER


def test_on_a_phone_the_words_of_the_glossary_stay_whole(visit: Visit, example: Path) -> None:
    tab = visit((example / "glossary.html").as_uri(), width=390)
    narrowest = "Math.min(...[...document.querySelectorAll('.table :is(td, th)')].map(cell => cell.clientWidth))"
    assert tab.evaluate(narrowest) > 60


def test_on_a_phone_charts_shrink_only_as_far_as_they_can_be_read(visit: Visit, example: Path) -> None:
    tab = visit((example / "key-figures.html").as_uri(), width=360)
    scales = "[...document.querySelectorAll('.drawing .chart')].map(one => one.clientWidth / one.viewBox.baseVal.width)"
    assert min(tab.evaluate(scales)) > 0.75
