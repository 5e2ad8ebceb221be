"""Levers and roadmap: what we change, why in this order, by when, and where we stand."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.programme.levers import RankedLever, ranked, turn_of
from kamsite.model.analyses.programme.maturity import topics_of
from kamsite.model.analyses.programme.roadmap import Roadmap, roadmap_of
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.programme.board import GLANCE, Board, board_of, inputs_of, versions_of
from kamsite.render.across.programme.roadmap import glance_figures, roadmap_blocks, roadmap_cards
from kamsite.render.across.programme.wrong import programme_page
from kamsite.render.across.shared import SharedFiles
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Column,
    Drawing,
    Figure,
    FigureRow,
    Row,
    Section,
    Table,
)
from kamsite.render.charts.priorities import Mark, priorities
from kamsite.render.desk import Desk
from kamsite.render.navigation import LEVERS
from kamsite.render.sections import reading
from kamsite.render.sections.entry import Entry

_LEVER = Text("Lever", "Stellhebel")
_DIMENSION = Text("Dimension", "Dimension")
_GROWTH, _EASE = Text("Growth", "Wachstum"), Text("Ease", "Leichtigkeit")
_WHY, _TURN, _MODULE = Text("Why", "Warum"), Text("Turn", "Wann"), Text("Module", "Modul")
_REASON = Text("growth {growth} × ease {ease} = {score}", "Wachstum {growth} × Leichtigkeit {ease} = {score}")
_CLOSES = Text("closes a gap of {gap} in {topic}", "schließt eine Lücke von {gap} bei {topic}")
_TURNS = {
    "first": Text("First (15 and more)", "Zuerst (ab 15)"),
    "then": Text("Then (8 to 14)", "Danach (8 bis 14)"),
    "later": Text("Later (below 8)", "Später (unter 8)"),
}
_SHORT = {"first": Text("first", "zuerst"), "then": Text("then", "danach"), "later": Text("later", "später")}
_TONES = {"first": "good", "then": "info", "later": "muted"}
_MATRIX = Text("What comes first", "Was zuerst kommt")
_MATRIX_SAYS = Text(
    "Levers by contribution to growth and ease of implementation, numbered by rank. Filled: taken up by a module of "
    "the roadmap; outlined: not yet.",
    "Stellhebel nach Beitrag zum Wachstum und Leichtigkeit der Umsetzung, nummeriert nach Rang. Gefüllt: von einem "
    "Modul der Roadmap aufgegriffen; umrandet: noch nicht.",
)
_MATRIX_HELP = Text(
    "The rank follows growth × ease; where two are equal the greater contribution to growth comes first, then the "
    "larger gaps of the maturity. Each step of 1 to 5 is an estimate: talk about neighbours rather than about "
    "decimals.",
    "Der Rang folgt Wachstum × Leichtigkeit; bei Gleichstand kommt der größere Beitrag zum Wachstum zuerst, dann die "
    "größeren Lücken im Reifegrad. Jede Stufe von 1 bis 5 ist geschätzt: Sprechen Sie über Nachbarn, nicht über "
    "Nachkommastellen.",
)
_ENDS = (Text("hard", "schwer"), Text("easy", "leicht"))
_AXES = (
    Text("Ease of implementation", "Leichtigkeit der Umsetzung"),
    Text("Contribution to growth", "Wachstumsbeitrag"),
)
_NOT_CHOSEN = Text("not taken up yet", "noch nicht aufgegriffen")
_CHOSEN = Text("Levers taken up", "Aufgegriffene Stellhebel")
_OF = Text("of {all}", "von {all}")
_NEXT = Text("next: {title}", "als Nächstes: {title}")
_ROADMAP = Text("Roadmap", "Roadmap")
_FROM_TO = Text("From → to", "Von → nach")
_TODAY, _TOMORROW = Text("As it is", "Wie es ist"), Text("As it shall be", "Wie es sein soll")


def levers_page(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of levers and roadmap."""
    inputs = (*inputs_of(content, "levers", "maturity"), versions_of(content, "levers"))
    yield programme_page(desk, content, LEVERS, "levers", inputs, levers_sections, desk.as_of)


def levers_sections(content: Content, desk: Desk, language: Language) -> Iterator[Section]:
    """The sections of the page of levers and roadmap."""
    board = board_of(content, "levers", desk, language)
    levers = ranked(board.programme.levers, board.programme.maturity)
    roadmap = roadmap_of(board.programme.levers, desk.as_of, [then.levers for _, then in content.earlier("levers")])
    if levers or roadmap.modules:
        figures = (*glance_figures(board, roadmap), *_glance(board, levers))
        yield board.section("glance", GLANCE.to(language), FigureRow(figures))
    if roadmap.modules:
        yield board.section("roadmap", _ROADMAP.to(language), *roadmap_blocks(board, roadmap))
    if levers:
        entries = board.entries("levers")
        told = board.said(_MATRIX_HELP)
        yield board.section("priorities", _MATRIX.to(language), *_priorities(board, levers, roadmap), help=told)
        table = _from_to(board, levers, entries)
        yield board.section("levers", _FROM_TO.to(language), table, *board.strays("levers"))
    if roadmap.modules:
        cards = roadmap_cards(board, roadmap, levers)
        yield board.section(
            "modules", board.title("modules"), cards, *board.strays("modules"), help=board.help("modules")
        )
    drawn = {"levers"} if levers else set()
    yield from board.rest(drawn | ({"modules"} if roadmap.modules else set()))


def _glance(board: Board, levers: Sequence[RankedLever]) -> Iterator[Figure]:
    if not levers:
        return
    language = board.language
    chosen = sum(1 for one in levers if one.lever.module)
    waiting = next((one for one in levers if not one.lever.module and one.rank), None)
    said = board.said(_NEXT, title=waiting.lever.title) if waiting else ""
    count = inline.text(chosen) + inline.text(f" {board.said(_OF, all=len(levers))}")
    yield Figure(_CHOSEN.to(language), count, inline.text(said))


def _priorities(board: Board, levers: Sequence[RankedLever], roadmap: Roadmap) -> Iterator[Block]:
    language = board.language
    marks = [
        Mark(
            one.rank,
            one.lever.ease,
            one.lever.growth,
            f"{one.rank}. {one.lever.title} ({_reason(board, one)})",
            "" if one.lever.module else "turn-mark--open",
            f"#{one.id}",
        )
        for one in levers
        if one.rank is not None and one.lever.ease is not None and one.lever.growth is not None
    ]
    table = _ranking(board, levers, roadmap)
    if not marks:
        yield table
        return
    axes = (_AXES[0].to(language), _AXES[1].to(language))
    ends = (_ENDS[0].to(language), _ENDS[1].to(language))
    words = {name: text.to(language) for name, text in _TURNS.items()}
    svg = priorities(_MATRIX.to(language), _MATRIX_SAYS.to(language), marks, turn_of, axes, ends, words)
    yield Drawing(svg, _MATRIX_SAYS.to(language))
    yield table


def _ranking(board: Board, levers: Sequence[RankedLever], roadmap: Roadmap) -> Table:
    language = board.language
    modules = {one.id: one.module.title for one in roadmap.modules}
    labels = [_LEVER, _DIMENSION, _WHY, _TURN, _MODULE]
    columns = tuple(Column(text.to(language)) for text in labels)
    rows = []
    for one in levers:
        turn = inline.badge(_SHORT[one.turn].to(language), _TONES[one.turn]) if one.turn else NOTHING
        module = inline.span("muted", _NOT_CHOSEN.to(language))
        if one.lever.module:
            title = inline.text(modules.get(one.lever.module, one.lever.module))
            module = inline.link(f"{urls.LEVERS}#module-{one.lever.module}", title)
        rows.append(
            Row(
                (
                    _ranked(one),
                    inline.text(dimension_of(board, one.lever.dimension)),
                    inline.text(_reason(board, one)) + _closes(board, one),
                    turn,
                    module,
                )
            )
        )
    return Table(_MATRIX.to(language), columns, tuple(rows), is_caption_hidden=True)


def _ranked(one: RankedLever) -> Markup:
    """A lever with its rank before it."""
    name = inline.link(f"{urls.LEVERS}#{one.id}", inline.text(one.lever.title))
    return inline.fill("{}. {}", inline.span("num", str(one.rank)), name) if one.rank else name


def _reason(board: Board, one: RankedLever) -> str:
    if one.score is None:
        return inline.NOT_KNOWN.to(board.language)
    return board.said(_REASON, growth=one.lever.growth, ease=one.lever.ease, score=one.score)


def _closes(board: Board, one: RankedLever) -> Markup:
    """The gaps of the maturity on which a lever works."""
    lines = [
        inline.fill('<div class="item__more">{}</div>', board.said(_CLOSES, gap=board.decimal(gap), topic=topic))
        for topic, gap in one.gaps
    ]
    return inline.joined(lines, "")


def dimension_of(board: Board, name: str | None) -> str:
    """What a dimension of the maturity is called; empty for none."""
    if name is None:
        return ""
    standing = getattr(board.programme.maturity.dimensions, name, None)
    if standing is not None and standing.title:
        return str(standing.title)
    field = board.desk.programme["levers"].at(("levers", "any", "dimension"))
    word = field.words.get(name) if field else None
    return word.text.to(board.language) if word else name


def _from_to(board: Board, levers: Sequence[RankedLever], entries: dict[str, Entry]) -> Table:
    """All levers with what they change, and whatever else is written about them."""
    language = board.language
    columns = tuple(Column(text.to(language)) for text in (_LEVER, _TODAY, _TOMORROW))
    rows = []
    for one in levers:
        entry, lever = entries[one.id], one.lever
        told = {"dimension": lever.dimension, "growth": one.score, "ease": one.score, "module": lever.module}
        entry.tick(*(key for key, value in told.items() if value is not None))
        title = entry.title(one.id)
        title += _topics(board, entry)
        now, then = entry.line("from"), entry.line("to")
        rows.append(Row((title + entry.more(), now, then), one.id))
    return Table(_FROM_TO.to(language), columns, tuple(rows), is_caption_hidden=True)


def _topics(board: Board, entry: Entry) -> Markup:
    """The topics of the maturity that a lever brings forward, by their titles."""
    names = reading.names(entry.value.get("topics"))
    if not names:
        return NOTHING
    label = entry.label("topics")
    entry.tick("topics")
    titles = {name: topic.title for _, name, topic in topics_of(board.programme.maturity)}
    told = ", ".join(titles.get(name, name) for name in names)
    return inline.fill('<div class="item__more"><span class="item__label">{}</span> {}</div>', label, told)
