"""What changed among all customers: who moved between classes, the years one by one, and other measures."""

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.programme.abc import CLASSES, NO_AMOUNT, CustomerBase, Earlier, Moves
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.programme import customerwords as words
from kamsite.render.blocks import NOTHING, Block, Column, Prose, Row, Section, Table
from kamsite.render.desk import Desk

MOST = 100
"""So many customers of a kind are told one by one above the list of all."""

_LARGE = 100
_TONES = {"A": "key", "B": "info", "C": "muted"}


def moved_section(desk: Desk, earlier: Earlier, moves: Moves, language: Language) -> Section:
    """Who is in another class than then: how many from where to where, then the most important ones."""
    title = words.MOVES.to(language).format(when=_when(earlier, language))
    blocks: list[Block] = [_matrix(moves, language)]
    shown = moves.rows[:MOST]
    if shown:
        columns = (
            Column(words.CUSTOMER.to(language)),
            Column(words.FROM.to(language)),
            Column(words.TO.to(language)),
            Column(words.THEN.to(language), is_number=True),
            Column(words.NOW.to(language), is_number=True),
        )
        currency = desk.settings.currency
        rows = tuple(
            Row(
                (
                    inline.text(move.name) + inline.fill('<span class="item__more">{}</span>', move.id),
                    _class_or(move.before, words.NEW, language),
                    inline.fill(
                        '<span class="num">{}{}</span>',
                        _arrow(move.before, move.after),
                        _class_or(move.after, words.GONE, language),
                    ),
                    amount(move.amount_before, currency, language),
                    amount(move.amount_after, currency, language),
                )
            )
            for move in shown
        )
        blocks.append(Table(title, columns, rows, is_caption_hidden=True))
        blocks += more(len(moves.rows) - len(shown) + moves.more, language)
    else:
        blocks.append(Prose(inline.fill("<p>{}</p>", words.NOBODY_MOVED.to(language))))
    return Section(urls.identifier("moves"), title, tuple(blocks), words.MOVES_HELP.to(language))


def _matrix(moves: Moves, language: Language) -> Table:
    """How many went from which class to which; who stayed stands on the diagonal."""
    counts = {(before, after): count for before, after, count in moves.counts}
    passed = {name for pair in counts for name in pair}
    names = (*CLASSES, *(name for name in (NO_AMOUNT, "") if name in passed))
    columns = (
        Column(words.FROM.to(language)),
        *(Column(_named(name, words.GONE, language), is_number=True) for name in names),
    )
    rows = tuple(
        Row(
            (
                _class_or(before, words.NEW, language),
                *(_passed(counts.get((before, after)), language, is_stay=before == after) for after in names),
            )
        )
        for before in names
        if before or any(not one for one, _ in counts)
    )
    return Table(words.MATRIX.to(language), columns, rows)


def _named(name: str, otherwise: Text, language: Language) -> str:
    """The name of a class; else that there was no amount, or what it means that there was no customer."""
    return name if name in CLASSES else (words.WITHOUT if name == NO_AMOUNT else otherwise).to(language)


def _class_or(name: str, otherwise: Text, language: Language) -> Markup:
    return badge(name) if name in CLASSES else inline.text(_named(name, otherwise, language))


def _passed(count: int | None, language: Language, *, is_stay: bool) -> Markup:
    """How many went that way; those who stayed are only mentioned."""
    if count is None:
        return NOTHING
    return inline.span("muted", number(count, language)) if is_stay else number(count, language)


def _arrow(before: str, after: str) -> Markup:
    """Up or down, where it is a move between two classes."""
    if before not in CLASSES or after not in CLASSES:
        return NOTHING
    is_up = after < before
    css = "trend trend--up" if is_up else "trend trend--down"
    return inline.fill('<span class="{}" aria-hidden="true">{}</span> ', css, "▲" if is_up else "▼")


def years_section(desk: Desk, base: CustomerBase, language: Language) -> Section:
    """The same figures for each table that there is."""
    columns = (
        Column(words.YEAR.to(language)),
        Column(words.CUSTOMERS.to(language), is_number=True),
        Column(words.MEASURES[base.main.by].to(language), is_number=True),
        Column(words.IN_A.to(language), is_number=True),
        Column(words.EIGHTY.to(language), is_number=True),
        Column(words.GINI.to(language), is_number=True),
    )
    main, currency = base.main, desk.settings.currency
    told = [(words.TODAY.to(language), main.customers, main.total, main.classes[0].customers, main.for_80, main.gini)]
    told += [
        (_when(one, language), one.customers, one.total, one.classes[0].customers, one.for_80, one.gini)
        for one in base.earlier
    ]
    rows = tuple(
        Row(
            (
                inline.text(label),
                number(customers, language),
                compact(total, currency, language),
                number(in_a, language),
                number(for_80, language),
                gini(coefficient, language),
            )
        )
        for label, customers, total, in_a, for_80, coefficient in told
    )
    title = words.YEARS.to(language)
    table = Table(title, columns, rows, is_caption_hidden=True)
    return Section(urls.identifier("years"), title, (table,), is_half=not base.others)


def others_section(desk: Desk, base: CustomerBase, language: Language) -> Section:
    """The figures by each measure that the table has."""
    columns = (
        Column(words.MEASURE.to(language)),
        Column(words.CUSTOMERS.to(language), is_number=True),
        Column(words.TOTAL.to(language), is_number=True),
        Column(words.EIGHTY.to(language), is_number=True),
        Column(words.GINI.to(language), is_number=True),
    )
    rows = tuple(
        Row(
            (
                inline.text(words.MEASURES[one.by].to(language)),
                number(one.customers, language),
                compact(one.total, desk.settings.currency, language),
                number(one.for_80, language),
                gini(one.gini, language),
            )
        )
        for one in (base.main, *base.others)
    )
    title = words.OTHERS.to(language)
    table = Table(title, columns, rows, is_caption_hidden=True)
    return Section(urls.identifier("others"), title, (table,), words.OTHERS_HELP.to(language), is_half=True)


def _when(earlier: Earlier, language: Language) -> str:
    """The time of an earlier table: its year, or the day and version from which it is."""
    if not earlier.day:
        return earlier.label
    return words.VERSION.to(language).format(day=formats.period(earlier.day, language), commit=earlier.label)


def badge(name: str) -> Markup:
    """The mark of a class."""
    return inline.badge(name, _TONES[name]) if name else NOTHING


def number(value: float, language: Language) -> Markup:
    """A number in a cell."""
    return inline.number(value, language)


def amount(value: float | None, unit: str, language: Language) -> Markup:
    """An amount in a cell, without decimals where it is large; nothing where it is not known."""
    if value is None:
        return NOTHING
    return inline.number(round(value) if abs(value) >= _LARGE else round(value, 2), language, unit)


def told_count(value: int, language: Language) -> str:
    """A number in a sentence."""
    return formats.number(value, language)


def compact(value: float, unit: str, language: Language) -> Markup:
    """An amount in few characters."""
    return inline.span("num", formats.compact(value, unit, language))


def gini(value: float, language: Language) -> Markup:
    """The coefficient with two decimals."""
    return inline.span("num", formats.fixed(value, 2, language))


def more(count: int, language: Language) -> list[Block]:
    """How many others there are, where a table tells only the first."""
    if count <= 0:
        return []
    return [Prose(inline.fill("<p>{}</p>", words.MORE.to(language).format(count=told_count(count, language))))]
