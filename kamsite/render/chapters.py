"""A chapter of a plan as sections: what the team wrote, what is missing and how to add it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import yaml

from kamsite.diagnostics import Finding
from kamsite.language import Language, Text
from kamsite.model.analyses.completeness import Completeness
from kamsite.model.field import Field
from kamsite.model.plan import Plan
from kamsite.render import generic, inline, urls
from kamsite.render.blocks import Block, Gap, Note, Prose, Section
from kamsite.render.host import Host
from kamsite.render.prose import prose_html
from kamsite.render.show import Show
from kamsite.source.document import Value

SectionDrawing = Callable[[Show, Field, Value], tuple[Block, ...]]

CHAPTER_TITLES = {
    "plan": Text("Cover", "Deckblatt"),
    "customer": Text("Customer analysis", "Kundenanalyse"),
    "people": Text("Key persons", "Schlüsselpersonen"),
    "position": Text("Our position", "Eigene Position"),
    "strategy": Text("Account strategy", "Account-Strategie"),
    "figures": Text("Account data", "Stammdaten und Kennzahlen"),
}
# Sections that stand on other pages of the plan.
ELSEWHERE = {("plan", "sources"), ("strategy", "open_questions")}

IN_WORDS = Text("In words", "In Worten")
_ERRORS = Text("What is wrong here", "Was hier nicht stimmt")
_ERRORS_HELP = Text(
    "Values with errors are left out of this page until they are mended.",
    "Werte mit Fehlern fehlen auf dieser Seite, bis sie berichtigt sind.",
)
_AGREED = Text("Agreed goals", "Gemeinsam vereinbarte Ziele")
_EMPTY = Text("This chapter has not been started.", "Dieses Kapitel ist noch nicht begonnen.")
_STILL = Text("What else belongs here", "Was noch hierher gehört")
_BELONGS = Text("What belongs here", "Was hierher gehört")
# Keys are text in plans, so that years need no quotes.
_YEAR_IN_QUOTES = re.compile(r"^(\s*)'(\d{4}(?:-\w+)*)':", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Editor:
    """Where the files of a plan are edited; without a host there are no links."""

    host: Host | None
    plan: Plan

    def section(self, chapter: str, section: str = "") -> str:
        """The editor for the file in which a section stands, or for the chapter's file that is to be made."""
        if self.host is None:
            return ""
        written = self.plan.text.chapters[chapter]
        if written.document is not None and section in written.data:
            return self.host.edit(written.document.file_of((section,)))
        file = self.plan.file(chapter)
        return self.host.edit(file) if file in written.files else self.host.new(file)

    def prose(self, chapter: str) -> str:
        """The editor for the prose of a chapter."""
        return self.host.edit(f"{self.plan.id}/{chapter}.md") if self.host else ""


def sections_of(
    show: Show,
    chapter: str,
    drawings: Mapping[tuple[str, str], SectionDrawing],
    editor: Editor,
    gaps: Completeness | None,
) -> tuple[Section, ...]:
    """The sections of a chapter in the order of the schema: prose first, then values, then what is missing."""
    field = show.fields[chapter]
    data = show.plan.data[chapter]
    keys = [*field.properties, *(key for key in data if key not in field.properties)]
    written = [key for key in keys if key in data and (chapter, key) not in ELSEWHERE]
    sections = [*_prose(show, chapter, editor)]
    sections += [_section(show, chapter, key, data[key], drawings, editor) for key in written]
    missing = {str(entry.path[0]) for entry in gaps.missing if len(entry.path) == 1} if gaps else set()
    wanted = [key for key in field.properties if key in missing and key not in data and (chapter, key) not in ELSEWHERE]
    if wanted:
        boxes = tuple(_gap(show, field.properties[key], editor.section(chapter)) for key in wanted)
        title = (_STILL if sections else _BELONGS).to(show.language)
        sections.append(Section(urls.identifier("missing"), title, boxes, is_gap=True))
    return tuple(sections)


def _prose(show: Show, chapter: str, editor: Editor) -> list[Section]:
    prose = show.plan.text.chapters[chapter].prose
    if prose is None or chapter not in show.prose_chapters:
        return []
    block = Prose(prose_html(prose.text, show.links, heading_level=3))
    return [Section(urls.identifier("prose"), IN_WORDS.to(show.language), (block,), edit=editor.prose(chapter))]


def _section(
    show: Show,
    chapter: str,
    key: str,
    value: Value,
    drawings: Mapping[tuple[str, str], SectionDrawing],
    editor: Editor,
) -> Section:
    field = show.fields[chapter].properties.get(key)
    drawing = drawings.get((chapter, key))
    if field is not None and drawing is not None and isinstance(value, dict | list):
        blocks = drawing(show, field, value)
    else:
        blocks = generic.blocks_of(show, field, value)
    title, help_text = generic.label_of(show, field, key), generic.help_of(show, field)
    if field is not None and field.is_for_outside:
        # "The top five" would tell readers outside of the company how many they do not see.
        title, help_text = _AGREED.to(show.language), ""
    return Section(urls.identifier(f"section-{key}"), title, blocks, help_text, editor.section(chapter, key))


def _gap(show: Show, field: Field, edit: str) -> Gap:
    return Gap(field.title.to(show.language), field.description.to(show.language), edit, example_of(field))


def chapter_gap(show: Show, chapter: str, editor: Editor) -> Gap:
    """The invitation to begin a chapter."""
    field = show.fields[chapter]
    names = ", ".join(inside.title.to(show.language) for inside in field.properties.values() if inside.asked)
    text = f"{field.description.to(show.language)} {names}"
    return Gap(_EMPTY.to(show.language), text, editor.section(chapter))


class _AsInPlans(yaml.SafeDumper):
    """Writes YAML as people write plans: lists are indented, and dates, which are text there, have no quotes."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Indents lists, too."""
        super().increase_indent(flow, False)


_AsInPlans.yaml_implicit_resolvers = {
    start: [resolver for resolver in resolvers if resolver[0] != "tag:yaml.org,2002:timestamp"]
    for start, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


@lru_cache(maxsize=512)
def example_of(field: Field) -> str:
    """An example of a section as YAML, as short as it helps."""
    if not field.examples:
        return ""
    text = yaml.dump(
        {field.name: field.examples[0]}, Dumper=_AsInPlans, allow_unicode=True, sort_keys=False, width=88, indent=2
    )
    lines = _YEAR_IN_QUOTES.sub(r"\1\2:", str(text)).splitlines()
    return "\n".join([*lines[:12], "…"] if len(lines) > 12 else lines)


def wrong_section(found: Sequence[Finding], language: Language) -> Section:
    """The errors in a chapter, in the place of the values that they concern."""
    items = tuple(
        inline.fill(
            '<li>{} <span class="muted">{}</span></li>',
            inline.message(finding.message.to(language)),
            str(finding.place),
        )
        for finding in found
    )
    note = Note(inline.fill("<ul>{}</ul>", inline.joined(items, "")), "error")
    return Section(urls.identifier("errors"), _ERRORS.to(language), (note,), _ERRORS_HELP.to(language))
