"""Levers (D35): which of them come first, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kamsite.model.analyses.programme.maturity import LARGE_GAP, topics_of
from kamsite.model.programme import Lever, Levers, Maturity

Turn = Literal["first", "then", "later"]
FIRST, THEN = 15, 8
"""From which product of growth and ease on a lever is taken up first, or then."""


@dataclass(frozen=True, slots=True)
class RankedLever:
    """A lever with its rank among those that are rated, from 1; None where growth or ease is missing.

    `gaps` are the topics of the maturity that it works on and that lack something, with how much.
    """

    id: str
    lever: Lever
    rank: int | None
    gaps: tuple[tuple[str, float], ...] = ()

    @property
    def score(self) -> int | None:
        """Contribution to growth × ease of implementation, from 1 to 25."""
        return score_of(self.lever)

    @property
    def turn(self) -> Turn | None:
        """When it is taken up, by its score."""
        return None if self.score is None else turn_of(self.score)


def score_of(lever: Lever) -> int | None:
    """Contribution to growth × ease of implementation; None where one of them is missing."""
    return None if lever.growth is None or lever.ease is None else lever.growth * lever.ease


def turn_of(score: int) -> Turn:
    """What a score from 1 to 25 means."""
    return "first" if score >= FIRST else "then" if score >= THEN else "later"


def ranked(levers: Levers, maturity: Maturity) -> tuple[RankedLever, ...]:
    """All levers, the most worthwhile first: by score, then by growth, then by how much their topics lack.

    Those without a rating come last, in the order in which they are written.
    """
    gaps = {key: _gaps(key, lever, maturity) for key, lever in levers.levers.items()}
    rated = [key for key, lever in levers.levers.items() if score_of(lever) is not None]
    rated.sort(key=lambda key: _order(levers.levers[key], gaps[key]))
    ranks = {key: rank for rank, key in enumerate(rated, 1)}
    others = [key for key in levers.levers if key not in ranks]
    return tuple(RankedLever(key, levers.levers[key], ranks.get(key), gaps[key]) for key in [*rated, *others])


def _order(lever: Lever, gaps: tuple[tuple[str, float], ...]) -> tuple[float, ...]:
    return -(score_of(lever) or 0), -(lever.growth or 0), -sum(gap for _, gap in gaps)


def _gaps(key: str, lever: Lever, maturity: Maturity) -> tuple[tuple[str, float], ...]:
    return tuple(
        (topic.title, topic.target - topic.as_is)
        for dimension, name, topic in topics_of(maturity)
        if topic.as_is is not None
        and topic.target is not None
        and topic.target > topic.as_is
        and (name in lever.topics or (not lever.topics and name == key and dimension == lever.dimension))
    )


def topics_without_lever(levers: Mapping[str, Lever], maturity: Maturity) -> tuple[tuple[str, str], ...]:
    """Dimension and id of the topics with a large gap on which no lever works.

    A lever that names no topics counts for all of its dimension.
    """
    named = {topic for lever in levers.values() for topic in lever.topics}
    whole = {lever.dimension for lever in levers.values() if not lever.topics}
    return tuple(
        (dimension, name)
        for dimension, name, topic in topics_of(maturity)
        if topic.as_is is not None
        and topic.target is not None
        and topic.target - topic.as_is >= LARGE_GAP
        and name not in named
        and dimension not in whole
    )
