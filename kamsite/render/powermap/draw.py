"""The power map as SVG: our drawing on Graphviz's positions, with classes instead of colours."""

from collections.abc import Iterator

from markupsafe import escape

from kamsite.language import Language
from kamsite.model.analyses.powermap import OurPerson, PowerMapInput
from kamsite.render.layout import Layout
from kamsite.render.powermap import words
from kamsite.render.powermap.dot import node_names, staff_names
from kamsite.render.powermap.links import other_lines, report_lines
from kamsite.render.powermap.measure import break_lines, text_width
from kamsite.render.powermap.person import person_card, staff_card
from kamsite.render.powermap.scene import Box, Scene, scene_of
from kamsite.render.powermap.svg import num, rect, text_line

_LABEL_SIZE = 12.0


def draw(power_map: PowerMapInput, layout: Layout, language: Language, id_prefix: str) -> str:
    """The map as an `<svg>` element. `id_prefix` begins its ids and must be unique on the page."""
    return "".join(pieces_of(power_map, scene_of(power_map, layout), language, id_prefix))


def pieces_of(power_map: PowerMapInput, scene: Scene, language: Language, id_prefix: str) -> list[str]:
    """The same in pieces, from positions that are already known, for whoever puts it into something larger."""
    prefix = escape(id_prefix)
    summary = (
        (words.SUMMARY if power_map.is_assessed else words.SUMMARY_OF_LINES)
        .to(language)
        .format(
            len(power_map.people),
            sum(link.kind == "influence" for link in scene.links),
            sum(link.kind == "tie" for link in scene.links),
        )
    )
    width, height = num(scene.width), num(scene.height)
    return [
        f'<svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="group" aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">',
        f'<title id="{prefix}-title">{words.POWER_MAP.to(language)}</title>',
        f'<desc id="{prefix}-desc">{summary}</desc>',
        _grounds(scene),
        '<g fill="none" stroke="currentColor">',
        *report_lines(power_map, scene, language),
        *other_lines(power_map, scene, language),
        "</g>",
        *(division_label(label, box) for label, box in scene.divisions),
        team_label(scene.team, language) if scene.team else "",
        *_people(power_map, scene, language),
        *_staff(power_map, scene),
        "</svg>",
    ]


def _grounds(scene: Scene) -> str:
    """What lies below everything: divisions and the strip of our team."""
    parts = [rect(box.x, box.y, box.width, box.height, "map-division", 12) for _, box in scene.divisions]
    if scene.team:
        box = scene.team
        parts.append(rect(box.x, box.y, box.width, box.height, "map-team", 12))
    return "".join(parts)


def team_label(box: Box, language: Language) -> str:
    """The name of the strip, above the lines that lead to our people."""
    width = max(text_width(name, _LABEL_SIZE, bold=True) for name in (words.OUR_TEAM.en, words.OUR_TEAM.de)) + 12
    return rect(box.x + 8, box.y + 6, width, 18, "map-team", 6) + text_line(
        box.x + 14, box.y + 19, words.OUR_TEAM.to(language), "map-team-label"
    )


def division_label(label: str, box: Box) -> str:
    """The name of a division in the corner of its box."""
    lines = break_lines(label, _LABEL_SIZE, box.width - 30, 1, bold=True).lines
    if not lines:
        return ""
    width = text_width(lines[0], _LABEL_SIZE, bold=True) + 16
    return rect(box.x + 8, box.y + 4, width, 19, "map-division-tab", 6) + text_line(
        box.x + 16, box.y + 17.5, lines[0], "map-division-label"
    )


def _people(power_map: PowerMapInput, scene: Scene, language: Language) -> Iterator[str]:
    nodes = node_names(power_map)
    ours = covering(power_map)
    for person in power_map.people:
        yield person_card(
            person,
            scene.cards.people[person.id],
            scene.people[person.id],
            nodes[person.id],
            ours.get(person.id, ()),
            language,
        )


def covering(power_map: PowerMapInput) -> dict[str, tuple[OurPerson, ...]]:
    """Who of us has a tie to each of the customer's people."""
    staff = {one.id: one for one in power_map.staff}
    ours: dict[str, dict[str, OurPerson]] = {}
    for tie in power_map.ties:
        if tie.staff in staff:
            ours.setdefault(tie.person, {})[tie.staff] = staff[tie.staff]
    return {person: tuple(found.values()) for person, found in ours.items()}


def _staff(power_map: PowerMapInput, scene: Scene) -> Iterator[str]:
    names = staff_names(power_map)
    for one in power_map.staff:
        yield staff_card(one, scene.cards.staff[one.id], scene.staff[one.id], names[one.id])
