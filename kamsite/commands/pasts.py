"""What `log` and `blame` share: which plan is asked for, its history, and what is remembered of its versions."""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.commands import arguments, output
from kamsite.language import Language, Text, both

if TYPE_CHECKING:
    from kamsite.building.past import Past
    from kamsite.building.surroundings import Surroundings
    from kamsite.source.history import History

_UNKNOWN = Text("There is no plan '{}' in {}.", "Einen Plan „{}“ gibt es in {} nicht.")
_MEANT = Text("Did you mean {}?", "Meinten Sie {}?")
_NAME_ONE = Text(
    "Name the folder of an account, or programme: {}.",
    "Nennen Sie den Ordner eines Kunden oder programme: {}.",
)
_NO_PLANS = Text("There are no plans here yet.", "Hier gibt es noch keine Pläne.")
_NOT_VERSIONED = Text(
    "The plans are not under git, so nobody knows what changed.",
    "Die Pläne liegen nicht in Git, deshalb weiß niemand, was sich geändert hat.",
)
_COMMIT = Text(
    "Put the folder under git and commit it: from then on every commit is a version.",
    "Legen Sie den Ordner in Git ab und committen Sie ihn: Von da an ist jeder Commit eine Version.",
)
_NO_VERSION = Text("This plan has no version yet.", "Dieser Plan hat noch keine Version.")
_NOT_HERE = Text(
    "The versions of this plan are not in this clone.", "Die Versionen dieses Plans fehlen in diesem Klon."
)
_FETCH = Text("`git fetch --unshallow` brings them.", "`git fetch --unshallow` holt sie.")
_COMMIT_FIRST = Text("Commit it first.", "Committen Sie ihn zuerst.")


class RefusedError(Exception):
    """Why nothing can be told, and what to do next."""

    def __init__(self, message: Text, hint: Text) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: the plan's id, its history and that of its account, with what versions changed.

    The id of the KAM programme is `programme`.
    """

    plan: str
    history: "History"
    past: "Past"
    surroundings: "Surroundings"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that say which plan, and how it is told."""
    parser.add_argument(
        "account",
        metavar="ACCOUNT",
        help=both(
            "the folder of an account, of a division (nordwind/divisions/marine), or programme",
            "der Ordner eines Kunden, einer Sparte (nordwind/divisions/marine) oder programme",
        ),
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
        choices=("text", "json"),
        default="text",
        help=both("how it is told (default: text)", "wie es geschrieben wird (ohne Angabe: text)"),
    )
    arguments.add_color(parser)
    arguments.add_no_pager(parser)
    arguments.add_no_cache(parser)
    arguments.add_language(parser)


@contextmanager
def asked(options: argparse.Namespace) -> Iterator[Asked]:
    """The plan that was asked for; what was worked out about it meanwhile is remembered at the end.

    Raises RefusedError and SourceError.
    """
    from kamsite.building.erasing import read_erased
    from kamsite.building.past import Past, PastKeys
    from kamsite.building.programmepast import ProgrammePast
    from kamsite.building.question import Question
    from kamsite.building.survey import survey_for_check
    from kamsite.model.folder import PROGRAMME
    from kamsite.output.memo import Memo
    from kamsite.source.surroundings import SourceError

    if wrong := output.no_plans(options.plans):
        raise SourceError(wrong)
    memo = Memo(output.cache_of(options))
    try:
        question = Question(options.plans, options.at)
        surroundings, found, _ = survey_for_check(question, memo, read_erased(question, memo))
        programme = surroundings.programme_history
        histories = {**found, PROGRAMME: programme} if surroundings.folder.programme else found
        plan = _plan_of(options.account, options.plans, sorted(histories))
        history = histories[plan]
        if not history.is_versioned:
            raise RefusedError(_NOT_VERSIONED, _COMMIT)
        if not history.versions:
            raise RefusedError(_NOT_HERE, _FETCH) if history.is_shallow else RefusedError(_NO_VERSION, _COMMIT_FIRST)
        account = histories[plan.partition("/")[0]]
        known = memo.get(PastKeys(surroundings).of_history(account))
        past = ProgrammePast(surroundings, known) if plan == PROGRAMME else Past(surroundings, account, known)
        yield Asked(plan, history, past, surroundings)
        memo.put(past.fresh, int(time.time()))
    finally:
        memo.close()


def _plan_of(given: str, plans: Path, known: list[str]) -> str:
    """The id of the plan that somebody means, who may have completed a path on the command line."""
    from kamsite.quoting import shown
    from kamsite.suggest import closest

    plain = given.replace("\\", "/").removeprefix("./").rstrip("/")
    plain = plain.removeprefix(plans.as_posix().removeprefix("./").rstrip("/") + "/")
    if plain in known:
        return plain
    folder = plans.as_posix()
    meant = closest(plain, known) or next((one for one in known if one.endswith(f"/{plain}")), None)
    message = Text(_UNKNOWN.en.format(shown(plain), folder), _UNKNOWN.de.format(shown(plain), folder))
    if meant:
        hint = Text(_MEANT.en.format(meant), _MEANT.de.format(meant))
    elif known:
        names = ", ".join([*known[:8], *(["…"] if len(known) > 8 else [])])
        hint = Text(_NAME_ONE.en.format(names), _NAME_ONE.de.format(names))
    else:
        hint = _NO_PLANS
    raise RefusedError(message, hint)


def refuse(error: Exception, language: Language) -> int:
    """Says why nothing was told; gives back the exit code 2."""
    if not isinstance(error, RefusedError):
        return output.refused(error, language)
    print(f"kamsite: {error.message.to(language)}\n  {error.hint.to(language)}", file=sys.stderr)
    return 2
