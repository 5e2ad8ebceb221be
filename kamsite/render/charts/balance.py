"""How many are for us and how many against us: bars to both sides of a middle line, the undecided across it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamsite.render.charts import svg

_WIDTH, _ROW, _BAR, _TOP = 640.0, 30.0, 18.0, 28.0
_MOST_NAME = 190.0
TONES = ("balance--1 tone-bad", "balance--2 tone-bad", "tone-neutral", "balance--2 tone-good", "balance--1 tone-good")


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A row: how many of each attitude, from the worst to the best; `tip` says it in words."""

    name: str
    counts: tuple[int, ...]
    tip: str
    href: str = ""


def balance(title: str, description: str, rows: Sequence[BalanceRow], legend: Sequence[str]) -> Markup:
    """The rows on one scale of people, so that they can be compared; `legend` names the attitudes."""
    name = min(svg.widest(row.name for row in rows), _MOST_NAME) + 14
    left = max((sum(row.counts[:2]) + row.counts[2] / 2 for row in rows), default=0)
    right = max((sum(row.counts[3:]) + row.counts[2] / 2 for row in rows), default=0)
    unit = (_WIDTH - name) / max(left + right, 1)
    middle = name + left * unit
    parts = _legend(legend)
    for place, row in enumerate(rows):
        parts.append(_row(row, _TOP + place * _ROW, middle, unit, name))
    bottom = _TOP + len(rows) * _ROW
    parts.append(svg.line(middle, _TOP - 4, middle, bottom, "chart-axis"))
    return svg.picture(_WIDTH, bottom + 4, title, description, parts, "chart--balance")


def _row(row: BalanceRow, y: float, middle: float, unit: float, name: float) -> str:
    parts = [svg.text(0, y + 17, svg.fitted(row.name, name - 10))]
    x = middle - (sum(row.counts[:2]) + row.counts[2] / 2) * unit
    for count, css in zip(row.counts, TONES, strict=True):
        if count:
            width = count * unit
            parts.append(svg.rect(x, y + 4, max(width - 1, 0.5), _BAR, f"chart-actual {css}"))
            label = str(count)
            if svg.wide(label) + 6 <= width:
                parts.append(svg.text(x + width / 2, y + 17, label, "chart-value chart-halo", "middle"))
            x += width
    return svg.group(parts, title=row.tip, href=row.href)


def _legend(legend: Sequence[str]) -> list[str]:
    parts, x = [], 0.0
    for word, css in zip(legend, TONES, strict=True):
        parts += [svg.rect(x + 1, 2, 11, 11, f"chart-actual {css}"), svg.text(x + 17, 12, word)]
        x += 17 + svg.wide(word) + 16
    return parts
