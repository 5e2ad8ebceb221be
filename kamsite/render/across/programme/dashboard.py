"""The programme on a page, to be taken into the management meeting: where we stand, and what needs a decision now."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from kamsite.diagnostics import Finding
from kamsite.language import Language, Text
from kamsite.model.analyses.programme.fitness import FEWEST, FitnessResult
from kamsite.model.analyses.programme.maturity import DimensionStanding, farthest, maturity_of
from kamsite.model.analyses.programme.roadmap import Roadmap, roadmap_of
from kamsite.model.analyses.programme.selection import Selecting, score_of, selecting_of, without_buy_in
from kamsite.model.analyses.programme.skills import fits_of, team_gaps
from kamsite.model.analyses.summary import Summary
from kamsite.model.departments import department
from kamsite.model.field import SENSITIVITIES
from kamsite.model.folder import PROGRAMME as PROGRAMME_FOLDER
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.programme import wrong
from kamsite.render.across.programme.board import GLANCE, Board, board_of, inputs_of, versions_of
from kamsite.render.across.programme.care import asked_questions, question_text
from kamsite.render.across.programme.decisions import decisions, key_accounts
from kamsite.render.across.programme.maturity import name_of, radar_of
from kamsite.render.across.programme.profiles import skill_title
from kamsite.render.across.programme.roadmap import critical_path, roadmap_drawing
from kamsite.render.across.programme.selectionpieces import points
from kamsite.render.across.programme.versions import MOST_NEWS, news_section, recent_versions
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Column,
    Figure,
    FigureRow,
    Gap,
    Group,
    Line,
    Lines,
    Note,
    Row,
    Section,
    Table,
)
from kamsite.render.desk import Desk
from kamsite.render.navigation import CUSTOMERS, FITNESS, LEVERS, MATURITY, MODEL, PROFILES, PROGRAMME, SELECTION

FILES = ("selection", "maturity", "fitness", "levers", "model", "profiles")
_BEGIN = {
    "customers": CUSTOMERS,
    "selection": SELECTION,
    "maturity": MATURITY,
    "fitness": FITNESS,
    "levers": LEVERS,
    "model": MODEL,
    "profiles": PROFILES,
}
_ONLY_FOR = {"customers": "commercial", "profiles": "personal"}
_MOST_DECISIONS, _MOST_GAPS, _MOST_ACCOUNTS = 12, 5, 12
_NOW = Text("What needs a decision now", "Was jetzt zu entscheiden ist")
_AGENDA = (Text("What", "Worum es geht"), Text("To be decided", "Zu entscheiden"), Text("Who", "Wer"))
_NOTHING = Text("Nothing needs a decision.", "Zu entscheiden ist nichts.")
_MORE_ONE = Text("one more on the pages of the programme", "eine weitere auf den Seiten des Programms")
_MORE = Text("{count} more on the pages of the programme", "{count} weitere auf den Seiten des Programms")
_KEY = Text("Key accounts", "Key Accounts")
_OF_ACCOUNT = Text("of one account with a plan", "von einem Kunden mit Plan")
_OF_ACCOUNTS = Text("of {count} accounts with a plan", "von {count} Kunden mit Plan")
_A = Text("A customers", "A-Kunden")
_WITHOUT = Text("{count} without a plan", "{count} ohne Plan")
_BUY_IN = Text("Buy-in", "Zusagen der Abteilungen")
_OF = Text("of {all}", "von {all}")
_FITNESS = Text("Fitness", "Fitness")
_SCALE = Text("of 5, {round}", "von 5, {round}")
_FEW = Text(
    "Fitness leaves out what fewer than {least} people rated in a round.",
    "Bei der Fitness fehlt, was in einer Runde weniger als {least} Personen bewertet haben.",
)
_MATURITY = Text("Maturity", "Reifegrad")
_TARGET = Text("target {target}", "Soll {target}")
_ROADMAP = Text("Roadmap", "Roadmap")
_LATE = Text("{count} overdue", "{count} überfällig")
_ON_TIME = Text("nothing overdue", "nichts überfällig")
_QUESTIONS = Text("Open questions", "Offene Fragen")
_OF_CENTRAL = Text("of {all} central questions", "von {all} zentralen Fragen")
_FIT = Text("Fit to the profiles", "Passung zu den Profilen")
_GAP_OF, _GAPS_OF = Text("one gap", "eine Lücke"), Text("{count} gaps", "{count} Lücken")
_FARTHEST = Text("Largest gaps", "Größte Lücken")
_STATEMENTS = Text("What people think", "Was Befragte sagen")
_LOWEST = Text("Lowest rated first.", "Die am niedrigsten bewerteten zuerst.")
_UNANSWERED = Text("Central questions without an answer", "Zentrale Fragen ohne Antwort")
_ALL_ANSWERED = Text("All central questions are answered.", "Alle zentralen Fragen sind beantwortet.")
_SKILLS = Text("Skills that are missing", "Fähigkeiten, die fehlen")
_SKILL_OF = Text("one step with {people}", "eine Stufe bei {people}")
_SKILLS_OF = Text("{count} steps with {people}", "{count} Stufen bei {people}")
_UNTIL = Text("until {day}", "bis {day}")
_NOBODY = Text("nobody looks after it", "niemand kümmert sich")
_NEWS = Text("What changed in the programme lately", "Was sich zuletzt am Programm geändert hat")
_STILL = Text("What else belongs to the programme", "Was noch zum Programm gehört")
_COLUMNS = {
    "account": Text("Key account", "Key Account"),
    "manager": Text("Manager", "Verantwortlich"),
    "score": Text("Score", "Punktwert"),
    "plan": Text("Plan complete", "Plan vollständig"),
    "deciders": Text("Deciders addressed", "Entscheider angesprochen"),
    "overdue": Text("Overdue", "Überfällig"),
    "buy_in": Text("No buy-in from", "Keine Zusage von"),
}
_TONES = {"green": "good", "amber": "warn", "red": "bad"}
_AS_SHOWN = Text(
    "Overdue and complete: only what this edition shows is counted.",
    "Überfällig und vollständig: Gezählt ist nur, was diese Ausgabe zeigt.",
)
_ONE_MORE = Text("one more key account", "ein weiterer Key Account")
_REST = Text("{count} more key accounts", "{count} weitere Key Accounts")


def dashboard_page(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The dashboard of the programme."""
    told = [_told(one) for one in content.summaries]
    customers = (content.customers.main.classes, content.customers.main.unplanned_total) if content.customers else None
    news = [(one.version, one.changes) for one in recent_versions(content)[:MOST_NEWS]]
    found = wrong.errors_in(desk, content, *(file.rpartition("/")[2] for file in content.programme_files))
    inputs = (*inputs_of(content, *FILES), versions_of(content, "levers"), told, customers, news, wrong.told(found))
    yield page(PROGRAMME, inputs, partial(_sections, content, found), as_of=desk.as_of)


def _told(one: Summary) -> tuple[object, ...]:
    """What the dashboard tells of a plan."""
    overdue = sum(1 for due in one.dues if due.is_overdue)
    plan = (one.id, one.name, one.parent, one.manager, one.segment, one.completeness, one.light)
    return (*plan, one.deciders, overdue, one.promised, one.standing)


def _sections(content: Content, found: Sequence[Finding], desk: Desk, language: Language) -> Iterator[Section]:
    boards = {name: board_of(content, name, desk, language) for name in (*FILES, "customers") if name in desk.programme}
    if not boards:
        return
    board = next(iter(boards.values()))
    fitness, past = content.fitness(), [then.levers for _, then in content.earlier("levers")]
    roadmap = roadmap_of(board.programme.levers, desk.as_of, past)
    dimensions = maturity_of(board.programme.maturity)
    figures = tuple(_figures(boards, content, roadmap, fitness, dimensions))
    if figures:
        notes = (*wrong.wrong_files(desk, found, language), *_left_out(boards, fitness))
        yield Section(urls.identifier("glance"), GLANCE.to(language), (FigureRow(figures), *notes))
    rows = decisions(boards, content, roadmap, fitness)
    yield Section(urls.identifier("decisions"), _NOW.to(language), _decided(board, rows))
    yield from _maturity(boards, dimensions)
    if "levers" in boards and (drawing := roadmap_drawing(boards["levers"], roadmap)):
        said = critical_path(boards["levers"], roadmap)
        blocks: tuple[Block, ...] = (drawing, Note(inline.text(said))) if said else (drawing,)
        yield Section(urls.identifier("roadmap"), _ROADMAP.to(language), blocks)
    yield from _opinions(boards, fitness)
    yield from _unanswered(boards)
    if accounts := key_accounts(content.summaries):
        table = _accounts(board, accounts, selecting_of(board.programme.selection) if "selection" in boards else None)
        narrow = "" if desk.shows >= SENSITIVITIES else board.said(_AS_SHOWN)
        yield Section(urls.identifier("accounts"), _KEY.to(language), table, narrow)
    yield from news_section(content, desk, board.said(_NEWS), language)
    yield from _gaps(desk, boards, language)


# -- where we stand ----------------------------------------------------------------------------------------------------


def _figures(
    boards: Mapping[str, Board],
    content: Content,
    roadmap: Roadmap,
    fitness: FitnessResult,
    dimensions: Sequence[DimensionStanding],
) -> Iterator[Figure]:
    board = next(iter(boards.values()))
    yield from _customers(board, content)
    if "selection" in boards:
        yield from _buy_in(board, content.summaries)
    if "maturity" in boards and any(one.as_is is not None for one in dimensions):
        yield _standing(board, dimensions)
    if "fitness" in boards and fitness.latest is not None:
        label = board.said(_SCALE, round=formats.period(fitness.latest.period, board.language))
        remark = inline.joined([one for one in (inline.text(label), board.change(fitness.change)) if one], " · ")
        yield Figure(board.said(_FITNESS), board.number(fitness.latest.mean), remark)
    if "levers" in boards and roadmap.modules:
        late = sum(1 for one in roadmap.modules if one.standing == "overdue")
        remark = inline.text(board.said(_LATE, count=late) if late else board.said(_ON_TIME))
        done = inline.text(roadmap.done) + inline.text(f" {board.said(_OF, all=roadmap.wanted)}")
        yield Figure(board.said(_ROADMAP), done, remark, "bad" if late else "good")
    if "model" in boards:
        asked = asked_questions(boards["model"])
        count = sum(1 for one in asked if not one.is_answered)
        remark = inline.text(board.said(_OF_CENTRAL, all=len(asked)))
        yield Figure(board.said(_QUESTIONS), inline.text(count), remark, "warn" if count else "good")
    if "profiles" in boards and "personal" in board.desk.shows:
        yield from _fit(board)


def _left_out(boards: Mapping[str, Board], fitness: FitnessResult) -> Iterator[Note]:
    """Why the mean of the fitness check is another one where names are hidden."""
    board = boards.get("fitness")
    if board is not None and fitness.latest is not None and "personal" not in board.desk.shows:
        yield Note(inline.text(board.said(_FEW, least=FEWEST)))


def _customers(board: Board, content: Content) -> Iterator[Figure]:
    plans = [one for one in content.summaries if one.parent is None]
    count = len(key_accounts(content.summaries))
    yield Figure(
        board.said(_KEY), inline.text(count), inline.text(board.counted(len(plans), _OF_ACCOUNT, _OF_ACCOUNTS))
    )
    base = content.customers
    best = next((one for one in base.main.classes if one.name == "A"), None) if base else None
    if best is not None:
        without = best.customers - best.planned
        remark = inline.text(board.said(_WITHOUT, count=without))
        yield Figure(board.said(_A), inline.text(best.customers), remark, "warn" if without else "good")


def _buy_in(board: Board, summaries: Sequence[Summary]) -> Iterator[Figure]:
    """How many of the promises of support that key accounts need have been made."""
    selecting, accounts = selecting_of(board.programme.selection), key_accounts(summaries)
    if not board.desk.shows_buy_in or selecting is None or not selecting.departments or not accounts:
        return
    wanted = len(selecting.departments) * len(accounts)
    missing = sum(len(without_buy_in(one.standing.buy_in if one.standing else {}, selecting)) for one in accounts)
    count = inline.text(wanted - missing) + inline.text(f" {board.said(_OF, all=wanted)}")
    yield Figure(board.said(_BUY_IN), count, NOTHING, "warn" if missing else "good")


def _standing(board: Board, dimensions: Sequence[DimensionStanding]) -> Figure:
    topics = [topic for one in dimensions for topic in one.topics]
    now = [topic.as_is for topic in topics if topic.as_is is not None]
    targets = [topic.target for topic in topics if topic.target is not None]
    remark = board.said(_TARGET, target=board.decimal(sum(targets) / len(targets))) if targets else ""
    return Figure(board.said(_MATURITY), board.number(sum(now) / len(now)), inline.text(remark))


def _fit(board: Board) -> Iterator[Figure]:
    fits = fits_of(board.programme.profiles, board.desk.as_of)
    shares = [fit.share for fit in fits if fit.share is not None]
    if shares:
        gaps = inline.text(board.counted(sum(len(fit.gaps) for fit in fits), _GAP_OF, _GAPS_OF))
        yield Figure(board.said(_FIT), inline.share(round(sum(shares) / len(shares), 2), board.language), gaps)


def _decided(board: Board, rows: Sequence[Row]) -> tuple[Block, ...]:
    if not rows:
        return (Note(inline.text(board.said(_NOTHING))),)
    columns = tuple(Column(board.said(text)) for text in _AGENDA)
    table = Table(board.said(_NOW), columns, tuple(rows[:_MOST_DECISIONS]), is_caption_hidden=True)
    more = len(rows) - _MOST_DECISIONS
    return (table, Note(inline.text(board.counted(more, _MORE_ONE, _MORE)))) if more > 0 else (table,)


# -- one file after the other ------------------------------------------------------------------------------------------


def _maturity(boards: Mapping[str, Board], dimensions: Sequence[DimensionStanding]) -> Iterator[Section]:
    board = boards.get("maturity")
    drawing = radar_of(board, dimensions) if board else None
    if board is None or drawing is None:
        return
    yield Section(urls.identifier("maturity"), board.said(_MATURITY), (drawing,), is_half=True)
    lines = tuple(
        Line(
            inline.link(f"{urls.MATURITY}#{one.id}-{topic.id}", inline.text(topic.title)),
            facts=(inline.text(name_of(board, one)),),
            mark=inline.span("num", f"{board.decimal(topic.as_is)} → {board.decimal(topic.target)}"),
        )
        for one, topic in farthest(dimensions)[:_MOST_GAPS]
    )
    yield Section(urls.identifier("gaps"), board.said(_FARTHEST), (Lines(lines),), is_half=True)


def _opinions(boards: Mapping[str, Board], fitness: FitnessResult) -> Iterator[Section]:
    """The statements that are rated lowest, with their change."""
    board, latest = boards.get("fitness"), fitness.latest
    if board is None or latest is None:
        return
    statements = board.programme.fitness.statements
    rated = sorted((opinion.mean, key) for key, opinion in latest.opinions.items() if key in statements)
    lines = tuple(
        Line(
            inline.link(f"{urls.FITNESS}#{key}", inline.text(statements[key].title)),
            mark=board.number(mean) + inline.text(" ") + board.change(fitness.change_of(key)),
        )
        for mean, key in rated[:_MOST_GAPS]
    )
    title, told = board.said(_STATEMENTS), board.said(_LOWEST)
    yield Section(urls.identifier("opinions"), title, (Lines(lines),), told, is_half=True)


def _unanswered(boards: Mapping[str, Board]) -> Iterator[Section]:
    board = boards.get("model")
    if board is None:
        return
    lines = []
    for asked in asked_questions(board):
        if asked.is_answered:
            continue
        owner = board.person(asked.question.owner) if asked.question else NOTHING
        facts = [owner or inline.span("muted", board.said(_NOBODY))]
        if asked.question and asked.question.due:
            facts.append(inline.text(board.said(_UNTIL, day=formats.period(asked.question.due, board.language))))
        link = inline.link(f"{urls.MODEL}#question-{asked.id}", inline.text(question_text(board, asked.id)))
        lines.append(Line(link, facts=tuple(facts)))
    blocks: list[Block] = [Lines(tuple(lines)) if lines else Note(inline.text(board.said(_ALL_ANSWERED)))]
    if skills := tuple(_skills(boards)):
        blocks.append(Group(board.said(_SKILLS), (Lines(skills),)))
    yield Section(urls.identifier("questions"), board.said(_UNANSWERED), tuple(blocks), is_half=True)


def _skills(boards: Mapping[str, Board]) -> Iterator[Line]:
    """What the team lacks most; only where personal data may be seen."""
    board = boards.get("profiles")
    if board is None or "personal" not in board.desk.shows:
        return
    for gap in team_gaps(fits_of(board.programme.profiles, board.desk.as_of))[:_MOST_GAPS]:
        people = ", ".join(board.name_of(person) for person in gap.people)
        link = inline.link(f"{urls.PROFILES}#gaps", inline.text(skill_title(board, gap.skill)))
        yield Line(link, facts=(inline.text(board.counted(gap.steps, _SKILL_OF, _SKILLS_OF, people=people)),))


def _accounts(board: Board, accounts: Sequence[Summary], selecting: Selecting | None) -> tuple[Block, ...]:
    language = board.language
    has_score = selecting is not None and board.desk.shows_selection
    has_buy_in = selecting is not None and bool(selecting.departments) and board.desk.shows_buy_in
    kept = [name for name in _COLUMNS if (name != "score" or has_score) and (name != "buy_in" or has_buy_in)]
    if not board.desk.shows_contacts:
        kept.remove("deciders")
    rows = []
    for one in accounts[:_MOST_ACCOUNTS]:
        cells = _account_cells(board, one, selecting)
        rows.append(Row(tuple(cells[name] for name in kept)))
    numbers = ("score", "overdue")
    columns = tuple(Column(_COLUMNS[name].to(language), name in numbers) for name in kept)
    table = Table(_KEY.to(language), columns, tuple(rows), is_caption_hidden=True)
    more = len(accounts) - _MOST_ACCOUNTS
    if more <= 0:
        return (table,)
    return table, Note(inline.link(urls.PORTFOLIO, inline.text(board.counted(more, _ONE_MORE, _REST))))


def _account_cells(board: Board, one: Summary, selecting: Selecting | None) -> dict[str, Markup]:
    score = score_of(one.standing.scores, selecting) if selecting and one.standing else None
    addressed = sum(1 for decider in one.deciders if decider.is_addressed)
    overdue = sum(1 for due in one.dues if due.is_overdue)
    missing = without_buy_in(one.standing.buy_in if one.standing else {}, selecting) if selecting else ()
    deciders = f"{addressed} {board.said(_OF, all=len(one.deciders))}" if one.deciders else "–"
    return {
        "account": inline.link(urls.for_account(one.id), inline.text(one.name)),
        "manager": board.person(one.manager),
        "score": points(score.value, board.language) if score else NOTHING,
        "plan": inline.meter(one.completeness, board.language, _TONES.get(one.light, "")),
        "deciders": inline.text(deciders),
        "overdue": inline.span("late", str(overdue)) if overdue else inline.text("0"),
        "buy_in": inline.text(", ".join(department(name, board.language) for name in missing)),
    }


def _gaps(desk: Desk, boards: Mapping[str, Board], language: Language) -> Iterator[Section]:
    """The files of the programme that nobody has begun yet, for those who write them."""
    missing = [name for name in _BEGIN if name not in boards and _ONLY_FOR.get(name, "internal") in desk.shows]
    if not missing or not desk.guides:
        return
    gaps = tuple(
        Gap(
            _BEGIN[name].title.to(language),
            _BEGIN[name].lead.to(language),
            desk.host.new(f"{PROGRAMME_FOLDER}/{name}.{'csv' if name == 'customers' else 'yaml'}") if desk.host else "",
        )
        for name in missing
    )
    yield Section(urls.identifier("missing"), _STILL.to(language), gaps, is_gap=True)
