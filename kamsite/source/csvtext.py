"""A CSV file as rows of text, whatever program wrote it: Excel, CRM, ERP.

The delimiter is `;`, `,` or a tab. A row that cannot be read costs that row, never those after it. Memory stays that of
the file's bytes, however many rows there are.
"""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO, TextIOWrapper
from typing import NamedTuple

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text

_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_DELIMITERS = ";,\t"
_LONGEST_ROW = 100_000
_MOST_LINES_OF_A_ROW = 100
_CHUNK = 1 << 20
_PIECE = 1 << 16
# Excel writes the delimiter into a line of its own when it is asked to.
_SEPARATOR_LINE = re.compile(r'"?sep=([;,\t])"?\s*', re.IGNORECASE)
_LOST = "\ufffd"
"""Stands for bytes that are no letter in their encoding; unlike the others that are unwanted it can be printed."""
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\u202a-\u202e\u2066-\u2069]")

_OPEN_QUOTE = Text("a quote is opened and never closed", "ein Anführungszeichen wird geöffnet, aber nicht geschlossen")
_BAD_QUOTE = Text("a quote stands in the middle of a value", "mitten in einem Wert steht ein Anführungszeichen")
_TOO_LONG = Text("it is far too long", "sie ist viel zu lang")
_CHARACTERS = Text("it holds characters that are no text", "sie enthält Zeichen, die kein Text sind")
DOUBLED_QUOTES = Text(
    'A value with a quote or the delimiter in it stands in quotes, the quote itself doubled: "Rohr 5"" AG".',
    "Ein Wert, der ein Anführungszeichen oder das Trennzeichen enthält, steht in Anführungszeichen, das Zeichen selbst "
    'doppelt: "Rohr 5"" AG".',
)
_SHORTER = Text(
    "Probably line breaks are missing, or a text belongs elsewhere; export the table once more.",
    "Wahrscheinlich fehlen Zeilenumbrüche, oder ein Text gehört woandershin; exportieren Sie die Tabelle neu.",
)
_TYPED_ANEW = Text(
    'Write the row\'s values anew in the program that it comes from, or export the table as "CSV UTF-8".',
    "Schreiben Sie die Werte der Zeile in dem Programm neu, aus dem sie kommt, oder exportieren Sie die Tabelle als "
    "„CSV UTF-8“.",
)


class Row(NamedTuple):
    """A row: the line at which it begins and its values. `is_plain` says that there are no quotes in it."""

    line: int
    cells: list[str]
    is_plain: bool = True

    def column(self, position: int) -> int:
        """The column at which a value begins, counted from 1; 1 where quotes hide it."""
        return 1 + sum(map(len, self.cells[:position])) + position if self.is_plain else 1


class Unreadable(NamedTuple):
    """A row that cannot be read: the line at which it begins, why, and what to do about it."""

    line: int
    reason: Text
    hint: Text = DOUBLED_QUOTES


@dataclass(frozen=True, slots=True)
class CsvText:
    """A CSV file. `header` are the names of its columns, None where the file is empty; `findings` tell of encodings."""

    file: str
    delimiter: str
    header: Row | None
    findings: tuple[Finding, ...]
    _content: bytes = field(repr=False)
    _encoding: str

    def rows(self) -> Iterator[Row | Unreadable]:
        """The rows below the header, each time from the first; empty ones are left out."""
        first = self.header.line if self.header else 0
        for row in _rows(self._content, self._encoding, self.delimiter):
            if row.line > first and (isinstance(row, Unreadable) or any(row.cells)):
                yield row


def read_csv(file: str, content: bytes) -> CsvText:
    """The table in a file's bytes; never an exception, whatever the bytes are."""
    encoding, findings = _encoding_of(file, content)
    delimiter = _delimiter_of(content, encoding)
    header = next((row for row in _rows(content, encoding, delimiter) if isinstance(row, Row) and any(row.cells)), None)
    return CsvText(file, delimiter, header, findings, content, encoding)


def _rows(content: bytes, encoding: str, delimiter: str) -> Iterator[Row | Unreadable]:
    lines = _Lines(_lines(content, encoding))
    for number, line in lines:
        if number == 1 and _SEPARATOR_LINE.fullmatch(line):
            continue
        if len(line) > _LONGEST_ROW:
            yield Unreadable(number, _TOO_LONG, _SHORTER)
        elif (_LOST in line or not line[:-1].isprintable()) and _UNWANTED.search(line):
            yield Unreadable(number, _CHARACTERS, _TYPED_ANEW)
        elif '"' not in line:
            yield Row(number, list(map(str.strip, line.rstrip("\n").split(delimiter))))
        else:
            yield _quoted(number, line, lines, delimiter)


class _Lines:
    """Numbered lines of which some can be given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = enumerate(lines, 1)
        self._given_back: list[tuple[int, str]] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> tuple[int, str]:
        return self._given_back.pop() if self._given_back else next(self._lines)

    def give_back(self, lines: list[tuple[int, str]]) -> None:
        """The next lines are these once more."""
        self._given_back.extend(reversed(lines))


def _quoted(number: int, line: str, lines: _Lines, delimiter: str) -> Row | Unreadable:
    """The row that begins with a line in which there are quotes; it may go on for several lines.

    A row that cannot be read ends with its first line: what follows may well be sound.
    """
    further: list[tuple[int, str]] = []
    cells = _cells(line, delimiter)
    reason = _OPEN_QUOTE if cells is None else _BAD_QUOTE
    size = len(line)
    while cells is None and len(further) < _MOST_LINES_OF_A_ROW and size < _LONGEST_ROW:
        following = next(lines, None)
        if following is None:
            break
        further.append(following)
        size += len(following[1])
        if '"' in following[1]:
            cells = _cells(line + "".join(text for _, text in further), delimiter)
    if cells:
        return Row(number, [" ".join(cell.split()) for cell in cells], is_plain=False)
    lines.give_back(further)
    return Unreadable(number, reason)


def _cells(text: str, delimiter: str) -> list[str] | None:
    """The values of a row; None where a quote is still open at its end, nothing where a quote stands amiss."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except StopIteration:
        return []
    except csv.Error as error:
        return None if "unexpected end" in str(error) else []


def _lines(content: bytes, encoding: str) -> Iterator[str]:
    with TextIOWrapper(BytesIO(content), encoding, errors="replace") as text:
        yield from text


def _delimiter_of(content: bytes, encoding: str) -> str:
    """The delimiter that Excel names, else the one that stands most often in the first line with any."""
    for line in _lines(content[:_CHUNK], encoding):
        if named := _SEPARATOR_LINE.fullmatch(line):
            return named[1]
        outside = "".join(line.split('"')[::2])
        if any(delimiter in outside for delimiter in _DELIMITERS):
            return max(_DELIMITERS, key=outside.count)
    return ";"


def _encoding_of(file: str, content: bytes) -> tuple[str, tuple[Finding, ...]]:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16", (_other_encoding(file, "UTF-16"),)
    if content[:2].count(0) == 1:
        return "utf-16-be" if content[0] == 0 else "utf-16-le", (_other_encoding(file, "UTF-16"),)
    if content.startswith(BOM_UTF8):
        return "utf-8-sig", ()
    return ("utf-8", ()) if _is_utf8(content) else ("cp1252", (_other_encoding(file, "Windows-1252"),))


def _is_utf8(content: bytes) -> bool:
    """Whether the bytes are UTF-8, with more sound letters beyond ASCII than places that are none.

    They are looked at piece by piece so that no second copy of the text is needed.
    """
    decoder = getincrementaldecoder("utf-8")("replace")
    beyond = lost = 0
    for start in range(0, len(content), _PIECE):
        text = decoder.decode(content[start : start + _PIECE], final=start + _PIECE >= len(content))
        if not text.isascii():
            beyond += len(_BEYOND_ASCII.findall(text))
            lost += text.count(_LOST)
    return not lost or beyond - lost > lost


def _other_encoding(file: str, encoding: str) -> Finding:
    return Finding(
        "K226",
        Severity.WARNING,
        Place(file),
        Text(
            f"The file is not stored as UTF-8; it is read as {encoding}.",
            f"Die Datei ist nicht als UTF-8 gespeichert; sie wird als {encoding} gelesen.",
        ),
        Text(
            'Check that umlauts are right. In Excel save it as "CSV UTF-8".',
            "Prüfen Sie, ob die Umlaute stimmen. In Excel speichern Sie als „CSV UTF-8“.",
        ),
    )
