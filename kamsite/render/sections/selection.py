"""Why a customer is a key account: scores and their weights, who decided, who supports it, what is missing."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.analyses.programme.selection import KEY, Score, Selecting, score_of, without_buy_in
from kamsite.model.common import rounded
from kamsite.model.departments import department
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import generic, inline, urls
from kamsite.render.blocks import NOTHING, Block, Column, Fact, Facts, Group, Row, Table
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.show import Show
from kamsite.source.document import Value

_CRITERION = Text("Criterion", "Kriterium")
_SCORE = Text("Score", "Bewertung")
_WEIGHT = Text("Weight", "Gewicht")
_WHY = Text("Why", "Begründung")
_AVERAGE = Text("Average", "Durchschnitt")
_WEIGHTED = Text("Weighted score", "Gewichtete Bewertung")
_ENOUGH = Text("key account from {limit}: reached", "Key Account ab {limit}: erreicht")
_NOT_ENOUGH = Text("key account from {limit}: not reached", "Key Account ab {limit}: nicht erreicht")
_BETWEEN = Text("between {low} and {high}, as scores are missing", "zwischen {low} und {high}, weil Bewertungen fehlen")
_NOT_JUDGED = Text("not judged", "nicht bewertet")
_NO_PROMISE = Text("no promise yet", "noch keine Zusage")
_SINCE = Text("Key account since", "Key Account seit")
_SINCE_FIRST = Text("the first version, {day}, or earlier", "der ersten Version, {day}, oder früher")
_REACHED = Text("Score reaches the threshold since", "Bewertung reicht aus seit")
_BELOW = Text("Below the threshold since", "Unter der Grenze seit")
_ALL = Text("All accounts beside each other: {}", "Alle Kunden im Vergleich: {}")
_PAGE = Text("Selection", "Auswahl")
_TOP_SCORE = 5
# Criteria are the company's own; these are the usual ones.
_CRITERIA = {
    "revenue": Text("Revenue", "Umsatz"),
    "potential": Text("Revenue potential", "Umsatzpotenzial"),
    "lifetime_value": Text("Lifetime value", "Kundenwert auf lange Sicht"),
    "product_fit": Text("Product fit", "Passung der Produkte"),
    "strategic_value": Text("Strategic value", "Strategischer Wert"),
    "contribution_margin": Text("Contribution margin", "Deckungsbeitrag"),
    "internationality": Text("Internationality", "Internationalität"),
    "breadth": Text("Breadth of the portfolio", "Breite des Portfolios"),
    "care": Text("Need of cross-functional care", "Bedarf an übergreifender Betreuung"),
}


def selection(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """The reason, the scores as bars with weights and reasons, since when and by whom, which departments support it."""
    entry = Entry(show, field, reading.mapping(value))
    blocks: list[Block] = []
    if "reason" in entry:
        blocks.append(pieces.quote(entry.line("reason"), entry.label("reason")))
    scores, reasons = entry.value.get("scores"), entry.value.get("reasons")
    if isinstance(scores, dict) and scores:
        entry.tick("scores")
        if isinstance(reasons, dict):
            entry.tick("reasons")
        blocks.append(_scores(show, field, scores, reading.mapping(reasons)))
    facts = (*_since(show), *entry.facts("decided_by", "decided_on"))
    if facts:
        blocks.append(Facts(facts))
    blocks += [*_buy_in(entry), *entry.blocks()]
    if show.selecting is not None:
        page = inline.link(urls.SELECTION, _PAGE.to(show.language))
        blocks.append(pieces.paragraph(inline.fill(_ALL.to(show.language), page)))
    return tuple(blocks)


def _since(show: Show) -> tuple[Fact, ...]:
    """Since when it is a key account, and since when one that scores too little, as the versions of the plan say."""
    standing, language = show.standing, show.language
    if standing is None:
        return ()
    facts = []
    told = ((standing.key, _SINCE), (standing.reached, _REACHED), (standing.below, _BELOW))
    for since, label in told:
        if since is not None:
            day = formats.period(since.day, language)
            said = _SINCE_FIRST.to(language).format(day=day) if since.is_first else day
            facts.append(Fact(label.to(language), inline.link(urls.for_versions(show.plan.id), said, "plain")))
    return tuple(facts)


def _buy_in(entry: Entry) -> list[Block]:
    """Which department promised its support and who spoke for it; of a key account also which did not."""
    show, field = entry.show, entry.field.properties.get("buy_in")
    given = entry.value.get("buy_in")
    if field is None or not isinstance(given, dict | None):
        return []
    written = given or {}
    missing = without_buy_in(written, show.selecting) if show.selecting is not None and _is_key(show) else ()
    if not written and not missing:
        return []
    entry.tick("buy_in")
    facts = [
        Fact(
            department(name, show.language),
            generic.line_of(show, field.entry, who) + show.past(written, name),
        )
        for name, who in written.items()
    ]
    facts += [Fact(department(name, show.language), pieces.open_mark(show, _NO_PROMISE)) for name in missing]
    return [Group(entry.label("buy_in"), (Facts(tuple(facts)),))]


def _is_key(show: Show) -> bool:
    account = show.plan.cover.account
    return show.plan.parent is None and account is not None and account.segment == KEY


def _scores(show: Show, field: Field, scores: dict[str, Value], reasons: Mapping[str, Value]) -> Table:
    """The scores by criterion, with weights where the programme has any, then what they make together."""
    known, why, selecting = field.properties["scores"], field.properties.get("reasons"), show.selecting
    weights = selecting.weights if selecting else {}
    rows = []
    for key in [*scores, *(key for key in {**reasons, **weights} if key not in scores)]:
        mark = reading.number(scores.get(key))
        shown = _bar(show, mark) if mark is not None else generic.line_of(show, None, scores.get(key))
        if key not in scores and key in weights:
            shown = pieces.open_mark(show, _NOT_JUDGED)
        shown += show.past(scores, key)
        weight = formats.share(round(weights[key], 3), show.language) if key in weights else ""
        reason = generic.line_of(show, why.entry if why else None, reasons.get(key)) + show.past(reasons, key)
        rows.append(_row(_criterion(show, known, key), shown, inline.span("num", weight), reason, show, reasons))
    marks = {key: number for key, value in scores.items() if (number := reading.number(value)) is not None}
    score = score_of(marks, selecting) if selecting else None
    if score is not None and selecting is not None:
        label = inline.text(_WEIGHTED.to(show.language))
        said = _said(show, score, selecting)
        rows.append(_row(label, _bar(show, rounded(score.value, 2)) + said, NOTHING, NOTHING, show, reasons, "total"))
    elif len(marks) > 1:
        average = _bar(show, round(sum(marks.values()) / len(marks), 1))
        label = inline.text(_AVERAGE.to(show.language))
        rows.append(_row(label, average, NOTHING, NOTHING, show, reasons, "total"))
    texts = [_CRITERION, _SCORE, *([_WEIGHT] if selecting else []), *([_WHY] if reasons else [])]
    columns = tuple(Column(text.to(show.language), is_number=text is _WEIGHT) for text in texts)
    return Table(generic.label_of(show, known, "scores"), columns, tuple(rows))


def _row(
    label: Markup,
    score: Markup,
    weight: Markup,
    reason: Markup,
    show: Show,
    reasons: Mapping[str, Value],
    tone: str = "",
) -> Row:
    """A row of the scores; weight and reason only where there are any."""
    return Row((label, score, *([weight] if show.selecting else []), *([reason] if reasons else [])), tone=tone)


def _said(show: Show, score: Score, selecting: Selecting) -> Markup:
    """What the weighted score means, and how sure it is."""
    language = show.language
    told = NOTHING
    if selecting.key_from is not None:
        text = _ENOUGH if selecting.segment_for(score.value) == KEY else _NOT_ENOUGH
        told += _below(text.to(language).format(limit=formats.number(selecting.key_from, language)))
    if score.missing:
        low, high = (formats.fixed(rounded(end, 2), 2, language) for end in (score.lowest, score.highest))
        told += _below(_BETWEEN.to(language).format(low=low, high=high))
    return told


def _below(content: str) -> Markup:
    return inline.fill('<span class="item__more">{}</span>', content)


def _criterion(show: Show, field: Field, key: str) -> Markup:
    if show.selecting is not None and key in show.selecting.titles:
        return inline.text(show.selecting.titles[key])
    if key in field.properties or key in field.words:
        return generic.key_of(show, field, key)
    usual = _CRITERIA.get(key)
    return inline.text(usual.to(show.language) if usual else key.replace("_", " "))


def _bar(show: Show, score: float) -> Markup:
    steps = max(0, min(round(score / _TOP_SCORE * 20) * 5, 100))
    number = inline.number(score, show.language)
    return inline.fill('<span class="bar-of bar-of--{} bar-of--wide" aria-hidden="true"></span> {}', steps, number)
