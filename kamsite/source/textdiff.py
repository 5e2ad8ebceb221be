"""git's own comparison of two files, line by line."""

import re
from pathlib import Path

from kamsite.source import surroundings
from kamsite.source.gitrepo import run_git
from kamsite.source.surroundings import SourceError

# The line above a change that git names: the nearest section or entry of a plan.
ENTRY_LINE = r"^ {0,2}([^ #-].*)$"
_FIRST_HUNK = re.compile(r"^(?:\x1b\[[0-9;]*m)*@@ ", re.MULTILINE)


def changed_lines(folder: Path, old: Path, new: Path, *, has_colour: bool) -> str:
    """The changed lines with those around them, without a header; empty where the files are the same.

    Raises SourceError (K006) where git fails.
    """
    answer = run_git(
        folder, "-c", f"diff.default.xfuncname={ENTRY_LINE}", "diff", "--no-index", "--no-ext-diff", "--no-textconv",
        f"--color={'always' if has_colour else 'never'}", "--", str(old), str(new),
    )  # fmt: skip
    if answer.returncode not in (0, 1):
        raise SourceError(surroundings.git_failed("diff", answer.stderr.decode("utf-8", "replace").strip()))
    text = answer.stdout.decode("utf-8", "replace")
    if found := _FIRST_HUNK.search(text):
        return text[found.start() :]
    return "Binary files differ\n" if "\nBinary files " in text else ""
