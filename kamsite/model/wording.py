"""How values and fields are named in messages, in both languages."""

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.model.referencewords import as_yaml
from kamsite.quoting import shown
from kamsite.source.document import Path, Value

_EXPECTED = {
    "amount": Text("a number", "eine Zahl"),
    "count": Text("a whole number", "eine ganze Zahl"),
    "scale": Text("a whole number", "eine ganze Zahl"),
    "share": Text("a share such as 62 %", "einen Anteil wie 62 %"),
    "period": Text("a point in time such as 2026-Q1", "einen Zeitpunkt wie 2026-Q1"),
    "date": Text("a day such as 2026-03-12", "einen Tag wie 2026-03-12"),
    "series": Text("numbers by period such as {2025: 905000}", "eine Zeitreihe wie {2025: 905000}"),
    "line": Text("a text", "einen Text"),
    "prose": Text("a text", "einen Text"),
    "id": Text("an id", "eine Kennung"),
    "reference": Text("an id", "eine Kennung"),
    "word": Text("one of the fixed words", "eines der festen Wörter"),
    "link": Text("a link", "einen Verweis"),
    "asset": Text("a file below assets/", "eine Datei unter assets/"),
    "flag": Text("true or false", "true (ja) oder false (nein)"),
    "list": Text("a list", "eine Liste"),
    "items": Text("a list", "eine Liste"),
    "entries": Text("entries with a key each", "Einträge mit je einer Kennung"),
}
_ANY = Text("another kind of value", "eine andere Art von Angabe")


def name_of(path: Path, root: Field) -> Text:
    """How a message names the value at `path`: by its key, in German with the German title in brackets."""
    if not path:
        return Text("the file", "die Datei")
    last, around = path[-1], root.at(path[:-1])
    section = next((shown(step) for step in reversed(path[:-1]) if isinstance(step, str)), "")
    if isinstance(last, int):
        return Text(f"entry {last + 1} of {section}", f"Eintrag {last + 1} von {section}")
    key = shown(last)
    if around and last in around.properties:
        return Text(key, with_title(key, around.properties[last].title.de))
    return Text(f"{key} in {section}", f"{key} in {section}") if section else Text(key, key)


def with_title(key: str, title: str) -> str:
    """A key with what it means in brackets, where that says more than the key."""
    return key if not title or title.casefold() == key.casefold() else f"{key} ({title})"


def expected(field: Field | None) -> Text:
    """What should stand in a field, as the object of a sentence: "a number", „eine Zahl“."""
    if field is None:
        return _ANY
    if field.kind == "scale" and field.minimum is not None and field.maximum is not None:
        low, high = shown(field.minimum), shown(field.maximum)
        return Text(f"a whole number from {low} to {high}", f"eine ganze Zahl von {low} bis {high}")
    if field.kind in ("mapping", "item"):
        keys = keys_of(field)
        if field.kind == "item":
            return Text(f"a text, or keys such as {keys}", f"einen Text oder Schlüssel wie {keys}")
        return Text(f"keys such as {keys}", f"Schlüssel wie {keys}")
    return _EXPECTED.get(field.kind, _ANY)


def keys_of(field: Field) -> str:
    """The first keys of a mapping, the needed ones in front."""
    keys = sorted(field.properties, key=lambda key: key not in field.required)[:3]
    return ", ".join(f"`{key}:`" for key in keys)


def found(value: Value) -> Text:
    """What stands in the place of something else, as the object of a sentence: "the text 'high'"."""
    quoted = shown(value)
    if isinstance(value, str):
        return Text(f"the text '{quoted}'", f"der Text „{quoted}“")
    if value is None:
        return Text("nothing", "nichts")
    if isinstance(value, bool):
        return Text(quoted, quoted)
    if isinstance(value, list):
        return Text("a list", "eine Liste")
    if isinstance(value, dict):
        keys = ", ".join(f"`{shown(key)}:`" for key in list(value)[:2])
        return (
            Text(f"keys ({keys})", f"eine Angabe mit Schlüsseln ({keys})")
            if keys
            else Text("no keys", "kein Schlüssel")
        )
    return Text(f"the number {quoted}", f"die Zahl {quoted}")


def example_of(key: str, field: Field | None) -> str | None:
    """A line of YAML that shows how a key is written; None where the schema has no short example."""
    if field is None:
        return None
    for example in field.examples:
        if isinstance(example, str | int | float) and not isinstance(example, bool) and len(str(example)) <= 60:
            return f'{key}: "{example}"' if field.needs_quotes else f"{key}: {as_yaml(example)}"
        if isinstance(example, list) and example and all(isinstance(entry, str) for entry in example):
            return f"{key}: {as_yaml(example[:3])}"
    return None
