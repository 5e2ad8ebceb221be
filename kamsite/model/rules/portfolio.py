"""Rules on what all plans share: the settings of the site and our own people."""

from collections.abc import Collection, Iterator

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.folder import PlansFolder
from kamsite.model.rules.context import error
from kamsite.model.rules.people import circles
from kamsite.model.rules.references import Target, references_in, staff_target, unless_there
from kamsite.model.rules.words import trail
from kamsite.model.schema import Schemas
from kamsite.quoting import shown


def check_settings(folder: PlansFolder, schemas: Schemas) -> Iterator[Finding]:
    """What the rules say about `site.yaml` and `staff.yaml`: K302, K311, K603."""
    targets = {"staff": staff_target(folder.staff), "accounts": _accounts(folder.accounts)}
    for kind, document in (("site", folder.site_document), ("staff", folder.staff_document)):
        if document is not None:
            field = schemas.field(kind)
            for reference in references_in(field, document.data):
                yield from unless_there(reference, targets.get(reference.kind), field, document)
    yield from _circles_of_ours(folder)


def _accounts(ids: Collection[str]) -> Target:
    return Target(
        "K603",
        Text("but there is no such account", "diesen Kunden gibt es aber nicht"),
        Text(
            "Write the name of the account's folder. Until then the edition shows less than you think.",
            "Nennen Sie den Namen des Ordners. Bis dahin zeigt die Ausgabe weniger, als Sie denken.",
        ),
        ids,
    )


def _circles_of_ours(folder: PlansFolder) -> Iterator[Finding]:
    staff = folder.staff
    for circle in circles({name: member.reports_to for name, member in staff.items()}):
        way = trail([shown(staff[name].name) for name in circle])
        if folder.staff_document is not None:
            yield error(
                "K311",
                folder.staff_document.place((circle[-2], "reports_to")),
                Text(f"A circle in the reporting lines: {way}.", f"Ein Kreis in den Berichtslinien: {way}."),
                Text("Correct `reports_to` of one of them.", "Korrigieren Sie `reports_to` bei einer dieser Personen."),
            )
