"""Texts in Markdown compared: blocks first as they are, then by likeness, then word by word.

A block that moved keeps what was edited in it; a paragraph that was split or joined is told as such. What only flows
in another way is no change. The cost grows with the length of the texts, not with its square.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from kamsite.compare.align import align, rising
from kamsite.compare.blocks import Block, cut, without_marks
from kamsite.compare.likeness import Features, likeness, words_of
from kamsite.compare.pieces import BlockChange, BlockKind, Piece, PieceKind, Prose
from kamsite.compare.words import compare_words

__all__ = ["BlockChange", "BlockKind", "Piece", "PieceKind", "Prose", "compare_texts", "same_flow"]

# From here on two blocks are taken for the same one; where one stands in the other's place already from there on.
_LIKE_ENOUGH = 0.5
_LIKE_IN_PLACE = 0.35
# Two halves must say nearly all that the whole said.
_LIKE_TOGETHER = 0.8
_MOST_CANDIDATES = 3
_RAREST = 6
_IN_MOST_BLOCKS = 12
# Shorter blocks are not told as moved: they may well be others.
_SHORTEST_MOVED = 3


def same_flow(before: str, after: str) -> bool:
    """Whether two texts differ at most in where their lines break and in blanks."""
    return before.split() == after.split()


def compare_texts(before: str, after: str) -> Prose:
    """What changed between two texts in Markdown, by blocks and words."""
    comparison = _Comparison(cut(before), cut(after))
    comparison.match()
    return Prose(tuple(comparison.changes()))


@dataclass(slots=True)
class _Comparison:
    """Which block before is which block after, found step by step."""

    before: list[Block]
    after: list[Block]
    to_after: dict[int, int] = field(default_factory=dict)
    to_before: dict[int, int] = field(default_factory=dict)
    split: dict[int, list[int]] = field(default_factory=dict)
    joined: dict[int, list[int]] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)

    def match(self) -> None:
        """Finds what belongs together."""
        for i, j in align([block.key for block in self.before], [block.key for block in self.after]):
            self._pair(i, j)
        self._match_moved()
        ours = {i: words_of(self.before[i].text) for i in self._left_before()}
        theirs = {j: words_of(self.after[j].text) for j in self._left_after()}
        for _, i, j in sorted(self._alike(ours, theirs)):
            if i not in self.to_after and j not in self.to_before:
                self._pair(i, j)
        self.moved = self._out_of_order()
        self._find_parts(self.split, self.to_after, self.to_before, (self.before, self.after))
        self._find_parts(self.joined, self.to_before, self.to_after, (self.after, self.before))

    def _pair(self, i: int, j: int) -> None:
        self.to_after[i], self.to_before[j] = j, i

    def _left_before(self) -> list[int]:
        return [i for i in range(len(self.before)) if i not in self.to_after]

    def _left_after(self) -> list[int]:
        return [j for j in range(len(self.after)) if j not in self.to_before]

    def _match_moved(self) -> None:
        """Blocks that are the same but stand elsewhere, in their order."""
        waiting: dict[str, list[int]] = {}
        for i in reversed(self._left_before()):
            waiting.setdefault(self.before[i].key, []).append(i)
        for j in self._left_after():
            if found := waiting.get(self.after[j].key):
                self._pair(found.pop(), j)

    def _alike(self, ours: dict[int, Features], theirs: dict[int, Features]) -> Iterator[tuple[float, int, int]]:
        """Pairs of blocks that are alike, with how unlike they are: those that share rare words, or one place."""
        places: dict[str, list[int]] = {}
        for j, features in theirs.items():
            for feature in features:
                places.setdefault(feature, []).append(j)
        for i, features in ours.items():
            in_place = self._in_place(i)
            candidates = dict.fromkeys(_candidates(features, places), _LIKE_ENOUGH)
            if in_place in theirs:
                candidates[in_place] = _LIKE_IN_PLACE
            for j, enough in candidates.items():
                degree = likeness(features, theirs[j])
                if degree >= enough:
                    yield 1 - degree, i, j

    def _in_place(self, i: int) -> int:
        """The block after that stands where a block before stood: behind the one that its predecessor became."""
        return self.to_after.get(i - 1, -1 if i == 0 else len(self.after)) + 1

    def _out_of_order(self) -> set[int]:
        """The blocks after that stand in another order than before; as few as explain it."""
        places = [self.to_before[j] for j in sorted(self.to_before)]
        order = sorted(self.to_before)
        in_order = {order[at] for at in rising(places)}
        return {j for j in order if j not in in_order and len(self.after[j].text.split()) >= _SHORTEST_MOVED}

    @staticmethod
    def _find_parts(
        parts: dict[int, list[int]],
        mine: dict[int, int],
        others: dict[int, int],
        blocks: tuple[Sequence[Block], Sequence[Block]],
    ) -> None:
        """Blocks whose text now stands in several neighbouring ones (and with sides turned: that were joined)."""
        whole, halves = blocks
        for i, j in sorted(mine.items()):
            if whole[i].key == halves[j].key:
                continue
            own, together = words_of(whole[i].text), words_of(halves[j].text)
            found = [j]
            for step in (1, -1):
                at = j + step
                while 0 <= at < len(halves) and at not in others:
                    more: Features = Counter(together)
                    more.update(words_of(halves[at].text))
                    if likeness(own, more) <= likeness(own, together) + 0.05:
                        break
                    together = more
                    found.append(at)
                    at += step
            if len(found) > 1 and likeness(own, together) >= _LIKE_TOGETHER:
                parts[i] = sorted(found)
                others.update(dict.fromkeys(found, i))

    def changes(self) -> Iterator[BlockChange]:
        """What changed, in the order of the text after; what is gone stands behind what stood before it."""
        gone = self._gone_by_place()
        yield from gone.get(-1, ())
        for j, block in enumerate(self.after):
            i = self.to_before.get(j)
            if i is None:
                yield _of(BlockKind.ADDED, (Piece(PieceKind.INSERTED, block.text),), block, 0, block.line)
            elif i in self.split:
                if self.split[i][0] == j:
                    yield self._of_parts(BlockKind.SPLIT, [i], self.split[i])
            elif j in self.joined:
                yield self._of_parts(BlockKind.JOINED, self.joined[j], [j])
            else:
                yield from self._of_pair(i, j)
            yield from gone.get(j, ())

    def _of_pair(self, i: int, j: int) -> Iterator[BlockChange]:
        older, newer = self.before[i], self.after[j]
        if older.key == newer.key:
            if j in self.moved:
                yield _of(BlockKind.MOVED, (Piece(PieceKind.EQUAL, newer.text),), newer, older.line, newer.line)
            return
        kind = BlockKind.MOVED if j in self.moved else BlockKind.EDITED
        yield _of(kind, compare_words(*without_marks(older, newer)), newer, older.line, newer.line)

    def _of_parts(self, kind: BlockKind, ours: list[int], theirs: list[int]) -> BlockChange:
        older = "\n\n".join(self.before[i].text for i in ours)
        newer = "\n\n".join(self.after[j].text for j in theirs)
        first, last = self.before[ours[0]], self.after[theirs[0]]
        return _of(kind, compare_words(older, newer), last, first.line, last.line)

    def _gone_by_place(self) -> dict[int, list[BlockChange]]:
        """The blocks that are gone, by the block after behind which they would stand."""
        found: dict[int, list[BlockChange]] = {}
        place = -1
        for i, block in enumerate(self.before):
            if i in self.to_after:
                if self.to_after[i] not in self.moved:
                    place = self.to_after[i]
                continue
            change = _of(BlockKind.REMOVED, (Piece(PieceKind.DELETED, block.text),), block, block.line, 0)
            found.setdefault(place, []).append(change)
        return found


def _candidates(features: Features, places: dict[str, list[int]]) -> list[int]:
    """The blocks that share the most rare words."""
    known = [(len(where), word) for word in features if (where := places.get(word)) and len(where) <= _IN_MOST_BLOCKS]
    votes: dict[int, int] = {}
    for _, word in nsmallest(_RAREST, known):
        for j in places[word]:
            votes[j] = votes.get(j, 0) - 1
    return [j for _, j in nsmallest(_MOST_CANDIDATES, [(count, j) for j, count in votes.items()])]


def _of(kind: BlockKind, pieces: tuple[Piece, ...], block: Block, before: int, after: int) -> BlockChange:
    return BlockChange(kind, pieces, block.headings, before, after)
