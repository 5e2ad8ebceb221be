"""Amounts as programs export them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamsite.model.amounts import amount_of, decimal_mark


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1110000", ".", 1110000),
        ("1110000.5", ".", 1110000.5),
        ("1110000,5", ",", 1110000.5),
        ("1.110.000,50", ",", 1110000.5),
        ("1,110,000.50", ".", 1110000.5),
        ("1.110", ",", 1110),
        ("1,110", ".", 1110),
        ("1.110", ".", 1.11),
        ("1 110 000,50 €", ",", 1110000.5),
        ("1\u00a0110\u202f000", ",", 1110000),
        ("1'110'000", ".", 1110000),
        ("EUR 640.000", ",", 640000),
        ("640000 EUR", ".", 640000),
        ("-12,5", ",", -12.5),
        ("\u221212,5", ",", -12.5),
        ("1.234,00-", ",", -1234.0),
        ("+5", ".", 5),
        ("0", ",", 0),
    ],
)
def test_a_number_is_understood(text: str, decimal: str, number: float) -> None:
    assert amount_of(text, decimal) == number


@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize(
    "text", ["", "-", "see SAP", "12 %", "1e5", "nan", "inf", "1_000", "0x10", "1.2.3", "1,2,3", "٣", "1" * 41, "--5"]
)
def test_what_is_no_number_is_none(text: str, decimal: str) -> None:
    assert amount_of(text, decimal) is None


@pytest.mark.parametrize(("text", "decimal"), [("410.000.50", ","), ("1.11", ","), ("1,11", "."), ("12.34,5", ",")])
def test_a_number_that_contradicts_its_file_is_none(text: str, decimal: str) -> None:
    assert amount_of(text, decimal) is None


@pytest.mark.parametrize(
    ("texts", "decimal"),
    [
        (["1.110.000,50"], ","),
        (["1,110,000.50"], "."),
        (["1.110", "2.5"], "."),
        (["1.110", "2,5"], ","),
        (["1.110.000"], ","),
        (["1,110,000"], "."),
        (["0.125"], "."),
        (["640.50", "1.110,50", "7,5"], ","),
        (["640.50", "7,5"], "."),
        (["1.110", "5"], None),
        (["k. A. 1.2", "see SAP"], None),
        ([], None),
    ],
)
def test_the_decimal_mark_is_that_of_most_clear_numbers(texts: list[str], decimal: str | None) -> None:
    assert decimal_mark(texts) == decimal


@given(st.integers(-(10**9), 10**9), st.integers(0, 99), st.sampled_from([".", ","]))
def test_every_way_of_writing_means_the_same(whole: int, cents: int, decimal: str) -> None:
    other = "," if decimal == "." else "."
    grouped = f"{whole:,}".replace(",", other)
    expected = float(f"{whole}.{cents:02}")
    for text in (f"{whole}{decimal}{cents:02}", f"{grouped}{decimal}{cents:02}", f"{grouped}{decimal}{cents:02} EUR"):
        assert amount_of(text, decimal) == expected


@given(st.text(max_size=50), st.sampled_from([".", ","]))
def test_whatever_is_written_there_is_an_answer(text: str, decimal: str) -> None:
    amount_of(text, decimal)
    decimal_mark([text])
