"""Build the site of a folder of plans.

The site is published in one step: readers see the old site or the new one. Errors in plans stop the publication and
the old site stays, unless --keep-going is given.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.building.undisturbed import undisturbed
from kamsite.commands import arguments, output
from kamsite.diagnostics import Severity, in_words
from kamsite.language import Language, Text, both

if TYPE_CHECKING:
    from kamsite.building.question import BuildSummary

_MOST_ERRORS = 20
GERMAN = """Baut die Seite zu einem Ordner mit Plänen.

Die Seite wird in einem Schritt veröffentlicht: Leser sehen die alte oder die neue. Fehler in Plänen halten die
Veröffentlichung auf, und die alte Seite bleibt, außer mit --keep-going.
"""
EXAMPLES = Text(
    """examples:
  kamsite build                          build ./plans into ./build
  kamsite build --edition customer       what the customer may see
  kamsite build --at v2026.1 --out old   as of a tag or a commit
  kamsite build --as-of today            judge 'overdue' and 'stale' as of today
  kamsite build --keep-going             publish what is sound, show the findings in place of what is not
""",
    """Beispiele:
  kamsite build                          baut ./plans nach ./build
  kamsite build --edition customer       was der Kunde sehen darf
  kamsite build --at v2026.1 --out old   im Stand eines Tags oder Commits
  kamsite build --as-of today            „überfällig“ und „veraltet“ zu heute beurteilen
  kamsite build --keep-going             veröffentlichen, was in Ordnung ist; sonst stehen dort die Befunde
""",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    arguments.add_plans(parser)
    parser.add_argument(
        "--out",
        default=Path("build"),
        type=Path,
        metavar="DIR",
        help=both("where to (default: build)", "wohin (ohne Angabe: build)"),
    )
    arguments.add_edition(parser)
    arguments.add_themes(parser)
    parser.add_argument(
        "--strict",
        action="store_true",
        help=both("a clone without its full history is an error", "ein Klon ohne seine ganze Historie ist ein Fehler"),
    )
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help=both("publish in spite of errors in plans", "trotz Fehlern in Plänen veröffentlichen"),
    )
    parser.add_argument(
        "--json", action="store_true", help=both("print the summary as JSON", "die Zusammenfassung als JSON ausgeben")
    )
    arguments.add_work(parser)
    arguments.add_language(parser)


@undisturbed()
def run(options: argparse.Namespace) -> int:
    """Builds and says what was built."""
    from kamsite.building.build import build
    from kamsite.building.question import BuildOptions, Question

    language = output.language_of(options)
    if wrong := output.no_plans(options.plans):
        return output.refuse(wrong, language)
    question = Question(options.plans, options.at, options.as_of, options.edition, options.themes, options.strict)
    wanted = BuildOptions(question, options.out, options.jobs, options.keep_going, output.cache_of(options))
    progress = output.Progress(language)
    try:
        summary = build(wanted, progress.tell)
    except Exception as error:
        return output.refused(error, language)
    finally:
        progress.end()
    if options.json:
        output.write(json.dumps(_as_json(summary), ensure_ascii=False, indent=2) + "\n")
    else:
        _tell(summary, options.plans, language)
    return 0 if summary.is_published else 1


def _as_json(summary: "BuildSummary") -> dict[str, object]:
    commit = summary.snapshot.commit if summary.snapshot else None
    return {
        "version": 1,
        "out": str(summary.out),
        "commit": commit.id if commit else None,
        "published": summary.is_published,
        "accounts": summary.accounts,
        "pages": summary.pages,
        "drawn": summary.drawn,
        "written": summary.written,
        "seconds": round(summary.seconds, 3),
        "findings": dict(summary.counts),
        "foreign": list(summary.foreign),
    }


def _tell(summary: "BuildSummary", plans: Path, language: Language) -> None:
    """Prints the errors that stopped a build, then one line that sums it up."""
    is_german = language == "de"
    found = in_words(summary.counts, language)
    if not summary.is_published:
        errors = [finding for finding in summary.findings if finding.severity is Severity.ERROR]
        for finding in errors[:_MOST_ERRORS]:
            print(
                f"{output.path_of(plans, finding.place)}: [{finding.code}] {finding.message.to(language)}",
                file=sys.stderr,
            )
        if len(errors) > _MOST_ERRORS:
            print(f"… {len(errors) - _MOST_ERRORS} {'weitere' if is_german else 'more'}", file=sys.stderr)
        print(
            f"Nicht veröffentlicht: {found}. Die bisherige Seite bleibt, wie sie war.\n"
            "`kamsite check` zeigt alles mit Tipps; --keep-going baut trotzdem."
            if is_german
            else f"Not published: {found}. The old site stays as it was.\n"
            "`kamsite check` shows everything with hints; --keep-going builds all the same.",
            file=sys.stderr,
        )
        return
    names = ("Kunde", "Kunden") if is_german else ("account", "accounts")
    accounts = names[summary.accounts != 1]
    pages, new = ("Seiten", "Dateien neu") if is_german else ("pages", "files new")
    line = (
        f"{summary.accounts} {accounts}, {summary.pages} {pages} ({summary.written} {new}) in {summary.seconds:.1f} s"
    )
    tail = f" · {found} (kamsite check)" if found else ""
    output.write(f"{line} → {summary.out / 'index.html'}{tail}\n")
    if summary.foreign:
        told = "Nicht von kamsite, bleibt unberührt" if is_german else "Not made by kamsite, left alone"
        output.write(f"{told}: {', '.join(summary.foreign[:5])}{' …' if len(summary.foreign) > 5 else ''}\n")
