"""The command line: `kamsite COMMAND`. Exit codes: 0 sound, 1 findings, 2 usage or surroundings.

Only the command that was asked for is imported, so that `kamsite --help` and a build with nothing to do start fast.
"""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from kamsite import __version__

_COMMANDS = {
    "check": "find what is wrong, weak or missing in a folder of plans",
    "build": "build the site",
    "serve": "show the site while you write, and rebuild it when a file is saved",
    "init": "start a folder of plans in a new repository",
    "new": "add the plan of a customer",
    "diff": "compare two versions of the plans by meaning",
    "review": "compare, check and preview a change, for the pipeline of a pull request",
    "git-setup": "let git merge and compare plans by meaning in this clone",
    "blame": "show who set each value of a plan, when and why",
    "log": "show the versions of a plan, each with what it changed",
    "person": "print all that the plans hold on one person",
    "diff-driver": "tell what changed in a file of a plan; git calls this",
    "merge-driver": "merge two versions of a file of a plan; git calls this",
    "explain": "explain a finding, such as K301",
    "format": "print the reference of the plan format",
}
_EPILOG = """examples:
  kamsite init our-plans        start a repository of plans
  kamsite check                 check the plans in ./plans
  kamsite build                 build the site into ./build
  kamsite serve                 write, save, look
"""


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
    parser = argparse.ArgumentParser(
        prog="kamsite",
        description="Account plans as code: key account plans in git, checked, versioned, shown as an intranet site.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"kamsite {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    wanted = next((word for word in given if not word.startswith("-")), "")
    for name, summary in _COMMANDS.items():
        if wanted in _COMMANDS and name != wanted:
            commands.add_parser(name, help=summary)
            continue
        module = import_module(f"kamsite.commands.{name.replace('-', '_')}") if name == wanted else None
        command = commands.add_parser(
            name,
            help=summary,
            description=(module.__doc__ or summary) if module else summary,
            epilog=getattr(module, "EXAMPLES", None),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if module:
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser
