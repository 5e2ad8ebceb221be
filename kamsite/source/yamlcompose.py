"""From the events of libyaml to plain values with places, in one pass without recursion.

Only PyYAML's C scanner is used: the scanner in Python disagrees with it on some texts and is fifteen times slower.
"""

import re
from dataclasses import replace
from typing import Any

from msgspec import structs
from yaml._yaml import CParser
from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from kamsite.diagnostics import Finding, Place
from kamsite.source import yamladvice as advice
from kamsite.source import yamlfindings as findings_on
from kamsite.source.document import Document, Mark, Value
from kamsite.source.plaintext import (
    MAX_FINDINGS,
    TURNING,
    has_unwanted,
    lines_of,
    unwanted_characters,
    without_unwanted,
)
from kamsite.source.yamlproblems import explain
from kamsite.source.yamlwords import NUMBER_STARTS, WORDS, read_word

MAX_DEPTH = 50
MAX_NODES = 100_000
MAX_TEXT = 200_000
MAX_DIRECTIVES = 20  # libyaml compares each with all before it

# Characters that libyaml takes for line breaks or lets through, and we do not.
_LET_THROUGH = ("\x85", "\u2028", "\u2029", "\ufeff", *TURNING)
_LINE_END = re.compile(r"[\r\n]")
# Between brackets libyaml drops a question mark before a text: `[?x]` would become `[{x: null}]`.
_QUESTION_MARK = re.compile(r"\?(?<=[\s\[{,:?]\?)(?=\S)")


def compose(file: str, text: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document in a text, and the findings on it (K102 and K104 to K111).

    No document where the text breaks off: with a syntax error, or at a limit.
    """
    if any(character in text for character in _LET_THROUGH):
        return None, unwanted_characters(file, text)
    if text.count("%TAG") > MAX_DIRECTIVES:
        return None, (findings_on.many_directives(Place(file, 1, 1)),)
    # A last line without a break would lose what a block text makes of it.
    composer = _Composer(file, text if text.endswith("\n") else text + "\n")
    document = composer.read()
    if document and not text.endswith("\n"):
        lines = lines_of(text)
        document = replace(document, mark=_not_below(document.mark, len(lines), len(lines[-1])))
    return document, tuple(composer.findings)


def _not_below(mark: Mark, line: int, column: int) -> Mark:
    """The mark and those inside it, none of them on the line that was added at the end."""
    if isinstance(mark.inside, dict):
        mark = structs.replace(
            mark, inside={key: _not_below(inner, line, column) for key, inner in mark.inside.items()}
        )
    elif mark.inside is not None:
        mark = structs.replace(mark, inside=[_not_below(inner, line, column) for inner in mark.inside])
    return mark if mark.line <= line else structs.replace(mark, line=line, column=max(column, 1))


class _Due:
    """Stands where a mapping waits for its next key."""


_DUE = _Due()


class _Composer:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.findings: list[Finding] = []
        self.last: Any = None

    def read(self) -> Document | None:
        """The document, or None where reading breaks off."""
        try:
            return self._read()
        except ReaderError:
            self.findings.extend(unwanted_characters(self.file, self.text))
        except (YAMLError, UnicodeDecodeError) as error:
            self.findings.append(explain(error, self.file, self.text, self.last))
        except _LimitReached as limit:
            self.findings.extend(limit.findings)
        return None

    def _read(self) -> Document:  # noqa: C901 - one loop without calls for what is usual: it runs for every word
        get_event = CParser(self.text).get_event
        around: list[Any] = []
        event: Any
        whole: list[Value] = []
        marks: list[Mark] = []
        data: Any = whole  # of the list or mapping that is being read
        inside: Any = marks
        keys: Any = None
        key: Any = None
        nodes = 0
        has_signs = "&" in self.text or "!" in self.text or _QUESTION_MARK.search(self.text) is not None
        while True:
            event = get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                nodes += 1
                self.last = event
                start, end = event.start_mark, event.end_mark
                line, column = start.line, start.column
                width = end.column - column or 1 if end.line == line else self._width_to_line_end(event)
                mark = Mark(line + 1, column + 1, width)
                if has_signs:
                    self._check_signs(event, mark)
                if key is _DUE:
                    key = event.value
                    if key in keys or not key.isidentifier():
                        key = self._unusual_key(event, mark, keys)
                    else:
                        keys[key] = mark
                    continue
                value = event.value
                if event.style or len(value) > 100 or value[:1] in NUMBER_STARTS:
                    value = self._scalar(event, mark)
                else:
                    value = WORDS.get(value, value)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if key is _DUE or event.anchor or event.tag or len(around) == MAX_DEPTH:
                    self._unusual_start(event, len(around) + 1, is_key=key is _DUE)
                nodes += 1
                around.append((event, data, inside, keys, key))
                data, inside, keys, key = ({}, {}, {}, _DUE) if kind is MappingStartEvent else ([], [], None, None)
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value, start_event = data, around[-1][0]
                mark = self._collection_mark(start_event, event, keys, inside)
                _, data, inside, keys, key = around.pop()
            elif kind is AliasEvent:
                start = event.start_mark
                value, mark = None, Mark(start.line + 1, start.column + 1, len(event.anchor) + 1)
                self._find(findings_on.alias(self._place(mark), event.anchor))
            elif kind is StreamEndEvent or (kind is DocumentStartEvent and not self._goes_on(event, whole)):
                break
            else:
                continue
            if nodes > MAX_NODES:
                raise _LimitReached(findings_on.too_many(self._place(mark)))
            if keys is None:
                data.append(value)
                inside.append(mark)
                continue
            if key is not _DUE and key is not None:
                data[key] = value
                inside[key] = mark
            key = None if key is _DUE else _DUE
        return Document(self.file, whole[0], marks[0]) if whole else Document(self.file, None, Mark(1, 1))

    def _width_to_line_end(self, event: Any) -> int:
        if event.style in ("|", ">"):
            return 1
        start = event.start_mark.index
        end = _LINE_END.search(self.text, start)
        return len(self.text[start : end.start() if end else None].rstrip()) or 1

    def _place(self, mark: Mark) -> Place:
        return Place(self.file, mark.line, mark.column, mark.width)

    def _find(self, *found: Finding) -> None:
        """Keep what was found; stop where there is more than anybody would read."""
        self.findings.extend(found)
        if len(self.findings) >= MAX_FINDINGS:
            raise _LimitReached

    def _goes_on(self, event: Any, read: list[Value]) -> bool:
        """Whether the document that starts is the first one, and so is read."""
        mark = event.start_mark
        place = Place(self.file, mark.line + 1, mark.column + 1, 3 if event.explicit else 1)
        if read:
            self._find(findings_on.second_document(place))
        elif event.tags:
            self._find(findings_on.tag_directive(place))
        elif event.version and event.version != (1, 2):
            self._find(findings_on.other_version(place))
        return not read

    def _unusual_start(self, event: Any, depth: int, *, is_key: bool) -> None:
        """Look at the start of a list or mapping that is nested too deep, is a key, or carries an anchor or a tag."""
        mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
        if depth > MAX_DEPTH:
            raise _LimitReached(findings_on.too_deep(self._place(mark)))
        if is_key:
            self._find(findings_on.key_not_text(self._place(mark)))
        self._properties(event, mark)

    def _collection_mark(self, first: Any, last: Any, keys: dict[str, Mark] | None, inside: Any) -> Mark:
        """The mark of a list or mapping: as wide as its brackets on one line, or as its first key or dash."""
        start, end = first.start_mark, last.end_mark
        width = 1
        if first.flow_style:
            width = end.column - start.column if end.line == start.line else 1
        elif keys:
            key = next(iter(keys.values()))
            width = key.width if (key.line, key.column) == (start.line + 1, start.column + 1) else 1
        return Mark(start.line + 1, start.column + 1, width, keys, inside)

    def _unusual_key(self, event: Any, mark: Mark, keys: dict[str, Mark]) -> str | None:
        """The key as it is written, or None when its value is to be left out."""
        key: str = event.value
        if key in keys:
            self._find(findings_on.given_twice(self._place(mark), key, self._place(keys[key])))
            return None
        if event.style:
            key = self._without_unwanted(event, key, mark)
        elif not key.isidentifier() and (wrong := findings_on.odd_key(self._place(mark), key)):
            self._find(wrong)
            if not key:
                return None
        keys[key] = mark
        return key

    def _scalar(self, event: Any, mark: Mark) -> Value:
        text: str = event.value
        if len(text) > MAX_TEXT:
            raise _LimitReached(findings_on.too_long(self._place(mark)))
        if event.style:
            return self._without_unwanted(event, text, mark)
        try:
            return read_word(text)
        except OverflowError:
            self._find(findings_on.number(self._place(mark), text))
            return text

    def _without_unwanted(self, event: Any, text: str, mark: Mark) -> str:
        """The text; without the invisible characters that it asks for by an escape in double quotes."""
        if event.style != '"' or text.isprintable() or not has_unwanted(text):
            return text
        self._find(findings_on.escaped(self._place(mark)))
        return without_unwanted(text)

    def _check_signs(self, event: Any, mark: Mark) -> None:
        """Look for what stands before a text: an anchor, a tag, a question mark that was lost."""
        self._properties(event, mark)
        before = event.start_mark.index - 1
        if before >= 0 and self.text[before] == "?":
            self._find(advice.bad_start(self._place(mark), "?", f"?{event.value}"))

    def _properties(self, event: Any, mark: Mark) -> None:
        if event.anchor:
            self._find(findings_on.anchor(self._place(mark), event.anchor))
        if event.tag:
            self._find(findings_on.tag(self._place(mark), event.tag))


class _LimitReached(Exception):  # noqa: N818 - not an error: the way out of a file that is too much
    def __init__(self, *findings: Finding) -> None:
        super().__init__()
        self.findings = findings
