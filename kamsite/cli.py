"""The command line: `kamsite COMMAND`. Exit codes: 0 sound, 1 findings, 2 usage or surroundings.

Only the command that was asked for is imported, so that `kamsite --help` and a build with nothing to do start fast.
"""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any, NoReturn, cast

from kamsite import __version__
from kamsite.commands.parsing import CommandParser, language_in
from kamsite.language import Text

_COMMANDS = {
    "check": Text(
        "find what is wrong, weak or missing in a folder of plans",
        "findet, was in einem Ordner mit Plänen falsch, schwach oder unvollständig ist",
    ),
    "build": Text("build the site", "baut die Seite"),
    "serve": Text(
        "show the site while you write, and rebuild it when a file is saved",
        "zeigt die Seite beim Schreiben und baut sie bei jedem Speichern neu",
    ),
    "init": Text("start a folder of plans in a new repository", "beginnt einen Ordner mit Plänen in einem Repository"),
    "new": Text("add the plan of a customer", "legt den Plan eines Kunden an"),
    "diff": Text("compare two versions of the plans by meaning", "vergleicht zwei Versionen der Pläne nach ihrem Sinn"),
    "review": Text(
        "compare, check and preview a change, for the pipeline of a pull request",
        "vergleicht und prüft eine Änderung und baut eine Vorschau, für die Pipeline eines Pull Requests",
    ),
    "git-setup": Text(
        "let git merge and compare plans by meaning in this clone",
        "lässt Git in diesem Klon Pläne nach ihrem Sinn zusammenführen und vergleichen",
    ),
    "blame": Text(
        "show who set each value of a plan, when and why",
        "zeigt, wer jeden Wert eines Plans wann und warum gesetzt hat",
    ),
    "log": Text(
        "show the versions of a plan, each with what it changed",
        "zeigt die Versionen eines Plans, jede mit dem, was sie änderte",
    ),
    "person": Text(
        "print all that the plans hold on one person", "druckt alles, was die Pläne über eine Person enthalten"
    ),
    "diff-driver": Text(
        "tell what changed in a file of a plan; git calls this", "sagt, was sich in einer Plandatei änderte; für Git"
    ),
    "merge-driver": Text(
        "merge two versions of a file of a plan; git calls this",
        "führt zwei Versionen einer Plandatei zusammen; für Git",
    ),
    "explain": Text("explain a finding, such as K301", "erklärt einen Befund, etwa K301"),
    "format": Text("print the reference of the plan format", "druckt die Beschreibung des Planformats"),
}
_ABOUT = Text(
    "Account plans as code: key account plans in git, checked, versioned, shown as an intranet site.",
    "Kundenpläne als Code: Key-Account-Pläne in Git, geprüft, mit Versionen, gezeigt als Intranet-Seite.",
)
_EXAMPLES = Text(
    """examples:
  kamsite init our-plans        start a repository of plans
  kamsite check                 check the plans in ./plans
  kamsite build                 build the site into ./build
  kamsite serve                 write, save, look
""",
    """Beispiele:
  kamsite init unsere-plaene    ein Repository für Pläne beginnen
  kamsite check                 die Pläne in ./plans prüfen
  kamsite build                 die Seite nach ./build bauen
  kamsite serve                 schreiben, speichern, ansehen
""",
)
_VERSION = Text("show the version of kamsite", "die Version von kamsite zeigen")


def run() -> NoReturn:
    """The program. It ends at once: the system takes back all memory faster than Python gives back every value."""
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        raise SystemExit(code) from None
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and gives back the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser(given)
    if not given:
        parser.print_help(sys.stderr)
        return 2
    options = parser.parse_args(given)
    before = _end_cleanly()
    try:
        return int(options.run(options))
    except KeyboardInterrupt as stopped:
        print("\nkamsite: stopped.", file=sys.stderr)
        return 128 + (stopped.args[0] if stopped.args else signal.SIGINT)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def _end_cleanly() -> Any:
    """Lets whoever ends this program do so as Ctrl+C does: what it had begun is cleared away. Gives back what was."""

    def stop(number: int, _frame: object) -> None:
        raise KeyboardInterrupt(number)

    if threading.current_thread() is not threading.main_thread():
        return None
    return signal.signal(signal.SIGTERM, stop)


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    language = language_in(given)
    parser = CommandParser(
        language=language, prog="kamsite", description=_ABOUT.to(language), epilog=_EXAMPLES.to(language)
    )
    parser.add_argument("--version", action="version", version=f"kamsite {__version__}", help=_VERSION.to(language))
    answering = cast(type[CommandParser], partial(CommandParser, language=language))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=answering)
    wanted = next((word for word in given if not word.startswith("-")), "")
    parser.known.update(_COMMANDS)
    for name, summary in _COMMANDS.items():
        if wanted in _COMMANDS and name != wanted:
            commands.add_parser(name, help=summary.to(language))
            continue
        module = import_module(f"kamsite.commands.{name.replace('-', '_')}") if name == wanted else None
        about = Text(module.__doc__ or "", module.GERMAN) if module else summary
        command = commands.add_parser(
            name,
            help=summary.to(language),
            description=about.to(language),
            epilog=module.EXAMPLES.to(language) if module else None,
        )
        if module:
            module.add_arguments(command)
            command.set_defaults(run=module.run)
            parser.known, parser.topic = command.known, command.prog
    return parser
