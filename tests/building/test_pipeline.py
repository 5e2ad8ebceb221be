"""The pipeline of all customers on one page: board, quarters, timeline, every project by the day of its decision."""

import re
from datetime import date
from pathlib import Path

import pytest
from pagecheck import section, words
from sites import PLANS, pages, publish, write

from kamsite.render.across import pipeline

AS_OF = date(2027, 3, 1)
DEALS = {
    "nordwind/position.yaml": "competitors: {siebert: {name: Siebert Motion AG}}",
    "nordwind/strategy.yaml": """
        goals: {linie: {title: Lieferant der Linien}}
        pipeline:
          linie: {title: Linie 3, kind: tender, volume: 400000, probability: 60 %, decision: 2027-05-31, owner: weber,
            competitors: [siebert]}
          werk: {title: Werk Kiel, volume: 900000, probability: 0.1, decision: 2027-02-26}
          oslo: {title: Fähre Oslo, volume: 5000000, probability: 0.5, decision: 2027-06-30}
          alt: {title: Altes Werk, status: lost, volume: 70000, decision: 2026-09-30}
        """,
    "nordwind/divisions/marine/strategy.yaml": """
        pipeline: {faehre: {title: Fähre Oslo, volume: 2000000, probability: 80 %, decision: 2027-Q2}}
        """,
    "thornmere/strategy.yaml": "pipeline: {pack: {title: Packing line, volume: 100000}}",
}


def built(tmp_path: Path, changed: dict[str, str], edition: str | None = None) -> dict[str, str]:
    plans = write(tmp_path / "plans", {**PLANS, **changed})
    publish(plans, tmp_path / "out", keep_going=True, edition=edition, as_of=AS_OF)
    return pages(tmp_path / "out")


def lanes(page: str) -> list[str]:
    return [words(lane) for lane in section(page, "board").split('<div class="lane">')[1:]]


def test_a_project_that_account_and_division_tell_counts_once(tmp_path: Path) -> None:
    page = built(tmp_path, DEALS)["en/pipeline.html"]
    glance = words(section(page, "glance"))
    assert "Open projects 4 at 3 accounts and divisions Volume 3.4 m € Weighted 1.93 m €" in glance
    assert page.count("Nordwind Marine") > 0
    assert "nordwind/strategy.html#oslo" not in page


def test_the_board_has_a_column_for_each_likelihood_with_its_sums(tmp_path: Path) -> None:
    unknown, unlikely, possible, likely, sure = lanes(built(tmp_path, DEALS)["en/pipeline.html"])
    assert unknown.startswith("Likelihood unknown 1 project · 100 k € Packing line")
    assert unlikely.startswith("Unlikely, below 25 % 1 project · 900 k € · weighted 90 k € Werk Kiel")
    assert possible == "Possible, from 25 % 0 projects"
    assert "Linie 3 240 k € 60 % of 400 k € Nordwind Antriebe AG 31 May 2027 · Jonas Weber against Siebert" in likely
    assert sure.startswith("Very likely, from 75 % 1 project · 2.0 m € · weighted 1.6 m € Fähre Oslo")


def test_a_full_column_shows_the_most_valuable_and_says_where_the_others_are(tmp_path: Path) -> None:
    many = "\n".join(f"  d{n}: {{title: Deal {n:02}, volume: {n}000, probability: 0.5}}" for n in range(1, 16))
    board = lanes(built(tmp_path, {"nordwind/strategy.yaml": f"pipeline:\n{many}"})["en/pipeline.html"])
    (full,) = [lane for lane in board if lane.startswith("Likely")]
    assert re.findall(r"Deal (\d\d)", full)[0] == "15"
    assert full.endswith("and 3 more, further down by date")


def test_what_is_overdue_stands_first_and_what_has_no_date_last_and_both_are_named(tmp_path: Path) -> None:
    page = built(tmp_path, DEALS)["en/pipeline.html"]
    projects = section(page, "projects")
    assert re.findall(r'<tr class="row--group" id="([^"]*)"', projects) == ["late", "quarter-2027-Q2", "undated"]
    titles = re.findall(r"Werk Kiel|Linie 3|Fähre Oslo|Packing line", words(projects))
    assert titles == ["Werk Kiel", "Linie 3", "Fähre Oslo", "Packing line"]
    assert "Decision overdue 1" in words(section(page, "glance"))
    assert "Without a decision date 1 Nobody knows when these are decided" in words(projects)
    assert "Altes Werk Nordwind Antriebe AG Lost 70,000 €" in words(section(page, "decided"))


def test_the_table_of_projects_can_be_filtered_and_grouped(tmp_path: Path) -> None:
    projects = section(built(tmp_path, DEALS)["en/pipeline.html"], "projects")
    choices = re.findall(r'data-column="(\w+)" data-choice', projects)
    assert choices == ["account", "kind", "quarter", "owner", "rivals"]
    assert '<data value="Siebert Motion AG">' in projects
    assert re.findall(r'data-column="(\w+)" data-sum="own"', projects) == ["volume", "weighted"]


def test_a_project_leads_to_its_entry_even_beside_a_goal_of_the_same_id(tmp_path: Path) -> None:
    made = built(tmp_path, DEALS)
    assert '<a href="nordwind/strategy.html#pipeline-linie">Linie 3</a>' in made["pipeline.html"]
    assert 'id="pipeline-linie"' in made["nordwind/strategy.html"]


def test_the_drawing_of_the_quarters_has_a_table(tmp_path: Path) -> None:
    quarters = section(built(tmp_path, DEALS)["en/pipeline.html"], "quarters")
    assert "Overdue 1 900,000 € 90,000 €" in words(quarters)
    assert "Q2 2027 2 2,400,000 € 1,840,000 €" in words(quarters)
    assert "No date 1 100,000 €" in words(quarters)


@pytest.mark.parametrize("edition", ["company", "customer"])
def test_an_edition_without_projects_has_no_such_page_and_no_link_to_it(tmp_path: Path, edition: str) -> None:
    made = built(tmp_path, DEALS, edition=edition)
    assert not [name for name, html in made.items() if "pipeline.html" in name or "pipeline.html" in html]


def test_more_than_fits_on_a_page_stands_on_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PER_PAGE", 2)
    made = built(tmp_path, DEALS)
    assert "Packing line" in section(made["en/pipeline-2.html"], "projects")
    assert 'id="board"' not in made["en/pipeline-2.html"]


def test_without_projects_the_page_says_where_they_come_from(tmp_path: Path) -> None:
    assert "No plan names a project yet. Add them under pipeline" in words(built(tmp_path, {})["en/pipeline.html"])


def test_a_quarter_whose_projects_say_no_likelihood_is_not_worth_nothing(tmp_path: Path) -> None:
    deals = {"thornmere/strategy.yaml": "pipeline: {pack: {title: Packing, volume: 100000, decision: 2027-08}}"}
    page = built(tmp_path, {**DEALS, **deals})["en/pipeline.html"]
    quarters = section(page, "quarters")
    assert "Q3 2027" in words(quarters)
    assert words(quarters.partition(">Q3 2027</a>")[2].partition("</tr>")[0]) == "1 100,000 €"
    assert "Q3 2027" not in quarters.partition("<desc")[2].partition("</desc>")[0]
