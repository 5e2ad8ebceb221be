"""What lies around the accounts of a build: snapshot, settings, theme, edition, histories."""

from collections.abc import Mapping

from kamsite.building.account import AccountWork
from kamsite.building.history import read_histories
from kamsite.building.question import Question, day_of_question, read_snapshot
from kamsite.building.surroundings import Surroundings, edition_of
from kamsite.model.folder import read_folder
from kamsite.model.schema import load_schemas
from kamsite.output.memo import Memo
from kamsite.render.theme import load_theme
from kamsite.source.history import History
from kamsite.source.snapshot import Snapshot


def survey(question: Question, memo: Memo) -> tuple[Surroundings, Mapping[str, History]]:
    """Everything around the accounts, and the history of each plan.

    Raises SourceError, ThemeError or EditionError, each with a finding.
    """
    return survey_of(read_snapshot(question), question, memo)


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
        as_of=day_of_question(question, snapshot),
        plans=frozenset(histories),
    )
    return surroundings, histories


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
