"""Prose of a plan as HTML whose links and anchors are settled later for each page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import normpath

from markupsafe import Markup

from kamsite.render import inline, urls
from kamsite.source.links import classify_link
from kamsite.source.marktext import render_markdown

# Text without any of these, inside it or at its start, is the same in Markdown as it stands.
_MARKED = re.compile(r"[\\`*_\[\]<>&#|~!\n\x00-\x1f\x7f-\x9f]")
_MARKED_AT_START = re.compile(r"\s*(?:[-+]\s|\d+[.)]\s)|\s{4}|\s*[=-]+\s*$|\s*$")
# A column without a heading, such as that of the rows' names: an empty heading would be read out.
_EMPTY_HEAD = re.compile(r'<th( class="[^"]*")?></th>')
# Code, which stays as it is, tags, and the text between them.
_BETWEEN_TAGS = re.compile(r"(<code.*?</code>|<[^>]*>)|[^<]+", re.DOTALL)
_IDENTIFIER = re.compile(r' id="([^"]*)"')


@dataclass(frozen=True, slots=True)
class ProseLinks(Mapping[str, str | None]):
    """Where links in a plan's prose lead: to addresses of the site, outside, or nowhere (None).

    `accounts` are the plans on the site, `chapters` the chapters that the edition shows, `assets` the plan's files;
    `questions` are chapters and ids of entries that stand on the page of sources and questions, `pages` the names of
    the company's own pages.
    """

    plan: str
    accounts: frozenset[str]
    chapters: frozenset[str]
    assets: frozenset[str]
    questions: frozenset[tuple[str, str]] = frozenset()
    pages: frozenset[str] = frozenset()

    def __getitem__(self, target: str) -> str | None:
        found = classify_link(target)
        if found.kind == "external":
            return urls.without_tokens(target)
        if found.kind == "anchor":
            return urls.link(f"#{found.anchor}")
        if found.kind == "refused":
            return None
        file = normpath(f"{self.plan}/{found.path}")
        if file in self.assets:
            is_ours = file.startswith("assets/")
            return urls.link(urls.for_own_asset(file) if is_ours else urls.for_asset(file))
        return self._page(file, found.anchor)

    def _page(self, file: str, anchor: str) -> str | None:
        stem, _, ending = file.rpartition(".")
        folder, _, name = stem.rpartition("/")
        if folder == "pages" and ending == "md" and (page := name.partition(".")[0]) in self.pages:
            return urls.link(urls.for_own_page(page, anchor))
        if folder == self.plan and (name, anchor) in self.questions:
            return urls.link(urls.for_questions(folder, anchor))
        if ending in ("yaml", "md") and folder in self.accounts and name in self.chapters:
            return urls.link(urls.for_chapter(folder, name, anchor))
        parts = stem.split("/")
        for length in (2, 3):
            owner = "/".join(parts[:-length])
            if ending == "yaml" and owner in self.accounts and parts[-length] in self.chapters:
                return urls.link(urls.for_chapter(owner, parts[-length], parts[-1]))
        return urls.link(urls.for_account(file)) if file in self.accounts else None

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def is_plain(text: str) -> bool:
    """Whether a Markdown text within a line is shown as it was typed."""
    return not _MARKED.search(text)


def prose_line(text: str, links: ProseLinks) -> Markup:
    """Markdown within a line: a single paragraph without its tags; longer texts come back as blocks."""
    if not (_MARKED.search(text) or "://" in text or _MARKED_AT_START.match(text)):
        return inline.sentence(text)
    html = prose_html(text, links, heading_level=5).strip()
    is_one = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return Markup(html[3:-4]) if is_one else html  # noqa: S704 - made by prose_html


@lru_cache(maxsize=512)
def prose_html(text: str, links: ProseLinks, heading_level: int) -> Markup:
    """Markdown as safe HTML; its top heading gets `heading_level`."""
    html = render_markdown(urls.without_tokens(text), links, heading_level=heading_level)
    if "<th" in html:
        html = _EMPTY_HEAD.sub(r"<td\1></td>", html)
    if " %" in html:
        html = _BETWEEN_TAGS.sub(lambda match: match[0] if match[1] else inline.kept_together(match[0]), html)
    marked = _IDENTIFIER.sub(lambda match: f' id="{urls.identifier(match[1])}"', html)
    return Markup(marked)  # noqa: S704 - render_markdown makes safe HTML
