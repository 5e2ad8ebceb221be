"""Rules on the KAM programme: references, circles in the roadmap. Those on all customers stand in `customers.py`."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.analyses.programme.maturity import topics_of
from kamsite.model.readprogramme import Programme, Read
from kamsite.model.rules.context import error
from kamsite.model.rules.dates import ends_too_early, too_early
from kamsite.model.rules.development import check_development
from kamsite.model.rules.limits import check_limits
from kamsite.model.rules.people import circles
from kamsite.model.rules.references import Target, references_in, staff_target, unless_there
from kamsite.model.rules.selection import check_models
from kamsite.model.rules.words import trail
from kamsite.model.schema import Schemas
from kamsite.model.staff import StaffMember
from kamsite.quoting import shown


@dataclass(frozen=True, slots=True)
class ProgrammeContext:
    """The programme with what it refers to: our people, the ids of all plans, and how its tables are read.

    `staff_ids` are those of all our people, None where that cannot be known; `as_of` is the day at which "overdue" is
    judged; `selection_model` says who selects key accounts (site.yaml).
    """

    programme: Programme
    staff: Mapping[str, StaffMember]
    staff_ids: Collection[str] | None
    plans: Collection[str]
    schemas: Schemas
    read: Read
    as_of: date
    selection_model: str = ""


def check_programme(context: ProgrammeContext) -> Iterator[Finding]:
    """What the rules say about the programme."""
    yield from _unknown_references(context)
    yield from _roadmap(context)
    yield from check_development(context.programme, context.as_of)
    yield from check_models(context.programme, context.selection_model)
    yield from check_limits(context.programme, context.as_of)


def _unknown_references(context: ProgrammeContext) -> Iterator[Finding]:
    programme = context.programme
    skills = {skill for profile in programme.profiles.profiles.values() for skill in profile.skills}
    targets = {
        "staff": staff_target(context.staff_ids),
        "modules": _entry("module of the roadmap", "dieses Modul", "levers", "modules", programme.levers.modules),
        "statements": _entry("statement", "diese Aussage", "fitness", "statements", programme.fitness.statements),
        "topics": _topics(programme),
        "profiles": _entry("profile", "dieses Profil", "profiles", "profiles", programme.profiles.profiles),
        "skills": _entry("skill of any profile", "diese Fähigkeit", "profiles", "profiles", skills),
    }
    for page, document in programme.documents.items():
        field = context.schemas.field(page)
        for reference in references_in(field, document.data):
            if _PAGES.get(reference.kind) not in programme.unread:
                yield from unless_there(reference, targets.get(reference.kind), field, document)


# Where in the programme a kind of thing stands that others refer to.
_PAGES = {
    "modules": "levers",
    "statements": "fitness",
    "topics": "maturity",
    "profiles": "profiles",
    "skills": "profiles",
}


def _entry(english: str, german: str, page: str, section: str, ids: Collection[str]) -> Target:
    return Target(
        "K316",
        Text(f"which is no {english}", f"{german} gibt es in {page}.yaml nicht"),
        Text(f"Add it under `{section}` in {page}.yaml.", f"Ergänzen Sie es unter `{section}` in {page}.yaml."),
        ids,
    )


def _topics(programme: Programme) -> Target:
    return Target(
        "K316",
        Text("which is no topic of the maturity", "dieses Thema gibt es in maturity.yaml nicht"),
        Text("Add it to a dimension in maturity.yaml.", "Ergänzen Sie es bei einer Dimension in maturity.yaml."),
        {name for _, name, _ in topics_of(programme.maturity)},
    )


def _roadmap(context: ProgrammeContext) -> Iterator[Finding]:
    """K317: modules that wait for each other; K458: modules that end before they begin."""
    document = context.programme.documents.get("levers")
    if document is None:
        return
    modules = context.programme.levers.modules
    after = {(name, other): None for name, module in modules.items() for other in module.after if other in modules}
    for circle in circles(_first_in_circle(after)):
        way = trail([shown(modules[name].title) for name in circle])
        yield error(
            "K317",
            document.place(("modules", circle[-2], "after")),
            Text(f"These modules wait for each other: {way}.", f"Diese Module warten aufeinander: {way}."),
            Text("Correct `after` of one of them.", "Korrigieren Sie `after` bei einem davon."),
        )
    for name, module in modules.items():
        if ends_too_early(module.start, module.end):
            yield too_early(document.place(("modules", name, "end")), "start")


def _first_in_circle(after: Mapping[tuple[str, str], None]) -> dict[str, str | None]:
    """For each module one that it waits for and that waits for it in turn; None where there is none."""
    waits: dict[str, set[str]] = {}
    for name, other in after:
        waits.setdefault(name, set()).add(other)
    return {
        name: next((o for o in sorted(others) if name in _reached(o, waits)), None) for name, others in waits.items()
    }


def _reached(start: str, waits: Mapping[str, Collection[str]]) -> set[str]:
    reached: set[str] = set()
    todo = [start]
    while todo:
        name = todo.pop()
        if name not in reached:
            reached.add(name)
            todo.extend(waits.get(name, ()))
    return reached
