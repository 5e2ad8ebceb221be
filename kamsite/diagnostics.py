"""Findings: what is wrong, weak or could be better in a folder of plans, each with its place.

A mistake in a plan is a value, never an exception. Families of codes: K0 surroundings, K1 text, K2 shape,
K3 references, K4 quality of the plan, K5 themes, K6 privacy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from kamsite.language import Language, Text


class Severity(IntEnum):
    """How bad a finding is; a higher number is worse."""

    ADVICE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The word that users write and read: `advice`, `warning`, `error`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file of the plans folder. `file` is relative to it, with `/`.

    Line and column count from 1, in characters; line 0 means the file as a whole (or a folder). `width` is the
    number of characters that the caret line underlines.
    """

    file: str
    line: int = 0
    column: int = 0
    width: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Note:
    """A second place that belongs to a finding, such as the first of two equal keys."""

    place: Place
    text: Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell the team: code, severity, place, what is wrong and what to do next."""

    code: str
    severity: Severity
    place: Place
    message: Text
    hint: Text | None = None
    notes: tuple[Note, ...] = ()


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings sorted by place, then code; equal ones once."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (f.place, f.code, f.message.en)))


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity there are, by its word, worst first."""
    counts = {severity.word: 0 for severity in sorted(Severity, reverse=True)}
    for finding in findings:
        counts[finding.severity.word] += 1
    return counts


SEVERITIES = {
    Severity.ERROR: (Text("error", "Fehler"), Text("errors", "Fehler")),
    Severity.WARNING: (Text("warning", "Warnung"), Text("warnings", "Warnungen")),
    Severity.ADVICE: (Text("advice", "Hinweis"), Text("pieces of advice", "Hinweise")),
}


def in_words(counts: Mapping[str, int], language: Language) -> str:
    """Counts by severity in words: `2 errors, 1 warning`; empty where there are none."""
    pieces = [
        f"{counts[severity.word]} {SEVERITIES[severity][counts[severity.word] > 1].to(language)}"
        for severity in sorted(Severity, reverse=True)
        if counts[severity.word]
    ]
    return ", ".join(pieces)
