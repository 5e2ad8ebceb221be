"""The figures of all plans on one page: money, people, goals, what moved; and all of it by manager, segment …"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import Markup

from kamsite.horizon import months_later
from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.analyses.deals import Deal
from kamsite.model.analyses.keyfigures import DIMENSIONS, PlanFigures, Sums, sums_of
from kamsite.model.analyses.moves import MONTH, start_of, ups_and_downs
from kamsite.model.analyses.rollup import deals_across
from kamsite.model.analyses.summary import GoalState, Summary
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import ACCOUNTS, our_person
from kamsite.render.across.content import Content
from kamsite.render.across.keyfigurecharts import attitude_drawing, bridge_drawing, money_drawing
from kamsite.render.across.keyfiguretables import STATES, dimension_table, division_table
from kamsite.render.across.moved import SINCE, PlanMoved, moved_across, moved_sections
from kamsite.render.across.pipelinecharts import quarters_drawing
from kamsite.render.across.shared import SharedFiles, deviation, page
from kamsite.render.blocks import NOTHING, Column, Figure, FigureRow, Row, Section, Table
from kamsite.render.desk import Desk
from kamsite.render.navigation import KEY_FIGURES

_MOST_GOALS = 500
_GLANCE = Text("At a glance", "Auf einen Blick")
_REVENUE = Text("Revenue, latest", "Umsatz, zuletzt")
_AGAINST = Text("{deviation} against budget", "{deviation} zum Budget")
_PIPELINE = Text("Pipeline, weighted", "Pipeline, gewichtet")
_OPEN = Text("{count} open projects", "{count} offene Vorhaben")
_DECIDERS = Text("Deciders addressed", "Entscheider angesprochen")
_FRIENDS = Text("For us / against us", "Für uns / gegen uns")
_PEOPLE = Text("{count} people with a known attitude", "{count} Personen mit bekannter Einstellung")
_GOALS = Text("Goals on track", "Ziele auf Kurs")
_OFF = Text("{risk} at risk, {off} off track", "{risk} gefährdet, {off} nicht auf Kurs")
_UNSAID = Text("{count} without a state", "{count} ohne Stand")
_OVERDUE = Text("Overdue", "Überfällig")
_COMPLETE = Text("Complete on average", "Vollständig im Mittel")
_FRESH = Text("Kept current", "Gepflegt")
_FRESH_HELP = Text("changed in the last {count} months", "in den letzten {count} Monaten geändert")
_MONEY = Text("Revenue against budget", "Umsatz gegen Budget")
_QUARTERS = Text("Pipeline by quarter of the decision", "Pipeline nach Quartal der Entscheidung")
_BRIDGE = Text("From budget to actual, {year}", "Vom Budget zum Ist, {year}")
_ATTITUDES = Text("What people think of us", "Wie man zu uns steht")
_TROUBLED = Text("Goals at risk and off track", "Gefährdete Ziele")
_MOVED = Text("Better / worse", "Besser / schlechter")
_BY = {
    "manager": Text("By manager", "Nach Verantwortlichen"),
    "segment": Text("By segment", "Nach Segment"),
    "industry": Text("By industry", "Nach Branche"),
    "country": Text("By country", "Nach Land"),
    "division": Text("By division", "Nach Bereich"),
}
_WHOLE = Text(
    "The line of an account holds all of its divisions; below it each of them tells its own figures.",
    "Die Zeile eines Kunden enthält alle seine Bereiche; darunter steht jeder mit seinen eigenen Zahlen.",
)
_GOAL_COLUMNS = {
    "goal": Text("Goal", "Ziel"),
    "account": Text("Account", "Kunde"),
    "state": Text("How it stands", "Stand"),
    "due": Text("Due", "Fällig"),
    "owner": Text("Our owner", "Verantwortlich"),
}
_MORE = Text("and {count} more", "{count} weitere")
_ONCE = Text(
    "Every number leads to the accounts that it is made of. A division beside its account does not count again where "
    "the account's revenue holds it.",
    "Jede Zahl führt zu den Kunden, aus denen sie besteht. Ein Bereich zählt neben seinem Kunden nicht noch einmal, wo "
    "dessen Umsatz ihn schon enthält.",
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the page is made of: the figures, the open projects, troubled goals and moves with the plan of each."""

    figures: tuple[PlanFigures, ...]
    deals: tuple[Deal, ...]
    goals: tuple[tuple[GoalState, str], ...]
    moved: tuple[PlanMoved, ...]


def key_figures_page(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of all figures."""
    summaries = content.summaries
    told = _Told(
        tuple(content.figures),
        tuple(told.deal for told in deals_across(summaries) if told.deal.is_open) if desk.shows_pipeline else (),
        tuple(_troubled(summaries)),
        moved_across(summaries),
    )
    yield page(KEY_FIGURES, told, partial(_sections, told), as_of=desk.as_of)


def _troubled(summaries: Sequence[Summary]) -> Iterator[tuple[GoalState, str]]:
    found = [(goal, one.id) for one in summaries for goal in one.goals if goal.status in ("off_track", "at_risk")]
    yield from sorted(found, key=lambda pair: (pair[0].status != "off_track", pair[0].due or "9999", pair[1]))


def _sections(told: _Told, desk: Desk, language: Language) -> Iterator[Section]:
    names = {one.id: one.name for one in told.figures}
    sums = sums_of(told.figures)
    figures = FigureRow(tuple(_figures(desk, told, sums, language)))
    yield Section(urls.identifier("glance"), _GLANCE.to(language), (figures,))
    if "commercial" in desk.shows:
        yield from _commerce(told, desk, language)
    if desk.shows_contacts and any(sums.attitudes):
        drawing = attitude_drawing(desk, told.figures, language)
        yield Section(urls.identifier("attitudes"), _ATTITUDES.to(language), (drawing,), is_half=bool(told.goals))
    if told.goals:
        is_half = desk.shows_contacts and any(sums.attitudes)
        goals = _goals(desk, told, names, language)
        yield Section(urls.identifier("goals"), _TROUBLED.to(language), (goals,), is_half=is_half)
    if told.moved:
        yield from moved_sections(desk, told.moved, names, language)
    for dimension in DIMENSIONS:
        if table := dimension_table(desk, told.figures, dimension, language):
            help_ = _ONCE.to(language) if dimension == DIMENSIONS[0] else ""
            yield Section(urls.identifier(dimension), _BY[dimension].to(language), (table,), help=help_)
    if table := division_table(desk, told.figures, language):
        help_ = _WHOLE.to(language)
        yield Section(urls.identifier("division"), _BY["division"].to(language), (table,), help=help_)


def _figures(desk: Desk, told: _Told, sums: Sums, language: Language) -> Iterator[Figure]:
    currency = desk.settings.currency

    def rows(shown: Markup, **chosen: str) -> Markup:
        return inline.link(urls.for_rows(urls.PORTFOLIO, ACCOUNTS, **chosen), shown, "plain")

    if "commercial" in desk.shows:
        if sums.revenue is not None:
            value = rows(inline.text(formats.compact(sums.revenue, currency, language)), sort="-revenue")
            remark = deviation(sums.deviation, language, _AGAINST)
            yield Figure(_REVENUE.to(language), value, remark)
        weighted = inline.text(formats.compact(sums.weighted, currency, language))
        count = inline.text(_OPEN.to(language).format(count=formats.number(len(told.deals), language)))
        yield Figure(_PIPELINE.to(language), inline.link(urls.PIPELINE, weighted, "plain"), count)
    if "personal" in desk.shows and sums.deciders:
        tone = "good" if sums.addressed == sums.deciders else "warn"
        value = rows(_of(sums.addressed, sums.deciders, language), sort="-deciders")
        yield Figure(_DECIDERS.to(language), value, tone=tone)
        bad, good = sum(sums.attitudes[:2]), sum(sums.attitudes[3:])
        people = inline.text(_PEOPLE.to(language).format(count=formats.number(sum(sums.attitudes), language)))
        link = inline.link(urls.CONTACTS, _of(good, bad, language), "plain")
        yield Figure(_FRIENDS.to(language), link, people)
    if any(sums.goals):
        on, risk, off, unsaid = sums.goals
        states = [_OFF.to(language).format(risk=risk, off=off)] if on or risk or off else []
        states += [_UNSAID.to(language).format(count=formats.number(unsaid, language))] if unsaid else []
        shown = _of(on, sum(sums.goals), language)
        tone = "bad" if off else "warn" if risk else "good" if on else ""
        yield Figure(
            _GOALS.to(language),
            inline.link("#goals", shown, "plain") if told.goals else shown,
            inline.text(", ".join(states)),
            tone,
        )
    if told.moved:
        yield _moves(desk, told, language)
    late = inline.link(urls.AGENDA, inline.number(sums.overdue, language), "plain")
    yield Figure(_OVERDUE.to(language), late, tone="bad" if sums.overdue else "good")
    share = rows(inline.share(round(sums.completeness, 2), language), sort="complete")
    yield Figure(_COMPLETE.to(language), share, inline.bar(sums.completeness))
    if any(one.changed for one in told.figures):
        yield _freshness(desk, told, language)


def _of(part: int, whole: int, language: Language) -> Markup:
    """Two counts beside each other."""
    return inline.text(f"{formats.number(part, language)} / {formats.number(whole, language)}")


def _freshness(desk: Desk, told: _Told, language: Language) -> Figure:
    months = desk.settings.stale_after_months
    since = months_later(desk.as_of, -months).isoformat()
    fresh = sum(one.changed >= since for one in told.figures)
    address = urls.for_rows(urls.PORTFOLIO, ACCOUNTS, sort="change")
    value = inline.link(address, _of(fresh, len(told.figures), language), "plain")
    tone = "good" if fresh == len(told.figures) else "warn"
    return Figure(_FRESH.to(language), value, inline.text(_FRESH_HELP.to(language).format(count=months)), tone)


def _moves(desk: Desk, told: _Told, language: Language) -> Figure:
    """How much got better and worse since a month."""
    up, down = ups_and_downs(one.month for _, one in told.moved if one.month)
    links = [inline.link(f"#{name}", inline.text(count), "plain") for name, count in (("better", up), ("worse", down))]
    day = formats.period(start_of(desk.as_of, MONTH).isoformat(), language)
    since = inline.text(SINCE.to(language).format(day=day))
    return Figure(_MOVED.to(language), inline.joined(links, " / "), since, tone="warn" if down else "")


# -- money -------------------------------------------------------------------------------------------------------------


def _commerce(told: _Told, desk: Desk, language: Language) -> Iterator[Section]:
    money = money_drawing(desk, told.figures, language)
    quarters = [(deal, _quarter(deal, desk.as_of)) for deal in told.deals if last_day(deal.decision)]
    undated = [deal for deal in told.deals if not last_day(deal.decision)]
    if money:
        yield Section(urls.identifier("money"), _MONEY.to(language), (money,), is_half=bool(told.deals))
    if told.deals:
        drawing = quarters_drawing(desk, quarters, undated, language, page=urls.PIPELINE, room=560)
        yield Section(urls.identifier("quarters"), _QUARTERS.to(language), (drawing,), is_half=bool(money))
    if bridge := bridge_drawing(desk, told.figures, language):
        year, steps = bridge
        yield Section(urls.identifier("bridge"), _BRIDGE.to(language).format(year=year), (steps,))


def _quarter(deal: Deal, today: date) -> str:
    day = last_day(deal.decision)
    return "late" if day is None or day < today else f"{day.year}-Q{(day.month + 2) // 3}"


# -- goals -------------------------------------------------------------------------------------------------------------


def _goals(desk: Desk, told: _Told, names: dict[str, str], language: Language) -> Table:
    rows = []
    for goal, plan in told.goals[:_MOST_GOALS]:
        word, tone = STATES[goal.status]
        title = inline.link(urls.for_chapter(plan, "strategy", goal.anchor), inline.text(goal.title))
        owner = our_person(desk, goal.owner)
        below = inline.span("under", owner) if goal.owner else NOTHING
        due = inline.day(goal.due, language) if len(goal.due) == 10 else inline.time(goal.due, language)
        account = inline.link(urls.for_account(plan), inline.text(names[plan]), "plain")
        cells = (
            title + below,
            inline.valued(plan, account),
            inline.valued(goal.status, inline.badge(word.to(language), tone)),
            due if goal.due else NOTHING,
            inline.valued(goal.owner, owner) if goal.owner else NOTHING,
        )
        rows.append(Row(cells))
    if (rest := len(told.goals) - _MOST_GOALS) > 0:
        address = urls.for_rows(urls.PORTFOLIO, ACCOUNTS, columns="manager,next,risk", sort="-risk")
        link = inline.link(address, _MORE.to(language).format(count=formats.number(rest, language)))
        rows.append(Row((link, *[NOTHING] * (len(_GOAL_COLUMNS) - 1))))
    columns = tuple(
        Column(text.to(language), id=key, is_choice=key in ("account", "state", "owner"), is_extra=key == "owner")
        for key, text in _GOAL_COLUMNS.items()
    )
    return Table(_TROUBLED.to(language), columns, tuple(rows), is_caption_hidden=True, id="goals")
