"""Rows along a calendar: a circle at the day that counts, its area for the amount; late ones left of today's line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from markupsafe import Markup

from kamsite.language import Language
from kamsite.render import format as formats
from kamsite.render.charts import svg

_NAMES, _OTHERS, _CALENDAR, _VALUE = 300.0, 176.0, 560.0, 84.0
_HEAD, _ROW = 34.0, 26.0
_SMALLEST, _LARGEST = 4.0, 11.0
_MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A row: what it is, whose, the day that counts; its amount, and that in words, where known."""

    name: str
    whose: str
    day: date
    amount: float | None
    worth: str
    tip: str
    href: str
    is_late: bool = False
    is_firm: bool = True


@dataclass(frozen=True, slots=True)
class _Calendar:
    """Which days the drawing shows, and where; what lies outside is moved to its ends."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day stands."""
        part = (day - self.first).days / max((self.last - self.first).days, 1)
        return _NAMES + _OTHERS + _CALENDAR * max(0.0, min(part, 1.0))


def timeline(
    title: str,
    description: str,
    marks: Sequence[Mark],
    today: date,
    today_word: str,
    language: Language,
    quarters: int = 8,
) -> Markup:
    """The rows in the order given, over as many quarters as they need, `quarters` ahead of today's at most."""
    calendar = _calendar(marks, today, quarters)
    height = _HEAD + _ROW * len(marks) + 6
    parts = [*_grid(calendar, height, language), *_today(calendar, today, today_word, height)]
    largest = max((mark.amount or 0.0 for mark in marks), default=0.0)
    for index, mark in enumerate(marks):
        parts.append(_row(mark, _HEAD + _ROW * (index + 0.5), calendar, largest))
    width = _NAMES + _OTHERS + _CALENDAR + _VALUE
    return svg.picture(width, height, title, description, parts, "chart--timeline")


def _calendar(marks: Sequence[Mark], today: date, quarters: int) -> _Calendar:
    """Whole quarters: from the first mark, two before today's at the earliest, to the last one."""
    here = _index(today)
    days = [_index(mark.day) for mark in marks]
    first = max(min([here, *days]), here - 2)
    last = min(max([here + 1, *days]), here + quarters)
    return _Calendar(_start(first), _start(last + 1))


def _index(day: date) -> int:
    """The number of a day's quarter."""
    return day.year * 4 + (day.month - 1) // _MONTHS_OF_A_QUARTER


def _start(quarter: int) -> date:
    return date(quarter // 4, quarter % 4 * _MONTHS_OF_A_QUARTER + 1, 1)


def _grid(calendar: _Calendar, height: float, language: Language) -> list[str]:
    parts = []
    first, last = _index(calendar.first), _index(calendar.last)
    step = 1 if last - first <= 10 else 2
    for quarter in range(first, last + 1):
        x = calendar.x(_start(quarter))
        parts.append(svg.line(x, _HEAD - 8, x, height - 4, "chart-grid"))
        if quarter < last and (quarter - first) % step == 0:
            name = formats.period(f"{quarter // 4}-Q{quarter % 4 + 1}", language)
            parts.append(svg.text(x + 4, 12, name, "chart-label"))
    return parts


def _today(calendar: _Calendar, today: date, word: str, height: float) -> list[str]:
    x = calendar.x(today)
    return [
        svg.line(x, _HEAD - 10, x, height - 4, "chart-today"),
        svg.text(x, _HEAD - 12, word, "chart-value", "middle"),
    ]


def _row(mark: Mark, y: float, calendar: _Calendar, largest: float) -> str:
    x = calendar.x(mark.day)
    radius = _SMALLEST
    if mark.amount is not None and largest > 0:
        radius = max(_SMALLEST, _LARGEST * sqrt(mark.amount / largest))
    css = "bubble" if mark.amount is not None and mark.is_firm else "bubble bubble--empty"
    parts = [
        svg.line(0, y + _ROW / 2, _NAMES + _OTHERS + _CALENDAR + _VALUE, y + _ROW / 2, "chart-grid"),
        svg.text(0, y + 4, svg.fitted(mark.name, _NAMES - 16), "chart-value"),
        svg.text(_NAMES, y + 4, svg.fitted(mark.whose, _OTHERS - 16), "chart-label"),
        svg.circle(x, y, radius, f"{css} {'tone-bad' if mark.is_late else 'tone-1'}"),
    ]
    if mark.worth:
        parts.append(svg.text(x + radius + 5, y + 4, mark.worth, "chart-value chart-halo"))
    return svg.group(parts, title=mark.tip, href=mark.href)
