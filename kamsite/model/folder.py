"""The plans folder as a whole: settings, our people, and which files belong to which account."""

from collections.abc import Mapping
from dataclasses import dataclass

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model.load import read_settings, typed, typed_entries
from kamsite.model.ownpages import PAGES, is_own_page
from kamsite.model.schema import Schemas
from kamsite.model.settings import Settings, settings_of
from kamsite.model.site import Site
from kamsite.model.staff import StaffMember
from kamsite.source.document import Document, Path
from kamsite.source.snapshot import Snapshot
from kamsite.suggest import closest

SITE, STAFF, PROGRAMME, ASSETS = "site.yaml", "staff.yaml", "programme", "assets"
# First folders that are no accounts, because their addresses mean something else on the site.
RESERVED = frozenset({ASSETS, "de", "en", PAGES, PROGRAMME})


@dataclass(frozen=True, slots=True)
class PlansFolder:
    """What a snapshot of the plans folder holds.

    `site_lost` are the paths of what `site.yaml` says and could not be read, `()` being the whole of it.
    `staff_ids` are all ids in `staff.yaml`, also of entries that are unsound; None where the file could not be read.
    `accounts` gives each account's files by the account's id; `programme` the files of the KAM programme, `assets`
    our own logo and photos, `pages` those of the company's own pages.
    """

    site: Site
    settings: Settings
    staff: Mapping[str, StaffMember]
    staff_ids: frozenset[str] | None
    site_document: Document | None
    site_lost: tuple[Path, ...]
    staff_document: Document | None
    accounts: Mapping[str, tuple[str, ...]]
    programme: tuple[str, ...]
    assets: tuple[str, ...]
    pages: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_folder(snapshot: Snapshot, schemas: Schemas) -> PlansFolder:
    """Reads settings and our people, and sorts the files of the snapshot by account."""
    findings: list[Finding] = []
    site, found, lost = read_settings(SITE, "site", snapshot.files, snapshot.read, schemas)
    findings.extend(found)
    staff, found, unread = read_settings(STAFF, "staff", snapshot.files, snapshot.read, schemas)
    findings.extend(found)
    accounts: dict[str, list[str]] = {}
    programme: list[str] = []
    assets: list[str] = []
    pages: list[str] = []
    for file in snapshot.files:
        folder, slash, _ = file.partition("/")
        if not slash:
            findings.extend(_stray(file))
        elif folder == PROGRAMME:
            programme.append(file)
        elif folder == ASSETS and file != f"{ASSETS}/plan.yaml":
            assets.append(file)
        elif folder == PAGES and is_own_page(file):
            pages.append(file)
        elif folder == PAGES:
            findings.append(_no_page(file))
        elif folder in RESERVED:
            findings.append(_reserved(folder))
        else:
            accounts.setdefault(folder, []).append(file)
    settings = typed(site.data if site else None, schemas.field("site"), Site)
    members = typed_entries(staff.data if staff else None, schemas.field("staff"), StaffMember)
    return PlansFolder(
        settings,
        settings_of(settings),
        members,
        None if () in unread else frozenset(members) | {str(path[0]) for path in unread},
        site,
        lost,
        staff,
        {account: tuple(files) for account, files in accounts.items()},
        tuple(programme),
        tuple(assets),
        tuple(pages),
        tuple(findings),
    )


def _stray(file: str) -> list[Finding]:
    if file in (SITE, STAFF) or file.lower().startswith(("readme", "license", "codeowners", ".")):
        return []
    guess = closest(file, [SITE, STAFF])
    hint = (
        Text(f"Did you mean {guess}?", f"Meinten Sie {guess}?")
        if guess
        else Text(
            "Move it into the folder of an account, or delete it.",
            "Verschieben Sie sie in den Ordner eines Kunden, oder löschen Sie sie.",
        )
    )
    message = Text(
        f"'{file}' belongs to no account and is not shown.", f"„{file}“ gehört zu keinem Kunden und wird nicht gezeigt."
    )
    return [Finding("K011", Severity.WARNING, Place(file), message, hint)]


def _no_page(file: str) -> Finding:
    return Finding(
        "K011",
        Severity.WARNING,
        Place(file),
        Text(f"'{file}' is no page of the site and is not shown.", f"„{file}“ ist keine Seite und wird nicht gezeigt."),
        Text(
            "Pages are Markdown files with simple names: `pages/how-we-work.md`, `pages/how-we-work.de.md`. Pictures "
            "go into assets/ beside site.yaml.",
            "Seiten sind Markdown-Dateien mit einfachen Namen: `pages/so-arbeiten-wir.md`, "
            "`pages/so-arbeiten-wir.en.md`. Bilder gehören nach assets/ neben site.yaml.",
        ),
    )


def _reserved(folder: str) -> Finding:
    return Finding(
        "K015",
        Severity.ERROR,
        Place(folder),
        Text(
            f"'{folder}' cannot be the id of an account: the site needs this address itself.",
            f"„{folder}“ kann keine Kennung eines Kunden sein: Die Seite braucht diese Adresse selbst.",
        ),
        Text("Give the folder another name.", "Geben Sie dem Ordner einen anderen Namen."),
    )
