"""A power map with its changes as one SVG: what was, what is, and what marks the way from one to the other."""

from markupsafe import escape

from kamsite.language import Language, Text
from kamsite.model.analyses.mapchanges import Fate, MapChanges
from kamsite.model.analyses.powermap import OurPerson, PowerMapInput
from kamsite.render.powermap.compared import words
from kamsite.render.powermap.compared.canvas import Canvas, card_before
from kamsite.render.powermap.compared.lines import draw_lines
from kamsite.render.powermap.compared.marks import SEEN, person_marks, said, staff_marks
from kamsite.render.powermap.dot import node_names, staff_names
from kamsite.render.powermap.draw import covering, division_label, team_label
from kamsite.render.powermap.person import Marks, person_card, staff_card
from kamsite.render.powermap.scene import Scene
from kamsite.render.powermap.svg import num, plain, rect

_MOST_TOLD = 12


def draw_changes(canvas: Canvas, scene: Scene, language: Language, id_prefix: str) -> str:
    """The map as an `<svg>` element. `id_prefix` begins its ids and must be unique on the page."""
    prefix = escape(id_prefix)
    width, height = num(scene.width), num(scene.height)
    lines, labels = draw_lines(canvas, scene, language)
    return "".join(
        (
            f'<svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="group" aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">',
            f'<title id="{prefix}-title">{plain(words.TITLE.to(language))}</title>',
            f'<desc id="{prefix}-desc">{plain(described(canvas, language))}</desc>',
            _divisions(canvas, scene),
            _team_ground(scene),
            f'<g fill="none" stroke="currentColor">{lines}</g>',
            team_label(scene.team, language) if scene.team else "",
            _people(canvas, scene, language),
            _staff(canvas, scene, language),
            labels,
            "</svg>",
        )
    )


def described(canvas: Canvas, language: Language) -> str:
    """What happened to whom, for those who cannot see it; of many people only the first."""
    told = [
        Text(f"{canvas.names[id_]}: {text.en}", f"{canvas.names[id_]}: {text.de}")
        for id_, turn in canvas.changes.people.items()
        if turn.fate is not Fate.SAME
        for text in [said(turn, canvas.names)]
    ]
    more = len(told) - _MOST_TOLD
    if more > 0:
        told = [*told[:_MOST_TOLD], words.filled(words.MORE, words.as_written(str(more)))]
    counted = words.counted(canvas.changes)
    return Text(
        " ".join([counted.en, *(text.en for text in told)]), " ".join([counted.de, *(text.de for text in told)])
    ).to(language)


def _divisions(canvas: Canvas, scene: Scene) -> str:
    """The divisions' boxes; one whose people are all new or all gone is to be seen only with them."""
    parts = []
    people = canvas.changes.people
    for label, box in scene.divisions:
        fates = {people[one.id].fate for one in canvas.power_map.people if one.division == label}
        (fate, *others) = fates
        seen = SEEN[fate] if not others and fate in (Fate.ADDED, Fate.REMOVED) else ""
        ground = rect(box.x, box.y, box.width, box.height, "map-division", 12)
        parts.append(f'<g class="map-area{seen}">{ground}{division_label(label, box)}</g>')
    return "".join(parts)


def _team_ground(scene: Scene) -> str:
    box = scene.team
    return rect(box.x, box.y, box.width, box.height, "map-team", 12) if box else ""


def _people(canvas: Canvas, scene: Scene, language: Language) -> str:
    nodes = node_names(canvas.power_map)
    touched = canvas.changes.touched
    is_clustered = canvas.power_map.cluster_by_division
    before, after = (_covering(canvas.changes, is_after=is_after) for is_after in (False, True))
    parts = []
    for one in canvas.power_map.people:
        turn, box, node = canvas.changes.people[one.id], scene.people[one.id], nodes[one.id]
        ours = before.get(one.id, ()), after.get(one.id, ())
        marks = person_marks(turn, turn.latest, box, canvas.names, language)
        if turn.fate is Fate.SAME and one.id in touched:
            marks = Marks(" is-near")
        if turn.before is not None and turn.after is not None and (turn.fate is Fate.CHANGED or ours[0] != ours[1]):
            card = card_before(turn.before, turn, is_clustered)
            parts.append(person_card(turn.before, card, box, node, ours[0], language, Marks(" only-before")))
            marks = Marks(f"{marks.css} not-before", marks.said, marks.drawn)
        known = ours[0] if turn.after is None else ours[1]
        parts.append(person_card(turn.latest, scene.cards.people[one.id], box, node, known, language, marks))
    return "".join(parts)


def _covering(changes: MapChanges, *, is_after: bool) -> dict[str, tuple[OurPerson, ...]]:
    """Who of us had or has a tie to whom."""
    turns = [turn.after if is_after else turn.before for turn in changes.ties.values()]
    return covering(PowerMapInput(staff=changes.both.staff, ties=tuple(tie for tie in turns if tie is not None)))


def _staff(canvas: Canvas, scene: Scene, language: Language) -> str:
    names = staff_names(canvas.power_map)
    return "".join(
        staff_card(
            one,
            scene.cards.staff[one.id],
            scene.staff[one.id],
            names[one.id],
            staff_marks(canvas.changes.staff[one.id], scene.staff[one.id], language),
        )
        for one in canvas.power_map.staff
    )
