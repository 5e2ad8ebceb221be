"""Show the versions of a plan, newest first, each with what it changed in a line.

A mark (●) stands before versions that hold decisions: an attitude turned negative, a date later, a large amount.
What was only written in another way is no change.
Exit code 0: told; 2: there is no such plan, or it has no versions.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kamsite.building.undisturbed import undisturbed
from kamsite.commands import output, pager, pasts
from kamsite.language import Language, Text, both

if TYPE_CHECKING:
    from kamsite.building.past import Changes
    from kamsite.source.history import Version

GERMAN = """Zeigt die Versionen eines Plans, die neueste zuerst, jede mit dem, was sie änderte, in einer Zeile.

Eine Marke (●) steht vor Versionen mit Entscheidungen: eine Einstellung wurde negativ, ein Termin später, ein Betrag
viel anders. Was nur anders geschrieben wurde, ist keine Änderung.
Rückgabewert 0: gezeigt; 2: Diesen Plan gibt es nicht, oder er hat keine Versionen.
"""
EXAMPLES = Text(
    """examples:
  kamsite log nordwind-antriebe                    all versions
  kamsite log nordwind-antriebe -n 5               the newest five
  kamsite log nordwind-antriebe/divisions/marine   those of a division
  kamsite log programme                            those of the KAM programme
  kamsite log nordwind-antriebe --format json      for programs
""",
    """Beispiele:
  kamsite log nordwind-antriebe                    alle Versionen
  kamsite log nordwind-antriebe -n 5               die neuesten fünf
  kamsite log nordwind-antriebe/divisions/marine   die einer Sparte
  kamsite log programme                            die des KAM-Programms
  kamsite log nordwind-antriebe --format json      für Programme
""",
)
_DRAFT = Text("not committed yet: {}", "noch nicht festgeschrieben: {}")
_SHALLOW = Text(
    "Older versions are not known: this clone lacks them. `git fetch --unshallow` brings them.",
    "Ältere Versionen sind nicht bekannt: Sie fehlen in diesem Klon. `git fetch --unshallow` holt sie.",
)
_MARK = "●"
_COLOURS = {"label": "33", "quiet": "2", "decision": "1;31", "tag": "36"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    pasts.add_arguments(parser)
    parser.add_argument(
        "-n",
        "--number",
        type=_count,
        metavar="N",
        help=both("the newest N versions (default: all)", "die neuesten N Versionen (ohne Angabe: alle)"),
    )


@undisturbed()
def run(options: argparse.Namespace) -> int:
    """Tells the versions."""
    language = output.language_of(options)
    try:
        with pasts.asked(options) as asked:
            told = list(_versions(asked, options.number))
            if options.format == "json":
                output.write(json.dumps(_as_json(asked, told, language), ensure_ascii=False, indent=2) + "\n")
                return 0
            has_colour = output.has_colour(options.color, sys.stdout)
            lines = _lines(asked, told, language, has_colour=has_colour)
            text = "".join(f"{line}\n" for line in lines)
            output.write(text) if options.no_pager else pager.page(text)
    except Exception as error:
        return pasts.refuse(error, language)
    return 0


def _versions(asked: pasts.Asked, most: int | None) -> "Iterator[tuple[Version, Changes]]":
    """The plan's own versions with what each changed; the account's history may hold more."""
    from kamsite.building.past import of_plan

    own = {version.commit.id: version for version in asked.history.versions[:most]}
    left = len(own)
    for version, changes in asked.past.changes():
        if version.commit.id in own:
            mine = own[version.commit.id]
            yield mine, of_plan(changes, mine)
            left -= 1
        if not left:
            return


def _lines(
    asked: pasts.Asked, told: "list[tuple[Version, Changes]]", language: Language, *, has_colour: bool
) -> Iterator[str]:
    from kamsite.horizon import day_of
    from kamsite.render.changes.log import decisions_in, line_of

    paint = _paint if has_colour else _plain
    history = asked.history
    width = max((len(version.label) for version, _ in told), default=0)
    names = max((len(_authors(version)) for version, _ in told), default=0)
    if history.uncommitted:
        label = paint("label", history.label.to(language).ljust(width))
        yield f"{label}    {_DRAFT.to(language).format(', '.join(history.uncommitted))}"
    for version, changes in told:
        day = day_of(version.commit.time, version.commit.offset).isoformat()
        mark = paint("decision", _MARK) if decisions_in(changes) else " "
        tags = "".join(f" {paint('tag', f'[{tag}]')}" for tag in version.tags)
        label = paint("label", version.label.ljust(width))
        author = paint("quiet", _authors(version).ljust(names))
        yield f"{label}  {paint('quiet', day)}  {author}  {mark} {line_of(changes, version.folder, language)}{tags}"
    if history.is_shallow:
        yield paint("quiet", _SHALLOW.to(language))


def _authors(version: "Version") -> str:
    names = version.authors
    return ", ".join(names) if len(names) <= 2 else f"{names[0]} +{len(names) - 1}"


def _as_json(asked: pasts.Asked, told: "list[tuple[Version, Changes]]", language: Language) -> dict[str, Any]:
    from kamsite.render.changes.log import line_of

    return {
        "format": 1,
        "plan": asked.plan,
        "is_shallow": asked.history.is_shallow,
        "uncommitted": list(asked.history.uncommitted),
        "versions": [
            {
                **version_as_json(version),
                "summary": line_of(changes, version.folder, language),
                "decisions": sum(one.decisions for one in changes or ()),
                "cosmetic": sum(one.cosmetic for one in changes or ()),
                "changes": None if changes is None else [change for one in changes for change in _changes(one)],
            }
            for version, changes in told
        ],
    }


def version_as_json(version: "Version") -> dict[str, Any]:
    """A version for programs."""
    from datetime import UTC, datetime

    subject, body = version.reason
    return {
        "number": version.number,
        "commit": version.commit.id,
        "date": datetime.fromtimestamp(version.commit.time, UTC).isoformat().replace("+00:00", "Z"),
        "authors": list(version.authors),
        "reason": subject,
        "body": body,
        "request": version.request,
        "tags": list(version.tags),
    }


def _changes(plan: Any) -> Iterator[dict[str, Any]]:
    for change in plan.changes:
        told: dict[str, Any] = {
            "plan": change.plan,
            "chapter": change.chapter,
            "path": list(change.path),
            "kind": change.kind,
            "sets_value": change.sets,
        }
        if change.origin is not None:
            plan_before, chapter, path = change.origin
            told["from"] = {"plan": plan_before, "chapter": chapter, "path": list(path)}
        yield {**told, "before": change.before, "after": change.after}


def _paint(kind: str, text: str) -> str:
    return f"\x1b[{_COLOURS[kind]}m{text}\x1b[0m"


def _plain(_kind: str, text: str) -> str:
    return text


def _count(text: str) -> int:
    if text.isdecimal() and 0 < int(text) <= 1_000_000:
        return int(text)
    raise argparse.ArgumentTypeError(
        both(f"'{text}' is not a number of versions, such as 10", f"„{text}“ ist keine Zahl von Versionen, etwa 10")
    )
