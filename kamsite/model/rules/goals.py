"""Rules on goals: SMART, and as many as the template asks for."""

from collections.abc import Iterator, Mapping

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.analyses.smart import LETTERS, Smart, smart_of
from kamsite.model.customer import CustomerGoal
from kamsite.model.rules.context import RuleContext, advice, warning
from kamsite.model.rules.words import listed
from kamsite.model.strategy import Goal

_FINISHED = ("reached", "dropped")
_MOST_REMEDIES = 2
_REMEDIES: Mapping[str, Text] = {
    "S": Text("`description` (what exactly shall change)", "`description` (was genau sich ändern soll)"),
    "M": Text("`measure` (what is measured, `from` and `to`)", "`measure` (was gemessen wird, `from` und `to`)"),
    "A": Text("`achievable` (why it can be reached)", "`achievable` (warum es erreichbar ist)"),
    "R": Text("`relevant` (why it matters)", "`relevant` (warum es wichtig ist)"),
    "T": Text("`due` (until when)", "`due` (bis wann)"),
}
_GOALS: Mapping[str, tuple[Text, Text]] = {
    "customer": (Text("goal of the customer", "Ziel des Kunden"), Text("goals of the customer", "Ziele des Kunden")),
    "strategy": (Text("goal of ours", "eigenes Ziel"), Text("goals of ours", "eigene Ziele")),
}
_START = Text(
    "Begin with `measure` (what is measured, `from` which value `to` which) and `due` (until when).",
    "Beginnen Sie mit `measure` (was gemessen wird, `from` und `to`) und `due` (bis wann).",
)
_FEWER = Text(
    "Fewer goals get more attention: keep the most important ones.",
    "Weniger Ziele bekommen mehr Aufmerksamkeit: Behalten Sie die wichtigsten.",
)


def goals_that_are_not_smart(context: RuleContext) -> Iterator[Finding]:
    """K411: a goal lacks one of the five letters. Goals that are reached or dropped are left in peace."""
    for chapter, goals in _goals(context).items():
        make = advice if chapter == "customer" else warning
        for name, goal in goals.items():
            smart = smart_of(goal)
            if not smart.is_smart and goal.status not in _FINISHED:
                yield make("K411", context.place_of_key(chapter, "goals", name), _not_smart(smart), _remedy(smart))


def _not_smart(smart: Smart) -> Text:
    words = {letter: LETTERS[letter] for letter in smart.missing}
    letters = listed([Text(f"{c} ({word.en.lower()})", f"{c} ({word.de.lower()})") for c, word in words.items()])
    are, fehlen = ("is", "fehlt") if len(words) == 1 else ("are", "fehlen")
    return Text(
        f"This goal is not SMART yet: {letters.en} {are} missing.",
        f"Dieses Ziel ist noch nicht SMART: Es {fehlen} {letters.de}.",
    )


def _remedy(smart: Smart) -> Text:
    """What to add; where much is missing, what to begin with."""
    if len(smart.missing) > _MOST_REMEDIES:
        return _START
    keys = listed([_REMEDIES[letter] for letter in smart.missing])
    return Text(f"Add {keys.en}.", f"Ergänzen Sie {keys.de}.")


def number_of_goals(context: RuleContext) -> Iterator[Finding]:
    """K412: three goals of the customer and five of ours are asked for; a division may have fewer."""
    if context.plan.parent is not None:
        return
    for chapter, goals in _goals(context).items():
        count = sum(goal.status not in _FINISHED for goal in goals.values()) + _unsound(context, chapter)
        asked = context.schemas.field(chapter).properties["goals"].asked
        if not context.plan.text.chapters[chapter].is_begun or context.is_unread(chapter, "goals"):
            continue
        if asked and count != asked and not context.is_unknown(chapter, "goals"):
            what = _counted(chapter, count)
            yield advice(
                "K412",
                context.place_of_key(chapter, "goals"),
                Text(f"{what.en}; the template asks for {asked}.", f"{what.de}; die Vorlage fragt nach {asked}."),
                _FEWER if count > asked else _more(chapter),
            )


def _unsound(context: RuleContext, chapter: str) -> int:
    """How many goals stand there that could not be read."""
    lost = context.plan.text.chapters[chapter].left_out
    return sum(len(path) == 2 and path[0] == "goals" for path in lost)


def _counted(chapter: str, count: int) -> Text:
    """How many goals there are, as the beginning of a sentence."""
    one, many = _GOALS[chapter]
    if count == 0:
        return Text(f"No {one.en} yet", f"Noch kein {one.de}")
    what = one if count == 1 else many
    return Text(f"{count} {what.en}", f"{count} {what.de}")


def _more(chapter: str) -> Text:
    if chapter == "customer":
        return Text(
            "Ask the customer what else matters; until you know, it can be one of the `open_questions`.",
            "Fragen Sie den Kunden, was ihm noch wichtig ist; bis dahin kann es unter `open_questions` stehen.",
        )
    return Text(
        "Which goal of the customer could we serve with one of ours?",
        "Zu welchem Ziel des Kunden können wir mit einem eigenen Ziel beitragen?",
    )


def _goals(context: RuleContext) -> Mapping[str, Mapping[str, Goal | CustomerGoal]]:
    return {"customer": context.plan.customer.goals, "strategy": context.plan.strategy.goals}


RULES = (goals_that_are_not_smart, number_of_goals)
