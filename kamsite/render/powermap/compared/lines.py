"""The lines of a map with changes: reporting lines, influence and our relations, each as before and as after."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kamsite.language import Language, Text
from kamsite.model.analyses.mapchanges import Fate, MapChanges, Turn
from kamsite.model.analyses.powermap import Influence, OurTie
from kamsite.render.powermap import words as map_words
from kamsite.render.powermap.compared import words
from kamsite.render.powermap.compared.canvas import Canvas
from kamsite.render.powermap.compared.marks import SEEN, pill, pill_width
from kamsite.render.powermap.dot import node_names, staff_names
from kamsite.render.powermap.links import influence_line, label_places, number_mark, report_line, tie_line
from kamsite.render.powermap.scene import Kind, Link, Scene
from kamsite.render.powermap.svg import Point, plain, sentence, way

_NUMBER_WIDTH = 15.6
_EDGE = 2.0
_BESIDE_CARD = 9.0


@dataclass(slots=True)
class _Layers:
    """What is drawn below and above what; `labels` stand above the cards too."""

    halos: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    ties: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    influences: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is drawn, and what of it has been. `nodes` and `ours` are the names of people in the drawing."""

    canvas: Canvas
    scene: Scene
    language: Language
    nodes: Mapping[str, str]
    ours: Mapping[str, str]
    layers: _Layers = field(default_factory=_Layers)

    @property
    def changes(self) -> MapChanges:
        """What changed."""
        return self.canvas.changes


def draw_lines(canvas: Canvas, scene: Scene, language: Language) -> tuple[str, str]:
    """All lines of a map, and the words on those that changed, which stand above everything."""
    sheet = _Sheet(canvas, scene, language, node_names(canvas.power_map), staff_names(canvas.power_map))
    _report_lines(sheet)
    labels = [_label_of(canvas, scene, link) for link in scene.links]
    widths = tuple(pill_width(label) if label else _NUMBER_WIDTH for label in labels)
    places = label_places(scene.links, widths)
    for link, label, width, (x, y) in zip(scene.links, labels, widths, places, strict=True):
        _KINDS[link.kind](sheet, link, label, (_inside(scene, x, width), y))
    layers = sheet.layers
    parts = (layers.halos, layers.reports, layers.ties, layers.beside, layers.influences, layers.numbers)
    return "".join(part for layer in parts for part in layer), "".join(layers.labels)


def _report_lines(sheet: _Sheet) -> None:
    """The reporting lines of the tree."""
    canvas, layers = sheet.canvas, sheet.layers
    people = {one.id: one for one in canvas.power_map.people}
    for report in sheet.scene.reports:
        fate = canvas.changes.line(report.low, report.high)
        layers.reports.append(report_line(report, people, sheet.nodes, sheet.language, SEEN[fate]))
        if fate is Fate.SAME:
            continue
        (x1, y1), (x2, y2) = report.points[-2:]
        if fate is Fate.ADDED:
            layers.halos.append(_halo(((x1, y1), (x2, y2))))
        if not _came_or_went(canvas, report.low, report.high):
            label = _report_label(fate)
            width = pill_width(label)
            is_level = abs(y1 - y2) < abs(x1 - x2)
            x = x2 - width / 2 - _BESIDE_CARD if is_level else (x1 + x2) / 2
            place = _inside(sheet.scene, x, width), (y1 + y2) / 2
            layers.labels.append(_label(label, place, fate, sheet.language))


def _inside(scene: Scene, x: float, width: float) -> float:
    """The middle of a label, moved so that all of it is on the map."""
    return min(max(x, width / 2 + _EDGE), scene.width - width / 2 - _EDGE)


def _label_of(canvas: Canvas, scene: Scene, link: Link) -> Text | None:
    """The words on a line that changed; None on one that did not, or that came or went with somebody."""
    changes = canvas.changes
    if link.kind == "influence":
        one = canvas.power_map.influences[link.number]
        flow = changes.influences[one]
        is_said = not _came_or_went(canvas, one.source, one.target)
        return _strength_label(flow.fate, flow.before, flow.after) if is_said else None
    if link.kind == "tie":
        relation = canvas.power_map.ties[link.number]
        tie = changes.ties[relation]
        is_said = not _came_or_went(canvas, relation.person)
        return _strength_label(tie.fate, tie.before, tie.after) if is_said else None
    low, high = scene.loops[link.number]
    fate = changes.line(low, high)
    return None if fate is Fate.SAME or _came_or_went(canvas, low, high) else _report_label(fate)


def _report_label(fate: Fate) -> Text:
    return words.NEW_LINE if fate is Fate.ADDED else words.GONE_LINE


def _strength_label(fate: Fate, before: Influence | OurTie | None, after: Influence | OurTie | None) -> Text | None:
    if fate is Fate.SAME:
        return None
    if after is None:
        return words.GONE_LINE
    if before is None:
        is_rated = after.strength is not None
        return words.filled(words.NEW_STRENGTH, words.as_written(str(after.strength))) if is_rated else words.NEW_LINE
    if before.strength == after.strength:
        return words.CHANGED_LINE
    return words.as_written(" → ".join("?" if one.strength is None else str(one.strength) for one in (before, after)))


def _came_or_went(canvas: Canvas, *ids: str) -> bool:
    """Whether one of the people at a line is new or gone, which says enough about the line."""
    return any(canvas.changes.people[one].fate in (Fate.ADDED, Fate.REMOVED) for one in ids)


def _label(label: Text, place: Point, fate: Fate, language: Language) -> str:
    return f'<g class="only-changes">{pill(label, place, fate, language)}</g>'


def _halo(points: tuple[Point, ...]) -> str:
    return f'<path class="map-halo only-changes" d="{way(points)}"/>'


def _sides(turn: Turn[Influence] | Turn[OurTie], *, is_alike: bool) -> tuple[tuple[bool, str], ...]:
    """How a line is drawn: once where it looks the same before and after (True: as after), else for each."""
    fate = turn.fate
    if fate is Fate.CHANGED or (fate is Fate.SAME and not is_alike):
        return (False, f"{SEEN[fate]} only-before"), (True, f"{SEEN[fate]} not-before")
    return ((fate is not Fate.REMOVED, SEEN[fate]),)


def _numbers(label: Text | None, *, is_after: bool) -> str:
    """When the plain number on a line is to be seen: not among the changes where words stand in its place."""
    if label is None:
        return ""
    return " only-after" if is_after else " only-before"


def _influence(sheet: _Sheet, link: Link, label: Text | None, place: Point) -> None:
    one = sheet.canvas.power_map.influences[link.number]
    turn, source, target = (
        sheet.changes.influences[one],
        *(sheet.changes.people[end] for end in (one.source, one.target)),
    )
    is_alike = source.before is None or source.after is None or source.before.stance == source.after.stance
    ends = f'data-ends="{sheet.nodes[one.source]} {sheet.nodes[one.target]}"'
    for is_after, seen in _sides(turn, is_alike=is_alike):
        flow = turn.after if is_after else turn.before
        if flow is None:
            continue
        people = {one.source: source.at(is_after=is_after), one.target: target.at(is_after=is_after)}
        css = f'class="map-line map-influence map-{people[one.source].stance}'
        line = influence_line(flow, people, link, f'{css}{seen}" {ends}', sheet.language)
        sheet.layers.influences.append(line)
        shown = seen if turn.fate is Fate.SAME else SEEN[turn.fate] + _numbers(label, is_after=is_after)
        sheet.layers.numbers.append(number_mark(flow.strength, place, f'{css}{shown}" {ends}'))
    _mark(sheet, turn.fate, link, label, place)


def _tie(sheet: _Sheet, link: Link, label: Text | None, place: Point) -> None:
    one = sheet.canvas.power_map.ties[link.number]
    turn = sheet.changes.ties[one]
    ends = f'data-ends="{sheet.ours[one.staff]} {sheet.nodes[one.person]}"'
    name = f"{sheet.changes.staff[one.staff].latest.name} – {sheet.canvas.names[one.person]}"
    for is_after, seen in _sides(turn, is_alike=True):
        tie = turn.after if is_after else turn.before
        if tie is None:
            continue
        line = tie_line(tie, name, link, f'class="map-line map-tie{seen}" {ends}', sheet.language)
        sheet.layers.ties.append(line)
        if tie.strength is not None:
            shown = SEEN[turn.fate] + _numbers(label, is_after=is_after)
            sheet.layers.numbers.append(number_mark(tie.strength, place, f'class="map-line map-tie{shown}" {ends}'))
    _mark(sheet, turn.fate, link, label, place)


def _beside(sheet: _Sheet, link: Link, label: Text | None, place: Point) -> None:
    low, high = sheet.scene.loops[link.number]
    fate = sheet.changes.line(low, high)
    text = {Fate.REMOVED: words.REPORTED_TO, Fate.ADDED: words.REPORTS_NOW}.get(fate, map_words.REPORTS_TO)
    said = sentence(text, sheet.language, *(plain(sheet.canvas.names[one]) for one in (low, high)))
    path = f'<path class="map-report" d="{way(link.points)}"/>'
    attributes = f'class="map-line map-reporting{SEEN[fate]}" data-ends="{sheet.nodes[low]} {sheet.nodes[high]}"'
    sheet.layers.beside.append(f"<g {attributes}><title>{said}</title>{path}</g>")
    _mark(sheet, fate, link, label, place)


_KINDS: Mapping[Kind, Callable[[_Sheet, Link, Text | None, Point], None]] = {
    "influence": _influence,
    "tie": _tie,
    "loop": _beside,
}


def _mark(sheet: _Sheet, fate: Fate, link: Link, label: Text | None, place: Point) -> None:
    """What marks a line that changed."""
    if fate in (Fate.ADDED, Fate.CHANGED):
        sheet.layers.halos.append(_halo(link.points))
    if label is not None:
        sheet.layers.labels.append(_label(label, place, fate, sheet.language))
