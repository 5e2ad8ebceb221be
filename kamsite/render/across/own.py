"""The company's own pages."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from kamsite.language import Language, in_each
from kamsite.model.ownpages import OwnPage
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import NOTHING
from kamsite.render.desk import Desk
from kamsite.render.inline import safe
from kamsite.render.navigation import own_entry
from kamsite.render.prose import prose_html


def own_pages(desk: Desk, _content: Content) -> Iterator[SharedFiles]:
    """The pages that the company wrote, as far as the edition shows them."""
    for own in desk.own_pages:
        yield page(own_entry(own), own, _no_sections, around=partial(_around, own), prose=partial(_prose, own))


def _no_sections(_desk: Desk, _language: Language) -> tuple[()]:
    return ()


def _prose(own: OwnPage, desk: Desk, language: Language) -> Markup:
    return safe(_html(own, desk, language))


@in_each
def _html(own: OwnPage, desk: Desk, language: Language) -> str:
    return prose_html(own.texts[language], desk.own_links, heading_level=1)


def _around(own: OwnPage, desk: Desk, language: Language) -> tuple[Markup, str]:
    return NOTHING, _editor(own, desk, language)


@in_each
def _editor(own: OwnPage, desk: Desk, language: Language) -> str:
    return desk.host.edit(own.files[language]) if desk.host and desk.guides else ""
