"""A text between braces that its own comma cuts off: `{title: Dates, and keeping them}`.

YAML reads the rest as a key without a value. No plan means that, so the text is joined again, with a warning (K113).
"""

import re

from msgspec.structs import replace

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.quoting import shown
from kamsite.source.document import Document, Mark, Value
from kamsite.source.plaintext import MAX_FINDINGS, lines_of

# What follows a comma between braces up to the next sign, without a colon.
_REST = re.compile(r",\s*[^\s,:{}\[\]\"'#][^,:{}\[\]\"'#]*[,}]")
_QUOTES = ("'", '"')
_BLANKS = 100  # as many may stand before the comma


def rejoin(document: Document, text: str) -> tuple[Document, tuple[Finding, ...]]:
    """The document with each text whole that a comma between braces cut off, and a warning for each."""
    if not _REST.search(text) or not _has_rest(document.data):
        return document, ()
    reader = _Rejoiner(document.file, text)
    data, mark = reader.whole(document.data, document.mark)
    return (Document(document.file, data, mark), tuple(reader.findings)) if reader.findings else (document, ())


def _has_rest(value: Value) -> bool:
    """Whether there is a key of several words without a value."""
    if isinstance(value, dict):
        return any(" " in key if entry is None else _has_rest(entry) for key, entry in value.items())
    return isinstance(value, list) and any(_has_rest(entry) for entry in value)


class _Rejoiner:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = lines_of(text)
        self.findings: list[Finding] = []

    def whole(self, value: Value, mark: Mark) -> tuple[Value, Mark]:
        """The value and its mark, with the texts inside it whole."""
        inside = mark.inside
        if isinstance(value, list) and isinstance(inside, list):
            pairs = [self.whole(entry, mark) for entry, mark in zip(value, inside, strict=True)]
            return [entry for entry, _ in pairs], replace(mark, inside=[mark for _, mark in pairs])
        if isinstance(value, dict) and isinstance(inside, dict):
            return self._mapping(value, mark, inside)
        return value, mark

    def _mapping(self, value: dict[str, Value], mark: Mark, inside: dict[str, Mark]) -> tuple[Value, Mark]:
        keys = dict(mark.keys or {})
        entries: dict[str, Value] = {}
        marks: dict[str, Mark] = {}
        parts: dict[str, list[str]] = {}
        before: str | None = None
        for key, entry in value.items():
            if entry is None and before is not None and self._goes_on(entries[before], marks[before], key, keys[key]):
                parts.setdefault(before, [self._written(entries[before], marks[before])]).append(key)
                self._warn(before, parts[before], keys.pop(key))
                continue
            entries[key], marks[key] = self.whole(entry, inside[key])
            before = key
        entries.update((key, ", ".join(texts)) for key, texts in parts.items())
        return entries, replace(mark, keys=keys, inside=marks)

    def _goes_on(self, before: Value, at: Mark, key: str, mark: Mark) -> bool:
        """Whether a key without a value is the rest of the text before it: between braces, without quotes or colon."""
        if " " not in key or before is None or isinstance(before, bool | dict | list):
            return False
        if self._text_from(at, 1) in (*_QUOTES, "|", ">"):
            return False
        line = self._text_from(mark, len(key) + _BLANKS)
        return line.startswith(key) and line[len(key) :].lstrip()[:1] in (",", "}")

    def _written(self, value: Value, at: Mark) -> str:
        """The value as it is written; a number with all its digits."""
        return value if isinstance(value, str) else self._text_from(at, at.width)

    def _text_from(self, mark: Mark, length: int) -> str:
        return self.lines[mark.line - 1][mark.column - 1 : mark.column - 1 + length]

    def _warn(self, key: str, texts: list[str], mark: Mark) -> None:
        if len(self.findings) >= MAX_FINDINGS:
            return
        whole = ", ".join(texts)
        place = Place(self.file, mark.line, mark.column, mark.width)
        message = Text(
            en=f"Between braces a comma ends the text of {shown(key)}; this was taken for the rest of it.",
            de=f"Zwischen geschweiften Klammern beendet ein Komma den Text von {shown(key)}; dies wurde als dessen "
            "Fortsetzung gelesen.",
        )
        hint = Text(
            en=f'Put the whole text in quotes: {shown(key)}: "{shown(whole)}"',
            de=f'Setzen Sie den ganzen Text in Anführungszeichen: {shown(key)}: "{shown(whole)}"',
        )
        self.findings.append(Finding("K113", Severity.WARNING, place, message, hint))
