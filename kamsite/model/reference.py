"""The reference of the plan format, made from the schemas: every field with meaning, type and example."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kamsite.language import LANGUAGES, Language, Text
from kamsite.model import referencewords as words
from kamsite.model.schema import Schemas, load_schemas
from kamsite.resources import schema_folder

Node = dict[str, Any]
_ENDING = ".schema.json"
# The order of the page, and where the files lie.
_FILES = {
    "plan": "<account>/plan.yaml",
    "customer": "<account>/customer.yaml",
    "people": "<account>/people.yaml",
    "position": "<account>/position.yaml",
    "strategy": "<account>/strategy.yaml",
    "figures": "<account>/figures.yaml",
    "site": "site.yaml",
    "staff": "staff.yaml",
    "selection": "programme/selection.yaml",
    "fitness": "programme/fitness.yaml",
    "maturity": "programme/maturity.yaml",
    "levers": "programme/levers.yaml",
    "model": "programme/model.yaml",
    "profiles": "programme/profiles.yaml",
    "customers": "programme/customers.csv",
}
_PAGES: dict[Language, str] = {"en": "format.md", "de": "format.de.md"}


def format_reference(language: Language, schemas: Schemas | None = None) -> str:
    """The reference page in Markdown, in one language."""
    return "\n".join(_Page(language, schemas or load_schemas()).lines()) + "\n"


def write_reference(folder: Path) -> tuple[Path, ...]:
    """Writes the reference in both languages into a folder; the files that were written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for language in LANGUAGES:
        path = folder / _PAGES[language]
        path.write_text(format_reference(language), encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)


@dataclass(frozen=True, slots=True)
class _Page:
    language: Language
    schemas: Schemas

    def lines(self) -> Iterator[str]:
        yield f"# {self._say(words.PAGE_TITLE)}"
        yield ""
        yield self._say(words.LEAD)
        yield ""
        yield f"## {self._say(words.FILES)}"
        yield ""
        for kind, file in _FILES.items():
            yield f"- [{self._title(self.schemas.raw(kind))}](#{kind}): `{file}`"
        yield f"- [{self._say(words.VALUES)}](#values), [{self._say(words.SHARED)}](#common)"
        for kind, file in _FILES.items():
            yield from self._file(kind, file)
        yield from self._values()
        yield from self._shared()

    def _file(self, kind: str, file: str) -> Iterator[str]:
        schema = self.schemas.raw(kind)
        yield from ("", f'## <a id="{kind}"></a>{self._title(schema)}: `{file}`', "")
        yield self._description(schema)
        if "properties" in schema:
            yield from self._table(kind, schema)
        else:
            yield from ("", self._type(kind, schema) + f" `{words.as_yaml(schema['examples'][0])}`")
        for name, definition in schema.get("$defs", {}).items():
            yield from self._definition(kind, name, definition)

    def _values(self) -> Iterator[str]:
        yield from ("", f'## <a id="values"></a>{self._say(words.VALUES)}', "")
        for name, definition in self.schemas.raw("common")["$defs"].items():
            if "properties" not in definition:
                title, description = self._title(definition), self._description(definition)
                yield f'- <a id="value-{name}"></a>**{title}**: {description}'

    def _shared(self) -> Iterator[str]:
        yield from ("", f'## <a id="common"></a>{self._say(words.SHARED)}')
        for name, definition in self.schemas.raw("common")["$defs"].items():
            if "properties" in definition:
                yield from self._definition("common", name, definition)

    def _definition(self, kind: str, name: str, definition: Node) -> Iterator[str]:
        yield from ("", f'### <a id="{kind}-{name}"></a>{self._title(definition)}')
        if "description" in definition:
            yield from ("", self._description(definition))
        yield from self._table(kind, definition)

    def _table(self, kind: str, schema: Node) -> Iterator[str]:
        required = schema.get("required", ())
        yield from ("", self._heads(), "|---|---|---|---|---|---|")
        for key, node in schema["properties"].items():
            yield self._row(kind, key, node, key in required)
            for known, inside in self._known_beforehand(node):
                yield self._row(kind, f"{key}.{known}", inside, False)
        for key, reason in schema.get("x-refused", {}).items():
            yield from ("", f"{self._say(words.REFUSED)} `{key}`. {reason[self.language]}")

    def _heads(self) -> str:
        if self.language == "en":
            return words.COLUMNS.en
        return words.COLUMNS.de.replace("| Begriff |", "| Begriff (englisch) |")

    def _known_beforehand(self, node: Node) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping by id that the schema knows, such as the usual figures."""
        if isinstance(node.get("additionalProperties"), dict):
            yield from node.get("properties", {}).items()

    def _row(self, kind: str, key: str, node: Node, needed: bool) -> str:
        term = f"{node['x-title-de']} ({node['title']})" if self.language == "de" else node["x-title-de"]
        marks = [self._say(words.NEEDED)] if needed else [self._say(words.ASKED)] if "x-asked" in node else []
        example = f"`{words.as_yaml(node['examples'][0])}`"
        of_common = kind == "common" and node["x-sensitivity"] == "public"
        sensitivity = words.AS_AROUND if of_common else words.SENSITIVITIES[node["x-sensitivity"]]
        meaning = f"{node['title']}: {node['description']}" if self.language == "en" else node["x-description-de"]
        what = "; ".join([self._type(kind, node), *marks])
        cells = [f"`{key}`", term, meaning, what, example, self._say(sensitivity)]
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"

    def _type(self, kind: str, node: Node) -> str:
        """What may stand here, in words."""
        owner, said = self._merged(kind, node)
        form, types = said.get("x-kind"), said.get("type", [])
        if form == "word":
            return f"{self._say(words.ONE_OF)} {self._words(said)}"
        if form == "scale":
            return self._scale(said)
        if form == "mapping":
            return self._link(kind, node)
        if form == "series":
            return " ".join(filter(None, [self._value(node), self._unit(said)]))
        if "items" in said and "string" in types and said.get("pattern") != "^unknown$":
            return self._say(words.ONE_OR_LIST).format(inside=self._type(owner, said["items"]))
        if "items" in said:
            return self._say(words.LIST_OF).format(inside=self._type(owner, said["items"]))
        if form == "reference" and "x-reference" in said:
            return self._say(words.REFERENCES[said["x-reference"]])
        if form == "entries":
            return self._entries(owner, said)
        return " ".join(filter(None, [self._value(node), self._unit(said)]))

    def _value(self, node: Node) -> str:
        """A link to what the page says of a kind of value."""
        if "$ref" not in node:
            return self._say(words.WHOLE_NUMBER)
        name = node["$ref"].rpartition("/")[2]
        return f"[{self._title(self.schemas.raw('common')['$defs'][name])}](#value-{name})"

    def _entries(self, kind: str, said: Node) -> str:
        names = said["propertyNames"]
        # The keys of severities are codes and have a form of their own.
        key = str(names.get("$ref", "name")).rpartition("/")[2]
        reference = self._say(words.REFERENCES[names["x-reference"]]) if "x-reference" in names else ""
        phrase = words.BY_KEY["reference" if reference else key]
        told = self._say(phrase).format(inside=self._type(kind, said["additionalProperties"]), reference=reference)
        return f"{told}; {self._say(words.USUAL)}: {self._words(said)}" if "x-words" in said else told

    def _scale(self, said: Node) -> str:
        steps = ", ".join(f"{step} {meaning[self.language]}" for step, meaning in said["x-scale"].items())
        low, high = said["minimum"], said["maximum"]
        return f"{self._say(words.RANGE).format(low=low, high=high)}: {steps}"

    def _words(self, said: Node) -> str:
        return ", ".join(f"`{word}` ({meaning['de']})" for word, meaning in said["x-words"].items())

    def _unit(self, said: Node) -> str:
        unit = said.get("x-unit")
        if unit is None:
            return ""
        phrase = words.UNITS.get(unit)
        return self._say(phrase) if phrase else self._say(words.UNIT).format(unit=unit)

    def _link(self, kind: str, node: Node) -> str:
        """A link to the table of a mapping; the text of a definition that also takes a plain text says so."""
        while "$ref" in node:
            file, _, pointer = node["$ref"].partition("#")
            kind, name = file.removesuffix(_ENDING) or kind, pointer.rpartition("/")[2]
            node = self.schemas.raw(kind)["$defs"][name]
            if "$ref" not in node:
                return f"[{self._title(node)}](#{kind}-{name})"
        return self._title(node)

    def _merged(self, kind: str, node: Node) -> tuple[str, Node]:
        if "$ref" not in node:
            return kind, node
        file, _, pointer = node["$ref"].partition("#")
        owner = file.removesuffix(_ENDING) or kind
        owner, inside = self._merged(owner, self.schemas.raw(owner)["$defs"][pointer.rpartition("/")[2]])
        return owner, {**inside, **{key: value for key, value in node.items() if key != "$ref"}}

    def _title(self, node: Node) -> str:
        return str(node["x-title-de" if self.language == "de" else "title"])

    def _description(self, node: Node) -> str:
        return str(node["x-description-de" if self.language == "de" else "description"])

    def _say(self, text: Text) -> str:
        return text.to(self.language)


if __name__ == "__main__":
    for file in write_reference(schema_folder().parent / "docs"):
        print(file.name)
