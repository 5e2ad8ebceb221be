"""All values of a file with what the schema says of each."""

from collections.abc import Iterator

from kamsite.model.field import OWN_KEY, Field
from kamsite.source.document import Path, Value


def walk(field: Field, value: Value, path: Path = ()) -> Iterator[tuple[Path, Field, Value]]:
    """A value and all below it that the schema knows, each with its path and field, without a company's own keys."""
    yield path, field, value
    if isinstance(value, dict):
        for key, inside in value.items():
            known = None if is_own(field, key) else field.inside(key)
            if known is not None:
                yield from walk(known, inside, (*path, key))
    elif isinstance(value, list) and field.item is not None:
        for position, inside in enumerate(value):
            yield from walk(field.item, inside, (*path, position))


def is_own(field: Field, key: str) -> bool:
    """Whether a key is one that a company added on its own."""
    return field.own_keys and key.startswith(OWN_KEY)
