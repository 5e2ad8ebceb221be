"""Bytes of a file as text: UTF-8, within the size limit, without conflict markers and without invisible characters.

YAML and Markdown files pass through here first, so both complain about the same things in the same words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kamsite.diagnostics import Finding, Note, Place, Severity
from kamsite.language import Text

MAX_BYTES = 2**20
MAX_FINDINGS = 100  # per file and kind: more would help nobody

_BOM = "\ufeff"
_BREAK = re.compile(r"\r\n|\n|\r")
_MARKER_WORDS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
_MARKER = re.compile(rb"(?<![^\r\n])(<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)")
_BREAK_IN_BYTES = re.compile(rb"\r\n|\n|\r")
# What neither YAML nor HTML may hold, the line separators that editors, git and YAML count differently, and what turns
# the direction of writing, so that a text reads otherwise than it is.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNWANTED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029{TURNING}\ud800-\udfff\ufeff\ufffe\uffff]")
_NAMES = {
    "\x00": Text(en="a zero character (NUL)", de="ein Nullzeichen (NUL)"),
    "\x0b": Text(
        en="a line break from PowerPoint or Word (U+000B)", de="ein Umbruch aus PowerPoint oder Word (U+000B)"
    ),
    "\x85": Text(en="an invisible line break (U+0085)", de="ein unsichtbarer Zeilenumbruch (U+0085)"),
    "\u2028": Text(en="an invisible line separator (U+2028)", de="ein unsichtbarer Zeilentrenner (U+2028)"),
    "\u2029": Text(en="an invisible paragraph separator (U+2029)", de="ein unsichtbarer Absatztrenner (U+2029)"),
    "\ufeff": Text(en="an invisible byte order mark (U+FEFF)", de="eine unsichtbare Bytereihenfolge-Marke (U+FEFF)"),
}


@dataclass(frozen=True, slots=True)
class PlainText:
    """A file's text without its byte order mark, or None and the findings that say why not."""

    text: str | None
    findings: tuple[Finding, ...] = ()


def read_text(file: str, content: bytes, *, markdown: bool = False) -> PlainText:
    """The text of a file. In Markdown `=======` alone underlines a heading and is no conflict marker.

    Findings: K101 not UTF-8, K102 too large, K103 conflict markers.
    """
    if len(content) > MAX_BYTES:
        return PlainText(None, (_too_large(file),))
    if encoding := _foreign_encoding(content):
        return PlainText(None, (_not_utf8(Place(file, 1, 1), encoding),))
    if any(word in content for word in _MARKER_WORDS) and (conflicts := _conflicts(file, content, markdown=markdown)):
        return PlainText(None, conflicts)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return PlainText(None, (_bad_byte(file, content, error),))
    return PlainText(text.removeprefix(_BOM))


def lines_of(text: str) -> list[str]:
    """The lines as editors count them: broken by LF, CRLF or CR and by nothing else."""
    return _BREAK.split(text)


def place_of(file: str, text: str, offset: int, width: int = 1) -> Place:
    """The place of the character at `offset`."""
    return next(_places(file, text, [offset], width))


def unwanted_characters(file: str, text: str) -> tuple[Finding, ...]:
    """A finding K110 for each control character, lone surrogate or invisible line separator; at most MAX_FINDINGS."""
    if not has_unwanted(text):
        return ()
    found = list(islice(_UNWANTED.finditer(text), MAX_FINDINGS))
    places = _places(file, text, [match.start() for match in found])
    return tuple(unwanted_character(place, match.group()) for place, match in zip(places, found, strict=True))


def has_unwanted(text: str) -> bool:
    """Whether the text holds a character that K110 is about."""
    # What can be printed is none of them, which takes a third of the time to know.
    return not text.replace("\n", " ").isprintable() and _UNWANTED.search(text) is not None


def without_unwanted(text: str) -> str:
    """The text with each such character replaced by U+FFFD."""
    return _UNWANTED.sub("\ufffd", text) if has_unwanted(text) else text


def unwanted_character(place: Place, character: str) -> Finding:
    """The finding K110 on one character."""
    code = f"U+{ord(character):04X}"
    usual = Text(en=f"the invisible control character {code}", de=f"das unsichtbare Steuerzeichen {code}")
    if character in TURNING:
        usual = Text(
            en=f"an invisible mark that turns the direction of writing ({code})",
            de=f"eine unsichtbare Marke, die die Schreibrichtung dreht ({code})",
        )
    name = _NAMES.get(character, usual)
    return Finding(
        "K110",
        Severity.ERROR,
        place,
        Text(
            en=f"Here is {name.en}, which no text may contain.",
            de=f"Hier steht {name.de}; in einem Text ist das nicht erlaubt.",
        ),
        Text(
            en="It usually comes along when text is copied from another program: delete it and, where it is missing "
            "then, type a blank or a line break.",
            de="So etwas kommt meist beim Kopieren aus einem anderen Programm mit: Löschen Sie es und tippen Sie, wo "
            "dann etwas fehlt, ein Leerzeichen oder einen Zeilenumbruch.",
        ),
    )


def _places(file: str, text: str, offsets: list[int], width: int = 1) -> Iterator[Place]:
    """The places of rising offsets, in one pass over the text."""
    line, start = 1, 0
    breaks = _BREAK.finditer(text, 0, offsets[-1]) if offsets else iter(())
    following = next(breaks, None)
    for offset in offsets:
        while following and following.end() <= offset:
            line, start = line + 1, following.end()
            following = next(breaks, None)
        yield Place(file, line, offset - start + 1, width)


def _too_large(file: str) -> Finding:
    return Finding(
        "K102",
        Severity.ERROR,
        Place(file),
        Text(en="The file is larger than 1 MiB.", de="Die Datei ist größer als 1 MiB."),
        Text(
            en="A chapter is text written by people: move attachments to assets/, or split the chapter into a folder "
            "with one file per entry.",
            de="Ein Kapitel ist Text von Menschen für Menschen: Legen Sie Anlagen unter assets/ ab oder teilen Sie das "
            "Kapitel in einen Ordner mit einer Datei je Eintrag.",
        ),
    )


def _foreign_encoding(content: bytes) -> str | None:
    head = content[:200]
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    # Without a byte order mark: text in UTF-16 has a zero in nearly every other byte.
    halves = (head[0::2].count(0), head[1::2].count(0))
    return "UTF-16" if len(head) >= 4 and max(halves) * 3 > len(head) and min(halves) == 0 else None


def _not_utf8(place: Place, encoding: str) -> Finding:
    return Finding(
        "K101",
        Severity.ERROR,
        place,
        Text(
            en=f"The file is stored as {encoding}, not as UTF-8.",
            de=f"Die Datei ist als {encoding} gespeichert, nicht als UTF-8.",
        ),
        _SAVE_AS_UTF8,
    )


_SAVE_AS_UTF8 = Text(
    en='Save the file once more with the encoding UTF-8 (Notepad: "Save as", encoding "UTF-8"; VS Code: click on the '
    'encoding in the status bar, "Save with Encoding").',
    de="Speichern Sie die Datei noch einmal mit der Codierung UTF-8 (Editor von Windows: „Speichern unter“, Codierung "
    "„UTF-8“; VS Code: Klick auf die Codierung in der Statusleiste, „Mit Codierung speichern“).",
)


def _bad_byte(file: str, content: bytes, error: UnicodeDecodeError) -> Finding:
    before = content[: error.start].decode("utf-8").removeprefix(_BOM)
    byte = content[error.start]
    meant = bytes([byte]).decode("cp1252", "replace")
    guess_en, guess_de = "", ""
    if meant.isalpha() or meant in "€„“”–…§°":
        guess_en = f'; in an old Windows encoding it would be "{meant}"'
        guess_de = f"; in einer alten Windows-Codierung wäre es „{meant}“"
    return Finding(
        "K101",
        Severity.ERROR,
        place_of(file, before, len(before)),
        Text(
            en=f"The file is not stored as UTF-8: the byte 0x{byte:02X} stands for no character here{guess_en}.",
            de=f"Die Datei ist nicht als UTF-8 gespeichert: Hier steht das Byte 0x{byte:02X} für kein Zeichen"
            f"{guess_de}.",
        ),
        _SAVE_AS_UTF8,
    )


def _conflicts(file: str, content: bytes, *, markdown: bool) -> tuple[Finding, ...]:
    markers = [(match.start(), match.group().decode()) for match in _MARKER.finditer(content)]
    if markdown and all(marker == "=======" for _, marker in markers):
        return ()
    return tuple(islice(_conflict_findings(file, content, markers), MAX_FINDINGS))


def _conflict_findings(file: str, content: bytes, markers: list[tuple[int, str]]) -> Iterator[Finding]:
    """One finding per conflict, at its first marker, with notes for the others."""
    conflict: list[Place] = []
    line, counted = 1, 0
    for offset, marker in markers:
        line, counted = line + len(_BREAK_IN_BYTES.findall(content, counted, offset)), offset
        if marker == "<<<<<<<" and conflict:
            yield _conflict(conflict)
            conflict = []
        conflict.append(Place(file, line, 1, 7))
        if marker == ">>>>>>>":
            yield _conflict(conflict)
            conflict = []
    if conflict:
        yield _conflict(conflict)


def _conflict(places: list[Place]) -> Finding:
    note = Text(en="another marker of the same conflict", de="eine weitere Markierung desselben Konflikts")
    return Finding(
        "K103",
        Severity.ERROR,
        places[0],
        Text(
            en="A conflict between two versions has not been resolved: git left its markers here.",
            de="Ein Konflikt zwischen zwei Fassungen ist nicht aufgelöst: Hier stehen noch Markierungen von git.",
        ),
        Text(
            en="Between <<<<<<< and ======= stands one version, from there to >>>>>>> the other: keep what is right "
            "and delete the lines with the markers.",
            de="Zwischen <<<<<<< und ======= steht die eine Fassung, von dort bis >>>>>>> die andere: Behalten Sie, "
            "was stimmt, und löschen Sie die Zeilen mit den Markierungen.",
        ),
        tuple(Note(place, note) for place in places[1:10]),
    )
