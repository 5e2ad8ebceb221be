"""A YAML file as plain values, with the place of every one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from kamsite.diagnostics import Place

# Plain values as in JSON. Keys of mappings are always text, as written (`2024:` has the key "2024").
Value = dict[str, "Value"] | list["Value"] | str | int | float | bool | None
# The way to a value from the top of its file: keys and positions.
Path = tuple[str | int, ...]


class Mark(msgspec.Struct, frozen=True, gc=False):
    """Where a value starts, and the marks of what it holds. A struct, because there is one for every word of a plan.

    `line` and `column` count from 1, `width` in characters on that line. For a mapping `keys` holds the marks of its
    keys and `inside` those of its values, by key; for a list `inside` holds the marks by position.
    """

    line: int
    column: int
    width: int = 1
    keys: "dict[str, Mark] | None" = None
    inside: "dict[str, Mark] | list[Mark] | None" = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file's values and their marks. `file` is relative to the plans folder.

    `parts` are entries that stand in files of their own (`people/brandt.yaml`), by their path in `data`; `data`
    already holds their values.
    """

    file: str
    data: Value
    mark: Mark
    parts: "Mapping[Path, Document]" = field(default_factory=dict)

    def place(self, path: Path = ()) -> Place:
        """The place of the value at `path`; where that is missing, of the nearest value around it."""
        part, rest = self._part(path)
        if part is not self:
            return part.place(rest)
        mark, _ = self._find(path)
        return Place(self.file, mark.line, mark.column, mark.width)

    def place_of_key(self, path: Path) -> Place:
        """The place of the key that `path` ends with; for an entry of a list, of its value."""
        part, rest = self._part(path)
        if part is not self:
            return part.place_of_key(rest)
        if not path or not isinstance(path[-1], str):
            return self.place(path)
        parent, is_whole = self._find(path[:-1])
        key = (parent.keys or {}).get(path[-1]) if is_whole else None
        mark = key or parent
        return Place(self.file, mark.line, mark.column, mark.width)

    def file_of(self, path: Path) -> str:
        """The file in which the value at `path` stands."""
        part, _ = self._part(path)
        return part.file

    def _part(self, path: Path) -> "tuple[Document, Path]":
        for length in range(len(path), 0, -1) if self.parts else ():
            part = self.parts.get(path[:length])
            if part is not None:
                return part, path[length:]
        return self, path

    def _find(self, path: Path) -> tuple[Mark, bool]:
        mark = self.mark
        for step in path:
            inside = mark.inside
            found = None
            if isinstance(inside, dict) and isinstance(step, str):
                found = inside.get(step)
            elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
                found = inside[step]
            if found is None:
                return mark, False
            mark = found
        return mark, True
