"""Findings as annotations of GitHub Actions (and of Gitea and Forgejo, which read the same)."""

from kamsite.diagnostics import Severity
from kamsite.reporters.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def write(report: Report) -> str:
    """A workflow command for each finding."""
    lines = []
    for finding in report.findings:
        place = finding.place
        properties = {"file": report.in_repository(place.file), "title": finding.code}
        if place.line:
            properties |= {
                "line": str(place.line),
                "col": str(place.column),
                "endColumn": str(place.column + place.width),
            }
        told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        message = finding.message.to(report.language)
        if finding.hint:
            message += f"\n{finding.hint.to(report.language)}"
        lines.append(f"::{_COMMANDS[finding.severity]} {told}::{_data(message)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
