"""Find what is wrong, weak or missing in a folder of plans.

Errors must be mended; warnings say where a plan is weaker than it should be; advice says what could be better.
Exit code 0: sound; 1: findings at or above --fail-on; 2: the plans cannot be read at all.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING

from kamsite.building.undisturbed import undisturbed
from kamsite.commands import arguments, output
from kamsite.diagnostics import Finding, Severity
from kamsite.language import Text, both

if TYPE_CHECKING:
    from kamsite.source.snapshot import Snapshot

GERMAN = """Findet, was in einem Ordner mit Plänen falsch, schwach oder unvollständig ist.

Fehler müssen behoben werden; Warnungen sagen, wo ein Plan schwächer ist, als er sein sollte; Hinweise, was besser
ginge.
Rückgabewert 0: in Ordnung; 1: Befunde ab --fail-on; 2: Die Pläne sind gar nicht lesbar.
"""
EXAMPLES = Text(
    """examples:
  kamsite check                         check ./plans
  kamsite check --completeness          with what each chapter still lacks
  kamsite check --fail-on warning       warnings count, too (for pipelines)
  kamsite check --format github         annotations in a pull request
  kamsite check --format gitlab > gl-code-quality-report.json
""",
    """Beispiele:
  kamsite check                         ./plans prüfen
  kamsite check --completeness          mit dem, was jedem Kapitel noch fehlt
  kamsite check --fail-on warning       auch Warnungen zählen (für Pipelines)
  kamsite check --format github         Anmerkungen in einem Pull Request
  kamsite check --format gitlab > gl-code-quality-report.json
""",
)
_FORMATS = ("text", "concise", "json", "github", "gitlab")
_FAIL_ON = {"error": Severity.ERROR, "warning": Severity.WARNING, "advice": Severity.ADVICE}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    arguments.add_plans(parser)
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help=both("how findings are written (default: text)", "wie die Befunde geschrieben werden (ohne Angabe: text)"),
    )
    parser.add_argument(
        "--fail-on",
        choices=(*_FAIL_ON, "never"),
        default="error",
        help=both(
            "the exit code is 1 from this severity on (default: error)",
            "ab diesem Schweregrad ist der Rückgabewert 1 (ohne Angabe: error)",
        ),
    )
    arguments.add_themes(parser)
    parser.add_argument(
        "--completeness",
        action="store_true",
        help=both("show what each chapter still lacks", "zeigen, was jedem Kapitel noch fehlt"),
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help=both("a clone without its full history is an error", "ein Klon ohne seine ganze Historie ist ein Fehler"),
    )
    arguments.add_color(parser)
    arguments.add_work(parser)
    arguments.add_language(parser)


@undisturbed()
def run(options: argparse.Namespace) -> int:
    """Checks and reports."""
    from kamsite.building.checking import check
    from kamsite.building.question import Question
    from kamsite.reporters import REPORTERS
    from kamsite.reporters.report import Report

    language = output.language_of(options)
    if wrong := output.no_plans(options.plans):
        return output.refuse(wrong, language)
    question = Question(options.plans, options.at, options.as_of, themes=options.themes, is_strict=options.strict)
    progress = output.Progress(language)
    try:
        checked = check(question, output.cache_of(options), options.jobs, progress.tell)
    except Exception as error:
        return output.refused(error, language)
    finally:
        progress.end()
    repository, commit = checked.snapshot.repository, checked.snapshot.commit
    report = Report(
        findings=checked.findings,
        scores=checked.scores,
        language=language,
        folder=output.folder_as_given(options.plans),
        prefix=repository.prefix.decode("utf-8", "replace").rstrip("/")
        if repository
        else output.folder_as_given(options.plans),
        commit=commit.id if commit else "",
        has_colour=output.has_colour(options.color, sys.stdout),
        shows_scores=options.completeness,
        line_of=_lines(checked.snapshot, checked.findings),
    )
    output.write(REPORTERS[options.format](report))
    limit = _FAIL_ON.get(options.fail_on)
    return int(limit is not None and any(finding.severity >= limit for finding in checked.findings))


def _lines(snapshot: "Snapshot", findings: Iterable[Finding]) -> Callable[[str, int], str | None]:
    """Gives the lines of files that findings name; of each file only these are held, however large it is."""
    wanted: dict[str, set[int]] = {}
    for finding in findings:
        for place in (finding.place, *(note.place for note in finding.notes)):
            wanted.setdefault(place.file, set()).add(place.line)
    known: dict[str, dict[int, str]] = {}

    def line_of(file: str, number: int) -> str | None:
        if file not in known:
            known[file] = _read_lines(snapshot, file, wanted.get(file, set()))
        return known[file].get(number)

    return line_of


def _read_lines(snapshot: "Snapshot", file: str, numbers: set[int]) -> dict[int, str]:
    """Some lines of a file by number; none where it cannot be read."""
    from kamsite.building.customerbase import LARGEST_TABLE
    from kamsite.source.surroundings import SourceError

    if file not in snapshot.files or not any(numbers):
        return {}
    try:
        content = snapshot.read(file, LARGEST_TABLE)
    except SourceError:
        return {}
    with TextIOWrapper(BytesIO(content), "utf-8-sig", "replace") as lines:
        return {number: line.rstrip("\n") for number, line in enumerate(lines, 1) if number in numbers}
