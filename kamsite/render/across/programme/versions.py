"""The past of the programme: all its versions, where each value comes from, what changed between two of them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from kamsite.compare.origins import PlanChanges
from kamsite.compare.programme import CHAPTERS
from kamsite.language import Language, Text, in_each
from kamsite.model.folder import PROGRAMME as FOLDER
from kamsite.render import inline, urls
from kamsite.render.across.content import PROGRAMME_NAME, Content, Recent
from kamsite.render.across.programme.board import has_origins
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import NOTHING, Line, Lines, Section
from kamsite.render.changed import BETWEEN, DECISION, changed_sections, other_pairs
from kamsite.render.changes.log import decisions_in, line_of
from kamsite.render.contexts import Feed
from kamsite.render.desk import Desk
from kamsite.render.feed import feed
from kamsite.render.navigation import (
    CUSTOMERS,
    FITNESS,
    LEVERS,
    MATURITY,
    MODEL,
    PROFILES,
    PROGRAMME,
    SELECTION,
    Entry,
)
from kamsite.render.originpage import LEAD, TITLE, origin_sections
from kamsite.render.versions import version_sections
from kamsite.source.history import Version

# The pages by the kind of file that they tell of, in the order in which they are read.
PAGES: Mapping[str, Entry] = {
    "customers": CUSTOMERS,
    "selection": SELECTION,
    "maturity": MATURITY,
    "fitness": FITNESS,
    "levers": LEVERS,
    "model": MODEL,
    "profiles": PROFILES,
}
TITLES: Mapping[str, Text] = {name: PAGES[name].title for name in PAGES if name in CHAPTERS}
MOST_NEWS = 3
_ALL = Text("All versions of the programme", "Alle Versionen des Programms")
_ORIGINS = Text("Where each value comes from", "Woher jeder Wert kommt")


def _has_versions(desk: Desk) -> bool:
    return bool(desk.programme) and desk.shows_history


VERSIONS = Entry(
    urls.for_versions(FOLDER),
    "versions",
    Text("Versions of the programme", "Versionen des Programms"),
    Text(
        "What changed in the KAM programme, when, by whom and why.",
        "Was sich am KAM-Programm geändert hat, wann, von wem und warum.",
    ),
    _has_versions,
)
ORIGINS = Entry(urls.for_origins(FOLDER), "history", TITLE, LEAD, _has_versions)


def version_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The list of versions, where values come from, recent versions compared with today's, and a feed."""
    history, past = content.programme_history, content.past
    if not past.changes:
        return
    feeds = (Feed(PROGRAMME_NAME.to(desk.all_languages), urls.link(urls.for_feed(FOLDER))),) if desk.has_feeds else ()
    yield page(VERSIONS, (history, past.changes), partial(_versions, content), inside=PROGRAMME, feeds=feeds)
    if has_origins(content):
        commits = [version.commit.id for version in history.versions]
        yield page(ORIGINS, (commits, past.changes), partial(_origins, content), inside=PROGRAMME)
    for pair in recent_pairs(content, desk):
        yield pair_page(content, desk, pair)
    if desk.has_feeds:
        yield _feed(content)


def _versions(content: Content, desk: Desk, language: Language) -> Iterator[Section]:
    history, changes = content.programme_history, content.past.changes
    yield from version_sections(
        desk, FOLDER, history, changes, language, lambda version: pages_in(version, desk, language)
    )


def pages_in(version: Version, desk: Desk, language: Language) -> Iterator[str]:
    """What the pages are called whose files a version changed, as far as the edition has them."""
    for file in version.files:
        name = "customers" if file.endswith(".csv") else file.removesuffix(".yaml")
        if name in PAGES and PAGES[name].is_shown(desk):
            yield PAGES[name].title.to(language)


def _origins(content: Content, desk: Desk, language: Language) -> Iterator[Section]:
    yield from origin_sections(desk, FOLDER, content.past.origins(language), language, TITLES)


# -- two versions ------------------------------------------------------------------------------------------------------


def recent_pairs(content: Content, desk: Desk) -> list[tuple[Version, Version]]:
    """The recent versions that are compared with the current one; what the newest changed has a page of its own."""
    versions = content.programme_history.versions
    return [(older, versions[0]) for older in versions[2 : desk.settings.paired_versions]]


def pair_page(content: Content, desk: Desk, pair: tuple[Version, Version]) -> SharedFiles:
    """The page that tells what changed between two versions; it leads to other pairs."""
    older, newer = pair
    others = [one for one in recent_pairs(content, desk) if one != pair]
    # A version's name stays in one line.
    names = [version.label.replace(" ", "\u00a0") for version in pair]
    title = Text(BETWEEN.en.format(*names), BETWEEN.de.format(*names))
    entry = Entry(urls.for_pair(FOLDER, older.commit.short, newer.commit.short), "versions", title, Text("", ""))

    def sections(_desk: Desk, language: Language) -> Iterator[Section]:
        compared = content.past.compared(older, newer)
        found = () if compared.is_empty else (compared,)
        yield from changed_sections(found, older.label, language, titles=TITLES)
        yield from other_pairs(FOLDER, others, language)

    inputs = [version.commit.id for one in (pair, *others) for version in one]
    return page(entry, inputs, sections, inside=PROGRAMME)


# -- what changed lately -----------------------------------------------------------------------------------------------


def news_section(content: Content, desk: Desk, title: str, language: Language) -> Iterator[Section]:
    """The newest versions in a line each, and the way to all of them; nothing where there is no history to show."""
    told = recent_versions(content)[:MOST_NEWS]
    if not told:
        return
    lines = tuple(_line(desk, one, language) for one in told)
    links = [inline.link(urls.for_versions(FOLDER), inline.text(_ALL.to(language)))]
    if has_origins(content):
        links.append(inline.link(urls.for_origins(FOLDER), inline.text(_ORIGINS.to(language))))
    yield Section(urls.identifier("news"), title, (Lines(lines, inline.joined(links, " · ")),))


def recent_versions(content: Content) -> list[Recent]:
    """The versions of which it is known what they changed, newest first, without those that changed nothing to see."""
    versions = {version.commit.id: version for version in content.programme_history.versions}
    told = [Recent(FOLDER, versions[commit], found) for commit, found in content.past.changes.items()]
    return [one for one in told if one.is_telling]


def _line(desk: Desk, recent: Recent, language: Language) -> Line:
    version = recent.version
    label = inline.link(f"{urls.for_versions(FOLDER)}#v-{version.commit.short}", inline.text(version.label))
    facts = [label, desk.short_day(version, language)]
    if desk.shows_authors:
        facts.append(inline.text(version.by))
    mark = inline.badge(DECISION.to(language), "key") if decisions_in(recent.changes) else NOTHING
    return Line(inline.text(_told(recent.changes, language)), facts=tuple(facts), mark=mark)


@in_each
def _told(changes: Sequence[PlanChanges] | None, language: Language) -> str:
    return line_of(changes, FOLDER, language)


def _feed(content: Content) -> SharedFiles:
    told = recent_versions(content)

    def draw(desk: Desk) -> Iterator[tuple[str, bytes]]:
        for language in desk.languages:
            name = PROGRAMME_NAME.to(language)
            recent = [(FOLDER, name, one) for one in told]
            file, text = feed(desk, urls.for_feed(FOLDER), urls.for_versions(FOLDER), name, recent, language)
            yield file, text.encode("utf-8")

    return SharedFiles(urls.for_feed(FOLDER), told, draw)
