"""A chapter to be filled in: every section that the format knows, explained, with an example to be uncommented.

Lines that begin with `# ` explain; lines that begin with `#` and no blank are YAML, once the `#` is deleted.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kamsite.language import Language, Text
from kamsite.model.field import UNKNOWN, Field
from kamsite.model.forms import as_id
from kamsite.model.referencewords import as_yaml
from kamsite.model.schema import Schemas
from kamsite.source.document import Path, Value

_WIDTH = 100
_LONGEST = 120
# The keys by which an entry is called.
_NAMES = ("name", "title", "question")
_HOW = Text(
    "Lines that begin with # and a blank explain. Lines that begin with # and no blank are examples: delete the # "
    "and write your own in their place. Leave out what does not apply; what nobody knows yet may be `unknown`. "
    "Every field is described by: kamsite format",
    "Zeilen, die mit # und einem Leerzeichen beginnen, erklären. Zeilen mit # ohne Leerzeichen sind Beispiele: "
    "Löschen Sie das #, und schreiben Sie Ihre Angaben an deren Stelle. Was nicht zutrifft, lassen Sie weg; was noch "
    "niemand weiß, darf `unknown` heißen (unbekannt). Alle Felder beschreibt: kamsite format",
)
_ASKED = Text("Asked for: {} entries.", "Erwartet: {} Einträge.")


def chapter_text(
    kind: str,
    language: Language,
    schemas: Schemas,
    *,
    given: Mapping[Path, Value] | None = None,
    written: Mapping[str, str] | None = None,
) -> str:
    """The text of a chapter's file. `kind` names the chapter as the schemas do.

    `given` are values that are known, by path; they are not commented out. `written` are whole sections as text,
    by name, which take the place of their examples.
    """
    field = schemas.field(kind)
    return "\n".join(_Chapter(kind, language, field, given or {}, written or {}).lines()) + "\n"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of YAML: its indentation, what stands there, a remark; `is_active` where it is not commented out."""

    depth: int
    code: str
    remark: str = ""
    is_active: bool = False

    def text(self) -> str:
        indent = "  " * self.depth
        # The mark stands before the indentation's end, so that deleting it leaves sound YAML.
        text = f"{indent}{self.code}" if self.is_active else f"#{indent}{self.code}"
        remarked = f"{text}  # {self.remark}"
        return remarked if self.remark and len(remarked) <= _LONGEST else text


@dataclass(frozen=True, slots=True)
class _Chapter:
    kind: str
    language: Language
    field: Field
    given: Mapping[Path, Value]
    written: Mapping[str, str]

    def lines(self) -> Iterator[str]:
        title, text = self.field.title.to(self.language), self.field.description.to(self.language)
        yield from _remarks(f"{title}: {text}")
        yield "#"
        yield from _remarks(_HOW.to(self.language))
        for name, section in self.field.properties.items():
            yield ""
            yield from self._heading(section)
            if name in self.written:
                yield from self.written[name].rstrip("\n").split("\n")
            else:
                yield from (line.text() for line in self._section((name,), section))

    def _heading(self, section: Field) -> Iterator[str]:
        title = section.title.to(self.language)
        yield f"# {title} {'-' * max(3, _WIDTH - len(title) - 3)}"
        yield from _remarks(section.description.to(self.language))
        if section.asked > 1:
            yield from _remarks(_ASKED.to(self.language).format(section.asked))

    def _section(self, path: Path, section: Field) -> Iterator[_Line]:
        example = _sample(section, section.examples[0]) if section.examples else {}
        yield from self._value(path, section, example)

    def _value(self, path: Path, field: Field | None, value: Value, *, is_entry: bool = False) -> Iterator[_Line]:
        """A key with its value, over several lines where the value has parts that need explaining."""
        depth, key = len(path) - 1, str(path[-1])
        if path in self.given:
            yield _Line(depth, f"{key}: {as_yaml(self.given[path])}", self._remark(field, key), is_active=True)
        elif isinstance(value, dict) and field is not None and _has_parts(field):
            is_active = any(known[: len(path)] == path for known in self.given)
            yield _Line(depth, f"{key}:", is_active=is_active)
            for name, inside in value.items():
                yield from self._value((*path, name), field.inside(name), inside, is_entry=name not in field.properties)
        elif isinstance(value, list) and not all(isinstance(entry, str) and len(entry) < 30 for entry in value):
            yield _Line(depth, f"{key}:", self._remark(field, key))
            yield from (line for entry in value for line in _item(depth + 1, entry))
        else:
            # What an entry under an id or a name is, the remark above it has said.
            yield _Line(depth, f"{key}: {as_yaml(value)}", self._remark(field, "" if is_entry else key))

    def _remark(self, field: Field | None, key: str) -> str:
        """What a value means, in a few words; nothing where the key says it."""
        if field is None:
            return ""
        title = field.title.to(self.language)
        is_told = not key or title.casefold() == key.replace("_", " ")
        if field.words:
            return f"{title}: {', '.join(word for word in field.words if word != UNKNOWN)}"
        if field.scale:
            (low, lowest), *_, (high, highest) = field.scale.items()
            steps = f"{low} = {lowest.to(self.language)} … {high} = {highest.to(self.language)}"
            return f"{title}: {steps}" if key else steps
        return "" if is_told else title


def _has_parts(field: Field) -> bool:
    """Whether a mapping has keys that mean something each; a series has years only."""
    return field.kind != "series" and bool(field.properties or field.entry)


def _item(depth: int, entry: Value) -> Iterator[_Line]:
    """An entry of a list; a mapping that does not fit on a line takes one for each key."""
    line = _Line(depth, f"- {as_yaml(entry)}")
    if isinstance(entry, dict) and len(line.text()) > _WIDTH:
        for number, (key, value) in enumerate(entry.items()):
            yield _Line(depth, f"{'  ' if number else '- '}{key}: {as_yaml(value)}")
    else:
        yield line


def _sample(field: Field, example: Value) -> Value:
    """An example that holds what the template asks for; `example` is what the schema gives for the whole."""
    if isinstance(example, dict) and field.entry is not None and _has_parts(field):
        asked = {name: _sample(part, _example(part)) for name, part in field.properties.items() if part.asked}
        if asked:
            return asked
        return dict([_entry(field.entry, *next(iter(example.items())))])
    if isinstance(example, dict) and field.properties:
        parts = {
            name: _sample(part, example.get(name, _example(part)))
            for name, part in field.properties.items()
            if part.asked or name in field.required or name in example
        }
        return parts | _aimed(example, parts)
    if isinstance(example, list) and field.item is not None:
        return [_sample(field.item, entry) for entry in example]
    return example


def _entry(field: Field, name: str, example: Value) -> tuple[str, Value]:
    """An entry with its id. Where the schema's examples speak of two things the one with all parts is told."""
    key = next((key for key in _NAMES if key in field.properties), "")
    known = str(_example(field.properties[key])) if key else ""
    if not isinstance(example, dict) or not known or known.split()[0] == str(example.get(key, known)).split()[0]:
        return name, _sample(field, example)
    words = known.split()
    word = words[-1] if field.name == "people" else words[0]
    return as_id(word) or name, _sample(field, {key: known})


def _aimed(example: dict[str, Value], parts: Mapping[str, Value]) -> dict[str, Value]:
    """A target to an actual value of the schema's example, which may be in any unit: the same a year later."""
    actual = example.get("actual")
    if not isinstance(actual, dict) or "target" in example or "target" not in parts:
        return {}
    year, value = next(iter(actual.items()))
    return {"target": {str(int(year[:4]) + 1): value}}


def _example(field: Field) -> Value:
    return field.examples[0] if field.examples else UNKNOWN


def _remarks(text: str) -> Iterable[str]:
    return (f"# {line}" for line in textwrap.wrap(text, _WIDTH - 2, break_on_hyphens=False))
