"""The roadmap as a drawing with its table, the critical path in words, and each module with all that is written."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.analyses.programme.levers import RankedLever
from kamsite.model.analyses.programme.roadmap import PlannedModule, Roadmap
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.programme.board import Board
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Bullets,
    Card,
    Cards,
    Column,
    Drawing,
    Fact,
    Facts,
    Figure,
    Note,
    Row,
    Table,
)
from kamsite.render.charts.gantt import Bar, Key, gantt

STANDINGS = {
    "done": Text("done", "erledigt"),
    "dropped": Text("dropped", "verworfen"),
    "overdue": Text("overdue", "überfällig"),
    "late_start": Text("should have begun", "sollte begonnen haben"),
    "doing": Text("under way", "läuft"),
    "planned": Text("planned", "geplant"),
    "undated": Text("without dates", "ohne Termine"),
}
TONES = {
    "done": "good",
    "dropped": "muted",
    "overdue": "bad",
    "late_start": "warn",
    "doing": "info",
    "planned": "neutral",
    "undated": "warn",
}
_CSS = {"done": "tone-good", "dropped": "tone-neutral", "overdue": "tone-bad", "late_start": "tone-2"}
_SIGNS = {"done": "✓", "dropped": "×", "overdue": "!", "late_start": "!"}
_SAYS = Text(
    "Each module from its beginning to its end; lines lead from what must be finished before.",
    "Jedes Modul vom Beginn bis zum Ende; Linien führen von dem weg, was vorher fertig sein muss.",
)
_TODAY = Text("{day}", "{day}")
_LEGEND = (
    ("done", Text("done so far", "bisher getan"), "tone-1"),
    ("open", Text("still to do", "noch zu tun"), "tone-1"),
    ("strong", Text("decides when all ends", "entscheidet über das Ende"), ""),
    ("promised", Text("end first planned", "zuerst geplantes Ende"), ""),
    ("after", Text("waits for", "wartet auf"), ""),
)
_MODULE, _WHEN, _OWNER = Text("Module", "Modul"), Text("When", "Wann"), Text("Responsible", "Verantwortlich")
_STATUS, _AFTER, _SLACK = Text("Status", "Stand"), Text("Waits for", "Wartet auf"), Text("May slip by", "Puffer")
_DAY, _DAYS = Text("one day", "ein Tag"), Text("{count} days", "{count} Tage")
_FIRST = Text("first planned until {}", "zuerst geplant bis {}")
_NONE = Text("none", "keiner")
_PROGRESS = Text("Progress", "Fortschritt")
_CRITICAL = Text(
    "The roadmap ends in {end}. That depends on: {modules}. Whatever slips there moves the end; other modules may "
    "slip as far as the table says.",
    "Die Roadmap endet im {end}. Das hängt ab von: {modules}. Was sich dort verschiebt, verschiebt das Ende; andere "
    "Module haben so viel Puffer, wie die Tabelle sagt.",
)
_EARLY = Text("begins before {modules} ends", "beginnt, bevor {modules} endet")
_MODULES = Text("Modules done", "Module erledigt")
_OF = Text("of {all}", "von {all}")
_LATE = Text("Modules overdue", "Module überfällig")
_END = Text("End of the roadmap", "Ende der Roadmap")
_UNDER_WAY = Text("under way: {title}", "läuft: {title}")
_LEVERS = Text("Levers", "Stellhebel")
_UNDATED = Text(
    "Without dates and therefore not in the drawing: {modules}.",
    "Ohne Termine und deshalb nicht in der Zeichnung: {modules}.",
)


def glance_figures(board: Board, roadmap: Roadmap) -> Iterator[Figure]:
    """How far the roadmap is, what is late, when it ends."""
    if not roadmap.modules:
        return
    language = board.language
    doing = [one.module.title for one in roadmap.modules if one.standing in ("doing", "overdue")]
    remark = board.said(_UNDER_WAY, title=", ".join(doing)) if doing else ""
    done = inline.text(roadmap.done) + inline.text(f" {board.said(_OF, all=roadmap.wanted)}")
    yield Figure(_MODULES.to(language), done, inline.text(remark))
    late = [one.module.title for one in roadmap.modules if one.standing in ("overdue", "late_start")]
    yield Figure(_LATE.to(language), inline.text(len(late)), inline.text(", ".join(late)), "bad" if late else "good")
    if roadmap.end is not None:
        critical = " → ".join(one.module.title for one in roadmap.critical)
        yield Figure(_END.to(language), inline.time(f"{roadmap.end:%Y-%m}", language), inline.text(critical))


def roadmap_drawing(board: Board, roadmap: Roadmap) -> Drawing | None:
    """The modules that have dates, with all modules as a table; None where no module has dates."""
    language, today = board.language, board.desk.as_of
    bars = [_bar(board, one) for one in roadmap.dated]
    if not bars:
        return None
    kinds = [one for one in _LEGEND if one[0] != "promised" or any(bar.promised for bar in bars)]
    keys = [Key(kind, text.to(language), css or "tone-1") for kind, text, css in kinds]
    title = _SAYS.to(language)
    svg = gantt(board.title("modules"), title, bars, (today, formats.short_day(today, language)), keys)
    return Drawing(svg, title, _table(board, roadmap))


def roadmap_blocks(board: Board, roadmap: Roadmap) -> Iterator[Block]:
    """The drawing, what decides about the end in words, and what could not be drawn."""
    drawing = roadmap_drawing(board, roadmap)
    yield drawing or _table(board, roadmap)
    if said := critical_path(board, roadmap):
        yield Note(inline.text(said))
    undated = [one.module.title for one in roadmap.modules if one not in roadmap.dated]
    if drawing and undated:
        yield Note(inline.text(board.said(_UNDATED, modules=", ".join(undated))), "warning")


def critical_path(board: Board, roadmap: Roadmap) -> str:
    """What decides when the roadmap ends, in a sentence; empty where that cannot be told."""
    if not roadmap.critical or roadmap.end is None:
        return ""
    modules = " → ".join(one.module.title for one in roadmap.critical)
    return board.said(_CRITICAL, end=formats.period(f"{roadmap.end:%Y-%m}", board.language), modules=modules)


def _bar(board: Board, one: PlannedModule) -> Bar:
    if one.start is None or one.end is None:
        raise ValueError("only a module with dates can be drawn")
    when = f"{formats.short_day(one.start, board.language)} – {formats.short_day(one.end, board.language)}"
    tip = f"{one.module.title}: {when}, {STANDINGS[one.standing].to(board.language)}"
    css = _CSS.get(one.standing, "tone-1")
    done = 1.0 if one.standing == "done" else one.module.progress or 0.0
    sign = _SIGNS.get(one.standing, "")
    address = f"{urls.LEVERS}#module-{one.id}"
    is_strong, after, first = one.is_critical, one.after, one.promised
    return Bar(one.id, one.module.title, one.start, one.end, tip, css, done, sign, is_strong, address, after, first)


def _table(board: Board, roadmap: Roadmap) -> Table:
    language = board.language
    titles = {one.id: one.module.title for one in roadmap.modules}
    labels = (_MODULE, _WHEN, _STATUS, _PROGRESS, _OWNER, _AFTER, _SLACK)
    columns = tuple(Column(text.to(language), is_number=text is _PROGRESS) for text in labels)
    rows = []
    for one in roadmap.modules:
        share = one.module.progress
        rows.append(
            Row(
                (
                    inline.link(f"{urls.LEVERS}#module-{one.id}", inline.text(one.module.title)),
                    _when(board, one),
                    standing(board, one),
                    inline.share(share, language) if share is not None else NOTHING,
                    board.person(one.module.owner),
                    inline.text(", ".join(titles[name] for name in one.after)),
                    _slack(board, one),
                ),
                tone="late" if one.standing == "overdue" else "",
            )
        )
    return Table(board.title("modules"), columns, tuple(rows), is_caption_hidden=True)


def _when(board: Board, one: PlannedModule) -> Markup:
    times = [inline.time(day, board.language) for day in (one.module.start, one.module.end) if day]
    when = inline.joined(times, " – ")
    if one.promised is None:
        return when
    first = inline.day(one.promised.isoformat(), board.language)
    return when + inline.span("under", inline.fill(_FIRST.to(board.language), first))


def standing(board: Board, one: PlannedModule) -> Markup:
    """Where a module stands, as a badge."""
    return inline.badge(STANDINGS[one.standing].to(board.language), TONES[one.standing])


def _slack(board: Board, one: PlannedModule) -> Markup:
    if one.is_over or one.slack is None:
        return NOTHING
    return inline.text(board.counted(one.slack, _DAY, _DAYS) if one.slack else _NONE.to(board.language))


def roadmap_cards(board: Board, roadmap: Roadmap, levers: Sequence[RankedLever]) -> Cards:
    """Each module with its goal, its levers and everything else that is written about it."""
    titles = {one.id: one.module.title for one in roadmap.modules}
    entries = board.entries("modules")
    cards = []
    for one in roadmap.modules:
        entry = entries[one.id]
        title, goal = entry.title(one.id), entry.line("goal")
        badges = [standing(board, one)]
        if one.too_early:
            early = board.said(_EARLY, modules=", ".join(titles[name] for name in one.too_early))
            badges.append(inline.badge(early, "warn"))
        entry.tick("start", "end", "after", *(("status",) if one.module.status else ()))
        when = inline.followed(_when(board, one), entry.past("end" if one.module.end else "start"))
        facts = [Fact(_WHEN.to(board.language), when)] if one.module.start or one.module.end else []
        facts += entry.facts("owner", "progress")
        if one.after:
            facts.append(Fact(_AFTER.to(board.language), inline.text(", ".join(titles[name] for name in one.after))))
        blocks: list[Block] = [Facts(tuple(facts)), *entry.blocks()]
        working = [
            inline.link(f"{urls.LEVERS}#{lever.id}", inline.text(lever.lever.title))
            for lever in levers
            if lever.lever.module == one.id
        ]
        if working:
            blocks.append(Bullets(tuple(working), _LEVERS.to(board.language)))
        tone = "bad" if one.standing == "overdue" else ""
        cards.append(Card(title, f"module-{one.id}", tuple(badges), goal, tuple(blocks), tone))
    return Cards(tuple(cards))
