"""Maturity: as it is and as it should be, per dimension and topic, what is missing most, and how it came about."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.programme.levers import topics_without_lever
from kamsite.model.analyses.programme.maturity import (
    DimensionStanding,
    TopicStanding,
    days_of,
    farthest,
    maturity_of,
)
from kamsite.model.common import rounded
from kamsite.model.programme import Lever
from kamsite.render import format as formats
from kamsite.render import generic, inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.programme.board import GLANCE, Board, board_of, inputs_of, versions_of
from kamsite.render.across.programme.wrong import programme_page
from kamsite.render.across.shared import SharedFiles
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Column,
    Drawing,
    Figure,
    FigureRow,
    Line,
    Lines,
    Note,
    Row,
    Section,
    Table,
)
from kamsite.render.charts.amounts import Amounts
from kamsite.render.charts.dots import Dot, DotRow, dots
from kamsite.render.charts.radar import Spoke, radar
from kamsite.render.charts.sparkline import sparkline
from kamsite.render.charts.trend import Course, trend
from kamsite.render.desk import Desk
from kamsite.render.navigation import MATURITY
from kamsite.render.sections import reading
from kamsite.render.sections.entry import Entry

SCALE = (1, 5)
_AS_IS, _TARGET, _GAP = Text("As is", "Ist"), Text("Target", "Soll"), Text("Gap", "Lücke")
_BENCHMARK = Text("Benchmark", "Vergleich")
_INTERVIEWS, _SURVEY = Text("Interviews", "Interviews"), Text("Survey", "Umfrage")
_COURSE = Text("Development", "Entwicklung")
_TOPIC, _DIMENSION = Text("Topic", "Thema"), Text("Dimension", "Dimension")
_RADAR = Text("The five dimensions", "Die fünf Dimensionen")
_TOPICS = Text("Topic by topic", "Thema für Thema")
_FARTHEST = Text("Largest gaps", "Größte Lücken")
_REACHED_ONE = Text("{reached} of one topic at its target", "{reached} von einem Thema am Soll")
_REACHED = Text("{reached} of {count} topics at their target", "{reached} von {count} Themen am Soll")
_NOT_RATED = Text(
    "No topic is rated yet. Write `as_is` and `target`, from 1 to 5, at each of them in programme/maturity.yaml; what "
    "they rest on belongs into `evidence`.",
    "Noch ist kein Thema bewertet. Tragen Sie bei jedem in programme/maturity.yaml `as_is` (Ist) und `target` (Soll) "
    "von 1 bis 5 ein; worauf sich das stützt, gehört in `evidence`.",
)
_NO_LEVER = Text("no lever works on it", "kein Stellhebel setzt an")
_WITHOUT = Text("Large gaps without a lever", "Große Lücken ohne Stellhebel")
_RADAR_SAYS = Text(
    "As it is (filled) and as it should be (dashed) in each dimension, from 1 (not in place) to 5 (leading).",
    "Ist (gefüllt) und Soll (gestrichelt) je Dimension, von 1 (nicht vorhanden) bis 5 (vorbildlich).",
)
_DOTS_SAY = Text(
    "As it is (filled) and as it should be (ring) for each topic; the line between is the gap.",
    "Ist (gefüllt) und Soll (Ring) je Thema; die Linie dazwischen ist die Lücke.",
)
_GAPS_HELP = Text(
    "From two steps on a gap is large: it needs a lever, or a target that you want to reach.",
    "Ab zwei Stufen ist eine Lücke groß: Sie braucht einen Stellhebel, oder ein Soll, das Sie erreichen wollen.",
)
_COURSE_SAYS = Text(
    "The mean of each dimension over time, from the history in the file and from its earlier versions in git.",
    "Das Mittel jeder Dimension im Lauf der Zeit, aus dem Verlauf in der Datei und aus ihren früheren Versionen in "
    "git.",
)


def maturity_page(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of the maturity."""
    inputs = (*inputs_of(content, "maturity", "levers"), versions_of(content, "maturity"))
    yield programme_page(desk, content, MATURITY, "maturity", inputs, maturity_sections)


def maturity_sections(content: Content, desk: Desk, language: Language) -> Iterator[Section]:
    """The sections of the page of the maturity."""
    board = board_of(content, "maturity", desk, language)
    past = [(day, then.maturity) for day, then in content.earlier("maturity")]
    dimensions = maturity_of(board.programme.maturity, past)
    levers = board.programme.levers.levers
    if any(one.topics for one in dimensions):
        yield board.section("glance", GLANCE.to(language), _glance(board, dimensions, levers))
        if drawing := radar_of(board, dimensions):
            yield board.section("radar", _RADAR.to(language), drawing, is_half=True)
        gaps = tuple(_gap_line(board, one, topic, levers) for one, topic in farthest(dimensions) if topic.is_far)
        if gaps:
            told = _GAPS_HELP.to(language)
            yield board.section("gaps", _FARTHEST.to(language), Lines(gaps), help=told, is_half=True)
        rated = any(value is not None for one in dimensions for value in (one.as_is, one.target, one.benchmark))
        said = Note(inline.message(_NOT_RATED.to(language)))
        yield board.section("topics", _TOPICS.to(language), _dots(board, dimensions) if rated else said)
        if len(days_of(dimensions)) > 1:
            yield board.section("development", _COURSE.to(language), *_development(board, dimensions))
    yield from _by_dimension(board, dimensions)
    yield from board.rest({"dimensions"} if isinstance(board.data.get("dimensions"), dict) else ())


def _by_dimension(board: Board, dimensions: Sequence[DimensionStanding]) -> Iterator[Section]:
    """Each dimension with everything that is written about it; what is written beside the dimensions as well."""
    field = board.field.properties.get("dimensions")
    written = reading.mapping(board.data.get("dimensions"))
    for one in dimensions:
        inside = field.inside(one.id) if field else None
        if inside is not None:
            entry = Entry(board.show, inside, reading.mapping(written.get(one.id)))
            yield board.section(
                one.id, name_of(board, one), *_topics(board, one, entry), help=inside.description.to(board.language)
            )
    if field is not None:
        for key, value in written.items():
            if key not in {one.id for one in dimensions} and value is not None:
                inside = field.inside(key)
                blocks = generic.blocks_of(board.show, inside, value)
                yield board.section(f"section-{key}", generic.label_of(board.show, inside, key), *blocks)


def name_of(board: Board, dimension: DimensionStanding) -> str:
    """What a dimension is called: by the file, else by the schema."""
    if dimension.title:
        return dimension.title
    field = board.desk.programme["maturity"].at(("dimensions", dimension.id))
    return field.title.to(board.language) if field else dimension.id


def _glance(board: Board, dimensions: Sequence[DimensionStanding], levers: dict[str, Lever]) -> FigureRow:
    language = board.language
    topics = [topic for one in dimensions for topic in one.topics]
    rated = [topic for topic in topics if topic.gap is not None]
    means = ((_AS_IS, [topic.as_is for topic in topics]), (_TARGET, [topic.target for topic in topics]))
    figures = [Figure(text.to(language), board.number(_mean(values)) or inline.text("–")) for text, values in means]
    reached = sum(1 for topic in rated if not topic.gap)
    said = board.counted(len(topics), _REACHED_ONE, _REACHED, reached=reached)
    gap = board.number(_mean([topic.gap for topic in rated])) or inline.text("–")
    figures.append(Figure(_GAP.to(language), gap, inline.text(said)))
    if gaps := farthest(dimensions):
        topic = gaps[0][1]
        tone = "bad" if topic.is_far else ""
        figures.append(Figure(_FARTHEST.to(language), _missing(board, topic), inline.text(topic.title), tone))
    open_ones = topics_without_lever(levers, board.programme.maturity)
    tone = "warn" if open_ones else "good"
    figures.append(Figure(_WITHOUT.to(language), inline.text(len(open_ones)), NOTHING, tone))
    return FigureRow(tuple(figures))


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _missing(board: Board, topic: TopicStanding) -> Markup:
    return inline.span("num", "−") + board.number(topic.gap) if topic.gap else board.number(topic.gap)


def radar_of(board: Board, dimensions: Sequence[DimensionStanding]) -> Drawing | None:
    """The dimensions around a centre, with their table; None where there are too few to span anything."""
    language = board.language
    drawn = [one for one in dimensions if one.as_is is not None or one.target is not None]
    if len(drawn) < 3:
        return None
    spokes = [
        Spoke(
            name_of(board, one),
            f"{board.decimal(one.as_is) or '–'} → {board.decimal(one.target) or '–'}",
            one.as_is,
            one.target,
            one.benchmark,
            name_of(board, one),
        )
        for one in drawn
    ]
    words = (_AS_IS.to(language), _TARGET.to(language), _BENCHMARK.to(language))
    svg = radar(_RADAR.to(language), _RADAR_SAYS.to(language), spokes, SCALE, words)
    has_benchmark = any(one.benchmark is not None for one in drawn)
    labels = [_AS_IS, _TARGET, _GAP, *([_BENCHMARK] if has_benchmark else [])]
    columns = (Column(_DIMENSION.to(language)), *(Column(text.to(language), is_number=True) for text in labels))
    rows = []
    for one in drawn:
        values = [one.as_is, one.target, one.gap, *([one.benchmark] if has_benchmark else [])]
        rows.append(Row((inline.text(name_of(board, one)), *(board.number(value) for value in values))))
    table = Table(_RADAR.to(language), columns, tuple(rows), is_caption_hidden=True)
    return Drawing(svg, _RADAR_SAYS.to(language), table)


# -- topics ------------------------------------------------------------------------------------------------------------


def _dots(board: Board, dimensions: Sequence[DimensionStanding]) -> Drawing:
    language = board.language
    rows = [_dot_row(board, one, topic) for one in dimensions for topic in one.topics]
    legend = [("now", _AS_IS.to(language)), ("target", _TARGET.to(language))]
    if any(topic.benchmark is not None for one in dimensions for topic in one.topics):
        legend.append(("benchmark", _BENCHMARK.to(language)))
    svg = dots(_TOPICS.to(language), _DOTS_SAY.to(language), rows, SCALE, legend)
    columns = [Column(_TOPIC.to(language)), Column(_DIMENSION.to(language))]
    columns += [Column(text.to(language), is_number=True) for text in (_AS_IS, _TARGET, _GAP)]
    cells = [
        Row(
            (
                inline.text(topic.title),
                inline.text(name_of(board, one)),
                board.number(topic.as_is),
                board.number(topic.target),
                board.number(topic.gap),
            )
        )
        for one in dimensions
        for topic in one.topics
    ]
    table = Table(_TOPICS.to(language), tuple(columns), tuple(cells), is_caption_hidden=True)
    return Drawing(svg, _DOTS_SAY.to(language), table)


def _dot_row(board: Board, dimension: DimensionStanding, topic: TopicStanding) -> DotRow:
    values = (("target", topic.target), ("benchmark", topic.benchmark), ("now", topic.as_is))
    found = tuple(Dot(kind, value) for kind, value in values if value is not None)
    span = None
    if topic.as_is is not None and topic.target is not None and topic.target > topic.as_is:
        span = (topic.as_is, topic.target)
    note = f"{board.decimal(topic.as_is) or '–'} → {board.decimal(topic.target) or '–'}"
    tip = f"{topic.title}: {note}"
    group = name_of(board, dimension)
    return DotRow(
        topic.title, found, tip, span, note, group, is_marked=topic.is_far, href=f"#{topic_anchor(dimension, topic)}"
    )


def topic_anchor(dimension: DimensionStanding, topic: TopicStanding) -> str:
    """The anchor of a topic on the page."""
    return f"{dimension.id}-{topic.id}"


def _gap_line(board: Board, dimension: DimensionStanding, topic: TopicStanding, levers: dict[str, Lever]) -> Line:
    """A topic with a large gap, and the levers that work on it."""
    link = inline.link(f"{urls.MATURITY}#{topic_anchor(dimension, topic)}", inline.text(topic.title))
    working = [
        inline.link(f"{urls.LEVERS}#{key}", inline.text(lever.title))
        for key, lever in levers.items()
        if topic.id in lever.topics or (not lever.topics and lever.dimension == dimension.id)
    ]
    mark = inline.joined(working) if working else inline.badge(_NO_LEVER.to(board.language), "warn")
    way = inline.span("num", f"{board.decimal(topic.as_is)} → {board.decimal(topic.target)}")
    return Line(link, facts=(inline.text(name_of(board, dimension)), way, mark), tone="" if working else "late")


def _topics(board: Board, dimension: DimensionStanding, entry: Entry) -> Iterator[Block]:
    """The topics of a dimension with everything that is written about them."""
    language = board.language
    field = entry.field.properties.get("topics")
    written = reading.entries(entry.value.get("topics"))
    entry.tick("title")
    if field is not None and written:
        entry.tick("topics")
        labels = [_AS_IS, _TARGET, _GAP, _INTERVIEWS, _SURVEY, _BENCHMARK]
        shown = [
            _cells(board, dimension, topic, Entry(board.show, field.entry or field, written[topic.id]))
            for topic in dimension.topics
        ]
        kept = [place for place in range(len(labels)) if any(cells[place + 1] for cells, _ in shown)]
        columns = [Column(_TOPIC.to(language)), *(Column(labels[place].to(language), is_number=True) for place in kept)]
        has_course = any(len(topic.course) > 1 for topic in dimension.topics)
        columns += [Column(_COURSE.to(language))] if has_course else []
        rows = tuple(
            Row((cells[0], *(cells[place + 1] for place in kept), *((cells[-1],) if has_course else ())), anchor)
            for cells, anchor in shown
        )
        yield Table(_TOPICS.to(language), tuple(columns), rows, is_caption_hidden=True)
    yield from entry.blocks()


def _cells(
    board: Board, dimension: DimensionStanding, topic: TopicStanding, entry: Entry
) -> tuple[tuple[Markup, ...], str]:
    """The cells of a topic, its course last, and its anchor."""
    as_is, target, interviews, survey, benchmark = (
        _level(board, entry, key) for key in ("as_is", "target", "interviews", "survey", "benchmark")
    )
    gap = board.number(topic.gap) if topic.gap else NOTHING
    entry.tick("history")
    title = entry.title(topic.id)
    evidence = (
        inline.fill('<div class="item__more">{}</div>', entry.line("evidence")) if "evidence" in entry else NOTHING
    )
    name = title + evidence + entry.more()
    return (name, as_is, target, gap, interviews, survey, benchmark, _course(board, topic)), topic_anchor(
        dimension, topic
    )


def _level(board: Board, entry: Entry, key: str) -> Markup:
    """A value of the scale as a number; anything else that was written, such as `unknown`, as it is."""
    value = reading.number(entry.value.get(key))
    shown = entry.line(key)
    return shown if value is None else inline.followed(board.number(value), entry.past(key))


def _course(board: Board, topic: TopicStanding) -> Markup:
    """How a topic came about: a small line, and its values with their days."""
    if not topic.course:
        return NOTHING
    language = board.language
    told = [
        inline.fill("{}: {}", inline.day(day.isoformat(), language), board.number(value)) for day, value in topic.course
    ]
    line = NOTHING
    if len(topic.course) > 1:
        line = sparkline(topic.title, {day.isoformat(): value for day, value in topic.course}, {})
    return line + inline.fill('<div class="item__more">{}</div>', inline.joined(told, " · "))


# -- over time ---------------------------------------------------------------------------------------------------------


def _development(board: Board, dimensions: Sequence[DimensionStanding]) -> Iterator[Block]:
    language = board.language
    days = days_of(dimensions)
    periods = [(day.isoformat(), formats.short_day(day, language)) for day in days]
    courses = []
    for one in dimensions:
        values = {day.isoformat(): rounded(value, 1) for day in days if (value := one.at(day)) is not None}
        courses.append(Course(name_of(board, one), values, is_main=False))
    svg = trend(_COURSE.to(language), _COURSE_SAYS.to(language), periods, courses, Amounts(language), SCALE)
    columns = (Column(_DIMENSION.to(language)), *(Column(label, is_number=True) for _, label in periods))
    rows = tuple(
        Row((inline.text(name_of(board, one)), *(board.number(one.at(day)) for day in days))) for one in dimensions
    )
    table = Table(_COURSE.to(language), columns, rows, is_caption_hidden=True)
    yield Drawing(svg, _COURSE_SAYS.to(language), table, is_table_open=True)
