"""Rules on SWOT, lost projects, divisions that are against us, the workshop."""

from collections.abc import Iterator
from typing import get_args

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.cover import WorkshopRole
from kamsite.model.rules.context import RuleContext, warning
from kamsite.model.rules.words import listed
from kamsite.quoting import shown


def troubles_without_contribution(context: RuleContext) -> Iterator[Finding]:
    """K421: a weakness or threat of the customer without anything that we contribute."""
    swot = context.plan.customer.swot
    if swot is None:
        return
    for key, items in (("weaknesses", swot.weaknesses), ("threats", swot.threats)):
        what = Text("weakness", "Schwäche") if key == "weaknesses" else Text("threat", "Bedrohung")
        for position, item in enumerate(items):
            if item.contribution or context.is_unknown("customer", "swot", key, position, "contribution"):
                continue
            yield warning(
                "K421",
                context.place("customer", "swot", key, position),
                Text(
                    f"The plan does not say what we can contribute to turn or soften this {what.en} of the customer.",
                    f"Der Plan sagt nicht, was wir beitragen können, um diese {what.de} des Kunden abzumildern.",
                ),
                Text(
                    "Write {text: …, contribution: …}: often that is where our next business lies.",
                    "Schreiben Sie {text: …, contribution: …}: Oft liegt hier unser nächstes Geschäft.",
                ),
            )


def lost_projects_without_reason(context: RuleContext) -> Iterator[Finding]:
    """K422: a lost project needs the honest reason and the competitor who won it."""
    for name, project in context.plan.position.projects.items():
        if not project.is_lost:
            continue
        wanted = (
            ("reasons", project.reasons, Text("why", "warum")),
            ("competitor", project.competitor, Text("who won it", "wer gewonnen hat")),
        )
        lacks = [
            (key, what)
            for key, value, what in wanted
            if not value and not context.is_unknown("position", "projects", name, key)
        ]
        if lacks:
            what = listed([what for _, what in lacks])
            keys = listed([Text(f"`{key}`", f"`{key}`") for key, _ in lacks])
            yield warning(
                "K422",
                context.place_of_key("position", "projects", name),
                Text(
                    f"We lost this project, but the plan does not say {what.en}.",
                    f"Dieses Projekt haben wir verloren, aber der Plan sagt nicht, {what.de}.",
                ),
                Text(
                    f"Add {keys.en}; if nobody knows, `unknown` is an honest answer.",
                    f"Ergänzen Sie {keys.de}; wenn es niemand weiß, ist `unknown` eine ehrliche Antwort.",
                ),
            )


def negative_divisions_without_chance(context: RuleContext) -> Iterator[Finding]:
    """K423: a division against us: which chances are there to win it?"""
    for name, unit in context.plan.position.portfolio.items():
        if unit.is_against_us and not unit.chances and not context.is_unknown("position", "portfolio", name, "chances"):
            yield warning(
                "K423",
                context.place_of_key("position", "portfolio", name),
                Text(
                    f"{shown(unit.name)} is against us, and the plan names no chance to win this division.",
                    f"{shown(unit.name)} steht gegen uns, und der Plan nennt keine Chance, das zu ändern.",
                ),
                Text(
                    "Add `chances`, and `reasons` why they are against us.",
                    "Ergänzen Sie `chances`, und mit `reasons`, warum man dort gegen uns ist.",
                ),
            )


def missing_workshop_roles(context: RuleContext) -> Iterator[Finding]:
    """K441: nine roles belong into the planning workshop."""
    workshop = context.plan.cover.workshop
    if workshop is None:
        return
    field = context.schemas.field("plan").properties["workshop"].properties["participants"]
    missing = [
        field.properties[role].title
        for role in get_args(WorkshopRole)
        if not workshop.participants.get(role) and not context.is_unknown("plan", "workshop", "participants", role)
    ]
    if missing:
        roles = listed(missing)
        yield warning(
            "K441",
            context.place_of_key("plan", "workshop", "participants"),
            Text(
                f"Nobody took part in the planning workshop as: {roles.en}.",
                f"Am Planungsworkshop hat niemand teilgenommen als: {roles.de}.",
            ),
            Text(
                "Invite them to the next workshop, or add who was there.",
                "Laden Sie sie zum nächsten Workshop ein, oder tragen Sie nach, wer dabei war.",
            ),
        )


RULES = (
    troubles_without_contribution,
    lost_projects_without_reason,
    negative_divisions_without_chance,
    missing_workshop_roles,
)
