"""Amounts as programs export them: `1.110.000,50`, `1,110,000.50`, `-12`, `1.234,00-`, `€ 640 000`, `1,2 Mio. €`."""

import re
from collections import Counter
from collections.abc import Iterable

_PLAIN = {".": re.compile(r"-?\d+(\.\d+)?", re.ASCII), ",": re.compile(r"-?\d+(,\d+)?", re.ASCII)}
_GROUPED = {
    ".": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII),
    ",": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII),
}
_CURRENCY = re.compile(r"^\s*(?:€|\$|£|[A-Z]{3})\s*|\s*(?:€|\$|£|[A-Z]{3})\s*$")
_SIZES = {"tsd": 3, "k": 3, "mio": 6, "mn": 6, "m": 6, "mrd": 9, "bn": 9, "b": 9}
_SIZE = re.compile(r"(?<=[\d.,])\s*(tsd|k|mio|mn|m|mrd|bn|b)\.?$", re.IGNORECASE)
_BLANKS = re.compile("[\\s'\u2019]")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_OTHER = {".": ",", ",": "."}
_LONGEST = 40
_DIGITS = re.compile(r"-?[\d.,]+", re.ASCII)


def decimal_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark of numbers, `.` or `,`: that of most of those that can be read in one way only, of the first one
    where they are equally many; None without any."""
    marks = Counter(mark for text in texts if (mark := _clear_mark(text)))
    return max(marks, key=lambda mark: marks[mark], default=None)


def _clear_mark(text: str) -> str | None:
    """The decimal mark of a number that can be read in one way only; None where it can be read in two or in none."""
    number, _ = _sized(text[:_LONGEST])
    if not _DIGITS.fullmatch(number):
        return None
    points, commas = number.count("."), number.count(",")
    if points and commas:
        return "." if number.rindex(".") > number.rindex(",") else ","
    if points > 1 or commas > 1:
        return "," if points else "."
    tail = len(number) - 1 - max(number.rfind("."), number.rfind(","))
    if points + commas == 1 and (tail != 3 or number.lstrip("-").startswith("0")):
        return "." if points else ","
    return None


def amount_of(text: str, decimal: str) -> int | float | None:
    """The number that a text stands for, given the decimal mark of its file; None where it is none."""
    whole, mark, rest = text.partition(decimal)
    # Most numbers are plain, and there may be millions of them.
    if text.isascii() and whole.isdigit() and rest.isdigit() == bool(mark) and len(text) <= _LONGEST:
        return float(f"{whole}.{rest}") if mark else int(whole)
    if not _PLAIN[decimal].fullmatch(text):
        text, zeros = _sized(text)
        if len(text) > _LONGEST or not (_PLAIN[decimal].fullmatch(text) or _GROUPED[decimal].fullmatch(text)):
            return None
        text = text.replace(_OTHER[decimal], "")
        if zeros:
            # The zeros go into the text, because a product would have a rounding error.
            exact = float(f"{text.replace(',', '.')}e{zeros}")
            return int(exact) if exact.is_integer() else exact
    if len(text) > _LONGEST:
        return None
    return float(text.replace(",", ".")) if decimal in text else int(text)


def _sized(text: str) -> tuple[str, int]:
    """The bare number, and how many zeros its word stands for: 9 for `63.8B` and `63,8 Mrd. €`."""
    plain = _CURRENCY.sub("", text).strip()
    size = _SIZE.search(plain)
    return (_bare(plain[: size.start()]), _SIZES[size[1].casefold()]) if size else (_bare(text), 0)


def _bare(text: str) -> str:
    """The number without currency and blanks, its minus in front: ERP systems write it behind."""
    number = _BLANKS.sub("", _CURRENCY.sub("", text.translate(_MINUS)))
    return f"-{number[:-1]}" if number.endswith("-") else number.removeprefix("+")
