"""Goals (D5, D21): how far they have come, how SMART they are, who does what until when."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.analyses.smart import FIELDS, LETTERS, Smart, smart_of
from kamsite.model.customer import CustomerGoal
from kamsite.model.field import Field
from kamsite.model.strategy import Goal
from kamsite.render import format as formats
from kamsite.render import generic, inline, urls
from kamsite.render.blocks import NOTHING, Block, Card, Cards, Column, Facts, Group, Table
from kamsite.render.charts.progress import part_of_way, progress
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.tables import Line, table_of
from kamsite.render.show import Show
from kamsite.source.document import Value

GOAL_BADGES = {
    "kind": {"goal": "info", "project": "neutral"},
    "status": {"on_track": "good", "at_risk": "warn", "off_track": "bad", "reached": "good", "dropped": "muted"},
}
_TONES = {"reached": "good", "at_risk": "warn", "off_track": "bad", "dropped": "muted"}
_FINISHED = frozenset({"reached", "dropped"})
_ACTION_TONES = {"status": {"open": "neutral", "doing": "info", "done": "good", "dropped": "muted"}}
_WAY = Text("{name}: {done} of the way", "{name}: {done} des Weges")
_WAY_UNKNOWN = Text("{name}: from {start} to {target}", "{name}: von {start} auf {target}")
_NOT_MEASURED = Text("not measured yet", "noch nicht gemessen")
_OF_WAY = Text("{done} of the way", "{done} des Weges")
_WORSE = Text("further away than at the start", "weiter entfernt als am Anfang")
_MEASURED = Text("measured", "gemessen")
_SMART_MISSING = Text("missing: {reason}", "fehlt: {reason}")
_REASONS = ("achievable", "relevant", "customer_goal", "agreed_with_customer")
_PROJECTS = Text("Our projects for it", "Unsere Vorhaben dazu")
_WHO = Text("What", "Was")
_STATE = Text("State", "Stand")
_REACHED = Text("reached", "erreicht")


def of_customer(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The customer's goals and projects, each with the chance that it opens for us."""
    return _goals(show, field, value, "customer", show.plan.customer.goals, "customer_goal")


def of_ours(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """Our goals with this customer, with milestones and actions."""
    return _goals(show, field, value, "strategy", show.plan.strategy.goals, "goal")


def _goals(
    show: Show,
    field: Field,
    value: Value,
    chapter: str,
    typed: Mapping[str, Goal] | Mapping[str, CustomerGoal],
    reference: str,
) -> tuple[Block, ...]:
    goals = reading.entries(value)
    if field.entry is None or not goals:
        return generic.blocks_of(show, field, value)
    served = _projects_by_goal(show, reference)
    is_judged = _shows_all_letters(field.entry)
    cards = []
    for key, goal in goals.items():
        known = typed.get(key) if is_judged else None
        smart = smart_of(known) if known is not None else None
        cards.append(_card(show, field.entry, chapter, key, goal, smart, served.get(key, NOTHING)))
    return (Cards(tuple(cards), is_wide=True), *pieces.strays(show, field, value))


def _shows_all_letters(field: Field) -> bool:
    """Whether the edition shows at least one value for each letter: else a goal would seem to lack what is hidden."""
    return all(any(name in field.properties for name in FIELDS[letter]) for letter in LETTERS)


def _card(
    show: Show, field: Field, chapter: str, key: str, goal: dict[str, Value], smart: Smart | None, projects: Markup
) -> Card:
    entry = Entry(show, field, goal)
    state = entry.word("status")
    title = entry.headline(key)
    badges = entry.badges(GOAL_BADGES)
    blocks: list[Block] = []
    if "description" in entry:
        blocks.append(pieces.paragraph(entry.line("description")))
    blocks += _measure(entry)
    if smart is not None:
        blocks.append(pieces.html(_letters(show, smart)))
    if "opportunity" in entry:
        blocks.append(pieces.quote(entry.line("opportunity"), entry.label("opportunity")))
    blocks += _reasons(entry)
    if projects:
        served = pieces.labelled(_PROJECTS.to(show.language), projects)
        blocks.append(pieces.html(inline.fill("<p>{}</p>", served)))
    blocks += [*_breakdown(entry), *entry.bullets("strategies"), *entry.bullets("tactics")]
    blocks += [*_milestones(entry), *_actions(entry), *entry.bullets("requires")]
    return Card(
        title,
        pieces.anchor(show, chapter, "goals", key),
        badges,
        _when_and_who(entry, is_finished=state in _FINISHED),
        (*blocks, *entry.blocks()),
        _TONES.get(state, ""),
    )


def _when_and_who(entry: Entry, *, is_finished: bool) -> Markup:
    """Date and owner in one line, with their labels."""
    said = []
    for key in ("due", "owner"):
        if key in entry:
            shown = pieces.due(entry, key, is_done=is_finished) if key == "due" else entry.line(key)
            said.append(pieces.labelled(entry.label(key), shown))
    return inline.joined(said, " · ")


def _reasons(entry: Entry) -> list[Block]:
    keys = [*_REASONS]
    if entry.field.is_for_outside:  # where everything is agreed on, nobody needs to be told so at each goal
        entry.tick(keys.pop())
    facts = entry.facts(*keys)
    return [Facts(facts)] if facts else []


def _letters(show: Show, smart: Smart) -> Markup:
    """The five letters, those that are missing marked, with the reasons as text."""
    letters, reasons = [], []
    for letter, word in LETTERS.items():
        name = word.to(show.language)
        reason = smart.missing.get(letter)
        if reason is None:
            letters.append(f'<abbr class="smart__letter" title="{inline.printed(name)!s}">{letter}</abbr>')
            continue
        told = pieces.words(show, _SMART_MISSING, reason=reason.to(show.language))
        title = inline.printed(f"{name} – {told}")
        letters.append(f'<abbr class="smart__letter smart__letter--missing" title="{title!s}">{letter}</abbr>')
        reasons.append(f"<strong>{inline.printed(name)!s}</strong> {inline.printed(told)!s}")
    why = f'<span class="smart__why">{"; ".join(reasons)}</span>' if reasons else ""
    return inline.safe(f'<div class="smart"><span class="smart__word">{"".join(letters)}</span>{why}</div>')


# -- measure -----------------------------------------------------------------------------------------------------------


def _measure(entry: Entry) -> list[Block]:
    """The way from start to target, as a bar; measures that cannot be drawn are left for the rest."""
    written = entry.value.get("measure")
    field = entry.field.properties.get("measure")
    if field is None or not isinstance(written, dict) or not written:
        return []
    show = entry.show
    measure = Entry(show, field, written)
    start, target = reading.number(written.get("from")), reading.number(written.get("to"))
    if start is None or target is None:
        return []
    entry.tick("measure")
    actual = reading.series(written.get("actual"))
    latest = next(reversed(actual), None)
    unit = measure.unit
    name = reading.line(written.get("name")) or entry.label("measure")
    done = part_of_way(start, target, actual[latest]) if latest else None
    labels = [formats.amount(amount, unit, show.language) for amount in (start, target)]
    now = NOTHING
    if latest:
        past = show.past(written.get("actual"), latest)
        now = inline.followed(inline.number(actual[latest], show.language, unit), past)
    percent = formats.share(round(done, 2), show.language) if done is not None else ""
    title = (
        pieces.words(show, _WAY, name=name, done=percent)
        if percent
        else pieces.words(show, _WAY_UNKNOWN, name=name, start=labels[0], target=labels[1])
    )
    measure.tick_unit()
    measure.tick("from", "to", *(("name",) if measure.word("name") else ()))
    measure.tick(*(("actual",) if isinstance(written.get("actual"), dict) else ()))
    picture = progress(title, labels[0], labels[1], done)
    said = _stand(show, measure, latest, percent, done)
    ends = inline.followed(measure.past("from"), measure.past("to"))
    head = (
        f'<p class="progress__name">{inline.text(name)!s}{measure.past("name")!s}{measure.sources()!s} '
        f'<strong>{now!s}</strong> <span class="muted">{said!s}</span>{ends!s}</p>'
    )
    course = _course(measure) if len(reading.mapping(written.get("actual"))) > 1 else NOTHING
    drawn = f'<div class="progress">{head}{picture!s}{course!s}{measure.more()!s}</div>'
    return [pieces.html(inline.safe(drawn))]


def _stand(show: Show, measure: Entry, latest: str | None, percent: str, done: float | None) -> Markup:
    if latest is None:
        actual = measure.value.get("actual")
        return inline.unknown(show.language) if actual == "unknown" else inline.text(_NOT_MEASURED.to(show.language))
    when = inline.fill("{} {}", _MEASURED.to(show.language), inline.time(latest, show.language))
    if done is not None and done < 0:
        return inline.text(_WORSE.to(show.language)) + Markup(", ") + when
    way = pieces.words(show, _OF_WAY, done=percent)
    return inline.text(way) + Markup(", ") + when if percent else when


def _course(measure: Entry) -> Markup:
    """All values that were measured, the earliest first."""
    show = measure.show
    values = reading.mapping(measure.value.get("actual"))
    said = [
        inline.fill("{} {}", inline.time(period, show.language), show.value(None, values[period], measure.unit))
        + show.past(measure.value.get("actual"), period)
        for period in sorted(values)
    ]
    return inline.fill('<p class="progress__course">{}</p>', Markup(" → ").join(said))


# -- tables ------------------------------------------------------------------------------------------------------------


def _breakdown(entry: Entry) -> list[Block]:
    """Who has which part of the goal."""
    field = entry.field.properties.get("breakdown")
    parts = reading.listed(entry.value.get("breakdown"))
    item = field.item if field else None
    if item is None or not parts or not all(isinstance(part, dict) for part in parts):
        return []
    entry.tick("breakdown")
    lines = []
    for part in parts:
        row = Entry(entry.show, item, reading.mapping(part))
        lines.append(Line((row.line("department"), row.line("person"), row.line("part"), row.line("due")), row.more()))
    bare = Entry(entry.show, item, {})
    columns = [Column(bare.label(key)) for key in ("department", "person", "part", "due")]
    title = entry.label("breakdown")
    return [Group(title, (table_of(entry.show, title, columns, lines),))]


def _milestones(entry: Entry) -> list[Block]:
    """Milestones by date, those reached ticked, those missed marked."""
    found = _inside(entry, "milestones")
    if found is None:
        return []
    field, milestones = found
    show = entry.show
    lines = []
    for key, milestone in sorted(milestones.items(), key=lambda pair: str(pair[1].get("due", "9999"))):
        row = Entry(show, field, milestone)
        is_done = milestone.get("done") is True
        is_late = pieces.is_overdue(show, milestone.get("due"), is_done=is_done)
        state = pieces.checked(_REACHED.to(show.language)) if is_done else pieces.late(show) if is_late else NOTHING
        if is_done or milestone.get("done") is False:
            row.tick("done")
            state += row.past("done")
        cells = (row.title(key), row.line("due"), state, row.line("owner"))
        lines.append(Line(cells, row.more(), tone="done" if is_done else "late" if is_late else ""))
    return [_small_table(entry, "milestones", field, lines, ("due", "", "owner"))]


def _actions(entry: Entry) -> list[Block]:
    """Actions by date with their state, overdue ones marked."""
    found = _inside(entry, "actions")
    if found is None:
        return []
    field, actions = found
    show = entry.show
    lines = []
    for key, action in sorted(actions.items(), key=lambda pair: str(pair[1].get("due", "9999"))):
        row = Entry(show, field, action)
        is_done = action.get("status") in ("done", "dropped")
        is_late = pieces.is_overdue(show, action.get("due"), is_done=is_done)
        marks = [*row.badges(_ACTION_TONES), *([pieces.late(show)] if is_late else [])]
        cells = (row.title(key), row.line("due"), inline.joined(marks, " "), row.line("owner"))
        lines.append(Line(cells, row.more(), tone="done" if is_done else "late" if is_late else ""))
    return [_small_table(entry, "actions", field, lines, ("due", "", "owner"))]


def _inside(entry: Entry, key: str) -> tuple[Field, dict[str, dict[str, Value]]] | None:
    field, written = entry.field.properties.get(key), entry.value.get(key)
    found = reading.entries(written)
    if field is None or field.entry is None or not found or len(found) != len(reading.mapping(written)):
        return None
    entry.tick(key)
    return field.entry, found


def _small_table(entry: Entry, key: str, field: Field, lines: list[Line], columns: tuple[str, ...]) -> Group:
    bare = Entry(entry.show, field, {})
    labels = [
        _WHO.to(entry.show.language),
        *(bare.label(one) if one else _STATE.to(entry.show.language) for one in columns),
    ]
    title = entry.label(key)
    table: Table = table_of(entry.show, title, [Column(label) for label in labels], lines)
    return Group(title, (table,))


# -- from other chapters -----------------------------------------------------------------------------------------------


def _projects_by_goal(show: Show, reference: str) -> dict[str, Markup]:
    """The projects in the pipeline, linked to where they stand, by the id of the goal that they serve."""
    found: dict[str, list[Markup]] = {}
    for key, project in reading.entries(show.plan.data["strategy"].get("pipeline")).items():
        if isinstance(goal := project.get(reference), str):
            title = inline.text(reading.line(project.get("title")) or key)
            target = pieces.anchor(show, "strategy", "pipeline", key)
            link = inline.link(urls.for_chapter(show.plan.id, "strategy", target), title, "ref")
            found.setdefault(goal, []).append(link)
    return {goal: inline.joined(links, " · ") for goal, links in found.items()}
