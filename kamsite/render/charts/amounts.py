"""Numbers in drawings: all of one drawing in the same size (thousands, millions), in few digits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import floor, log10

from kamsite.language import Language, Text
from kamsite.render import format as formats
from kamsite.render.charts.scale import drawable

_SIZES = ((1e9, Text("bn", "Mrd.")), (1e6, Text("m", "Mio.")), (2e4, Text("k", "Tsd.")))
_DIVISORS = {2e4: 1e3}
_DIGITS, _MOST_DECIMALS = 3, 5


@dataclass(frozen=True, slots=True)
class Amounts:
    """How the numbers of one drawing are written: divided by `divisor`; `unit` is what they then count (`Mio. €`).

    `decimals` are as many as tell the marks of an axis apart, where three digits do not.
    """

    language: Language
    divisor: float = 1.0
    unit: str = ""
    decimals: int = 0

    def short(self, value: float) -> str:
        """A number in at most three digits behind the first, without its unit."""
        return _short(value / self.divisor, self.decimals, self.language)

    def telling_apart(self, step: float) -> "Amounts":
        """The same with as many decimals as numbers need of which one is a step larger than the other."""
        scaled = step / self.divisor
        needed = next((some for some in range(_MOST_DECIMALS) if abs(round(scaled, some) - scaled) < 1e-9), 0)
        return replace(self, decimals=needed)

    def full(self, value: float) -> str:
        """The same number with its unit."""
        return self.counted(self.short(value))

    def counted(self, short: str) -> str:
        """A number that is written already, with its unit."""
        return f"{short}\u00a0{self.unit}" if self.unit else short


# The same number stands at a bar, in what is told of it and in the description of the drawing.
@lru_cache(maxsize=1024)
def _short(value: float, decimals: int, language: Language) -> str:
    digits = _DIGITS - 1 - floor(log10(abs(value))) if value else 0
    shown = formats.number(round(value, max(digits, decimals)), language)
    return shown.replace("-", "\u2212") if value < 0 else shown


def amounts_for(values: Iterable[float], unit: str, language: Language) -> Amounts:
    """How to write some numbers with a unit: in thousands or millions where that is a currency or has no unit."""
    symbol = formats.symbol(unit, language)
    largest = max((abs(value) for value in values if drawable(value)), default=0.0)
    is_money = len(unit) == 3 and unit.isupper()
    if is_money or not unit:
        for size, word in _SIZES:
            if largest >= size:
                divisor = _DIVISORS.get(size, size)
                return Amounts(language, divisor, f"{word.to(language)}\u00a0{symbol}".rstrip("\u00a0"))
    return Amounts(language, 1.0, symbol)
