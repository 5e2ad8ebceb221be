"""The door to the pager: long text on a terminal is shown page by page, as git does it.

Which program that is says the user's environment alone (KAMSITE_PAGER, GIT_PAGER, PAGER, else `less`), never a
repository. It is started from a list, without a shell; where it cannot be, the text is written as it is.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping

from kamsite.commands import output

_NAMES = ("KAMSITE_PAGER", "GIT_PAGER", "PAGER")
_USUAL = "less"
# Quits where all fits on one screen, shows colours, leaves the text on the screen. As git sets it.
_LESS = "FRX"


def page(text: str) -> None:
    """Shows a text page by page where standard output is a terminal; else writes it."""
    command = pager_of(os.environ) if sys.stdout.isatty() else []
    if not command or not _shown_by(command, text):
        output.write(text)


def pager_of(environment: Mapping[str, str]) -> list[str]:
    """The pager's command as a list; empty for none: none is installed, or the user set an empty one or `cat`."""
    wanted = next((environment[name] for name in _NAMES if name in environment), _USUAL)
    try:
        command = shlex.split(wanted)
    except ValueError:
        return []
    if not command or command == ["cat"]:
        return []
    program = shutil.which(command[0])
    return [program, *command[1:]] if program else []


def _shown_by(command: list[str], text: str) -> bool:
    environment = {"LESS": _LESS, "LV": "-c", **os.environ}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the user's own choice
    except OSError:
        return False
    try:
        pager.communicate(text.encode("utf-8", "replace"))
    except BrokenPipeError:
        pass
    except KeyboardInterrupt:
        # Ctrl+C is for the pager, which decides what it means; the terminal is its own until it ends.
        pager.wait()
    return True
