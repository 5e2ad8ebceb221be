"""What does not fit a schema, as plain values: one problem for each mistake, at the place where it was made."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from kamsite.model.field import UNKNOWN, Field
from kamsite.model.schema import Schemas
from kamsite.source.document import Path, Value

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

# Of several complaints about one value the first of these is the one that helps.
_RANKS = ("type", "empty", "enum", "const", "minimum", "exclusiveMinimum", "maximum", "pattern", "format", "not")
# The pattern of the schemas for "no text here, except that nobody knows yet".
_ONLY_UNKNOWN = f"^{UNKNOWN}$"
_FOR_EMPTY = ("minLength", "minItems", "minProperties", "pattern", "format")
_SAME = {"exclusiveMaximum": "maximum", "unevaluatedProperties": "additionalProperties"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not fit: the schema's keyword that says so, with its value, and where.

    `path` leads to the value; for `additionalProperties`, `required` and `propertyNames` it ends with the key.
    `value` is what stands there (for `required` the mapping), `wanted` what the schema wants: words, a limit …
    """

    keyword: str
    path: Path
    value: Value
    wanted: Any = None
    text: str = ""


def find_problems(data: Value, kind: str, schemas: Schemas, most: int) -> list[Problem]:
    """The problems of a file's values, at most `most`, each mistake once; none for sound values.

    An optional value that is empty (`null`) is sound: it is as if it were not there. Not so a colour: behind its key
    probably stands one, which without quotes is a remark.
    """
    wrong_keys: list[Problem] = []
    written = _without_empty(data, schemas.field(kind), (), schemas, wrong_keys)
    found = _flat(schemas.explainer(kind).iter_errors(written), written)
    return (wrong_keys + _once_each(islice(found, 2 * most)))[:most]


def _without_empty(value: Value, field: Field | None, path: Path, schemas: Schemas, wrong_keys: list[Problem]) -> Value:
    """The value without optional keys that have no value; on the way, the keys that are not as they must be."""
    if field is None:
        return value
    if isinstance(value, dict):
        keys = schemas.key_validator(field.key_rule) if field.key_rule else None
        left: dict[str, Value] = {}
        for key, inside in value.items():
            if key == "" or (keys and not keys.is_valid(key)):
                wrong_keys.append(Problem("propertyNames", (*path, key), key))
            # An empty key is left out, because the validator leaves it out of the places that it gives.
            if key and (inside is not None or not _is_optional(key, field)):
                left[key] = _without_empty(inside, field.inside(key), (*path, key), schemas, wrong_keys)
        return left
    if isinstance(value, list):
        return [_without_empty(each, field.item, (*path, i), schemas, wrong_keys) for i, each in enumerate(value)]
    return value


def _is_optional(key: str, field: Field) -> bool:
    if key in field.properties:
        return key not in field.required and not field.properties[key].needs_quotes
    # An entry with a number may be left open as in a table; an entry that should say more must not vanish unseen.
    return field.entry is not None and not (field.entry.properties or field.entry.entry or field.entry.item)


def _flat(errors: "Iterable[ValidationError]", data: Value) -> "Iterable[Problem]":
    for error in errors:
        keyword = _SAME.get(error.kind.name, error.kind.name)
        path, value = _located(data, error.instance_path)
        kind: Any = error.kind
        if keyword in ("anyOf", "oneOf"):
            yield from _meant(kind.value, path, value, data)
        elif keyword == "additionalProperties" and isinstance(value, dict):
            yield from (Problem(keyword, (*path, key), value[key]) for key in kind.value)
        elif keyword == "required":
            yield Problem(keyword, (*path, kind.value), value)
        else:
            yield _single(keyword, path, error, value)


def _located(data: Value, steps: "Iterable[str | int]") -> tuple[Path, Value]:
    """The path of a value and the value. The validator gives keys such as `2026` as numbers; here they are text."""
    path: list[str | int] = []
    value: Any = data
    for step in steps:
        if isinstance(value, dict) and isinstance(step, int):
            step = str(step) if str(step) in value else next(key for key in value if _is_number(key, step))
        path.append(step)
        value = value[step]
    return tuple(path), cast(Value, value)


def _is_number(key: str, number: int) -> bool:
    return key.removeprefix("+").lstrip("0") == str(number).lstrip("0")


def _single(keyword: str, path: Path, error: "ValidationError", value: Value) -> Problem:
    wanted = getattr(error.kind, "value", None)
    if value is None or (keyword in _FOR_EMPTY and value in ("", [], {})):
        return Problem("empty", path, value)
    if keyword == "pattern" and wanted == _ONLY_UNKNOWN:
        return Problem("type", path, value)
    return Problem(keyword, path, value, wanted, error.message)


def _meant(branches: "Iterable[Iterable[ValidationError]]", path: Path, value: Value, data: Value) -> list[Problem]:
    """The problems of the alternative that was probably meant: the one of the right type with the fewest."""
    if value is None:
        return [Problem("empty", path, None)]
    found = [list(_flat(branch, data)) for branch in branches]
    fitting = [problems for problems in found if not any(_is_other_type(problem, path) for problem in problems)]
    return min(fitting, key=len) if fitting else [Problem("type", path, value)]


def _is_other_type(problem: Problem, path: Path) -> bool:
    """Whether a problem only says that another alternative was meant."""
    if problem.path != path or problem.keyword not in ("type", "enum", "const"):
        return False
    words = problem.wanted if isinstance(problem.wanted, list) else [problem.wanted]
    is_word = any(isinstance(problem.value, type(word)) and word != UNKNOWN for word in words)
    return problem.keyword == "type" or not is_word


def _once_each(problems: Iterable[Problem]) -> list[Problem]:
    """One problem for each path: the one that helps most."""
    by_path: dict[Path, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_path[problem.path].append(problem)
    return [min(found, key=_rank) for found in by_path.values()]


def _rank(problem: Problem) -> int:
    return _RANKS.index(problem.keyword) if problem.keyword in _RANKS else len(_RANKS)
