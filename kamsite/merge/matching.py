"""Which entries of two lists or mappings are the same one, and in which order merged entries stand."""

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from kamsite.model.field import Field
from kamsite.source.document import Value

Token = Hashable
_COMPARED = 300  # characters of two texts that are compared to see whether one is the other, edited
_PAIRS = 64  # so many are compared in one place at most
_SIMILAR = 0.6


def same(one: object, other: object) -> bool:
    """Whether two values are the same, the order of keys included: 1, 1.0 and true are three values."""
    if one.__class__ is not other.__class__:
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def frozen(value: Value) -> str:
    """A text that is the same for the same values only."""
    return json.dumps(value, ensure_ascii=False)


def identity_of(item: Value, field: Field | None) -> Token:
    """What tells an entry of a list apart from the others, by the schema of the list; else the whole value."""
    keys = field.identity if field else ()
    text_key = field.item.text_key if field and field.item else None
    if isinstance(item, dict):
        names = [text_key or "text" if key == "text" else key for key in keys]
        named = [item.get(name) for name in names]
        if any(value is not None for value in named):
            return ("named", *(frozen(value) for value in named))
    elif isinstance(item, str) and len(keys) == 1:
        return ("named", frozen(item))
    return ("whole", frozen(item))


def renamings(base: Mapping[str, Value], side: Mapping[str, Value]) -> dict[str, str]:
    """The keys of entries that say with `formerly` that they had another one in the base: new key to old key."""
    found: dict[str, str] = {}
    for key, entry in side.items():
        if key in base or not isinstance(entry, dict):
            continue
        earlier = entry.get("formerly")
        for name in earlier if isinstance(earlier, list) else [earlier]:
            if isinstance(name, str) and name in base and name not in side and name not in found.values():
                found[key] = name
                break
    return found


def matched(base: Sequence[Value], side: Sequence[Value], field: Field | None) -> list[Token] | None:
    """A token for each entry of a list: that of the base's entry which it is, or one of its own.

    An entry that took the place of another and resembles it is that one, edited, unless the schema tells entries apart
    by several keys. None where two entries of one list have the same identity.
    """
    before = [identity_of(item, field) for item in base]
    tokens = [identity_of(item, field) for item in side]
    if len(set(before)) < len(before) or len(set(tokens)) < len(tokens):
        return None
    if field and len(field.identity) > 1:
        return tokens
    at = {token: place for place, token in enumerate(before)}
    gone = set(before) - set(tokens)
    new: list[int] = []
    for place, token in enumerate([*tokens, None]):
        if token is not None and token not in at:
            new.append(place)
            continue
        if new:
            start = at[tokens[new[0] - 1]] + 1 if new[0] else 0
            lost: list[int] = []
            while start < len(before) and before[start] in gone:
                lost.append(start)
                start += 1
            for old, edited in _pairs(base, lost, side, new):
                tokens[edited] = before[old]
        new = []
    return tokens


def _pairs(
    base: Sequence[Value], lost: Sequence[int], side: Sequence[Value], new: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """Which of the lost entries became which of the new ones, in the same order.

    Those that resemble each other; between them, where as many were lost as are new, one stands for the other.
    """
    if len(lost) * len(new) > _PAIRS:
        return zip(lost, new, strict=False) if len(lost) == len(new) else ()
    alike: list[tuple[int, int]] = []
    rest = list(lost)
    for place in new:
        likeness = [(_likeness(base[old], side[place]), -old) for old in rest]
        best, old = max(likeness, default=(0.0, 0))
        if best >= _SIMILAR:
            alike.append((-old, place))
            rest = [other for other in rest if other > -old]
    pairs: list[tuple[int, int]] = []
    last = (-1, -1)
    for pair in [*alike, (len(base), len(side))]:
        between = (
            [old for old in lost if last[0] < old < pair[0]],
            [place for place in new if last[1] < place < pair[1]],
        )
        if len(between[0]) == len(between[1]):
            pairs += zip(*between, strict=True)
        pairs.append(pair)
        last = pair
    return pairs[:-1]


def _likeness(one: Value, other: Value) -> float:
    texts = [value if isinstance(value, str) else frozen(value) for value in (one, other)]
    return SequenceMatcher(None, texts[0][:_COMPARED], texts[1][:_COMPARED], autojunk=False).ratio()


def in_order(
    base: Sequence[Token], ours: Sequence[Token], theirs: Sequence[Token], kept: Iterable[Token]
) -> list[Token]:
    """The kept tokens in the order of ours, or of theirs where only theirs changed it; what the other side has more
    stands after what it follows there. Of two new ones in the same place ours comes first.
    """
    wanted = set(kept)
    common = set(base) & set(ours) & set(theirs)
    before, here, there = ([token for token in side if token in common] for side in (base, ours, theirs))
    is_theirs = here == before and there != before
    leading, other = (theirs, ours) if is_theirs else (ours, theirs)
    known = set(leading)
    following: dict[Token | None, list[Token]] = {None: []}
    last: Token | None = None
    for token in other:
        if token in known:
            last = token
        elif token in wanted:
            following.setdefault(last, []).append(token)
    elsewhere = set(other)
    result: list[Token] = []
    waiting = list(following[None])
    for token in leading:
        # New entries of the other side wait until those of ours in the same place are through.
        if is_theirs or token in elsewhere:
            result += waiting
            waiting = []
        if token in wanted:
            result.append(token)
        waiting += following.get(token, [])
    return result + waiting
