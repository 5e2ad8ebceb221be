"""Links that lead out of their account: noted when the account is read, judged when all accounts are known."""

from collections.abc import Callable, Collection, Iterable, Iterator
from unicodedata import normalize

import msgspec

from kamsite.diagnostics import Finding, Place
from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.model.folder import ASSETS, PROGRAMME
from kamsite.model.ownpages import PAGES, is_own_page, page_name
from kamsite.model.rules.context import error
from kamsite.model.rules.links import (
    Files,
    PlanLinks,
    chapter_of,
    entries_of,
    leads_into,
    links_among,
    no_asset,
    no_chapter,
    refused,
    target_of,
    unless_anchor,
)
from kamsite.model.rules.walk import walk
from kamsite.quoting import shown
from kamsite.source.document import Document
from kamsite.source.marktext import MarkText


class OutwardLink(msgspec.Struct, frozen=True):
    """A link that leads out of its account: where it stands, and which file below the plans folder it names."""

    place: Place
    path: str
    anchor: str
    is_asset: bool


def outward_links(written: PlanLinks) -> Iterator[OutwardLink]:
    """The links in one plan that lead to other accounts, or elsewhere in the plans folder."""
    for chapter, link in written.links:
        target = target_of(link, f"{written.plan.id}/{chapter}.md")
        if target.kind in ("plan", "asset") and not leads_into(target, written.plan.account):
            yield OutwardLink(link.place, target.path, target.anchor, target.kind == "asset")


def links_of_document(document: Document, field: Field) -> tuple[list[Finding], list[OutwardLink]]:
    """The same for a document that belongs to no account, such as `site.yaml`: links refused, and all others inside."""
    found: list[Finding] = []
    links: list[OutwardLink] = []
    for link in links_among(walk(field, document.data), document):
        target = target_of(link, document.file)
        if target.kind == "refused":
            found.append(refused(link, target))
        elif target.kind == "anchor":
            found += unless_anchor(link.place, target.anchor, entries_of(field, document.data))
        elif target.kind != "external":
            links.append(OutwardLink(link.place, target.path, target.anchor, target.kind == "asset"))
    return found, links


# The anchors of a chapter, by the id of its plan and its name; None where they are not known.
Anchors = Callable[[str, str], Collection[str] | None]


def check_outward(links: Iterable[OutwardLink], files: Collection[str], anchors: Anchors) -> Iterator[Finding]:
    """K321, K322, K324 and K325 for links between accounts. `files` are all files of the plans folder.

    `anchors` is asked only for chapters that are there and that a link with an anchor names.
    """
    there, pages = Files(files), {page_name(file) for file in files}
    for link in links:
        if link.is_asset:
            if link.path not in there.all:
                yield no_asset(link.place, link.path, _beside(link.path, files))
            elif not _may_be_shown(link):
                yield _not_of_this_account(link)
            continue
        plan, chapter = chapter_of(link.path)
        if not there.has(link.path) and (page_name(link.path) or None) not in pages:
            yield no_chapter(link.place, link.path, _beside(link.path, files))
        elif link.anchor and (chapter or is_own_page(link.path)):
            yield from unless_anchor(link.place, link.anchor, anchors(plan, chapter or link.path), link.path)


def links_of_page(text: MarkText) -> tuple[list[Finding], list[OutwardLink]]:
    """The same for one of our own pages."""
    found: list[Finding] = []
    links: list[OutwardLink] = []
    for link in text.links:
        target = target_of(link, text.file)
        if target.kind == "refused":
            found.append(refused(link, target))
        elif target.kind == "anchor":
            found += unless_anchor(link.place, target.anchor, anchors_of_page(text))
        elif target.kind != "external":
            links.append(OutwardLink(link.place, target.path, target.anchor, target.kind == "asset"))
    return found, links


def anchors_of_page(text: MarkText) -> frozenset[str]:
    """Where links to one of our own pages may lead, in normal form C."""
    return frozenset(normalize("NFC", heading.anchor) for heading in text.headings)


def _may_be_shown(link: OutwardLink) -> bool:
    """Whether a page may show a file that is not of its own account: the programme any, our own pages ours."""
    folder = link.place.file.partition("/")[0]
    return folder == PROGRAMME or (folder == PAGES and link.path.startswith(f"{ASSETS}/"))


def _not_of_this_account(link: OutwardLink) -> Finding:
    """K325: what one customer may see is decided by account, so attachments do not go from one to another."""
    return error(
        "K325",
        link.place,
        Text(
            f"{shown(link.path)} belongs to another account or to the whole site, so it is not published here.",
            f"{shown(link.path)} gehört zu einem anderen Kunden oder zur ganzen Seite und wird hier nicht "
            "veröffentlicht.",
        ),
        Text(
            "Put a copy into assets/ beside this plan, or link to the other plan: `../account/plan.yaml`.",
            "Legen Sie eine Kopie in assets/ bei diesem Plan ab, oder verweisen Sie auf den anderen Plan: "
            "`../kunde/plan.yaml`.",
        ),
    )


def _beside(path: str, files: Collection[str]) -> list[str]:
    """The files that may have been meant: in the same account, else the same file in other accounts."""
    account, _, rest = path.partition("/")
    inside = [file for file in files if file.startswith(f"{account}/")]
    return inside or [file for file in files if file.partition("/")[2] == rest]
