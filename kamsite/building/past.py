"""The past of an account: its versions read as they were, each compared with the one before, as an edition shows them.

Old versions cost parsing, not git: a chapter is read again only where its files are other ones than in the version
looked at before. What a version changed is remembered by its commit and the one before.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

import msgspec
from msgspec import structs

from kamsite.building.sides import unreadable_of
from kamsite.building.surroundings import Surroundings
from kamsite.compare.change import Level, PlanComparison
from kamsite.compare.change import Version as Judged
from kamsite.compare.levels import Levels
from kamsite.compare.names import names_of
from kamsite.compare.origins import Origin, PlanChanges, begun, origins_of, recorded, values_of
from kamsite.compare.plans import Criteria
from kamsite.compare.sides import Side, compare
from kamsite.diagnostics import Finding
from kamsite.horizon import day_of
from kamsite.model.load import PlanFolder, give_types, read_chapter, sort_files
from kamsite.model.plan import CHAPTERS, NO_PLAN, Chapter, Plan, PlanText
from kamsite.model.project import shows_prose
from kamsite.output.memo import code_digest, key_of
from kamsite.render.changes.origins import Teller
from kamsite.render.changes.summary import summary
from kamsite.source.gitrepo import Repository
from kamsite.source.history import History, Version
from kamsite.source.snapshot import Snapshot, SourceFile, read_version

# Neighbours are looked at one after the other, those of a division once more after those of its account.
_MOST_READINGS = 4
_MOST_CHAPTERS = 150

_ChapterKey = tuple[str, str, tuple[tuple[str, str], ...]]
_Read = tuple[Chapter, list[Finding]]
# What a version changed in an account's plans; None where the version before it is not known.
Changes = tuple[PlanChanges, ...] | None


@dataclass(frozen=True, slots=True)
class Reading:
    """An account as it was in a version; `plan` is None where the version took it away."""

    version: Version
    plan: Plan | None
    snapshot: Snapshot
    files: Mapping[str, str]
    findings: tuple[Finding, ...]


class VersionReader:
    """Reads the versions of one account, neighbours one after the other. `now` is the account as it stands today."""

    def __init__(self, surroundings: Surroundings, now: Plan | None = None) -> None:
        self._surroundings = surroundings
        self._chapters: OrderedDict[_ChapterKey, _Read] = OrderedDict()
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        for plan in now.all() if now else ():
            for name, chapter in plan.text.chapters.items():
                files = surroundings.snapshot.files
                self._chapters[_key(plan.id, name, chapter.files, files)] = chapter, []

    def read(self, version: Version) -> Reading:
        """The account as it was in a version, as far as the edition shows it. Raises SourceError."""
        repository = self._surroundings.snapshot.repository
        if repository is None:
            raise ValueError("a version needs a repository")
        if version.commit.id not in self._readings:
            self._readings[version.commit.id] = self._read(version, repository)
            while len(self._readings) > _MOST_READINGS:
                self._readings.popitem(last=False)
        return self._readings[version.commit.id]

    def _read(self, version: Version, repository: Repository) -> Reading:
        account = version.folder.partition("/")[0]
        snapshot = read_version(repository, version.commit, (account,))
        files = {path: file.digest for path, file in snapshot.files.items() if path.startswith(f"{account}/")}
        if not files:
            return Reading(version, None, snapshot, {}, ())
        findings: list[Finding] = []
        text = self._text(sort_files(account, files), snapshot, findings)
        while len(self._chapters) > _MOST_CHAPTERS:
            self._chapters.popitem(last=False)
        plan = give_types(text, self._surroundings.schemas, self._surroundings.edition.shows)
        return Reading(version, plan, snapshot, files, tuple(findings))

    def _text(self, folder: PlanFolder, snapshot: Snapshot, findings: list[Finding]) -> PlanText:
        chapters: dict[str, Chapter] = {}
        for name in CHAPTERS:
            own = [folder.yaml.get(name), folder.prose.get(name), *(file for *_, file in folder.entries.get(name, ()))]
            files = [file for file in own if file is not None]
            key = _key(folder.id, name, files, snapshot.files)
            if key not in self._chapters:
                contents = snapshot.read_many(files)
                self._chapters[key] = read_chapter(folder, name, contents.__getitem__, self._surroundings.schemas)
            self._chapters.move_to_end(key)
            chapters[name], found = self._chapters[key]
            findings += found
        divisions = {name: self._text(one, snapshot, findings) for name, one in folder.divisions.items()}
        return PlanText(folder.id, chapters, folder.assets, divisions)


def _key(plan: str, chapter: str, files: Iterable[str], known: Mapping[str, SourceFile]) -> _ChapterKey:
    """What a chapter that was read is known by: whose it is, and its files with their contents."""
    return plan, chapter, tuple(sorted((file, known[file].digest) for file in files))


def compared(before: Reading | None, after: Reading, surroundings: Surroundings) -> tuple[PlanComparison, ...]:
    """What changed in an account and its divisions between two of its versions; None for the time before it."""
    return _compared(before, after, surroundings, surroundings.fields)


def _compared(
    before: Reading | None, after: Reading, surroundings: Surroundings, chapters: Iterable[str]
) -> tuple[PlanComparison, ...]:
    shown = frozenset(chapters)
    criteria = Criteria(
        fields={name: known for name, known in surroundings.fields.items() if name in shown},
        levels=levels_of(surroundings),
        prose=prose_of(surroundings) & shown,
        currency=surroundings.settings.currency,
        shows_files=surroundings.edition.shows_everything,
    )
    # Both are judged at one day: that a day has passed changes nothing in a plan.
    as_of = day_of(after.version.commit.time, after.version.commit.offset).isoformat()
    sides = [_side(one, surroundings, as_of, is_before=at == 0) for at, one in enumerate((before, after))]
    return compare(sides[0], sides[1], criteria).plans


def _side(reading: Reading | None, surroundings: Surroundings, as_of: str, *, is_before: bool) -> Side:
    if reading is None or reading.plan is None:
        return Side(Judged("", None, as_of), settings=surroundings.settings, staff=surroundings.staff)
    plan, version = reading.plan, reading.version
    return Side(
        Judged(version.label, version.commit, as_of),
        # By one name on both sides: that it is the same account is known, whatever its folder was called.
        {"": plan},
        {},
        surroundings.settings,
        surroundings.staff,
        reading.files,
        {},
        {plan.id: tuple(unreadable_of(reading.findings, is_before=is_before))},
    )


def levels_of(surroundings: Surroundings) -> Levels:
    """Which changes matter how much, as site.yaml says."""
    settings = surroundings.folder.settings
    return Levels({path: Level[word.upper()] for path, word in settings.levels.items()}, settings.large_amount)


def prose_of(surroundings: Surroundings) -> frozenset[str]:
    """The chapters whose prose the edition shows."""
    schemas, shows = surroundings.schemas, surroundings.edition.shows
    return frozenset(name for name in CHAPTERS if shows_prose(schemas.field(name), shows))


class Past:
    """What each version of an account changed; worked out once, and remembered.

    `fresh` is what was worked out here and nobody remembers yet, by key.
    """

    def __init__(
        self,
        surroundings: Surroundings,
        history: History,
        known: Mapping[str, bytes] | None = None,
        reader: VersionReader | None = None,
    ) -> None:
        self.surroundings = surroundings
        self.history = history
        self.fresh: dict[str, bytes] = {}
        self._known = known or {}
        self._keys = PastKeys(surroundings)
        self.reader = reader or VersionReader(surroundings)

    def changes(self, most: int | None = None) -> Iterator[tuple[Version, Changes]]:
        """The versions, newest first (so many at most), each with what it changed. Raises SourceError."""
        for version, older in pairs(self.history)[:most]:
            yield version, self._changes(version, older)

    def _changes(self, version: Version, older: Version | None) -> Changes:
        if older is None:
            return None if self.history.is_shallow else (begun(version.folder),)
        key = self._keys.of(version, older)
        known = self.fresh.get(key) or self._known.get(key)
        if known is not None:
            return msgspec.json.decode(known, type=tuple[PlanChanges, ...])
        changes = self._worked_out(older, version)
        self.fresh[key] = msgspec.json.encode(changes)
        return changes

    def _worked_out(self, older: Version, version: Version) -> tuple[PlanChanges, ...]:
        newer = self.reader.read(version)
        return recorded_changes(self.reader.read(older), newer, self.surroundings)


def origins_in(
    past: Past, history: History, most: int | None = None, plan: Plan | None = None
) -> tuple[Plan, tuple[Origin, ...]]:
    """The newest version of a plan, and where each of its values comes from, as far as so many versions tell.

    `past` is that of its account; `plan` is that version where it was read before. Raises SourceError.
    """
    if plan is None:
        plan = _newest(past, history)
    if plan is None:
        return NO_PLAN, ()
    s = past.surroundings
    versions = ((version.commit.id, changes) for version, changes in past.changes(most))
    return plan, origins_of(values_of(plan, s.fields, prose_of(s)), versions)


def _newest(past: Past, history: History) -> Plan | None:
    plan = past.reader.read(history.versions[0]).plan
    for step in history.versions[0].folder.split("/divisions/")[1:]:
        plan = plan.divisions.get(step) if plan else None
    return plan


def teller_for(plan: Plan, surroundings: Surroundings, history: History) -> Teller:
    """What tells where the values of a plan come from; `history` is that of its account."""
    versions = {version.commit.id: version for version in history.versions}
    names = names_of((plan,), (surroundings.staff,))
    return Teller(plan.data, surroundings.fields, names, surroundings.settings.currency, versions)


def pairs(history: History) -> list[tuple[Version, Version | None]]:
    """The versions, newest first, each with the one before it; None for the oldest that is known."""
    return list(zip_longest(history.versions, history.versions[1:]))[: len(history.versions)]


def recorded_changes(before: Reading | None, after: Reading, surroundings: Surroundings) -> tuple[PlanChanges, ...]:
    """What changed between two versions, to be remembered; only chapters that differ are looked at."""
    levels = levels_of(surroundings)
    return tuple(
        PlanChanges(
            one.id,
            one.before_id,
            one.name,
            recorded(one, levels),
            {"en": summary(one, "en"), "de": summary(one, "de")},
            one.counts[Level.DECISION],
            one.cosmetic,
            any(not file.is_partly for file in one.unreadable),
        )
        for one in _compared(before, after, surroundings, _differing(before, after))
    )


def _differing(before: Reading | None, after: Reading) -> frozenset[str]:
    """The chapters that have other files, in the plan or in a division; all where a plan came, went or was renamed."""
    if before is None or before.plan is None or after.plan is None:
        return frozenset(CHAPTERS)
    ours, theirs = ({one.id: one for one in plan.all()} for plan in (before.plan, after.plan))
    if ours.keys() != theirs.keys():
        return frozenset(CHAPTERS)
    return frozenset(
        name
        for id_, plan in theirs.items()
        for name in CHAPTERS
        if plan.text.chapters[name] is not ours[id_].text.chapters[name]
    )


class PastKeys:
    """The keys under which it is remembered what versions changed."""

    def __init__(self, surroundings: Surroundings) -> None:
        s = surroundings
        self._shared = key_of(
            "changes of a version",
            code_digest(),
            s.schemas.digest,
            s.snapshot.repository.prefix if s.snapshot.repository else b"",
            s.snapshot.veil,
            (s.edition.name, sorted(s.edition.shows)),
            (s.settings.currency, sorted(s.folder.settings.levels.items()), s.folder.settings.large_amount),
            sorted((id_, member.name) for id_, member in s.staff.items()),
        )

    def of(self, version: Version, older: Version) -> str:
        """The key of what a version changed since the one before."""
        return key_of(self._shared, (version.commit.id, version.folder), (older.commit.id, older.folder))

    def of_history(self, history: History, most: int | None = None) -> list[str]:
        """The keys of what the versions of an account changed, newest first (so many at most)."""
        return [self.of(version, older) for version, older in pairs(history)[:most] if older]


def of_plan(changes: Changes, version: Version) -> Changes:
    """What a version changed in the plan whose history it is from, then in the plan's divisions."""
    if changes is None:
        return None
    folder = version.folder
    begun_above = [one for one in changes if one.before_id is None and folder.startswith(f"{one.id}/")]
    own = [one for one in changes if one.id == folder or one.id.startswith(f"{folder}/")]
    return (*(structs.replace(one, id=folder) for one in begun_above), *own)
