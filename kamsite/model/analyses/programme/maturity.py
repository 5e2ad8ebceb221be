"""Maturity (D34): how far each topic of the five dimensions is, where it should be, and how it came about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from kamsite.model.common import last_day
from kamsite.model.programme import Dimensions, Maturity, MaturityDimension, Topic

LARGE_GAP = 2
"""From this distance between as-is and target on something should be done."""
DIMENSIONS: tuple[str, ...] = Dimensions.__struct_fields__


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """Where a topic stands, from 1 to 5. `course` are its as-is values by day, the oldest first."""

    id: str
    title: str
    as_is: float | None
    target: float | None
    benchmark: float | None
    course: tuple[tuple[date, float], ...] = ()

    @property
    def gap(self) -> float | None:
        """How much is missing to the target, 0 where it is reached; None where one of the two is not known."""
        return None if self.as_is is None or self.target is None else max(0.0, self.target - self.as_is)

    @property
    def is_far(self) -> bool:
        """Whether the gap is so large that something should be done."""
        return self.gap is not None and self.gap >= LARGE_GAP


@dataclass(frozen=True, slots=True)
class DimensionStanding:
    """A dimension with its topics; its values are the means of those of its topics."""

    id: str
    title: str
    topics: tuple[TopicStanding, ...]

    @property
    def as_is(self) -> float | None:
        """The mean of its topics today."""
        return _mean([topic.as_is for topic in self.topics])

    @property
    def target(self) -> float | None:
        """The mean of its topics' targets."""
        return _mean([topic.target for topic in self.topics])

    @property
    def benchmark(self) -> float | None:
        """The mean of what others reach, over the topics for which it is known."""
        return _mean([topic.benchmark for topic in self.topics])

    @property
    def gap(self) -> float | None:
        """The mean of the gaps of its topics."""
        return _mean([topic.gap for topic in self.topics])

    def at(self, day: date) -> float | None:
        """The mean of its topics at the end of a day; None before all of them were rated, so that means compare."""
        values = [_value_at(topic.course, day) for topic in self.topics if topic.course]
        return None if None in values else _mean(values)


def maturity_of(maturity: Maturity, past: Sequence[tuple[date, Maturity]] = ()) -> tuple[DimensionStanding, ...]:
    """The five dimensions that are described, in their fixed order.

    `past` are earlier versions of the same file with their days, the oldest first; together with the values that
    the file keeps under `history` they make the course of each topic.
    """
    return tuple(
        DimensionStanding(
            name, written.title or "", tuple(_standing(name, key, written, past) for key in written.topics)
        )
        for name, written in dimensions_of(maturity)
    )


def dimensions_of(maturity: Maturity) -> Iterator[tuple[str, MaturityDimension]]:
    """The dimensions that are described, by name."""
    for name in DIMENSIONS:
        written = getattr(maturity.dimensions, name, None)
        if written is not None:
            yield name, written


def topics_of(maturity: Maturity) -> Iterator[tuple[str, str, Topic]]:
    """All topics with the names of their dimension and their own."""
    for name, written in dimensions_of(maturity):
        for key, topic in written.topics.items():
            yield name, key, topic


def days_of(dimensions: Sequence[DimensionStanding]) -> tuple[date, ...]:
    """The days at which any topic was rated, the oldest first."""
    return tuple(sorted({day for one in dimensions for topic in one.topics for day, _ in topic.course}))


def farthest(dimensions: Sequence[DimensionStanding]) -> tuple[tuple[DimensionStanding, TopicStanding], ...]:
    """The topics that lack something to their target, the largest gap first, each with its dimension."""
    found = [(one, topic) for one in dimensions for topic in one.topics if topic.gap]
    return tuple(sorted(found, key=lambda pair: -(pair[1].gap or 0.0)))


def _standing(
    dimension: str, key: str, written: MaturityDimension, past: Sequence[tuple[date, Maturity]]
) -> TopicStanding:
    topic = written.topics[key]
    points = {last_day(period): float(value) for period, value in topic.history.items()}
    names = (key, *topic.formerly)
    for day, version in past:
        earlier = getattr(version.dimensions, dimension, None)
        found = next((earlier.topics[name] for name in names if name in earlier.topics), None) if earlier else None
        if found is not None and found.as_is is not None and not _is_told(points, day, found.as_is):
            points[day] = float(found.as_is)
    return TopicStanding(key, topic.title, topic.as_is, topic.target, topic.benchmark, tuple(sorted(points.items())))


def _is_told(points: Mapping[date, float], day: date, value: float) -> bool:
    """Whether a value of a day says nothing new: the point before says the same, or one of the same month does."""
    before = [known for known in points if known <= day]
    if before and points[max(before)] == value:
        return True
    return any(points[known] == value and (known.year, known.month) == (day.year, day.month) for known in points)


def _value_at(course: Sequence[tuple[date, float]], day: date) -> float | None:
    known = [value for when, value in course if when <= day]
    return known[-1] if known else None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
