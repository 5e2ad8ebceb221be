"""Let git merge and compare plans by meaning in this clone: settings in its configuration, a line in .gitattributes.

Two branches that changed different values of a plan, or each added somebody, then merge without a conflict; `git diff`
tells in sentences what changed, above the lines. Everybody calls this once in each clone; else git knows only lines.
Nothing that others set is changed. Exit code 0: set up; 1: something is missing or was set otherwise; 2: no repository.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.commands import arguments, output
from kamsite.language import Language, Text, both
from kamsite.quoting import shown

if TYPE_CHECKING:
    from kamsite.source.gitrepo import Repository

GERMAN = """Lässt Git in diesem Klon Pläne nach ihrem Sinn zusammenführen und vergleichen.

Dazu kommen Einstellungen in seine Konfiguration und eine Zeile in .gitattributes. Zwei Branches, die verschiedene
Werte eines Plans änderten oder je jemanden aufnahmen, gehen dann ohne Konflikt zusammen; `git diff` sagt in Sätzen,
was sich änderte. Jeder ruft das einmal in jedem Klon auf; sonst kennt Git nur Zeilen. Was andere eingestellt haben,
bleibt.
Rückgabewert 0: eingerichtet; 1: Etwas fehlt oder ist anders eingestellt; 2: kein Repository.
"""
EXAMPLES = Text(
    """examples:
  kamsite git-setup                 for the plans in ./plans
  kamsite git-setup --check         only say whether it is set up
  kamsite git-setup --undo          as if it had never been called
""",
    """Beispiele:
  kamsite git-setup                 für die Pläne in ./plans
  kamsite git-setup --check         nur sagen, ob es eingerichtet ist
  kamsite git-setup --undo          als wäre es nie aufgerufen worden
""",
)
_SET = Text("This clone merges plans by meaning now.", "Dieser Klon führt Pläne jetzt nach ihrem Sinn zusammen.")
_WAS_SET = Text("This clone merges plans by meaning.", "Dieser Klon führt Pläne nach ihrem Sinn zusammen.")
_DIFF = Text(
    "  git diff tells what changed above the lines; with --no-ext-diff it shows only these",
    "  git diff sagt über den Zeilen, was sich geändert hat; mit --no-ext-diff zeigt es nur diese",
)
_PROGRAM = Text("  git calls: {}", "  git ruft auf: {}")
_WRITTEN = Text(
    "Written to .gitattributes: {}\n"
    "  Commit it: it says for everybody which files are plans. Each clone needs `kamsite git-setup` once.",
    "In .gitattributes geschrieben: {}\n"
    "  Schreiben Sie die Datei fest: sie sagt für alle, welche Dateien Pläne sind. Jeder Klon braucht einmal "
    "`kamsite git-setup`.",
)
_OTHER = Text(
    "The plans have the attribute {name}={value} already, so it stays. For merging by meaning, remove it from "
    ".gitattributes and call this again.",
    "Die Pläne haben schon das Attribut {name}={value}, deshalb bleibt es. Zum Zusammenführen nach dem Sinn entfernen "
    "Sie es aus .gitattributes und rufen dies noch einmal auf.",
)
_MISSING = Text(
    "This clone merges plans line by line. `kamsite git-setup` changes that.",
    "Dieser Klon führt Pläne zeilenweise zusammen. `kamsite git-setup` ändert das.",
)
_OUTDATED = Text(
    "The settings of this clone name another kamsite. `kamsite git-setup` writes them anew.",
    "Die Einstellungen dieses Klons nennen ein anderes kamsite. `kamsite git-setup` schreibt sie neu.",
)
_NO_ATTRIBUTES = Text(
    ".gitattributes does not say yet that the plans are merged and compared by meaning: {}",
    ".gitattributes sagt noch nicht, dass die Pläne nach ihrem Sinn zusammengeführt und verglichen werden: {}",
)
_UNDO = Text("To undo this: kamsite git-setup --undo", "Rückgängig machen: kamsite git-setup --undo")
_UNDONE = Text("This clone merges plans line by line again.", "Dieser Klon führt Pläne wieder zeilenweise zusammen.")
_TAKEN_OUT = Text("The line was removed from .gitattributes.", "Die Zeile wurde aus .gitattributes entfernt.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    arguments.add_folder(parser)
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument(
        "--check",
        action="store_true",
        help=both(
            "change nothing; exit code 1 where something is missing", "nichts ändern; Rückgabewert 1, wenn etwas fehlt"
        ),
    )
    wanted.add_argument(
        "--undo",
        action="store_true",
        help=both("remove what this command wrote", "entfernen, was dieser Befehl geschrieben hat"),
    )
    arguments.add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Sets the clone up, checks it or undoes that, and says so."""
    language = output.language_of(options)
    if wrong := output.no_plans(options.plans):
        return output.refuse(wrong, language)
    try:
        repository = _repository(options.plans)
        if options.undo:
            return _undo(repository, language)
        return _check(repository, language) if options.check else set_up(repository, language)
    except Exception as error:
        return output.refused(error, language)


def set_up(repository: "Repository", language: Language) -> int:
    """Writes what is missing and says so; the exit code."""
    from kamsite.templates import gitsetup

    program = gitsetup.own_program()
    settings = gitsetup.wanted_settings(program)
    is_new = not gitsetup.is_current(gitsetup.settings_of(repository), settings)
    if is_new:
        gitsetup.set_up(repository, settings)
    _tell((_SET if is_new else _WAS_SET).to(language))
    _tell(_PROGRAM.to(language).format(shown(" ".join(program))))
    if is_new:
        _tell(_DIFF.to(language))
    attributes = gitsetup.attributes_of(repository)
    if attributes.missing:
        line = gitsetup.add_attributes(repository, attributes.missing)
        _tell(_WRITTEN.to(language).format(shown(line.decode("utf-8", "replace"))))
    for name, value in attributes.other.items():
        _tell(_OTHER.to(language).format(name=name, value=shown(value)))
    _tell(_UNDO.to(language))
    return int(bool(attributes.other))


def _check(repository: "Repository", language: Language) -> int:
    """Says whether everything is set up; the exit code."""
    from kamsite.templates import gitsetup

    settings, wanted = gitsetup.settings_of(repository), gitsetup.wanted_settings(gitsetup.own_program())
    attributes = gitsetup.attributes_of(repository)
    is_current = gitsetup.is_current(settings, wanted)
    if not is_current:
        _tell((_OUTDATED if settings else _MISSING).to(language))
    if attributes.missing:
        line = gitsetup.attribute_line(repository.prefix, attributes.missing)
        _tell(_NO_ATTRIBUTES.to(language).format(shown(line.decode("utf-8", "replace"))))
    for name, value in attributes.other.items():
        _tell(_OTHER.to(language).format(name=name, value=shown(value)))
    is_set = is_current and not attributes.missing and not attributes.other
    if is_set:
        _tell(_WAS_SET.to(language))
    return int(not is_set)


def _undo(repository: "Repository", language: Language) -> int:
    from kamsite.templates import gitsetup

    gitsetup.forget(repository)
    _tell(_UNDONE.to(language))
    if gitsetup.remove_attributes(repository):
        _tell(_TAKEN_OUT.to(language))
    return 0


def _repository(plans: Path) -> "Repository":
    from kamsite.source import surroundings
    from kamsite.source.gitrepo import find_repository
    from kamsite.source.surroundings import SourceError

    repository = find_repository(plans)
    if repository is None:
        raise SourceError(surroundings.not_versioned())
    if not repository.has_work_tree:
        raise SourceError(surroundings.no_work_tree())
    return repository


def _tell(line: str) -> None:
    output.write(line + "\n")
