"""The real schemas for tests: all of them as JSON, and ways through them."""

import json
from collections.abc import Iterator
from typing import Any

from kamsite.resources import schema_folder

Node = dict[str, Any]
ENDING = ".schema.json"
SCHEMAS: dict[str, Node] = {
    path.name.removesuffix(ENDING): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(schema_folder().glob(f"*{ENDING}"))
}
KINDS = tuple(name for name in SCHEMAS if name != "common")


def nodes(node: Any, pointer: str = "") -> Iterator[tuple[str, Node]]:
    """Every schema inside a schema with its JSON pointer, the schema itself first."""
    if not isinstance(node, dict):
        return
    yield pointer, node
    for keyword in ("properties", "patternProperties", "$defs"):
        for key, inside in node.get(keyword, {}).items():
            yield from nodes(inside, f"{pointer}/{keyword}/{key}")
    for keyword in ("additionalProperties", "propertyNames", "items", "if", "then", "else", "not"):
        yield from nodes(node.get(keyword), f"{pointer}/{keyword}")


def properties() -> Iterator[tuple[str, str, Node]]:
    """Every property of every schema: the schema's name, the JSON pointer, the property."""
    for name, schema in SCHEMAS.items():
        for pointer, node in nodes(schema):
            for key, inside in node.get("properties", {}).items():
                yield name, f"{pointer}/properties/{key}", inside


def resolve(name: str, reference: str) -> tuple[str, Node]:
    """The schema that a `$ref` in the schema `name` leads to, and the name of the schema it lies in."""
    file, _, pointer = reference.partition("#")
    name = file.removesuffix(ENDING) or name
    node: Any = SCHEMAS[name]
    for step in filter(None, pointer.split("/")):
        node = node[step]
    return name, node


def merged(name: str, node: Node) -> tuple[str, Node]:
    """The schema laid over the one that it refers to; what stands nearer counts."""
    if "$ref" not in node:
        return name, node
    target, inside = merged(*resolve(name, node["$ref"]))
    return target, {**inside, **{key: value for key, value in node.items() if key != "$ref"}}
