"""What we do not know yet (D44), and the sources a plan rests on."""

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.analyses.sourcing import citing_of
from kamsite.model.field import Field
from kamsite.render import generic, inline, urls
from kamsite.render.blocks import NOTHING, Bullets, Column, Gap, Row, Section, Table
from kamsite.render.chapters import CHAPTER_TITLES, ELSEWHERE, Editor
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.tables import Line, table_of
from kamsite.render.show import Show, name_of
from kamsite.source.document import Path, Value

OPEN = Text("What we do not know yet, but should", "Was wir noch nicht wissen, aber wissen sollten")
GAPS = Text("Marked as unknown", "Als unbekannt vermerkt")
SOURCES = Text("Sources", "Quellen")
_GAPS_HELP = Text(
    "Values that the team marked as not yet known. Turn those that matter into open questions.",
    "Angaben, die das Team als noch nicht bekannt vermerkt hat. Machen Sie aus den wichtigen offene Fragen.",
)
_OVERDUE = Text("overdue", "überfällig")
_COLUMNS = ("question", "owner", "due", "next_step", "answer")
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
    entry = field.entry
    shown = [key for key in _COLUMNS if entry and key in entry.properties]
    shown = [key for key in shown if key == "question" or any(_says(value, key) for value in written.values())]
    columns = tuple(Column(generic.label_of(show, entry.properties[key] if entry else None, key)) for key in shown)
    rows = tuple(
        _question(show, entry, key, value, shown)
        for key, value in written.items()
        if entry is not None and isinstance(value, dict)
    )
    table = Table(title, columns, rows, is_caption_hidden=True)
    return [Section(urls.identifier("open"), title, (table,), text, edit)]


def _says(value: Value, key: str) -> bool:
    return isinstance(value, dict) and value.get(key) is not None


def _question(show: Show, field: Field, key: str, value: Mapping[str, Value], columns: Sequence[str]) -> Row:
    """A question with what it is about and whatever else was written, then owner, day, next step and answer."""
    cells = []
    for column in columns:
        cell = generic.line_of(show, field.properties[column], value[column]) if column in value else NOTHING
        cells.append(cell + show.past(value, column))
    if isinstance(about := value.get("about"), str) and (trail := _about(show, about)):
        cells[0] += inline.fill('<div class="item__more">{}</div>', trail + show.past(value, "about"))
    for name in [name for name in value if name not in (*columns, "about")]:
        known = field.properties.get(name)
        is_source = name == "source"
        told = generic.sources_of(show, value[name]) if is_source else generic.line_of(show, known, value[name])
        cells[0] += inline.fill('<div class="item__more">{}: {}</div>', generic.label_of(show, known, name), told)
    written = value.get("due")
    due = last_day(written) if isinstance(written, str) else None
    is_late = due is not None and due < show.as_of and not value.get("answer")
    if is_late and "due" in columns:
        cells[columns.index("due")] += " " + inline.badge(_OVERDUE.to(show.language), "bad")
    return Row(tuple(cells), urls.identifier(key), "late" if is_late else "done" if value.get("answer") else "")


def _about(show: Show, written: str) -> Markup:
    """What a question is about, as a trail of names that leads there: `people.people.tanaka.attitude`.

    The trail ends where what it leads to is not shown; nothing is left of one into a chapter that is not.
    """
    chapter, *steps = written.split(".")
    if chapter not in CHAPTER_TITLES:
        return inline.text(written)
    if chapter not in show.fields:
        return NOTHING
    path = _seen(show, chapter, steps)
    names = [inline.text(CHAPTER_TITLES[chapter].to(show.language)), *_trail(show, chapter, path)]
    address = _address(show, chapter, path) if path else urls.for_chapter(show.plan.id, chapter)
    return inline.link(address, inline.joined(names, " › "))


def _seen(show: Show, chapter: str, steps: Sequence[str]) -> Path:
    """The steps towards a value as far as there is something to be seen: a field that is shown, or an entry."""
    field: Field | None = show.fields[chapter]
    value: Value = show.plan.data[chapter]
    seen = []
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
        if field is None or (step not in field.properties and value is None):
            break
        seen.append(step)
        field = field.inside(step)
    return tuple(seen)


def _unknowns(show: Show) -> list[Section]:
    items = []
    for chapter, paths in show.plan.unknown.items():
        for path in paths if chapter in show.fields else ():
            trail = inline.joined(_trail(show, chapter, path), " › ")
            items.append(
                inline.link(_address(show, chapter, path), CHAPTER_TITLES[chapter].to(show.language)) + " › " + trail
            )
    if not items:
        return []
    return [
        Section(
            urls.identifier("unknown"), GAPS.to(show.language), (Bullets(tuple(items)),), _GAPS_HELP.to(show.language)
        )
    ]


def _trail(show: Show, chapter: str, path: Path) -> list[Markup]:
    """The names of the keys on the way to a value: fields by their titles, entries by their names."""
    field: Field | None = show.fields[chapter]
    value: Value = show.plan.data[chapter]
    names = []
    for step in path:
        value = value.get(str(step)) if isinstance(value, dict) else None
        if isinstance(step, int):
            names.append(inline.text(f"{step + 1}."))
        elif field is not None and step in field.properties:
            names.append(inline.text(generic.label_of(show, field.properties[step], step)))
        else:
            names.append(
                inline.text(
                    (name_of(value) if isinstance(value, dict) else None)
                    or generic.key_of(show, field, step).striptags()
                )
            )
        field = field.inside(step) if field else None
    return names


def _address(show: Show, chapter: str, path: Path) -> str:
    """Where a value stands: at the entry around it, else at its section."""
    if (chapter, path[0]) in ELSEWHERE:
        return urls.for_questions(show.plan.id, str(path[1]) if len(path) > 1 else "")
    field: Field | None = show.fields[chapter]
    anchor = f"section-{path[0]}"
    for step in path:
        is_id = field is not None and field.kind == "entries" and isinstance(step, str) and step not in field.properties
        if is_id and field is not None and field.entry is not None and field.entry.properties:
            anchor = str(step)
        field = field.inside(step) if field is not None else None
    return urls.for_chapter(show.plan.id, chapter, anchor)


def _sources(show: Show, editor: Editor) -> list[Section]:
    field = show.fields["plan"].properties.get("sources") if "plan" in show.fields else None
    if field is None or field.entry is None:
        return []
    written = show.plan.data["plan"].get("sources")
    edit = editor.section("plan", "sources")
    title, text = SOURCES.to(show.language), field.description.to(show.language)
    if not isinstance(written, dict) or not written:
        return [Section(urls.identifier("sources"), title, (Gap(title, text, edit),), edit=edit, is_gap=True)]
    used: dict[str, set[str]] = {}
    for one in citing_of(show.plan):
        used.setdefault(one.source, set()).add(one.chapter)
    lines = [
        _source(show, field.entry, key, row, used.get(key, ())) for key, row in written.items() if isinstance(row, dict)
    ]
    bare = Entry(show, field.entry, {})
    labels = (bare.label("title"), bare.label("date"), bare.label("by"), _USED.to(show.language))
    table = table_of(show, title, [Column(label) for label in labels], lines)
    return [Section(urls.identifier("sources"), title, (table,), text, edit)]


def _source(show: Show, field: Field, key: str, written: Mapping[str, Value], used: Collection[str]) -> Line:
    """A source with its kind, its author and where to find it below; when and by whom; the chapters that rest on it."""
    entry = Entry(show, field, written)
    title = entry.title(key)
    below = [shown for name in ("kind", "author", "url", "file") if (shown := entry.line(name))]
    if below:
        title = inline.followed(title, inline.span("under", inline.joined(below, " · ")))
    cells = (entry.line("date"), entry.line("by"))
    chapters = [
        inline.link(urls.for_chapter(show.plan.id, chapter), CHAPTER_TITLES[chapter].to(show.language))
        for chapter in CHAPTER_TITLES
        if chapter in used
    ]
    return Line((inline.followed(title, entry.more()), *cells, inline.joined(chapters)), id=urls.identifier(key))
