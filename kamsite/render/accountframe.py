"""What surrounds the pages of one account: its header and navigation, and what the pages say of themselves."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.language import Language, Text
from kamsite.model.analyses.completeness import PlanCompleteness
from kamsite.model.plan import CHAPTERS
from kamsite.render import inline, urls, versions
from kamsite.render.blocks import NOTHING
from kamsite.render.bodies import Piece
from kamsite.render.contexts import AccountHeader, Banner, Feed, Frame, NavItem, VersionLine
from kamsite.render.desk import Desk
from kamsite.render.navigation import frame_of, report_link
from kamsite.render.show import Show
from kamsite.source.assets import is_picture
from kamsite.source.history import History, Version

OVERVIEW = Text("Overview", "Überblick")
QUESTIONS = Text("Sources and questions", "Quellen und offene Fragen")
VERSIONS = Text("Versions", "Versionen")
HISTORY = Text("History of values", "Verlauf der Werte")
WHOLE = Text("Whole plan", "Ganzer Plan")
# What a table of contents of the whole plan leads to.
CONTENTS = frozenset({*CHAPTERS, "map"})
_OLD = Text(
    "The plan as it stood in version {} of {}.",
    "Der Plan, wie er in Version {} vom {} stand.",
)
_ABOUT = Text("Key account plan of {}: ", "Key-Account-Plan {}: ")
_TO_CURRENT = Text("To the current version", "Zur aktuellen Version")
_CHANGED = Text("Last changed {} in {}", "Zuletzt geändert am {} in {}")
_CHANGED_BY = Text("Last changed {} by {} in {}", "Zuletzt geändert am {} von {} in {}")
_SEGMENTS = {"key": "key", "focus": "info", "standard": "neutral"}


class AccountFrames:
    """Makes the frames of the pages of one plan, in one language or in both; what they share is made once.

    `has_origins`: there is a page that tells where each value comes from.
    """

    def __init__(
        self,
        desk: Desk,
        show: Show,
        history: History | None,
        completeness: PlanCompleteness,
        pieces: Sequence[Piece],
        *,
        has_origins: bool,
    ) -> None:
        self._desk = desk
        self._show = show
        self._plan = show.plan
        self._language: Language = show.language
        self._history = history
        self._completeness = completeness
        self._pieces = pieces
        self._has_origins = has_origins
        self._looks = cache(desk.looks)

    def frame(self, address: str, kind: str, title: str) -> Frame:
        """The frame of a page."""
        stylesheets, scripts = self._looks(kind)
        shared = self._shared
        return replace(
            shared,
            kind=kind,
            title=title,
            description=shared.description + title,
            report=report_link(self._desk, f"{self._plan.name}: {title}", self._language),
            stylesheets=stylesheets,
            scripts=scripts,
            account=shared.account and self._with_current(shared.account, address),
        )

    def frames(self) -> Iterator[tuple[str, Frame, Piece]]:
        """Each page that a piece has of its own: its address, its frame, the piece."""
        for at, piece in enumerate(self._pieces):
            address = f"{self._plan.id}/{piece.name}.html"
            kind = "overview" if piece.name == "index" else "chapter" if piece.name in CHAPTERS else piece.name
            frame = replace(
                self.frame(address, kind, piece.title),
                edit=piece.edit,
                changed=self.changed[piece.name],
                before=self._turn(at - 1),
                after=self._turn(at + 1),
            )
            yield address, frame, piece

    def _turn(self, at: int) -> NavItem | None:
        """The way to a page beside another one."""
        if not 0 <= at < len(self._pieces):
            return None
        piece = self._pieces[at]
        return NavItem(piece.title, urls.link(f"{self._plan.id}/{piece.name}.html"))

    @cached_property
    def _shared(self) -> Frame:
        """What all pages of the plan share; the description is only begun."""
        address = urls.for_account(self._plan.id)
        frame = frame_of(self._desk, "", self._language, "overview", self._plan.name)
        crumbs = [*frame.crumbs]
        if self._plan.parent is not None:
            crumbs.append(NavItem(self._plan.parent.name, urls.link(urls.for_account(self._plan.parent.id))))
        crumbs.append(NavItem(self._plan.name, urls.link(address)))
        feeds = frame.feeds
        if self._desk.has_feeds and self._history and self._history.versions:
            feeds += (Feed(self._plan.name, urls.link(urls.for_feed(self._plan.id))),)
        return replace(
            frame,
            description=_ABOUT.to(self._language).format(self._plan.name),
            crumbs=tuple(crumbs),
            account=self._header(),
            whole=urls.link(urls.for_whole(self._plan.id)),
            feeds=feeds,
        )

    def _with_current(self, account: AccountHeader, address: str) -> AccountHeader:
        """The header with the page that is shown marked in its navigation, a chapter's sections below it."""
        here = urls.link(address)
        current = address.rpartition("/")[2].removesuffix(".html")
        sections = next((piece.body.sections for piece in self._pieces if piece.name == current), ())
        inside = tuple(NavItem(section.title, f"#{section.id}") for section in sections)
        return replace(
            account,
            version=account.version and replace(account.version, lasting=self._lasting(current)),
            chapters=tuple(
                replace(item, is_current=True, inside=inside) if item.href == here else item
                for item in account.chapters
            ),
            more=tuple(replace(item, is_current=True) if item.href == here else item for item in account.more),
        )

    def _header(self) -> AccountHeader:
        account = self._plan.cover.account
        badges: list[Markup] = []
        lead: list[Markup] = []
        if account:
            field = self._desk.fields["plan"].properties["account"]
            if account.segment:
                word = field.properties["segment"].words[account.segment].text.to(self._language)
                badges.append(inline.badge(word, _SEGMENTS.get(account.segment, "neutral")))
            if account.industry:
                lead.append(inline.text(account.industry))
            if account.manager:
                lead.append(self._show.our_person(account.manager))
        logo = self.logo()
        return AccountHeader(
            name=self._plan.name,
            href=urls.link(urls.for_account(self._plan.id)),
            logo=urls.link(urls.for_asset(logo)) if logo else "",
            badges=tuple(badges),
            lead=tuple(lead),
            version=self._version_line(),
            chapters=tuple(self._nav()),
            more=tuple(self._more()),
            divisions=tuple(
                NavItem(division.name, urls.link(urls.for_account(division.id)))
                for division in self._plan.divisions.values()
            ),
        )

    def logo(self) -> str:
        """The file of the customer's logo; empty where there is none."""
        account = self._plan.cover.account
        file = f"{self._plan.id}/{account.logo}" if account and account.logo else ""
        return file if file in self._plan.text.asset_files and is_picture(file) else ""

    def _nav(self) -> Iterator[NavItem]:
        for piece in self._pieces:
            if piece.name == "questions":
                continue
            share = self._completeness.chapters.get(piece.name) if self._desk.guides else None
            title = OVERVIEW.to(self._language) if piece.name == "index" else piece.title
            is_missing = piece.name in CHAPTERS and self._plan.text.chapters[piece.name].is_missing
            yield NavItem(
                title,
                urls.link(f"{self._plan.id}/{piece.name}.html"),
                state="missing" if is_missing else "",
                share=round(share.share * 100) if share else None,
            )

    def _more(self) -> Iterator[NavItem]:
        """What is no chapter: questions and sources, versions, where values come from, the whole plan."""
        if any(piece.name == "questions" for piece in self._pieces):
            yield NavItem(QUESTIONS.to(self._language), urls.link(urls.for_questions(self._plan.id)))
        if self._desk.shows_history:
            yield NavItem(VERSIONS.to(self._language), urls.link(urls.for_versions(self._plan.id)))
        if self._has_origins:
            yield NavItem(HISTORY.to(self._language), urls.link(urls.for_origins(self._plan.id)))
        yield NavItem(WHOLE.to(self._language), urls.link(urls.for_whole(self._plan.id)))

    def _version_line(self) -> VersionLine | None:
        if self._history is None:
            return None
        version = self._history.current
        if version is None:
            return VersionLine(self._history.label.to(self._language), "", "", "", self._draft())
        href = urls.link(urls.for_versions(self._plan.id)) if self._desk.shows_history else ""
        return VersionLine(
            self._history.label.to(self._language),
            href,
            self._desk.day(version, self._language),
            version.by if self._desk.shows_authors else "",
            self._draft(),
        )

    def _lasting(self, page: str) -> str:
        """The address under which a page stays as it is now, as long as its version can be read."""
        version = self._history.current if self._history else None
        if version is None or self._history is None or self._history.uncommitted or not self._desk.shows_history:
            return ""
        if not versions.is_rendered(self._desk, self._history, version):
            return ""
        return urls.link(urls.for_version(self._plan.id, version.commit.short, page if page in CONTENTS else ""))

    def _draft(self) -> tuple[str, ...]:
        return self._history.uncommitted if self._history and self._desk.shows_files else ()

    @cached_property
    def changed(self) -> Mapping[str, Markup]:
        """When and by whom each piece last changed."""
        history = self._history
        last = {name: history.last_change(name) for name in CHAPTERS} if history else {}
        known = {version.commit.id: version for version in last.values() if version is not None}
        told = {commit: self._changed_in(version) for commit, version in known.items()}
        found = [(piece.name, last.get(piece.name)) for piece in self._pieces]
        return {name: told[version.commit.id] if version else NOTHING for name, version in found}

    def _changed_in(self, version: Version) -> Markup:
        when = self._desk.day(version, self._language)
        label: str | Markup = version.label
        if self._desk.shows_history:
            label = inline.fill('<a href="{}">{}</a>', urls.link(urls.for_versions(self._plan.id)), label)
        if self._desk.shows_authors:
            return inline.fill(_CHANGED_BY.to(self._language), when, version.by, label)
        return inline.fill(_CHANGED.to(self._language), when, label)

    def old_banner(self, version: Version) -> Banner:
        """What the page of an old version says of itself."""
        text = inline.fill(_OLD.to(self._language), version.label, self._desk.day(version, self._language))
        back = inline.fill(
            ' <a href="{}">{}</a>', urls.link(urls.for_account(self._plan.id)), _TO_CURRENT.to(self._language)
        )
        return Banner(text + back, "warning")
