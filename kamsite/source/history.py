"""Versions of plans: for each account the commits that changed its folder, numbered from the oldest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kamsite.language import Text
from kamsite.source.chronicle import Chronicle, read_chronicle
from kamsite.source.commits import Change, Commit, Entry
from kamsite.source.gitrepo import Repository
from kamsite.source.requests import reason_of, request_of, says_why
from kamsite.source.snapshot import Snapshot

_COVER = "plan.yaml"
_MOST_NAMES = 3
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a plan: a commit on the main line that changed the plan's folder.

    `number` counts from 1 for the oldest; None where a shallow clone hides how many came before. `folder` is the
    plan's folder at that time and `files` are relative to it. `behind` are the commits that a merge brought and that
    changed this plan, newest first; before them the merge itself where a conflict was settled in it. `request` is the
    number of the pull or merge request. `tags` mark the commit or a later one at which this was still the newest
    version.
    """

    number: int | None
    commit: Commit
    folder: str
    files: tuple[str, ...]
    behind: tuple[Commit, ...] = ()
    request: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """`v27 · 4f2c1ab`, or the commit alone where the number is unknown."""
        return f"v{self.number} · {self.commit.short}" if self.number else self.commit.short

    @property
    def authors(self) -> tuple[str, ...]:
        """Who made it, newest first: the authors behind a merge, else the author of the commit."""
        return tuple(dict.fromkeys(commit.author for commit in self.behind or (self.commit,)))

    @property
    def by(self) -> str:
        """Its authors in a line; of many the first, and how many more there are."""
        names = self.authors
        more = f" +{len(names) - _MOST_NAMES}" if len(names) > _MOST_NAMES else ""
        return ", ".join(names[:_MOST_NAMES]) + more

    @property
    def reason(self) -> tuple[str, str]:
        """Why it was made: a line and the text below it, as the authors wrote them.

        Of a merge that does not say why: what the commits behind it say, the oldest first.
        """
        if not self.behind or says_why(self.commit):
            return reason_of(self.commit)
        told = [reason_of(commit) for commit in reversed(self.behind) if commit.id != self.commit.id]
        if not told:
            return reason_of(self.commit)
        subjects = list(dict.fromkeys(subject for subject, _ in told))
        more = " …" if len(subjects) > _MOST_REASONS else ""
        return "; ".join(subjects[:_MOST_REASONS]) + more, told[0][1] if len(told) == 1 else ""


@dataclass(frozen=True, slots=True)
class History:
    """The versions of a plan, newest first.

    `uncommitted` are files (relative to the plan's folder) that differ from the commit. `is_shallow`: older versions
    exist that this clone does not know. `formerly` are the earlier folders whose versions are included.
    """

    account: str
    versions: tuple[Version, ...] = ()
    uncommitted: tuple[str, ...] = ()
    is_shallow: bool = False
    formerly: tuple[str, ...] = ()
    is_versioned: bool = True

    @property
    def current(self) -> Version | None:
        """The newest version; None where there is none, or where a shallow clone does not know it."""
        return self.versions[0] if self.versions else None

    @property
    def label(self) -> Text:
        """`v27 · 4f2c1ab`; for what is not committed yet `v28 (draft)`."""
        if not self.is_versioned:
            return Text(en="not versioned", de="nicht versioniert")
        if self.uncommitted:
            number = "" if self.is_shallow else f"v{len(self.versions) + 1} "
            return Text(en=f"{number}(draft)" if number else "draft", de=f"{number}(Entwurf)" if number else "Entwurf")
        if self.current:
            return Text(en=self.current.label, de=self.current.label)
        return Text(en="version unknown", de="Version unbekannt")

    def last_change(self, chapter: str) -> Version | None:
        """The newest version that changed a chapter (`people`): its YAML, its prose or its section's folder.

        None where no version did, or where a shallow clone does not know which.
        """
        own = (f"{chapter}.yaml", f"{chapter}.md")
        inside = f"{chapter}/"
        for version in self.versions:
            if any(file in own or file.startswith(inside) for file in version.files):
                return version
        return None


def read_histories(
    snapshot: Snapshot, accounts: Mapping[str, Iterable[str]], chronicle: Chronicle | None = None
) -> dict[str, History]:
    """The histories of a snapshot's accounts and divisions, by their folder, as of its commit.

    `accounts` maps each folder to its earlier folders (`formerly`, as folders); a division also follows the earlier
    folders of its account. A chronicle that is given must be the one of the snapshot's commit; without it, it is read.
    """
    repository, commit = snapshot.repository, snapshot.commit
    if repository is None:
        return {account: History(account, is_versioned=False) for account in accounts}
    if commit is None:
        return histories(Chronicle("", ()), accounts, uncommitted=snapshot.uncommitted)
    chronicle = chronicle or read_chronicle(repository, commit.id)
    return histories(chronicle, accounts, tags=read_tags(repository, chronicle), uncommitted=snapshot.uncommitted)


def read_tags(repository: Repository, chronicle: Chronicle) -> dict[str, tuple[str, ...]]:
    """The tags on the main line by the id of the newest entry of the chronicle that each of them includes."""
    tags = repository.tags()
    ids = {entry.commit.id for entry in chronicle.entries}
    line = [id_ for id_ in tags if id_ in ids] if tags.keys() <= ids else repository.mainline(chronicle.head)
    found: dict[str, tuple[str, ...]] = {}
    waiting: tuple[str, ...] = ()
    for id_ in line:
        waiting += tags.get(id_, ())
        if id_ in ids and waiting:
            found[id_] = tuple(sorted(waiting))
            waiting = ()
    return found


def histories(
    chronicle: Chronicle,
    accounts: Mapping[str, Iterable[str]],
    *,
    tags: Mapping[str, tuple[str, ...]] | None = None,
    uncommitted: Iterable[str] = (),
) -> dict[str, History]:
    """The histories of accounts and divisions, by their folder; the arguments as in `read_histories`."""
    earlier = {account: _earlier_folders(account, accounts) for account in accounts}
    births = _births(chronicle) if any(earlier.values()) else {}
    lines = {account: _Line(account, list(earlier[account]), births) for account in accounts}
    owners = _Owners(earlier)
    passed: list[str] = []
    for at, entry in enumerate(chronicle.entries):
        passed.extend((tags or {}).get(entry.commit.id, ()))
        brought = [(inner.commit, owners.hits(inner).keys()) for inner in entry.behind]
        for account, folders in owners.hits(entry).items():
            behind = tuple(commit for commit, touched in brought if account in touched)
            lines[account].follow(at, entry, folders, behind, passed)
    drafts = _by_account(uncommitted, accounts)
    return {
        account: History(
            account=account,
            versions=_numbered(line.versions, 0 if chronicle.is_cut else len(line.versions)),
            uncommitted=tuple(drafts.get(account, ())),
            is_shallow=chronicle.is_cut,
            formerly=tuple(line.followed),
        )
        for account, line in lines.items()
    }


def _numbered(versions: list[Version], newest: int) -> tuple[Version, ...]:
    return tuple(replace(v, number=newest - at) if newest else v for at, v in enumerate(versions))


def _earlier_folders(account: str, accounts: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The earlier folders of a plan; a division also lay in the earlier folders of its account."""
    own = list(accounts[account])
    above, mark, division = account.partition("/divisions/")
    if mark:
        ids = [division, *(folder.partition("/divisions/")[2] for folder in own)]
        own += [f"{folder}/divisions/{id_}" for folder in accounts.get(above, ()) for id_ in ids if id_]
    return tuple(dict.fromkeys(folder for folder in own if folder != account))


def _births(chronicle: Chronicle) -> dict[str, int]:
    """For each folder the position of the oldest entry that added its cover."""
    return {
        change.path.removesuffix("/" + _COVER): at
        for at, entry in enumerate(chronicle.entries)
        for change in entry.changes
        if not change.before and change.path.endswith("/" + _COVER)
    }


# The changes of a commit in the folders of one account: by folder, then by path in it.
_Folders = dict[str, dict[str, Change]]


class _Owners:
    """Which accounts a path belongs to, now or earlier."""

    def __init__(self, earlier: Mapping[str, tuple[str, ...]]) -> None:
        self._accounts: dict[str, list[str]] = {}
        self._known: dict[str, tuple[tuple[str, str], ...]] = {"": ()}
        for account, folders in earlier.items():
            for folder in (account, *folders):
                self._accounts.setdefault(folder, []).append(account)

    def of(self, folder: str) -> tuple[tuple[str, str], ...]:
        """Pairs of an account and that of its folders, now or earlier, in which a folder lies."""
        if folder not in self._known:
            own = tuple((account, folder) for account in self._accounts.get(folder, ()))
            self._known[folder] = own + self.of(folder.rpartition("/")[0])
        return self._known[folder]

    def hits(self, entry: Entry) -> dict[str, _Folders]:
        """The changes of a commit by the account whose plan they are part of."""
        found: dict[str, _Folders] = {}
        for change in entry.changes:
            for account, folder in self.of(change.path.rpartition("/")[0]):
                inside = found.setdefault(account, {}).setdefault(folder, {})
                inside[change.path[len(folder) + 1 :]] = change
        return found


class _Line:
    """The versions of one plan, followed from the newest commit backwards and from folder to earlier folder."""

    def __init__(self, account: str, earlier: list[str], births: Mapping[str, int]) -> None:
        self.versions: list[Version] = []
        self.followed: list[str] = []
        self._folder = account
        self._earlier = earlier
        self._left: list[str] = []
        self._births = births
        self._tags_given = 0

    def follow(self, at: int, entry: Entry, folders: _Folders, behind: tuple[Commit, ...], passed: list[str]) -> None:
        """Takes the next older commit that changes one of the plan's folders; `passed` are the tags met so far."""
        if self._folder not in folders:
            return
        own = folders[self._folder]
        former = self._renamed_from(at, own, folders)
        self.versions.append(
            Version(
                number=None,
                commit=entry.commit,
                folder=self._folder,
                files=_changed(own, folders.get(former, {})),
                behind=behind,
                request=request_of(entry.commit),
                tags=tuple(sorted(passed[self._tags_given :])),
            )
        )
        self._tags_given = len(passed)
        if former:
            self._left.append(self._folder)
            self._folder = former
            if former in self._earlier:
                self._earlier.remove(former)
                self.followed.append(former)

    def _renamed_from(self, at: int, own: Mapping[str, Change], folders: _Folders) -> str:
        """The earlier folder that became this one in a commit; empty where it was no renaming.

        Older commits in a folder of the same name, and newer ones in the earlier folder, are another account's.
        """
        cover = own.get(_COVER)
        if cover is None or cover.before:
            return ""
        for folder in (*self._earlier, *self._left):
            left = folders.get(folder, {}).get(_COVER)
            if left and not left.after:
                return folder
        if self._births.get(self._folder) != at:
            return ""
        # Renamed in two steps: the new folder was added first, the earlier one removed later.
        older = [(self._births[folder], folder) for folder in self._earlier if self._births.get(folder, -1) > at]
        return min(older)[1] if older else ""


def _changed(own: Mapping[str, Change], former: Mapping[str, Change]) -> tuple[str, ...]:
    """The files whose content is another than before, in order; what only moved from the former folder is not."""
    files = former.keys() - own.keys()
    for path, change in own.items():
        before = former[path].before if path in former else change.before
        if before != change.after:
            files.add(path)
    return tuple(sorted(files))


def _by_account(paths: Iterable[str], accounts: Iterable[str]) -> dict[str, list[str]]:
    """The paths in each account's folder, relative to it."""
    owners = _Owners(dict.fromkeys(accounts, ()))
    found: dict[str, list[str]] = {}
    for path in paths:
        for account, folder in owners.of(path.rpartition("/")[0]):
            found.setdefault(account, []).append(path[len(folder) + 1 :])
    return found
