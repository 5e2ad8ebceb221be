"""The merge of a file of a plan: by meaning where all three versions can be read, else line by line as git does it.

What the surgery made is read again and compared with the merge of the values, which knows nothing of texts. Where they
differ in anything, or where a comment is lost, the lines are merged instead: no result is better than a wrong one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kamsite.diagnostics import Severity
from kamsite.merge.cutting import UncutError, cut
from kamsite.merge.matching import same
from kamsite.merge.pieces import Pieces, Placed, comments_between, placed_comments
from kamsite.merge.surgery import Conflict, InfeasibleError, Segment, woven
from kamsite.merge.tables import NoTableError, merge_tables
from kamsite.merge.values import SIDES, Clash, Members, Merger, Side, Way, clashes, resolved
from kamsite.model.field import Field
from kamsite.source.document import Value
from kamsite.source.plaintext import read_text
from kamsite.source.surroundings import SourceError
from kamsite.source.textmerge import Labels, merge_text, shows_base
from kamsite.source.yamltext import read_yaml

_BOM = b"\xef\xbb\xbf"
_ATTEMPTS = 30
_MOST_BLENDED = 200  # texts of several lines that are merged by lines, in one file


@dataclass(frozen=True, slots=True)
class Versions:
    """A file as it was in the base and as it is on both sides."""

    base: bytes
    ours: bytes
    theirs: bytes


@dataclass(frozen=True, slots=True)
class Manner:
    """How conflicts are written: the names of the versions, the length of the markers, where git is asked."""

    folder: Path
    labels: Labels
    marker_size: int = 7


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged file. `clashes` are the values that clash, each with the way to it; only where it `is_by_meaning`.

    `rows` are the ids of the rows of a table that clash.
    """

    content: bytes
    has_conflicts: bool
    is_by_meaning: bool
    clashes: tuple[tuple[tuple[str | int, ...], Clash], ...] = ()
    rows: tuple[str, ...] = ()


def merge_files(
    versions: Versions, field: Field | None, manner: Manner, *, is_yaml: bool = True, is_table: bool = False
) -> Merged:
    """The merge of three versions of a file. Raises SourceError where git cannot merge the lines either."""
    base, ours, theirs = versions.base, versions.ours, versions.theirs
    if ours in (theirs, base):
        return Merged(theirs, has_conflicts=False, is_by_meaning=True)
    if theirs == base:
        return Merged(ours, has_conflicts=False, is_by_meaning=True)
    merged = _by_meaning(versions, field, manner) if is_yaml else _by_rows(versions, manner) if is_table else None
    if merged is not None:
        return merged
    text = merge_text(manner.folder, base, ours, theirs, manner.labels, manner.marker_size)
    return Merged(text.content, text.has_conflicts, is_by_meaning=False)


def _by_rows(versions: Versions, manner: Manner) -> Merged | None:
    """The merge of a table row by row; None where the rows cannot be told apart."""
    try:
        table = merge_tables(versions.base, versions.ours, versions.theirs, manner.labels, manner.marker_size)
    except NoTableError:
        return None
    return Merged(table.content, bool(table.clashes), is_by_meaning=True, rows=table.clashes)


class _UnsafeError(Exception):
    """A merge by meaning is not possible, or did not give what it should."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A version that was read: its text with `\\n` at the end of each line, its values, pieces and comments."""

    text: str
    data: Value
    pieces: Pieces
    comments: Counter[Placed]


def _by_meaning(versions: Versions, field: Field | None, manner: Manner) -> Merged | None:
    """The merge by meaning; None where it is not safe."""
    try:
        return _merge(versions, field, manner)
    except (_UnsafeError, UncutError, InfeasibleError, SourceError, RecursionError):
        return None


def _merge(versions: Versions, field: Field | None, manner: Manner) -> Merged:
    line_end, ends_with_break = _line_end(versions)
    base, ours, theirs = (_read(content) for content in (versions.base, versions.ours, versions.theirs))
    lines = _Lines(manner.folder)
    whole: frozenset[Way] = frozenset()
    missed: frozenset[Way] = frozenset()
    for _ in range(_ATTEMPTS):
        plan = Merger(lines.merge, whole, missed).merge(
            base.data, _or_empty(ours.data, theirs.data), _or_empty(theirs.data, ours.data), field
        )
        if not isinstance(plan, Members):
            raise _UnsafeError
        try:
            segments = woven(plan, base.pieces, ours.pieces, theirs.pieces, lines.merge)
            break
        except InfeasibleError as trouble:
            if not trouble.way or trouble.way in (missed if trouble.is_missed else whole):
                raise
            if trouble.is_missed:
                missed |= {trouble.way}
            else:
                whole |= {trouble.way}
    else:
        raise _UnsafeError
    settled = {side: _settled(segments, side) for side in SIDES}
    _check(settled, {side: resolved(plan, side) for side in SIDES}, (base, ours, theirs))
    found = tuple(clashes(plan))
    text = _with_markers(segments, manner) if found else settled["ours"]
    if not ends_with_break and not found:
        text = text.removesuffix("\n")
    content = text.replace("\n", line_end).encode()
    has_mark = versions.ours.startswith(_BOM)
    return Merged((_BOM if has_mark else b"") + content, bool(found), is_by_meaning=True, clashes=found)


def _line_end(versions: Versions) -> tuple[str, bool]:
    """How lines end in ours, and whether the merged text ends with a break: as the side has it that changed it."""
    ours = versions.ours
    windows, unix, old = ours.count(b"\r\n"), ours.count(b"\n"), ours.count(b"\r")
    if not (windows == unix == old or (windows == 0 and 0 in (unix, old))):
        raise _UnsafeError
    base_ends, ours_end, theirs_end = (not content or content.endswith((b"\n", b"\r")) for content in _all(versions))
    return "\r\n" if windows else "\r" if old else "\n", theirs_end if ours_end == base_ends else ours_end


def _all(versions: Versions) -> tuple[bytes, bytes, bytes]:
    return versions.base, versions.ours, versions.theirs


def _read(content: bytes) -> _Read:
    plain = read_text("", content)
    if plain.text is None:
        raise _UnsafeError
    text = plain.text.replace("\r\n", "\n").replace("\r", "\n")
    if text and not text.endswith("\n"):
        text += "\n"
    return _parsed(text)


def _parsed(text: str) -> _Read:
    read = read_yaml("", text.encode())
    if read.document is None or any(finding.severity is Severity.ERROR for finding in read.findings):
        raise _UnsafeError
    pieces = cut(text, read.document.data)
    around = [*comments_between(pieces.head), *comments_between(pieces.foot)]
    comments: list[Placed] = [((), comment) for comment in around]
    comments += placed_comments(pieces.root) if pieces.root else ()
    return _Read(text, read.document.data, pieces, Counter(comments))


def _or_empty(data: Value, other: Value) -> Value:
    """The values of a file; of one without any as the other one has it, but empty."""
    if data is not None:
        return data
    return {} if isinstance(other, dict) else [] if isinstance(other, list) else None


@dataclass(slots=True)
class _Lines:
    """Merges texts inside values line by line, not more often than a plan gives reason to."""

    folder: Path
    count: int = 0

    def merge(self, base: str, ours: str, theirs: str) -> str | None:
        """The merged lines; None where they clash."""
        self.count += 1
        if self.count > _MOST_BLENDED:
            return None
        merged = merge_text(self.folder, base.encode(), ours.encode(), theirs.encode())
        return None if merged.has_conflicts else merged.content.decode()


def _settled(segments: Sequence[Segment], side: Side) -> str:
    """The text with every conflict settled for one side."""
    return "".join(part if isinstance(part, str) else getattr(part, side) for part in segments)


def _check(settled: dict[Side, str], wanted: dict[Side, object], versions: tuple[_Read, _Read, _Read]) -> None:
    """Raises _UnsafeError unless the texts say what the merge of the values says, and every comment is there."""
    present: list[Counter[Placed]] = []
    for side in SIDES:
        read = _parsed(settled[side])
        if not same(_or_empty(read.data, wanted[side]), wanted[side]):  # type: ignore[arg-type]
            raise _UnsafeError
        present.append(read.comments)
    before = [version.comments for version in versions]
    # An entry may have gone elsewhere with its comments; and the same comment may have gone here and come there.
    if not (_are_all_there(before, present) or _are_all_there(map(_anywhere, before), map(_anywhere, present))):
        raise _UnsafeError


def _anywhere(comments: Counter[Placed]) -> Counter[Placed]:
    """The comments without their places."""
    found: Counter[Placed] = Counter()
    for (_, comment), count in comments.items():
        found[(), comment] += count
    return found


def _are_all_there(versions: Iterable[Counter[Placed]], settled: Iterable[Counter[Placed]]) -> bool:
    present: Counter[Placed] = Counter()
    for one in settled:
        present |= one
    return _due(*versions) <= present


def _due(base: Counter[Placed], ours: Counter[Placed], theirs: Counter[Placed]) -> Counter[Placed]:
    """How often each comment must be there: what one side removed is not, what both added need not be there twice."""
    return Counter(
        {
            comment: max(here, there) if min(here, there) >= before else max(here + there - before, 0)
            for comment in ours | theirs
            for before, here, there in [(base[comment], ours[comment], theirs[comment])]
        }
    )


def _with_markers(segments: Sequence[Segment], manner: Manner) -> str:
    """The text with markers around what clashes, as git writes them."""
    has_base = shows_base(manner.folder)
    return "".join(part if isinstance(part, str) else _marked(part, manner, has_base=has_base) for part in segments)


def _marked(conflict: Conflict, manner: Manner, *, has_base: bool) -> str:
    labels, size = manner.labels, manner.marker_size
    here, there = conflict.ours.splitlines(keepends=True), conflict.theirs.splitlines(keepends=True)
    # Lines that both sides share at the beginning or the end are no part of the conflict.
    shortest = 0 if has_base else min(len(here), len(there))
    first = next((at for at in range(shortest) if here[at] != there[at]), shortest)
    last = next((at for at in range(shortest - first) if here[-1 - at] != there[-1 - at]), shortest - first)
    lines = [
        *here[:first],
        _marker("<", size, labels.ours),
        *here[first : len(here) - last],
        *([_marker("|", size, labels.base), conflict.base] if has_base else []),
        _marker("=", size, ""),
        *there[first : len(there) - last],
        _marker(">", size, labels.theirs),
        *here[len(here) - last :],
    ]
    return "".join(lines)


def _marker(sign: str, size: int, label: str) -> str:
    return f"{sign * size} {label}".rstrip() + "\n"
