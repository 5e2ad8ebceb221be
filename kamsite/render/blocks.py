"""The few kinds of blocks that pages are made of.

A block holds finished inline HTML (`Markup`, made in `inline.py`, always escaped) and structure; the theme's
`blocks.html` decides what it looks like. `kind` names the template's macro.
"""

from typing import ClassVar, Literal

from markupsafe import Markup
from msgspec import Struct

NOTHING = Markup()


class Fact(Struct, frozen=True):
    """A label with its value; `help` explains the label."""

    label: str
    value: Markup
    help: str = ""


class Facts(Struct, frozen=True):
    """Labelled values, one below the other."""

    kind: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


class Prose(Struct, frozen=True):
    """Running text: HTML made from Markdown."""

    kind: ClassVar[str] = "prose"
    html: Markup


class Bullets(Struct, frozen=True):
    """A list of short texts."""

    kind: ClassVar[str] = "bullets"
    items: tuple[Markup, ...]
    title: str = ""


class Column(Struct, frozen=True):
    """A table's column; numbers stand at the right.

    In a table that readers work with, `id` names the column in addresses, a choice holds few values that repeat, by
    which rows are filtered and grouped, and an extra column is seen only by those who pick it. `sum` says how values
    are added up: "own" each of them, "whole" without divisions beside their account, whose value holds theirs already;
    the sum is shown with its `unit`.
    """

    label: str
    is_number: bool = False
    id: str = ""
    is_choice: bool = False
    is_extra: bool = False
    sum: Literal["", "own", "whole"] = ""
    unit: str = ""


class Row(Struct, frozen=True):
    """A table's row. `id` makes it an address of its own; `tone` colours it ("", "total", "late", …).

    A row of the tone "group" holds one cell over the whole width, the heading of the rows that follow.
    """

    cells: tuple[Markup, ...]
    id: str = ""
    tone: str = ""


class Table(Struct, frozen=True):
    """A table; the first cell of each row is its heading.

    Readers sort, filter and group the rows of a table with an `id` (`tables.js`), which is that of its section. What
    its cells are ordered by is marked by `inline.valued`, `inline.day` and `inline.time`. `group` names the column by
    which the rows stand in groups where readers want no other order.
    """

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_caption_hidden: bool = False
    id: str = ""
    group: str = ""


class Card(Struct, frozen=True):
    """An entry of a section: heading, badges, facts and more below. `photo` is the address of a picture."""

    title: Markup
    id: str = ""
    badges: tuple[Markup, ...] = ()
    lead: Markup = NOTHING
    blocks: "tuple[Block, ...]" = ()
    tone: str = ""
    photo: str = ""


class Cards(Struct, frozen=True):
    """Entries side by side; `is_wide` gives each the whole width."""

    kind: ClassVar[str] = "cards"
    cards: tuple[Card, ...]
    is_wide: bool = False


class Grid(Struct, frozen=True):
    """Four fields as in a SWOT: cards in a square of two by two."""

    kind: ClassVar[str] = "grid"
    cards: tuple[Card, ...]


class Line(Struct, frozen=True):
    """One entry of `Lines`: `when` before it, `mark` behind it, `facts` and a `picture` below. `tone`: "", "late"."""

    title: Markup
    when: Markup = NOTHING
    facts: tuple[Markup, ...] = ()
    mark: Markup = NOTHING
    picture: Markup = NOTHING
    tone: str = ""


class Lines(Struct, frozen=True):
    """Short entries one below the other; `more` leads to the rest of them."""

    kind: ClassVar[str] = "lines"
    lines: tuple[Line, ...]
    more: Markup = NOTHING


class Drawing(Struct, frozen=True):
    """A drawing with its twin as a table, for readers who cannot see it."""

    kind: ClassVar[str] = "drawing"
    svg: Markup
    caption: str
    table: Table | None = None
    is_table_open: bool = False


class Picture(Struct, frozen=True):
    """A finished figure of ours that brings its own surroundings, such as a power map; as wide as the page."""

    kind: ClassVar[str] = "picture"
    html: Markup


class Group(Struct, frozen=True):
    """Blocks below a heading of their own."""

    kind: ClassVar[str] = "group"
    title: str
    blocks: "tuple[Block, ...]"
    id: str = ""


class Figure(Struct, frozen=True):
    """A number to see at first glance, with a label and a remark."""

    label: str
    value: Markup
    remark: Markup = NOTHING
    tone: str = ""


class FigureRow(Struct, frozen=True):
    """Key numbers side by side."""

    kind: ClassVar[str] = "figurerow"
    figures: tuple[Figure, ...]


class Choice(Struct, frozen=True):
    """A link of `Choices`: with an `id` it is the address that picks what is shown, else it leads to `address`.

    `rows` says the same to a table that readers work with (`urls.rows_of`).
    """

    label: Markup
    id: str = ""
    address: str = ""
    is_current: bool = False
    rows: str = ""


class ChoiceGroup(Struct, frozen=True):
    """Choices of one kind."""

    label: str
    choices: tuple[Choice, ...]


class Choices(Struct, frozen=True):
    """What of a long page is to be seen, as links: the address keeps what was chosen, and no script is needed."""

    kind: ClassVar[str] = "choices"
    label: str
    groups: tuple[ChoiceGroup, ...]


class Lane(Struct, frozen=True):
    """A column of a `Board`: its name, its sums, its cards; `more` says what has no room here."""

    title: str
    sums: Markup
    cards: tuple[Line, ...]
    more: Markup = NOTHING


class Board(Struct, frozen=True):
    """Cards in columns side by side, from the first stage to the last."""

    kind: ClassVar[str] = "board"
    label: str
    lanes: tuple[Lane, ...]


class Gap(Struct, frozen=True):
    """What is missing here, what belongs here, and where to add it."""

    kind: ClassVar[str] = "gap"
    title: str
    text: str
    edit: str = ""
    example: str = ""


class Note(Struct, frozen=True):
    """A remark that should be noticed; `tone` is "info", "warning" or "error"."""

    kind: ClassVar[str] = "note"
    html: Markup
    tone: str = "info"


Block = (
    Facts
    | Prose
    | Bullets
    | Lines
    | Table
    | Cards
    | Grid
    | Drawing
    | Picture
    | Group
    | FigureRow
    | Choices
    | Board
    | Gap
    | Note
)


class Section(Struct, frozen=True):
    """A part of a page with a heading that can be linked to; `is_half` lets two stand side by side."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    help: str = ""
    edit: str = ""
    is_gap: bool = False
    is_half: bool = False
