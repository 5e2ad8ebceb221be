"""What moved in a plan since a day: attitudes, goals, budget, pipeline. Only what is in both versions is compared."""

from collections.abc import Iterator
from datetime import date

import msgspec

from kamsite.horizon import months_later
from kamsite.model.analyses.money import finance_of, finance_unit, pipeline_of
from kamsite.model.plan import Plan

MONTHS_BACK = 2
_ATTITUDES = ("enemy", "negative", "neutral", "positive", "mentor")
_STATUSES = ("dropped", "off_track", "at_risk", "on_track", "reached")
_LEAST = 0.05


class Move(msgspec.Struct, frozen=True):
    """Something that moved. `kind`: "attitude" (of the person `name`), "goal" (the title), "budget" (the year),
    "pipeline", "new" (the plan itself). Amounts in the unit of the financial plan, the pipeline in the site's currency.

    `is_better` is None where that is a matter of opinion.
    """

    kind: str
    name: str = ""
    before: str | float | None = None
    after: str | float | None = None
    chapter: str = ""
    anchor: str = ""
    is_better: bool | None = None


def start_of(as_of: date) -> date:
    """The day since which moves are told: the first of a month, so that nothing is to be drawn anew every day."""
    return months_later(as_of.replace(day=1), -MONTHS_BACK)


def moves_between(before: Plan | None, after: Plan) -> tuple[Move, ...]:
    """What moved in a plan (without its divisions), given how it was; None for a time before it."""
    if before is None:
        return (Move("new", after.name),)
    return (*_attitudes(before, after), *_goals(before, after), *_money(before, after))


def _attitudes(before: Plan, after: Plan) -> Iterator[Move]:
    """People whose attitude changed, those with influence first."""
    known = before.people.people
    for name, person in sorted(after.people.people.items(), key=lambda pair: -(pair[1].influence or 0)):
        if name in known and person.left is None and known[name].attitude != person.attitude:
            old, new = known[name].attitude, person.attitude
            yield Move("attitude", person.name, old, new, "people", name, _is_better(_ATTITUDES, old, new))


def _goals(before: Plan, after: Plan) -> Iterator[Move]:
    known = before.strategy.goals
    for name, goal in after.strategy.goals.items():
        if name in known and known[name].status != goal.status:
            old, new = known[name].status, goal.status
            yield Move("goal", goal.title, old, new, "strategy", name, _is_better(_STATUSES, old, new))


def _money(before: Plan, after: Plan) -> Iterator[Move]:
    """Budgets, and the weighted pipeline as far as it moved by some percent."""
    if finance_unit(before) == finance_unit(after):
        known = {year.year: year.budget for year in finance_of(before)}
        for year in finance_of(after):
            old = known.get(year.year)
            if old is not None and year.budget is not None and old != year.budget:
                yield Move("budget", year.year, float(old), float(year.budget), "strategy", "section-finance")
    was, now = pipeline_of(before).weighted, pipeline_of(after).weighted
    if abs(now - was) > _LEAST * max(was, now):
        yield Move("pipeline", "", float(was), float(now), "strategy", "section-pipeline", now > was)


def _is_better(scale: tuple[str, ...], old: str | None, new: str | None) -> bool | None:
    return scale.index(new) > scale.index(old) if old in scale and new in scale else None
