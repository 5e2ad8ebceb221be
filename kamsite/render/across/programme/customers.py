"""All customers in classes: how few make most, who of them has no plan, who moved up or down (D30)."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import ceil

from markupsafe import Markup

from kamsite.language import Language
from kamsite.model.analyses.programme.abc import (
    Analysis,
    CustomerBase,
    RankedCustomer,
)
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.programme import customerwords as words
from kamsite.render.across.programme.board import editor, version_link
from kamsite.render.across.programme.customerdrawings import lorenz_drawing, pareto_drawing, part_of, pyramid_drawing
from kamsite.render.across.programme.customermoves import (
    MOST,
    amount,
    badge,
    compact,
    gini,
    more,
    moved_section,
    number,
    others_section,
    told_count,
    years_section,
)
from kamsite.render.across.programme.wrong import errors_in, led_by, told
from kamsite.render.across.shared import Around, SharedFiles, other_parts, page, parts_of
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Column,
    Figure,
    FigureRow,
    Note,
    Prose,
    Row,
    Section,
    Table,
)
from kamsite.render.desk import Desk
from kamsite.render.navigation import CUSTOMERS

PER_PAGE = 100
_FILE = "customers.csv"


def customers_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there are more customers than fit on one. The largest are told one by one."""
    base, around = content.customers, _around(content)
    tables = (file.rpartition("/")[2] for file in content.programme_files if file.endswith(".csv"))
    found = errors_in(desk, content, *tables)
    if base is None:
        yield page(CUSTOMERS, told(found), led_by(found, _nothing), around=around)
        return
    parts = max(1, ceil(len(base.main.rows) / PER_PAGE))
    version = next((one.commit.id for one in content.programme_history.versions if _FILE in one.files), "")
    first = led_by(found, partial(_first, base, parts))
    yield page(CUSTOMERS, (base, version, told(found)), first, around=around)
    for part in range(2, parts + 1):
        rows = base.main.rows[(part - 1) * PER_PAGE : part * PER_PAGE]
        yield page(CUSTOMERS, (base.main.by, rows, parts), partial(_further, base, rows, part, parts), part)


def _around(content: Content) -> Around:
    """When the table was last changed, and where its headings and classes are edited."""

    def changed(desk: Desk, language: Language) -> tuple[Markup, str]:
        version = next((one for one in content.programme_history.versions if _FILE in one.files), None)
        if version is None or not desk.shows_history:
            return NOTHING, editor(desk, "selection")
        label = version_link(version)
        return inline.fill(words.CHANGED.to(language), desk.day(version, language), label), editor(desk, "selection")

    return changed


def _nothing(_desk: Desk, language: Language) -> Iterator[Section]:
    note = Note(inline.message(words.NOTHING_THERE.to(language)))
    yield Section(urls.identifier("all"), words.ALL.to(language), (note,))


def _first(base: CustomerBase, parts: int, desk: Desk, language: Language) -> Iterator[Section]:
    main = base.main
    yield Section(urls.identifier("glance"), words.GLANCE.to(language), (_glance(desk, main, language),))
    twin = _classes(desk, main, language)
    yield Section(
        urls.identifier("pareto"), words.PARETO.to(language), (pareto_drawing(main, twin, language),), is_half=True
    )
    limits = words.LIMITS_HELP.to(language).format(
        a=part_of(main.limits.a, language), b=part_of(main.limits.b, language)
    )
    yield Section(
        urls.identifier("pyramid"),
        words.PYRAMID.to(language),
        (
            pyramid_drawing(main, desk.settings.currency, language),
            Prose(inline.fill('<p class="muted">{}</p>', limits)),
        ),
        is_half=True,
    )
    yield Section(urls.identifier("lorenz"), words.LORENZ.to(language), (lorenz_drawing(main, language),), is_half=True)
    if base.others:
        yield others_section(desk, base, language)
    elif base.earlier:
        yield years_section(desk, base, language)
    if main.unplanned:
        yield _unplanned(desk, main, language)
    if main.planned:
        yield _planned(desk, main, language)
    if base.earlier and base.earlier[0].moves is not None:
        yield moved_section(desk, base.earlier[0], base.earlier[0].moves, language)
    if base.earlier and base.others:
        yield years_section(desk, base, language)
    yield _all(desk, base, main.rows[:PER_PAGE], 1, parts, language)


def _further(
    base: CustomerBase, rows: Sequence[RankedCustomer], part: int, parts: int, desk: Desk, language: Language
) -> Iterator[Section]:
    yield _all(desk, base, rows, part, parts, language)
    yield from other_parts(parts_of(CUSTOMERS, part, parts, language), language)


# -- at a glance -------------------------------------------------------------------------------------------------------


def _glance(desk: Desk, main: Analysis, language: Language) -> FigureRow:
    currency = desk.settings.currency
    missing = words.MISSING.to(language).format(count=told_count(main.missing, language)) if main.missing else ""
    share = part_of(main.for_80 / main.customers, language)
    unplanned, they_make = main.unplanned_total
    return FigureRow(
        (
            Figure(words.CUSTOMERS.to(language), number(main.customers, language), inline.text(missing)),
            Figure(words.MEASURES[main.by].to(language), compact(main.total, currency, language)),
            Figure(
                words.EIGHTY.to(language),
                number(main.for_80, language),
                inline.text(words.EIGHTY_OF.to(language).format(share=share)),
            ),
            Figure(words.GINI.to(language), gini(main.gini, language), inline.text(words.GINI_HELP.to(language))),
            Figure(
                words.UNPLANNED.to(language),
                number(unplanned, language),
                inline.text(
                    words.THEY_MAKE.to(language).format(amount=formats.compact(they_make, currency, language))
                    if unplanned
                    else words.ALL_PLANNED.to(language)
                ),
                "warn" if unplanned else "good",
            ),
        )
    )


def _classes(desk: Desk, main: Analysis, language: Language) -> Table:
    """The classes in figures: the twin of the curve."""
    columns = (
        Column(words.CLASS.to(language)),
        Column(words.CUSTOMERS.to(language), is_number=True),
        Column(words.SHARE_OF_CUSTOMERS.to(language), is_number=True),
        Column(words.MEASURES[main.by].to(language), is_number=True),
        Column(words.SHARE.to(language), is_number=True),
        Column(words.WITH_PLAN.to(language), is_number=True),
    )
    rows = tuple(
        Row(
            (
                badge(one.name),
                number(one.customers, language),
                inline.text(part_of(one.customers / main.customers, language)),
                compact(one.amount, desk.settings.currency, language),
                inline.text(part_of(one.amount / main.total, language)),
                number(one.planned, language),
            )
        )
        for one in main.classes
    )
    return Table(words.CLASSES.to(language), columns, rows)


# -- plans -------------------------------------------------------------------------------------------------------------


def _unplanned(desk: Desk, main: Analysis, language: Language) -> Section:
    shown = main.unplanned[:MOST]
    blocks: list[Block] = [_ranks(desk, main, shown, words.UNPLANNED_TITLE.to(language), language, has_plan=False)]
    blocks += more(main.unplanned_total[0] - len(shown), language)
    return Section(
        urls.identifier("unplanned"),
        words.UNPLANNED_TITLE.to(language),
        tuple(blocks),
        words.UNPLANNED_HELP.to(language),
    )


def _planned(desk: Desk, main: Analysis, language: Language) -> Section:
    shown = main.planned[:MOST]
    table = _ranks(desk, main, shown, words.PLANNED_TITLE.to(language), language, has_note=True)
    blocks = [table, *more(len(main.planned) - len(shown), language)]
    title, help_ = words.PLANNED_TITLE.to(language), words.PLANNED_HELP.to(language)
    return Section(urls.identifier("planned"), title, tuple(blocks), help_)


def _all(
    desk: Desk, base: CustomerBase, rows: Sequence[RankedCustomer], part: int, parts: int, language: Language
) -> Section:
    main = base.main
    title = words.ALL.to(language)
    blocks: list[Block] = [_ranks(desk, main, rows, title, language)]
    if part == parts and len(main.rows) < main.customers:
        cut = words.ALL_CUT.to(language).format(
            count=told_count(len(main.rows), language), all=told_count(main.customers, language)
        )
        blocks.append(Note(inline.text(cut)))
    if part == 1:
        blocks += [
            block
            for section in other_parts(parts_of(CUSTOMERS, 1, parts, language), language)
            for block in section.blocks
        ]
    return Section(urls.identifier("all"), title, tuple(blocks))


def _ranks(
    desk: Desk,
    main: Analysis,
    rows: Sequence[RankedCustomer],
    caption: str,
    language: Language,
    *,
    has_plan: bool = True,
    has_note: bool = False,
) -> Table:
    """Customers one by one: rank, name, amount, shares, class and the plan, where it may be seen."""
    has_country = any(row.country for row in rows)
    columns = [
        Column(words.CUSTOMER.to(language)),
        Column(words.RANK.to(language), is_number=True),
        *([Column(words.COUNTRY.to(language))] if has_country else []),
        Column(words.MEASURES[main.by].to(language), is_number=True),
        Column(words.SHARE.to(language), is_number=True),
        Column(words.TOGETHER.to(language), is_number=True),
        Column(words.CLASS.to(language)),
        *([Column(words.PLAN.to(language))] if has_plan else []),
    ]
    told = []
    for row in rows:
        plan = inline.link(urls.for_account(row.plan), row.plan) if row.plan in desk.accounts else inline.text(row.plan)
        if has_note and row.abc == "C":
            plan += inline.fill(' <span class="muted">{}</span>', words.C_NOTE.to(language))
        cells = (
            inline.text(row.name) + inline.fill('<span class="item__more">{}</span>', row.id),
            number(row.rank, language),
            *([inline.text(row.country)] if has_country else []),
            amount(row.amount, desk.settings.currency, language),
            inline.text(part_of(row.share, language)),
            inline.text(part_of(row.until, language)),
            badge(row.abc),
            *([plan] if has_plan else []),
        )
        told.append(Row(cells))
    return Table(caption, tuple(columns), tuple(told), is_caption_hidden=True)
