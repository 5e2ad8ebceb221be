"""All files across accounts, in the order in which they are made."""

from collections.abc import Callable, Iterator

from kamsite.render.across.about import about_page
from kamsite.render.across.accounts import portfolio_page
from kamsite.render.across.agenda import agenda_pages, calendar_files
from kamsite.render.across.briefing import briefing_pages
from kamsite.render.across.competitors import competitors_pages
from kamsite.render.across.contacts import contacts_pages
from kamsite.render.across.content import Content
from kamsite.render.across.findings import findings_pages
from kamsite.render.across.glossary import glossary_page, glossary_scripts
from kamsite.render.across.keyfigures import key_figures_page
from kamsite.render.across.missing import missing_page
from kamsite.render.across.ourpeople import staff_pages
from kamsite.render.across.own import own_pages
from kamsite.render.across.pipeline import pipeline_pages
from kamsite.render.across.potential import potential_pages
from kamsite.render.across.programme.care import care_page
from kamsite.render.across.programme.customers import customers_pages
from kamsite.render.across.programme.dashboard import dashboard_page
from kamsite.render.across.programme.fitness import fitness_page
from kamsite.render.across.programme.levers import levers_page
from kamsite.render.across.programme.maturity import maturity_page
from kamsite.render.across.programme.profiles import profiles_page
from kamsite.render.across.programme.selection import selection_pages
from kamsite.render.across.programme.versions import VERSIONS, version_pages
from kamsite.render.across.questions import question_pages
from kamsite.render.across.recent import recent_feed, recent_page
from kamsite.render.across.search import search_page
from kamsite.render.across.shared import SharedFiles
from kamsite.render.across.sources import source_pages
from kamsite.render.across.whitespace import white_space_pages
from kamsite.render.desk import Desk
from kamsite.render.navigation import (
    ABOUT,
    AGENDA,
    BRIEFING,
    COMPETITORS,
    CONTACTS,
    CUSTOMERS,
    FINDINGS,
    FITNESS,
    GLOSSARY,
    KEY_FIGURES,
    LEVERS,
    MATURITY,
    MISSING,
    MODEL,
    OPEN_QUESTIONS,
    PIPELINE,
    PORTFOLIO,
    POTENTIAL,
    PROFILES,
    PROGRAMME,
    RECENT,
    SEARCH,
    SELECTION,
    SOURCES,
    STAFF,
    WHITE_SPACE,
    Entry,
)

PAGES: tuple[tuple[Entry, Callable[[Desk, Content], Iterator[SharedFiles]]], ...] = (
    (PORTFOLIO, portfolio_page),
    (KEY_FIGURES, key_figures_page),
    (BRIEFING, briefing_pages),
    (AGENDA, agenda_pages),
    (CONTACTS, contacts_pages),
    (PIPELINE, pipeline_pages),
    (POTENTIAL, potential_pages),
    (WHITE_SPACE, white_space_pages),
    (COMPETITORS, competitors_pages),
    (STAFF, staff_pages),
    (CUSTOMERS, customers_pages),
    (PROGRAMME, dashboard_page),
    (SELECTION, selection_pages),
    (MATURITY, maturity_page),
    (FITNESS, fitness_page),
    (LEVERS, levers_page),
    (MODEL, care_page),
    (PROFILES, profiles_page),
    (VERSIONS, version_pages),
    (RECENT, recent_page),
    (OPEN_QUESTIONS, question_pages),
    (SOURCES, source_pages),
    (FINDINGS, findings_pages),
    (GLOSSARY, glossary_page),
    (ABOUT, about_page),
    (SEARCH, search_page),
    (MISSING, missing_page),
)


def files_across(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """Everything that tells of all accounts, as far as the edition has it."""
    for entry, pages in PAGES:
        if entry.is_shown(desk):
            yield from pages(desk, content)
    yield from glossary_scripts()
    yield from own_pages(desk, content)
    yield from calendar_files(desk, content)
    if desk.has_feeds:
        yield from recent_feed(desk, content)
