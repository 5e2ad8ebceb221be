"""What a file holds on one person, in words: each value with its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kamsite.compare.names import NO_NAMES, Names
from kamsite.compare.normal import comparable
from kamsite.compare.traces import How, Trace, traces_in, traces_in_text
from kamsite.compare.trail import trail_of
from kamsite.language import Language, Text
from kamsite.model.field import Field
from kamsite.model.parts import Part, decoded, part_of
from kamsite.model.schema import Schemas
from kamsite.model.subject import Subject, finder_of
from kamsite.quoting import shown
from kamsite.render.changes import values
from kamsite.source.document import Value
from kamsite.source.yamltext import read_yaml

TEXTS = (".yaml", ".md", ".csv")
_TABLE = Text("Table", "Tabelle")
_PROSE = Text("In words", "In Worten")
_LONG = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """A trace in the file as it was, in words."""

    trace: Trace
    part: Part
    file: str
    line: int
    where: str
    value: str


@dataclass(frozen=True, slots=True)
class Searcher:
    """Finds a person in files as they were. `names_in` gives what ids stand for in an account; "" for none of them."""

    subject: Subject
    schemas: Schemas
    language: Language
    names_in: Callable[[str], Names] = lambda _account: NO_NAMES

    def found_in(self, file: str, content: bytes) -> Iterator[Found]:
        """What a file held."""
        text = decoded(content)
        if not self._may_hold(file, text):
            return
        is_near = self.subject.is_near(file)
        part = self._part(file)
        if not file.endswith(".yaml"):
            yield from self._in_text(file, part or Part(self._account(file), ""), text, is_near=is_near)
        elif part is not None:
            yield from self._in_values(file, part, content, is_near=is_near)

    def title(self, chapter: str, file: str) -> Text:
        """What a kind of file is called."""
        if file.endswith(".md"):
            return _PROSE
        return self.schemas.field(chapter).title if chapter else _TABLE

    def _may_hold(self, file: str, text: str) -> bool:
        """Whether it is worth looking closely."""
        finder = finder_of(self.subject)
        if any(pattern.search(text) for pattern in finder.texts(is_near=self.subject.is_near(file))):
            return True
        if not self.subject.is_near(file):
            return False
        own = file.removesuffix(".yaml").rpartition("/")[2] in self.subject.ids
        return own or any(id_ in text for id_ in self.subject.ids) or bool(finder.token and finder.token.search(text))

    def _part(self, file: str) -> Part | None:
        part = part_of(file)
        return replace(part, plan=self._account(part.plan)) if part else None

    def _account(self, path: str) -> str:
        """A plan's id with the account's folder of today."""
        folder, slash, inside = path.partition("/")
        if folder in self.subject.folders:
            folder = self.subject.folders[0]
        return folder + slash + inside

    def _in_text(self, file: str, part: Part, text: str, *, is_near: bool) -> Iterator[Found]:
        if file.endswith(".csv"):
            for line, row in enumerate(text.splitlines(), 1):
                cells = {cell.strip(' "') for cell in re.split("[;,\t]", row)}
                is_meant = self.subject.is_ours and not cells.isdisjoint(self.subject.ids)
                if is_meant or finder_of(self.subject).mentions(row, is_near=is_near):
                    trace = Trace(How.REFERS if is_meant else How.MENTIONS, (line,), (), row)
                    yield Found(trace, replace(part, chapter="customers"), file, line, "", _whole(row))
            return
        for trace in traces_in_text(text, self.subject, is_near=is_near):
            yield Found(trace, part, file, int(trace.path[0]), "", _whole(str(trace.value)))

    def _in_values(self, file: str, part: Part, content: bytes, *, is_near: bool) -> Iterator[Found]:
        document = read_yaml(file, content).document
        if document is None or document.data is None:
            return
        data: Value = document.data
        for step in reversed(part.way):
            data = {step: data}
        known = self.schemas.field(part.chapter)
        normal = comparable(data, known)
        for trace in traces_in(data, part.chapter, known, self.subject, is_near=is_near):
            place = document.place_of_key(trace.path[len(part.way) :])
            where = self._where(trace, part, normal, known)
            yield Found(trace, part, file, place.line or 1, where.way, self._value(trace, part, where.unit))

    def _where(self, trace: Trace, part: Part, normal: Value, known: Field) -> "_Where":
        """The way to a value in words; in the person's own entry the person is not named again and again."""
        trail = trail_of(normal, trace.steps, known, self._names(part), self._names(part).currency)
        told = [shown(step.name.to(self.language)) for step in trail.steps]
        if trace.how is How.OWN:
            told = told[1 if self.subject.is_ours else 2 :]
        return _Where(" › ".join(told), trail.unit or trace.unit)

    def _value(self, trace: Trace, part: Part, unit: str) -> str:
        listed = trace.value if isinstance(trace.value, list) else [trace.value]
        below = trace.field.item if trace.field and isinstance(trace.value, list) else trace.field
        return ", ".join(self._said(value, below, unit, self._names(part)) for value in listed)

    def _said(self, value: Value, known: Field | None, unit: str, names: Names) -> str:
        """A value in words; of texts nothing is cut."""
        is_text = known is None or not (known.words or known.reference or known.kind in ("date", "period"))
        if isinstance(value, str) and is_text:
            return _whole(value)
        return values.value(value, known, unit, names, self.language)

    def _names(self, part: Part) -> Names:
        return self.names_in(part.plan.partition("/")[0])


@dataclass(frozen=True, slots=True)
class _Where:
    way: str
    unit: str


def _whole(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))
    return plain if len(plain) <= _LONG else plain[:_LONG] + " …"
