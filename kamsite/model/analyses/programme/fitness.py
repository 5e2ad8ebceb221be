"""The fitness check (D33): what several people think of the programme, round by round, but not who thinks what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from kamsite.model.common import last_day
from kamsite.model.programme import Fitness

FEWEST = 3
"""Where names are hidden, fewer ratings than this are, too: whoever knows one of two knows the other from the mean."""
DISAGREEMENT = 3
"""From this distance between the lowest and the highest rating on people do not mean the same."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What people think of a statement in one round: their ratings from 0 to 5, the lowest first, without names."""

    ratings: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many people rated it."""
        return len(self.ratings)

    @property
    def mean(self) -> float:
        """The mean of the ratings."""
        return fmean(self.ratings)

    @property
    def deviation(self) -> float:
        """How far the ratings lie from their mean: the standard deviation, 0 where all say the same."""
        return pstdev(self.ratings)

    @property
    def spread(self) -> int:
        """The distance between the lowest and the highest rating."""
        return self.ratings[-1] - self.ratings[0]

    @property
    def is_disputed(self) -> bool:
        """Whether people see it so differently that they should talk about it."""
        return self.spread >= DISAGREEMENT


@dataclass(frozen=True, slots=True)
class Round:
    """One round of ratings: when, how many people took part, and the opinions by statement, at least one."""

    period: str
    raters: int
    opinions: Mapping[str, Opinion]

    @property
    def mean(self) -> float:
        """The mean over all statements, each of the same weight."""
        return fmean(opinion.mean for opinion in self.opinions.values())


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

    @property
    def is_like_before(self) -> bool:
        """Whether the newest round rated the same statements as the one before, so that their means compare."""
        return (
            self.before is not None
            and self.latest is not None
            and self.before.opinions.keys() == self.latest.opinions.keys()
        )

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
    """The ratings of all rounds without names, as if nobody had rated what fewer than `fewest` people did."""
    rounds = []
    for period, rated in fitness.rounds.items():
        told = {statement: ratings for statement, ratings in rated.items() if len(ratings) >= max(fewest, 1)}
        people = {person for ratings in told.values() for person in ratings}
        opinions = {statement: Opinion(tuple(sorted(ratings.values()))) for statement, ratings in told.items()}
        if opinions:
            rounds.append(Round(period, len(people), opinions))
    return FitnessResult(tuple(sorted(rounds, key=lambda one: (last_day(one.period), one.period))))


def most_disputed(result: FitnessResult) -> Sequence[str]:
    """The statements of the newest round that people see differently, the most disputed first."""
    opinions = result.latest.opinions if result.latest else {}
    disputed = [name for name, opinion in opinions.items() if opinion.is_disputed]
    return sorted(disputed, key=lambda name: (-opinions[name].spread, -opinions[name].deviation, name))
