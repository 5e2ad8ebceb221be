"""What is wrong with the shape of a value, and what to do next, in words for people who write plans."""

from dataclasses import dataclass

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model import forms
from kamsite.model.field import UNKNOWN, Field
from kamsite.model.hints import COLON, hint_by_example, hint_by_meaning, hint_on_kind, hint_on_steps
from kamsite.model.keys import explain_severity, explain_unknown_key
from kamsite.model.problems import Problem
from kamsite.model.schema import Schemas
from kamsite.model.wording import example_of, expected, found, keys_of, name_of, with_title
from kamsite.quoting import has_secret, shown
from kamsite.source.document import Document, Path
from kamsite.suggest import closest

_MANY_WORDS = 20


@dataclass(frozen=True, slots=True)
class Context:
    """What an explanation is made from: the file with its places, its kind, and what the schemas say."""

    document: Document
    kind: str
    schemas: Schemas

    @property
    def root(self) -> Field:
        """The field of the whole file."""
        return self.schemas.field(self.kind)

    def name(self, path: Path) -> Text:
        """How a message names the value at `path`."""
        return name_of(path, self.root)

    def subject(self, path: Path) -> Text:
        """The same at the beginning of a sentence; a key stays as it is written."""
        name = self.name(path)
        if path and isinstance(path[-1], str):
            return name
        return Text(name.en[:1].upper() + name.en[1:], name.de[:1].upper() + name.de[1:])


def explain(problem: Problem, context: Context) -> Finding:
    """The finding that tells of a problem, at the value or key that has to change."""
    if problem.keyword == "additionalProperties":
        around = context.root.at(problem.path[:-1])
        if around is None or around.properties or around.entry is None:
            return explain_unknown_key(problem.path, context.document, context.kind, context.schemas)
        return _name(problem, context)
    explanation = _EXPLANATIONS.get(problem.keyword, _anything)
    return explanation(problem, context)


def _error(code: str, place: Place, message: Text, hint: Text | None) -> Finding:
    return Finding(code, Severity.ERROR, place, message, hint)


def _type(problem: Problem, context: Context) -> Finding:
    field, name = context.root.at(problem.path), context.subject(problem.path)
    wanted, written = expected(field), found(problem.value)
    message = Text(
        f"{name.en} expects {wanted.en}, found {written.en}.",
        f"{name.de} erwartet {wanted.de}, gefunden wurde {written.de}.",
    )
    return _error("K202", context.document.place(problem.path), message, hint_on_kind(problem, field))


def _colon(problem: Problem, context: Context) -> Finding:
    """A text that was read as a mapping because of a colon in it."""
    name, written = context.subject(problem.path), found(problem.value)
    message = Text(
        f"{name.en} expects a text, found {written.en}.", f"{name.de} erwartet einen Text, gefunden wurde {written.de}."
    )
    return _error("K202", context.document.place(problem.path), message, COLON)


def _required(problem: Problem, context: Context) -> Finding:
    *around, key = problem.path
    owner = context.name(tuple(around))
    field = context.root.at(problem.path)
    title = with_title(str(key), field.title.de if field else "")
    message = Text(f"{key} is missing in {owner.en}.", f"{title} fehlt in {owner.de}.")
    if not around:
        message = Text(f"{key} is missing.", f"{title} fehlt.")
    example = example_of(str(key), field)
    hint = (
        Text(f"Add it, for example: `{example}`.", f"Ergänzen Sie es, zum Beispiel: `{example}`.") if example else None
    )
    return _error("K203", context.document.place_of_key(tuple(around)), message, hint or hint_by_meaning(field))


def _word(problem: Problem, context: Context) -> Finding:
    field, name, written = context.root.at(problem.path), context.name(problem.path), shown(problem.value)
    message = Text(
        f"'{written}' is none of the words for {name.en}.",
        f"„{written}“ ist keines der Wörter für {name.de}.",
    )
    return _error("K204", context.document.place(problem.path), message, _word_hint(problem, field))


def _word_hint(problem: Problem, field: Field | None) -> Text:
    words = {word.word: word for word in field.words.values()} if field else {}
    allowed = problem.wanted if isinstance(problem.wanted, list) else [problem.wanted]
    names = [str(word) for word in allowed if word not in (UNKNOWN, None)][:_MANY_WORDS]
    english = f"Allowed: {', '.join(names)}."
    german = f"Erlaubt: {', '.join(with_title(name, words[name].text.de if name in words else '') for name in names)}."
    meant = _meant_word(problem, field) if field else None
    if meant is None:
        return Text(english, german)
    title = with_title(meant, words[meant].text.de)
    return Text(f"Did you mean {meant}? {english}", f"Meinten Sie {title}? {german}")


def _meant_word(problem: Problem, field: Field) -> str | None:
    if not isinstance(problem.value, str):
        return None
    spoken: dict[str, str] = {}
    for word in field.words.values():
        for name in (word.word, word.text.en, word.text.de, *word.aliases):
            spoken.setdefault(name, word.word)
    meant = closest(problem.value, spoken)
    return spoken[meant] if meant else None


def _range(problem: Problem, context: Context) -> Finding:
    field, name, written = context.root.at(problem.path), context.subject(problem.path), shown(problem.value)
    if field and field.kind == "period":
        return _form(problem, context)
    low, high = (field.minimum, field.maximum) if field else (None, None)
    if low is not None and high is not None and field and field.kind == "share":
        span = Text("goes from 0 to 100 %", "geht von 0 bis 100 %")
    elif low is not None and high is not None:
        span = Text(f"goes from {shown(low)} to {shown(high)}", f"geht von {shown(low)} bis {shown(high)}")
    elif problem.keyword == "minimum":
        span = Text(f"is at least {shown(problem.wanted)}", f"ist mindestens {shown(problem.wanted)}")
    elif problem.keyword == "exclusiveMinimum":
        span = Text(f"is more than {shown(problem.wanted)}", f"ist größer als {shown(problem.wanted)}")
    else:
        span = Text(f"is at most {shown(problem.wanted)}", f"ist höchstens {shown(problem.wanted)}")
    message = Text(f"{name.en} {span.en}, found {written}.", f"{name.de} {span.de}, gefunden wurde {written}.")
    return _error("K205", context.document.place(problem.path), message, _range_hint(problem, field))


def _range_hint(problem: Problem, field: Field | None) -> Text | None:
    if field and (steps := hint_on_steps(field)):
        return steps
    value = problem.value
    if field and field.kind == "share" and isinstance(value, int | float) and 1 < value <= 100:
        return Text(f"Did you mean {shown(value)} %?", f"Meinten Sie {shown(value)} %?")
    return field.form if field else None


def _form(problem: Problem, context: Context) -> Finding:
    field, name, value = context.root.at(problem.path), context.subject(problem.path), problem.value
    written = shown(value)
    if field and field.kind == "share" and isinstance(value, str) and forms.share(value) is not None:
        return _range(problem, context)
    if isinstance(value, str) and has_secret(value):
        message = Text(
            f"{name.en} holds a user name or a password.", f"{name.de} enthält einen Benutzernamen oder ein Passwort."
        )
        return _error("K206", context.document.place(problem.path), message, _NO_SECRET)
    if problem.keyword == "format" and problem.wanted == "date":
        message = Text(f"{name.en}: there is no day '{written}'.", f"{name.de}: Den Tag „{written}“ gibt es nicht.")
    else:
        message = Text(
            f"{name.en}: '{written}' is not written in the right form.",
            f"{name.de}: „{written}“ hat nicht die richtige Form.",
        )
    return _error("K206", context.document.place(problem.path), message, _form_hint(problem, field))


def _form_hint(problem: Problem, field: Field | None) -> Text | None:
    if field is None:
        return None
    meant = _meant_form(str(problem.value), field.kind)
    if meant:
        return Text(f"Did you mean {meant}?", f"Meinten Sie {meant}?")
    example = hint_by_example(problem.path, field)
    if field.form and example:
        return Text(f"{field.form.en} {example.en}", f"{field.form.de} {example.de}")
    return field.form or example


def _meant_form(written: str, kind: str) -> str | None:
    if kind == "date":
        return forms.as_date(written)
    if kind in ("period", "series"):
        return forms.as_period(written)
    if kind == "share":
        return forms.as_share(written)
    return forms.as_id(written) if kind in ("id", "reference") else None


def _name(problem: Problem, context: Context) -> Finding:
    """A key of a mapping by id, name or period that cannot be one."""
    around = context.root.at(problem.path[:-1])
    key, section = str(problem.path[-1]), context.name(problem.path[:-1])
    place = context.document.place_of_key(problem.path)
    written = shown(key)
    if not key.strip():
        message = Text(f"A key in {section.en} is empty.", f"Ein Schlüssel in {section.de} ist leer.")
        return _error("K208", place, message, None)
    if context.kind == "site" and problem.path[:-1] == ("severities",):
        return explain_severity(key, place)
    kind = "series" if around and around.key_rule and around.key_rule.is_period else "id"
    message = Text(
        f"'{written}' cannot be a key in {section.en}.", f"„{written}“ kann kein Schlüssel in {section.de} sein."
    )
    meant = _meant_form(key, kind)
    rule = _PERIOD_RULE if kind == "series" else _ID_RULE
    if key == UNKNOWN:
        return _error("K206", place, message, _NOT_UNKNOWN)
    if meant and meant != key:
        return _error(
            "K206", place, message, Text(f"{rule.en} Did you mean {meant}?", f"{rule.de} Meinten Sie {meant}?")
        )
    return _error("K206", place, message, rule)


_NO_SECRET = Text(
    "Write the address without what stands before @, and change the password: git keeps what was once committed.",
    "Schreiben Sie die Adresse ohne das, was vor dem @ steht, und ändern Sie das Passwort: Git behält, was einmal "
    "committet wurde.",
)
_ID_RULE = Text(
    "An id is made of a-z, 0-9, - and _, and starts with a letter or digit.",
    "Eine Kennung besteht aus a-z, 0-9, - und _ und beginnt mit einem Buchstaben oder einer Ziffer.",
)
_PERIOD_RULE = Text(
    "Periods are written 2026, 2026-Q1, 2026-03 or 2026-03-12.",
    "Zeiträume schreibt man 2026, 2026-Q1, 2026-03 oder 2026-03-12.",
)
_NOT_UNKNOWN = Text(
    "`unknown` says that a value is not known yet; choose another word as a key.",
    "`unknown` heißt, dass ein Wert noch nicht bekannt ist; wählen Sie als Schlüssel ein anderes Wort.",
)


def _empty(problem: Problem, context: Context) -> Finding:
    path, field = problem.path, context.root.at(problem.path)
    name = context.subject(path)
    message = Text(f"{name.en} is empty.", f"{name.de} ist leer.")
    around = context.root.at(path[:-1]) if path else None
    if path and isinstance(path[-1], int):
        hint = Text(
            "Write a value after the dash, or delete the line.",
            "Schreiben Sie einen Wert hinter den Strich, oder löschen Sie die Zeile.",
        )
    elif around and path[-1] in around.required:
        hint = hint_by_example(path, field) or Text("A value is needed here.", "Hier ist ein Wert nötig.")
    elif field and field.needs_quotes:
        example = example_of(str(path[-1]), field)
        hint = Text(
            f"Write the value in quotes: `{example}`; without them # begins a remark.",
            f"Schreiben Sie den Wert in Anführungszeichen: `{example}`; ohne sie beginnt mit # eine Anmerkung.",
        )
    elif field and field.properties:
        keys = keys_of(field)
        hint = Text(
            f"Add keys such as {keys}, or delete it.",
            f"Ergänzen Sie Schlüssel wie {keys}, oder löschen Sie den Eintrag.",
        )
    else:
        hint = Text(
            "Write a value, `unknown`, or delete the key.",
            "Schreiben Sie einen Wert oder `unknown`, oder löschen Sie den Schlüssel.",
        )
    place = context.document.place(path) if problem.value is not None else context.document.place_of_key(path)
    return _error("K208", place, message, hint)


def _not(problem: Problem, context: Context) -> Finding:
    if problem.value == UNKNOWN:
        name = context.subject(problem.path)
        message = Text(
            f"{name.en} is needed and cannot be `unknown`.", f"{name.de} ist nötig und kann nicht `unknown` sein."
        )
        return _error("K206", context.document.place(problem.path), message, None)
    return _form(problem, context)


def _anything(problem: Problem, context: Context) -> Finding:
    name, limit = context.subject(problem.path), shown(problem.wanted)
    said = {
        "uniqueItems": Text(f"{name.en} has an entry twice.", f"{name.de} enthält einen Eintrag doppelt."),
        "maxItems": Text(f"{name.en} has more than {limit} entries.", f"{name.de} hat mehr als {limit} Einträge."),
        "minItems": Text(f"{name.en} has fewer than {limit} entries.", f"{name.de} hat weniger als {limit} Einträge."),
        "maxLength": Text(
            f"{name.en} is longer than {limit} characters.", f"{name.de} ist länger als {limit} Zeichen."
        ),
        "minLength": Text(
            f"{name.en} is shorter than {limit} characters.", f"{name.de} ist kürzer als {limit} Zeichen."
        ),
        "falseSchema": Text(f"{name.en} must not stand here.", f"{name.de} darf hier nicht stehen."),
    }
    rule = shown(problem.text)
    otherwise = Text(f"{name.en} does not fit the format: {rule}", f"{name.de} passt nicht zum Format: {rule}")
    field = context.root.at(problem.path)
    return _error(
        "K210",
        context.document.place(problem.path),
        said.get(problem.keyword, otherwise),
        field.form if field else None,
    )


_EXPLANATIONS = {
    "type": _type,
    "colon": _colon,
    "required": _required,
    "enum": _word,
    "const": _word,
    "minimum": _range,
    "exclusiveMinimum": _range,
    "maximum": _range,
    "pattern": _form,
    "format": _form,
    "propertyNames": _name,
    "empty": _empty,
    "not": _not,
}
