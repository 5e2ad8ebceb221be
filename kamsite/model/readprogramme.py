"""From the files under `programme/` to the typed values of the KAM programme."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model.folder import PROGRAMME
from kamsite.model.load import typed
from kamsite.model.programme import CareModel, Fitness, Levers, Maturity, Profiles, Selection
from kamsite.model.project import project, project_field
from kamsite.model.schema import Schemas
from kamsite.model.shape import check_shape, sound_part
from kamsite.source.document import Document
from kamsite.source.yamltext import read_yaml
from kamsite.suggest import closest

PAGES = ("selection", "fitness", "maturity", "levers", "model", "profiles")
SELECTION = f"{PROGRAMME}/selection.yaml"
# All customers, or those of a year.
_CUSTOMERS = re.compile(rf"{PROGRAMME}/customers(-\d{{4}})?\.csv")
Read = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Programme:
    """The KAM programme: its values, the documents they come from (by page), and its tables of customers (files).

    `unread` are the pages of which something could not be read.
    """

    selection: Selection = field(default_factory=Selection)
    fitness: Fitness = field(default_factory=Fitness)
    maturity: Maturity = field(default_factory=Maturity)
    levers: Levers = field(default_factory=Levers)
    model: CareModel = field(default_factory=CareModel)
    profiles: Profiles = field(default_factory=Profiles)
    documents: Mapping[str, Document] = field(default_factory=dict)
    customers: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()


def read_programme(files: Iterable[str], read: Read, schemas: Schemas) -> tuple[Programme, tuple[Finding, ...]]:
    """The programme, as far as it is of sound shape, and what is wrong with text and shape of its YAML."""
    findings: list[Finding] = []
    documents: dict[str, Document] = {}
    customers: list[str] = []
    unread: set[str] = set()
    for file in files:
        page = page_of(file)
        if page in PAGES:
            document, found = read_page(file, page, read, schemas)
            findings.extend(found)
            if any(finding.severity is Severity.ERROR for finding in found):
                unread.add(page)
            if document is not None:
                documents[page] = document
        elif page:
            customers.append(file)
        else:
            findings.append(_stray(file))
    return replace(programme_of(documents, tuple(customers), schemas), unread=frozenset(unread)), tuple(findings)


def project_programme(programme: Programme, schemas: Schemas, shows: frozenset[str]) -> Programme:
    """The programme as far as an edition shows it, its documents, too; tables stay files, to be projected when read."""
    documents = {}
    for page, document in programme.documents.items():
        shown = project(document.data, schemas.field(page), shows)
        if shown is not None:
            documents[page] = replace(document, data=shown)
    customers = programme.customers if project_field(schemas.field("customers"), shows) else ()
    return programme_of(documents, customers, schemas)


def page_of(file: str) -> str:
    """The page of the programme that a file tells of: `selection`, …, `customers`; empty where it is none."""
    page = file.removeprefix(f"{PROGRAMME}/").removesuffix(".yaml")
    if page in PAGES and file.endswith(".yaml"):
        return page
    return "customers" if _CUSTOMERS.fullmatch(file) else ""


def read_criteria(files: Iterable[str], read: Read, schemas: Schemas) -> frozenset[str] | None:
    """The ids of the criteria by which key accounts are chosen; None where the programme has none."""
    if SELECTION not in files:
        return None
    document, _ = read_page(SELECTION, "selection", read, schemas)
    criteria = document.data.get("criteria") if document and isinstance(document.data, dict) else None
    return frozenset(criteria) if isinstance(criteria, dict) and criteria else None


def read_selection(files: Iterable[str], read: Read, schemas: Schemas, shows: frozenset[str]) -> Selection:
    """How key accounts are chosen, as far as an edition shows it; an empty selection where the programme says nothing.

    Raises SourceError.
    """
    if SELECTION not in files:
        return Selection()
    document, _ = read_page(SELECTION, "selection", read, schemas)
    field = schemas.field("selection")
    return typed(project(document.data, field, shows) if document else None, field, Selection)


def read_page(file: str, page: str, read: Read, schemas: Schemas) -> tuple[Document | None, list[Finding]]:
    """A page of the programme as far as it is of sound shape, and what is wrong with it; None where nothing is left."""
    text = read_yaml(file, read(file))
    document, findings = text.document, list(text.findings)
    if document is None or document.data is None:
        return None, findings
    shape = check_shape(document, page, schemas)
    if any(finding.severity is Severity.ERROR for finding in shape):
        document = replace(document, data=sound_part(document.data, page, schemas))
    return document, [*findings, *shape]


def programme_of(documents: Mapping[str, Document], customers: tuple[str, ...], schemas: Schemas) -> Programme:
    """The programme that some documents make, by page, with its tables of customers."""
    data = {page: documents[page].data if page in documents else None for page in PAGES}
    return Programme(
        selection=typed(data["selection"], schemas.field("selection"), Selection),
        fitness=typed(data["fitness"], schemas.field("fitness"), Fitness),
        maturity=typed(data["maturity"], schemas.field("maturity"), Maturity),
        levers=typed(data["levers"], schemas.field("levers"), Levers),
        model=typed(data["model"], schemas.field("model"), CareModel),
        profiles=typed(data["profiles"], schemas.field("profiles"), Profiles),
        documents=documents,
        customers=customers,
    )


def _stray(file: str) -> Finding:
    short = file.removeprefix(f"{PROGRAMME}/")
    known = [*(f"{page}.yaml" for page in PAGES), "customers.csv"]
    guess = closest(short, known)
    return Finding(
        "K011",
        Severity.WARNING,
        Place(file),
        Text(
            f"'{short}' is not part of the programme and is not shown.",
            f"„{short}“ gehört nicht zum Programm und wird nicht gezeigt.",
        ),
        Text(f"Did you mean {guess}?", f"Meinten Sie {guess}?")
        if guess
        else Text(f"Known are {', '.join(known)}.", f"Bekannt sind {', '.join(known)}."),
    )
