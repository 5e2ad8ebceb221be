"""All accounts by their score: rank, what a change of the weights would do, and who is on the wrong side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kamsite.horizon import months_later
from kamsite.model.analyses.programme.selection import (
    FOCUS,
    KEY,
    Flip,
    Score,
    Selecting,
    Stability,
    Standing,
    flip_of,
    score_of,
    stability_of,
)
from kamsite.model.analyses.summary import Summary

DEAD_AFTER_MONTHS = 24
NO_STANDING = Standing()


@dataclass(frozen=True, slots=True)
class RankedAccount:
    """An account in the order of the scores. `rank` is None for one without a score; `by_score` is the segment that
    the score stands for, empty without one or without a threshold."""

    summary: Summary
    standing: Standing
    rank: int | None
    score: Score | None
    by_score: str
    stability: Stability | None
    flip: Flip | None

    @property
    def is_key(self) -> bool:
        """Whether it is a key account."""
        return self.summary.segment == KEY

    @property
    def is_otherwise(self) -> bool:
        """Whether enough is known of the score, and it says another thing about being a key account than the plan."""
        is_telling = self.score is not None and self.score.is_telling and bool(self.by_score)
        return is_telling and self.is_key != (self.by_score == KEY)


def dead_horses(summaries: Iterable[Summary], as_of: date) -> frozenset[str]:
    """The ids of the key accounts that have been below the threshold for two years."""
    days = {one.id: one.standing.below.day for one in summaries if one.standing and one.standing.below}
    return frozenset(
        id_ for id_, day in days.items() if months_later(date.fromisoformat(day), DEAD_AFTER_MONTHS) <= as_of
    )


def ranking_of(summaries: Iterable[Summary], selecting: Selecting) -> tuple[RankedAccount, ...]:
    """The accounts (without divisions), best score first, those of one score by id, those without one at the end."""
    accounts = [summary for summary in summaries if summary.parent is None]
    scores = {one.id: score_of(_standing(one).scores, selecting) for one in accounts}
    accounts.sort(key=lambda one: (-(score.value if (score := scores[one.id]) else 0.0), one.id))
    stable = stability_of([_standing(one).scores for one in accounts], selecting)
    ranked = []
    for place, (one, stability) in enumerate(zip(accounts, stable, strict=True), 1):
        score, standing = scores[one.id], _standing(one)
        ranked.append(
            RankedAccount(
                summary=one,
                standing=standing,
                rank=place if score else None,
                score=score,
                by_score=selecting.segment_for(score.value) if score and selecting.key_from is not None else "",
                stability=stability,
                flip=flip_of(standing.scores, selecting),
            )
        )
    return tuple(ranked)


def focus_by_manager(summaries: Iterable[Summary]) -> Mapping[str, tuple[Summary, ...]]:
    """The focus accounts of each manager; those with most of them come first."""
    found: dict[str, list[Summary]] = {}
    for one in summaries:
        if one.parent is None and one.segment == FOCUS and one.manager:
            found.setdefault(one.manager, []).append(one)
    ordered = sorted(found, key=lambda manager: (-len(found[manager]), manager))
    return {manager: tuple(sorted(found[manager], key=lambda one: one.id)) for manager in ordered}


def _standing(summary: Summary) -> Standing:
    return summary.standing or NO_STANDING
