"""Findings for programs. The shape is documented in docs/json.md and has a version of its own."""

import json

from kamsite import __version__
from kamsite.diagnostics import Finding, Place, counted
from kamsite.language import Text
from kamsite.model.analyses.score import PlanScore
from kamsite.reporters.report import Report

VERSION = 1


def write(report: Report) -> str:
    """One JSON object."""
    value = {
        "version": VERSION,
        "tool": f"kamsite {__version__}",
        "plans": report.folder,
        "commit": report.commit or None,
        "summary": counted(report.findings),
        "findings": [finding_value(finding) for finding in report.findings],
        "completeness": [_score(score) for score in report.scores],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def finding_value(finding: Finding) -> dict[str, object]:
    """A finding as docs/json.md describes it."""
    return {
        "code": finding.code,
        "severity": finding.severity.word,
        **place_value(finding.place),
        "message": text_value(finding.message),
        "hint": text_value(finding.hint) if finding.hint else None,
        "notes": [{**place_value(note.place), "text": text_value(note.text)} for note in finding.notes],
    }


def place_value(place: Place) -> dict[str, object]:
    """A place; a file as a whole has neither line nor column."""
    return {"file": place.file, "line": place.line or None, "column": place.column or None, "width": place.width}


def text_value(text: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"en": text.en, "de": text.de}


def _score(score: PlanScore) -> dict[str, object]:
    return {
        "plan": score.id,
        "share": round(score.share, 4),
        "light": score.light,
        "chapters": [
            {
                "chapter": chapter.name,
                "share": round(chapter.share, 4),
                "light": chapter.light,
                "missing": [
                    {
                        "path": list(missing.path),
                        "title": text_value(missing.title),
                        "have": missing.have,
                        "asked": missing.asked,
                        "unknown": missing.is_unknown,
                    }
                    for missing in chapter.missing
                ],
            }
            for chapter in score.chapters
        ],
    }
