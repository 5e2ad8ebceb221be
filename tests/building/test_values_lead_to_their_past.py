"""Each value of a plan leads to who set it, when and why."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from examplepast import NORDWIND, example_past
from sites import pages


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = example_past(tmp_path_factory)
    return {name: html for name, html in pages(folder).items() if NORDWIND in name}


class Pasts(HTMLParser):
    """The links at values, each with its title and the text before it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self._last = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "past--value" in given.get("class", ""):
            self.found.append((self._last, unquote(given["href"]), given["title"]))

    def handle_data(self, data: str) -> None:
        self._last = data.strip() or self._last


def row(html: str, anchor: str) -> str:
    found = re.search(rf'<tr id="{re.escape(anchor)}"(.*?)</tr>', html, re.DOTALL)
    assert found, anchor
    return re.sub(r"<[^>]*>", " ", found[1])


def link_at(html: str, value: str, after: str) -> tuple[str, str]:
    """Where the link behind a value leads, the first one behind `after`, and what it says."""
    found = [(href, title) for text, href, title in Pasts(html[html.index(after) :]).found if text == value]
    assert found, value
    return found[0]


@pytest.mark.parametrize(("language", "value"), [("en/", "Negative"), ("", "Negativ")])
def test_a_value_that_changed_leads_to_who_changed_it_and_to_what_it_was(
    made: dict[str, str], language: str, value: str
) -> None:
    href, title = link_at(made[f"{language}{NORDWIND}/people.html"], value, 'id="brandt"')
    assert re.fullmatch(r"v2 · [0-9a-f]{7} · .* 2026 · Katja Jensen", title)
    told = row(made[f"{language}{NORDWIND}/history.html"], href.partition("#")[2])
    assert href.startswith("history.html#")
    assert "Katja Jensen" in told
    assert "Brandt nach der Havarie" in told
    assert "positiv" in told.lower()


def test_a_number_in_a_table_leads_to_its_own_past(made: dict[str, str]) -> None:
    strategy = made[f"en/{NORDWIND}/strategy.html"]
    budget, _ = link_at(strategy, "1,420,000", 'id="section-finance"')
    history = made[f"en/{NORDWIND}/history.html"]
    assert "Deniz Kaya" in row(history, budget.partition("#")[2])
    assert "1.18" in row(history, budget.partition("#")[2])
    _, other = link_at(strategy, "1,150,000", 'id="section-finance"')
    assert "Jonas Weber" in other


def test_every_row_of_the_history_is_led_to_from_a_value(made: dict[str, str]) -> None:
    for language in ("", "en/"):
        pages_of = [html for name, html in made.items() if re.fullmatch(rf"{language}{NORDWIND}/[a-z]+\.html", name)]
        targets = {href.partition("#")[2] for html in pages_of for _, href, _ in Pasts(html).found}
        history = made[f"{language}{NORDWIND}/history.html"]
        rows = re.findall(r'<tr id="([^"]*)" class="row--sub"><th[^>]*>(.*?)</th>', history)
        labels = {anchor: re.sub(r"<strong>.*?</strong>|<[^>]*>", "", head).strip() for anchor, head in rows}
        # Texts have a link at their section's heading.
        alone = {anchor: label for anchor, label in labels.items() if anchor not in targets}
        assert [label for label in alone.values() if not label.endswith(".md")] == []
        assert len(rows) > 150
        assert targets <= labels.keys()


def test_old_versions_the_whole_plan_and_editions_without_history_have_no_such_links(made: dict[str, str]) -> None:
    for name, html in made.items():
        if "/versions/" in name or name.endswith(("whole.html", "history.html")):
            assert not Pasts(html).found, name


def test_a_link_at_a_value_never_stands_in_another_link(made: dict[str, str]) -> None:
    inside = re.compile(r'<a (?!class="past)[^>]*>(?:(?!</a>).)*<a class="past past--value"', re.DOTALL)
    assert [name for name, html in made.items() if inside.search(html)] == []
    assert any(Pasts(html).found for html in made.values())
