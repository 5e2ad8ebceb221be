"""Commits as values, and what git prints about them turned into such values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kamsite.source.names import is_usable

SHORTEST = 7
# One record: fields that hold no NUL, each ended by one, so that no text in a commit can pretend to be another field.
LOG_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%ad%x00%cd%x00%s%x00%b%x00"
_FIELDS = 8
_LONGEST_LINE = 500
_LONGEST_BODY = 20_000
_LATEST = 253_370_764_800  # the year 9999, the last that dates can tell
_DAY = 24 * 60
# Characters that print nothing, turn the direction of writing, or break a line; a body keeps its lines and tabs.
_HIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
_IN_LINE = re.compile(rf"[{_HIDDEN}\t\n]+")
_IN_BODY = re.compile(rf"[{_HIDDEN}]+")
# Bytes that are no UTF-8, as decoding with `surrogateescape` leaves them.
_BROKEN = re.compile(r"[\ud800-\udfff]+")
_DATE = re.compile(r"(-?\d{1,18}) ([+-])(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. `time` is when it was committed, `authored` when it was written (both epoch seconds).

    `offset` is the committer's time zone in minutes east of Greenwich. `short` is what people see and what stands in
    addresses: at least seven characters of `id`. Texts hold no control characters; only `body` has several lines.
    """

    id: str
    short: str
    author: str
    email: str
    time: int
    offset: int
    authored: int
    subject: str
    body: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the plans folder whose content a commit set: from blob `before` to blob `after`, empty for no file."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A commit, what it changed in the plans folder, and the commits behind it where it is a merge, newest first.

    Before these stands the merge itself, with the files in which a conflict was settled, if there are any.
    """

    commit: Commit
    changes: tuple[Change, ...] = ()
    behind: "tuple[Entry, ...]" = ()


def read_log(output: bytes, prefix: bytes) -> Iterator[Entry]:
    """The commits that `git log -z --raw` printed in LOG_FORMAT, with what each changed below `prefix`.

    Files that are no part of the plans (hidden ones, names that cannot be used) are left out.
    """
    parts = output.decode("utf-8", "surrogateescape").split("\0")
    at, end = 0, len(parts) - 1
    while at + _FIELDS <= end:
        commit = _commit(*parts[at : at + _FIELDS])
        at += _FIELDS
        # An empty part stands before the changes, a line break before the first of them; ids begin differently.
        if at < end and not parts[at]:
            at += 1
        changes: list[Change] = []
        while at + 1 < end and parts[at].startswith((":", "\n:")):
            path = parts[at + 1].encode("utf-8", "surrogateescape").removeprefix(prefix)
            if is_usable(path):
                _, _, before, after, _ = parts[at].split(" ")
                changes.append(Change(path.decode("utf-8"), _blob(before), _blob(after)))
            at += 2
        yield Entry(commit, tuple(changes))


def _blob(id_: str) -> str:
    return "" if id_.startswith("0000000000") and not id_.strip("0") else id_


def _commit(
    id_: str, parents: str, author: str, email: str, authored: str, committed: str, subject: str, body: str
) -> Commit:
    time, offset = _moment(committed)
    return Commit(
        id=id_,
        short=id_[:SHORTEST],
        author=_line(author),
        email=_line(email),
        time=time,
        offset=offset,
        authored=time if authored == committed else _moment(authored)[0],
        subject=_line(subject),
        body=_text(body) if body else "",
        parents=tuple(parents.split()),
    )


def _line(text: str) -> str:
    plain = text if text.isprintable() else _BROKEN.sub("\ufffd", _IN_LINE.sub(" ", text))
    return _cut(plain.strip(), _LONGEST_LINE)


def _text(text: str) -> str:
    plain = _IN_BODY.sub(" ", _BROKEN.sub("\ufffd", text.replace("\r\n", "\n")))
    return _cut(plain.strip(), _LONGEST_BODY)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _moment(text: str) -> tuple[int, int]:
    """Epoch seconds and minutes east of Greenwich; what no calendar can show becomes the nearest that it can."""
    found = _DATE.fullmatch(text)
    if not found:
        return 0, 0
    seconds, sign, hours, minutes = found.groups()
    offset = int(hours) * 60 + int(minutes)
    if offset >= _DAY or int(minutes) >= 60:
        offset = 0
    return min(max(int(seconds), 0), _LATEST), -offset if sign == "-" else offset
