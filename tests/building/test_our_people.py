"""Our people: who covers which accounts and persons, how well; a page for each of them."""

import re
from pathlib import Path

import pytest
from pagecheck import section, words
from sites import PLANS, pages, publish, write

TEAM = {
    "thornmere/people.yaml": """
        people:
          chen: {name: Chen Li, roles: [decider], influence: 5}
          ruiz: {name: Ana Ruiz, roles: [user]}
          moss: {name: Kate Moss, roles: [decider]}
        relationships:
          - {person: ruiz, by: weber, strength: 2}
          - {person: chen, by: weber, strength: 3}
        """,
    "thornmere/strategy.yaml": """
        open_questions: {wer: {question: Wer?, owner: weber, due: 2026-01-31}, wann: {question: Wann?, owner: kaya}}
        """,
}
MANY = "\n".join(f"  p{n}: {{name: Person {n:02}, roles: [{'decider' if n == 11 else 'user'}]}}" for n in range(12))
TIES = "\n".join(f"  - {{person: p{n}, by: weber}}" for n in range(12))


def built(tmp_path: Path, changed: dict[str, str], edition: str | None = None) -> dict[str, str]:
    publish(write(tmp_path / "plans", {**PLANS, **changed}), tmp_path / "out", keep_going=True, edition=edition)
    return pages(tmp_path / "out")


def rows(html: str) -> list[str]:
    return [words(row) for row in re.findall(r"<tr[ >].*?</tr>", html)]


def card(html: str, name: str) -> str:
    return words(html.partition(f'<article class="card" id="{name}"')[2].partition("</article>")[0])


def test_the_figures_of_everybody_stand_first(tmp_path: Path) -> None:
    covering = rows(section(built(tmp_path, TEAM)["en/our-people.html"], "covering"))
    assert covering == [
        "Person Department Accounts People of them decide Deciders at own accounts Overdue",
        "Jonas Weber Vertrieb 1 3 2 100 % 1 / 1 1",
        "Deniz Kaya Service 2 50 % 1 / 2",
    ]


def test_a_page_for_each_tells_accounts_people_and_dates(tmp_path: Path) -> None:
    page = built(tmp_path, TEAM)["en/our-people-weber.html"]
    assert rows(section(page, "accounts"))[1:] == ["Nordwind Antriebe AG 1 / 1"]
    assert rows(section(page, "people"))[1:] == [
        "Nordwind Antriebe AG",
        "Sabine Brandt decides 4 of 5 ●●●●○",
        "Thornmere Packaging Ltd",
        "Ana Ruiz 2 of 5 ●●○○○",
        "Chen Li decides 3 of 5 ●●●○○",
    ]
    assert "31 Jan 2026 Wer? Thornmere Packaging Ltd Open question" in words(section(page, "dates"))
    assert "Vertrieb" in words(section(page, "glance"))


def test_the_way_to_the_page_of_a_person_is_told(tmp_path: Path) -> None:
    page = built(tmp_path, TEAM)["en/our-people-weber.html"]
    crumbs = page.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
    assert re.findall(r"<li>(.*?)</li>", crumbs) == [
        "People",
        '<a href="our-people.html">Our people</a>',
        '<span aria-current="page">Jonas Weber</span>',
    ]


def test_a_card_has_room_for_a_few_and_deciders_come_first(tmp_path: Path) -> None:
    people = f"people:\n{MANY}\nrelationships:\n{TIES}\n"
    made = built(tmp_path, {"thornmere/people.yaml": people})
    shown = card(made["en/our-people.html"], "weber")
    assert "13 people, 2 of them decide" in shown
    assert len(re.findall(r"Person \d\d", shown)) == 7
    assert "Person 11 decides" in shown
    assert "Everything about Jonas Weber" in shown
    assert len(re.findall(r"Person \d\d", words(section(made["en/our-people-weber.html"], "people")))) == 12


def test_one_who_is_on_many_accounts_keeps_a_short_card(tmp_path: Path) -> None:
    many = {f"k{n}/plan.yaml": f"account: {{name: Kunde {n}, manager: weber}}" for n in range(10)}
    made = built(tmp_path, many)
    assert "Kunde 5, and 5 more" in card(made["en/our-people.html"], "weber").replace(" ,", ",")
    assert len(rows(section(made["en/our-people-weber.html"], "accounts"))) == 12


@pytest.mark.parametrize("edition", ["company", "customer"])
def test_an_edition_without_relationships_tells_no_figures_of_them(tmp_path: Path, edition: str) -> None:
    made = built(tmp_path, TEAM, edition=edition)
    told = " ".join(html for name, html in made.items() if "our-people" in name)
    assert "Chen Li" not in told
    assert "of them decide" not in told
    assert "0 / 1" not in told


def test_a_customer_gets_cards_of_those_who_work_for_them_and_nothing_about_how_well(tmp_path: Path) -> None:
    staff = {"staff.yaml": PLANS["staff.yaml"].rstrip() + "\n        lenz: {name: Petra Lenz}\n"}
    made = built(tmp_path, {**staff, "thornmere/plan.yaml": "account: {name: Thornmere, manager: lenz}"}, "customer")
    assert set(re.findall(r'<article class="card" id="([^"]*)"', made["our-people.html"])) == {"weber", "kaya"}
    assert "Überfällig" not in made["our-people.html"]
    assert not [name for name, html in made.items() if "our-people-" in name or "our-people-" in html]


def test_a_card_leads_to_the_page_of_one_who_only_has_something_to_do(tmp_path: Path) -> None:
    staff = PLANS["staff.yaml"] + "hagen: {name: Thilo Hagen}\n        frei: {name: Ina Frei}\n"
    question = "open_questions: {wo: {question: Wo?, owner: hagen, due: 2099-01-31}}\n"
    made = built(tmp_path, {"staff.yaml": staff, "thornmere/strategy.yaml": question})["our-people.html"]
    assert 'href="our-people-hagen.html"' in made.partition('id="hagen"')[2].partition("</article>")[0]
    assert "noch keinem Kunden zugeordnet" in made.partition('id="frei"')[2].partition("</article>")[0]


def test_an_edition_that_hides_who_addresses_whom_does_not_say_that_somebody_does_nothing(tmp_path: Path) -> None:
    changed = {"thornmere/people.yaml": "people: {chen: {name: Chen Li}}\nrelationships: [{person: chen, by: hagen}]\n"}
    changed["staff.yaml"] = PLANS["staff.yaml"] + "hagen: {name: Thilo Hagen}\n"
    assert "noch keinem Kunden" not in built(tmp_path / "team", changed)["our-people.html"]
    card = built(tmp_path / "company", changed, "company")["our-people.html"].partition('id="hagen"')[2]
    assert "noch keinem Kunden" not in card.partition("</article>")[0]
