"""What we do not know yet (D44), and the sources a plan rests on."""

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import generic, inline, urls
from kamsite.render.blocks import NOTHING, Bullets, Column, Gap, Row, Section, Table
from kamsite.render.chapters import CHAPTER_TITLES, Editor
from kamsite.render.show import Show
from kamsite.source.document import Path

OPEN = Text("What we do not know yet, but should", "Was wir noch nicht wissen, aber wissen sollten")
GAPS = Text("Marked as unknown", "Als unbekannt vermerkt")
SOURCES = Text("Sources", "Quellen")
_GAPS_HELP = Text(
    "Values that the team marked as not yet known. Turn those that matter into open questions.",
    "Angaben, die das Team als noch nicht bekannt vermerkt hat. Machen Sie aus den wichtigen offene Fragen.",
)
_USED = Text("Used in", "Verwendet in")


def question_sections(show: Show, editor: Editor) -> tuple[Section, ...]:
    """Open questions, values marked as unknown, and sources with where they are used."""
    return (*_questions(show, editor), *_unknowns(show), *_sources(show, editor))


def _questions(show: Show, editor: Editor) -> list[Section]:
    field = show.fields["strategy"].properties.get("open_questions") if "strategy" in show.fields else None
    if field is None:
        return []
    written = show.plan.data["strategy"].get("open_questions")
    edit = editor.section("strategy", "open_questions")
    title, text = OPEN.to(show.language), field.description.to(show.language)
    if not isinstance(written, dict) or not written:
        return [Section(urls.identifier("open"), title, (Gap(title, text, edit),), edit=edit, is_gap=True)]
    return [Section(urls.identifier("open"), title, generic.entries_blocks(show, field, written), text, edit)]


def _unknowns(show: Show) -> list[Section]:
    items = []
    for chapter, paths in show.plan.unknown.items():
        for path in paths if chapter in show.fields else ():
            trail = inline.joined([inline.text(name) for name in _trail(show, show.fields[chapter], path)], " › ")
            anchor = _anchor(path)
            items.append(
                inline.link(urls.for_chapter(show.plan.id, chapter, anchor), CHAPTER_TITLES[chapter].to(show.language))
                + " › "
                + trail
            )
    if not items:
        return []
    return [
        Section(
            urls.identifier("unknown"), GAPS.to(show.language), (Bullets(tuple(items)),), _GAPS_HELP.to(show.language)
        )
    ]


def _trail(show: Show, field: Field | None, path: Path) -> list[str]:
    """The names of the keys on the way to a value."""
    names = []
    for step in path:
        inside = field.inside(step) if field else None
        if field is not None and isinstance(step, str):
            known = field.properties.get(step)
            names.append(
                generic.label_of(show, known, step) if known else str(generic.key_of(show, field, step).striptags())
            )
        else:
            names.append(f"{int(step) + 1}." if isinstance(step, int) else step)
        field = inside
    return names


def _anchor(path: Path) -> str:
    return str(path[1]) if len(path) > 1 and isinstance(path[1], str) else f"section-{path[0]}"


def _sources(show: Show, editor: Editor) -> list[Section]:
    field = show.fields["plan"].properties.get("sources") if "plan" in show.fields else None
    if field is None or field.entry is None:
        return []
    written = show.plan.data["plan"].get("sources")
    edit = editor.section("plan", "sources")
    title, text = SOURCES.to(show.language), field.description.to(show.language)
    if not isinstance(written, dict) or not written:
        return [Section(urls.identifier("sources"), title, (Gap(title, text, edit),), edit=edit, is_gap=True)]
    table = generic.table_of(
        show, field, field.entry, [(key, row) for key, row in written.items() if isinstance(row, dict)]
    )
    used = _uses(show)
    rows = []
    for row, key in zip(table.rows, written, strict=False):
        names = [
            inline.link(urls.for_chapter(show.plan.id, c), CHAPTER_TITLES[c].to(show.language))
            for c in sorted(used.get(key, ()))
        ]
        rows.append(Row((*row.cells, inline.joined(names) if names else NOTHING), row.id, row.tone))
    columns = (*table.columns, Column(_USED.to(show.language)))
    return [
        Section(
            urls.identifier("sources"),
            title,
            (Table(table.caption, columns, tuple(rows), is_caption_hidden=True),),
            text,
            edit,
        )
    ]


def _uses(show: Show) -> dict[str, set[str]]:
    """The chapters in which each source is named."""
    used: dict[str, set[str]] = {}
    for chapter, data in show.plan.data.items():
        stack: list[object] = [data]
        while stack:
            value = stack.pop()
            if isinstance(value, dict):
                named = value.get("source")
                for source in named if isinstance(named, list) else [named]:
                    if isinstance(source, str):
                        used.setdefault(source, set()).add(chapter)
                stack.extend(value.values())
            elif isinstance(value, list):
                stack.extend(value)
    return used
