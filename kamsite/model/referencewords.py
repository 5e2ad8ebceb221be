"""The words of the format's reference page, and values as one would write them in YAML."""

import json
import re

from kamsite.language import Text
from kamsite.source.document import Value

PAGE_TITLE = Text("The plan format, field by field", "Das Format der Pläne, Feld für Feld")
LEAD = Text(
    "One file is one chapter of a plan. Keys are English, contents may be in any language. Any optional value may be "
    "`unknown`; keys of a company's own start with `x-`. This page is made from the schemas by "
    "`python -m kamsite.model.reference`: change the schemas, not this page.",
    "Eine Datei ist ein Kapitel eines Plans. Schlüssel sind englisch, Inhalte dürfen in jeder Sprache sein. Jeder "
    "freiwillige Wert darf `unknown` sein (unbekannt); eigene Schlüssel eines Unternehmens beginnen mit `x-`. Diese "
    "Seite entsteht mit `python -m kamsite.model.reference` aus den Schemas: Ändern Sie diese, nicht die Seite.",
)
FILES = Text("Files", "Dateien")
VALUES = Text("Values", "Werte")
SHARED = Text("Shared parts", "Gemeinsame Bausteine")
COLUMNS = Text(
    "| Key | German term | Meaning | Type | Example | Sensitivity |",
    "| Schlüssel | Begriff | Bedeutung | Art | Beispiel | Vertraulichkeit |",
)
NEEDED = Text("needed", "nötig")
ASKED = Text("asked for", "erwartet")
REFUSED = Text("Refused on purpose:", "Mit Absicht nicht erlaubt:")
LIST_OF = Text("list: {inside}", "Liste: {inside}")
ONE_OR_LIST = Text("{inside}, or a list of them", "{inside} oder eine Liste davon")
ONE_OF = Text("one of", "eines von")
UNIT = Text("in {unit}", "in {unit}")
RANGE = Text("{low} to {high}", "{low} bis {high}")
WHOLE_NUMBER = Text("whole number", "ganze Zahl")
UNITS = {
    "currency": Text("in the site's currency", "in der Währung der Website"),
    "unit": Text("in `unit`", "in `unit`"),
}

USUAL = Text("usual ones", "üblich")
BY_KEY = {
    "id": Text("{inside} by id", "{inside} nach Kennung"),
    "name": Text("{inside} by name", "{inside} nach Name"),
    "period_key": Text("{inside} by period", "{inside} nach Zeitraum"),
    "reference": Text("{inside} by {reference}", "{inside} nach {reference}"),
}

REFERENCES = {
    "staff": Text("id of one of us (`staff.yaml`)", "Kennung einer Person von uns (`staff.yaml`)"),
    "people": Text("id of a person (`people.yaml`)", "Kennung einer Person des Kunden (`people.yaml`)"),
    "competitors": Text(
        "id of a competitor of ours (`position.yaml`)", "Kennung eines unserer Wettbewerber (`position.yaml`)"
    ),
    "sources": Text("id of a source (`plan.yaml`)", "Kennung einer Quelle (`plan.yaml`)"),
    "goals": Text("id of a goal of ours (`strategy.yaml`)", "Kennung eines unserer Ziele (`strategy.yaml`)"),
    "customer_goals": Text(
        "id of a goal of the customer (`customer.yaml`)", "Kennung eines Ziels des Kunden (`customer.yaml`)"
    ),
    "figures": Text("id of a figure (`figures.yaml`)", "Kennung einer Kennzahl (`figures.yaml`)"),
    "divisions": Text(
        "id of a division (`portfolio` in `position.yaml`)", "Kennung einer Sparte (`portfolio` in `position.yaml`)"
    ),
    "plan": Text("folder of a division's plan", "Ordner des Plans einer Sparte"),
    "accounts": Text("folder of an account", "Ordner eines Kunden"),
    "criteria": Text(
        "id of a criterion (`programme/selection.yaml`)", "Kennung eines Kriteriums (`programme/selection.yaml`)"
    ),
    "statements": Text("id of a statement", "Kennung einer Aussage"),
    "topics": Text("id of a topic (`programme/maturity.yaml`)", "Kennung eines Themas (`programme/maturity.yaml`)"),
    "modules": Text("id of a project module", "Kennung eines Projektmoduls"),
    "profiles": Text("id of a function profile", "Kennung eines Funktionsprofils"),
    "skills": Text("id of a skill", "Kennung einer Fähigkeit"),
}

SENSITIVITIES = {
    "public": Text("public", "öffentlich"),
    "internal": Text("internal", "intern"),
    "commercial": Text("commercial", "kaufmännisch"),
    "personal": Text("personal", "personenbezogen"),
}
# A part that several sections share is as sensitive as the section that holds it.
AS_AROUND = Text("as around it", "wie umgebend")

_SPECIAL = {"true", "false", "null"}


def as_yaml(value: Value, inside: bool = False) -> str:
    """The value as one would write it in YAML, on one line; `inside` braces a comma needs quotes."""
    if isinstance(value, dict):
        entries = ", ".join(f"{key}: {as_yaml(entry, True)}" for key, entry in value.items())
        return f"{{{entries}}}"
    if isinstance(value, list):
        return f"[{', '.join(as_yaml(entry, True) for entry in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return "null" if value is None else str(value)
    return value if _is_plain(value, inside) else json.dumps(value, ensure_ascii=False)


def _is_plain(text: str, inside: bool) -> bool:
    """Whether a text reads as itself without quotes."""
    if text.lower() in _SPECIAL or text != text.strip() or not text.isprintable():
        return False
    if re.fullmatch(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?", text):
        return False
    if text[:1] in "-?:,[]{}#&*!|>'\"%@`" or ": " in text or " #" in text or text.endswith(":"):
        return False
    return not (inside and re.search(r"[,\[\]{}]", text))
