"""One account from its files to its pages: read, check, project, draw. The unit of work and of remembering."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kamsite.building.past import Past, VersionReader, compared, origins_in, pairs, teller_for
from kamsite.building.pastpages import feeds_of, pair_pages, recent_pairs, told_of
from kamsite.building.searching import search_files
from kamsite.building.standing import dead_horses, standing_since, turning_day
from kamsite.building.steps import Steps, finished
from kamsite.building.surroundings import Surroundings
from kamsite.compare.change import PlanComparison
from kamsite.compare.origins import PlanChanges
from kamsite.diagnostics import Finding, Place, Severity, in_order
from kamsite.horizon import confirmations, day_of, days_in
from kamsite.language import Language, Text
from kamsite.model.analyses.completeness import PlanCompleteness, completeness_of
from kamsite.model.analyses.powermap import PlanMaps, PowerMapInput
from kamsite.model.analyses.programme.selection import Standing
from kamsite.model.analyses.score import PlanScore, score_of
from kamsite.model.load import give_types, read_plan, sort_files
from kamsite.model.plan import Plan, PlanText
from kamsite.model.rules.check import as_set, check_account
from kamsite.model.rules.outward import OutwardLink
from kamsite.model.rules.promises import PlacedPromise, placed_promises
from kamsite.render import urls
from kamsite.render.account import AccountPages
from kamsite.render.blocks import Section
from kamsite.render.calendars import account_calendars, dates_of
from kamsite.render.changed import changed_sections, first_version
from kamsite.render.changes.origins import ToldOrigin
from kamsite.render.desk import Desk
from kamsite.render.mapchanges import MapComparison, map_change_section, map_comparisons
from kamsite.render.mappage import maps_from
from kamsite.source.assets import check_asset, harmless
from kamsite.source.history import History, Version
from kamsite.source.plaintext import MAX_BYTES
from kamsite.source.snapshot import Snapshot

# A result with this finding is not remembered: the next build tries again.
NO_DRAWING = "K031"
_TEXTS = (".yaml", ".md")


@dataclass(frozen=True, slots=True)
class AccountWork:
    """An account to be built: its id, its files, the histories of its plans, and the old versions to be drawn.

    `is_wanted` is False where only old versions are to be drawn; `old` gives plan ids with the versions. `known` is
    what is remembered of what versions changed, by key.
    """

    account: str
    files: tuple[str, ...]
    histories: Mapping[str, History]
    old: tuple[tuple[str, Version], ...] = ()
    is_wanted: bool = True
    known: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def texts(self) -> list[str]:
        """The files that are read as text."""
        return [file for file in self.files if file.endswith(_TEXTS)]


@dataclass(frozen=True, slots=True)
class ReadAccount:
    """An account that was read and checked; `shown` is what the edition shows, `completeness` goes by plan id.

    `maps` are the power maps by plan id, where they are to be drawn.
    """

    work: AccountWork
    shown: Plan
    completeness: Mapping[str, PlanCompleteness]
    findings: tuple[Finding, ...]
    days: tuple[str, ...]
    links: tuple[OutwardLink, ...]
    promises: tuple[PlacedPromise, ...] = ()
    standing: Standing | None = None
    maps: Mapping[str, PlanMaps] = field(default_factory=dict)

    @property
    def scores(self) -> tuple[PlanScore, ...]:
        """The completeness of each plan, to be kept."""
        return tuple(score_of(plan, self.completeness[plan.id]) for plan in self.shown.all())


def read_account(work: AccountWork, surroundings: Surroundings) -> ReadAccount:
    """Reads an account and collects everything that the rules say about it."""
    return finished(read_in_steps(work, surroundings))


def read_in_steps(
    work: AccountWork, surroundings: Surroundings, texts: Mapping[str, bytes] = MappingProxyType({})
) -> Steps[ReadAccount]:
    """The same in steps; `texts` are contents that are at hand."""
    asked = [file for file in work.texts if file not in texts]
    contents = {file: texts[file] for file in work.texts if file in texts} | surroundings.snapshot.read_many(asked)
    text, findings = read_plan(sort_files(work.account, work.files), contents.__getitem__, surroundings.schemas)
    yield
    plan = give_types(text, surroundings.schemas)
    unsafe = tuple(_unsafe_assets(text, surroundings))
    shown = _shown(plan, frozenset(finding.place.file for finding in unsafe), surroundings)
    judged = check_account([surroundings.rule_context(one, work.histories.get(one.id)) for one in plan.all()])
    yield
    standing = standing_since(shown, work.histories.get(shown.id), surroundings)
    horses = as_set(dead_horses(plan, standing, surroundings), surroundings.folder.settings)
    found = in_order([*findings, *unsafe, *judged.findings, *horses])
    lights = surroundings.folder.settings.lights
    days = {day for one in plan.all() for day in confirmations(one.cover.confirmed)}
    # What is larger is not read as text either.
    days |= days_in(b" ".join(content for content in contents.values() if len(content) <= MAX_BYTES))
    if turning := turning_day(standing):
        days.add(turning)
    completeness = {one.id: completeness_of(one, surroundings.fields, lights) for one in shown.all()}
    promises = tuple(placed_promises(plan))
    return ReadAccount(work, shown, completeness, found, tuple(sorted(days)), judged.links, promises, standing)


def _shown(plan: Plan, unsafe: frozenset[str], surroundings: Surroundings) -> Plan:
    """What the edition shows of a plan; files that are not published are as good as not there."""
    if surroundings.edition.shows_everything and not unsafe:
        return plan
    text = plan.text.without(unsafe) if unsafe else plan.text
    return give_types(text, surroundings.schemas, surroundings.edition.shows)


def _unsafe_assets(text: PlanText, surroundings: Surroundings) -> Iterator[Finding]:
    for plan in text.all():
        for file in plan.asset_files:
            if finding := check_asset(file, surroundings.content_of_asset(file)):
                yield finding


def with_maps(read: ReadAccount, desk: Desk) -> ReadAccount:
    """The account with the power maps that its pages will show."""
    return replace(read, maps={plan.id: maps_from(plan, desk.fields, desk.staff) for plan in read.shown.all()})


def maps_of(read: ReadAccount) -> Iterator[PowerMapInput]:
    """The power maps that the pages of an account will draw, so that those of many can be laid out at once."""
    for maps in read.maps.values():
        yield from maps.drawn


def reader_of_versions(read: ReadAccount, surroundings: Surroundings) -> VersionReader:
    """What reads an account's versions; it takes what was read of today's files, where all of it could be read."""
    is_sound = all(finding.code[:2] not in ("K1", "K2") for finding in read.findings)
    return VersionReader(surroundings, read.shown if is_sound else None)


def draw_account(
    read: ReadAccount, surroundings: Surroundings, desk: Desk, past: Past | None = None, *, has_pairs: bool = True
) -> dict[str, bytes]:
    """All current pages of an account in all languages, and its assets, by file.

    `past` is that of the account; without one it is worked out, as far as the edition shows it. `has_pairs`: with the
    pages that compare recent versions with the current one.
    """
    return finished(draw_in_steps(read, surroundings, desk, past, has_pairs=has_pairs))


def draw_in_steps(
    read: ReadAccount, surroundings: Surroundings, desk: Desk, past: Past | None = None, *, has_pairs: bool = True
) -> Steps[dict[str, bytes]]:
    """The same in steps, the pages in the last: they take much room, and only one account's are there at a time."""
    past = past or past_of(read.work, surroundings, reader_of_versions(read, surroundings))
    changes = list(past.changes(desk.settings.compared_versions)) if past and desk.shows_history else []
    accounts: list[AccountPages] = []
    for plan in read.shown.all():
        told = told_of(read.work.histories.get(plan.id), changes)
        accounts += _account_pages(plan, read, told, surroundings, desk, past)
    yield
    for account in accounts:
        yield from account.draw()
    texts = search_files(read.shown, desk)
    yield
    pages: dict[str, bytes] = {}
    assets: set[str] = set()
    for account in accounts:
        pages.update(account.pages())
        assets |= account.assets()
        if has_pairs and past and desk.shows_history and account.history:
            pages.update(pair_pages(account, account.history, recent_pairs(account.history, desk), past))
    for plan in read.shown.all():
        history = read.work.histories.get(plan.id)
        if desk.has_feeds and history and history.versions:
            pages.update(feeds_of(plan, history, changes, desk))
    dates = [dates_of(plan, read.work.histories.get(plan.id), desk.as_of) for plan in read.shown.all()]
    pages.update(account_calendars(desk, dates))
    return pages | texts | harmless(surroundings.snapshot.read_many(sorted(assets)))


def _account_pages(
    plan: Plan,
    read: ReadAccount,
    told: Mapping[str, Sequence[PlanChanges] | None],
    surroundings: Surroundings,
    desk: Desk,
    past: Past | None,
) -> Iterator[AccountPages]:
    """What makes the pages of a plan; several where the theme has pages drawn for each language."""
    history = read.work.histories.get(plan.id)
    for language in desk.drawing:
        origins = _origins(plan, history, past, desk, surroundings, language) if past and told else ()
        yield AccountPages(
            desk,
            plan,
            history,
            read.completeness[plan.id],
            language,
            _errors(read.findings, plan, desk),
            told,
            tuple(origins),
            read.standing,
            read.maps.get(plan.id),
        )


def draw_pair(
    read: ReadAccount, plan_id: str, pair: tuple[Version, Version], surroundings: Surroundings, desk: Desk
) -> dict[str, bytes]:
    """The page that compares any two versions of a plan, in all languages, by file."""
    past = past_of(read.work, surroundings)
    plan = next((one for one in read.shown.all() if one.id == plan_id), None)
    history = read.work.histories.get(plan_id)
    if past is None or plan is None or history is None:
        return {}
    origins = [*_origins(plan, history, past, desk, surroundings, desk.drawing[0])]
    pages: dict[str, bytes] = {}
    for language in desk.drawing:
        account = AccountPages(
            desk, plan, history, read.completeness[plan.id], language, origins=origins, standing=read.standing
        )
        pages.update(pair_pages(account, history, [pair], past))
    return pages


def past_of(work: AccountWork, surroundings: Surroundings, reader: VersionReader | None = None) -> Past | None:
    """What the versions of an account changed, as far as that is remembered; None where it has none."""
    history = work.histories.get(work.account)
    if history is None or not history.versions:
        return None
    return Past(surroundings, history, work.known, reader)


def _origins(
    plan: Plan, history: History | None, past: Past, desk: Desk, surroundings: Surroundings, language: Language
) -> Iterable[ToldOrigin]:
    """Where the values of a plan come from; nothing where all of them come from its only version."""
    if history is None or len(history.versions) < 2:
        return ()
    committed, origins = origins_in(
        past, history, desk.settings.compared_versions, None if history.uncommitted else plan
    )
    return teller_for(committed, surroundings, past.history).tell(origins, language)


def with_failed_maps(read: ReadAccount, desk: Desk) -> ReadAccount:
    """The account with a finding for each plan whose power map could not be drawn."""
    if not desk.layouts.has_trouble:
        return read
    failed: list[Finding] = []
    for plan in read.shown.all():
        reasons = [desk.layouts.trouble(power_map) for power_map in read.maps[plan.id].drawn]
        failed += [_no_drawing(plan, reason) for reason in reasons if reason is not None][:1]
    return replace(read, findings=in_order([*read.findings, *failed])) if failed else read


def _no_drawing(plan: Plan, reason: Text) -> Finding:
    return Finding(
        NO_DRAWING,
        Severity.WARNING,
        Place(plan.file("people")),
        Text(f"The power map could not be drawn: {reason.en}", f"Die Power-Map ließ sich nicht zeichnen: {reason.de}"),
        Text(
            "The page shows the table instead. Try another engine: `layout: {engine: dot}` in site.yaml.",
            "Die Seite zeigt stattdessen die Tabelle. Versuchen Sie ein anderes Programm: `layout: {engine: dot}` in "
            "site.yaml.",
        ),
    )


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """A plan as it was in a version. `id` is the plan's id of today, `snapshot` the files of that time.

    `changes` is what changed since the version `older`; None where there is none, or none that is known. `maps` are
    the power maps on which anything did, by the id that the plan had.
    """

    id: str
    version: Version
    history: History
    plan: Plan
    snapshot: Snapshot
    older: Version | None = None
    changes: tuple[PlanComparison, ...] | None = None
    maps: Mapping[str, MapComparison] = field(default_factory=dict)


def read_old(
    plan_id: str,
    version: Version,
    histories: Mapping[str, History],
    surroundings: Surroundings,
    reader: VersionReader | None = None,
) -> ReadVersion | None:
    """A plan as it was in a version, as far as the edition shows it; None where it cannot be found.

    `histories` are those of the account's plans.
    """
    if surroundings.snapshot.repository is None:
        return None
    reader = reader or VersionReader(surroundings)
    reading = reader.read(version)
    plan = reading.plan
    for step in version.folder.split("/divisions/")[1:]:
        plan = plan.divisions.get(step) if plan else None
    if plan is None:
        return None
    history = histories[plan_id]
    as_it_was = replace(history, versions=history.versions[history.versions.index(version) :], uncommitted=())
    old = ReadVersion(plan_id, version, as_it_was, plan, reading.snapshot)
    account = histories.get(plan_id.partition("/")[0], history)
    older = next((before for newer, before in pairs(account) if newer.commit.id == version.commit.id), None)
    if older is None:
        return old
    before = reader.read(older)
    found = compared(before, reading, surroundings)
    inside = f"{version.folder}/"
    own = tuple(one for one in found if one.id == version.folder or one.id.startswith(inside))
    older_plans, newer_plans = ([side.plan] if side.plan else [] for side in (before, reading))
    staff = surroundings.staff, surroundings.staff
    maps = map_comparisons(own, older_plans, newer_plans, surroundings.fields, staff)
    return replace(old, older=older, changes=own, maps=maps)


def maps_of_version(old: ReadVersion, desk: Desk) -> tuple[PowerMapInput, ...]:
    """The power maps that the pages of a version will draw: as it was, and what it changed."""
    changed = (one.canvas.power_map for one in old.maps.values())
    return (*maps_from(old.plan, desk.fields, desk.staff).drawn, *changed)


def draw_version(old: ReadVersion, desk: Desk) -> dict[str, bytes]:
    """The pages of a plan as it was in a version, judged at that version's time, and its assets."""
    commit = old.version.commit
    at = replace(desk, as_of=day_of(commit.time, commit.offset))
    pages: dict[str, bytes] = {}
    completeness = desk.completeness(old.plan)
    assets: set[str] = set()
    for language in desk.drawing:
        account = AccountPages(at, old.plan, old.history, completeness, language)
        changed = tuple(_changed(old, desk, language)) if desk.shows_history else ()
        pages.update(account.old(old.id, old.version, changed))
        assets |= account.assets()
    start = urls.for_version(old.id, commit.short).removesuffix("index.html")
    own = sorted(assets.intersection(old.plan.text.asset_files))
    for file, content in harmless(old.snapshot.read_many(own)).items():
        pages[start + file.removeprefix(f"{old.plan.id}/")] = content
    return pages


def _changed(old: ReadVersion, desk: Desk, language: Language) -> Iterator[Section]:
    """What changed in a version since the one before."""
    if old.older is None or old.changes is None:
        yield first_version(is_known=not old.history.is_shallow, language=language)
    else:
        maps = {
            plan: map_change_section(desk.layouts, one, language, plan.rpartition("/")[2])
            for plan, one in old.maps.items()
        }
        yield from changed_sections(old.changes, since(old), language, maps)


def since(old: ReadVersion) -> str:
    """What the version before is called: that of the plan itself, which may be an older one than the account's."""
    before = old.history.versions[1:2]
    return before[0].label if before else old.older.label if old.older else ""


def _errors(findings: Sequence[Finding], plan: Plan, desk: Desk) -> tuple[Finding, ...]:
    if not desk.shows_findings:
        return ()
    return tuple(f for f in findings if f.severity is Severity.ERROR and is_in(f, plan))


def is_in(finding: Finding, plan: Plan) -> bool:
    """Whether a finding lies in a plan itself, not in one of its divisions."""
    inside = tuple(f"{division.id}/" for division in plan.divisions.values())
    return finding.place.file.startswith(f"{plan.id}/") and not finding.place.file.startswith(inside or "\n")


def internal_trouble(account: str, error: Exception) -> Finding:
    """A mistake of ours as a finding: everything else goes on."""
    name = type(error).__name__
    return Finding(
        "K099",
        Severity.ERROR,
        Place(account),
        Text(f"kamsite failed on this account ({name}).", f"kamsite ist an diesem Kunden gescheitert ({name})."),
        Text(
            "This is a mistake in kamsite, not in your plan: please report it. KAMSITE_DEBUG=1 shows the details.",
            "Das ist ein Fehler in kamsite, nicht in Ihrem Plan: Bitte melden Sie ihn. KAMSITE_DEBUG=1 zeigt mehr.",
        ),
    )
