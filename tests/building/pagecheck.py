"""What must hold for every page of a site: its structure, its links, and that nothing in it runs or is fetched."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from posixpath import dirname, normpath
from urllib.parse import unquote

Attributes = Mapping[str, str]
_NOT_ALLOWED = frozenset({"style", "iframe", "object", "embed", "base", "applet", "frame", "portal", "foreignobject"})
_FETCHING = {"img": "src", "script": "src", "link": "href", "source": "src", "image": "href", "video": "src"}
_ACTIVE = frozenset({"style", "srcset", "formaction", "srcdoc", "background", "ping"})
_LEADING = frozenset({"href", "src", "xlink:href", "action", "poster", "data", "cite"})
_REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "aria-owns")
_SCHEME = re.compile(r"^[\s\x00-\x1f]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]")
_IN_CSS = re.compile(r"url\((?!['\"]?#)|@import|expression\(", re.IGNORECASE)


class Page(HTMLParser):
    """A page taken apart: ids, links, tags with their attributes, headings, tables without caption."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.referred: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.title = ""
        self.language = ""
        self.wrong: list[str] = []
        self.text: list[str] = []
        self._open = ""
        self._is_prose_table = False
        self._table_has_caption: list[bool] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in given}
        if len(attributes) != len(given):
            self.wrong.append(f"<{tag}> has an attribute twice")
        self._look_at_attributes(tag, attributes)
        self._look_at_structure(tag, attributes)
        self._open = tag

    def _look_at_attributes(self, tag: str, attributes: Attributes) -> None:
        self.wrong.extend(f"<{tag} {name}>" for name in attributes if name.startswith("on") or name in _ACTIVE)
        for name, value in attributes.items():
            scheme = _SCHEME.match(value) if name in _LEADING else None
            if scheme and (tag != "a" or scheme[1].lower() not in ("http", "https", "mailto")):
                self.wrong.append(f"<{tag} {name}={value[:60]!r}>")
            if name in _REFERRING:
                self.referred.extend(value.split())
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
            if _SCHEME.match(attributes["href"]) and "noopener" not in attributes.get("rel", ""):
                self.wrong.append(f"a link outside without rel: {attributes['href'][:60]}")
        if tag in _FETCHING and _FETCHING[tag] in attributes:
            self.fetched.append(attributes[_FETCHING[tag]])
        if tag == "use":
            self.referred.append(attributes.get("href", attributes.get("xlink:href", "")).removeprefix("#"))

    def _look_at_structure(self, tag: str, attributes: Attributes) -> None:
        if tag in _NOT_ALLOWED or (tag == "meta" and "http-equiv" in attributes):
            self.wrong.append(f"<{tag}>")
        if tag == "script" and "src" not in attributes:
            self.wrong.append("a script in the page")
        if tag == "img" and "alt" not in attributes:
            self.wrong.append(f"a picture without alt: {attributes.get('src')}")
        if tag == "html":
            self.language = attributes.get("lang", "")
        if tag == "table":
            # Tables in prose, which Markdown gives no caption, have no class.
            self._is_prose_table = "class" not in attributes
            self._table_has_caption.append(self._is_prose_table)
        if tag == "caption":
            self._table_has_caption[-1] = True
        if tag == "th" and not attributes.get("scope") and not self._is_prose_table:
            self.wrong.append("<th> without scope")
        if _HEADING.fullmatch(tag):
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and not self._table_has_caption.pop():
            self.wrong.append("a table without caption")
        self._open = ""

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._open == "title" and not self.title:
            self.title = data
        if _HEADING.fullmatch(self._open):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def complaints(self) -> Iterator[str]:
        """What is wrong with the page in itself."""
        yield from self.wrong
        yield from (f"the id {id_!r} occurs {count} times" for id_, count in Counter(self.ids).items() if count > 1)
        yield from (f"an id with blanks: {id_!r}" for id_ in self.ids if not id_ or re.search(r"\s", id_))
        yield from (f"nothing has the id {id_!r}" for id_ in set(self.referred) - set(self.ids))
        levels = [level for level, _ in self.headings]
        if levels.count(1) != 1 or levels[0] != 1:
            yield f"headings of level 1: {levels.count(1)}, the first heading is of level {levels[:1]}"
        for (before, above), (level, text) in zip(self.headings, self.headings[1:], strict=False):
            if level > before + 1:
                yield f"h{before} {above!r} is followed by h{level} {text!r}"
        if not self.title.strip():
            yield "no title"
        if self.language not in ("de", "en"):
            yield f"the language is {self.language!r}"


@lru_cache(maxsize=1024)
def parsed(html: str) -> Page:
    """The page of an HTML text."""
    return Page(html)


def words(html: str) -> str:
    """What HTML says, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def section(html: str, name: str) -> str:
    """The HTML from what has an identifier, which must be there, to the end of its section."""
    found = html.partition(f'id="{name}"')[2].partition("</section>")[0]
    assert found, f"there is no section {name}"
    return found


def said_in(html: str, name: str) -> str:
    """What a section says."""
    return words(section(html, name))


def dead_links(files: Mapping[str, bytes]) -> Iterator[str]:
    """Links and files to fetch inside a site that are not there, and anchors that their page does not have.

    Pages without content are there, but nobody looks into them.
    """
    pages = {name: parsed(content.decode()) for name, content in files.items() if name.endswith(".html") and content}
    anchors = {name: frozenset(page.ids) for name, page in pages.items()}
    for name, page in pages.items():
        for link in dict.fromkeys(page.fetched):
            if _target(name, link)[0] not in files:
                yield f"{name} fetches {link}"
        for link in dict.fromkeys(page.links):
            if _SCHEME.match(link):
                continue
            target, anchor = _target(name, link)
            if target not in files or link.startswith("/"):
                yield f"{name} leads to {link}"
            elif anchor and target in anchors and anchor not in anchors[target]:
                yield f"{name} leads to {link}, which has no such place"


def _target(name: str, link: str) -> tuple[str, str]:
    path, _, anchor = link.partition("#")
    # Behind the table's anchor stands what the table shows.
    anchor = anchor.partition("?")[0]
    return (normpath(f"{dirname(name)}/{unquote(path)}").removeprefix("/") if path else name), unquote(anchor)


def complaints_about_styles(files: Mapping[str, bytes]) -> Iterator[str]:
    """What style sheets fetch from elsewhere."""
    for name, content in files.items():
        if name.endswith(".css"):
            text = re.sub(r"/\*.*?\*/", "", content.decode(), flags=re.DOTALL)
            for match in _IN_CSS.finditer(text):
                yield f"{name}: {text[match.start() : match.start() + 60]!r}"
