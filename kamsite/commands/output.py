"""What commands print: findings, progress, refusals, the summary line. Plain words, no stack traces."""

import argparse
import locale
import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Language, Text

if TYPE_CHECKING:
    from kamsite.building.site import BuildSummary
    from kamsite.source.snapshot import Snapshot

_WORDS = {
    Severity.ERROR: (Text("error", "Fehler"), Text("errors", "Fehler")),
    Severity.WARNING: (Text("warning", "Warnung"), Text("warnings", "Warnungen")),
    Severity.ADVICE: (Text("piece of advice", "Hinweis"), Text("pieces of advice", "Hinweise")),
}


def add_language(parser: argparse.ArgumentParser) -> None:
    """The argument for the language of messages."""
    parser.add_argument(
        "--language", choices=("de", "en"), help="the language of messages (default: that of the system)"
    )


def language_of(options: argparse.Namespace) -> Language:
    """The language of messages: as asked, else German where the system speaks German, else English."""
    if options.language in ("de", "en"):
        return "de" if options.language == "de" else "en"
    for name in ("KAMSITE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "de" if value.lower().startswith("de") else "en"
    return "de" if (locale.getlocale()[0] or "").startswith(("de", "German")) else "en"


def day(text: str) -> date:
    """A day as `2026-11-30` or `today`, for argparse."""
    if text == "today":
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-11-30, or 'today'") from None


def no_folder(folder: Path) -> Finding:
    """The finding that says that there is no such folder."""
    return Finding(
        "K020",
        Severity.ERROR,
        Place(str(folder)),
        Text(f"There is no folder '{folder}'.", f"Es gibt keinen Ordner „{folder}“."),
        Text(
            "Name the folder that holds your plans, or start one with `kamsite init`.",
            "Nennen Sie den Ordner mit Ihren Plänen, oder beginnen Sie einen mit `kamsite init`.",
        ),
    )


def refuse(finding: Finding, language: Language) -> int:
    """Says why nothing was done; gives back the exit code 2."""
    print(f"kamsite: {finding.place}: {finding.message.to(language)} [{finding.code}]", file=sys.stderr)
    if finding.hint:
        print(f"  {finding.hint.to(language)}", file=sys.stderr)
    return 2


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity there are, by its word."""
    found = {severity.word: 0 for severity in reversed(Severity)}
    for finding in findings:
        found[finding.severity.word] += 1
    return found


def in_words(findings: Iterable[Finding], language: Language) -> str:
    """The counts in words: `2 errors, 1 warning`."""
    found = counts(findings)
    pieces = []
    for severity in reversed(Severity):
        if number := found[severity.word]:
            pieces.append(f"{number} {_WORDS[severity][number > 1].to(language)}")
    return ", ".join(pieces)


def tell_findings(
    findings: tuple[Finding, ...], _snapshot: "Snapshot | None", language: Language, *, is_brief: bool
) -> None:
    """Prints errors, or with `is_brief` nothing but what the summary line says."""
    if is_brief:
        return
    for finding in findings:
        if finding.severity is Severity.ERROR:
            print(
                f"{finding.place}: {finding.severity.word}[{finding.code}] {finding.message.to(language)}",
                file=sys.stderr,
            )


def build_lines(summary: "BuildSummary", language: Language) -> Iterable[str]:
    """The summary of a build in a line or two."""
    found = in_words(summary.findings, language)
    if not summary.is_published:
        yield {
            "de": f"Nicht veröffentlicht: {found}. Die bisherige Seite bleibt. `kamsite check` zeigt alles, --keep-going baut trotzdem.",
            "en": f"Not published: {found}. The old site stays. `kamsite check` shows all of it, --keep-going builds all the same.",
        }[language]
        return
    tail = {"de": f"; {found} (`kamsite check`)", "en": f"; {found} (`kamsite check`)"}[language] if found else ""
    yield {
        "de": f"{summary.accounts} Kunden, {summary.pages} Seiten ({summary.written} neu) in {summary.seconds:.1f} s → {summary.out}/index.html{tail}",
        "en": f"{summary.accounts} accounts, {summary.pages} pages ({summary.written} new) in {summary.seconds:.1f} s → {summary.out}/index.html{tail}",
    }[language]
    if summary.foreign:
        names = ", ".join(summary.foreign[:5])
        yield {
            "de": f"Nicht von kamsite und deshalb unberührt: {names}",
            "en": f"Not made by kamsite and left alone: {names}",
        }[language]


class Progress:
    """A line on the terminal that counts the accounts; silent where nobody looks."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._is_shown = sys.stderr.isatty()
        self._is_begun = False

    def tell(self, done: int, total: int) -> None:
        """Shows how many of how many are done."""
        if self._is_shown and total > 1:
            word = {"de": "Kunden", "en": "accounts"}[self._language]
            print(f"\r{done}/{total} {word} …", end="", file=sys.stderr, flush=True)
            self._is_begun = True

    def end(self) -> None:
        """Removes the line."""
        if self._is_begun:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
