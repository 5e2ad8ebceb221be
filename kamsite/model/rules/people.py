"""Rules on people and relationships: who reports to whom, who addresses whom, who is against us."""

from collections.abc import Iterator

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.analyses.coverage import INFLUENTIAL_FROM, OPPONENT_FROM
from kamsite.model.people import Person
from kamsite.model.rules.context import RuleContext, advice, error, warning


def circles_of_reporting(context: RuleContext) -> Iterator[Finding]:
    """K311: nobody can report to themselves, not even by way of others."""
    people = context.plan.people.people
    seen: set[str] = set()
    for start in people:
        trail: list[str] = []
        here: str | None = start
        while here in people and here not in seen and here not in trail:
            trail.append(here)
            here = people[here].reports_to
        if here is not None and here in trail:
            circle = [*trail[trail.index(here) :], here]
            names = " → ".join(people[name].name for name in circle)
            yield error(
                "K311",
                context.place("people", "people", circle[-2], "reports_to"),
                Text(f"A circle in the reporting lines: {names}.", f"Ein Kreis in den Berichtslinien: {names}."),
                Text("Correct `reports_to` of one of them.", "Korrigieren Sie `reports_to` bei einer dieser Personen."),
            )
        seen.update(trail)


def several_at_the_top(context: RuleContext) -> Iterator[Finding]:
    """K401: more than one person without superior, and no word why."""
    people = context.plan.people.people
    unknown = {path[1] for path in context.plan.unknown["people"] if path[-1:] == ("reports_to",)}
    tops = [
        name
        for name, person in people.items()
        if person.reports_to is None and person.left is None and name not in unknown and not person.notes
    ]
    if len(tops) < 2 or len(people) < 3:
        return
    names = ", ".join(people[name].name for name in tops[:4]) + (" …" if len(tops) > 4 else "")
    for name in tops[1:2]:
        yield warning(
            "K401",
            context.place_of_key("people", "people", name),
            Text(
                f"{len(tops)} people report to nobody: {names}.",
                f"{len(tops)} Personen berichten an niemanden: {names}.",
            ),
            Text(
                "Add `reports_to` (`unknown` if you do not know), or say in `notes` why somebody stands alone.",
                "Ergänzen Sie `reports_to` (`unknown`, wenn Sie es nicht wissen), oder sagen Sie in `notes`, warum jemand "
                "für sich steht.",
            ),
        )


def important_people_nobody_addresses(context: RuleContext) -> Iterator[Finding]:
    """K402: a decider, or somebody with much influence, whom nobody of us addresses."""
    addressed = _addressed(context)
    for name, person in _present(context):
        if name in addressed or not (person.is_decider or (person.influence or 0) >= INFLUENTIAL_FROM):
            continue
        who = Text("decides", "entscheidet") if person.is_decider else Text("has much influence", "hat großen Einfluss")
        yield warning(
            "K402",
            context.place_of_key("people", "people", name),
            Text(
                f"{person.name} {who.en}, but nobody of us addresses them.",
                f"{person.name} {who.de}, aber niemand von uns spricht sie oder ihn an.",
            ),
            Text(
                f"Add a line to `relationships` in people.yaml: {{person: {name}, by: …, message: …}}.",
                f"Ergänzen Sie in people.yaml unter `relationships`: {{person: {name}, by: …, message: …}}.",
            ),
        )


def opponents_without_plan(context: RuleContext) -> Iterator[Finding]:
    """K403: somebody against us with influence, and no relationship plan."""
    addressed = _addressed(context)
    for name, person in _present(context):
        if name in addressed or not person.is_against_us or (person.influence or 0) < OPPONENT_FROM:
            continue
        yield warning(
            "K403",
            context.place("people", "people", name, "attitude"),
            Text(
                f"{person.name} is against us and has influence ({person.influence} of 5), and there is no plan for it.",
                f"{person.name} steht gegen uns und hat Einfluss ({person.influence} von 5), und es gibt keinen Plan dafür.",
            ),
            Text(
                "Say in `relationships` who talks to them with which message, or through whom you reach them.",
                "Sagen Sie in `relationships`, wer mit welcher Botschaft auf sie zugeht oder über wen Sie sie erreichen.",
            ),
        )


def deciders_without_reason_to_listen(context: RuleContext) -> Iterator[Finding]:
    """K404: nobody wrote down why a decider listens to us."""
    for name, person in _present(context):
        if person.is_decider and not person.listens_because:
            yield advice(
                "K404",
                context.place_of_key("people", "people", name),
                Text(
                    f"Why does {person.name} listen to us? Nothing is known.",
                    f"Warum hört {person.name} uns zu? Dazu steht nichts da.",
                ),
                Text(
                    "Add `listens_because`: the door opener, in a sentence.",
                    "Ergänzen Sie `listens_because`: den Türöffner, in einem Satz.",
                ),
            )


def _present(context: RuleContext) -> list[tuple[str, Person]]:
    return [(name, person) for name, person in context.plan.people.people.items() if person.left is None]


def _addressed(context: RuleContext) -> set[str]:
    """Everybody whom one of us addresses, in this plan, its divisions or a plan above it."""
    plans = list(context.plan.all())
    above = context.plan.parent
    while above is not None:
        plans.append(above)
        above = above.parent
    return {tie.person for plan in plans for tie in plan.people.relationships if tie.by}


RULES = (
    circles_of_reporting,
    several_at_the_top,
    important_people_nobody_addresses,
    opponents_without_plan,
    deciders_without_reason_to_listen,
)
