"""What is asked of a build or a check, and what came of a build. Light: nothing here draws anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kamsite.diagnostics import Finding, Severity
from kamsite.horizon import day_of
from kamsite.source.snapshot import Snapshot, read_commit
from kamsite.source.worktree import read_work_tree


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about which plans.

    `at` names a commit, None is the work tree. `as_of` is the day at which things are judged, None that of the commit.
    """

    plans: Path
    at: str | None = None
    as_of: date | None = None
    edition: str | None = None
    themes: Path | None = None
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What is built and where to. `jobs` 0: one process for each core; `cache` None: nothing is remembered."""

    question: Question
    out: Path
    jobs: int = 0
    keep_going: bool = False
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did.

    `is_published` is False where errors stopped it; `findings` holds all of them then, `counts` how many of each
    severity there are in any case. `drawn` pages were made, `written` of them differ from before. Time in seconds.
    """

    out: Path
    is_published: bool
    counts: Mapping[str, int]
    accounts: int = 0
    pages: int = 0
    drawn: int = 0
    written: int = 0
    seconds: float = 0.0
    foreign: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    snapshot: Snapshot | None = field(default=None, repr=False)


def read_snapshot(question: Question) -> Snapshot:
    """The files that the question is about. Raises SourceError."""
    shallow = Severity.ERROR if question.is_strict else Severity.WARNING
    if question.at is None:
        return read_work_tree(question.plans, shallow=shallow)
    return read_commit(question.plans, question.at, shallow=shallow)


def day_of_question(question: Question, snapshot: Snapshot) -> date:
    """The day at which things are judged: the one asked for, else the commit's, else today."""
    commit = snapshot.commit
    return question.as_of or (day_of(commit.time, commit.offset) if commit else date.today())
