"""From the events of libyaml to pieces: where each entry begins and ends, and which comments are its own.

A comment stands before what it explains; one that is indented further than what follows belongs to what stands above.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from yaml._yaml import CParser
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kamsite.merge.pieces import Entry, Node, Pieces, Style
from kamsite.source.document import Value

_TRIVIA = re.compile(r"[ \t\n]+|(?<![^ \t\n])#[^\n]*")
_SAYING = (ScalarEvent, MappingStartEvent, MappingEndEvent, SequenceStartEvent, SequenceEndEvent)
_STYLES: dict[str | None, Style] = {"'": "quoted", '"': "quoted", "|": "literal", ">": "folded"}
_KINDS: dict[bool, Literal["mapping", "list"]] = {True: "mapping", False: "list"}


class UncutError(Exception):
    """The text is written in a way that is not taken apart, such as keys that begin with a question mark."""


@dataclass(slots=True)
class _Raw:
    """A value with its events; of a mapping `inside` holds key and value of each entry, of a list only the values."""

    event: Any
    end: int
    inside: "list[tuple[Any, _Raw]]" = field(default_factory=list)
    key: Any = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self.event, MappingStartEvent) and self.key is None

    @property
    def start(self) -> int:
        return int(self.event.start_mark.index) if self.event else 0


def cut(text: str, data: Value) -> Pieces:
    """The pieces of a text that was read without an error as `data`. It ends with a line break, or is empty.

    A collection whose values do not stand in the text one by one is opaque. Raises UncutError where the whole text
    cannot be taken apart.
    """
    raw = _read(text)
    if raw is None:
        return Pieces(text, None, "")
    pieces = _Cutter(text).whole(raw)
    return pieces if pieces.root is None else replace(pieces, root=_agreeing(pieces.root, data))


def _read(text: str) -> _Raw | None:
    """The values of the text with their events; None where there is none."""
    root = _Raw(None, 0)
    around = [root]
    event: Any
    for event in _events(text):
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            done = around.pop()
            is_in_brackets = done.event.flow_style and done.start != _end(done.event)
            done.end = _end(event) if is_in_brackets else max((inner.end for _, inner in done.inside), default=0)
            continue
        if around[-1].wants_key:
            if not isinstance(event, ScalarEvent):
                raise UncutError
            around[-1].key = event
            continue
        made = _Raw(event, _end(event))
        around[-1].inside.append((around[-1].key, made))
        around[-1].key = None
        if not isinstance(event, ScalarEvent):
            around.append(made)
    return root.inside[0][1] if root.inside else None


def _end(event: Any) -> int:
    return int(event.end_mark.index)


def _events(text: str) -> Iterator[Any]:
    """The events that say something of the values. Raises UncutError where there is more than one document."""
    parser = CParser(text)
    documents = 0
    event: Any
    while not isinstance(event := parser.get_event(), StreamEndEvent):
        documents += isinstance(event, DocumentStartEvent)
        if documents > 1 or (isinstance(event, DocumentEndEvent) and event.explicit):
            raise UncutError
        if isinstance(event, _SAYING):
            yield event


class _Cutter:
    def __init__(self, text: str) -> None:
        self.text = text

    def whole(self, raw: _Raw) -> Pieces:
        start = self._line_start(raw.start)
        if self.text[start : raw.start].strip(" "):
            raise UncutError
        if self._is_block(raw):
            first = self.text.rfind("\n\n", 0, start) + 2
            head = max(first if first > 1 else 0, self._after_mark(start))
            root, end = self._block(raw, head)
        else:
            head = start
            root = self._leaf(raw)
            end = raw.end
            root = replace(root, text=self.text[start:end]) if not root.is_flow else root
            if root.is_flow and start != raw.start:
                raise UncutError
        if self._skip(end) != len(self.text):
            raise UncutError
        return Pieces(self.text[:head], root, self.text[end:])

    def _after_mark(self, start: int) -> int:
        """After the line `---`, if there is one before the first entry."""
        found = [match.end() for match in re.finditer(r"^---[^\n]*\n", self.text[:start], re.MULTILINE)]
        return found[-1] if found else 0

    def _is_block(self, raw: _Raw) -> bool:
        return not isinstance(raw.event, ScalarEvent) and not raw.event.flow_style

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _next_line(self, at: int) -> int:
        """The start of the line after the one in which a value ended; the same place where that is one already."""
        if at and self.text[at - 1] == "\n":
            return at
        return self.text.index("\n", at) + 1

    def _skip(self, at: int) -> int:
        """The place of the next sign that is no blank and no comment."""
        while found := _TRIVIA.match(self.text, at):
            at = found.end()
        return at

    def _block(self, raw: _Raw, begin: int) -> tuple[Node, int]:
        """A list or mapping in lines whose text begins at `begin`, and where its text ends."""
        column = raw.event.start_mark.column
        is_mapping = isinstance(raw.event, MappingStartEvent)
        entries: list[Entry] = []
        at = begin
        for key, inner in raw.inside:
            start = self._skip(at)
            if start != (key.start_mark.index if is_mapping else start):
                raise UncutError
            line = self._line_start(start)
            if start - line != column or (not is_mapping and self.text[start] != "-"):
                raise UncutError
            is_amid = line < begin
            after = key.end_mark.index if is_mapping else start + 1
            if not is_amid and self.text[line:start].strip(" "):
                raise UncutError
            gap, value, end = self._value(inner, after, has_colon=is_mapping)
            tail_end = self._with_comments(end if self._is_block(inner) else self._next_line(end), column)
            entries.append(
                Entry(
                    key.value if is_mapping else "",
                    "" if is_amid else self.text[at:line],
                    "" if is_amid else self.text[line:start],
                    self.text[start:after],
                    gap,
                    value,
                    self.text[end:tail_end],
                )
            )
            at = tail_end
        return Node(_KINDS[is_mapping], "block", self.text[begin:at], column, tuple(entries)), at

    def _value(self, raw: _Raw, after: int, *, has_colon: bool) -> tuple[str, Node, int]:
        """What leads from a key or dash to its value, the value, and where its text ends."""
        if self._is_block(raw):
            is_amid = self._line_start(raw.start) <= after
            begin = raw.start if is_amid else self.text.index("\n", after) + 1
            if is_amid and has_colon:
                raise UncutError
            node, end = self._block(raw, begin)
        else:
            begin, end = raw.start, raw.end
            node = self._leaf(raw)
        gap = self.text[after:begin]
        if has_colon and not gap.lstrip(" \t").startswith(":"):
            raise UncutError
        return gap, node, end

    def _with_comments(self, at: int, column: int) -> int:
        """After the comment lines that belong to the entry above: indented like it, and further than what follows."""
        following = self._skip(at)
        limit = following - self._line_start(following) if following < len(self.text) else 0
        end = at
        while at < len(self.text):
            line_end = self.text.index("\n", at) + 1
            line = self.text[at:line_end]
            indent = len(line) - len(line.lstrip(" "))
            is_comment = line.lstrip(" \t").startswith("#")
            if is_comment and indent >= column and indent > limit:
                end = line_end
            elif line.strip():
                break
            at = line_end
        return end

    def _leaf(self, raw: _Raw) -> Node:
        """A scalar, or what stands in brackets."""
        if isinstance(raw.event, ScalarEvent):
            style = _STYLES.get(raw.event.style, "plain" if raw.end > raw.start else "empty")
            return Node("scalar", style, self.text[raw.start : raw.end])
        kind = _KINDS[isinstance(raw.event, MappingStartEvent)]
        try:
            entries, close = self._in_brackets(raw)
        except UncutError:
            return Node(kind, "flow", self.text[raw.start : raw.end], is_opaque=True)
        return Node(kind, "flow", self.text[raw.start : raw.end], 0, entries, close)

    def _in_brackets(self, raw: _Raw) -> tuple[tuple[Entry, ...], str]:
        """The entries between brackets, and what follows the last one."""
        if self.text[raw.start] not in "[{":
            raise UncutError
        entries: list[Entry] = []
        at, has_comma = raw.start + 1, True
        for key, inner in raw.inside:
            start = self._skip(at)
            after = start
            if not has_comma or start != (key or inner.event).start_mark.index:
                raise UncutError
            if key:
                after = key.end_mark.index
            node = self._leaf(inner)
            lead, gap = self.text[at:start], self.text[after : inner.start] if key else ""
            if key and gap.strip() and not gap.lstrip().startswith(":"):
                raise UncutError
            comma = self._skip(inner.end)
            has_comma = self.text[comma] == ","
            tail = self.text[inner.end : comma] if has_comma else ""
            entries.append(Entry(key.value if key else "", lead, "", self.text[start:after], gap, node, tail))
            at = comma + 1 if has_comma else inner.end
        if entries and has_comma:
            at -= 1
        return tuple(entries), self.text[at : raw.end]


def _agreeing(node: Node, data: Value) -> Node:
    """The node with everything opaque that does not hold what `data` says it holds."""
    if node.kind == "mapping" and not node.is_opaque:
        if not isinstance(data, dict) or [entry.key for entry in node.entries] != list(data):
            return replace(node, is_opaque=True, entries=())
        inside = zip(node.entries, data.values(), strict=True)
    elif node.kind == "list" and not node.is_opaque:
        if not isinstance(data, list) or len(data) != len(node.entries):
            return replace(node, is_opaque=True, entries=())
        inside = zip(node.entries, data, strict=True)
    else:
        return node
    entries = tuple(replace(entry, value=_agreeing(entry.value, value)) for entry, value in inside)
    return replace(node, entries=entries)
