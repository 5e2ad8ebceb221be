"""Print all that the plans hold on one person: values, assessments, references, mentions, and what was held once.

PERSON is somebody at a customer or one of us: an id (brandt), an account and an id (nordwind-antriebe/brandt) or a
name. Told is each value with its place, since when, who wrote it and which editions show it; then what old versions
still hold, and commits that name the person. For requests under Art. 15 of the GDPR.
The report goes to standard output or to the file that --out names, and nowhere else; nothing of it is remembered.
Exit code 0: told; 2: nobody, or more than one, is called so.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.building.undisturbed import undisturbed
from kamsite.commands import arguments, output, pasts
from kamsite.language import Language, Text, both

if TYPE_CHECKING:
    from kamsite.building.register import Register
    from kamsite.compare.names import Names
    from kamsite.model.folder import PlansFolder
    from kamsite.model.schema import Schemas
    from kamsite.model.subject import Subject
    from kamsite.source.snapshot import Snapshot

GERMAN = """Druckt alles, was die Pläne über eine Person enthalten: Werte, Einschätzungen, Verweise, Erwähnungen,
auch frühere.

PERSON ist jemand beim Kunden oder aus unserem Team: eine Kennung (brandt), Kunde und Kennung
(nordwind-antriebe/brandt) oder ein Name. Zu jedem Wert steht, wo er steht, seit wann, von wem er ist und welche
Ausgaben ihn zeigen; danach, was alte Versionen noch enthalten, und Commits, die die Person nennen. Für Auskünfte
nach Art. 15 DSGVO.
Der Bericht geht in die Ausgabe oder in die Datei, die --out nennt, und sonst nirgendwohin; gemerkt wird nichts
davon.
Rückgabewert 0: gedruckt; 2: Niemand heißt so, oder mehr als eine Person.
"""
EXAMPLES = Text(
    """examples:
  kamsite person nordwind-antriebe/brandt                          on the terminal
  kamsite person "Sabine Brandt" --format html --out auskunft.html   a page to print and to hand over
  kamsite person lenz --format json                                one of us, for programs
""",
    """Beispiele:
  kamsite person nordwind-antriebe/brandt                          im Terminal
  kamsite person "Sabine Brandt" --format html --out auskunft.html   eine Seite zum Drucken und Aushändigen
  kamsite person lenz --format json                                jemand von uns, für Programme
""",
)
_NOBODY = Text("Nobody in {} is or was called '{}'.", "In {} heißt oder hieß niemand „{}“.")
_MEANT = Text("Did you mean {}?", "Meinten Sie {}?")
_HOW = Text(
    'Write account/id, the id alone or the name: nordwind/brandt, brandt, "Sabine Brandt".',
    'Schreiben Sie Kunde/Kennung, die Kennung allein oder den Namen: nordwind/brandt, brandt, "Sabine Brandt".',
)
_SEVERAL = Text("'{}' can be more than one person.", "„{}“ kann mehrere Personen meinen.")
_WHICH = Text("Name one of them: {}.", "Nennen Sie eine davon: {}.")
_WRITTEN = Text(
    "Written to {}. It holds personal data: keep it safe.",
    "Geschrieben nach {}. Die Datei enthält personenbezogene Daten: Bewahren Sie sie sicher auf.",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "person",
        metavar="PERSON",
        help=both("an id, account/id, or a name", "eine Kennung, Kunde/Kennung oder ein Name"),
    )
    arguments.add_plans_folder(parser)
    parser.add_argument(
        "--at",
        metavar="COMMIT",
        help=both(
            "as of a commit, a tag or a branch (default: now)",
            "im Stand eines Commits, Tags oder Branches (ohne Angabe: jetzt)",
        ),
    )
    parser.add_argument(
        "--format",
        choices=("text", "html", "json"),
        default="text",
        help=both("how it is told (default: text)", "wie es geschrieben wird (ohne Angabe: text)"),
    )
    parser.add_argument(
        "--out", "--output", type=Path, metavar="FILE", help=both("write it to this file", "in diese Datei schreiben")
    )
    arguments.add_no_cache(parser)
    arguments.add_language(parser)


@undisturbed()
def run(options: argparse.Namespace) -> int:
    """Tells what is held."""
    from kamsite.output.files import write_whole

    language = output.language_of(options)
    try:
        if not options.plans.is_dir():
            return output.refuse(output.no_folder(options.plans), language)
        text = _report(options, language)
        if options.out is None:
            output.write(text)
            return 0
        write_whole(options.out, text.encode("utf-8"))
    except Exception as error:
        return pasts.refuse(error, language)
    print(_WRITTEN.to(language).format(options.out), file=sys.stderr)
    return 0


def _report(options: argparse.Namespace, language: Language) -> str:
    from kamsite.building.history import chronicle_of
    from kamsite.building.holdings import holdings_of
    from kamsite.building.question import Question, read_snapshot
    from kamsite.building.register import Register
    from kamsite.building.tracing import Searcher
    from kamsite.model.folder import read_folder
    from kamsite.model.schema import load_schemas
    from kamsite.output.memo import Memo
    from kamsite.reporters.person import WRITERS, PersonReport, styles
    from kamsite.source.chronicle import Chronicle

    schemas = load_schemas()
    memo = Memo(output.cache_of(options))
    try:
        snapshot = read_snapshot(Question(options.plans, options.at))
        chronicle = chronicle_of(snapshot, memo)
        subject = _subject(options, Register(((snapshot, chronicle or Chronicle("", ())),), memo))
    finally:
        memo.close()
    folder = read_folder(snapshot, schemas)
    searcher = Searcher(subject, schemas, language, _Names(subject, snapshot, folder, schemas).of)
    held = holdings_of(searcher, snapshot, chronicle, folder.site)
    report = PersonReport(held, snapshot, folder, output.folder_as_given(options.plans), language)
    return WRITERS[options.format](replace(report, styles=styles()) if options.format == "html" else report)


def _subject(options: argparse.Namespace, register: "Register") -> "Subject":
    """The person who is meant. Raises RefusedError for nobody, or for more than one."""
    from kamsite.building.subjects import matching, meant
    from kamsite.quoting import shown

    given, plans = options.person, options.plans.as_posix()
    entries = register.today()
    found = matching(given, entries)
    if not found:
        entries = register.everybody()
        found = matching(given, entries)
    subjects = [subject for key in found if (subject := register.subject(key)) is not None]
    people = {(one.folders, frozenset(one.ids)): one for one in subjects}
    if len(people) > 1:
        named = ", ".join(sorted(one.key for one in people.values()))
        message = Text(_SEVERAL.en.format(shown(given)), _SEVERAL.de.format(shown(given)))
        raise pasts.RefusedError(message, Text(_WHICH.en.format(named), _WHICH.de.format(named)))
    if not people:
        message = Text(_NOBODY.en.format(plans, shown(given)), _NOBODY.de.format(plans, shown(given)))
        guess = meant(given, entries)
        raise pasts.RefusedError(message, Text(_MEANT.en.format(guess), _MEANT.de.format(guess)) if guess else _HOW)
    (subject,) = people.values()
    return subject


class _Names:
    """What ids stand for in the plans of today, and whoever the person was."""

    def __init__(self, subject: "Subject", snapshot: "Snapshot", folder: "PlansFolder", schemas: "Schemas") -> None:
        self._subject, self._snapshot, self._folder, self._schemas = subject, snapshot, folder, schemas
        self._known: dict[str, Names] = {}

    def of(self, account: str) -> "Names":
        """The names in an account."""
        if account not in self._known:
            self._known[account] = self._read(account)
        return self._known[account]

    def _read(self, account: str) -> "Names":
        from kamsite.compare.names import names_of
        from kamsite.model.load import give_types, read_plan, sort_files

        files = self._folder.accounts.get(account, ())
        contents = self._snapshot.read_many([file for file in files if file.endswith((".yaml", ".md"))])
        plan = None
        if files:
            text, _ = read_plan(sort_files(account, files), contents.__getitem__, self._schemas)
            plan = give_types(text, self._schemas)
        plans = tuple(reversed([*plan.all()])) if plan else ()
        names = names_of(plans, (self._folder.staff,), self._folder.settings.currency)
        own = {
            **names.by_reference.get(self._subject.reference, {}),
            **dict.fromkeys(self._subject.ids, self._subject.name),
        }
        return replace(names, by_reference={**names.by_reference, self._subject.reference: own})
