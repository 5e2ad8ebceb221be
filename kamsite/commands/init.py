"""Start a folder of plans: settings, our people, one invented account with every chapter explained.

What is written checks and builds at once. Nothing that exists is changed: such files are named and left.
"""

import argparse
from datetime import date
from pathlib import Path

from kamsite.commands import arguments, output
from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Language, Text, both

GERMAN = """Beginnt einen Ordner mit Plänen: Einstellungen, unser Team, ein erfundener Kunde mit erklärten
Kapiteln.

Was geschrieben wird, lässt sich sofort prüfen und bauen. Was schon da ist, bleibt unverändert und wird genannt.
"""
EXAMPLES = Text(
    """examples:
  kamsite init our-plans           a new folder
  kamsite init our-plans --git     ... that is a git repository with its first commit
  kamsite init --here              in this folder, beside what is there
  kamsite init --schemas           refresh the copies of the schemas after an update
  kamsite init --ci github         add pipelines that check plans and review pull requests
  kamsite init --codeowners        add a CODEOWNERS: managers approve what changes in their accounts
""",
    """Beispiele:
  kamsite init unsere-plaene         ein neuer Ordner
  kamsite init unsere-plaene --git   ... der ein Git-Repository mit seinem ersten Commit ist
  kamsite init --here                in diesen Ordner, neben das, was da ist
  kamsite init --schemas             nach einer Aktualisierung die Kopien der Schemas auffrischen
  kamsite init --ci github           Pipelines, die Pläne prüfen und Pull Requests begutachten
  kamsite init --codeowners          ein CODEOWNERS: Betreuer geben frei, was sich bei ihren Kunden ändert
""",
)
# What a fresh repository of a git host holds besides hidden files: nobody minds plans beside them.
_HARMLESS = ("readme", "license", "licence", "changelog", "codeowners", "contributing")
_MADE = Text("Written to {}: {} files.", "Nach {} geschrieben: {} Dateien.")
_LEFT = Text("Was there already and stays as it is:", "War schon da und bleibt, wie es ist:")
_PLANS_STAY = Text(
    "There are plans already, so no example was added.", "Pläne gibt es schon, deshalb kam kein Beispiel hinzu."
)
_NEXT = Text("What to do next:", "Wie es weitergeht:")
_STEPS = (
    Text("Look at the example: {}kamsite serve --open", "Das Beispiel ansehen: {}kamsite serve --open"),
    Text(
        "Put your company into plans/site.yaml and your colleagues into plans/staff.yaml.",
        "Ihr Unternehmen in plans/site.yaml eintragen, Ihre Kollegen in plans/staff.yaml.",
    ),
    Text('Begin with a customer: kamsite new "Sample plc"', 'Mit einem Kunden anfangen: kamsite new "Muster AG"'),
)
_COMMITTED = Text("First commit: {}.", "Erster Commit: {}.")
_UNCOMMITTED = Text(
    "The files are there, but nothing was committed. If git does not know you yet, tell it in that folder:\n"
    '  git config --global user.name "Your Name"\n'
    '  git config --global user.email "you@company.example"\n'
    '  git commit --message "A repository of account plans"',
    "Die Dateien sind da, aber nichts wurde festgeschrieben. Falls Git Sie noch nicht kennt, sagen Sie es ihm in "
    "diesem Ordner:\n"
    '  git config --global user.name "Ihr Name"\n'
    '  git config --global user.email "sie@unternehmen.example"\n'
    '  git commit --message "Ein Repository für Kundenpläne"',
)
_COMMIT_MESSAGE = Text("A repository of account plans", "Ein Repository für Kundenpläne")
_INSIDE = Text(
    "The folder lies in a git repository already; commit the new files there.",
    "Der Ordner liegt schon in einem Git-Repository; schreiben Sie die neuen Dateien dort fest.",
)
_MERGES = Text(
    "Git merges plans by meaning here, not by lines; in each further clone after `kamsite git-setup`.",
    "Git führt Pläne hier nach ihrem Sinn zusammen; in jedem weiteren Klon einmal `kamsite git-setup` aufrufen.",
)
_PIN = Text(
    "Put into requirements.txt where your copy of kamsite lives; `kamsite --version` is the version to name.",
    "Tragen Sie in requirements.txt ein, wo Ihr kamsite liegt; `kamsite --version` nennt die Version.",
)
_REFRESHED = Text("{} schemas refreshed, {} were up to date.", "{} Schemas aufgefrischt, {} waren aktuell.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "folder",
        nargs="?",
        default=Path(),
        type=Path,
        metavar="DIR",
        help=both("where to (default: here)", "wohin (ohne Angabe: hierher)"),
    )
    parser.add_argument(
        "--here",
        action="store_true",
        help=both("also into a folder that is not empty", "auch in einen Ordner, der nicht leer ist"),
    )
    parser.add_argument(
        "--git",
        action="store_true",
        help=both(
            "make it a git repository with a first commit", "ein Git-Repository mit einem ersten Commit daraus machen"
        ),
    )
    parser.add_argument(
        "--schemas",
        action="store_true",
        help=both(
            "only refresh the copies of the schemas in schema/", "nur die Kopien der Schemas in schema/ auffrischen"
        ),
    )
    parser.add_argument(
        "--ci",
        choices=("github", "gitlab", "gitea"),
        help=both("add pipelines for a git host", "Pipelines für einen Git-Anbieter hinzufügen"),
    )
    parser.add_argument(
        "--codeowners",
        action="store_true",
        help=both(
            "add a CODEOWNERS from the managers of the accounts",
            "ein CODEOWNERS aus den Betreuern der Kunden hinzufügen",
        ),
    )
    arguments.add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the files and says what to do next."""
    language = output.language_of(options)
    try:
        if options.schemas:
            return _refresh(options.folder, language)
        if options.codeowners or (options.ci and (options.folder / "plans").is_dir()):
            return _add(options, language)
        return _start(options, language, date.today())
    except Exception as error:
        return output.refused(error, language)


def _refresh(folder: Path, language: Language) -> int:
    """Brings the copies of the schemas up to date."""
    from kamsite.templates.repository import schema_files
    from kamsite.templates.writing import rewrite

    if not folder.is_dir():
        return output.refuse(output.no_folder(folder), language)
    written = rewrite(folder, schema_files())
    output.write(_REFRESHED.to(language).format(len(written.made), len(written.left)) + "\n")
    return 0


def _add(options: argparse.Namespace, language: Language) -> int:
    """Adds pipelines and owners to a repository of plans that is there already."""
    from kamsite.building.owning import suggested_owners
    from kamsite.templates.pipelines import OWNERS, REQUIREMENTS, pipeline_files
    from kamsite.templates.writing import write_new

    files = pipeline_files(options.ci) if options.ci else {}
    if options.codeowners:
        plans = options.folder / "plans"
        if not plans.is_dir():
            return output.refuse(output.no_folder(plans), language)
        files[OWNERS] = suggested_owners(plans, language)
    written = write_new(options.folder, files)
    output.write("".join(f"{file}\n" for file in written.made))
    if written.left:
        output.write(_LEFT.to(language) + "\n" + "".join(f"  {file}\n" for file in written.left))
    if REQUIREMENTS in written.made:
        output.write(_PIN.to(language) + "\n")
    return 0


def _start(options: argparse.Namespace, language: Language, today: date) -> int:
    from kamsite.model.schema import load_schemas
    from kamsite.templates.pipelines import pipeline_files
    from kamsite.templates.repository import example_files, schema_files, start_files
    from kamsite.templates.writing import write_new

    folder: Path = options.folder
    if _is_in_use(folder) and not options.here:
        return output.refuse(_not_empty(folder), language)
    schemas = load_schemas()
    files = start_files(language, schemas, today)
    has_plans = any((folder / "plans").glob("*/plan.yaml"))
    if not has_plans:
        files |= example_files(language, schemas, today)
    if options.ci:
        files |= pipeline_files(options.ci)
    written = write_new(folder, files | schema_files())
    output.write(_MADE.to(language).format(folder.resolve(), len(written.made)) + "\n")
    if written.left:
        output.write(_LEFT.to(language) + "\n" + "".join(f"  {file}\n" for file in written.left))
    if has_plans:
        output.write(_PLANS_STAY.to(language) + "\n")
    result = _commit(folder, written.made, language) if options.git else 0
    _tell_next(folder, language)
    return result


def _is_in_use(folder: Path) -> bool:
    """Whether a folder holds more than what a fresh repository of a git host holds."""
    if not folder.is_dir():
        return False
    names = (entry.name.lower() for entry in folder.iterdir())
    return any(not name.startswith((".", *_HARMLESS)) for name in names)


def _commit(folder: Path, files: tuple[str, ...], language: Language) -> int:
    """Makes the folder a repository, unless it lies in one, and commits the new files there; the exit code."""
    from kamsite.source.gitrepo import create_repository, find_repository
    from kamsite.source.surroundings import SourceError

    try:
        if find_repository(folder) is not None:
            output.write(_INSIDE.to(language) + "\n")
            return 0
        commit = create_repository(folder, files, _COMMIT_MESSAGE.to(language))
    except SourceError as trouble:
        output.refuse(trouble.finding, language)
        output.write(_UNCOMMITTED.to(language) + "\n")
        return 2
    output.write(_COMMITTED.to(language).format(commit.short) + "\n")
    return _set_up(folder, language)


def _set_up(folder: Path, language: Language) -> int:
    """Lets git merge plans by meaning in the new repository; the exit code."""
    from kamsite.source.gitrepo import find_repository
    from kamsite.source.surroundings import SourceError
    from kamsite.templates import gitsetup

    try:
        repository = find_repository(folder / "plans")
        if repository is not None:
            gitsetup.set_up(repository, gitsetup.wanted_settings(gitsetup.own_program()))
            output.write(_MERGES.to(language) + "\n")
    except SourceError as trouble:
        return output.refuse(trouble.finding, language)
    return 0


def _tell_next(folder: Path, language: Language) -> None:
    """Says what to do next."""
    go = "" if folder.resolve() == Path.cwd() else f"cd {folder}; "
    numbered = "".join(f"  {number}. {step.to(language).format(go)}\n" for number, step in enumerate(_STEPS, 1))
    output.write(f"{_NEXT.to(language)}\n{numbered}")


def _not_empty(folder: Path) -> Finding:
    place = folder.resolve()
    message = Text(
        f"{place} is not empty; nothing was written.", f"{place} ist nicht leer; es wurde nichts geschrieben."
    )
    hint = Text(
        "Name a new folder: `kamsite init our-plans`. Or write into this one all the same, where nothing that exists "
        "is changed: `kamsite init --here`.",
        "Nennen Sie einen neuen Ordner: `kamsite init unsere-plaene`. Oder schreiben Sie trotzdem in diesen, wobei "
        "nichts geändert wird, was schon da ist: `kamsite init --here`.",
    )
    return Finding("K026", Severity.ERROR, Place(str(folder)), message, hint)
