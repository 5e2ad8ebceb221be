"""The potential portfolio of all customers on one page: where to focus, whom to win and how, who is a reference."""

import re
from pathlib import Path

import pytest
from pagecheck import section, words
from sites import PLANS, pages, publish, write

from kamsite.render.across import potential, potentialcharts

UNITS = {
    "nordwind/position.yaml": """
        portfolio:
          kiel: {name: Kiel, attitude: 2, potential: 2000000, revenue: 500000}
          marine: {name: Marine, attitude: -1, potential: 3000000, revenue: 0, plan: divisions/marine,
            reasons: [Verspätung 2025], chances: [Zweites Los]}
          asien: {name: Asien, attitude: unknown, potential: 100000}
        """,
    "nordwind/divisions/marine/position.yaml": "portfolio: {winden: {name: Winden, attitude: 1, potential: 3000000}}",
    "thornmere/position.yaml": """
        portfolio:
          pack: {name: Packing, attitude: 1, potential: 200000, revenue: 150000}
          fill: {name: Filling, attitude: -2, potential: 4000000}
        """,
}


def built(tmp_path: Path, changed: dict[str, str], edition: str | None = None) -> dict[str, str]:
    publish(write(tmp_path / "plans", {**PLANS, **changed}), tmp_path / "out", keep_going=True, edition=edition)
    return pages(tmp_path / "out")


def group(html: str, name: str) -> str:
    """The rows of a table below the heading of this id."""
    return html.partition(f' id="{name}"><th scope="rowgroup"')[2].partition("</tbody>")[0].partition("</tr>")[2]


def test_divisions_stand_in_the_field_where_they_belong_the_largest_first(tmp_path: Path) -> None:
    page = built(tmp_path, UNITS)["en/potential.html"]
    found = re.findall(r'<section class="section" id="([^"]*)"', page)
    assert found == ["glance", "portfolio", "divisions"]
    assert re.findall(r'class="row--group" id="(\w+)"', page) == ["focus", "win", "references", "unknown"]
    assert "Kiel" in group(page, "focus")
    assert re.findall(r"Filling|Marine", words(group(page, "win"))) == ["Filling", "Marine"]
    assert "Packing" in group(page, "references")
    assert "Asien Nordwind Antriebe AG not yet known 100,000 €" in words(group(page, "unknown"))


def test_whom_we_have_to_win_comes_with_reasons_and_chances_and_missing_ones_are_told(tmp_path: Path) -> None:
    win = words(group(built(tmp_path, UNITS)["en/potential.html"], "win"))
    assert "3,000,000 € 0 € 0 % Verspätung 2025 Zweites Los" in win
    assert "clearly against us 4,000,000 € not yet known how to win them: still open" in win


def test_what_the_account_tells_of_a_division_is_not_told_again_by_its_parts(tmp_path: Path) -> None:
    page = built(tmp_path, UNITS)["en/potential.html"]
    assert "Winden" not in page
    assert '<a href="nordwind/divisions/marine/index.html">Marine</a>' in page.replace("../", "")


def test_a_division_of_which_its_account_tells_nothing_counts_with_its_own_parts(tmp_path: Path) -> None:
    changed = {**UNITS, "nordwind/position.yaml": "portfolio: {kiel: {name: Kiel, attitude: 2, potential: 2000000}}"}
    assert "Winden" in built(tmp_path, changed)["en/potential.html"]


def test_high_is_more_than_the_average(tmp_path: Path) -> None:
    page = built(tmp_path, UNITS)["en/potential.html"]
    assert "more than the average of all divisions, 1.86 m €" in words(section(page, "portfolio"))


def test_the_few_are_drawn_one_by_one_and_the_many_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = section(built(tmp_path, UNITS)["en/potential.html"], "portfolio")
    assert len(re.findall(r'<circle class="bubble', drawn)) == 4
    monkeypatch.setattr(potentialcharts, "MOST_BUBBLES", 2)
    drawn = section(built(tmp_path, UNITS)["en/potential.html"], "portfolio")
    assert "1 divisions, attitude -1: 3.0 m €" in words(drawn)
    assert "930 k € to 1.86 m €" in words(drawn)


@pytest.mark.parametrize("edition", ["company", "customer"])
def test_an_edition_without_amounts_has_no_such_page_and_no_link_to_it(tmp_path: Path, edition: str) -> None:
    made = built(tmp_path, UNITS, edition=edition)
    assert not [name for name, html in made.items() if "potential.html" in name or "potential.html" in html]


def test_more_divisions_than_fit_on_a_page_stand_on_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(potential, "PER_PAGE", 2)
    made = built(tmp_path, UNITS)
    assert "Marine" in group(made["en/potential-2.html"], "win")
    assert 'id="portfolio"' not in made["en/potential-2.html"]


def test_without_divisions_the_page_says_where_they_come_from(tmp_path: Path) -> None:
    assert "No plan tells of the customer&#39;s divisions yet." in built(tmp_path, {})["en/potential.html"]
