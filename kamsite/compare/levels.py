"""How much a change matters: by what the schema marks, by rules of the trade, by what site.yaml says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kamsite.compare.change import Ids, Kind, Level
from kamsite.compare.walk import Draft
from kamsite.language import Text

_COSMETIC = frozenset({Kind.FORMATTED, Kind.REORDERED})


@dataclass(frozen=True, slots=True)
class Levels:
    """Which changes matter how much.

    `by_path` gives levels by a path such as `people.people.*.title`, in which `*` stands for any id. `amount` is the
    share by which an amount must change to be a decision.
    """

    by_path: Mapping[str, Level] = field(default_factory=dict)
    amount: float = 0.2

    def of(self, path: Ids) -> Level | None:
        """The level that site.yaml gives to a value at a path that begins with its chapter; the longest one counts."""
        fitting = [pattern for pattern in self.by_path if _fits(pattern.split("."), path)]
        return self.by_path[max(fitting, key=lambda pattern: (pattern.count("."), pattern))] if fitting else None


def _fits(pattern: list[str], path: Ids) -> bool:
    """Whether a pattern names the value at a path or something around it."""
    steps = zip(pattern, path, strict=False)
    return len(pattern) <= len(path) and all(wanted in ("*", step) for wanted, step in steps)


USUAL_LEVELS = Levels()


def level_of(draft: Draft, chapter: str, levels: Levels) -> tuple[Level, Text | None]:
    """The level of a difference, and why it is a decision where it is one."""
    if draft.kind in _COSMETIC:
        return Level.COSMETIC, None
    wanted = levels.of((chapter, *draft.path))
    if wanted is not None:
        return wanted, None
    if draft.spot.is_marked or (draft.field is not None and draft.field.decision):
        return Level.DECISION, None
    return Level.CONTENT, None
