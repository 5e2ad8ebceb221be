"""Amounts in few characters, in both languages."""

import pytest
from babel.numbers import format_decimal, format_percent

from kamsite.language import Language
from kamsite.render import format as formats
from kamsite.render import inline
from kamsite.render.prose import ProseLinks, prose_html


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


@pytest.mark.parametrize("value", [0, -0.5, 7, 1234.5678, -98_765.4321, 0.000049, 1e9, 12_345_678_901_234.5])
@pytest.mark.parametrize(("language", "locale"), [("de", "de_DE"), ("en", "en_GB")])
def test_numbers_are_written_as_unicode_says(value: float, language: Language, locale: str) -> None:
    assert formats.number(value, language) == format_decimal(value, "#,##0.####", locale=locale)
    assert formats.fixed(value, 2, language) == format_decimal(value, "#,##0.00", locale=locale)
    assert formats.share(value, language) == format_percent(value, "#,##0.##\u00a0%", locale=locale)


@pytest.mark.parametrize(
    ("code", "german", "english"),
    [("pl", "Polnisch", "Polish"), ("pt-BR", "Portugiesisch", "Portuguese"), ("qx", "qx", "qx")],
)
def test_a_language_has_a_name(code: str, german: str, english: str) -> None:
    assert formats.tongue(code, "de").startswith(german)
    assert formats.tongue(code, "en").endswith(english)


def test_a_number_and_its_percent_sign_stay_in_one_line() -> None:
    assert inline.text("um 15 % senken") == "um 15\u00a0% senken"
    assert inline.text("rund %, 5  % und 100%") == "rund %, 5  % und 100%"
    links = ProseLinks("nordwind", frozenset(), frozenset(), frozenset())
    html = prose_html("Auf **99,5 %** halten, mit `share: 20 %` in der Datei.", links, heading_level=3)
    assert html.strip() == "<p>Auf <strong>99,5\u00a0%</strong> halten, mit <code>share: 20 %</code> in der Datei.</p>"
