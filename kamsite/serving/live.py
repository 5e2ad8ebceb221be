"""The whole site in memory: which address holds what, and how things stand for it at the moment."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kamsite.building.editions import EditionError
from kamsite.building.question import Question
from kamsite.diagnostics import Finding, Severity, in_order
from kamsite.language import Language
from kamsite.model.folder import PROGRAMME, SITE
from kamsite.output.published import digest_of
from kamsite.serving.accounts import is_sound, trouble_of
from kamsite.serving.portfolio import LivePortfolio, Told
from kamsite.source.gitrepo import Repository
from kamsite.source.surroundings import SourceError

# How long (seconds) a rebuild reads before it shows what it has, and how long each slice of the rest takes.
PATIENCE = 0.25
SLICE = 0.1
_PAIR = re.compile(r"(?P<plan>.+)/versions/(?P<older>[0-9a-f]{7,64})-(?P<newer>[0-9a-f]{7,64})/index\.html")
_VERSION = re.compile(r"(?P<plan>.+)/versions/(?P<commit>[0-9a-f]{7,64})/.+")


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site. `is_foreign`: the team put it there, so it may hold anything."""

    content: bytes = field(repr=False)
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand for one page.

    `stamp` names its content and is empty where it cannot be shown. `errors` concern this page, `elsewhere` counts
    those that do not. `is_told` is False for an edition that does not show findings: then only their number is.
    `is_partial`: the page never was without errors, so what is wrong is missing on it.
    """

    stamp: str
    language: Language
    errors: tuple[Finding, ...] = ()
    elsewhere: int = 0
    is_told: bool = True
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did: files that changed, how many pages were drawn, how long it took (seconds).

    `is_settled` is False where a file changed while it was read: another rebuild is due.
    """

    changed: tuple[str, ...]
    pages: int
    seconds: float
    is_settled: bool = True

    def after(self, other: "Rebuilt") -> "Rebuilt":
        """Both in one, `other` being the earlier."""
        changed = tuple(sorted({*self.changed, *other.changed}))
        return Rebuilt(changed, self.pages + other.pages, self.seconds + other.seconds, self.is_settled)


class LiveSite:
    """A site in memory. One thread rebuilds it, many may ask for pages meanwhile."""

    def __init__(self, question: Question, cache: Path | None = None) -> None:
        self._portfolio = LivePortfolio(question, cache)
        self._failure: Finding | None = None
        self._work = threading.RLock()
        self._news = threading.Condition()
        self._generation = 0

    # -- building ----------------------------------------------------------------------------------------------------

    def begin(self, jobs: int = 1, told: Told = lambda _done, _all: None) -> Rebuilt:
        """Reads everything for the first time. `told` hears how many accounts of how many were read.

        Raises SourceError and EditionError, each with a finding; other troubles are shown on the pages. With several
        `jobs` it works in several processes, so there must be no other threads yet.
        """
        return self._rebuilt(lambda: self._portfolio.renew(float("inf"), jobs, told), (SourceError, EditionError))

    def rebuild(self) -> Rebuilt:
        """Reads what has changed. Never raises: what is in the way is shown on the pages."""
        return self._rebuilt(lambda: self._portfolio.renew(PATIENCE, 1, lambda _done, _all: None), ())

    @property
    def is_behind(self) -> bool:
        """Whether a rebuild had no time for some accounts."""
        return self._portfolio.is_behind

    def catch_up(self) -> Rebuilt:
        """Reads some more of what a rebuild had no time for."""
        return self._rebuilt(lambda: self._portfolio.catch_up(SLICE), ())

    def _rebuilt(self, work: Callable[[], int], fatal: tuple[type[Exception], ...]) -> Rebuilt:
        start = time.monotonic()
        with self._work:
            before, pages = self._sources(), 0
            try:
                pages = work()
                self._failure = None
            except fatal:
                raise
            except Exception as error:
                self._failure = trouble_of(error, SITE)
            changed = tuple(sorted({name for name, _ in before ^ self._sources()}))
            is_settled = not any(finding.code == "K009" for finding in self.findings)
        with self._news:
            self._generation += 1
            self._news.notify_all()
        return Rebuilt(changed, pages, time.monotonic() - start, is_settled)

    def _sources(self) -> frozenset[tuple[str, str]]:
        """Names and digests of everything that the site is made from."""
        ground = self._portfolio.ground
        if ground is None:
            return frozenset()
        s = ground.surroundings
        others = {"themes/": s.theme.digest, "schema/": s.schemas.digest}
        if s.snapshot.commit:
            others["git"] = s.snapshot.commit.id
        files = {(file.path, file.digest) for file in s.snapshot.files.values()}
        return frozenset(files | set(others.items()))

    # -- what is there -----------------------------------------------------------------------------------------------

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings about everything as it lies on the disk."""
        failure = (self._failure,) if self._failure else ()
        return in_order((*failure, *self._portfolio.found))

    @property
    def account_count(self) -> int:
        """How many accounts are shown."""
        return len(self._portfolio.accounts)

    @property
    def repository(self) -> Repository | None:
        """The repository around the plans, as far as it is known."""
        ground = self._portfolio.ground
        return ground.surroundings.snapshot.repository if ground else None

    def page(self, address: str) -> Page | None:
        """The file at an address such as `en/nordwind/people.html`; None where there is none.

        It is drawn now if nobody wanted it before. Raises whatever drawing an old version raises.
        """
        with self._work:
            ground = self._portfolio.ground
            if ground is None:
                return None
            if (index := self._portfolio.search(address)) is not None:
                return _page(index.get(address))
            plain = self._without_language(address)
            if plain.startswith(f"{PROGRAMME}/versions/"):
                if found := _PAIR.fullmatch(plain):
                    return _page(self._portfolio.programme_version(found["older"], found["newer"]).get(address))
                found = _VERSION.fullmatch(plain)
                return _page(self._portfolio.programme_version(found["commit"]).get(address) if found else None)
            account = self._portfolio.account(plain.partition("/")[0]) if "/" in plain else None
            if account is None or address in ground.surroundings.theme.assets:
                return _page(self._portfolio.shared().get(address))
            if found := _PAIR.fullmatch(plain):
                return _page(self._portfolio.pair(found["plan"], found["older"], found["newer"]).get(address))
            if found := _VERSION.fullmatch(plain):
                pages = self._portfolio.version(found["plan"], found["commit"])
                return _page(pages.get(address), is_foreign=not plain.endswith(f"/{found['commit']}/index.html"))
            return _page((account.pages or {}).get(address), is_foreign=address in account.assets)

    def standing(self, address: str) -> Standing:
        """How things stand for the page at an address."""
        with self._work:
            try:
                page = self.page(address)
            except Exception:
                page = None
            language, own, elsewhere, is_told = self.language_of(address), [], 0, True
            if ground := self._portfolio.ground:
                is_told = ground.desk.shows_findings
            account = self._without_language(address).partition("/")[0]
            shown = self._portfolio.accounts.get(account)
            is_partial = shown is not None and not is_sound(shown.record)
            for finding in self.findings:
                if finding.severity is not Severity.ERROR:
                    continue
                if self._concerns(finding, account):
                    own.append(finding)
                else:
                    elsewhere += 1
            return Standing(self.stamp(page), language, tuple(own), elsewhere, is_told, is_partial)

    def _concerns(self, finding: Finding, account: str) -> bool:
        """Whether a finding concerns a page of an account (or one across accounts, where there is no such account)."""
        accounts, place = self._portfolio.accounts, finding.place.file.partition("/")[0]
        return account not in accounts or place == account or place not in accounts

    def stamp(self, page: Page | None) -> str:
        """What names the content of a page and the look of it."""
        ground = self._portfolio.ground
        if page is None or ground is None:
            return ""
        return digest_of(page.content + ground.surroundings.theme.digest.encode())[:16]

    def language_of(self, address: str) -> Language:
        """The language of the page at an address."""
        ground = self._portfolio.ground
        languages = ground.desk.languages if ground else ("en",)
        return next((name for name in languages[1:] if address.startswith(f"{name}/")), languages[0])

    def _without_language(self, address: str) -> str:
        ground = self._portfolio.ground
        if ground is None:
            return address
        return address.removeprefix(ground.desk.folder(self.language_of(address)))

    # -- news --------------------------------------------------------------------------------------------------------

    def wait(self, generation: int, seconds: float) -> int:
        """Waits until there was a rebuild after `generation`, or so many seconds; gives back the newest generation."""
        with self._news:
            self._news.wait_for(lambda: self._generation != generation, seconds)
            return self._generation


def _page(content: bytes | None, *, is_foreign: bool = False) -> Page | None:
    return None if content is None else Page(content, is_foreign)
