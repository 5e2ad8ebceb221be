"""Our competitors at all customers on one page: what we lost to them and why, what is open, where we meet them."""

import re
from pathlib import Path

import pytest
from pagecheck import section, words
from sites import PLANS, pages, publish, write

from kamsite.model.analyses.rivals import folded_name
from kamsite.render.across import competitors

MET = {
    "nordwind/position.yaml": """
        competitors:
          siebert: {name: Siebert Motion AG, threat: 4, share: 45 %, response: Über den Ausfall reden}
          keltmann: {name: Keltmann GmbH, threat: 2}
        projects:
          krane: {title: Kräne Rostock, result: lost, competitor: siebert, year: 2024, volume: 900000,
            reasons: [Preis, Zulassung fehlte]}
          linie: {title: Linie 3, result: won, competitor: keltmann, year: 2025, volume: 400000}
        """,
    "nordwind/strategy.yaml": """
        pipeline:
          suzhou: {title: Werk Suzhou, status: open, decision: 2027-03-31, volume: 2000000,
            competitors: [siebert, keltmann]}
        """,
    "nordwind/divisions/marine/strategy.yaml": """
        pipeline: {faehre: {title: Fähre Oslo, competitors: [siebert]}}
        """,
    "thornmere/position.yaml": """
        competitors: {sm: {name: SIEBERT MOTION (DE), threat: 5}}
        projects: {pack: {title: Packing line, result: lost, competitor: sm}}
        """,
}


def built(tmp_path: Path, changed: dict[str, str], edition: str | None = None) -> dict[str, str]:
    publish(write(tmp_path / "plans", {**PLANS, **changed}), tmp_path / "out", keep_going=True, edition=edition)
    return pages(tmp_path / "out")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siebert Motion AG", "SIEBERT  MOTION"),
        ("Valdrive S.p.A.", "Valdrive SpA"),
        ("Keltmann GmbH & Co. KG", "Keltmann"),
        ("Hoshiro Servo (ホシロ)", "Hoshiro Servo Co., Ltd."),
        ("Polarmek Drivteknikk A/S", "Polarmek Drivteknikk AS"),
        ("Ｓiebert", "Siebert"),
    ],
)
def test_a_company_is_the_same_however_its_name_is_written(one: str, other: str) -> None:
    assert folded_name(one) == folded_name(other)


@pytest.mark.parametrize("name", ["Siebert Motion Danmark A/S", "Siebert", "Motion Siebert AG"])
def test_another_company_is_not_the_same(name: str) -> None:
    assert folded_name(name) != folded_name("Siebert Motion AG")


def test_a_name_that_is_nothing_but_a_legal_form_stays_a_name() -> None:
    assert folded_name("AG") == "ag"
    assert folded_name("(…)") != ""


def test_a_competitor_with_other_ids_in_other_plans_is_one(tmp_path: Path) -> None:
    page = built(tmp_path, MET)["en/competitors.html"]
    assert re.findall(r'<section class="section" id="(competitor-[^"]*)"', page) == [
        "competitor-siebert-motion",
        "competitor-keltmann",
    ]
    siebert = section(page, "competitor-siebert-motion")
    assert "Also written: SIEBERT MOTION (DE)" in words(siebert)
    assert "Siebert Motion AG 5 of 5 ●●●●● 3 2 900 k € 2 2.0 m €" in words(section(page, "all"))


def test_what_we_lost_is_told_with_its_reasons_and_what_nobody_wrote_down_is_said(tmp_path: Path) -> None:
    siebert = words(section(built(tmp_path, MET)["en/competitors.html"], "competitor-siebert-motion"))
    assert "Kräne Rostock Nordwind Antriebe AG 2024 900 k € Preis Zulassung fehlte" in siebert
    assert "Packing line Thornmere Packaging Ltd reason not written down" in siebert


def test_a_division_names_a_competitor_of_its_account(tmp_path: Path) -> None:
    siebert = section(built(tmp_path, MET)["en/competitors.html"], "competitor-siebert-motion")
    assert '<a href="nordwind/divisions/marine/strategy.html#faehre">Fähre Oslo</a>' in siebert


def test_a_project_that_a_division_tells_as_well_counts_once(tmp_path: Path) -> None:
    again = """
        competitors: {siebert: {name: Siebert Motion AG}}
        projects:
          k: {title: Kräne Rostock, result: lost, competitor: siebert, year: 2024, volume: 900000, reasons: [Preis]}
        """
    page = built(tmp_path, {**MET, "nordwind/divisions/marine/position.yaml": again})["en/competitors.html"]
    assert "Lost to them 2 900 k €" in words(section(page, "glance"))


def test_a_project_against_two_competitors_counts_once(tmp_path: Path) -> None:
    page = built(tmp_path, MET)["en/competitors.html"]
    assert "Still open 2 2.0 m €" in words(section(page, "glance"))


def test_an_edition_without_amounts_names_no_volume_and_no_projects_of_the_pipeline(tmp_path: Path) -> None:
    page = built(tmp_path, MET, edition="company")["en/competitors.html"]
    assert "Siebert Motion AG" in page
    assert "€" not in page
    assert "Suzhou" not in page
    assert "Still open" not in page, "what is open stands in the pipeline, which is hidden"
    assert "Won against them" not in words(section(page, "glance")), "so does against whom we won"
    assert "Lost to them 2" in words(section(page, "glance"))
    head = page.partition('id="all"')[2].partition("<thead>")[2].partition("</thead>")[0]
    assert words(head).endswith("Accounts and divisions Lost to them")


def test_an_edition_for_the_customer_has_no_such_page_and_no_link_to_it(tmp_path: Path) -> None:
    made = built(tmp_path, MET, edition="customer")
    assert not [name for name, html in made.items() if "competitors.html" in name or "competitors.html" in html]


def test_more_than_fits_on_a_page_stands_on_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(competitors, "PER_PAGE", 7)
    made = built(tmp_path, MET)
    assert '<a href="competitors-2.html#competitor-keltmann">' in made["competitors.html"]
    assert 'id="competitor-keltmann"' in made["competitors-2.html"]


def test_without_competitors_the_page_says_where_they_come_from(tmp_path: Path) -> None:
    assert "No plan names a competitor yet. Add them to position.yaml" in built(tmp_path, {})["en/competitors.html"]
