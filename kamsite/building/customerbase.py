"""All customers of the programme's tables: checked row by row, put into classes, compared with earlier tables."""

import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kamsite.building.surroundings import Surroundings
from kamsite.diagnostics import Finding
from kamsite.horizon import day_of
from kamsite.model.analyses.programme.abc import MEASURES, CustomerBase, Earlier, limits_of
from kamsite.model.folder import PROGRAMME
from kamsite.model.programme import Abc, Selection
from kamsite.model.readprogramme import SELECTION, read_programme
from kamsite.model.rules.customers import (
    check_classes,
    check_customers,
    nothing_to_compare,
    other_unit,
    without_amounts,
)
from kamsite.model.rules.programme import ProgrammeContext
from kamsite.output.memo import Memo, code_digest, key_of
from kamsite.source.gitrepo import Repository
from kamsite.source.history import History, Version
from kamsite.source.snapshot import read_version
from kamsite.source.surroundings import SourceError

if TYPE_CHECKING:
    import polars as pl

# A million rows of customers take some 100 MB.
LARGEST_TABLE = 512_000_000
CUSTOMERS = f"{PROGRAMME}/customers.csv"
_A_YEAR = 330


@dataclass(frozen=True, slots=True)
class EarlierTable:
    """The table of customers as it was in an earlier version of the programme."""

    repository: Repository
    version: Version

    def read(self) -> bytes:
        """Its bytes. Raises SourceError."""
        then = read_version(self.repository, self.version.commit, (PROGRAMME,))
        return then.read(CUSTOMERS, LARGEST_TABLE)

    @property
    def day(self) -> str:
        """The day of that version."""
        return day_of(self.version.commit.time, self.version.commit.offset).isoformat()


def earlier_table(history: History, repository: Repository | None, as_of: date) -> EarlierTable | None:
    """The table as it was about a year before a day, else the oldest that there is; None where today's is the first."""
    name = CUSTOMERS.partition("/")[2]
    versions = [version for version in history.versions if name in version.files]
    older = versions if name in history.uncommitted else versions[1:]
    if not older or repository is None:
        return None
    tables = [EarlierTable(repository, version) for version in older]
    long_ago = (as_of - timedelta(days=_A_YEAR)).isoformat()
    return next((table for table in tables if table.day <= long_ago), tables[-1])


class Counted(Struct, frozen=True):
    """What was found in the tables of customers, and what they say; `base` is None where nobody has an amount."""

    findings: tuple[Finding, ...] = ()
    base: CustomerBase | None = None


def counted_customers(surroundings: Surroundings, memo: Memo) -> Counted:
    """What the tables of customers say; counted again only when they, their rules, our people or the plans change."""
    folder, snapshot = surroundings.folder, surroundings.snapshot
    files = [file for file in folder.programme if file.endswith(".csv") or file == SELECTION]
    if not any(file.endswith(".csv") for file in files):
        return Counted()
    earlier = None
    if CUSTOMERS in files:
        earlier = earlier_table(surroundings.programme_history, snapshot.repository, surroundings.as_of)
    key = key_of(
        "customers",
        code_digest(),
        surroundings.schemas.digest,
        [(file, snapshot.files[file].digest) for file in files],
        sorted((name, member.name) for name, member in folder.staff.items()),
        None if folder.staff_ids is None else sorted(folder.staff_ids),
        sorted(surroundings.plans),
        folder.settings.selection_model,
        earlier.version.commit.id if earlier else "",
    )
    known = memo.get([key])
    if key in known:
        return msgspec.json.decode(known[key], type=Counted)

    def read(file: str) -> bytes:
        return snapshot.read(file, LARGEST_TABLE)

    try:
        programme, _ = read_programme(files, read, surroundings.schemas)
        context = ProgrammeContext(
            programme,
            folder.staff,
            folder.staff_ids,
            surroundings.plans,
            surroundings.schemas,
            read,
            surroundings.as_of,
            folder.settings.selection_model,
        )
        counted = count_customers(context, earlier)
    except SourceError as trouble:
        return Counted((trouble.finding,))
    memo.put({key: msgspec.json.encode(counted)}, int(time.time()))
    return counted


def count_customers(context: ProgrammeContext, earlier: EarlierTable | None) -> Counted:
    """Reads all tables and puts the customers into classes. Raises SourceError.

    Tables of years (`customers-2025.csv`) are what today's is compared with; without them `earlier` is.
    """
    files = context.programme.customers
    if not files:
        return Counted()
    from kamsite.model.analyses.programme.classes import drift_between

    found: list[Finding] = []
    now = _read(context, CUSTOMERS, found) if CUSTOMERS in files else None
    tables = _Tables(context.programme.selection)
    for file in sorted((file for file in files if file != CUSTOMERS), reverse=True):
        then = _read(context, file, found)
        if now is None:
            found.append(nothing_to_compare(file, CUSTOMERS))
        else:
            if drift := drift_between(now, then):
                found.append(other_unit(file, CUSTOMERS, drift))
            tables.add(now, then, PurePosixPath(file).stem.partition("-")[2])
    if now is None:
        return Counted(tuple(found))
    if earlier is not None and not tables.earlier:
        tables.add(now, _read(context, CUSTOMERS, [], earlier.read()), earlier.version.commit.short, earlier.day)
    base = tables.base(now)
    if _are_classes_missed(now, context.programme.selection.abc, base):
        found += without_amounts(CUSTOMERS, base, tables.measures[0])
    accounts = {plan.partition("/")[0] for plan in context.plans}
    return Counted((*found, *(check_classes(base, accounts, CUSTOMERS) if base else ())), base)


def _are_classes_missed(now: "pl.DataFrame", rule: Abc | None, base: CustomerBase | None) -> bool:
    """Whether classes by the chosen amount were expected: somebody asked for them, or the table has such amounts."""
    is_asked_for = rule is not None and rule.by is not None
    measures = MEASURES if base is None else _measures_of(rule)[:1]
    return bool(now.height) and (is_asked_for or any(now[measure].count() for measure in measures))


def _measures_of(rule: Abc | None) -> tuple[str, ...]:
    """The amounts by which classes are formed, the chosen one first."""
    chosen = rule.by if rule and rule.by else MEASURES[0]
    return (chosen, *(measure for measure in MEASURES if measure != chosen))


def _read(context: ProgrammeContext, file: str, found: list[Finding], content: bytes | None = None) -> "pl.DataFrame":
    """The customers of a table; what is wrong with it is added to `found`."""
    from kamsite.model.analyses.programme.classes import Gathering

    gathering = Gathering()
    found.extend(check_customers(context, file, gathering.add, content))
    return gathering.frame()


class _Tables:
    """Earlier tables on their way into what is told of them: by the measure that counts, else by one that they have."""

    def __init__(self, selection: Selection) -> None:
        self.limits = limits_of(selection.abc)
        self.measures = _measures_of(selection.abc)
        self.earlier: list[Earlier] = []

    def add(self, now: "pl.DataFrame", then: "pl.DataFrame", label: str, day: str = "") -> None:
        """Takes a table of another time, the latest first; only the first is told move by move."""
        from kamsite.model.analyses.programme.classes import earlier_of

        has_moves = not self.earlier
        one = earlier_of(now, then, self.measures[0], self.limits, label, day, has_moves=has_moves)
        if one is not None:
            self.earlier.append(one)

    def base(self, now: "pl.DataFrame") -> CustomerBase | None:
        """What is told of all customers."""
        from kamsite.model.analyses.programme.classes import analysis_of

        found = [analysis_of(now, measure, self.limits) for measure in self.measures]
        known = [one for one in found if one is not None]
        if not known:
            return None
        is_chosen = known[0].by == self.measures[0]
        return CustomerBase(main=known[0], others=tuple(known[1:]), earlier=tuple(self.earlier if is_chosen else ()))
