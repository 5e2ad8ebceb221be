"""What changed lately across all accounts: the newest versions, each with what it changed."""

from collections.abc import Mapping

import msgspec

from kamsite.building.past import Changes, PastKeys, VersionReader, pairs, recorded_changes
from kamsite.building.surroundings import Surroundings
from kamsite.compare.origins import PlanChanges, begun
from kamsite.output.memo import Memo
from kamsite.render.across.content import Recent
from kamsite.source.history import History, Version

_MOST = 40


def recent_versions(
    surroundings: Surroundings, histories: Mapping[str, History], memo: Memo, known: Mapping[str, bytes]
) -> tuple[tuple[Recent, ...], dict[str, bytes]]:
    """The newest versions of the accounts that the edition shows, and what of them is to be remembered now.

    `known` is what was worked out in this build, by key. Raises SourceError.
    """
    newest = _newest(surroundings, histories)
    keys = PastKeys(surroundings)
    wanted = {version.commit.id + account: keys.of(version, older) for account, version, older in newest if older}
    remembered = memo.get([key for key in wanted.values() if key not in known])
    fresh: dict[str, bytes] = {}
    found: list[Recent] = []
    for account, version, older in newest:
        if older is None:
            changes: Changes = None if histories[account].is_shallow else (begun(version.folder),)
        else:
            key = wanted[version.commit.id + account]
            told = known.get(key) or remembered.get(key)
            if told is None:
                reader = VersionReader(surroundings)
                changes = recorded_changes(reader.read(older), reader.read(version), surroundings)
                fresh[key] = msgspec.json.encode(changes)
            else:
                changes = msgspec.json.decode(told, type=tuple[PlanChanges, ...])
        found.append(Recent(account, version, changes))
    return tuple(found), fresh


def _newest(surroundings: Surroundings, histories: Mapping[str, History]) -> list[tuple[str, Version, Version | None]]:
    """Account, version and the one before, newest first; divisions are told with their account."""
    found = [
        (account, version, older)
        for account, history in histories.items()
        if account in surroundings.visible and "/" not in account
        for version, older in pairs(history)[:_MOST]
    ]
    return sorted(found, key=lambda one: (-one[1].commit.time, one[0]))[:_MOST]
