"""The commits that made the plans what they are: one pass over first parents, one over what stands behind merges."""

from dataclasses import dataclass, replace

from kamsite.source.commits import SHORTEST, Entry
from kamsite.source.gitrepo import Repository
from kamsite.source.surroundings import SourceError

# Of a merge with more commits behind it the newest ones are told.
_MOST_BEHIND = 500


@dataclass(frozen=True, slots=True)
class Chronicle:
    """What changed the plans folder up to the commit `head`, newest first, along first parents.

    A function of the commit and the folder's place in the repository, so it may be remembered by these; `is_cut` says
    that a shallow clone hides what came before. The commit at the cut is left out: what it changed is unknown.
    """

    head: str
    entries: tuple[Entry, ...]
    is_cut: bool = False


def read_chronicle(repository: Repository, commit: str, known: Chronicle | None = None) -> Chronicle:
    """The chronicle up to a commit (full id). From one that is `known` for an ancestor only what is new is read."""
    if known and not known.is_cut and not repository.is_shallow:
        if known.head == commit:
            return known
        if _continues(repository, commit, known.head):
            newer = _entries(repository, commit, since=known.head, cut_off=frozenset())
            return Chronicle(commit, _with_short_ids([*newer, *known.entries]))
    cut_off = repository.cut_off()
    is_cut = bool(cut_off) and repository.mainline(commit)[-1] in cut_off
    entries = _entries(repository, commit, since="", cut_off=cut_off)
    return Chronicle(commit, _with_short_ids(entries), is_cut)


def _continues(repository: Repository, commit: str, ancestor: str) -> bool:
    """Whether following first parents leads from the commit to the ancestor."""
    try:
        between = repository.mainline(commit, since=ancestor)
    except SourceError:
        return False
    return bool(between) and repository.commit(between[-1]).parents[:1] == (ancestor,)


def _entries(repository: Repository, commit: str, *, since: str, cut_off: frozenset[str]) -> list[Entry]:
    entries = [entry for entry in repository.log(commit, since=since) if entry.commit.id not in cut_off]
    merges = {entry.commit.id for entry in entries if len(entry.commit.parents) > 1}
    if not merges:
        return entries
    behind = _behind(repository.graph(commit, since=since), merges)
    wanted = [id_ for ids in behind.values() for id_ in ids if id_ not in cut_off]
    told = {entry.commit.id: entry for entry in repository.log_of(wanted)} if wanted else {}
    brought = {id_: tuple(told[one] for one in ids if one in told) for id_, ids in behind.items()}
    settled = _settled(repository, [entry for entry in entries if entry.commit.id in merges], brought)
    return [
        replace(entry, behind=(*settled.get(entry.commit.id, ()), *brought.get(entry.commit.id, ())))
        for entry in entries
    ]


def _settled(
    repository: Repository, merges: list[Entry], brought: dict[str, tuple[Entry, ...]]
) -> dict[str, tuple[Entry, ...]]:
    """Merges in which somebody settled a conflict, as entries of their own with the files that they settled.

    Only those are looked at that set a file to what none of the commits behind them set it to.
    """
    known = {
        id_: {(change.path, change.after) for one in inside for change in one.changes}
        for id_, inside in brought.items()
    }
    asked = [
        entry
        for entry in merges
        if any((change.path, change.after) not in known.get(entry.commit.id, ()) for change in entry.changes)
    ]
    found = repository.settled([entry.commit.id for entry in asked]) if asked else {}
    own = {
        entry.commit.id: tuple(c for c in entry.changes if c.path in found.get(entry.commit.id, ())) for entry in asked
    }
    return {entry.commit.id: (replace(entry, changes=own[entry.commit.id]),) for entry in asked if own[entry.commit.id]}


def _behind(graph: list[list[str]], merges: set[str]) -> dict[str, list[str]]:
    """For each of the merges the commits that it brought to the main line, in the graph's order (newest first)."""
    parents = {id_: above for id_, *above in graph}
    order = {id_: number for number, (id_, *_) in enumerate(graph)}
    line: list[str] = []
    step = graph[0][0] if graph else ""
    while step in parents:
        line.append(step)
        step = next(iter(parents[step]), "")
    found: dict[str, list[str]] = {}
    seen = set(line)
    for commit in reversed(line):
        brought: list[str] = []
        waiting = parents[commit][1:]
        while waiting:
            id_ = waiting.pop()
            if id_ in parents and id_ not in seen:
                seen.add(id_)
                brought.append(id_)
                waiting.extend(parents[id_])
        if commit in merges:
            found[commit] = sorted(brought, key=order.__getitem__)[:_MOST_BEHIND]
    return found


def _with_short_ids(entries: list[Entry]) -> tuple[Entry, ...]:
    """The entries with short ids that tell all of them apart.

    The older of two keeps its seven characters, so that an address once given never changes.
    """
    taken: dict[str, list[str]] = {}

    def shortened(entry: Entry) -> Entry:
        behind = tuple(reversed([shortened(inner) for inner in reversed(entry.behind)]))
        id_ = entry.commit.id
        older = taken.setdefault(id_[:SHORTEST], [])
        length = SHORTEST
        while any(other[:length] == id_[:length] for other in older if other != id_):
            length += 1
        older.append(id_)
        if length == len(entry.commit.short) and behind == entry.behind:
            return entry
        return Entry(replace(entry.commit, short=id_[:length]), entry.changes, behind)

    return tuple(reversed([shortened(entry) for entry in reversed(entries)]))
