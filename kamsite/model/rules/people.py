"""Rules on people and relationships: who reports to whom, who addresses whom, who is against us."""

from collections.abc import Iterator, Mapping

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.analyses.coverage import coverage_of
from kamsite.model.people import Person
from kamsite.model.rules.context import RuleContext, advice, error, warning
from kamsite.model.rules.words import names, trail
from kamsite.quoting import shown

_MOST_NAMES = 4
# Two people may well be all that a team knows after the first hour.
_FEW = 3


def circles(superiors: Mapping[str, str | None]) -> Iterator[tuple[str, ...]]:
    """The circles in who comes after whom: each as the ids in it, with the first once more at the end."""
    seen: set[str] = set()
    for start in superiors:
        way: dict[str, None] = {}
        here: str | None = start
        while here is not None and here in superiors and here not in seen and here not in way:
            way[here] = None
            here = superiors[here]
        if here is not None and here in way:
            names = tuple(way)
            yield (*names[names.index(here) :], here)
        seen.update(way)


def circles_of_reporting(context: RuleContext) -> Iterator[Finding]:
    """K311: nobody can report to themselves, not even by way of others."""
    people = context.plan.people.people
    for circle in circles({name: person.reports_to for name, person in people.items()}):
        way = trail([shown(people[name].name) for name in circle])
        yield error(
            "K311",
            context.place("people", "people", circle[-2], "reports_to"),
            Text(f"A circle in the reporting lines: {way}.", f"Ein Kreis in den Berichtslinien: {way}."),
            Text("Correct `reports_to` of one of them.", "Korrigieren Sie `reports_to` bei einer dieser Personen."),
        )


def several_at_the_top(context: RuleContext) -> Iterator[Finding]:
    """K401: more than one person without superior, and no word why."""
    present = dict(_present(context))
    tops = [
        name
        for name, person in present.items()
        if person.reports_to is None
        and not person.notes
        and not context.is_unknown("people", "people", name, "reports_to")
    ]
    if len(tops) < 2 or len(present) < _FEW:
        return
    who = names([shown(present[name].name) for name in tops[:_MOST_NAMES]])
    if len(tops) > _MOST_NAMES:
        first = ", ".join(shown(present[name].name) for name in tops[:_MOST_NAMES])
        who = Text(f"{first} …", f"{first} …")
    yield warning(
        "K401",
        context.place_of_key("people", "people", tops[1]),
        Text(
            f"{len(tops)} people report to nobody: {who.en}.", f"{len(tops)} Personen berichten an niemanden: {who.de}."
        ),
        Text(
            "Add `reports_to` (`unknown` if you do not know), or say in `notes` why somebody stands alone.",
            "Ergänzen Sie `reports_to` (oder `unknown`, wenn Sie es nicht wissen), oder sagen Sie in `notes`, warum "
            "jemand für sich steht.",
        ),
    )


def important_people_nobody_addresses(context: RuleContext) -> Iterator[Finding]:
    """K402: a decider, or somebody with much influence, whom nobody of us addresses."""
    if context.is_unread("people", "relationships"):
        return
    coverage = coverage_of(context.plan)
    unplanned = frozenset(coverage.unplanned)
    for name in coverage.uncovered:
        if name in unplanned:
            continue  # K403 says more
        person = context.plan.people.people[name]
        why = Text("decides on purchases", "entscheidet über Einkäufe")
        if not person.is_decider:
            why = Text(
                f"has much influence ({person.influence} of 5)", f"hat großen Einfluss ({person.influence} von 5)"
            )
        yield warning(
            "K402",
            context.place_of_key("people", "people", name),
            Text(
                f"{shown(person.name)} {why.en}, but nobody of us is in charge of the contact.",
                f"{shown(person.name)} {why.de}, aber niemand von uns ist für den Kontakt zuständig.",
            ),
            Text(
                f"Add to `relationships` in people.yaml: {{person: {name}, by: …, message: …}}",
                f"Ergänzen Sie in people.yaml unter `relationships`: {{person: {name}, by: …, message: …}}",
            ),
        )


def opponents_without_plan(context: RuleContext) -> Iterator[Finding]:
    """K403: somebody against us with influence, and no relationship plan."""
    if context.is_unread("people", "relationships"):
        return
    coverage = coverage_of(context.plan)
    for name in coverage.unplanned:
        person = context.plan.people.people[name]
        hint = Text(
            f"Add to `relationships` in people.yaml: {{person: {name}, by: …, plan: …}}; the way may lead through "
            "somebody else whom this person trusts.",
            f"Ergänzen Sie in people.yaml unter `relationships`: {{person: {name}, by: …, plan: …}}; der Weg darf auch "
            "über jemand anderen führen, dem diese Person vertraut.",
        )
        if name in coverage.addressed:
            hint = Text(
                "Somebody is in charge of the contact: add there what you want to reach and how, with `plan`, "
                "`message` or `next_step`.",
                "Für den Kontakt ist schon jemand zuständig: Ergänzen Sie dort mit `plan`, `message` oder `next_step`, "
                "was Sie erreichen wollen und wie.",
            )
        yield warning(
            "K403",
            context.place("people", "people", name, "attitude"),
            Text(
                f"{shown(person.name)} is against us and has influence ({person.influence} of 5), but there is no "
                "plan for the relationship.",
                f"{shown(person.name)} steht gegen uns und hat Einfluss ({person.influence} von 5), aber es gibt "
                "keinen Plan für die Beziehung.",
            ),
            hint,
        )


def deciders_without_reason_to_listen(context: RuleContext) -> Iterator[Finding]:
    """K404: nobody wrote down why a decider listens to us."""
    for name, person in _present(context):
        if not person.is_decider or person.listens_because:
            continue
        if not context.is_unknown("people", "people", name, "listens_because"):
            yield advice(
                "K404",
                context.place_of_key("people", "people", name),
                Text(
                    f"The plan does not say why {shown(person.name)} listens to us.",
                    f"Der Plan sagt nicht, warum {shown(person.name)} uns zuhört.",
                ),
                Text(
                    "Add the door opener in a sentence, `listens_because: …`, or `unknown`.",
                    "Ergänzen Sie den Türöffner in einem Satz, `listens_because: …`, oder `unknown`.",
                ),
            )


def _present(context: RuleContext) -> list[tuple[str, Person]]:
    return [(name, person) for name, person in context.plan.people.people.items() if person.left is None]


RULES = (
    circles_of_reporting,
    several_at_the_top,
    important_people_nobody_addresses,
    opponents_without_plan,
    deciders_without_reason_to_listen,
)
