"""Show for each value of a plan who set it, when, in which version and why; below it what it was before.

PATH narrows it down: a chapter or file (people, strategy.md), an entry (people.brandt) or a value (brandt.attitude).
Values keep their history when an entry gets another id or a folder another name; what was only written in another way
does not count. Told is the newest version, not what is not committed yet.
Exit code 0: told; 2: there is no such plan or value, or the plan has no versions.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from kamsite.building.undisturbed import undisturbed
from kamsite.commands import output, pager, pasts
from kamsite.commands.log import version_as_json
from kamsite.language import Language, Text, both

if TYPE_CHECKING:
    from kamsite.compare.origins import Origin
    from kamsite.render.changes.origins import Teller, ToldOrigin
    from kamsite.source.history import Version

GERMAN = """Zeigt zu jedem Wert eines Plans, wer ihn wann, in welcher Version und warum gesetzt hat; darunter, was
vorher galt.

PATH grenzt ein: ein Kapitel oder eine Datei (people, strategy.md), ein Eintrag (people.brandt) oder ein Wert
(brandt.attitude). Werte behalten ihre Geschichte, wenn ein Eintrag eine andere Kennung oder ein Ordner einen
anderen Namen bekommt; was nur anders geschrieben ist, zählt nicht. Es gilt die neueste Version, nicht, was noch
nicht committet ist.
Rückgabewert 0: gezeigt; 2: Diesen Plan oder Wert gibt es nicht, oder der Plan hat keine Versionen.
"""
EXAMPLES = Text(
    """examples:
  kamsite blame nordwind-antriebe people.brandt             all that is known of a person
  kamsite blame nordwind-antriebe people.brandt.attitude    one value
  kamsite blame nordwind-antriebe strategy.yaml             a chapter
  kamsite blame nordwind-antriebe/divisions/marine          a division
  kamsite blame programme levers.modules.plans              a module of the roadmap
""",
    """Beispiele:
  kamsite blame nordwind-antriebe people.brandt             alles, was man über eine Person weiß
  kamsite blame nordwind-antriebe people.brandt.attitude    ein Wert
  kamsite blame nordwind-antriebe strategy.yaml             ein Kapitel
  kamsite blame nordwind-antriebe/divisions/marine          eine Sparte
  kamsite blame programme levers.modules.plans              ein Modul der Roadmap
""",
)
_NO_VALUE = Text("There is nothing at '{}' in this plan.", "An „{}“ steht in diesem Plan nichts.")
_MEANT = Text("Did you mean {}?", "Meinten Sie {}?")
_PATHS = Text(
    "Write the path with dots, as in people.brandt.attitude; without a path everything is told.",
    "Schreiben Sie den Pfad mit Punkten wie in people.brandt.attitude; ohne Pfad wird alles gezeigt.",
)
_OLDER = Text("before the oldest known version", "vor der ältesten bekannten Version")
_DRAFT = Text("Not committed yet, so not told here: {}", "Noch nicht festgeschrieben, deshalb hier nicht dabei: {}")
_MOST_STEPS = 8
_WIDEST_LABEL, _WIDEST_VALUE = 34, 44
_STYLES = {"entry": "1", "label": "", "version": "33", "quiet": "2"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    pasts.add_arguments(parser)
    parser.add_argument(
        "path",
        nargs="?",
        default="",
        metavar="PATH",
        help=both(
            "a chapter, an entry or a value (default: everything)",
            "ein Kapitel, ein Eintrag oder ein Wert (ohne Angabe: alles)",
        ),
    )


@undisturbed()
def run(options: argparse.Namespace) -> int:
    """Tells where values come from."""
    language = output.language_of(options)
    try:
        with pasts.asked(options) as asked:
            origins, teller = _origins(asked)
            wanted = _wanted(options.path, origins)
            told = list(teller.tell(wanted, language))
            if options.format == "json":
                found = [_as_json(origin, one) for origin, one in zip(wanted, told, strict=True)]
                whole = {"format": 1, "plan": asked.plan, "values": found}
                output.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
                return 0
            lines = list(_lines(told, language, has_colour=output.has_colour(options.color, sys.stdout)))
            if asked.history.uncommitted:
                lines += ["", _DRAFT.to(language).format(", ".join(asked.history.uncommitted))]
            text = "".join(f"{line}\n" for line in lines)
            output.write(text) if options.no_pager else pager.page(text)
    except Exception as error:
        return pasts.refuse(error, language)
    return 0


def _origins(asked: pasts.Asked) -> "tuple[Sequence[Origin], Teller]":
    """Where the values of what was asked for come from, and what tells it."""
    from kamsite.building.past import origins_in, teller_for
    from kamsite.building.programmepast import ProgrammePast

    if isinstance(asked.past, ProgrammePast):
        return asked.past.origins(), asked.past.teller()
    plan, origins = origins_in(asked.past, asked.history)
    return origins, teller_for(plan, asked.surroundings, asked.past.history)


def _wanted(path: str, origins: "Sequence[Origin]") -> "list[Origin]":
    """The values that a path means: exactly, else with sections and chapters left out. Raises RefusedError."""
    from kamsite.quoting import shown

    steps = _steps(path)
    if not steps:
        return list(origins)
    ways = [(origin.address.chapter, *origin.address.path) for origin in origins]
    exact = [origin for origin, way in zip(origins, ways, strict=True) if way[: len(steps)] == steps]
    if exact:
        return exact
    ends = [_end(steps, way) for way in ways]
    if nearest := min((end for end in ends if end), default=0):
        return [origin for origin, end in zip(origins, ends, strict=True) if end == nearest]
    hint = _PATHS
    if (meant := _meant(steps, ways)) is not None:
        hint = Text(_MEANT.en.format(meant), _MEANT.de.format(meant))
    raise pasts.RefusedError(Text(_NO_VALUE.en.format(shown(path)), _NO_VALUE.de.format(shown(path))), hint)


def _steps(path: str) -> tuple[str, ...]:
    """A path in steps; `people.yaml` is a chapter, `strategy.md` its prose."""
    plain = path.strip().strip("./").removesuffix(".yaml")
    chapter = plain.removesuffix(".md")
    if chapter != plain:
        return chapter, plain
    return tuple(step for step in plain.replace("/", ".").split(".") if step)


def _end(steps: tuple[str, ...], way: tuple[str, ...]) -> int:
    """How far down a way the last step is met, where all are met in their order, others between them; else 0."""
    met = 0
    for depth, step in enumerate(way, 1):
        met += step == steps[met]
        if met == len(steps):
            return depth
    return 0


def _meant(steps: tuple[str, ...], ways: Sequence[tuple[str, ...]]) -> str | None:
    """The path that was probably meant: as few other steps as lead to anything."""
    from kamsite.suggest import closest

    known = dict.fromkeys(step for way in ways for step in way)
    given: list[list[str]] = []
    for step in steps[:_MOST_STEPS]:
        other = closest(step, [one for one in known if one != step])
        given.append([step] * (step in known) + ([other] if other else []))
    return next((".".join(found) for found in product(*given) if any(_end(found, way) for way in ways)), None)


def _lines(told: "Sequence[ToldOrigin]", language: Language, *, has_colour: bool) -> Iterator[str]:
    def paint(kind: str, text: str) -> str:
        return f"\x1b[{_STYLES[kind]}m{text}\x1b[0m" if has_colour and _STYLES[kind] else text

    width = shutil.get_terminal_size((120, 24)).columns
    labels = max((len(_cut(one.label, _WIDEST_LABEL)) for one in told), default=0)
    sizes = max((len(_cut(value.value, _WIDEST_VALUE)) for one in told for value in one.history), default=0)
    before: object = None
    for one in told:
        head = (one.address.chapter, one.subject)
        if head != before:
            if before is not None:
                yield ""
            way = ".".join((one.address.chapter, *one.entry))
            name = one.subject or _title(one.address.chapter, language)
            yield f"{paint('entry', name)}  {paint('quiet', way)}"
            before = head
        for number, value in enumerate(one.history):
            label = _cut(one.label, _WIDEST_LABEL) if number == 0 else ""
            shown = _cut(value.value, _WIDEST_VALUE)
            mark = " " if number == 0 else "←"
            start = f"  {label.ljust(labels)} {mark} {shown.ljust(sizes)}  "
            who, why = _who(value.version, language)
            why = _cut(why, max(24, width - len(start) - len(who) - 2))
            yield f"{start}{paint('version', who)}  {paint('quiet', why)}".rstrip()


def _title(chapter: str, language: Language) -> str:
    from kamsite.reporters.comparison.arrange import chapter_title

    return chapter_title(chapter, language)


def _who(version: "Version | None", language: Language) -> tuple[str, str]:
    from kamsite.horizon import day_of

    if version is None:
        return _OLDER.to(language), ""
    day = day_of(version.commit.time, version.commit.offset).isoformat()
    return f"{version.label}  {day}  {', '.join(version.authors)}", version.reason[0]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _as_json(origin: "Origin", told: "ToldOrigin") -> dict[str, Any]:
    values = [origin.value, *(event.before for event in origin.events)]
    return {
        "chapter": origin.address.chapter,
        "path": list(origin.address.path),
        "value": origin.value,
        "set": told.now.version and version_as_json(told.now.version),
        "earlier": [
            {"value": value, "set": one.version and version_as_json(one.version)}
            for value, one in zip(values[1:], told.history[1:], strict=False)
        ],
    }
