"""What a plan says, as small texts with the place on the site where each stands, in both languages."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from msgspec import Struct, structs

from kamsite.language import Language, Text, is_both, told
from kamsite.model.field import UNKNOWN, Field
from kamsite.model.plan import CHAPTERS
from kamsite.model.staff import StaffMember
from kamsite.render import generic, urls
from kamsite.render.chapters import CHAPTER_TITLES, ELSEWHERE, IN_WORDS
from kamsite.render.prose import prose_html
from kamsite.render.search.sayings import once, plain, said_in
from kamsite.render.show import TITLE_KEYS, Show, name_of
from kamsite.source.document import Value

KINDS = ("account", "person", "goal", "competitor", "project", "staff", "text", "page")
"""What can be found. `text` is everything in a plan that is none of the others."""
_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}

OUR_PEOPLE = Text("Our people", "Unser Team")
_KINDS_OF = {
    ("people", "people"): "person",
    ("strategy", "goals"): "goal",
    ("customer", "goals"): "goal",
    ("position", "competitors"): "competitor",
    ("customer", "competitors"): "competitor",
    ("position", "projects"): "project",
    ("strategy", "pipeline"): "project",
}
_PART = " · "
_HEADING = re.compile(
    f'<h[1-6][^>]* id="{urls.identifier("")[:-1]}([^"]*?){urls.identifier("")[-1]}"[^>]*>(.*?)</h[1-6]>'
)


class Entry(Struct, frozen=True):
    """Something that can be found. `address` is that of its page below the plan's folder, `place` says where it is.

    `said` is what is said about it, bit by bit. All texts may be in both languages at once.
    """

    kind: str
    title: str
    place: str
    address: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """What a plan says, or the site itself (without an id). `above` is the name of the plan above a division."""

    id: str
    name: str
    above: str
    entries: tuple[Entry, ...]


def texts_of(show: Show) -> Texts:
    """What a plan says, as far as the edition shows it."""
    plan = show.plan
    return Texts(plan.id, plan.name, plan.parent.name if plan.parent else "", tuple(_entries(show)))


def site_texts(title: str, staff: Mapping[str, StaffMember], others: Iterable[Entry], language: Language) -> Texts:
    """What the site itself says: our own people, and `others`; `title` is what the site is called."""
    place = OUR_PEOPLE.to(language)
    entries = (
        Entry(
            "staff",
            one.name,
            place,
            urls.for_staff(person),
            once((one.title or "", one.department or "", one.location or "")),
        )
        for person, one in staff.items()
    )
    return Texts("", title, "", (*entries, *others))


def _entries(show: Show) -> Iterator[Entry]:
    for chapter in CHAPTERS:
        if chapter not in show.fields:
            continue
        title = CHAPTER_TITLES[chapter].to(show.language)
        data, fields = show.plan.data[chapter], show.fields[chapter].properties
        for section in [*fields, *(key for key in data if key not in fields)]:
            if data.get(section) not in (None, UNKNOWN):
                yield from _section(show, chapter, section, fields.get(section), data[section], title)
        if chapter in show.prose_chapters and (prose := show.plan.text.chapters[chapter].prose):
            yield from _prose(show, chapter, prose.text, title)


def _section(
    show: Show, chapter: str, section: str, field: Field | None, value: Value, chapter_title: str
) -> Iterator[Entry]:
    label = generic.label_of(show, field, section)
    page = "questions.html" if (chapter, section) in ELSEWHERE else f"{chapter}.html"
    if (chapter, section) == ("plan", "account"):
        yield Entry("account", show.plan.name, chapter_title, "index.html", _below_the_title(show, field, value))
        return
    kind = _KINDS_OF.get((chapter, section), "text")
    is_entries = field is not None and field.kind == "entries" and field.entry is not None and field.entry.properties
    if is_entries and isinstance(value, dict):
        place = label if section == chapter else f"{chapter_title}{_PART}{label}"
        for key, entry in value.items():
            title = name_of(entry) or show.word_of_key(chapter, section, key)
            inside = field.inside(key) if field else None
            yield Entry(kind, title, place, f"{page}#{key}", _below_the_title(show, inside, entry))
    elif said := said_in(show, field, value):
        yield Entry(kind, label, chapter_title, f"{page}#section-{section}", said)


def entry_of(show: Show, field: Field | None, value: Value, place: str, address: str) -> Entry:
    """An entry that stands in no plan, with everything that is said about it."""
    return Entry("text", name_of(value) or "", place, address, _below_the_title(show, field, value))


def _below_the_title(show: Show, field: Field | None, entry: Value) -> tuple[str, ...]:
    """Everything that is said in an entry but its title; nothing where it is no more than that."""
    if not isinstance(entry, dict):
        return ()
    rest = entry.copy()
    title = next((key for key in TITLE_KEYS if isinstance(entry.get(key), str)), None)
    if title is not None:
        del rest[title]
    # What a question is about is told as the keys that lead there: nobody searches for these.
    rest.pop("about", None)
    return said_in(show, field, rest)


def _prose(show: Show, chapter: str, text: str, title: str) -> Iterator[Entry]:
    """Running text, heading by heading."""
    html = str(prose_html(text, show.links, heading_level=3))
    place = f"{title}{_PART}{IN_WORDS.to(show.language)}"
    first = Entry("text", title, place, f"{chapter}.html#prose")
    pieces = _HEADING.split(html)
    if begin := plain(pieces[0]):
        yield structs.replace(first, said=(begin,))
    for anchor, heading, below in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        yield Entry("text", plain(heading), place, f"{chapter}.html#{anchor}", once([plain(below)]))


# -- as files ----------------------------------------------------------------------------------------------------------


def as_written(texts: Texts, languages: tuple[Language, ...]) -> dict[str, object]:
    """The texts as they are kept. A part of a text that differs between the languages has a line for each of them.

    Keys: `id`, `name`, `above`, `places` (what the entries' numbers mean), `entries` (kind, title, place, address,
    text).
    """
    places: dict[str, int] = {}
    numbers = {
        place: places.setdefault(_said(place, languages), len(places))
        for place in dict.fromkeys(entry.place for entry in texts.entries)
    }
    entries = [
        [
            _NUMBERS[entry.kind],
            _said(entry.title, languages),
            numbers[entry.place],
            entry.address,
            _together(entry.said, languages),
        ]
        for entry in texts.entries
    ]
    return {
        "id": texts.id,
        "name": _normal(texts.name),
        "above": _normal(texts.above),
        "places": list(places),
        "entries": entries,
    }


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _together(said: tuple[str, ...], languages: tuple[Language, ...]) -> str:
    text = _PART.join(said)
    return _PART.join([_said(each, languages) for each in said]) if is_both(text) else _normal(text)


def _said(text: str, languages: tuple[Language, ...]) -> str:
    return _in_lines(text, languages) if is_both(text) else _normal(text)


@lru_cache(maxsize=1024)
def _in_lines(text: str, languages: tuple[Language, ...]) -> str:
    said = [_normal(told(text, language)) for language in languages]
    if len(set(said)) == 1:
        return said[0]
    parts = [version.split(_PART) for version in said]
    if len({len(version) for version in parts}) > 1:
        parts = [[version.replace(_PART, ", ")] for version in said]
    return _PART.join("\n".join(dict.fromkeys(same)) for same in zip(*parts, strict=True))
