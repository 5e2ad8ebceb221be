"""The text of a merge: ours, with what theirs changed, added or removed cut into it. Nothing is written out anew.

Where only one side touched an entry its text is taken as it stands, with comments and layout; where both did, the two
are merged piece by piece. What clashes becomes a `Conflict`: whole lines of each version.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kamsite.merge.comments import carried, three, three_lines
from kamsite.merge.pieces import Entry, Node, Pieces, comments_between, comments_in, comments_of
from kamsite.merge.values import (
    SIDES,
    Blended,
    Clash,
    Member,
    Members,
    MergeLines,
    Side,
    Taken,
    Way,
    is_gone,
)

_EMPTY = {False: "{}", True: "[]"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Whole lines as they are in each version; nothing where a version has none."""

    base: str
    ours: str
    theirs: str


Segment = str | Conflict


class InfeasibleError(Exception):
    """What lies at `way` cannot be merged in the text entry by entry; it is to be taken as one.

    `is_missed`: it cannot be removed in silence, because the other side wrote a comment into it.
    """

    def __init__(self, way: Way, *, is_missed: bool = False) -> None:
        super().__init__(way)
        self.way = way
        self.is_missed = is_missed


class Versions(NamedTuple):
    """The same entry or value in base, ours and theirs; None where it is missing."""

    base: Node | None
    ours: Node | None
    theirs: Node | None


class Entries(NamedTuple):
    """The same entry as it is written in base, ours and theirs; None where it is missing."""

    base: Entry | None
    ours: Entry | None
    theirs: Entry | None


class Both(NamedTuple):
    """An entry that ours and theirs have, and the base perhaps."""

    base: Entry | None
    ours: Entry
    theirs: Entry


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry is to stand: at this column, after `start` on its line, in the collection at `around`."""

    column: int
    start: str
    is_amid: bool
    around: Way


def woven(plan: Members, base: Pieces, ours: Pieces, theirs: Pieces, merge_lines: MergeLines) -> list[Segment]:
    """The merged text in segments. Raises InfeasibleError."""
    nodes = Versions(base.root, ours.root, theirs.root)
    head = three_lines(base.head, ours.head, theirs.head)
    foot = three_lines(base.foot, ours.foot, theirs.foot)
    known = [*comments_between(base.head), *comments_between(base.foot)]
    known += comments_in(base.root) if base.root else ()
    surgeon = _Surgeon(merge_lines, frozenset(known))
    if not plan.members:
        return [head, _EMPTY[plan.is_list], "\n", foot]
    if all(node is None or node.is_flow for node in (ours.root, theirs.root)):
        texts = [surgeon.in_brackets(plan, nodes, side, ()) for side in SIDES]
        if texts[0] != texts[1]:
            raise InfeasibleError(())
        return [head, texts[0], foot]
    basis = ours.root if ours.root and not ours.root.is_flow else theirs.root
    column = basis.column if basis else 0
    # What follows brackets on their line is no text of its own.
    foot = foot if foot.startswith("\n") or not foot.strip("\n") or foot.lstrip(" ").startswith("#") else "\n" + foot
    return [head, *surgeon.in_lines(plan, nodes, column, None, ()), foot]


@dataclass(frozen=True, slots=True)
class _Surgeon:
    merge_lines: MergeLines
    known: frozenset[str]  # the comments of the base

    def in_lines(self, plan: Members, nodes: Versions, column: int, opening: str | None, way: Way) -> Iterator[Segment]:
        """The entries of a collection, each on lines of its own; the first one after `opening`, if there is one."""
        if any(all(is_gone(member.plan, side) for member in plan.members) for side in SIDES):
            raise InfeasibleError(way)
        sides = [_in_block_form(node, column, way, is_list=plan.is_list) for node in nodes]
        _check_removed(plan, sides, way)
        sides[2] = self._without_repeated(plan, sides)
        for number, member in enumerate(plan.members):
            entries = Entries(*(_at(side, place) for side, place in zip(sides, member.places, strict=True)))
            is_amid = number == 0 and opening is not None
            start = opening if is_amid and opening is not None else " " * column
            yield from self._entry(member, entries, Spot(column, start, is_amid, way))

    def _without_repeated(self, plan: Members, sides: list[Sequence[Entry]]) -> list[Entry]:
        """The entries of theirs; where both sides put new ones below the same comment, it stays with that of ours."""
        new = [member.places for member in plan.members if member.places[0] is None]
        held = {line for _, here, there in new if there is None and here is not None for line in _lines(sides[1][here])}
        entries = list(sides[2])
        for _, here, there in new:
            if here is None and there is not None and not held.isdisjoint(_lines(entries[there])):
                lines = entries[there].lead.splitlines(keepends=True)
                lead = "".join(line for line in lines if line.strip() not in held & self.known)
                entries[there] = replace(entries[there], lead=lead)
        return entries

    def _entry(self, member: Member, entries: Entries, spot: Spot) -> Iterator[Segment]:
        base, ours, theirs = entries
        if ours and theirs:
            body, further = self._body(member, Both(base, ours, theirs), spot)
            lead = three_lines(base.lead if base else "", ours.lead, theirs.lead)
            above = set(comments_between(lead)) if further else set()
            yield lead + "".join(f"{' ' * spot.column}{comment}\n" for comment in further if comment not in above)
            yield from body
            return
        texts = [entry.lead + spot.start + entry.rest if entry else "" for entry in entries]
        if not isinstance(member.plan, Clash):
            yield texts[1] or texts[2]
            return
        if spot.is_amid:
            raise InfeasibleError(spot.around)
        yield Conflict(*texts)

    def _body(self, member: Member, entries: Both, spot: Spot) -> tuple[list[Segment], list[str]]:
        """An entry that ours and theirs have, from its key on, and comments that found no place in it."""
        base, ours, theirs = entries
        if base and ours.rest == base.rest:
            return [spot.start + theirs.rest], []
        if (base and theirs.rest == base.rest) or ours.rest == theirs.rest:
            return [spot.start + ours.rest], []
        plan = member.plan
        way = (*spot.around, member.step)
        if isinstance(plan, Clash):
            return [_conflict(entries, spot.start)], []
        head = theirs.head if base and ours.head == base.head else ours.head
        if isinstance(plan, Members):
            return self._collection(plan, entries, head, spot, way)
        if isinstance(plan, Blended):
            value = self._blended(entries, way)
            ours = replace(ours, value=replace(ours.value, text=value))
            text = head + ours.gap + value + ours.tail
        else:
            text = head + _with_value(plan, entries)
        return [spot.start + text], carried(entries, text)

    def _collection(
        self, plan: Members, entries: Both, head: str, spot: Spot, way: Way
    ) -> tuple[list[Segment], list[str]]:
        """An entry whose value is merged entry by entry."""
        base, ours, theirs = entries
        nodes = Versions(base.value if base else None, ours.value, theirs.value)
        if ours.value.is_flow and theirs.value.is_flow:
            gap, tail = _three_of(entries, "gap"), _three_of(entries, "tail")
            lost = _lost_around(entries, gap + tail)
            texts = [head + gap + self.in_brackets(plan, nodes, side, way) + tail for side in SIDES]
            if texts[0] == texts[1]:
                return [spot.start + texts[0]], lost
            before = spot.start + base.rest if base else ""
            return [Conflict(before, spot.start + texts[0], spot.start + texts[1])], lost
        basis = theirs if ours.value.is_flow else ours
        has_same_form = ("\n" in ours.gap) == ("\n" in theirs.gap) and not (ours.value.is_flow or theirs.value.is_flow)
        gap = _three_of(entries, "gap") if has_same_form else basis.gap
        tail = _three_of(entries, "tail") if has_same_form else basis.tail
        lost = _lost_around(entries, gap + tail)
        if not plan.members:
            gap = ": " if gap.lstrip().startswith(":") else " "
            return [f"{spot.start}{head}{gap}{_EMPTY[plan.is_list]}\n{tail}"], _lost_around(entries, tail)
        opening = spot.start + head + gap
        if "\n" in gap:
            return [opening, *self.in_lines(plan, nodes, basis.value.column, None, way), tail], lost
        return [*self.in_lines(plan, nodes, len(opening), opening, way), tail], lost

    def in_brackets(self, plan: Members, nodes: Versions, side: Side, way: Way) -> str:
        """A collection in brackets, with every clash in it settled for one side."""
        basis = nodes.ours or nodes.theirs
        if basis is None or any(node and (node.is_opaque or not node.is_flow) for node in nodes[1:]):
            raise InfeasibleError(way)
        _check_removed(plan, [node.entries if node else () for node in nodes], way)
        written: list[tuple[Entry, int | None]] = []
        for member in plan.members:
            found = Entries(*(_at(node.entries if node else (), place) for node, place in _pairs(nodes, member)))
            chosen = self._in_brackets(member, found, side, (*way, member.step))
            if chosen is not None:
                written.append((chosen, member.places[1]))
        return _bracketed(basis, written)

    def _in_brackets(self, member: Member, entries: Entries, side: Side, way: Way) -> Entry | None:
        base, ours, theirs = entries
        plan = member.plan
        if isinstance(plan, Clash):
            return ours if side == "ours" else theirs
        if ours is None or theirs is None:
            return ours or theirs
        ours = replace(ours, lead=three(base.lead if base else "", ours.lead, theirs.lead))
        if base and ours.core == base.core:
            return replace(ours, head=theirs.head, gap=theirs.gap, value=theirs.value)
        if (base and theirs.core == base.core) or ours.core == theirs.core:
            return ours
        head = theirs.head if base and ours.head == base.head else ours.head
        if isinstance(plan, Members):
            nodes = Versions(base.value if base else None, ours.value, theirs.value)
            text = self.in_brackets(plan, nodes, side, way)
        elif isinstance(plan, Taken):
            kept = ours if plan.side == "ours" else theirs
            return replace(ours, head=head, gap=kept.gap, value=kept.value)
        else:
            raise InfeasibleError(way)
        return replace(ours, head=head, value=replace(ours.value, text=text))

    def _blended(self, entries: Both, way: Way) -> str:
        """A block text in which both sides changed different lines."""
        values = [entry.value for entry in entries if entry]
        styles = {value.style for value in values}
        if len(values) < 3 or len(styles) > 1 or not styles <= {"literal", "folded"}:
            raise InfeasibleError(way)
        header, _, _ = entries.ours.value.text.partition("\n")
        parts = [_dedented(value.text.partition("\n")[2]) for value in values]
        merged = self.merge_lines(*(text for text, _ in parts))
        if merged is None or any(letter.isdigit() for letter in header.partition("#")[0]):
            raise InfeasibleError(way)
        indent = " " * parts[1][1]
        lines = [indent + line if line.strip() else line for line in merged.splitlines(keepends=True)]
        return f"{header}\n{''.join(lines)}"


def _check_removed(plan: Members, sides: Sequence[Sequence[Entry]], way: Way) -> None:
    """Raises InfeasibleError where an entry goes into which somebody has just written a comment."""
    for removed in plan.removed:
        before, *others = (_at(side, place) for side, place in zip(sides, removed.places, strict=True))
        known = set(comments_of(before)) if before else set()
        if any(entry and not known.issuperset(comments_of(entry)) for entry in others):
            raise InfeasibleError((*way, removed.step), is_missed=True)


def _conflict(entries: Both, start: str) -> Conflict:
    return Conflict(*(start + entry.rest if entry else "" for entry in entries))


def _with_value(plan: Taken, entries: Both) -> str:
    """What stands after the key when the value is that of one side and both changed something around it."""
    _, ours, theirs = entries
    kept = ours if plan.side == "ours" else theirs
    if not all("\n" not in entry.gap + entry.value.text for entry in (ours, theirs)):
        return kept.gap + kept.value.text + kept.tail
    gap = ours.gap if ours.value.text and kept.value.text else kept.gap
    return gap + kept.value.text + _three_of(entries, "tail")


def _three_of(entries: Both, name: str) -> str:
    before, here, there = (getattr(entry, name) if entry else "" for entry in entries)
    return three(before, here, there)


def _lost_around(entries: Both, text: str) -> list[str]:
    """The comments around the value, not in it, that `text` lacks."""
    bare = Node("scalar", "empty", "")
    around = (replace(entry, value=bare, lead="") if entry else None for entry in entries)
    return carried(Entries(*around), text)


def _lines(entry: Entry) -> set[str]:
    return {line.strip() for line in entry.lead.split("\n") if line.strip()}


def _at(entries: Sequence[Entry], place: int | None) -> Entry | None:
    return None if place is None or place >= len(entries) else entries[place]


def _pairs(nodes: Versions, member: Member) -> Iterator[tuple[Node | None, int | None]]:
    return zip(nodes, member.places, strict=True)


def _in_block_form(node: Node | None, column: int, way: Way, *, is_list: bool) -> Sequence[Entry]:
    """The entries of a collection as they are written on lines of their own at a column."""
    if node is None or node.kind != ("list" if is_list else "mapping"):
        return ()
    if node.is_opaque:
        raise InfeasibleError(way)
    if not node.is_flow:
        return node.moved(column - node.column).entries
    entries: list[Entry] = []
    for entry in node.entries:
        comments = comments_between(entry.lead + entry.tail)
        entries.append(
            replace(
                entry,
                lead="".join(f"{' ' * column}{comment}\n" for comment in comments),
                indent=" " * column,
                head="-" if is_list else entry.head,
                gap=" " if is_list else ": " if entry.value.text else ":",
                tail="\n",
            )
        )
    return entries


def _bracketed(basis: Node, written: list[tuple[Entry, int | None]]) -> str:
    """Entries between the brackets of a collection, with its manner of setting blanks, each with its place before."""
    leads = [entry.lead for entry in basis.entries if "#" not in entry.lead]
    first = leads[0] if leads else ""
    further = leads[1] if len(leads) > 1 else first if "\n" in first else " "
    texts = []
    for number, (entry, place) in enumerate(written):
        keeps_lead = "#" in entry.lead or (place == 0 if number == 0 else bool(place))
        texts.append((entry.lead if keeps_lead else further if number else first) + entry.core + entry.tail)
    return basis.text[0] + ",".join(texts) + (basis.close if written else basis.text[-1])


def _dedented(text: str) -> tuple[str, int]:
    """The lines of a block text without their common indentation, and how far they were indented."""
    lines = text.splitlines(keepends=True)
    indent = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
    return "".join(line[indent:] if line.strip() else line.lstrip(" ") for line in lines), indent
