"""A small format of plans for tests: two schemas with one field of each kind, and helpers to write plans inline."""

import json
from typing import Any

from kamsite.diagnostics import Finding
from kamsite.model.schema import Schemas
from kamsite.model.shape import check_shape
from kamsite.source.document import Document
from kamsite.source.yamltext import read_yaml

COMMON: dict[str, Any] = {
    "$defs": {
        "id": {"x-kind": "id", "type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$", "not": {"const": "unknown"}},
        "line": {
            "title": "Line",
            "description": "One line.",
            "x-description-de": "Eine Zeile.",
            "x-kind": "line",
            "type": "string",
            "minLength": 1,
        },
        "amount": {"x-kind": "amount", "type": ["number", "string"], "pattern": "^unknown$"},
        "share": {
            "description": "A part of the whole: `62 %`.",
            "x-description-de": "Ein Teil des Ganzen: `62 %`.",
            "x-kind": "share",
            "type": ["number", "string"],
            "pattern": "^(unknown|(100|[0-9]{1,2}([.,][0-9]+)?)\\s?%)$",
            "minimum": 0,
            "maximum": 1,
        },
        "date": {
            "x-kind": "date",
            "type": "string",
            "pattern": "^(unknown|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
            "if": {"not": {"const": "unknown"}},
            "then": {"format": "date"},
        },
        "period": {
            "x-kind": "period",
            "type": ["string", "integer"],
            "pattern": "^(unknown|[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?)$",
            "minimum": 1000,
            "maximum": 9999,
        },
        "period_key": {"x-kind": "period", "pattern": "^[0-9]{4}(-Q[1-4])?$"},
        "series": {
            "x-kind": "series",
            "type": ["object", "string"],
            "pattern": "^unknown$",
            "propertyNames": {"$ref": "#/$defs/period_key"},
            "additionalProperties": {"$ref": "#/$defs/amount"},
        },
        "source": {
            "x-kind": "reference",
            "x-reference": "sources",
            "type": ["string", "array"],
            "pattern": "^[a-z0-9][a-z0-9_-]*$",
            "items": {"$ref": "#/$defs/id"},
        },
        "item": {
            "x-kind": "mapping",
            "x-plain": "text",
            "type": ["string", "object"],
            "minLength": 1,
            "required": ["text"],
            "properties": {
                "text": {"title": "Text", "$ref": "#/$defs/line"},
                "note": {"title": "Note", "x-title-de": "Anmerkung", "$ref": "#/$defs/line"},
                "cost": {"title": "Cost", "$ref": "#/$defs/amount", "x-sensitivity": "commercial"},
            },
            "patternProperties": {"^x-": {}},
            "additionalProperties": False,
        },
    }
}

PEOPLE: dict[str, Any] = {
    "title": "People",
    "x-title-de": "Personen",
    "x-kind": "mapping",
    "type": "object",
    "properties": {
        "people": {
            "title": "Key persons",
            "x-title-de": "Schlüsselpersonen",
            "description": "Who counts.",
            "x-description-de": "Wer zählt.",
            "x-kind": "mapping",
            "type": ["object", "string"],
            "pattern": "^unknown$",
            "x-asked": 5,
            "propertyNames": {"$ref": "common.schema.json#/$defs/id"},
            "additionalProperties": {"$ref": "#/$defs/person"},
        },
        "relationships": {
            "title": "Relationships",
            "x-title-de": "Beziehungen",
            "x-sensitivity": "personal",
            "x-identity": ["person", "by"],
            "x-kind": "list",
            "type": ["array", "string"],
            "pattern": "^unknown$",
            "items": {
                "x-kind": "mapping",
                "type": "object",
                "required": ["person", "by"],
                "properties": {
                    "person": {"$ref": "common.schema.json#/$defs/id", "x-reference": "people"},
                    "by": {"$ref": "common.schema.json#/$defs/id", "x-reference": "staff"},
                    "strength": {"type": "integer"},
                },
                "additionalProperties": False,
            },
        },
    },
    "patternProperties": {"^x-": {}},
    "additionalProperties": False,
    "$defs": {
        "person": {
            "title": "Person",
            "x-kind": "mapping",
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": {
                    "title": "Name",
                    "x-title-de": "Name",
                    "$ref": "common.schema.json#/$defs/line",
                    "examples": ["Henrik Vogt"],
                },
                "roles": {
                    "title": "Roles",
                    "x-title-de": "Rollen",
                    "x-aliases": ["rolle"],
                    "x-kind": "list",
                    "type": ["array", "string"],
                    "pattern": "^unknown$",
                    "uniqueItems": True,
                    "items": {
                        "x-kind": "word",
                        "enum": ["decider", "door_opener", "buyer", "unknown"],
                        "x-words": {
                            "decider": {"en": "Decider", "de": "Entscheider", "aliases": ["decision maker"]},
                            "door_opener": {"en": "Door opener", "de": "Türöffner"},
                            "buyer": {"en": "Buyer", "de": "Einkäufer", "aliases": ["Einkäuferin"]},
                        },
                    },
                },
                "influence": {
                    "title": "Influence",
                    "x-title-de": "Einfluss",
                    "x-sensitivity": "personal",
                    "x-decision": True,
                    "x-kind": "scale",
                    "type": ["integer", "string"],
                    "pattern": "^unknown$",
                    "minimum": 1,
                    "maximum": 5,
                    "x-scale": {"1": {"en": "hardly any", "de": "kaum"}, "5": {"en": "decisive", "de": "entscheidend"}},
                },
                "influences": {
                    "title": "Influences",
                    "x-sensitivity": "personal",
                    "x-kind": "mapping",
                    "type": ["object", "string"],
                    "pattern": "^unknown$",
                    "propertyNames": {"$ref": "common.schema.json#/$defs/id", "x-reference": "people"},
                    "additionalProperties": {"type": ["integer", "string"], "pattern": "^unknown$"},
                },
                "needs": {
                    "title": "Needs",
                    "x-kind": "items",
                    "x-identity": "text",
                    "type": ["array", "string"],
                    "pattern": "^unknown$",
                    "items": {"$ref": "common.schema.json#/$defs/item"},
                },
                "phone": {"title": "Phone", "$ref": "common.schema.json#/$defs/line", "x-sensitivity": "personal"},
                "share": {"title": "Share", "$ref": "common.schema.json#/$defs/share"},
                "born": {"title": "Born", "$ref": "common.schema.json#/$defs/date"},
                "since": {"title": "Since", "x-title-de": "Seit", "$ref": "common.schema.json#/$defs/period"},
                "spend": {
                    "title": "Spend",
                    "x-unit": "EUR",
                    "x-sensitivity": "commercial",
                    "$ref": "common.schema.json#/$defs/series",
                },
                "source": {"title": "Source", "$ref": "common.schema.json#/$defs/source"},
                "alternative": {
                    "title": "Alternative",
                    "anyOf": [
                        {"type": "number", "maximum": 9},
                        {"enum": ["none", "unknown"]},
                        {
                            "type": "object",
                            "properties": {"reason": {"type": "string"}, "cost": {"type": "number"}},
                            "required": ["reason"],
                            "additionalProperties": False,
                        },
                    ],
                },
            },
            "patternProperties": {"^x-": {}},
            "additionalProperties": False,
        }
    },
}

PLAN: dict[str, Any] = {
    "type": "object",
    "x-refused": {"version": {"en": "The version is the commit.", "de": "Die Version ist der Commit."}},
    "required": ["account"],
    "properties": {
        "account": {
            "title": "Account",
            "x-title-de": "Kunde",
            "x-sensitivity": "public",
            "type": "object",
            "required": ["name"],
            "properties": {"name": {"$ref": "common.schema.json#/$defs/line", "examples": ["Nordwind Antriebe AG"]}},
            "additionalProperties": False,
        },
        "workshop": {"title": "Workshop", "type": "object", "properties": {"date": {"type": "string"}}},
    },
    "patternProperties": {"^x-": {}},
    "additionalProperties": False,
}


def schemas_of(**schemas: dict[str, Any]) -> Schemas:
    """Schemas from plain values, by kind."""
    return Schemas({kind: json.dumps(schema).encode() for kind, schema in schemas.items()})


SMALL = schemas_of(common=COMMON, people=PEOPLE, plan=PLAN)


def document(text: str, kind: str = "people") -> Document:
    """A plan's file written inline."""
    read = read_yaml(f"nordwind/{kind}.yaml", text.encode())
    assert read.document is not None, read.findings
    return read.document


def findings(text: str, kind: str = "people", schemas: Schemas = SMALL) -> tuple[Finding, ...]:
    """What is wrong with the shape of a file written inline."""
    return check_shape(document(text, kind), kind, schemas)


def told(text: str, kind: str = "people") -> list[str]:
    """The findings of a file written inline, in English, one text each: place, code, message and hint."""
    return [
        f"{found.place.line}:{found.place.column} {found.code} {found.message.en}"
        + (f" | {found.hint.en}" if found.hint else "")
        for found in findings(text, kind)
    ]


def person(text: str) -> str:
    """A file with one person, whose keys are given one a line without indentation; they start at line 4."""
    lines = "\n".join(f"    {line}" for line in text.splitlines())
    return f"people:\n  vogt:\n    name: Henrik Vogt\n{lines}\n"
