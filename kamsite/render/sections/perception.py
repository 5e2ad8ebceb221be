"""How the customer sees us (D15): the step of the partnership, what we are known for, supplier ratings."""

from collections.abc import Mapping

from markupsafe import Markup, escape

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import inline
from kamsite.render.blocks import Block, Column, Drawing, Facts, Group
from kamsite.render.charts.amounts import Amounts
from kamsite.render.charts.bars import Bars, Period, bars
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.tables import Line, table_of
from kamsite.render.show import Show
from kamsite.source.document import Value

_TODAY = Text("today", "heute")
_WANTED = Text("wanted", "angestrebt")
_STEPS = {
    1: Text("one-off supplier", "gelegentlicher Lieferant"),
    2: Text("regular supplier", "regelmäßiger Lieferant"),
    3: Text("preferred supplier", "bevorzugter Lieferant"),
    4: Text("partner", "Partner"),
    5: Text("strategic partner", "strategischer Partner"),
}
_LADDER = Text("The ladder of partnership", "Die Stufen der Partnerschaft")
_RATINGS = Text("Share of the possible points", "Anteil der möglichen Punkte")
_OF = Text("{} of {}", "{} von {}")


def perception(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The ladder, then what we are known for, then the ratings over the years."""
    entry = Entry(show, field, reading.mapping(value))
    blocks: list[Block] = []
    if "statement" in entry:
        blocks.append(pieces.quote(entry.line("statement"), entry.label("statement")))
    blocks += _ladder(entry)
    facts = entry.facts("known_for", "leadership")
    blocks += [Facts(facts)] if facts else []
    blocks += _ratings(entry)
    return (*blocks, *entry.blocks())


def _ladder(entry: Entry) -> list[Block]:
    """The five steps, the one of today filled, the wanted one outlined."""
    here, wanted = (_step(entry.value.get(key)) for key in ("partnership", "target_partnership"))
    if here is None:
        return []
    show = entry.show
    field = entry.field.properties["partnership"]
    entry.tick("partnership", *(("target_partnership",) if wanted is not None else ()))
    steps = []
    for step, own in _STEPS.items():
        word = field.scale.get(step, own).to(show.language)
        marks = [_TODAY.to(show.language)] if step == here else []
        marks += [_WANTED.to(show.language)] if step == wanted else []
        css = "ladder__step" + (" is-reached" if step <= here else "") + (" is-wanted" if step == wanted else "")
        current = ' aria-current="step"' if step == here else ""
        past = entry.past("partnership") if step == here else entry.past("target_partnership") if step == wanted else ""
        mark = f'<span class="ladder__mark">{escape(", ".join(marks))}{past}</span>' if marks else ""
        steps.append(
            f'<li class="{css}"{current}>{mark}<span class="ladder__bar ladder__bar--{step}">{step}</span>'
            f'<span class="ladder__word">{escape(word)}</span></li>'
        )
    ladder = Markup(f'<ol class="ladder">{"".join(steps)}</ol>')  # noqa: S704 - everything in it is escaped
    return [Drawing(ladder, field.title.to(show.language) if field.title.en else _LADDER.to(show.language))]


def _step(value: Value) -> int | None:
    number = reading.number(value)
    return int(number) if number is not None and number == int(number) and 1 <= number <= len(_STEPS) else None


def _ratings(entry: Entry) -> list[Block]:
    field = entry.field.properties.get("ratings")
    ratings = [rating for rating in reading.listed(entry.value.get("ratings")) if isinstance(rating, dict)]
    if (
        field is None
        or field.item is None
        or not ratings
        or len(ratings) != len(reading.listed(entry.value["ratings"]))
    ):
        return []
    entry.tick("ratings")
    show = entry.show
    title = entry.label("ratings")
    drawing = _chart(show, ratings)
    lines = [_rating(show, field.item, rating) for rating in sorted(ratings, key=lambda one: str(one.get("year", "")))]
    bare = Entry(show, field.item, {})
    columns = [Column(bare.label("year")), Column(bare.label("title")), Column(bare.label("score"), is_number=True)]
    columns += [Column(bare.label("grade")), Column(bare.label("comment"))]
    table = table_of(show, title, columns, lines)
    return [Group(title, (*drawing, table))]


def _rating(show: Show, field: Field, rating: dict[str, Value]) -> Line:
    entry = Entry(show, field, rating)
    score = entry.line("score")
    if "max" in entry:
        most = entry.line("max")
        score = inline.fill(_OF.to(show.language), score, most) if score else most
    said = entry.line("comment") + entry.sources()
    return Line((entry.line("year"), entry.line("title"), score, entry.line("grade"), said), entry.more())


def _chart(show: Show, ratings: list[dict[str, Value]]) -> tuple[Block, ...]:
    """The ratings as shares of the possible points, a bar for each; nothing for a single one."""
    values: dict[str, float] = {}
    periods = []
    for index, rating in enumerate(sorted(ratings, key=lambda one: str(one.get("year", "")))):
        part = _part(rating)
        if part is None:
            continue
        key = f"{index:03d}"
        values[key] = part * 100
        label = formats.period(str(rating.get("year", "")), show.language)
        periods.append(Period(key, label, reading.line(rating.get("title"))))
    if len(values) < 2:
        return ()
    amounts = Amounts(show.language, 1.0, "%")
    title = _RATINGS.to(show.language)
    told = "; ".join(f"{period.label}: {amounts.full(values[period.key])}" for period in periods)
    return (Drawing(bars(title, told, periods, [Bars(title, values)], amounts), title),)


def _part(rating: Mapping[str, Value]) -> float | None:
    score, most = reading.number(rating.get("score")), reading.number(rating.get("max"))
    return score / most if score is not None and most else None
