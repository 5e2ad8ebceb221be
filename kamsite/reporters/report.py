"""What a reporter is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Language, Text
from kamsite.model.analyses.score import PlanScore

SEVERITIES = {
    Severity.ERROR: (Text("error", "Fehler"), Text("errors", "Fehler")),
    Severity.WARNING: (Text("warning", "Warnung"), Text("warnings", "Warnungen")),
    Severity.ADVICE: (Text("advice", "Hinweis"), Text("pieces of advice", "Hinweise")),
}


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a run with all that is needed to show them.

    `folder` is the plans folder as the user named it, `prefix` its path in the repository (for CI formats), both
    without a slash at the end. `line_of` gives a line of a file, None where it cannot be read.
    """

    findings: Sequence[Finding]
    scores: Sequence[PlanScore]
    language: Language
    folder: str
    prefix: str
    commit: str
    has_colour: bool
    shows_scores: bool
    line_of: Callable[[str, int], str | None]

    def path(self, place: Place) -> str:
        """The place as a path that the user can open."""
        if not self.folder or place.file.startswith(self.folder):
            return str(place)
        return f"{self.folder}/{place}"

    def in_repository(self, file: str) -> str:
        """A file's path in the repository."""
        return f"{self.prefix}/{file}" if self.prefix else file


def counted(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each severity there are, by its word, worst first."""
    counts = {severity.word: 0 for severity in sorted(Severity, reverse=True)}
    for finding in findings:
        counts[finding.severity.word] += 1
    return counts


def in_words(findings: Sequence[Finding], language: Language) -> str:
    """The counts in words: `2 errors, 1 warning`; empty where there are none."""
    counts = counted(findings)
    pieces = [
        f"{counts[severity.word]} {SEVERITIES[severity][counts[severity.word] > 1].to(language)}"
        for severity in sorted(Severity, reverse=True)
        if counts[severity.word]
    ]
    return ", ".join(pieces)
