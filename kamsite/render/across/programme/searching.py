"""What can be found in the programme: its pages, and every entry on them with all that is written about it."""

from collections.abc import Iterator

from kamsite.language import Language
from kamsite.render.across.content import Content
from kamsite.render.across.programme.board import Board, board_of
from kamsite.render.across.programme.care import question_text
from kamsite.render.desk import Desk
from kamsite.render.navigation import FITNESS, LEVERS, MATURITY, MODEL, PROFILES
from kamsite.render.navigation import Entry as Page
from kamsite.render.search.texts import Entry, entry_of
from kamsite.render.sections import reading

# For each file its page, and for each of its sections what stands before the ids of its entries in their anchors.
_FOUND = {
    "fitness": (FITNESS, {"statements": ""}),
    "levers": (LEVERS, {"levers": "", "modules": "module-"}),
    "model": (MODEL, {"services": "", "responsibilities": "task-", "questions": "question-"}),
    "profiles": (PROFILES, {"profiles": "profile-", "trainings": "training-"}),
}


def programme_entries(content: Content, desk: Desk, language: Language) -> Iterator[Entry]:
    """Everything in the programme that has a title, as far as the edition has a page of it."""
    for name, (page, sections) in _FOUND.items():
        if page.is_shown(desk):
            board = board_of(content, name, desk, language)
            for section, before in sections.items():
                yield from _section(board, page, section, before)
    if MATURITY.is_shown(desk):
        yield from _topics(board_of(content, "maturity", desk, language))


def _section(board: Board, page: Page, section: str, before: str) -> Iterator[Entry]:
    field = board.field.properties.get(section)
    asked = board.programme.model.questions if section == "questions" else {}
    for key, value in reading.entries(board.data.get(section)).items():
        place = f"{page.title.to(board.language)} · {board.title(section)}"
        entry = entry_of(
            board.show, field.inside(key) if field else None, value, place, f"{page.address}#{before}{key}"
        )
        yield entry if key not in asked or asked[key].question else _asked(board, entry, key)


def _asked(board: Board, entry: Entry, key: str) -> Entry:
    """A central question in the words of the schema."""
    return Entry(entry.kind, question_text(board, key), entry.place, entry.address, entry.said)


def _topics(board: Board) -> Iterator[Entry]:
    for dimension, written in reading.entries(board.data.get("dimensions")).items():
        field = board.field.at(("dimensions", dimension, "topics", "any"))
        for key, value in reading.entries(written.get("topics")).items():
            address = f"{MATURITY.address}#{dimension}-{key}"
            yield entry_of(board.show, field, value, MATURITY.title.to(board.language), address)
