"""The way from a folder of plans to a published site."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import msgspec

from kamsite.building.account import AccountRecord, AccountWork
from kamsite.building.history import read_histories
from kamsite.building.surroundings import Surroundings, edition_of
from kamsite.building.work import Workshop, usual_jobs
from kamsite.diagnostics import Finding, Severity, in_order
from kamsite.horizon import epoch_of, months_later
from kamsite.model.folder import SITE, STAFF, read_folder
from kamsite.model.rules.check import check_portfolio
from kamsite.model.schema import load_schemas
from kamsite.output.memo import Memo, code_digest, key_of
from kamsite.output.tree import Published, Staging, digest_of, read_published, staging
from kamsite.render.desk import Desk
from kamsite.render.format import day_of
from kamsite.render.maps import Layouts
from kamsite.render.sitepages import Origin, site_pages
from kamsite.render.theme import load_theme
from kamsite.render.versions import is_rendered
from kamsite.source.history import History, Version
from kamsite.source.snapshot import Snapshot, read_commit
from kamsite.source.worktree import read_work_tree


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What is built and where to. `at` names a commit; None builds the work tree. `as_of` overrides the commit's day."""

    plans: Path
    out: Path
    edition: str | None = None
    at: str | None = None
    as_of: date | None = None
    themes: Path | None = None
    jobs: int = 0
    is_strict: bool = False
    keep_going: bool = False
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did. `is_published` is False where errors stopped it; times in seconds."""

    out: Path
    is_published: bool
    findings: tuple[Finding, ...]
    accounts: int = 0
    pages: int = 0
    drawn: int = 0
    written: int = 0
    seconds: float = 0.0
    foreign: tuple[str, ...] = ()
    snapshot: Snapshot | None = field(default=None, repr=False)


def build(options: BuildOptions, told: Callable[[int, int], None] = lambda _done, _all: None) -> BuildSummary:
    """Builds and publishes a site. `told` hears how many accounts of how many are done.

    Raises SourceError, ThemeError, EditionError or OutputError, each with a finding, when nothing can be built at all.
    """
    start = time.monotonic()
    published = read_published(options.out)
    memo = Memo(options.cache)
    try:
        surroundings, histories = survey(options, memo)
        summary = _Build(options, surroundings, histories, published, memo, told).run()
    finally:
        memo.close()
    return replace(summary, seconds=time.monotonic() - start, snapshot=surroundings.snapshot)


def survey(options: BuildOptions, memo: Memo) -> tuple[Surroundings, Mapping[str, History]]:
    """Reads everything that lies around the accounts: snapshot, settings, theme, edition, histories."""
    shallow = Severity.ERROR if options.is_strict else Severity.WARNING
    if options.at is None:
        snapshot = read_work_tree(options.plans, shallow=shallow)
    else:
        snapshot = read_commit(options.plans, options.at, shallow=shallow)
    schemas = load_schemas()
    folder = read_folder(snapshot, schemas)
    edition = edition_of(folder, options.edition)
    theme = load_theme(options.themes, folder.settings.theme)
    theme.check()
    histories = read_histories(snapshot, folder, memo)
    surroundings = Surroundings(
        snapshot=snapshot,
        folder=folder,
        schemas=schemas,
        theme=theme,
        edition=edition,
        as_of=options.as_of or day_of_snapshot(snapshot),
        plans=frozenset(histories),
    )
    return surroundings, histories


def day_of_snapshot(snapshot: Snapshot) -> date:
    """The day at which a snapshot is judged: that of its commit, today without one."""
    commit = snapshot.commit
    return day_of(commit.time, commit.offset) if commit else date.today()


class _Build:
    """One build: what is remembered is taken over, the rest is made, everything is published at once."""

    def __init__(
        self,
        options: BuildOptions,
        surroundings: Surroundings,
        histories: Mapping[str, History],
        published: Published,
        memo: Memo,
        told: Callable[[int, int], None],
    ) -> None:
        self.options = options
        self.surroundings = surroundings
        self.histories = histories
        self.published = published
        self.memo = memo
        self.told = told
        self.desk: Desk = surroundings.desk(Layouts(surroundings.folder.settings.engine))
        self.shared_key = self._shared_key()
        self.works = {account: self._work(account, files) for account, files in self._accounts().items()}
        self.drawn = 0

    def run(self) -> BuildSummary:
        """Does it."""
        with staging(self.published) as stage:
            records, olds = self._records(stage)
            findings = self._findings(records)
            is_sound = all(finding.severity is not Severity.ERROR for finding in findings)
            if not is_sound and not self.options.keep_going:
                return BuildSummary(self.options.out, False, findings, len(self.works))
            self._put_together(stage, records, olds, findings)
            is_same = dict(stage.files) == dict(self.published.files)
            written = sum(1 for file, digest in stage.files.items() if self.published.files.get(file) != digest)
            if not is_same:
                stage.publish()
            pages = sum(1 for file in stage.files if file.endswith(".html"))
            return BuildSummary(
                self.options.out,
                True,
                findings,
                len(self.works),
                pages,
                self.drawn,
                written,
                foreign=self.published.foreign,
            )

    # -- what there is to do -----------------------------------------------------------------------------------------

    def _accounts(self) -> dict[str, tuple[str, ...]]:
        visible = self.surroundings.visible
        return {name: files for name, files in self.surroundings.folder.accounts.items() if name in visible}

    def _work(self, account: str, files: tuple[str, ...]) -> AccountWork:
        inside = {p: h for p, h in self.histories.items() if p == account or p.startswith(f"{account}/")}
        return AccountWork(account, files, inside)

    def _old(self, work: AccountWork) -> list[tuple[str, Version]]:
        if not self.desk.shows_history:
            return []
        return [
            (plan, version)
            for plan, history in work.histories.items()
            for version in history.versions
            if is_rendered(self.desk, history, version)
        ]

    def _shared_key(self) -> str:
        """Everything besides an account's own files, history and time that its pages are made from."""
        s = self.surroundings
        digests = [s.snapshot.files[file].digest if file in s.snapshot.files else "" for file in (SITE, STAFF)]
        prefix = s.snapshot.repository.prefix if s.snapshot.repository else b""
        edition = (s.edition.name, sorted(s.edition.shows), sorted(s.edition.accounts or ()))
        plans = sorted(s.visible)
        return key_of(
            code_digest(), s.schemas.digest, s.theme.digest, digests, prefix, edition, plans, self.options.keep_going
        )

    def _content_key(self, work: AccountWork) -> str:
        files = [(file, self.surroundings.snapshot.files[file].digest) for file in work.files]
        return key_of("content", code_digest(), files)

    def _account_key(self, work: AccountWork, days: Iterable[str]) -> str:
        changes = [*days]
        months = self.surroundings.folder.settings.stale_after_months
        for history in work.histories.values():
            for version in history.versions:
                changed = day_of(version.commit.time, version.commit.offset)
                changes.append(months_later(changed, months).isoformat())
        epoch = epoch_of(self.surroundings.as_of, changes)
        return key_of("account", self.shared_key, self._content_key(work), work.histories, epoch)

    def _version_key(self, plan: str, version: Version) -> str:
        return key_of("version", self.shared_key, plan, version)

    # -- doing it ----------------------------------------------------------------------------------------------------

    def _records(self, stage: Staging) -> tuple[dict[str, AccountRecord], dict[str, str]]:
        """The record of each account and the files of all old versions; taken over where they are remembered."""
        records = self._remembered_accounts(stage)
        old_files, old_missing = self._remembered_versions(stage)
        todo = []
        for account, work in self.works.items():
            is_wanted = account not in records
            old = tuple(old_missing.get(account, ()))
            if is_wanted or old:
                todo.append(replace(work, old=old, is_wanted=is_wanted))
        workshop = Workshop(self.surroundings, stage.folder, keep_going=self.options.keep_going)
        total, fresh = len(todo), {}
        for account, record, olds in workshop.do(
            todo, self.options.jobs or usual_jobs(), lambda n: self.told(n, total)
        ):
            work = self.works[account]
            if account not in records:
                records[account] = record
                self.drawn += len(record.files)
                fresh[key_of("days", self._content_key(work))] = msgspec.json.encode(record.days)
                if record.files:
                    fresh[self._account_key(work, record.days)] = msgspec.json.encode(record)
            elif record.findings:
                records[account] = msgspec.structs.replace(records[account], findings=record.findings)
            stage.take(record.files)
            for (plan, commit), files in olds.items():
                self.drawn += len(files)
                stage.take(files)
                version = next(v for v in self.histories[plan].versions if v.commit.id == commit)
                fresh[self._version_key(plan, version)] = msgspec.json.encode(files)
        self.memo.put(fresh, int(time.time()))
        return records, old_files

    def _remembered_accounts(self, stage: Staging) -> dict[str, AccountRecord]:
        day_keys = {account: key_of("days", self._content_key(work)) for account, work in self.works.items()}
        days = self.memo.get(day_keys.values())
        keys = {
            account: self._account_key(self.works[account], msgspec.json.decode(days[key], type=tuple[str, ...]))
            for account, key in day_keys.items()
            if key in days
        }
        found = self.memo.get(keys.values())
        records = {}
        for account, key in keys.items():
            if key in found:
                record = msgspec.json.decode(found[key], type=AccountRecord)
                if all(stage.keep(file, digest) for file, digest in record.files.items()):
                    records[account] = record
        return records

    def _remembered_versions(self, stage: Staging) -> tuple[dict[str, str], dict[str, list[tuple[str, Version]]]]:
        wanted = [(work.account, plan, version) for work in self.works.values() for plan, version in self._old(work)]
        keys = [self._version_key(plan, version) for _, plan, version in wanted]
        found = self.memo.get(keys)
        files: dict[str, str] = {}
        missing: dict[str, list[tuple[str, Version]]] = {}
        for (account, plan, version), key in zip(wanted, keys, strict=True):
            known = msgspec.json.decode(found[key], type=dict[str, str]) if key in found else None
            if known is not None and all(stage.keep(file, digest) for file, digest in known.items()):
                files.update(known)
            else:
                missing.setdefault(account, []).append((plan, version))
        return files, missing

    def _findings(self, records: Mapping[str, AccountRecord]) -> tuple[Finding, ...]:
        found = [*self.surroundings.snapshot.findings, *self.surroundings.folder.findings]
        for record in records.values():
            found.extend(record.findings)
        found.extend(check_portfolio(self.surroundings.folder, self.surroundings.snapshot, self.surroundings.schemas))
        return in_order(found)

    def _put_together(
        self,
        stage: Staging,
        records: Mapping[str, AccountRecord],
        olds: Mapping[str, str],
        findings: tuple[Finding, ...],
    ) -> None:
        stage.take(olds)
        summaries = [summary for account in sorted(records) for summary in records[account].summaries]
        origin = Origin(
            self.surroundings.snapshot,
            self.surroundings.as_of,
            self.surroundings.edition.name,
            self.surroundings.theme.name,
        )
        shared = dict(site_pages(self.desk, summaries, findings, origin))
        files = {file: html.encode("utf-8") for file, html in shared.items()}
        files.update(self.surroundings.theme.assets)
        for file, content in files.items():
            if not stage.keep(file, digest_of(content)):
                stage.write({file: content})
