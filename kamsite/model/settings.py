"""The settings of a site with the defaults filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kamsite.language import LANGUAGES, Language
from kamsite.model.analyses.completeness import USUAL_LIGHTS, Lights
from kamsite.model.site import Branding, LinkTemplates, Site

NO_BRANDING = Branding()
HostKind = Literal["gitlab", "github", "gitea"]


@dataclass(frozen=True, slots=True)
class RepositorySettings:
    """Where the plans live on a git host; `url` is an http or https address."""

    url: str
    kind: HostKind
    branch: str
    templates: LinkTemplates


@dataclass(frozen=True, slots=True)
class Settings:
    """What `site.yaml` says, and the defaults where it is silent. Shares are between 0 and 1.

    `products` are the names of our products by id, `pages` says who sees which of our own pages.

    `levels` says how much a change matters, by path; from `large_amount` on the change of an amount is a decision.
    """

    title: str = ""
    url: str = ""
    company: str = ""
    company_mission: str = ""
    company_logo: str = ""
    company_website: str = ""
    lead: str = ""
    languages: tuple[Language, ...] = LANGUAGES
    currency: str = "EUR"
    products: Mapping[str, str] = field(default_factory=dict)
    repository: RepositorySettings | None = None
    stale_after_months: int = 12
    kept_versions: int = 10
    compared_versions: int = 100
    paired_versions: int = 5
    lights: Lights = USUAL_LIGHTS
    theme: str = "default"
    robots: Literal["index", "noindex"] = "noindex"
    branding: Branding = NO_BRANDING
    pages: Mapping[str, str] = field(default_factory=dict)
    engine: str = ""
    focus_limit: int = 3
    key_limit: int = 20
    selection_model: str = ""
    severities: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    large_amount: float = 0.2


def settings_of(site: Site) -> Settings:
    """The settings with the defaults filled in."""
    usual = Settings()
    company, freshness, versions = site.company, site.freshness, site.versions
    return Settings(
        title=site.title or usual.title,
        url=site.url if site.url and site.url.startswith(("https://", "http://")) else "",
        company=(company.name or "") if company else "",
        company_mission=(company.mission or "") if company else "",
        company_logo=(company.logo or "") if company else "",
        company_website=(company.website or "") if company else "",
        lead=site.lead or "",
        languages=tuple(dict.fromkeys(site.languages)) or usual.languages,
        currency=site.currency or usual.currency,
        products=dict(site.products),
        repository=_repository(site),
        stale_after_months=_given(freshness.months if freshness else None, usual.stale_after_months),
        kept_versions=_given(versions.keep if versions else None, usual.kept_versions),
        compared_versions=_given(versions.compared if versions else None, usual.compared_versions),
        paired_versions=_given(versions.pairs if versions else None, usual.paired_versions),
        lights=_lights(site),
        theme=site.theme or usual.theme,
        robots=site.robots or usual.robots,
        branding=site.branding or usual.branding,
        pages=dict(site.pages),
        engine=(site.layout.engine or "") if site.layout else "",
        focus_limit=_given(site.selection.focus_limit if site.selection else None, usual.focus_limit),
        key_limit=_given(site.selection.key_limit if site.selection else None, usual.key_limit),
        selection_model=(site.selection.model or "") if site.selection else "",
        severities=dict(site.severities),
        levels=dict(site.review.levels) if site.review else {},
        large_amount=_large_amount(site),
    )


def _given(value: int | None, usual: int) -> int:
    return usual if value is None else value


def _lights(site: Site) -> Lights:
    told = site.completeness
    green = told.green if told and told.green is not None else USUAL_LIGHTS.green
    amber = told.amber if told and told.amber is not None else USUAL_LIGHTS.amber
    return Lights(green, amber)


def _large_amount(site: Site) -> float:
    told = site.review.amount if site.review else None
    return Settings().large_amount if told is None else told


def _repository(site: Site) -> RepositorySettings | None:
    told = site.repository
    if told is None or told.url is None or not told.url.startswith(("https://", "http://")):
        return None
    return RepositorySettings(told.url, told.kind or "github", told.branch or "main", told.templates or LinkTemplates())
