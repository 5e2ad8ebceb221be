"""The real schemas for tests: all of them as JSON, and ways through them."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs

from kamsite.resources import schema_folder
from kamsite.source.document import Value

Node = dict[str, Any]
ENDING = ".schema.json"
ADDRESS = "kamsite:/"
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


def refuse(address: str) -> Any:
    raise LookupError(f"{address} is none of the schemas")


@cache
def registry() -> jsonschema_rs.Registry:
    """All schemas under their addresses; nothing is fetched."""
    return jsonschema_rs.Registry([(f"{ADDRESS}{name}{ENDING}", s) for name, s in SCHEMAS.items()], retriever=refuse)


@cache
def validator(name: str, pointer: str = "") -> jsonschema_rs.Draft202012Validator:
    """A validator for a schema or a part of it."""
    reference = {"$ref": f"{ADDRESS}{name}{ENDING}#{pointer.replace('$defs', '%24defs')}"}
    return jsonschema_rs.Draft202012Validator(reference, registry=registry(), validate_formats=True)


def complaints(name: str, data: Value, pointer: str = "") -> list[str]:
    """What the schema, or a part of it, has against a value."""
    return [f"{error.instance_path}: {error.message}" for error in validator(name, pointer).iter_errors(data)]
