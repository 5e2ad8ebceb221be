"""One line for each finding."""

from kamsite.diagnostics import SEVERITIES
from kamsite.reporters.report import Report


def write(report: Report) -> str:
    """`plans/nordwind/people.yaml:31:15: error[K301] message`."""
    lines = []
    for finding in report.findings:
        severity = SEVERITIES[finding.severity][0].to(report.language)
        message = finding.message.to(report.language)
        lines.append(f"{report.path(finding.place)}: {severity}[{finding.code}] {message}")
    return "".join(line + "\n" for line in lines)
