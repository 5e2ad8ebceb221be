"""Editions: what remains of a plan, and of its schema, when only some sensitivities may be seen.

The safe side is the default: what is not agreed with the customer is for the company alone; what the schema does not
know, and what has another shape than it describes, is shown only to those who may see all that could stand there.
"""

from dataclasses import replace
from functools import cache

from kamsite.model.field import OWN_KEY, UNKNOWN, Field
from kamsite.source.document import Value

# Who sees the keys that a company adds on its own, and what is not agreed with the customer yet.
_COMPANY = _OWN_KEYS = "internal"


class _Gone:
    """Nothing left of a value; not the same as a value that is empty."""


_GONE = _Gone()


def project(data: Value, field: Field, shows: frozenset[str]) -> Value:
    """What an edition that shows these sensitivities may see of a value; None where nothing is left.

    An entry that lost a required key vanishes whole, and so does a mapping or a list that lost all it had. What was
    empty before stays. `data` itself is left as it is.
    """
    left = _project(data, field, project_field(field, shows), shows)
    return None if isinstance(left, _Gone) else left


@cache
def project_field(field: Field, shows: frozenset[str]) -> Field | None:
    """The schema as an edition knows it: without what the edition never shows; None where nothing is left."""
    if field.sensitivity not in shows:
        return None
    if field.below <= shows:
        return field
    properties = {key: seen for key, below in field.properties.items() if (seen := project_field(below, shows))}
    entry = project_field(field.entry, shows) if field.entry else None
    item = project_field(field.item, shows) if field.item else None
    if any(key in field.properties and key not in properties for key in field.required):
        return None
    if not properties and not entry and not item:
        return None
    return replace(
        field,
        properties=properties,
        entry=entry,
        item=item,
        text_key=field.text_key if field.text_key in properties else None,
        below=field.below & shows,
    )


def shows_prose(field: Field, shows: frozenset[str]) -> bool:
    """Whether an edition shows the prose beside a file: it can speak of anything that the file can hold."""
    return field.below <= shows


def _project(data: Value, field: Field, seen: Field | None, shows: frozenset[str]) -> Value | _Gone:
    if seen is None:
        return _GONE
    if seen is field and _OWN_KEYS in shows:
        return data
    if field.agreed and _COMPANY not in shows and not (isinstance(data, dict) and data.get(field.agreed) is True):
        return _GONE
    if isinstance(data, dict):
        return _project_mapping(data, field, seen, shows)
    if isinstance(data, list):
        return _project_list(data, field, seen, shows)
    if data is None or data == UNKNOWN or _is_leaf(field):
        return data
    return data if isinstance(data, str) and _may_be_text(seen) else _GONE


def _project_mapping(data: dict[str, Value], field: Field, seen: Field, shows: frozenset[str]) -> Value | _Gone:
    left: dict[str, Value] = {}
    for key, value in data.items():
        inside = field.inside(key)
        if inside is None:
            # A misspelt key could be any of those around it: it is not a key of the company's own.
            if _OWN_KEYS in shows and key.startswith(OWN_KEY) and field.own_keys:
                left[key] = value
            continue
        kept = _project(value, inside, seen.properties.get(key) if key in field.properties else seen.entry, shows)
        if not isinstance(kept, _Gone):
            left[key] = kept
        elif key in field.required:
            return _GONE
    return left if left or not data else _GONE


def _project_list(data: list[Value], field: Field, seen: Field, shows: frozenset[str]) -> Value | _Gone:
    if field.item is None:
        return _GONE
    kept = (_project(value, field.item, seen.item, shows) for value in data)
    left = [value for value in kept if not isinstance(value, _Gone)]
    return left if left or not data else _GONE


def _may_be_text(seen: Field) -> bool:
    """Whether a text in place of a mapping or a list stands for something that may be seen."""
    return seen.text_key is not None or (seen.item is not None and seen.takes_text)


def _is_leaf(field: Field) -> bool:
    return not field.properties and field.entry is None and field.item is None
