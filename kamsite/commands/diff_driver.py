"""Tell what changed in a file of a plan above its changed lines; `git diff` calls this after `kamsite git-setup`.

A mark (●) stands before decisions: an attitude turned negative, a date later, a large amount. What was only written in
another way is counted. A file that cannot be read as a plan is shown by its lines alone, as `git diff --no-ext-diff`
shows all of them. The exit code is 0 whatever changed: git takes any other one for a breakdown.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kamsite.building.undisturbed import undisturbed
from kamsite.commands import arguments, output
from kamsite.language import Language, Text, both

GERMAN = """Sagt über den geänderten Zeilen einer Plandatei, was sich änderte; `git diff` ruft das nach `kamsite
git-setup` auf.

Eine Marke (●) steht vor Entscheidungen: eine Einstellung wurde negativ, ein Termin später, ein Betrag viel anders.
Was nur anders geschrieben ist, wird gezählt. Eine Datei, die als Plan nicht lesbar ist, erscheint nur mit ihren
Zeilen, so wie `git diff --no-ext-diff` alle zeigt. Der Rückgabewert ist immer 0, denn jeden anderen hält Git für einen
Absturz.
"""
EXAMPLES = Text(
    """examples:
  kamsite git-setup                  let git call this from now on
  git diff                           what changed, told by meaning, then the lines
  git log -p --ext-diff              the same for every commit
  git diff --no-ext-diff             only the lines
""",
    """Beispiele:
  kamsite git-setup                  ab jetzt ruft Git das auf
  git diff                           was sich dem Sinn nach änderte, dann die Zeilen
  git log -p --ext-diff              dasselbe für jeden Commit
  git diff --no-ext-diff             nur die Zeilen
""",
)
_MOST = 40  # changes that are told one by one
_MARK = "●"
_MORE = Text("… and {} more", "… und {} weitere")
_LAYOUT = Text("only written in another way: {}", "nur anders geschrieben: {}")
_NOTHING = Text("nothing changed in meaning", "am Sinn hat sich nichts geändert")
_UNREADABLE = Text(
    "Cannot be read as a plan, so only the lines are shown; `kamsite check` says why.",
    "Lässt sich nicht als Plan lesen, deshalb nur die Zeilen; `kamsite check` sagt, warum.",
)
_DECISION, _QUIET, _BOLD, _PLAIN = "\x1b[1;31m", "\x1b[2m", "\x1b[1m", "\x1b[0m"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command: those that git gives to every such program."""
    parser.add_argument(
        "path", metavar="PATH", help=both("the file's path in the repository", "der Pfad der Datei im Repository")
    )
    parser.add_argument(
        "old",
        nargs="?",
        metavar="OLD",
        help=both("a file with what it held before", "eine Datei mit dem, was vorher darin stand"),
    )
    parser.add_argument("old_id", nargs="?", metavar="ID", help=both("git's id of that", "deren Kennung bei Git"))
    parser.add_argument(
        "old_mode",
        nargs="?",
        metavar="MODE",
        help=both("its mode; . where there was no file", "deren Modus; . wenn es keine Datei gab"),
    )
    parser.add_argument(
        "new",
        nargs="?",
        metavar="NEW",
        help=both("a file with what it holds now", "eine Datei mit dem, was jetzt darin steht"),
    )
    parser.add_argument("new_id", nargs="?", metavar="ID", help=both("git's id of that", "deren Kennung bei Git"))
    parser.add_argument(
        "new_mode",
        nargs="?",
        metavar="MODE",
        help=both("its mode; . where there is no file", "deren Modus; . wenn es keine Datei gibt"),
    )
    parser.add_argument(
        "renamed",
        nargs=argparse.REMAINDER,
        help=both(
            "of a renamed file its new path and a header", "bei einer umbenannten Datei ihr neuer Pfad und ein Kopf"
        ),
    )
    arguments.add_language(parser)


@undisturbed()
def run(options: argparse.Namespace) -> int:
    """Tells the changes, then shows the lines."""
    language = output.language_of(options)
    if options.new is None:
        output.write(f"* Unmerged path {options.path}\n")
        return 0
    is_coloured = output.has_colour("auto", sys.stdout) or _has_pager()
    path = options.renamed[0] if options.renamed else options.path
    try:
        told = list(_told(path, Path(options.old), Path(options.new), language, is_coloured=is_coloured))
    except Exception:  # whatever goes wrong here, the lines can be shown
        told = [_UNREADABLE.to(language)]
    title = f"{_BOLD}{_fit(path)}{_PLAIN}" if is_coloured else _fit(path)
    output.write(f"{title}\n" + "".join(f"  {line}\n" for line in told))
    try:
        output.write(_lines(options, is_coloured=is_coloured))
    except BrokenPipeError:
        raise
    except Exception as error:
        output.refused(error, language)
    return 0


def _has_pager() -> bool:
    """Whether git shows what is written here with its pager, which shows colours."""
    return bool(os.environ.get("GIT_PAGER_IN_USE")) and not os.environ.get("NO_COLOR")


def _fit(path: str) -> str:
    from kamsite.source.names import fit_to_show

    return fit_to_show(os.fsencode(path))


def _told(path: str, old: Path, new: Path, language: Language, *, is_coloured: bool) -> Iterator[str]:
    """The changes in sentences, decisions first."""
    from kamsite.commands.difffile import changes_in
    from kamsite.compare.change import Level
    from kamsite.render.changes.sentences import sentence

    found = changes_in(path, _content(old), _content(new), PurePosixPath(path))
    if found is None:
        yield _UNREADABLE.to(language)
        return
    changes, names = found
    told = sorted((change for change in changes if change.level is not Level.COSMETIC), key=lambda one: -one.level)
    for change in told[:_MOST]:
        is_decision = change.level is Level.DECISION
        mark = f"{_DECISION}{_MARK}{_PLAIN}" if is_decision and is_coloured else _MARK if is_decision else " "
        yield f"{mark} {sentence(change, language, names)}"
    quiet, plain = (_QUIET, _PLAIN) if is_coloured else ("", "")
    if len(told) > _MOST:
        yield f"  {quiet}{_MORE.to(language).format(len(told) - _MOST)}{plain}"
    if len(told) < len(changes):
        yield f"  {quiet}{_LAYOUT.to(language).format(len(changes) - len(told))}{plain}"
    elif not told:
        yield f"  {quiet}{_NOTHING.to(language)}{plain}"


def _content(file: Path) -> bytes:
    return b"" if file == Path(os.devnull) else file.read_bytes()


def _lines(options: argparse.Namespace, *, is_coloured: bool) -> str:
    """The changed lines below the header that git writes, so that `git apply` understands them."""
    from kamsite.source.textdiff import changed_lines

    path, renamed = options.path, options.renamed
    now = renamed[0] if renamed else path
    is_new, is_gone = options.old_mode == ".", options.new_mode == "."
    head = [f"diff --git {_quoted('a/' + path)} {_quoted('b/' + now)}"]
    if len(renamed) > 1:
        head += renamed[1].rstrip("\n").splitlines()
    elif is_new:
        head.append(f"new file mode {options.new_mode}")
    elif is_gone:
        head.append(f"deleted file mode {options.old_mode}")
    elif options.old_mode != options.new_mode:
        head += [f"old mode {options.old_mode}", f"new mode {options.new_mode}"]
    lines = changed_lines(Path(), Path(options.old), Path(options.new), has_colour=is_coloured)
    if lines:
        head.append("--- " + (os.devnull if is_new else _named("a/" + path)))
        head.append("+++ " + (os.devnull if is_gone else _named("b/" + now)))
    start, end = (_BOLD, _PLAIN) if is_coloured else ("", "")
    return "".join(f"{start}{line}{end}\n" for line in head) + lines


def _named(path: str) -> str:
    """The path as the name of a side: a tab ends one that holds blanks."""
    return _quoted(path) + ("\t" if " " in path else "")


def _quoted(path: str) -> str:
    """The path as git writes it: in quotes where a sign in it needs them."""
    if not any(letter in '"\\' or ord(letter) < 32 for letter in path):
        return path
    return '"' + "".join(f"\\{ord(c):03o}" if ord(c) < 32 else f"\\{c}" if c in '"\\' else c for c in path) + '"'
