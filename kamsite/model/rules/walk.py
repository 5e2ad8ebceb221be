"""The values of a file that rules look at one by one, found by what the schema says of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kamsite.model.field import OWN_KEY, Field
from kamsite.source.document import Path, Value

Found = tuple[Path, Field, Value]


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """What stands at and below a field that rules look at; `keys` holds None for keys below which there is nothing."""

    field: Field
    is_told: bool
    keys: "Mapping[str, _Way | None]"
    others: "_Way | None"
    items: "_Way | None"


def walk(field: Field, value: Value) -> list[Found]:
    """The values at and below one that refer to something, name a file, hold prose or have entries.

    Each comes with its path and field, in the order in which they were written; a company's own keys are left out.
    """
    found: list[Found] = []
    way = _way_below(field)
    if way is not None:
        _add(found, (), way, value)
    return found


def _add(found: list[Found], path: Path, way: _Way, value: Value) -> None:
    if way.is_told:
        found.append((path, way.field, value))
    if isinstance(value, dict):
        keys, others = way.keys, way.others
        for key, inside in value.items():
            known = keys.get(key, others)
            if known is not None and not (known is others and is_own(way.field, key)):
                _add(found, (*path, key), known, inside)
    elif isinstance(value, list) and way.items is not None:
        for position, inside in enumerate(value):
            _add(found, (*path, position), way.items, inside)


@lru_cache(maxsize=1024)
def _way_below(field: Field) -> _Way | None:
    keys = {key: None if is_own(field, key) else _way_below(inside) for key, inside in field.properties.items()}
    others = _way_below(field.entry) if field.entry is not None else None
    items = _way_below(field.item) if field.item is not None else None
    is_told = _is_told(field)
    leads_on = any(keys.values()) or others is not None or items is not None
    return _Way(field, is_told, keys, others, items) if is_told or leads_on else None


def _is_told(field: Field) -> bool:
    # One id may stand in place of a list of them.
    refers = field.reference or field.key_reference or (field.item is not None and field.item.reference)
    return bool(refers) or field.kind in ("asset", "entries") or is_prose(field)


def is_prose(field: Field) -> bool:
    """Whether a text with this field is Markdown; a text may stand for a mapping, or for a list of one."""
    if field.text_key is not None and field.text_key in field.properties:
        return field.properties[field.text_key].kind == "prose"
    if field.item is not None and field.takes_text:
        return is_prose(field.item)
    return field.kind == "prose"


def is_own(field: Field, key: str) -> bool:
    """Whether a key is one that a company added on its own."""
    return field.own_keys and key.startswith(OWN_KEY)
