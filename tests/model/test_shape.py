"""The shape of a file: each mistake once, at its place, in words that say what to do next."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smallformat import COMMON, SMALL, document, findings, person, schemas_of, told

from kamsite.diagnostics import Place
from kamsite.model.shape import check_shape, sound_part
from kamsite.source.document import Document, Mark, Value


def test_a_sound_file_has_no_findings() -> None:
    text = person(
        "roles: [decider, buyer]\ninfluence: 3\ninfluences: {brandt: 4}\nneeds: [On time, {text: Easy, x-own: 1}]\n"
        "share: 62,5 %\nborn: 1970-02-28\nsince: 2019\nspend: {2026: 3, 2026-Q1: 1.5}\nsource: [crm, press]\n"
        "alternative: none\nx-hobby: sailing"
    )
    assert told(text) == []


def test_what_is_unknown_or_left_open_is_sound() -> None:
    text = person(
        "influence: unknown\nneeds: unknown\nborn: unknown\nroles:\nspend: {2026: , 2027: 3}\nsource: unknown"
    )
    assert told(text) == []


def test_an_empty_file_is_sound_where_nothing_is_needed() -> None:
    assert told("") == []
    assert told("", "plan") == ["1:1 K203 account is missing."]


MISTAKES = [
    # K201 unknown key
    (person("rolle: [buyer]"), "4:5 K201 'rolle' is not a key of vogt in people. | Did you mean roles?"),
    (person("Einfluß: 3"), "4:5 K201 'Einfluß' is not a key of vogt in people. | Did you mean influence?"),
    (person("infleunce: 3"), "4:5 K201 'infleunce' is not a key of vogt in people. | Did you mean influence?"),
    (
        person("zzz: 3"),
        "4:5 K201 'zzz' is not a key of vogt in people. | Known keys: name, roles, influence, influences, needs, "
        "phone, share, born, since, spend, source, alternative. Keys of your own start with x-.",
    ),
    (
        person("needs:\n  - text: On time\n    influence: 3"),
        "6:9 K201 'influence' is not a key of entry 1 of needs. | influence belongs to vogt in people: indent it less.",
    ),
    ("account: {name: X}", "1:1 K201 'account' is not a key of people.yaml. | account belongs into plan.yaml."),
    # K202 wrong type
    (
        person("influence: hoch"),
        "4:16 K202 influence expects a whole number from 1 to 5, found the text 'hoch'. | "
        "1 = hardly any, 5 = decisive.",
    ),
    (
        person('influence: "4"'),
        "4:16 K202 influence expects a whole number from 1 to 5, found the text '4'. | "
        "Write 4, without separators, unit or quotes.",
    ),
    (
        person("influence: 3.5"),
        "4:16 K202 influence expects a whole number from 1 to 5, found the number 3.5. | 1 = hardly any, 5 = decisive.",
    ),
    (
        person("phone: 431"),
        '4:12 K202 phone expects a text, found the number 431. | Put it in quotes: "431".',
    ),
    (
        person("phone: {home: 431}"),
        "4:12 K202 phone expects a text, found keys (`home:`). | "
        "A text in which a colon is followed by a blank must stand in quotes.",
    ),
    (
        person("roles: buyer"),
        "4:12 K202 roles expects a list, found the text 'buyer'. | "
        "Write a list: [buyer], or one entry a line, each after a dash.",
    ),
    (
        person("needs: {text: On time}"),
        "4:12 K202 needs expects a list, found keys (`text:`). | Write a list: each entry after a dash.",
    ),
    (
        person("needs:\n  - Dates: they keep them"),
        "5:9 K202 Entry 1 of needs expects a text, found keys (`Dates:`). | "
        "A text in which a colon is followed by a blank must stand in quotes.",
    ),
    (
        "people:\n  - name: Henrik Vogt\n",
        "2:3 K202 people expects entries with a key each, found a list. | "
        "Write entries without dashes, each below an id of its own: `brandt:`, with its keys indented.",
    ),
    (
        person("phone: [431]"),
        "4:12 K202 phone expects a text, found a list. | Only one is possible: 431, without brackets.",
    ),
    (
        person("spend: {2026: 1.200.000 €}"),
        "4:19 K202 2026 in spend expects a number, found the text '1.200.000 €'. | "
        "Write 1200000, without separators, unit or quotes.",
    ),
    # K203 missing
    (
        "people: {vogt: {roles: [buyer]}}",
        "1:10 K203 name is missing in vogt in people. | Add it, for example: `name: Henrik Vogt`.",
    ),
    # K204 fixed words
    (
        person("roles: [buyer, Türöffner]"),
        "4:20 K204 'Türöffner' is none of the words for entry 2 of roles. | "
        "Did you mean door_opener? Allowed: decider, door_opener, buyer.",
    ),
    (
        person("roles: [Einkaeuferin]"),
        "4:13 K204 'Einkaeuferin' is none of the words for entry 1 of roles. | "
        "Did you mean buyer? Allowed: decider, door_opener, buyer.",
    ),
    (
        person("roles: [boss]"),
        "4:13 K204 'boss' is none of the words for entry 1 of roles. | Allowed: decider, door_opener, buyer.",
    ),
    # K205 range
    (person("influence: 7"), "4:16 K205 influence goes from 1 to 5, found 7. | 1 = hardly any, 5 = decisive."),
    (person("share: 62"), "4:12 K205 share goes from 0 to 100 %, found 62. | Did you mean 62 %?"),
    (person("share: 162 %"), "4:12 K205 share goes from 0 to 100 %, found 162 %. | A part of the whole: `62 %`."),
    # K206 form
    (
        person("born: 31.12.1970"),
        "4:11 K206 born: '31.12.1970' is not written in the right form. | Did you mean 1970-12-31?",
    ),
    (person("born: 1970-02-30"), "4:11 K206 born: there is no day '1970-02-30'."),
    (
        person("since: Q1/2026"),
        "4:12 K206 since: 'Q1/2026' is not written in the right form. | Did you mean 2026-Q1?",
    ),
    (
        person("share: 62 Prozent"),
        "4:12 K206 share: '62 Prozent' is not written in the right form. | Did you mean 62 %?",
    ),
    (
        person("source: Müller & Söhne"),
        "4:13 K206 source: 'Müller & Söhne' is not written in the right form. | Did you mean mueller-soehne?",
    ),
    (
        "people: {Frau Brandt: {name: X}}",
        "1:10 K206 'Frau Brandt' cannot be a key in people. | "
        "An id is made of a-z, 0-9, - and _, and starts with a letter or digit. Did you mean frau-brandt?",
    ),
    (
        "people: {unknown: {name: X}}",
        "1:10 K206 'unknown' cannot be a key in people. | "
        "`unknown` says that a value is not known yet; choose another word as a key.",
    ),
    (
        person("spend: {Q3 2026: 5}"),
        "4:13 K206 'Q3 2026' cannot be a key in spend. | "
        "Periods are written 2026, 2026-Q1, 2026-03 or 2026-03-12. Did you mean 2026-Q3?",
    ),
    # K202 another kind of thing, and what to write instead
    (
        "- a",
        "1:1 K202 The file expects keys such as `people:`, `relationships:`, found a list. | "
        "Write keys with a colon instead, such as `people: …`.",
    ),
    (
        "- people: {}",
        "1:1 K202 The file expects keys such as `people:`, `relationships:`, found a list. | "
        "Leave out the dashes in front.",
    ),
    (
        "people: [a]",
        "1:9 K202 people expects entries with a key each, found a list. | "
        "Write each entry below an id of its own: `brandt:`, with its keys indented.",
    ),
    (
        "people: {vogt: Henrik}",
        "1:16 K202 vogt in people expects keys such as `name:`, `roles:`, `influence:`, found the text 'Henrik'. | "
        "Write keys with a colon instead, such as `name: …`.",
    ),
    # K208 empty
    (
        "people:\n  vogt:\n",
        "2:3 K208 vogt in people is empty. | Add keys such as `name:`, `roles:`, `influence:`, or delete it.",
    ),
    ("people: {vogt: {name: }}", "1:17 K208 name is empty. | For example: `name: Henrik Vogt`."),
    (person('phone: ""'), "4:12 K208 phone is empty. | Write a value, `unknown`, or delete the key."),
    (
        person("needs:\n  - On time\n  -"),
        "6:8 K208 Entry 2 of needs is empty. | Write a value after the dash, or delete the line.",
    ),
    # K210 the rest
    (person("roles: [buyer, buyer]"), "4:12 K210 roles has an entry twice."),
]


@pytest.mark.parametrize(("text", "expected"), MISTAKES)
def test_a_mistake_is_told_once_at_its_place(text: str, expected: str) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize("key", ["version", "Version", "revision"])
def test_a_plan_with_a_version_of_its_own_is_told_that_the_version_is_the_commit(key: str) -> None:
    assert told(f"account: {{name: X}}\n{key}: 3", "plan") == [
        f"2:1 K207 A plan has no {key} of its own. | The version is the commit. Delete the key."
    ]


def test_other_chapters_have_no_version_of_their_own_either() -> None:
    assert told("version: 3") == [
        "1:1 K207 A plan has no version of its own. | The version is the commit. Delete the key."
    ]


def test_a_date_that_the_schema_knows_is_no_version() -> None:
    assert told("account: {name: X}\nworkshop: {date: 2026-03-12}", "plan") == []


def test_a_needed_key_that_is_misspelt_is_not_missing_as_well() -> None:
    assert told("people: {vogt: {nmae: Henrik Vogt}}") == [
        "1:17 K201 'nmae' is not a key of vogt in people. | Did you mean name?"
    ]


def test_messages_are_german_too_with_the_german_title() -> None:
    (found,) = findings(person("influence: hoch"))
    assert (
        found.message.de == "influence (Einfluss) erwartet eine ganze Zahl von 1 bis 5, gefunden wurde der Text „hoch“."
    )
    assert found.hint is not None
    assert found.hint.de == "1 = kaum, 5 = entscheidend."


def test_the_place_is_as_wide_as_the_value() -> None:
    (found,) = findings(person("influence: hoch"))
    assert found.place == Place("nordwind/people.yaml", 4, 16, 4)


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("10", ["4:18 K205"]),
        ("some", ["4:18 K204"]),
        ("{reason: 3}", ["4:27 K202"]),
        ("{resaon: x}", ["4:19 K201"]),
        ("{reason: x, cost: y}", ["4:36 K202"]),
        ("[1]", ["4:18 K202"]),
    ],
)
def test_of_alternatives_the_one_that_was_meant_is_explained(value: str, codes: list[str]) -> None:
    assert [" ".join(text.split()[:2]) for text in told(person(f"alternative: {value}"))] == codes


def test_all_mistakes_of_a_file_are_told_in_one_run_by_place() -> None:
    text = person("influence: 9\nroles: [boss]\nzzz: 1\nneeds: 3") + "  Brandt: {}\n"
    assert [found.split()[:2] for found in told(text)] == [
        ["4:16", "K205"],
        ["5:13", "K204"],
        ["6:5", "K201"],
        ["7:12", "K202"],
        ["8:3", "K203"],
        ["8:3", "K206"],
    ]


def test_huge_and_invisible_values_are_never_printed_whole() -> None:
    for value in ('"' + "x" * 100_000 + '"', '"\\e[31m\\u202e"', "{" + "k" * 900 + ": 1}"):
        (found, *_) = findings(person(f"influence: {value}"))
        assert len(found.message.en) < 250
        assert "\x1b" not in found.message.en
        assert "\u202e" not in found.message.en


def test_of_a_file_of_nothing_but_mistakes_the_first_hundred_are_told() -> None:
    people = "".join(f"  p{i}: {{name: X, influence: high, key{i}: 1}}\n" for i in range(3000))
    found = findings(f"people:\n{people}")
    assert [finding.message.en for finding in found if finding.code == "K210"] == [
        "The file has more than 100 mistakes of shape; the others are left out."
    ]
    assert [finding.place.line for finding in found if finding.code == "K201"] == list(range(2, 52))


def test_ten_thousand_wrong_keys_cost_no_gigabytes() -> None:
    people: Value = {f"P{i}": {"name": "X"} for i in range(10_000)}
    found = check_shape(Document("people.yaml", {"people": people}, Mark(1, 1)), "people", SMALL)
    assert {finding.code for finding in found} == {"K206", "K210"}
    assert sound_part({"people": people}, "people", SMALL) == {"people": {}}


@pytest.mark.parametrize("data", ["\ud800", {"\ud800": 1}, 10**400, [[]], True])
def test_values_that_no_file_should_hold_are_findings_not_crashes(data: Value) -> None:
    found = check_shape(Document("people.yaml", data, Mark(1, 1)), "people", SMALL)
    assert found
    assert sound_part(data, "people", SMALL) == {}


@pytest.mark.parametrize("key", ["2026", "007", "+7", "7", "-3", "a/b", "~1"])
def test_the_place_is_right_whatever_the_key_is_made_of(key: str) -> None:
    data: Value = {"people": {"vogt": {"name": "X", "influences": {key: [1]}}}}
    mark = Mark(9, 9, keys={}, inside={})
    for step in (key, "influences", "vogt", "people"):
        mark = Mark(1, 1, keys={step: Mark(5, 5)}, inside={step: mark})
    found = check_shape(Document("people.yaml", data, mark), "people", SMALL)
    assert {(finding.place.line, finding.code) for finding in found} <= {(9, "K202"), (5, "K206")}
    assert (9, "K202") in {(finding.place.line, finding.code) for finding in found}


def test_a_key_without_a_name_is_told_at_the_key() -> None:
    assert told('people: {"": {name: 3}}') == ["1:10 K208 A key in people is empty."]


class TestSoundPart:
    def test_sound_values_stay_the_same_object(self) -> None:
        data = document(person("influence: 3")).data
        assert sound_part(data, "people", SMALL) is data

    def test_only_what_is_unsound_goes(self) -> None:
        text = person("influence: 9\nroles: [buyer, boss, decider]\nzzz: 1\nneeds: 3\nshare: 3 %")
        assert sound_part(document(text).data, "people", SMALL) == {
            "people": {"vogt": {"name": "Henrik Vogt", "roles": ["buyer", "decider"], "share": "3 %"}}
        }

    def test_an_entry_without_what_it_needs_goes_whole(self) -> None:
        text = "people: {vogt: {roles: [buyer]}, brandt: {name: 3}, oez: {name: Çağla Öz}}"
        assert sound_part(document(text).data, "people", SMALL) == {"people": {"oez": {"name": "Çağla Öz"}}}

    def test_a_file_without_what_it_needs_is_empty(self) -> None:
        assert sound_part({"account": {"name": ""}}, "plan", SMALL) == {}

    def test_the_data_itself_is_left_as_it_is(self) -> None:
        data = document(person("influence: 9")).data
        before = json.dumps(data)
        sound_part(data, "people", SMALL)
        assert json.dumps(data) == before


def leaves() -> st.SearchStrategy[Value]:
    words = st.sampled_from(["unknown", "buyer", "62 %", "2026", "2026-02-30", "vogt", "", "Zu lang: ja"])
    return (
        st.none()
        | st.booleans()
        | st.integers(-3, 2100)
        | st.floats(-2, 70, allow_nan=False)
        | words
        | st.text(max_size=5)
    )


def keys() -> st.SearchStrategy[str]:
    known = [*SMALL.field("people").at(("people", "x")).properties, "rolle", "x-a", "text", "vogt", "people"]  # type: ignore[union-attr]
    return st.sampled_from(known) | st.text(max_size=4)


def values() -> st.SearchStrategy[Value]:
    return st.recursive(
        leaves(),
        lambda inside: st.lists(inside, max_size=4) | st.dictionaries(keys(), inside, max_size=6),
        max_leaves=25,
    )


@given(st.dictionaries(st.sampled_from(["people", "relationships", "x-a", "b"]), st.dictionaries(keys(), values())))
def test_any_values_are_explained_and_their_sound_part_is_sound(data: dict[str, Value]) -> None:
    found = check_shape(Document("people.yaml", data, Mark(1, 1)), "people", SMALL)
    sound = sound_part(data, "people", SMALL)
    assert check_shape(Document("people.yaml", sound, Mark(1, 1)), "people", SMALL) == ()
    assert bool(found) == (sound != data)
    for finding in found:
        assert "\n" not in finding.message.en + finding.message.de


def _refusals() -> Iterator[tuple[dict[str, object], Value, str]]:
    yield {"maxItems": 1, "type": "array"}, [1, 2], "list has more than 1 entries."
    yield {"minItems": 2, "type": "array"}, [1], "list has fewer than 2 entries."
    yield {"maxLength": 2}, "abc", "list is longer than 2 characters."
    yield {"multipleOf": 5}, 3, "list does not fit the format: 3 is not a multiple of 5"


@pytest.mark.parametrize(("schema", "value", "message"), list(_refusals()))
def test_rules_without_words_of_their_own_are_told_too(schema: dict[str, object], value: Value, message: str) -> None:
    schemas = schemas_of(common=COMMON, own={"properties": {"list": schema}})
    (found,) = check_shape(Document("own.yaml", {"list": value}, Mark(1, 1)), "own", schemas)
    assert (found.code, found.message.en) == ("K210", message)


def test_a_list_in_place_of_a_mapping_is_not_told_to_lose_its_brackets() -> None:
    for text in ("- brandt", "people: [brandt]"):
        [line] = told(text)
        assert "K202" in line
        assert "Only one is possible" not in line
