"""What commands share in speaking: refusals, progress, languages. Plain words, no stack traces."""

import argparse
import locale
import os
import sys
import traceback
from pathlib import Path
from typing import TextIO

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Language, Text, WrittenLanguage

_PIECE = 8192


def language_of(options: argparse.Namespace) -> Language:
    """The language of messages: as asked, else German where the system speaks German, else English."""
    if options.language:
        return "de" if options.language == "de" else "en"
    return system_language()


def system_language() -> WrittenLanguage:
    """German where the system speaks German, else English."""
    for name in ("KAMSITE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "de" if value.lower().startswith("de") else "en"
    return "de" if (locale.getlocale()[0] or "").startswith(("de", "German")) else "en"


def cache_of(options: argparse.Namespace) -> Path | None:
    """Where results are remembered; None where nothing is to be."""
    from kamsite.output.memo import cache_folder

    return None if options.no_cache else cache_folder()


def has_colour(wanted: str, stream: TextIO) -> bool:
    """Whether to colour: as asked, else on a terminal unless NO_COLOR is set."""
    if wanted != "auto":
        return wanted == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write(text: str) -> None:
    """Writes to standard output: to a terminal what it can show, to a file or a program always UTF-8."""
    stream = sys.stdout
    encoding = stream.encoding or "utf-8"
    if stream.isatty():
        text = text.encode(encoding, "replace").decode(encoding)
    stream.flush()
    # In pieces: an unbuffered stream (PYTHONUNBUFFERED) does not tell when a reader went away amid a large one.
    for start in range(0, len(text), _PIECE):
        piece = text[start : start + _PIECE]
        if stream.isatty() or is_utf8(encoding):
            stream.write(piece)
        else:
            stream.buffer.write(piece.encode("utf-8"))
    stream.flush()


def is_utf8(encoding: str) -> bool:
    """Whether this is a name of UTF-8."""
    return encoding.lower().replace("_", "-") in ("utf-8", "utf8")


def path_of(plans: Path, place: Place) -> str:
    """A place in the plans folder as a path that the user can open."""
    return str(plans) if place.file == "." else f"{plans}/{place}"


def folder_as_given(folder: Path) -> str:
    """The folder as the user named it, without a slash at the end; "" for the one in which we are."""
    text = folder.as_posix().rstrip("/")
    return "" if text == "." else text


def no_plans(folder: Path) -> Finding | None:
    """K020, where a folder that the user named cannot be that of the plans: it is missing, or another one is meant."""
    if folder.is_file():
        return _not_there(folder, Text("This is a file, not a folder.", "Dies ist eine Datei, kein Ordner."))
    if not folder.is_dir():
        return _not_there(folder, _MISSING, _hint_from(folder.parent))
    if (folder / "plan.yaml").is_file():
        return _one_plan(folder)
    if not _holds_plans(folder) and _holds_plans(folder / "plans"):
        return _plans_below(folder)
    return None


def no_folder(folder: Path) -> Finding:
    """K020: a folder that must be there is not."""
    return _not_there(folder, _MISSING)


_MISSING = Text("There is no such folder.", "Diesen Ordner gibt es nicht.")
_START = Text(
    "Name the folder that holds your plans, or start one with `kamsite init`.",
    "Nennen Sie den Ordner mit Ihren Plänen, oder beginnen Sie einen mit `kamsite init`.",
)
_INSIDE = Text(
    "You are inside the folder of plans: go up one folder with `cd ..`, or name the folder, which here is a dot.",
    "Sie sind schon im Ordner der Pläne: Gehen Sie mit `cd ..` einen Ordner nach oben, oder nennen Sie den Ordner, "
    "hier also einen Punkt.",
)


def _holds_plans(folder: Path) -> bool:
    names = ("site.yaml", "staff.yaml")
    return any((folder / name).is_file() for name in names) or any(folder.glob("*/plan.yaml"))


def _not_there(folder: Path, message: Text, hint: Text = _START) -> Finding:
    return Finding("K020", Severity.ERROR, Place(str(folder)), message, hint)


def _hint_from(folder: Path) -> Text:
    """What to do where a folder is not there, from what lies beside it."""
    if (folder / "plan.yaml").is_file():
        return _named(_above(folder))
    return _INSIDE if _holds_plans(folder) else _START


def _above(plan: Path) -> str:
    """The folder that holds the plans of all customers, from the folder of one."""
    above = plan.resolve().parent
    while (above / "plan.yaml").is_file() or above.name == "divisions":
        above = above.parent
    return os.path.relpath(above)


def _named(meant: str) -> Text:
    return Text(f"The folder of all plans is {meant}", f"Der Ordner mit allen Plänen ist {meant}")


def _one_plan(folder: Path) -> Finding:
    message = Text(
        "This is the plan of one customer; what is needed is the folder that holds all of them.",
        "Dies ist der Plan eines Kunden; gebraucht wird der Ordner, der alle enthält.",
    )
    return _not_there(folder, message, _named(_above(folder)))


def _plans_below(folder: Path) -> Finding:
    message = Text(
        "This is not the folder of the plans: that lies in it.", "Dies ist nicht der Ordner der Pläne: Der liegt darin."
    )
    return _not_there(folder, message, _named(str(folder / "plans")))


def refused(error: Exception, language: Language) -> int:
    """Says in plain words why nothing could be done; gives back the exit code 2."""
    if isinstance(error, BrokenPipeError):
        # Whoever reads has seen enough: `kamsite log … | head`.
        raise error
    finding = getattr(error, "finding", None)
    if isinstance(finding, Finding):
        return refuse(finding, language)
    if os.environ.get("KAMSITE_DEBUG"):
        traceback.print_exc()
    told = Text(
        f"kamsite failed ({type(error).__name__}: {error}). This is a mistake in kamsite: please report it.\n"
        "  KAMSITE_DEBUG=1 shows the details.",
        f"kamsite ist gescheitert ({type(error).__name__}: {error}). Das ist unser Fehler: Bitte melden Sie ihn.\n"
        "  KAMSITE_DEBUG=1 zeigt Einzelheiten.",
    )
    print(f"kamsite: {told.to(language)}", file=sys.stderr)
    return 2


def refuse(finding: Finding, language: Language) -> int:
    """Says why nothing was done and what to do next; gives back the exit code 2."""
    where = "" if finding.place.file == "." else f"{finding.place}: "
    print(f"kamsite: {where}[{finding.code}] {finding.message.to(language)}", file=sys.stderr)
    if finding.hint:
        print(f"  {finding.hint.to(language)}", file=sys.stderr)
    return 2


class Progress:
    """A line on the terminal that counts the accounts; silent where nobody looks."""

    def __init__(self, language: Language) -> None:
        self._word = "Kunden" if language == "de" else "accounts"
        self._is_shown = sys.stderr.isatty()
        self._is_begun = False

    def tell(self, done: int, total: int) -> None:
        """Shows how many of how many are done."""
        if self._is_shown and total > 1:
            print(f"\r{done}/{total} {self._word} …", end="", file=sys.stderr, flush=True)
            self._is_begun = True

    def end(self) -> None:
        """Removes the line."""
        if self._is_begun:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._is_begun = False
