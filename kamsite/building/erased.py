"""The people who are erased: whom the settings name, and under which names and ids they ever stood in the plans."""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from kamsite.building.history import chronicle_of
from kamsite.building.register import Register, tells_names
from kamsite.building.subjects import meant
from kamsite.building.tracing import TEXTS, Searcher
from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model.erasing import ERASED, Erasing
from kamsite.model.folder import SITE
from kamsite.model.schema import load_schemas
from kamsite.model.subject import Subject
from kamsite.output.memo import Memo, code_digest, key_of
from kamsite.quoting import shown
from kamsite.source.chronicle import Chronicle
from kamsite.source.document import Document
from kamsite.source.snapshot import Snapshot, read_commit
from kamsite.source.surroundings import SourceError
from kamsite.source.worktree import DiskContents, read_work_tree
from kamsite.source.yamltext import read_yaml

_WORDS = {"de": "gelöschte Person", "en": "erased person"}
_HEAD = "HEAD"
_BLOCK = re.compile(rf"^{ERASED}[ ]*:(.*(?:\n(?:[ \t#-].*)?)*)", re.MULTILINE)
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)*")
_MOST_FILES = 5


def erasing_for(plans: Path, settings: Iterable[bytes], snapshots: Sequence[Snapshot], memo: Memo) -> Erasing | None:
    """What takes the people out of snapshots whom some settings name; None where they name nobody who was ever there.

    The first of the settings are those of now. Raises SourceError.
    """
    read = [(text, read_yaml(SITE, text).document) for text in settings]
    named = dict.fromkeys(id_ for text, one in read for id_ in (_guessed(text) if one is None else _ids(one)))
    if not named:
        return None
    around = _around(plans, snapshots)
    found = _known(tuple(named), around, memo)
    return Erasing(tuple(found), _words(read[0][1])) if found else None


def check_erased(snapshot: Snapshot, memo: Memo) -> Iterator[Finding]:
    """K607: an id that is erased and was never there; K608: a person who is erased and still stands in the files."""
    if SITE not in snapshot.files or ERASED.encode() not in (text := snapshot.read(SITE)):
        return
    document = read_yaml(SITE, text).document
    if document is None:
        return
    for at, id_ in _named(document):
        place = document.place((ERASED, at))
        found = _known((id_,), [snapshot], memo)
        if not found:
            yield _never_there(id_, place, snapshot)
        elif files := [*_files_of(found[0], snapshot)]:
            yield _still_there(id_, place, files)


def _named(document: Document) -> Iterator[tuple[int, str]]:
    """The people whom a site.yaml names as erased, each with the place in the list."""
    data = document.data if isinstance(document.data, dict) else {}
    listed = data.get(ERASED)
    for at, id_ in enumerate(listed if isinstance(listed, list) else [listed]):
        if isinstance(id_, str) and id_.strip("/ "):
            yield at, id_.strip("/ ")


def _ids(document: Document) -> list[str]:
    return [id_ for _, id_ in _named(document)]


def _guessed(settings: bytes) -> list[str]:
    """The people whom a site.yaml seems to name that cannot be read: rather too many than one who is shown."""
    block = _BLOCK.search(settings.decode("utf-8", "replace"))
    return _ID.findall(block[1]) if block else []


def _words(document: Document | None) -> str:
    """What stands in texts in place of a name, in the site's first language."""
    data = document.data if document else None
    languages = data.get("languages") if isinstance(data, dict) else None
    first = languages[0] if isinstance(languages, list) and languages else languages
    return _WORDS["de" if first == "de" else "en"]


def _around(plans: Path, snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """The snapshots, and before them the plans as they are now, where that is none of them."""
    if any(isinstance(one.contents, DiskContents) for one in snapshots):
        return [*snapshots]
    try:
        return [read_work_tree(plans), *snapshots]
    except SourceError:  # a repository without files
        return [read_commit(plans, _HEAD), *snapshots]


def _known(named: tuple[str, ...], around: Sequence[Snapshot], memo: Memo) -> list[Subject]:
    """The people under all their names, as far as they were ever there; remembered by what the plans are made of."""
    key = key_of("erased", code_digest(), named, [_inputs(snapshot) for snapshot in around])
    remembered = memo.get([key]).get(key)
    if remembered is not None:
        return msgspec.json.decode(remembered, type=list[Subject])
    register = Register(tuple((one, chronicle_of(one, memo) or Chronicle("", ())) for one in around), memo)
    found = [subject for id_ in named if (subject := register.subject(id_)) is not None]
    memo.put({key: msgspec.json.encode(found)}, int(time.time()))
    return found


def _inputs(snapshot: Snapshot) -> object:
    files = [(path, file.digest) for path, file in snapshot.files.items() if tells_names(path)]
    return snapshot.commit.id if snapshot.commit else "", files


def _files_of(subject: Subject, snapshot: Snapshot) -> Iterator[str]:
    """The files in which a person stands now: of the account, of one of us all."""
    searcher = Searcher(subject, load_schemas(), "en")
    files = [file for file in snapshot.files if file.endswith(TEXTS) and file != SITE and subject.is_near(file)]
    for file, content in snapshot.read_many(files).items():
        if next(searcher.found_in(file, content), None) is not None:
            yield file


def _never_there(id_: str, place: Place, snapshot: Snapshot) -> Finding:
    people = Register(((snapshot, Chronicle("", ())),), Memo(None)).today()
    guess = meant(id_, people)
    return Finding(
        "K607",
        Severity.WARNING,
        place,
        Text(
            f"Nobody called `{shown(id_)}` is or was in these plans, so nobody is erased.",
            f"Eine Person „{shown(id_)}“ gibt oder gab es in diesen Plänen nicht; gelöscht wird deshalb niemand.",
        ),
        Text(f"Did you mean {guess}?", f"Meinten Sie {guess}?")
        if guess
        else Text(
            "Write account/id, for one of us the id alone. If you took the person out of git's history, take this line "
            "out, too.",
            "Schreiben Sie Kunde/Kennung, bei eigenen Leuten die Kennung allein. Haben Sie die Person aus der Historie "
            "von Git entfernt, nehmen Sie auch diese Zeile heraus.",
        ),
    )


def _still_there(id_: str, place: Place, files: Sequence[str]) -> Finding:
    named = ", ".join([*files[:_MOST_FILES], *(["…"] if len(files) > _MOST_FILES else [])])
    return Finding(
        "K608",
        Severity.WARNING,
        place,
        Text(
            f"`{shown(id_)}` is erased on every page, but the files still hold the person: {named}.",
            f"„{shown(id_)}“ ist auf allen Seiten gelöscht, die Dateien enthalten die Person aber noch: {named}.",
        ),
        Text(
            f"Take the person out of these files; `kamsite person {shown(id_)}` shows each place.",
            f"Nehmen Sie die Person aus diesen Dateien heraus; `kamsite person {shown(id_)}` zeigt jede Stelle.",
        ),
    )
