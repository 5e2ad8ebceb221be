"""The page that web servers show where there is none, at whatever address."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from msgspec.structs import replace

from kamsite.language import Language, Text
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles
from kamsite.render.blocks import Line, Lines, Section
from kamsite.render.contexts import Body
from kamsite.render.desk import Desk
from kamsite.render.navigation import CONTACTS, MISSING, PORTFOLIO, SEARCH, STAFF, frame_of

_WAYS = Text("Where to go on", "Wo es weitergeht")


def missing_page(_desk: Desk, _content: Content) -> Iterator[SharedFiles]:
    """The page, in each language. Its links are whole paths as soon as the settings say where the site stands."""
    yield SharedFiles(MISSING.address, (), _draw)


def _draw(desk: Desk) -> Iterator[tuple[str, bytes]]:
    site = urlsplit(desk.settings.url)
    root = quote(site.path.rstrip("/")) + "/" if site.netloc else ""
    for drawn in desk.drawing:
        title, lead = MISSING.title.to(drawn), MISSING.lead.to(drawn)
        body = desk.theme.render_body(Body(title, lead, (_ways(desk, drawn),)), drawn)
        html = desk.theme.render_page(frame_of(desk, MISSING.address, drawn, MISSING.kind, title, lead), body)
        for language in desk.told_in(drawn):
            spot = replace(desk.spot(language, MISSING.address), root=root)
            yield spot.file, spot.settle(html).encode()


def _ways(desk: Desk, language: Language) -> Section:
    entries = (entry for entry in (SEARCH, PORTFOLIO, CONTACTS, STAFF) if entry.is_shown(desk))
    lines = (Line(inline.link(entry.address, inline.text(entry.title.to(language)))) for entry in entries)
    return Section(urls.identifier("ways"), _WAYS.to(language), (Lines(tuple(lines)),))
