"""What we do not know yet but should (D44): open questions, and values that are marked as unknown."""

from collections import Counter

import msgspec

from kamsite.model.plan import Plan


class AskedQuestion(msgspec.Struct, frozen=True):
    """An open question (D44): who finds out until when, and what comes next."""

    entry: str
    question: str
    owner: str = ""
    due: str = ""
    next_step: str = ""


class UnknownCount(msgspec.Struct, frozen=True):
    """How many values a plan marks as unknown, by chapter, section and the last key on the way to them."""

    chapter: str
    section: str
    key: str
    count: int


def questions_of(plan: Plan) -> tuple[AskedQuestion, ...]:
    """The questions of a plan that are still open."""
    return tuple(
        AskedQuestion(
            entry,
            question.question,
            question.owner or "",
            question.due or "",
            question.next_step or "",
        )
        for entry, question in plan.strategy.open_questions.items()
        if question.is_open
    )


def unknown_of(plan: Plan) -> tuple[UnknownCount, ...]:
    """What a plan marks as unknown."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for chapter, paths in plan.unknown.items():
        for path in paths:
            keys = [step for step in path if isinstance(step, str)]
            counts[chapter, keys[0] if keys else "", keys[-1] if len(keys) > 1 else ""] += 1
    return tuple(UnknownCount(*place, count) for place, count in sorted(counts.items()))
