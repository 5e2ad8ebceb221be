"""What a rule may look at, and how it says what it found."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from kamsite.diagnostics import Finding, Note, Place, Severity
from kamsite.language import Text
from kamsite.model.analyses.programme.selection import Selecting
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.rules.walk import Found, walk
from kamsite.model.schema import Schemas
from kamsite.model.settings import Settings
from kamsite.model.staff import StaffMember
from kamsite.source.document import Path
from kamsite.source.history import History
from kamsite.suggest import closest


@dataclass(frozen=True)
class RuleContext:
    """A plan with everything around it that rules judge it by, and nothing else: findings are remembered by it.

    `staff_ids` are those of all our people, None where that cannot be known; `history` is that of the plan; `as_of` the
    day at which "overdue" and "stale" are judged; `criteria` are the ids of the criteria for key accounts, None where
    the programme has none; `selecting` says how these weigh. What depends on other accounts is no rule on a plan, see
    `portfolio`.
    """

    plan: Plan
    settings: Settings
    staff: Mapping[str, StaffMember]
    staff_ids: Collection[str] | None
    schemas: Schemas
    history: History | None
    as_of: date
    criteria: frozenset[str] | None = None
    selecting: Selecting | None = None

    def place(self, chapter: str, *path: str | int) -> Place:
        """The place of a value."""
        return self.plan.place(chapter, *path)

    def place_of_key(self, chapter: str, *path: str | int) -> Place:
        """The place of a key."""
        return self.plan.place_of_key(chapter, *path)

    def is_unknown(self, chapter: str, *path: str | int) -> bool:
        """Whether the team wrote that it does not know a value yet: an honest gap, which the site lists.

        Or what it wrote could not be read, which is told already.
        """
        return path in self._unknown[chapter] or path in self.plan.text.chapters[chapter].left_out

    def is_unread(self, chapter: str, section: str) -> bool:
        """Whether a section may be there and could not be read, so that nobody can say what it lacks."""
        return is_unread(self.plan, chapter, section, self.schemas)

    def has_unread(self, chapter: str, section: str) -> bool:
        """Whether a section, or an entry of it, may be there and could not be read."""
        lost = self.plan.text.chapters[chapter].left_out
        return self.is_unread(chapter, section) or any(path[:1] == (section,) for path in lost)

    @cached_property
    def values(self) -> Mapping[str, Sequence[Found]]:
        """The values of each chapter that rules look at one by one, with their fields."""
        return {name: walk(self.schemas.field(name), self.plan.data[name]) for name in CHAPTERS}

    @cached_property
    def _unknown(self) -> Mapping[str, frozenset[Path]]:
        return {chapter: frozenset(paths) for chapter, paths in self.plan.unknown.items()}


def is_unread(plan: Plan, chapter: str, section: str, schemas: Schemas) -> bool:
    """Whether a section of a plan may be there and could not be read: with its file, or under a misspelt key."""
    known = schemas.field(chapter).properties
    lost = plan.text.chapters[chapter].left_out
    return any(not path or (len(path) == 1 and (path[0] == section or path[0] not in known)) for path in lost)


def error(code: str, place: Place, message: Text, hint: Text | None = None, *notes: Note) -> Finding:
    """Something that would be wrong, lost or unsafe."""
    return Finding(code, Severity.ERROR, place, message, hint, notes)


def warning(code: str, place: Place, message: Text, hint: Text | None = None, *notes: Note) -> Finding:
    """The plan is weaker than it should be, or something is probably meant differently."""
    return Finding(code, Severity.WARNING, place, message, hint, notes)


def advice(code: str, place: Place, message: Text, hint: Text | None = None, *notes: Note) -> Finding:
    """Something that could be better."""
    return Finding(code, Severity.ADVICE, place, message, hint, notes)


# A word is compared with so many others at most: comparing costs time, and nobody has so many people.
_MOST_CANDIDATES = 300


def guess(written: str, known: Iterable[str]) -> str | None:
    """What was probably meant, in reasonable time however much is known."""
    candidates = sorted(known)
    if len(candidates) > _MOST_CANDIDATES:
        if written.casefold() in candidates:
            return written.casefold()
        candidates.sort(key=lambda word: (abs(len(word) - len(written)), word[:1] != written[:1]))
    return _guess(written, tuple(candidates[:_MOST_CANDIDATES]))


@lru_cache(maxsize=1024)
def _guess(written: str, candidates: tuple[str, ...]) -> str | None:
    return closest(written, candidates)


def did_you_mean(written: str, known: Collection[str], otherwise: Text) -> Text:
    """A hint that names what was probably meant, else what there is, else what to do."""
    if meant := guess(written, known):
        return Text(f"Did you mean {meant}?", f"Meinten Sie {meant}?")
    if len(known) == 1:
        (only,) = known
        return Text(f"There is only {only}. {otherwise.en}", f"Es gibt nur {only}. {otherwise.de}")
    if 0 < len(known) <= 8:
        names = ", ".join(sorted(known))
        return Text(f"There are: {names}. {otherwise.en}", f"Es gibt: {names}. {otherwise.de}")
    return otherwise
