"""One way of saying each thing: shares as numbers, texts as mappings, nothing unknown or empty left."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smallformat import SMALL, document, person, schemas_of

from kamsite.model.normal import Normal, normalise
from kamsite.source.document import Value

PEOPLE = SMALL.field("people")


def normal(text: str) -> Value:
    """The one person of a file, in one form."""
    data = normalise(document(person(text)).data, PEOPLE).data
    assert isinstance(data, dict)
    people = data["people"]
    assert isinstance(people, dict)
    return people["vogt"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("share: 62 %", {"share": 0.62}),
        ("share: 62,5%", {"share": 0.625}),
        ("share: 0.62", {"share": 0.62}),
        ("share: 1", {"share": 1}),
        ('share: "0.62"', {"share": "0.62"}),
        ("phone: 62 %", {"phone": "62 %"}),
        ('phone: "0431"', {"phone": "0431"}),
        ("needs: [On time, {text: Easy, note: x}]", {"needs": [{"text": "On time"}, {"text": "Easy", "note": "x"}]}),
        ("source: crm", {"source": ["crm"]}),
        ("source: [crm, press]", {"source": ["crm", "press"]}),
        ("roles:", {}),
        ("phone:", {}),
        ("roles: []", {"roles": []}),
        ("roles: buyer", {"roles": "buyer"}),
        ("spend: {2026: 3, 2025: , 2024: unknown}", {"spend": {"2026": 3}}),
        ("alternative: none", {"alternative": "none"}),
        ("x-note: {deep: unknown, deeper: }", {"x-note": {"deep": "unknown", "deeper": None}}),
        ("since: 2019", {"since": "2019"}),
    ],
)
def test_what_may_be_written_in_several_ways_is_read_in_one(written: str, read: dict[str, Value]) -> None:
    assert normal(written) == {"name": "Henrik Vogt", **read}


def test_what_is_unknown_is_left_out_and_listed_by_path() -> None:
    text = person("influence: unknown\nneeds: [{text: On time, note: unknown}]\ninfluences: {brandt: unknown, oez: 3}")
    assert normalise(document(text).data, PEOPLE) == Normal(
        {"people": {"vogt": {"name": "Henrik Vogt", "needs": [{"text": "On time"}], "influences": {"oez": 3}}}},
        (
            ("people", "vogt", "influence"),
            ("people", "vogt", "needs", 0, "note"),
            ("people", "vogt", "influences", "brandt"),
        ),
    )


def test_a_needed_value_that_reads_unknown_is_a_value() -> None:
    text = "people: {vogt: {name: unknown}}"
    assert normalise(document(text).data, PEOPLE) == Normal({"people": {"vogt": {"name": "unknown"}}})


def test_a_section_that_is_unknown_is_left_out() -> None:
    assert normalise({"people": "unknown"}, PEOPLE) == Normal({}, (("people",),))


def test_keys_of_a_companys_own_among_entries_stay_as_they_are() -> None:
    own = schemas_of(
        own={
            "additionalProperties": {"x-plain": "text", "type": ["string", "object"]},
            "patternProperties": {"^x-": {}},
        }
    )
    read = normalise({"a": "1", "x-b": "unknown"}, own.field("own"))
    assert read == Normal({"a": {"text": "1"}, "x-b": "unknown"})


def test_an_empty_file_stays_empty() -> None:
    assert normalise(None, PEOPLE) == Normal(None)


def anything() -> st.SearchStrategy[Value]:
    keys = st.sampled_from(["people", "vogt", "needs", "share", "source", "influences", "x-a", "note", "text"])
    leaves = (
        st.none() | st.integers() | st.booleans() | st.sampled_from(["unknown", "62 %", "crm"]) | st.text(max_size=3)
    )
    return st.recursive(
        leaves, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(keys, inside, max_size=4), max_leaves=20
    )


@given(anything())
def test_one_form_is_reached_at_once_and_the_data_stays(data: Value) -> None:
    before = copy.deepcopy(data)
    once = normalise(data, PEOPLE)
    assert data == before
    assert normalise(once.data, PEOPLE) == Normal(once.data)


def test_a_text_stands_for_a_mapping_of_which_the_schemas_know_no_keys() -> None:
    own = schemas_of(own={"properties": {"a": {"x-plain": "text", "type": ["string", "object"]}}})
    assert normalise({"a": "1"}, own.field("own")) == Normal({"a": {"text": "1"}})
