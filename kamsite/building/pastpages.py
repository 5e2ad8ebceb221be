"""Pages and feeds about the past of a plan: pairs of versions compared, and what changed for whoever looks for news."""

from collections.abc import Iterable, Iterator

from kamsite.building.past import Changes, Past, compared, of_plan
from kamsite.model.plan import Plan
from kamsite.render import urls
from kamsite.render.account import AccountPages
from kamsite.render.across.content import Recent
from kamsite.render.changed import changed_sections, other_pairs
from kamsite.render.desk import Desk
from kamsite.render.feed import feed
from kamsite.source.history import History, Version


def recent_pairs(history: History, desk: Desk) -> list[tuple[Version, Version]]:
    """The recent versions that are compared with the current one; what the newest changed has a page of its own."""
    return [(older, history.versions[0]) for older in history.versions[2 : desk.settings.paired_versions]]


def pair_pages(
    account: AccountPages, history: History, wanted: Iterable[tuple[Version, Version]], past: Past
) -> Iterator[tuple[str, bytes]]:
    """The pages that compare pairs of versions of a plan."""
    known = recent_pairs(history, account.desk)
    for older, newer in wanted:
        found = compared(past.reader.read(older), past.reader.read(newer), past.surroundings)
        inside = f"{newer.folder}/"
        own = tuple(one for one in found if one.id == newer.folder or one.id.startswith(inside))
        sections = [*changed_sections(own, older.label, account.language)]
        others = [pair for pair in known if pair != (older, newer)]
        sections += other_pairs(account.plan.id, others, account.language)
        yield from account.pair(older, newer, tuple(sections))


def feeds_of(
    plan: Plan, history: History, changes: Iterable[tuple[Version, Changes]], desk: Desk
) -> Iterator[tuple[str, bytes]]:
    """What changed in a plan, as a feed in each language."""
    told = told_of(history, changes)
    versions = [version for version in history.versions if version.commit.id in told]
    recent = [(plan.id, plan.name, Recent(plan.id, version, told[version.commit.id])) for version in versions]
    for language in desk.languages:
        page = urls.for_versions(plan.id)
        file, text = feed(desk, urls.for_feed(plan.id), page, plan.name, recent, language)
        yield file, text.encode("utf-8")


def told_of(history: History | None, changes: Iterable[tuple[Version, Changes]]) -> dict[str, Changes]:
    """What the versions of a plan changed, by commit, from what those of its account did."""
    own = {version.commit.id: version for version in history.versions} if history else {}
    return {
        version.commit.id: of_plan(found, own[version.commit.id])
        for version, found in changes
        if version.commit.id in own
    }
