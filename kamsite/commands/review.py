"""Review a change for a pull request: compare it with where it left its base, check all plans, build a preview.

Everything lies in one folder then: comment.md for the request, changes.html and changes.json with the whole comparison,
and the site as it would be in preview/. The plans are those of the last commit, whatever lies in the work tree.
Exit code 0: reviewed; 1: something at or above --fail-on; 2: nothing could be reviewed at all, as in a shallow clone.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.building.undisturbed import undisturbed
from kamsite.commands import arguments, output
from kamsite.diagnostics import Finding, Severity, counted, in_words
from kamsite.language import Language, Text, both

if TYPE_CHECKING:
    from kamsite.building.checking import Checked
    from kamsite.building.question import BuildSummary, Question
    from kamsite.compare.change import Comparison
    from kamsite.reporters.comparison.arrange import ComparisonReport

GERMAN = """Begutachtet eine Änderung für einen Pull Request: vergleicht, prüft alle Pläne und baut eine Vorschau.

Danach liegt alles in einem Ordner: comment.md für den Pull Request, changes.html und changes.json mit dem ganzen
Vergleich, und in preview/ die Seite, wie sie wäre. Es gelten die Pläne des letzten Commits, was auch immer sonst
hier liegt.
Rückgabewert 0: begutachtet; 1: etwas ab --fail-on; 2: nichts zu begutachten, etwa in einem flachen Klon.
"""
EXAMPLES = Text(
    """examples:
  kamsite review --base main                        into ./review
  kamsite review --base origin/main --annotations github
  kamsite review --base main --code-quality gl-code-quality-report.json
  kamsite review --base main --fail-on decision     also where a decision changed
""",
    """Beispiele:
  kamsite review --base main                        nach ./review
  kamsite review --base origin/main --annotations github
  kamsite review --base main --code-quality gl-code-quality-report.json
  kamsite review --base main --fail-on decision     auch wenn sich eine Entscheidung änderte
""",
)
_FAIL_ON = ("error", "warning", "decision", "never")
_WRITTEN = Text(
    "Written to {}: comment.md, changes.html, changes.json",
    "Nach {} geschrieben: comment.md, changes.html, changes.json",
)
_PREVIEW = Text("preview/ ({} accounts, {} pages)", "preview/ ({} Kunden, {} Seiten)")
_CHECKED = Text("Check of all plans: {}.", "Prüfung aller Pläne: {}.")
_SOUND = Text("no findings", "keine Befunde")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "--base",
        default="main",
        metavar="REVISION",
        help=both("what the change is for (default: main)", "wofür die Änderung ist (ohne Angabe: main)"),
    )
    parser.add_argument(
        "--head",
        default="HEAD",
        metavar="REVISION",
        help=both("the change (default: HEAD)", "die Änderung (ohne Angabe: HEAD)"),
    )
    arguments.add_plans_folder(parser)
    parser.add_argument(
        "--out",
        default=Path("review"),
        type=Path,
        metavar="DIR",
        help=both("where to (default: review)", "wohin (ohne Angabe: review)"),
    )
    parser.add_argument(
        "--comment",
        type=Path,
        metavar="FILE",
        help=both(
            "the comment there (default: comment.md in --out)",
            "der Kommentar dorthin (ohne Angabe: comment.md in --out)",
        ),
    )
    parser.add_argument(
        "--no-preview", action="store_true", help=both("build no preview of the site", "keine Vorschau der Seite bauen")
    )
    arguments.add_edition(parser)
    arguments.add_themes(parser)
    parser.add_argument(
        "--link",
        default="",
        metavar="URL",
        help=both("where the whole comparison can be seen", "wo der ganze Vergleich zu sehen ist"),
    )
    parser.add_argument(
        "--preview-link",
        default="",
        metavar="URL",
        help=both("where the preview can be seen", "wo die Vorschau zu sehen ist"),
    )
    parser.add_argument(
        "--annotations",
        choices=("github", "none"),
        default="none",
        help=both("findings beside the lines of the request", "Befunde neben den Zeilen des Änderungsantrags"),
    )
    parser.add_argument(
        "--code-quality",
        type=Path,
        metavar="FILE",
        help=both("findings as GitLab's Code Quality report", "Befunde als Code-Quality-Bericht für GitLab"),
    )
    parser.add_argument(
        "--level",
        choices=("cosmetic", "content", "decision"),
        default="content",
        help=both("the least that is told", "was mindestens gesagt wird"),
    )
    parser.add_argument(
        "--fail-on",
        choices=_FAIL_ON,
        default="error",
        help=both(
            "the exit code is 1 from this on (default: error)", "ab hier ist der Rückgabewert 1 (ohne Angabe: error)"
        ),
    )
    arguments.add_work(parser)
    arguments.add_language(parser)


@undisturbed()
def run(options: argparse.Namespace) -> int:
    """Reviews and says what was found; the exit code."""
    language = output.language_of(options)
    if wrong := output.no_plans(options.plans):
        return output.refuse(wrong, language)
    progress = output.Progress(language)
    try:
        code = _review(options, language, progress)
    except Exception as error:
        return output.refused(error, language)
    finally:
        progress.end()
    return code


def _review(options: argparse.Namespace, language: Language, progress: output.Progress) -> int:
    from kamsite.building.checking import check
    from kamsite.building.question import Question
    from kamsite.building.reviewing import find_change
    from kamsite.building.sides import changed_maps, changed_tables, other_files, read_sides
    from kamsite.compare.change import Level
    from kamsite.compare.sides import compare
    from kamsite.compare.tables import with_tables
    from kamsite.reporters import comparison as formats
    from kamsite.reporters.comparison.arrange import ComparisonReport

    change = find_change(options.plans, options.base, options.head)
    question = Question(options.plans, change.head, edition=options.edition, themes=options.themes, is_strict=True)
    before, after, criteria = read_sides(change.versions, question)
    tables = changed_tables(change.versions, question)
    compared = with_tables(compare(before, after, criteria), tables, criteria.levels)
    checked = check(question, output.cache_of(options), options.jobs, progress.tell, names_everybody=False)
    report = ComparisonReport(
        compared,
        language,
        Level[options.level.upper()],
        output.folder_as_given(options.plans),
        other_files(change.versions, question),
        options.edition or "",
        options.link,
        styles=formats.styles(),
        maps=changed_maps(compared, before, after, criteria, language),
        tables=tables,
    )
    summary = None if options.no_preview else _preview(options, question, progress)
    _write(options, report, checked.findings)
    progress.end()
    if options.annotations == "github":
        output.write(_annotations(options, checked, _worth_annotating(checked.findings, compared), language))
    if options.code_quality:
        _save(options.code_quality, _annotations(options, checked, checked.findings, language, "gitlab"))
    _tell(options, report, checked.findings, summary)
    return _code(options.fail_on, checked.findings, compared)


def _preview(options: argparse.Namespace, question: "Question", progress: output.Progress) -> "BuildSummary":
    from kamsite.building.build import build
    from kamsite.building.question import BuildOptions

    wanted = BuildOptions(question, options.out / "preview", options.jobs, True, output.cache_of(options))
    return build(wanted, progress.tell)


def _write(options: argparse.Namespace, report: "ComparisonReport", findings: Sequence[Finding]) -> None:
    """The comment, and the comparison as a page and as JSON."""
    from kamsite.reporters import comparison as formats
    from kamsite.reporters.comparison import comment

    _save(options.out / "changes.html", formats.WRITERS["html"](report))
    _save(options.out / "changes.json", formats.WRITERS["json"](report))
    review = comment.Review(report, findings, options.preview_link)
    _save(options.comment or options.out / "comment.md", comment.write(review))


def _save(file: Path, text: str) -> None:
    """Writes a file whole, or not at all."""
    from kamsite.output.files import write_whole

    write_whole(file, text.encode("utf-8"))


def _worth_annotating(findings: Sequence[Finding], compared: "Comparison") -> list[Finding]:
    """The errors and what the change brought; hosts show only a few, so what was there before stays in the log."""
    new = {(finding.code, finding.place) for one in compared.all for finding in one.appeared}
    return [one for one in findings if one.severity is Severity.ERROR or (one.code, one.place) in new]


def _annotations(
    options: argparse.Namespace,
    checked: "Checked",
    findings: Iterable[Finding],
    language: Language,
    form: str = "github",
) -> str:
    from kamsite.reporters import REPORTERS
    from kamsite.reporters.report import Report

    repository, commit = checked.snapshot.repository, checked.snapshot.commit
    return REPORTERS[form](
        Report(
            findings=tuple(findings),
            scores=(),
            language=language,
            folder=output.folder_as_given(options.plans),
            prefix=repository.prefix.decode("utf-8", "replace").rstrip("/") if repository else "",
            commit=commit.id if commit else "",
            has_colour=False,
            shows_scores=False,
            line_of=lambda _file, _line: None,
        )
    )


def _tell(
    options: argparse.Namespace, report: "ComparisonReport", findings: Sequence[Finding], summary: "BuildSummary | None"
) -> None:
    """The comparison in words, what the check found, what was written where."""
    from kamsite.reporters.comparison import WRITERS

    has_colour = output.has_colour("auto", sys.stdout)
    output.write(WRITERS["text"](replace(report, has_colour=has_colour)))
    found = in_words(counted(findings), report.language) or report.say(_SOUND)
    written = report.say(_WRITTEN, options.out)
    if summary is not None:
        written += ", " + report.say(_PREVIEW, summary.accounts, summary.pages)
    output.write(f"\n{report.say(_CHECKED, found)}\n{written}\n")


def _code(limit: str, findings: Iterable[Finding], compared: "Comparison") -> int:
    from kamsite.compare.change import Level

    worst = max((finding.severity for finding in findings), default=None)
    if limit == "never":
        return 0
    if worst is not None and worst >= (Severity.WARNING if limit == "warning" else Severity.ERROR):
        return 1
    return int(limit == "decision" and compared.level is Level.DECISION)
