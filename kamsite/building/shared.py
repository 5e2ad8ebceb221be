"""The files that tell of all accounts: what they are made of, and how they are drawn."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kamsite.building.record import AccountRecord
from kamsite.building.surroundings import Surroundings
from kamsite.diagnostics import Finding
from kamsite.model.analyses.keyfigures import figures_across
from kamsite.model.analyses.programme.abc import CustomerBase
from kamsite.model.analyses.summary import Due
from kamsite.render import urls
from kamsite.render.across.content import Content, Origin, ProgrammePast, Recent
from kamsite.render.across.ourpeople import own_assets_shown
from kamsite.render.across.shared import SharedFiles
from kamsite.render.desk import Desk
from kamsite.render.look import LOOK, fonts_of


def content_of(
    surroundings: Surroundings,
    records: Mapping[str, AccountRecord],
    findings: tuple[Finding, ...],
    customers: CustomerBase | None,
    recent: tuple[Recent, ...] = (),
    past: ProgrammePast | None = None,
    programme_dues: tuple[Due, ...] = (),
) -> Content:
    """What pages across accounts tell of; `records` go by account, `recent` are the newest versions.

    `customers` are all of them: only those see them who may see commercial things of all accounts.
    """
    s = surroundings
    summaries = tuple(summary for account in sorted(records) for summary in records[account].summaries)
    told = tuple(finding for finding in findings if s.edition.names(finding.place.file))
    drafts = tuple(file for file in s.snapshot.uncommitted if s.edition.names(file))
    origin = Origin(s.snapshot, s.as_of, s.edition_title, drafts, s.site_written, s.site_field)
    digests = {file: s.snapshot.files[file].digest for file in s.folder.programme}
    return Content(
        summaries,
        told,
        origin,
        recent,
        digests,
        lambda: s.programme,
        s.programme_history,
        lambda: s.fitness,
        s.earlier_programme,
        customers if s.edition.accounts is None and "commercial" in s.edition.shows else None,
        past or ProgrammePast(),
        figures_across(summaries, s.folder.settings.currency),
        programme_dues,
        s.pages_history,
    )


def draw(files: SharedFiles, desk: Desk) -> dict[str, bytes]:
    """The files by address. Where their day does not matter the desk knows none, so that nothing depends on it."""
    return dict(files.draw(replace(desk, as_of=files.as_of or date.min)))


def assets_of(surroundings: Surroundings, desk: Desk, content: Content) -> dict[str, bytes]:
    """The theme's assets, our look, and the files of our own that the site shows."""
    used = fonts_of(desk.settings.branding).union(*(page.assets for page in desk.own_pages)) & desk.own_assets
    ours = surroundings.snapshot.read_many(sorted(own_assets_shown(desk, content.summaries) | used))
    look = {LOOK: desk.look.encode()} if desk.look else {}
    return dict(surroundings.theme.assets) | look | {urls.own_asset(file): each for file, each in ours.items()}
