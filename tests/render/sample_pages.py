"""Pages for the tests of themes: every kind of block, and a frame with everything in it."""

from markupsafe import Markup, escape
from msgspec.structs import replace

from kamsite.language import Language
from kamsite.render import inline, urls
from kamsite.render.blocks import (
    Board,
    Bullets,
    Card,
    Cards,
    Choice,
    ChoiceGroup,
    Choices,
    Column,
    Drawing,
    Fact,
    Facts,
    Figure,
    FigureRow,
    Gap,
    Grid,
    Group,
    Lane,
    Line,
    Lines,
    Note,
    Picture,
    Prose,
    Row,
    Section,
    Table,
)
from kamsite.render.contexts import AccountHeader, Banner, Body, Frame, LanguageLink, NavItem, VersionLine
from kamsite.render.theme import Theme

HOSTILE = "<script>alert(1)</script>\"'&"


def table(text: str = "Servo") -> Table:
    """A table of two columns, the second of numbers."""
    rows = (Row((escape(text), Markup("1.150")), "servo"), Row((Markup("Sum"), Markup("2")), tone="total"))
    return Table(text, (Column(text), Column(text, is_number=True)), rows)


def blocks(text: str = "Servo") -> tuple[object, ...]:
    """One block of each kind, with `text` wherever a template has to escape."""
    card = Card(
        escape(text), urls.identifier("goal"), (inline.badge(text, "good"),), escape(text), (Bullets((escape(text),)),)
    )
    return (
        Facts((Fact(text, escape(text), text), Fact(text, inline.unknown("en")))),
        Prose(Markup("<p>{}</p>").format(text)),
        Bullets((escape(text), escape(text)), text),
        Lines(
            (Line(escape(text)), Line(escape(text), escape(text), (escape(text),), escape(text), escape(text), "late")),
            escape(text),
        ),
        table(text),
        Cards((card, Card(escape(text), tone="good")), is_wide=True),
        Grid(tuple(Card(escape(text), tone=tone) for tone in ("strength", "weakness", "opportunity", "threat"))),
        Drawing(
            Markup('<svg class="chart" role="img" aria-label="chart"><rect class="chart-forecast"/></svg>'),
            text,
            table(text),
        ),
        Picture(Markup("<figure>{}</figure>").format(text)),
        Group(text, (Facts((Fact(text, escape(text)),)), Cards((card,))), "group"),
        FigureRow((Figure(text, escape(text), escape(text), "bad"), Figure(text, escape(text)))),
        Gap(text, text, "https://git.example/edit", text),
        Choices(text, (ChoiceGroup(text, (Choice(escape(text), "only"), Choice(escape(text), "", "#only", True))),)),
        Board(text, (Lane(text, escape(text), (Line(escape(text)),), escape(text)), Lane(text, escape(text), ()))),
        Note(escape(text), "warning"),
    )


def body(text: str = "Servo") -> Body:
    """A page with a section for each kind of block."""
    sections = tuple(
        Section(
            urls.identifier(f"s{place}"), text, (block,), text * (1 + 200 * (place % 2)), "https://git.example/edit"
        )  # type: ignore[arg-type]
        for place, block in enumerate(blocks(text))
    )
    return Body(text, text, sections, Markup("<h2>{}</h2>").format(text))


def frame(
    theme: Theme, kind: str = "chapter", language: Language = "de", text: str = "Nordwind", *, is_account: bool = True
) -> Frame:
    """The frame of a page, with everything that a frame can hold."""
    items = (NavItem(text, "#a", True, "", 64, (NavItem(text, "#b"),)), NavItem(text + " 2", "#c", state="missing"))
    version = VersionLine(text, "versions.html", text, text, (text,))
    account = AccountHeader(
        text, "index.html", "logo.svg", (inline.badge(text, "key"),), (escape(text),), version, items, items, items
    )
    made = Frame(
        kind=kind,
        language=language,
        title=text,
        site_title=text + " site",
        company=text,
        home="index.html",
        stylesheets=theme.stylesheets + theme.own_stylesheets,
        scripts=theme.scripts,
        icon=theme.icon,
        nav=items,
        languages=(
            LanguageLink("Deutsch", "de.html", "de", inline.safe(' aria-current="true"' if language == "de" else "")),
            LanguageLink("English", "en.html", "en", inline.safe(' aria-current="true"' if language == "en" else "")),
        ),
        crumbs=(NavItem("Portfolio", "index.html"),),
        account=account if is_account else None,
        banner=Banner(escape(text), "warning"),
        changed=escape(text),
        edit="https://git.example/edit",
        contents=items,
    )
    return replace(made, bar=inline.safe(theme.render_bar(made)))


def spot(address: str, whole: str = "", language: Language = "de") -> urls.Spot:
    """Where a page of a site in two languages stands."""
    return urls.Spot(language, {"de": "", "en": "en/"}, address, whole)


def page(theme: Theme, kind: str = "chapter", language: Language = "de", text: str = "Nordwind") -> str:
    """A whole page of a kind."""
    is_account = kind in ("overview", "chapter", "map", "questions", "versions", "whole")
    content = spot("nordwind/people.html").settle(theme.render_body(body(text), language))
    return theme.render_page(frame(theme, kind, language, text, is_account=is_account), Markup(content))  # noqa: S704 - made by the theme
