"""Which change a review is about: what a branch changed since it left the one that it is for."""

from dataclasses import dataclass
from pathlib import Path

from kamsite.building.erasing import without_erased
from kamsite.building.sides import Versions, read_at
from kamsite.diagnostics import Finding, Severity
from kamsite.language import Text
from kamsite.output.memo import Memo
from kamsite.quoting import shown
from kamsite.source import surroundings
from kamsite.source.gitrepo import Repository, find_repository
from kamsite.source.surroundings import FOLDER, SourceError

_REMOTE = "origin/"


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """The two versions of a change, and the full id of the later one."""

    versions: Versions
    head: str


def find_change(plans: Path, base: str, head: str) -> ChangeAsked:
    """What `head` changed since it left `base`, which may be a branch that only the remote has.

    Raises SourceError: K001 without git, K002 in a shallow clone, K008 when there is no such revision or both have
    nothing in common.
    """
    repository = find_repository(plans)
    if repository is None:
        raise SourceError(surroundings.not_versioned())
    if repository.is_shallow:
        raise SourceError(surroundings.shallow(Severity.ERROR))
    newer = repository.resolve(head)
    older = repository.merge_base(_resolve(base, repository), newer)
    if older is None:
        raise SourceError(_nothing_in_common(base, head))
    sides = [read_at(plans, one, repository) for one in (older, newer)]
    before, after = without_erased(plans, sides, Memo(None))
    return ChangeAsked(Versions(before, after, older, newer), newer)


def _resolve(base: str, repository: Repository) -> str:
    """The commit of the base; pipelines check out a single commit, and branches are those of the remote there."""
    try:
        return repository.resolve(base)
    except SourceError:
        if base.startswith(_REMOTE):
            raise
    try:
        return repository.resolve(_REMOTE + base)
    except SourceError as trouble:
        raise SourceError(_unknown_base(base)) from trouble


def _unknown_base(base: str) -> Finding:
    name = shown(base)
    return Finding(
        "K008",
        Severity.ERROR,
        FOLDER,
        Text(f"The base `{name}` is not in this clone.", f"Die Basis „{name}“ gibt es in diesem Klon nicht."),
        Text(
            f"Fetch it: `git fetch origin {name}:refs/remotes/origin/{name}`. In a pipeline clone everything "
            "(`fetch-depth: 0`, `GIT_DEPTH: 0`).",
            f"Holen Sie sie: `git fetch origin {name}:refs/remotes/origin/{name}`. In einer Pipeline klonen Sie alles "
            "(`fetch-depth: 0`, `GIT_DEPTH: 0`).",
        ),
    )


def _nothing_in_common(base: str, head: str) -> Finding:
    return Finding(
        "K008",
        Severity.ERROR,
        FOLDER,
        Text(
            f"`{shown(base)}` and `{shown(head)}` have no commit in common.",
            f"„{shown(base)}“ und „{shown(head)}“ haben keinen gemeinsamen Commit.",
        ),
        Text(
            "Name the branch that the change is to be merged into as --base, and clone its whole history.",
            "Nennen Sie als --base den Branch, in den die Änderung soll, und klonen Sie die ganze Historie.",
        ),
    )
