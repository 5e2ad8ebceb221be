"""What follows from other values: weighted pipeline, completeness, portfolio, verdict of the power map, score."""

from collections.abc import Iterator, Mapping, Sequence

from kamsite.compare.change import Derived
from kamsite.language import Text
from kamsite.model.analyses.completeness import completeness_of
from kamsite.model.analyses.coverage import coverage_of
from kamsite.model.analyses.money import pipeline_of
from kamsite.model.analyses.portfolio import QUADRANTS, quadrant_of, threshold_of
from kamsite.model.analyses.powermap import Influence, MapPerson, OurTie, PowerMapInput, verdict
from kamsite.model.field import Field
from kamsite.model.plan import Plan
from kamsite.source.document import Value

Weights = Mapping[str, float]
_NOT_PLACED = Text("not placed yet", "noch nicht eingeordnet")
# Differences smaller than this are the computer's, not the plan's.
_SMALL = 1e-9


def derive(
    before: Plan, after: Plan, fields: Mapping[str, Field], currency: str, weights: tuple[Weights, Weights]
) -> tuple[Derived, ...]:
    """What follows from the values of a plan and is another than before, as far as the fields show the values.

    `weights` are those of the criteria by which key accounts are chosen, before and after.
    """
    found = [
        *_pipeline(before, after, fields, currency),
        *_completeness(before, after, fields),
        *_quadrants(before, after, fields),
        *_people(before, after, fields),
        *_score(before, after, fields, weights),
    ]
    return tuple(found)


def _shows(fields: Mapping[str, Field], chapter: str, *path: str | int) -> bool:
    return chapter in fields and fields[chapter].at(path) is not None


def _differ(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(before - after) > _SMALL * max(1.0, abs(before))


def _pipeline(before: Plan, after: Plan, fields: Mapping[str, Field], currency: str) -> Iterator[Derived]:
    if not _shows(fields, "strategy", "pipeline", "*", "volume"):
        return
    older, newer = pipeline_of(before).weighted, pipeline_of(after).weighted
    if _differ(older, newer):
        yield Derived("pipeline", older, newer, unit=currency)


def _completeness(before: Plan, after: Plan, fields: Mapping[str, Field]) -> Iterator[Derived]:
    if before.data == after.data:
        return
    older, newer = completeness_of(before, fields), completeness_of(after, fields)
    then, now = round(older.share, 2), round(newer.share, 2)
    if then != now:
        yield Derived("completeness", then, now)
    for chapter, of_chapter in newer.chapters.items():
        then, now = round(older.chapters[chapter].share, 2), round(of_chapter.share, 2)
        if then != now:
            yield Derived("chapter", then, now, chapter, fields[chapter].title)


def _quadrants(before: Plan, after: Plan, fields: Mapping[str, Field]) -> Iterator[Derived]:
    shown = all(_shows(fields, "position", "portfolio", "*", key) for key in ("attitude", "potential"))
    if not shown or before.position.portfolio == after.position.portfolio:
        return
    older, newer = _placed(before), _placed(after)
    for division, now in newer.items():
        then = older.get(division)
        if then is not None and then != now:
            name = after.position.portfolio[division].name
            yield Derived("quadrant", then, now, division, Text(name, name))


def _placed(plan: Plan) -> dict[str, Text]:
    units = plan.position.portfolio
    threshold = threshold_of(unit.potential for unit in units.values())
    quadrants = {key: quadrant_of(unit.attitude, unit.potential, threshold) for key, unit in units.items()}
    return {key: QUADRANTS[quadrant] if quadrant else _NOT_PLACED for key, quadrant in quadrants.items()}


def _people(before: Plan, after: Plan, fields: Mapping[str, Field]) -> Iterator[Derived]:
    has_ties = _shows(fields, "people", "relationships")
    if has_ties:
        older, newer = (sorted(coverage_of(plan).uncovered_deciders) for plan in (before, after))
        if older != newer:
            yield Derived("uncovered", [*older], [*newer])
    if not _shows(fields, "people", "people", "*", "attitude") or before.people == after.people:
        return
    then, now = (verdict(_map_of(plan, has_ties=has_ties)) for plan in (before, after))
    gone, new = _without(then, now), _without(now, then)
    if gone or new:
        yield Derived("verdict", tuple(gone), tuple(new))


def _without(sentences: Sequence[Text], others: Sequence[Text]) -> list[Text]:
    return [sentence for sentence in sentences if sentence not in others]


def _map_of(plan: Plan, *, has_ties: bool) -> PowerMapInput:
    """What the verdict needs of a power map."""
    uncovered = set(coverage_of(plan).uncovered_deciders) if has_ties else set()
    people = tuple(
        MapPerson(
            id=name,
            name=person.name,
            roles=tuple(person.roles),
            influence=person.influence,
            attitude=person.attitude,
            contact=person.contact,
            uncovered=name in uncovered,
            left=person.left is not None,
        )
        for name, person in plan.people.people.items()
    )
    influences = tuple(
        Influence(name, target, int(strength))
        for name, person in plan.people.people.items()
        for target, strength in person.influences.items()
    )
    ties = tuple(OurTie(tie.by, tie.person, tie.strength) for tie in plan.people.relationships)
    return PowerMapInput(people, influences, ties=ties if has_ties else ())


def _score(
    before: Plan, after: Plan, fields: Mapping[str, Field], weights: tuple[Weights, Weights]
) -> Iterator[Derived]:
    if not _shows(fields, "plan", "selection", "scores"):
        return
    older, newer = (_points(plan, side) for plan, side in zip((before, after), weights, strict=True))
    if _differ(older, newer):
        yield Derived("score", _rounded(older), _rounded(newer))


def _points(plan: Plan, weights: Weights) -> float | None:
    """The scores of the selection as one, weighted by the criteria's weights (1 where none is said); None without."""
    scores = plan.cover.selection.scores if plan.cover.selection else {}
    total = sum(weights.get(key, 1.0) for key in scores)
    return sum(weights.get(key, 1.0) * score for key, score in scores.items()) / total if total else None


def _rounded(points: float | None) -> Value:
    return None if points is None else round(points, 2)
