"""References: an id that is named must exist. Which value refers to what says the schema."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from msgspec import Struct

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.field import UNKNOWN, Field
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.rules.context import RuleContext, did_you_mean, error, is_unread
from kamsite.model.rules.walk import Found, is_own, walk
from kamsite.model.rules.words import key_named
from kamsite.model.schema import Schemas
from kamsite.quoting import shown
from kamsite.source.document import Document, Path, Value


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference names: the code of the finding, the end of its message, what to do, and the ids there are."""

    code: str
    missing: Text
    remedy: Text
    ids: Collection[str]


class Reference(Struct, frozen=True):
    """An id that a value names: where, what kind of thing, the id, and whether it stands as a key."""

    path: Path
    kind: str
    id: str
    is_key: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of thing in a plan that others refer to, and the chapter and the section in which it stands."""

    code: str
    missing: Text
    remedy: Text
    chapter: str
    section: str


_KINDS: Mapping[str, _Kind] = {
    "people": _Kind(
        "K301",
        Text("who is not in this plan", "diese Person gibt es in diesem Plan nicht"),
        Text("Add the person to people.yaml.", "Nehmen Sie die Person in people.yaml auf."),
        "people",
        "people",
    ),
    "competitors": _Kind(
        "K303",
        Text("which is no competitor in position.yaml", "diesen Wettbewerber gibt es in position.yaml nicht"),
        Text(
            "Add it under `competitors` in position.yaml.", "Nehmen Sie ihn unter `competitors` in position.yaml auf."
        ),
        "position",
        "competitors",
    ),
    "goals": _Kind(
        "K304",
        Text("which is no goal in strategy.yaml", "dieses Ziel gibt es in strategy.yaml nicht"),
        Text("Add it under `goals` in strategy.yaml.", "Nehmen Sie es unter `goals` in strategy.yaml auf."),
        "strategy",
        "goals",
    ),
    "customer_goals": _Kind(
        "K305",
        Text("which is no goal in customer.yaml", "dieses Ziel gibt es in customer.yaml nicht"),
        Text("Add it under `goals` in customer.yaml.", "Nehmen Sie es unter `goals` in customer.yaml auf."),
        "customer",
        "goals",
    ),
    "sources": _Kind(
        "K306",
        Text("which is no source of this plan", "diese Quelle gibt es in diesem Plan nicht"),
        Text("Add it under `sources` in plan.yaml.", "Nehmen Sie sie unter `sources` in plan.yaml auf."),
        "plan",
        "sources",
    ),
    "divisions": _Kind(
        "K307",
        Text("which is not in the portfolio", "diese Sparte gibt es im Portfolio nicht"),
        Text("Add it under `portfolio` in position.yaml.", "Nehmen Sie sie unter `portfolio` in position.yaml auf."),
        "position",
        "portfolio",
    ),
    "figures": _Kind(
        "K308",
        Text("which is no figure in figures.yaml", "diese Kennzahl gibt es in figures.yaml nicht"),
        Text("Add it under `figures` in figures.yaml.", "Nehmen Sie sie unter `figures` in figures.yaml auf."),
        "figures",
        "figures",
    ),
}


ADD_A_COLLEAGUE = Text(
    "Add your colleague to staff.yaml.", "Nehmen Sie die Kollegin oder den Kollegen in staff.yaml auf."
)


def staff_target(ids: Collection[str] | None) -> Target | None:
    """Our own people; None where it is not known who they are."""
    if ids is None:
        return None
    return Target(
        "K302",
        Text("who is not in staff.yaml", "diese Person steht nicht in staff.yaml"),
        ADD_A_COLLEAGUE,
        ids,
    )


def _plan_target(plan: Plan) -> Target:
    return Target(
        "K309",
        Text("but there is no such plan", "diesen Plan gibt es aber nicht"),
        Text(
            "Add that folder with a plan.yaml, or leave the line out.",
            "Legen Sie den Ordner mit einer plan.yaml an, oder lassen Sie die Zeile weg.",
        ),
        [f"divisions/{name}" for name in plan.divisions],
    )


def _criteria_target(ids: Collection[str]) -> Target:
    return Target(
        "K310",
        Text("which is no criterion of the programme", "dieses Kriterium gibt es im Programm nicht"),
        Text(
            "Add it under `criteria` in programme/selection.yaml.",
            "Nehmen Sie es unter `criteria` in programme/selection.yaml auf.",
        ),
        ids,
    )


def unknown_references(context: RuleContext) -> Iterator[Finding]:
    """A finding for each id in a plan that names nothing, at its place."""
    targets: dict[str, Target | None] = {}
    for chapter in CHAPTERS:
        document = context.plan.text.chapters[chapter].document
        if document is None:
            continue
        field = context.schemas.field(chapter)
        for reference in references_among(context.values[chapter]):
            if reference.kind not in targets:
                targets[reference.kind] = _target(reference.kind, context)
            yield from unless_there(reference, targets[reference.kind], field, document)


def _target(kind: str, context: RuleContext) -> Target | None:
    """What a kind of reference names in a plan; None where it cannot be judged here."""
    if kind == "staff":
        return staff_target(context.staff_ids)
    if kind == "plan":
        return _plan_target(context.plan)
    if kind == "criteria":
        return None if context.criteria is None else _criteria_target(context.criteria)
    known = _KINDS.get(kind)
    ids = _own_and_above(context.plan, known, context.schemas) if known else None
    return Target(known.code, known.missing, known.remedy, ids) if known and ids is not None else None


def _own_and_above(plan: Plan, kind: _Kind, schemas: Schemas) -> frozenset[str] | None:
    """The ids in a plan and in those above it: a division may refer to what its parent has.

    An entry that is unsound is there all the same; None where a whole section could not be read, or is misspelt.
    """
    chapter, section = kind.chapter, kind.section
    field = schemas.field(chapter).properties[section]
    found: set[str] = set()
    above: Plan | None = plan
    while above is not None:
        if is_unread(above, chapter, section, schemas):
            return None
        entries = above.data[chapter].get(section)
        found.update(key for key in (entries if isinstance(entries, dict) else ()) if not is_own(field, key))
        found.update(str(path[1]) for path in above.text.chapters[chapter].left_out if path[0] == section)
        above = above.parent
    return frozenset(found)


def unless_there(reference: Reference, target: Target | None, field: Field, document: Document) -> Iterator[Finding]:
    """The finding for a reference that names nothing; `field` is what the schema says of the whole document."""
    if target is None or reference.id in target.ids:
        return
    path = reference.path
    place = document.place_of_key(path) if reference.is_key else document.place(path)
    where = _where(path[:-1] if reference.is_key else path, field, document)
    # Keys of lists are plural: "members name", "reports_to names".
    names, nennt = ("name", "nennen") if where.en.endswith("s") else ("names", "nennt")
    written = shown(reference.id)
    message = Text(
        f"{where.en} {names} '{written}', {target.missing.en}.",
        f"{where.de} {nennt} „{written}“, {target.missing.de}.",
    )
    yield error(target.code, place, message, did_you_mean(reference.id, target.ids, target.remedy))


def _where(path: Path, field: Field, document: Document) -> Text:
    """The key that names something, or the file where there is none."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    if not path:
        return Text(document.file, document.file)
    around = field.at(path[:-1])
    key = str(path[-1])
    return key_named(shown(key), around.properties.get(key) if around else None)


def references_in(field: Field, value: Value) -> Iterator[Reference]:
    """Each reference at and below a value that has this field."""
    return references_among(walk(field, value))


def references_among(found: Iterable[Found]) -> Iterator[Reference]:
    """The references among some values."""
    for path, known, inside in found:
        if isinstance(inside, dict) and known.key_reference:
            for key in inside:
                if key not in known.properties and not is_own(known, key):
                    yield Reference((*path, key), known.key_reference, key, is_key=True)
        elif isinstance(inside, str) and inside != UNKNOWN:
            # One id may stand in place of a list of them.
            kind = known.reference or (known.item.reference if known.item else None)
            if kind:
                yield Reference(path, kind, inside, is_key=False)
