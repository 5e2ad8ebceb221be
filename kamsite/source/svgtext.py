"""Drawings in SVG that a plan brings along: harmless ones only.

An SVG can hold scripts, and a browser runs them when somebody opens the file itself. So only elements and attributes
that draw are let through; everything else is a finding, and the file is not published. Judged by a list of what is
allowed, with expat's own events; entities and external definitions are refused before they can grow. Names count with
their namespaces, as in browsers: a prefix can be given to anything.
"""

import re
from collections.abc import Mapping
from typing import NoReturn
from xml.parsers import expat

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text

LARGEST = 2 * 1024 * 1024
_ELEMENTS = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "switch", "style", "image"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "filter"),
        *("feGaussianBlur", "feOffset", "feBlend", "feFlood", "feComposite", "feMerge", "feMergeNode"),
        *("feColorMatrix", "feDropShadow"),
    }
)
_SVG = "http://www.w3.org/2000/svg"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# What the W3C named may mean something to a browser; what drawing programs add of their own means nothing to it.
_MEANINGFUL = "http://www.w3.org/"
_ACTIVE_STYLE = re.compile(
    r"@import|expression\s*\(|javascript:|image-set\s*\(|\bsrc\s*\(|url\s*\((?!\s*['\"]?#)", re.IGNORECASE
)
_STYLE_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_NEARBY = re.compile(r"#[\w.:-]+")
_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")


class _RefusedError(Exception):
    def __init__(self, what: Text, line: int, column: int) -> None:
        super().__init__(what.en)
        self.what = what
        self.line = line
        self.column = column


def check_svg(file: str, content: bytes) -> Finding | None:
    """What makes a drawing unfit to be published, None for a harmless one."""
    if len(content) > LARGEST:
        return _finding(file, 0, 0, Text("it is larger than 2 MiB", "sie ist größer als 2 MiB"))
    parser = expat.ParserCreate(namespace_separator=" ")
    checker = _Checker(parser)
    parser.StartElementHandler = checker.start
    parser.EndElementHandler = checker.end
    parser.CharacterDataHandler = checker.text
    parser.XmlDeclHandler = checker.declaration
    parser.EntityDeclHandler = checker.entity
    parser.ProcessingInstructionHandler = checker.instruction
    try:
        parser.Parse(content, True)
    except _RefusedError as refused:
        return _finding(file, refused.line, refused.column, refused.what)
    except (expat.ExpatError, ValueError):
        line, column = parser.ErrorLineNumber or 1, parser.ErrorColumnNumber + 1
        return _finding(file, line, column, Text("it is no proper SVG", "sie ist kein richtiges SVG"))
    return None


class _Checker:
    def __init__(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        self._inside: list[str] = []
        self._style: list[str] = []

    def _refuse(self, en: str, de: str) -> NoReturn:
        raise _RefusedError(Text(en, de), self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            name = encoding[:40]
            self._refuse(f"it is stored in the encoding {name}", f"sie ist in der Codierung {name} gespeichert")

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        is_inert = space not in ("", _SVG, _RDF) and not space.startswith(_MEANINGFUL)
        if not (is_inert or space == _RDF or (space in ("", _SVG) and local in _ELEMENTS)):
            self._refuse(f"the element <{local[:40]}> is not allowed", f"das Element <{local[:40]}> ist nicht erlaubt")
        self._inside.append(local)
        for key, value in attributes.items():
            self._attribute(key.rpartition(" ")[2], value)

    def end(self, _: str) -> None:
        if self._inside.pop() == "style":
            self._judge_style()

    def text(self, data: str) -> None:
        if "style" in self._inside:
            self._style.append(data)

    def _judge_style(self) -> None:
        """Judges a style sheet as a whole: comments and references of characters hand it over in pieces."""
        style = "".join(self._style)
        self._style.clear()
        if _ACTIVE_STYLE.search(_without_escapes(style)):
            self._refuse("its styles load something from outside", "ihre Stile laden etwas von außen")

    def entity(self, *_: object) -> None:
        self._refuse("it declares entities", "sie vereinbart Entities")

    def instruction(self, target: str, _: str) -> None:
        self._refuse(f"it holds an instruction ({target[:40]})", f"sie enthält eine Anweisung ({target[:40]})")

    def _attribute(self, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            self._refuse(f"the attribute {key[:40]} runs a script", f"das Attribut {key[:40]} startet ein Skript")
        if key == "href" and not _NEARBY.fullmatch(value.strip()) and not _is_picture(value):
            self._refuse("it links to something outside", "sie verweist auf etwas außerhalb")
        if key != "href" and _ACTIVE_STYLE.search(_without_escapes(value)):
            self._refuse(
                f"the attribute {key[:40]} loads something from outside",
                f"das Attribut {key[:40]} lädt etwas von außen",
            )


def _without_escapes(style: str) -> str:
    """A style as a browser reads it: `\\75 rl(` is `url(`."""

    def character(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[2]
        number = int(found[1], 16)
        return chr(number) if number < 0x110000 else ""

    return _STYLE_ESCAPE.sub(character, style) if "\\" in style else style


def _is_picture(value: str) -> bool:
    """Whether a link is a picture inside the file, as drawing programs embed it."""
    return re.match(r"\s*data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\s*\Z", value) is not None


def _finding(file: str, line: int, column: int, what: Text) -> Finding:
    return Finding(
        "K604",
        Severity.ERROR,
        Place(file, line, column),
        Text(f"This drawing is not published: {what.en}.", f"Diese Zeichnung wird nicht veröffentlicht: {what.de}."),
        Text(
            "Export it as plain SVG without scripts and links, or as PNG.",
            "Exportieren Sie sie als einfaches SVG ohne Skripte und Verweise oder als PNG.",
        ),
    )
