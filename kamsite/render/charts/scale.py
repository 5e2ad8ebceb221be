"""Axes: from values to round marks and to positions in a drawing."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

LARGEST = 1e15
"""Numbers beyond this are shown as text but not drawn: nothing in trade is as large."""

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """The range of an axis and its marks, the lowest first."""

    low: float
    high: float
    marks: tuple[float, ...]

    def part(self, value: float) -> float:
        """Where a value lies between the ends, as a share; values outside are moved to the nearer end."""
        return max(0.0, min((value - self.low) / (self.high - self.low), 1.0))


def drawable(value: float | None) -> bool:
    """Whether a number can be drawn to scale."""
    return value is not None and -LARGEST <= value <= LARGEST


def axis_of(values: Iterable[float], *, steps: int = 4, from_zero: bool = True) -> Axis:
    """An axis of round marks around some values, with zero on it where `from_zero` says so."""
    numbers = [value for value in values if drawable(value)]
    if from_zero or not numbers:
        numbers.append(0.0)
    low, high = min(numbers), max(numbers)
    if high - low < 1e-9 * max(abs(high), abs(low), 1e-3):
        margin = abs(high) * 0.5 or 1.0
        low, high = (low - margin, high + margin) if not from_zero or low else (0.0, 1.0)
    step = _round_step((high - low) / steps)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Axis(first * step, last * step, tuple(round(index * step, 12) for index in range(first, last + 1)))


def _round_step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * step for step in _STEPS if size * step >= rough * (1 - 1e-9))
