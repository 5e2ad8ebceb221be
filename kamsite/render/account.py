"""All pages of one account: overview, chapters, power map, questions, versions, the whole plan, old versions.

Everything is drawn once, for all languages at a time where the theme allows it. Which page it stands on and in which
language comes last, when links and wording are settled.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.compare.origins import PlanChanges
from kamsite.diagnostics import Finding
from kamsite.language import Language, Text
from kamsite.model.analyses.completeness import PlanCompleteness
from kamsite.model.analyses.programme.selection import Standing
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.render import chapters, inline, questions, urls, versions
from kamsite.render.anchors import entries_of, with_anchors, with_links
from kamsite.render.blocks import NOTHING, Section
from kamsite.render.bodies import Piece, leading_somewhere
from kamsite.render.changed import BETWEEN
from kamsite.render.changed import TITLE as CHANGED
from kamsite.render.changes.origins import ToldOrigin
from kamsite.render.contexts import AccountHeader, Banner, Body, Chapter, Feed, Frame, NavItem, VersionLine
from kamsite.render.desk import Desk
from kamsite.render.mappage import map_sections, shows_people
from kamsite.render.navigation import frame_of, report_link
from kamsite.render.originpage import LEAD, TITLE, links_to, origin_sections
from kamsite.render.overview import overview_sections
from kamsite.render.pasts import pasts_of, without_pasts
from kamsite.render.sections import DRAWINGS
from kamsite.source.assets import is_picture
from kamsite.source.history import History, Version

OVERVIEW = Text("Overview", "Überblick")
MAP = Text("Power map", "Power-Map")
QUESTIONS = Text("Sources and questions", "Quellen und offene Fragen")
VERSIONS = Text("Versions", "Versionen")
HISTORY = Text("History of values", "Verlauf der Werte")
WHOLE = Text("Whole plan", "Ganzer Plan")
DIVISIONS = Text("Divisions", "Bereiche")
_OLD = Text(
    "The plan as it stood in version {} of {}.",
    "Der Plan, wie er in Version {} vom {} stand.",
)
_ABOUT = Text("Key account plan of {name}: {page}", "Key-Account-Plan {name}: {page}")
_TO_CURRENT = Text("To the current version", "Zur aktuellen Version")
_CHANGED = Text("Last changed {} in {}", "Zuletzt geändert am {} in {}")
_CHANGED_BY = Text("Last changed {} by {} in {}", "Zuletzt geändert am {} von {} in {}")
# What a table of contents of the whole plan leads to.
_CONTENTS = frozenset({*CHAPTERS, "map"})
_SEGMENTS = {"key": "key", "focus": "info", "standard": "neutral"}


class AccountPages:
    """Makes the pages of one plan (an account or a division) in one language."""

    def __init__(
        self,
        desk: Desk,
        plan: Plan,
        history: History | None,
        completeness: PlanCompleteness,
        language: Language,
        errors: tuple[Finding, ...] = (),
        changes: Mapping[str, Sequence[PlanChanges] | None] | None = None,
        origins: Sequence[ToldOrigin] = (),
        standing: Standing | None = None,
    ) -> None:
        self.desk = desk
        self.plan = plan
        self.history = history
        self.language = language
        self.errors = errors
        self.changes = changes or {}
        self.origins = origins
        written = {chapter: (plan.data[chapter], field) for chapter, field in desk.fields.items()}
        show = desk.show(plan, language, pasts_of(desk, plan.id, written, origins, language))
        self.show = dataclasses.replace(show, standing=None if plan.parent else standing)
        self.editor = chapters.Editor(desk.host, plan)
        self.completeness = completeness
        self.languages = desk.told_in(language)
        self.known: dict[Language, dict[bytes, bytes]] = {one: {} for one in self.languages}
        self.pieces = leading_somewhere(tuple(self._pieces()), plan.id)

    # -- bodies ----------------------------------------------------------------------------------------------------

    def _pieces(self) -> Iterator[Piece]:
        yield self._piece(
            "index",
            OVERVIEW.to(self.language),
            overview_sections(self.desk, self.show, self.completeness, self.history, self.changes),
        )
        for chapter in CHAPTERS:
            if chapter in self.desk.fields and (self.desk.guides or self._has_content(chapter)):
                yield self._piece(chapter, chapters.CHAPTER_TITLES[chapter].to(self.language), self._chapter(chapter))
            if chapter == "people" and shows_people(self.show):
                yield self._piece("map", MAP.to(self.language), map_sections(self.desk, self.show))
        if asked := questions.question_sections(self.show, self.editor):
            yield self._piece("questions", QUESTIONS.to(self.language), asked)

    def _has_content(self, chapter: str) -> bool:
        """Whether anything of a chapter may be seen."""
        return bool(self.plan.data[chapter]) or (
            self.plan.text.chapters[chapter].prose is not None and chapter in self.show.prose_chapters
        )

    def _chapter(self, chapter: str) -> tuple[Section, ...]:
        gaps = self.completeness.chapters.get(chapter) if self.desk.guides else None
        sections = (*self._wrong(chapter), *chapters.sections_of(self.show, chapter, DRAWINGS, self.editor, gaps))
        if self.plan.text.chapters[chapter].is_missing and self.desk.guides:
            gap = chapters.chapter_gap(self.show, chapter, self.editor)
            start = Section(urls.identifier("start"), gap.title, (gap,), is_gap=True)
            return (start, *sections)
        return sections

    def _wrong(self, chapter: str) -> tuple[Section, ...]:
        """The errors in a chapter, in the place of the values that they concern."""
        files = self.plan.text.chapters[chapter].files
        found = [finding for finding in self.errors if finding.place.file in files]
        if not found:
            return ()
        return (chapters.wrong_section(found, self.language),)

    def _piece(self, name: str, title: str, sections: tuple[Section, ...]) -> Piece:
        if not self.desk.guides:
            sections = tuple(replace(section, help="") for section in sections)
        heading = "" if name == "index" else title  # an overview is headed by the account's own name
        body = Body(heading, "", sections)
        edit = self.editor.section(name) if name in CHAPTERS else ""
        entries = entries_of(self.desk.fields[name], self.plan.data[name]) if name in CHAPTERS else ()
        html = with_anchors(self.desk.theme.render_body(body, self.language), entries)
        return Piece(name, title, body, html, edit)

    # -- pages -----------------------------------------------------------------------------------------------------

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """File and content of each current page."""
        for at, piece in enumerate(self.pieces):
            address = f"{self.plan.id}/{piece.name}.html"
            kind = "overview" if piece.name == "index" else "chapter" if piece.name in CHAPTERS else piece.name
            frame = replace(
                self._frame(address, kind, piece.title),
                edit=piece.edit,
                changed=self._changed[piece.name],
                before=self._turn(at - 1),
                after=self._turn(at + 1),
            )
            yield from self._told(
                address,
                self._page(
                    frame, with_links(piece.html, links_to(self.plan.id, self.origins, piece.name, self.language))
                ),
            )
        if self.desk.shows_history:
            yield from self._versions()
        if self.origins:
            yield from self._history()
        address, folders = urls.for_whole(self.plan.id), self.desk.folders
        spots = [urls.Spot(language, folders, address, self.plan.id) for language in self.languages]
        yield from urls.settled(self._whole(None), spots)

    def _turn(self, at: int) -> NavItem | None:
        """The way to a page beside another one."""
        if not 0 <= at < len(self.pieces):
            return None
        piece = self.pieces[at]
        return NavItem(piece.title, urls.link(f"{self.plan.id}/{piece.name}.html"))

    def _versions(self) -> Iterator[tuple[str, bytes]]:
        sections = versions.plan_sections(self.desk, self.plan, self.history, self.changes, self.language)
        title = VERSIONS.to(self.language)
        html = self.desk.theme.render_body(Body(title, "", sections), self.language)
        address = urls.for_versions(self.plan.id)
        yield from self._told(address, self._page(self._frame(address, "versions", title), html))

    def _history(self) -> Iterator[tuple[str, bytes]]:
        """The page that tells where each value comes from."""
        sections = tuple(origin_sections(self.desk, self.plan.id, self.origins, self.language))
        title = TITLE.to(self.language)
        html = self.desk.theme.render_body(Body(title, LEAD.to(self.language), sections), self.language)
        address = urls.for_origins(self.plan.id)
        yield from self._told(address, self._page(self._frame(address, "history", title), html))

    def pair(self, older: Version, newer: Version, changed: tuple[Section, ...]) -> Iterator[tuple[str, bytes]]:
        """The page that tells what changed between two versions."""
        # A version's name stays in one line.
        names = [version.label.replace(" ", "\u00a0") for version in (older, newer)]
        title = BETWEEN.to(self.language).format(*names)
        html = self.desk.theme.render_body(Body(title, "", changed), self.language)
        address = urls.for_pair(self.plan.id, older.commit.short, newer.commit.short)
        frame = self._frame(urls.for_versions(self.plan.id), "versions", title)
        yield from urls.settled(
            self._page(frame, html), [self.desk.spot(language, address) for language in self.languages]
        )

    def old(self, plan: str, version: Version, changed: tuple[Section, ...]) -> Iterator[tuple[str, bytes]]:
        """The pages of a version of `plan` (its id of today); this object was made from the plan of that version.

        `changed` tells what changed since the version before.
        """
        address = urls.for_version(plan, version.commit.short)
        assets = address.removesuffix("index.html") + "assets/"
        past = urls.Past(plan, self.desk.accounts)
        folders = self.desk.folders
        spots = [urls.Spot(language, folders, address, self.plan.id, assets, past) for language in self.languages]
        yield from urls.settled(self._whole(version, changed), spots)

    def _whole(self, version: Version | None, changed: tuple[Section, ...] = ()) -> str:
        """The whole plan on one page, its links still to be settled; `version` is that of an old one.

        What changed in it stands at the top.
        """
        pieces = [one for one in self.pieces if version is not None or one.name != "questions" or one.body.sections]
        parts = tuple(
            Chapter(
                piece.name,
                piece.title,
                inline.safe(urls.in_chapter(without_pasts(piece.html) if self.show.pasts else piece.html, piece.name)),
                self._changed[piece.name],
            )
            for piece in pieces
        )
        contents = tuple(NavItem(piece.title, f"#{piece.name}") for piece in pieces if piece.name in _CONTENTS)
        if changed:
            title = CHANGED.to(self.language)
            html = self.desk.theme.render_body(Body("", "", changed), self.language)
            parts = (Chapter(urls.CHANGES, title, inline.safe(urls.in_chapter(html, urls.CHANGES)), NOTHING), *parts)
            contents = (NavItem(title, f"#{urls.CHANGES}"), *contents)
        frame = replace(self._frame(urls.for_whole(self.plan.id), "whole", self.plan.name), contents=contents)
        if version is not None:
            frame = replace(frame, banner=self._old_banner(version))
        return self._page(frame, self.desk.theme.render_whole(parts, self.language))

    def _page(self, frame: Frame, content: str) -> str:
        return self.desk.theme.render_page(frame, content)

    def _told(self, address: str, html: str) -> Iterator[tuple[str, bytes]]:
        """The file and the content of a page in each language for which it was drawn."""
        spots = [self.desk.spot(language, address, self.known[language]) for language in self.languages]
        yield from urls.settled(html, spots)

    # -- frame -----------------------------------------------------------------------------------------------------

    def _frame(self, address: str, kind: str, title: str) -> Frame:
        """The frame of a page; what it shares with the other pages of the plan is made once."""
        stylesheets, scripts = self.desk.looks(kind)
        account = self._around.account
        return replace(
            self._around,
            kind=kind,
            title=title,
            description=_ABOUT.to(self.language).format(name=self.plan.name, page=title),
            report=report_link(self.desk, f"{self.plan.name}: {title}", self.language),
            stylesheets=stylesheets,
            scripts=scripts,
            account=account and self._with_current(account, address),
        )

    @cached_property
    def _around(self) -> Frame:
        """What all pages of the plan share."""
        address = urls.for_account(self.plan.id)
        frame = frame_of(self.desk, address, self.language, "overview", self.plan.name)
        crumbs = [*frame.crumbs]
        if self.plan.parent is not None:
            crumbs.append(NavItem(self.plan.parent.name, urls.link(urls.for_account(self.plan.parent.id))))
        crumbs.append(NavItem(self.plan.name, urls.link(address)))
        whole = urls.link(urls.for_whole(self.plan.id))
        feeds = frame.feeds
        if self.desk.has_feeds and self.history and self.history.versions:
            feeds += (Feed(self.plan.name, urls.link(urls.for_feed(self.plan.id))),)
        return replace(frame, crumbs=tuple(crumbs), account=self._header(), whole=whole, feeds=feeds)

    def _with_current(self, account: AccountHeader, address: str) -> AccountHeader:
        """The header with the page that is shown marked in its navigation, a chapter's sections below it."""
        here = urls.link(address)
        current = address.rpartition("/")[2].removesuffix(".html")
        sections = next((piece.body.sections for piece in self.pieces if piece.name == current), ())
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
        account = self.plan.cover.account
        badges: list[Markup] = []
        lead: list[Markup] = []
        if account:
            field = self.desk.fields["plan"].properties["account"]
            if account.segment:
                word = field.properties["segment"].words[account.segment].text.to(self.language)
                badges.append(inline.badge(word, _SEGMENTS.get(account.segment, "neutral")))
            if account.industry:
                lead.append(inline.text(account.industry))
            if account.manager:
                lead.append(self.show.our_person(account.manager))
        logo = self._logo()
        return AccountHeader(
            name=self.plan.name,
            href=urls.link(urls.for_account(self.plan.id)),
            logo=urls.link(urls.for_asset(logo)) if logo else "",
            badges=tuple(badges),
            lead=tuple(lead),
            version=self._version_line(),
            chapters=tuple(self._nav()),
            more=tuple(self._more()),
            divisions=tuple(
                NavItem(division.name, urls.link(urls.for_account(division.id)))
                for division in self.plan.divisions.values()
            ),
        )

    def _logo(self) -> str:
        """The file of the customer's logo; empty where there is none."""
        account = self.plan.cover.account
        file = f"{self.plan.id}/{account.logo}" if account and account.logo else ""
        return file if file in self.plan.text.asset_files and is_picture(file) else ""

    def assets(self) -> frozenset[str]:
        """The files of the account's `assets/` that go with these pages.

        These are all of the plan's own where the edition shows everything, else those to which the pages lead.
        """
        if self.desk.shows_files:
            return frozenset(self.plan.text.asset_files)
        used = frozenset([self._logo()]).union(*(urls.files_in(piece.html) for piece in self.pieces))
        return used & self.show.links.assets

    def _nav(self) -> Iterator[NavItem]:
        for piece in self.pieces:
            if piece.name == "questions":
                continue
            share = self.completeness.chapters.get(piece.name) if self.desk.guides else None
            title = OVERVIEW.to(self.language) if piece.name == "index" else piece.title
            is_missing = piece.name in CHAPTERS and self.plan.text.chapters[piece.name].is_missing
            yield NavItem(
                title,
                urls.link(f"{self.plan.id}/{piece.name}.html"),
                state="missing" if is_missing else "",
                share=round(share.share * 100) if share else None,
            )

    def _more(self) -> Iterator[NavItem]:
        """What is no chapter: questions and sources, versions, where values come from, the whole plan."""
        if any(piece.name == "questions" for piece in self.pieces):
            yield NavItem(QUESTIONS.to(self.language), urls.link(urls.for_questions(self.plan.id)))
        if self.desk.shows_history:
            yield NavItem(VERSIONS.to(self.language), urls.link(urls.for_versions(self.plan.id)))
        if self.origins:
            yield NavItem(HISTORY.to(self.language), urls.link(urls.for_origins(self.plan.id)))
        yield NavItem(WHOLE.to(self.language), urls.link(urls.for_whole(self.plan.id)))

    def _version_line(self) -> VersionLine | None:
        if self.history is None:
            return None
        version = self.history.current
        if version is None:
            return VersionLine(self.history.label.to(self.language), "", "", "", self._draft())
        href = urls.link(urls.for_versions(self.plan.id)) if self.desk.shows_history else ""
        return VersionLine(
            self.history.label.to(self.language),
            href,
            self.desk.day(version, self.language),
            version.by if self.desk.shows_authors else "",
            self._draft(),
        )

    def _lasting(self, page: str) -> str:
        """The address under which a page stays as it is now, as long as its version can be read."""
        version = self.history.current if self.history else None
        if version is None or self.history is None or self.history.uncommitted or not self.desk.shows_history:
            return ""
        if not versions.is_rendered(self.desk, self.history, version):
            return ""
        return urls.link(urls.for_version(self.plan.id, version.commit.short, page if page in _CONTENTS else ""))

    def _draft(self) -> tuple[str, ...]:
        return self.history.uncommitted if self.history and self.desk.shows_files else ()

    @cached_property
    def _changed(self) -> Mapping[str, Markup]:
        """When and by whom each piece last changed."""
        return {piece.name: self._changed_in(piece.name) for piece in self.pieces}

    def _changed_in(self, name: str) -> Markup:
        if self.history is None or name not in CHAPTERS:
            return NOTHING
        version = self.history.last_change(name)
        if version is None:
            return NOTHING
        when = self.desk.day(version, self.language)
        label: str | Markup = version.label
        if self.desk.shows_history:
            label = inline.fill('<a href="{}">{}</a>', urls.link(urls.for_versions(self.plan.id)), label)
        if self.desk.shows_authors:
            return inline.fill(_CHANGED_BY.to(self.language), when, version.by, label)
        return inline.fill(_CHANGED.to(self.language), when, label)

    def _old_banner(self, version: Version) -> Banner:
        text = inline.fill(_OLD.to(self.language), version.label, self.desk.day(version, self.language))
        back = inline.fill(
            ' <a href="{}">{}</a>', urls.link(urls.for_account(self.plan.id)), _TO_CURRENT.to(self.language)
        )
        return Banner(text + back, "warning")
