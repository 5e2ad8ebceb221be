"""One account as it is shown while somebody writes: what lies on the disk, or what last was sound."""

import os
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from kamsite.building.account import (
    AccountWork,
    ReadAccount,
    draw_account,
    internal_trouble,
    maps_of,
    past_of,
    read_account,
    reader_of_versions,
    with_maps,
)
from kamsite.building.keys import Keys
from kamsite.building.record import AccountRecord, record_of
from kamsite.building.surroundings import Surroundings
from kamsite.diagnostics import Finding, Severity
from kamsite.render.desk import Desk
from kamsite.source.history import History


@dataclass(frozen=True, slots=True)
class Ground:
    """What all accounts share at one moment. `told` is what versions changed, by key, as far as it was worked out."""

    surroundings: Surroundings
    histories: Mapping[str, History]
    desk: Desk
    keys: Keys
    told: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Source:
    """An account at one moment, to be read. `content` names its files, `key` everything that its pages depend on.

    `days` are those at which its pages change by themselves, None before the account was read; then `key` is empty.
    """

    work: AccountWork
    ground: Ground
    content: str
    days: tuple[str, ...] | None = None
    key: str = ""

    @property
    def account(self) -> str:
        """The account's id."""
        return self.work.account

    def with_days(self, days: tuple[str, ...]) -> "Source":
        """The source, now that the days are known."""
        return replace(self, days=days, key=self.ground.keys.account(self.work, days))


@dataclass(frozen=True, slots=True)
class LiveAccount:
    """An account as it is shown, and as it lies on the disk: another one while that has errors.

    `record` belongs to `shown`, `latest_record` to `latest`. `pages` are None until somebody wants to see one;
    `assets` are those of them that the team put there.
    """

    shown: Source
    record: AccountRecord
    latest: Source
    latest_record: AccountRecord
    pages: Mapping[str, bytes] | None = None
    assets: frozenset[str] = frozenset()

    @property
    def is_held_back(self) -> bool:
        """Whether something older is shown than what lies on the disk."""
        return self.shown.key != self.latest.key

    def moved_to(self, source: Source) -> "LiveAccount":
        """The account with the same content and another ground that makes no difference to it."""
        if self.is_held_back:
            return replace(self, latest=source)
        return replace(self, shown=source, latest=source)

    def with_trouble(self, trouble: Finding) -> "LiveAccount":
        """The account, which cannot be drawn. It is read again at the next opportunity."""
        found = msgspec.structs.replace(self.latest_record, findings=(*self.latest_record.findings, trouble))
        return replace(self, latest=replace(self.latest, key=""), latest_record=found)


def is_sound(record: AccountRecord) -> bool:
    """Whether an account has no errors."""
    return all(finding.severity is not Severity.ERROR for finding in record.findings)


def read_source(source: Source) -> tuple[Source, AccountRecord, ReadAccount | None]:
    """Reads an account; where that fails the record says so, and the account is read again next time."""
    try:
        surroundings = source.ground.surroundings
        read = read_account(source.work, surroundings)
        past = past_of(source.work, surroundings, reader_of_versions(read, surroundings))
        record = record_of(read, source.ground.desk, past=past)
    except Exception as error:
        return source, AccountRecord({}, findings=(trouble_of(error, source.account),)), None
    return source.with_days(record.days), record, read


def renewed(old: LiveAccount | None, source: Source, record: AccountRecord) -> LiveAccount:
    """The account after a change. Something sound that is shown stays while there are errors."""
    if old is not None and is_sound(old.record) and not is_sound(record):
        return replace(old, latest=source, latest_record=record)
    return LiveAccount(source, record, source, record)


def drawn(account: LiveAccount, read: ReadAccount | None = None) -> LiveAccount:
    """The account with its pages. `read` is what was read of what is shown, where that is at hand.

    Raises whatever drawing raises.
    """
    source = account.shown
    surroundings, desk = source.ground.surroundings, source.ground.desk
    read = read or read_account(source.work, surroundings)
    read = with_maps(read, desk)
    desk.layouts.prepare(maps_of(read))
    work = replace(read.work, known=source.ground.told)
    past = past_of(work, surroundings, reader_of_versions(read, surroundings))
    pages = draw_account(read, surroundings, desk, past, has_pairs=False)
    source.ground.told.update(past.fresh if past else {})
    assets = frozenset(file for plan in read.shown.all() for file in plan.text.asset_files)
    return replace(account, pages=pages, assets=assets)


def trouble_of(error: Exception, account: str) -> Finding:
    """The finding that an exception brings along, or one that says that we made a mistake."""
    finding = getattr(error, "finding", None)
    if isinstance(finding, Finding):
        return finding
    if os.environ.get("KAMSITE_DEBUG"):
        traceback.print_exception(error)
    return internal_trouble(account, error)
