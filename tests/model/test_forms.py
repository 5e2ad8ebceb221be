"""Shares, dates, periods, ids and numbers: as plans write them, and what was meant by other spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamsite.model.forms import as_date, as_id, as_number, as_period, as_share, share


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("62 %", 0.62),
        ("62%", 0.62),
        ("62.5 %", 0.625),
        ("62,5 %", 0.625),
        ("62\u00a0%", 0.62),
        ("62\u202f%", 0.62),
        ("62\ufeff%", 0.62),
        ("0 %", 0.0),
        ("100 %", 1.0),
        ("-3 %", -0.03),
        ("\u22123,5 %", -0.035),
        ("57.3 %", 0.573),
        ("0.7 %", 0.007),
        ("62", None),
        ("%", None),
        ("about 62 %", None),
        ("1.000,5 %", None),
        ("٣ %", None),
        ("9" * 400 + " %", None),
        ("", None),
    ],
)
def test_a_share_is_read_as_a_number(text: str, number: float | None) -> None:
    assert share(text) == number


@given(st.integers(0, 10_000))
def test_no_share_has_a_rounding_error(hundredths: int) -> None:
    assert share(f"{hundredths // 100}.{hundredths % 100:02d} %") == hundredths / 10_000


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("62 Prozent", "62 %"),
        ("62,5 percent", "62,5 %"),
        ("0,62", "0.62"),
        (".62", "0.62"),
        ("62 %%", "62 %"),
        ("1", None),
    ],
)
def test_a_share_in_another_spelling_is_recognised(text: str, meant: str | None) -> None:
    assert as_share(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("31.12.2027", "2027-12-31"),
        ("1. 3. 2027", "2027-03-01"),
        ("2027/12/31", "2027-12-31"),
        ("30.2.2027", None),
        ("99.99.9999", None),
        ("soon", None),
    ],
)
def test_a_date_in_another_spelling_is_recognised(text: str, meant: str | None) -> None:
    assert as_date(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Q1/2026", "2026-Q1"),
        ("Q1 2026", "2026-Q1"),
        ("2026 q3", "2026-Q3"),
        ("2026Q3", "2026-Q3"),
        ("03/2026", "2026-03"),
        ("3.2026", "2026-03"),
        ("2026/3", "2026-03"),
        ("13/2026", None),
        ("31.12.2027", "2027-12-31"),
        ("spring", None),
    ],
)
def test_a_period_in_another_spelling_is_recognised(text: str, meant: str | None) -> None:
    assert as_period(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Müller & Söhne", "mueller-soehne"),
        ("Çağla Öz", "cagla-oez"),
        ("  Dr. Brandt ", "dr-brandt"),
        ("Straße_1", "strasse_1"),
        ("中文", None),
        ("---", None),
    ],
)
def test_an_id_is_made_from_a_name(text: str, meant: str | None) -> None:
    assert as_id(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1.200.000 €", "1200000"),
        ("1,200,000", "1200000"),
        ("1.234.567,89", "1234567.89"),
        ("1,234.5", "1234.5"),
        ("12 500", "12500"),
        ("12'500", "12500"),
        ("3,5", "3.5"),
        ("1.200", None),
        ("4", "4"),
        ("about 4", None),
    ],
)
def test_a_number_with_separators_is_recognised_unless_it_can_be_read_in_two_ways(text: str, meant: str | None) -> None:
    assert as_number(text) == meant


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    for form in (share, as_share, as_date, as_period, as_id, as_number):
        form(text)
