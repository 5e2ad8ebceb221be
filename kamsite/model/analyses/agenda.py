"""Everything in a plan that has a date: actions, milestones, goals, decisions, events, open questions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from kamsite.language import Text
from kamsite.model.plan import Plan, made_once

KINDS = {
    "action": Text("Action", "Maßnahme"),
    "milestone": Text("Milestone", "Meilenstein"),
    "goal": Text("Our goal", "Unser Ziel"),
    "customer_goal": Text("Customer's goal", "Ziel des Kunden"),
    "decision": Text("Decision", "Entscheidung"),
    "event": Text("Event", "Veranstaltung"),
    "question": Text("Open question", "Offene Frage"),
    "next_step": Text("Next step", "Nächster Schritt"),
    "module": Text("Module of the roadmap", "Modul der Roadmap"),
    "central_question": Text("Central question", "Zentrale Frage"),
    "training": Text("Training", "Schulung"),
}


# What the customer does, and what just takes place.
_NEVER_OVERDUE = frozenset({"event", "customer_goal", "training"})


@dataclass(frozen=True, slots=True, order=True)
class Appointment:
    """Something due at a date. `chapter` (a page of the programme) and `anchor` say where it stands, `owner` one of us.

    `entry` tells it from all others in the plan, whatever becomes of its words; `until` is its last day of several.
    """

    due: date
    kind: str
    title: str
    chapter: str
    anchor: str
    owner: str = ""
    is_done: bool = False
    entry: str = field(default="", kw_only=True)
    until: date | None = field(default=None, kw_only=True, compare=False)

    def is_overdue(self, as_of: date) -> bool:
        """Whether its day has passed and it is not done. What the customer does is never overdue for us."""
        return not self.is_done and self.due < as_of and self.kind not in _NEVER_OVERDUE


def last_day(period: str | None) -> date | None:
    """The last day of a year, quarter, month or day; None for anything else."""
    if not period:
        return None
    try:
        if len(period) == 10:
            return date.fromisoformat(period)
        year = int(period[:4])
        if len(period) == 4:
            return date(year, 12, 31)
        month = int(period[6]) * 3 if period[5] == "Q" else int(period[5:7])
        return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    except (ValueError, IndexError, OverflowError):
        return None


@made_once
def agenda_of(plan: Plan) -> tuple[Appointment, ...]:
    """All dated things of one plan (without its divisions), by date."""
    parts = (_of_goals(plan), _of_projects(plan), _of_events(plan), _of_questions(plan), _of_the_customer(plan))
    return tuple(sorted(appointment for part in parts for appointment in part))


def _of_the_customer(plan: Plan) -> Iterator[Appointment]:
    for entry, goal in plan.customer.goals.items():
        if due := last_day(goal.due):
            yield Appointment(due, "customer_goal", goal.title, "customer", entry, entry=f"customer/goals/{entry}")
    for tie in plan.people.relationships:
        if (due := last_day(tie.due)) and tie.next_step:
            told = f"people/relationships/{tie.person}/{tie.by}"
            yield Appointment(due, "next_step", tie.next_step, "people", tie.person, tie.by, entry=told)


def _of_goals(plan: Plan) -> Iterator[Appointment]:
    for entry, goal in plan.strategy.goals.items():
        owner = goal.owner or ""
        if due := last_day(goal.due):
            yield Appointment(
                due, "goal", goal.title, "strategy", entry, owner, not goal.is_open, entry=f"strategy/goals/{entry}"
            )
        for name, milestone in goal.milestones.items():
            if due := last_day(milestone.due):
                is_done = bool(milestone.done)
                told = f"strategy/goals/{entry}/milestones/{name}"
                owner_of_it = milestone.owner or owner
                yield Appointment(
                    due, "milestone", milestone.title, "strategy", entry, owner_of_it, is_done, entry=told
                )
        for name, action in goal.actions.items():
            if due := last_day(action.due):
                is_done = not action.is_open
                told = f"strategy/goals/{entry}/actions/{name}"
                yield Appointment(
                    due, "action", action.title, "strategy", entry, action.owner or "", is_done, entry=told
                )


def _of_projects(plan: Plan) -> Iterator[Appointment]:
    for entry, project in plan.strategy.pipeline.items():
        owner, is_done = project.owner or "", not project.is_open
        if due := last_day(project.decision):
            told = f"strategy/pipeline/{entry}/decision"
            yield Appointment(due, "decision", project.title, "strategy", entry, owner, is_done, entry=told)
        if (due := last_day(project.due)) and project.next_step:
            told = f"strategy/pipeline/{entry}/next_step"
            yield Appointment(due, "next_step", project.next_step, "strategy", entry, owner, is_done, entry=told)


def _of_events(plan: Plan) -> Iterator[Appointment]:
    for entry, event in plan.strategy.marketing.items():
        first = last_day(event.date)
        last = last_day(event.end)
        if first is not None:
            is_over = event.status in ("held", "cancelled")
            owner, told = event.owner or "", f"strategy/marketing/{entry}"
            until = last if last and last > first else None
            yield Appointment(first, "event", event.title, "strategy", entry, owner, is_over, entry=told, until=until)


def _of_questions(plan: Plan) -> Iterator[Appointment]:
    for entry, question in plan.strategy.open_questions.items():
        if due := last_day(question.due):
            is_done = not question.is_open
            owner, told = question.owner or "", f"strategy/open_questions/{entry}"
            yield Appointment(due, "question", question.question, "questions", entry, owner, is_done, entry=told)
