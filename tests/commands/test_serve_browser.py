"""The site while somebody writes, in a real browser: it reloads itself, and nothing breaks the content policy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from smallplans import PEOPLE, begun, followed, served, small_plans, write

pytestmark = pytest.mark.browser
BROKEN = PEOPLE.replace("attitude: positive", "attitude: '<img src=x onerror=alert(1)>'")
OVERLAY = "#kamsite-serve"


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A browser's page that notes every complaint in `tab.complaints`."""
    context = browser.new_context()
    tab = context.new_page()
    tab.complaints = []
    tab.on("console", lambda message: tab.complaints.append(message.text))
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    yield tab
    context.close()


def test_a_page_reloads_itself_and_shows_errors_until_they_are_mended(tab: Any, tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    site = begun(plans)
    with served(site) as server, followed(site, plans):
        tab.goto(f"{server.url}kunde-0/people.html#vogt")
        tab.get_by_text("Henrik Vogt").first.wait_for()
        write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Vogt", "Vogel")})
        tab.get_by_text("Henrik Vogel").first.wait_for()
        assert tab.url.endswith("/kunde-0/people.html#vogt")
        write(plans, {"kunde-0/people.yaml": BROKEN})
        overlay = tab.locator(OVERLAY)
        overlay.wait_for()
        assert "kunde-0/people.yaml:2:" in overlay.inner_text()
        assert "<img src=x onerror=alert(1)>" in overlay.inner_text(), "what somebody wrote is text"
        assert tab.get_by_text("Henrik Vogel").count(), "the last good page stays below"
        tab.reload()
        overlay.wait_for()
        overlay.get_by_role("button").click()
        assert overlay.count() == 0
        write(plans, {"kunde-0/people.yaml": BROKEN.replace("Vogt", "Vogler").replace("influence: 5", "influence: 7")})
        overlay.wait_for()
        assert overlay.get_by_role("listitem").count() == 2
        write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Vogt", "Vogler")})
        overlay.wait_for(state="detached")
        tab.get_by_text("Henrik Vogler").first.wait_for()
    assert [line for line in tab.complaints if "ERR_" not in line] == []


def test_many_open_pages_do_not_block_each_other(tab: Any, tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    with served(begun(plans)) as server:
        others = [tab.context.new_page() for _ in range(8)]
        for other in others:
            other.goto(f"{server.url}kunde-1/index.html")
            # A headless browser takes every page for visible; a real one hides all but the front one.
            other.evaluate(
                "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});"
                "document.dispatchEvent(new Event('visibilitychange'))"
            )
        tab.goto(f"{server.url}en/kunde-0/index.html", timeout=10_000)
        assert tab.get_by_text("Kunde 0").count()
    assert [line for line in tab.complaints if "ERR_" not in line] == []


def test_pages_with_a_map_keep_to_the_content_policy(tab: Any, tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    with served(begun(plans)) as server:
        for address in ("index.html", "kunde-0/map.html", "kunde-0/whole.html", "en/findings.html", "nothing.html"):
            tab.goto(f"{server.url}{address}")
            tab.wait_for_load_state("load")
    assert [line for line in tab.complaints if "404" not in line and "ERR_" not in line] == []
