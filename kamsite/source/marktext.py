"""Markdown: what a text holds (headings, links), what is wrong with it (K1xx), and its safe HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.source.plaintext import read_text, unwanted_characters, without_unwanted


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (1 to 6) as written, its text without marks, its anchor, its line in the file."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class MarkLink:
    """A link or image: its target as written (escapes and entities resolved) and where it stands."""

    target: str
    place: Place
    is_image: bool = False


@dataclass(frozen=True, slots=True)
class MarkText:
    """What a Markdown text says. `text` is "" when the file is no readable text; `findings` say why."""

    file: str
    text: str
    headings: tuple[Heading, ...] = ()
    links: tuple[MarkLink, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_markdown(file: str, content: bytes) -> MarkText:
    """The text in a file's bytes with its headings and links; never an exception, whatever the bytes are.

    Findings: K101 not UTF-8, K102 too large or too much markup, K103 conflict markers, K110 invisible characters.
    """
    plain = read_text(file, content, markdown=True)
    if plain.text is None:
        return MarkText(file, "", findings=plain.findings)
    if not (unwanted := unwanted_characters(file, plain.text)):
        return _read(file, plain.text)
    found = _read(file, without_unwanted(plain.text))
    return replace(found, findings=(*unwanted, *found.findings))


def read_prose(text: str, place: Place) -> MarkText:
    """The same for a text that is a value in another file: everything in it stands at the value's place."""
    found = _read(place.file, text)
    return replace(
        found,
        headings=tuple(replace(heading, line=place.line) for heading in found.headings),
        links=tuple(replace(link, place=place) for link in found.links),
        findings=tuple(replace(finding, place=place) for finding in found.findings),
    )


def render_markdown(text: str, hrefs: Mapping[str, str | None], *, heading_level: int = 2, id_prefix: str = "") -> str:
    """The text as safe HTML, whatever it contains; "" for nothing but blanks.

    The top heading gets `heading_level`, the others follow; identifiers are the headings' anchors after `id_prefix`.
    `hrefs` gives the address for each link's target; without one only the text of the link is shown, and of an image
    its alternative text. A text with too much markup to be read in reasonable time is shown as it is written.
    """
    if not text.strip():
        return ""
    # Imported late: a build that has rendered all its texts before never needs the parser.
    from kamsite.source.markhtml import write
    from kamsite.source.markparser import parse

    return write(parse(without_unwanted(text)), hrefs, heading_level=heading_level, id_prefix=id_prefix)


def _read(file: str, text: str) -> MarkText:
    if not text.strip():
        return MarkText(file, text)
    from kamsite.source.markparser import parse

    parsed = parse(text)
    if parsed.too_much is not None:
        return MarkText(file, text, findings=(_too_much(Place(file, parsed.too_much, 1)),))
    return MarkText(
        file,
        text,
        tuple(Heading(found.level, found.text, found.anchor, found.line) for found in parsed.headings),
        tuple(
            MarkLink(found.target, Place(file, found.line, found.column, found.width), found.is_image)
            for found in parsed.links()
        ),
    )


def _too_much(place: Place) -> Finding:
    return Finding(
        "K102",
        Severity.ERROR,
        place,
        Text(
            en="This text has too much markup, or is nested too deeply; it can only be shown as it is written.",
            de="Dieser Text hat zu viele Auszeichnungen oder ist zu tief verschachtelt; er lässt sich nur so zeigen, "
            "wie er geschrieben ist.",
        ),
        Text(
            en="Divide it among several chapters, move tables to a spreadsheet in assets/, use fewer levels.",
            de="Teilen Sie ihn auf mehrere Kapitel auf, legen Sie Tabellen als Datei unter assets/ ab, verwenden Sie "
            "weniger Ebenen.",
        ),
    )
