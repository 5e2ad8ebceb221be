"""Rules that need the calendar: overdue, undecided, without actuals, stale. Judged at the day of the snapshot."""

from collections.abc import Iterator
from datetime import date

from kamsite.diagnostics import Finding
from kamsite.horizon import months_later
from kamsite.language import Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.common import last_day as last_day_of
from kamsite.model.plan import CHAPTERS
from kamsite.model.rules.context import RuleContext, warning


def pipeline_without_facts(context: RuleContext) -> Iterator[Finding]:
    """K451: an open project needs a decision date, an owner and a contact at the customer."""
    for name, project in context.plan.strategy.pipeline.items():
        if not project.is_open:
            continue
        wanted = (
            ("decision", project.decision, Text("a decision date", "ein Entscheidungstermin")),
            ("owner", project.owner, Text("an owner", "eine verantwortliche Person")),
            ("contacts", project.contacts, Text("a contact at the customer", "ein Kontakt beim Kunden")),
        )
        lacks = [(key, what) for key, value, what in wanted if not value]
        if lacks:
            keys = ", ".join(f"`{key}`" for key, _ in lacks)
            yield warning(
                "K451",
                context.place_of_key("strategy", "pipeline", name),
                Text(
                    f"The project lacks {', '.join(w.en for _, w in lacks)}.",
                    f"Dem Projekt fehlt: {', '.join(w.de for _, w in lacks)}.",
                ),
                Text(f"Add {keys}.", f"Ergänzen Sie {keys}."),
            )


def decisions_in_the_past(context: RuleContext) -> Iterator[Finding]:
    """K452: the decision date has passed, and the project is still open."""
    for name, project in context.plan.strategy.pipeline.items():
        due = last_day(project.decision)
        if project.is_open and due is not None and due < context.as_of:
            yield warning(
                "K452",
                context.place("strategy", "pipeline", name, "decision"),
                Text(
                    f"The decision was due on {due}, and the project is still open.",
                    f"Die Entscheidung war für den {_german(due)} erwartet, das Projekt ist aber noch offen.",
                ),
                Text(
                    "Set `status` to won, lost or withdrawn, or give the new date.",
                    "Setzen Sie `status` auf won, lost oder withdrawn, oder nennen Sie den neuen Termin.",
                ),
            )


def overdue_work(context: RuleContext) -> Iterator[Finding]:
    """K453: actions and milestones whose day has passed."""
    for name, goal in context.plan.strategy.goals.items():
        for key, milestone in goal.milestones.items():
            if not milestone.done:
                yield from _overdue(context, milestone.due, milestone.title, name, "milestones", key)
        for key, action in goal.actions.items():
            if action.is_open:
                yield from _overdue(context, action.due, action.title, name, "actions", key)


def _overdue(context: RuleContext, due: str | None, title: str, goal: str, section: str, key: str) -> Iterator[Finding]:
    day = last_day(due)
    if day is None or day >= context.as_of:
        return
    days = (context.as_of - day).days
    is_action = section == "actions"
    what = Text("Action", "Maßnahme") if is_action else Text("Milestone", "Meilenstein")
    done = Text("`status: done`", "`status: done`") if is_action else Text("`done: true`", "`done: true`")
    yield warning(
        "K453",
        context.place("strategy", "goals", goal, section, key, "due"),
        Text(f"{what.en} overdue since {day}: {title}.", f"{what.de} seit {_german(day)} überfällig: {title}."),
        Text(
            f"Set {done.en}, or agree on a new date ({days} days have passed).",
            f"Setzen Sie {done.de}, oder vereinbaren Sie einen neuen Termin ({days} Tage sind vergangen).",
        ),
    )


def overdue_questions(context: RuleContext) -> Iterator[Finding]:
    """K454: an open question whose day has passed."""
    for name, question in context.plan.strategy.open_questions.items():
        day = last_day(question.due)
        if question.is_open and day is not None and day < context.as_of:
            yield warning(
                "K454",
                context.place("strategy", "open_questions", name, "due"),
                Text(
                    f"This question should have been answered by {day}.",
                    f"Diese Frage sollte bis {_german(day)} beantwortet sein.",
                ),
                Text(
                    "Add the `answer`, or agree on a new date.",
                    "Ergänzen Sie `answer`, oder vereinbaren Sie einen neuen Termin.",
                ),
            )


def budgets_without_actuals(context: RuleContext) -> Iterator[Finding]:
    """K455: a budget for a closed year without the actual."""
    finance = context.plan.strategy.finance
    for name, product in (finance.products if finance else {}).items():
        missing = [p for p in sorted(product.budget) if p not in product.actual and last_day_of(p) < context.as_of]
        if missing:
            periods = ", ".join(missing)
            yield warning(
                "K455",
                context.place_of_key("strategy", "finance", "products", name, "budget"),
                Text(
                    f"A budget without an actual for {periods}, which is over.",
                    f"Ein Budget ohne Ist für {periods}; der Zeitraum ist vorbei.",
                ),
                Text("Add the `actual` from controlling.", "Ergänzen Sie `actual` aus dem Controlling."),
            )


def stale_chapters(context: RuleContext) -> Iterator[Finding]:
    """K456: a chapter that nobody changed or confirmed for longer than `freshness` says."""
    history = context.history
    if history is None or not history.is_versioned:
        return
    months = context.settings.stale_after_months
    for chapter in CHAPTERS:
        version = history.last_change(chapter)
        if version is None or context.plan.text.chapters[chapter].is_missing:
            continue
        changed = date.fromtimestamp(version.commit.time)
        confirmed = last_day(context.plan.cover.confirmed.get(chapter))
        fresh = max(changed, confirmed) if confirmed else changed
        if months_later(fresh, months) < context.as_of:
            yield warning(
                "K456",
                context.place(chapter),
                Text(
                    f"Nobody has changed or confirmed this chapter since {fresh}.",
                    f"Dieses Kapitel hat seit {_german(fresh)} niemand geändert oder bestätigt.",
                ),
                Text(
                    f"Check it; if all is still right, add `confirmed: {{{chapter}: {context.as_of}}}` to plan.yaml.",
                    f"Prüfen Sie es; stimmt noch alles, ergänzen Sie `confirmed: {{{chapter}: {context.as_of}}}` in plan.yaml.",
                ),
            )


def confirmed_in_the_future(context: RuleContext) -> Iterator[Finding]:
    """K457: nobody can have confirmed a chapter on a day to come."""
    for chapter, day in context.plan.cover.confirmed.items():
        confirmed = last_day(day)
        if confirmed is not None and len(day) == 10 and confirmed > context.as_of:
            yield warning(
                "K457",
                context.place("plan", "confirmed", chapter),
                Text(
                    f"Confirmed on {confirmed}? That day is still to come.",
                    f"Bestätigt am {_german(confirmed)}? Dieser Tag kommt erst noch.",
                ),
                Text(
                    "Give the day on which somebody checked the chapter.",
                    "Nennen Sie den Tag, an dem jemand das Kapitel geprüft hat.",
                ),
            )


def _german(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


RULES = (
    pipeline_without_facts,
    decisions_in_the_past,
    overdue_work,
    overdue_questions,
    budgets_without_actuals,
    stale_chapters,
    confirmed_in_the_future,
)
