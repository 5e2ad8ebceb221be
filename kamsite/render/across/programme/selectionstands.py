"""The parts of the page on the selection: chart, what-if table, stability, buy-in, criteria."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from kamsite.model.analyses.programme.ranking import RankedAccount
from kamsite.model.analyses.programme.selection import HIGHEST, KEY, LOWEST, WEIGHTINGS, Flip, Selecting
from kamsite.model.departments import department, plainly
from kamsite.render import format as formats
from kamsite.render import inline
from kamsite.render.across.programme import selectionwords as words
from kamsite.render.across.programme.board import Board
from kamsite.render.across.programme.customerdrawings import part_of
from kamsite.render.across.programme.selectionpieces import (
    account_link,
    badge_of,
    points,
    reasons_address,
    told_distance,
    told_points,
)
from kamsite.render.blocks import NOTHING, Block, Column, Drawing, Note, Picture, Prose, Row, Section, Table
from kamsite.render.charts.amounts import amounts_for
from kamsite.render.charts.scatter import Limit, Spot, scatter

_MOST_SPOTS = 150


# -- score and potential -----------------------------------------------------------------------------------------------


def chart_section(
    board: Board, ranking: Sequence[RankedAccount], potential: Mapping[str, float], selecting: Selecting
) -> Section:
    """Score against potential, with a line at each limit."""
    language = board.language
    title, says = words.CHART.to(language), words.CHART_SAYS.to(language)
    known = [one for one in ranking if one.score and one.summary.id in potential][:_MOST_SPOTS]
    if not known:
        return board.section("chart", title, Note(inline.text(words.NO_POTENTIAL.to(language))))
    currency = board.desk.settings.currency
    amounts = amounts_for([potential[one.summary.id] for one in known], currency, language)
    spots = []
    for one in known:
        value, score = potential[one.summary.id], one.score
        mark = score.value if score else 0.0
        tip = f"{one.summary.name}: {told_points(mark, language)}, {amounts.full(value)}"
        css = "scatter-spot--key" if one.is_key else ""
        place = reasons_address(one.summary)
        spots.append(Spot(one.summary.name, mark, value, tip, css, place))
    limits = []
    if selecting.key_from is not None:
        limits.append(Limit(selecting.key_from, words.SEGMENTS[KEY].to(language)))
    legend = (("scatter-spot--key", words.KEY_ACCOUNTS.to(language)), ("", words.OTHER_SEGMENTS.to(language)))
    axes = words.SCORE.to(language), words.POTENTIAL.to(language)
    svg = scatter(title, says, spots, limits, (LOWEST, HIGHEST), axes, amounts, legend)
    columns = (
        Column(words.ACCOUNT.to(language)),
        Column(words.SEGMENT.to(language)),
        Column(words.SCORE.to(language), is_number=True),
        Column(words.POTENTIAL.to(language), is_number=True),
    )
    rows = tuple(
        Row(
            (
                account_link(one.summary, language),
                badge_of(one.summary.segment or "", language),
                points(one.score.value if one.score else 0, language),
                inline.number(potential[one.summary.id], language, currency),
            )
        )
        for one in known
    )
    blocks: list[Block] = [Drawing(svg, says, Table(title, columns, rows))]
    left_out = len(ranking) - len(known)
    if left_out:
        blocks.append(Note(inline.text(board.said(words.CHART_LEFT_OUT, count=left_out))))
    return board.section("chart", title, *blocks)


# -- what if -----------------------------------------------------------------------------------------------------------


def what_if_section(board: Board, ranking: Sequence[RankedAccount], selecting: Selecting) -> Section:
    """All scores by criterion: complete as it is; a script adds sliders and puts the rows in another order."""
    language = board.language
    columns = (
        Column(words.ACCOUNT.to(language)),
        Column(words.RANK.to(language), is_number=True),
        Column(words.SCORE.to(language), is_number=True),
        Column(words.BY_SCORE.to(language) if selecting.key_from is not None else ""),
        *(Column(selecting.titles[name], is_number=True) for name in selecting.criteria),
    )
    rows = tuple(_scores(board, one, selecting) for one in ranking)
    title = words.WHAT_IF.to(language)
    table = Table(title, columns, rows, is_caption_hidden=True)
    return board.section(
        "what-if", title, Picture(_tools(board, selecting)), table, help=words.WHAT_IF_HELP.to(language)
    )


def _scores(board: Board, one: RankedAccount, selecting: Selecting) -> Row:
    language = board.language
    cells = []
    for name in selecting.criteria:
        score = one.standing.scores.get(name)
        shown = inline.text("?" if name in one.standing.unknown else "–") if score is None else inline.text(score)
        cells.append(inline.fill('<span class="num" data-score="{}">{}</span>', "" if score is None else score, shown))
    value = one.score.value if one.score else 0
    return Row(
        (
            account_link(one.summary, language),
            inline.fill('<span class="num" data-rank>{}</span>', one.rank or ""),
            inline.fill("<span data-value>{}</span>", points(value, language)),
            inline.fill('<span data-segment="{}">{}</span>', one.by_score, badge_of(one.by_score, language)),
            *cells,
        )
    )


def _tools(board: Board, selecting: Selecting) -> Markup:
    """What the script makes the sliders of: criteria, weights, limits and all words; not to be seen without it."""
    language = board.language
    criteria = inline.joined(
        [
            inline.fill(
                '<li data-weight="{}">{}</li>', round(selecting.weights[name] * 100, 12), selecting.titles[name]
            )
            for name in selecting.criteria
        ],
        "",
    )
    segments = inline.joined(
        [
            inline.fill('<li data-segment="{}">{}</li>', segment, badge_of(segment, language))
            for segment in words.SEGMENTS
        ],
        "",
    )
    limits = [selecting.key_from, selecting.focus_from]
    return inline.fill(
        '<div class="weights" hidden data-key-from="{}" data-focus-from="{}" data-reset="{}" '
        'data-told="{}" data-same="{}" data-mark="{}">'
        '<ul class="weights__criteria">{}</ul><ul class="weights__segments">{}</ul></div>',
        *["" if limit is None else limit for limit in limits],
        words.RESET.to(language),
        words.ABOVE.to(language),
        words.AS_BEFORE.to(language),
        formats.fixed(0.5, 1, language),
        criteria,
        segments,
    )


# -- how stable --------------------------------------------------------------------------------------------------------


def stability_section(board: Board, ranking: Sequence[RankedAccount], selecting: Selecting) -> Section:
    """How far each account is from the threshold, how it fares with other weights, and which weight turns it."""
    language = board.language
    title, limit = words.STABILITY.to(language), selecting.key_from
    if limit is None:
        return board.section("stability", title, Note(inline.message(words.NO_THRESHOLD.to(language))))
    columns = (
        Column(words.ACCOUNT.to(language)),
        Column(words.SCORE.to(language), is_number=True),
        Column(words.DISTANCE.to(language), is_number=True),
        Column(words.HOLDS.to(language)),
        Column(words.RANKS.to(language)),
        Column(words.FLIP.to(language)),
    )
    rows = []
    for one in ranking:
        if one.score is None or one.stability is None:
            continue
        stable = one.stability
        ranks = str(stable.best)
        if stable.best != stable.worst:
            ranks = board.said(words.RANK_SPAN, best=stable.best, worst=stable.worst)
        rows.append(
            Row(
                (
                    account_link(one.summary, language),
                    points(one.score.value, language),
                    inline.span("num", told_distance(one.score.value - limit, language)),
                    inline.meter(stable.holds, language),
                    inline.text(ranks),
                    _flip(board, one.flip, selecting),
                )
            )
        )
    help_ = board.said(words.STABILITY_HELP, count=WEIGHTINGS)
    how = Prose(inline.fill('<p class="muted">{}</p>', help_))
    return board.section("stability", title, Table(title, columns, tuple(rows), is_caption_hidden=True), how)


def _flip(board: Board, flip: Flip | None, selecting: Selecting) -> Markup:
    if flip is None:
        return inline.span("muted", words.NO_FLIP.to(board.language))
    text = words.FLIP_LOWER if flip.is_lower else words.FLIP_HIGHER
    return inline.text(
        board.said(
            text,
            criterion=selecting.titles[flip.criterion],
            limit=part_of(round(flip.limit, 2), board.language),
            share=part_of(round(flip.share, 2), board.language),
        )
    )


# -- who supports it ---------------------------------------------------------------------------------------------------


def buy_in_section(board: Board, keys: Sequence[RankedAccount], selecting: Selecting) -> Section:
    """Key accounts by departments: who promised support; what is missing stands out."""
    language = board.language
    departments = {plainly(name): name for name in selecting.departments}
    for one in keys:
        for name in one.standing.buy_in:
            departments.setdefault(plainly(name), name)
    needed = {plainly(name) for name in selecting.departments}
    columns = (
        Column(words.ACCOUNT.to(language)),
        *(Column(department(name, language)) for name in departments.values()),
    )
    rows = []
    for one in keys:
        promised = {plainly(name): who for name, who in one.standing.buy_in.items()}
        cells = [
            board.person(promised[name])
            if name in promised
            else inline.badge(words.MISSING.to(language), "warn")
            if name in needed
            else NOTHING
            for name in departments
        ]
        rows.append(Row((account_link(one.summary, language), *cells)))
    title = words.BUY_IN.to(language)
    table = Table(title, columns, tuple(rows), is_caption_hidden=True)
    return board.section("buy-in", title, table, help=words.BUY_IN_HELP.to(language))


# -- criteria ----------------------------------------------------------------------------------------------------------


def criteria_section(board: Board, selecting: Selecting) -> Section:
    """The criteria with their weights made to add up to 100 %, the question of each and what its ends mean."""
    language = board.language
    columns = (
        Column(words.CRITERION.to(language)),
        Column(words.WEIGHT.to(language)),
        Column(words.QUESTION.to(language)),
        Column(words.STEPS.to(language)),
    )
    rows = []
    for name, entry in board.entries("criteria").items():
        weight = selecting.weights.get(name, 0.0)
        entry.tick("weight")
        title, question = entry.line("title"), entry.line("question")
        scale = entry.line("scale") if "scale" in entry else NOTHING
        rows.append(Row((title, inline.meter(weight, language), question + entry.more(), scale), id=name))
    heading = words.CRITERIA.to(language)
    return board.section("criteria", heading, Table(heading, columns, tuple(rows), is_caption_hidden=True))
