"""The way to a value in words: what each step of a path is called, and in which unit a number there stands."""

from dataclasses import dataclass

from kamsite.compare.change import Ids, Step
from kamsite.compare.matching import steps_of
from kamsite.compare.names import Names
from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.source.document import Value

_NAMING = ("name", "title", "label", "question", "text", "service")
_CURRENCY, _BESIDE = "currency", "unit"


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps of a path in words, and the unit of a number at its end ("" for none)."""

    steps: tuple[Step, ...]
    unit: str


def trail_of(value: Value, path: Ids, field: Field, names: Names, currency: str) -> Trail:
    """The way from a file's values in normal form down to a path; what is not there is called by its id."""
    steps: list[Step] = []
    here: Field | None = field
    written, said = "", field.unit
    for id_ in path:
        around, inside = here, value
        value, here = _below(inside, id_, around)
        steps.append(_step(id_, value, here, around, names, is_item=isinstance(inside, list)))
        if isinstance(inside, dict) and isinstance(inside.get(_BESIDE), str):
            written = str(inside[_BESIDE])
        said = (here.unit if here else None) or said
    if isinstance(value, dict) and isinstance(value.get(_BESIDE), str):
        written = str(value[_BESIDE])
    return Trail(tuple(steps), currency if said == _CURRENCY else written if said == _BESIDE else said or "")


def _below(value: Value, id_: str, field: Field | None) -> tuple[Value, Field | None]:
    if isinstance(value, list):
        steps = steps_of(value, field) if field else []
        return value[steps.index(id_)] if id_ in steps else None, field.item if field else None
    if isinstance(value, dict):
        return value.get(id_), field.inside(id_) if field else None
    return None, (field.item or field.inside(id_)) if field else None


def _step(id_: str, value: Value, field: Field | None, around: Field | None, names: Names, *, is_item: bool) -> Step:
    if around is None or field is None:
        return Step("field", Text(id_, id_))
    if is_item:
        if isinstance(value, dict) and field.text_key is None and (name := name_of(value, field, names)):
            return Step("entry", Text(name, name))
        return Step("item", _leaf(id_, value, field, names))
    if id_ in around.properties:
        if around.entry is None:
            return Step("field", field.title)
        label = name_of(value, field, names)
        return Step("entry", Text(label, label) if label else field.title)
    name = names.of(around.key_reference, id_) if around.key_reference else name_of(value, field, names) or id_
    if field.properties:
        return Step("entry", Text(name, name))
    return Step("period" if around.kind == "series" else "key", _word(id_, around) or Text(name, name))


def _word(id_: str, field: Field) -> Text | None:
    word = field.words.get(id_)
    return word.text if word else None


def _leaf(id_: str, value: Value, field: Field, names: Names) -> Text:
    text = value.get(field.text_key) if isinstance(value, dict) and field.text_key else value
    name = " ".join(text.split()) if isinstance(text, str) else id_
    if field.reference:
        name = names.of(field.reference, name)
    return _word(name, field) or Text(name, name)


def name_of(value: Value, field: Field, names: Names) -> str:
    """What an entry is called; "" where it has no name."""
    if not isinstance(value, dict):
        return ""
    for key in _NAMING:
        if isinstance(name := value.get(key), str):
            return " ".join(name.split())
    for key, name in value.items():
        inside = field.inside(key)
        if inside is not None and inside.reference and isinstance(name, str):
            return names.of(inside.reference, name)
    return ""
