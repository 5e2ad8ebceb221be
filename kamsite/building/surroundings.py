"""What the work on every account of one build shares, and what an edition shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kamsite.building.editions import Edition
from kamsite.building.programmereader import ProgrammeReader
from kamsite.horizon import day_of
from kamsite.model.analyses.programme.fitness import FEWEST, FitnessResult, fitness_of
from kamsite.model.analyses.programme.selection import Selecting, selecting_of
from kamsite.model.field import SENSITIVITIES, Field
from kamsite.model.folder import PROGRAMME, PlansFolder
from kamsite.model.load import typed, typed_entries
from kamsite.model.ownpages import OwnPage, own_pages
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.project import project, project_field, shows_prose
from kamsite.model.readprogramme import (
    Programme,
    page_of,
    project_programme,
    read_criteria,
    read_programme,
    read_selection,
)
from kamsite.model.rules.context import RuleContext
from kamsite.model.schema import Schemas
from kamsite.model.settings import Settings, settings_of
from kamsite.model.site import Site
from kamsite.model.staff import StaffMember
from kamsite.render.desk import Desk
from kamsite.render.host import Host
from kamsite.render.look import fonts_of
from kamsite.render.maps import Layouts
from kamsite.render.theme import Theme
from kamsite.source.assets import check_asset, is_font, is_picture
from kamsite.source.document import Value
from kamsite.source.history import History, Version
from kamsite.source.marktext import MarkText, read_markdown
from kamsite.source.snapshot import Snapshot
from kamsite.source.surroundings import SourceError

NO_HISTORY = History(PROGRAMME)
# So many earlier versions of a file of the programme are read at most.
_MOST_VERSIONS = 60


@dataclass(frozen=True)
class Surroundings:
    """Everything that the work on one account needs besides its own files.

    `plans` are the ids of all plans of the folder, divisions included; `as_of` the day at which things are judged;
    `programme_history` the versions of the folder `programme`, `pages_history` those of our own pages.
    """

    snapshot: Snapshot
    folder: PlansFolder
    schemas: Schemas
    theme: Theme
    edition: Edition
    as_of: date
    plans: frozenset[str]
    programme_history: History = NO_HISTORY
    pages_history: History = NO_HISTORY

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The chapters' fields as far as the edition shows them."""
        projected = {name: project_field(self.schemas.field(name), self.edition.shows) for name in CHAPTERS}
        return {name: field for name, field in projected.items() if field is not None}

    @cached_property
    def visible(self) -> frozenset[str]:
        """The ids of the plans that the edition shows."""
        chosen = self.edition.accounts
        return self.plans if chosen is None else frozenset(p for p in self.plans if p.partition("/")[0] in chosen)

    def desk(self, layouts: Layouts, as_of: date | None = None) -> Desk:
        """The surroundings of every page."""
        return Desk(
            settings=self.settings,
            staff=self.staff,
            fields=self.fields,
            theme=self.theme,
            layouts=layouts,
            host=self._host,
            as_of=as_of or self.as_of,
            shows=self.edition.shows,
            accounts=self.visible,
            prose=frozenset(name for name in CHAPTERS if shows_prose(self.schemas.field(name), self.edition.shows)),
            staff_written=self._staff_written,
            staff_field=project_field(self.schemas.field("staff"), self.edition.shows),
            own_assets=self.own_assets,
            own_pages=self.own_pages,
            programme=self.programme_fields,
            selecting=self.shown_selecting,
        )

    def rule_context(self, plan: Plan, history: History | None) -> RuleContext:
        """What the rules need to judge a plan."""
        return RuleContext(
            plan=plan,
            settings=self.folder.settings,
            staff=self.folder.staff,
            staff_ids=self.folder.staff_ids,
            schemas=self.schemas,
            history=history,
            as_of=self.as_of,
            criteria=self.criteria,
            selecting=self.selecting,
        )

    @cached_property
    def criteria(self) -> frozenset[str] | None:
        """The ids of the criteria for key accounts; None where the programme has none."""
        return read_criteria(self.snapshot.files, self.snapshot.read, self.schemas)

    @cached_property
    def selecting(self) -> Selecting | None:
        """How key accounts are chosen; None where the programme has no criteria."""
        return self._selecting(SENSITIVITIES)

    @cached_property
    def shown_selecting(self) -> Selecting | None:
        """The same as far as the edition shows it: one for some accounts does not, because it speaks of all."""
        return None if self.edition.accounts is not None else self._selecting(self.edition.shows)

    def _selecting(self, shows: frozenset[str]) -> Selecting | None:
        try:
            return selecting_of(read_selection(self.snapshot.files, self.snapshot.read, self.schemas, shows))
        except SourceError:  # told by the check of the portfolio
            return None

    @cached_property
    def programme_fields(self) -> dict[str, Field]:
        """The fields of the programme's files by page, of those that there are and as far as the edition shows them.

        An edition for some accounts has none: the programme speaks of all.
        """
        if self.edition.accounts is not None:
            return {}
        pages = sorted({page_of(file) for file in self.folder.programme} - {""})
        projected = {page: project_field(self.schemas.field(page), self.edition.shows) for page in pages}
        return {page: field for page, field in projected.items() if field is not None}

    @property
    def shows_profiles(self) -> bool:
        """Whether the edition has the page of function profiles: of people's skills it shows all or nothing."""
        return "profiles" in self.programme_fields and "personal" in self.edition.shows

    @cached_property
    def programme(self) -> Programme:
        """The programme as far as the edition shows it and as far as it is sound; read when it is asked for."""
        if not self.programme_fields:
            return Programme()
        return project_programme(self._programme, self.schemas, self.edition.shows)

    @cached_property
    def _programme(self) -> Programme:
        try:
            return read_programme(self.folder.programme, self.snapshot.read, self.schemas)[0]
        except SourceError:  # told by the check of the portfolio
            return Programme()

    @property
    def fitness(self) -> FitnessResult:
        """What people think of the programme, without names; where these are hidden few opinions are, too."""
        if "fitness" not in self.programme_fields:
            return FitnessResult()
        return fitness_of(self._programme.fitness, 1 if "personal" in self.edition.shows else FEWEST)

    @cached_property
    def programme_reader(self) -> ProgrammeReader | None:
        """What reads the versions of the programme; None without git."""
        repository = self.snapshot.repository
        return ProgrammeReader(repository, self.schemas, self.edition.shows) if repository else None

    def earlier_programme(
        self, page: str, versions: Sequence[Version] | None = None
    ) -> tuple[tuple[date, Programme], ...]:
        """The versions of a page's file with their days, the oldest first, as far as the edition shows them.

        `versions` are those of the programme, newest first, where not all are asked for.
        """
        reader = self.programme_reader
        if reader is None or page not in self.programme_fields or "internal" not in self.edition.shows:
            return ()
        name, found = f"{page}.yaml", []
        asked = self.programme_history.versions if versions is None else versions
        for version in reversed([one for one in asked if name in one.files][:_MOST_VERSIONS]):
            try:
                seen = reader.read(version).shown
            except SourceError:  # an old version that cannot be read tells nothing
                continue
            found.append((day_of(version.commit.time, version.commit.offset), seen))
        return tuple(found)

    @cached_property
    def own_texts(self) -> tuple[MarkText, ...]:
        """The files of our own pages, read, whoever sees them."""
        files = self.folder.pages
        contents = self.snapshot.read_many(list(files))
        return tuple(read_markdown(file, contents[file]) for file in files)

    @cached_property
    def own_pages(self) -> tuple[OwnPage, ...]:
        """Our own pages that the edition shows, in the order of the settings."""
        said = self.folder.settings.pages
        order = {name: at for at, name in enumerate(said)}
        shown = [page for page in own_pages(self.own_texts) if said.get(page.name, "internal") in self.edition.shows]
        return tuple(sorted(shown, key=lambda page: (order.get(page.name, len(order)), page.name)))

    @cached_property
    def own_assets(self) -> frozenset[str]:
        """The files beside site.yaml that the edition shows: logo, photos, fonts, what our own pages show."""
        named = {self.settings.company_logo, *(member.photo for member in self.staff.values())}
        whole = {file for file in fonts_of(self.settings.branding) if is_font(file)}
        whole |= {file for page in self.own_pages for file in page.assets}
        pictures = [file for file in self.folder.assets if file in whole or (file in named and is_picture(file))]
        return frozenset(file for file in pictures if check_asset(file, self.content_of_asset(file)) is None)

    def content_of_asset(self, file: str) -> bytes:
        """What is in a file of `assets/`; nothing where it cannot be read, which is told when it is to be published."""
        try:
            return self.snapshot.read(file)
        except SourceError:
            return b""

    @cached_property
    def settings(self) -> Settings:
        """The settings as far as the edition shows them."""
        return settings_of(self._site)

    @cached_property
    def _site(self) -> Site:
        if self.edition.shows_everything or self.folder.site_document is None:
            return self.folder.site
        field = self.schemas.field("site")
        return typed(project(self.folder.site_document.data, field, self.edition.shows), field, Site)

    @property
    def edition_title(self) -> str:
        """What the edition is called: its title with its name, else its name."""
        known = self.folder.site.editions.get(self.edition.name)
        title = known.title if known else None
        return f"{title} ({self.edition.name})" if title else self.edition.name

    @property
    def site_field(self) -> Field | None:
        """What the schema says of site.yaml, as far as the edition shows it."""
        return project_field(self.schemas.field("site"), self.edition.shows)

    @property
    def site_written(self) -> dict[str, Value]:
        """What site.yaml says, as far as the edition shows it."""
        document = self.folder.site_document
        shown = project(document.data, self.schemas.field("site"), self.edition.shows) if document else None
        return shown if isinstance(shown, dict) else {}

    @cached_property
    def staff(self) -> Mapping[str, StaffMember]:
        """Our people as far as the edition shows them."""
        if self.edition.shows_everything:
            return self.folder.staff
        return typed_entries(self._staff_written, self.schemas.field("staff"), StaffMember)

    @cached_property
    def _staff_written(self) -> dict[str, Value]:
        document = self.folder.staff_document
        shown = project(document.data, self.schemas.field("staff"), self.edition.shows) if document else None
        return shown if isinstance(shown, dict) else {}

    @cached_property
    def _host(self) -> Host | None:
        repository = self.settings.repository
        if repository is None:
            return None
        source = self.snapshot.repository
        folder = source.prefix.decode("utf-8", "replace").rstrip("/") if source else ""
        return Host(repository.url, repository.kind, repository.branch, folder, repository.templates)
