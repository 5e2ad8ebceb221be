"""What all pages of a site share: settings, our people, the schema as far as an edition shows it, the theme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from kamsite.horizon import day_of
from kamsite.language import Language, Text
from kamsite.model.analyses.completeness import PlanCompleteness, completeness_of
from kamsite.model.analyses.covering import workers_for
from kamsite.model.analyses.programme.selection import Selecting
from kamsite.model.field import Field
from kamsite.model.ownpages import OwnPage
from kamsite.model.plan import Plan
from kamsite.model.settings import Settings
from kamsite.model.staff import StaffMember
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.chapters import CHAPTER_TITLES
from kamsite.render.contexts import LanguageLink
from kamsite.render.host import Host
from kamsite.render.inline import safe
from kamsite.render.look import LOOK, look_of
from kamsite.render.maps import Layouts
from kamsite.render.prose import ProseLinks, prose_line
from kamsite.render.show import Pasts, Show
from kamsite.render.theme import Theme
from kamsite.source.document import Value
from kamsite.source.history import Version

EVERYTHING = frozenset({"public", "internal", "commercial", "personal"})
_CURRENT: Mapping[Language, Text] = {
    "de": Text("", ' aria-current="true"'),
    "en": Text(' aria-current="true"', ""),
}
_LANGUAGE_NAMES: Mapping[Language, str] = {"de": "Deutsch", "en": "English"}
_MAP_KINDS = frozenset({"map", "overview", "whole", "people"})


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """The surroundings of every page.

    `shows` are the sensitivities that the edition shows, `fields` the chapters' fields as far as it does, `accounts`
    the ids of all plans on the site. `as_of` is the day at which "overdue" and "stale" are judged. `staff_written` is
    staff.yaml as far as the edition shows it, `staff_field` what the schema says of it; `prose` are the chapters
    whose prose the edition shows; `own_assets` the files beside site.yaml that may be shown as pictures;
    `programme` the fields of the files that the KAM programme has, by page, as far as the edition shows them;
    `selecting` how key accounts are chosen.
    """

    settings: Settings
    staff: Mapping[str, StaffMember]
    fields: Mapping[str, Field]
    theme: Theme
    layouts: Layouts
    host: Host | None
    as_of: date
    shows: frozenset[str]
    accounts: frozenset[str]
    prose: frozenset[str]
    staff_written: Mapping[str, Value] = field(default_factory=dict)
    staff_field: Field | None = None
    own_assets: frozenset[str] = frozenset()
    own_pages: tuple[OwnPage, ...] = ()
    programme: Mapping[str, Field] = field(default_factory=dict)
    selecting: Selecting | None = None

    @property
    def logo(self) -> str:
        """The file of our company's logo; empty where there is none that can be shown."""
        return self.settings.company_logo if self.settings.company_logo in self.own_assets else ""

    @property
    def look(self) -> str:
        """Our colours and fonts as a style sheet; empty where the settings name none."""
        return look_of(self.settings.branding, self.own_assets)

    @property
    def _own_names(self) -> frozenset[str]:
        return frozenset(page.name for page in self.own_pages)

    @property
    def own_links(self) -> ProseLinks:
        """Where links on our own pages lead."""
        return ProseLinks("pages", self.accounts, frozenset(self.fields), self.own_assets, pages=self._own_names)

    @property
    def footer(self) -> Markup:
        """What the settings say stands at the end of every page."""
        links = ProseLinks(".", self.accounts, frozenset(self.fields), self.own_assets, pages=self._own_names)
        return prose_line(self.settings.branding.footer or "", links)

    def photo(self, person: str) -> str:
        """The file of the photo of one of our people; empty where there is none that can be shown."""
        member = self.staff.get(person)
        return member.photo if member and member.photo in self.own_assets and member.photo else ""

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that are built; the first is the default."""
        return self.settings.languages

    @property
    def shows_history(self) -> bool:
        """Whether readers may see the list of versions."""
        return "internal" in self.shows

    @property
    def has_feeds(self) -> bool:
        """Whether there are feeds of what changed: they need to know where the site stands."""
        return self.shows_history and bool(self.settings.url)

    @property
    def guides(self) -> bool:
        """Whether pages help those who write the plan: what belongs where, what is missing, how complete it is."""
        return "internal" in self.shows

    @property
    def shows_authors(self) -> bool:
        """Whether readers may see who changed something."""
        return "internal" in self.shows

    @property
    def shows_files(self) -> bool:
        """Whether readers may see names of files: they tell which chapters and people there are."""
        return self.shows == EVERYTHING

    @property
    def shows_reasons(self) -> bool:
        """Whether readers may see commit messages: they can speak of anything in a plan."""
        return self.shows == EVERYTHING

    @property
    def shows_contacts(self) -> bool:
        """Whether readers may see the people of the customers, and who of us addresses them."""
        return self._shows_section("people", "people") and self._shows_section("people", "relationships")

    @property
    def shows_competitors(self) -> bool:
        """Whether readers may see whom we compete with at a customer."""
        return self._shows_section("position", "competitors")

    @property
    def shows_pipeline(self) -> bool:
        """Whether readers may see our key projects."""
        return self._shows_section("strategy", "pipeline")

    @property
    def shows_potential(self) -> bool:
        """Whether readers may see what the customers' divisions think of us and what they could buy."""
        if not self._shows_section("position", "portfolio"):
            return False
        entry = self.fields["position"].properties["portfolio"].entry
        return entry is not None and {"attitude", "potential"} <= entry.properties.keys()

    @property
    def shows_white_space(self) -> bool:
        """Whether readers may see which product is sold where."""
        return self._shows_section("strategy", "white_space")

    @property
    def shows_sources(self) -> bool:
        """Whether readers may see where plans have their facts from."""
        return self._shows_section("plan", "sources")

    @property
    def shows_questions(self) -> bool:
        """Whether readers may see what we do not know yet."""
        return self._shows_section("strategy", "open_questions")

    @property
    def shows_selection(self) -> bool:
        """Whether readers may see why a customer is a key account."""
        return self._shows_section("plan", "selection")

    @property
    def shows_buy_in(self) -> bool:
        """Whether readers may see which departments promised to support a key account."""
        return self.shows_selection and "buy_in" in self.fields["plan"].properties["selection"].properties

    @property
    def shows_past_projects(self) -> bool:
        """Whether readers may see which projects we won and lost."""
        return self._shows_section("position", "projects")

    def _shows_section(self, chapter: str, section: str) -> bool:
        return chapter in self.fields and section in self.fields[chapter].properties

    @property
    def shows_findings(self) -> bool:
        """Whether readers may see findings: they can quote anything in a plan."""
        return self.shows == EVERYTHING

    def folder(self, language: Language) -> str:
        """The folder of a language's pages."""
        return urls.language_folder(language, self.languages[0])

    @property
    def drawing(self) -> tuple[Language, ...]:
        """The languages in which pages are drawn: once for all of them, unless the theme's templates ask for one."""
        return ("both",) if self.theme.draws_both else self.languages

    @property
    def all_languages(self) -> Language:
        """What is asked for where something is said in all languages of the site at once."""
        return "both" if len(self.languages) > 1 else self.languages[0]

    def told_in(self, language: Language) -> tuple[Language, ...]:
        """The languages of the pages that are made from what was drawn in one, or in both."""
        return self.languages if language == "both" else (language,)

    @property
    def folders(self) -> Mapping[Language, str]:
        """The folder of each language."""
        return {language: self.folder(language) for language in self.languages}

    def spot(self, language: Language, address: str) -> urls.Spot:
        """Where a page stands."""
        return urls.Spot(language, self.folders, address)

    def show(self, plan: Plan, language: Language, pasts: Pasts | None = None) -> Show:
        """What is needed to show a plan's values; `pasts` are links to where these come from."""
        asked = {("strategy", entry) for entry in plan.strategy.open_questions}
        asked |= {("plan", entry) for entry in plan.cover.sources}
        assets = frozenset(file for one in (plan.parent or plan).text.all() for file in one.asset_files)
        accounts = self.accounts if plan.id in self.accounts else self.accounts | {plan.id}
        links = ProseLinks(plan.id, accounts, frozenset(self.fields), assets, frozenset(asked), self._own_names)
        currency, mission = self.settings.currency, self.settings.company_mission
        return Show(
            language,
            plan,
            self.staff,
            self.fields,
            currency,
            self.as_of,
            links,
            self.prose,
            mission,
            self.settings.products,
            pasts or {},
            None if plan.parent else self.selecting,
            introduced=None if self.guides else frozenset(workers_for(plan)),
        )

    def looks(self, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The addresses of the styles and of the scripts that a kind of page needs."""
        has_map = kind in _MAP_KINDS
        styles = self.theme.stylesheets + (("assets/powermap.css",) if has_map else ())
        scripts = self.theme.scripts + (("assets/powermap.js",) if has_map else ())
        if kind == "selection":
            scripts = (*scripts, "assets/selection.js")
        if kind == "search":
            styles, scripts = (*styles, "assets/search.css"), (*scripts, "assets/search.js", "assets/searchpage.js")
        styles += ((LOOK,) if self.look else ()) + self.theme.own_stylesheets
        return tuple(urls.link(f"~{style}") for style in styles), tuple(urls.link(f"~{one}") for one in scripts)

    def in_languages(self, language: Language) -> tuple[LanguageLink, ...]:
        """A page in all languages; `language` is the one in which it is drawn."""
        return tuple(
            LanguageLink(_LANGUAGE_NAMES[one], urls.in_language(one), one, safe(_CURRENT[one].to(language)))
            for one in self.languages
        )

    def completeness(self, plan: Plan) -> PlanCompleteness:
        """How complete a plan is, as far as the edition shows it."""
        return completeness_of(plan, self.fields, self.settings.lights)

    def chapter_title(self, chapter: str, language: Language) -> str:
        """What a chapter is called."""
        return CHAPTER_TITLES[chapter].to(language)

    def day(self, version: Version, language: Language) -> str:
        """The day of a version in words."""
        return formats.moment(version.commit.time, version.commit.offset, language)

    def short_day(self, version: Version, language: Language) -> Markup:
        """The day of a version in few characters."""
        return inline.day(day_of(version.commit.time, version.commit.offset).isoformat(), language)
