"""All accounts in memory. A change reads what it concerns, and draws what somebody is looking at."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import msgspec

from kamsite.building.account import draw_pair, draw_version, read_account, read_old
from kamsite.building.customerbase import Counted, counted_customers
from kamsite.building.erasing import read_erased
from kamsite.building.keys import Keys
from kamsite.building.past import PastKeys
from kamsite.building.programmedates import programme_dues
from kamsite.building.programmepast import programme_past
from kamsite.building.question import Question
from kamsite.building.recent import recent_versions
from kamsite.building.record import AccountRecord
from kamsite.building.shared import assets_of, content_of, draw
from kamsite.building.site import findings_of
from kamsite.building.survey import survey_of, works_of
from kamsite.building.work import Workshop
from kamsite.commands.output import no_folder
from kamsite.diagnostics import Finding
from kamsite.model.analyses.summary import Due
from kamsite.model.folder import SITE, read_folder
from kamsite.model.schema import forget_schemas, load_schemas
from kamsite.output.memo import Memo
from kamsite.render.across.content import ProgrammePast, Recent
from kamsite.render.across.pages import files_across
from kamsite.render.maps import Layouts
from kamsite.render.search.shards import FOLDER, plan_file
from kamsite.resources import schema_folder
from kamsite.serving.accounts import Ground, LiveAccount, Source, drawn, is_sound, read_source, renewed, trouble_of
from kamsite.serving.keeping import HeldMemo, SoundSettings
from kamsite.serving.programme import programme_version
from kamsite.serving.searching import LiveSearch
from kamsite.source.surroundings import SourceError

Told = Callable[[int, int], None]
_MOST_VERSIONS = 64
# Layouts of maps are kept for so many rebuilds; each is some 50 KB.
_MOST_SURVEYS = 100


class LivePortfolio:
    """The accounts of a folder of plans as they are shown. To be used by one thread at a time.

    `ground` is None before the first survey; `found` are the findings about everything, whether shown or not.
    """

    def __init__(self, question: Question, cache: Path | None) -> None:
        self.ground: Ground | None = None
        self.accounts: dict[str, LiveAccount] = {}
        self.found: tuple[Finding, ...] = ()
        self._question = question
        self._cache = cache
        self._held = HeldMemo()
        self._settings = SoundSettings()
        self._layouts: tuple[str, Layouts] | None = None
        self._surveys = 0
        self._schemas_saved: tuple[tuple[str, int], ...] = ()
        self._told: dict[str, bytes] = {}
        self._behind: dict[str, Source] = {}
        self._shared: Mapping[str, bytes] = {}
        self._drawn_shared: dict[str, dict[str, bytes]] = {}
        self._counted = Counted()
        self._dues: tuple[Due, ...] = ()
        self._is_shared_due = True
        self._search = LiveSearch()
        self._versions: OrderedDict[str, Mapping[str, bytes]] = OrderedDict()

    @property
    def is_behind(self) -> bool:
        """Whether there are accounts that were not read again since something changed that concerns all of them."""
        return bool(self._behind)

    # -- reading -----------------------------------------------------------------------------------------------------

    def renew(self, patience: float, jobs: int, told: Told) -> int:
        """Looks at everything again; gives back how many pages were drawn.

        What is not read within `patience` (seconds) is left behind for `catch_up`, except with several `jobs`: then
        all is read in several processes, and `told` hears how many accounts of how many. Raises what a survey raises.
        """
        memo = self._memo()
        try:
            ground = self._survey(memo)
            sources = _sources(ground, self.accounts, memo)
            self.ground = ground
            self.accounts = {name: account for name, account in self.accounts.items() if name in sources}
            self._behind = self._unremembered(sources, memo)
            if jobs > 1:
                self._read_all(jobs, told, memo)
            pages = self._read_some(patience, memo)
            self._sum_up(memo)
        finally:
            memo.close()
        return pages

    def catch_up(self, patience: float) -> int:
        """Reads more of the accounts that were left behind; gives back how many pages were drawn."""
        memo = self._memo()
        try:
            pages = self._read_some(patience, memo)
            if not self._behind:
                self._sum_up(memo)
        finally:
            memo.close()
        return pages

    def _memo(self) -> Memo:
        return Memo(self._cache) if self._cache else self._held

    def _survey(self, memo: Memo) -> Ground:
        saved = tuple(sorted((file.name, file.stat().st_mtime_ns) for file in schema_folder().iterdir()))
        if saved != self._schemas_saved:
            self._schemas_saved = saved
            forget_schemas()
        if not self._question.plans.is_dir():
            raise SourceError(no_folder(self._question.plans))
        snapshot = read_erased(self._question, memo)
        folder = read_folder(snapshot, load_schemas())
        sound = self._settings.stand_in(snapshot, folder)
        surroundings, histories = survey_of(sound, self._question, memo)
        if sound is not snapshot:
            told = replace(surroundings.folder, findings=folder.findings)
            surroundings = replace(surroundings, folder=told)
        before = self.ground.surroundings.theme if self.ground else None
        if before is not None and before.digest == surroundings.theme.digest:
            # Its templates are compiled already.
            surroundings = replace(surroundings, theme=before)
        desk = surroundings.desk(self._laid_out(surroundings.folder.settings.engine))
        return Ground(surroundings, histories, desk, Keys(surroundings, "check"), self._told)

    def _laid_out(self, engine: str) -> Layouts:
        """The layouts of power maps so far, as long as there are not too many and the engine is the same."""
        self._surveys += 1
        if self._layouts is None or self._layouts[0] != engine or self._surveys % _MOST_SURVEYS == 0:
            self._layouts = engine, Layouts(engine)
        return self._layouts[1]

    def _unremembered(self, sources: Mapping[str, Source], memo: Memo) -> dict[str, Source]:
        """Takes over what has not changed or was read before; gives back the rest."""
        changed: dict[str, Source] = {}
        for name, source in sources.items():
            known = self.accounts.get(name)
            if known is not None and source.key and source.key == known.latest.key:
                self.accounts[name] = known.moved_to(source)
            else:
                changed[name] = source
        found = memo.get([source.key for source in changed.values() if source.key])
        for name, source in tuple(changed.items()):
            # What is being looked at is drawn again, for which it has to be read in any case.
            if source.key in found and not self._is_looked_at(name):
                record = msgspec.json.decode(found[source.key], type=AccountRecord)
                if not _has_failed(record):
                    self.accounts[name] = renewed(self.accounts.get(name), source, record)
                    del changed[name]
        return changed

    def _is_looked_at(self, name: str) -> bool:
        account = self.accounts.get(name)
        return account is not None and account.pages is not None

    def _read_all(self, jobs: int, told: Told, memo: Memo) -> None:
        """Reads what is left behind in several processes. Only before there are other threads."""
        ground = self.ground
        if ground is None or not self._behind:
            return
        works = [source.work for source in self._behind.values()]
        workshop = Workshop(ground.surroundings, None)
        fresh: list[tuple[Source, AccountRecord]] = []
        for name, record, _, _ in workshop.do(works, jobs, lambda done: told(done, len(works))):
            source = self._behind.pop(name).with_days(record.days)
            fresh.append((source, record))
            self.accounts[name] = renewed(None, source, record)
        _remember(fresh, memo)

    def _read_some(self, patience: float, memo: Memo) -> int:
        """Reads what is left behind: first what changed itself, then what somebody looks at, then the rest."""
        deadline = time.monotonic() + patience
        fresh: list[tuple[Source, AccountRecord]] = []
        pages = 0
        for name in sorted(self._behind, key=self._urgency):
            if fresh and time.monotonic() > deadline:
                break
            source, record, drawings = self._read(name)
            pages += drawings
            fresh.append((source, record))
        _remember(fresh, memo)
        return pages

    def _urgency(self, name: str) -> tuple[bool, bool, str]:
        known = self.accounts.get(name)
        has_changed = known is None or known.latest.content != self._behind[name].content
        return not has_changed, not self._is_looked_at(name), name

    def _read(self, name: str) -> tuple[Source, AccountRecord, int]:
        """Reads an account that was left behind, and draws it if it changed itself or somebody looks at it."""
        known = self.accounts.get(name)
        has_changed = known is not None and known.latest.content != self._behind[name].content
        source, record, read = read_source(self._behind.pop(name))
        account = renewed(known, source, record)
        pages = 0
        if read is not None and not account.is_held_back and (has_changed or (known and known.pages is not None)):
            try:
                with self._recalled(source):
                    account = drawn(account, read)
                pages = sum(file.endswith(".html") for file in account.pages or ())
            except Exception as error:
                shown = known if known and is_sound(known.record) else account
                shown = replace(shown, latest=source, latest_record=record)
                account = shown.with_trouble(trouble_of(error, name))
        self.accounts[name] = account
        return source, record, pages

    def _sum_up(self, memo: Memo) -> None:
        """Collects the findings; the pages across accounts are due to be drawn again."""
        if self.ground is None:
            return
        records = {name: account.latest_record for name, account in self.accounts.items()}
        self._counted = counted_customers(self.ground.surroundings, memo)
        self._dues = programme_dues(self.ground.surroundings, memo)
        self.found = findings_of(self.ground.surroundings, records, self._counted, memo)
        self._is_shared_due = True

    # -- drawing -----------------------------------------------------------------------------------------------------

    def account(self, name: str) -> LiveAccount | None:
        """An account with its pages; without any where it cannot be drawn, for which `found` has the reason then."""
        if name in self._behind:
            self._read(name)
        account = self.accounts.get(name)
        if account is None or account.pages is not None:
            return account
        try:
            with self._recalled(account.shown):
                account = _drawn_if_possible(account)
        except Exception as error:
            trouble = trouble_of(error, name)
            self.found = (*self.found, trouble)
            account = replace(account.with_trouble(trouble), pages={})
        self.accounts[name] = account
        return account

    @contextmanager
    def _recalled(self, source: Source) -> Iterator[None]:
        """While an account is drawn: what is remembered of its versions is at hand, and what is found out is kept."""
        ground, history = source.ground, source.work.histories.get(source.account)
        most = ground.desk.settings.compared_versions
        keys = PastKeys(ground.surroundings).of_history(history, most) if history and ground.desk.shows_history else []
        unknown = [key for key in keys if key not in self._told]
        if not unknown:
            yield
            return
        memo = self._memo()
        try:
            found = memo.get(unknown)
            self._told.update(found)
            yield
            memo.put({key: self._told[key] for key in unknown if key in self._told and key not in found}, _now())
        finally:
            memo.close()

    def shared(self) -> Mapping[str, bytes]:
        """The pages across accounts and the theme's assets; where they cannot be drawn the last ones."""
        if self._is_shared_due and self.ground is not None:
            self._is_shared_due = False
            records = {name: account.record for name, account in self.accounts.items()}
            try:
                past, recent = self._pasts(self.ground)
                self._shared = self._draw_shared(self.ground, records, past, recent)
            except Exception as error:
                self.found = (*self.found, trouble_of(error, SITE))
        return self._shared

    def _draw_shared(
        self, ground: Ground, records: Mapping[str, AccountRecord], past: ProgrammePast, recent: tuple[Recent, ...]
    ) -> Mapping[str, bytes]:
        """The files across accounts; those whose inputs are as they were are not drawn again."""
        content = content_of(ground.surroundings, records, self.found, self._counted.base, recent, past, self._dues)
        by_key = {ground.keys.shared(files): files for files in files_across(ground.desk, content)}
        drawn = {key: self._drawn_shared.get(key) or draw(files, ground.desk) for key, files in by_key.items()}
        self._drawn_shared = drawn
        found = assets_of(ground.surroundings, ground.desk, content)
        for files in drawn.values():
            found.update(files)
        return found

    def search(self, address: str) -> Mapping[str, bytes] | None:
        """The files of the search index as far as they tell of plans; None for the address of any other file."""
        if not address.startswith(FOLDER) or address == plan_file(""):
            return None
        said = self._search.said(self.accounts)
        if address in said:
            return said
        site = plan_file("")
        return self._search.index(said | {site: self.shared()[site]} if site in self.shared() else said)

    def _pasts(self, ground: Ground) -> tuple[ProgrammePast, tuple[Recent, ...]]:
        """The programme's past, and the newest versions of all accounts and of it, with what they changed."""
        if not ground.desk.shows_history:
            return ProgrammePast(), ()
        memo = self._memo()
        try:
            past = programme_past(ground.surroundings, memo)
            recent, fresh = recent_versions(ground.surroundings, ground.histories, memo, self._told, past.changes)
            memo.put(fresh, _now())
        finally:
            memo.close()
        self._told.update(fresh)
        return past, recent

    def version(self, plan: str, short: str) -> Mapping[str, bytes]:
        """The pages of a plan as it was in a version, with its assets; nothing where there is no such version.

        Raises whatever drawing raises.
        """
        ground = self.ground
        history = ground.histories.get(plan) if ground else None
        if ground is None or history is None or not ground.desk.shows_history:
            return {}
        version = next((version for version in history.versions if version.commit.short == short), None)
        if version is None:
            return {}
        key = ground.keys.version(plan, version)
        if key not in self._versions:
            old = read_old(plan, version, ground.histories, ground.surroundings)
            self._versions[key] = draw_version(old, ground.desk) if old else {}
            while len(self._versions) > _MOST_VERSIONS:
                self._versions.popitem(last=False)
        self._versions.move_to_end(key)
        return self._versions[key]

    def programme_version(self, older: str, newer: str = "") -> Mapping[str, bytes]:
        """The page of the programme as it was in a version, or that compares two; nothing where there is none.

        Raises whatever drawing raises.
        """
        return programme_version(self.ground, self._pasts(self.ground)[0], older, newer) if self.ground else {}

    def pair(self, plan: str, older: str, newer: str) -> Mapping[str, bytes]:
        """The page that compares any two versions of a plan; nothing where there is no such version.

        Raises whatever drawing raises.
        """
        ground = self.ground
        history = ground.histories.get(plan) if ground else None
        account = self.account(plan.partition("/")[0])
        if ground is None or history is None or account is None or not ground.desk.shows_history:
            return {}
        by_commit = {version.commit.short: version for version in history.versions}
        if older not in by_commit or newer not in by_commit:
            return {}
        work = replace(account.shown.work, known=self._told)
        read = read_account(work, ground.surroundings)
        return draw_pair(read, plan, (by_commit[older], by_commit[newer]), ground.surroundings, ground.desk)


def _now() -> int:
    return int(time.time())


def _sources(ground: Ground, known: Mapping[str, LiveAccount], memo: Memo) -> dict[str, Source]:
    """All accounts that the edition shows. The key stays empty where nobody knows the account's days yet."""
    works = works_of(ground.surroundings, ground.histories)
    sources = {name: Source(work, ground, ground.keys.days(work)) for name, work in works.items()}
    days: dict[str, tuple[str, ...]] = {}
    for name, source in sources.items():
        latest = known[name].latest if name in known else None
        if latest is not None and latest.key and latest.content == source.content and latest.days is not None:
            days[name] = latest.days
    found = memo.get([source.content for name, source in sources.items() if name not in days])
    for name, source in sources.items():
        if name not in days and source.content in found:
            days[name] = msgspec.json.decode(found[source.content], type=tuple[str, ...])
    return {name: source.with_days(days[name]) if name in days else source for name, source in sources.items()}


def _drawn_if_possible(account: LiveAccount) -> LiveAccount:
    """The account with its pages; what is on the disk where what last was sound can no longer be read."""
    try:
        return drawn(account)
    except SourceError:
        if not account.is_held_back:
            raise
        return drawn(LiveAccount(account.latest, account.latest_record, account.latest, account.latest_record))


def _has_failed(record: AccountRecord) -> bool:
    """Whether reading an account failed: by a mistake of ours, or because somebody saved it meanwhile."""
    return any(finding.code in ("K009", "K099") for finding in record.findings)


def _remember(read: Iterable[tuple[Source, AccountRecord]], memo: Memo) -> None:
    """Remembers what was read; what could not be read has no key."""
    fresh: dict[str, bytes] = {}
    for source, record in read:
        if source.key and not _has_failed(record):
            fresh[source.content] = msgspec.json.encode(record.days)
            fresh[source.key] = msgspec.json.encode(record)
    memo.put(fresh, int(time.time()))
