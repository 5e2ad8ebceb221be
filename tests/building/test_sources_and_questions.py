"""Sources and open questions of all customers: what is old, what rests on one source, who has to find out what."""

import re
from datetime import date
from pathlib import Path

import pytest
from pagecheck import section, words
from sites import PLANS, pages, publish, write

from kamsite.render.across import questions, sources

AS_OF = date(2027, 3, 1)
ASKED = {
    "nordwind/plan.yaml": """
        account: {name: Nordwind Antriebe AG, manager: weber}
        sources:
          gb: {title: Geschäftsbericht 2025, kind: annual_report, date: 2026-03}
          besuch: {title: Besuch in Kiel, kind: visit, date: 2025-12-31, by: weber}
          crm: {title: CRM, kind: crm, date: 2027-01-31}
          notiz: {title: Notiz, kind: other}
          alt: {title: Altes Heft, kind: press, date: 2020-01}
        """,
    "nordwind/customer.yaml": """
        profile: {summary: Baut Antriebe., products: [{text: Servos, source: gb}, {text: Umrichter, source: gb}]}
        """,
    "nordwind/position.yaml": "market: {summary: Wächst., source: [besuch, notiz]}",
    "nordwind/people.yaml": """
        people:
          vogt: {name: Henrik Vogt, attitude: unknown}
          oez: {name: Ada Öz, attitude: unknown, influence: unknown}
        """,
    "nordwind/strategy.yaml": """
        open_questions:
          spaet: {question: "Wer entscheidet?", owner: weber, due: 2027-02-28}
          bald: {question: "Wie viel?", owner: weber, due: 2027-03-31, next_step: Anrufen}
          allein: {question: "Warum?"}
          fertig: {question: "Erledigt?", owner: kaya, due: 2026-01-01, answer: Ja}
        """,
    "nordwind/divisions/marine/position.yaml": "market: {summary: Klein., source: crm}",
    "thornmere/plan.yaml": """
        account: {name: Thornmere Packaging Ltd, manager: kaya}
        sources: {system: {title: crm, kind: crm, date: 2027-02-01}}
        """,
    "thornmere/figures.yaml": "figures: {revenue: {actual: {2025: 3}, source: system}}",
}


def built(tmp_path: Path, changed: dict[str, str], edition: str | None = None) -> dict[str, str]:
    plans = write(tmp_path / "plans", {**PLANS, **changed})
    publish(plans, tmp_path / "out", keep_going=True, edition=edition, as_of=AS_OF)
    return pages(tmp_path / "out")


def group(html: str, name: str) -> str:
    """The rows of a table below the heading of this id."""
    return html.partition(f' id="{name}"><th scope="rowgroup"')[2].partition("</tbody>")[0].partition("</tr>")[2]


def rows(html: str) -> list[str]:
    return [words(row) for row in re.findall(r"<tr[ >].*?</tr>", html)]


# -- sources -----------------------------------------------------------------------------------------------------------


def test_sources_are_put_in_order_by_what_is_to_be_done(tmp_path: Path) -> None:
    page = built(tmp_path, ASKED)["en/sources.html"]
    found = re.findall(r'<section class="section" id="([^"]*)"', page)
    assert found == ["glance", "single", "common", "sources"]
    assert re.findall(r'class="row--group" id="(\w+)"', page) == ["old", "undated", "unused", "fresh"]
    assert "Besuch in Kiel Visit Nordwind Antriebe AG 31 Dec 2025 Jonas Weber" in words(group(page, "old"))
    assert "Notiz" in group(page, "undated")
    assert "Altes Heft" in group(page, "unused")
    assert re.findall("Geschäftsbericht|CRM|crm", words(group(page, "fresh")))[0] == "Geschäftsbericht"
    assert "Older than 12 months 1 Without a date 1 Not named by any fact 1" in words(section(page, "glance"))


def test_a_chapter_on_a_single_source_is_told_with_its_facts(tmp_path: Path) -> None:
    single = rows(section(built(tmp_path, ASKED)["en/sources.html"], "single"))
    assert single[1:] == [
        "Nordwind Antriebe AG Customer analysis Geschäftsbericht 2025 2",
        "Nordwind Marine Our position CRM 1",
        "Thornmere Packaging Ltd Account data crm 1",
    ]


def test_what_a_division_names_counts_for_the_source_of_its_account(tmp_path: Path) -> None:
    (crm,) = [row for row in rows(group(built(tmp_path, ASKED)["en/sources.html"], "fresh")) if row.startswith("CRM")]
    assert crm.endswith("Nordwind Marine: Our position 1 CRM 1 Up to date")


def test_a_source_of_several_customers_is_told_once_with_its_ages(tmp_path: Path) -> None:
    common = rows(section(built(tmp_path, ASKED)["en/sources.html"], "common"))
    assert common[1:] == ["CRM 2 31 January 2027 1 February 2027 2"]


def test_more_sources_than_fit_on_a_page_stand_on_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "PER_PAGE", 3)
    made = built(tmp_path, ASKED)
    assert 'id="fresh"' not in made["en/sources.html"]
    assert 'id="fresh"' in made["en/sources-2.html"]
    assert 'id="single"' not in made["en/sources-2.html"]


# -- questions ---------------------------------------------------------------------------------------------------------


def test_questions_are_told_overdue_first_and_answered_ones_not_at_all(tmp_path: Path) -> None:
    page = built(tmp_path, ASKED)["en/open-questions.html"]
    assert rows(section(page, "questions"))[1:] == [
        "Overdue 1",
        "Wer entscheidet? Nordwind Antriebe AG Jonas Weber 28 Feb 2027 Overdue",
        "To be found out 1",
        "Wie viel? Nordwind Antriebe AG Jonas Weber 31 Mar 2027 Anrufen To be found out",
        "Without a date 1",
        "Warum? Nordwind Antriebe AG Without an owner Without a date",
    ]
    assert "Erledigt?" not in page


def test_it_is_told_who_has_how_much_to_find_out(tmp_path: Path) -> None:
    owners = rows(section(built(tmp_path, ASKED)["en/open-questions.html"], "owners"))
    assert owners[1:] == ["Jonas Weber 2 1 31 Mar 2027", "Without an owner 1"]


def test_it_is_told_what_we_know_least_about_and_at_which_accounts(tmp_path: Path) -> None:
    page = built(tmp_path, ASKED)["en/open-questions.html"]
    assert [row.split(" Key persons")[0] for row in rows(section(page, "unknown"))[1:]] == [
        "Attitude to us",
        "Influence on purchases",
    ]
    assert rows(section(page, "unknown"))[1].endswith("2 1")
    assert rows(section(page, "accounts"))[1:] == ["Nordwind Antriebe AG 3 1 3"]


def test_more_questions_than_fit_on_a_page_stand_on_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "PER_PAGE", 2)
    made = built(tmp_path, ASKED)
    assert "Warum?" in group(made["en/open-questions-2.html"], "undated")
    assert 'id="owners"' not in made["en/open-questions-2.html"]


@pytest.mark.parametrize("name", ["sources.html", "open-questions.html"])
def test_an_edition_for_the_customer_has_no_such_page_and_no_link_to_it(tmp_path: Path, name: str) -> None:
    made = built(tmp_path, ASKED, edition="customer")
    assert not [page for page, html in made.items() if name in page or name in html]


def test_without_sources_and_questions_the_pages_say_where_they_come_from(tmp_path: Path) -> None:
    bare = {"nordwind/plan.yaml": "account: {name: Nordwind}", "nordwind/customer.yaml": ""}
    made = built(tmp_path, bare)
    assert "No plan names its sources yet." in words(made["en/sources.html"])
    assert "No plan has an open question" in words(made["en/open-questions.html"])


def test_the_way_to_what_a_question_is_about_ends_where_an_edition_sees_no_further(tmp_path: Path) -> None:
    plan = """
        pipeline: {pumpwerk: {title: Pumpwerk, decision: 2027-06-30}}
        open_questions:
          wann: {question: "Wann fällt die Entscheidung?", about: strategy.pipeline.pumpwerk.decision}
          haltung: {question: "Wie steht Vogt zu uns?", about: people.people.vogt.attitude}
        """
    changed = {"nordwind/strategy.yaml": plan}
    everything = words(built(tmp_path / "team", changed)["nordwind/questions.html"])
    assert "Wann fällt die Entscheidung? Account-Strategie › Schlüsselprojekte › Pumpwerk › Entscheidung" in everything
    page = built(tmp_path / "company", changed, "company")["nordwind/questions.html"]
    assert "Wann fällt die Entscheidung? Account-Strategie" in words(page)
    assert "Wie steht Vogt zu uns? Schlüsselpersonen › Schlüsselpersonen › Henrik Vogt" in words(page)
    assert not re.search("›[^<]*(pipeline|pumpwerk|attitude)", page)


def test_readers_outside_find_links_to_those_of_us_alone_who_work_for_them(tmp_path: Path) -> None:
    events = """
        marketing:
          messe: {title: Messe, kind: trade_fair, date: 2027-05, owner: fremd}
          tag: {title: Haustag, kind: workshop, date: 2027-06, owner: kaya}
        """
    staff = PLANS["staff.yaml"] + "fremd: {name: Ina Fremd, title: Messebau}"
    made = built(tmp_path, {"nordwind/strategy.yaml": events, "staff.yaml": staff}, "customer")
    page = made["nordwind/strategy.html"]
    assert 'href="../our-people.html#kaya"' in page
    assert "Ina Fremd" in page
    assert "our-people.html#fremd" not in page
    assert "Fremd" not in made["our-people.html"]
    assert "Ina Fremd" in made["agenda.html"]
    assert "#fremd" not in made["agenda.html"]
