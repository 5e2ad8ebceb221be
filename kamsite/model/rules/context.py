"""What a rule may look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kamsite.model.plan import Plan
from kamsite.model.schema import Schemas
from kamsite.model.settings import Settings
from kamsite.model.staff import StaffMember
from kamsite.source.history import History


@dataclass(frozen=True, slots=True)
class RuleContext:
    """A plan with everything around it that rules judge it by.

    `history` is None where the folder is not under git; `as_of` is the day at which "overdue" and "stale" are judged;
    `files` are all files of the plans folder.
    """

    plan: Plan
    settings: Settings
    staff: Mapping[str, StaffMember]
    schemas: Schemas
    history: History | None
    as_of: date
    files: frozenset[str]
