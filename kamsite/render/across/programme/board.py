"""What all pages of the programme share: the file behind them, how its values are shown, who changed it last."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.common import rounded
from kamsite.model.field import Field
from kamsite.model.folder import PROGRAMME
from kamsite.model.plan import NO_PLAN
from kamsite.model.readprogramme import Programme
from kamsite.render import format as formats
from kamsite.render import generic, inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.shared import Around
from kamsite.render.blocks import NOTHING, Block, Gap, Section
from kamsite.render.chapters import example_of
from kamsite.render.desk import Desk
from kamsite.render.pasts import pasts_of
from kamsite.render.sections import reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.pieces import delta, signed
from kamsite.render.show import Show
from kamsite.source.document import Value
from kamsite.source.history import Version

_CHANGED = Text("Last changed {} in {}", "Zuletzt geändert am {} in {}")
_CHANGED_BY = Text("Last changed {} by {} in {}", "Zuletzt geändert am {} von {} in {}")
_DRAFT = Text(" · not committed yet", " · noch nicht eingetragen")
_STILL = Text("What else belongs here", "Was noch hierher gehört")
GLANCE = Text("At a glance", "Auf einen Blick")


@dataclass(frozen=True, slots=True)
class Board:
    """A page of the programme while it is drawn: its file, what the edition shows of it, and how values are shown."""

    desk: Desk
    name: str
    programme: Programme
    show: Show
    field: Field
    data: Mapping[str, Value]

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.show.language

    @property
    def edit(self) -> str:
        """The editor for the file; empty without a host."""
        return editor(self.desk, self.name)

    def said(self, text: Text, **values: object) -> str:
        """A text of ours, with values put in."""
        said = text.to(self.language)
        return said.format(**values) if values else said

    def counted(self, count: int, one: Text, more: Text, **values: object) -> str:
        """A text for one of something, or for more of it with their `{count}`."""
        return self.said(one if count == 1 else more, count=count, **values)

    def title(self, section: str) -> str:
        """What a section of the file is called."""
        return self.field.properties[section].title.to(self.language)

    def help(self, section: str) -> str:
        """What a section of the file is for."""
        return self.field.properties[section].description.to(self.language)

    def section(self, id: str, title: str, *blocks: Block, help: str = "", is_half: bool = False) -> Section:  # noqa: A002
        """A section of the page that leads to the editor of its file."""
        return Section(urls.identifier(id), title, blocks, help, self.edit, is_half=is_half)

    def entries(self, section: str) -> dict[str, Entry]:
        """The entries of a section by id, to be shown with everything in them."""
        field = self.field.properties.get(section)
        if field is None:
            return {}
        return {
            key: Entry(self.show, field.inside(key) or field, value)
            for key, value in reading.entries(self.data.get(section)).items()
        }

    def has(self, section: str) -> bool:
        """Whether the file says anything in a section."""
        return bool(self.data.get(section))

    def rest(self, drawn: Collection[str]) -> Iterator[Section]:
        """Everything in the file that no drawing shows, then what is missing in it and belongs there."""
        for key, value in self.data.items():
            if key not in drawn and value is not None:
                field = self.field.inside(key)
                blocks = generic.blocks_of(self.show, field, value)
                yield self.section(f"section-{key}", generic.label_of(self.show, field, key), *blocks)
        gaps = [
            Gap(field.title.to(self.language), field.description.to(self.language), self.edit, example_of(field))
            for key, field in self.field.properties.items()
            if field.asked and not self.has(key)
        ]
        if gaps and self.desk.guides:
            title = _STILL.to(self.language)
            yield Section(urls.identifier("missing"), title, tuple(gaps), is_gap=True)

    def strays(self, section: str) -> tuple[Block, ...]:
        """What a section says that is no entry, such as `unknown`."""
        value = self.data.get(section)
        field = self.field.properties.get(section)
        if field is None or value is None:
            return ()
        if not isinstance(value, dict):
            return generic.blocks_of(self.show, field, value)
        others: Value = {
            key: inside for key, inside in value.items() if not isinstance(inside, dict) and inside is not None
        }
        return generic.blocks_of(self.show, field, others) if others else ()

    def person(self, name: str | None) -> Markup:
        """One of our people, linked to whom they cover; nothing for nobody."""
        return self.show.our_person(name) if name else NOTHING

    def name_of(self, person: str) -> str:
        """What one of our people is called, in a text without links."""
        member = self.desk.staff.get(person)
        return member.name if member else person

    def decimal(self, value: float | None) -> str:
        """A mean with one decimal; empty for none."""
        return "" if value is None else formats.number(rounded(value, 1), self.language)

    def number(self, value: float | None) -> Markup:
        """A mean with one decimal, for cells of tables."""
        return NOTHING if value is None else inline.span("num", self.decimal(value))

    def change(self, value: float | None) -> Markup:
        """A change with its arrow; nothing where there is none to tell."""
        if value is None:
            return NOTHING
        change = rounded(value, 1)
        return delta(change, signed(change, self.language))


def board_of(content: Content, name: str, desk: Desk, language: Language) -> Board:
    """The board for the page of a file."""
    programme = content.programme()
    document = programme.documents.get(name)
    data = document.data if document and isinstance(document.data, dict) else {}
    origins = content.past.origins(language) if has_origins(content) else ()
    pasts = pasts_of(desk, PROGRAMME, {name: (data, desk.programme[name])}, origins, language)
    show = desk.show(NO_PLAN, language, pasts)
    show = replace(show, links=replace(show.links, plan=PROGRAMME))
    return Board(desk, name, programme, show, desk.programme[name], data)


def has_origins(content: Content) -> bool:
    """Whether there is a page that tells where each value comes from: all of the only version come from it."""
    return bool(content.past.changes) and len(content.programme_history.versions) > 1


def editor(desk: Desk, name: str) -> str:
    """The editor for a file of the programme; empty without a host."""
    return desk.host.edit(f"{PROGRAMME}/{name}.yaml") if desk.host else ""


def inputs_of(content: Content, *names: str) -> tuple[object, ...]:
    """What a page is made of that tells of some files of the programme: their content and when they last changed."""
    files = [f"{PROGRAMME}/{name}.yaml" for name in names]
    digests = [content.programme_files.get(file, "") for file in files]
    versions = [content.programme_history.last_change(name) for name in names]
    drafts = [f"{name}.yaml" in content.programme_history.uncommitted for name in names]
    return digests, [version.commit.id if version else "" for version in versions], drafts, has_origins(content)


def versions_of(content: Content, name: str) -> list[str]:
    """The commits that changed a file of the programme: inputs of a page that tells what it said before."""
    return [one.commit.id for one in content.programme_history.versions if f"{name}.yaml" in one.files]


def version_link(version: Version) -> Markup:
    """A version's name, which leads to what it changed."""
    return inline.link(f"{urls.for_versions(PROGRAMME)}#v-{version.commit.short}", inline.text(version.label))


def around(content: Content, name: str) -> Around:
    """When and by whom a file of the programme last changed, as far as readers may know, and where it is edited."""

    def changed(desk: Desk, language: Language) -> tuple[Markup, str]:
        version = content.programme_history.last_change(name)
        if version is None or not desk.shows_history:
            return NOTHING, editor(desk, name)
        when = desk.day(version, language)
        label = version_link(version)
        if desk.shows_authors:
            told = inline.fill(_CHANGED_BY.to(language), when, version.by, label)
        else:
            told = inline.fill(_CHANGED.to(language), when, label)
        if f"{name}.yaml" in content.programme_history.uncommitted:
            told += inline.text(_DRAFT.to(language))
        return told, editor(desk, name)

    return changed
