"""Key accounts by criteria (D31): weighted scores, what is missing of them, and how much they depend on the weights."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import mul
from random import Random

from msgspec import Struct

from kamsite.model.departments import plainly
from kamsite.model.plan import Plan
from kamsite.model.programme import Selection

LOWEST, HIGHEST = 1, 5
"""The scale of the scores."""

KEY, FOCUS, STANDARD = "key", "focus", "standard"
WEIGHTINGS = 200
"""With so many weightings it is tried how stable a ranking is."""

_SPREAD = 0.5
_ENOUGH = 0.5
"""A score of which less than this share of the weights is known says nothing yet."""
_EXACT = 1e-9


@dataclass(frozen=True)
class Selecting:
    """How key accounts are chosen: weights by criterion, adding up to 1, and from which score on.

    A criterion without a weight counts nothing, unless none has one: then all count alike. `departments` are those
    whose buy-in a key account needs.
    """

    titles: Mapping[str, str]
    weights: Mapping[str, float]
    key_from: float | None = None
    focus_from: float | None = None
    departments: tuple[str, ...] = ()

    @cached_property
    def criteria(self) -> tuple[str, ...]:
        """The ids of the criteria that count, in their order."""
        return tuple(name for name, weight in self.weights.items() if weight > 0)

    def segment_for(self, score: float) -> str:
        """The segment that a weighted score stands for."""
        if self.key_from is not None and score >= self.key_from - _EXACT:
            return KEY
        return FOCUS if self.focus_from is not None and score >= self.focus_from - _EXACT else STANDARD


def selecting_of(selection: Selection) -> Selecting | None:
    """How key accounts are chosen; None where the programme has no criteria."""
    if not selection.criteria:
        return None
    given = {name: max(0.0, float(one.weight or 0)) for name, one in selection.criteria.items()}
    total = sum(given.values())
    weights = {name: weight / total if total else 1 / len(given) for name, weight in given.items()}
    titles = {name: one.title for name, one in selection.criteria.items()}
    return Selecting(titles, weights, selection.key_account_from, selection.focus_from, selection.departments)


@dataclass(frozen=True, slots=True)
class Score:
    """The weighted mean of the scores that there are, from 1 to 5.

    `known` is the share of the weights for which there is a score; `missing` are the criteria without one. Whatever
    these will be, the score will lie between `lowest` and `highest`.
    """

    value: float
    known: float
    missing: tuple[str, ...]
    lowest: float
    highest: float

    @property
    def is_certain(self) -> bool:
        """Whether no criterion is missing."""
        return not self.missing

    @property
    def is_telling(self) -> bool:
        """Whether so much of the weights is known that the score says something about the segment."""
        return self.known >= _ENOUGH


def score_of(scores: Mapping[str, float], selecting: Selecting) -> Score | None:
    """The weighted score; None where no criterion that counts has a score."""
    known = {name: selecting.weights[name] for name in selecting.criteria if name in scores}
    share = sum(known.values())
    if not known or share <= 0:
        return None
    points = sum(weight * scores[name] for name, weight in known.items())
    missing = tuple(name for name in selecting.criteria if name not in scores)
    lowest, highest = (points + (1 - share) * end if missing else points for end in (LOWEST, HIGHEST))
    return Score(points / share, share if missing else 1.0, missing, lowest, highest)


class Since(Struct, frozen=True):
    """The version in which something began: its commit, and its day (ISO).

    `is_first`: it was so in the oldest version that is known, and perhaps before.
    """

    commit: str
    day: str
    is_first: bool = False


class Standing(Struct, frozen=True, kw_only=True):
    """How an account stands in the selection, as its plan says it.

    `unknown` are criteria of which the plan says that nobody knows yet. `buy_in` says by department who promised
    support. `declared` is what the plan gives as the year in which the customer became a key account. Three things are
    known from git: since when it is a key account (`key`), since when its score reaches the threshold (`reached`), and
    since when a key account scores too little (`below`).
    """

    scores: dict[str, int] = {}
    unknown: tuple[str, ...] = ()
    reasons: dict[str, str] = {}
    reason: str = ""
    decided_by: str = ""
    decided_on: str = ""
    buy_in: dict[str, str] = {}
    scope: str = ""
    declared: str = ""
    key: Since | None = None
    reached: Since | None = None
    below: Since | None = None


def standing_of(plan: Plan) -> Standing | None:
    """How a plan's account stands, without its history; None where nothing is said of it."""
    account, said = plan.cover.account, plan.cover.selection
    if account is None:
        return None
    scores = ("selection", "scores")
    unknown = tuple(str(path[-1]) for path in plan.unknown.get("plan", ()) if path[:-1] == scores)
    return Standing(
        scores=dict(said.scores) if said else {},
        unknown=unknown,
        reasons=dict(said.reasons) if said else {},
        reason=(said.reason or "") if said else "",
        decided_by=(said.decided_by or "") if said else "",
        decided_on=(said.decided_on or "") if said else "",
        buy_in=dict(said.buy_in) if said else {},
        scope=account.scope or "",
        declared=account.key_account_since or "",
    )


def without_buy_in(buy_in: Collection[str], selecting: Selecting) -> tuple[str, ...]:
    """The departments that have not promised their support, in the order of the programme."""
    promised = {plainly(name) for name in buy_in}
    return tuple(name for name in selecting.departments if plainly(name) not in promised)


class Flip(Struct, frozen=True):
    """The nearest change of one weight that decides otherwise: from which share to which, and below or above it."""

    criterion: str
    share: float
    limit: float

    @property
    def is_lower(self) -> bool:
        """Whether the weight would have to be lower."""
        return self.limit < self.share


def flip_of(scores: Mapping[str, float], selecting: Selecting) -> Flip | None:
    """The smallest change of one weight with which the account would stand on the other side of the threshold.

    The other weights keep their proportions. None where no single weight can do that, or there is no threshold.
    """
    limit = selecting.key_from
    known = {name: selecting.weights[name] for name in selecting.criteria if name in scores}
    share = sum(known.values())
    if limit is None or not share or len(known) < 2:
        return None
    value = sum(weight * scores[name] for name, weight in known.items()) / share
    # Who reaches the threshold is a key account: up to it is far enough from below, only beyond it from above.
    least = _EXACT if _is_key(value, selecting) else -_EXACT
    flips = []
    for name, weight in known.items():
        part = weight / share
        if part >= 1 - _EXACT:
            continue
        rest = (value - part * scores[name]) / (1 - part)
        if abs(scores[name] - rest) < _EXACT:
            continue
        turning = (limit - rest) / (scores[name] - rest)
        if least <= turning <= 1 - least:
            flips.append(Flip(name, round(weight, 6), round(_of_all(turning, share - weight, 1 - weight), 6)))
    return min(flips, key=lambda flip: (abs(flip.limit - flip.share), flip.criterion), default=None)


def _of_all(part: float, known: float, others: float) -> float:
    """The share of all weights for a part of the known ones; `known` and `others` are the other weights of each."""
    part = min(max(part, 0.0), 1.0)
    if part >= 1 - _EXACT:
        return 1.0
    weight = part * known / (1 - part)
    return weight / (weight + others)


@dataclass(frozen=True, slots=True)
class Stability:
    """What becomes of an account when every weight is up to half as large or half as large again, in many ways.

    `holds` is the share of these weightings (0 to 1) in which it stays on its side of the threshold; `best` and
    `worst` are its ranks.
    """

    holds: float
    best: int
    worst: int


def stability_of(scores: Sequence[Mapping[str, float]], selecting: Selecting) -> list[Stability | None]:
    """How stable the ranking of some accounts is; None for those without a score. The same for the same scores."""
    criteria = selecting.criteria
    marks = [[one.get(name, 0.0) for name in criteria] for one in scores]
    there = [[1.0 if name in one else 0.0 for name in criteria] for one in scores]
    ranked = [at for at, one in enumerate(there) if any(one)]
    usual = [selecting.weights[name] for name in criteria]
    sides = {at: _is_key(_mean(usual, marks[at], there[at]), selecting) for at in ranked}
    held = dict.fromkeys(ranked, 0)
    ranks: dict[int, tuple[int, int]] = {}
    chance = Random(2026)  # noqa: S311 - the same weightings every time
    for _ in range(WEIGHTINGS):
        weights = [weight * (1 + _SPREAD * (2 * chance.random() - 1)) for weight in usual]
        values = {at: _mean(weights, marks[at], there[at]) for at in ranked}
        ordered = sorted(ranked, key=lambda at: -values[at])
        for rank, at in enumerate(ordered, 1):
            best, worst = ranks.get(at, (rank, rank))
            ranks[at] = (min(best, rank), max(worst, rank))
            held[at] += _is_key(values[at], selecting) == sides[at]
    return [Stability(held[at] / WEIGHTINGS, *ranks[at]) if at in ranks else None for at in range(len(scores))]


def _mean(weights: Sequence[float], marks: Sequence[float], there: Sequence[float]) -> float:
    return float(sum(map(mul, weights, marks)) / sum(map(mul, weights, there)))


def _is_key(value: float, selecting: Selecting) -> bool:
    return selecting.segment_for(value) == KEY
