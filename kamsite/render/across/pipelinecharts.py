"""The drawings of the pipeline of all customers: what is decided in which quarter, and the largest projects by date."""

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.deals import Deal
from kamsite.model.analyses.rollup import ToldDeal
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.blocks import NOTHING, Column, Drawing, Row, Table
from kamsite.render.charts.amounts import amounts_for
from kamsite.render.charts.bars import Bars, Period, bars
from kamsite.render.charts.timeline import Mark, timeline
from kamsite.render.desk import Desk

_MOST_QUARTERS = 10
_MOST_ROWS = 30
_VOLUME = Text("Volume", "Volumen")
_WEIGHTED = Text("Weighted with the likelihood", "Gewichtet mit der Wahrscheinlichkeit")
_LATE_WEIGHTED = Text("Weighted, decision overdue", "Gewichtet, Entscheidung überfällig")
_LATE = Text("Overdue", "Überfällig")
_LATER = Text("Later", "Später")
_UNDATED = Text("No date", "Ohne Termin")
_PERIOD = Text("Decision", "Entscheidung")
_COUNT = Text("Projects", "Vorhaben")
_TITLE = Text("Open projects by the quarter of their decision", "Offene Vorhaben nach dem Quartal der Entscheidung")
_TIMELINE = Text(
    "The largest open projects by the day of their decision", "Die größten offenen Vorhaben nach Tag der Entscheidung"
)
_ALL_OF_THEM = Text("The open projects by the day of their decision", "Die offenen Vorhaben nach Tag der Entscheidung")
_AREA = Text(
    "The area of a circle stands for the weighted volume; an empty one has no likelihood or volume yet, red "
    "ones are overdue.",
    "Die Fläche eines Kreises steht für das gewichtete Volumen; leeren fehlt Wahrscheinlichkeit oder Volumen, "
    "rote sind überfällig.",
)
_LARGEST_OF = Text("{count} of {all}.", "{count} von {all}.")
_TODAY = Text("today", "heute")


def quarters_drawing(
    desk: Desk,
    placed: Sequence[tuple[Deal, str]],
    undated: Sequence[Deal],
    language: Language,
    page: str = "",
    room: float = 960,
) -> Drawing:
    """Volume and weighted volume by quarter, with the table; `placed` gives each quarter, "late" for overdue ones.

    `page` is where the projects of a quarter stand, empty for this page; `room` is how wide the drawing should be.
    """
    groups: dict[str, list[Deal]] = {}
    quarters = sorted({group for _, group in placed if group != "late"})
    kept = _without_holes(quarters)[:_MOST_QUARTERS]
    for deal, group in placed:
        groups.setdefault(group if group in ("late", *kept) else "later", []).append(deal)
    groups["none"] = [*undated]
    keys = [key for key in ("late", *kept, "later", "none") if groups.get(key) or key in kept]
    names = {"late": _LATE, "later": _LATER, "none": _UNDATED}
    labels = {key: names[key].to(language) if key in names else formats.period(key, language) for key in keys}
    volumes = {key: sum(deal.volume or 0 for deal in groups.get(key, ())) for key in keys}
    weighted = {key: sum(deal.weighted or 0 for deal in groups.get(key, ())) for key in keys}
    is_known = {key: any(deal.volume is not None for deal in groups.get(key, ())) for key in keys}
    is_weighted = {key: any(deal.weighted is not None for deal in groups.get(key, ())) for key in keys}
    amounts = amounts_for(volumes.values(), desk.settings.currency, language)
    series = [
        Bars(_VOLUME.to(language), {key: one for key, one in volumes.items() if one}, "plan"),
        Bars(_WEIGHTED.to(language), {key: one for key, one in weighted.items() if one and key != "late"}, "forecast"),
    ]
    if "late" in keys:
        series.append(Bars(_LATE_WEIGHTED.to(language), {"late": weighted["late"]}, "forecast", "tone-bad"))
    title = _TITLE.to(language)
    told = "; ".join(f"{labels[key]}: {amounts.full(weighted[key])}" for key in keys if is_weighted[key])
    periods = [Period(key, labels[key]) for key in keys]
    rows = tuple(
        Row(
            (
                _group_link(page, key, labels[key]),
                inline.number(len(groups.get(key, ())), language),
                _sum(volumes[key], desk, language, is_known=is_known[key]),
                _sum(weighted[key], desk, language, is_known=is_weighted[key]),
            )
        )
        for key in keys
    )
    labels_of_columns = (_PERIOD, _COUNT, _VOLUME, _WEIGHTED)
    columns = tuple(Column(text.to(language), place > 0) for place, text in enumerate(labels_of_columns))
    table = Table(title, columns, rows, is_caption_hidden=True)
    return Drawing(bars(title, told, periods, series, amounts, room=room), title, table)


def _sum(amount: float, desk: Desk, language: Language, *, is_known: bool) -> Markup:
    """An amount; nothing where no project says one: that is not the same as none."""
    return inline.number(round(amount), language, desk.settings.currency) if is_known else NOTHING


def _group_link(page: str, key: str, label: str) -> Markup:
    anchors = {"late": "late", "none": "undated"}
    if key == "later":
        return inline.text(label)
    return inline.link(f"{page}#{anchors.get(key, f'quarter-{key}')}", inline.text(label))


def _without_holes(quarters: Sequence[str]) -> list[str]:
    """All quarters from the first to the last."""
    if not quarters:
        return []
    first, last = (int(one[:4]) * 4 + int(one[6]) - 1 for one in (quarters[0], quarters[-1]))
    return [f"{index // 4}-Q{index % 4 + 1}" for index in range(first, last + 1)]


def timeline_drawing(desk: Desk, dated: Iterable[tuple[ToldDeal, date, bool]], language: Language) -> Drawing:
    """The most valuable of some open projects, by the day of their decision; whether that is overdue comes with it."""
    everything = list(dated)
    largest = sorted(everything, key=lambda one: -(one[0].deal.weighted or one[0].deal.volume or 0))[:_MOST_ROWS]
    chosen = sorted(largest, key=lambda one: (one[1], one[0].summary.id, one[0].deal.entry))
    marks = []
    for told, day, is_late in chosen:
        deal = told.deal
        amount = deal.volume if deal.weighted is None else deal.weighted
        tip = f"{deal.title}, {told.summary.name}: {formats.short_day(day, language)}"
        worth = formats.compact(round(amount), desk.settings.currency, language) if amount is not None else ""
        tip += f", {worth}" if worth else ""
        href = urls.for_chapter(told.summary.id, "strategy", deal.anchor)
        marks.append(
            Mark(deal.title, told.summary.name, day, amount, worth, tip, href, is_late, deal.weighted is not None)
        )
    is_all = len(chosen) == len(everything)
    title = (_ALL_OF_THEM if is_all else _TIMELINE).to(language)
    caption = (
        [f"{title}."]
        if is_all
        else [
            f"{title}:",
            _LARGEST_OF.to(language).format(count=len(chosen), all=formats.number(len(everything), language)),
        ]
    )
    caption.append(_AREA.to(language))
    told_all = "; ".join(mark.tip for mark in marks)
    picture = timeline(title, told_all, marks, desk.as_of, _TODAY.to(language), language)
    return Drawing(picture, " ".join(caption))
