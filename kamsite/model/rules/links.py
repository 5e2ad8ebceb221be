"""Links in prose: chapter files and prose in YAML. Those within an account are rules; those between accounts are kept.

What is found about an account is remembered by the account's own files, so a link that leads out of it is only noted
here and judged by `outward`, which knows the files of all accounts.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from posixpath import dirname, relpath
from unicodedata import normalize

from kamsite.diagnostics import Finding, Place
from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.model.plan import CHAPTERS, Chapter, Plan
from kamsite.model.rules.context import RuleContext, error, guess
from kamsite.model.rules.walk import Found, is_own, is_prose, walk
from kamsite.model.schema import Schemas
from kamsite.quoting import shown
from kamsite.source.document import Document, Value
from kamsite.source.links import LinkTarget, classify_image, classify_link
from kamsite.source.marktext import MarkLink, read_prose

# A text without any of these holds no link, so that most texts need not be parsed.
_MAYBE_LINK = re.compile(r"\]\s*[(\[:]|<[A-Za-z]")
_ALLOWED = Text(
    "Links may lead to chapters (`strategy.md#heading`, `people.yaml#brandt`), to files in assets/, and to addresses "
    "that start with https:// or mailto:.",
    "Links dürfen zu Kapiteln führen (`strategy.md#überschrift`, `people.yaml#brandt`), zu Dateien in assets/ und zu "
    "Adressen, die mit https:// oder mailto: beginnen.",
)

_PICTURE = Text(
    "Put the picture into assets/ beside the plan, and write ![…](assets/…).",
    "Legen Sie das Bild in assets/ neben dem Plan ab, und schreiben Sie ![…](assets/…).",
)


@dataclass(frozen=True, slots=True)
class PlanLinks:
    """A plan with all links in its prose, each with the chapter in which it stands."""

    plan: Plan
    links: tuple[tuple[str, MarkLink], ...]


def links_of(context: RuleContext) -> PlanLinks:
    """The links in the prose of one plan."""
    return PlanLinks(context.plan, tuple(_links(context)))


def _links(context: RuleContext) -> Iterator[tuple[str, MarkLink]]:
    for name in CHAPTERS:
        chapter = context.plan.text.chapters[name]
        if chapter.prose is not None:
            yield from ((name, link) for link in chapter.prose.links)
        if chapter.document is not None:
            yield from ((name, link) for link in links_among(context.values[name], chapter.document))


def links_among(values: Iterable[Found], document: Document) -> Iterator[MarkLink]:
    """The links in the prose among the values of a document."""
    for path, field, text in values:
        if isinstance(text, str) and _MAYBE_LINK.search(text) and is_prose(field):
            yield from read_prose(text, document.place(path)).links


def links_within_the_account(plans: Sequence[PlanLinks], schemas: Schemas) -> Iterator[Finding]:
    """K321 to K324, for an account with its divisions: links that are refused, or that lead nowhere within it."""
    account = _Account([written.plan for written in plans], schemas)
    for written in plans:
        for chapter, link in written.links:
            yield from account.check(written.plan, chapter, link)


class _Account:
    """What links within an account can lead to."""

    def __init__(self, plans: Iterable[Plan], schemas: Schemas) -> None:
        self.plans = {plan.id: plan for plan in plans}
        self._schemas = schemas
        self._assets = frozenset(file for plan in self.plans.values() for file in plan.text.asset_files)
        chapters = [chapter for plan in self.plans.values() for chapter in plan.text.chapters.values()]
        self._files = Files(file for chapter in chapters for file in chapter.files)
        self._anchors: dict[tuple[str, str], frozenset[str] | None] = {}

    def check(self, plan: Plan, chapter: str, link: MarkLink) -> Iterator[Finding]:
        """What is wrong with a link in a chapter."""
        target = target_of(link, f"{plan.id}/{chapter}.md")
        if target.kind == "refused":
            yield refused(link, target)
        elif target.kind == "anchor":
            yield from unless_anchor(link.place, target.anchor, self._anchors_of(plan.id, chapter))
        elif target.kind != "external" and leads_into(target, plan.account):
            yield from self._unless_there(link.place, target)

    def _unless_there(self, place: Place, target: LinkTarget) -> Iterator[Finding]:
        if target.kind == "asset":
            if target.path not in self._assets:
                yield no_asset(place, target.path, self._assets)
            return
        plan, chapter = chapter_of(target.path)
        if not chapter or not self._files.has(target.path):
            yield no_chapter(place, target.path, self._files.all)
        elif target.anchor:
            yield from unless_anchor(place, target.anchor, self._anchors_of(plan, chapter), target.path)

    def _anchors_of(self, plan: str, chapter: str) -> frozenset[str] | None:
        if (plan, chapter) not in self._anchors:
            written = self.plans[plan].text.chapters[chapter]
            self._anchors[plan, chapter] = anchors_of(written, self._schemas.field(chapter))
        return self._anchors[plan, chapter]


class Files:
    """Files of plans that a link can name."""

    def __init__(self, files: Iterable[str]) -> None:
        self.all = frozenset(files)
        self._folders = frozenset(folder for file in self.all for folder in _folders_above(file))

    def has(self, path: str) -> bool:
        """Whether a path names a file, or the YAML file of a chapter whose entries all have files of their own."""
        return path in self.all or (path.endswith(".yaml") and path.removesuffix(".yaml") in self._folders)


def _folders_above(file: str) -> Iterator[str]:
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file


def target_of(link: MarkLink, file: str) -> LinkTarget:
    """What a link in a file leads to; its path starts at the plans folder."""
    return (classify_image if link.is_image else classify_link)(link.target, file)


def leads_into(target: LinkTarget, account: str) -> bool:
    """Whether a target lies in the folder of an account."""
    return target.path.startswith(f"{account}/")


def anchors_of(chapter: Chapter, field: Field) -> frozenset[str] | None:
    """Where links to a chapter may lead: the anchors of its headings and the ids of its entries, in normal form C.

    An entry that is unsound is there all the same; None where more than entries of the chapter could not be read.
    """
    if any(len(path) < 2 for path in chapter.left_out):
        return None
    headings = chapter.prose.headings if chapter.prose else ()
    unsound = (key for path in chapter.left_out for key in path if isinstance(key, str))
    anchors = (*(heading.anchor for heading in headings), *entries_of(field, chapter.data), *unsound)
    return frozenset(normalize("NFC", anchor) for anchor in anchors)


def entries_of(field: Field, value: Value) -> frozenset[str]:
    """The ids of all entries at and below a value."""
    return frozenset(_entries(field, value))


def _entries(field: Field, value: Value) -> Iterator[str]:
    for _, known, inside in walk(field, value):
        if known.kind == "entries" and known.entry and known.entry.properties and isinstance(inside, dict):
            yield from (key for key in inside if not is_own(known, key))


def chapter_of(path: str) -> tuple[str, str]:
    """The id of the plan and the name of the chapter to which a file belongs by its path; "" where it is no chapter."""
    parts = path.split("/")
    start = 1
    while len(parts) > start + 2 and parts[start] == "divisions":
        start += 2
    inside = parts[start:]
    name = inside[0].rpartition(".")[0] if len(inside) == 1 else inside[0] if inside and path.endswith(".yaml") else ""
    return "/".join(parts[:start]), name if name in CHAPTERS else ""


def refused(link: MarkLink, target: LinkTarget) -> Finding:
    """K323: a target that is not known to be harmless."""
    reason = target.reason or Text("it leads nowhere", "er führt nirgendwohin")
    hint = _PICTURE if link.is_image else _ALLOWED
    if link.target.startswith("www."):
        hint = Text(f"Write https://{shown(link.target)}", f"Schreiben Sie https://{shown(link.target)}")
    return error(
        "K323",
        link.place,
        Text(
            f"The link to '{shown(link.target)}' is refused: {reason.en}.",
            f"Der Link auf „{shown(link.target)}“ ist nicht erlaubt: {reason.de}.",
        ),
        hint,
    )


def no_chapter(place: Place, path: str, files: Collection[str]) -> Finding:
    """K321: a link to a chapter that is not there; `files` are those that could have been meant."""
    return error(
        "K321",
        place,
        Text(
            f"This link leads nowhere: there is no chapter {shown(path)}.",
            f"Dieser Link führt ins Leere: Ein Kapitel {shown(path)} gibt es nicht.",
        ),
        _meant(place, path, files) or _ALLOWED,
    )


def no_asset(place: Place, path: str, files: Collection[str]) -> Finding:
    """K324: a link or a picture whose file is not in assets/."""
    return error(
        "K324",
        place,
        Text(f"There is no file {shown(path)}.", f"Die Datei {shown(path)} gibt es nicht."),
        _meant(place, path, files)
        or Text(
            "Put the file there, or correct its name; upper and lower case matter.",
            "Legen Sie die Datei dort ab, oder korrigieren Sie den Namen; Groß- und Kleinschreibung zählt.",
        ),
    )


def _meant(place: Place, path: str, files: Collection[str]) -> Text | None:
    """The file that was probably meant: of a similar name in the same folder, else at a similar path.

    It is named as a link at this place has to name it.
    """
    folder, _, name = path.rpartition("/")
    beside = {file.rpartition("/")[2]: file for file in files if file.rpartition("/")[0] == folder}
    similar = guess(name, beside)
    meant = beside[similar] if similar else guess(path, [file for file in files if file.endswith(f"/{name}")])
    if meant is None:
        return None
    plan, chapter = chapter_of(place.file)
    target = relpath(meant, plan if chapter else dirname(place.file) or ".")
    return Text(f"Did you mean {target}?", f"Meinten Sie {target}?")


def unless_anchor(place: Place, anchor: str, anchors: Collection[str] | None, path: str = "") -> Iterator[Finding]:
    """K322: a link to a heading or an entry that is not there; without a path in the chapter in which it stands.

    Nothing where it is not known which `anchors` there are.
    """
    if anchors is None or normalize("NFC", anchor) in anchors:
        return
    where = Text(shown(path), shown(path)) if path else Text("this chapter", "diesem Kapitel")
    meant = guess(anchor, anchors)
    yield error(
        "K322",
        place,
        Text(
            f"There is neither a heading nor an entry #{shown(anchor)} in {where.en}.",
            f"Weder eine Überschrift noch einen Eintrag #{shown(anchor)} gibt es in {where.de}.",
        ),
        Text(f"Did you mean #{meant}?", f"Meinten Sie #{meant}?")
        if meant
        else Text(
            "The anchor of an entry is its id; that of a heading its text in small letters with - for blanks.",
            "Der Anker eines Eintrags ist seine Kennung; der einer Überschrift ihr Text in Kleinbuchstaben mit - statt "
            "Leerzeichen.",
        ),
    )
