"""The page that says what a site was built from, whose it is, and by which settings its plans are judged."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from kamsite import __version__
from kamsite.language import Language, Text
from kamsite.model.plan import NO_PLAN
from kamsite.render import format as formats
from kamsite.render import generic, inline, urls
from kamsite.render.across.accounttable import our_person
from kamsite.render.across.content import Content, Origin
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import Block, Fact, Facts, Note, Section
from kamsite.render.desk import Desk
from kamsite.render.navigation import ABOUT
from kamsite.render.show import Show

_BUILT = Text("What these pages are built from", "Woraus diese Seiten gebaut sind")
_COMMITTED = Text("Committed on", "Festgeschrieben am")
_DRAFT = Text("Not committed yet", "Noch nicht festgeschrieben")
_JUDGED = Text("Judged as of", "Beurteilt zum Stand vom")
_EDITION = Text("Edition", "Ausgabe")
_PLANS = Text("Plans", "Pläne")
_ASK = Text("Whom to ask", "Ansprechpartner")
_MADE_WITH = Text("Built with", "Gebaut mit")
_COMPANY = Text("Our company", "Unser Unternehmen")
_WEBSITE = Text("Website", "Internetseite")
_SETTINGS = Text("How plans are kept and judged here", "Wie Pläne hier geführt und beurteilt werden")
# Settings that are shown elsewhere, or that say who may see what.
_SHOWN = frozenset({"title", "company", "lead", "languages", "repository", "editions", "theme", "branding", "pages"})


def about_page(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of what the site was built from."""
    origin, plans = content.origin, len(content.summaries)
    told = (plans, origin.snapshot.commit, origin.edition, origin.uncommitted, origin.site)
    yield page(ABOUT, told, partial(_sections, plans, origin), as_of=desk.as_of)


def _sections(plans: int, origin: Origin, desk: Desk, language: Language) -> Iterator[Section]:
    facts = Facts(tuple(_facts(desk, plans, origin, language)))
    yield Section(urls.identifier("built"), _BUILT.to(language), (facts,))
    if company := tuple(_company(desk, language)):
        yield Section(urls.identifier("company"), desk.settings.company or _COMPANY.to(language), company)
    if settings := _settings(desk, origin, language):
        yield Section(urls.identifier("settings"), _SETTINGS.to(language), settings)


def _facts(desk: Desk, plans: int, origin: Origin, language: Language) -> Iterator[Fact]:
    commit = origin.snapshot.commit
    if commit is not None:
        mark = inline.text(commit.short)
        if desk.host and desk.shows_history:
            mark = inline.outside(desk.host.commit(commit.id), mark)
        yield Fact("Commit", inline.span("commit", mark))
        when = formats.moment(commit.time, commit.offset, language)
        yield Fact(_COMMITTED.to(language), inline.text(when))
    if origin.uncommitted and desk.shows_files:
        names = inline.joined([inline.text(file) for file in origin.uncommitted], "<br>")
        yield Fact(_DRAFT.to(language), names)
    yield Fact(_JUDGED.to(language), inline.time(origin.as_of.isoformat(), language))
    if origin.edition and desk.shows_findings:
        yield Fact(_EDITION.to(language), inline.text(origin.edition))
    yield Fact(_PLANS.to(language), inline.text(plans))
    if desk.settings.lead and desk.guides:
        yield Fact(_ASK.to(language), our_person(desk, desk.settings.lead))
    if desk.host and desk.shows_history:
        url = desk.settings.repository.url if desk.settings.repository else ""
        yield Fact("Repository", inline.outside(url, inline.text(url.partition("://")[2])))
    yield Fact(_MADE_WITH.to(language), inline.text(f"kamsite {__version__}"))


def _company(desk: Desk, language: Language) -> Iterator[Block]:
    settings = desk.settings
    if settings.company_mission:
        yield Note(_at_the_top(desk, language).sentence(settings.company_mission), "info")
    if address := settings.company_website:
        name = address.partition("://")[2].rstrip("/")
        yield Facts((Fact(_WEBSITE.to(language), inline.outside(address, inline.text(name))),))


def _settings(desk: Desk, origin: Origin, language: Language) -> tuple[Block, ...]:
    """The settings that are no addresses and no names, for those who write plans."""
    if not desk.guides or origin.site_field is None:
        return ()
    return generic.rest(_at_the_top(desk, language), origin.site_field, origin.site, _SHOWN)


def _at_the_top(desk: Desk, language: Language) -> Show:
    """How values of site.yaml are shown: its links start where it lies."""
    show = desk.show(NO_PLAN, language)
    return replace(show, links=replace(show.links, plan="."))
