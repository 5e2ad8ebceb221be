"""The files of a new repository of plans: settings, our people, one example account, what editors need."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from kamsite.language import Language
from kamsite.model.plan import CHAPTERS
from kamsite.model.schema import Schemas
from kamsite.resources import schema_folder
from kamsite.templates.gitsetup import attributes_text
from kamsite.templates.sketch import chapter_text

EXAMPLE: Mapping[Language, str] = {"de": "talbrunn", "en": "harrowby"}
_EXAMPLES = Path(__file__).parent / "examples"
_YEAR = re.compile(r"<year([+-]\d)?>")
_SECTION = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)
_PROSE = ("customer",)
_PROGRAMME = ("selection", "fitness", "maturity", "levers", "model", "profiles")
_SCHEMAS = "schema"


def start_files(language: Language, schemas: Schemas, today: date) -> dict[str, str]:
    """The files that a new repository begins with, besides the plans; the dates in them are those around `today`."""
    read = partial(_example, language, today=today)
    return {
        ".gitattributes": attributes_text(b"plans/"),
        ".gitignore": read("gitignore"),
        "README.md": read("README.md"),
        ".vscode/extensions.json": _as_json({"recommendations": ["redhat.vscode-yaml"]}),
        ".vscode/settings.json": _as_json(_editor_settings(schemas)),
        "plans/site.yaml": chapter_text("site", language, schemas, written=_sections(read("site.yaml"))),
        "plans/staff.yaml": read("staff.yaml"),
    }


def example_files(language: Language, schemas: Schemas, today: date) -> dict[str, str]:
    """The plan of an invented account, every chapter explained; the dates in it are those around `today`."""
    folder = f"plans/{EXAMPLE[language]}"
    files: dict[str, str] = {}
    for chapter in CHAPTERS:
        written = _sections(_example(language, f"{chapter}.yaml", today=today))
        files[f"{folder}/{chapter}.yaml"] = chapter_text(chapter, language, schemas, written=written)
    for chapter in _PROSE:
        files[f"{folder}/{chapter}.md"] = _example(language, f"{chapter}.md", today=today)
    return files


def schema_files() -> dict[str, str]:
    """The schemas that came with the product, for editors that shall work without a network."""
    return {
        f"{_SCHEMAS}/{file.name}": file.read_text("utf-8") for file in sorted(schema_folder().glob("*.schema.json"))
    }


def _example(language: Language, name: str, *, today: date) -> str:
    text = (_EXAMPLES / language / name).read_text("utf-8")
    return _YEAR.sub(lambda found: str(today.year + int(found[1] or 0)), text)


def _sections(text: str) -> dict[str, str]:
    """The sections of a file by their keys."""
    return {part.partition(":")[0]: part for part in _SECTION.split(text) if part.strip()}


def _editor_settings(schemas: Schemas) -> dict[str, object]:
    """The settings of VS Code: which schema belongs to which file, and nothing fetched from elsewhere."""
    return {
        "files.encoding": "utf8",
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.quickSuggestions": {"strings": True}},
        "[markdown]": {"editor.wordWrap": "on"},
        "redhat.telemetry.enabled": False,
        "yaml.schemaStore.enable": False,
        "yaml.schemas": dict(_mapped(schemas)),
    }


def _mapped(schemas: Schemas) -> Iterator[tuple[str, list[str]]]:
    for kind in schemas.kinds:
        if kind in CHAPTERS:
            yield f"./{_SCHEMAS}/{kind}.schema.json", [f"plans/*/{kind}.yaml", f"plans/**/divisions/*/{kind}.yaml"]
        elif kind in _PROGRAMME:
            yield f"./{_SCHEMAS}/{kind}.schema.json", [f"plans/programme/{kind}.yaml"]
        elif kind in ("site", "staff"):
            yield f"./{_SCHEMAS}/{kind}.schema.json", [f"plans/{kind}.yaml"]


def _as_json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
