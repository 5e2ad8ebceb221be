"""Values as they are compared: what plans may write in several ways, written in one."""

import json

from kamsite.model.field import UNKNOWN, Field
from kamsite.model.forms import share
from kamsite.source.document import Value


def comparable(value: Value, field: Field | None) -> Value:
    """The value in its normal form; None where it says nothing.

    Shares are numbers, one text in place of a list is a list, a text in place of a mapping is the mapping, years are
    texts. What is `null` or empty is left out, but an entry may be empty. What is `unknown` stays.
    """
    if isinstance(value, dict):
        return _mapping(value, field) or None
    if isinstance(value, list):
        item = field.item if field else None
        return [kept for inside in value if (kept := _item(inside, item)) is not None] or None
    return value if field is None or value is None or value == UNKNOWN else _single(value, field)


def _mapping(value: dict[str, Value], field: Field | None) -> dict[str, Value]:
    normal: dict[str, Value] = {}
    for key, inside in value.items():
        below = field.inside(key) if field else None
        kept = comparable(inside, below)
        if kept is None and isinstance(inside, dict) and field and is_entry(field, key):
            kept = {}
        if kept is not None:
            normal[key] = kept
    return normal


def _item(value: Value, field: Field | None) -> Value:
    """An item of a list; an empty one is still one."""
    kept = comparable(value, field)
    return {} if kept is None and isinstance(value, dict) else kept


def _single(value: str | float | bool, field: Field) -> Value:
    if not isinstance(value, str):
        return str(value) if field.kind == "period" and not isinstance(value, bool) else value
    if field.kind == "share":
        number = share(value)
        return value if number is None else number
    if field.text_key is not None:
        return {field.text_key: value} if value else None
    if field.item is not None and field.takes_text:
        return [kept] if (kept := comparable(value, field.item)) is not None else None
    return value or None


def is_entry(field: Field, key: str) -> bool:
    """Whether a key of a mapping is that of an entry with keys of its own, such as a person."""
    below = field.inside(key)
    return key not in field.properties and below is not None and bool(below.properties)


def same(before: Value, after: Value) -> bool:
    """Whether two values in normal form are the same; 5 and 5.0 are, `true` and 1 are not."""
    if before != after:
        return False
    if isinstance(before, bool) or isinstance(after, bool):
        return isinstance(before, bool) and isinstance(after, bool)
    return not isinstance(before, dict | list) or _plain(before) == _plain(after)


def _plain(value: Value) -> str:
    """The value as text, in which `true` is not 1; numbers of equal value are one text."""
    return json.dumps(_numbers(value), sort_keys=True)


def _numbers(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _numbers(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_numbers(inside) for inside in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53 else value
