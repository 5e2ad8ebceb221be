"""Whether a goal is SMART (D5, D21): specific, measurable, achievable, relevant, time-bound."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kamsite.language import Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.customer import CustomerGoal
from kamsite.model.strategy import Goal

LETTERS: Mapping[str, Text] = {
    "S": Text("Specific", "Spezifisch"),
    "M": Text("Measurable", "Messbar"),
    "A": Text("Achievable", "Erreichbar"),
    "R": Text("Relevant", "Relevant"),
    "T": Text("Time-bound", "Terminiert"),
}
"""What each letter stands for. German goals are called SMART, too: the words keep the letters' order."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "S": ("measure", "description", "breakdown", "strategies"),
    "M": ("measure",),
    "A": ("achievable",),
    "R": ("relevant",),
    "T": ("due",),
}
"""The keys of a goal that can answer for each letter."""

_SPECIFIC = Text(
    "it does not say what exactly shall change: name the measure, describe the goal or break it down",
    "es sagt nicht, was genau sich ändern soll: Messgröße nennen, Ziel beschreiben oder aufteilen",
)
_MEASURE = Text("no measure says when it is reached", "keine Messgröße sagt, wann es erreicht ist")
_TARGET = Text(
    "the measure has no value to reach (`to`)", "der Messgröße fehlt der Wert, der erreicht werden soll (`to`)"
)
_ACHIEVABLE = Text("nothing says why it can be reached", "nichts sagt, warum es erreichbar ist")
_RELEVANT = Text("nothing says why it matters", "nichts sagt, warum es wichtig ist")
_TIME = Text("it has no date", "es hat keinen Termin")


@dataclass(frozen=True, slots=True)
class Smart:
    """Which of the five letters a goal lacks, each with the reason; `missing` is in the order of the word."""

    missing: Mapping[str, Text] = field(default_factory=dict)

    @property
    def is_smart(self) -> bool:
        """Whether no letter is missing."""
        return not self.missing

    def covers(self, letter: str) -> bool:
        """Whether the goal answers for a letter."""
        return letter not in self.missing


def smart_of(goal: Goal | CustomerGoal) -> Smart:
    """How SMART a goal is, ours or the customer's."""
    measure = goal.measure
    details = goal.strategies if isinstance(goal, Goal) else goal.breakdown
    missing: dict[str, Text] = {}
    if not (goal.description or details or (measure and measure.name)):
        missing["S"] = _SPECIFIC
    if measure is None or measure.to is None:
        missing["M"] = _TARGET if measure is not None and measure.name else _MEASURE
    if not goal.achievable:
        missing["A"] = _ACHIEVABLE
    if not goal.relevant:
        missing["R"] = _RELEVANT
    if last_day(goal.due) is None:
        missing["T"] = _TIME
    return Smart(missing)
