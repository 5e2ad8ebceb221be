"""Amounts in few characters, in both languages."""

import pytest

from kamsite.render import format as formats


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (9_999, "9.999 €", "9,999 €"),
        (12_345, "12 Tsd. €", "12 k €"),
        (1_234_567, "1,23 Mio. €", "1.23 m €"),
        (447_540_000, "447,5 Mio. €", "447.5 m €"),
        (2_670_210_000, "2,67 Mrd. €", "2.67 bn €"),
        (-2_000_000_000, "-2,0 Mrd. €", "-2.0 bn €"),
    ],
)
def test_large_amounts_take_few_characters(value: float, german: str, english: str) -> None:
    assert formats.compact(value, "EUR", "de").replace("\u00a0", " ") == german
    assert formats.compact(value, "EUR", "en").replace("\u00a0", " ") == english
