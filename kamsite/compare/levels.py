"""How much a change matters: by what the schema marks, by rules of the trade, by what site.yaml says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kamsite.compare.change import Ids, Kind, Level
from kamsite.compare.likeness import features_of, likeness
from kamsite.compare.walk import Draft
from kamsite.language import Text
from kamsite.model.analyses.coverage import coverage_of
from kamsite.model.common import last_day
from kamsite.model.field import DECISIONS, UNKNOWN
from kamsite.model.plan import Plan
from kamsite.source.document import Value

# A text of which so much stays is still the same message.
_SAME_MESSAGE = 0.9
_DECIDER = "decider"
Verdict = tuple[Level, Text | None]
_CONTENT: Verdict = (Level.CONTENT, None)


@dataclass(frozen=True, slots=True)
class Levels:
    """Which changes matter how much.

    `by_path` gives levels by a path such as `people.people.*.title`, in which `*` stands for any id. `amount` is the
    share by which an amount must change to be a decision.
    """

    by_path: Mapping[str, Level] = field(default_factory=dict)
    amount: float = 0.2

    def of(self, path: Ids) -> Level | None:
        """The level that site.yaml gives to a value at a path that begins with its chapter; the longest one counts."""
        fitting = [pattern for pattern in self.by_path if _fits(pattern.split("."), path)]
        return self.by_path[max(fitting, key=lambda pattern: (pattern.count("."), pattern))] if fitting else None


def _fits(pattern: list[str], path: Ids) -> bool:
    """Whether a pattern names the value at a path or something around it."""
    steps = zip(pattern, path, strict=False)
    return len(pattern) <= len(path) and all(wanted in ("*", step) for wanted, step in steps)


USUAL_LEVELS = Levels()


class Judge:
    """Judges the differences of one plan, or of a file that belongs to none."""

    def __init__(self, levels: Levels, before: Plan | None = None, after: Plan | None = None) -> None:
        self._levels = levels
        self._before = before
        self._after = after
        self._uncovered = _newly_uncovered(before, after)

    def level_of(self, draft: Draft, chapter: str) -> Verdict:
        """The level of a difference, and why it is a decision where that is not plain."""
        if _is_cosmetic(draft):
            return Level.COSMETIC, None
        wanted = self._levels.of((chapter, *draft.path))
        if wanted is not None and wanted is not Level.DECISION:
            return wanted, None
        level, reason = self._judged(draft, chapter)
        return (level, reason) if wanted is None or level is Level.DECISION else (wanted, _AGREED)

    def _judged(self, draft: Draft, chapter: str) -> Verdict:
        if chapter == "people" and (reason := self._about_deciders(draft)) is not None:
            return Level.DECISION, reason
        for mark, rule in _RULES.items():
            if mark in draft.marks and (reason := rule(draft, self._levels)) is not None:
                return Level.DECISION, reason
        return _by_words(draft) if draft.marks - DECISIONS or "negative" in draft.marks else _by_any(draft)

    def _about_deciders(self, draft: Draft) -> Text | None:
        """Why a change of people or relationships is one of who decides and whom we reach."""
        path = draft.path
        if path[:1] == ("people",) and len(path) == 2 and draft.kind in (Kind.ADDED, Kind.REMOVED):
            person = draft.after if draft.before is None else draft.before
            if isinstance(person, dict) and _DECIDER in _texts(person.get("roles")):
                return _DECIDER_COMES if draft.before is None else _DECIDER_GOES
        if path[:1] == ("people",) and path[2:] == ("left",) and draft.kind is not Kind.REMOVED:
            person_after = self._after.people.people.get(path[1]) if self._after else None
            if person_after is not None and person_after.is_decider:
                return _DECIDER_LEFT
        if path[:1] == ("relationships",):
            before = draft.before.get("person") if isinstance(draft.before, dict) else None
            persons = {before, *(step.split(" · ")[0] for step in draft.spot.before[1:2])}
            if persons & self._uncovered:
                return _UNCOVERED
        return None


def _is_cosmetic(draft: Draft) -> bool:
    """Whether a difference means nothing: how something is written, ordered, referred to, was called formerly."""
    if draft.kind is Kind.REORDERED:
        return draft.field is None or not draft.field.ordered
    return draft.follows or draft.kind is Kind.FORMATTED or "formerly" in draft.path[-2:]


def _newly_uncovered(before: Plan | None, after: Plan | None) -> frozenset[str]:
    """The deciders whom somebody of us addressed and nobody does any more."""
    if before is None or after is None or before.people == after.people:
        return frozenset()
    return frozenset(coverage_of(after).uncovered_deciders) - set(coverage_of(before).uncovered_deciders)


def _by_any(draft: Draft) -> Verdict:
    if "any" not in draft.marks or draft.kind in (Kind.RENAMED, Kind.MOVED):
        return _CONTENT
    return Level.DECISION, None


def _by_words(draft: Draft) -> Verdict:
    """A decision where a value becomes or ceases to be one of the marked words."""
    before, after = draft.marks & _texts(draft.before), draft.marks & _texts(draft.after)
    if before == after:
        return _by_any(draft)
    # Where all words mean much the same (negative, enemy), going from one to another is no less a decision.
    comes, goes = sorted(after - before), sorted(before - after)
    said = _SAID.get(comes[0] if comes else goes[0])
    return Level.DECISION, said[0 if comes else 1] if said else None


def _texts(value: Value) -> set[str]:
    listed = value if isinstance(value, list) else [value]
    return {text for text in listed if isinstance(text, str)}


def _large(draft: Draft, levels: Levels) -> Text | None:
    before, after = _number(draft.before), _number(draft.after)
    percent = f"{levels.amount * 100:g}\u00a0%"
    if before is None or after is None:
        is_gone = after is None and (before is not None or draft.after in (None, UNKNOWN))
        return _NO_AMOUNT if is_gone else _NEW_AMOUNT
    # A hair's breadth below: 1.2 is 20 % more than 1.
    if abs(after - before) >= abs(before) * levels.amount * (1 - 1e-9):
        return Text(f"{percent} or more", f"{percent} oder mehr")
    return None


def _later(draft: Draft, _: Levels) -> Text | None:
    before, after = _day(draft.before), _day(draft.after)
    if before is None:
        return None
    if after is None:
        return Text("the date is gone", "das Datum ist weggefallen")
    return Text("later than before", "später als bisher") if after > before else None


def _lower(draft: Draft, _: Levels) -> Text | None:
    before, after = _number(draft.before), _number(draft.after)
    is_lower = before is not None and after is not None and after < before
    return Text("lower than before", "niedriger als bisher") if is_lower else None


def _negative(draft: Draft, _: Levels) -> Text | None:
    before, after = (_number(draft.before) or 0) < 0, (_number(draft.after) or 0) < 0
    if before == after:
        return None
    return Text("now negative", "jetzt negativ") if after else Text("no longer negative", "nicht mehr negativ")


def _reworded(draft: Draft, _: Levels) -> Text | None:
    if draft.before is None or draft.after is None:
        return Text("new", "neu") if draft.before is None else Text("gone", "weggefallen")
    same = likeness(features_of(draft.before), features_of(draft.after))
    return Text("says something else", "sagt etwas anderes") if same < _SAME_MESSAGE else None


def _removed(draft: Draft, _: Levels) -> Text | None:
    return Text("gone", "weggefallen") if draft.kind is Kind.REMOVED else None


def _number(value: Value) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _day(value: Value) -> str | None:
    try:
        return last_day(value).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


_RULES: Mapping[str, Callable[[Draft, Levels], Text | None]] = {
    "large": _large,
    "later": _later,
    "lower": _lower,
    "negative": _negative,
    "reworded": _reworded,
    "removed": _removed,
}
_AGAINST = Text("now against us", "jetzt gegen uns"), Text("no longer against us", "nicht mehr gegen uns")
_SAID = {
    "negative": _AGAINST,
    "enemy": _AGAINST,
    "decider": (Text("decides now", "entscheidet jetzt"), Text("decides no longer", "entscheidet nicht mehr")),
}
_AGREED = Text("a decision by site.yaml", "eine Entscheidung nach site.yaml")
_DECIDER_COMES = Text("a decider more", "ein Entscheider mehr")
_DECIDER_GOES = Text("a decider less", "ein Entscheider weniger")
_DECIDER_LEFT = Text("a decider has left", "ein Entscheider ist gegangen")
_UNCOVERED = Text("nobody addresses this decider any more", "diesen Entscheider betreut niemand mehr")
_NEW_AMOUNT = Text("a new amount", "ein neuer Betrag")
_NO_AMOUNT = Text("the amount is gone", "der Betrag ist weggefallen")
