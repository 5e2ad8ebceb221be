"""Values in messages: short, on one line, nothing invisible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamsite.quoting import shown
from kamsite.source.document import Value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Öz & Söhne", "Öz & Söhne"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("right\u202eleft", "right\\u202eleft"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        (None, "null"),
        (True, "true"),
        (3.5, "3.5"),
        ({"name": "x", "age": 3}, "{name: …, age: …}"),
        ({}, "{}"),
        ("https://weber:geheim@x.example/y", "https://…@x.example/y"),
        ("https://weber@x.example", "https://…@x.example"),
        ("see ftp://a:b/c@d and //e:f@g", "see ftp://…@d and //…@g"),
        ("https://weber:" + "geheim" * 40 + "@x.example", "https://…@x.example"),
        (["https://a:geheim@b"], "[https://…@b]"),
        ({"//a:geheim@b": 1}, "{//…@b: …}"),
        ("weber@x.example, https://x.example/@weber", "weber@x.example, https://x.example/@weber"),
        ([1, "a", None, [2], {"b": 1}], "[1, a, null, […], …]"),
    ],
)
def test_values_are_shown_in_one_short_line(value: Value, text: str) -> None:
    assert shown(value) == text


def test_huge_numbers_are_shown_by_their_first_digits() -> None:
    assert shown(10**5000).startswith("1000000")
    assert shown(-(10**5000)).startswith("-1000000")


def test_long_texts_are_cut_at_sixty_characters() -> None:
    assert shown("x" * 1_000_000) == "x" * 59 + "…"
    assert len(shown("\x00" * 1000)) == 60


def json_values() -> st.SearchStrategy[Value]:
    leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
    return st.recursive(leaves, lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside), max_leaves=20)


@given(json_values())
def test_no_value_is_shown_at_length_or_with_something_invisible(value: Value) -> None:
    text = shown(value)
    assert len(text) <= 60
    assert "\n" not in text
    assert "\x1b" not in text
