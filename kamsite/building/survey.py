"""What lies around the accounts of a build: snapshot, settings, theme, edition, histories."""

from collections.abc import Mapping
from dataclasses import replace

from kamsite.building.account import AccountWork
from kamsite.building.editions import Edition, edition_of
from kamsite.building.erasing import read_erased
from kamsite.building.history import read_folder_history, read_histories
from kamsite.building.question import Question, day_of_question, read_snapshot
from kamsite.building.surroundings import NO_HISTORY, Surroundings
from kamsite.diagnostics import Finding
from kamsite.model.field import SENSITIVITIES
from kamsite.model.folder import PROGRAMME, PlansFolder, read_folder
from kamsite.model.ownpages import PAGES
from kamsite.model.schema import Schemas, load_schemas
from kamsite.output.memo import Memo
from kamsite.render.theme import Theme, load_theme
from kamsite.render.themeerror import DEFAULT, ThemeError
from kamsite.source.history import History
from kamsite.source.snapshot import Snapshot


def survey(question: Question, memo: Memo) -> tuple[Surroundings, Mapping[str, History]]:
    """Everything around the accounts, and the history of each plan.

    Raises SourceError, ThemeError or EditionError, each with a finding.
    """
    return survey_of(read_erased(question, memo), question, memo)


def survey_of(snapshot: Snapshot, question: Question, memo: Memo) -> tuple[Surroundings, Mapping[str, History]]:
    """The same for a snapshot that was read before. Raises ThemeError or EditionError."""
    schemas = load_schemas()
    folder = read_folder(snapshot, schemas)
    edition = edition_of(folder, question.edition)
    theme = load_theme(question.themes, folder.settings.theme)
    theme.check()
    return _surroundings(snapshot, folder, schemas, theme, edition, question, memo)


def survey_for_check(
    question: Question, memo: Memo, snapshot: Snapshot | None = None
) -> tuple[Surroundings, Mapping[str, History], tuple[Finding, ...]]:
    """The same for a check, which looks at everything whatever the editions show and draws nothing.

    `snapshot` are its files where they were read before. A theme that site.yaml names and that is not there is a
    finding; one that cannot be read is a ThemeError.
    """
    snapshot = snapshot or read_snapshot(question)
    schemas = load_schemas()
    folder = read_folder(snapshot, schemas)
    missing = _missing_theme(question, folder)
    edition = Edition("", SENSITIVITIES)
    return *_surroundings(snapshot, folder, schemas, load_theme(None), edition, question, memo), missing


def _missing_theme(question: Question, folder: PlansFolder) -> tuple[Finding, ...]:
    name, site = folder.settings.theme, folder.site_document
    if name == DEFAULT:
        return ()
    try:
        load_theme(question.themes, name).check()
    except ThemeError as trouble:
        if trouble.finding.code != "K503" or trouble.finding.place.line or site is None:
            raise
        return (replace(trouble.finding, place=site.place(("theme",))),)
    return ()


def _surroundings(
    snapshot: Snapshot,
    folder: PlansFolder,
    schemas: Schemas,
    theme: Theme,
    edition: Edition,
    question: Question,
    memo: Memo,
) -> tuple[Surroundings, Mapping[str, History]]:
    histories = read_histories(snapshot, folder, memo)
    surroundings = Surroundings(
        snapshot=snapshot,
        folder=folder,
        schemas=schemas,
        theme=theme,
        edition=edition,
        as_of=day_of_question(question, snapshot),
        plans=frozenset(histories),
        programme_history=read_folder_history(snapshot, PROGRAMME, memo) if folder.programme else NO_HISTORY,
        pages_history=read_folder_history(snapshot, PAGES, memo) if folder.pages else NO_HISTORY,
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
