"""Rules on goals: SMART, and as many as the template asks for."""

from collections.abc import Iterator, Mapping

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.analyses.smart import smart_of
from kamsite.model.customer import CustomerGoal
from kamsite.model.rules.context import RuleContext, advice, warning
from kamsite.model.strategy import Goal


def goals_that_are_not_smart(context: RuleContext) -> Iterator[Finding]:
    """K411: a goal lacks one of the five letters."""
    own: Mapping[str, Goal | CustomerGoal] = context.plan.strategy.goals
    theirs: Mapping[str, Goal | CustomerGoal] = context.plan.customer.goals
    for chapter, goals in (("strategy", own), ("customer", theirs)):
        for name, goal in goals.items():
            smart = smart_of(goal)
            if smart.is_smart:
                continue
            letters = ", ".join(smart.missing)
            reasons = Text(
                "; ".join(t.en for t in smart.missing.values()), "; ".join(t.de for t in smart.missing.values())
            )
            make = advice if chapter == "customer" else warning
            yield make(
                "K411",
                context.place_of_key(chapter, "goals", name),
                Text(
                    f"The goal is not SMART, {letters} is missing: {reasons.en}.",
                    f"Das Ziel ist nicht SMART, es fehlt {letters}: {reasons.de}.",
                ),
                Text(
                    "Specific: what exactly; measurable: `measure`; achievable; relevant; time-bound: `due`.",
                    "Spezifisch: was genau; messbar: `measure`; erreichbar: `achievable`; relevant: `relevant`; terminiert: `due`.",
                ),
            )


def number_of_goals(context: RuleContext) -> Iterator[Finding]:
    """K412: three goals of the customer and five of ours are asked for."""
    if context.plan.parent is not None:
        return
    counts = (
        ("customer", len(context.plan.customer.goals), Text("goals of the customer", "Ziele des Kunden")),
        ("strategy", len(context.plan.strategy.goals), Text("goals of ours", "eigene Ziele")),
    )
    for chapter, count, what in counts:
        asked = context.schemas.field(chapter).properties["goals"].asked
        if context.plan.text.chapters[chapter].is_missing or not asked or count == asked:
            continue
        hint = (
            Text(
                "Name the missing ones, or put the question to the customer.",
                "Nennen Sie die fehlenden, oder fragen Sie den Kunden danach.",
            )
            if count < asked
            else Text(
                "Fewer goals get more attention: keep the most important ones.",
                "Weniger Ziele bekommen mehr Aufmerksamkeit: Behalten Sie die wichtigsten.",
            )
        )
        yield advice(
            "K412",
            context.place_of_key(chapter, "goals"),
            Text(
                f"{count} {what.en}; the template asks for {asked}.",
                f"{count} {what.de}; die Vorlage fragt nach {asked}.",
            ),
            hint,
        )


RULES = (goals_that_are_not_smart, number_of_goals)
