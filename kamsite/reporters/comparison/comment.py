"""The comment of a review: what changed, what the check says, where the preview is. One comment, written anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamsite.diagnostics import Finding, Severity, counted, in_words
from kamsite.language import Text
from kamsite.reporters.comparison import markdown
from kamsite.reporters.comparison.arrange import ComparisonReport
from kamsite.reporters.comparison.marks import code, link, plain

MARKER = "<!-- kamsite:review -->"
"""The first line, by which a pipeline finds the comment that it wrote before."""
_MOST_ERRORS = 10
_SOUND = Text("The check found nothing.", "Die Prüfung hat nichts gefunden.")
_FOUND = Text("The check of all plans found {}.", "Die Prüfung aller Pläne ergab: {}.")
_STOPS = Text(
    "Errors have to be mended before the site can be published:",
    "Fehler sind zu beheben, bevor die Website veröffentlicht werden kann:",
)
_PREVIEW = Text("Preview of the site", "Vorschau der Website")


@dataclass(frozen=True, slots=True)
class Review:
    """What a review found: the comparison as it is to be told, all findings, where the preview can be seen ("")."""

    report: ComparisonReport
    findings: Sequence[Finding]
    preview: str = ""


def write(review: Review, longest: int = markdown.LONGEST) -> str:
    """The comment as Markdown of at most so many characters and bytes."""
    checked = _checked(review)
    room = longest - len(f"{MARKER}\n\n{checked}".encode())
    return f"{MARKER}\n{markdown.write(review.report, room)}\n{checked}"


def _checked(review: Review) -> str:
    """What the check says, and the link to the preview."""
    report = review.report
    found = in_words(counted(review.findings), report.language)
    lines = ["---", report.say(_FOUND, found) if found else report.say(_SOUND)]
    errors = [finding for finding in review.findings if finding.severity is Severity.ERROR]
    if errors:
        lines[1] = f"**{lines[1]}** {report.say(_STOPS)}"
        lines.append("")
        lines += [f"- {_error(report, finding)}" for finding in errors[:_MOST_ERRORS]]
        if len(errors) > _MOST_ERRORS:
            lines.append(f"- … +{len(errors) - _MOST_ERRORS}")
    if review.preview:
        lines += ["", link(review.preview, report.say(_PREVIEW))]
    return "\n".join(lines) + "\n"


def _error(report: ComparisonReport, finding: Finding) -> str:
    return f"{code(report.path(finding.place))} {plain(finding.message.to(report.language))} ({finding.code})"
