"""The past of the programme: what each of its versions changed, where its values come from, how it once was."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from kamsite.building.past import Changes, Past, PastKeys, levels_of
from kamsite.building.programmereader import OldProgramme, ProgrammeReader
from kamsite.building.sides import tables_between, unreadable_of
from kamsite.building.surroundings import Surroundings
from kamsite.compare.change import Address, Change, Level, PlanComparison
from kamsite.compare.change import Version as Judged
from kamsite.compare.names import names_of
from kamsite.compare.origins import Origin, PlanChanges, origins_of, recorded, values_in
from kamsite.compare.plans import Criteria
from kamsite.compare.programme import only_programme, titles_in
from kamsite.compare.sides import Side, compare
from kamsite.compare.tables import with_tables
from kamsite.horizon import day_of
from kamsite.language import Language
from kamsite.model.analyses.programme.fitness import FitnessResult, fitness_of
from kamsite.model.folder import PROGRAMME
from kamsite.model.readprogramme import PAGES, Programme
from kamsite.output.memo import Memo
from kamsite.render.across.content import ProgrammePast as ToldPast
from kamsite.render.across.content import Then
from kamsite.render.changes.origins import Teller, ToldOrigin
from kamsite.render.changes.summary import summary
from kamsite.source.history import Version

# So many versions are looked at whatever the settings say: those that may be among what changed lately.
_FEWEST_COMPARED = 40


class ProgrammePast(Past):
    """What each version of the programme changed; worked out once, and remembered."""

    def __init__(self, surroundings: Surroundings, known: Mapping[str, bytes] | None = None) -> None:
        super().__init__(surroundings, surroundings.programme_history, known)

    @property
    def _reader(self) -> ProgrammeReader:
        reader = self.surroundings.programme_reader
        if reader is None:
            raise ValueError("a version needs a repository")
        return reader

    def compared(self, older: Version, version: Version) -> PlanComparison:
        """What changed between two versions, as far as the edition shows it. Raises SourceError."""
        s, before, after = self.surroundings, self._reader.read(older), self._reader.read(version)
        shows_all = s.edition.shows_everything
        levels = levels_of(s)
        criteria = Criteria(self._reader.fields, levels, currency=s.settings.currency, shows_files=shows_all)
        found = compare(self._side(before, is_before=True), self._side(after, is_before=False), criteria)
        if "commercial" in s.edition.shows:
            found = with_tables(found, tables_between(before.snapshot, after.snapshot), levels)
        common = only_programme(found.common)
        return replace(
            common,
            id=PROGRAMME,
            before_id=PROGRAMME,
            changes=tuple(_as_one_plan(change) for change in common.changes),
        )

    def _side(self, old: OldProgramme, *, is_before: bool) -> Side:
        s, version = self.surroundings, old.version
        as_of = day_of(version.commit.time, version.commit.offset).isoformat()
        return Side(
            Judged(version.label, version.commit, as_of),
            documents=old.shown.documents,
            settings=s.settings,
            staff=s.staff,
            files={path: file.digest for path, file in old.snapshot.files.items()},
            unreadable={"": tuple(unreadable_of(old.findings, is_before=is_before))},
        )

    def _worked_out(self, older: Version, version: Version) -> tuple[PlanChanges, ...]:
        one = self.compared(older, version)
        if one.is_empty:
            return ()
        said = {"en": summary(one, "en"), "de": summary(one, "de")}
        changes = recorded(one, levels_of(self.surroundings))
        is_broken = any(not file.is_partly for file in one.unreadable)
        return (
            PlanChanges(PROGRAMME, PROGRAMME, "", changes, said, one.counts[Level.DECISION], one.cosmetic, is_broken),
        )

    def origins(self, most: int | None = None) -> tuple[Origin, ...]:
        """Where each value of the newest version comes from, as far as so many versions tell. Raises SourceError."""
        documents, fields = self._newest.documents, self._reader.fields
        values = (
            origin
            for page in PAGES
            if page in fields and page in documents
            for origin in values_in(documents[page].data, fields[page], Address(PROGRAMME, page, ()))
        )
        return origins_of(values, ((version.commit.id, changes) for version, changes in self.changes(most)))

    def teller(self) -> Teller:
        """What tells where the values of the newest version come from. Raises SourceError."""
        s, documents = self.surroundings, self._newest.documents
        names = names_of((), (s.staff,), programme=titles_in(documents))
        versions = {version.commit.id: version for version in self.history.versions}
        data = {page: document.data for page, document in documents.items()}
        return Teller(data, self._reader.fields, names, s.settings.currency, versions)

    @property
    def _newest(self) -> Programme:
        return self._reader.read(self.history.versions[0]).shown

    def then(self, version: Version) -> Then:
        """The programme as it was in a version, with what its pages make of it. Raises SourceError."""
        old, fields = self._reader.read(version), self._reader.fields
        pages = {page: fields[page] for page in old.whole.documents if page in fields}
        return Then(old.shown, pages, self._fitness(old), lambda page: self._earlier(page, version))

    def _fitness(self, old: OldProgramme) -> FitnessResult | None:
        """What people thought then; None where names are hidden: means of many versions would tell single ratings."""
        if "personal" not in self.surroundings.edition.shows or "fitness" not in old.whole.documents:
            return None
        return fitness_of(old.whole.fitness, 1)

    def _earlier(self, page: str, until: Version) -> tuple[tuple[date, Programme], ...]:
        versions = self.history.versions
        return self.surroundings.earlier_programme(page, versions[versions.index(until) :])


def _as_one_plan(change: Change) -> Change:
    """A change as one of a plan that is called as the programme's folder."""
    origin = replace(change.origin, plan=PROGRAMME) if change.origin else None
    return replace(change, plan=PROGRAMME, origin=origin)


def programme_past(surroundings: Surroundings, memo: Memo) -> ToldPast:
    """What pages tell of the programme's past; nothing where the edition shows no programme or no history.

    What its versions changed is remembered. Raises SourceError.
    """
    s, history = surroundings, surroundings.programme_history
    if not s.programme_fields or "internal" not in s.edition.shows or not history.versions:
        return ToldPast()
    most = max(s.settings.compared_versions, _FEWEST_COMPARED)
    past = ProgrammePast(s, memo.get(PastKeys(s).of_history(history, most)))
    changes: dict[str, Changes] = {version.commit.id: found for version, found in past.changes(most)}
    memo.put(past.fresh, int(time.time()))

    @cache
    def origins(language: Language) -> tuple[ToldOrigin, ...]:
        found = past.origins(s.settings.compared_versions)
        return tuple(past.teller().tell(found, language))

    return ToldPast(changes, origins, past.then, past.compared)
