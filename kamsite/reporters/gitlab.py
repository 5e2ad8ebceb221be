"""Findings as a Code Quality report of GitLab."""

import json
from hashlib import sha256

from kamsite.diagnostics import Finding, Severity
from kamsite.reporters.report import Report

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def write(report: Report) -> str:
    """One JSON list. Fingerprints do not depend on lines, so that a finding stays the same when text moves."""
    seen: dict[str, int] = {}
    entries = [
        {
            "description": finding.message.to(report.language),
            "check_name": finding.code,
            "fingerprint": _fingerprint(finding, seen),
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": report.in_repository(finding.place.file),
                "lines": {"begin": max(1, finding.place.line)},
            },
        }
        for finding in report.findings
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _fingerprint(finding: Finding, seen: dict[str, int]) -> str:
    told = f"{finding.code}\0{finding.place.file}\0{finding.message.en}"
    seen[told] = seen.get(told, 0) + 1
    return sha256(f"{told}\0{seen[told]}".encode("utf-8", "replace")).hexdigest()
