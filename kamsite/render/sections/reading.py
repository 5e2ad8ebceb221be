"""Reading what teams wrote, as far as it can be drawn; `unknown` and other words are no numbers, and stay text."""

from collections.abc import Mapping

from kamsite.model.field import UNKNOWN
from kamsite.model.forms import share
from kamsite.render.charts.scale import drawable
from kamsite.source.document import Value


def number(value: Value) -> float | None:
    """A number that can be calculated with; None for words, flags and what is too large for trade."""
    if type(value) is float or type(value) is int:  # a flag is no number
        return float(value) if drawable(value) else None
    return None


def ratio(value: Value) -> float | None:
    """A share such as `62 %` or 0.62, as 0.62."""
    return share(value) if isinstance(value, str) else number(value)


def mapping(value: Value) -> Mapping[str, Value]:
    """A mapping as it is; empty for anything else."""
    return value if isinstance(value, dict) else {}


def entries(value: Value) -> dict[str, dict[str, Value]]:
    """The entries of a section that are mappings, by id."""
    return {key: entry for key, entry in value.items() if isinstance(entry, dict)} if isinstance(value, dict) else {}


def listed(value: Value) -> list[Value]:
    """The entries of a list; a single one in place of a list counts as a list of one, `unknown` as nothing."""
    if isinstance(value, list):
        return [entry for entry in value if entry is not None]
    return [] if value is None or value == UNKNOWN else [value]


def names(value: Value) -> list[str]:
    """The texts of a list, such as ids."""
    return [entry for entry in listed(value) if isinstance(entry, str) and entry != UNKNOWN]


def series(value: Value | Mapping[str, Value]) -> dict[str, float]:
    """The numbers of a series by period, the earliest first; shares as numbers from 0 to 1."""
    if not isinstance(value, dict):
        return {}
    found = [(period, ratio(value[period])) for period in sorted(value)]
    return {period: amount for period, amount in found if amount is not None}


def line(value: Value) -> str:
    """A text; empty for anything else and for `unknown`."""
    return value if isinstance(value, str) and value != UNKNOWN else ""
