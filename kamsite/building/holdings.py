"""All that the plans hold on one person: what stands there now, what stood there once, and where git itself names them.

One walk over the commits that made the plans, the oldest first: what each file held on the person before and after.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kamsite.building.subjects import contents_of
from kamsite.building.tracing import TEXTS, Found, Searcher
from kamsite.compare.change import Ids
from kamsite.compare.traces import How
from kamsite.horizon import day_of
from kamsite.language import Text
from kamsite.model.folder import SITE, STAFF
from kamsite.model.plan import CHAPTERS
from kamsite.model.project import project_field, shows_prose
from kamsite.model.schema import Schemas
from kamsite.model.site import Edition, Site
from kamsite.model.subject import Subject, finder_of
from kamsite.source.chronicle import Chronicle
from kamsite.source.commits import Commit, Entry
from kamsite.source.document import Path
from kamsite.source.snapshot import Snapshot

_Key = tuple[str, str, Ids, How]


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was written or taken away. No commit: not committed yet, or (`is_older`) before what is known."""

    commit: Commit | None = None
    authors: tuple[str, ...] = ()
    is_older: bool = False

    @property
    def day(self) -> date | None:
        """The day of the commit."""
        return day_of(self.commit.time, self.commit.offset) if self.commit else None


@dataclass(frozen=True, slots=True)
class Holding:
    """A value that is or was held on a person, in words: `where` it stands in its file, `value` what it says.

    `plan` is the account or division ("" for what belongs to none), `chapter` the title of the file's kind. `line`
    counts from 1; 0 where the value does not stand there any more. `editions` are those that show it now.
    """

    how: How
    plan: str
    chapter: Text
    file: str
    line: int
    where: str
    value: str
    since: Moment
    until: Moment | None = None
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A commit whose message names the person."""

    commit: Commit
    line: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that is held on a person. `authored` are commits that the person made, `photos` files as they are now.

    `is_erased`: no page shows any of it. `is_complete` is False where older commits are not in this clone, or the plans
    are not under git at all.
    """

    subject: Subject
    now: tuple[Holding, ...]
    earlier: tuple[Holding, ...]
    mentions: tuple[Mention, ...]
    authored: tuple[Commit, ...]
    photos: tuple[str, ...]
    is_erased: bool
    is_complete: bool


@dataclass(slots=True)
class _Time:
    """What files held on the person as time goes by; `ended` is what is held no more."""

    searcher: Searcher
    by_file: dict[str, dict[_Key, Found]] = field(default_factory=dict)
    since: dict[_Key, Moment] = field(default_factory=dict)
    ended: list[tuple[Found, Moment, Moment]] = field(default_factory=list)

    def go(self, contents: Mapping[str, bytes | None], moment: Moment) -> None:
        """Takes what some files became, all at once; None for a file that went."""
        before = {key: one for file in contents for key, one in self.by_file.get(file, {}).items()}
        for file, content in contents.items():
            found = self.searcher.found_in(file, content) if content is not None else ()
            self.by_file[file] = {self._key(one): one for one in found}
        after = {key: one for file in contents for key, one in self.by_file[file].items()}
        for key, one in before.items():
            if key not in after or after[key].value != one.value:
                self.ended.append((one, self.since.pop(key), moment))
        for key in after:
            self.since.setdefault(key, moment)

    def _key(self, one: Found) -> _Key:
        """A value by its place; in the person's own entry whatever their id was."""
        subject, part, steps = self.searcher.subject, one.part, one.trace.steps or (one.value,)
        kept = tuple(
            subject.id if subject.is_entry(part.chapter, steps[: at + 1]) else step for at, step in enumerate(steps)
        )
        return part.plan, part.chapter, kept, one.trace.how


def holdings_of(searcher: Searcher, snapshot: Snapshot, chronicle: Chronicle | None, site: Site) -> Holdings:
    """All that the files of a snapshot, and those of the versions before it, hold on a person. Raises SourceError."""
    time = _Time(searcher)
    entries = chronicle.entries if chronicle else ()
    _begin(time, snapshot, entries)
    for entry in reversed(entries):
        asked = {change.path: change.after for change in entry.changes if change.path.endswith(TEXTS)}
        texts = dict(contents_of(snapshot, [(file, blob) for file, blob in asked.items() if blob]))
        time.go({file: texts.get(file) for file in asked}, Moment(entry.commit, _authors(entry)))
    files = [file for file in snapshot.files if file.endswith(TEXTS)]
    changed = {*snapshot.uncommitted, *(files if not entries else ())}
    draft = snapshot.read_many([file for file in files if file in changed])
    gone = {file: None for file in time.by_file if file not in snapshot.files}
    time.go({**gone, **draft}, Moment(is_older=not entries and not snapshot.uncommitted))
    subject = searcher.subject
    is_erased = any(subject.is_named(key) for key in site.erased)
    sees = _Sees({} if is_erased else site.editions, searcher.schemas)
    now = [
        _holding(searcher, one, time.since[key], None, sees.names(one))
        for found in time.by_file.values()
        for key, one in found.items()
    ]
    earlier = [_holding(searcher, one, since, until) for one, since, until in time.ended]
    commits = {one: entry for entry in entries for one in (entry.commit, *(inner.commit for inner in entry.behind))}
    return Holdings(
        subject,
        tuple(sorted(now, key=_order)),
        tuple(sorted(earlier, key=_order)),
        tuple(_mentions(commits, subject)),
        tuple(commit for commit in commits if _is_by(commit, subject)),
        tuple(photo for photo in subject.photos if photo in snapshot.files),
        is_erased,
        chronicle is not None and not chronicle.is_cut,
    )


def _begin(time: _Time, snapshot: Snapshot, entries: Iterable[Entry]) -> None:
    """What files held before the first commit that is known."""
    first: dict[str, str] = {}
    for entry in entries:  # newest first: the oldest change of a file is met last
        first.update({change.path: change.before for change in entry.changes if change.path.endswith(TEXTS)})
    old = [(file, blob) for file, blob in first.items() if blob]
    untouched = [
        file
        for file in snapshot.files
        if file.endswith(TEXTS) and file not in first and file not in snapshot.uncommitted and entries
    ]
    texts: dict[str, bytes | None] = {**dict(contents_of(snapshot, old)), **snapshot.read_many(untouched)}
    time.go(texts, Moment(is_older=True))


def _authors(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(inner.commit.author for inner in entry.behind)) or (entry.commit.author,)


def _holding(
    searcher: Searcher, one: Found, since: Moment, until: Moment | None, editions: tuple[str, ...] = ()
) -> Holding:
    title = searcher.title(one.part.chapter, one.file)
    line = one.line if until is None else 0
    return Holding(one.trace.how, one.part.plan, title, one.file, line, one.where, one.value, since, until, editions)


def _order(one: Holding) -> tuple[object, ...]:
    return (
        [*How].index(one.how),
        one.plan,
        one.file,
        one.line,
        one.where,
        one.since.commit.time if one.since.commit else 0,
    )


def _mentions(commits: Mapping[Commit, Entry], subject: Subject) -> Iterator[Mention]:
    """The commits whose messages name the person, each once, with the line that does."""
    finder = finder_of(subject)
    for commit, entry in commits.items():
        is_near = any(subject.is_near(change.path) for change in entry.changes)
        for line in (commit.subject, *commit.body.splitlines()):
            if finder.mentions(line, is_near=is_near):
                yield Mention(commit, line)
                break


def _is_by(commit: Commit, subject: Subject) -> bool:
    """Whether the person made a commit."""
    mail = {contact.casefold() for contact in subject.contacts if "@" in contact}
    names = {" ".join(name.split()).casefold() for name in subject.names}
    return subject.is_ours and (commit.email.casefold() in mail or commit.author.casefold() in names)


@dataclass(frozen=True, slots=True)
class _Sees:
    """Which editions show what."""

    editions: Mapping[str, Edition]
    schemas: Schemas

    def names(self, one: Found) -> tuple[str, ...]:
        """The editions that show a value, by name; without editions there is one site, with everything."""
        return tuple(
            name
            for name, edition in self.editions.items()
            if self._is_for(one.part.plan, one.file, edition.accounts) and self._shows(one, frozenset(edition.shows))
        )

    def _is_for(self, plan: str, file: str, accounts: tuple[str, ...]) -> bool:
        if not accounts:
            return True
        return plan.partition("/")[0] in accounts if plan else file in (STAFF, SITE)

    def _shows(self, one: Found, shows: frozenset[str]) -> bool:
        chapter = one.part.chapter
        if one.file.endswith(".md"):
            return shows_prose(self.schemas.field(chapter), shows) if chapter in CHAPTERS else "internal" in shows
        known = project_field(self.schemas.field(chapter), shows) if chapter else None
        path: Path = one.trace.path if one.file.endswith(".yaml") else ()
        # Keys of a company's own are internal.
        return known is not None and (known.at(path) is not None or (one.trace.field is None and "internal" in shows))
