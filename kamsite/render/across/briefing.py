"""All plans in a few lines each, for management and for paper: who decides, where we stand, what comes next, risks."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.language import Language, Text
from kamsite.model.analyses.keyfigures import PlanFigures
from kamsite.model.analyses.money import deviation as deviation_of
from kamsite.model.analyses.summary import Decider, Summary
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import SEGMENT_TONES, SEGMENTS, manager_of, our_person, segment_of
from kamsite.render.across.content import Content
from kamsite.render.across.keyfiguretables import STATES
from kamsite.render.across.shared import SharedFiles, deviation, other_parts, page, parts_of
from kamsite.render.blocks import NOTHING, Column, Row, Section, Table
from kamsite.render.desk import Desk
from kamsite.render.navigation import BRIEFING
from kamsite.render.powermap.words import ATTITUDES

PER_PAGE = 1000
_MOST_DECIDERS, _MOST_DATES, _MOST_RISKS = 4, 2, 4
_ORDER = {"key": 0, "focus": 1, "standard": 2}
_PLANS = Text("All plans", "Alle Pläne")
_COLUMNS = {
    "account": Text("Account", "Kunde"),
    "deciders": Text("Who decides", "Wer entscheidet"),
    "standing": Text("Where we stand", "Wo wir stehen"),
    "next": Text("What comes next", "Was als Nächstes kommt"),
    "risks": Text("Risks and gaps", "Risiken und Lücken"),
    "manager": Text("Manager", "Verantwortlich"),
    "segment": Text("Segment", "Segment"),
}
_PICKED = frozenset({"manager", "segment"})
_NOBODY = Text("nobody of us", "niemand von uns")
_MORE = Text("and {count} more", "und {count} weitere")
_NO_DECIDER = Text("no decider known", "kein Entscheider bekannt")
_REVENUE = Text("Revenue {year}: {amount}", "Umsatz {year}: {amount}")
_AGAINST = Text("{deviation} to budget", "{deviation} zum Budget")
_PIPELINE = Text("Pipeline, weighted: {amount}", "Pipeline, gewichtet: {amount}")
_COMPLETE = Text("Plan {share} complete", "Plan zu {share} vollständig")
_OVERDUE = Text("{count} overdue", "{count} überfällig")
_ALONE = Text("Nobody of us addresses {names}", "Niemand von uns spricht an: {names}")
_OPPONENTS = Text("Against us: {names}", "Gegen uns: {names}")
_QUESTION = Text("We do not know: {question}", "Wir wissen nicht: {question}")


def briefing_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there are very many plans."""
    figures = {one.id: one for one in content.figures}
    ordered = _ordered(content.summaries, figures)
    chunks = [ordered[start : start + PER_PAGE] for start in range(0, len(ordered), PER_PAGE)] or [[]]
    for part, chunk in enumerate(chunks, 1):
        told = [(_as_shown(one), figures[one.id]) for one in chunk]
        yield page(BRIEFING, (part, len(chunks), told), partial(_sections, told, (part, len(chunks))), part, desk.as_of)


def _as_shown(summary: Summary) -> Summary:
    """What of a summary the page tells."""
    opponents = tuple(contact for contact in summary.contacts if contact.need == "opponent")
    glance = summary.at_a_glance
    asked = summary.questions[:1]
    return replace(glance, contacts=opponents, goals=summary.goals, questions=asked, deals=(), findings={})


def _ordered(summaries: Sequence[Summary], figures: Mapping[str, PlanFigures]) -> list[Summary]:
    """Key accounts first, then by revenue; divisions below their account."""
    divisions: dict[str, list[Summary]] = {}
    for one in summaries:
        divisions.setdefault(one.parent or "", []).append(one)

    def importance(one: Summary) -> tuple[object, ...]:
        latest = figures[one.id].latest
        return _ORDER.get(one.segment or "", 3), -(latest.actual or 0 if latest else 0), one.id

    def below(parent: str) -> Iterator[Summary]:
        for one in sorted(divisions.get(parent, ()), key=importance):
            yield one
            yield from below(one.id)

    return list(below(""))


def _sections(
    told: Sequence[tuple[Summary, PlanFigures]], place: tuple[int, int], desk: Desk, language: Language
) -> Iterator[Section]:
    keys = [key for key in _COLUMNS if key != "deciders" or "personal" in desk.shows]
    columns = tuple(
        Column(_COLUMNS[key].to(language), id=key, is_choice=key in _PICKED, is_extra=key in _PICKED) for key in keys
    )
    rows = tuple(_row(desk, one, figures, keys, language) for one, figures in told)
    table = Table(_PLANS.to(language), columns, rows, is_caption_hidden=True, id="plans")
    yield Section(urls.identifier("plans"), _PLANS.to(language), (table,))
    yield from other_parts(parts_of(BRIEFING, *place, language), language)


def _row(desk: Desk, one: Summary, figures: PlanFigures, keys: Sequence[str], language: Language) -> Row:
    draw = {
        "account": lambda: _account(desk, one, language),
        "deciders": lambda: _deciders(one, language),
        "standing": lambda: _standing(desk, one, figures, language),
        "next": lambda: _next(one, language),
        "risks": lambda: _risks(desk, one, language),
        "manager": lambda: manager_of(desk, one),
        "segment": lambda: segment_of(one, language),
    }
    return Row(tuple([draw[key]() for key in keys]), tone="division" if one.parent else "")


def _account(desk: Desk, one: Summary, language: Language) -> Markup:
    name = inline.link(urls.for_account(one.id), inline.text(one.name), "account-name")
    below = []
    if one.segment in SEGMENTS:
        below.append(inline.badge(SEGMENTS[one.segment].to(language), SEGMENT_TONES[one.segment]))
    if one.manager:
        below.append(our_person(desk, one.manager))
    return name + (inline.span("under", inline.joined(below, " ")) if below else NOTHING)


def _deciders(one: Summary, language: Language) -> Markup:
    if not one.deciders:
        return inline.span("muted", _NO_DECIDER.to(language))
    lines = [_decider(one, decider, language) for decider in one.deciders[:_MOST_DECIDERS]]
    if (rest := len(one.deciders) - len(lines)) > 0:
        lines.append(inline.span("muted", _MORE.to(language).format(count=rest)))
    return inline.joined(lines, "<br>")


def _decider(one: Summary, decider: Decider, language: Language) -> Markup:
    attitude = decider.attitude if decider.attitude in inline.ATTITUDE_SIGNS else "unknown"
    tone = inline.ATTITUDE_TONES.get(attitude, "muted")
    said = f"{inline.ATTITUDE_SIGNS[attitude]} {ATTITUDES[attitude].to(language)}"
    name = inline.link(urls.for_chapter(one.id, "people", decider.person), inline.text(decider.name), "plain")
    alone = NOTHING if decider.is_addressed else " " + inline.badge(_NOBODY.to(language), "bad")
    return inline.fill("{} {}{}", name, inline.badge(said, tone), alone)


def _standing(desk: Desk, one: Summary, figures: PlanFigures, language: Language) -> Markup:
    lines = []
    currency = desk.settings.currency
    if one.revenue is not None:
        amount = formats.compact(one.revenue, one.unit or currency, language)
        shown = inline.text(_REVENUE.to(language).format(year=one.revenue_year, amount=amount))
        year = next((year for year in one.years if year.year == one.revenue_year), None)
        share = deviation_of(year.actual, year.budget) if year else None
        lines.append(inline.fill("{} {}", shown, deviation(share, language, _AGAINST)))
    if figures.weighted:
        weighted = formats.compact(figures.weighted, currency, language)
        lines.append(inline.text(_PIPELINE.to(language).format(amount=weighted)))
    if desk.guides:
        share_said = formats.share(round(one.completeness, 2), language)
        lines.append(inline.text(_COMPLETE.to(language).format(share=share_said)))
    return inline.joined(lines, "<br>")


def _next(one: Summary, language: Language) -> Markup:
    lines = []
    for due in [due for due in one.dues if not due.is_overdue][:_MOST_DATES]:
        link = inline.link(urls.for_chapter(one.id, due.chapter, due.anchor), inline.text(due.title), "plain")
        lines.append(inline.fill("{} {}", inline.day(due.due, language, "when"), link))
    if late := sum(due.is_overdue for due in one.dues):
        lines.append(inline.badge(_OVERDUE.to(language).format(count=late), "bad"))
    return inline.joined(lines, "<br>")


def _risks(desk: Desk, one: Summary, language: Language) -> Markup:
    """What could go wrong, the gravest first."""
    found = []
    if "personal" in desk.shows:
        alone = [decider.name for decider in one.deciders if not decider.is_addressed]
        against = [contact.name for contact in one.contacts]
        for sentence, names in ((_ALONE, alone), (_OPPONENTS, against)):
            told = ", ".join(names[:_MOST_RISKS]) + (" …" if len(names) > _MOST_RISKS else "")
            found += [inline.text(sentence.to(language).format(names=told))] if names else []
    for goal in sorted(one.goals, key=lambda goal: goal.status != "off_track"):
        if goal.status in ("off_track", "at_risk"):
            word, tone = STATES[goal.status]
            link = inline.link(urls.for_chapter(one.id, "strategy", goal.anchor), inline.text(goal.title), "plain")
            found.append(inline.fill("{} {}", inline.badge(word.to(language), tone), link))
    found += [inline.text(_QUESTION.to(language).format(question=asked.question)) for asked in one.questions]
    lines = found[:_MOST_RISKS]
    if len(found) > len(lines):
        lines.append(inline.span("muted", _MORE.to(language).format(count=len(found) - len(lines))))
    return inline.joined(lines, "<br>")
