"""Completeness of a plan as a value that can be kept and sent between processes."""

import msgspec

from kamsite.language import Text
from kamsite.model.analyses.completeness import PlanCompleteness
from kamsite.model.plan import Plan


class MissingEntry(msgspec.Struct, frozen=True):
    """Something that the template asks for and the plan lacks."""

    path: tuple[str, ...]
    title: Text
    have: int
    asked: int
    is_unknown: bool


class ChapterScore(msgspec.Struct, frozen=True):
    """How complete a chapter is, from 0 to 1, and what is missing."""

    name: str
    share: float
    light: str
    missing: tuple[MissingEntry, ...]


class PlanScore(msgspec.Struct, frozen=True):
    """How complete a plan is, from 0 to 1, and each of its chapters."""

    id: str
    name: str
    share: float
    light: str
    chapters: tuple[ChapterScore, ...]


def score_of(plan: Plan, completeness: PlanCompleteness) -> PlanScore:
    """The completeness of a plan, to be kept."""
    chapters = tuple(
        ChapterScore(
            name,
            chapter.share,
            chapter.light,
            tuple(
                MissingEntry(tuple(str(step) for step in m.path), m.title, m.have, m.asked, m.is_unknown)
                for m in chapter.missing
            ),
        )
        for name, chapter in completeness.chapters.items()
    )
    return PlanScore(plan.id, plan.name, completeness.share, completeness.light, chapters)
