"""Completeness (D47): how much of what the template asks for a plan holds, and what is missing.

The schemas mark what the template asks for (`x-asked`: yes, or how many entries). Only fields that an edition shows
count, so a share never hints at hidden ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from msgspec import Struct

from kamsite.language import Text
from kamsite.model.field import UNKNOWN, Field
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.source.document import Path, Value


@dataclass(frozen=True, slots=True)
class Lights:
    """From which share, 0 to 1, a plan is shown green or amber."""

    green: float = 0.8
    amber: float = 0.5

    def of(self, share: float) -> str:
        """The traffic light for a share."""
        if share >= self.green:
            return "green"
        return "amber" if share >= self.amber else "red"


USUAL_LIGHTS = Lights()
ASKED_OF_THE_WHOLE: frozenset[Path] = frozenset(
    {("account", "logo"), ("account", "website"), ("account", "segment"), ("selection",)}
)
"""What the cover of an account says for its divisions, too, so that they are not asked for it."""


class Missing(Struct, frozen=True):
    """Something that the template asks for: where, what it is called, how many there are and should be."""

    path: Path
    title: Text
    have: int
    asked: int
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Completeness:
    """A share between 0 and 1 of what is asked for, its traffic light, and what is missing."""

    share: float
    light: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class PlanCompleteness:
    """Completeness of a plan and of each of its chapters; all chapters weigh the same."""

    share: float
    light: str
    chapters: Mapping[str, Completeness]


def completeness_of(plan: Plan, fields: Mapping[str, Field], lights: Lights = USUAL_LIGHTS) -> PlanCompleteness:
    """How complete a plan is. `fields` are the chapters' fields, as far as the edition shows them."""
    left_out = frozenset[Path]() if plan.parent is None else ASKED_OF_THE_WHOLE
    chapters = {
        name: _of_chapter(fields[name], plan.data[name], lights, left_out) for name in CHAPTERS if name in fields
    }
    counted = [chapter.share for name, chapter in chapters.items() if _asks_below(fields[name])]
    share = sum(counted) / len(counted) if counted else 1.0
    return PlanCompleteness(share, lights.of(share), chapters)


def _of_chapter(field: Field, data: dict[str, Value], lights: Lights, left_out: frozenset[Path]) -> Completeness:
    found = _Found([], [], left_out)
    found.add(field, data, ())
    if not found.shares:
        return Completeness(1.0, "green", ())
    share = sum(found.shares) / len(found.shares)
    return Completeness(share, lights.of(share), tuple(found.missing))


@dataclass(frozen=True, slots=True)
class _Found:
    """How much there is of each thing that is asked for, from 0 to 1, and what is missing; but for what is left out."""

    shares: list[float]
    missing: list[Missing]
    left_out: frozenset[Path]

    def add(self, field: Field, values: Mapping[str, Value], path: Path) -> None:
        """Adds everything asked for at and below a mapping; entries that exist are looked into, too."""
        for key, inside, asked, is_mapping, entry in _asking(field):
            value = values.get(key)
            if self.left_out and (*path, key) in self.left_out:
                continue
            if asked:
                have = 0 if value is None else _count(value)
                if have >= asked:
                    self.shares.append(1.0)
                else:
                    self.shares.append(have / asked)
                    self.missing.append(Missing((*path, key), inside.title, have, asked, value == UNKNOWN))
            if is_mapping:
                if value is not None or not asked:
                    self.add(inside, value if isinstance(value, dict) else _NO_VALUES, (*path, key))
            elif entry is not None and isinstance(value, dict):
                for name, content in value.items():
                    if isinstance(content, dict):
                        self.add(entry, content, (*path, key, name))


def _count(value: Value) -> int:
    """How many entries a value has: 0 for one that is not known, 1 for anything single."""
    if isinstance(value, _SEVERAL):
        return len(value)
    return 0 if value in (UNKNOWN, "") else 1


_SEVERAL = (dict, list)
_NO_VALUES: Mapping[str, Value] = {}


@lru_cache(maxsize=1024)
def _asking(field: Field) -> tuple[tuple[str, Field, int, bool, Field | None], ...]:
    """The properties of a mapping that are asked for, or below which something is asked for.

    Each with how many entries are asked for, whether it is a mapping, and the field of its entries.
    """
    return tuple(
        (key, inside, inside.asked, inside.kind == "mapping", inside.entry)
        for key, inside in field.properties.items()
        if inside.asked or _asks_below(inside)
    )


def _asks_below(field: Field) -> bool:
    below = field if field.kind == "mapping" else field.entry
    return below is not None and bool(_asking(below))
