"""Key persons and relationships: who matters, who of us knows them, where nobody does."""

from section_plans import drawn, html_of, plan_of, section, show_of, text_of

from kamsite.render.blocks import Cards, Group
from kamsite.render.sections.people import people

PEOPLE = """
    people:
      vogt: {name: Henrik Vogt, department: Vorstand, influence: 3, attitude: neutral}
      brandt: {name: Dr. Sabine Brandt, department: Einkauf, roles: [decider, buyer], influence: 5, attitude: positive}
      klose: {name: Peter Klose, roles: [gatekeeper], influence: 3, attitude: enemy}
      alt: {name: Otto Alt, roles: [decider], influence: 5, left: 2025}
"""
TIES = "    relationships: [{person: vogt, by: weber, strength: 2, message: Sechs Linien}]"


def test_an_important_person_whom_nobody_addresses_is_marked() -> None:
    text = text_of(section("people", PEOPLE + TIES))
    assert text.count("noch niemand") == 1
    assert "Angesprochen von noch niemand" in text


def test_the_person_of_ours_stands_at_the_card_with_the_strength() -> None:
    assert "Angesprochen von Jonas Weber (Stärke 2 von 5)" in text_of(section("people", PEOPLE + TIES))


def test_attitudes_have_a_sign_of_their_own() -> None:
    text = text_of(section("people", PEOPLE))
    assert "+ Positiv" in text
    assert "↯ Feind" in text


def test_people_who_left_stand_last_and_are_not_missed() -> None:
    show = show_of(plan_of({"people": PEOPLE}))
    field = show.fields["people"].properties["people"]
    last = people(show, field, show.plan.data["people"]["people"])[-1]
    assert isinstance(last, Group)
    assert "Otto Alt" in html_of(last)
    assert "noch niemand" not in html_of(last)


def test_few_people_stand_together_without_headings() -> None:
    show = show_of(plan_of({"people": "people: {a: {name: A, department: X}, b: {name: B, department: Y}}"}))
    blocks = people(show, show.fields["people"].properties["people"], show.plan.data["people"]["people"])
    assert [type(block) for block in blocks] == [Cards]


def test_many_people_stand_by_department() -> None:
    rows = ", ".join(f"p{number}: {{name: P{number}, department: {'XYZ'[number % 3]}}}" for number in range(9))
    show = show_of(plan_of({"people": f"people: {{{rows}}}"}))
    blocks = people(show, show.fields["people"].properties["people"], show.plan.data["people"]["people"])
    assert [block.title for block in blocks if isinstance(block, Group)] == ["X", "Y", "Z"]


def test_people_of_divisions_stand_by_division() -> None:
    rows = ", ".join(f"p{number}: {{name: P{number}, division: d{number % 2}}}" for number in range(8))
    portfolio = "portfolio: {d0: {name: Marine}, d1: {name: Krane}}"
    show = show_of(plan_of({"people": f"people: {{{rows}}}", "position": portfolio}))
    blocks = people(show, show.fields["people"].properties["people"], show.plan.data["people"]["people"])
    assert [block.title for block in blocks if isinstance(block, Group)] == ["Marine", "Krane"]


def _relationships(ties: str) -> str:
    plan = plan_of({"people": PEOPLE + ties})
    return html_of(drawn(show_of(plan), "people", "relationships"))


def test_gaps_are_named_before_the_matrix() -> None:
    text = text_of(_relationships(TIES))
    assert "Niemand von uns spricht an: Dr. Sabine Brandt , Peter Klose ." in text


def test_the_most_influential_people_come_first() -> None:
    text = text_of(_relationships(TIES))
    matrix = text[text.index("stehen oben") :]
    assert matrix.index("Sabine Brandt") < matrix.index("Henrik Vogt")


def test_a_relationship_with_somebody_outside_the_plan_is_kept() -> None:
    assert "fremd" in text_of(_relationships("    relationships: [{person: fremd, by: kaya}]"))


def test_an_overdue_next_step_is_marked() -> None:
    ties = "    relationships: [{person: vogt, by: weber, next_step: Termin, due: 2026-10-01}]"
    assert "Termin · 1. Oktober 2026 überfällig" in text_of(_relationships(ties))


def test_an_edition_without_personal_data_neither_shows_nor_misses_it() -> None:
    plan = plan_of({"people": PEOPLE + TIES})
    text = text_of(html_of(drawn(show_of(plan, shows=frozenset({"public", "internal"})), "people", "people")))
    assert "Entscheider" in text
    assert "noch" not in text
    assert "Angesprochen" not in text
