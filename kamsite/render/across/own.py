"""The company's own pages."""

from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import Markup

from kamsite.language import LANGUAGES, Language, Text, in_each
from kamsite.model.ownpages import PAGES, OwnPage
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.desk import Desk
from kamsite.render.inline import fill, safe, text
from kamsite.render.navigation import own_entry
from kamsite.render.prose import prose_html
from kamsite.source.history import History, Version

_CHANGED = Text("Last changed {} ({})", "Zuletzt geändert am {} ({})")
_CHANGED_BY = Text("Last changed {} by {} ({})", "Zuletzt geändert am {} von {} ({})")
_DRAFT = Text(" · not committed yet", " · noch nicht eingetragen")
Change = tuple[Version | None, bool]


def own_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The pages that the company wrote, as far as the edition shows them."""
    for own in desk.own_pages:
        changes = {language: _last_change(content.pages_history, own.files[language]) for language in LANGUAGES}
        around = partial(_around, own, changes)
        yield page(own_entry(own), (own, changes), _no_sections, around=around, prose=partial(_prose, own))


def _last_change(history: History, file: str) -> Change:
    """When a page's file last changed, and whether it has done so again since."""
    name = file.removeprefix(f"{PAGES}/").removesuffix(".md")
    return history.last_change(name), f"{name}.md" in history.uncommitted


def _no_sections(_desk: Desk, _language: Language) -> tuple[()]:
    return ()


def _prose(own: OwnPage, desk: Desk, language: Language) -> Markup:
    return safe(_html(own, desk, language))


@in_each
def _html(own: OwnPage, desk: Desk, language: Language) -> str:
    return prose_html(own.texts[language], desk.own_links, heading_level=1)


def _around(own: OwnPage, changes: Mapping[Language, Change], desk: Desk, language: Language) -> tuple[Markup, str]:
    return safe(_changed(changes, desk, language)), _editor(own, desk, language)


@in_each
def _changed(changes: Mapping[Language, Change], desk: Desk, language: Language) -> str:
    version, is_draft = changes[language]
    if version is None or not desk.shows_history:
        return ""
    when, commit = desk.day(version, language), version.commit.short
    if desk.shows_authors:
        told = fill(_CHANGED_BY.to(language), when, version.by, commit)
    else:
        told = fill(_CHANGED.to(language), when, commit)
    return told + text(_DRAFT.to(language)) if is_draft else told


@in_each
def _editor(own: OwnPage, desk: Desk, language: Language) -> str:
    return desk.host.edit(own.files[language]) if desk.host and desk.guides else ""
