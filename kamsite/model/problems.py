"""What does not fit a schema, as plain values: one problem for each mistake, at the place where it was made."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from kamsite.model.field import UNKNOWN, Field
from kamsite.source.document import Path, Value

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

# Of several complaints about one value the first of these is the one that helps.
_RANKS = ("type", "empty", "enum", "const", "minimum", "maximum", "pattern", "format", "not")
# The pattern of the schemas for "no text here, except that nobody knows yet".
_ONLY_UNKNOWN = f"^{UNKNOWN}$"
_SAME = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum", "unevaluatedProperties": "additionalProperties"}


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


def find_problems(data: Value, field: Field, validator: "Draft202012Validator", most: int) -> list[Problem]:
    """The problems of a file's values, at most `most`, each mistake once; none for sound values.

    An optional value that is empty (`null`) is sound: it is as if it were not there.
    """
    written = _without_empty(data, field)
    return _once_each(islice(_flat(validator.iter_errors(written), written), 20 * most))[:most]


def _without_empty(value: Value, field: Field | None) -> Value:
    """The value without optional keys that have no value."""
    if field is None:
        return value
    if isinstance(value, dict):
        return {
            key: _without_empty(inside, field.inside(key))
            for key, inside in value.items()
            if inside is not None or not _is_optional(key, field)
        }
    if isinstance(value, list):
        return [_without_empty(inside, field.item) for inside in value]
    return value


def _is_optional(key: str, field: Field) -> bool:
    if key in field.properties:
        return key not in field.required
    # An entry with a number may be left open as in a table; an entry that should say more must not vanish unseen.
    return field.entry is not None and not (field.entry.properties or field.entry.entry or field.entry.item)


def _flat(errors: "Iterable[ValidationError]", data: Value) -> "Iterable[Problem]":
    for error in errors:
        keyword = _SAME.get(error.kind.name, error.kind.name)
        path: Path = tuple(error.instance_path)
        kind: Any = error.kind
        if keyword in ("anyOf", "oneOf"):
            yield from _meant(kind.value, path, data)
        elif keyword == "additionalProperties":
            yield from (Problem(keyword, (*path, key), _value_at(data, (*path, key))) for key in kind.value)
        elif keyword == "required":
            yield Problem(keyword, (*path, kind.value), _value_at(data, path))
        elif keyword == "propertyNames":
            name = str(kind.value.instance)
            yield Problem(keyword, (*path, name), name, kind.value.kind.name)
        else:
            yield _single(keyword, path, error, _value_at(data, path))


def _value_at(data: Value, path: Path) -> Value:
    value: Any = data
    for step in path:
        value = value[step]
    return cast(Value, value)


def _single(keyword: str, path: Path, error: "ValidationError", value: Value) -> Problem:
    wanted = getattr(error.kind, "value", None)
    if value is None or (keyword in ("minLength", "minItems", "minProperties") and value in ("", [], {})):
        return Problem("empty", path, value)
    if keyword == "pattern" and wanted == _ONLY_UNKNOWN:
        return Problem("type", path, value)
    return Problem(keyword, path, value, wanted, error.message)


def _meant(branches: "Iterable[Iterable[ValidationError]]", path: Path, data: Value) -> list[Problem]:
    """The problems of the alternative that was probably meant: the one of the right type with the fewest."""
    value = _value_at(data, path)
    if value is None:
        return [Problem("empty", path, None)]
    found = [list(_flat(branch, data)) for branch in branches]
    fitting = [problems for problems in found if not any(_is_other_type(problem, path) for problem in problems)]
    return min(fitting, key=len) if fitting else [Problem("type", path, value)]


def _is_other_type(problem: Problem, path: Path) -> bool:
    is_word_for_nothing = problem.keyword in ("const", "enum") and problem.wanted in (UNKNOWN, [UNKNOWN])
    return problem.path == path and (problem.keyword == "type" or is_word_for_nothing)


def _once_each(problems: Iterable[Problem]) -> list[Problem]:
    """One problem for each path: the one that helps most."""
    by_path: dict[Path, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_path[problem.path].append(problem)
    return [min(found, key=_rank) for found in by_path.values()]


def _rank(problem: Problem) -> int:
    return _RANKS.index(problem.keyword) if problem.keyword in _RANKS else len(_RANKS)
