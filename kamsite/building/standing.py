"""Since when an account is a key account, and since when it scores too little: from the versions of its cover."""

from collections.abc import Iterator
from datetime import date

from msgspec import structs

from kamsite.building.surroundings import Surroundings
from kamsite.diagnostics import Finding
from kamsite.horizon import day_of, months_later
from kamsite.model.analyses.programme.ranking import DEAD_AFTER_MONTHS
from kamsite.model.analyses.programme.selection import KEY, Selecting, Since, Standing, score_of, standing_of
from kamsite.model.plan import Plan
from kamsite.model.rules.selection import dead_horse
from kamsite.source.document import Value
from kamsite.source.gitrepo import Repository
from kamsite.source.history import History, Version
from kamsite.source.snapshot import read_at
from kamsite.source.surroundings import SourceError
from kamsite.source.yamltext import read_yaml

_COVER = "plan.yaml"


def standing_since(plan: Plan, history: History | None, surroundings: Surroundings) -> Standing | None:
    """How an account stands in the selection, with its past as far as the edition shows it; None for divisions."""
    standing = None if plan.parent else standing_of(plan)
    repository = surroundings.snapshot.repository
    if standing is None or history is None or repository is None or "internal" not in surroundings.edition.shows:
        return standing
    account, selecting = plan.cover.account, surroundings.selecting
    score = score_of(standing.scores, selecting) if selecting else None
    has_limit = score is not None and selecting is not None and selecting.key_from is not None
    if account is None or not (account.segment == KEY or has_limit):
        return standing
    try:
        versions = list(_versions(plan, history, repository, surroundings.folder.settings.compared_versions))
    except SourceError:  # a broken repository is told elsewhere
        return standing
    key = _since(((version, segment == KEY) for version, segment, _ in versions))
    if selecting is None or not has_limit:
        return structs.replace(standing, key=key)
    if _is_below(standing.scores, selecting):
        judged = ((version, segment == KEY and _is_below(scores, selecting)) for version, segment, scores in versions)
        return structs.replace(standing, key=key, below=_since(judged))
    enough = ((version, _is_enough(scores, selecting)) for version, _, scores in versions)
    return structs.replace(standing, key=key, reached=_since(enough))


def dead_horses(plan: Plan, standing: Standing | None, surroundings: Surroundings) -> Iterator[Finding]:
    """K498: the finding for a key account that has scored too little for two years."""
    if standing is not None and standing.below is not None and surroundings.selecting is not None:
        day = date.fromisoformat(standing.below.day)
        if months_later(day, DEAD_AFTER_MONTHS) <= surroundings.as_of:
            yield dead_horse(plan, standing, surroundings.selecting)


def turning_day(standing: Standing | None) -> str | None:
    """The day at which an account that scores too little will have done so for two years."""
    if standing is None or standing.below is None:
        return None
    return months_later(date.fromisoformat(standing.below.day), DEAD_AFTER_MONTHS).isoformat()


def _is_below(scores: dict[str, int], selecting: Selecting) -> bool:
    score = score_of(scores, selecting)
    has_limit = selecting.key_from is not None
    return score is not None and score.is_telling and has_limit and selecting.segment_for(score.value) != KEY


def _is_enough(scores: dict[str, int], selecting: Selecting) -> bool:
    score = score_of(scores, selecting)
    return score is not None and score.is_telling and selecting.segment_for(score.value) == KEY


def _since(versions: Iterator[tuple[Version, bool]]) -> Since | None:
    """The oldest version since which something has always been so; None where today's version is not committed."""
    oldest: Version | None = None
    for version, is_so in versions:
        if not is_so:
            return _told(oldest, is_first=False)
        oldest = version
    return _told(oldest, is_first=True) if oldest else None


def _told(version: Version | None, *, is_first: bool) -> Since | None:
    if version is None:
        return None
    commit = version.commit
    return Since(commit.short, day_of(commit.time, commit.offset).isoformat(), is_first)


def _versions(
    plan: Plan, history: History, repository: Repository, most: int
) -> Iterator[tuple[Version, str, dict[str, int]]]:
    """The versions that changed the cover, newest first, each with segment and scores, as far as they can be read."""
    is_committed = _COVER not in history.uncommitted
    for number, version in enumerate([one for one in history.versions if _COVER in one.files][:most]):
        # The newest of them is what was read of today's file.
        is_read = number == 0 and is_committed
        data = plan.text.chapters["plan"].data if is_read else _cover_at(version, repository)
        if isinstance(data, dict):
            account, selection = data.get("account"), data.get("selection")
            segment = account.get("segment") if isinstance(account, dict) else None
            scores = selection.get("scores") if isinstance(selection, dict) else None
            marks = scores if isinstance(scores, dict) else {}
            yield (
                version,
                segment if isinstance(segment, str) else "",
                {name: mark for name, mark in marks.items() if isinstance(mark, int) and not isinstance(mark, bool)},
            )


def _cover_at(version: Version, repository: Repository) -> Value:
    """The cover as it was in a version; None where it cannot be read."""
    content = read_at(repository, version.commit, f"{version.folder}/{_COVER}")
    document = read_yaml(_COVER, content).document if content is not None else None
    return document.data if document else None
