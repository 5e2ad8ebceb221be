"""The page that tells what changed lately in all accounts and in the programme, day by day."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from kamsite.horizon import day_of
from kamsite.language import Language, Text
from kamsite.model.folder import PROGRAMME
from kamsite.render import inline, urls
from kamsite.render.across.content import PROGRAMME_NAME, Content, Recent
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import NOTHING, Line, Lines, Section
from kamsite.render.changed import DECISION
from kamsite.render.changes.log import decisions_in, line_of
from kamsite.render.desk import Desk
from kamsite.render.feed import feed
from kamsite.render.navigation import PORTFOLIO, RECENT

_NONE = Text("Nothing has changed yet.", "Noch hat sich nichts geändert.")


def recent_page(_desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of what changed lately."""
    names = {one.account: content.names.get(one.account, one.account) for one in content.recent}
    yield page(RECENT, (content.recent, names), partial(_sections, content.recent, names))


def recent_feed(_desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The same for programs that look for news."""
    names = content.names
    told = [(one.account, names.get(one.account, one.account), one) for one in content.recent]

    def draw(desk: Desk) -> Iterator[tuple[str, bytes]]:
        for language in desk.languages:
            named = [
                (plan, PROGRAMME_NAME.to(language) if plan == PROGRAMME else name, one) for plan, name, one in told
            ]
            title = desk.settings.title or PORTFOLIO.title.to(language)
            file, text = feed(desk, urls.FEED, urls.RECENT, title, named, language)
            yield file, text.encode("utf-8")

    yield SharedFiles(urls.FEED, told, draw)


def _sections(recent: Sequence[Recent], names: Mapping[str, str], desk: Desk, language: Language) -> Iterator[Section]:
    """The newest versions, a section for each day; `names` are those of the accounts by id."""
    told = [one for one in recent if one.is_telling]
    if not told:
        yield Section(urls.identifier("none"), _NONE.to(language), ())
    for day, of_day in groupby(told, key=lambda one: day_of(one.version.commit.time, one.version.commit.offset)):
        found = list(of_day)
        lines = tuple(_line(desk, one, names, language) for one in found)
        title = desk.day(found[0].version, language)
        yield Section(urls.identifier(f"day-{day.isoformat()}"), title, (Lines(lines),))


def _line(desk: Desk, recent: Recent, names: Mapping[str, str], language: Language) -> Line:
    account, version = recent.account, recent.version
    name = inline.text(PROGRAMME_NAME.to(language) if account == PROGRAMME else names.get(account, account))
    facts = [inline.link(urls.for_versions(account) + f"#v-{version.commit.short}", inline.text(version.label))]
    if desk.shows_authors:
        facts.append(inline.text(", ".join(version.authors)))
    mark = inline.badge(DECISION.to(language), "key") if decisions_in(recent.changes) else NOTHING
    what = inline.fill('<div class="what">{}</div>', line_of(recent.changes, version.folder, language))
    return Line(inline.link(urls.for_account(account), name), facts=tuple(facts), mark=mark, picture=what)
