"""Which entry before is which entry after: by id, by `formerly`, by what the schema names, by likeness."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kamsite.compare.likeness import features_of, pair_up
from kamsite.compare.normal import same
from kamsite.compare.renames import NO_RENAMES, Renames
from kamsite.model.field import Field
from kamsite.source.document import Value

_LONGEST_STEP = 60
_KEPT_OF_STEP = 44
# Values that have no words: of these another one is another thing.
_WORDLESS = frozenset(
    {"word", "reference", "id", "link", "asset", "amount", "scale", "period", "date", "share", "flag"}
)


@dataclass(frozen=True, slots=True)
class Match:
    """What belongs together: keys or positions before and after.

    `is_probable`: by likeness alone. `follows`: because what the key refers to was renamed.
    """

    before: str | int
    after: str | int
    is_probable: bool = False
    follows: bool = False


def match_entries(
    before: Mapping[str, Value], after: Mapping[str, Value], field: Field, renames: Renames = NO_RENAMES
) -> list[Match]:
    """The entries of a mapping by id that belong together although their ids differ.

    By what their keys refer to, by what an entry says that it was called `formerly`, else by likeness; entries that
    stand for something else (our people in the team) are never taken for another.
    """
    gone = [key for key in before if key not in after]
    new = [key for key in after if key not in before]
    if not gone or not new or field.entry is None:
        return []
    if field.key_reference:
        now = {key: renames.now(field.key_reference, key) for key in gone}
        return [Match(key, now[key], follows=True) for key in gone if now[key] in new]
    if not field.entry.properties:
        return []
    pairs: list[Match] = []
    for older, newer, is_turned in ((gone, new, False), (new, gone, True)):
        entries = before if is_turned else after
        for key in list(newer):
            former = next((name for name in _formerly(entries[key]) if name in older), None)
            if former is not None:
                pairs.append(Match(key, former) if is_turned else Match(former, key))
                older.remove(former)
                newer.remove(key)
    if gone and new:
        features = [features_of(before[key]) for key in gone], [features_of(after[key]) for key in new]
        left = pair_up(*features, (gone, new))
        pairs += [Match(gone[pair.before], new[pair.after], is_probable=True) for pair in left]
    return pairs


def _formerly(entry: Value) -> list[str]:
    names = entry.get("formerly") if isinstance(entry, dict) else None
    listed = names if isinstance(names, list) else [names]
    return [name for name in listed if isinstance(name, str)]


def match_items(
    before: Sequence[Value], after: Sequence[Value], field: Field, renames: Renames = NO_RENAMES
) -> list[Match]:
    """The items of a list that belong together, in the order after.

    Those of one identity: equal ones first, then in their order. What is left by likeness; a single word or id that
    stands in the place of a single other one belongs to that.
    """
    identities = [identity_of(_now(item, field, renames), field) for item in before]
    others = [identity_of(item, field) for item in after]
    waiting: dict[str, list[int]] = {}
    for i, name in enumerate(identities):
        waiting.setdefault(name, []).append(i)
    pairs: dict[int, Match] = {}
    for needs_sameness in (True, False):
        for j, name in enumerate(others):
            if j in pairs:
                continue
            of_name = waiting.get(name, [])
            fitting = [i for i in of_name if not needs_sameness or same(before[i], after[j])]
            if fitting:
                of_name.remove(fitting[0])
                pairs[j] = Match(fitting[0], j)
    gone = sorted(i for left in waiting.values() for i in left)
    new = [j for j in range(len(after)) if j not in pairs]
    if gone and new:
        for match in _like(before, after, gone, new, field):
            pairs[int(match.after)] = match
    return [pairs[j] for j in sorted(pairs)]


def _like(
    before: Sequence[Value], after: Sequence[Value], gone: list[int], new: list[int], field: Field
) -> list[Match]:
    if field.item is not None and field.item.kind in _WORDLESS:
        return [Match(gone[0], new[0])] if len(gone) == len(new) == 1 else []
    found = _by_one_of_several(before, after, gone, new, field)
    gone = [i for i in gone if all(match.before != i for match in found)]
    new = [j for j in new if all(match.after != j for match in found)]
    names = [identity_of(before[i], field) for i in gone], [identity_of(after[j], field) for j in new]
    likest = pair_up([features_of(before[i]) for i in gone], [features_of(after[j]) for j in new], names)
    pairs = [(gone[pair.before], new[pair.after]) for pair in likest]
    return found + [Match(i, j, is_probable=_is_a_guess(before[i], after[j], field)) for i, j in pairs]


def _by_one_of_several(
    before: Sequence[Value], after: Sequence[Value], gone: list[int], new: list[int], field: Field
) -> list[Match]:
    """Items that share one id of the several that tell them apart, where only one before and one after do.

    Somebody else of us took over a relationship: it is still that with the same person.
    """
    found: list[Match] = []
    for key in field.identity if len(field.identity) > 1 and field.item else ():
        known = field.item.inside(key) if field.item else None
        if known is None or known.kind not in _WORDLESS:
            continue
        ours, theirs = _by_value(before, gone, key), _by_value(after, new, key)
        for value, places in ours.items():
            others = theirs.get(value, [])
            is_free = not any(match.before in places or match.after in others for match in found)
            if len(places) == len(others) == 1 and is_free:
                found.append(Match(places[0], others[0]))
    return found


def _by_value(items: Sequence[Value], places: list[int], key: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in places:
        item = items[place]
        value = item.get(key) if isinstance(item, dict) else None
        if isinstance(value, str):
            found.setdefault(value, []).append(place)
    return found


def _is_a_guess(before: Value, after: Value, field: Field) -> bool:
    """Whether two items share nothing of what tells the items of their list apart: a text that was edited is one."""
    if not isinstance(before, dict) or not isinstance(after, dict) or len(field.identity) < 2:
        return False
    return not any(key in before and same(before[key], after.get(key)) for key in field.identity)


def _now(item: Value, field: Field, renames: Renames) -> Value:
    """An item of a list before, with the ids that what it refers to has now."""
    inside = field.item
    if inside is None or not renames.by_reference:
        return item
    if isinstance(item, str):
        return renames.now(inside.reference, item)
    if not isinstance(item, dict):
        return item
    known = {key: inside.inside(key) for key in field.identity}
    now = {
        key: renames.now(below.reference, value)
        for key, below in known.items()
        if below is not None and isinstance(value := item.get(key), str)
    }
    return {**item, **now}


def identity_of(item: Value, field: Field) -> str:
    """What tells an item of a list apart, as the schema says; else the whole item."""
    if isinstance(item, dict) and field.identity:
        told = [item.get(key) for key in field.identity]
        if any(part is not None for part in told):
            return " · ".join(part if isinstance(part, str) else json.dumps(part) for part in told if part is not None)
    return item if isinstance(item, str) else json.dumps(item, sort_keys=True, ensure_ascii=False)


def steps_of(items: Sequence[Value], field: Field) -> list[str]:
    """The ids of a list's items in a path, each once: what tells them apart, a long text by its beginning."""
    steps: dict[str, None] = {}
    seen: dict[str, int] = {}
    for item in items:
        step = name = _short(identity_of(item, field))
        while step in steps:
            seen[name] = seen.get(name, 1) + 1
            step = f"{name} ({seen[name]})"
        steps[step] = None
    return list(steps)


def _short(identity: str) -> str:
    text = " ".join(identity.split())
    if len(text) <= _LONGEST_STEP and text == identity:
        return text
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{text[:_KEPT_OF_STEP].rstrip()}… {digest}"
