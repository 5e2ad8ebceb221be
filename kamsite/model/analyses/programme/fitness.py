"""The fitness check (D33): what several people think of the programme, round by round, but not who thinks what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, pstdev

from kamsite.model.common import last_day
from kamsite.model.programme import Fitness

FEWEST = 3
"""Where names are hidden, fewer ratings than this are not shown either: one's own and a mean would tell the others."""
DISAGREEMENT = 3
"""From this distance between the lowest and the highest rating on people do not mean the same."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What people think of a statement in one round: their ratings from 0 to 5, the lowest first, without names.

    `count` says how many rated it; `ratings` is empty where too few did to be shown.
    """

    ratings: tuple[int, ...]
    count: int

    @property
    def mean(self) -> float | None:
        """The mean of the ratings; None where none are shown."""
        return fmean(self.ratings) if self.ratings else None

    @property
    def deviation(self) -> float:
        """How far the ratings lie from their mean: the standard deviation, 0 where all say the same."""
        return pstdev(self.ratings) if self.ratings else 0.0

    @property
    def spread(self) -> int:
        """The distance between the lowest and the highest rating."""
        return self.ratings[-1] - self.ratings[0] if self.ratings else 0

    @property
    def is_disputed(self) -> bool:
        """Whether people see it so differently that they should talk about it."""
        return self.spread >= DISAGREEMENT


@dataclass(frozen=True, slots=True)
class Round:
    """One round of ratings: when, and the opinions by statement."""

    period: str
    opinions: Mapping[str, Opinion]

    @property
    def mean(self) -> float | None:
        """The mean over all statements that can be shown, each of the same weight; None where there is none."""
        means = [opinion.mean for opinion in self.opinions.values() if opinion.mean is not None]
        return fmean(means) if means else None


@dataclass(frozen=True, slots=True)
class FitnessResult:
    """All rounds, the oldest first."""

    rounds: tuple[Round, ...] = ()

    @property
    def latest(self) -> Round | None:
        """The newest round."""
        return self.rounds[-1] if self.rounds else None

    @property
    def before(self) -> Round | None:
        """The round before the newest."""
        return self.rounds[-2] if len(self.rounds) > 1 else None

    @property
    def change(self) -> float | None:
        """By how much the newest round lies above the one before, over the statements that both rated."""
        if self.latest is None or self.before is None:
            return None
        changes = [change for statement in self.latest.opinions if (change := self.change_of(statement)) is not None]
        return fmean(changes) if changes else None

    def change_of(self, statement: str) -> float | None:
        """By how much a statement is rated higher in the newest round than in the one before."""
        after, before = self._mean(self.latest, statement), self._mean(self.before, statement)
        return None if after is None or before is None else after - before

    def course(self, statement: str) -> tuple[tuple[str, float], ...]:
        """The means of a statement by round, the oldest first."""
        found = ((one.period, self._mean(one, statement)) for one in self.rounds)
        return tuple((period, mean) for period, mean in found if mean is not None)

    @staticmethod
    def _mean(one: Round | None, statement: str) -> float | None:
        opinion = one.opinions.get(statement) if one else None
        return opinion.mean if opinion else None


def fitness_of(fitness: Fitness, fewest: int = 1) -> FitnessResult:
    """The ratings of all rounds without names; opinions of fewer than `fewest` people are only counted."""
    rounds = [
        Round(period, {statement: _opinion(ratings, fewest) for statement, ratings in rated.items() if ratings})
        for period, rated in fitness.rounds.items()
    ]
    return FitnessResult(tuple(sorted(rounds, key=lambda one: (last_day(one.period), one.period))))


def _opinion(ratings: Mapping[str, int], fewest: int) -> Opinion:
    opinion = Opinion(tuple(sorted(ratings.values())), len(ratings))
    return opinion if opinion.count >= fewest else replace(opinion, ratings=())


def most_disputed(result: FitnessResult) -> Sequence[str]:
    """The statements of the newest round that people see differently, the most disputed first."""
    opinions = result.latest.opinions if result.latest else {}
    disputed = [name for name, opinion in opinions.items() if opinion.is_disputed]
    return sorted(disputed, key=lambda name: (-opinions[name].spread, -opinions[name].deviation, name))
