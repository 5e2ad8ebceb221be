"""References: an id that a plan names must exist. Which value refers to what says the schema."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.field import UNKNOWN, Field
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.rules.context import RuleContext, did_you_mean, error
from kamsite.quoting import shown
from kamsite.source.document import Path, Value


@dataclass(frozen=True, slots=True)
class _Target:
    """What a reference may name: its code, the message's end, what to do, and how the known ids are found."""

    code: str
    missing: Text
    remedy: Text
    known: Callable[[RuleContext], Collection[str]]


def _own_and_above(plan: Plan, ids: Callable[[Plan], Collection[str]]) -> frozenset[str]:
    """The ids in a plan and in those above it: a division may refer to what its parent has."""
    found: set[str] = set()
    above: Plan | None = plan
    while above is not None:
        found.update(ids(above))
        above = above.parent
    return frozenset(found)


_TARGETS: Mapping[str, _Target] = {
    "people": _Target(
        "K301",
        Text("who is not in this plan", "die Person gibt es in diesem Plan nicht"),
        Text("Add the person to people.yaml.", "Nehmen Sie die Person in people.yaml auf."),
        lambda c: _own_and_above(c.plan, lambda p: p.people.people),
    ),
    "staff": _Target(
        "K302",
        Text("who is not in staff.yaml", "diese Person steht nicht in staff.yaml"),
        Text("Add your colleague to staff.yaml.", "Nehmen Sie die Kollegin oder den Kollegen in staff.yaml auf."),
        lambda c: c.staff,
    ),
    "competitors": _Target(
        "K303",
        Text("which is no competitor in position.yaml", "diesen Wettbewerber gibt es in position.yaml nicht"),
        Text(
            "Add it under `competitors` in position.yaml.", "Nehmen Sie ihn unter `competitors` in position.yaml auf."
        ),
        lambda c: _own_and_above(c.plan, lambda p: p.position.competitors),
    ),
    "goals": _Target(
        "K304",
        Text("which is no goal in strategy.yaml", "dieses Ziel gibt es in strategy.yaml nicht"),
        Text("Add it under `goals` in strategy.yaml.", "Nehmen Sie es unter `goals` in strategy.yaml auf."),
        lambda c: _own_and_above(c.plan, lambda p: p.strategy.goals),
    ),
    "customer_goals": _Target(
        "K305",
        Text("which is no goal in customer.yaml", "dieses Ziel gibt es in customer.yaml nicht"),
        Text("Add it under `goals` in customer.yaml.", "Nehmen Sie es unter `goals` in customer.yaml auf."),
        lambda c: _own_and_above(c.plan, lambda p: p.customer.goals),
    ),
    "sources": _Target(
        "K306",
        Text("which is no source of this plan", "diese Quelle gibt es in diesem Plan nicht"),
        Text("Add it under `sources` in plan.yaml.", "Nehmen Sie sie unter `sources` in plan.yaml auf."),
        lambda c: _own_and_above(c.plan, lambda p: p.cover.sources),
    ),
    "divisions": _Target(
        "K307",
        Text("which is not in the portfolio", "diesen Bereich gibt es im Portfolio nicht"),
        Text("Add it under `portfolio` in position.yaml.", "Nehmen Sie ihn unter `portfolio` in position.yaml auf."),
        lambda c: _own_and_above(c.plan, lambda p: p.position.portfolio),
    ),
    "figures": _Target(
        "K308",
        Text("which is no figure in figures.yaml", "diese Kennzahl gibt es in figures.yaml nicht"),
        Text("Add it under `figures` in figures.yaml.", "Nehmen Sie sie unter `figures` in figures.yaml auf."),
        lambda c: _own_and_above(c.plan, lambda p: p.figures.figures),
    ),
    "plan": _Target(
        "K309",
        Text("but there is no such plan", "diesen Plan gibt es aber nicht"),
        Text(
            "Add the folder with a plan.yaml, or leave the line out.",
            "Legen Sie den Ordner mit einer plan.yaml an, oder lassen Sie die Zeile weg.",
        ),
        lambda c: [f"divisions/{name}" for name in c.plan.divisions],
    ),
}


def unknown_references(context: RuleContext) -> Iterator[Finding]:
    """A finding for each id that names nothing, at its place."""
    known: dict[str, Collection[str]] = {}
    for chapter in CHAPTERS:
        field = context.schemas.field(chapter)
        for path, to, name, is_key in _references(field, context.plan.data[chapter], ()):
            target = _target_of(to, context)
            if target is None:
                continue
            ids = known.setdefault(to, target.known(context))
            if name.rstrip("/") not in ids:
                yield _unknown(context, chapter, path, name, is_key, target, ids)


def _target_of(to: str, context: RuleContext) -> _Target | None:
    if to != "criteria":
        return _TARGETS.get(to)
    criteria = context.criteria
    if criteria is None:
        return None
    return _Target(
        "K310",
        Text(
            "which is no criterion in programme/selection.yaml",
            "dieses Kriterium gibt es in programme/selection.yaml nicht",
        ),
        Text("Add it under `criteria` there.", "Nehmen Sie es dort unter `criteria` auf."),
        lambda _: criteria,
    )


def _unknown(
    context: RuleContext, chapter: str, path: Path, name: str, is_key: bool, target: _Target, ids: Collection[str]
) -> Finding:
    place = context.place_of_key(chapter, *path) if is_key else context.place(chapter, *path)
    where = next((str(step) for step in reversed(path[:-1] if is_key else path) if isinstance(step, str)), chapter)
    message = Text(
        f"{where} names '{shown(name)}', {target.missing.en}.",
        f"{where} nennt „{shown(name)}“, {target.missing.de}.",
    )
    return error(target.code, place, message, did_you_mean(name, ids, target.remedy))


def _references(field: Field, value: Value, path: Path) -> Iterator[tuple[Path, str, str, bool]]:
    """Path, kind, id and whether it is a key, for each reference at and below a value."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if field.key_reference and key not in field.properties:
                yield (*path, key), field.key_reference, key, True
            known = field.inside(key)
            if known is not None:
                yield from _references(known, inside, (*path, key))
    elif isinstance(value, list):
        for position, inside in enumerate(value):
            if field.item is not None:
                yield from _references(field.item, inside, (*path, position))
    elif isinstance(value, str) and value != UNKNOWN:
        reference = field.reference or (field.item.reference if field.item else None)
        if reference:
            yield path, reference, value, False
