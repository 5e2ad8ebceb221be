"""The page that tells for each value of a plan who set it, when and why, and what it was before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.plan import CHAPTERS
from kamsite.render import inline, urls
from kamsite.render.blocks import NOTHING, Column, Row, Section, Table
from kamsite.render.changes.origins import ToldOrigin, ToldValue
from kamsite.render.chapters import CHAPTER_TITLES, IN_WORDS
from kamsite.render.desk import Desk
from kamsite.source.history import Version

TITLE = Text("Where each value comes from", "Woher jeder Wert kommt")
LEAD = Text(
    "Who set it, in which version and why; and what it was before.",
    "Wer ihn gesetzt hat, in welcher Version und warum; und was vorher dort stand.",
)
_COLUMNS = (Text("Value", "Wert"), Text("Now", "Jetzt"), Text("Since", "Seit"), Text("Before", "Vorher"))
_PAST = Text("history", "Verlauf")
OLDER = Text("before the oldest version that is told here", "vor der ältesten Version, von der hier erzählt wird")
_MORE = Text("{} and {} more", "{} und {} weitere")
_MOST_LABELS = 14
_MOST_BEFORE = 12


# What a row of the page tells: one value that changed, or those that were set by one version and never since.
Told = tuple[ToldOrigin, ...]


def anchor_of(origin: ToldOrigin) -> str:
    """The anchor of the entry, or the section, that a value is in."""
    return urls.anchor("-".join((origin.address.chapter, *origin.entry)))


def rows_of(origins: Iterable[ToldOrigin]) -> Iterator[tuple[str, Told]]:
    """The rows of the page, entry by entry, each with its anchor: values that changed first.

    The first row of an entry has the entry's anchor; a section's own anchor stands above its rows.
    """
    entries: dict[tuple[str, tuple[str, ...]], list[ToldOrigin]] = {}
    for origin in origins:
        entries.setdefault((origin.address.chapter, origin.entry), []).append(origin)
    for (_, entry), inside in entries.items():
        name = anchor_of(inside[0])
        is_entry = len(entry) > 1
        for number, row in enumerate(_told_together(inside), 1 if is_entry else 2):
            # No id has a dot in it.
            yield (name if number == 1 else f"{name}.{number}"), row


def _told_together(values: Sequence[ToldOrigin]) -> Iterator[Told]:
    yield from ((one,) for one in values if len(one.history) > 1)
    by_version: dict[str, list[ToldOrigin]] = {}
    for one in values:
        if len(one.history) == 1:
            version = one.now.version
            by_version.setdefault(version.commit.id if version else "", []).append(one)
    yield from map(tuple, by_version.values())


def origin_sections(
    desk: Desk,
    plan: str,
    origins: Sequence[ToldOrigin],
    language: Language,
    chapters: Mapping[str, Text] = CHAPTER_TITLES,
) -> Iterator[Section]:
    """A section for each chapter; `plan` is the plan's id, `chapters` says what its chapters are called, in order."""
    titles = _titles(desk, language)
    page = _Page(desk, plan, language)
    for chapter, text in chapters.items():
        own = [one for one in origins if one.address.chapter == chapter]
        if own:
            title = text.to(language)
            columns = tuple(Column(text.to(language)) for text in _COLUMNS)
            rows = tuple(page.rows(chapter, own, titles))
            yield Section(urls.identifier(chapter), title, (Table(title, columns, rows, is_caption_hidden=True),))


def _titles(desk: Desk, language: Language) -> dict[tuple[str, str], str]:
    """What sections are called, by chapter and key; the prose of a chapter goes by its file."""
    titles = {(chapter, f"{chapter}.md"): IN_WORDS.to(language) for chapter in CHAPTERS}
    for chapter, known in (*desk.fields.items(), *desk.programme.items()):
        titles.update(((chapter, key), field.title.to(language)) for key, field in known.properties.items())
    return titles


def links_to(plan: str, origins: Iterable[ToldOrigin], chapter: str, language: Language) -> dict[str, str]:
    """For each section and entry of a chapter a link to where its values come from, by its anchor."""
    links: dict[str, str] = {}
    for origin in origins:
        if origin.address.chapter != chapter:
            continue
        section, *entry = origin.entry
        name = "prose" if section.endswith(".md") else f"section-{section}"
        for anchor, target in (
            (name, urls.anchor(f"{chapter}-{section}")),
            (entry[0] if entry else name, anchor_of(origin)),
        ):
            if anchor not in links:
                href = urls.link(urls.for_origins(plan, target))
                links[anchor] = str(inline.fill('<a class="past" href="{}">{}</a>', href, _PAST.to(language)))
    return links


class _Page:
    """Makes the rows of one plan."""

    def __init__(self, desk: Desk, plan: str, language: Language) -> None:
        self._desk = desk
        self._plan = plan
        self._language = language

    def rows(self, chapter: str, origins: Sequence[ToldOrigin], titles: Mapping[tuple[str, str], str]) -> Iterator[Row]:
        """The values of a chapter: section by section, entry by entry, those that changed first."""
        for section, inside in groupby(origins, key=lambda one: one.entry[:1]):
            name = titles.get((chapter, *section), section[0])
            yield Row(
                (inline.text(name), NOTHING, NOTHING, NOTHING), urls.identifier(f"{chapter}-{section[0]}"), "head"
            )
            yield from (self._row(anchor, row) for anchor, row in rows_of(inside))

    def _row(self, anchor: str, row: Told) -> Row:
        first = row[0]
        is_head = len(first.entry) > 1 and anchor == anchor_of(first)
        name = inline.fill("<strong>{}</strong> ", first.name) if is_head else NOTHING
        now = before = NOTHING
        if len(first.history) > 1:
            now = inline.text(first.now.value)
            before = inline.joined([self._before(value) for value in first.history[1 : _MOST_BEFORE + 1]], "")
        cells = (name + inline.text(self._labels(row)), now, self._since(first.now.version), before)
        return Row(cells, urls.identifier(anchor), "sub")

    def _labels(self, row: Told) -> str:
        labels = list(dict.fromkeys(_label(one) for one in row))
        told = ", ".join(labels[:_MOST_LABELS])
        if len(labels) > _MOST_LABELS:
            return _MORE.to(self._language).format(told, len(labels) - _MOST_LABELS)
        return told

    def _since(self, version: Version | None) -> Markup:
        if version is None:
            return inline.span("muted", OLDER.to(self._language))
        said = self._link(version) + " · " + self._desk.short_day(version, self._language)
        if self._desk.shows_authors:
            said += inline.text(" · " + ", ".join(version.authors))
        if self._desk.shows_reasons:
            said += inline.span("under", inline.text(version.reason[0]))
        return said

    def _before(self, value: ToldValue) -> Markup:
        said = inline.text(value.value)
        if value.version is not None:
            said += inline.fill(' <span class="muted">({})</span>', self._link(value.version))
        return inline.fill('<span class="was">{}</span>', said)

    def _link(self, version: Version) -> Markup:
        name = f"v{version.number}" if version.number else version.commit.short
        return inline.link(urls.for_versions(self._plan) + f"#v-{version.commit.short}", inline.text(name))


def _label(origin: ToldOrigin) -> str:
    return f"{origin.inner}: {origin.label}" if origin.inner else origin.label
