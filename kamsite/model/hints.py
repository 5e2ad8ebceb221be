"""What to do about a value of another kind than its field has: hints, in words for people who write plans."""

from kamsite.language import Text
from kamsite.model import forms
from kamsite.model.field import Field
from kamsite.model.problems import Problem
from kamsite.model.wording import example_of
from kamsite.quoting import shown
from kamsite.source.document import Path

COLON = Text(
    "A text in which a colon is followed by a blank must stand in quotes.",
    "Ein Text, in dem auf einen Doppelpunkt ein Leerzeichen folgt, muss in Anführungszeichen stehen.",
)
_TEXT_KINDS = ("line", "prose")
_MAPPING_KINDS = ("mapping", "item", "entries", "series")


def hint_on_kind(problem: Problem, field: Field | None) -> Text | None:
    """What to write in place of a value of another kind."""
    if field is None:
        return None
    value, written = problem.value, shown(problem.value)
    if field.kind in _TEXT_KINDS and isinstance(value, int | float):
        return Text(f'Put it in quotes: "{written}".', f'Setzen Sie es in Anführungszeichen: "{written}".')
    if field.kind in _TEXT_KINDS and isinstance(value, dict):
        return COLON
    is_single = not field.properties and field.entry is None and field.item is None
    if is_single and isinstance(value, list) and len(value) == 1 and not isinstance(value[0], dict | list):
        only = shown(value[0])
        return Text(
            f"Only one is possible: {only}, without brackets.", f"Hier ist nur eines möglich: {only}, ohne Klammern."
        )
    if field.item is not None and isinstance(value, str | int | float):
        return Text(
            f"Write a list: [{written}], or one entry a line, each after a dash.",
            f"Schreiben Sie eine Liste: [{written}], oder je Zeile einen Eintrag nach einem Strich.",
        )
    if field.item is not None and isinstance(value, dict):
        return Text(
            "Write a list: each entry after a dash.", "Schreiben Sie eine Liste: jeden Eintrag nach einem Strich."
        )
    if field.kind in _MAPPING_KINDS and isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
        return _no_dashes(field)
    if field.kind in _MAPPING_KINDS and not isinstance(value, dict) and not field.takes_text:
        return _keys(field)
    if isinstance(value, str) and field.kind in ("amount", "count", "scale") and (number := forms.as_number(value)):
        return Text(
            f"Write {number}, without separators, unit or quotes.",
            f"Schreiben Sie {number}, ohne Trennzeichen, Einheit und Anführungszeichen.",
        )
    return hint_on_steps(field) or field.form or hint_by_example(problem.path, field) or hint_by_meaning(field)


def _no_dashes(field: Field) -> Text:
    if field.kind == "entries":
        return Text(
            f"Write entries without dashes, each below an id of its own: `{_an_id(field)}:`, with its keys indented.",
            f"Schreiben Sie Einträge ohne Striche, jeden unter einer eigenen Kennung: `{_an_id(field)}:`, darunter "
            "eingerückt.",
        )
    return Text("Leave out the dashes in front.", "Lassen Sie die Striche davor weg.")


def _keys(field: Field) -> Text | None:
    if field.kind == "entries":
        return Text(
            f"Write each entry below an id of its own: `{_an_id(field)}:`, with its keys indented.",
            f"Schreiben Sie jeden Eintrag unter eine eigene Kennung: `{_an_id(field)}:`, darunter eingerückt.",
        )
    key = next(iter(field.properties), None)
    if key is None:
        return field.form or hint_by_meaning(field)
    return Text(
        f"Write keys with a colon instead, such as `{key}: …`.",
        f"Schreiben Sie stattdessen Schlüssel mit Doppelpunkt, etwa `{key}: …`.",
    )


def _an_id(field: Field) -> str:
    """An id as the schema's example of the section has one."""
    example = field.examples[0] if field.examples else None
    return next(iter(example)) if isinstance(example, dict) and example else "brandt"


def hint_by_meaning(field: Field | None) -> Text | None:
    """What the field means."""
    return field.description if field and field.description.en else None


def hint_by_example(path: Path, field: Field | None) -> Text | None:
    """A line as it could stand there."""
    example = example_of(str(path[-1]), field) if path and isinstance(path[-1], str) else None
    return Text(f"For example: `{example}`.", f"Zum Beispiel: `{example}`.") if example else None


def hint_on_steps(field: Field) -> Text | None:
    """What the steps of a scale mean."""
    if not field.scale:
        return None
    english = ", ".join(f"{step} = {text.en}" for step, text in field.scale.items())
    german = ", ".join(f"{step} = {text.de}" for step, text in field.scale.items())
    return Text(f"{english}.", f"{german}.")
