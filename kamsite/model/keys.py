"""Keys that the schema does not know: what was meant, or where they belong."""

import re

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model.field import OWN_KEY, Field
from kamsite.model.schema import Schemas
from kamsite.model.wording import name_of, with_title
from kamsite.quoting import shown
from kamsite.source.document import Document, Path
from kamsite.suggest import closest

# The chapters of a plan; what one does not know may belong into another.
_CHAPTERS = ("plan", "customer", "people", "position", "strategy", "figures")
# What people write instead of the keys that are refused on purpose.
_SAME_AS_REFUSED = {"datum": "date", "stand": "date", "revision": "version", "ausgabe": "version"}
_MANY_KEYS = 12
_OWN = Text(f"Keys of your own start with {OWN_KEY}.", f"Eigene Schlüssel beginnen mit {OWN_KEY}.")


def explain_unknown_key(path: Path, document: Document, kind: str, schemas: Schemas) -> Finding:
    """The finding for a key that does not belong where it stands, at the key."""
    root = schemas.field(kind)
    key, around = str(path[-1]), root.at(path[:-1])
    if (refusal := _refusal(path, kind, schemas)) is not None:
        written = shown(key)
        message = Text(f"A plan has no {written} of its own.", f"Ein Plan hat keine eigene Angabe „{written}“.")
        hint = Text(f"{refusal.en} Delete the key.", f"{refusal.de} Löschen Sie den Schlüssel.")
        return Finding("K207", Severity.ERROR, document.place_of_key(path), message, hint)
    owner = name_of(path[:-1], root)
    message = Text(f"'{shown(key)}' is not a key of {owner.en}.", f"„{shown(key)}“ ist kein Schlüssel von {owner.de}.")
    if len(path) == 1:
        message = Text(
            f"'{shown(key)}' is not a key of {kind}.yaml.", f"„{shown(key)}“ ist kein Schlüssel von {kind}.yaml."
        )
    hint = _hint(path, around, kind, schemas)
    return Finding("K201", Severity.ERROR, document.place_of_key(path), message, hint)


def meant_key(written: str, around: Field | None) -> str | None:
    """The key that was probably meant, by its name, its titles and what people write instead of it."""
    if around is None:
        return None
    spoken: dict[str, str] = {}
    for names in (_names, _other_names):
        for key, field in around.properties.items():
            for name in names(key, field):
                spoken.setdefault(name, key)
    # A known word in another spelling goes before a key that is merely similar.
    meant = closest(written, spoken)
    return spoken[meant] if meant else None


def _names(key: str, _: Field) -> tuple[str, ...]:
    return (key,)


def _other_names(_: str, field: Field) -> tuple[str, ...]:
    return (*field.aliases, field.title.de, field.title.en)


def _refusal(path: Path, kind: str, schemas: Schemas) -> Text | None:
    """The reason why a key is refused on purpose, such as a version of the plan."""
    around = schemas.field(kind).at(path[:-1])
    refused = dict(around.refused) if around else {}
    if len(path) == 1 and kind in _CHAPTERS and "plan" in schemas.kinds:
        refused = {**schemas.field("plan").refused, **refused}
    key = str(path[-1]).lower()
    return refused.get(key) or refused.get(_SAME_AS_REFUSED.get(key, ""))


def _hint(path: Path, around: Field | None, kind: str, schemas: Schemas) -> Text:
    key = str(path[-1])
    if (owner := _owner_above(path, schemas.field(kind))) is not None:
        return Text(
            f"{key} belongs to {owner.en}: indent it less.", f"{key} gehört zu {owner.de}: Rücken Sie es weniger ein."
        )
    if len(path) == 1 and (chapter := _chapter_of(key, kind, schemas)):
        return Text(f"{key} belongs into {chapter}.yaml.", f"{key} gehört nach {chapter}.yaml.")
    if around is not None and (meant := meant_key(key, around)) is not None:
        title = with_title(meant, around.properties[meant].title.de)
        return Text(f"Did you mean {meant}?", f"Meinten Sie {title}?")
    known = list(around.properties) if around else []
    if not known:
        return _OWN
    names = ", ".join(known[:_MANY_KEYS]) + (", …" if len(known) > _MANY_KEYS else "")
    return Text(f"Known keys: {names}. {_OWN.en}", f"Bekannte Schlüssel: {names}. {_OWN.de}")


def _owner_above(path: Path, root: Field) -> Text | None:
    """What the key belongs to when it is indented too far."""
    for length in range(len(path) - 2, 0, -1):
        field = root.at(path[:length])
        if field and path[-1] in field.properties:
            return name_of(path[:length], root)
    return None


def _chapter_of(key: str, kind: str, schemas: Schemas) -> str | None:
    if kind not in _CHAPTERS:
        return None
    others = (chapter for chapter in _CHAPTERS if chapter != kind and chapter in schemas.kinds)
    return next((chapter for chapter in others if key in schemas.field(chapter).properties), None)


def explain_severity(code: str, place: Place) -> Finding:
    """The finding about a key of `severities` that is no code of a finding about quality."""
    written = shown(code)
    if code.upper() != code and re.fullmatch(r"K4[0-9]{2}", code.upper()):
        hint = Text(f"Did you mean {code.upper()}?", f"Meinten Sie {code.upper()}?")
    else:
        hint = Text(
            "Only findings about the quality of plans can be changed: codes that start with K4, such as K401.",
            "Ändern lassen sich nur Meldungen zur Güte der Pläne: Codes, die mit K4 beginnen, wie K401.",
        )
    message = Text(
        f"'{written}' cannot be a key in severities.", f"„{written}“ kann kein Schlüssel in severities sein."
    )
    if re.fullmatch(r"K[0-9]{3}", code):
        message = Text(
            f"How serious {written} is cannot be changed.", f"Wie ernst {written} ist, lässt sich nicht ändern."
        )
    return Finding("K206", Severity.ERROR, place, message, hint)
