"""git's own merge of texts, line by line (`git merge-file`)."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kamsite.source import surroundings
from kamsite.source.gitrepo import run_git
from kamsite.source.surroundings import SourceError

_NAMES = ("ours", "base", "theirs")
_MOST_CONFLICTS = 127  # a higher exit code is an error


@dataclass(frozen=True, slots=True)
class Labels:
    """What the markers of a conflict call the three versions."""

    base: str = "base"
    ours: str = "ours"
    theirs: str = "theirs"


@dataclass(frozen=True, slots=True)
class TextMerge:
    """A merged text. With conflicts it holds markers around the lines of both sides."""

    content: bytes
    has_conflicts: bool


def merge_text(
    folder: Path, base: bytes, ours: bytes, theirs: bytes, labels: Labels | None = None, marker_size: int = 7
) -> TextMerge:
    """The lines of both sides, merged by git as it is set up for the repository around the folder.

    Raises SourceError (K006) where git fails, as it does for what is no text.
    """
    named = labels or Labels()
    with TemporaryDirectory(prefix="kamsite-merge-") as place:
        files = [Path(place, name) for name in _NAMES]
        for file, content in zip(files, (ours, base, theirs), strict=True):
            file.write_bytes(content)
        answer = run_git(
            folder, "merge-file", "--stdout", f"--marker-size={marker_size}", "-L", named.ours, "-L",
            named.base, "-L", named.theirs, *(str(file) for file in files),
        )  # fmt: skip
    if not 0 <= answer.returncode <= _MOST_CONFLICTS:
        raise SourceError(surroundings.git_failed("merge-file", answer.stderr.decode("utf-8", "replace").strip()))
    return TextMerge(answer.stdout, answer.returncode > 0)


def shows_base(folder: Path) -> bool:
    """Whether git is set up to show the base in a conflict, too (`merge.conflictStyle`)."""
    said = run_git(folder, "config", "--get", "merge.conflictStyle").stdout.strip()
    return said in (b"diff3", b"zdiff3")
