"""What a file holds on one person: their own values, entries about them, references to them, mentions in texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kamsite.compare.change import Ids
from kamsite.compare.matching import steps_of
from kamsite.compare.normal import comparable
from kamsite.model.field import Field
from kamsite.model.subject import Subject, finder_of
from kamsite.source.document import Path, Value

_ID = re.compile(r"[\w./#-]+")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


class How(StrEnum):
    """How a value has to do with a person: it is theirs, in an entry about them, refers to them, or names them."""

    OWN = "own"
    ABOUT = "about"
    REFERS = "refers"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Trace:
    """A value that has to do with a person. `path` leads to it in the file as it is written, `steps` by ids.

    In a text `path` is the number of the line at which it begins, counted from 1, and `steps` is empty.
    """

    how: How
    path: Path
    steps: Ids
    value: Value
    field: Field | None = None
    unit: str = ""


def traces_in(data: Value, chapter: str, field: Field, subject: Subject, *, is_near: bool) -> Iterator[Trace]:
    """What the values of a file hold on a person. `is_near`: ids in it can mean the person."""
    yield from _Walk(chapter, subject, is_near).of(data, field, (), (), None, "")


def traces_in_text(text: str, subject: Subject, *, is_near: bool) -> Iterator[Trace]:
    """The paragraphs of a text that name a person, each with the line of the first mention."""
    finder = finder_of(subject)
    at = 0
    for paragraph in _PARAGRAPH.split(text):
        start = text.index(paragraph, at)
        at = start + len(paragraph)
        found = [
            hit.start()
            for pattern in (*finder.texts(is_near=is_near), *([finder.token] if is_near and finder.token else []))
            for hit in [pattern.search(paragraph)]
            if hit
        ]
        if found:
            line = text.count("\n", 0, start + min(found)) + 1
            yield Trace(How.MENTIONS, (line,), (), paragraph.strip("\n"))


@dataclass(frozen=True, slots=True)
class _Walk:
    chapter: str
    subject: Subject
    is_near: bool

    def of(
        self, value: Value, field: Field | None, path: Path, steps: Ids, how: How | None, unit: str
    ) -> Iterator[Trace]:
        if isinstance(value, dict):
            yield from self._mapping(value, field, path, steps, how, unit)
        elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            for at, (step, item) in enumerate(zip(_steps(value, field), value, strict=True)):
                below = field.item if field else None
                yield from self.of(item, below, (*path, at), (*steps, step), how or self._how(item, below), unit)
        elif isinstance(value, list):
            if how:
                yield Trace(how, path, steps, value, field, unit)
                return
            for at, (step, item) in enumerate(zip(_steps(value, field), value, strict=True)):
                below = field.item if field else None
                yield from self._leaf(item, below, (*path, at), (*steps, step), None, unit)
        elif value is not None:
            yield from self._leaf(value, field, path, steps, how, unit)

    def _mapping(
        self, value: dict[str, Value], field: Field | None, path: Path, steps: Ids, how: How | None, unit: str
    ) -> Iterator[Trace]:
        beside = value.get("unit")
        unit = beside if isinstance(beside, str) else unit
        for key, inside in value.items():
            below = field.inside(key) if field else None
            here = how or self._how_of_key(key, inside, field, path)
            if here is None and self._is_in_id(key):
                yield Trace(How.MENTIONS, (*path, key), (*steps, key), key)
            way = (*path, key), (*steps, key)
            yield from self.of(inside, below, *way, here or self._how(inside, below), unit)

    def _how_of_key(self, key: str, inside: Value, field: Field | None, path: Path) -> How | None:
        if not self.is_near:
            return None
        if self.subject.is_entry(self.chapter, (*path, key)):
            return How.OWN
        if field is not None and self.subject.is_key(key, field):
            return How.ABOUT if isinstance(inside, dict) else How.REFERS
        return None

    def _is_named(self, value: str) -> bool:
        return finder_of(self.subject).mentions(value, is_near=self.is_near) or self._is_in_id(value)

    def _is_in_id(self, value: str) -> bool:
        """Whether an id or the name of a file holds the person's name."""
        token = finder_of(self.subject).token if self.is_near else None
        return token is not None and _ID.fullmatch(value) is not None and token.search(value) is not None

    def _how(self, value: Value, field: Field | None) -> How | None:
        return How.ABOUT if self.is_near and self.subject.is_about(value, field) else None

    def _leaf(
        self, value: Value, field: Field | None, path: Path, steps: Ids, how: How | None, unit: str
    ) -> Iterator[Trace]:
        if how is None and self.is_near and self.subject.is_meant(value, field):
            how = How.REFERS
        if how is None and isinstance(value, str) and self._is_named(value):
            how = How.MENTIONS
        if how is not None:
            yield Trace(how, path, steps, value, field, unit)


def _steps(items: list[Value], field: Field | None) -> list[str]:
    """What tells the items of a list apart; their positions where they are not as the schema wants them."""
    if field is None:
        return [str(at) for at in range(len(items))]
    normal = comparable(items, field)
    found = steps_of(normal, field) if isinstance(normal, list) else []
    return found if len(found) == len(items) else [str(at) for at in range(len(items))]
