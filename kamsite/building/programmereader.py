"""The programme as it was in its versions, as far as an edition shows it. A file that versions share is read once."""

from collections import OrderedDict
from dataclasses import dataclass

from kamsite.diagnostics import Finding
from kamsite.model.field import Field
from kamsite.model.folder import PROGRAMME
from kamsite.model.project import project_field
from kamsite.model.readprogramme import PAGES, Programme, page_of, programme_of, project_programme, read_page
from kamsite.model.schema import Schemas
from kamsite.source.document import Document
from kamsite.source.gitrepo import Repository
from kamsite.source.history import Version
from kamsite.source.snapshot import Snapshot, read_version

_MOST_PAGES = 600
_MOST_READINGS = 80


@dataclass(frozen=True, slots=True)
class OldProgramme:
    """The programme in a version: all of it, and what the edition shows of it; `findings` are about its text."""

    version: Version
    whole: Programme
    shown: Programme
    snapshot: Snapshot
    findings: tuple[Finding, ...]


class ProgrammeReader:
    """Reads the programme as it was in a version; `shows` are the sensitivities that the edition shows."""

    def __init__(self, repository: Repository, schemas: Schemas, shows: frozenset[str]) -> None:
        self._repository = repository
        self._schemas = schemas
        self._shows = shows
        self._pages: OrderedDict[tuple[str, str], tuple[Document | None, list[Finding]]] = OrderedDict()
        self._readings: OrderedDict[str, OldProgramme] = OrderedDict()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of the programme's pages, as far as the edition shows them: of profiles all or nothing."""
        pages = [page for page in PAGES if page != "profiles" or "personal" in self._shows]
        projected = {page: project_field(self._schemas.field(page), self._shows) for page in pages}
        return {page: field for page, field in projected.items() if field is not None}

    def read(self, version: Version) -> OldProgramme:
        """The programme in a version. Raises SourceError."""
        if version.commit.id not in self._readings:
            self._readings[version.commit.id] = self._read(version)
            while len(self._readings) > _MOST_READINGS:
                self._readings.popitem(last=False)
        self._readings.move_to_end(version.commit.id)
        return self._readings[version.commit.id]

    def _read(self, version: Version) -> OldProgramme:
        then = read_version(self._repository, version.commit, (PROGRAMME,))
        documents: dict[str, Document] = {}
        customers: list[str] = []
        findings: list[Finding] = []
        for file in then.files:
            page = page_of(file) if file.startswith(f"{PROGRAMME}/") else ""
            if page in PAGES:
                document, found = self._page(file, page, then)
                findings += found
                if document is not None:
                    documents[page] = document
            elif page:
                customers.append(file)
        whole = programme_of(documents, tuple(customers), self._schemas)
        shown = project_programme(whole, self._schemas, self._shows)
        return OldProgramme(version, whole, shown, then, tuple(findings))

    def _page(self, file: str, page: str, then: Snapshot) -> tuple[Document | None, list[Finding]]:
        key = page, then.files[file].digest
        if key not in self._pages:
            self._pages[key] = read_page(file, page, then.read, self._schemas)
            while len(self._pages) > _MOST_PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(key)
        return self._pages[key]
