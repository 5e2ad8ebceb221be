"""What comparisons know of the KAM programme: its part of what changed in common, and what its ids stand for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kamsite.compare.change import PlanComparison
from kamsite.compare.tables import CUSTOMERS
from kamsite.model.folder import PROGRAMME
from kamsite.model.readprogramme import PAGES
from kamsite.source.document import Document, Value

CHAPTERS = (*PAGES, CUSTOMERS)
# Where the titles stand of what a reference may name: page and section.
_TITLED = {
    "criteria": ("selection", "criteria"),
    "statements": ("fitness", "statements"),
    "modules": ("levers", "modules"),
    "profiles": ("profiles", "profiles"),
}
_Documents = Mapping[str, Document]


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


def weights_in(documents: _Documents) -> dict[str, float]:
    """The weights of the criteria by which key accounts are chosen."""
    given = {key: one.get("weight") for key, one in _entries(documents, "selection", "criteria")}
    return {key: weight for key, weight in given.items() if isinstance(weight, int | float)}


def titles_in(*versions: _Documents) -> dict[str, dict[str, str]]:
    """The titles of what the programme's pages refer to, by reference: criteria, topics, modules, skills and more.

    `versions` are the programme's documents by page, the later ones last: their titles count.
    """
    found: dict[str, dict[str, str]] = {reference: {} for reference in (*_TITLED, "skills", "topics")}
    for documents in versions:
        for reference, (page, section) in _TITLED.items():
            found[reference].update(_titled(_entries(documents, page, section)))
        for _, profile in _entries(documents, "profiles", "profiles"):
            found["skills"].update(_titled(_inside(profile.get("skills"))))
        for _, dimension in _entries(documents, "maturity", "dimensions"):
            found["topics"].update(_titled(_inside(dimension.get("topics"))))
    return found


def _titled(entries: Iterable[tuple[str, dict[str, Value]]]) -> dict[str, str]:
    return {key: title for key, one in entries if isinstance(title := one.get("title"), str)}


def _entries(documents: _Documents, page: str, section: str) -> Iterator[tuple[str, dict[str, Value]]]:
    """The entries of a section of one of the programme's pages."""
    document = documents.get(page)
    return _inside(document.data.get(section) if document and isinstance(document.data, dict) else None)


def _inside(value: Value) -> Iterator[tuple[str, dict[str, Value]]]:
    return ((key, one) for key, one in (value.items() if isinstance(value, dict) else ()) if isinstance(one, dict))
