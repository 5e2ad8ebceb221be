"""The settings of the site and of the company that supplies. Defaults are applied where they are read."""

from typing import Literal

from msgspec import Struct

from kamsite.language import WrittenLanguage

Sensitivity = Literal["public", "internal", "commercial", "personal"]
HostKind = Literal["gitlab", "github", "gitea"]
SelectionModel = Literal["company", "sales"]
Engine = Literal["graphviz-pure", "dot", "none"]


class Company(Struct, frozen=True, kw_only=True):
    """The company that supplies and writes the plans."""

    name: str | None = None
    mission: str | None = None
    website: str | None = None
    logo: str | None = None


class LinkTemplates(Struct, frozen=True, kw_only=True):
    """How to link on a git host; `{url}`, `{commit}`, `{branch}`, `{path}` and others are filled in."""

    commit: str | None = None
    file: str | None = None
    edit: str | None = None
    new: str | None = None
    request: str | None = None
    report: str | None = None


class Repository(Struct, frozen=True, kw_only=True):
    """Where the plans live."""

    url: str | None = None
    kind: HostKind | None = None
    branch: str | None = None
    templates: LinkTemplates | None = None


class Freshness(Struct, frozen=True, kw_only=True):
    """When a chapter counts as stale."""

    months: int | None = None


class SelectionRule(Struct, frozen=True, kw_only=True):
    """Who selects the key accounts."""

    model: SelectionModel | None = None
    focus_limit: int | None = None
    key_limit: int | None = None


class Edition(Struct, frozen=True, kw_only=True):
    """What an audience may see; no `accounts` means all."""

    shows: tuple[Sensitivity, ...]
    accounts: tuple[str, ...] = ()
    title: str | None = None


class Versions(Struct, frozen=True, kw_only=True):
    """How many versions of a plan are rendered besides the tagged ones; of how many it is told what changed.

    `pairs`: of how many a page compares them with the current one.
    """

    keep: int | None = None
    compared: int | None = None
    pairs: int | None = None


class Completeness(Struct, frozen=True, kw_only=True):
    """From which share, 0 to 1, a plan is shown green or amber."""

    green: float | None = None
    amber: float | None = None


class Review(Struct, frozen=True, kw_only=True):
    """Which changes are decisions: levels by path, and from which share (0 to 1) on the change of an amount is one."""

    levels: dict[str, Literal["cosmetic", "content", "decision"]] = {}
    amount: float | None = None


class Branding(Struct, frozen=True, kw_only=True):
    """The look of the company: colours as `#8a1538`, fonts as files below the plans folder, a footer in Markdown."""

    accent: str | None = None
    accent_dark: str | None = None
    font: str | None = None
    heading_font: str | None = None
    footer: str | None = None


class Layout(Struct, frozen=True, kw_only=True):
    """Which program arranges the power maps."""

    engine: Engine | None = None


class Site(Struct, frozen=True, kw_only=True):
    """The file `site.yaml`. The first edition and the first language are the defaults."""

    title: str | None = None
    url: str | None = None
    company: Company | None = None
    lead: str | None = None
    languages: tuple[WrittenLanguage, ...] = ()
    currency: str | None = None
    products: dict[str, str] = {}
    repository: Repository | None = None
    freshness: Freshness | None = None
    selection: SelectionRule | None = None
    editions: dict[str, Edition] = {}
    versions: Versions | None = None
    completeness: Completeness | None = None
    review: Review | None = None
    severities: dict[str, Literal["warning", "advice", "off"]] = {}
    theme: str | None = None
    robots: Literal["index", "noindex"] | None = None
    branding: Branding | None = None
    pages: dict[str, Sensitivity] = {}
    erased: tuple[str, ...] = ()
    layout: Layout | None = None
