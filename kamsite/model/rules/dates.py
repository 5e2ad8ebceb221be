"""Rules that need the calendar: undecided, overdue, without actuals. Judged at the day of the snapshot.

No message may name the day of judgement or count days up to it: a finding is remembered for as long as nothing in the
plan becomes due (see `horizon`).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from itertools import accumulate

from kamsite.diagnostics import Finding, Place
from kamsite.language import Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.common import Series, first_day
from kamsite.model.common import last_day as end_of
from kamsite.model.rules.context import RuleContext, warning
from kamsite.model.rules.words import listed, names, on
from kamsite.model.strategy import Goal
from kamsite.quoting import shown

# How many calendar months controlling may take before actuals are missed.
_CLOSING_MONTHS = 1


def pipeline_without_facts(context: RuleContext) -> Iterator[Finding]:
    """K451: an open entry of the pipeline needs a decision date, an owner and a contact at the customer."""
    for name, project in context.plan.strategy.pipeline.items():
        if not project.is_open:
            continue
        wanted = (
            ("decision", project.decision, Text("a decision date", "ein Entscheidungstermin")),
            ("owner", project.owner, Text("an owner", "eine verantwortliche Person von uns")),
            ("contacts", project.contacts, Text("a contact at the customer", "ein Ansprechpartner beim Kunden")),
        )
        lacks = [
            (Text(f"`{key}`", f"`{key}`"), what)
            for key, value, what in wanted
            if not value and not context.is_unknown("strategy", "pipeline", name, key)
        ]
        if lacks:
            keys, what = listed([key for key, _ in lacks]), listed([what for _, what in lacks])
            fehlen = "fehlt" if len(lacks) == 1 else "fehlen"
            yield warning(
                "K451",
                context.place_of_key("strategy", "pipeline", name),
                Text(
                    f"This entry of the pipeline lacks {what.en}.",
                    f"Diesem Vorhaben in der Pipeline {fehlen} {what.de}.",
                ),
                Text(
                    f"Add {keys.en}, or `unknown` if you have to find out first.",
                    f"Ergänzen Sie {keys.de}, oder `unknown`, wenn Sie es erst herausfinden müssen.",
                ),
            )


def decisions_in_the_past(context: RuleContext) -> Iterator[Finding]:
    """K452: the day of decision, or of the start, has passed, and the project is still open."""
    remedy = Text(
        "Set `status` to won, lost or withdrawn, or write the new date.",
        "Setzen Sie `status` auf won, lost oder withdrawn, oder nennen Sie den neuen Termin.",
    )
    for name, project in context.plan.strategy.pipeline.items():
        if not project.is_open:
            continue
        decision, start = last_day(project.decision), last_day(project.start)
        if decision is not None and decision < context.as_of:
            day = on(decision)
            message = Text(
                f"The decision was due on {day.en}, but the entry is still open.",
                f"Die Entscheidung war für den {day.de} erwartet, das Vorhaben ist aber noch offen.",
            )
            yield warning("K452", context.place("strategy", "pipeline", name, "decision"), message, remedy)
        elif start is not None and start < context.as_of:
            day = on(start)
            message = Text(
                f"The work was to begin by {day.en}, but nothing is decided yet.",
                f"Die Arbeit sollte bis {day.de} beginnen, entschieden ist aber noch nichts.",
            )
            yield warning("K452", context.place("strategy", "pipeline", name, "start"), message, remedy)


def overdue_work(context: RuleContext) -> Iterator[Finding]:
    """K453: goals, milestones, actions and next steps whose day has passed."""
    for name, goal in context.plan.strategy.goals.items():
        if goal.is_open:
            yield from _overdue_goal(context, name, goal)
    for name, project in context.plan.strategy.pipeline.items():
        if project.is_open and project.next_step:
            yield from _overdue(context, project.due, _NEXT_STEP, project.next_step, "strategy", "pipeline", name)
    for position, tie in enumerate(context.plan.people.relationships):
        if tie.next_step:
            yield from _overdue(context, tie.due, _NEXT_STEP, tie.next_step, "people", "relationships", position)


_Kind = tuple[Text, Text]
_GOAL: _Kind = (Text("goal", "Ziel"), Text("Set `status: reached`", "Setzen Sie `status: reached`"))
_MILESTONE: _Kind = (Text("milestone", "Meilenstein"), Text("Set `done: true`", "Setzen Sie `done: true`"))
_ACTION: _Kind = (Text("action", "Maßnahme"), Text("Set `status: done`", "Setzen Sie `status: done`"))
_NEXT_STEP: _Kind = (Text("next step", "nächster Schritt"), Text("Write the next one", "Schreiben Sie den nächsten"))


def _overdue_goal(context: RuleContext, name: str, goal: Goal) -> Iterator[Finding]:
    yield from _overdue(context, goal.due, _GOAL, goal.title, "strategy", "goals", name)
    for key, milestone in goal.milestones.items():
        if not milestone.done:
            path = ("strategy", "goals", name, "milestones", key)
            yield from _overdue(context, milestone.due, _MILESTONE, milestone.title, *path)
    for key, action in goal.actions.items():
        if action.is_open:
            yield from _overdue(context, action.due, _ACTION, action.title, "strategy", "goals", name, "actions", key)


def _overdue(
    context: RuleContext, due: str | None, kind: _Kind, title: str, chapter: str, *path: str | int
) -> Iterator[Finding]:
    day = last_day(due)
    if day is None or day >= context.as_of:
        return
    what, remedy = kind
    since = on(day)
    yield warning(
        "K453",
        context.place(chapter, *path, "due"),
        Text(
            f"Overdue since {since.en}, {what.en}: {shown(title)}",
            f"Überfällig seit {since.de}, {what.de}: {shown(title)}",
        ),
        Text(f"{remedy.en}, or agree on a new date.", f"{remedy.de}, oder vereinbaren Sie einen neuen Termin."),
    )


def overdue_questions(context: RuleContext) -> Iterator[Finding]:
    """K454: an open question whose day has passed."""
    for name, question in context.plan.strategy.open_questions.items():
        day = last_day(question.due)
        if question.is_open and day is not None and day < context.as_of:
            by = on(day)
            yield warning(
                "K454",
                context.place("strategy", "open_questions", name, "due"),
                Text(f"This question was to be answered by {by.en}.", f"Diese Frage sollte bis {by.de} geklärt sein."),
                Text(
                    "Add the `answer`, or agree on a new date.",
                    "Ergänzen Sie die Antwort (`answer`), oder vereinbaren Sie einen neuen Termin.",
                ),
            )


def budgets_without_actuals(context: RuleContext) -> Iterator[Finding]:
    """K455: a budget for a closed period without the actual."""
    finance = context.plan.strategy.finance
    for name, product in (finance.products if finance else {}).items():
        path = ("finance", "products", name)
        if context.is_unknown("strategy", *path, "actual"):
            continue
        covered = _covered_by(product.actual)
        missing = [
            period
            for period in sorted(product.budget, key=end_of)
            if _is_closed(period, context.as_of)
            and not covered(end_of(period))
            and not context.is_unknown("strategy", *path, "actual", period)
        ]
        if missing:
            periods = names(missing)
            yield warning(
                "K455",
                context.place_of_key("strategy", *path, "budget"),
                Text(
                    f"There is a budget for {periods.en}, but no actual, although that time is over.",
                    f"Für {periods.de} gibt es ein Budget, aber kein Ist, obwohl der Zeitraum vorbei ist.",
                ),
                Text("Ask controlling for the `actual`.", "Fragen Sie das Controlling nach dem Ist (`actual`)."),
            )


def _is_closed(period: str, as_of: date) -> bool:
    """Whether a period is over, and a full calendar month for closing the books has passed since."""
    end = end_of(period)
    return (as_of.year - end.year) * 12 + as_of.month - end.month > _CLOSING_MONTHS


def _covered_by(actual: Series) -> Callable[[date], bool]:
    """Whether actuals reach to a day: within a longer period, or up to it by quarters or months."""
    spans = sorted((first_day(period), end_of(period)) for period in actual)
    ends = list(accumulate((end for _, end in spans), max))
    firsts = [first for first, _ in spans]

    def covered(day: date) -> bool:
        before = bisect_right(firsts, day)
        return before > 0 and ends[before - 1] >= day

    return covered


def ends_before_it_begins(context: RuleContext) -> Iterator[Finding]:
    """K458: something that ends before it begins."""
    strategy = context.plan.strategy
    spans = [("pipeline", name, "start", one.start, one.end) for name, one in strategy.pipeline.items()]
    spans += [("marketing", name, "date", event.date, event.end) for name, event in strategy.marketing.items()]
    for section, name, key, start, end in spans:
        if ends_too_early(start, end):
            yield too_early(context.place("strategy", section, name, "end"), key)


def ends_too_early(start: str | None, end: str | None) -> bool:
    """Whether the end of a span lies before its beginning."""
    last = last_day(end)
    return start is not None and last is not None and last < first_day(start)


def too_early(place: Place, start: str) -> Finding:
    """K458 at the end of a span; `start` is the key of its beginning."""
    message = Text("This ends before it begins.", "Dies endet, bevor es beginnt.")
    return warning(
        "K458", place, message, Text(f"Correct `{start}` or `end`.", f"Korrigieren Sie `{start}` oder `end`.")
    )


RULES = (
    pipeline_without_facts,
    decisions_in_the_past,
    overdue_work,
    overdue_questions,
    budgets_without_actuals,
    ends_before_it_begins,
)
