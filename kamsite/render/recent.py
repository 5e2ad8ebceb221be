"""The page that tells what changed lately across accounts, day by day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kamsite.compare.origins import PlanChanges
from kamsite.horizon import day_of
from kamsite.language import Language, Text
from kamsite.render import inline, urls
from kamsite.render.blocks import NOTHING, Line, Lines, Section
from kamsite.render.changed import DECISION
from kamsite.render.changes.log import decisions_in, line_of
from kamsite.render.desk import Desk
from kamsite.source.history import Version

_NONE = Text("Nothing has changed yet.", "Noch hat sich nichts geändert.")


@dataclass(frozen=True, slots=True)
class Recent:
    """A version of an account with what it changed in its plans; None where that is not known."""

    account: str
    version: Version
    changes: Sequence[PlanChanges] | None

    @property
    def is_telling(self) -> bool:
        """Whether it changed more than how something is written, as far as the edition shows it."""
        return self.changes is None or any(one.is_broken or len(one.changes) > one.cosmetic for one in self.changes)


def recent_sections(
    desk: Desk, recent: Sequence[Recent], names: Mapping[str, str], language: Language
) -> Iterator[Section]:
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
    name = inline.text(names.get(account, account))
    facts = [inline.link(urls.for_versions(account) + f"#v-{version.commit.short}", inline.text(version.label))]
    if desk.shows_authors:
        facts.append(inline.text(", ".join(version.authors)))
    mark = inline.badge(DECISION.to(language), "key") if decisions_in(recent.changes) else NOTHING
    what = inline.fill('<div class="what">{}</div>', line_of(recent.changes, version.folder, language))
    return Line(inline.link(urls.for_account(account), name), facts=tuple(facts), mark=mark, picture=what)
