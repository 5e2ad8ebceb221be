"""Changes as values: what changed, where, how much it matters, before and after.

Every renderer of comparisons builds on these values alone. Values before and after stand in their normal form: shares
as numbers, one text in place of a list as a list, what is empty left out, what the team does not know yet as `unknown`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Literal

from kamsite.compare.names import NO_NAMES, Names
from kamsite.compare.prose import Prose
from kamsite.diagnostics import Finding, Place
from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.source.commits import Commit
from kamsite.source.document import Value

# The way to a value by ids: keys of mappings, and of list entries what tells them apart, never a position.
Ids = tuple[str, ...]
# What is compared beside chapters: the files below `assets/`.
ASSETS = "assets"


class Kind(StrEnum):
    """What happened to a value.

    `formatted` is a file or a text that is only written in another way.
    """

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"
    REORDERED = "reordered"
    TEXT_EDITED = "text_edited"
    FORMATTED = "formatted"


class Level(IntEnum):
    """How much a change matters; a higher number matters more."""

    COSMETIC = 1
    CONTENT = 2
    DECISION = 3

    @property
    def word(self) -> str:
        """The word that users write and read: `cosmetic`, `content`, `decision`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Address:
    """Where a value stands: in which plan (its id), chapter (the kind of file) and by which ids."""

    plan: str
    chapter: str
    path: Ids


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way to a value, as people call it.

    `kind`: a `field` that the schema names, an `entry` with keys of its own such as a person, a `key` that leads to a
    single value, a `period` of a series (as plans write it), an `item` of a list of texts or words, a `file`.
    """

    kind: Literal["field", "entry", "key", "period", "item", "file"]
    name: Text


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed, told once.

    `plan`, `chapter` and `path` say where it is now, or was where it is gone; `plan` is "" for settings, our people and
    the programme. `origin` is where it was before, where that is another place: it was moved, renamed, or lies in
    something that was (of what is new there: the place as it would have been called). A plan's own new id is told
    once, as a change of the plan. The prose of a chapter has its file as path (`("strategy.md",)`), a file below
    `assets/` its name in the chapter `assets`; the plan as a whole has the chapter "" and no path.

    `before` and `after` are None where there was or is nothing; of a renamed entry they are its ids, of a moved one its
    values, of what was put in another order the ids before, in the order before and after. `position` is the place in
    the list, from 0: of an added entry after the change, of a removed one before it. `field` is what the schema says of
    the value, None for a company's own keys. `trail` is the path in words, step by step; `unit` that of a number
    ("EUR", "h", "" for none). `reason` says why it is a decision. `prose` says what changed in a text by blocks and
    words. `is_probable`: that it is the same entry as before is a guess by likeness. `origin_trail` is the way in words
    to where a moved entry was, from the name of its plan on where that is another one.
    """

    plan: str
    chapter: str
    path: Ids
    kind: Kind
    level: Level
    before: Value = None
    after: Value = None
    field: Field | None = None
    before_place: Place | None = None
    after_place: Place | None = None
    trail: tuple[Step, ...] = ()
    reason: Text | None = None
    prose: Prose | None = None
    is_probable: bool = False
    origin: Address | None = None
    position: int | None = None
    unit: str = ""
    origin_trail: tuple[Step, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the entries that the change is in, from the outside in: a goal, then one of its actions."""
        return tuple(step.name.en for step in self.trail if step.kind == "entry")

    @property
    def title(self) -> str:
        """The human name of the entry that the change is in; empty outside of any entry."""
        return self.titles[-1] if self.titles else ""

    @property
    def address(self) -> Address:
        """Where it is now, or was where it is gone."""
        return Address(self.plan, self.chapter, self.path)

    @property
    def origin_address(self) -> Address:
        """Where it was before."""
        return self.origin or self.address

    @property
    def place(self) -> Place | None:
        """Where to look: the place after the change, or before it where it is gone."""
        return self.after_place or self.before_place

    @property
    def fingerprint(self) -> str:
        """The same for the same change wherever it is made: of its place, kind, and values before and after."""
        origin = self.origin_address
        told = [self.plan, self.chapter, self.path, origin.plan, origin.chapter, origin.path]
        text = json.dumps([told, self.kind, self.before, self.after], sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


_NO_TEXT = Text("", "")
Measured = Literal["pipeline", "completeness", "chapter", "quadrant", "verdict", "uncovered", "score"]


@dataclass(frozen=True, slots=True)
class Derived:
    """Something that follows from other values and is another than before.

    `what`: the weighted `pipeline` (amount in the site's currency), the `completeness` of the plan and of a `chapter`
    (shares, to the percent), the `quadrant` of a division, the `verdict` of the power map (the sentences that went and
    those that came), the `uncovered` deciders (ids), the selection `score`. `subject` is the chapter or the division's
    id, `title` its name; `unit` that of an amount.
    """

    what: Measured
    before: Value | Text | tuple[Text, ...]
    after: Value | Text | tuple[Text, ...]
    subject: str = ""
    title: Text = _NO_TEXT
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file of one side that could not be read, or not wholly, with the findings that say why.

    Nothing is said about changes in a file that cannot be read; `is_partly` means that only values of wrong shape were
    left out.
    """

    file: str
    is_before: bool
    findings: tuple[Finding, ...]
    is_partly: bool = False


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """What changed in one plan, or (id "") in settings, our people and the programme. A division has one of its own.

    `id` is the plan's id now, or was where it is gone; `before_id` its id before, None for a new plan. `name` is the
    customer's. `is_gone`: there is no such plan any more. `is_probable`: that it is the plan of that earlier id is a
    guess. `appeared` and `vanished` are findings of the rules. Changes are in the order of the plan's pages.
    """

    id: str
    before_id: str | None
    name: str
    changes: tuple[Change, ...] = ()
    derived: tuple[Derived, ...] = ()
    appeared: tuple[Finding, ...] = ()
    vanished: tuple[Finding, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    names: Names = NO_NAMES
    is_gone: bool = False
    is_probable: bool = False

    @property
    def is_new(self) -> bool:
        """Whether the plan did not exist before."""
        return self.before_id is None

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed, nothing follows from other changes and everything could be read."""
        return not (self.changes or self.derived or self.appeared or self.vanished or self.unreadable)

    @property
    def level(self) -> Level | None:
        """The highest level of its changes; None without any."""
        return highest(self.changes)

    @property
    def cosmetic(self) -> int:
        """How many changes are cosmetic."""
        return self.counts[Level.COSMETIC]

    @property
    def counts(self) -> dict[Level, int]:
        """How many changes there are of each level, the highest level first."""
        return count_levels(self.changes)

    def at_least(self, level: Level) -> tuple[Change, ...]:
        """The changes of this level and above."""
        return tuple(change for change in self.changes if change.level >= level)


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two sides as it was asked for: `label` is what people call it; a work tree has no commit.

    `as_of` is the ISO date at which its things were judged.
    """

    label: str
    commit: Commit | None = None
    as_of: str = ""


NO_VERSION = Version("")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two versions of a folder of plans.

    `plans` holds only plans in which something changed or that could not be read, by account, a division after its
    account. `common` is what changed in settings, our people and the programme. `findings` say what could not be
    compared at all.
    """

    plans: tuple[PlanComparison, ...] = ()
    common: PlanComparison = field(default_factory=lambda: PlanComparison("", "", ""))
    before: Version = NO_VERSION
    after: Version = NO_VERSION

    @property
    def all(self) -> tuple[PlanComparison, ...]:
        """What changed in common, where anything did, then the plans."""
        return self.plans if self.common.is_empty else (self.common, *self.plans)

    @property
    def changes(self) -> Iterator[Change]:
        """All changes."""
        return (change for one in self.all for change in one.changes)

    @property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """Files that could not be read, or not wholly."""
        return tuple(file for one in self.all for file in one.unreadable)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed and everything could be read."""
        return all(one.is_empty for one in self.all)

    @property
    def level(self) -> Level | None:
        """The highest level of all changes; None without any."""
        return highest(self.changes)

    @property
    def counts(self) -> dict[Level, int]:
        """How many changes there are of each level, the highest level first."""
        return count_levels(self.changes)

    def of(self, plan: str) -> PlanComparison | None:
        """What changed in the plan that has this id now, or had it before; None where nothing did."""
        now = (one for one in self.plans if one.id == plan)
        return next(now, None) or next((one for one in self.plans if one.before_id == plan), None)


def highest(changes: Iterable[Change]) -> Level | None:
    """The highest level of some changes; None without any."""
    return max((change.level for change in changes), default=None)


def count_levels(changes: Iterable[Change]) -> dict[Level, int]:
    """How many of some changes are of each level, the highest level first."""
    counts = dict.fromkeys(sorted(Level, reverse=True), 0)
    for change in changes:
        counts[change.level] += 1
    return counts
