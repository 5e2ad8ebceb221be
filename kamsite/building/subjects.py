"""Everybody who stands or stood in the plans: people at customers and our own, found by id or name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from posixpath import dirname, join

from kamsite.model.folder import STAFF
from kamsite.model.naming import called
from kamsite.model.subject import Reference, Subject, contacts_in
from kamsite.source.chronicle import Chronicle
from kamsite.source.document import Value
from kamsite.source.objects import reader_of
from kamsite.source.snapshot import Snapshot
from kamsite.source.yamltext import read_yaml
from kamsite.suggest import closest

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a person as it stood in a file; `is_current`: it does so now."""

    file: str
    id: str
    data: Value
    is_current: bool

    @property
    def reference(self) -> Reference:
        """Whether it is one of us or somebody at a customer."""
        return "staff" if self.file == STAFF else "people"

    @property
    def folder(self) -> str:
        """The account's folder; "" for one of us."""
        return self.file.partition("/")[0] if "/" in self.file else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts under a key, one or several."""
        value = self.data.get(key) if isinstance(self.data, dict) else None
        return tuple(one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))

    @property
    def photos(self) -> tuple[str, ...]:
        """The files of the photos, below the plans folder."""
        plan = dirname(self.file).removesuffix("/people")
        return tuple(join(plan, photo) for photo in self.texts("photo"))


def is_about_people(file: str) -> bool:
    """Whether entries of people stand in a file: ours in staff.yaml, others in `people.yaml` or files of their own."""
    if file == STAFF:
        return True
    *folders, name = file.split("/")
    if not folders or not name.endswith(".yaml"):
        return False
    return name == "people.yaml" or (folders[-1] == "people" and len(folders) > 1)


def entries_of(snapshot: Snapshot, chronicle: Chronicle, is_asked: Callable[[str], bool]) -> list[Entry]:
    """The entries of people in files that are asked for, those of today first, then back in time; each file once as it
    was.

    Raises SourceError.
    """
    files = [file for file in snapshot.files if is_about_people(file) and is_asked(file)]
    found = [one for file, text in snapshot.read_many(files).items() for one in _entries(file, text, is_current=True)]
    past = dict.fromkeys(
        (change.path, blob)
        for entry in chronicle.entries
        for change in entry.changes
        if is_about_people(change.path) and is_asked(change.path)
        for blob in (change.after, change.before)
        if blob
    )
    for file, text in contents_of(snapshot, past):
        found.extend(_entries(file, text, is_current=False))
    return found


def contents_of(snapshot: Snapshot, wanted: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """The contents of some files as they were: given and told by path and blob, in this order. Raises SourceError."""
    waiting = iter(wanted)
    while some := list(islice(waiting, _AT_ONCE)):
        if snapshot.repository is None:
            return
        texts = reader_of(snapshot.repository).read_many([blob for _, blob in some])
        yield from ((file, texts[blob]) for file, blob in some)


def _entries(file: str, content: bytes, *, is_current: bool) -> Iterator[Entry]:
    document = read_yaml(file, content).document
    data = document.data if document else None
    if not isinstance(data, dict):
        return
    if file != STAFF and not file.endswith("/people.yaml"):
        yield Entry(file, file.rpartition("/")[2].removesuffix(".yaml"), data, is_current)
        return
    people = data if file == STAFF else data.get("people")
    for id_, entry in people.items() if isinstance(people, dict) else ():
        if isinstance(entry, dict) and not id_.startswith("x-"):
            yield Entry(file, id_, entry, is_current)


def subject_of(id_: str, folders: Sequence[str], entries: Iterable[Entry]) -> Subject | None:
    """The person with an id, at a customer whose folders are given or, without any, one of us; None for nobody.

    `entries` are, newest first, those of everybody who may be meant, or be mistaken for the person.
    """
    known = list(entries)
    reference: Reference = "people" if folders else "staff"
    there = [one for one in known if one.reference == reference and (not folders or one.folder in folders)]
    ids = {id_: None}
    while True:
        own = [one for one in there if one.id in ids or any(name in ids for name in one.texts("formerly"))]
        more = {name: None for one in own for name in (one.id, *one.texts("formerly"))}
        if more.keys() <= ids.keys():
            break
        ids |= more
    if not own:
        return None
    others = [one for one in known if one not in own]
    taken = {photo for one in others for photo in one.photos}
    current = [one.id for one in own if one.is_current]
    return Subject(
        reference,
        current[0] if current else own[0].id,
        tuple(folders),
        tuple(ids),
        tuple(dict.fromkeys(name for one in own for name in one.texts("name"))),
        tuple(dict.fromkeys(contact for one in own for contact in contacts_in(one.data))),
        tuple(dict.fromkeys(photo for one in own for photo in one.photos if photo not in taken)),
        tuple(dict.fromkeys(name for one in others for name in one.texts("name"))),
        is_current=bool(current),
    )


def matching(given: str, entries: Iterable[Entry]) -> dict[str, Entry]:
    """The people whom somebody may mean, by `account/id` or the id of one of us: by either, by id or by name."""
    asked = " ".join(given.replace("\\", "/").strip("/").split())
    account, slash, id_ = asked.rpartition("/")
    wanted = _plain(asked)
    found: dict[str, Entry] = {}
    for one in entries:
        key = f"{one.folder}/{one.id}" if one.folder else one.id
        ids = (one.id, *one.texts("formerly"))
        is_id = (account.partition("/")[0] == one.folder and id_ in ids) if slash else asked in ids
        if is_id or wanted in {_plain(name) for name in one.texts("name")} | _surnames(one):
            found.setdefault(key, one)
    exact = {key: one for key, one in found.items() if key == asked or (slash and key == f"{account}/{id_}")}
    return exact or found


def meant(given: str, entries: Iterable[Entry]) -> str | None:
    """The person who was probably meant, by key."""
    known: dict[str, str] = {}
    for one in entries:
        key = f"{one.folder}/{one.id}" if one.folder else one.id
        for word in (key, one.id, *one.texts("name")):
            known.setdefault(word, key)
    nearest = closest(given, known)
    return known[nearest] if nearest else None


def _plain(name: str) -> str:
    parts = called(name)
    return " ".join([*parts.given, parts.surname]).casefold() if parts else name.casefold()


def _surnames(entry: Entry) -> set[str]:
    return {parts.surname.casefold() for name in entry.texts("name") if (parts := called(name)) is not None}
