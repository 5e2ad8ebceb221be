"""What changed as an Atom feed, for programs that tell people when there is something new (RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from markupsafe import escape

from kamsite.language import Language, Text
from kamsite.render import urls
from kamsite.render.across.content import Recent
from kamsite.render.changed import DECISION
from kamsite.render.changes.log import decisions_in, line_of
from kamsite.render.desk import Desk
from kamsite.source.history import Version

MOST = 40
_LONGEST_TITLE = 160
_CHANGES = Text("{}: what changed", "{}: was sich geändert hat")
# What XML does not allow, however it is written.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(
    desk: Desk, address: str, page: str, name: str, recent: Sequence[tuple[str, str, Recent]], language: Language
) -> tuple[str, str]:
    """File and content of a feed at an address, to which a page belongs; empty where the site has no address.

    `recent` are versions, newest first, each with the id of a plan and its name.
    """
    spot = desk.spot(language, address)
    told = [one for one in recent if one[2].is_telling][:MOST]
    here = urls.absolute(desk.settings.url, desk.folder(language) + address)
    title = _CHANGES.to(language).format(name)
    newest = max((one.version.commit.time for _, _, one in told), default=0)
    author = desk.settings.company or desk.settings.title or name
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">',
        f"<id>{_text(here)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_moment(newest)}</updated>",
        f"<author><name>{_text(author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{_text(here)}"/>',
        f'<link rel="alternate" type="text/html" href="{_text(_page(desk, page, language))}"/>',
        *(_entry(desk, plan, plan_name, one, language) for plan, plan_name, one in told),
        "</feed>",
        "",
    ]
    return spot.file, "\n".join(lines)


def _entry(desk: Desk, plan: str, name: str, recent: Recent, language: Language) -> str:
    version = recent.version
    address = _page(desk, urls.for_versions(plan), language) + f"#v-{version.commit.short}"
    what = line_of(recent.changes, version.folder, language)
    mark = f"{DECISION.to(language)} · " if decisions_in(recent.changes) else ""
    authors = version.authors if desk.shows_authors else ()
    return "\n".join(
        [
            "<entry>",
            f"<id>{_text(address)}</id>",
            f"<title>{_text(_cut(f'{name}: {what}'))}</title>",
            f"<updated>{_moment(version.commit.time)}</updated>",
            *(f"<author><name>{_text(author)}</name></author>" for author in authors),
            f'<link rel="alternate" type="text/html" href="{_text(address)}"/>',
            f"<summary>{_text(f'{version.label} · {mark}{what}{_reason(desk, version)}')}</summary>",
            "</entry>",
        ]
    )


def _reason(desk: Desk, version: Version) -> str:
    return f" · {version.reason[0]}" if desk.shows_reasons and version.reason[0] else ""


def _page(desk: Desk, address: str, language: Language) -> str:
    return urls.absolute(desk.settings.url, desk.folder(language) + address)


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(text: str) -> str:
    return str(escape(_NOT_XML.sub("", text)))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1].rstrip() + "…"
