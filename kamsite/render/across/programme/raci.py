"""Who does what in selling and in fulfilment: a table of tasks and roles for each process."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.analyses.programme.care import PROCESSES, accountable, is_left_open, responsible, roles_of
from kamsite.model.programme import Responsibility
from kamsite.render import inline
from kamsite.render.across.programme.board import Board
from kamsite.render.blocks import NOTHING, Block, Column, Group, Note, Row, Table
from kamsite.render.sections import reading
from kamsite.render.sections.entry import Entry

_TASK = Text("Task", "Aufgabe")
_OTHERS = Text("Further tasks", "Weitere Aufgaben")
_LETTERS = Text(
    "R does it, A answers for it, C is asked before, I is told afterwards; A/R answers for it and does it.",
    "R führt durch, A verantwortet, C wird vorher gefragt, I wird danach informiert; A/R verantwortet und führt durch.",
)
_NO_ONE = Text("nobody answers for it", "niemand verantwortet es")
_SEVERAL = Text("several answer for it", "mehrere verantworten es")
_NOBODY_DOES = Text("nobody does it", "niemand führt es durch")
_TONES = {"R": "info", "A": "key", "A/R": "key", "C": "neutral", "I": "muted"}


def raci_blocks(board: Board) -> Iterator[Block]:
    """A table for each process, tasks that belong to none in a last one."""
    tasks = board.programme.model.responsibilities
    entries = board.entries("responsibilities")
    yield Note(inline.text(_LETTERS.to(board.language)))
    for process in (*PROCESSES, None):
        some = {key: task for key, task in tasks.items() if task.process == process and key in entries}
        if some:
            title = _process(board, process)
            roles = roles_of(some)
            columns = (Column(_TASK.to(board.language)), *(Column(role_name(board, role)) for role in roles))
            rows = tuple(_row(board, key, task, roles, entries[key]) for key, task in some.items())
            yield Group(title, (Table(title, columns, rows, is_caption_hidden=True),))
    yield from board.strays("responsibilities")


def _process(board: Board, process: str | None) -> str:
    if process is None:
        return _OTHERS.to(board.language)
    field = board.field.at(("responsibilities", "any", "process"))
    word = field.words.get(process) if field else None
    return word.text.to(board.language) if word else process


def _row(board: Board, key: str, task: Responsibility, roles: Sequence[str], entry: Entry) -> Row:
    if task.process is not None:
        entry.tick("process")
    written = reading.mapping(entry.value.get("raci"))
    if written:
        entry.tick("raci")
    trouble = NOTHING if is_left_open(board.data, key) else _trouble(board, task)
    name = entry.title(key) + trouble + entry.more()
    return Row((name, *(_letter(board, written.get(role)) for role in roles)), f"task-{key}")


def _trouble(board: Board, task: Responsibility) -> Markup:
    """What is wrong with who does what, as badges."""
    said = []
    if len(accountable(task)) != 1:
        said.append(_SEVERAL if accountable(task) else _NO_ONE)
    if task.raci and not responsible(task):
        said.append(_NOBODY_DOES)
    badges = [inline.badge(text.to(board.language), "warn") for text in said]
    return inline.fill('<div class="item__more">{}</div>', inline.joined(badges, " ")) if badges else NOTHING


def _letter(board: Board, value: object) -> Markup:
    if not isinstance(value, str):
        return NOTHING
    field = board.field.at(("responsibilities", "any", "raci", "any"))
    word = field.words.get(value) if field else None
    if word is None:
        return board.show.value(None, value)
    return inline.badge(value, _TONES.get(value, "neutral"), word.text.to(board.language))


def role_name(board: Board, role: str) -> str:
    """What a role or department is called by the schema, else as written."""
    field = board.field.at(("responsibilities", "any", "raci"))
    word = field.words.get(role) if field else None
    return word.text.to(board.language) if word else role.replace("_", " ")
