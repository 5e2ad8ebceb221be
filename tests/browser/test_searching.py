"""Searching in a real browser: from the disk, under a strict policy, by keys, in both languages, without scripts."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_example_site import violations

from kamsite.render.search.folding import bare, fold, words_in

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]


def found(tab: Any) -> list[str]:
    """What is found, as soon as the page has shown it."""
    tab.wait_for_function("document.querySelector('.search__status').textContent !== ''")
    tab.wait_for_function(
        "document.querySelector('.search__results').dataset.answers === document.querySelector('[name=q]').value.trim()"
    )
    texts: list[str] = tab.locator(".hit__link").all_text_contents()
    return texts


def ask(tab: Any, query: str) -> list[str]:
    tab.fill("[name=q]", query)
    return found(tab)


@pytest.fixture
def page(visit: Visit, example: Path) -> Any:
    return visit((example / "search.html").as_uri())


def test_words_are_found_by_their_parts_and_lead_to_where_they_stand(page: Any) -> None:
    assert "Hubwerksantrieb für den Hafenkran in Brake" in ask(page, "hafenkran")
    assert "Hubwerksantrieb für den Hafenkran in Brake" in ask(page, "antrieb brake")
    page.click(".hit__link >> text=Hubwerksantrieb für den Hafenkran in Brake")
    page.wait_for_url("**/position.html#*")
    assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")


@pytest.mark.parametrize(("guide", "said"), [("readers.md", "finds the"), ("readers.de.md", "findet den")])
def test_the_guide_shows_what_is_found(page: Any, guide: str, said: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / guide).read_text("utf-8")
    example = re.search(rf"`(\w+)` {said} \*([\w-]+)\*", text)
    assert example
    assert any(example[2] in title for title in ask(page, example[1])), example[0]


def test_what_was_typed_is_told_as_it_was_typed(page: Any) -> None:
    query = "qqxxzz $& $' $`"
    ask(page, query)
    assert query in page.inner_text(".search__status")


@pytest.mark.parametrize("query", ["Møller", "moeller", "moller", "MØLLER", "Mölle", "mølelr", "moelller"])
def test_accents_and_small_mistakes_are_forgiven(page: Any, query: str) -> None:
    assert any("Møller" in title for title in ask(page, query)), page.inner_text(".search__status")


def test_what_holds_the_very_letters_stands_before_what_is_only_similar(page: Any) -> None:
    titles = ask(page, "netz")
    assert titles[0] == "Bis Ende 2027 drei Fähren auf Hybridantrieb umrüsten"  # am Gleichstromnetz
    assert not {"Letzte Änderungen", "Programm-Dashboard"} & set(titles)  # letzte, jetzt


def test_what_is_marked_is_what_was_found(page: Any) -> None:
    ask(page, "siebert")
    marks = set(page.locator(".hit mark").all_text_contents())
    assert "Siebert" in marks
    assert {mark.lower()[:7] for mark in marks} == {"siebert"}


def test_a_kind_shows_only_what_is_of_it(page: Any) -> None:
    assert "Dr. Sabine Brandt" in ask(page, "nordwind brandt")
    page.check("[name=kind][value=person]")
    page.wait_for_function("new Set([...document.querySelectorAll('.hit .badge')].map(b => b.textContent)).size === 1")
    assert set(page.locator(".hit .badge").all_text_contents()) == {"Person"}
    assert found(page)[0] == "Dr. Sabine Brandt"
    assert "kind=person" in page.url


def test_nothing_found_is_said(page: Any) -> None:
    assert ask(page, "quetzalcoatlus") == []
    assert page.inner_text(".search__status").startswith("Nichts gefunden zu „quetzalcoatlus“")
    page.fill("[name=q]", "")
    page.wait_for_function("!document.querySelector('.search__start').hidden")


def test_a_stroke_leads_to_the_search_and_arrows_through_what_is_found(visit: Visit, example: Path) -> None:
    tab = visit((example / "en/nordwind-antriebe/people.html").as_uri())
    tab.keyboard.press("/")
    tab.keyboard.type("kran brake")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/en/search.html?q=kran+brake")
    first, second = found(tab)[:2]
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.textContent") == first
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.textContent") == second
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate("document.activeElement.name") == "q"
    other = tab.locator(".languages a[lang=de]").get_attribute("href")
    assert other == f"{(example / 'search.html').as_uri()}?q=kran+brake"


def test_a_strict_policy_forbids_nothing_that_searching_needs(visit: Visit, address: str) -> None:
    tab = visit(f"{address}/en/search.html?q=decider")
    assert found(tab)
    assert "Decider" in tab.locator(".hit mark").all_text_contents()
    assert tab.inner_text(".hit .badge >> nth=0") == "Person"


def test_nobody_is_shut_out_of_the_search(visit: Visit, example: Path, axe: str) -> None:
    for scheme, width in (("light", 1280), ("dark", 360)):
        tab = visit(f"{(example / 'search.html').as_uri()}?q=siebert", width, color_scheme=scheme)
        assert found(tab)
        assert violations(tab, axe) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_the_page_says_where_else_to_look(visit: Visit, example: Path) -> None:
    tab = visit(f"{(example / 'search.html').as_uri()}?q=siebert", java_script_enabled=False)
    assert "Die Suche braucht JavaScript" in tab.inner_text("main")
    assert not tab.is_visible("main [name=q]")
    tab.click("main .lines a >> text=Wettbewerber")
    tab.wait_for_url("**/competitors.html")


def test_the_script_folds_as_the_program_does(page: Any) -> None:
    texts = [
        "Netzgeräte-Hersteller",
        "GROẞE Straße",
        "Søren Łukasz Çakıroğlu Dóra Öz",
        "O'Connell & Co. K401",
        "陈伟玲 œuvre Ångström",
    ]
    told = page.evaluate(
        "texts => texts.map(text => kamsiteFind.tokens(text).map(token => token[0]).filter(word => word.length > 1))",
        texts,
    )
    assert [sorted(words) for words in told] == [sorted(words_in(text)) for text in texts]
    words = json.loads(json.dumps([fold(word) for text in texts for word in text.split()]))
    assert page.evaluate("words => words.map(word => kamsiteFind.bare(word))", words) == [bare(word) for word in words]
