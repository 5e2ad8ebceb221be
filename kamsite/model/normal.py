"""One way of saying each thing: what plans may write in several ways, written in one."""

from dataclasses import dataclass
from functools import cache

from kamsite.model.field import OWN_KEY, UNKNOWN, Field
from kamsite.model.forms import share
from kamsite.source.document import Path, Value


@dataclass(frozen=True, slots=True)
class Normal:
    """A value in its one form, and the paths of what the team says it does not know yet."""

    data: Value
    unknown: tuple[Path, ...] = ()


def normalise(data: Value, field: Field) -> Normal:
    """The value as the typed model reads it; `data` itself is left as it is.

    Shares written with a percent sign become numbers from 0 to 1, a text in place of a mapping becomes the mapping, one
    text in place of a list a list, a year written as a number a text. Optional values that are `unknown` or empty
    (`null`) are left out. The rest stays.
    """
    unknown: list[Path] = []
    return Normal(_normal(data, field, (), unknown), tuple(unknown))


def _normal(value: Value, field: Field, path: Path, unknown: list[Path]) -> Value:
    if isinstance(value, dict):
        return _mapping(value, field, path, unknown)
    if isinstance(value, list):
        item = field.item
        if item is None:
            return value
        return [_normal(entry, item, (*path, i), unknown) for i, entry in enumerate(value) if entry is not None]
    if isinstance(value, str):
        return _text(value, field)
    return value


def _mapping(value: dict[str, Value], field: Field, path: Path, unknown: list[Path]) -> Value:
    properties, entry, required, own_keys = field.properties, field.entry, field.required, field.own_keys
    plain = _plain(field)
    normal: dict[str, Value] = {}
    for key, inside in value.items():
        if key in plain and inside is not None and inside != UNKNOWN:
            normal[key] = inside
            continue
        below = properties.get(key, entry)
        if below is None or (own_keys and key.startswith(OWN_KEY)):
            normal[key] = inside
        elif inside == UNKNOWN and key not in required:
            unknown.append((*path, key))
        elif isinstance(inside, dict | list):
            normal[key] = _normal(inside, below, (*path, key), unknown)
        elif isinstance(inside, str):
            normal[key] = _text(inside, below)
        elif inside is not None:
            # A year may be written as a number; the model has all periods as text.
            normal[key] = str(inside) if below.kind == "period" else inside
    return normal


def _text(value: str, field: Field) -> Value:
    if field.kind == "share":
        number = share(value)
        return value if number is None else number
    if field.text_key is not None:
        return {field.text_key: value}
    if field.item is not None and field.takes_text:
        return [value]
    return value


@cache
def _plain(field: Field) -> frozenset[str]:
    """The keys of which a value is always written in its one form."""
    return frozenset(key for key, below in field.properties.items() if _is_plain(below))


def _is_plain(field: Field) -> bool:
    has_inside = field.properties or field.entry or field.item or field.text_key
    return not has_inside and field.kind not in ("share", "period")
