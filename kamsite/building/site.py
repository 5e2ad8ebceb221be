"""The way from a folder of plans to a published site."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import msgspec

from kamsite.building.account import NO_DRAWING, AccountWork
from kamsite.building.customerbase import Counted, counted_customers
from kamsite.building.editions import require_read
from kamsite.building.keys import Keys
from kamsite.building.past import PastKeys
from kamsite.building.portfolio import check_portfolio
from kamsite.building.programmedates import programme_dues
from kamsite.building.programmepast import programme_past
from kamsite.building.question import BuildOptions, BuildSummary
from kamsite.building.recent import recent_versions
from kamsite.building.record import AccountRecord
from kamsite.building.searching import index_files
from kamsite.building.shared import assets_of, content_of, draw
from kamsite.building.spread import FORKS, spread, usual_jobs
from kamsite.building.surroundings import Surroundings
from kamsite.building.survey import survey_of, works_of
from kamsite.building.work import Workshop
from kamsite.diagnostics import Finding, Severity, counted, in_order
from kamsite.output.memo import Memo
from kamsite.output.published import Published, stamp_of
from kamsite.output.spare import spare_of
from kamsite.output.staging import Staging, staging
from kamsite.render.across.content import Recent
from kamsite.render.across.pages import files_across
from kamsite.render.across.programme.then import old_versions
from kamsite.render.across.shared import SharedFiles
from kamsite.render.maps import Layouts
from kamsite.render.search.shards import plan_file
from kamsite.render.sitemap import sitemap
from kamsite.render.versions import is_rendered
from kamsite.source.history import History, Version
from kamsite.source.snapshot import Snapshot


def build_site(
    snapshot: Snapshot,
    options: BuildOptions,
    published: Published,
    memo: Memo,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[BuildSummary, str]:
    """Builds a site from a snapshot and publishes it; gives back what was done and the stamp of the site.

    Raises ThemeError, EditionError or OutputError, each with a finding, when nothing can be built at all.
    """
    surroundings, histories = survey_of(snapshot, options.question, memo)
    if options.keep_going:
        require_read(surroundings.folder, options.question.edition, surroundings.schemas)
    return _Build(options, surroundings, histories, published, memo, told).run()


# To draw so many files across accounts takes longer than to start processes for them.
_MANY_FILES = 32
# So many results are put into the memory at once.
_TOGETHER = 200
_INDEX = "search"


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
        self.desk = surroundings.desk(Layouts(surroundings.folder.settings.engine))
        self.works = works_of(surroundings, histories)
        self.keys = Keys(surroundings, "build", options.keep_going)
        self.jobs = options.jobs or usual_jobs()
        self.counted = Counted()
        self.drawn = 0
        self.told_now: dict[str, bytes] = {}

    def run(self) -> tuple[BuildSummary, str]:
        """Does it."""
        out = self.options.out
        spare = spare_of(self.options.cache, out) if self.options.cache else None
        with staging(self.published, spare) as stage:
            records = self._remembered_accounts(stage)
            missing = self._remembered_versions(stage)
            if FORKS and self.jobs > 1:
                stage.link_ahead()
            self._draw(stage, records, missing)
            self.counted = counted_customers(self.surroundings, self.memo)
            findings = self._findings(records)
            is_sound = all(finding.severity is not Severity.ERROR for finding in findings)
            if not is_sound and not self.options.keep_going:
                return BuildSummary(out, False, counted(findings), len(self.works), findings=findings), ""
            self._add_shared_pages(stage, records, findings)
            written = sum(1 for file, digest in stage.files.items() if self.published.files.get(file) != digest)
            if stage.files != self.published.files:
                stage.publish()
            pages = sum(1 for file in stage.files if file.endswith(".html"))
            foreign, accounts = self.published.foreign, len(self.works)
            counts = counted(findings)
            summary = BuildSummary(out, True, counts, accounts, pages, self.drawn, written, foreign=foreign)
            return summary, stamp_of(stage.files)

    def _remembered_accounts(self, stage: Staging) -> dict[str, AccountRecord]:
        """The records of accounts that were drawn before and whose pages still stand in the published site."""
        day_keys = {account: self.keys.days(work) for account, work in self.works.items()}
        days = self.memo.get(day_keys.values())
        keys = {
            account: self.keys.account(self.works[account], msgspec.json.decode(days[key], type=tuple[str, ...]))
            for account, key in day_keys.items()
            if key in days
        }
        found = self.memo.get(keys.values())
        records = {}
        for account, key in keys.items():
            if key in found:
                record = msgspec.json.decode(found[key], type=AccountRecord)
                if stage.keep_all(record.files):
                    records[account] = record
        return records

    def _remembered_versions(self, stage: Staging) -> dict[str, list[tuple[str, Version]]]:
        """Takes over the pages of old versions; gives back by account those that are to be drawn."""
        wanted = [(work.account, plan, version) for work in self.works.values() for plan, version in self._old(work)]
        keys = [self.keys.version(plan, version) for _, plan, version in wanted]
        found = self.memo.get(keys)
        missing: dict[str, list[tuple[str, Version]]] = {}
        for (account, plan, version), key in zip(wanted, keys, strict=True):
            files = msgspec.json.decode(found[key], type=dict[str, str]) if key in found else None
            if files is None or not stage.keep_all(files):
                missing.setdefault(account, []).append((plan, version))
        return missing

    def _old(self, work: AccountWork) -> list[tuple[str, Version]]:
        if not self.desk.shows_history:
            return []
        return [
            (plan, version)
            for plan, history in work.histories.items()
            for version in history.versions
            if is_rendered(self.desk, history, version)
        ]

    def _draw(
        self, stage: Staging, records: dict[str, AccountRecord], missing: Mapping[str, list[tuple[str, Version]]]
    ) -> None:
        """Draws what is not remembered, and remembers it; adds to `records`."""
        todo = [
            replace(work, old=tuple(missing.get(account, ())), is_wanted=account not in records)
            for account, work in self.works.items()
            if account not in records or account in missing
        ]
        todo = self._with_past(todo)
        fresh: dict[str, bytes] = {}
        keep_going = self.options.keep_going
        workshop = Workshop(self.surroundings, stage.folder, self.published.files, keep_going=keep_going)
        for account, record, old, told in workshop.do(todo, self.jobs, lambda done: self.told(done, len(todo))):
            work = self.works[account]
            fresh.update(told)
            self.told_now.update(told)
            stage.take(record.files)
            self.drawn += len(record.files)
            if account not in records:
                records[account] = record
                fresh[self.keys.days(work)] = msgspec.json.encode(record.days)
                if record.files and all(finding.code != NO_DRAWING for finding in record.findings):
                    fresh[self.keys.account(work, record.days)] = msgspec.json.encode(record)
            elif record.findings:
                records[account] = msgspec.structs.replace(records[account], findings=record.findings)
            for (plan, commit), files in old.items():
                stage.take(files)
                self.drawn += len(files)
                version = next(v for v in self.histories[plan].versions if v.commit.id == commit)
                fresh[self.keys.version(plan, version)] = msgspec.json.encode(files)
            # While others draw, there is time for it.
            if len(fresh) >= _TOGETHER:
                self.memo.put(fresh, int(time.time()))
                fresh.clear()
        self.memo.put(fresh, int(time.time()))

    def _with_past(self, works: list[AccountWork]) -> list[AccountWork]:
        """The works with what is remembered of what their versions changed."""
        if not self.desk.shows_history:
            return works
        most = self.desk.settings.compared_versions
        keys = PastKeys(self.surroundings)
        wanted = {
            work.account: keys.of_history(work.histories[work.account], most)
            for work in works
            if work.is_wanted and work.account in work.histories
        }
        found = self.memo.get([key for some in wanted.values() for key in some])
        return [
            replace(work, known={key: found[key] for key in wanted.get(work.account, ()) if key in found})
            for work in works
        ]

    def _findings(self, records: Mapping[str, AccountRecord]) -> tuple[Finding, ...]:
        return findings_of(self.surroundings, records, self.counted, self.memo)

    def _add_shared_pages(
        self, stage: Staging, records: Mapping[str, AccountRecord], findings: tuple[Finding, ...]
    ) -> None:
        """Draws the files across accounts whose inputs have changed, and takes over the others."""
        if FORKS and self.jobs > 1:
            stage.prepare_ahead()
        recent: tuple[Recent, ...] = ()
        past = programme_past(self.surroundings, self.memo)
        if self.desk.shows_history:
            recent, fresh = recent_versions(self.surroundings, self.histories, self.memo, self.told_now, past.changes)
            self.memo.put(fresh, int(time.time()))
        dues = programme_dues(self.surroundings, self.memo)
        content = content_of(self.surroundings, records, findings, self.counted.base, recent, past, dues)
        every = (*files_across(self.desk, content), *old_versions(self.desk, content))
        by_key = {self.keys.shared(files): files for files in every}
        known = self.memo.get(by_key)
        told = {key: msgspec.json.decode(found, type=dict[str, str]) for key, found in known.items()}
        todo = {key: one for key, one in by_key.items() if key not in told or not stage.keep_all(told[key])}
        drawn = self._draw_shared(stage, todo, content.names)
        self.memo.put({key: msgspec.json.encode(digests) for key, digests in drawn.items()}, int(time.time()))
        stage.write(assets_of(self.surroundings, self.desk, content))
        if self.desk.settings.url:
            stage.write(sitemap(self.desk.settings.url, stage.files))

    def _draw_shared(
        self, stage: Staging, todo: Mapping[str, SharedFiles], names: Mapping[str, str]
    ) -> dict[str, dict[str, str]]:
        """Draws files across accounts, given by key, and beside them the search index; gives back their digests."""
        # The index tells of what the site says itself, and takes longer than anything else.
        drawn = {key: self._drawn(stage, one) for key, one in todo.items() if one.name == plan_file("")}
        works = [_INDEX, *(key for key in todo if key not in drawn)]

        def draw_one(work: str) -> dict[str, str]:
            return self._indexed(stage, names) if work == _INDEX else self._drawn(stage, todo[work])

        jobs = self.jobs if FORKS and len(works) >= _MANY_FILES else 1
        for work, digests in zip(works, spread(draw_one, works, jobs), strict=True):
            stage.take(digests)
            drawn[work] = digests
        del drawn[_INDEX]
        return drawn

    def _drawn(self, stage: Staging, files: SharedFiles) -> dict[str, str]:
        return stage.write(draw(files, self.desk))

    def _indexed(self, stage: Staging, names: Mapping[str, str]) -> dict[str, str]:
        """Adds the index of what the site and all plans say; `names` are those of the plans by id."""
        told = {plan: name for plan, name in names.items() if plan_file(plan) in stage.files}
        before = self.published.files
        made = index_files({"": "", **told}, dict(stage.files), stage.read, before, self.published.read)
        digests: dict[str, str] = {}
        for file, content in made:
            if content is None:
                stage.keep(file, before[file])
                digests[file] = before[file]
            else:
                digests |= stage.write({file: content})
        return digests


def findings_of(
    surroundings: Surroundings, records: Mapping[str, AccountRecord], counted: Counted, memo: Memo
) -> tuple[Finding, ...]:
    """Everything that there is to say about a folder of plans, in order; `records` go by account."""
    found = [*surroundings.snapshot.findings, *surroundings.folder.findings]
    for record in records.values():
        found.extend(record.findings)
    found.extend(check_portfolio(surroundings, records.values(), counted, memo))
    return in_order(found)
