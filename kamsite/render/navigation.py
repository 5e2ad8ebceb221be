"""The pages across accounts as the navigation names them, and the frame that surrounds every page.

Whoever adds a page adds its `Entry` here, to a group of the navigation, and its drawing to `across/pages.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from msgspec.structs import replace

from kamsite.language import Language, Text, both, in_each, told
from kamsite.model.ownpages import OwnPage
from kamsite.render import urls
from kamsite.render.contexts import Feed, Frame, NavItem
from kamsite.render.desk import Desk
from kamsite.render.inline import safe

_NO_LEAD = Text("", "")


def _always(_desk: Desk) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """A page across accounts: its address, its kind (for styles and templates), what it is called and what about.

    `is_shown` says whether there is such a page in an edition, `label` what the navigation calls it where that is
    shorter.
    """

    address: str
    kind: str
    title: Text
    lead: Text = _NO_LEAD
    is_shown: Callable[[Desk], bool] = _always
    label: Text | None = None


PORTFOLIO = Entry(urls.PORTFOLIO, "portfolio", Text("Accounts", "Kunden"))
AGENDA = Entry(
    urls.AGENDA,
    "agenda",
    Text("Agenda", "Termine"),
    Text(
        "Actions, milestones, goals, decisions, events and open questions of all customers. Overdue ones come first.",
        "Maßnahmen, Meilensteine, Ziele, Entscheidungen, Veranstaltungen, offene Fragen aller Kunden. Überfälliges "
        "zuerst.",
    ),
)
KEY_FIGURES = Entry(
    urls.KEY_FIGURES,
    "key-figures",
    Text("Key figures", "Kennzahlen"),
    Text(
        "How the business with all accounts stands, what moved, and who answers for it.",
        "Wie das Geschäft mit allen Kunden steht, was sich bewegt hat und wer dafür einsteht.",
    ),
    lambda desk: desk.guides,
)
BRIEFING = Entry(
    urls.BRIEFING,
    "briefing",
    Text("All plans in brief", "Alle Pläne in Kürze"),
    Text(
        "Each account in a few lines: who decides, where we stand, what comes next, what could go wrong. Prints well.",
        "Jeder Kunde in wenigen Zeilen: wer entscheidet, wo wir stehen, was als Nächstes kommt, was schiefgehen kann. "
        "Zum Ausdrucken.",
    ),
    lambda desk: desk.guides,
)
CONTACTS = Entry(
    urls.CONTACTS,
    "contacts",
    Text("Contacts", "Kontakte"),
    Text(
        "Everybody whom our plans know at our customers. Those who need somebody of us come first.",
        "Alle, die unsere Pläne bei unseren Kunden kennen. Zuerst, wer jemanden von uns braucht.",
    ),
    lambda desk: desk.shows_contacts,
)
STAFF = Entry(urls.STAFF, "staff", Text("Our people", "Unser Team"))
COMPETITORS = Entry(
    urls.COMPETITORS,
    "competitors",
    Text("Competitors", "Wettbewerber"),
    Text(
        "Where we meet them, what we lost to them and why.",
        "Wo wir ihnen begegnen, was wir an sie verloren haben und warum.",
    ),
    lambda desk: desk.shows_competitors,
)
PIPELINE = Entry(
    urls.PIPELINE,
    "pipeline",
    Text("Pipeline", "Pipeline"),
    Text(
        "The open projects of all customers: how likely they are, when they are decided, what they are worth.",
        "Die offenen Vorhaben aller Kunden: wie wahrscheinlich sie sind, wann entschieden wird, was sie wert sind.",
    ),
    lambda desk: desk.shows_pipeline,
)
PROGRAMME = Entry(
    urls.PROGRAMME,
    "dashboard",
    Text("Programme dashboard", "Programm-Dashboard"),
    Text(
        "Where key account management stands, and what needs a decision now: to be taken into the management meeting.",
        "Wo das Key-Account-Management steht und was jetzt zu entscheiden ist: zum Mitnehmen in die Managementrunde.",
    ),
    lambda desk: bool(desk.programme),
)
FITNESS = Entry(
    urls.FITNESS,
    "programme",
    Text("Fitness check", "Fitness-Check"),
    Text(
        "What several people think of key account management, statement by statement, and where they see it "
        "differently.",
        "Was mehrere Personen vom Key-Account-Management halten, Aussage für Aussage, und wo sie es unterschiedlich "
        "sehen.",
    ),
    lambda desk: "fitness" in desk.programme,
)
MATURITY = Entry(
    urls.MATURITY,
    "programme",
    Text("Maturity", "Reifegrad"),
    Text(
        "How far key account management is along five dimensions, where it should be, and what is still missing.",
        "Wie weit das Key-Account-Management in fünf Dimensionen ist, wo es sein soll und was noch fehlt.",
    ),
    lambda desk: "maturity" in desk.programme,
)
LEVERS = Entry(
    urls.LEVERS,
    "programme",
    Text("Levers and roadmap", "Stellhebel und Roadmap"),
    Text(
        "What we change in key account management, why in this order, and by when.",
        "Was wir am Key-Account-Management ändern, warum in dieser Reihenfolge und bis wann.",
    ),
    lambda desk: "levers" in desk.programme,
)
MODEL = Entry(
    urls.MODEL,
    "programme",
    Text("Service and care model", "Leistungs- und Betreuungsmodell"),
    Text(
        "The central questions with our answers, which customers get which services and care, and who does what.",
        "Die zentralen Fragen mit unseren Antworten, welche Kunden welche Leistungen und Betreuung bekommen und wer "
        "was tut.",
    ),
    lambda desk: "model" in desk.programme,
)
PROFILES = Entry(
    urls.PROFILES,
    "programme",
    Text("Profiles and trainings", "Profile und Schulungen"),
    Text(
        "What each role requires, how well our people fit it today, and which training closes which gap.",
        "Was jede Rolle verlangt, wie gut unsere Leute heute dazu passen und welche Schulung welche Lücke schließt.",
    ),
    lambda desk: "profiles" in desk.programme and "personal" in desk.shows,
)
CUSTOMERS = Entry(
    urls.CUSTOMERS,
    "programme",
    Text("Customers & ABC", "Kunden & ABC"),
    Text(
        "All customers by what they make: who the few are that count most, which of them nobody plans for, and who "
        "moved up or down.",
        "Alle Kunden nach ihrem Gewicht: wer die wenigen sind, die am meisten zählen, für wen es keinen Plan gibt und "
        "wer auf- oder abgestiegen ist.",
    ),
    lambda desk: "customers" in desk.programme and "commercial" in desk.shows,
)
SELECTION = Entry(
    urls.SELECTION,
    "selection",
    Text("Selection", "Auswahl"),
    Text(
        "Who is a key account and why: criteria and weights, scores with their reasons, who decided and who supports "
        "it.",
        "Wer Key Account ist und warum: Kriterien und Gewichte, Bewertungen mit Begründung, wer entschieden hat und "
        "wer mitträgt.",
    ),
    lambda desk: "selection" in desk.programme,
)
WHITE_SPACE = Entry(
    urls.WHITE_SPACE,
    "white-space",
    Text("White space", "Weiße Flecken"),
    Text(
        "Which of our products each customer buys, where more is possible, what stands in the way, and what nobody "
        "knows.",
        "Welche unserer Produkte jeder Kunde kauft, wo mehr möglich ist, was im Weg steht und was niemand weiß.",
    ),
    lambda desk: desk.shows_white_space,
)
POTENTIAL = Entry(
    urls.POTENTIAL,
    "potential",
    Text("Potential portfolio", "Potenzialportfolio"),
    Text(
        "The divisions of all customers by what they think of us and what they could buy.",
        "Die Bereiche aller Kunden danach, wie sie zu uns stehen und was sie kaufen könnten.",
    ),
    lambda desk: desk.shows_potential,
)
OPEN_QUESTIONS = Entry(
    urls.OPEN_QUESTIONS,
    "open-questions",
    Text("Open questions", "Offene Fragen"),
    Text(
        "What we do not know yet but should, at all customers: who finds out, until when, and what comes next.",
        "Was wir bei allen Kunden noch nicht wissen, aber wissen sollten: wer es herausfindet, bis wann, und was als "
        "Nächstes kommt.",
    ),
    lambda desk: desk.shows_questions,
)
SOURCES = Entry(
    urls.SOURCES,
    "sources",
    Text("Sources", "Quellen"),
    Text(
        "Where our plans have their facts from: what has grown old, and what rests on a single source.",
        "Woher unsere Pläne ihre Angaben haben: was alt geworden ist und was sich auf eine einzige Quelle stützt.",
    ),
    lambda desk: desk.shows_sources,
)
RECENT = Entry(
    urls.RECENT,
    "recent",
    Text("Recent changes", "Letzte Änderungen"),
    is_shown=lambda desk: desk.shows_history,
    label=Text("News", "Neues"),
)
FINDINGS = Entry(urls.FINDINGS, "findings", Text("Findings", "Befunde"), is_shown=lambda desk: desk.shows_findings)
GLOSSARY = Entry(
    urls.GLOSSARY,
    "glossary",
    Text("Glossary", "Glossar"),
    Text(
        "The trade's terms in plain words, in both languages.",
        "Die Begriffe des Fachs in einfachen Worten, in beiden Sprachen.",
    ),
    # What we call an enemy is nothing for readers outside of the company.
    lambda desk: desk.guides,
)
ABOUT = Entry(urls.ABOUT, "about", Text("About", "Über diese Seite"))
# These stand in no group of the navigation: web servers show the one, every page has a field for the other.
MISSING = Entry(
    urls.MISSING,
    "missing",
    Text("This page is not there", "Diese Seite gibt es nicht"),
    Text(
        "It may have moved with its customer, or the address has a mistake. The search finds what you are looking for.",
        "Vielleicht ist sie mit ihrem Kunden umgezogen, oder die Adresse hat einen Fehler. Die Suche findet, was Sie "
        "suchen.",
    ),
)
SEARCH = Entry(urls.SEARCH, "search", Text("Search", "Suche"))


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that the navigation folds into one."""

    title: Text
    entries: tuple[Entry, ...]


NAVIGATION: tuple[Entry | Group, ...] = (
    PORTFOLIO,
    AGENDA,
    Group(Text("People", "Menschen"), (CONTACTS, STAFF)),
    Group(Text("Business", "Geschäft"), (KEY_FIGURES, BRIEFING, PIPELINE, POTENTIAL, WHITE_SPACE, COMPETITORS)),
    Group(
        Text("KAM programme", "KAM-Programm"),
        (PROGRAMME, CUSTOMERS, SELECTION, MATURITY, FITNESS, LEVERS, MODEL, PROFILES),
    ),
    RECENT,
    Group(Text("More", "Mehr"), (OPEN_QUESTIONS, SOURCES, GLOSSARY, FINDINGS, ABOUT)),
)


def own_entry(page: OwnPage) -> Entry:
    """One of the company's own pages as the navigation names it."""
    return Entry(urls.for_own_page(page.name), "own", page.title)


def navigation_of(desk: Desk) -> tuple[Entry | Group, ...]:
    """What the navigation of a site names: that of all sites, our own pages before what stands last."""
    *first, last = NAVIGATION
    if not desk.own_pages or not isinstance(last, Group):
        return NAVIGATION
    return (*first, Group(last.title, (*map(own_entry, desk.own_pages), *last.entries)))


_TITLE = Text("Account plans", "Kundenpläne")


def frame_of(desk: Desk, address: str, language: Language, kind: str, title: str, description: str = "") -> Frame:
    """The frame of a page, without what only pages of accounts have; its links are to be settled.

    `address` is that of the entry of the navigation that the page belongs to; empty where there is none.
    """
    frame = replace(
        _around(desk, address, language, kind),
        title=title,
        description=description or title,
        report=report_link(desk, title, language),
    )
    # A company's own template may say what the page is called.
    return frame if desk.theme.draws_both else _with_bar(desk, frame)


# All accounts have the same one. A desk holds drawings: no more are kept than languages are drawn one by one.
@lru_cache(maxsize=2)
def _around(desk: Desk, address: str, language: Language, kind: str) -> Frame:
    """A frame without what it says of its page."""
    stylesheets, scripts = desk.looks(kind)
    frame = Frame(
        kind=kind,
        language=both("en", "de") if language == "both" else language,
        title="",
        site_title=desk.settings.title or _TITLE.to(language),
        company=desk.settings.company,
        home=urls.link(urls.PORTFOLIO),
        stylesheets=stylesheets,
        scripts=scripts,
        icon=urls.link(f"~{desk.theme.icon}"),
        nav=tuple(_items(desk, address, language)),
        languages=desk.in_languages(language),
        crumbs=tuple(_crumbs(desk, address, language)),
        logo=urls.link(urls.for_own_asset(desk.logo)) if desk.logo else "",
        robots=desk.settings.robots,
        search=urls.link(urls.SEARCH),
        footer=desk.footer,
        glossary=urls.link(urls.GLOSSARY) if GLOSSARY.is_shown(desk) else "",
        feeds=(Feed(RECENT.title.to(language), urls.link(urls.FEED)),) if desk.has_feeds else (),
    )
    return _with_bar(desk, frame) if desk.theme.draws_both else frame


def _with_bar(desk: Desk, frame: Frame) -> Frame:
    return replace(frame, bar=safe(desk.theme.render_bar(frame)))


def _crumbs(desk: Desk, address: str, language: Language) -> Iterator[NavItem]:
    """The way to a page: the group and the page itself where it is across accounts, else the list of all accounts."""
    for one in navigation_of(desk):
        for entry in one.entries if isinstance(one, Group) else (one,):
            if entry.address == address:
                if isinstance(one, Group):
                    yield NavItem(one.title.to(language), "")
                    yield NavItem(entry.title.to(language), urls.link(address), is_current=True)
                return
    yield NavItem(PORTFOLIO.title.to(language), urls.link(urls.PORTFOLIO))


def below(crumbs: tuple[NavItem, ...], title: str) -> tuple[NavItem, ...]:
    """The way to a page that stands below the one to which a way leads."""
    return (*(replace(item, is_current=False) for item in crumbs), NavItem(title, "", is_current=True))


_WRONG = Text(
    "Page: {page}\n\nWhat is wrong?\n\n\nWhat should it say, and how do you know?\n",
    "Seite: {page}\n\nWas stimmt nicht?\n\n\nWie ist es richtig, und woher wissen Sie das?\n",
)


@in_each
def report_link(desk: Desk, page: str, language: Language) -> str:
    """The address at which somebody tells that a page is wrong; empty where the edition names no git host."""
    said = told(page, language)
    return desk.host.report(said, _WRONG.to(language).format(page=said)) if desk.host else ""


def _items(desk: Desk, address: str, language: Language) -> Iterator[NavItem]:
    """The entries that the edition has; a group with a single one is that one."""
    for one in navigation_of(desk):
        entries = [entry for entry in (one.entries if isinstance(one, Group) else (one,)) if entry.is_shown(desk)]
        items = tuple(
            NavItem((entry.label or entry.title).to(language), urls.link(entry.address), entry.address == address)
            for entry in entries
        )
        if isinstance(one, Group) and len(items) > 1:
            is_current = any(item.is_current for item in items)
            yield NavItem(one.title.to(language), "", is_current, inside=items)
        else:
            yield from items
