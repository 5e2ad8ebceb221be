"""The shape of a file: whether its values are what the schema of its kind describes, and which of them are."""

from collections.abc import Iterable, Iterator

from kamsite.diagnostics import Finding, Severity, in_order
from kamsite.language import Text
from kamsite.model.explain import Context, explain
from kamsite.model.field import Field
from kamsite.model.keys import meant_key
from kamsite.model.problems import Problem, find_problems
from kamsite.model.schema import Schemas
from kamsite.source.document import Document, Path, Value

# A file with more mistakes than this has one that explains the others; nobody reads them all.
_MOST_FINDINGS = 100
_MOST_PROBLEMS = 2000
_ALL_PROBLEMS = 1_000_000
_MOST_ROUNDS = 50
_ECHOES = ("required", "additionalProperties")


def check_shape(document: Document, kind: str, schemas: Schemas) -> tuple[Finding, ...]:
    """What in a file does not have the shape that the schema of its kind describes (K201 to K210), by place.

    `kind` is the name of the schema, such as `people`. A file without any value is sound unless something is needed.
    """
    field = schemas.field(kind)
    data: Value = {} if document.data is None else document.data
    try:
        if schemas.validator(kind).is_valid(data):
            return ()
        problems = find_problems(data, kind, schemas, _MOST_PROBLEMS)
    except (ValueError, UnicodeError) as error:
        return (_unreadable(document, error),)
    context = Context(document, kind, schemas)
    telling = sorted(_without_echoes(problems, field), key=lambda problem: document.place_of_key(problem.path))
    findings = [explain(problem, context) for problem in telling[:_MOST_FINDINGS]]
    if len(telling) > _MOST_FINDINGS:
        findings.append(_too_many(document))
    return in_order(findings)


def sound_part(data: Value, kind: str, schemas: Schemas) -> Value:
    """The values of a file without those of unsound shape; `{}` where nothing sound is left.

    An entry without a key that it needs goes whole. Where nothing is unsound, the data itself comes back.
    """
    validator = schemas.validator(kind)
    for _ in range(_MOST_ROUNDS):
        try:
            if data is None or validator.is_valid(data):
                return data
            problems = find_problems(data, kind, schemas, _ALL_PROBLEMS)
        except (ValueError, UnicodeError):
            return {}
        if not problems:
            return data
        data = _without(data, [_to_remove(problem) for problem in problems])
        if not data:
            break
    return {}


def left_out(data: Value, sound: Value) -> tuple[Path, ...]:
    """The paths of what the sound part of some data lacks; a list from which anything is missing, as a whole."""
    return tuple(_left_out(data, sound, ()))


def _left_out(data: Value, sound: Value, path: Path) -> Iterator[Path]:
    if data is sound:
        return
    if isinstance(data, dict) and isinstance(sound, dict):
        for key, inside in data.items():
            if key in sound:
                yield from _left_out(inside, sound[key], (*path, key))
            else:
                yield (*path, key)
    elif isinstance(data, list) and isinstance(sound, list) and len(data) == len(sound):
        for position, (inside, kept) in enumerate(zip(data, sound, strict=True)):
            yield from _left_out(inside, kept, (*path, position))
    else:
        yield path


def _without_echoes(problems: list[Problem], root: Field) -> list[Problem]:
    """The problems without those that another one of them explains."""
    missing = {problem.path: problem for problem in problems if problem.keyword == "required"}
    lacking = {path[:-1] for path in missing}
    explained: set[Path] = set()
    colons: list[Problem] = []
    for problem in problems:
        if problem.keyword != "additionalProperties" or problem.path[:-1] not in lacking:
            continue
        around, path = root.at(problem.path[:-1]), problem.path[:-1]
        if (meant := meant_key(str(problem.path[-1]), around)) is not None:
            # A needed key is missing only because it is misspelt beside it.
            explained.add((*path, meant))
        elif around and around.text_key and _is_one_text(missing.get((*path, around.text_key))):
            # `- Dates: kept` is a text with a colon, which YAML reads as a key and its value.
            explained |= {problem.path, (*path, around.text_key)}
            colons.append(Problem("colon", path, missing[(*path, around.text_key)].value))
    kept = [problem for problem in problems if problem.path not in explained or problem.keyword not in _ECHOES]
    return kept + colons


def _is_one_text(problem: Problem | None) -> bool:
    value = problem.value if problem else None
    return isinstance(value, dict) and len(value) == 1 and all(isinstance(inside, str) for inside in value.values())


def _to_remove(problem: Problem) -> Path:
    return problem.path[:-1] if problem.keyword == "required" else problem.path


def _without(data: Value, paths: Iterable[Path]) -> Value:
    """The data without the values at these paths; `{}` when the whole of it goes."""
    dead = set(paths)
    return {} if () in dead else _copy(data, (), dead, {path[:length] for path in dead for length in range(len(path))})


def _copy(value: Value, path: Path, dead: set[Path], touched: set[Path]) -> Value:
    if path not in touched:
        return value
    if isinstance(value, dict):
        return {
            key: _copy(inside, (*path, key), dead, touched) for key, inside in value.items() if (*path, key) not in dead
        }
    if isinstance(value, list):
        return [_copy(inside, (*path, i), dead, touched) for i, inside in enumerate(value) if (*path, i) not in dead]
    return value


def _unreadable(document: Document, error: Exception) -> Finding:
    reason = type(error).__name__
    message = Text(
        f"The file's values cannot be checked ({reason}).", f"Die Werte der Datei lassen sich nicht prüfen ({reason})."
    )
    hint = Text(
        "It is nested too deeply, or has broken characters.",
        "Sie ist zu tief verschachtelt oder enthält defekte Zeichen.",
    )
    return Finding("K210", Severity.ERROR, document.place(), message, hint)


def _too_many(document: Document) -> Finding:
    message = Text(
        f"The file has more than {_MOST_FINDINGS} mistakes of shape; the others are left out.",
        f"Die Datei hat mehr als {_MOST_FINDINGS} Fehler in der Form; die übrigen sind hier weggelassen.",
    )
    return Finding("K210", Severity.ERROR, document.place(), message)
