"""From which days on a plan reads differently: what makes "overdue" and "stale" part of a remembered result.

A page depends on the day it is judged at only through comparisons with the dates that stand in the plan, with when
its chapters last changed, and through the current month. So two days between which none of these lies give the same
page, and a new commit does not make a thousand untouched accounts be drawn again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

# All that a date can hold; what is none of it separates words.
_SIGNS = bytes(sign if sign in b"0123456789-Q" else ord(" ") for sign in range(256))
_DATE = re.compile(rb"([0-9]{4})(?<![0-9]{5})(?:-(?:([0-9]{2})(?:-([0-9]{2}))?|Q([1-4])))?(?![0-9])")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_CONFIRMED = "+"


def days_in(content: bytes) -> frozenset[str]:
    """The first and the last day of each year, quarter, month and day named in a text, as ISO dates."""
    words = set(content.translate(_SIGNS).split())
    return frozenset(day for found in set(_DATE.findall(b" ".join(words))) for day in _bounds(*found))


@lru_cache(maxsize=4096)
def _bounds(written: bytes, month: bytes, day: bytes, quarter: bytes) -> tuple[str, ...]:
    """The first and the last day of a period, by its parts as they are written; empty parts are not given."""
    year = int(written)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return ()
    try:
        if day:
            return (date(year, int(month), int(day)).isoformat(),)
        if month:
            first = last = int(month)
        elif quarter:
            first, last = int(quarter) * 3 - 2, int(quarter) * 3
        else:
            first, last = 1, 12
        end = date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)
        return (date(year, first, 1).isoformat(), end.isoformat())
    except ValueError:
        return ()


def confirmations(confirmed: Mapping[str, str]) -> Iterable[str]:
    """The last days on which chapters were confirmed, marked so that `changes_of` knows them."""
    for period in confirmed.values():
        for day in days_in(period.encode()):
            yield day + _CONFIRMED


def changes_of(days: Iterable[str], stale_after: int) -> list[str]:
    """The days at which something changes: those given; what was confirmed is stale `stale_after` months later."""
    return [
        months_later(date.fromisoformat(day.removesuffix(_CONFIRMED)), stale_after).isoformat()
        if day.endswith(_CONFIRMED)
        else day
        for day in days
    ]


def epoch_of(as_of: date, days: Iterable[str]) -> str:
    """A name for all days that read the same as `as_of`, given the days at which something changes."""
    ordered = sorted(set(days))
    today = as_of.isoformat()
    position = bisect_right(ordered, today)
    is_on = position > 0 and ordered[position - 1] == today
    return f"{as_of:%Y-%m}/{position}{'=' if is_on else ''}"


@lru_cache(maxsize=1024)
def months_later(day: date, months: int) -> date:
    """The same day some months later; the month's last day where that does not exist."""
    total = day.month - 1 + months
    year, month = day.year + total // 12, total % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


@lru_cache(maxsize=1024)
def day_of(time: int, offset: int) -> date:
    """The calendar day of a commit in the time zone in which it was made, whatever the zone of this machine.

    `time` in epoch seconds, `offset` in minutes; times out of range count as the epoch's day.
    """
    try:
        return datetime.fromtimestamp(time, timezone(timedelta(minutes=offset))).date()
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC).date()
