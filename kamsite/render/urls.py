"""Addresses: the only place where one is made.

A piece of a page (a chapter's body) stands on several pages: on the chapter's own, in the whole plan for printing, in
an old version. So pieces hold *links to be settled*: tokens with the logical address inside. `Spot.settle` turns them
into relative addresses for one page. Control characters cannot occur in a plan's text (reading refuses them), so
nobody can forge a token.

A page is drawn once for all languages: `in_language` is a link to the same page in one of them, and `settle` also takes
the wording of the page's language where a text is in both.

A logical address is that of the page without its language: `nordwind-antriebe/people.html#brandt`. Addresses with a
leading `~` are files that all languages share (`~assets/site.css`); `#brandt` alone stays in its chapter.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from msgspec import Struct

from kamsite.language import Language, told_in_each

PORTFOLIO = "index.html"
KEY_FIGURES = "key-figures.html"
BRIEFING = "briefing.html"
CONTACTS = "contacts.html"
COMPETITORS = "competitors.html"
AGENDA = "agenda.html"
STAFF = "our-people.html"
PIPELINE = "pipeline.html"
WHITE_SPACE = "white-space.html"
POTENTIAL = "potential.html"
SOURCES = "sources.html"
OPEN_QUESTIONS = "open-questions.html"
FINDINGS = "findings.html"
ABOUT = "about.html"
RECENT = "changes.html"
SEARCH = "search.html"
GLOSSARY = "glossary.html"
MISSING = "404.html"
SITEMAP = "sitemap.xml"
FEED = "changes.atom"
CHANGES = "changes"
PROGRAMME = "programme/index.html"
FITNESS = "programme/fitness.html"
MATURITY = "programme/maturity.html"
LEVERS = "programme/levers.html"
MODEL = "programme/model.html"
PROFILES = "programme/profiles.html"
CUSTOMERS = "programme/customers.html"
SELECTION = "programme/selection.html"
CHAPTERS = ("plan", "customer", "people", "position", "strategy", "figures")

# A token is `_MARK address _MARK`, or `_MARK _ID name _MARK`. With the same mark at both ends a single split takes a
# page apart: every other piece is a token.
_ID, _MARK = "\x01", "\x02"
_IN = "@"
_REFERENCE = "="
# What these begin is not the same in all languages, or not on all pages of a folder.
_DIFFERENT = b"~@"
_ID_BYTE = ord(_ID)
_UNFIT = re.compile(r"[\s<>&\"'`]+")


def for_account(account: str) -> str:
    """The overview of an account or a division."""
    return f"{account}/index.html"


def for_chapter(account: str, chapter: str, anchor: str = "") -> str:
    """A chapter's page, or an entry on it."""
    return f"{account}/{chapter}.html" + (f"#{anchor}" if anchor else "")


def for_map(account: str) -> str:
    """The power map of an account."""
    return f"{account}/map.html"


def for_questions(account: str, anchor: str = "") -> str:
    """Sources, unknowns and open questions of an account."""
    return f"{account}/questions.html" + (f"#{anchor}" if anchor else "")


def for_versions(account: str) -> str:
    """The list of all versions of an account."""
    return f"{account}/versions.html"


def for_origins(account: str, anchor: str = "") -> str:
    """Where each value of an account comes from."""
    return f"{account}/history.html" + (f"#{anchor}" if anchor else "")


def for_whole(account: str) -> str:
    """The whole plan on one page, for reading and printing."""
    return f"{account}/whole.html"


def for_version(account: str, commit: str, chapter: str = "") -> str:
    """The whole plan as it was at a commit, or a chapter of it."""
    return f"{account}/versions/{commit}/index.html" + (f"#{chapter}" if chapter else "")


def for_changes(account: str, commit: str) -> str:
    """What changed in a version of an account since the one before."""
    return f"{for_version(account, commit)}#{CHANGES}"


def for_calendar(account: str = "") -> str:
    """The calendar file of an account, or that of all."""
    return f"{account}/agenda.ics" if account else "agenda.ics"


def for_part(page: str, part: int) -> str:
    """One of several parts of a page across accounts that would be too long as one; the first is the page itself."""
    return page if part == 1 else f"{page.removesuffix('.html')}-{part}.html"


def for_pair(account: str, older: str, newer: str) -> str:
    """What changed in an account between two of its versions, each given by its commit."""
    return f"{account}/versions/{older}-{newer}/index.html"


def for_feed(account: str) -> str:
    """What changed in an account, for programs that look for news."""
    return f"{account}/{FEED}"


def for_rows(page: str, table: str, **chosen: str) -> str:
    """A table that readers work with, showing what is chosen: values of columns, `sort`, `group`, `columns`, `find`."""
    return f"{page}#{rows_of(table, **chosen)}"


def rows_of(table: str, **chosen: str) -> str:
    """The same within the page at hand, without its sign."""
    return f"{table}?{urlencode(chosen)}"


def absolute(site: str, file: str) -> str:
    """The whole address of a file of the site, which stands at the address `site`."""
    return f"{site.rstrip('/')}/{_quoted(file)}"


def for_staff(person: str) -> str:
    """One of our own people."""
    return f"{STAFF}#{person}"


def for_person(person: str) -> str:
    """The page of one of our own people, by their id."""
    return f"{STAFF.removesuffix('.html')}-{person}.html"


def for_own_page(name: str, anchor: str = "") -> str:
    """A page of the company's own."""
    return f"pages/{name}.html" + (f"#{anchor}" if anchor else "")


def for_asset(file: str) -> str:
    """A file of a plan's `assets/`, or of the theme; the same in all languages."""
    return f"~{file}"


def for_own_asset(file: str) -> str:
    """A file of the folder `assets/` beside site.yaml; the same in all languages, apart from the theme's files."""
    return f"~{own_asset(file)}"


def own_asset(file: str) -> str:
    """Where a file of the folder `assets/` beside site.yaml stands on the site."""
    return f"assets/company/{file.removeprefix('assets/')}"


def link(address: str) -> str:
    """A link to a logical address, to be settled for the page on which it will stand."""
    return f"{_MARK}{address}{_MARK}"


def in_language(language: Language) -> str:
    """A link to the same page in another language, to be settled."""
    return f"{_MARK}{_IN}{language}{_MARK}"


def reference(name: str) -> str:
    """What stands for a piece until its page is settled, when `known` has the piece by what is in the marks."""
    return f"{_MARK}{_REFERENCE}{name}{_MARK}"


def in_chapter(piece: str, chapter: str) -> str:
    """A piece as it stands in the whole plan: its identifiers, and links to them, get the chapter's name."""
    parts = piece.split(_MARK)
    parts[1::2] = [_in_chapter(token, chapter) for token in parts[1::2]]
    return "".join(parts)


def _in_chapter(token: str, chapter: str) -> str:
    if token.startswith(_ID):
        return f"{chapter}-{token[1:]}"
    return f"#{chapter}-{_quoted(token[1:])}" if token.startswith("#") else f"{_MARK}{token}{_MARK}"


def identifier(name: str) -> str:
    """The value of an `id` attribute, to be settled: on a page with several chapters it gets the chapter's name.

    A name that already is one stays. What must not stand in one, because somebody goes by names of any kind, becomes a
    hyphen.
    """
    return name if name.startswith(_MARK) else f"{_MARK}{_ID}{anchor(name)}{_MARK}"


def anchor(name: str) -> str:
    """A name as it may stand in an `id` attribute."""
    return _UNFIT.sub("-", name)


def without_tokens(text: str) -> str:
    """The text without the characters that tokens are made of."""
    return text.replace(_ID, "").replace(_MARK, "")


@dataclass(frozen=True, slots=True)
class Past:
    """What became of the plans since an old version: `home` is its plan's id of today, `plans` are those of today."""

    home: str
    plans: frozenset[str]

    def today(self, page: str, whole: str) -> str:
        """Where a page of another plan is today: the plan's overview where it is gone.

        `whole` is the id that the old version's plan had then.
        """
        owner, slash, name = page.rpartition("/")
        if not slash:
            return page
        if owner == whole:
            owner = self.home
        elif owner.partition("/")[0] == whole.partition("/")[0]:
            owner = self.home.partition("/")[0] + owner[len(owner.partition("/")[0]) :]
        return f"{owner}/{name}" if owner in self.plans else for_account(self.home)


class Spot(Struct, frozen=True):
    """The place of a page: where it stands and which chapters of which account stand on it.

    `language` is that of the page, `folders` are those of all languages ("" for the default one, else "en/"), `address`
    is the logical address, `whole` the account whose chapters all stand on this page ("" for none), `pieces` what else
    of it stands there: the programme's pages by name; `chapter` names the one to which the piece at hand belongs.
    `known` holds what became of tokens that were settled before, and what stands for references: pages of one language
    in the same folder without `whole` may share it. `root` is the path of the site on its web server for a page that is
    shown at any address ("" for all others, whose links are relative).
    """

    language: Language
    folders: Mapping[Language, str]
    address: str
    whole: str = ""
    assets: str = ""
    past: "Past | None" = None
    root: str = ""
    pieces: frozenset[str] = frozenset()
    chapter: str = ""
    known: dict[bytes, bytes] = {}

    @property
    def folder(self) -> str:
        """The folder of the page's language."""
        return self.folders[self.language]

    @property
    def file(self) -> str:
        """The page's file below the site's root."""
        return self.folder + self.address

    def settle(self, piece: str) -> str:
        """The piece with its identifiers and links made for this page, in the page's language."""
        return next(content for _, content in settled(piece, [self])).decode()

    def made(self, token: bytes) -> bytes:
        """The address that stands for a token on this page."""
        text = token.decode()
        kind = text[0]
        if kind == "#":
            return (_in_chapter(text, self.chapter) if self.chapter else f"#{_quoted_anchor(text[1:])}").encode()
        if kind == _IN:
            return self._way_to(f"{self.folders[text[1:]]}{self.address}").encode()  # type: ignore[index]
        if kind == _REFERENCE:
            raise ValueError(f"{text[1:]!r} is no piece of this page")
        return self.to(text).encode()

    def to(self, address: str) -> str:
        """The relative address of a logical one, seen from this page."""
        if address.startswith("~"):
            shared = address[1:]
            if self.assets and shared.startswith(f"{self.whole}/assets/"):
                shared = self.assets + shared.removeprefix(f"{self.whole}/assets/")
            return self._way_to(shared)
        page, _, anchor = address.partition("#")
        here = self._here(page, anchor)
        if here is not None:
            return here
        if self.past is not None:
            today = self.past.today(page, self.whole)
            # What stood on a plan's page then may stand there no longer.
            page, anchor = today, "" if "/" in today else anchor
        way = self._way_to_page(page)
        return f"{way}#{_quoted_anchor(anchor)}" if anchor else way

    def _way_to_page(self, page: str) -> str:
        folder, _, name = page.rpartition("/")
        is_beside = not self.root and folder == self.address.rpartition("/")[0]
        return _quoted(name) if is_beside else self._way_to(self.folder + page)

    def _way_to(self, file: str) -> str:
        return self.root + _quoted(file) if self.root else _relative(file, self.file)

    def _here(self, page: str, anchor: str) -> str | None:
        if not self.whole or not page.startswith(f"{self.whole}/"):
            return None
        name = page.removeprefix(f"{self.whole}/").removesuffix(".html")
        if name in CHAPTERS or name in ("map", "questions") or name in self.pieces:
            return f"#{name}-{_quoted(anchor)}" if anchor else f"#{name}"
        return None


def settled(piece: str, spots: Sequence[Spot]) -> Iterator[tuple[str, bytes]]:
    """File and content, in UTF-8, of a page in each of its languages: `spots` differ in nothing else."""
    apart = taken_apart(piece.encode(), [spot.language for spot in spots])
    yield from zip([spot.file for spot in spots], filled(apart, spots), strict=True)


def taken_apart(piece: bytes, languages: Sequence[Language]) -> list[list[bytes]]:
    """A piece, in UTF-8, in each of some languages: every other part, from the second on, is a token's address or name.

    Raises ValueError where a token or a text was cut apart.
    """
    apart = [said.split(_MARK.encode()) for said in told_in_each(piece, languages)]
    if any(len(parts) % 2 == 0 for parts in apart):
        raise ValueError("a link that is still to be settled was cut apart")
    first, *others = apart
    for parts in others:
        if parts[1::2] == first[1::2]:  # the same objects are found more quickly
            parts[1::2] = first[1::2]
    return apart


def filled(apart: Sequence[list[bytes]], spots: Sequence[Spot]) -> list[bytes]:
    """What was taken apart, put together for a place; it can be put together for others as well."""
    return [_filled(parts, spot, spots) for parts, spot in zip(apart, spots, strict=True)]


def _filled(parts: list[bytes], spot: Spot, spots: Sequence[Spot]) -> bytes:
    tokens, known = parts[1::2], spot.known
    page: list[bytes] = []  # what is different on each page
    before = f"{spot.chapter}-".encode() if spot.chapter else b""
    for token in {*tokens}.difference(known):
        made = before + token[1:] if token[0] == _ID_BYTE else spot.made(token)
        if token[0] in _DIFFERENT:
            known[token] = made
            page += [token] if token.startswith(b"@") else []
        else:
            for one in spots:
                one.known[token] = made
    whole = parts.copy()
    whole[1::2] = map(known.__getitem__, tokens)
    for token in page:
        del known[token]
    return b"".join(whole)


def _relative(file: str, origin: str) -> str:
    """The way from one file to another, both below the site's root."""
    first, _, _ = origin.partition("/")
    if file.startswith(f"{first}/"):
        return _way(file, origin.rpartition("/")[0])
    return _way_up(file, origin.count("/"))


@lru_cache(maxsize=4096)
def _way_up(file: str, depth: int) -> str:
    return _quoted("../" * depth + file)


@lru_cache(maxsize=4096)
def _way(file: str, folder: str) -> str:
    start = folder.split("/") if folder else []
    target = file.split("/")
    shared = 0
    for one, other in zip(start, target[:-1], strict=False):
        if one != other:
            break
        shared += 1
    return _quoted("../" * (len(start) - shared) + "/".join(target[shared:]))


def language_folder(language: Language, default: Language) -> str:
    """The folder of a language's pages: the default language stands at the root."""
    return "" if language == default else f"{language}/"


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """A text as it may stand in an address."""
    return quote(text)


@lru_cache(maxsize=4096)
def _quoted_anchor(text: str) -> str:
    """An anchor as it may stand in an address; behind its `?` stands what a table shows, encoded already.

    Its ampersands are written as HTML wants them, whether the token stood in HTML already or not.
    """
    name, mark, rows = text.partition("?")
    return quote(name) + mark + quote(rows.replace("&amp;", "&"), safe="=&%+").replace("&", "&amp;")
