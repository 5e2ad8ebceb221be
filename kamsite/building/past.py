"""The past of an account: its versions read as they were, each compared with the one before, as an edition shows them.

Old versions cost parsing, not git: a chapter is read again only where its files are other ones than in the version
looked at before. What a version changed is remembered by its commit and the one before.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from kamsite.building.sides import unreadable_of
from kamsite.building.surroundings import Surroundings
from kamsite.compare.change import Level, PlanComparison
from kamsite.compare.change import Version as Judged
from kamsite.compare.levels import Levels
from kamsite.compare.origins import Origin, PlanChanges, origins_of, recorded
from kamsite.compare.plans import Criteria
from kamsite.compare.sides import Side, compare
from kamsite.diagnostics import Finding
from kamsite.horizon import day_of
from kamsite.model.load import PlanFolder, give_types, read_chapter, sort_files
from kamsite.model.plan import CHAPTERS, Chapter, Plan, PlanText
from kamsite.model.project import shows_prose
from kamsite.output.memo import code_digest, key_of
from kamsite.render.changes.summary import summary
from kamsite.source.history import History, Version
from kamsite.source.snapshot import Snapshot, read_version

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


@dataclass(slots=True)
class VersionReader:
    """Reads the versions of one account, neighbours one after the other."""

    surroundings: Surroundings
    _chapters: dict[tuple[object, ...], tuple[Chapter, list[Finding]]] = field(default_factory=dict)

    def read(self, version: Version) -> Reading:
        """An account as it was in a version, as far as the edition shows it. Raises SourceError."""
        repository = self.surroundings.snapshot.repository
        if repository is None:
            raise ValueError("a version needs a repository")
        account = version.folder.partition("/")[0]
        snapshot = read_version(repository, version.commit, (account,))
        files = {path: file.digest for path, file in snapshot.files.items() if path.startswith(f"{account}/")}
        if not files:
            return Reading(version, None, snapshot, {}, ())
        known, self._chapters = self._chapters, {}
        findings: list[Finding] = []
        text = self._text(sort_files(account, files), snapshot, known, findings)
        plan = give_types(text, self.surroundings.schemas, self.surroundings.edition.shows)
        return Reading(version, plan, snapshot, files, tuple(findings))

    def _text(
        self,
        folder: PlanFolder,
        snapshot: Snapshot,
        known: Mapping[tuple[object, ...], tuple[Chapter, list[Finding]]],
        findings: list[Finding],
    ) -> PlanText:
        chapters: dict[str, Chapter] = {}
        for name in CHAPTERS:
            own = [folder.yaml.get(name), folder.prose.get(name), *(file for *_, file in folder.entries.get(name, ()))]
            named = tuple((file, snapshot.files[file].digest) for file in own if file is not None)
            key = (folder.id, name, named)
            if key not in known:
                contents = snapshot.read_many([file for file, _ in named])
                self._chapters[key] = read_chapter(folder, name, contents.__getitem__, self.surroundings.schemas)
            else:
                self._chapters[key] = known[key]
            chapters[name], found = self._chapters[key]
            findings += found
        divisions = {name: self._text(one, snapshot, known, findings) for name, one in folder.divisions.items()}
        return PlanText(folder.id, chapters, folder.assets, divisions)


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

    def __init__(self, surroundings: Surroundings, history: History, known: Mapping[str, bytes] | None = None) -> None:
        self.surroundings = surroundings
        self.history = history
        self.fresh: dict[str, bytes] = {}
        self._known = known or {}
        self._keys = PastKeys(surroundings)

    def changes(self, most: int | None = None) -> Iterator[tuple[Version, Changes]]:
        """The versions, newest first (so many at most), each with what it changed. Raises SourceError."""
        reader = VersionReader(self.surroundings)
        last: Reading | None = None
        for version, older in pairs(self.history)[:most]:
            key = self._keys.of(version, older)
            if older is None and self.history.is_shallow:
                yield version, None
            elif key in self._known:
                yield version, msgspec.json.decode(self._known[key], type=tuple[PlanChanges, ...])
            else:
                newer = last if last is not None and last.version == version else reader.read(version)
                last = reader.read(older) if older else None
                changes = recorded_changes(last, newer, self.surroundings)
                self.fresh[key] = msgspec.json.encode(changes)
                yield version, changes

    def origins(self, plan: Plan) -> tuple[Origin, ...]:
        """Where each value of a plan comes from; its account has this history. Raises SourceError."""
        versions = ((version.commit.id, changes) for version, changes in self.changes())
        return origins_of(plan, self.surroundings.fields, prose_of(self.surroundings), versions)


def pairs(history: History) -> list[tuple[Version, Version | None]]:
    """The versions, newest first, each with the one before it; None for the oldest that is known."""
    versions = history.versions
    return list(zip(versions, (*versions[1:], None), strict=True))


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
            (s.edition.name, sorted(s.edition.shows)),
            (s.settings.currency, sorted(s.folder.settings.levels.items()), s.folder.settings.large_amount),
            sorted((id_, member.name) for id_, member in s.staff.items()),
        )

    def of(self, version: Version, older: Version | None) -> str:
        """The key of what a version changed since the one before."""
        before = (older.commit.id, older.folder) if older else ""
        return key_of(self._shared, (version.commit.id, version.folder), before)


def keys_of(history: History, surroundings: Surroundings, most: int | None = None) -> list[str]:
    """The keys of what the versions of an account changed, newest first (so many at most)."""
    keys = PastKeys(surroundings)
    return [keys.of(version, older) for version, older in pairs(history)[:most]]


def of_plan(changes: Changes, version: Version) -> tuple[PlanChanges, ...]:
    """What a version changed in the plan whose history it is from, then in the plan's divisions."""
    inside = f"{version.folder}/"
    return tuple(one for one in changes or () if one.id == version.folder or one.id.startswith(inside))
