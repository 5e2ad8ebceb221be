"""What a rule may look at, and how it says what it found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kamsite.diagnostics import Finding, Note, Place, Severity
from kamsite.language import Text
from kamsite.model.plan import Plan
from kamsite.model.schema import Schemas
from kamsite.model.settings import Settings
from kamsite.model.staff import StaffMember
from kamsite.source.history import History
from kamsite.suggest import closest


@dataclass(frozen=True, slots=True)
class RuleContext:
    """A plan with everything around it that rules judge it by, and nothing else: findings are remembered by it.

    `history` is that of the plan; `as_of` the day at which "overdue" and "stale" are judged; `criteria` are the ids of
    the criteria for key accounts, None where the programme has none. What depends on other accounts is no rule on a
    plan, see `portfolio`.
    """

    plan: Plan
    settings: Settings
    staff: Mapping[str, StaffMember]
    schemas: Schemas
    history: History | None
    as_of: date
    criteria: frozenset[str] | None = None

    def place(self, chapter: str, *path: str | int) -> Place:
        """The place of a value."""
        return self.plan.place(chapter, *path)

    def place_of_key(self, chapter: str, *path: str | int) -> Place:
        """The place of a key."""
        return self.plan.place_of_key(chapter, *path)

    def is_unknown(self, chapter: str, *path: str | int) -> bool:
        """Whether the team wrote that it does not know a value yet: an honest gap, which the site lists."""
        return path in self.plan.unknown[chapter]


def error(code: str, place: Place, message: Text, hint: Text | None = None, *notes: Note) -> Finding:
    """Something that would be wrong, lost or unsafe."""
    return Finding(code, Severity.ERROR, place, message, hint, notes)


def warning(code: str, place: Place, message: Text, hint: Text | None = None, *notes: Note) -> Finding:
    """The plan is weaker than it should be, or something is probably meant differently."""
    return Finding(code, Severity.WARNING, place, message, hint, notes)


def advice(code: str, place: Place, message: Text, hint: Text | None = None, *notes: Note) -> Finding:
    """Something that could be better."""
    return Finding(code, Severity.ADVICE, place, message, hint, notes)


def did_you_mean(written: str, known: Collection[str], otherwise: Text) -> Text:
    """A hint that names what was probably meant, else what there is, else what to do."""
    guess = closest(written, sorted(known))
    if guess:
        return Text(f"Did you mean {guess}?", f"Meinten Sie {guess}?")
    if len(known) == 1:
        (only,) = known
        return Text(f"There is only {only}. {otherwise.en}", f"Es gibt nur {only}. {otherwise.de}")
    if 0 < len(known) <= 8:
        names = ", ".join(sorted(known))
        return Text(f"There are: {names}. {otherwise.en}", f"Es gibt: {names}. {otherwise.de}")
    return otherwise
