"""A YAML text cut into pieces that put together give the text again: each entry with its comments and its layout.

The values of a text say what it means, its pieces how it is written. An edit exchanges pieces and leaves the others.
Offsets and columns count characters from 0; lines end with `\\n` only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Style = Literal["block", "flow", "plain", "quoted", "literal", "folded", "empty"]
Placed = tuple[tuple[str, ...], str]
"""A comment with the keys that lead to what it belongs to."""

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a mapping or a list: `lead + indent + head + gap + value.text + tail`.

    `lead` are whole lines before it (comments, blank lines), in a flow all that stands after the comma. `indent` is
    empty where the entry begins amid a line. `head` is the key as it is written, or `-`. `gap` leads to the value and
    holds the colon. `tail` follows the value: to the end of the line, with comment lines that belong to the entry.
    """

    key: str
    lead: str
    indent: str
    head: str
    gap: str
    value: "Node"
    tail: str

    @property
    def rest(self) -> str:
        """The entry without what stands before its key or dash."""
        return f"{self.head}{self.gap}{self.value.text}{self.tail}"

    @property
    def core(self) -> str:
        """The entry without what stands before and after it."""
        return f"{self.head}{self.gap}{self.value.text}"


@dataclass(frozen=True, slots=True)
class Node:
    """A value as it is written. `column` is where the entries of a block begin.

    A flow is `text[0]`, then its entries with commas between them, then `close`. A collection that `is_opaque` is
    written in a way that cannot be taken apart.
    """

    kind: Literal["scalar", "mapping", "list"]
    style: Style
    text: str
    column: int = 0
    entries: tuple[Entry, ...] = ()
    close: str = ""
    is_opaque: bool = False

    @property
    def is_flow(self) -> bool:
        """Whether it is a list or mapping in brackets."""
        return self.style == "flow"

    def moved(self, columns: int) -> "Node":
        """The same, written so many columns further to the right (or left, where negative)."""
        if not columns:
            return self
        entries = tuple(
            replace(
                entry,
                lead=moved(entry.lead, columns, is_line=self.style == "block"),
                indent=" " * max(len(entry.indent) + columns, 0) if entry.indent else "",
                gap=moved(entry.gap, columns),
                value=entry.value.moved(columns),
                tail=moved(entry.tail, columns),
            )
            for entry in self.entries
        )
        is_on_own_line = bool(self.entries) and self.style == "block" and _begins_line(self.entries[0])
        text = moved(self.text, columns, is_line=is_on_own_line)
        return replace(self, text=text, column=self.column + columns, entries=entries, close=moved(self.close, columns))


@dataclass(frozen=True, slots=True)
class Pieces:
    """A whole text: `head + root.text + foot`. The root of a text without any value is None."""

    head: str
    root: Node | None
    foot: str


def _begins_line(entry: Entry) -> bool:
    return bool(entry.lead or entry.indent)


def moved(text: str, columns: int, *, is_line: bool = False) -> str:
    """The text with its lines further to the right or left; the first one only where it `is_line` from its start."""
    if not columns or (not is_line and "\n" not in text):
        return text
    first, *lines = text.split("\n")
    if is_line:
        first = _moved_line(first, columns)
    return "\n".join([first, *(_moved_line(line, columns) for line in lines)])


def _moved_line(line: str, columns: int) -> str:
    if not line.strip():
        return line
    if columns > 0:
        return " " * columns + line
    return line[min(-columns, len(line) - len(line.lstrip(" "))) :]


def comments_of(entry: Entry) -> Iterator[str]:
    """The comments of an entry and of all inside it."""
    for _, comment in _placed_of(entry, ()):
        yield comment


def comments_in(node: Node) -> Iterator[str]:
    """The comments inside a value."""
    for _, comment in placed_comments(node):
        yield comment


def placed_comments(node: Node, place: tuple[str, ...] = ()) -> Iterator[Placed]:
    """The comments inside a value, without blanks around them, each with the keys that lead to it.

    The items of a list are one place, wherever each of them stands.
    """
    if node.is_opaque:
        return
    for entry in node.entries:
        yield from _placed_of(entry, (*place, entry.key) if node.kind == "mapping" else place)
    yield from ((place, comment) for comment in comments_between(node.close))


def _placed_of(entry: Entry, place: tuple[str, ...]) -> Iterator[Placed]:
    before = [*comments_between(entry.lead), *comments_between(entry.gap)]
    if entry.value.style in ("literal", "folded"):
        before += comments_between(entry.value.text.partition("\n")[0])
    yield from ((place, comment) for comment in before)
    yield from placed_comments(entry.value, place)
    yield from ((place, comment) for comment in comments_between(entry.tail))


def comments_between(text: str) -> Iterator[str]:
    """The comments in a text that holds no values: blanks, comments, a colon or a comma."""
    if "#" in text:
        yield from (found.strip() for found in _COMMENT.findall(text))
