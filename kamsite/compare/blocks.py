"""A text in Markdown cut into blocks: paragraphs, headings, points of lists, rows of tables, code."""

import re
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+|$)(.*?)\s*#*\s*$")
_POINT = re.compile(r"\s{0,12}(?:[-*+]|\d{1,9}[.)])\s+")
_ROW = re.compile(r"\s{0,3}\|")
_RULE = re.compile(r" {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_QUOTE = re.compile(r"(?m)^ {0,3}>\s?")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a text. `key` is the same for blocks that differ at most in how they flow; `line` counts from 1.

    `headings` are those above it, from the outside in.
    """

    text: str
    key: str
    line: int
    headings: tuple[str, ...] = ()


def _key(text: str, *, is_code: bool) -> str:
    if is_code:
        return f"\0{text}"
    if _HEADING.match(text):
        return " ".join(text.rstrip("# \t").split())
    point = _POINT.match(text)
    words = " ".join(_QUOTE.sub("", text[point.end() :] if point else text).split())
    return f"\1{words}" if point else words


def without_marks(one: Block, other: Block) -> tuple[str, str]:
    """The texts of two blocks; where both are points of lists, without the signs in front of them."""
    marks = _POINT.match(one.text), _POINT.match(other.text)
    if marks[0] is None or marks[1] is None:
        return one.text, other.text
    return one.text[marks[0].end() :], other.text[marks[1].end() :]


def cut(text: str) -> list[Block]:
    """The blocks of a text, in order; blank lines are no part of any."""
    cutter = _Cutter()
    for number, line in enumerate(text.split("\n"), 1):
        cutter.take(line, number)
    cutter.close()
    return cutter.blocks


class _Cutter:
    """Cuts a text line by line."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._lines: list[str] = []
        self._start = 0
        self._headings: list[tuple[int, str]] = []
        self._fence = ""
        self._is_code = False
        self._is_after_blank = True

    def take(self, line: str, number: int) -> None:
        """Takes the next line."""
        if self._fence:
            self._open(line, number)
            if line.strip().startswith(self._fence) and not line.strip().strip(self._fence[0]):
                self.close()
            return
        is_blank = not line.strip()
        is_indented = line.startswith(("    ", "\t"))
        if is_blank:
            if not self._is_code:
                self.close()
        elif self._is_code and is_indented:
            self._open(line, number)
        else:
            self._take_text(line, number, is_indented=is_indented)
        self._is_after_blank = is_blank

    def _take_text(self, line: str, number: int, *, is_indented: bool) -> None:
        if self._is_code:
            self.close()
        if mark := _FENCE.match(line):
            self.close()
            self._fence = mark[1]
        elif is_indented and self._is_after_blank and not _POINT.match(line) and not self._is_in_list():
            self.close()
            self._is_code = True
        elif found := _HEADING.match(line):
            self._heading(len(found[1]), " ".join(found[2].split()), line, number)
            return
        elif _POINT.match(line) or _ROW.match(line) or _RULE.match(line):
            self.close()
        self._open(line, number)

    def _open(self, line: str, number: int) -> None:
        if not self._lines:
            self._start = number
        self._lines.append(line)

    def close(self) -> None:
        """Ends the block at hand."""
        if self._lines:
            text = "\n".join(self._lines)
            headings = tuple(name for _, name in self._headings)
            is_code = self._is_code or bool(self._fence)
            self.blocks.append(Block(text, _key(text, is_code=is_code), self._start, headings))
            self._lines = []
        self._is_code, self._fence = False, ""

    def _heading(self, level: int, name: str, line: str, number: int) -> None:
        self.close()
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._open(line, number)
        self.close()
        self._headings.append((level, name))

    def _is_in_list(self) -> bool:
        """Whether the block before is a point of a list, to which what is indented below it belongs."""
        return bool(self.blocks) and self.blocks[-1].key.startswith("\1")
