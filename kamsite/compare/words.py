"""Two blocks of text compared word by word."""

import re
from collections.abc import Iterator

from kamsite.compare.align import align
from kamsite.compare.pieces import Piece, PieceKind

# A word with what holds it together (1.150.000, 2027-06-30, E-Mail), or a single other sign; with the blanks after it.
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]\s*|\w+(?:[-.,:/'\u2019]\w+)*\s*|[^\w\s]\s*|\s+")
_LONGEST_BRIDGE = 3


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two texts as pieces: in both, only before, only after. Blanks make no difference."""
    ours, theirs = _TOKEN.findall(before), _TOKEN.findall(after)
    pairs = align([token.strip() for token in ours], [token.strip() for token in theirs])
    return tuple(_joined(_readable(list(_pieces(ours, theirs, pairs)))))


def _pieces(ours: list[str], theirs: list[str], pairs: list[tuple[int, int]]) -> Iterator[Piece]:
    i = j = 0
    for a, b in [*pairs, (len(ours), len(theirs))]:
        if i < a:
            yield Piece(PieceKind.DELETED, "".join(ours[i:a]))
        if j < b:
            yield Piece(PieceKind.INSERTED, "".join(theirs[j:b]))
        if b < len(theirs):
            yield Piece(PieceKind.EQUAL, theirs[b])
        i, j = a + 1, b + 1


def _readable(pieces: list[Piece]) -> list[Piece]:
    """Pieces in which no short word stands alone between two changes."""
    merged = list(_joined(pieces))
    bridges = {at for at in range(1, len(merged) - 1) if _is_bridge(merged, at)}
    return list(_bridged(merged, bridges))


def _is_bridge(pieces: list[Piece], at: int) -> bool:
    """Whether a short word has words taken out on both sides of it, or put in on both."""
    if pieces[at].kind is not PieceKind.EQUAL or len(pieces[at].text.strip()) > _LONGEST_BRIDGE:
        return False
    left = {one.kind for one in pieces[max(0, at - 2) : at]} - {PieceKind.EQUAL}
    right = {one.kind for one in pieces[at + 1 : at + 3]} - {PieceKind.EQUAL}
    return bool(left & right)


def _bridged(pieces: list[Piece], bridges: set[int]) -> Iterator[Piece]:
    """A bridge becomes part of what was taken out and of what was put in; each run of both once."""
    taken, put = "", ""
    for at, piece in enumerate([*pieces, Piece(PieceKind.EQUAL, "")]):
        if piece.kind is PieceKind.EQUAL and at not in bridges:
            if taken:
                yield Piece(PieceKind.DELETED, taken)
            if put:
                yield Piece(PieceKind.INSERTED, put)
            taken = put = ""
            if piece.text:
                yield piece
            continue
        taken += piece.text if piece.kind is not PieceKind.INSERTED else ""
        put += piece.text if piece.kind is not PieceKind.DELETED else ""


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.kind is piece.kind:
            held = Piece(held.kind, held.text + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held
