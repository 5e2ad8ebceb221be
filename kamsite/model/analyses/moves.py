"""What moved in a plan since a day: attitudes, goals, budget, pipeline. Only what is in both versions is compared."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from kamsite.horizon import months_later
from kamsite.model.analyses.money import finance_of, finance_unit, pipeline_of
from kamsite.model.plan import Plan

MONTH, QUARTER = 1, 3
"""Since when moves are told, in months; see `start_of`."""
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

    @property
    def is_up(self) -> bool | None:
        """Whether it moved for the better; amounts by whether they grew; None where nobody can say."""
        if isinstance(self.before, float) and isinstance(self.after, float):
            return self.after > self.before
        return self.is_better

    @property
    def what(self) -> tuple[str, ...]:
        """What moved, whichever the period."""
        return self.kind, self.chapter, self.anchor, self.name if self.kind == "budget" else ""


class Moved(msgspec.Struct, frozen=True):
    """Something that moved since a quarter, since a month, or both; never neither."""

    quarter: Move | None
    month: Move | None

    @property
    def latest(self) -> Move:
        """The move that says most of today: that since a month where there is one."""
        found = self.month or self.quarter
        if found is None:
            raise ValueError("nothing moved")
        return found


def start_of(as_of: date, months: int) -> date:
    """The day since which moves are told: at least so many months ago, and the first of one, so that nothing is to be
    drawn anew every day."""
    return months_later(as_of.replace(day=1), -months)


def moved_in(since_quarter: Iterable[Move], since_month: Iterable[Move]) -> Iterator[Moved]:
    """What moved in a plan, each thing once; that the plan is new is no move."""
    lately = {move.what: move for move in since_month if move.kind != "new"}
    for move in since_quarter:
        if move.kind != "new":
            yield Moved(move, lately.pop(move.what, None))
    for move in lately.values():
        yield Moved(None, move)


def ups_and_downs(moves: Iterable[Move]) -> tuple[int, int]:
    """How many moved for the better and for the worse."""
    ups = [move.is_up for move in moves]
    return ups.count(True), ups.count(False)


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
