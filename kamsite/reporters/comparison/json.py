"""A comparison for programs. The shape is documented in docs/json.md and has a version of its own."""

import json

from kamsite import __version__
from kamsite.compare.change import Address, Change, Comparison, Derived, PlanComparison, Unreadable, Version
from kamsite.compare.names import Names
from kamsite.compare.pieces import BlockChange
from kamsite.compare.tables import TableChange
from kamsite.diagnostics import Finding, Place
from kamsite.language import Text
from kamsite.render.changes.sentences import derived_sentence, sentence
from kamsite.reporters.comparison.arrange import ComparisonReport, vanished_of
from kamsite.reporters.json import finding_value, place_value, text_value
from kamsite.source.document import Value

VERSION = 1


def write(report: ComparisonReport) -> str:
    """One JSON object that holds everything, whatever the level and the language of the report."""
    comparison = report.comparison
    value = {
        "version": VERSION,
        "tool": f"kamsite {__version__}",
        "plans": report.folder,
        "edition": report.edition or None,
        "before": _side(comparison.before),
        "after": _side(comparison.after),
        "summary": _summary(comparison),
        "unreadable": [_unreadable(file, one.id) for one in comparison.all for file in one.unreadable],
        "compared": [_plan(one) for one in comparison.all],
        "changes": [_change(change, one.names) for one in comparison.all for change in one.changes],
        "derived": [_derived(derived, one) for one in comparison.all for derived in one.derived],
        "findings": {
            "appeared": [_finding(finding, one) for one in comparison.all for finding in one.appeared],
            "vanished": [_finding(finding, one) for one in comparison.all for finding in vanished_of(one)],
        },
        "other_files": [{"file": file, "kind": kind} for file, kind in report.other_files],
        "tables": [_table(table) for table in report.tables],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _side(version: Version) -> dict[str, object]:
    commit = version.commit
    return {"label": version.label or None, "commit": commit.id if commit else None, "as_of": version.as_of or None}


def _summary(comparison: Comparison) -> dict[str, int]:
    counts = {level.word: count for level, count in comparison.counts.items()}
    return {**counts, "unreadable": len({(file.file, file.is_before) for file in comparison.unreadable})}


def _unreadable(file: Unreadable, plan: str) -> dict[str, object]:
    return {
        "plan": plan,
        "file": file.file,
        "side": "before" if file.is_before else "after",
        "partly": file.is_partly,
        "findings": [finding_value(finding) for finding in file.findings],
    }


def _plan(one: PlanComparison) -> dict[str, object]:
    return {
        "plan": one.id,
        "before": one.before_id,
        "name": one.name,
        "state": "gone" if one.is_gone else "new" if one.is_new else "kept",
        "probable": one.is_probable,
        "level": one.level.word if one.level else None,
    }


def _change(change: Change, names: Names) -> dict[str, object]:
    return {
        "fingerprint": change.fingerprint,
        **_address(change.address),
        "kind": change.kind.value,
        "level": change.level.word,
        "before": change.before,
        "after": change.after,
        "origin": _address(change.origin) if change.origin else None,
        "position": change.position,
        "unit": change.unit,
        "probable": change.is_probable,
        "reason": text_value(change.reason) if change.reason else None,
        "sentence": text_value(Text(sentence(change, "en", names), sentence(change, "de", names))),
        "trail": [{"kind": step.kind, "name": text_value(step.name)} for step in change.trail],
        "places": {"before": _place(change.before_place), "after": _place(change.after_place)},
        "passages": [_passage(block) for block in change.prose.blocks] if change.prose else None,
    }


def _address(address: Address) -> dict[str, object]:
    return {"plan": address.plan, "chapter": address.chapter, "path": list(address.path)}


def _place(place: Place | None) -> dict[str, object] | None:
    return place_value(place) if place else None


def _passage(block: BlockChange) -> dict[str, object]:
    return {
        "kind": block.kind.value,
        "headings": list(block.headings),
        "before": block.before or None,
        "after": block.after or None,
        "pieces": [{"kind": piece.kind.value, "text": piece.text} for piece in block.pieces],
    }


def _derived(derived: Derived, one: PlanComparison) -> dict[str, object]:
    return {
        "plan": one.id,
        "what": derived.what,
        "subject": derived.subject or None,
        "title": text_value(derived.title) if derived.subject else None,
        "before": _derived_side(derived.before),
        "after": _derived_side(derived.after),
        "unit": derived.unit,
        "sentence": text_value(
            Text(derived_sentence(derived, "en", one.names), derived_sentence(derived, "de", one.names))
        ),
    }


def _derived_side(value: Value | Text | tuple[Text, ...]) -> object:
    if isinstance(value, tuple):
        value = Text(" ".join(one.en for one in value) or "–", " ".join(one.de for one in value) or "–")
    return text_value(value) if isinstance(value, Text) else value


def _table(table: TableChange) -> dict[str, object]:
    """What changed in a table; of many rows only the first."""
    return {
        "file": table.file,
        "kind": table.kind,
        "added": table.added,
        "removed": table.removed,
        "changed": table.changed,
        "rows": [
            {
                "id": row.id,
                "name": row.name or None,
                "kind": row.kind,
                "values": [{"column": column, "before": old, "after": new} for column, old, new in row.cells],
            }
            for row in table.rows
        ],
    }


def _finding(finding: Finding, one: PlanComparison) -> dict[str, object]:
    return {"plan": one.id, **finding_value(finding)}
