"""All values of a file with what the schema says of each."""

from functools import lru_cache
from typing import Generic, TypeVar

from kamsite.model.field import OWN_KEY, Field
from kamsite.source.document import Path, Value

Found = tuple[Path, Field, Value]


_T = TypeVar("_T")


class _Same(Generic[_T]):
    """A value that equals nothing but itself: what a chapter holds is too large to be compared."""

    __slots__ = ("itself",)

    def __init__(self, itself: _T) -> None:
        self.itself = itself

    def __hash__(self) -> int:
        return id(self.itself)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.itself is other.itself


def walk(field: Field, value: Value) -> tuple[Found, ...]:
    """A value and all below it that the schema knows, each with its path and field, without a company's own keys.

    Several rules walk through the same chapters one after the other: those of a plan are remembered.
    """
    return _walked(_Same(field), _Same(value))


@lru_cache(maxsize=16)
def _walked(field: _Same[Field], value: _Same[Value]) -> tuple[Found, ...]:
    found: list[Found] = []
    _add(found, (), field.itself, value.itself)
    return tuple(found)


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
