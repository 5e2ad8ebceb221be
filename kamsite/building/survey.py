"""What lies around the accounts of a build: snapshot, settings, theme, edition, histories."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kamsite.building.account import AccountWork
from kamsite.building.history import read_histories
from kamsite.building.surroundings import Surroundings, edition_of
from kamsite.diagnostics import Severity
from kamsite.horizon import day_of
from kamsite.model.folder import read_folder
from kamsite.model.schema import load_schemas
from kamsite.output.memo import Memo
from kamsite.render.theme import load_theme
from kamsite.source.history import History
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


def survey(question: Question, memo: Memo) -> tuple[Surroundings, Mapping[str, History]]:
    """Everything around the accounts, and the history of each plan.

    Raises SourceError, ThemeError or EditionError, each with a finding.
    """
    return survey_of(read_snapshot(question), question, memo)


def read_snapshot(question: Question) -> Snapshot:
    """The files that the question is about. Raises SourceError."""
    shallow = Severity.ERROR if question.is_strict else Severity.WARNING
    if question.at is None:
        return read_work_tree(question.plans, shallow=shallow)
    return read_commit(question.plans, question.at, shallow=shallow)


def survey_of(snapshot: Snapshot, question: Question, memo: Memo) -> tuple[Surroundings, Mapping[str, History]]:
    """The same for a snapshot that was read before. Raises ThemeError or EditionError."""
    schemas = load_schemas()
    folder = read_folder(snapshot, schemas)
    edition = edition_of(folder, question.edition)
    theme = load_theme(question.themes, folder.settings.theme)
    theme.check()
    histories = read_histories(snapshot, folder, memo)
    surroundings = Surroundings(
        snapshot=snapshot,
        folder=folder,
        schemas=schemas,
        theme=theme,
        edition=edition,
        as_of=question.as_of or _day_of(snapshot),
        plans=frozenset(histories),
    )
    return surroundings, histories


def _day_of(snapshot: Snapshot) -> date:
    """The day at which a snapshot is judged: that of its commit, today without one."""
    commit = snapshot.commit
    return day_of(commit.time, commit.offset) if commit else date.today()


def works_of(surroundings: Surroundings, histories: Mapping[str, History]) -> dict[str, AccountWork]:
    """The accounts that the edition shows, as pieces of work."""
    inside: dict[str, dict[str, History]] = {}
    for plan, history in histories.items():
        inside.setdefault(plan.partition("/")[0], {})[plan] = history
    return {
        account: AccountWork(account, files, inside.get(account, {}))
        for account, files in surroundings.folder.accounts.items()
        if account in surroundings.visible
    }
