"""What is kept while somebody writes: the last sound settings, and results where none may be written to disk."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kamsite.diagnostics import Severity
from kamsite.model.folder import SITE, STAFF, PlansFolder
from kamsite.output.memo import Memo
from kamsite.source.snapshot import Contents, HeldContents, Snapshot, SourceFile

_MOST_RESULTS = 500


@dataclass(frozen=True, slots=True)
class _WithKept:
    """Contents of a snapshot, a few files of which are told from memory."""

    usual: Contents
    kept: HeldContents

    def read_many(self, files: Iterable[SourceFile], limit: int) -> dict[str, bytes]:
        """The contents by path."""
        wanted = list(files)
        own = [file for file in wanted if file.path in self.kept.texts]
        others = [file for file in wanted if file.path not in self.kept.texts]
        return self.kept.read_many(own, limit) | self.usual.read_many(others, limit)


class SoundSettings:
    """The last sound `site.yaml` and `staff.yaml`: a slip of the pen there would spoil every page."""

    def __init__(self) -> None:
        self._sound: dict[str, tuple[SourceFile, bytes]] = {}

    def stand_in(self, snapshot: Snapshot, folder: PlansFolder) -> Snapshot:
        """The snapshot, in which the last sound settings stand in for those that have errors now.

        `folder` is what the snapshot holds. Where settings never were sound they stay as they are.
        """
        broken = {finding.place.file for finding in folder.findings if finding.severity is Severity.ERROR}
        for file in {SITE, STAFF} - broken:
            if file in snapshot.files:
                self._sound[file] = (snapshot.files[file], snapshot.read(file))
            else:
                self._sound.pop(file, None)
        kept = {file: self._sound[file] for file in broken & self._sound.keys()}
        if not kept:
            return snapshot
        texts = HeldContents({file: text for file, (_, text) in kept.items()})
        files = {**snapshot.files, **{file: source for file, (source, _) in kept.items()}}
        return replace(snapshot, files=dict(sorted(files.items())), contents=_WithKept(snapshot.contents, texts))


class HeldMemo(Memo):
    """Results remembered in this process only, the newest few hundred."""

    def __init__(self) -> None:
        super().__init__(None)
        self._results: OrderedDict[str, bytes] = OrderedDict()

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The remembered results among `keys`."""
        return {key: self._results[key] for key in keys if key in self._results}

    def put(self, results: Mapping[str, bytes], now: int) -> None:  # noqa: ARG002 - as for results on the disk
        """Remembers results."""
        self._results.update(results)
        while len(self._results) > _MOST_RESULTS:
            self._results.popitem(last=False)
