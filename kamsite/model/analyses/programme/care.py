"""The service and care model, RACI and the central questions (D36, D37)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kamsite.model.field import UNKNOWN
from kamsite.model.programme import CareModel, CentralQuestion, Responsibility
from kamsite.source.document import Value

SEGMENTS = ("key", "focus", "standard")
PROCESSES = ("selling", "fulfilment")
_WORD = re.compile(r"\w{4,}")
_LONG = 8
"""So long a word means the same wherever it stands."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A special service that a plan promises; `services` are those of the model that it may be, `is_entitled` says
    whether the account's segment gets one of them."""

    account: str
    service: str
    department: str
    services: tuple[str, ...]
    is_entitled: bool

    @property
    def is_extra(self) -> bool:
        """Whether the plan promises more than the model gives to the segment."""
        return not self.is_entitled


def promises_of(
    model: CareModel, account: str, segment: str | None, promised: Sequence[tuple[str, str]]
) -> tuple[Promise, ...]:
    """What a plan promises beside what the model gives to its segment; `promised`: pairs of service and department."""
    found = []
    for service, department in promised:
        names = tuple(key for key, one in model.services.items() if are_alike(one.title, service))
        entitled = any(segment in model.services[key].segments for key in names)
        found.append(Promise(account, service, department, names, entitled))
    return tuple(found)


def are_alike(one: str, other: str) -> bool:
    """Whether two names probably mean the same service: all longer words of the shorter name stand in the other one,
    or they share a long word, as it is or as a part of a longer one ("Bereitschaft" in "Rufbereitschaft")."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    if not shorter:
        return one.strip().casefold() == other.strip().casefold()
    common = [_common(word, known) for word in shorter for known in longer]
    return any(len(word) >= _LONG for word in common) or all(any(_common(w, k) for k in longer) for w in shorter)


def _common(word: str, other: str) -> str:
    """What two words share: the shorter one where it is the same or a part of the other, else nothing."""
    shorter, longer = sorted((word, other), key=len)
    is_part = len(shorter) >= _LONG and shorter in longer
    return shorter if is_part or shorter == longer else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def accountable(task: Responsibility) -> tuple[str, ...]:
    """The roles that answer for a task: A, and A/R."""
    return tuple(role for role, letter in task.raci.items() if letter in ("A", "A/R"))


def responsible(task: Responsibility) -> tuple[str, ...]:
    """The roles that do a task: R, and A/R."""
    return tuple(role for role, letter in task.raci.items() if letter in ("R", "A/R"))


def is_left_open(written: Mapping[str, Value] | Value, task: str) -> bool:
    """Whether model.yaml, as it is written, says of a task that its roles are not known yet: an honest gap."""
    tasks = written.get("responsibilities") if isinstance(written, Mapping) else None
    said = tasks.get(task) if isinstance(tasks, dict) else None
    return isinstance(said, dict) and said.get("raci") == UNKNOWN


def roles_of(tasks: Mapping[str, Responsibility]) -> tuple[str, ...]:
    """All roles of the tasks: those with most to answer for and to do first, then as they are written."""
    roles = list(dict.fromkeys(role for task in tasks.values() for role in task.raci))
    weight = {"A/R": 4, "A": 3, "R": 2, "C": 1, "I": 0}
    load = {role: sum(weight[task.raci[role]] for task in tasks.values() if role in task.raci) for role in roles}
    return tuple(sorted(roles, key=lambda role: -load[role]))


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A central question; `question` is None where nobody wrote anything about it."""

    id: str
    question: CentralQuestion | None

    @property
    def is_answered(self) -> bool:
        """Whether the company has an answer."""
        return bool(self.question and self.question.answer and self.question.answer.strip())


def questions_of(model: CareModel, standard: Sequence[str]) -> tuple[AskedQuestion, ...]:
    """The `standard` questions in their order, whether anybody wrote about them or not, then the company's own."""
    own = [key for key in model.questions if key not in standard]
    return tuple(AskedQuestion(key, model.questions.get(key)) for key in [*standard, *own])
