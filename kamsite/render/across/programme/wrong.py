"""What is wrong in the files of the programme, told on the pages on which it is missing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from msgspec.structs import replace

from kamsite.diagnostics import Finding, Severity
from kamsite.language import Language, Text
from kamsite.model.folder import PROGRAMME
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.programme.board import around
from kamsite.render.across.shared import Sections, SharedFiles, page
from kamsite.render.blocks import Note, Section
from kamsite.render.chapters import wrong_section
from kamsite.render.desk import Desk
from kamsite.render.navigation import CUSTOMERS, PROFILES, Entry

_MOST = 8
_MORE_ONE = Text("one more among the findings", "ein weiterer unter den Befunden")
_MORE = Text("{count} more among the findings", "{count} weitere unter den Befunden")
_FILES = Text(
    "There are errors in {files}; values with errors are left out of this page until they are mended.",
    "In {files} gibt es Fehler; Werte mit Fehlern fehlen auf dieser Seite, bis sie berichtigt sind.",
)


def programme_page(
    desk: Desk,
    content: Content,
    entry: Entry,
    name: str,
    inputs: object,
    sections: Callable[[Content, Desk, Language], Iterable[Section]],
    as_of: date | None = None,
) -> SharedFiles:
    """The page of a file of the programme; it begins with what is wrong in that file."""
    found = errors_in(desk, content, f"{name}.yaml")
    led = led_by(found, partial(sections, content))
    return page(entry, (inputs, told(found)), led, as_of=as_of, around=around(content, name))


def errors_in(desk: Desk, content: Content, *files: str) -> tuple[Finding, ...]:
    """The errors in some files of the programme, as far as the edition has pages for them."""
    has = [page for page in (CUSTOMERS, PROFILES) if page.is_shown(desk)]
    known = {*files} if PROFILES in has else {*files} - {"profiles.yaml"}
    meant = {f"{PROGRAMME}/{file}" for file in known if CUSTOMERS in has or not file.endswith(".csv")}
    return tuple(one for one in content.findings if one.severity is Severity.ERROR and one.place.file in meant)


def told(found: Sequence[Finding]) -> list[tuple[str, str, str]]:
    """What a page that tells of errors is made of."""
    return [(str(one.place), one.message.en, one.message.de) for one in found]


def led_by(found: Sequence[Finding], sections: Sections) -> Sections:
    """The sections of a page, before them the first of the errors in the place of the values that they concern.

    Findings can quote anything: where readers may not see them it is only told that there are some.
    """

    def all_of_them(desk: Desk, language: Language) -> Iterator[Section]:
        if found and not desk.shows_findings:
            yield replace(wrong_section((), language), blocks=tuple(wrong_files(desk, found, language)), help="")
        elif found:
            wrong, more = wrong_section(found[:_MOST], language), len(found) - _MOST
            if more > 0:
                text = (_MORE_ONE if more == 1 else _MORE).to(language).format(count=more)
                wrong = replace(wrong, blocks=(*wrong.blocks, Note(inline.link(urls.FINDINGS, inline.text(text)))))
            yield wrong
        yield from sections(desk, language)

    return all_of_them


def wrong_files(desk: Desk, found: Sequence[Finding], language: Language) -> Iterator[Note]:
    """In which files there are errors, in one line; nothing where there are none."""
    files = sorted({one.place.file.removeprefix(f"{PROGRAMME}/") for one in found})
    if files:
        said = inline.text(_FILES.to(language).format(files=", ".join(files)))
        yield Note(inline.link(urls.FINDINGS, said, "plain") if desk.shows_findings else said, "error")
