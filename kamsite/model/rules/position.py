"""Rules on SWOT, lost projects, divisions that are against us, shares, sources, the workshop."""

from collections.abc import Iterator
from typing import get_args

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.cover import WorkshopRole
from kamsite.model.rules.context import RuleContext, advice, error, warning
from kamsite.source.document import Value

_ROUNDING = 0.005


def troubles_without_contribution(context: RuleContext) -> Iterator[Finding]:
    """K421: a weakness or threat of the customer without anything that we contribute."""
    swot = context.plan.customer.swot
    if swot is None:
        return
    for key, items in (("weaknesses", swot.weaknesses), ("threats", swot.threats)):
        for position, item in enumerate(items):
            if item.contribution:
                continue
            what = Text("weakness", "Schwäche") if key == "weaknesses" else Text("threat", "Bedrohung")
            yield warning(
                "K421",
                context.place("customer", "swot", key, position),
                Text(
                    f"What can we contribute to this {what.en} of the customer? Nothing is named.",
                    f"Was können wir zu dieser {what.de} des Kunden beitragen? Dazu steht nichts da.",
                ),
                Text("Write {text: …, contribution: …}.", "Schreiben Sie {text: …, contribution: …}."),
            )


def lost_projects_without_reason(context: RuleContext) -> Iterator[Finding]:
    """K422: a lost project needs the honest reason and the competitor who won it."""
    for name, project in context.plan.position.projects.items():
        if not project.is_lost:
            continue
        lacks = [
            lack
            for lack, is_there in (
                (Text("the reason", "der Grund"), project.reasons),
                (Text("who won it", "wer gewonnen hat"), project.competitor),
            )
            if not is_there
        ]
        if lacks:
            en, de = " and ".join(t.en for t in lacks), " und ".join(t.de for t in lacks)
            yield warning(
                "K422",
                context.place_of_key("position", "projects", name),
                Text(
                    f"This project was lost, and {en} is not named.", f"Dieses Projekt ging verloren, es fehlt: {de}."
                ),
                Text(
                    "Add `reasons` and `competitor`; `unknown` is an honest answer, too.",
                    "Ergänzen Sie `reasons` und `competitor`; auch `unknown` ist eine ehrliche Antwort.",
                ),
            )


def negative_divisions_without_chance(context: RuleContext) -> Iterator[Finding]:
    """K423: a division against us: which chances are there to win it?"""
    for name, unit in context.plan.position.portfolio.items():
        if unit.is_against_us and not unit.chances:
            yield warning(
                "K423",
                context.place_of_key("position", "portfolio", name),
                Text(
                    f"{unit.name} is against us, and no chance to win it is named.",
                    f"{unit.name} steht gegen uns, und es ist keine Chance genannt, das zu ändern.",
                ),
                Text("Add `reasons` and `chances`.", "Ergänzen Sie `reasons` und `chances`."),
            )


def shares_above_the_whole(context: RuleContext) -> Iterator[Finding]:
    """K312: shares of one whole cannot add up to more than 100 %."""
    owners = [owner.share for owner in context.plan.customer.owners.values() if owner.share is not None]
    competitors = [one.share for one in context.plan.position.competitors.values() if one.share is not None]
    for chapter, section, shares in (("customer", "owners", owners), ("position", "competitors", competitors)):
        total = sum(shares)
        if total > 1 + _ROUNDING:
            percent = f"{total * 100:.4g}"
            yield error(
                "K312",
                context.place_of_key(chapter, section),
                Text(
                    f"The shares add up to {percent} %.", f"Die Anteile ergeben zusammen {percent.replace('.', ',')} %."
                ),
                Text(
                    "Correct the shares; together they are at most 100 %.",
                    "Korrigieren Sie die Anteile; zusammen sind es höchstens 100 %.",
                ),
            )


def figures_without_source(context: RuleContext) -> Iterator[Finding]:
    """K431: a figure should say where it comes from."""
    for name, figure in context.plan.figures.figures.items():
        if (figure.actual or figure.target) and not figure.source:
            yield _no_source(context, "figures", "figures", name)
    profile = context.plan.customer.profile
    for name, key_figure in (profile.key_figures if profile else {}).items():
        if key_figure.values and not key_figure.source and not (profile and profile.source):
            yield _no_source(context, "customer", "profile", "key_figures", name)


def _no_source(context: RuleContext, chapter: str, *path: str) -> Finding:
    return warning(
        "K431",
        context.place_of_key(chapter, *path),
        Text("This figure names no source.", "Diese Kennzahl nennt keine Quelle."),
        Text(
            "Add `source` with an id from `sources` in plan.yaml.",
            "Ergänzen Sie `source` mit einer Kennung aus `sources` in plan.yaml.",
        ),
    )


def chapters_on_one_source(context: RuleContext) -> Iterator[Finding]:
    """K432: never trust just one source."""
    for chapter in ("customer", "position", "figures"):
        sources = _sources(context.plan.data[chapter])
        if len(sources) == 1:
            (name,) = sources
            yield advice(
                "K432",
                context.place(chapter),
                Text(
                    f"The whole chapter rests on one source ({name}).",
                    f"Das ganze Kapitel stützt sich auf eine einzige Quelle ({name}).",
                ),
                Text(
                    "Never trust just one: confirm the most important facts elsewhere.",
                    "Trauen Sie nie nur einer: Lassen Sie die wichtigsten Angaben von anderer Stelle bestätigen.",
                ),
            )


def _sources(value: Value) -> set[str]:
    found: set[str] = set()
    stack = [value]
    while stack:
        inside = stack.pop()
        if isinstance(inside, dict):
            named = inside.get("source")
            found.update(name for name in (named if isinstance(named, list) else [named]) if isinstance(name, str))
            stack.extend(inside.values())
        elif isinstance(inside, list):
            stack.extend(inside)
    return found - {"unknown"}


def missing_workshop_roles(context: RuleContext) -> Iterator[Finding]:
    """K441: nine roles belong into the planning workshop."""
    workshop = context.plan.cover.workshop
    if workshop is None:
        return
    field = context.schemas.field("plan").properties["workshop"].properties["participants"]
    missing = [role for role in get_args(WorkshopRole) if not workshop.participants.get(role)]
    if missing:
        titles = [field.properties[role].title for role in missing]
        yield warning(
            "K441",
            context.place_of_key("plan", "workshop", "participants"),
            Text(
                f"Nobody took part in the workshop as: {', '.join(t.en for t in titles)}.",
                f"Am Workshop hat niemand teilgenommen als: {', '.join(t.de for t in titles)}.",
            ),
            Text(
                "Invite them to the next one, or add who was there.",
                "Laden Sie sie zum nächsten ein, oder tragen Sie nach, wer dabei war.",
            ),
        )


RULES = (
    troubles_without_contribution,
    lost_projects_without_reason,
    negative_divisions_without_chance,
    shares_above_the_whole,
    figures_without_source,
    chapters_on_one_source,
    missing_workshop_roles,
)
