"""Pages of the company's own, in Markdown: `pages/<name>.md`, or a file for each language, `pages/<name>.de.md`."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from kamsite.language import LANGUAGES, Language, Text
from kamsite.source.links import classify_link
from kamsite.source.marktext import MarkText

PAGES = "pages"
_FILE = re.compile(rf"{PAGES}/([a-z0-9][a-z0-9_-]*)(?:\.({'|'.join(LANGUAGES)}))?\.md")


class OwnPage(Struct, frozen=True):
    """A page of the company's own: its name, and for each language a file, a title and a text in Markdown.

    `assets` are the files that it links to or shows, below the plans folder.
    """

    name: str
    files: dict[str, str]
    titles: dict[str, str]
    texts: dict[str, str]
    assets: tuple[str, ...] = ()

    @property
    def title(self) -> Text:
        """What the page is called."""
        return Text(self.titles["en"], self.titles["de"])


def is_own_page(file: str) -> bool:
    """Whether a file is one of the company's own pages."""
    return _FILE.fullmatch(file) is not None


def page_name(file: str) -> str:
    """The name of the page that a file belongs to, whatever its language; empty where it belongs to none."""
    found = _FILE.fullmatch(file)
    return found[1] if found else ""


def own_pages(texts: Iterable[MarkText]) -> tuple[OwnPage, ...]:
    """The pages that some files make, by name. A language without a file of its own has the text of another one."""
    by_name: dict[str, dict[str, MarkText]] = {}
    for text in texts:
        if found := _FILE.fullmatch(text.file):
            by_name.setdefault(found[1], {})[found[2] or ""] = text
    return tuple(_page(name, by_name[name]) for name in sorted(by_name))


def _page(name: str, written: Mapping[str, MarkText]) -> OwnPage:
    chosen = {language: _in_language(written, language) for language in LANGUAGES}
    return OwnPage(
        name,
        {language: text.file for language, text in chosen.items()},
        {language: _title(name, text) for language, text in chosen.items()},
        {language: text.text for language, text in chosen.items()},
        tuple(sorted({file for text in chosen.values() for file in _assets(text)})),
    )


def _in_language(written: Mapping[str, MarkText], language: Language) -> MarkText:
    return written.get(language) or written.get("") or next(written[key] for key in sorted(written))


def _title(name: str, text: MarkText) -> str:
    """The first heading, else the name of the file."""
    return text.headings[0].text if text.headings else name.replace("-", " ").replace("_", " ").capitalize()


def _assets(text: MarkText) -> Iterator[str]:
    for link in text.links:
        target = classify_link(link.target, text.file)
        if target.kind == "asset":
            yield target.path
