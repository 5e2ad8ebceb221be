"""Calendar files (iCalendar, RFC 5545) that every calendar program reads."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha1
from uuid import NAMESPACE_URL

from kamsite.language import Language, in_each, is_both, told

_NAMESPACE = NAMESPACE_URL.bytes
# A line may have so many bytes, the rest follows in lines that begin with a space.
_LONGEST = 75
_SPECIAL = re.compile(r"[\\;,]")
_BREAKS = re.compile(r"\r\n|[\r\n\u2028\u2029\x85]")
_UNUSUAL = re.compile(r"[\\;,\x00-\x1f\x7f\u2028\u2029\x85]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something that takes whole days: from `day` to `until`, both included.

    `name` tells it from all others and stays the same when its words or days change; `changed` is when that last
    happened, in epoch seconds.
    """

    name: str
    day: date
    until: date
    title: str
    description: str
    category: str
    changed: int


def calendar(title: str, entries: Iterable[CalendarEntry]) -> bytes:
    """The file; there has to be an entry, as the format knows no empty calendars.

    Where texts are in both languages at once, so is the file.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kamsite//Agenda//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", _line("X-WR-CALNAME", title)]
    for entry in entries:
        lines += _event(entry)
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _event(entry: CalendarEntry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(f'kamsite:{entry.name}')}"
    yield f"DTSTAMP:{_stamp(entry.changed)}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.day)}"
    if entry.day < entry.until < date.max:
        yield f"DTEND;VALUE=DATE:{_day(entry.until + timedelta(days=1))}"
    yield _line("SUMMARY", entry.title)
    if entry.description:
        yield _usual_line("DESCRIPTION", entry.description)
    yield _usual_line("CATEGORIES", entry.category)
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _line(name: str, text: str) -> str:
    """A line of the file; where the languages differ it is folded in each of them."""
    return _in_both(name, text, "both") if is_both(text) else _written(name, text)


@in_each
def _in_both(name: str, text: str, language: Language) -> str:
    return _written(name, told(text, language))


def _written(name: str, text: str) -> str:
    line = f"{name}:{_text(text)}"
    return line if len(line) <= _LONGEST and line.isascii() else _folded(line)


_usual_line = lru_cache(maxsize=1 << 10)(_line)


def _uid(name: str) -> str:
    """The UUID of version 5 that follows from a name: what `uuid.uuid5` gives, in a quarter of its time."""
    digest = sha1(_NAMESPACE + name.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


@lru_cache(maxsize=256)
def _stamp(time: int) -> str:
    """A time in epoch seconds: the same for all entries of a plan."""
    return f"{datetime.fromtimestamp(time, UTC):%Y%m%dT%H%M%SZ}"


@lru_cache(maxsize=1 << 10)
def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """A text as a value: what has a meaning in the format is escaped, control characters are left out."""
    if not _UNUSUAL.search(text):
        return text
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    return _CONTROL.sub("", _BREAKS.sub(r"\\n", escaped))


def _folded(line: str) -> str:
    """A line in pieces of at most 75 bytes of UTF-8, none of them cut inside a character."""
    rest, room = line.encode(), _LONGEST
    pieces: list[bytes] = []
    while len(rest) > room:
        end = room
        while rest[end] & 0xC0 == 0x80:  # the second or a later byte of a character
            end -= 1
        pieces.append(rest[:end])
        rest, room = rest[end:], _LONGEST - 1
    return b"\r\n ".join([*pieces, rest]).decode()
