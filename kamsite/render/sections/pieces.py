"""What several sections need inside a line: deviations, dates that have passed, gaps that should be closed, quotes."""

import re

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import generic, inline
from kamsite.render.blocks import NOTHING, Block, Fact, Facts, Prose
from kamsite.render.sections import reading
from kamsite.render.sections.entry import Entry
from kamsite.render.show import Show
from kamsite.source.document import Value

OVERDUE = Text("overdue", "überfällig")
OPEN = Text("still open", "noch offen")
DONE = Text("done", "erledigt")
NONE = Text("none given", "keine Angabe")
POINTS = Text("pts", "Pkt.")

_SCALE_UNIT = re.compile(r"\d+\s*[-–]\s*\d+")
_DASH = Markup('<span class="muted" aria-hidden="true">–</span>')


def words(show: Show, text: Text, **values: object) -> str:
    """A text of ours in the page's language, with values put in."""
    said = text.to(show.language)
    return said.format(**values) if values else said


def open_mark(show: Show, text: Text = OPEN) -> Markup:
    """The mark of something that belongs here and is missing."""
    return inline.badge(text.to(show.language), "warn")


def dash() -> Markup:
    """The mark of an empty cell."""
    return _DASH


def signed(value: float, language: Language, unit: str = "") -> str:
    """A number with its sign, a real minus before negative ones."""
    sign = "+" if value > 0 else "\u2212" if value < 0 else "\u00b1"
    return sign + formats.amount(abs(round(value, 4)), unit, language)


def deviation(
    show: Show, actual: float | None, target: float | None, unit: str = "", more_is: str = "better"
) -> Markup:
    """How far a value lies above or below its target, with an arrow: in percent, for percentages in points.

    `more_is` says how to judge it: "better", "worse", or "" for neither. Nothing where one of the two is missing.
    """
    if actual is None or target is None:
        return NOTHING
    if unit.startswith("%"):
        amount, label = actual - target, signed(round(actual - target, 2), show.language, POINTS.to(show.language))
    elif _SCALE_UNIT.fullmatch(unit) or not target:
        amount, label = (
            actual - target,
            signed(actual - target, show.language, "" if _SCALE_UNIT.fullmatch(unit) else unit),
        )
    else:
        amount = (actual - target) / abs(target)
        label = signed_share(amount, show.language)
    return delta(amount, label, more_is)


def signed_share(value: float, language: Language) -> str:
    """A share in percent with its sign, in tenths of a percent."""
    sign = "+" if value > 0 else "\u2212" if value < 0 else "\u00b1"
    return sign + formats.share(round(abs(value), 3), language)


def delta(amount: float, label: str, more_is: str = "better") -> Markup:
    """A change with an arrow; coloured where more is better or worse."""
    arrow = "▲" if amount > 0 else "▼" if amount < 0 else "■"
    tone = ""
    if amount and more_is:
        tone = " delta--up" if (amount > 0) == (more_is == "better") else " delta--down"
    return inline.safe(
        f'<span class="num delta{tone}"><span class="delta__arrow" aria-hidden="true">{arrow}</span> '
        f"{inline.printed(label)!s}</span>"
    )


def is_overdue(show: Show, period: Value, *, is_done: bool = False) -> bool:
    """Whether the last day of a period has passed and nothing was done about it."""
    last = last_day(str(period)) if isinstance(period, str | int) and not isinstance(period, bool) else None
    return last is not None and last < show.as_of and not is_done


def due(entry: Entry, key: str, *, is_done: bool = False) -> Markup:
    """A date of an entry, with the word for it when it has passed and the thing is not done."""
    shown = entry.line(key)
    if shown and is_overdue(entry.show, entry.value.get(key), is_done=is_done):
        return shown + Markup(" ") + late(entry.show)
    return shown


def late(show: Show) -> Markup:
    """The word for something overdue."""
    return inline.span("late", OVERDUE.to(show.language))


def quote(content: Markup, label: str = "") -> Block:
    """A sentence that stands out, such as the reason why somebody listens to us."""
    head = f'<p class="label">{inline.printed(label)!s}</p>' if label else ""
    return Prose(inline.safe(f'<div class="quote">{head}<blockquote>{content!s}</blockquote></div>'))


def labelled(label: str, content: Markup) -> Markup:
    """Something with a word before it that says what it is."""
    return inline.safe(f'<span class="item__label">{inline.printed(label)!s}</span> {content!s}')


def strays(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The entries of a section that are no mappings, such as `unknown`, so that they are not lost."""
    strange = [
        (key, one) for key, one in reading.mapping(value).items() if one is not None and not isinstance(one, dict)
    ]
    facts = tuple(
        Fact(str(generic.key_of(show, field, key).striptags()), generic.line_of(show, field.inside(key), one))
        for key, one in strange
    )
    return (Facts(facts),) if facts else ()


def paragraph(content: Markup) -> Block:
    """A text as a paragraph of its own, unless it consists of paragraphs already."""
    return Prose(content if content.startswith("<p>") else inline.fill("<p>{}</p>", content))


def html(content: Markup) -> Block:
    """Finished HTML as a block."""
    return Prose(content)


def anchor(show: Show, chapter: str, section: str, key: str) -> str:
    """The address of an entry on its chapter's page: its id, unless a section above has an entry of the same id."""
    written = show.plan.data[chapter]
    field = show.fields.get(chapter)
    for name in field.properties if field else ():
        if name == section:
            break
        above = written.get(name)
        if isinstance(above, dict) and isinstance(above.get(key), dict):
            return f"{section}-{key}"
    return key


def attitude(entry: Entry) -> Markup:
    """A person's attitude to us as a badge whose sign tells it without colour; nothing where none is given."""
    if "attitude" not in entry:
        return NOTHING
    word = entry.word("attitude") or "unknown"
    tone, sign = inline.ATTITUDE_TONES.get(word, "muted"), inline.ATTITUDE_SIGNS.get(word, "")
    return inline.safe(
        f'<span class="badge badge--{tone}" title="{inline.printed(entry.label("attitude"))!s}">'
        f'<span class="badge__sign" aria-hidden="true">{sign}</span> {entry.line("attitude")!s}</span>'
    )


def checked(word: str) -> Markup:
    """Something that is done: a tick with its word."""
    return inline.fill('<span class="checked"><span aria-hidden="true">✓ </span>{}</span>', word)
