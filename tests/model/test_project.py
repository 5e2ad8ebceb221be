"""Editions: what may not be seen is not there, and nothing else is lost."""

import copy
import json
from collections.abc import Iterator
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smallformat import PEOPLE, SMALL, document, person, schemas_of

from kamsite.model.field import SENSITIVITIES, Field
from kamsite.model.project import project, project_field, shows_prose
from kamsite.model.schema import load_schemas
from kamsite.source.document import Path, Value

FIELD = SMALL.field("people")
COMPANY = frozenset({"public", "internal"})
EDITIONS = [
    frozenset(shown) for shown in chain.from_iterable(combinations(sorted(SENSITIVITIES), count) for count in range(5))
]


def seen(text: str, shows: frozenset[str] = COMPANY) -> Value:
    """What an edition sees of a file written inline."""
    return project(document(text).data, FIELD, shows)


def test_hidden_values_vanish_and_the_others_stay() -> None:
    text = person("influence: 4\nroles: [buyer]\nspend: {2026: 3}\nphone: '0431'\nx-own: secret")
    vogt = {"name": "Henrik Vogt", "roles": ["buyer"], "x-own": "secret"}
    assert seen(text) == {"people": {"vogt": vogt}}
    with_money = seen(text, COMPANY | {"commercial"})
    assert with_money == {"people": {"vogt": {**vogt, "spend": {"2026": 3}}}}


def test_a_section_hides_all_below_it() -> None:
    text = "relationships: [{person: vogt, by: weber}]"
    assert seen(text) is None
    assert seen(text, SENSITIVITIES) == {"relationships": [{"person": "vogt", "by": "weber"}]}


def test_a_list_entry_keeps_what_may_be_seen() -> None:
    text = person("needs: [On time, {text: Easy, cost: 4}]")
    assert seen(text) == {"people": {"vogt": {"name": "Henrik Vogt", "needs": ["On time", {"text": "Easy"}]}}}


def test_what_was_empty_before_stays_and_what_was_emptied_vanishes() -> None:
    text = "people: {vogt: {name: X, needs: [], roles: , x-own: {}}, brandt: {name: Y, influences: {vogt: 3}}}"
    assert seen(text) == {
        "people": {"vogt": {"name": "X", "needs": [], "roles": None, "x-own": {}}, "brandt": {"name": "Y"}}
    }


def test_keys_of_a_companys_own_are_for_the_company() -> None:
    public = {**PEOPLE, "x-sensitivity": "public", "properties": {"a": {"type": "string"}}}
    everyone = schemas_of(own=public).field("own")
    data: Value = {"a": "1", "x-b": "2"}
    assert project(data, everyone, frozenset({"public"})) == {"a": "1"}
    assert project(data, everyone, COMPANY) == data


def test_a_misspelt_key_is_for_those_who_may_see_all_that_it_could_be() -> None:
    text = person("influense: 4\nx-own: 1")
    assert seen(text) == {"people": {"vogt": {"name": "Henrik Vogt", "x-own": 1}}}
    assert seen(text, SENSITIVITIES) == document(text).data


def test_what_stands_in_the_place_of_a_public_text_is_for_the_company() -> None:
    public = schemas_of(own={"x-sensitivity": "public", "properties": {"a": {"type": "string"}}}).field("own")
    for wrong in ({"b": "1"}, ["1"], {"x-b": "1"}):
        assert project({"a": wrong}, public, frozenset({"public"})) is None
        assert project({"a": wrong}, public, COMPANY) == {"a": wrong}


SECRET_NAMES = schemas_of(
    own={
        "properties": {
            "people": {
                "additionalProperties": {
                    "required": ["name"],
                    "properties": {"name": {"x-sensitivity": "personal"}, "note": {"x-sensitivity": "public"}},
                }
            },
            "list": {
                "items": {
                    "required": ["name"],
                    "properties": {"name": {"x-sensitivity": "personal"}, "note": {}},
                }
            },
            "rest": {"type": "string"},
        }
    }
).field("own")


def test_an_entry_whose_needed_key_is_hidden_vanishes() -> None:
    data: Value = {"people": {"vogt": {"name": "X", "note": "y"}}, "list": [{"name": "X", "note": "y"}], "rest": "z"}
    assert project(data, SECRET_NAMES, COMPANY) == {"rest": "z"}
    assert project({"people": "unknown", "list": [], "rest": "z"}, SECRET_NAMES, COMPANY) == {"rest": "z"}


def test_the_schema_of_an_edition_does_not_know_what_it_hides() -> None:
    assert project_field(SECRET_NAMES, SENSITIVITIES) is SECRET_NAMES
    small = project_field(SECRET_NAMES, COMPANY)
    assert small is not None
    assert list(small.properties) == ["rest"]
    company = project_field(FIELD, COMPANY)
    assert company is not None
    assert list(company.properties) == ["people"]
    vogt = company.at(("people", "vogt"))
    assert vogt is not None
    assert [key for key in vogt.properties if key in ("influence", "phone", "spend", "name")] == ["name"]
    assert project_field(FIELD, frozenset({"public"})) is None


def test_what_has_another_shape_than_the_schema_describes_is_hidden_from_those_who_may_not_see_all() -> None:
    for wrong in ("influence is 4", 4, ["influence is 4"], {"vogt": "influence is 4"}, {"vogt": ["influence is 4"]}):
        assert project({"people": wrong}, FIELD, COMPANY) is None
        assert project({"people": wrong}, FIELD, SENSITIVITIES) == {"people": wrong}


def canary(needs: frozenset[str]) -> str:
    return "canary-" + "-".join(sorted(needs)) + "."


def is_leaf(field: Field) -> bool:
    return not field.properties and field.entry is None and field.item is None


def wrong_shapes(field: Field, needs: frozenset[str]) -> st.SearchStrategy[Value]:
    """Values that the schema does not describe: only those may see them who may see all that could stand there."""
    own = canary(needs | field.below | {"internal"})
    company = canary(needs | {"internal"}) if field.properties else own
    shapes: list[Value] = [[], {}, None, {own: own}, {"x-y": {"z": company}}]
    if field.item is None:
        shapes += [[own], [[own]]]
    if not field.text_key and not field.takes_text and not is_leaf(field):
        shapes.append(own)
    return st.sampled_from(shapes)


@st.composite
def data_with_canaries(draw: st.DrawFn, field: Field, above: frozenset[str] = frozenset()) -> Value:
    """Values, mostly of the right shape, in which every text says who may see it."""
    needs = above | {field.sensitivity}
    if draw(st.integers(0, 9)) == 0:
        return draw(wrong_shapes(field, needs))
    if field.text_key and draw(st.booleans()):
        return canary(needs | {field.properties[field.text_key].sensitivity})
    if field.item is not None:
        if field.takes_text and draw(st.booleans()):
            return canary(needs | {field.item.sensitivity})
        return draw(st.lists(data_with_canaries(field.item, needs), max_size=3))
    return canary(needs) if is_leaf(field) else draw(mappings(field, needs))


@st.composite
def mappings(draw: st.DrawFn, field: Field, needs: frozenset[str]) -> Value:
    """A mapping with some of its keys, some entries, and sometimes a key of the company's own."""
    data: dict[str, Value] = {}
    for key, inside in field.properties.items():
        if draw(st.integers(0, 2)):
            data[key] = draw(data_with_canaries(inside, needs))
    if field.entry is not None:
        for number in range(draw(st.integers(0, 2))):
            data[f"{canary(needs)}{number}"] = draw(data_with_canaries(field.entry, needs))
    elif draw(st.booleans()):
        data[f"x-{canary(needs | {'internal'})}"] = canary(needs | {"internal"})
    return data


@given(data_with_canaries(FIELD), st.sampled_from(EDITIONS))
def test_no_canary_of_a_hidden_field_survives(data: Value, shows: frozenset[str]) -> None:
    before = copy.deepcopy(data)
    text = json.dumps(project(data, FIELD, shows))
    assert data == before
    for needs in EDITIONS:
        if not needs <= shows:
            assert canary(needs) not in text


@given(data_with_canaries(FIELD))
def test_who_may_see_all_sees_the_data_itself(data: Value) -> None:
    assert project(data, FIELD, SENSITIVITIES) is data


@given(data_with_canaries(FIELD), st.sampled_from(EDITIONS), st.sampled_from(EDITIONS))
def test_an_edition_of_an_edition_shows_what_both_show(data: Value, one: frozenset[str], other: frozenset[str]) -> None:
    once = project(data, FIELD, one)
    if once is not None:
        assert json.dumps(project(once, FIELD, one)) == json.dumps(once)
        left = json.dumps(project(once, FIELD, other))
        assert all(canary(needs) not in left for needs in EDITIONS if not needs <= one & other)


def filled(field: Field, above: frozenset[str] = frozenset(), path: Path = ()) -> Iterator[tuple[Path, frozenset[str]]]:
    """Every leaf of a schema with a path to it and the sensitivities that one must see to see it."""
    needs = above | {field.sensitivity}
    below: list[tuple[str | int, Field]] = [*field.properties.items()]
    if field.entry:
        below.append(("some-id", field.entry))
    if field.item:
        below.append((0, field.item))
    if not below:
        yield path, needs
    for step, inside in below:
        yield from filled(inside, needs, (*path, step))


def write(data: dict[str | int, object], path: Path, value: str | bool) -> None:
    for step in path[:-1]:
        inside = data.setdefault(step, {})
        assert isinstance(inside, dict)
        data = inside
    data[path[-1]] = value


def as_value(data: object) -> Value:
    if not isinstance(data, dict):
        return data if data is True else str(data)
    if set(data) == {0}:
        return [as_value(data[0])]
    return {str(key): as_value(inside) for key, inside in data.items() if key != 0}


def is_agreement(field: Field, path: Path) -> bool:
    """Whether the value at a path says that the customer agreed to the entry."""
    owner = field.at(path[:-1])
    return owner is not None and owner.agreed == path[-1]


@pytest.mark.parametrize("agreed", ["true", "false", "unknown", "'true'", ""])
@pytest.mark.parametrize("kind", ["strategy", "customer"])
def test_a_customer_sees_only_goals_that_were_agreed(kind: str, agreed: str) -> None:
    field = load_schemas().field(kind)
    data = document(f"goals: {{a: {{title: A, agreed_with_customer: {agreed}}}, b: {{title: B}}}}").data
    shown = project(data, field, frozenset({"public", "personal", "commercial"}))
    assert shown == ({"goals": {"a": {"title": "A", "agreed_with_customer": True}}} if agreed == "true" else None)
    assert project(data, field, COMPANY) == data


@pytest.mark.parametrize("kind", load_schemas().kinds)
def test_every_field_of_the_product_is_seen_by_those_who_may_see_it_and_by_nobody_else(kind: str) -> None:
    field = load_schemas().field(kind)
    tree: dict[str | int, object] = {}
    leaves = list(filled(field))
    for number, (path, _) in enumerate(leaves):
        if path:
            write(tree, path, True if is_agreement(field, path) else f"canary{number}.")
    data = as_value(tree)
    for shows in EDITIONS:
        text, small = json.dumps(project(data, field, shows)), project_field(field, shows)
        for number, (path, needs) in enumerate(leaves):
            if path and is_agreement(field, path):
                continue
            assert needs <= shows or f"canary{number}." not in text, (path, needs, shows)
            is_known = small is not None and small.at(path) is not None
            assert is_known == (f"canary{number}." in text) or not path, (path, needs, shows)


@pytest.mark.parametrize("kind", load_schemas().kinds)
def test_what_an_edition_shows_is_in_the_schema_of_the_edition(kind: str) -> None:
    field = load_schemas().field(kind)
    for shows in EDITIONS:
        small = project_field(field, shows)
        for path, inside in small.walk() if small else ():
            original = field.at(path)
            assert original is not None, path
            assert inside.sensitivity == original.sensitivity
            assert inside.sensitivity in shows


@pytest.mark.parametrize(
    ("chapter", "needed"),
    [
        ("plan", {"internal", "commercial"}),
        ("customer", {"internal", "commercial", "personal"}),
        ("people", {"internal", "personal"}),
        ("position", {"internal", "commercial", "personal"}),
        ("strategy", {"internal", "commercial"}),
        ("figures", {"internal", "commercial"}),
    ],
)
def test_prose_is_shown_only_where_all_is_that_its_chapter_can_hold(chapter: str, needed: set[str]) -> None:
    field = load_schemas().field(chapter)
    assert shows_prose(field, frozenset(needed | {"public"}))
    for missing in needed:
        assert not shows_prose(field, SENSITIVITIES - {missing})
