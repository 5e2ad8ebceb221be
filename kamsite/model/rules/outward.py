"""Links that lead out of their account: noted when the account is read, judged when all accounts are known."""

from collections.abc import Callable, Collection, Iterable, Iterator

import msgspec

from kamsite.diagnostics import Finding, Place
from kamsite.model.field import Field
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
from kamsite.source.document import Document


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


# The anchors of a chapter, by the id of its plan and its name.
Anchors = Callable[[str, str], Collection[str]]


def check_outward(links: Iterable[OutwardLink], files: Collection[str], anchors: Anchors) -> Iterator[Finding]:
    """K321, K322 and K324 for links between accounts. `files` are all files of the plans folder.

    `anchors` is asked only for chapters that are there and that a link with an anchor names.
    """
    there = Files(files)
    for link in links:
        if link.is_asset:
            if link.path not in there.all:
                yield no_asset(link.place, link.path, _beside(link.path, files))
            continue
        plan, chapter = chapter_of(link.path)
        if not there.has(link.path):
            yield no_chapter(link.place, link.path, _beside(link.path, files))
        elif link.anchor and chapter:
            yield from unless_anchor(link.place, link.anchor, anchors(plan, chapter), link.path)


def _beside(path: str, files: Collection[str]) -> list[str]:
    """The files that may have been meant: in the same account, else the same file in other accounts."""
    account, _, rest = path.partition("/")
    inside = [file for file in files if file.startswith(f"{account}/")]
    return inside or [file for file in files if file.partition("/")[2] == rest]
