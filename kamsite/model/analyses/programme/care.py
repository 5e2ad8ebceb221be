"""The service and care model, RACI and the central questions (D36, D37)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kamsite.model.field import UNKNOWN
from kamsite.model.programme import CareModel, CentralQuestion, Responsibility
from kamsite.source.document import Value

SEGMENTS = ("key", "focus", "standard")
PROCESSES = ("selling", "fulfilment")


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
