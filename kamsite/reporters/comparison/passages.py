"""The passages of a text that were edited: words put in and taken out, with some words around them."""

import re
from collections.abc import Iterator

from kamsite.compare.pieces import BlockChange, BlockKind, Piece, PieceKind
from kamsite.language import Text

# So many words are shown before and after what was edited.
_AROUND = 8
_TOKEN = re.compile(r"\S+\s*")
KINDS = {
    BlockKind.ADDED: Text("new", "neu"),
    BlockKind.REMOVED: Text("removed", "entfernt"),
    BlockKind.EDITED: Text("edited", "geändert"),
    BlockKind.MOVED: Text("moved", "verschoben"),
    BlockKind.SPLIT: Text("split", "geteilt"),
    BlockKind.JOINED: Text("joined", "zusammengeführt"),
}


def shortened(passage: BlockChange, around: int = _AROUND) -> Iterator[Piece]:
    """The pieces of a passage on one line, of what stayed only the words next to what was edited.

    A passage in which nothing was edited, because it only moved, shows how it begins.
    """
    pieces = passage.pieces
    last = len(pieces) - 1
    if all(piece.kind is PieceKind.EQUAL for piece in pieces):
        words = _TOKEN.findall("".join(piece.text for piece in pieces).lstrip())
        yield Piece(
            PieceKind.EQUAL, _on_one_line("".join(words[: 2 * around])) + ("…" if len(words) > 2 * around else "")
        )
        return
    for at, piece in enumerate(pieces):
        if piece.kind is not PieceKind.EQUAL:
            yield Piece(piece.kind, _on_one_line(piece.text))
            continue
        words = _TOKEN.findall(piece.text)
        kept = (0 if at == 0 else around) + (0 if at == last else around)
        if len(words) <= kept + 2:
            yield Piece(PieceKind.EQUAL, _on_one_line(piece.text))
            continue
        head = "".join(words[:around]) if at else ""
        tail = "".join(words[-around:]) if at < last else ""
        yield Piece(PieceKind.EQUAL, _on_one_line(f"{head}… {tail}" if at else f"… {tail}"))


def heading_of(passage: BlockChange) -> str:
    """The headings above a passage: `Goals › Availability`."""
    return " › ".join(_on_one_line(heading).strip() for heading in passage.headings)


def _on_one_line(text: str) -> str:
    """The text with single blanks; those at its ends stay."""
    return re.sub(r"\s+", " ", text)
