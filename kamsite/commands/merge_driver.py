"""Merge two versions of a plan's file by meaning; git calls this once `kamsite git-setup` has told it to.

Two people who changed different values, or who each added somebody, do not get in each other's way. Comments and layout
stay as they are in OURS, which the result replaces. Where both changed the same value, markers stand around it. A file
that cannot be read as a plan is merged line by line, as git does it.
Exit code 0: merged; 1: there are conflicts; 2: nothing could be done, OURS is as it was.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.building.undisturbed import undisturbed
from kamsite.commands import arguments, output
from kamsite.language import Language, Text, both
from kamsite.quoting import shown

if TYPE_CHECKING:
    from kamsite.merge.driver import Merged
    from kamsite.merge.values import Clash, Held

GERMAN = """Führt zwei Versionen einer Plandatei nach ihrem Sinn zusammen; Git ruft das nach `kamsite git-setup`
auf.

Zwei, die verschiedene Werte änderten oder je jemanden aufnahmen, kommen sich nicht in die Quere. Anmerkungen und
Gestaltung bleiben, wie sie in OURS sind, an dessen Stelle das Ergebnis tritt. Wo beide denselben Wert änderten,
stehen Markierungen um ihn. Eine Datei, die als Plan nicht lesbar ist, wird Zeile für Zeile zusammengeführt, so wie
Git es tut.
Rückgabewert 0: zusammengeführt; 1: Es gibt Konflikte; 2: Nichts war zu machen, OURS ist, wie es war.
"""
EXAMPLES = Text(
    """examples:
  kamsite git-setup                                   let git merge plans this way from now on
  kamsite merge-driver base.yaml ours.yaml theirs.yaml --path plans/nordwind/people.yaml
""",
    """Beispiele:
  kamsite git-setup                                   ab jetzt führt Git Pläne so zusammen
  kamsite merge-driver base.yaml ours.yaml theirs.yaml --path plans/nordwind/people.yaml
""",
)
_TOLD = 20  # clashes that are named on the terminal
_BOTH_CHANGED = Text(
    "both sides changed {way}: {ours} / {theirs}", "beide Seiten haben {way} geändert: {ours} / {theirs}"
)
_REMOVED_HERE = Text(
    "{way} was removed here and changed on the other side",
    "{way} wurde hier gelöscht und auf der anderen Seite geändert",
)
_REMOVED_THERE = Text(
    "{way} was changed here and removed on the other side",
    "{way} wurde hier geändert und auf der anderen Seite gelöscht",
)
_MOVED_HERE = Text(
    "; it stands in {file} now: change it there, and delete it here",
    "; der Eintrag steht jetzt in {file}: Ändern Sie ihn dort, und löschen Sie ihn hier",
)
_MOVED_THERE = Text(
    "; if it stands in {file} then, change it there, and delete it here",
    "; falls der Eintrag dann in {file} steht, ändern Sie ihn dort, und löschen Sie ihn hier",
)
_ROW = Text("both sides changed the same value of row {}", "beide Seiten haben denselben Wert der Zeile {} geändert")
_MORE = Text("and {} more", "und {} weitere")
_BY_LINES = Text(
    "merged line by line, because not every version of the file can be read as a plan",
    "zeilenweise zusammengeführt, weil sich nicht jede Fassung der Datei als Plan lesen lässt",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "base",
        type=Path,
        metavar="BASE",
        help=both("the file as it was before both changed it", "die Datei, wie sie war, bevor beide sie änderten"),
    )
    parser.add_argument(
        "ours",
        type=Path,
        metavar="OURS",
        help=both(
            "the file as it is here; the result replaces it", "die Datei, wie sie hier ist; das Ergebnis ersetzt sie"
        ),
    )
    parser.add_argument(
        "theirs",
        type=Path,
        metavar="THEIRS",
        help=both("the file as it is on the other side", "die Datei, wie sie auf der anderen Seite ist"),
    )
    parser.add_argument(
        "--path",
        default="",
        help=both(
            "what the file is called in the repository: tells which chapter it is",
            "wie die Datei im Repository heißt: sagt, welches Kapitel es ist",
        ),
    )
    parser.add_argument(
        "--marker-size",
        type=_size,
        default=7,
        metavar="N",
        help=both(
            "the length of the markers of a conflict (default: 7)",
            "die Länge der Konfliktmarkierungen (ohne Angabe: 7)",
        ),
    )
    for side in ("base", "ours", "theirs"):
        name = both(f"what the markers call {side.upper()}", f"wie die Markierungen {side.upper()} nennen")
        parser.add_argument(f"--{side}-label", default="", metavar="NAME", help=name)
    arguments.add_language(parser)


@undisturbed()
def run(options: argparse.Namespace) -> int:
    """Merges the files and says what clashes."""
    from kamsite.source import surroundings
    from kamsite.source.surroundings import SourceError

    language = output.language_of(options)
    try:
        merged = _merged(options)
        _replace(options.ours, merged.content)
    except OSError as trouble:
        return output.refuse(surroundings.denied(str(trouble.filename or options.ours), trouble), language)
    except SourceError as trouble:
        return output.refuse(trouble.finding, language)
    for line in _told(merged, options.path, language):
        print(f"kamsite: {shown(options.path or str(options.ours))}: {line}", file=sys.stderr)
    return int(merged.has_conflicts)


def _merged(options: argparse.Namespace) -> "Merged":
    from kamsite.merge.driver import Manner, Versions, merge_files
    from kamsite.merge.kinds import field_of
    from kamsite.model.schema import load_schemas
    from kamsite.source.textmerge import Labels

    names = {side: _label(getattr(options, f"{side}_label"), side) for side in ("base", "ours", "theirs")}
    versions = Versions(options.base.read_bytes(), options.ours.read_bytes(), options.theirs.read_bytes())
    path = options.path or options.ours.as_posix()
    manner = Manner(Path(), Labels(**names), options.marker_size)
    is_yaml = path.endswith((".yaml", ".yml"))
    field = field_of(path, load_schemas()) if is_yaml else None
    return merge_files(versions, field, manner, is_yaml=is_yaml, is_table=path.endswith(".csv"))


def _label(given: str, side: str) -> str:
    """The name of a version; an older git leaves its placeholder (`%X`) as it is."""
    return side if not given or given.startswith("%") else given


def _replace(file: Path, content: bytes) -> None:
    """Writes the file whole or not at all."""
    new = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        new.write_bytes(content)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def _told(merged: "Merged", path: str, language: Language) -> Iterator[str]:
    if not merged.is_by_meaning:
        if path.endswith((".yaml", ".yml")):
            yield _BY_LINES.to(language)
        return
    for way, clash in merged.clashes[:_TOLD]:
        steps = " › ".join(shown(step) for step in way)
        what = _clash(clash, language).format(way=steps, ours=_value(clash.ours), theirs=_value(clash.theirs))
        yield what + _moved(clash, _own_file(path, way), language)
    for row in merged.rows[:_TOLD]:
        yield _ROW.to(language).format(shown(row))
    if len(merged.rows) > _TOLD:
        yield _MORE.to(language).format(len(merged.rows) - _TOLD)
    if len(merged.clashes) > _TOLD:
        yield _MORE.to(language).format(len(merged.clashes) - _TOLD)


def _clash(clash: "Clash", language: Language) -> str:
    from kamsite.merge.values import ABSENT

    what = _REMOVED_HERE if clash.ours is ABSENT else _REMOVED_THERE if clash.theirs is ABSENT else _BOTH_CHANGED
    return what.to(language)


def _own_file(path: str, way: tuple[str | int, ...]) -> Path | None:
    """The file that an entry of a chapter's file has where it does not stand in that; None for what is no entry."""
    from kamsite.model.plan import CHAPTERS

    file = Path(path)
    if len(way) != 2 or file.suffix != ".yaml" or file.stem not in CHAPTERS:
        return None
    section, entry = (str(step) for step in way)
    folder = file.with_suffix("")
    return (folder if section == folder.name else folder / section) / f"{entry}.yaml"


def _moved(clash: "Clash", file: Path | None, language: Language) -> str:
    """What to do where an entry was not removed, but has got a file of its own; git merges file by file."""
    from kamsite.merge.values import ABSENT

    if file is None or (clash.ours is not ABSENT and clash.theirs is not ABSENT):
        return ""
    if clash.theirs is ABSENT:
        return _MOVED_THERE.to(language).format(file=shown(file.as_posix()))
    return _MOVED_HERE.to(language).format(file=shown(file.as_posix())) if file.is_file() else ""


def _value(value: "Held") -> str:
    from kamsite.merge.values import Absent

    return "" if isinstance(value, Absent) else shown(value)


def _size(text: str) -> int:
    if text.isdecimal() and 0 < int(text) <= 200:
        return int(text)
    raise argparse.ArgumentTypeError(
        both(f"'{text}' is not a number from 1 to 200", f"„{text}“ ist keine Zahl von 1 bis 200")
    )
