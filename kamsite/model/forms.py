"""The forms in which plans write shares, dates, periods, ids and numbers, and what was meant by other forms."""

import re
import unicodedata
from datetime import date

# The schemas' rules count a byte order mark as a blank, as JSON Schema does.
_SHARE = re.compile(r"\s*([+\-\u2212]?[0-9]{1,300}(?:[.,][0-9]+)?)[\s\ufeff]*%\s*")
_PERCENT = re.compile(r"\s*([0-9]{1,3}(?:[.,][0-9]{1,9})?)\s*(?:prozent|percent|pct|v\. ?h\.|%+)\s*", re.IGNORECASE)
_FRACTION = re.compile(r"\s*0?[.,]([0-9]{1,9})\s*")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_SLASHED_DATE = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", re.ASCII)
_QUARTER = re.compile(r"(?:Q\s?([1-4])\s?[/ -]?\s?(\d{4})|(\d{4})\s?[/ -]?\s?Q\s?([1-4]))", re.ASCII | re.IGNORECASE)
_MONTH = re.compile(r"(?:(\d{1,2})[./](\d{4})|(\d{4})[./-](\d{1,2}))", re.ASCII)
_NUMBER = re.compile(r"[+-]?[\d.,' \u00a0\u2009\u202f]{0,40}\d", re.ASCII)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "ı": "i"})


def share(text: str) -> float | None:
    """The share that `62 %`, `62.5 %` or `62,5 %` stands for, as 0.62 or 0.625; None for any other text."""
    match = _SHARE.fullmatch(text)
    # The decimal point is moved in the text, because a division by 100 would leave a rounding error.
    return float(match[1].replace(",", ".").replace("\u2212", "-") + "e-2") if match else None


def as_share(text: str) -> str | None:
    """The share as plans write it for a text that says it in another way: `62 Prozent`, `0,62`."""
    if match := _PERCENT.fullmatch(text):
        return f"{match[1]} %"
    match = _FRACTION.fullmatch(text)
    return f"0.{match[1]}" if match else None


def as_date(text: str) -> str | None:
    """The day as plans write it, `2027-12-31`, for a text that says the same in another way: `31.12.2027`."""
    if match := _GERMAN_DATE.fullmatch(text.strip()):
        day, month, year = (int(part) for part in match.groups())
    elif match := _SLASHED_DATE.fullmatch(text.strip()):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def as_period(text: str) -> str | None:
    """The period as plans write it (`2026-Q1`, `2026-03`, `2026-03-12`) for a text that says it in another way."""
    if match := _QUARTER.fullmatch(text.strip()):
        return f"{match[2] or match[3]}-Q{match[1] or match[4]}"
    if match := _MONTH.fullmatch(text.strip()):
        year, month = (match[2], match[1]) if match[2] else (match[3], match[4])
        return f"{year}-{int(month):02d}" if 1 <= int(month) <= 12 else None
    return as_date(text)


def as_id(text: str) -> str | None:
    """The id nearest to a text: `Müller & Co.` becomes `mueller-co`; None when nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text[:80].casefold().translate(_UMLAUTS))
    words = re.sub(r"[^a-z0-9_-]+", "-", "".join(c for c in plain if not unicodedata.combining(c)))
    return words.strip("-_") or None


def as_number(text: str) -> str | None:
    """The number as plans write it for a text with separators or a unit: `1.200.000 €` becomes `1200000`.

    None where the text may be read in two ways, such as `1.200`.
    """
    match = _NUMBER.match(text.strip())
    if not match:
        return None
    written = re.sub(r"[' \u00a0\u2009\u202f]", "", match[0])
    separators = re.sub(r"[^.,]", "", written)
    if not separators:
        return written
    whole, last, rest = written.rpartition(separators[-1])
    if len(set(separators)) == 2:
        return f"{re.sub('[.,]', '', whole)}.{rest}"
    if len(separators) > 1:
        return written.replace(last, "")
    return None if len(rest) == 3 else f"{whole}.{rest}"
