"""Build the site of a folder of plans.

The site is published in one step: readers see the old site or the new one. Errors in plans stop the publication and
the old site stays, unless --keep-going is given.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.commands import output
from kamsite.language import Language

if TYPE_CHECKING:
    from kamsite.building.site import BuildSummary

EXAMPLES = """examples:
  kamsite build                          build ./plans into ./build
  kamsite build --edition customer       what the customer may see
  kamsite build --at v2026.1 --out old   as of a tag or a commit
  kamsite build --keep-going             publish what is sound, show the findings in place of what is not
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "plans", nargs="?", default="plans", type=Path, metavar="PLANS", help="the folder of plans (default: plans)"
    )
    parser.add_argument(
        "--out", default=Path("build"), type=Path, metavar="DIR", help="where the site goes (default: build)"
    )
    parser.add_argument(
        "--edition", metavar="NAME", help="who will read it; site.yaml defines the editions (default: the first)"
    )
    parser.add_argument("--at", metavar="COMMIT", help="build the plans as of a commit, tag or branch")
    parser.add_argument(
        "--as-of",
        type=output.day,
        metavar="DATE",
        help="judge 'overdue' and 'stale' as of this day (default: the commit's)",
    )
    parser.add_argument(
        "--jobs", default=0, type=int, metavar="N", help="how many processes work (default: one for each core)"
    )
    parser.add_argument(
        "--themes",
        default=Path("themes"),
        type=Path,
        metavar="DIR",
        help="the folder of your own themes (default: themes)",
    )
    parser.add_argument("--strict", action="store_true", help="refuse a clone without its full history")
    parser.add_argument("--keep-going", action="store_true", help="publish in spite of errors in plans")
    parser.add_argument("--no-cache", action="store_true", help="remember nothing from earlier builds")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    output.add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Builds and says what was built."""
    from kamsite.building.site import BuildOptions, build
    from kamsite.output.memo import cache_folder

    wanted = BuildOptions(
        plans=options.plans,
        out=options.out,
        edition=options.edition,
        at=options.at,
        as_of=options.as_of,
        themes=options.themes,
        jobs=max(0, options.jobs),
        is_strict=options.strict,
        keep_going=options.keep_going,
        cache=None if options.no_cache else cache_folder(),
    )
    language = output.language_of(options)
    if not options.plans.is_dir():
        return output.refuse(output.no_folder(options.plans), language)
    progress = output.Progress(language)
    try:
        summary = build(wanted, progress.tell)
    except Exception as error:
        progress.end()
        finding = getattr(error, "finding", None)
        if finding is None:
            raise
        return output.refuse(finding, language)
    progress.end()
    if options.json:
        print(json.dumps(_as_json(summary), ensure_ascii=False, indent=2))
    else:
        _tell(summary, language)
    return 0 if summary.is_published else 1


def _as_json(summary: "BuildSummary") -> dict[str, object]:
    counts = output.counts(summary.findings)
    return {
        "version": 1,
        "out": str(summary.out),
        "published": summary.is_published,
        "accounts": summary.accounts,
        "pages": summary.pages,
        "drawn": summary.drawn,
        "written": summary.written,
        "seconds": round(summary.seconds, 3),
        "findings": counts,
        "foreign": list(summary.foreign),
    }


def _tell(summary: "BuildSummary", language: Language) -> None:
    output.tell_findings(summary.findings, summary.snapshot, language, is_brief=summary.is_published)
    for line in output.build_lines(summary, language):
        print(line, file=sys.stdout if summary.is_published else sys.stderr)
