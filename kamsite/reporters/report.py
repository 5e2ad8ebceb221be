"""What a reporter is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kamsite.diagnostics import Finding, Place
from kamsite.language import Language
from kamsite.model.analyses.score import PlanScore


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
        if place.file == ".":
            return self.folder or "."
        return f"{self.folder}/{place}" if self.folder else str(place)

    def in_repository(self, file: str) -> str:
        """A file's path in the repository."""
        if file == ".":
            return self.prefix or "."
        return f"{self.prefix}/{file}" if self.prefix else file
