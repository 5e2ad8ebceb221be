"""The keys under which results are remembered: each names all inputs of what it stands for."""

from collections.abc import Iterable

import msgspec
from blake3 import blake3

from kamsite.building.account import AccountWork
from kamsite.building.surroundings import Surroundings
from kamsite.horizon import changes_of, day_of, epoch_of, months_later
from kamsite.model.folder import SITE, STAFF
from kamsite.output.memo import code_digest, key_of
from kamsite.render.across.shared import SharedFiles
from kamsite.source.history import Version


class Keys:
    """The keys of one build. `purpose` and `options` are whatever else the results depend on."""

    def __init__(self, surroundings: Surroundings, purpose: str, *options: object) -> None:
        self._surroundings = surroundings
        self._contents: dict[str, str] = {}
        self._shared = key_of(purpose, *options, *_shared_inputs(surroundings))

    def days(self, work: AccountWork) -> str:
        """The key of the days at which an account's pages change by themselves."""
        return key_of("days", self._content(work))

    def account(self, work: AccountWork, days: Iterable[str]) -> str:
        """The key of an account: its files and history, what is shared, and the time as far as it matters."""
        months = self._surroundings.folder.settings.stale_after_months
        changes = changes_of(days, months)
        for history in work.histories.values():
            for version in history.versions:
                changed = day_of(version.commit.time, version.commit.offset)
                changes.append(months_later(changed, months).isoformat())
        epoch = epoch_of(self._surroundings.as_of, changes)
        return key_of("account", self._shared, self._content(work), sorted(work.histories.items()), epoch)

    def version(self, plan: str, version: Version) -> str:
        """The key of the pages of an old version."""
        return key_of("version", self._shared, plan, version)

    def shared(self, files: SharedFiles) -> str:
        """The key of files across accounts."""
        inputs = blake3(msgspec.json.encode(files.inputs, order="deterministic")).hexdigest()
        return key_of("shared", self._shared, files.name, files.as_of, inputs)

    def _content(self, work: AccountWork) -> str:
        """The key of an account's files, which are the same for as long as these keys are."""
        known = self._contents.get(work.account)
        if known is None:
            files = self._surroundings.snapshot.files
            known = key_of("content", code_digest(), [(file, files[file].digest) for file in work.files])
            self._contents[work.account] = known
        return known


def _shared_inputs(s: Surroundings) -> tuple[object, ...]:
    settings = [s.snapshot.files[file].digest if file in s.snapshot.files else "" for file in (SITE, STAFF)]
    prefix = s.snapshot.repository.prefix if s.snapshot.repository else b""
    edition = (s.edition.name, sorted(s.edition.shows), sorted(s.edition.accounts or ()))
    criteria = None if s.criteria is None else sorted(s.criteria)
    selecting = repr(s.selecting)
    pictures = sorted(s.own_assets)
    programme = sorted(s.programme_fields)
    return (
        code_digest(),
        s.schemas.digest,
        s.theme.digest,
        settings,
        s.snapshot.veil,
        prefix,
        edition,
        sorted(s.visible),
        criteria,
        selecting,
        pictures,
        programme,
        [(page.name, page.titles) for page in s.own_pages],
    )
