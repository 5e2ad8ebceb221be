"""What changed lately across all accounts and in the programme: the newest versions, each with what it changed."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from kamsite.building.past import PastKeys, VersionReader, pairs, recorded_changes
from kamsite.building.surroundings import Surroundings
from kamsite.compare.origins import PlanChanges, begun
from kamsite.model.folder import PROGRAMME
from kamsite.output.memo import Memo
from kamsite.render.across.content import Recent
from kamsite.source.history import History, Version

_MOST = 40


def recent_versions(
    surroundings: Surroundings,
    histories: Mapping[str, History],
    memo: Memo,
    known: Mapping[str, bytes],
    programme: Mapping[str, Sequence[PlanChanges] | None],
) -> tuple[tuple[Recent, ...], dict[str, bytes]]:
    """The newest versions of what the edition shows, and what of them is to be remembered now.

    `known` is what was worked out in this build, by key; `programme` what the programme's versions changed, by commit.
    Raises SourceError.
    """
    newest = _newest(surroundings, histories, programme)
    keys = PastKeys(surroundings)
    wanted = {
        version.commit.id + account: keys.of(version, older)
        for account, version, older in newest
        if older and account != PROGRAMME
    }
    remembered = memo.get([key for key in wanted.values() if key not in known])
    fresh: dict[str, bytes] = {}
    found: list[Recent] = []
    for account, version, older in newest:
        changes: Sequence[PlanChanges] | None
        if account == PROGRAMME:
            changes = programme[version.commit.id]
        elif older is None:
            changes = None if histories[account].is_shallow else (begun(version.folder),)
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


def _newest(
    surroundings: Surroundings, histories: Mapping[str, History], programme: Collection[str]
) -> list[tuple[str, Version, Version | None]]:
    """Account (or programme), version and the one before, newest first; divisions are told with their account."""
    found = [
        (account, version, older)
        for account, history in histories.items()
        if account in surroundings.visible and "/" not in account
        for version, older in pairs(history)[:_MOST]
    ]
    of_programme = pairs(surroundings.programme_history)[:_MOST]
    found += [(PROGRAMME, version, older) for version, older in of_programme if version.commit.id in programme]
    return sorted(found, key=lambda one: (-one[1].commit.time, one[0]))[:_MOST]
