"""The schemas of the format: sound, complete in both languages, and true to the example plans."""

from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from schemawalk import ENDING, KINDS, SCHEMAS, Node, complaints, merged, nodes, properties, resolve

from kamsite.model.field import Field
from kamsite.model.field import Sensitivity as FieldSensitivity
from kamsite.model.schema import load_schemas
from kamsite.model.site import Sensitivity
from kamsite.resources import schema_folder
from kamsite.source.document import Value
from kamsite.source.yamltext import read_yaml

PROPERTIES = list(properties())
KIND_WORDS = {
    "id",
    "amount",
    "share",
    "period",
    "date",
    "series",
    "line",
    "prose",
    "item",
    "items",
    "scale",
    "word",
    "reference",
    "link",
    "asset",
    "count",
    "flag",
    "mapping",
    "list",
    "entries",
}
REFERENCES = {
    "staff",
    "people",
    "competitors",
    "sources",
    "goals",
    "customer_goals",
    "figures",
    "divisions",
    "plan",
    "accounts",
    "criteria",
    "statements",
    "modules",
    "topics",
    "profiles",
    "skills",
}


def test_every_kind_of_file_has_a_schema() -> None:
    assert set(KINDS) == {
        "plan",
        "customer",
        "people",
        "position",
        "strategy",
        "figures",
        "site",
        "staff",
        "selection",
        "fitness",
        "maturity",
        "levers",
        "model",
        "profiles",
        "customers",
    }


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_against_its_metaschema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert jsonschema_rs.meta.is_valid(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_named_in_both_languages(name: str) -> None:
    for keyword in ("title", "description", "x-title-de", "x-description-de"):
        assert SCHEMAS[name][keyword]


def test_a_schema_refers_to_its_neighbours_only() -> None:
    for name, schema in SCHEMAS.items():
        assert "$id" not in schema
        for pointer, node in nodes(schema):
            if reference := node.get("$ref"):
                file = reference.partition("#")[0]
                assert not file or (schema_folder() / file).is_file(), f"{name}{pointer}"
                assert resolve(name, reference)[1], f"{name}{pointer}"


def test_no_definition_is_left_over() -> None:
    used = {
        id(resolve(name, node["$ref"])[1])
        for name, schema in SCHEMAS.items()
        for _, node in nodes(schema)
        if "$ref" in node
    }
    left = [
        f"{name}: {key}" for name, s in SCHEMAS.items() for key, d in s.get("$defs", {}).items() if id(d) not in used
    ]
    assert left == ["common: unknown"]


@pytest.mark.parametrize("keyword", ["title", "description", "x-title-de", "x-description-de", "examples"])
def test_every_property_has_its_help_in_both_languages(keyword: str) -> None:
    assert [f"{name}{pointer}" for name, pointer, node in PROPERTIES if not node.get(keyword)] == []


def test_descriptions_are_sentences_and_german_is_not_english() -> None:
    for name, pointer, node in PROPERTIES:
        for keyword in ("description", "x-description-de"):
            assert node[keyword][-1] in ".?”“`", f"{name}{pointer}"
        assert node["description"] != node["x-description-de"], f"{name}{pointer}"


def test_every_section_says_at_length_what_belongs_there() -> None:
    for name in ("plan", "customer", "people", "position", "strategy", "figures"):
        for key, node in SCHEMAS[name]["properties"].items():
            assert len(node["description"]) >= 80, f"{name}: {key}"
            assert len(node["x-description-de"]) >= 80, f"{name}: {key}"


def test_every_property_has_a_kind_and_a_sensitivity() -> None:
    assert get_args(Sensitivity) == get_args(FieldSensitivity)
    for name, pointer, node in PROPERTIES:
        assert node.get("x-sensitivity") in get_args(Sensitivity), f"{name}{pointer}"
        assert merged(name, node)[1].get("x-kind") in KIND_WORDS, f"{name}{pointer}"


def test_annotations_have_the_form_that_readers_of_the_schemas_expect() -> None:
    for name, schema in SCHEMAS.items():
        for pointer, node in nodes(schema):
            place = f"{name}{pointer}"
            asked = node.get("x-asked", True)
            assert asked is True or (isinstance(asked, int) and asked > 0), place
            assert "x-decision" not in node or _is_mark(merged(name, node)[1], name), place
            assert node.get("x-ordered", True) is True, place
            assert node.get("x-reference", "staff") in REFERENCES, place
            for texts in [*node.get("x-scale", {}).values(), *node.get("x-refused", {}).values()]:
                assert set(texts) == {"en", "de"}, place
            assert set(map(type, node.get("x-aliases", []))) <= {str}, place


def _is_mark(said: dict[str, Any], name: str) -> bool:
    """Whether a mark for decisions is `true`, one of the known marks that fits the kind, or a list of fixed words."""
    mark, kind = said["x-decision"], said.get("x-kind")
    if isinstance(mark, list):
        words = said.get("enum") or merged(name, said.get("items", {}))[1].get("enum", [])
        return bool(mark) and set(mark) <= set(words)
    fitting = {"large": ("amount", "series"), "later": ("period", "date"), "lower": ("share", "amount", "scale")}
    fitting |= {"negative": ("scale", "amount"), "reworded": ("prose", "line"), "removed": ("entries",)}
    return mark is True or kind in fitting.get(mark, ())


def test_a_scale_has_words_for_each_of_its_steps() -> None:
    for name, pointer, node in PROPERTIES:
        said = merged(name, node)[1]
        if said["x-kind"] == "scale":
            steps = {str(step) for step in range(said["minimum"], said["maximum"] + 1)}
            assert set(said["x-scale"]) == steps, f"{name}{pointer}"


def test_every_fixed_word_is_explained_and_no_alias_has_two_meanings() -> None:
    for name, schema in SCHEMAS.items():
        for pointer, node in nodes(schema):
            if pointer.endswith("/^x-"):
                continue
            words: Node = node.get("x-words", {})
            assert set(words) == set(node.get("enum", words)) - ({"unknown"} - set(words)), f"{name}{pointer}"
            assert all(meaning["en"] and meaning["de"] for meaning in words.values()), f"{name}{pointer}"
            spoken = Counter(
                chain.from_iterable(
                    {alias.lower() for alias in [word, *meaning.get("aliases", ())]} for word, meaning in words.items()
                )
            )
            assert [word for word, count in spoken.items() if count > 1] == [], f"{name}{pointer}"


def test_no_alias_of_a_key_has_two_meanings() -> None:
    for name, schema in SCHEMAS.items():
        for pointer, node in nodes(schema):
            keys = node.get("properties", {})
            spoken = Counter(
                [*keys, *chain.from_iterable(set(inside.get("x-aliases", ())) for inside in keys.values())]
            )
            assert [alias for alias, count in spoken.items() if count > 1] == [], f"{name}{pointer}"


def test_entries_of_a_list_are_told_apart_by_keys_that_they_have() -> None:
    for name, schema in SCHEMAS.items():
        for pointer, node in nodes(schema):
            target, said = merged(name, node)
            if said.get("x-kind") not in ("list", "items"):
                continue
            _, entry = merged(target, said["items"])
            identity = said["x-identity"]
            for key in [identity] if isinstance(identity, str) else identity:
                assert key == "text" or key in entry["properties"], f"{name}{pointer}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_example_is_sound(name: str) -> None:
    wrong = [
        f"{pointer}: {complaint}"
        for schema, pointer, node in PROPERTIES
        if schema == name
        for example in node["examples"]
        for complaint in complaints(name, example, pointer)
    ]
    assert wrong == []


def test_any_optional_value_may_be_unknown() -> None:
    for name, schema in SCHEMAS.items():
        for pointer, node in nodes(schema):
            for key in node.get("properties", {}):
                if key not in node.get("required", ()) and name not in ("common", "customers"):
                    found = complaints(name, "unknown", f"{pointer}/properties/{key}")
                    known_beforehand = "additionalProperties" in node and node["additionalProperties"] is not False
                    assert bool(found) == known_beforehand, f"{name}{pointer}: {key} {found}"


def test_a_mapping_with_fixed_keys_refuses_others_and_admits_own_ones() -> None:
    for name, schema in SCHEMAS.items():
        for pointer, node in nodes(schema):
            if "properties" in node and node["x-kind"] == "mapping":
                assert node["additionalProperties"] is False, f"{name}{pointer}"
                assert list(node["patternProperties"]) == ["^x-"], f"{name}{pointer}"


def test_whatever_an_edition_shows_of_an_entry_it_shows_what_the_entry_needs() -> None:
    """Else an edition would hold entries without a name."""

    def check(field: Field, around: frozenset[str], way: str) -> None:
        seen = around | {field.sensitivity}
        for key in field.required:
            needed = field.properties[key].sensitivity
            assert needed == "public" or needed in seen, f"{way}/{key}"
        for key, inside in field.properties.items():
            check(inside, seen, f"{way}/{key}")
        for below in filter(None, (field.entry, field.item)):
            check(below, seen, f"{way}/*")

    for kind in KINDS:
        check(load_schemas().field(kind), frozenset({"internal"}), kind)


@pytest.mark.parametrize(
    ("path", "sensitivity"),
    [
        ("plan/account/name", "public"),
        ("plan/account/logo", "public"),
        ("plan/account/website", "public"),
        ("plan/account/industry", "public"),
        ("plan/account/manager", "public"),
        ("plan/selection", "commercial"),
        ("strategy/finance", "commercial"),
        ("strategy/pipeline", "commercial"),
        ("strategy/goals", "public"),
        ("strategy/goals/*/actions", "internal"),
        ("strategy/goals/*/strategies", "internal"),
        ("strategy/goals/*/status", "internal"),
        ("strategy/service/expectations", "internal"),
        ("strategy/service/priority_rule", "commercial"),
        ("strategy/marketing/*/goal", "internal"),
        ("customer/goals/*/opportunity", "internal"),
        ("customer/goals/*/status", "internal"),
        ("customer/profile/summary", "internal"),
        ("figures/figures", "commercial"),
        ("people/people/*/influence", "personal"),
        ("people/people/*/attitude", "personal"),
        ("people/people/*/contact", "personal"),
        ("people/people/*/notes", "personal"),
        ("people/people/*/influences", "personal"),
        ("people/people/*/decision_factors", "personal"),
        ("people/people/*/listens_because", "personal"),
        ("people/people/*/needs", "personal"),
        ("people/relationships", "personal"),
        ("customer/owners/*/influence", "personal"),
    ],
)
def test_who_may_see_what(path: str, sensitivity: str) -> None:
    kind, *steps = path.split("/")
    field = load_schemas().field(kind).at(tuple(steps))
    assert field is not None
    assert field.sensitivity == sensitivity


@pytest.mark.parametrize("key", ["version", "date"])
def test_a_plan_has_no_version_and_no_date_of_its_own(key: str) -> None:
    plan: dict[str, Any] = {"account": {"name": "Nordwind"}}
    assert complaints("plan", plan) == []
    assert complaints("plan", {**plan, key: "2026-03-12"})
    assert complaints("plan", {"account": {"name": "Nordwind", key: "2026-03-12"}})
    assert key in SCHEMAS["plan"]["x-refused"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("share", "62 %"),
        ("share", "62.5 %"),
        ("share", "62,5 %"),
        ("share", "100%"),
        ("share", 0.62),
        ("ratio", "-4 %"),
        ("ratio", "140 %"),
        ("period", 2026),
        ("period", "2026"),
        ("period", "2026-Q1"),
        ("period", "2026-03"),
        ("period", "2026-03-12"),
        ("date", "2028-02-29"),
        ("id", "x-1_a"),
        ("link", "https://müller.example/ä"),
        ("source", ["crm", "gb2025"]),
        ("asset", "assets/logo.svg"),
        ("prose", ""),
    ],
)
def test_a_value_in_its_form_is_sound(name: str, value: Value) -> None:
    assert complaints("common", value, f"/$defs/{name}") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("share", "101 %"),
        ("share", "62"),
        ("share", 62),
        ("share", -0.1),
        ("period", "2026-Q5"),
        ("period", "2026-13"),
        ("period", "2026-02-30"),
        ("period", "12.03.2026"),
        ("period", 26),
        ("date", "2026-02-29"),
        ("date", "2026-03"),
        ("id", "Brandt"),
        ("id", "-a"),
        ("id", "unknown"),
        ("link", "javascript:alert(1)"),
        ("link", "//host/path"),
        ("asset", "../secret.pdf"),
        ("line", ""),
        ("line", 12),
        ("amount", "12"),
        ("amount", True),
        ("flag", "yes"),
        ("country", "Germany"),
    ],
)
def test_a_value_in_another_form_is_refused(name: str, value: Value) -> None:
    assert complaints("common", value, f"/$defs/{name}")


def files(folder: Path) -> list[tuple[str, Path]]:
    """The YAML files of a plans folder that are a file of their kind as a whole, with the name of their schema."""
    return [(path.stem, path) for path in sorted(folder.rglob("*.yaml")) if path.stem in KINDS]


def example_files(shared: Path) -> list[tuple[str, Path]]:
    found = files(shared / "example-plans")
    assert len(found) >= 15
    return found


@pytest.mark.shared
def test_the_example_plans_are_sound_by_the_fast_validator(shared: Path) -> None:
    for name, path in example_files(shared):
        document = read_yaml(path.name, path.read_bytes()).document
        assert document is not None
        assert complaints(name, document.data) == [], path


@pytest.mark.shared
def test_the_example_plans_are_sound_by_the_explaining_validator(shared: Path) -> None:
    # Python joins relative addresses only for schemes that it knows.
    address = "file:///schema/"
    resources = [(f"{address}{name}{ENDING}", Resource.from_contents(schema)) for name, schema in SCHEMAS.items()]
    schemas: Registry[Any] = Registry().with_resources(resources)
    for name, path in example_files(shared):
        document = read_yaml(path.name, path.read_bytes()).document
        assert document is not None
        reference = {"$ref": f"{address}{name}{ENDING}"}
        formats = Draft202012Validator.FORMAT_CHECKER
        errors = Draft202012Validator(reference, registry=schemas, format_checker=formats).iter_errors(document.data)
        assert [error.message for error in errors] == [], path
