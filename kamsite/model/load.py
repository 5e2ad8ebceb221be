"""From the files of a snapshot to plans: sort them, read them, check their shape, give them types."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from kamsite.diagnostics import Finding, Note, Place, Severity
from kamsite.language import Text
from kamsite.model.cover import Cover
from kamsite.model.customer import Customer
from kamsite.model.field import SENSITIVITIES, Field
from kamsite.model.figures import Figures
from kamsite.model.normal import normalise
from kamsite.model.people import People
from kamsite.model.plan import CHAPTERS, Chapter, Plan, PlanText
from kamsite.model.position import Position
from kamsite.model.project import project
from kamsite.model.schema import Schemas
from kamsite.model.shape import check_shape, left_out, sound_part
from kamsite.model.strategy import Strategy
from kamsite.source.document import Document, Mark, Path, Value
from kamsite.source.marktext import MarkText, read_markdown
from kamsite.source.yamltext import empty_chapters, read_yaml
from kamsite.suggest import closest

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_OWN_SECTION = {"people": "people", "figures": "figures"}
Read = Callable[[str], bytes]
T = TypeVar("T", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class PlanFolder:
    """The files of one plan by their part: chapter files, entries in files of their own, assets, others."""

    id: str
    yaml: Mapping[str, str]
    prose: Mapping[str, str]
    entries: Mapping[str, tuple[tuple[str, str, str], ...]]
    assets: tuple[str, ...]
    others: tuple[str, ...]
    divisions: "Mapping[str, PlanFolder]"


def sort_files(plan: str, files: Iterable[str]) -> PlanFolder:
    """Sorts the files of a plan's folder (relative to the plans folder) by what they are."""
    yaml: dict[str, str] = {}
    prose: dict[str, str] = {}
    entries: dict[str, list[tuple[str, str, str]]] = {}
    assets: list[str] = []
    others: list[str] = []
    divisions: dict[str, list[str]] = {}
    for file in files:
        parts = file[len(plan) + 1 :].split("/")
        stem, _, ending = parts[-1].rpartition(".")
        if parts[0] == "divisions" and len(parts) > 2:
            divisions.setdefault(parts[1], []).append(file)
        elif parts[0] == "assets":
            assets.append(file)
        elif len(parts) == 1 and stem in CHAPTERS and ending in ("yaml", "md"):
            (yaml if ending == "yaml" else prose)[stem] = file
        elif ending == "yaml" and (section := _section_of(parts)) and _ID.fullmatch(stem):
            entries.setdefault(parts[0], []).append((section, stem, file))
        else:
            others.append(file)
    return PlanFolder(
        plan,
        yaml,
        prose,
        {chapter: tuple(found) for chapter, found in entries.items()},
        tuple(assets),
        tuple(others),
        {name: sort_files(f"{plan}/divisions/{name}", inside) for name, inside in divisions.items()},
    )


def _section_of(parts: list[str]) -> str:
    """The section to which a file such as `strategy/goals/asien.yaml` or `people/brandt.yaml` belongs, or ""."""
    if parts[0] not in CHAPTERS:
        return ""
    if len(parts) == 3:
        return parts[1]
    return _OWN_SECTION.get(parts[0], "") if len(parts) == 2 else ""


def read_plan(folder: PlanFolder, read: Read, schemas: Schemas) -> tuple[PlanText, tuple[Finding, ...]]:
    """A plan and its divisions as they were written, and what is wrong with text and shape.

    Values of unsound shape are left out of the chapters; the findings say so.
    """
    findings: list[Finding] = list(_unusual(folder))
    chapters: dict[str, Chapter] = {}
    for name in CHAPTERS:
        chapters[name], in_chapter = read_chapter(folder, name, read, schemas)
        findings.extend(in_chapter)
    findings = _empty_ones_together(findings)
    divisions: dict[str, PlanText] = {}
    for name, inside in folder.divisions.items():
        divisions[name], in_division = read_plan(inside, read, schemas)
        findings.extend(in_division)
    return PlanText(folder.id, chapters, folder.assets, divisions), tuple(findings)


def _empty_ones_together(findings: list[Finding]) -> list[Finding]:
    """The findings on one plan, with a single one for all of its empty chapters: a new plan has five of them."""
    empty = [finding.place.file for finding in findings if finding.code == "K112"]
    if len(empty) < 2:
        return findings
    return [*(finding for finding in findings if finding.code != "K112"), empty_chapters(empty)]


def _unusual(folder: PlanFolder) -> Iterable[Finding]:
    name = folder.id.rpartition("/")[2]
    if not _ID.fullmatch(name):
        yield Finding(
            "K013",
            Severity.ERROR,
            Place(folder.id),
            Text(f"'{name}' cannot be the id of a plan.", f"„{name}“ kann keine Kennung eines Plans sein."),
            Text(
                "Rename the folder: a-z, 0-9, - and _, starting with a letter or digit.",
                "Benennen Sie den Ordner um: a-z, 0-9, - und _, am Anfang ein Buchstabe oder eine Ziffer.",
            ),
        )
    if "plan" not in folder.yaml:
        yield Finding(
            "K012",
            Severity.ERROR,
            Place(f"{folder.id}/plan.yaml"),
            Text("The cover plan.yaml is missing.", "Das Deckblatt plan.yaml fehlt."),
            Text(
                "Add plan.yaml with at least `account: {name: …}`, or delete the folder.",
                "Legen Sie plan.yaml mit mindestens `account: {name: …}` an, oder löschen Sie den Ordner.",
            ),
        )
    for file in folder.others:
        short = file[len(folder.id) + 1 :]
        guess = closest(short, [f"{chapter}.{ending}" for chapter in CHAPTERS for ending in ("yaml", "md")])
        yield Finding(
            "K011",
            Severity.WARNING,
            Place(file),
            Text(
                f"'{short}' is not part of a plan and is not shown.",
                f"„{short}“ gehört nicht zum Plan und wird nicht gezeigt.",
            ),
            Text(f"Did you mean {guess}?", f"Meinten Sie {guess}?")
            if guess
            else Text(
                "Chapters are " + ", ".join(f"{c}.yaml" for c in CHAPTERS) + "; other files belong into assets/.",
                "Kapitel sind " + ", ".join(f"{c}.yaml" for c in CHAPTERS) + "; andere Dateien gehören nach assets/.",
            ),
        )


def read_chapter(folder: PlanFolder, name: str, read: Read, schemas: Schemas) -> tuple[Chapter, list[Finding]]:
    """A chapter of a plan as it was written, and what is wrong with its text and shape."""
    findings: list[Finding] = []
    files: list[str] = []
    document: Document | None = None
    prose: MarkText | None = None
    lost: tuple[Path, ...] = ()
    if file := folder.yaml.get(name):
        files.append(file)
        text = read_yaml(file, read(file))
        document = text.document
        findings.extend(text.findings)
        lost = () if document else ((),)
    if entries := folder.entries.get(name):
        files.extend(file for _, _, file in entries)
        if document and document.data is not None:
            # Before entries join it: what is unsound in the chapter's own file would be lost beneath them.
            document, shape, unsound = sound_document(document, name, schemas)
            findings.extend(shape)
            lost += unsound
        document, found, unread = _with_entries(f"{folder.id}/{name}", document, entries, read)
        findings.extend(found)
        lost += unread
    if document and document.data is not None:
        document, shape, unsound = sound_document(document, name, schemas)
        findings.extend(shape)
        lost += unsound
    if file := folder.prose.get(name):
        files.append(file)
        marked = read_markdown(file, read(file))
        findings.extend(marked.findings)
        prose = marked
    return Chapter(name, document, prose, tuple(files), lost), findings


def sound_document(
    document: Document, kind: str, schemas: Schemas
) -> tuple[Document, tuple[Finding, ...], tuple[Path, ...]]:
    """A document with its values of sound shape, what is wrong with the others, and their paths."""
    found = check_shape(document, kind, schemas)
    if all(finding.severity is not Severity.ERROR for finding in found):
        return document, found, ()
    sound = sound_part(document.data, kind, schemas)
    return replace(document, data=sound), found, left_out(document.data, sound)


def _with_entries(
    chapter: str, document: Document | None, entries: Iterable[tuple[str, str, str]], read: Read
) -> tuple[Document, list[Finding], tuple[Path, ...]]:
    """The chapter's document with the entries that stand in files of their own; the paths of those not readable."""
    findings: list[Finding] = []
    unread: list[Path] = []
    document = document or Document(f"{chapter}.yaml", {}, Mark(0, 0))
    data: dict[str, Value] = dict(document.data) if isinstance(document.data, dict) else {}
    parts: dict[Path, Document] = {}
    for section, entry, file in entries:
        text = read_yaml(file, read(file))
        findings.extend(text.findings)
        inside = data.get(section)
        known: dict[str, Value] = dict(inside) if isinstance(inside, dict) else {}
        if entry in known:
            findings.append(_given_twice(entry, file, document.place_of_key((section, entry))))
        elif text.document and text.document.data is not None:
            known[entry] = text.document.data
            parts[(section, entry)] = text.document
        elif text.document is None:
            unread.append((section, entry))
        data[section] = known
    return replace(document, data=data, parts=parts), findings, tuple(unread)


def _given_twice(entry: str, file: str, first: Place) -> Finding:
    return Finding(
        "K209",
        Severity.ERROR,
        Place(file, 1, 1),
        Text(
            f"'{entry}' stands both in {first.file} and in a file of its own.",
            f"„{entry}“ steht in {first.file} und in einer eigenen Datei.",
        ),
        Text(
            "Keep one of the two and delete the other.",
            "Behalten Sie eine der beiden Stellen und löschen Sie die andere.",
        ),
        (Note(first, Text("the other one stands here", "die andere steht hier")),),
    )


def give_types(
    text: PlanText, schemas: Schemas, shows: frozenset[str] = SENSITIVITIES, parent: Plan | None = None
) -> Plan:
    """The plan's values with their types, as far as an edition shows them (`shows` lists sensitivities)."""
    data: dict[str, dict[str, Value]] = {}
    unknown: dict[str, tuple[Path, ...]] = {}
    values: dict[str, Value] = {}
    for name, chapter in text.chapters.items():
        field = schemas.field(name)
        written: Value = chapter.data
        if shows != SENSITIVITIES:
            written = project(written, field, shows)
        data[name] = written if isinstance(written, dict) else {}
        normal = normalise(data[name], field)
        unknown[name] = normal.unknown
        values[name] = normal.data
    plan = Plan(
        id=text.id,
        text=text,
        data=data,
        unknown=unknown,
        cover=msgspec.convert(values["plan"], Cover, strict=False),
        customer=msgspec.convert(values["customer"], Customer, strict=False),
        people=msgspec.convert(values["people"], People, strict=False),
        position=msgspec.convert(values["position"], Position, strict=False),
        strategy=msgspec.convert(values["strategy"], Strategy, strict=False),
        figures=msgspec.convert(values["figures"], Figures, strict=False),
        parent=parent,
    )
    divisions = {name: give_types(inside, schemas, shows, plan) for name, inside in text.divisions.items()}
    return replace(plan, divisions=divisions)


def typed(data: Value, field: Field, as_type: type[T]) -> T:
    """Sound values of a file with their types; the defaults where there is nothing."""
    return msgspec.convert(normalise(data, field).data or {}, as_type, strict=False)


def typed_entries(data: Value, field: Field, as_type: type[T]) -> dict[str, T]:
    """A file that is a mapping by id, such as `staff.yaml`, its entries with their types."""
    entries = normalise(data, field).data
    inside = entries if isinstance(entries, dict) else {}
    return {
        key: msgspec.convert(entry, as_type, strict=False) for key, entry in inside.items() if not key.startswith("x-")
    }


def read_settings(
    file: str, kind: str, files: Collection[str], read: Read, schemas: Schemas
) -> tuple[Document | None, tuple[Finding, ...], tuple[Path, ...]]:
    """A settings file such as `site.yaml` with its values of sound shape; None where it is missing or empty.

    Then what is wrong with it, and the paths of what could not be read; `()` is the whole of it.
    """
    if file not in files:
        return None, (_missing_settings(file),), ()
    text = read_yaml(file, read(file))
    if text.document is None:
        return None, text.findings, ((),)
    if text.document.data is None:
        return None, text.findings, ()
    document, found, lost = sound_document(text.document, kind, schemas)
    return document, (*text.findings, *found), lost


def _missing_settings(file: str) -> Finding:
    return Finding(
        "K014",
        Severity.WARNING,
        Place(file),
        Text(f"{file} is missing; the defaults apply.", f"{file} fehlt; es gelten die Voreinstellungen."),
        Text(
            f"Add {file}; `kamsite init` shows an example.", f"Legen Sie {file} an; `kamsite init` zeigt ein Beispiel."
        ),
    )
