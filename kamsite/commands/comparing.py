"""What commands that compare share: which words of the user are revisions and which are accounts."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.diagnostics import Finding, Severity
from kamsite.language import Text
from kamsite.quoting import shown
from kamsite.source import surroundings
from kamsite.source.surroundings import FOLDER, SourceError
from kamsite.suggest import closest

if TYPE_CHECKING:
    from kamsite.building.sides import Versions
    from kamsite.compare.change import Comparison
    from kamsite.source.gitrepo import Repository

_RANGE = ".."
# What no folder of an account has in its name, but expressions of git's have: `HEAD~1`, `main@{1 week ago}`, `:/text`.
_OF_GIT = re.compile(r"[~^:]|@\{")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user's words ask for: at most two revisions (or a range), and accounts or divisions by id."""

    revisions: tuple[str, ...]
    accounts: tuple[str, ...]


def sort_words(words: Sequence[str], plans: Path, accounts: Collection[str] = ()) -> Asked:
    """Which of some words are revisions, which are accounts; `accounts` are accounts for certain.

    A word may lead to the folder of an account. Raises SourceError: K001 without git, K008 for an expression
    that leads to no commit, K028 for one that is both or for a third revision.
    """
    from kamsite.source.gitrepo import find_repository

    repository = find_repository(plans)
    if repository is None:
        raise SourceError(surroundings.not_versioned())
    revisions: list[str] = []
    named: list[str] = []
    for word in words:
        if _is_account(word, plans, repository):
            named.append(_as_id(word, plans))
        elif named or len(revisions) == 2 or any(_RANGE in one for one in (*revisions, word) if revisions):
            raise SourceError(_too_many(word))
        else:
            revisions.append(word)
    return Asked(tuple(revisions), (*(_as_id(word, plans) for word in accounts), *named))


def _is_account(word: str, plans: Path, repository: "Repository") -> bool:
    """Whether a word means an account and not a revision; what is neither is taken for an account on another side."""
    if _RANGE in word and not word.startswith("."):
        return False
    if _OF_GIT.search(word):
        repository.resolve(word)
    is_revision = _is_revision(word, repository)
    if is_revision and _has_folder(_as_id(word, plans), plans):
        raise SourceError(_both(word))
    return not is_revision


def _as_id(word: str, plans: Path) -> str:
    """The id that a word stands for: itself, or the path of a plan's folder below the folder of plans."""
    text = word.rstrip("/")
    path = Path(text)
    if path.is_dir() and path.resolve() != plans.resolve() and path.resolve().is_relative_to(plans.resolve()):
        return path.resolve().relative_to(plans.resolve()).as_posix()
    return text


def _has_folder(id_: str, plans: Path) -> bool:
    if not id_ or id_.startswith(("/", ".")):
        return False
    folder = plans / id_
    return folder.is_dir() and plans.resolve() in folder.resolve().parents


def _is_revision(word: str, repository: "Repository") -> bool:
    try:
        repository.resolve(word)
    except SourceError:
        return False
    return True


def require(asked: Iterable[str], versions: "Versions") -> None:
    """Raises SourceError (K008) for an account or a division that neither side has."""
    known = known_plans(versions)
    for id_ in asked:
        if id_ not in known:
            raise SourceError(_unknown(id_, known))


def only(comparison: "Comparison", asked: Sequence[str]) -> "Comparison":
    """What changed in some accounts or divisions, or in the programme, alone; all of it where none are named."""
    from kamsite.compare.change import PlanComparison
    from kamsite.compare.programme import only_programme
    from kamsite.model.folder import PROGRAMME

    if not asked:
        return comparison
    plans = tuple(
        one for one in comparison.plans if any(_is_in(id_, one.id) or _is_in(id_, one.before_id or "") for id_ in asked)
    )
    common = only_programme(comparison.common) if PROGRAMME in asked else PlanComparison("", "", "")
    return replace(comparison, plans=plans, common=common)


def _is_in(wanted: str, id_: str) -> bool:
    return id_ == wanted or id_.startswith(f"{wanted}/")


def known_plans(versions: "Versions") -> frozenset[str]:
    """The ids of the accounts and divisions of both sides, by the folders of their files."""
    from kamsite.building.sides import plans_in

    return plans_in(versions.before) | plans_in(versions.after)


def _both(word: str) -> Finding:
    name = shown(word)
    return Finding(
        "K028",
        Severity.ERROR,
        FOLDER,
        Text(
            f"`{name}` is a revision of git and an account.",
            f"„{name}“ ist ein Git-Stand und ein Kunde.",
        ),
        Text(
            f"For the account write `--account {name}`, for the revision `{name}~0`.",
            f"Für den Kunden schreiben Sie `--account {name}`, für den Git-Stand `{name}~0`.",
        ),
    )


def _too_many(word: str) -> Finding:
    return Finding(
        "K028",
        Severity.ERROR,
        FOLDER,
        Text(
            f"`{shown(word)}` is one revision too many, or stands behind an account.",
            f"„{shown(word)}“ ist ein Git-Stand zu viel oder steht hinter einem Kunden.",
        ),
        Text(
            "Name at most two revisions, then accounts: `kamsite diff main HEAD nordwind`.",
            "Nennen Sie höchstens zwei Git-Stände, dann Kunden: `kamsite diff main HEAD nordwind`.",
        ),
    )


def _unknown(id_: str, known: Collection[str]) -> Finding:
    guess = closest(id_, sorted(known))
    hint = (
        Text(f"Did you mean {shown(guess)}?", f"Meinten Sie {shown(guess)}?")
        if guess
        else Text(
            "Accounts are named by their folder; `git tag` and `git branch` list revisions.",
            "Kunden nennt man mit ihrem Ordner; `git tag` und `git branch` zeigen Git-Stände.",
        )
    )
    return Finding(
        "K008",
        Severity.ERROR,
        FOLDER,
        Text(
            f"`{shown(id_)}` is neither a revision here nor an account on either side.",
            f"„{shown(id_)}“ ist weder ein Git-Stand noch ein Kunde auf einer der beiden Seiten.",
        ),
        hint,
    )
