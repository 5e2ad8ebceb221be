"""The portfolio and the overview of an account: what a reader meets first."""

import re
from pathlib import Path

from pagecheck import section, words
from sites import PLANS, pages, publish, write


def built(tmp_path: Path, changed: dict[str, str]) -> dict[str, str]:
    """The pages of the small plans with other files."""
    publish(write(tmp_path / "plans", {**PLANS, **changed}), tmp_path / "out", keep_going=True)
    return pages(tmp_path / "out")


def test_revenue_in_another_unit_is_shown_and_not_added(tmp_path: Path) -> None:
    francs = "finance: {unit: CHF, products: {servo: {actual: {2025: 5000000}}}}\n"
    portfolio = built(tmp_path, {"thornmere/strategy.yaml": francs})["en/index.html"]
    assert "Revenue, latest 800 k € of 2025; 1 in other units, not counted" in words(section(portfolio, "glance"))
    assert "5.0 m CHF 2025" in words(section(portfolio, "accounts"))


def test_a_product_in_another_unit_is_not_in_the_sum(tmp_path: Path) -> None:
    mixed = """
        finance: {products: {servo: {actual: {2025: 800000}}, hours: {unit: h, actual: {2025: 900}}}}
        """
    made = built(tmp_path, {"nordwind/strategy.yaml": mixed})
    assert "Revenue 2025 800 k €" in words(section(made["en/nordwind/index.html"], "glance"))


def test_the_portfolio_tells_how_each_decider_stands(tmp_path: Path) -> None:
    people = """
        people:
          brandt: {name: Sabine Brandt, roles: [decider], influence: 5, attitude: positive}
          klose: {name: Peter Klose, roles: [decider], influence: 4, attitude: enemy}
        relationships: [{person: brandt, by: weber, message: Wir halten Termine.}]
        """
    portfolio = built(tmp_path, {"nordwind/people.yaml": people})["en/index.html"]
    marks = re.findall(r'title="([^"]*)"><i aria-hidden="true">(.)</i></a>', section(portfolio, "accounts"))
    assert marks == [("Sabine Brandt: Positive", "+"), ("Peter Klose: Enemy, nobody of us", "↯")]
    assert portfolio.count("stance--alone") == 1
    assert "Deciders addressed 1 / 2 1 support us" in words(section(portfolio, "glance"))


def test_an_edition_without_people_has_no_deciders_in_its_portfolio(tmp_path: Path) -> None:
    publish(write(tmp_path / "plans", PLANS), tmp_path / "out", edition="company")
    assert "decider" not in pages(tmp_path / "out")["en/index.html"].lower()


def test_an_overview_begins_with_the_mission_and_its_heading_is_the_account(tmp_path: Path) -> None:
    mission = "mission: {account: Wir sind der bevorzugte Partner.}\n"
    overview = built(tmp_path, {"nordwind/strategy.yaml": mission})["nordwind/index.html"]
    assert words(section(overview, "glance")).find("Wir sind der bevorzugte Partner.") >= 0
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", overview) == ['<a href="index.html">Nordwind Antriebe AG</a>']


def test_parts_of_an_overview_stand_side_by_side_only_in_pairs(tmp_path: Path) -> None:
    made = built(tmp_path, {})
    assert made["nordwind/index.html"].count("section--half") % 2 == 0
    alone = built(tmp_path, {"nordwind/customer.yaml": "profile: {summary: Baut Antriebe.}\n"})["nordwind/index.html"]
    assert '<section class="section" id="our-goals">' in alone


def test_a_goal_tells_how_far_it_has_come(tmp_path: Path) -> None:
    goal = """
        goals:
          stillstand:
            title: Stillstand senken
            owner: weber
            due: 2027-06-30
            measure: {name: Stillstand, unit: h, from: 9, to: 1, actual: {2026-06: 7, 2026-09: 5}}
        """
    overview = built(tmp_path, {"nordwind/strategy.yaml": goal})["en/nordwind/index.html"]
    shown = section(overview, "our-goals")
    assert "5 h, from 9 to 1 h 30 Jun 2027 Jonas Weber" in words(shown)
    assert "bar-of--50" in shown


def test_our_people_tell_whom_they_address_by_account_and_who_of_them_decides(tmp_path: Path) -> None:
    page = built(tmp_path, {})["en/our-people.html"]
    weber = page.partition('id="weber"')[2].partition("</article>")[0]
    assert "Nordwind Antriebe AG Sabine Brandt decides 4 of 5" in words(weber)


def test_sources_tell_where_they_are_and_columns_without_content_are_left_out(tmp_path: Path) -> None:
    plan = PLANS["nordwind/plan.yaml"].replace(
        "kind: annual_report}", "kind: annual_report, url: 'https://nordwind.example/gb.pdf', note: Seite 12}"
    )
    asked = """
        open_questions: {wer: {question: Wer entscheidet in Suzhou?, owner: weber}}
        """
    made = built(tmp_path, {"nordwind/plan.yaml": plan, "nordwind/strategy.yaml": asked})
    page = made["en/nordwind/questions.html"]
    sources = words(section(page, "sources"))
    assert "Geschäftsbericht 2025 Annual report · nordwind.example/gb.pdf" in sources
    assert "Seite 12" in sources
    assert "Customer analysis" in sources
    assert "Answer" not in words(section(page, "open")).partition("Wer entscheidet")[0].partition("Owner")[2]


def test_subsidiaries_are_a_table_with_what_they_are_to_us(tmp_path: Path) -> None:
    customer = """
        subsidiaries:
          marine: {name: Nordwind Marine ApS, country: DK, relation: customer, share: 100 %, note: Zwei Werke}
          regler: {name: Nordwind Regler GmbH, relation: competitor}
        """
    page = built(tmp_path, {"nordwind/customer.yaml": customer})["en/nordwind/customer.html"]
    shown = words(section(page, "section-subsidiaries"))
    assert "Nordwind Marine ApS Denmark Our customer 100 %" in shown
    assert "Zwei Werke" in shown
    assert "Competes with the key account" in shown


def test_a_project_that_an_account_and_its_division_tell_counts_once(tmp_path: Path) -> None:
    project = "pipeline: {%s: {title: %s, volume: 1000000, probability: 50 %%}}\n"
    changed = {
        "nordwind/strategy.yaml": project % ("linie", "Neue Linie"),
        "nordwind/divisions/marine/plan.yaml": "account: {name: Nordwind Marine ApS}\n",
        "nordwind/divisions/marine/strategy.yaml": project % ("line", "neue linie"),
    }
    portfolio = built(tmp_path, changed)["en/index.html"]
    assert "Pipeline, weighted 500 k €" in words(section(portfolio, "glance"))
    assert section(portfolio, "accounts").count("500\u00a0k\u00a0€") == 1, "in the row of the division"


def test_countries_and_languages_are_told_by_their_names(tmp_path: Path) -> None:
    people = "people: {vogt: {name: Henrik Vogt, languages: [pl, de]}}"
    cover = "account: {name: Nordwind, country: DK, language: de}"
    made = built(tmp_path, {"nordwind/plan.yaml": cover, "nordwind/people.yaml": people})
    assert "Land Dänemark" in words(made["nordwind/plan.html"])
    assert "Language German" in words(made["en/nordwind/plan.html"])
    assert "Polnisch · Deutsch" in words(made["nordwind/people.html"])


def test_a_chapter_of_nothing_but_remarks_is_one_that_was_not_started(tmp_path: Path) -> None:
    page = built(tmp_path, {"nordwind/figures.yaml": "# figures:\n#   revenue: {actual: {2026: 1}}\n"})[
        "en/nordwind/figures.html"
    ]
    assert "This chapter has not been started." in words(page)
    assert "What belongs here" in words(page)
    assert "What else belongs here" not in words(page)


def test_an_example_is_written_as_people_write_plans(tmp_path: Path) -> None:
    page = built(tmp_path, {"nordwind/customer.yaml": "x-own: 1\n"})["en/nordwind/customer.html"]
    assert re.search(r"\n +2025: 901\b", page)
    assert re.search(r"regulation:\n +- EU-Ökodesign-Verordnung", page)
    assert "'2025'" not in page
