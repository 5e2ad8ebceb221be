"""One folder put in the place of another in one step, and what is left of builds that were killed."""

import ctypes
import os
import re
import shutil
import sys
from pathlib import Path

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def staging_folder(target: Path) -> Path:
    """Where this process puts together what is to stand at `target`."""
    return target.with_name(f".{target.name}.next-{os.getpid()}")


def swap(new: Path, current: Path) -> Path | None:
    """Puts `new` in the place of `current`, so that a reader sees the old or the new folder, never a mixture.

    Gives back where the old one is now; None where there was none.
    """
    if not current.exists():
        current.parent.mkdir(parents=True, exist_ok=True)
        new.rename(current)
        return None
    if _exchange(new, current):
        return new
    aside = new.with_name(new.name + "-old")
    current.rename(aside)
    new.rename(current)
    return aside


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step where the system can (Linux: renameat2 with RENAME_EXCHANGE)."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def clear_away(target: Path) -> None:
    """Removes what builds of this folder left behind that were killed; what they had moved aside is put back."""
    if not target.parent.is_dir():
        return
    mark = re.compile(rf"\.{re.escape(target.name)}\.next-(\d+)(-old)?")
    for left in sorted(target.parent.iterdir()):
        named = mark.fullmatch(left.name)
        if named is None or _is_running(int(named[1])):
            continue
        if named[2] and not target.exists():
            left.rename(target)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    """Whether a process is still there; where that cannot be told, as if it were."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
