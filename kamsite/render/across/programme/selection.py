"""Who is a key account and why, since when, who decided, who supports it, how much the weights decide (D31, D32)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from markupsafe import Markup

from kamsite.language import Language
from kamsite.model.analyses.programme.abc import CustomerBase
from kamsite.model.analyses.programme.ranking import RankedAccount, dead_horses, focus_by_manager, ranking_of
from kamsite.model.analyses.programme.selection import FOCUS, Selecting, Since
from kamsite.model.analyses.summary import Summary
from kamsite.model.departments import department
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.programme import selectionwords as words
from kamsite.render.across.programme.board import GLANCE, Board, around, board_of, inputs_of
from kamsite.render.across.programme.selectionpieces import account_link, badge_of, points, told_points
from kamsite.render.across.programme.selectionstands import (
    buy_in_section,
    chart_section,
    criteria_section,
    stability_section,
    what_if_section,
)
from kamsite.render.across.programme.wrong import errors_in, led_by, told
from kamsite.render.across.shared import SharedFiles, other_parts, page, parts_of
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Column,
    Fact,
    Facts,
    Figure,
    FigureRow,
    Note,
    Row,
    Section,
    Table,
)
from kamsite.render.desk import Desk
from kamsite.render.navigation import SELECTION
from kamsite.render.sections.entry import Entry

PER_PAGE = 100
"""So many accounts stand on the page; the next ones on further parts of it."""

_SURE = 0.95


# What the sections tell of selection.yaml.
_DRAWN = frozenset(
    {"criteria", "key_account_from", "focus_from", "priority_rule", "reviewed", "departments", "abc", "customers"}
)


@dataclass(frozen=True)
class _Standings:
    """All that the page tells of accounts; they are put in order only when a page is really drawn."""

    content: Content
    selecting: Selecting | None
    accounts: tuple[Summary, ...]
    potential: Mapping[str, float]
    dead: frozenset[str]

    @property
    def parts(self) -> int:
        """How many parts the page has."""
        return max(1, -(-len(self.accounts) // PER_PAGE))

    @property
    def inputs(self) -> tuple[object, ...]:
        """What the page is made of besides the programme's files."""
        told = [(one.id, one.name, one.segment, one.manager, one.standing) for one in self.accounts]
        return told, sorted(self.potential.items()), sorted(self.dead)

    @cached_property
    def ranking(self) -> tuple[RankedAccount, ...]:
        """The accounts, the best first."""
        return ranking_of(self.accounts, self.selecting) if self.selecting else ()

    def part(self, number: int) -> Sequence[RankedAccount]:
        """The accounts on one part of the page."""
        return self.ranking[(number - 1) * PER_PAGE : number * PER_PAGE]


def selection_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there are more accounts than fit on one."""
    shows = desk.selecting is not None and desk.shows_selection
    accounts = tuple(one for one in content.summaries if one.parent is None) if shows else ()
    potential, dead = potential_by_plan(content.customers), dead_horses(accounts, desk.as_of)
    all_of_them = _Standings(content, desk.selecting, accounts, potential, dead)
    inputs = (inputs_of(content, "selection"), all_of_them.inputs)
    found = errors_in(desk, content, "selection.yaml")
    sections = led_by(found, partial(_sections, all_of_them))
    yield page(SELECTION, (inputs, told(found)), sections, around=around(content, "selection"))
    for part in range(2, all_of_them.parts + 1):
        yield page(SELECTION, (inputs, part), partial(_further, all_of_them, part), part)


def potential_by_plan(customers: CustomerBase | None) -> Mapping[str, float]:
    """The potential of each account out of the table of all customers, added up where it has several numbers."""
    analyses = (customers.main, *customers.others) if customers else ()
    found: dict[str, float] = {}
    for analysis in analyses:
        if analysis.by == "potential":
            for row in analysis.planned:
                account = row.plan.partition("/")[0]
                found[account] = found.get(account, 0.0) + row.amount
    return found


def _sections(standings: _Standings, desk: Desk, language: Language) -> Iterator[Section]:
    content, selecting = standings.content, desk.selecting
    board = board_of(content, "selection", desk, language)
    if selecting is not None and desk.shows_selection:
        ranking, shown = standings.ranking, standings.part(1)
        if any(one.score for one in ranking):
            yield board.section("glance", GLANCE.to(language), _glance(board, ranking, selecting, standings.dead))
        yield _ranking(board, standings, 1)
        if any(one.score for one in shown):
            yield chart_section(board, ranking, standings.potential, selecting)
            yield what_if_section(board, [one for one in shown if one.score], selecting)
            yield stability_section(board, [one for one in shown if one.score], selecting)
        keys = [one for one in shown if one.is_key]
        if desk.shows_buy_in and keys and (selecting.departments or any(one.standing.buy_in for one in keys)):
            yield buy_in_section(board, keys, selecting)
        if desk.settings.selection_model == "sales":
            yield _focus(board, content)
    yield from rules_of_selection(content, desk, language)


def rules_of_selection(content: Content, desk: Desk, language: Language) -> Iterator[Section]:
    """How is selected: by whom, from which score on, by which criteria and weights."""
    board = board_of(content, "selection", desk, language)
    yield _how(board, desk.selecting)
    if desk.selecting is not None:
        yield criteria_section(board, desk.selecting)
    yield from board.rest(_DRAWN)


def _further(standings: _Standings, part: int, desk: Desk, language: Language) -> Iterator[Section]:
    yield _ranking(board_of(standings.content, "selection", desk, language), standings, part)
    yield from other_parts(parts_of(SELECTION, part, standings.parts, language), language)


def _glance(board: Board, ranking: Sequence[RankedAccount], selecting: Selecting, dead: frozenset[str]) -> FigureRow:
    language = board.language
    keys = [one for one in ranking if one.is_key]
    focus = sum(1 for one in ranking if one.summary.segment == FOCUS)
    scored = [one for one in ranking if one.score and one.stability]
    sure = sum(1 for one in scored if one.stability and one.stability.holds >= _SURE)
    otherwise = sum(1 for one in ranking if one.is_otherwise)
    incomplete = sum(1 for one in ranking if one.score is None or not one.score.is_certain)

    def figure(label: str, value: int, remark: str, tone: str = "") -> Figure:
        return Figure(label, inline.number(value, language), inline.text(remark), tone)

    of_all = board.counted(len(ranking), words.OF_ONE, words.OF_ALL)
    if focus:
        of_all = inline.fill("{}, {}", of_all, board.counted(focus, words.FOCUS_ONE, words.FOCUS_TOO))
    settings = board.desk.settings
    is_many = settings.selection_model == "company" and len(keys) > settings.key_limit
    if is_many:
        of_all = inline.fill("{}, {}", of_all, board.said(words.MORE_THAN_MEANT, limit=settings.key_limit))
    tone = "warn" if is_many else ""
    figures = [
        Figure(words.KEY_ACCOUNTS.to(language), inline.number(len(keys), language), inline.text(of_all), tone),
        figure(
            words.INCOMPLETE.to(language), incomplete, words.INCOMPLETE_HELP.to(language), "warn" if incomplete else ""
        ),
    ]
    if selecting.key_from is not None:
        tone = "warn" if otherwise else "good"
        figures.insert(1, figure(words.OTHERWISE.to(language), otherwise, words.OTHERWISE_HELP.to(language), tone))
        stable = board.said(words.STABLE_OF, count=len(scored))
        figures.append(figure(words.STABLE.to(language), sure, stable))
        figures.append(
            figure(words.DEAD.to(language), len(dead), words.DEAD_HELP.to(language), "bad" if dead else "good")
        )
    return FigureRow(tuple(figures))


# -- who and why -------------------------------------------------------------------------------------------------------


def _ranking(board: Board, standings: _Standings, part: int) -> Section:
    language, ranking = board.language, standings.part(part)
    columns = (
        Column(words.ACCOUNT.to(language)),
        Column(words.RANK.to(language), is_number=True),
        Column(words.SEGMENT.to(language)),
        Column(words.SCORE.to(language)),
        Column(words.SINCE.to(language)),
        Column(words.DECIDED.to(language)),
        Column(words.REASON.to(language)),
    )
    rows = tuple(_row(board, one, is_dead=one.summary.id in standings.dead) for one in ranking)
    title = words.RANKING.to(language)
    blocks: list[Block] = [Table(title, columns, rows, is_caption_hidden=True)]
    if not any(one.score for one in ranking):
        blocks.insert(0, Note(inline.message(words.NOBODY.to(language))))
    if part == 1:
        pages = other_parts(parts_of(SELECTION, 1, standings.parts, language), language)
        blocks += [block for section in pages for block in section.blocks]
    return board.section("ranking", title, *blocks, help=words.RANKING_HELP.to(language))


def _row(board: Board, one: RankedAccount, *, is_dead: bool) -> Row:
    language = board.language
    score: Markup = inline.span("muted", words.NO_SCORE.to(language))
    if one.score is not None:
        steps = max(0, min(round(one.score.value / 5 * 20) * 5, 100))
        css = f"bar-of bar-of--{steps}"
        score = inline.fill('<span class="{}" aria-hidden="true"></span> {}', css, points(one.score.value, language))
        if one.score.missing:
            count = len(one.score.missing)
            missing = (words.MISSING_ONE if count == 1 else words.MISSING_MANY).to(language).format(count=count)
            low, high = (told_points(end, language) for end in (one.score.lowest, one.score.highest))
            score += _below(board.said(words.BETWEEN, low=low, high=high, missing=missing))
    segment = badge_of(one.summary.segment or "", language)
    if one.is_otherwise:
        word = words.SEGMENTS[one.by_score].to(language)
        segment += _below(inline.fill("{}: {}", words.BY_SCORE.to(language), word))
    decided = board.person(one.standing.decided_by) if one.standing.decided_by else NOTHING
    if one.standing.decided_on:
        decided += _below(inline.time(one.standing.decided_on, language))
    if one.is_key and not one.standing.decided_by:
        decided = inline.span("muted", words.NOT_DECIDED.to(language))
    return Row(
        (
            account_link(one.summary, language),
            NOTHING if one.rank is None else inline.number(one.rank, language),
            segment,
            score,
            _since(board, one),
            decided,
            inline.text(one.standing.reason),
        ),
        tone="late" if is_dead else "",
    )


def _since(board: Board, one: RankedAccount) -> Markup:
    """Since when it is a key account: from git, and what the plan says itself."""
    language, standing = board.language, one.standing
    if not one.is_key:
        if standing.reached is None:
            return NOTHING
        day = formats.period(standing.reached.day, language)
        return _below(board.said(words.REACHED_SINCE, day=day))
    pieces: list[Markup] = []
    if standing.key is not None:
        pieces.append(_version(one, standing.key, language))
        if standing.key.is_first:
            pieces.append(_below(words.FIRST_VERSION.to(language)))
    if standing.declared:
        pieces.append(_below(board.said(words.SAYS_PLAN, year=standing.declared)))
    if standing.below is not None:
        day = formats.period(standing.below.day, language)
        pieces.append(_below(inline.span("tone-bad", board.said(words.BELOW_SINCE, day=day))))
    return inline.joined(pieces, "")


def _version(one: RankedAccount, since: Since, language: Language) -> Markup:
    """The day of a version, which leads to the list of versions."""
    return inline.link(urls.for_versions(one.summary.id), inline.day(since.day, language), "plain")


def _below(content: Markup | str) -> Markup:
    return inline.fill('<span class="item__more">{}</span>', content)


# -- how ---------------------------------------------------------------------------------------------------------------


def _how(board: Board, selecting: Selecting | None) -> Section:
    """Who selects, from which score on, which rule holds in scarce times, when it was last gone through."""
    language, settings = board.language, board.desk.settings
    facts: list[Fact] = []
    if settings.selection_model in words.MODELS:
        limit = settings.key_limit if settings.selection_model == "company" else settings.focus_limit
        said = board.said(words.MODELS[settings.selection_model], limit=limit)
        facts.append(Fact(words.MODEL.to(language), inline.text(said)))
    if settings.selection_model == "company" and settings.lead:
        facts.append(Fact(words.LEAD.to(language), board.person(settings.lead)))
    if selecting is not None and selecting.key_from is not None:
        limits = inline.text(board.said(words.FROM_ON, score=formats.number(selecting.key_from, language)))
        if selecting.focus_from is not None:
            limits += inline.fill(
                ", {}", board.said(words.FOCUS_FROM, score=formats.number(selecting.focus_from, language))
            )
        facts.append(Fact(words.LIMITS.to(language), limits))
    if selecting is not None and selecting.departments:
        called = [inline.text(department(name, language)) for name in selecting.departments]
        facts.append(Fact(words.SUPPORT.to(language), inline.joined(called)))
    facts += Entry(board.show, board.field, board.data).facts("priority_rule", "reviewed")
    return board.section("how", words.HOW.to(language), Facts(tuple(facts)))


def _focus(board: Board, content: Content) -> Section:
    """Where managers choose: who has how many focus accounts of those that are meant."""
    language, limit = board.language, board.desk.settings.focus_limit
    columns = (Column(words.MANAGER.to(language)), Column(words.FOCUS.to(language)), Column(words.ACCOUNT.to(language)))
    rows = []
    for manager, accounts in focus_by_manager(content.summaries).items():
        is_over = len(accounts) > limit
        links = inline.joined([account_link(one, language) for one in accounts])
        told = board.said(words.COUNT_OF, count=len(accounts), limit=limit)
        rows.append(Row((board.person(manager), inline.text(told), links), tone="late" if is_over else ""))
    title = words.FOCUS.to(language)
    return board.section("focus", title, Table(title, columns, tuple(rows), is_caption_hidden=True))
