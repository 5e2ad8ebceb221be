"""Values written as YAML in many layouts. The layout of a value depends on its path alone: edits leave others alone."""

import json
from zlib import crc32

PLAIN = ["word", "two words", "62 %", "2026-03-12", "Ünïcode", "12:30"]


class Writer:
    """Writes values; `seed` chooses the manner."""

    def __init__(self, seed: int, indent: int | None = None) -> None:
        self.seed = seed
        self.indent = indent

    def write(self, value: dict) -> str:
        """The whole text."""
        head = "# The first line.\n\n" if self.one_of(2, ("head",)) else ""
        foot = "\n# The last line.\n" if self.one_of(3, ("foot",)) == 0 else ""
        return head + "".join(self.lines(value, 0, ())) + foot

    def one_of(self, number: int, path: tuple) -> int:
        return crc32(repr((self.seed, path)).encode()) % number

    def lines(self, value, column: int, path: tuple) -> list[str]:
        """A collection in lines of its own."""
        result = []
        for key, inner in value.items() if isinstance(value, dict) else ((self.name(item), item) for item in value):
            at = (*path, key)
            if self.one_of(5, (*at, "lead")) == 0:
                result.append(" " * column + f"# about {key}\n")
            if self.one_of(9, (*at, "blank")) == 0:
                result.append("\n")
            head = self.key(key, at) + ":" if isinstance(value, dict) else "-"
            result += self.entry(head, inner, column, at, is_list=isinstance(value, list))
        return result

    def name(self, item) -> str:
        """What tells an item apart: its text, or its `id`."""
        return str(item["id"]) if isinstance(item, dict) else str(item)

    def key(self, key: str, path: tuple) -> str:
        return json.dumps(key) if self.one_of(6, (*path, "quoted")) == 0 else key

    def entry(self, head: str, value, column: int, path: tuple, *, is_list: bool) -> list[str]:
        start = " " * column + head
        remark = f"   # on {path[-1]}" if self.one_of(4, (*path, "remark")) == 0 else ""
        if isinstance(value, dict | list) and value and self.one_of(3, (*path, "flow")):
            return self.nested(start, value, column, path, remark, is_list=is_list)
        if isinstance(value, str) and "\n" in value:
            indent = " " * (column + 2)
            text = "".join(indent + line + "\n" if line else "\n" for line in value.split("\n")[:-1])
            return [f"{start} |{remark}\n", text]
        if value is None and not is_list and self.one_of(2, (*path, "empty")):
            return [f"{start}{remark}\n"]
        blanks = " " * (1 + self.one_of(2, (*path, "blanks")))
        return [f"{start}{blanks}{self.flow(value, path, column)}{remark}\n"]

    def nested(self, start: str, value, column: int, path: tuple, remark: str, *, is_list: bool) -> list[str]:
        step = self.indent or 2 + self.one_of(3, (*path, "step"))
        if is_list and self.one_of(3, (*path, "compact")):
            gap = " " * (1 + self.one_of(2, (*path, "gap")))
            inner = len(start) + len(gap)
            lines = self.lines(value, inner, path)
            first = next(
                number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")
            )
            above = [line for line in lines[:first] if line.strip()]
            return [*above, start + gap + lines[first].lstrip(" "), *lines[first + 1 :]]
        inner = column if isinstance(value, list) and not is_list and self.one_of(2, (*path, "flat")) else column + step
        return [f"{start}{remark}\n", *self.lines(value, inner, path)]

    def flow(self, value, path: tuple, column: int) -> str:
        """A value in one line, or in brackets over several lines."""
        if isinstance(value, dict):
            inside = [
                f"{self.key(key, (*path, key))}: {self.flow(v, (*path, key), column + 2)}" for key, v in value.items()
            ]
        elif isinstance(value, list):
            inside = [self.flow(item, (*path, self.name(item)), column + 2) for item in value]
        elif isinstance(value, str) and (value not in PLAIN or self.one_of(3, (*path, "quotes")) == 0):
            return json.dumps(value, ensure_ascii=False)
        else:
            return value if isinstance(value, str) else json.dumps(value)
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if inside and self.one_of(4, (*path, "lines")) == 0:
            indent = " " * (column + 4)
            end = "," if self.one_of(2, (*path, "comma")) else ""
            return (
                f"{opening}\n" + ",\n".join(indent + text for text in inside) + f"{end}\n{' ' * (column + 2)}{closing}"
            )
        return opening + (", " if self.one_of(3, (*path, "tight")) else ",").join(inside) + closing
