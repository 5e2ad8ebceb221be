"""What pages across accounts tell of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn

from kamsite.compare.change import PlanComparison
from kamsite.compare.origins import PlanChanges
from kamsite.diagnostics import Finding
from kamsite.language import Language, Text, both
from kamsite.model.analyses.keyfigures import PlanFigures
from kamsite.model.analyses.programme.abc import CustomerBase
from kamsite.model.analyses.programme.fitness import FitnessResult
from kamsite.model.analyses.summary import Due, Summary
from kamsite.model.field import Field
from kamsite.model.folder import PROGRAMME
from kamsite.model.ownpages import PAGES
from kamsite.model.readprogramme import Programme
from kamsite.render.changes.origins import ToldOrigin
from kamsite.source.document import Value
from kamsite.source.history import History, Version
from kamsite.source.snapshot import Snapshot

PROGRAMME_NAME = Text("KAM programme", "KAM-Programm")


@dataclass(frozen=True, slots=True)
class Origin:
    """What the site was built from. `uncommitted` are files that differ from the commit.

    `edition` is what the edition is called; `site` is site.yaml as far as the edition shows it, `site_field` what the
    schema says of it.
    """

    snapshot: Snapshot
    as_of: date
    edition: str
    uncommitted: tuple[str, ...] = ()
    site: Mapping[str, Value] = field(default_factory=dict)
    site_field: Field | None = None


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


@dataclass(frozen=True, slots=True)
class Then:
    """The programme as it was in a version, as far as the edition shows it.

    `fields` are those of the files that it had, by page. `fitness` is None where it is not to be told; `earlier` gives
    the versions up to then of a page's file with their days, the oldest first.
    """

    programme: Programme
    fields: Mapping[str, Field]
    fitness: FitnessResult | None
    earlier: Callable[[str], Sequence[tuple[date, Programme]]]


def _no_version(*_versions: Version) -> NoReturn:
    raise ValueError("the programme has no versions")


@dataclass(frozen=True, slots=True)
class ProgrammePast:
    """The past of the programme: what its versions changed, by commit, newest first; None where that is not known.

    The others are worked out when a page is really drawn: `origins` tells where each value comes from, `then` the
    programme as it was in a version, `compared` what changed from one version to a later one.
    """

    changes: Mapping[str, Sequence[PlanChanges] | None] = field(default_factory=dict)
    origins: Callable[[Language], Sequence[ToldOrigin]] = lambda _language: ()
    then: Callable[[Version], Then] = _no_version
    compared: Callable[[Version, Version], PlanComparison] = _no_version


@dataclass(frozen=True, slots=True)
class Content:
    """All plans in order, what was found, what the site is built from, the newest versions, the KAM programme.

    `programme_files` are digests by file: what a page makes of the programme has them among its inputs. `programme`
    reads it, as far as the edition shows it, when a page is really drawn; `fitness` and `earlier` likewise:
    what people think without saying who, and the versions of a page's file with their days. `customers` is
    what is known of all customers, `past` tells of the programme's versions, `programme_dues` are its open
    dates, `figures` are those of each plan, `pages_history` tells of the company's own pages.
    """

    summaries: Sequence[Summary]
    findings: Sequence[Finding]
    origin: Origin
    recent: Sequence[Recent] = ()
    programme_files: Mapping[str, str] = field(default_factory=dict)
    programme: Callable[[], Programme] = Programme
    programme_history: History = field(default_factory=lambda: History(PROGRAMME))
    fitness: Callable[[], FitnessResult] = FitnessResult
    earlier: Callable[[str], Sequence[tuple[date, Programme]]] = lambda _page: ()
    customers: CustomerBase | None = None
    past: ProgrammePast = field(default_factory=ProgrammePast)
    figures: Sequence[PlanFigures] = ()
    programme_dues: Sequence[Due] = ()
    pages_history: History = field(default_factory=lambda: History(PAGES))

    @property
    def dated(self) -> Sequence[Summary]:
        """All plans, and the programme as if it were one where anything in it is due: its name is in both languages."""
        if not self.programme_dues:
            return self.summaries
        current = self.programme_history.current
        changed = (current.commit.time, current.commit.offset) if current else None
        name = both(PROGRAMME_NAME.en, PROGRAMME_NAME.de)
        return (*self.summaries, Summary(id=PROGRAMME, name=name, changed=changed, dues=tuple(self.programme_dues)))

    @property
    def names(self) -> dict[str, str]:
        """The names of plans by id."""
        return {summary.id: summary.name for summary in self.summaries}
