"""The people of all customers on one page: who needs somebody of us comes first, and what can be chosen."""

import re
from pathlib import Path

import pytest
from sites import PLANS, pages, publish, write

from kamsite.render.across import contacts

PEOPLE = {
    "nordwind/people.yaml": """
        people:
          brandt: {name: Sabine Brandt, title: Leiterin Einkauf, roles: [buyer, decider], influence: 5,
            attitude: positive}
          klose: {name: Peter Klose, roles: [specifier], influence: 4, attitude: enemy}
          vogt: {name: Henrik Vogt, roles: [ratifier], influence: 4, attitude: neutral}
          adam: {name: Ada Adam, roles: [user], influence: 1}
          gone: {name: Gerd Gone, roles: [decider], influence: 5, left: 2025-01-01}
        relationships: [{person: brandt, by: weber, message: Wir halten Termine.}]
        """,
    "thornmere/people.yaml": """
        people: {hall: {name: Ruth Hall, roles: [decider], influence: 2}}
        """,
}
HEADS = re.compile(r'<th scope="rowgroup" colspan="6">(.*?) <span class="num row__count">(\d)</span></th>')
NAMES = re.compile(r'<th scope="row"><a href="[^"]*">(.*?)</a>')


def built(tmp_path: Path, changed: dict[str, str], edition: str | None = None) -> dict[str, str]:
    publish(write(tmp_path / "plans", {**PLANS, **changed}), tmp_path / "out", keep_going=True, edition=edition)
    return pages(tmp_path / "out")


def row_of(page: str, name: str) -> str:
    return next(row for row in page.split("<tr>") if f">{name}</a>" in row)


def test_who_needs_somebody_of_us_comes_first_and_who_left_is_not_there(tmp_path: Path) -> None:
    page = built(tmp_path, PEOPLE)["en/contacts.html"]
    assert NAMES.findall(page) == ["Ruth Hall", "Peter Klose", "Henrik Vogt", "Sabine Brandt", "Ada Adam"]
    assert HEADS.findall(page) == [
        ("Deciders nobody of us addresses", "1"),
        ("Opponents with influence", "1"),
        ("Influential people nobody of us addresses", "1"),
        ("The other deciders", "1"),
        ("Everybody else", "1"),
    ]


def test_a_person_is_told_with_account_roles_and_those_of_us_who_address_them(tmp_path: Path) -> None:
    row = row_of(built(tmp_path, PEOPLE)["en/contacts.html"], "Sabine Brandt")
    assert '<a href="nordwind/people.html#brandt">' in row
    assert '<a class="plain" href="nordwind/index.html">Nordwind Antriebe AG</a>' in row
    assert re.search(r"is-decider.*Decider.*is-buyer.*Buyer", row)
    assert '<a class="ref" href="our-people.html#weber">Jonas Weber</a>' in row


def test_a_tie_written_in_a_division_counts_for_the_person_of_the_account(tmp_path: Path) -> None:
    tie = "relationships: [{person: klose, by: kaya}]\n"
    page = built(tmp_path, {**PEOPLE, "nordwind/divisions/marine/people.yaml": tie})["en/contacts.html"]
    assert "Deniz Kaya" in row_of(page, "Peter Klose")


def test_every_choice_has_styles_that_leave_the_rows_that_it_counts(tmp_path: Path) -> None:
    page = built(tmp_path, PEOPLE)["en/contacts.html"]
    styles = (tmp_path / "out/assets/sections.css").read_text("utf-8")
    choices = re.findall(
        r'<a id="only-([\w]+)" href="#only-\1" data-rows="people\?[^"]*">[^<]*<span class="num">(\d+)</span>', page
    )
    assert ("decider", "2") in choices
    assert ("alone", "4") in choices
    for name, count in choices:
        if name != "all":
            assert f"#only-{name}:target) :is(tbody, tbody tr:not(.row--group)):not(:has(.is-{name}))" in styles
            assert len([row for row in page.split("<tr>") if re.search(rf'is-{name}[" ]', row)]) == int(count), name


def test_more_people_than_fit_on_a_page_stand_on_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "PER_PAGE", 2)
    made = built(tmp_path, PEOPLE)
    parts = ["contacts.html", "contacts-2.html", "contacts-3.html"]
    assert [NAMES.findall(made[part]) for part in parts] == [
        ["Ruth Hall", "Peter Klose"],
        ["Henrik Vogt", "Sabine Brandt"],
        ["Ada Adam"],
    ]
    assert made["contacts-2.html"].count('<a href="contacts-2.html" aria-current="page">2</a>') == 2
    assert '<a href="contacts.html" aria-current="page">Kontakte</a>' in made["contacts-2.html"]


def test_an_edition_without_people_has_no_such_page_and_no_link_to_it(tmp_path: Path) -> None:
    made = built(tmp_path, PEOPLE, edition="company")
    assert not [name for name, html in made.items() if "contacts" in name or "contacts.html" in html]


def test_without_people_the_page_says_where_they_come_from(tmp_path: Path) -> None:
    page = built(tmp_path, {"nordwind/people.yaml": "people: {}\n"})["en/contacts.html"]
    assert "No plan names people yet. Add them to people.yaml" in page
