"""Edits of a plan's text, made by its lines and marks alone, together with the same edit of its values."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path as FilePath

from kamsite.model.field import Field
from kamsite.source.document import Document, Mark, Path, Value
from kamsite.source.yamltext import read_yaml

EXAMPLES = FilePath(__file__).resolve().parent.parent.parent / "plans"
FILES = sorted(EXAMPLES.rglob("*.yaml"))


@dataclass(frozen=True)
class Scalar:
    """A value on one line, and the keys by which the list around it tells its entries apart, if there are several."""

    path: Path
    mark: Mark


def read(text: str) -> Document:
    document = read_yaml("plan.yaml", text.encode()).document
    assert document is not None
    return document


def values(text: str) -> Value:
    return read(text).data


def scalars(document: Document, field: Field | None) -> list[Scalar]:
    """The values that stand on one line, without those that tell the entries of a list apart."""
    return list(_scalars(document.data, document.mark, field, ()))


def _scalars(value: Value, mark: Mark, field: Field | None, path: Path) -> Iterator[Scalar]:
    if isinstance(value, dict) and isinstance(mark.inside, dict):
        for key, inner in value.items():
            below = field.inside(key) if field else None
            yield from _scalars(inner, mark.inside[key], below, (*path, key))
    elif isinstance(value, list) and isinstance(mark.inside, list):
        identity = field.identity if field else ()
        for place, inner in enumerate(value):
            item = field.inside(place) if field else None
            for found in _scalars(inner, mark.inside[place], item, (*path, place)):
                if not (len(found.path) == len(path) + 2 and found.path[-1] in (*identity, "text", "formerly")):
                    yield found
    elif isinstance(value, str | int | float) and not isinstance(value, bool) and "\n" not in str(value):
        yield Scalar(path, mark)


def with_scalar(text: str, scalar: Scalar, word: str) -> str | None:
    """The text with another word at this place; None where the old value does not stand on the line as one."""
    lines = text.split("\n")
    line = lines[scalar.mark.line - 1]
    start = scalar.mark.column - 1
    if line[start : start + 1] in "|>":
        return None
    lines[scalar.mark.line - 1] = line[:start] + word + line[start + scalar.mark.width :]
    return "\n".join(lines)


def with_value(data: Value, path: Path, value: Value) -> Value:
    """A copy of the values with another one at the path, which need not be there yet."""
    changed = copy.deepcopy(data)
    at = changed
    for step in path[:-1]:
        at = at[step]  # type: ignore[index, call-overload]
    at[path[-1]] = value  # type: ignore[index, call-overload]
    return changed


def without(data: Value, path: Path) -> Value:
    """A copy of the values without the one at the path."""
    changed = copy.deepcopy(data)
    at = changed
    for step in path[:-1]:
        at = at[step]  # type: ignore[index, call-overload]
    del at[path[-1]]  # type: ignore[arg-type]
    return changed


@dataclass(frozen=True)
class Lines:
    """An entry of a mapping that stands on lines of its own, from `start` to before `end`, counted from 0."""

    path: Path
    column: int
    start: int
    end: int


def entries_in_lines(text: str) -> list[Lines]:
    """The entries that begin their line and that another entry of the same mapping follows."""
    lines = text.split("\n")
    return [entry for entry in _entries(read(text).mark, ()) if not lines[entry.start][: entry.column - 1].strip()]


def _entries(mark: Mark, path: Path) -> Iterator[Lines]:
    if isinstance(mark.inside, dict) and mark.keys:
        keys = list(mark.keys.items())
        is_in_lines = len({key.line for _, key in keys}) == len(keys) and len({key.column for _, key in keys}) == 1
        for (name, key), (_, following) in pairwise(keys):
            if is_in_lines:
                yield Lines((*path, name), key.column, key.line - 1, following.line - 1)
    inside = mark.inside
    for step, inner in inside.items() if isinstance(inside, dict) else enumerate(inside or ()):
        yield from _entries(inner, (*path, step))


def comments(text: str) -> list[str]:
    """The comment lines of a text, and those behind a value after two blanks; without blanks around them."""
    found = []
    for line in text.split("\n"):
        if line.lstrip().startswith("#"):
            found.append(line.strip())
        elif "  # " in line:
            found.append("# " + line.rpartition("  # ")[2].strip())
    return found
