"""The two sides of a comparison: which versions were asked for, and what is read of them.

Only accounts in which any file differs are read at all; an edition projects them before anything is compared.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from markupsafe import Markup

from kamsite.building.editions import Edition, edition_of
from kamsite.building.erasing import without_erased
from kamsite.building.question import Question, day_of_question
from kamsite.compare.change import Comparison, Level, Unreadable, Version
from kamsite.compare.levels import Levels
from kamsite.compare.plans import Criteria
from kamsite.compare.sides import Side
from kamsite.compare.tables import CUSTOMERS, LARGEST_TABLE, TableChange, compare_tables
from kamsite.diagnostics import Finding, Severity, in_order
from kamsite.language import Language
from kamsite.model.analyses.programme.selection import Selecting, selecting_of
from kamsite.model.folder import PROGRAMME, RESERVED, SITE, STAFF, PlansFolder, read_folder
from kamsite.model.load import give_types, read_plan, sort_files
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.project import project, project_field, shows_prose
from kamsite.model.readprogramme import PAGES, page_of, read_criteria, read_programme, read_selection
from kamsite.model.rules.check import as_set, check_account
from kamsite.model.rules.context import RuleContext
from kamsite.model.rules.portfolio import check_settings
from kamsite.model.rules.programme import ProgrammeContext, check_programme
from kamsite.model.schema import Schemas, load_schemas
from kamsite.model.settings import Settings
from kamsite.output.memo import Memo
from kamsite.source import surroundings
from kamsite.source.document import Document
from kamsite.source.gitrepo import Repository, find_repository
from kamsite.source.snapshot import Snapshot, in_memory, read_commit
from kamsite.source.surroundings import SourceError
from kamsite.source.worktree import read_work_tree

_TEXTS = (".yaml", ".md")
HEAD = "HEAD"


@dataclass(frozen=True, slots=True)
class Versions:
    """Two snapshots to compare, and what people call them; "" stands for the work tree."""

    before: Snapshot
    after: Snapshot
    before_label: str
    after_label: str

    @property
    def snapshots(self) -> tuple[Snapshot, Snapshot]:
        """Both, the earlier one first."""
        return self.before, self.after


def find_versions(plans: Path, revisions: Sequence[str]) -> Versions:
    """The versions that some revisions ask for, as with git: none for HEAD and the work tree, one for that and the work
    tree, two, `A..B`, and `A...B` for what B changed since it left A.

    Raises SourceError: K001 without git, K006 when git fails, K008 when a revision names no commit.
    """
    repository = find_repository(plans)
    if repository is None:
        raise SourceError(surroundings.not_versioned())
    older, newer = _asked(revisions, repository)
    before = read_at(plans, older, repository)
    after = read_work_tree(plans) if not newer else read_at(plans, newer, repository)
    before, after = without_erased(plans, (before, after), Memo(None))
    return Versions(before, after, older, newer)


def _asked(revisions: Sequence[str], repository: Repository) -> tuple[str, str]:
    if not revisions:
        return HEAD, ""
    if len(revisions) > 1:
        return revisions[0], revisions[1]
    whole = revisions[0]
    older, mark, newer = whole.partition("...")
    if mark:
        older, newer = older or HEAD, newer or HEAD
        base = repository.merge_base(repository.resolve(older), repository.resolve(newer))
        if base is None:
            raise SourceError(surroundings.unknown_revision(whole))
        return base, newer
    older, mark, newer = whole.partition("..")
    return older or HEAD, (newer or HEAD) if mark else ""


def read_at(plans: Path, revision: str, repository: Repository) -> Snapshot:
    """The plans at a revision; an empty snapshot of its commit where there was no folder of plans yet.

    HEAD of a repository without commits is empty, too. Raises SourceError as `read_commit` does.
    """
    if revision == HEAD and repository.head() is None:
        return in_memory({})
    id_ = repository.resolve(revision)
    if repository.tree(id_) is None:
        return replace(in_memory({}), commit=repository.commit(id_), repository=repository)
    return read_commit(plans, id_)


def read_sides(versions: Versions, question: Question, accounts: Collection[str] = ()) -> tuple[Side, Side, Criteria]:
    """Both sides, and by what they are compared: by the settings and editions of the later one. Raises EditionError.

    Of accounts that are named by id only these, and what one of them may have been called before.
    """
    schemas = load_schemas()
    folders = read_folder(versions.before, schemas), read_folder(versions.after, schemas)
    edition = edition_of(folders[1], question.edition)
    differing = _differing(versions, folders, edition, accounts)
    # Both are judged at one day: that a day has passed changes nothing in a plan.
    as_of = day_of_question(question, versions.after)
    criteria = Criteria(
        fields={
            kind: field
            for kind in (*CHAPTERS, "site", "staff", *PAGES)
            if (field := project_field(schemas.field(kind), edition.shows)) is not None
        },
        levels=_levels(folders[1].settings),
        prose=frozenset(name for name in CHAPTERS if shows_prose(schemas.field(name), edition.shows)),
        currency=folders[1].settings.currency,
        shows_files=edition.shows_everything,
    )
    snapshots = (versions.before, versions.before_label, True), (versions.after, versions.after_label, False)
    sides = [
        _Reading(snapshot, folder, schemas, edition, as_of, is_before=is_before).side(differing, label)
        for (snapshot, label, is_before), folder in zip(snapshots, folders, strict=True)
    ]
    return sides[0], sides[1], criteria


def changed_maps(
    comparison: Comparison, before: Side, after: Side, criteria: Criteria, language: Language
) -> dict[str, Markup]:
    """The power maps with the changes drawn in, by plan; none where no engine could lay them out."""
    from kamsite.render.mapchanges import map_change_figure, map_comparisons, renamed_staff
    from kamsite.render.maps import Layouts

    compared = map_comparisons(
        comparison.plans,
        before.plans.values(),
        after.plans.values(),
        criteria.fields,
        # Where our people could not be read on one side, they are as on the other: nobody changed.
        (before.staff or after.staff, after.staff or before.staff),
        renamed_staff=renamed_staff(comparison.common),
        has_links=False,
    )
    layouts = Layouts(after.settings.engine)
    layouts.prepare(one.canvas.power_map for one in compared.values())
    drawn = {plan: map_change_figure(layouts, one, language, plan.replace("/", "-")) for plan, one in compared.items()}
    return {plan: figure for plan, figure in drawn.items() if figure is not None}


def other_files(versions: Versions, question: Question) -> tuple[tuple[str, str], ...]:
    """The files that differ and are in no comparison, each with whether it was `added`, `removed` or `changed`.

    Our own pages and pictures, files that belong nowhere; of an edition that hides anything none.
    """
    schemas = load_schemas()
    folders = read_folder(versions.before, schemas), read_folder(versions.after, schemas)
    if not edition_of(folders[1], question.edition).shows_everything:
        return ()
    compared = {SITE, STAFF, *(f"{PROGRAMME}/{page}.yaml" for page in PAGES)}
    compared.update(file for folder in folders for files in folder.accounts.values() for file in files)
    compared.update(file for folder in folders for file in folder.programme if page_of(file))
    return tuple(_differing_files(versions, lambda file: file not in compared))


def _differing_files(versions: Versions, is_asked: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """The files that are asked for and differ, in order, each with whether it was `added`, `removed` or `changed`."""
    ours, theirs = (
        {file: one.digest for file, one in snapshot.files.items() if is_asked(file)} for snapshot in versions.snapshots
    )
    for file in sorted({**ours, **theirs}):
        if ours.get(file) != theirs.get(file):
            yield file, "added" if file not in ours else "removed" if file not in theirs else "changed"


def plans_in(snapshot: Snapshot) -> frozenset[str]:
    """The ids of the accounts and divisions of a version, by the folders of its files; and that of the programme."""
    found = set()
    for file in snapshot.files:
        parts = file.split("/")[:-1]
        if not parts or (parts[0] in RESERVED and parts[0] != PROGRAMME):
            continue
        found.add(parts[0])
        found.update("/".join(parts[: at + 1]) for at in range(2, len(parts)) if parts[at - 1] == "divisions")
    return frozenset(found)


def changed_tables(versions: Versions, question: Question) -> tuple[TableChange, ...]:
    """What changed in tables of customers, row by row; of an edition that hides anything none."""
    if not edition_of(read_folder(versions.after, load_schemas()), question.edition).shows_everything:
        return ()
    return tables_between(*versions.snapshots)


def tables_between(before: Snapshot, after: Snapshot) -> tuple[TableChange, ...]:
    """What changed in tables of customers between two snapshots. Raises SourceError."""
    found = []
    for file, _ in _differing_files(Versions(before, after, "", ""), lambda file: page_of(file) == CUSTOMERS):
        contents = (side.read(file, LARGEST_TABLE) if file in side.files else None for side in (before, after))
        found.append(compare_tables(file, *contents))
    return tuple(found)


def _levels(settings: Settings) -> Levels:
    """Which changes matter how much, as site.yaml says."""
    return Levels({path: Level[word.upper()] for path, word in settings.levels.items()}, settings.large_amount)


def _differing(
    versions: Versions, folders: tuple[PlansFolder, PlansFolder], edition: Edition, accounts: Collection[str]
) -> frozenset[str]:
    """The accounts in which any file came, went or has another content, or of which the rules may say something else:
    they name somebody of us who came or went, or the rules themselves are set in another way.

    Where only some are asked for and one of them is on one side alone, all that are: it may have had another name.
    """
    seen = {*folders[0].accounts, *folders[1].accounts}
    seen = seen if edition.accounts is None else seen & edition.accounts
    lonely = folders[0].accounts.keys() ^ folders[1].accounts.keys()
    if accounts:
        seen &= {*accounts} | (lonely if lonely & {*accounts} else set())
    ours, theirs = (_digests(snapshot, folder) for snapshot, folder in zip(versions.snapshots, folders, strict=True))
    found = {account for account in seen if ours.get(account) != theirs.get(account)}
    if edition.shows_everything:
        if _are_judged_otherwise(versions, folders):
            return frozenset(seen)
        others = sorted(folders[0].staff.keys() ^ folders[1].staff.keys())
        found |= _naming(others, seen - found, versions.after, folders[1]) if others else set()
    return frozenset(found)


def _are_judged_otherwise(versions: Versions, folders: tuple[PlansFolder, PlansFolder]) -> bool:
    """Whether the rules may say something else of plans that did not change: by site.yaml, by the programme."""
    schemas = load_schemas()
    ours, theirs = (
        (
            folder.settings.severities,
            folder.settings.stale_after_months,
            read_criteria(snapshot.files, snapshot.read, schemas),
        )
        for snapshot, folder in zip(versions.snapshots, folders, strict=True)
    )
    return ours != theirs


def _digests(snapshot: Snapshot, folder: PlansFolder) -> dict[str, dict[str, str]]:
    return {
        account: {file: snapshot.files[file].digest for file in files} for account, files in folder.accounts.items()
    }


def _naming(people: Sequence[str], accounts: Collection[str], snapshot: Snapshot, folder: PlansFolder) -> set[str]:
    """The accounts whose files name any of some people of ours by id: the rules may say something new of them."""
    words = re.compile(rb"(?<![\w-])(?:" + b"|".join(re.escape(id_.encode()) for id_ in people) + rb")(?![\w-])")
    files = {file: account for account in accounts for file in folder.accounts[account] if file.endswith(".yaml")}
    return {files[file] for file, content in snapshot.read_many(files).items() if words.search(content)}


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one side is read."""

    snapshot: Snapshot
    folder: PlansFolder
    schemas: Schemas
    edition: Edition
    as_of: date
    is_before: bool

    def side(self, accounts: Collection[str], label: str) -> Side:
        plans: dict[str, Plan] = {}
        findings: dict[str, tuple[Finding, ...]] = {}
        unreadable: dict[str, tuple[Unreadable, ...]] = {}
        files: dict[str, str] = {}
        for account in sorted(accounts):
            if account not in self.folder.accounts:
                continue
            own = self.folder.accounts[account]
            files.update((file, self.snapshot.files[file].digest) for file in own)
            plans[account], found = self._account(account, own)
            unreadable[account] = tuple(unreadable_of(found, is_before=self.is_before))
            findings[account] = found if self.edition.shows_everything else ()
        documents, findings[""] = self._documents()
        files.update((d.file, self.snapshot.files[d.file].digest) for d in documents.values())
        unreadable[""] = tuple(unreadable_of(findings[""], is_before=self.is_before))
        return Side(
            Version(label, self.snapshot.commit if label else None, self.as_of.isoformat()),
            plans,
            documents,
            self.folder.settings,
            self.folder.staff,
            files,
            findings,
            unreadable,
        )

    def _account(self, account: str, files: Iterable[str]) -> tuple[Plan, tuple[Finding, ...]]:
        contents = self.snapshot.read_many([file for file in files if file.endswith(_TEXTS)])
        text, found = read_plan(sort_files(account, files), contents.__getitem__, self.schemas)
        shown = give_types(text, self.schemas, self.edition.shows)
        if not self.edition.shows_everything:
            return shown, found
        contexts = [
            RuleContext(
                one,
                self.folder.settings,
                self.folder.staff,
                self.folder.staff_ids,
                self.schemas,
                None,
                self.as_of,
                self._selection_criteria(),
                self._selecting(),
            )
            for one in shown.all()
        ]
        return shown, in_order([*found, *check_account(contexts).findings])

    def _selection_criteria(self) -> frozenset[str] | None:
        return read_criteria(self.snapshot.files, self.snapshot.read, self.schemas)

    def _selecting(self) -> Selecting | None:
        read, shows = self.snapshot.read, self.edition.shows
        return selecting_of(read_selection(self.snapshot.files, read, self.schemas, shows))

    def _documents(self) -> tuple[dict[str, Document], tuple[Finding, ...]]:
        """Settings, our people and the programme, as far as the edition shows them; and what is wrong with them."""
        pages = [file for file in self.folder.programme if file.endswith(".yaml")]
        programme, found = read_programme(pages, self.snapshot.read, self.schemas)
        given: Mapping[str, Document | None] = {
            "site": self.folder.site_document,
            "staff": self.folder.staff_document,
            **programme.documents,
        }
        documents = {
            kind: replace(document, data=project(document.data, self.schemas.field(kind), self.edition.shows))
            for kind, document in given.items()
            if document is not None
        }
        wrong = [*found, *(finding for finding in self.folder.findings if finding.place.file in (SITE, STAFF))]
        if self.edition.shows_everything:
            wrong += check_settings(self.folder, self.schemas)
            wrong += check_programme(
                ProgrammeContext(
                    programme,
                    self.folder.staff,
                    self.folder.staff_ids,
                    plans_in(self.snapshot),
                    self.schemas,
                    self.snapshot.read,
                    self.as_of,
                    self.folder.settings.selection_model,
                )
            )
        return documents, as_set(wrong, self.folder.settings)


def unreadable_of(findings: Iterable[Finding], *, is_before: bool) -> Iterator[Unreadable]:
    """The files of one side with mistakes of text or shape."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR and finding.code.startswith(("K1", "K2")):
            by_file.setdefault(finding.place.file, []).append(finding)
    for file, found in sorted(by_file.items()):
        is_partly = all(finding.code.startswith("K2") for finding in found)
        yield Unreadable(file, is_before, tuple(found), is_partly)
