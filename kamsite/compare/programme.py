"""What changed in the programme alone, of what changed in settings, our people and the programme."""

from dataclasses import replace

from kamsite.compare.change import PlanComparison
from kamsite.compare.tables import CUSTOMERS
from kamsite.model.folder import PROGRAMME
from kamsite.model.readprogramme import PAGES

CHAPTERS = (*PAGES, CUSTOMERS)


def only_programme(common: PlanComparison) -> PlanComparison:
    """The part of a comparison that is about the programme."""
    inside = f"{PROGRAMME}/"
    return replace(
        common,
        changes=tuple(change for change in common.changes if change.chapter in CHAPTERS),
        appeared=tuple(finding for finding in common.appeared if finding.place.file.startswith(inside)),
        vanished=tuple(finding for finding in common.vanished if finding.place.file.startswith(inside)),
        unreadable=tuple(one for one in common.unreadable if one.file.startswith(inside)),
    )
