"""Did you mean …: the known word nearest to the one that was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamsite.suggest import closest

PEOPLE = ["vogt", "brandt", "oez", "tanaka", "klose"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("vogd", "vogt"),
        ("vgot", "vogt"),
        ("Brandt", "brandt"),
        ("sabine-brandt", "brandt"),
        ("öz", "oez"),
        ("Öz", "oez"),
        ("OEZ", "oez"),
        ("tanake", "tanaka"),
        ("mustermann", None),
        ("", None),
        ("---", None),
        ("v" * 10_000, None),
    ],
)
def test_the_nearest_person_is_meant(written: str, meant: str | None) -> None:
    assert closest(written, PEOPLE) == meant


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("verfuegbarkeit", "Verfügbarkeit"),
        ("verfugbarkeit", "Verfügbarkeit"),
        ("Strasse", "Straße"),
        ("nordwnd", "nordwind-antriebe"),
        ("thornmer", "thornmere-packaging"),
        ("door opener", "door_opener"),
        ("DOOR-OPENER", "door_opener"),
        ("cafe", "café"),
        ("verfu\u0308gbarkeit", "Verfügbarkeit"),
        ("atittude", "attitude"),
    ],
)
def test_spelling_case_umlauts_and_swapped_letters_make_no_difference(written: str, known: str) -> None:
    assert closest(written, ["market", known, "price"]) == known


def test_an_equal_word_goes_before_a_similar_one() -> None:
    assert closest("goal", ["goals", "goal"]) == "goal"


def test_words_of_the_same_length_are_not_part_of_each_other() -> None:
    assert closest("sources", ["persons"]) is None


def test_the_first_of_equals_wins() -> None:
    assert closest("beta", ["bet1", "bet2"]) == "bet1"


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=5))
def test_any_text_gets_a_candidate_or_nothing(written: str, candidates: list[str]) -> None:
    assert closest(written, candidates) in [None, *candidates]
