"""What the programme needs a decision on now, from all of its files and all plans, the most urgent first."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.analyses.programme.care import accountable, is_left_open, responsible
from kamsite.model.analyses.programme.fitness import FitnessResult, most_disputed
from kamsite.model.analyses.programme.levers import ranked, topics_without_lever
from kamsite.model.analyses.programme.maturity import topics_of
from kamsite.model.analyses.programme.promises import promises_of
from kamsite.model.analyses.programme.roadmap import Roadmap
from kamsite.model.analyses.programme.selection import KEY, score_of, selecting_of, without_buy_in
from kamsite.model.analyses.programme.skills import fits_of
from kamsite.model.analyses.summary import Summary
from kamsite.model.departments import department
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.programme.board import Board
from kamsite.render.across.programme.care import asked_questions, question_text
from kamsite.render.across.programme.selectionpieces import told_points
from kamsite.render.blocks import NOTHING, Row
from kamsite.render.navigation import CUSTOMERS

_MODULE, _TASK, _TOPIC = Text("Module", "Modul"), Text("Task", "Aufgabe"), Text("Maturity", "Reifegrad")
_LEVER, _STATEMENT = Text("Lever", "Stellhebel"), Text("Statement", "Aussage")
_MODULE_LATE = Text("Overdue since {day}: new end, or stop it?", "Überfällig seit {day}: neues Ende, oder abbrechen?")
_MODULE_WAITS = Text(
    "Should have begun by {day}: begin, or put it off?", "Sollte bis {day} begonnen haben: beginnen, oder verschieben?"
)
_QUESTION_LATE = Text("An answer was due by {day}.", "Die Antwort war bis {day} fällig.")
_UNANSWERED = Text("Central questions without an answer", "Zentrale Fragen ohne Antwort")
_QUESTIONS_FREE = Text("{count} that nobody looks after: who?", "{count}, um die sich niemand kümmert: Wer?")
_BELOW = Text(
    "Score {score}, a key account from {limit} on: still one?", "Punktwert {score}, Key Account ab {limit}: noch einer?"
)
_BUY_IN = Text("No promise of support from {names}: who asks?", "Keine Zusage von {names}: Wer fragt dort nach?")
_UNPLANNED = Text("A customers without a plan", "A-Kunden ohne Plan")
_WHICH = Text(
    "{count} of {all}, together {amount}: which of them get one?",
    "{count} von {all}, zusammen {amount}: Welche bekommen einen?",
)
_SEVERAL = Text("Several roles answer for it: which one?", "Mehrere Rollen verantworten es: Welche?")
_NO_ONE = Text("No role answers for it: which one shall?", "Keine Rolle verantwortet es: Welche soll es tun?")
_NO_DOER = Text("No role does it: which one shall?", "Keine Rolle führt es durch: Welche soll es tun?")
_NO_LEVER = Text(
    "{now} → {target}, and no lever works on it: a lever, or another target?",
    "{now} → {target}, und kein Stellhebel setzt an: ein Stellhebel, oder ein anderes Soll?",
)
_NOT_TAKEN = Text(
    "Rank {rank} of the levers: which module takes it up?", "Rang {rank} der Stellhebel: Welches Modul greift ihn auf?"
)
_APART = Text(
    "Rated from {low} to {high}: what do we mean by it?", "Von {low} bis {high} bewertet: Was meinen wir damit?"
)
_EXTRAS = Text("Promises beyond the model", "Zusagen über das Modell hinaus")
_PRICE = Text(
    "{count} of {all} in the plans: make services of them, or end them?",
    "{count} von {all} in den Plänen: zu Leistungen machen, oder beenden?",
)
_GAPS = Text("Skill gaps without a training", "Lücken im Können ohne Schulung")
_TRAIN = Text("{count} of {all}: which training, and when?", "{count} von {all}: Welche Schulung, und wann?")
Boards = Mapping[str, Board]


def decisions(boards: Boards, content: Content, roadmap: Roadmap, fitness: FitnessResult) -> list[Row]:
    """A row for each decision, what is overdue first; `boards` are those of the files that there are, by name."""
    return sorted(_all(boards, content, roadmap, fitness), key=lambda row: row.tone != "late")


def _all(boards: Boards, content: Content, roadmap: Roadmap, fitness: FitnessResult) -> Iterator[Row]:
    """All of them, the programme's own promises first, then accounts, then what only has to be talked about."""
    levers, model = boards.get("levers"), boards.get("model")
    if levers:
        yield from _late_modules(levers, roadmap)
    if model:
        yield from _questions(model)
    yield from _customers(boards, content)
    yield from _accounts(boards, content.summaries)
    if model:
        yield from _roles(model)
    if maturity := boards.get("maturity"):
        yield from _gaps(maturity)
    if levers:
        yield from _levers(levers)
    if model:
        yield from _promises(model, content.summaries)
    if opinions := boards.get("fitness"):
        yield from _disputed(opinions, fitness)
    if (profiles := boards.get("profiles")) and "personal" in profiles.desk.shows:
        yield from _skills(profiles)


def _row(address: str, title: str, said: str, owner: Markup = NOTHING, *, kind: str = "", is_late: bool = False) -> Row:
    """What it is about (`kind` says what that is), what is to be decided, and who of us it is about."""
    name = inline.link(address, inline.text(title))
    if kind:
        name = inline.fill("{}: {}", kind, name)
    return Row((name, inline.text(said), owner), tone="late" if is_late else "")


def _late_modules(board: Board, roadmap: Roadmap) -> Iterator[Row]:
    for one in roadmap.modules:
        is_late = one.standing == "overdue"
        day = last_day(one.module.end if is_late else one.module.start)
        if day is not None and one.standing in ("overdue", "late_start"):
            said = board.said(_MODULE_LATE if is_late else _MODULE_WAITS, day=formats.short_day(day, board.language))
            address = f"{urls.LEVERS}#module-{one.id}"
            owner = board.person(one.module.owner)
            yield _row(address, one.module.title, said, owner, kind=board.said(_MODULE), is_late=is_late)


def _questions(board: Board) -> Iterator[Row]:
    """Central questions whose answer is overdue, and how many nobody looks after."""
    open_ones = [asked for asked in asked_questions(board) if not asked.is_answered]
    for asked in open_ones:
        due = last_day(asked.question.due) if asked.question else None
        if asked.question and due is not None and due < board.desk.as_of:
            said = board.said(_QUESTION_LATE, day=formats.short_day(due, board.language))
            address, owner = f"{urls.MODEL}#question-{asked.id}", board.person(asked.question.owner)
            yield _row(address, question_text(board, asked.id), said, owner, is_late=True)
    free = sum(1 for asked in open_ones if not (asked.question and asked.question.owner))
    if free:
        said = board.said(_QUESTIONS_FREE, count=free)
        yield _row(f"{urls.MODEL}#questions", board.said(_UNANSWERED), said)


def _customers(boards: Boards, content: Content) -> Iterator[Row]:
    """A customers without a plan, where the edition shows all customers."""
    board = next(iter(boards.values()), None)
    base = content.customers
    if board is None or base is None or not base.main.unplanned_total[0]:
        return
    count, amount = base.main.unplanned_total
    everybody = next((one.customers for one in base.main.classes if one.name == "A"), count)
    money = formats.compact(amount, board.desk.settings.currency, board.language)
    said = board.said(_WHICH, count=count, all=everybody, amount=money)
    yield _row(CUSTOMERS.address, board.said(_UNPLANNED), said)


def _accounts(boards: Boards, summaries: Sequence[Summary]) -> Iterator[Row]:
    """Key accounts that score too little, or that lack the support of departments."""
    board = boards.get("selection")
    selecting = selecting_of(board.programme.selection) if board else None
    if board is None or selecting is None:
        return
    for summary in key_accounts(summaries):
        standing = summary.standing
        score = score_of(standing.scores, selecting) if standing else None
        is_below = score is not None and score.is_telling and selecting.segment_for(score.value) != KEY
        if score is not None and is_below and selecting.key_from is not None:
            limit = formats.number(selecting.key_from, board.language)
            said = board.said(_BELOW, score=told_points(score.value, board.language), limit=limit)
            yield _row(urls.for_account(summary.id), summary.name, said, board.person(summary.manager))
        missing = without_buy_in(standing.buy_in if standing else {}, selecting)
        if missing and board.desk.shows_buy_in:
            said = board.said(_BUY_IN, names=", ".join(department(name, board.language) for name in missing))
            yield _row(urls.for_chapter(summary.id, "plan"), summary.name, said, board.person(summary.manager))


def key_accounts(summaries: Sequence[Summary]) -> list[Summary]:
    """The key accounts without their divisions, by name."""
    return sorted((one for one in summaries if one.parent is None and one.segment == KEY), key=lambda one: one.name)


def _roles(board: Board) -> Iterator[Row]:
    for key, task in board.programme.model.responsibilities.items():
        answering = len(accountable(task))
        if is_left_open(board.data, key) or (answering == 1 and responsible(task)):
            continue
        said = _SEVERAL if answering > 1 else _NO_DOER if answering else _NO_ONE
        yield _row(f"{urls.MODEL}#task-{key}", task.title, board.said(said), kind=board.said(_TASK))


def _gaps(board: Board) -> Iterator[Row]:
    open_ones = set(topics_without_lever(board.programme.levers.levers, board.programme.maturity))
    for dimension, name, topic in topics_of(board.programme.maturity):
        if (dimension, name) in open_ones:
            now, target = board.decimal(topic.as_is), board.decimal(topic.target)
            said = board.said(_NO_LEVER, now=now, target=target)
            yield _row(f"{urls.MATURITY}#{dimension}-{name}", topic.title, said, kind=board.said(_TOPIC))


def _levers(board: Board) -> Iterator[Row]:
    """The best levers that nobody took up."""
    for one in ranked(board.programme.levers, board.programme.maturity):
        if one.turn in ("first", "then") and not one.lever.module:
            said = board.said(_NOT_TAKEN, rank=one.rank)
            owner = board.person(one.lever.owner)
            yield _row(f"{urls.LEVERS}#{one.id}", one.lever.title, said, owner, kind=board.said(_LEVER))


def _promises(board: Board, summaries: Sequence[Summary]) -> Iterator[Row]:
    model = board.programme.model
    found = [one for summary in summaries for one in promises_of(model, summary.id, summary.segment, summary.promised)]
    extras = sum(1 for one in found if one.is_extra)
    if extras and model.services:
        said = board.said(_PRICE, count=extras, all=len(found))
        yield _row(f"{urls.MODEL}#promises", board.said(_EXTRAS), said)


def _disputed(board: Board, fitness: FitnessResult) -> Iterator[Row]:
    statements = board.programme.fitness.statements
    for key in most_disputed(fitness):
        if fitness.latest is not None and key in statements:
            ratings = fitness.latest.opinions[key].ratings
            said = board.said(_APART, low=ratings[0], high=ratings[-1])
            yield _row(f"{urls.FITNESS}#{key}", statements[key].title, said, kind=board.said(_STATEMENT))


def _skills(board: Board) -> Iterator[Row]:
    gaps = [gap for fit in fits_of(board.programme.profiles, board.desk.as_of) for gap in fit.gaps]
    unbooked = sum(1 for gap in gaps if not gap.booked)
    if unbooked:
        said = board.said(_TRAIN, count=unbooked, all=len(gaps))
        yield _row(f"{urls.PROFILES}#gaps", board.said(_GAPS), said)
