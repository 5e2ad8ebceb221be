"""The programme as it was in a version: its pages one below the other, and what changed since the version before."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from msgspec.structs import replace as with_values

from kamsite.horizon import day_of
from kamsite.language import Language, Text
from kamsite.model.analyses.programme.fitness import FitnessResult
from kamsite.model.analyses.programme.selection import selecting_of
from kamsite.model.folder import PROGRAMME as FOLDER
from kamsite.render import inline, urls
from kamsite.render.across.content import PROGRAMME_NAME, Content
from kamsite.render.across.programme.care import care_sections
from kamsite.render.across.programme.fitness import fitness_sections
from kamsite.render.across.programme.levers import levers_sections
from kamsite.render.across.programme.maturity import maturity_sections
from kamsite.render.across.programme.profiles import profiles_sections
from kamsite.render.across.programme.selection import rules_of_selection
from kamsite.render.across.programme.versions import PAGES, TITLES, VERSIONS
from kamsite.render.across.shared import SharedFiles
from kamsite.render.blocks import NOTHING, Note, Section
from kamsite.render.changed import TITLE, changed_sections, first_version
from kamsite.render.contexts import Banner, Body, Chapter, NavItem
from kamsite.render.desk import Desk
from kamsite.render.navigation import PROGRAMME, below, frame_of
from kamsite.render.versions import is_rendered
from kamsite.source.history import Version

_OLD = Text("The programme as it stood in version {} of {}.", "Das Programm, wie es in Version {} vom {} stand.")
_TO_CURRENT = Text("To the programme of today", "Zum Programm von heute")
_ELSEWHERE = Text(
    "How customers scored then stands in the versions of their plans.",
    "Wie Kunden damals bewertet waren, steht in den Versionen ihrer Pläne.",
)
_FIRST = Text("This is the first version of the programme.", "Das ist die erste Version des Programms.")
_Sections = Callable[[Content, Desk, Language], Iterator[Section]]
_DRAWINGS: Mapping[str, _Sections] = {
    "selection": rules_of_selection,
    "maturity": maturity_sections,
    "fitness": fitness_sections,
    "levers": levers_sections,
    "model": care_sections,
    "profiles": profiles_sections,
}


def old_versions(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The pages of the versions that can be read at an address of their own: the last few and all tagged ones."""
    history = content.programme_history
    for version in history.versions if content.past.changes else ():
        if is_rendered(desk, history, version):
            yield old_version(content, version)


def old_version(content: Content, version: Version) -> SharedFiles:
    """The page of the programme as it was in a version."""
    versions = content.programme_history.versions
    until = versions[versions.index(version) :]
    address = urls.for_version(FOLDER, version.commit.short)

    def draw(desk: Desk) -> Iterator[tuple[str, bytes]]:
        then = content.past.then(version)
        day = day_of(version.commit.time, version.commit.offset)
        programme, fitness = then.programme, then.fitness
        # Who selects is set in site.yaml, of which only today's version is at hand.
        settings = replace(desk.settings, selection_model="", lead="")
        chosen = selecting_of(programme.selection)
        at = replace(desk, as_of=day, programme=then.fields, selecting=chosen, settings=settings)
        old = replace(
            content,
            summaries=(),
            findings=(),
            recent=(),
            programme=lambda: programme,
            programme_history=replace(content.programme_history, versions=until, uncommitted=()),
            fitness=lambda: fitness or FitnessResult(),
            earlier=then.earlier,
            past=replace(content.past, origins=lambda _language: ()),
            customers=None,
        )
        names = [name for name in _DRAWINGS if PAGES[name].is_shown(at) and (name != "fitness" or fitness)]
        for language in desk.drawing:
            html = _page(desk, at, old, names, version, language)
            yield from urls.settled(html, [_spot(desk, one, address, names) for one in desk.told_in(language)])

    return SharedFiles(address, [one.commit.id for one in until] + [version.label], draw)


def _spot(desk: Desk, language: Language, address: str, names: list[str]) -> urls.Spot:
    return urls.Spot(language, desk.folders, address, FOLDER, pieces=frozenset(names))


def _page(desk: Desk, at: Desk, old: Content, names: list[str], version: Version, language: Language) -> str:
    """The page, its links still to be settled; `at` is the desk of that time."""
    changed = _chapter(desk, urls.CHANGES, TITLE, tuple(_changed(old, version, language)), language)
    parts = [changed, *(_chapter(at, name, TITLES[name], _drawn(name, old, at, language), language) for name in names)]
    title = f"{PROGRAMME_NAME.to(language)}, {version.label}"
    frame = frame_of(desk, PROGRAMME.address, language, "whole", title)
    frame = with_values(
        frame,
        contents=tuple(NavItem(part.title, f"#{part.id}") for part in parts),
        banner=_banner(desk, version, language),
        crumbs=below(frame.crumbs, version.label),
    )
    return desk.theme.render_page(frame, desk.theme.render_whole(tuple(parts), language))


def _chapter(desk: Desk, name: str, title: Text, sections: tuple[Section, ...], language: Language) -> Chapter:
    html = desk.theme.render_body(Body("", "", sections), language)
    return Chapter(name, title.to(language), inline.safe(urls.in_chapter(html, name)), NOTHING)


def _drawn(name: str, old: Content, at: Desk, language: Language) -> tuple[Section, ...]:
    """The sections of a page of that time, without ways to the editor: what is edited is the file of today."""
    sections = [with_values(one, edit="") for one in _DRAWINGS[name](old, at, language) if not one.is_gap]
    if name == "selection" and sections:
        note = Note(inline.text(_ELSEWHERE.to(language)))
        sections[0] = with_values(sections[0], blocks=(*sections[0].blocks, note))
    return tuple(sections)


def _changed(old: Content, version: Version, language: Language) -> Iterator[Section]:
    """What changed in a version since the one before."""
    history = old.programme_history
    if len(history.versions) < 2:
        yield first_version(is_known=not history.is_shallow, language=language, text=_FIRST)
        return
    before = history.versions[1]
    compared = old.past.compared(before, version)
    found = () if compared.is_empty else (compared,)
    yield from changed_sections(found, before.label, language, titles=TITLES)


def _banner(desk: Desk, version: Version, language: Language) -> Banner:
    text = inline.fill(_OLD.to(language), version.label, desk.day(version, language))
    back = inline.fill(' <a href="{}">{}</a>', urls.link(PROGRAMME.address), _TO_CURRENT.to(language))
    every = inline.fill(' · <a href="{}">{}</a>', urls.link(VERSIONS.address), VERSIONS.title.to(language))
    return Banner(text + back + every, "warning")
