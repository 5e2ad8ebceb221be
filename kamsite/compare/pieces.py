"""What changed in a text, as values: by blocks, and in each of them by words."""

from dataclasses import dataclass
from enum import StrEnum


class PieceKind(StrEnum):
    """Whether some words are in both texts, or only in one of them."""

    EQUAL = "equal"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words with the blanks around them. All pieces of a block without the inserted ones are its text before."""

    kind: PieceKind
    text: str


class BlockKind(StrEnum):
    """What happened to a block: a paragraph, a heading, a point of a list, a table, a piece of code."""

    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"
    MOVED = "moved"
    SPLIT = "split"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What happened to a block of a text.

    `headings` are those above it, from the outside in. `pieces` are its words; those of a moved, split or joined block
    show what was edited in it, too. `before` and `after` are its lines in the two texts, from 1; 0 where it is not in
    one of them.
    """

    kind: BlockKind
    pieces: tuple[Piece, ...]
    headings: tuple[str, ...] = ()
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Prose:
    """The blocks of a text that changed, in the order of the text; what only flows in another way is not among them."""

    blocks: tuple[BlockChange, ...]
