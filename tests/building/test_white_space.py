"""White space of all customers on one page: products by divisions, sums by product, what is blocked and why."""

import re
from pathlib import Path

import pytest
from pagecheck import section, words
from sites import PLANS, pages, publish, write

from kamsite.render.across import whitespace

PRODUCTS = "products: {servo: Servoantriebe, monitor: Überwachung, watch: Überwachung}"
SPACE = {
    "site.yaml": PLANS["site.yaml"].rstrip() + f"\n{' ' * 8}{PRODUCTS}\n",
    "nordwind/position.yaml": """
        portfolio:
          kiel: {name: Produktion Kiel, attitude: 2, potential: 400000}
          marine: {name: Marine, attitude: 1, potential: 900000, plan: divisions/marine}
        """,
    "nordwind/strategy.yaml": """
        finance: {products: {service: {name: Serviceverträge}}}
        white_space:
          servo: {kiel: won, marine: {status: potential, potential: 700000}}
          service: {kiel: {status: pipeline, potential: 50000}, marine: {status: blocked, potential: 30000}}
          hygienic_motor: {kiel: unknown}
          monitor: {kiel: potential}
        """,
    "nordwind/divisions/marine/position.yaml": "portfolio: {winden: {name: Winden}}",
    "nordwind/divisions/marine/strategy.yaml": """
        white_space: {servo: {winden: {status: blocked, reason: Zulassung fehlt, potential: 250000}}}
        """,
    "thornmere/position.yaml": "portfolio: {pack: {name: Packing}}",
    "thornmere/strategy.yaml": "white_space: {watch: {pack: won}}",
}


def built(tmp_path: Path, changed: dict[str, str], edition: str | None = None) -> dict[str, str]:
    publish(write(tmp_path / "plans", {**PLANS, **changed}), tmp_path / "out", keep_going=True, edition=edition)
    return pages(tmp_path / "out")


def rows(html: str) -> list[str]:
    return [words(row) for row in re.findall(r"<tr[ >].*?</tr>", html)]


def test_products_are_called_as_the_company_says_else_as_plans_do_else_by_their_id_in_words(tmp_path: Path) -> None:
    products = rows(section(built(tmp_path, SPACE)["en/white-space.html"], "products"))
    assert [row.split()[0] for row in products[1:]] == ["Servoantriebe", "Serviceverträge", "Überwachung", "Hygienic"]


def test_two_ids_of_one_name_are_one_product(tmp_path: Path) -> None:
    products = rows(section(built(tmp_path, SPACE)["en/white-space.html"], "products"))
    assert "Überwachung 2 1 1" in products


def test_what_a_division_tells_itself_counts_and_not_the_line_of_its_account(tmp_path: Path) -> None:
    page = built(tmp_path, SPACE)["en/white-space.html"]
    products = rows(section(page, "products"))
    assert "Servoantriebe 1 1 1 250 k €" in products
    assert "Serviceverträge 1 1 1 80 k €" in products
    assert "Potential: told in the division's own plan" in words(section(page, "all")).replace("&#39;", "'")


def test_what_is_blocked_stands_with_its_reason_the_most_valuable_first(tmp_path: Path) -> None:
    blocked = rows(section(built(tmp_path, SPACE)["en/white-space.html"], "blocked"))
    assert blocked[1:] == [
        "Servoantriebe Nordwind Marine Winden Zulassung fehlt 250 k €",
        "Serviceverträge Nordwind Antriebe AG Marine reason not written down 30 k €",
    ]


def test_what_is_marked_as_unknown_is_told_and_what_nobody_looked_at_is_empty(tmp_path: Path) -> None:
    page = built(tmp_path, SPACE)["en/white-space.html"]
    assert "Unknown 1" in words(section(page, "glance"))
    (kiel,) = [row for row in rows(section(page, "all")) if row.startswith("Produktion Kiel")]
    assert kiel == "Produktion Kiel Won In the pipeline Potential Unknown 50 k €"


def test_more_products_than_fit_beside_each_other_follow_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whitespace, "ACROSS", 3)
    fields = section(built(tmp_path, SPACE)["en/white-space.html"], "all")
    assert fields.count("<table") == 2
    assert "Further products" in fields
    assert "Produktion Kiel Unknown" in rows(fields)


def test_more_divisions_than_fit_on_a_page_stand_on_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whitespace, "PER_PAGE", 3)
    made = built(tmp_path, SPACE)
    assert "Packing" in section(made["en/white-space-2.html"], "all")
    assert 'id="products"' not in made["en/white-space-2.html"]


def test_the_page_of_an_account_names_products_as_the_company_does(tmp_path: Path) -> None:
    strategy = built(tmp_path, SPACE)["en/nordwind/strategy.html"]
    space = rows(section(strategy, "section-white_space"))
    assert [row.split()[0] for row in space[1:5]] == ["Servoantriebe", "Serviceverträge", "Hygienic", "Überwachung"]


@pytest.mark.parametrize("edition", ["company", "customer"])
def test_an_edition_without_white_space_has_no_such_page_and_no_link_to_it(tmp_path: Path, edition: str) -> None:
    made = built(tmp_path, SPACE, edition=edition)
    assert not [name for name, html in made.items() if "white-space.html" in name or "white-space.html" in html]


def test_without_white_space_the_page_says_where_it_comes_from(tmp_path: Path) -> None:
    assert "Fill in white_space in strategy.yaml" in words(built(tmp_path, {})["en/white-space.html"])
