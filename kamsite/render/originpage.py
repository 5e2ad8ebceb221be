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
_OLDER = Text("before the oldest version that is told here", "vor der ältesten Version, von der hier erzählt wird")
_MORE = Text("{} and {} more", "{} und {} weitere")
_MOST_LABELS = 14
_MOST_BEFORE = 12


def anchor_of(origin: ToldOrigin) -> str:
    """The anchor of the entry, or the section, that a value is in."""
    return "-".join((origin.address.chapter, *origin.entry))


def origin_sections(desk: Desk, plan: str, origins: Sequence[ToldOrigin], language: Language) -> Iterator[Section]:
    """A section for each chapter; `plan` is the plan's id."""
    titles = _titles(desk, language)
    page = _Page(desk, plan, language)
    for chapter in CHAPTERS:
        own = [one for one in origins if one.address.chapter == chapter]
        if own:
            title = CHAPTER_TITLES[chapter].to(language)
            columns = tuple(Column(text.to(language)) for text in _COLUMNS)
            rows = tuple(page.rows(chapter, own, titles))
            yield Section(urls.identifier(chapter), title, (Table(title, columns, rows, is_caption_hidden=True),))


def _titles(desk: Desk, language: Language) -> dict[tuple[str, str], str]:
    """What sections are called, by chapter and key; the prose of a chapter goes by its file."""
    titles = {(chapter, f"{chapter}.md"): IN_WORDS.to(language) for chapter in CHAPTERS}
    for chapter, known in desk.fields.items():
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
        for anchor, target in ((name, f"{chapter}-{section}"), (entry[0] if entry else name, anchor_of(origin))):
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
            for entry, values in groupby(inside, key=lambda one: one.entry):
                yield from self._entry(f"{chapter}-{'-'.join(entry)}" if len(entry) > 1 else "", list(values))

    def _entry(self, anchor: str, values: Sequence[ToldOrigin]) -> Iterator[Row]:
        name = inline.fill("<strong>{}</strong> ", values[0].name) if anchor else NOTHING
        changed = [one for one in values if len(one.history) > 1]
        lines = [*self._changed(changed), *self._others([one for one in values if len(one.history) == 1])]
        for number, (label, *cells) in enumerate(lines):
            head = name + inline.text(label) if number == 0 else inline.text(label)
            yield Row((head, *cells), urls.identifier(anchor) if anchor and number == 0 else "", "sub")

    def _changed(self, values: Sequence[ToldOrigin]) -> Iterator[tuple[str, Markup, Markup, Markup]]:
        for one in values:
            before = [self._before(value) for value in one.history[1 : _MOST_BEFORE + 1]]
            yield _label(one), inline.text(one.now.value), self._since(one.now.version), Markup("").join(before)

    def _others(self, values: Sequence[ToldOrigin]) -> Iterator[tuple[str, Markup, Markup, Markup]]:
        """The values that are as they were set first, in one line for each version that set any."""
        by_version: dict[str, list[ToldOrigin]] = {}
        for one in values:
            version = one.now.version
            by_version.setdefault(version.commit.id if version else "", []).append(one)
        for same in by_version.values():
            labels = list(dict.fromkeys(_label(one) for one in same))
            told = ", ".join(labels[:_MOST_LABELS])
            if len(labels) > _MOST_LABELS:
                told = _MORE.to(self._language).format(told, len(labels) - _MOST_LABELS)
            yield told, NOTHING, self._since(same[0].now.version), NOTHING

    def _since(self, version: Version | None) -> Markup:
        if version is None:
            return inline.span("muted", _OLDER.to(self._language))
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
