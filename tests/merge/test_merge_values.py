"""The merge of plain values: what holds for any three, and the finer points of identity and order."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from kamsite.merge.matching import in_order, matched, same
from kamsite.merge.values import ABSENT, Clash, Merger, clashes, resolved
from kamsite.model.schema import load_schemas

KEYS = st.sampled_from("abcdef")
LEAVES = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["x", "y", "z", "1"]) | st.just(1.0)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
MAPPINGS = st.dictionaries(KEYS, VALUES, max_size=5)
# Nothing but mappings, so that every value has one path.
TREES = st.dictionaries(
    KEYS,
    st.recursive(LEAVES, lambda inner: st.dictionaries(KEYS, inner, min_size=1, max_size=4), max_leaves=9),
    min_size=1,
)
MANY = settings(max_examples=300, deadline=None)


def never(_base: str, _ours: str, _theirs: str) -> None:
    """Merges no lines."""


def merge(base, ours, theirs, field=None):
    return Merger(never).merge(base, ours, theirs, field)


def leaves(value, path=()):
    """Every value that is no mapping, by path."""
    if isinstance(value, dict):
        return {found: leaf for key, inner in value.items() for found, leaf in leaves(inner, (*path, key)).items()}
    return {path: value}


@st.composite
def versions(draw: st.DrawFn):
    """A tree and what two sides made of it by a few edits each."""
    base = draw(TREES)
    return base, draw(edited(base)), draw(edited(base))


@st.composite
def edited(draw: st.DrawFn, base):
    side = copy.deepcopy(base)
    for _ in range(draw(st.integers(0, 3))):
        at = side
        while True:
            key = draw(KEYS)
            if isinstance(at.get(key), dict) and draw(st.booleans()):
                at = at[key]
                continue
            if draw(st.booleans()):
                at[key] = draw(LEAVES | st.dictionaries(KEYS, LEAVES, min_size=1, max_size=2))
            else:
                at.pop(key, None)
            break
    return side


@MANY
@given(MAPPINGS, MAPPINGS)
def test_with_an_unchanged_side_the_result_is_the_other_side_in_its_order(base, side) -> None:
    for plan in (merge(base, side, copy.deepcopy(base)), merge(base, copy.deepcopy(base), side)):
        assert not list(clashes(plan))
        assert same(resolved(plan, "ours"), side)


@MANY
@given(MAPPINGS, MAPPINGS)
def test_the_same_change_on_both_sides_is_no_clash(base, side) -> None:
    plan = merge(base, side, copy.deepcopy(side))
    assert not list(clashes(plan))
    assert same(resolved(plan, "ours"), side)


@MANY
@given(MAPPINGS, MAPPINGS, MAPPINGS)
def test_exchanged_sides_give_the_same_merge(base, ours, theirs) -> None:
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert len(list(clashes(one))) == len(list(clashes(other)))
    if not list(clashes(one)):
        assert unordered(resolved(one, "ours")) == unordered(resolved(other, "ours"))


def unordered(value):
    """The value as text without its order; the order of new entries depends on whose they are."""
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{key}:{unordered(inner)}" for key, inner in value.items())) + "}"
    return "[" + ",".join(sorted(map(unordered, value))) + "]" if isinstance(value, list) else repr(value)


@MANY
@given(versions())
def test_without_a_clash_every_change_of_both_sides_is_in_the_result(drawn) -> None:
    base, ours, theirs = drawn
    plan = merge(base, ours, theirs)
    for settled in ("ours", "theirs") if not list(clashes(plan)) else ():
        result = leaves(resolved(plan, settled))
        before = leaves(base)
        for side, other in ((leaves(ours), leaves(theirs)), (leaves(theirs), leaves(ours))):
            for path, value in side.items():
                if path not in before or not same(before[path], value):
                    assert same(result[path], value)  # changed or added here
            for path in before.keys() - side.keys():
                assert path not in result or path in other  # removed here
        for path in result:
            assert path in leaves(ours) or path in leaves(theirs)


@MANY
@given(versions())
def test_settled_for_a_side_nothing_that_it_changed_is_lost(drawn) -> None:
    base, ours, theirs = drawn
    plan = merge(base, ours, theirs)
    result, before = leaves(resolved(plan, "ours")), leaves(base)
    for path, value in leaves(ours).items():
        if path not in before or not same(before[path], value):
            assert same(result[path], value)


@MANY
@given(st.permutations("abcdef"), st.permutations("abcdefgh"), st.permutations("abcdefij"))
def test_the_merged_order_holds_every_entry_once(base, ours, theirs) -> None:
    result = in_order(base, ours, theirs, {*ours, *theirs})
    assert sorted(result) == list("abcdefghij")
    leading = theirs if [x for x in ours if x in base] == base and [x for x in theirs if x in base] != base else ours
    assert [entry for entry in result if entry in leading] == list(leading)


def test_one_and_true_and_a_text_are_different_values() -> None:
    assert list(clashes(merge({"a": 1}, {"a": True}, {"a": 1.0})))
    assert resolved(merge({"a": 1}, {"a": 1}, {"a": True}), "ours") == {"a": True}


def test_a_renamed_entry_takes_the_changes_of_the_other_side() -> None:
    base = {"tanaka": {"name": "Tanaka", "influence": 2}}
    ours = {"tanaka": {"name": "Tanaka", "influence": 4}}
    theirs = {"kenji": {"formerly": ["old", "tanaka"], "name": "Tanaka", "influence": 2}}
    wanted = {"kenji": {"formerly": ["old", "tanaka"], "name": "Tanaka", "influence": 4}}
    for plan in (merge(base, ours, theirs), merge(base, theirs, ours)):
        assert not list(clashes(plan))
        assert resolved(plan, "ours") == wanted


def test_an_id_that_one_side_freed_and_the_other_gave_to_somebody_else_is_no_confusion() -> None:
    base = {"a": {"name": "A"}}
    ours = {"b": {"formerly": "a", "name": "A"}}
    theirs = {"a": {"name": "A"}, "b": {"name": "Another"}}
    plan = merge(base, ours, theirs)
    assert list(clashes(plan))


def test_entries_of_a_list_are_told_apart_by_what_the_schema_names() -> None:
    field = load_schemas().field("people").properties["relationships"]
    base = [{"person": "a", "by": "x", "strength": 1}, {"person": "b", "by": "x", "strength": 1}]
    ours = [{"person": "a", "by": "x", "strength": 2}, {"person": "b", "by": "x", "strength": 1}]
    theirs = [{"person": "b", "by": "x", "strength": 3}, {"person": "c", "by": "x", "strength": 1}]
    plan = merge({"r": base}, {"r": ours}, {"r": theirs}, None)
    [(_, clash)] = clashes(Merger(never).merge(base, ours, theirs, field))
    assert clash == Clash(base[0], ours[0], ABSENT)
    assert list(clashes(plan))


def test_two_entries_of_one_identity_are_not_taken_for_each_other() -> None:
    assert matched(["a", "a"], ["a"], None) is None
    assert list(clashes(merge({"l": ["a", "a"]}, {"l": ["a"]}, {"l": ["a", "a", "b"]})))


def test_an_edited_text_stays_one_entry_of_its_list() -> None:
    base, ours, theirs = ["Fast delivery", "Good name"], ["Very fast delivery", "Good name"], ["Fast delivery"]
    plan = merge({"l": base}, {"l": ours}, {"l": theirs})
    assert resolved(plan, "ours") == {"l": ["Very fast delivery"]}


def test_a_result_with_the_same_entry_twice_is_a_clash() -> None:
    plan = merge({"l": ["a"]}, {"l": ["b"]}, {"l": ["a", "b"]})
    assert list(clashes(plan))


def test_two_entries_added_under_one_id_clash_as_a_whole() -> None:
    field = load_schemas().field("people")
    plan = Merger(never).merge(
        {"people": {}}, {"people": {"m": {"name": "A", "contact": 1}}}, {"people": {"m": {"name": "B"}}}, field
    )
    assert [(way, clash.theirs) for way, clash in clashes(plan)] == [(("people", "m"), {"name": "B"})]
