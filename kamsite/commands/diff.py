"""Compare two versions of the plans by meaning: what changed, what is a decision, what follows from it.

Without revisions your files are compared with the last commit. Each change is a sentence; decisions come first, what is
only written in another way is counted. Exit code 0: compared; 1: changes at or above --fail-on; 2: a file on either
side cannot be read, or nothing could be compared at all.
"""

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.building.undisturbed import undisturbed
from kamsite.commands import arguments, output
from kamsite.language import Text, both

if TYPE_CHECKING:
    from markupsafe import Markup

    from kamsite.compare.change import Comparison
    from kamsite.compare.tables import TableChange
    from kamsite.language import Language

GERMAN = """Vergleicht zwei Versionen der Pläne nach ihrem Sinn: was sich änderte, was eine Entscheidung ist, was
daraus folgt.

Ohne Revisionen werden Ihre Dateien mit dem letzten Commit verglichen. Jede Änderung ist ein Satz; Entscheidungen
stehen vorn, was nur anders geschrieben ist, wird gezählt. Rückgabewert 0: verglichen; 1: Änderungen ab --fail-on;
2: Eine Datei auf einer der beiden Seiten ist nicht lesbar, oder es war gar nichts zu vergleichen.
"""
EXAMPLES = Text(
    """examples:
  kamsite diff                             what you have not committed yet
  kamsite diff main                        your files against main
  kamsite diff main...HEAD                 what this branch changed since it left main
  kamsite diff v2026.1 v2026.2 nordwind    between two tags, one account
  kamsite diff 'main@{1 week ago}' main    what came in during a week
  kamsite diff main...HEAD --fail-on decision --no-pager
  kamsite diff main...HEAD --format markdown --output comment.md
  kamsite diff v2026.1 --format html --output changes.html
""",
    """Beispiele:
  kamsite diff                             was Sie noch nicht committet haben
  kamsite diff main                        Ihre Dateien gegen main
  kamsite diff main...HEAD                 was dieser Branch geändert hat, seit er von main abging
  kamsite diff v2026.1 v2026.2 nordwind    zwischen zwei Tags, ein Kunde
  kamsite diff 'main@{1 week ago}' main    was in einer Woche hinzukam
  kamsite diff main...HEAD --fail-on decision --no-pager
  kamsite diff main...HEAD --format markdown --output comment.md
  kamsite diff v2026.1 --format html --output changes.html
""",
)
_FORMATS = ("text", "markdown", "html", "json")
_LEVELS = ("cosmetic", "content", "decision")
_WIDEST, _NARROWEST = 120, 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "words",
        nargs="*",
        metavar="[BASE [HEAD]] [ACCOUNT ...]",
        help=both(
            "revisions as git names them (a commit, a tag, A..B, A...B for what B changed since it left A), then "
            "accounts by their folder",
            "Revisionen, wie Git sie nennt (ein Commit, ein Tag, A..B, A...B für das, was B geändert hat, seit es von "
            "A abging), danach Kunden mit dem Namen ihres Ordners",
        ),
    )
    parser.add_argument(
        "--account",
        action="append",
        default=[],
        metavar="ACCOUNT",
        help=both("an account, also where git knows the word", "ein Kunde, auch wo Git das Wort kennt"),
    )
    arguments.add_plans_folder(parser)
    parser.add_argument(
        "--edition",
        metavar="NAME",
        help=both(
            "as this edition shows the plans (default: the first edition)",
            "so, wie diese Ausgabe die Pläne zeigt (ohne Angabe: die erste Ausgabe)",
        ),
    )
    parser.add_argument(
        "--level",
        choices=_LEVELS,
        default="content",
        help=both(
            "the least that is shown; the rest is counted", "was mindestens gezeigt wird; das Übrige wird gezählt"
        ),
    )
    parser.add_argument(
        "--fail-on",
        choices=(*_LEVELS, "never"),
        default="never",
        help=both("the exit code is 1 from this level on", "ab dieser Stufe ist der Rückgabewert 1"),
    )
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help=both("how it is written (default: text)", "wie es geschrieben wird (ohne Angabe: text)"),
    )
    parser.add_argument(
        "--link",
        default="",
        metavar="URL",
        help=both("where all of it is, for Markdown that is shortened", "wo alles steht, für gekürztes Markdown"),
    )
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help=both("write it to a file", "in eine Datei schreiben")
    )
    arguments.add_no_pager(parser)
    arguments.add_color(parser)
    arguments.add_language(parser)


@undisturbed()
def run(options: argparse.Namespace) -> int:
    """Compares and tells; the exit code."""
    from kamsite.compare.change import Level
    from kamsite.reporters.comparison import WRITERS, styles
    from kamsite.reporters.comparison.arrange import ComparisonReport

    language = output.language_of(options)
    if wrong := output.no_plans(options.plans):
        return output.refuse(wrong, language)
    try:
        comparison, other_files, maps, tables = _compared(options, language)
        report = ComparisonReport(
            comparison,
            language,
            Level[options.level.upper()],
            output.folder_as_given(options.plans),
            other_files,
            options.edition or "",
            options.link,
            has_colour=output.has_colour(options.color, sys.stdout) and options.output is None,
            styles=styles() if options.format == "html" else {},
            maps=maps,
            tables=tables,
            width=max(_NARROWEST, min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)),
        )
        _show(WRITERS[options.format](report), options)
    except Exception as error:
        return output.refused(error, language)
    if comparison.unreadable:
        return 2
    limit = None if options.fail_on == "never" else Level[options.fail_on.upper()]
    level = comparison.level
    return int(limit is not None and level is not None and level >= limit)


def _compared(
    options: argparse.Namespace, language: "Language"
) -> tuple["Comparison", tuple[tuple[str, str], ...], dict[str, "Markup"], tuple["TableChange", ...]]:
    """What changed, other files that differ, for a page the power maps with their changes, by plan; and tables."""
    from kamsite.building.question import Question
    from kamsite.building.sides import changed_maps, changed_tables, find_versions, other_files, read_sides
    from kamsite.commands import comparing
    from kamsite.compare.sides import compare
    from kamsite.compare.tables import with_tables
    from kamsite.model.folder import PROGRAMME

    asked = comparing.sort_words(options.words, options.plans, options.account)
    versions = find_versions(options.plans, asked.revisions)
    comparing.require(asked.accounts, versions)
    question = Question(options.plans, edition=options.edition)
    before, after, criteria = read_sides(versions, question, {id_.partition("/")[0] for id_ in asked.accounts})
    is_of_all = not asked.accounts or PROGRAMME in asked.accounts
    tables = changed_tables(versions, question) if is_of_all else ()
    compared = with_tables(compare(before, after, criteria), tables, criteria.levels)
    comparison = comparing.only(compared, asked.accounts)
    others = () if asked.accounts else other_files(versions, question)
    maps = changed_maps(comparison, before, after, criteria, language) if options.format == "html" else {}
    return comparison, others, maps, tables


def _show(text: str, options: argparse.Namespace) -> None:
    """To a file, to a pager, or to standard output."""
    from kamsite.commands import pager
    from kamsite.output.files import write_whole

    if options.output is not None:
        write_whole(options.output, text.encode("utf-8"))
    elif options.format == "text" and not options.no_pager:
        pager.page(text)
    else:
        output.write(text)
