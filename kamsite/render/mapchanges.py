"""What changed on a plan's power map between two versions: verdict before and after, the map, the same in sentences.

`map_comparison` compares the maps of two versions of a plan, `map_comparisons` those of two sides;
`map_change_section` makes a section of a page of it, `map_change_figure` the drawing alone for a page that stands for
itself. Both draw for one language or for both at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.compare.change import Change, Kind, Level, PlanComparison
from kamsite.compare.names import Names
from kamsite.language import Language, Text, both
from kamsite.model.analyses.mapchanges import MapChanges, Renamed, important_changes, map_changes
from kamsite.model.analyses.powermap import MOST_PEOPLE, PowerMapInput, verdict
from kamsite.model.field import Field
from kamsite.model.plan import Plan
from kamsite.model.staff import StaffMember
from kamsite.render import inline, urls
from kamsite.render.blocks import Block, Column, Group, Note, Picture, Prose, Row, Section, Table
from kamsite.render.changes.told import Told, tell
from kamsite.render.mappage import AS_TABLE, power_map_from
from kamsite.render.maps import Layouts
from kamsite.render.powermap.compared import words
from kamsite.render.powermap.compared.canvas import Canvas, canvas_of

_BEFORE = Text("Before", "Vorher")
_AFTER = Text("Now", "Jetzt")
_SAME_VERDICT = Text("Still: {}", "Unverändert: {}")
_MOST_SENTENCES = 3
_NO_DRAWING = Text(
    "The map could not be drawn this time; the table below says the same.",
    "Die Karte ließ sich diesmal nicht zeichnen; die Tabelle darunter sagt dasselbe.",
)
_TOO_MANY = Text(
    "A map of {count} people could not be read; the table below says what changed.",
    "Eine Karte mit {count} Personen ließe sich nicht lesen; die Tabelle darunter sagt, was sich geändert hat.",
)
_LEFT_OUT = Text(
    "{count} people are left out here: they matter less to purchases, and nothing changed about them.",
    "{count} Personen fehlen hier: Sie haben wenig Gewicht bei Käufen, und bei ihnen hat sich nichts geändert.",
)
_COLUMNS = (
    Text("Person or relation", "Person oder Beziehung"),
    Text("What", "Was"),
    Text("Before", "Vorher"),
    Text("Now", "Jetzt"),
    Text("Why it matters", "Warum es zählt"),
)
_SECTIONS = frozenset({"people", "relationships"})


@dataclass(frozen=True, slots=True)
class MapComparison:
    """What changed on a power map: all changes, the map to lay out (`canvas.power_map`), the plan's own sentences."""

    changes: MapChanges
    canvas: Canvas
    verdicts: tuple[tuple[Text, ...], tuple[Text, ...]]
    told: tuple[Change, ...]
    names: Names


def map_comparison(
    before: Plan | None,
    after: Plan | None,
    comparison: PlanComparison,
    fields: Mapping[str, Field],
    staff: tuple[Mapping[str, StaffMember], Mapping[str, StaffMember]],
    *,
    renamed_staff: Mapping[str, str] | None = None,
    has_links: bool = True,
) -> MapComparison | None:
    """What changed on the power map of a plan; None where nothing did, or where the plan is new or gone.

    None, too, where people of either side could not be read: they would look as if they were gone.

    `fields` are the chapters' fields as far as the edition shows them; `staff` our people before and after;
    `has_links` is whether the people on it lead to their entries in the plan as it is now.
    """
    if before is None or after is None or "people" not in fields or _has_unread_people(comparison):
        return None
    maps = power_map_from(before, fields, staff[0]), power_map_from(after, fields, staff[1])
    if not has_links:
        maps = _without_links(maps[0]), _without_links(maps[1])
    changes = map_changes(*maps, Renamed(_renamed(comparison.changes, "people", ("people",)), renamed_staff or {}))
    if changes.is_empty:
        return None
    return MapComparison(
        changes,
        canvas_of(important_changes(changes)),
        (_verdict(maps[0]), _verdict(maps[1])),
        tuple(changes_on_map(comparison.changes)),
        comparison.names,
    )


def map_comparisons(
    comparisons: Iterable[PlanComparison],
    before: Iterable[Plan],
    after: Iterable[Plan],
    fields: Mapping[str, Field],
    staff: tuple[Mapping[str, StaffMember], Mapping[str, StaffMember]],
    *,
    renamed_staff: Mapping[str, str] | None = None,
    has_links: bool = True,
) -> dict[str, MapComparison]:
    """The power maps on which something changed, by the id that their plan has now.

    `before` and `after` are the accounts on both sides; their divisions are compared too.
    """
    plans = [{plan.id: plan for account in side for plan in account.all()} for side in (before, after)]
    found: dict[str, MapComparison] = {}
    for one in comparisons:
        older, newer = plans[0].get(one.before_id or ""), None if one.is_gone else plans[1].get(one.id)
        compared = map_comparison(older, newer, one, fields, staff, renamed_staff=renamed_staff, has_links=has_links)
        if compared is not None:
            found[one.id] = compared
    return found


def renamed_staff(common: PlanComparison) -> dict[str, str]:
    """The new ids of our people who have another one now, by the old ones; `common` is what changed in common."""
    return _renamed(common.changes, "staff", ())


def _has_unread_people(comparison: PlanComparison) -> bool:
    """Whether a file with people could not be read, or not wholly; an edition may hide which file it was."""
    for file in comparison.unreadable:
        owner = comparison.before_id if file.is_before else comparison.id
        name = file.file.removeprefix(f"{owner}/")
        if name == file.file or name == "people.yaml" or name.startswith("people/"):
            return True
    return False


def _renamed(changes: Iterable[Change], chapter: str, above: tuple[str, ...]) -> dict[str, str]:
    """The new ids by the old ones of the entries of a section that have another id now."""
    found = {}
    for change in changes:
        was, now = change.origin_address.path, change.path
        if change.kind is Kind.RENAMED and change.chapter == chapter and was[:-1] == now[:-1] == above and was and now:
            found[was[-1]] = now[-1]
    return found


def changes_on_map(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes of people, their lines and our relations to them."""
    for change in changes:
        is_on_map = change.chapter == "people" and bool(_SECTIONS.intersection(change.path[:1]))
        if is_on_map and change.level > Level.COSMETIC:
            yield change


def map_change_section(layouts: Layouts, compared: MapComparison, language: Language, name: str = "changes") -> Section:
    """The section of a page: verdict before and after, the map with its changes, the changes in a table.

    `name` is unique on the page.
    """
    blocks = [_verdict_block(compared, language)] if any(compared.verdicts) else []
    blocks += _map_blocks(layouts, compared, language, name)
    if compared.told:
        blocks.append(Group(AS_TABLE.to(language), (change_table(compared.told, compared.names, language),)))
    return Section(urls.identifier(f"map-of-{name}"), words.TITLE.to(language), tuple(blocks))


def map_change_figure(
    layouts: Layouts, compared: MapComparison, language: Language, name: str = "changes"
) -> Markup | None:
    """The drawing with its choice of views and its legend; None where it could not be laid out.

    `name` is unique on the page. Its look is in the theme's `powermap.css`; it needs no JavaScript.
    """
    if len(compared.canvas.power_map.people) > MOST_PEOPLE:
        return None
    figure = layouts.changes_drawing(compared.canvas, language, name)
    return Markup(figure) if figure is not None else None  # noqa: S704 - drawn by us, every text escaped


def _map_blocks(layouts: Layouts, compared: MapComparison, language: Language, name: str) -> Iterator[Block]:
    counted = words.counted(compared.changes).to(language)
    yield Prose(inline.fill('<p class="lead">{}</p>', counted))
    count = len(compared.canvas.power_map.people)
    if count > MOST_PEOPLE:
        yield Note(inline.text(_TOO_MANY.to(language).format(count=count)))
        return
    if not layouts.is_wanted:
        return
    figure = map_change_figure(layouts, compared, language, name)
    if figure is None:
        yield Note(inline.text(_NO_DRAWING.to(language)), "warning")
        return
    yield Picture(figure)
    if left_out := len(compared.changes.both.people) - count:
        yield Note(inline.text(_LEFT_OUT.to(language).format(count=left_out)))


def _verdict(power_map: PowerMapInput) -> tuple[Text, ...]:
    return verdict(power_map) if power_map.is_assessed and power_map.people else ()


def _verdict_block(compared: MapComparison, language: Language) -> Block:
    """Where the verdict differs, the sentences that went and those that came; else what still holds."""
    before, after = compared.verdicts
    gone = [one for one in before if one not in after][:_MOST_SENTENCES]
    new = [one for one in after if one not in before][:_MOST_SENTENCES]
    if not gone and not new:
        still = _SAME_VERDICT.to(language).format(after[0].to(language) if after else "")
        return Prose(inline.fill('<p class="verdict">{}</p>', still))
    sides = [_verdict_side(_BEFORE, gone, "before", language), _verdict_side(_AFTER, new, "after", language)]
    return Prose(inline.fill('<div class="verdicts">{}</div>', inline.joined([one for one in sides if one], "")))


def _verdict_side(title: Text, sentences: list[Text], css: str, language: Language) -> Markup:
    if not sentences:
        return Markup()
    items = [inline.fill("<li>{}</li>", one.to(language)) for one in sentences]
    return inline.fill(
        '<div class="verdicts__{}"><p class="verdicts__title">{}</p><ul>{}</ul></div>',
        css,
        title.to(language),
        inline.joined(items, ""),
    )


def change_table(changes: Iterable[Change], names: Names, language: Language) -> Table:
    """Changes as a table, one to a row."""
    rows = [Row(_cells(change, names, language)) for change in changes]
    columns = [Column(title.to(language)) for title in _COLUMNS]
    kept = [at for at in range(len(columns)) if at == 0 or any(row.cells[at] for row in rows)]
    return Table(
        AS_TABLE.to(language),
        tuple(columns[at] for at in kept),
        tuple(_with_cells(row, kept) for row in rows),
        is_caption_hidden=True,
    )


def _with_cells(row: Row, kept: list[int]) -> Row:
    return Row(tuple(row.cells[at] for at in kept), row.id, row.tone)


def _cells(change: Change, names: Names, language: Language) -> tuple[Markup, ...]:
    if language == "both":
        told = _parts(tell(change, "en", names)), _parts(tell(change, "de", names))
        return tuple(inline.text(both(en, de)) for en, de in zip(*told, strict=True))
    return tuple(inline.text(part) for part in _parts(tell(change, language, names)))


def _parts(told: Told) -> tuple[str, ...]:
    """Who, what, before, now, why it matters."""
    what = told.what if told.is_whole_entry else told.label or told.what
    what = what[:1].upper() + what[1:]
    if told.is_whole_entry:
        return told.subject, what, "", told.after, told.remark
    if told.before and not told.after:
        return told.subject, what, told.before, told.what, told.remark
    return told.subject, what, told.before or "–" * bool(told.after), told.after or told.what, told.remark


def _without_links(power_map: PowerMapInput) -> PowerMapInput:
    return replace(
        power_map,
        people=tuple(replace(one, href="") for one in power_map.people),
        staff=tuple(replace(one, href="") for one in power_map.staff),
    )
