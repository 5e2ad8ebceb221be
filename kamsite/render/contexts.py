"""What the templates are told: one documented value per kind of page.

A template sees one `Frame` (what surrounds every page) and one body. Every text is in the page's language, every
address relative to the page, every `Markup` safe to print.
"""

from markupsafe import Markup
from msgspec import Struct

from kamsite.render.blocks import NOTHING, Section


class NavItem(Struct, frozen=True):
    """An entry of a navigation. `state` is "" or "missing"; `share` its completeness in percent."""

    title: str
    href: str
    is_current: bool = False
    state: str = ""
    share: int | None = None
    inside: "tuple[NavItem, ...]" = ()


class LanguageLink(Struct, frozen=True):
    """The same page in a language. `language` is its code; `current` the attribute that marks where one is."""

    title: str
    href: str
    language: str
    current: Markup = NOTHING


class VersionLine(Struct, frozen=True):
    """Which version a page shows: `v27 · 4f2c1ab`, since when and by whom; `draft` names uncommitted files.

    `lasting` is the address under which the page stays as it is, empty where there is none.
    """

    label: str
    href: str
    when: str
    by: str
    draft: tuple[str, ...] = ()
    lasting: str = ""


class AccountHeader(Struct, frozen=True):
    """The top of every page of an account, and its navigation. `more` leads to map, versions and questions."""

    name: str
    href: str
    logo: str
    badges: tuple[Markup, ...]
    lead: tuple[Markup, ...]
    version: VersionLine | None
    chapters: tuple[NavItem, ...]
    divisions: tuple[NavItem, ...]
    more: tuple[NavItem, ...] = ()


class Feed(Struct, frozen=True):
    """A feed of what changed, for programs that look for news."""

    title: str
    href: str


class Banner(Struct, frozen=True):
    """A remark across the page: an old version, a draft. `tone` is "info" or "warning"."""

    html: Markup
    tone: str = "info"


class Frame(Struct, frozen=True):
    """What surrounds the body of every page.

    `contents` are the chapters of a whole plan that stand on its page. Links are still to be settled, and so is, for a
    page that is drawn for both languages at once, everything that is said: compare neither with anything.

    `kind` names the page kind (portfolio, overview, chapter, map, questions, versions, history, pipeline,
    whole, staff, recent, findings, about, search, selection, …);
    a theme may bring a template `pages/<kind>.html` for it. `logo` is the address of our
    company's logo, empty where there is none. `description` says in a sentence what the page is about, `robots` whether
    search engines may find it. `search` is the address of the page on which readers look for something, `report` that
    of a form for telling that a page is wrong, `glossary` that of the page of terms. `footer` is the company's own line
    at the end of every page. `before` and `after` are the chapters around this one. `bar` is the line at the top of
    the page, finished: `bar.html` draws it once for all pages of an account, whose `kind` it knows only as overview.
    """

    kind: str
    language: str
    title: str
    site_title: str
    company: str
    home: str
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    icon: str
    nav: tuple[NavItem, ...]
    languages: tuple[LanguageLink, ...]
    crumbs: tuple[NavItem, ...] = ()
    account: AccountHeader | None = None
    banner: Banner | None = None
    changed: Markup = NOTHING
    edit: str = ""
    whole: str = ""
    logo: str = ""
    contents: tuple[NavItem, ...] = ()
    feeds: tuple[Feed, ...] = ()
    description: str = ""
    robots: str = "noindex"
    search: str = ""
    report: str = ""
    glossary: str = ""
    footer: Markup = NOTHING
    before: NavItem | None = None
    after: NavItem | None = None
    bar: Markup = NOTHING


class Chapter(Struct, frozen=True):
    """A chapter on the page of a whole plan."""

    id: str
    title: str
    html: Markup
    changed: Markup


class Body(Struct, frozen=True):
    """The sections of a page, below its heading. `contents` is the page's table of contents."""

    heading: str
    lead: str
    sections: tuple[Section, ...]
    prose: Markup = NOTHING
