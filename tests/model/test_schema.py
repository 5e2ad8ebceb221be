"""Reading the schemas: fields with meaning, words, sensitivity; validators that stay on this machine."""

import json
from pathlib import Path

import pytest
from smallformat import COMMON, PEOPLE, PLAN, SMALL, schemas_of

from kamsite.language import Text
from kamsite.model.schema import SchemaError, Schemas, load_schemas

PERSON = SMALL.field("people").at(("people", "vogt"))


def test_a_field_has_its_title_and_description_in_both_languages() -> None:
    people = SMALL.field("people").properties["people"]
    assert people.title == Text("Key persons", "Schlüsselpersonen")
    assert people.description == Text("Who counts.", "Wer zählt.")
    assert people.asked == 5


def test_a_reference_gives_the_kind_and_the_property_beside_it_wins() -> None:
    name = SMALL.field("people").at(("people", "vogt", "name"))
    assert name is not None
    assert (name.name, name.kind, name.title.en, name.examples) == ("name", "line", "Name", ("Henrik Vogt",))
    assert name.form == Text("One line.", "Eine Zeile.")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ((), "mapping"),
        (("people",), "entries"),
        (("people", "vogt"), "mapping"),
        (("people", "vogt", "roles"), "list"),
        (("people", "vogt", "roles", 0), "word"),
        (("people", "vogt", "needs"), "items"),
        (("people", "vogt", "needs", 0), "item"),
        (("people", "vogt", "influences"), "entries"),
        (("people", "vogt", "influences", "brandt"), "amount"),
        (("people", "vogt", "spend"), "series"),
        (("people", "vogt", "spend", "2026"), "amount"),
        (("people", "vogt", "source"), "reference"),
        (("relationships", 0, "by"), "id"),
    ],
)
def test_every_value_has_a_kind(path: tuple[str | int, ...], kind: str) -> None:
    field = SMALL.field("people").at(path)
    assert field is not None
    assert field.kind == kind


def test_sensitivity_comes_from_above_where_the_schema_is_silent() -> None:
    root = SMALL.field("people")
    assert {"/".join(map(str, path)): field.sensitivity for path, field in root.walk() if len(path) < 4} == {
        "": "public",
        "people": "internal",
        "people/*": "internal",
        "people/*/name": "internal",
        "people/*/roles": "internal",
        "people/*/influence": "personal",
        "people/*/influences": "personal",
        "people/*/needs": "internal",
        "people/*/phone": "personal",
        "people/*/share": "internal",
        "people/*/born": "internal",
        "people/*/since": "internal",
        "people/*/spend": "commercial",
        "people/*/source": "internal",
        "people/*/alternative": "internal",
        "relationships": "personal",
        "relationships/0": "personal",
        "relationships/0/person": "personal",
        "relationships/0/by": "personal",
        "relationships/0/strength": "personal",
    }


def test_words_scales_units_and_references_are_read() -> None:
    assert PERSON is not None
    roles = PERSON.properties["roles"].item
    assert roles is not None
    assert list(roles.words) == ["decider", "door_opener", "buyer", "unknown"]
    assert roles.words["buyer"].aliases == ("Einkäuferin",)
    influence = PERSON.properties["influence"]
    assert influence.scale == {1: Text("hardly any", "kaum"), 5: Text("decisive", "entscheidend")}
    assert (influence.minimum, influence.maximum, influence.decision) == (1, 5, {"any"})
    assert PERSON.properties["spend"].unit == "EUR"
    assert PERSON.properties["influences"].key_reference == "people"
    relationships = SMALL.field("people").properties["relationships"]
    assert relationships.identity == ("person", "by")
    assert relationships.at((0, "by")).reference == "staff"  # type: ignore[union-attr]


def test_a_text_in_place_of_a_mapping_stands_for_one_of_its_keys() -> None:
    assert PERSON is not None
    needs, source = PERSON.properties["needs"], PERSON.properties["source"]
    assert needs.item is not None
    assert needs.item.text_key == "text"
    assert (needs.takes_text, source.takes_text) == (False, True)


def test_alternatives_are_laid_over_each_other() -> None:
    assert PERSON is not None
    alternative = PERSON.properties["alternative"]
    assert (alternative.kind, sorted(alternative.properties), sorted(alternative.words)) == (
        "item",
        ["cost", "reason"],
        ["none", "unknown"],
    )


def test_the_digest_changes_with_any_schema() -> None:
    same = schemas_of(plan=PLAN, people=PEOPLE, common=COMMON)
    other = schemas_of(common=COMMON, people=PEOPLE, plan={**PLAN, "title": "Cover"})
    assert same.digest == SMALL.digest
    assert other.digest != SMALL.digest


def test_a_schema_that_contains_itself_is_refused() -> None:
    looping = schemas_of(loop={"properties": {"deeper": {"$ref": "#"}}})
    with pytest.raises(ValueError, match="contains itself"):
        looping.field("loop")


def test_a_schema_elsewhere_is_never_fetched() -> None:
    remote = schemas_of(people={"properties": {"people": {"$ref": "https://example.com/people.schema.json"}}})
    with pytest.raises(SchemaError):
        remote.validator("people")


def test_a_broken_schema_is_named() -> None:
    with pytest.raises(SchemaError, match=r"people\.schema\.json"):
        Schemas({"people": b"{"})


def test_a_folder_of_schemas_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "plan.schema.json").write_text(json.dumps(PLAN), encoding="utf-8")
    (tmp_path / "README.md").write_text("no schema", encoding="utf-8")
    (tmp_path / "common.schema.json").write_text(json.dumps(COMMON), encoding="utf-8")
    schemas = load_schemas(tmp_path)
    assert schemas.kinds == ("common", "plan")
    assert load_schemas(tmp_path) is schemas
    assert schemas.field("plan") is schemas.field("plan")
    assert schemas.validator("plan") is schemas.validator("plan")


def test_every_schema_of_the_product_can_be_read_and_compiled() -> None:
    schemas = load_schemas()
    for kind in schemas.kinds:
        assert schemas.field(kind).name == kind
        schemas.validator(kind)
        schemas.explainer(kind)
        for path, field in schemas.field(kind).walk():
            if field.key_rule:
                assert not schemas.key_validator(field.key_rule).is_valid(""), path


def test_the_keys_of_a_mapping_have_a_rule_of_their_own() -> None:
    rule = SMALL.field("people").properties["people"].key_rule
    assert rule is not None
    keys = SMALL.key_validator(rule)
    assert keys is SMALL.key_validator(rule)
    assert [key for key in ("vogt", "Vogt", "unknown", "") if keys.is_valid(key)] == ["vogt"]


def test_keys_of_a_companys_own_are_no_entries_where_the_schema_admits_them() -> None:
    entries = {"additionalProperties": {"type": "object"}, "patternProperties": {"^x-": {}}}
    field = schemas_of(own=entries).field("own")
    assert field.own_keys
    assert field.inside("x-note") is None
    assert field.inside("vogt") is field.entry
    assert SMALL.field("people").properties["people"].inside("x-ray") is not None
