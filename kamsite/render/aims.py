"""What an overview says of aims and money: goals with how far they have come, budget against actuals, the pipeline."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.common import Measure
from kamsite.model.customer import CustomerGoal
from kamsite.model.strategy import Goal
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.blocks import NOTHING, Block, Line, Lines
from kamsite.render.charts.progress import part_of_way
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.finance import glance
from kamsite.render.sections.goals import GOAL_BADGES
from kamsite.render.show import Show

_MOST = 6
_STATUS = {"status": GOAL_BADGES["status"]}
_WAY = Text("{now}, from {start} to {target}", "{now}, von {start} auf {target}")
_ALL = Text("All {count}", "Alle {count}")
_LIKELY = Text("{share} likely", "{share} wahrscheinlich")
_DECISION = Text("decision {day}", "Entscheidung {day}")


def customer_goals(show: Show) -> Iterator[Block]:
    """What the customer wants, with the chance that each goal opens for us."""
    goals = show.plan.customer.goals
    lines = [_goal(show, "customer", key, goal, _chance(show, goal)) for key, goal in list(goals.items())[:_MOST]]
    if lines:
        yield Lines(tuple(lines), _rest(show, "customer", len(goals)))


def our_goals(show: Show) -> Iterator[Block]:
    """What we want to reach, how far it has come, and who answers for it."""
    goals = show.plan.strategy.goals
    lines = [_goal(show, "strategy", key, goal, _owner(show, goal)) for key, goal in list(goals.items())[:_MOST]]
    if lines:
        yield Lines(tuple(lines), _rest(show, "strategy", len(goals)))


def money(show: Show) -> Iterator[Block]:
    """Budget against actuals as a drawing; the figures themselves stand in the strategy."""
    field = show.fields["strategy"].properties.get("finance") if "strategy" in show.fields else None
    written = show.plan.data["strategy"].get("finance")
    if field is not None and isinstance(written, dict):
        yield from glance(show, field, written)


def projects(show: Show) -> Iterator[Block]:
    """The open projects, the largest expected volume first."""
    found = [(key, project) for key, project in show.plan.strategy.pipeline.items() if project.is_open]
    found.sort(key=lambda pair: (-(pair[1].volume or 0) * (pair[1].probability or 0), pair[1].decision or "9999"))
    lines = []
    for key, project in found[:_MOST]:
        facts = []
        if project.probability is not None:
            share = formats.share(round(project.probability, 3), show.language)
            facts.append(inline.text(_LIKELY.to(show.language).format(share=share)))
        if project.decision:
            facts.append(inline.fill(_DECISION.to(show.language).replace("{day}", "{}"), _when(show, project.decision)))
            if pieces.is_overdue(show, project.decision):
                facts.append(pieces.late(show))
        if project.owner:
            facts.append(show.our_person(project.owner))
        anchor = pieces.anchor(show, "strategy", "pipeline", key)
        title = inline.link(urls.for_chapter(show.plan.id, "strategy", anchor), inline.text(project.title))
        volume = formats.compact(project.volume, show.currency, show.language) if project.volume is not None else ""
        lines.append(Line(title, facts=tuple(facts), mark=inline.span("num", volume) if volume else NOTHING))
    if lines:
        yield Lines(tuple(lines), _rest(show, "strategy", len(found)))


def _goal(show: Show, chapter: str, key: str, goal: Goal | CustomerGoal, more: tuple[Markup, ...]) -> Line:
    anchor = pieces.anchor(show, chapter, "goals", key)
    title = inline.link(urls.for_chapter(show.plan.id, chapter, anchor), inline.text(goal.title))
    is_finished = goal.status in ("reached", "dropped")
    facts = []
    if goal.due:
        facts.append(_when(show, goal.due))
        if chapter == "strategy" and pieces.is_overdue(show, goal.due, is_done=is_finished):
            facts.append(pieces.late(show))
    return Line(title, facts=(*facts, *more), mark=_status(show, chapter, key), picture=_way(show, goal.measure))


def _status(show: Show, chapter: str, key: str) -> Markup:
    field = show.fields[chapter].properties.get("goals")
    written = reading.mapping(show.plan.data[chapter].get("goals")).get(key)
    if field is None or field.entry is None or not isinstance(written, dict):
        return NOTHING
    return inline.joined(Entry(show, field.entry, written).badges(_STATUS), " ")


def _way(show: Show, measure: Measure | None) -> Markup:
    """How much of the way is done, as a bar with the latest value; nothing where nobody has measured."""
    actual: Mapping[str, float] = measure.actual if measure else {}
    if measure is None or measure.from_ is None or measure.to is None or not actual:
        return NOTHING
    latest = actual[max(actual)]
    done = part_of_way(measure.from_, measure.to, latest)
    if done is None:
        return NOTHING
    unit = measure.unit or ""
    said = _WAY.to(show.language).format(
        now=formats.amount(latest, unit, show.language),
        start=formats.number(measure.from_, show.language),
        target=formats.amount(measure.to, unit, show.language),
    )
    tone = "bad" if done < 0 else "good" if done >= 1 else ""
    return inline.fill('<p class="way">{}<span class="num">{}</span></p>', inline.bar(done, tone), said)


def _chance(show: Show, goal: CustomerGoal) -> tuple[Markup, ...]:
    """The chance that a goal opens, where it is told in one paragraph."""
    said = show.sentence(goal.opportunity) if goal.opportunity else NOTHING
    return (said,) if said and not said.startswith("<") else ()


def _owner(show: Show, goal: Goal) -> tuple[Markup, ...]:
    return (show.our_person(goal.owner),) if goal.owner else ()


def _when(show: Show, period: str) -> Markup:
    return inline.day(period, show.language) if len(period) == 10 else inline.time(period, show.language)


def _rest(show: Show, chapter: str, count: int) -> Markup:
    if count <= _MOST:
        return NOTHING
    return inline.link(urls.for_chapter(show.plan.id, chapter), _ALL.to(show.language).format(count=count))
