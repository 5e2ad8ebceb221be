"""The schemas of the plan format, read once: fields for the product, validators for `kamsite check`."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from kamsite.model.field import Field, KeyRule
from kamsite.model.fieldtree import FieldReader
from kamsite.resources import schema_folder

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, Registry

_ENDING = ".schema.json"
# Where the schemas are registered for validation, so that `common.schema.json#…` in one finds the other.
_ADDRESS = "kamsite:/"
# Keywords with schemas by name, and keywords with values that are no schemas.
_BY_NAME = ("properties", "patternProperties", "$defs")
_VALUES = ("enum", "const", "examples", "required")


class SchemaError(Exception):
    """The schemas themselves are broken, which is a mistake in the product or in a company's own schema."""


class Schemas:
    """All schemas of a folder, by kind of file: `people` is what `people.schema.json` says of `people.yaml`."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        """Takes the bytes of each schema file by kind. Raises `SchemaError` where one is no JSON object."""
        self._raw = {f"{kind}{_ENDING}": _read(kind, text) for kind, text in sorted(texts.items())}
        self._reader = FieldReader(self._raw)
        self._fields: dict[str, Field] = {}
        self._validators: dict[str, Draft202012Validator] = {}
        self._explainers: dict[str, Draft202012Validator] = {}
        self._key_validators: dict[int, Draft202012Validator] = {}
        self.kinds = tuple(sorted(texts))
        self.digest = _digest(texts)

    def field(self, kind: str) -> Field:
        """What the schema says of a file of this kind, such as `people`. Raises `KeyError` for an unknown kind."""
        if kind not in self._fields:
            self._fields[kind] = self._reader.read(f"{kind}{_ENDING}")
        return self._fields[kind]

    def validator(self, kind: str) -> "Draft202012Validator":
        """The validator for a file of this kind, made once. It never leaves this machine to find a schema."""
        if kind not in self._validators:
            self._validators[kind] = _compile(_reference_to(kind), self._registry, kind)
        return self._validators[kind]

    def explainer(self, kind: str) -> "Draft202012Validator":
        """The validator that says what is wrong, made once: that of the kind without the rules for keys.

        A complaint about a key brings a copy of the whole mapping along, for each key: a thousand of them take a
        gigabyte. So keys are checked one by one, by `key_validator`.
        """
        if kind not in self._explainers:
            self._explainers[kind] = _compile(_reference_to(kind), self._registry_without_key_rules, kind)
        return self._explainers[kind]

    def key_validator(self, rule: KeyRule) -> "Draft202012Validator":
        """The validator for the keys of a mapping, made once for each rule."""
        if id(rule.schema) not in self._key_validators:
            schema = _with_whole_addresses(rule.schema, rule.file)
            self._key_validators[id(rule.schema)] = _compile(schema, self._registry, rule.file)
        return self._key_validators[id(rule.schema)]

    def raw(self, kind: str) -> dict[str, Any]:
        """The schema of this kind as it was read; not to be changed."""
        return self._raw[f"{kind}{_ENDING}"]

    @cached_property
    def _registry(self) -> "Registry":
        """All schemas under the addresses by which they refer to each other."""
        return _registry(self._raw)

    @cached_property
    def _registry_without_key_rules(self) -> "Registry":
        return _registry({name: _without_key_rules(schema) for name, schema in self._raw.items()})


def _reference_to(kind: str) -> dict[str, str]:
    return {"$ref": f"{_ADDRESS}{kind}{_ENDING}"}


def _compile(schema: dict[str, Any], registry: "Registry", name: str) -> "Draft202012Validator":
    import jsonschema_rs

    try:
        return jsonschema_rs.Draft202012Validator(schema, registry=registry, validate_formats=True, offline=True)
    except ValueError as error:
        raise SchemaError(f"{name}: {_first_line(error)}") from error


def _registry(schemas: Mapping[str, Any]) -> "Registry":
    import jsonschema_rs

    resources = [(_ADDRESS + name, schema) for name, schema in schemas.items()]
    try:
        return jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012, retriever=_refuse)
    except ValueError as error:
        raise SchemaError(_first_line(error)) from error


def _with_whole_addresses(schema: Any, file: str) -> Any:
    """A copy of a part of a schema that can stand alone: what it refers to is named in full."""
    if isinstance(schema, list):
        return [_with_whole_addresses(inside, file) for inside in schema]
    if not isinstance(schema, Mapping):
        return schema
    copy = {keyword: _with_whole_addresses(inside, file) for keyword, inside in schema.items()}
    if isinstance(copy.get("$ref"), str):
        at, _, pointer = copy["$ref"].partition("#")
        copy["$ref"] = f"{_ADDRESS}{at or file}#{pointer}"
    return copy


def _without_key_rules(schema: Any) -> Any:
    """A copy of a schema without `propertyNames`."""
    if isinstance(schema, list):
        return [_without_key_rules(inside) for inside in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {}
    for keyword, inside in schema.items():
        if keyword in _BY_NAME and isinstance(inside, dict):
            copy[keyword] = {name: _without_key_rules(below) for name, below in inside.items()}
        elif keyword != "propertyNames":
            copy[keyword] = inside if keyword in _VALUES else _without_key_rules(inside)
    return copy


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _refuse(address: str) -> Any:
    raise LookupError(f"{address} is not one of the schemas; nothing is fetched")


def _read(kind: str, text: bytes) -> dict[str, Any]:
    try:
        schema = json.loads(text)
    except ValueError as error:
        raise SchemaError(f"{kind}{_ENDING}: {error}") from error
    if not isinstance(schema, dict):
        raise SchemaError(f"{kind}{_ENDING}: a schema is a JSON object")
    return schema


def _digest(texts: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for kind, text in sorted(texts.items()):
        digest.update(f"{kind}:{len(text)}\n".encode() + text)
    return digest.hexdigest()


def load_schemas(folder: FilePath | None = None) -> Schemas:
    """The schemas of a folder, by default those that come with the product, read once.

    Raises `SchemaError` where a schema is broken, `OSError` where the folder cannot be read.
    """
    return _load(folder or schema_folder())


@cache
def _load(folder: FilePath) -> Schemas:
    return Schemas({file.name.removesuffix(_ENDING): file.read_bytes() for file in folder.glob(f"*{_ENDING}")})


def forget_schemas() -> None:
    """Lets the next `load_schemas` read the files again, which somebody has changed."""
    _load.cache_clear()
