"""Numbers, dates, periods and shares as people of a language write them (Babel's data)."""

import re
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, format_decimal, get_currency_symbol, parse_pattern

from kamsite.horizon import day_of
from kamsite.language import Language, in_each

_LOCALES = {"de": "de_DE", "en": "en_GB"}
# The marks of English numbers as German ones.
_SEPARATORS = str.maketrans(",.", ".,")
# Large amounts in few characters: from which size on, divided by what, the words, the digits.
_SIZES = (
    (1e9, 1e9, "Mrd.", "bn", "#,##0.0#"),
    (1e8, 1e6, "Mio.", "m", "#,##0.0"),
    (1e6, 1e6, "Mio.", "m", "#,##0.0#"),
    (1e4, 1e3, "Tsd.", "k", "#,##0"),
)
# Larger numbers than this are no amounts of anything; they stay as they are written.
_LARGEST = 1e18
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


@lru_cache(maxsize=65536)
@in_each
def number(value: float, language: Language) -> str:
    """A number with the language's separators and at most four decimals: `1.234,5` or `1,234.5`.

    Numbers too large for any trade stay as they are written.
    """
    if abs(value) > _LARGEST:
        return str(value)
    return _written(value, "#,##0.####", language)


def _written(value: float, pattern: str, language: Language) -> str:
    """A number in a pattern of Unicode's: our languages differ in its separators alone. Nothing is no less than 0."""
    english = _in_english(value or 0, pattern)
    return english if language == "en" else english.translate(_SEPARATORS)


# Both languages of a page ask for the same number, one right after the other.
@lru_cache(maxsize=256)
def _in_english(value: float, pattern: str) -> str:
    return str(format_decimal(value, _parsed(pattern), locale=_locale("en")))


@lru_cache(maxsize=64)
def _parsed(pattern: str) -> NumberPattern:
    return parse_pattern(pattern)


@lru_cache(maxsize=2)
def _locale(language: Language) -> Locale:
    return Locale.parse(_LOCALES[language])


@lru_cache(maxsize=4096)
@in_each
def fixed(value: float, digits: int, language: Language) -> str:
    """A number with so many decimals, whatever they are: `0,70`."""
    return _written(value, "#,##0." + "0" * digits, language)


def amount(value: float, unit: str, language: Language) -> str:
    """A number with its unit: `640.000 €`, `812 MEUR`, `3 %`."""
    return number(value, language) + (f"\u00a0{symbol(unit, language)}" if unit else "")


@lru_cache(maxsize=1024)
@in_each
def symbol(unit: str, language: Language) -> str:
    """The unit as it is shown: a currency code becomes its sign, everything else stays."""
    if len(unit) == 3 and unit.isupper():
        return str(get_currency_symbol(unit, _LOCALES[language]))
    return unit


@lru_cache(maxsize=16384)
@in_each
def compact(value: float, unit: str, language: Language) -> str:
    """A large amount of money in few characters: `1,4 Mio. €`, `€`-amounts below ten thousand in full."""
    size = abs(value)
    if size > _LARGEST:
        return amount(value, unit, language)
    for least, divisor, german, english, digits in _SIZES:
        if size >= least:
            text = _written(value / divisor, digits, language)
            word = german if language == "de" else english
            return f"{text}\u00a0{word}\u00a0{symbol(unit, language)}".rstrip()
    return amount(value, unit, language)


@lru_cache(maxsize=4096)
@in_each
def share(value: float, language: Language) -> str:
    """A share between 0 and 1 in percent: `62,5 %`."""
    if abs(value) > _LARGEST:
        return f"{value}"
    return _written(value, "#,##0.##\u00a0%", language)


@lru_cache(maxsize=16384)
@in_each
def period(text: str, language: Language) -> str:
    """A year, quarter, month or day in words: `2026`, `1. Quartal 2026`, `März 2026`, `12. März 2026`.

    A text that is none of these comes back as it is.
    """
    if match := _QUARTER.fullmatch(text):
        return f"Q{match[2]} {match[1]}"
    locale = _LOCALES[language]
    try:
        if match := _MONTH.fullmatch(text):
            return str(format_date(date(int(match[1]), int(match[2]), 1), "MMMM y", locale=locale))
        if len(text) == 10:
            return str(
                format_date(date.fromisoformat(text), "d. MMMM y" if language == "de" else "d MMMM y", locale=locale)
            )
    except ValueError:
        return text
    return text


@lru_cache(maxsize=16384)
@in_each
def short_day(day: date, language: Language) -> str:
    """A day in few characters: `3. Dez. 2026`, `3 Dec 2026`."""
    return str(format_date(day, "d. MMM y" if language == "de" else "d MMM y", locale=_LOCALES[language]))


@lru_cache(maxsize=1024)
@in_each
def country(code: str, language: Language) -> str:
    """What a country is called, given its two letters: `Dänemark`; the letters where there is no such country."""
    return str(Locale.parse(_LOCALES[language]).territories.get(code, code))


@lru_cache(maxsize=1024)
@in_each
def tongue(code: str, language: Language) -> str:
    """What a language is called, given its code: `Polnisch` for `pl`; the code where there is no such language."""
    names = Locale.parse(_LOCALES[language]).languages
    return str(names.get(code.replace("-", "_")) or names.get(code.partition("-")[0], code))


@lru_cache(maxsize=1024)
@in_each
def month(year: int, number: int, language: Language) -> str:
    """A month's name: `März`."""
    return str(format_date(date(year, number, 1), "LLLL", locale=_LOCALES[language]))


def moment(time: int, offset: int, language: Language) -> str:
    """The day of a commit, in the time zone in which it was made. `time` in epoch seconds, `offset` in minutes."""
    return period(day_of(time, offset).isoformat(), language)
