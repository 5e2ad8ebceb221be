"""Things that take time, one below the other: a bar for each, what waits for what, and where today is.

It draws a roadmap of modules as well as a pipeline of projects. Marks are years and quarters: they need no words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from markupsafe import Markup

from kamsite.render.charts import svg

_LEFT, _WIDTH = 284.0, 690.0
_TOP, _ROW, _BAR = 42.0, 34.0, 14.0
_FOOT = 34.0
_BEND, _HEAD = 7.0, 5.0
_LEAST = 4.0
_YEAR, _QUARTER = 40.0, 24.0
"""What the names of a year and of a quarter need in width."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: from the first to the last day. `css` are its classes: "chart-plan", "tone-bad", ….

    `done` is the share that is filled, 0 to 1; `sign` stands behind the bar, so that its state is seen without colour;
    `is_strong` underlines it: it decides when all ends. `after` are the ids of the bars that come before it. `promised`
    is the last day as it was first said, where that was another one: a mark with a line to the end of today.
    """

    id: str
    label: str
    start: date
    end: date
    tip: str
    css: str = "tone-1"
    done: float = 0.0
    sign: str = ""
    is_strong: bool = False
    href: str = ""
    after: tuple[str, ...] = ()
    promised: date | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: what a kind of bar means. `kind`: "done", "open", "strong", "promised" or "after"."""

    kind: str
    label: str
    css: str = "tone-1"


@dataclass(frozen=True, slots=True)
class _Span:
    """From days to places: whole quarters or months around all bars."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day begins."""
        part = (day - self.first).days / max((self.last - self.first).days, 1)
        return _LEFT + _WIDTH * max(0.0, min(part, 1.0))

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self.x(day + timedelta(days=1)) if day < date.max else _LEFT + _WIDTH


def gantt(
    title: str,
    description: str,
    bars: Sequence[Bar],
    today: tuple[date, str] | None = None,
    keys: Sequence[Key] = (),
) -> Markup:
    """The bars in their order, lines to what they wait for, a line at today (a day and what to write above it)."""
    days = [day for bar in bars for day in (bar.start, bar.end, bar.promised) if day is not None]
    span = _span(min(days), max(days))
    bottom = _TOP + _ROW * len(bars)
    foot = bottom + (_ROW / 2 if today else 0)
    rows = {bar.id: row for row, bar in enumerate(bars)}
    parts = [*_marks(span, bottom), *(_band(row) for row in range(1, len(bars), 2))]
    if today is not None and span.first <= today[0] <= span.last:
        parts += _today(span, *today, bottom)
    parts += [line for bar in bars for line in _ties(span, bar, rows, bars)]
    parts += [_row(span, row, bar) for row, bar in enumerate(bars)]
    parts += _legend(keys, foot + 22)
    return svg.picture(_LEFT + _WIDTH + 30, foot + (_FOOT if keys else 8), title, description, parts, "chart--gantt")


def _span(first: date, last: date) -> _Span:
    start = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
    month = (last.month - 1) // 3 * 3 + 3
    end = date(last.year + (month == 12), month % 12 + 1, 1) if last.year < date.max.year else last
    return _Span(start, end)


def _marks(span: _Span, bottom: float) -> list[str]:
    """Years with a line before each, as many as there is room for; quarters between them where they fit."""
    parts: list[str] = []
    starts = _quarters(span)
    room = _WIDTH / max(len(starts), 1)
    every = ceil(_YEAR / (4 * room))
    for at, day in enumerate(starts):
        x = span.x(day)
        is_year = day.month == 1 and day.year % every == 0
        if is_year or room >= _QUARTER:
            top = _TOP - (36 if is_year else 16)
            parts.append(svg.line(x, top, x, bottom, "chart-axis" if is_year else "chart-grid"))
        if is_year or (at == 0 and room >= _QUARTER):
            parts.append(svg.text(x + 5, _TOP - 24, str(day.year), "chart-value chart-strong"))
        if room >= _QUARTER:
            parts.append(svg.text(x + 5, _TOP - 6, f"Q{(day.month + 2) // 3}"))
    parts.append(svg.line(_LEFT, _TOP, _LEFT + _WIDTH, _TOP, "chart-axis"))
    parts.append(svg.line(_LEFT + _WIDTH, _TOP, _LEFT + _WIDTH, bottom, "chart-grid"))
    return parts


def _quarters(span: _Span) -> list[date]:
    starts = []
    year, month = span.first.year, span.first.month
    while date(year, month, 1) < span.last:
        starts.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 10 else (year, month + 3)
        if year > date.max.year:
            break
    return starts


def _band(row: int) -> str:
    return svg.rect(0, _TOP + row * _ROW, _LEFT + _WIDTH, _ROW, "gantt-band")


def _middle(row: int) -> float:
    return _TOP + row * _ROW + _ROW / 2


def _row(span: _Span, row: int, bar: Bar) -> str:
    y = _middle(row)
    left, right = span.x(bar.start), span.after(bar.end)
    width = max(right - left, _LEAST)
    parts = [svg.text(0, y + 4, svg.fitted(bar.label, _LEFT - 14), "chart-value")]
    parts.append(svg.rect(left, y - _BAR / 2, width, _BAR, f"chart-plan {bar.css}"))
    if bar.done > 0:
        parts.append(svg.rect(left, y - _BAR / 2, width * min(bar.done, 1.0), _BAR, f"chart-actual {bar.css}"))
    if bar.is_strong:
        parts.append(svg.rect(left, y + _BAR / 2 + 2, width, 3, "gantt-strong"))
    if bar.promised is not None:
        x, low = span.after(bar.promised), y - _BAR / 2 - 4
        parts += [
            svg.line(x, low, left + width, low, "gantt-promised"),
            svg.line(x, low - 3, x, low + 5, "gantt-promised"),
        ]
    if bar.sign:
        parts.append(svg.text(left + width + 5, y + 4, bar.sign, f"gantt-sign chart-halo {bar.css}"))
    return svg.group(parts, title=bar.tip, href=bar.href)


def _ties(span: _Span, bar: Bar, rows: Mapping[str, int], bars: Sequence[Bar]) -> list[str]:
    """Lines from the ends of what a bar waits for to its beginning; strong ones where both decide about the end."""
    parts = []
    for name in bar.after:
        if name not in rows or name == bar.id:
            continue
        before = bars[rows[name]]
        css = "gantt-tie gantt-tie--strong" if before.is_strong and bar.is_strong else "gantt-tie"
        ends = (span.x(before.start), span.after(before.end))
        x, y = span.x(bar.start), _middle(rows[bar.id])
        parts += [svg.lines(_way(ends, _middle(rows[name]), x, y), css), _arrow(x, y, css)]
    return parts


def _way(before: tuple[float, float], y1: float, x2: float, y2: float) -> list[tuple[float, float]]:
    """From the edge of one bar, near its end or where the other one begins, straight to the other's row and into it;
    around where the first one begins too late for that."""
    down = 1 if y2 > y1 else -1
    left, right = before
    x, end = min(right - _BEND, x2 - 2 * _BEND), x2 - _HEAD
    if x >= left:
        return [(x, y1 + down * _BAR / 2), (x, y2), (end, y2)]
    between = y2 - down * _ROW / 2
    around = [(right, y1), (right + _BEND, y1), (right + _BEND, between)]
    return [*around, (end - _BEND, between), (end - _BEND, y2), (end, y2)]


def _arrow(x: float, y: float, css: str) -> str:
    points = f"M{svg.number(x)} {svg.number(y)}l{svg.number(-_HEAD - 1)} -3.5v7z"
    return f'<path class="gantt-head {css}" d="{points}"/>'


def _today(span: _Span, day: date, label: str, bottom: float) -> list[str]:
    x = span.x(day)
    middle = min(max(x, _LEFT + svg.wide(label, bold=True) / 2), _LEFT + _WIDTH - svg.wide(label, bold=True) / 2)
    name = svg.text(middle, bottom + 15, label, "gantt-today-name", "middle")
    return [svg.line(x, _TOP - 16, x, bottom + 3, "gantt-today"), name]


def _legend(keys: Sequence[Key], y: float) -> list[str]:
    parts, x = [], 0.0
    for key in keys:
        parts += [*_sample(key, x, y), svg.text(x + 34, y + 4, key.label)]
        x += 34 + svg.wide(key.label) + 22
    return parts


def _sample(key: Key, x: float, y: float) -> list[str]:
    if key.kind == "after":
        return [svg.line(x, y, x + 22, y, "gantt-tie"), _arrow(x + 27, y, "gantt-tie")]
    if key.kind == "promised":
        return [svg.line(x, y, x + 26, y, "gantt-promised"), svg.line(x, y - 4, x, y + 4, "gantt-promised")]
    if key.kind == "strong":
        return [svg.rect(x, y - 2, 26, 3, "gantt-strong")]
    css = "chart-actual" if key.kind == "done" else "chart-plan"
    return [svg.rect(x, y - 5, 26, 10, f"{css} {key.css}")]
