"""All pages of one account: overview, chapters, power map, questions, versions, the whole plan, old versions.

Everything is drawn once, for all languages at a time where the theme allows it. Which page it stands on and in which
language comes last, when links and wording are settled.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.compare.origins import PlanChanges
from kamsite.diagnostics import Finding
from kamsite.language import Language, Text
from kamsite.model.analyses.completeness import PlanCompleteness
from kamsite.model.analyses.powermap import PlanMaps
from kamsite.model.analyses.programme.selection import Standing
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.render import chapters, inline, questions, urls, versions
from kamsite.render.accountframe import CONTENTS, OVERVIEW, QUESTIONS, VERSIONS, AccountFrames
from kamsite.render.anchors import entries_of, with_anchors, with_links
from kamsite.render.blocks import NOTHING, Section
from kamsite.render.bodies import Piece, leading_somewhere
from kamsite.render.changed import BETWEEN
from kamsite.render.changed import TITLE as CHANGED
from kamsite.render.changes.origins import ToldOrigin
from kamsite.render.contents import Content, content_of, is_headed, shows_forecasts, standing_for, without_pasts
from kamsite.render.contexts import Body, Chapter, Frame, NavItem
from kamsite.render.desk import Desk
from kamsite.render.mappage import map_sections, maps_from, shows_people
from kamsite.render.originpage import LEAD, TITLE, links_to, origin_sections
from kamsite.render.overview import overview_sections
from kamsite.render.pasts import pasts_of
from kamsite.render.sections import DRAWINGS
from kamsite.source.history import History, Version

MAP = Text("Power map", "Power-Map")


# The line at the top of all pages, of all accounts.
@lru_cache(maxsize=4)
def _bar(html: str, languages: tuple[Language, ...]) -> Content:
    return content_of("bar", html, languages)


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
        maps: PlanMaps | None = None,
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
        self.maps = maps or maps_from(plan, desk.fields, desk.staff)
        self.editor = chapters.Editor(desk.host, plan)
        self.completeness = completeness
        self.languages = desk.told_in(language)
        self.folders = desk.folders
        self.known: dict[Language, dict[bytes, bytes]] = {one: {} for one in self.languages}
        self._drawn: tuple[Piece, ...] = ()

    # -- bodies ----------------------------------------------------------------------------------------------------

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The bodies of all pages, drawn."""
        if not self._drawn:
            for _ in self.draw():
                pass
        return self._drawn

    def draw(self) -> Iterator[None]:
        """Draws the bodies of all pages step by step; else they are drawn when the first of them is asked for."""
        arranged: list[tuple[str, str, tuple[Section, ...]]] = []
        for one in self._arranged():
            arranged.append(one)
            yield
        drawn: list[Piece] = []
        for name, title, sections in arranged:
            drawn.append(self._piece(name, title, sections))
            yield
        self._drawn = leading_somewhere(tuple(drawn), self.plan.id)

    @cached_property
    def frames(self) -> AccountFrames:
        """What surrounds the pages."""
        has_origins = bool(self.origins)
        return AccountFrames(
            self.desk, self.show, self.history, self.completeness, self.pieces, has_origins=has_origins
        )

    def _arranged(self) -> Iterator[tuple[str, str, tuple[Section, ...]]]:
        """Each page's name, title and sections."""
        newest = self.history.versions if self.history and self.desk.shows_history else ()
        changed = ((version, self.changes.get(version.commit.id)) for version in newest)
        overview = overview_sections(self.desk, self.show, self.maps.everybody, self.completeness, changed)
        yield "index", OVERVIEW.to(self.language), overview
        for chapter in CHAPTERS:
            if chapter in self.desk.fields and (self.desk.guides or self._has_content(chapter)):
                yield chapter, chapters.CHAPTER_TITLES[chapter].to(self.language), self._chapter(chapter)
            if chapter == "people" and shows_people(self.show):
                yield "map", MAP.to(self.language), map_sections(self.desk, self.show, self.maps)
        if asked := questions.question_sections(self.show, self.editor):
            yield "questions", QUESTIONS.to(self.language), asked

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
        html = with_links(html, links_to(self.plan.id, self.origins, name, self.language))
        return Piece(name, title, body, self._content(name, html), edit)

    # -- pages -----------------------------------------------------------------------------------------------------

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """File and content of each current page."""
        for address, frame, piece in self.frames.frames():
            yield from self._told(address, frame, piece.content)
        if self.desk.shows_history:
            yield from self._versions()
        if self.origins:
            yield from self._history()
        address = urls.for_whole(self.plan.id)
        spots = [urls.Spot(language, self.folders, address, self.plan.id) for language in self.languages]
        yield from urls.settled(self._whole(spots, None), spots)

    def _versions(self) -> Iterator[tuple[str, bytes]]:
        sections = versions.plan_sections(self.desk, self.plan, self.history, self.changes, self.language)
        title = VERSIONS.to(self.language)
        html = self.desk.theme.render_body(Body(title, "", sections), self.language)
        address = urls.for_versions(self.plan.id)
        yield from self._told(address, self.frames.frame(address, "versions", title), self._content("versions", html))

    def _history(self) -> Iterator[tuple[str, bytes]]:
        """The page that tells where each value comes from."""
        sections = tuple(origin_sections(self.desk, self.plan.id, self.origins, self.language))
        title = TITLE.to(self.language)
        html = self.desk.theme.render_body(Body(title, LEAD.to(self.language), sections), self.language)
        address = urls.for_origins(self.plan.id)
        yield from self._told(address, self.frames.frame(address, "history", title), self._content("history", html))

    def pair(self, older: Version, newer: Version, changed: tuple[Section, ...]) -> Iterator[tuple[str, bytes]]:
        """The page that tells what changed between two versions."""
        # A version's name stays in one line.
        names = [version.label.replace(" ", "\u00a0") for version in (older, newer)]
        title = BETWEEN.to(self.language).format(*names)
        html = self.desk.theme.render_body(Body(title, "", changed), self.language)
        address = urls.for_pair(self.plan.id, older.commit.short, newer.commit.short)
        frame = self.frames.frame(urls.for_versions(self.plan.id), "versions", title)
        spots = [self.desk.spot(language, address) for language in self.languages]
        yield from self._settled(frame, self._content("pair", html), spots)

    def old(self, plan: str, version: Version, changed: tuple[Section, ...]) -> Iterator[tuple[str, bytes]]:
        """The pages of a version of `plan` (its id of today); this object was made from the plan of that version.

        `changed` tells what changed since the version before.
        """
        address = urls.for_version(plan, version.commit.short)
        assets = address.removesuffix("index.html") + "assets/"
        past = urls.Past(plan, self.desk.accounts)
        spots = [urls.Spot(one, self.folders, address, self.plan.id, assets, past) for one in self.languages]
        yield from urls.settled(self._whole(spots, version, changed), spots)

    def _whole(self, spots: Sequence[urls.Spot], version: Version | None, changed: tuple[Section, ...] = ()) -> str:
        """The whole plan on one page, its links still to be settled; `version` is that of an old one.

        What changed in it stands at the top.
        """
        pieces = [one for one in self.pieces if version is not None or one.name != "questions" or one.body.sections]
        parts = tuple(
            Chapter(piece.name, piece.title, self._among_others(piece.content, spots), self.frames.changed[piece.name])
            for piece in pieces
        )
        contents = tuple(NavItem(piece.title, f"#{piece.name}") for piece in pieces if piece.name in CONTENTS)
        if changed:
            title = CHANGED.to(self.language)
            content = self._content(urls.CHANGES, self.desk.theme.render_body(Body("", "", changed), self.language))
            parts = (Chapter(urls.CHANGES, title, self._among_others(content, spots), NOTHING), *parts)
            contents = (NavItem(title, f"#{urls.CHANGES}"), *contents)
        frame = replace(self.frames.frame(urls.for_whole(self.plan.id), "whole", self.plan.name), contents=contents)
        if version is not None:
            frame = replace(frame, banner=self.frames.old_banner(version))
        whole = self.desk.theme.render_whole(parts, self.language)
        if self.desk.theme.draws_both:
            forecasts = any(shows_forecasts(part.html) for part in parts)
            whole = standing_for(whole, is_headed=is_headed(whole), shows_forecasts=forecasts)
        return self.desk.theme.render_page(frame, whole)

    def _told(self, address: str, frame: Frame, content: Content) -> Iterator[tuple[str, bytes]]:
        """The file and the content of a page in each language for which it was drawn."""
        folders, known = self.folders, self.known
        spots = [urls.Spot(language, folders, address, known=known[language]) for language in self.languages]
        yield from self._settled(frame, content, spots)

    def _settled(self, frame: Frame, content: Content, spots: Sequence[urls.Spot]) -> Iterator[tuple[str, bytes]]:
        """The same for any place. A company's own templates see the content itself, and may look into it."""
        if self.desk.theme.draws_both:
            frame = replace(frame, bar=_bar(frame.bar, self.languages).on_page(spots))
            html = self.desk.theme.render_page(frame, content.on_page(spots))
        else:
            html = self.desk.theme.render_page(frame, content.html)
        yield from urls.settled(html, spots)

    def _among_others(self, content: Content, spots: Sequence[urls.Spot]) -> Markup:
        """A piece as it stands in the whole plan."""
        if self.desk.theme.draws_both:
            return content.among_others(spots, has_pasts=bool(self.origins))
        return inline.safe(urls.in_chapter(without_pasts(content.html.encode()).decode(), content.name))

    def _content(self, name: str, html: str) -> Content:
        return content_of(name, html, self.languages)

    def assets(self) -> frozenset[str]:
        """The files of the account's `assets/` that go with these pages.

        These are all of the plan's own where the edition shows everything, else those to which the pages lead.
        """
        if self.desk.shows_files:
            return frozenset(self.plan.text.asset_files)
        used = frozenset([self.frames.logo()]).union(*(piece.content.files for piece in self.pieces))
        return used & self.show.links.assets
