"""The fitness check: what people think, statement by statement, how far apart they are, and how it develops."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.language import Language, Text
from kamsite.model.analyses.programme.fitness import FEWEST, FitnessResult, Opinion, Round, most_disputed
from kamsite.model.common import rounded
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.programme.board import GLANCE, Board, board_of, inputs_of
from kamsite.render.across.programme.wrong import programme_page
from kamsite.render.across.shared import SharedFiles
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Column,
    Drawing,
    Figure,
    FigureRow,
    Group,
    Line,
    Lines,
    Note,
    Row,
    Section,
    Table,
)
from kamsite.render.charts.amounts import Amounts
from kamsite.render.charts.dots import Dot, DotRow, dots
from kamsite.render.charts.trend import Course, trend
from kamsite.render.desk import Desk
from kamsite.render.navigation import FITNESS
from kamsite.render.sections import reading
from kamsite.source.document import Value

_SCALE = (0, 5)
_STATEMENT = Text("Statement", "Aussage")
_MEAN = Text("Mean", "Mittel")
_CHANGE = Text("Since the round before", "Seit der Runde davor")
_SAME = Text("over the same statements", "bei denselben Aussagen")
_SPREAD = Text("From – to", "Von – bis")
_DEVIATION = Text("Standard deviation", "Standardabweichung")
_RATINGS = Text("Ratings", "Bewertungen")
_RATERS = Text("People asked", "Befragte")
_DISPUTED = Text("Seen differently", "Unterschiedlich gesehen")
_LOWEST = Text("Lowest rated", "Am niedrigsten bewertet")
_LATEST = Text("What people think: {round}", "Was Befragte sagen: {round}")
_HELP = Text(
    "Each statement is rated from 0 (not at all) to 5 (fully). The large dot is the mean, the ring that of the round "
    "before, small dots below are single ratings; the line goes from the lowest to the highest. It stands out where "
    "these are three steps or more apart: people do not mean the same, so talk about it before you plan anything.",
    "Jede Aussage ist von 0 (gar nicht) bis 5 (voll und ganz) bewertet. Der große Punkt ist das Mittel, der Ring das "
    "der Runde davor, kleine Punkte darunter sind einzelne Bewertungen; die Linie reicht von der niedrigsten zur "
    "höchsten. Sie ist hervorgehoben, wo diese drei Stufen oder mehr auseinanderliegen: Dann meinen die Befragten "
    "nicht dasselbe; sprechen Sie darüber, bevor Sie etwas planen.",
)
_HIDDEN = Text(
    "Nobody sees here who rated what. What fewer than {least} people rated in a round is left out.",
    "Wer wie bewertet hat, sieht hier niemand. Was in einer Runde weniger als {least} Personen bewertet haben, fehlt.",
)
_NOW, _BEFORE, _SINGLE = (
    Text("mean", "Mittel"),
    Text("round before", "Runde davor"),
    Text("one rating", "eine Bewertung"),
)
_APART = Text("far apart", "weit auseinander")
_NOT_RATED = Text("not rated in this round", "in dieser Runde nicht bewertet")
_TALK = Text("{low} to {high}: talk about what each of you means.", "{low} bis {high}: Klären Sie, was jeder meint.")
_DEVELOPMENT = Text("Development", "Entwicklung")
_ALL = Text("All statements", "Alle Aussagen")
_OVERALL = Text("Mean of all statements", "Mittel aller Aussagen")
_WHO = Text("Who rated what", "Wer wie bewertet hat")
_WHO_HELP = Text(
    "Only editions that show personal data have this section.",
    "Diesen Abschnitt haben nur Ausgaben, die Personenbezogenes zeigen.",
)
_DESCRIPTION = Text(
    "One row for each statement on a scale from 0 to 5: mean, range and single ratings.",
    "Je Aussage eine Zeile auf einer Skala von 0 bis 5: Mittel, Spanne und einzelne Bewertungen.",
)
_COURSE = Text("The mean of all statements, round by round.", "Das Mittel aller Aussagen, Runde für Runde.")


def fitness_page(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of the fitness check."""
    inputs = inputs_of(content, "fitness")
    yield programme_page(desk, content, FITNESS, "fitness", inputs, fitness_sections)


def fitness_sections(content: Content, desk: Desk, language: Language) -> Iterator[Section]:
    """The sections of the page of the fitness check."""
    board, result = board_of(content, "fitness", desk, language), content.fitness()
    titles = {key: statement.title for key, statement in board.programme.fitness.statements.items()}
    if result.latest is not None:
        yield board.section("glance", GLANCE.to(language), *_glance(board, result, titles))
        disputed = most_disputed(result)
        yield replace(_latest(board, result, result.latest, titles), is_half=bool(disputed))
        if disputed:
            lines = tuple(_disputed(board, result.latest.opinions[key], titles.get(key, key), key) for key in disputed)
            yield board.section("disputed", _DISPUTED.to(language), Lines(lines), is_half=True)
    if board.has("statements"):
        yield board.section("development", _DEVELOPMENT.to(language), *_development(board, result))
    if board.programme.fitness.rounds:
        groups = [_who(board, period, rated, titles) for period, rated in sorted(_written(board).items(), reverse=True)]
        yield board.section("people", _WHO.to(language), *groups, help=_WHO_HELP.to(language))
    yield from board.rest({"statements", "rounds"})


def _written(board: Board) -> Mapping[str, Value]:
    rounds = board.data.get("rounds")
    return {str(period): rated for period, rated in rounds.items()} if isinstance(rounds, dict) else {}


# -- the newest round --------------------------------------------------------------------------------------------------


def _glance(board: Board, result: FitnessResult, titles: Mapping[str, str]) -> Iterator[Block]:
    latest, language = result.latest, board.language
    if latest is None:
        return
    rated = {key: opinion.mean for key, opinion in latest.opinions.items()}
    figures = []
    figures.append(Figure(_OVERALL.to(language), board.number(latest.mean), _told_change(board, result)))
    when = inline.text(formats.period(latest.period, language))
    figures.append(Figure(_RATERS.to(language), inline.text(latest.raters), when))
    disputed = most_disputed(result)
    figures.append(
        Figure(_DISPUTED.to(language), inline.text(len(disputed)), _title(titles, disputed), "warn" if disputed else "")
    )
    lowest = min(rated, key=lambda key: (rated[key], key))
    tone = "bad" if rated[lowest] < 2 else ""
    figures.append(Figure(_LOWEST.to(language), board.number(rated[lowest]), _title(titles, [lowest]), tone))
    yield FigureRow(tuple(figures))
    if "personal" not in board.desk.shows:
        yield Note(inline.text(board.said(_HIDDEN, least=FEWEST)))


def _told_change(board: Board, result: FitnessResult) -> Markup:
    """By how much the newest round is above the one before; that only the same statements count where others came or
    went, as their means would say something else."""
    change = board.change(result.change)
    if not change or result.is_like_before:
        return change
    return change + inline.text(f" {_SAME.to(board.language)}")


def _title(titles: Mapping[str, str], keys: list[str] | tuple[str, ...] | object) -> Markup:
    first = next(iter(keys), None) if isinstance(keys, list | tuple) else None
    return inline.text(titles.get(first, first)) if first else NOTHING


def _latest(board: Board, result: FitnessResult, latest: Round, titles: Mapping[str, str]) -> Section:
    language = board.language
    shown = [key for key in titles if key in latest.opinions]
    rows = [_dot_row(board, result, key, titles[key], latest.opinions[key]) for key in shown]
    when = formats.period(latest.period, language)
    title = board.said(_LATEST, round=when)
    table = _twin(board, result, latest, titles)
    if not rows:
        return board.section("latest", title, table)
    legend = [("now", _NOW.to(language)), ("before", _BEFORE.to(language)), ("single", _SINGLE.to(language))]
    legend.append(("marked", _APART.to(language)))
    svg = dots(title, _DESCRIPTION.to(language), rows, _SCALE, legend)
    return board.section("latest", title, Drawing(svg, _DESCRIPTION.to(language), table), help=_HELP.to(language))


def _dot_row(board: Board, result: FitnessResult, key: str, title: str, opinion: Opinion) -> DotRow:
    mean, change = opinion.mean, result.change_of(key)
    found = [Dot("single", value, opinion.ratings.count(value)) for value in sorted(set(opinion.ratings))]
    if change is not None and abs(change) >= 0.05:
        found.append(Dot("before", mean - change))
    found.append(Dot("now", mean))
    span = (opinion.ratings[0], opinion.ratings[-1])
    tip = f"{title}: {board.decimal(mean)}"
    return DotRow(title, tuple(found), tip, span, board.decimal(mean), is_marked=opinion.is_disputed)


def _twin(board: Board, result: FitnessResult, latest: Round, titles: Mapping[str, str]) -> Table:
    language = board.language
    columns = [Column(_STATEMENT.to(language))]
    columns += [Column(text.to(language), is_number=True) for text in (_MEAN, _CHANGE, _SPREAD, _DEVIATION, _RATINGS)]
    rows = []
    for key, title in titles.items():
        opinion = latest.opinions.get(key)
        if opinion is None:
            why = inline.span("muted", _NOT_RATED.to(language))
            rows.append(Row((inline.text(title), why, NOTHING, NOTHING, NOTHING, NOTHING)))
            continue
        spread = inline.span("num", f"{opinion.ratings[0]} – {opinion.ratings[-1]}")
        mark = inline.badge(_APART.to(language), "warn") if opinion.is_disputed else NOTHING
        rows.append(
            Row(
                (
                    inline.text(title),
                    board.number(opinion.mean),
                    board.change(result.change_of(key)),
                    spread + (inline.text(" ") + mark if mark else NOTHING),
                    board.number(opinion.deviation),
                    inline.text(opinion.count),
                )
            )
        )
    return Table(_RATINGS.to(language), tuple(columns), tuple(rows), is_caption_hidden=True)


def _disputed(board: Board, opinion: Opinion, title: str, key: str) -> Line:
    text = board.said(_TALK, low=opinion.ratings[0], high=opinion.ratings[-1])
    ratings = " · ".join(str(value) for value in opinion.ratings)
    label = f"{_RATINGS.to(board.language)}: "
    name = inline.link(f"{urls.FITNESS}#{key}", inline.text(title))
    return Line(name, facts=(inline.text(label) + inline.span("num", ratings), inline.text(text)))


# -- over time ---------------------------------------------------------------------------------------------------------


def _development(board: Board, result: FitnessResult) -> Iterator[Block]:
    language = board.language
    periods = [(one.period, formats.period(one.period, language)) for one in result.rounds]
    means = {one.period: rounded(one.mean, 1) for one in result.rounds}
    if len(means) > 1:
        course = Course(_OVERALL.to(language), means, is_main=True)
        svg = trend(_OVERALL.to(language), _COURSE.to(language), periods, (course,), Amounts(language), _SCALE)
        yield Drawing(svg, _COURSE.to(language))
    columns = [Column(_STATEMENT.to(language)), *(Column(label, is_number=True) for _, label in periods)]
    rows = []
    for key, entry in board.entries("statements").items():
        rows.append(Row((entry.title(key) + entry.more(), *_means(board, result, key)), key))
    if rows and result.rounds:
        overall = [board.number(one.mean) for one in result.rounds]
        rows.append(Row((inline.text(_ALL.to(language)), *overall), tone="total"))
    if rows:
        yield Table(_DEVELOPMENT.to(language), tuple(columns), tuple(rows), is_caption_hidden=True)
    yield from board.strays("statements")


def _means(board: Board, result: FitnessResult, key: str) -> Iterator[Markup]:
    for one in result.rounds:
        opinion = one.opinions.get(key)
        yield board.number(opinion.mean) if opinion else NOTHING


# -- who rated what ----------------------------------------------------------------------------------------------------


def _who(board: Board, period: str, rated: Value, titles: Mapping[str, str]) -> Group:
    """The ratings of a round, with the names of those who gave them."""
    language = board.language
    columns = (Column(_STATEMENT.to(language)), Column(_RATINGS.to(language)))
    rows = tuple(
        Row((inline.text(titles.get(key, key)), _ratings(board, given)))
        for key, given in reading.mapping(rated).items()
    )
    table = Table(_WHO.to(language), columns, rows, is_caption_hidden=True)
    return Group(formats.period(period, language), (table,))


def _ratings(board: Board, given: Value) -> Markup:
    """Names and ratings, the highest first; what is no number stays as it is written."""
    if not isinstance(given, dict):
        return board.show.value(None, given) if not isinstance(given, list) else NOTHING
    ordered = sorted(given, key=lambda name: (-(reading.number(given[name]) or 0), board.name_of(name)))
    told = [
        inline.fill("{} {}", board.name_of(name), board.show.value(None, value))
        for name in ordered
        if not isinstance(value := given[name], dict | list) and value is not None
    ]
    return inline.joined(told, " · ")
