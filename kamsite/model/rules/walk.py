"""All values of a file with what the schema says of each."""

from kamsite.model.field import OWN_KEY, Field
from kamsite.source.document import Path, Value

Found = tuple[Path, Field, Value]


def walk(field: Field, value: Value) -> list[Found]:
    """A value and all below it that the schema knows, each with its path and field, without a company's own keys."""
    found: list[Found] = []
    _add(found, (), field, value)
    return found


def _add(found: list[Found], path: Path, field: Field, value: Value) -> None:
    found.append((path, field, value))
    if isinstance(value, dict):
        for key, inside in value.items():
            known = field.inside(key)
            if known is not None:
                _add(found, (*path, key), known, inside)
    elif isinstance(value, list) and field.item is not None:
        for position, inside in enumerate(value):
            _add(found, (*path, position), field.item, inside)


def is_own(field: Field, key: str) -> bool:
    """Whether a key is one that a company added on its own."""
    return field.own_keys and key.startswith(OWN_KEY)
