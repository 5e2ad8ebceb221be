"""The power map of a plan: from its people to the map's values, the page around the drawing, the table below it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.analyses.coverage import coverage_of
from kamsite.model.analyses.powermap import (
    MANY_PEOPLE,
    MOST_PEOPLE,
    Influence,
    MapPerson,
    OurPerson,
    OurTie,
    PlanMaps,
    PowerMapInput,
    important_only,
    verdict,
)
from kamsite.model.field import Field
from kamsite.model.plan import Plan
from kamsite.model.staff import StaffMember
from kamsite.render import generic, inline, urls
from kamsite.render.blocks import NOTHING, Block, Bullets, Column, Gap, Note, Picture, Prose, Row, Section, Table
from kamsite.render.show import Show

if TYPE_CHECKING:
    from kamsite.render.desk import Desk

VERDICT = Text("Verdict", "Urteil")
IMPORTANT = Text("Important people only", "Nur die wichtigen Personen")
EVERYBODY = Text("Everybody", "Alle Personen")
MAP = Text("Power map", "Power-Map")
AS_TABLE = Text("The same as a table", "Dasselbe als Tabelle")
_NO_PEOPLE = Text("No people yet", "Noch keine Personen")
_NO_DRAWING = Text(
    "The map could not be drawn this time; the table below says the same.",
    "Die Karte ließ sich diesmal nicht zeichnen; die Tabelle darunter sagt dasselbe.",
)
WAYS = Text("Where influence flows", "Wohin der Einfluss fließt")
_FIRST_SENTENCES = 4
_TOO_MANY = Text(
    "A map of {count} people could not be read; the table below holds them all.",
    "Eine Karte mit {count} Personen ließe sich nicht lesen; die Tabelle darunter nennt sie alle.",
)
_TABLE_ONLY = Text(
    "Maps are switched off here; the table below says the same.",
    "Karten sind hier abgeschaltet; die Tabelle darunter sagt dasselbe.",
)
_PERSON = Text("Person", "Person")
_BY_US = Text("By us", "Von uns")
_INFLUENCES = Text("Influences", "Beeinflusst")


def attitude_badge(show: Show, attitude: str | None) -> Markup:
    """The attitude as a badge with a sign and its word."""
    if attitude is None:
        return inline.unknown(show.language)
    people = show.fields["people"].properties["people"].entry
    field = people.properties.get("attitude") if people else None
    word = field.words[attitude].text.to(show.language) if field and attitude in field.words else attitude
    return inline.badge(
        f"{inline.ATTITUDE_SIGNS.get(attitude, '')} {word}".strip(), inline.ATTITUDE_TONES.get(attitude, "neutral")
    )


def maps_from(plan: Plan, fields: Mapping[str, Field], staff: Mapping[str, StaffMember]) -> PlanMaps:
    """The maps of a plan; `fields` are the chapters' fields as far as the edition shows them."""
    power_map = power_map_from(plan, fields, staff)
    return PlanMaps(power_map, important_only(power_map) if len(power_map.people) > MANY_PEOPLE else None)


def power_map_from(plan: Plan, fields: Mapping[str, Field], staff: Mapping[str, StaffMember]) -> PowerMapInput:
    """The people, lines and ties of a plan; `fields` are the chapters' fields as far as the edition shows them."""
    section = fields["people"].properties.get("people") if "people" in fields else None
    if section is None:
        return PowerMapInput()
    uncovered = set(coverage_of(plan).uncovered_deciders) if _has_ties(fields) else set()
    known = section.entry.properties if section.entry else {}
    people = []
    for name, person in plan.people.people.items():
        people.append(
            MapPerson(
                id=name,
                name=person.name,
                title=person.title or "",
                department=person.department or "",
                division=_division(plan, person.division),
                roles=tuple(person.roles),
                influence=person.influence,
                attitude=person.attitude,
                contact=person.contact,
                reports_to=person.reports_to,
                href=urls.link(urls.for_chapter(plan.id, "people", name)),
                uncovered=name in uncovered,
                left=person.left is not None,
                is_assessed="attitude" in known,
            )
        )
    influences = tuple(
        Influence(name, target, int(strength))
        for name, person in plan.people.people.items()
        for target, strength in person.influences.items()
    )
    ties = tuple(
        OurTie(tie.by, tie.person, tie.strength, _rhythm(fields, tie.rhythm), tie.message or "")
        for tie in plan.people.relationships
        if tie.by and tie.person
    )
    ours = tuple(_our_person(staff, name) for name in dict.fromkeys(tie.staff for tie in ties))
    divisions = {person.division for person in people if person.division}
    return PowerMapInput(tuple(people), influences, ours, ties, cluster_by_division=len(divisions) > 1)


def shows_people(show: Show) -> bool:
    """Whether the edition shows the customer's people at all: without them there is no map."""
    return "people" in show.fields and "people" in show.fields["people"].properties


def _has_ties(fields: Mapping[str, Field]) -> bool:
    return "relationships" in fields["people"].properties


def _division(plan: Plan, division: str | None) -> str:
    if not division:
        return ""
    unit = plan.position.portfolio.get(division)
    return unit.name if unit and unit.name else division


def _rhythm(fields: Mapping[str, Field], rhythm: str | None) -> Text | None:
    field = fields["people"].properties.get("relationships")
    words = field.item.properties["rhythm"].words if field and field.item else {}
    return words[rhythm].text if rhythm and rhythm in words else None


def _our_person(staff: Mapping[str, StaffMember], name: str) -> OurPerson:
    person = staff.get(name)
    title = (person.title or "") if person else ""
    return OurPerson(name, person.name if person else name, title, urls.link(urls.for_staff(name)))


def verdict_of(show: Show, power_map: PowerMapInput) -> tuple[Text, ...]:
    """The verdict of the plan's map in words; none where the edition hides what people think."""
    people = show.fields["people"].properties["people"].entry
    if people is None or "attitude" not in people.properties:
        return ()
    return verdict(power_map)


def map_sections(desk: "Desk", show: Show, maps: PlanMaps) -> tuple[Section, ...]:
    """Verdict, drawings, table."""
    language = show.language
    field = show.fields["people"].properties["people"]
    everybody, important = maps.everybody, maps.important
    if not everybody.people:
        gap = Gap(_NO_PEOPLE.to(language), field.description.to(language))
        return (Section(urls.identifier("map"), MAP.to(language), (gap,), is_gap=True),)
    said = [inline.text(sentence.to(language)) for sentence in verdict_of(show, everybody)]
    sections = []
    if said:
        blocks: list[Block] = [Prose(inline.fill('<p class="verdict">{}</p>', said[0]))]
        if more := said[1:_FIRST_SENTENCES]:
            blocks.append(Bullets(tuple(more)))
        sections.append(Section(urls.identifier("verdict"), VERDICT.to(language), tuple(blocks)))
    table = people_table(show, field)
    if important is not None:
        sections.append(_drawn(desk, show, important, "important", IMPORTANT))
        sections.append(_drawn(desk, show, everybody, "everybody", EVERYBODY, has_legend=False))
    else:
        sections.append(_drawn(desk, show, everybody, "map", MAP))
    if more := said[_FIRST_SENTENCES:]:
        sections.append(Section(urls.identifier("ways"), WAYS.to(language), (Bullets(tuple(more)),)))
    sections.append(Section(urls.identifier("table"), AS_TABLE.to(language), (table,)))
    return tuple(sections)


def _drawn(
    desk: "Desk", show: Show, power_map: PowerMapInput, name: str, title: Text, *, has_legend: bool = True
) -> Section:
    if len(power_map.people) > MOST_PEOPLE:
        note = Note(inline.text(_TOO_MANY.to(show.language).format(count=len(power_map.people))))
        return Section(urls.identifier(name), title.to(show.language), (note,))
    svg = desk.layouts.drawing(power_map, show.language, name, has_legend=has_legend)
    if svg is None and not desk.layouts.is_wanted:
        return Section(
            urls.identifier(name), title.to(show.language), (Note(inline.text(_TABLE_ONLY.to(show.language))),)
        )
    block: Block = Note(inline.text(_NO_DRAWING.to(show.language)), "warning")
    if svg is not None:
        block = Picture(Markup(svg))  # noqa: S704 - drawn by us, every text escaped
    return Section(urls.identifier(name), title.to(show.language), (block,))


def people_table(show: Show, field: Field) -> Table:
    """Everything on the map as a table: people by influence, with roles, attitude, contact, lines and our ties."""
    entry = field.entry
    known = entry.properties if entry else {}
    written = show.plan.data["people"].get("people")
    rows = written if isinstance(written, dict) else {}
    keys = ("title", "department", "division", "reports_to", "roles", "influence", "attitude", "contact", "influences")
    shown = [key for key in keys if key in known]
    columns = [Column(_PERSON.to(show.language))]
    columns += [Column(generic.label_of(show, known[key], key)) for key in shown]
    ties = _ties(show) if _has_ties(show.fields) else None
    if ties is not None:
        columns.append(Column(_BY_US.to(show.language)))
    people = show.plan.people.people
    badges = {attitude: attitude_badge(show, attitude) for attitude in {one.attitude for one in people.values()}}
    made = []
    for name in sorted(people, key=lambda name: (-(people[name].influence or 0), people[name].name)):
        values = rows.get(name)
        cells = [show.person(name)]
        for key in shown:
            value = values.get(key) if isinstance(values, dict) else None
            if key == "attitude":
                cells.append(badges[people[name].attitude])
            else:
                cells.append(generic.line_of(show, known[key], value) if value is not None else NOTHING)
        if ties is not None:
            cells.append(ties.get(name, NOTHING))
        made.append(Row(tuple(cells)))
    return Table(AS_TABLE.to(show.language), tuple(columns), tuple(made), is_caption_hidden=True)


def _ties(show: Show) -> dict[str, Markup]:
    """Who of us knows each of the customer's people, and how well."""
    found: dict[str, list[Markup]] = {}
    for tie in show.plan.people.relationships:
        if tie.person and tie.by:
            strength = inline.scale(tie.strength, 5, show.language) if tie.strength is not None else NOTHING
            found.setdefault(tie.person, []).append(inline.joined([show.our_person(tie.by), strength], " "))
    return {person: inline.joined(ties, "<br>") for person, ties in found.items()}
