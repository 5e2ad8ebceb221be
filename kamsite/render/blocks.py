"""The few kinds of blocks that pages are made of.

A block holds finished inline HTML (`Markup`, made in `inline.py`, always escaped) and structure; the theme's
`blocks.html` decides what it looks like. `kind` names the template's macro.
"""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value; `help` explains the label."""

    label: str
    value: Markup
    help: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values, one below the other."""

    kind: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text: HTML made from Markdown."""

    kind: ClassVar[str] = "prose"
    html: Markup


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts."""

    kind: ClassVar[str] = "bullets"
    items: tuple[Markup, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; numbers stand at the right."""

    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row. `id` makes it an address of its own; `tone` colours it ("", "total", "late", …)."""

    cells: tuple[Markup, ...]
    id: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its heading."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_caption_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """An entry of a section: heading, badges, facts and more below."""

    title: Markup
    id: str = ""
    badges: tuple[Markup, ...] = ()
    lead: Markup = NOTHING
    blocks: "tuple[Block, ...]" = ()
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """Entries side by side; `is_wide` gives each the whole width."""

    kind: ClassVar[str] = "cards"
    cards: tuple[Card, ...]
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Four fields as in a SWOT: cards in a square of two by two."""

    kind: ClassVar[str] = "grid"
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing with its twin as a table, for readers who cannot see it."""

    kind: ClassVar[str] = "drawing"
    svg: Markup
    caption: str
    table: Table | None = None
    is_table_open: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished figure of ours that brings its own surroundings, such as a power map; as wide as the page."""

    kind: ClassVar[str] = "picture"
    html: Markup


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks below a heading of their own."""

    kind: ClassVar[str] = "group"
    title: str
    blocks: "tuple[Block, ...]"
    id: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to see at first glance, with a label and a remark."""

    label: str
    value: Markup
    remark: Markup = NOTHING
    tone: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Key numbers side by side."""

    kind: ClassVar[str] = "figurerow"
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing here, what belongs here, and where to add it."""

    kind: ClassVar[str] = "gap"
    title: str
    text: str
    edit: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that should be noticed; `tone` is "info", "warning" or "error"."""

    kind: ClassVar[str] = "note"
    html: Markup
    tone: str = "info"


Block = Facts | Prose | Bullets | Table | Cards | Grid | Drawing | Picture | Group | FigureRow | Gap | Note


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page with a heading that can be linked to."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    help: str = ""
    edit: str = ""
    is_gap: bool = False
