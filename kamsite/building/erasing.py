"""Plans read as if nobody had ever written of the people who are erased, as `site.yaml` says.

What is erased now is erased in every version that is read: it counts what the settings say as they lie here (in a
repository without files: at HEAD), and what those of the versions say that are asked for. Light: without anybody who
is erased nothing but these settings is read.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kamsite.building.question import Question, read_snapshot
from kamsite.output.memo import Memo
from kamsite.source.gitrepo import find_repository
from kamsite.source.snapshot import Snapshot, blob_id, read_at, veiled

_SITE, _KEY = "site.yaml", b"erased"


def read_erased(question: Question, memo: Memo) -> Snapshot:
    """The files that the question is about, without the people who are erased. Raises SourceError."""
    (left,) = without_erased(question.plans, [read_snapshot(question)], memo)
    return left


def without_erased(plans: Path, snapshots: Sequence[Snapshot], memo: Memo) -> tuple[Snapshot, ...]:
    """Snapshots of the plans without the people who are erased in any of them, or now. Raises SourceError."""
    texts = [*_settings(plans, snapshots)]
    if not any(_KEY in text for text in texts):
        return tuple(snapshots)
    from kamsite.building.erased import erasing_for

    erasing = erasing_for(plans, texts, snapshots, memo)
    return tuple(veiled(snapshot, erasing) for snapshot in snapshots) if erasing else tuple(snapshots)


def _settings(plans: Path, snapshots: Sequence[Snapshot]) -> Iterator[bytes]:
    """What the settings say now, and in each of the snapshots; each once."""
    here = plans / _SITE
    seen: set[str] = set()
    if here.is_file():
        text = here.read_bytes()
        seen.add(blob_id(text))
        yield text
    elif (repository := find_repository(plans)) is not None and (head := repository.head()) is not None:
        yield read_at(repository, head, _SITE) or b""
    for snapshot in snapshots:
        file = snapshot.files.get(_SITE)
        if file is not None and file.digest not in seen:
            seen.add(file.digest)
            yield snapshot.read(_SITE)
