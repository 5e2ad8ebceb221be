"""What an edition shows. Light: a comparison asks, and nothing here draws anything."""

from collections.abc import Mapping
from dataclasses import dataclass

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model.field import SENSITIVITIES
from kamsite.model.folder import SITE, PlansFolder


class EditionError(Exception):
    """An edition that site.yaml does not define; holds the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Edition:
    """Who may see what: the sensitivities that are shown, and the accounts (None: all)."""

    name: str
    shows: frozenset[str]
    accounts: frozenset[str] | None = None

    @property
    def shows_everything(self) -> bool:
        """Whether nothing is hidden but perhaps whole accounts."""
        return self.shows == SENSITIVITIES

    def names(self, file: str) -> bool:
        """Whether a file may be named: where some accounts are hidden only those in the folders of the others."""
        return self.accounts is None or file.partition("/")[0] in self.accounts


def edition_of(folder: PlansFolder, name: str | None) -> Edition:
    """The edition that was asked for, or the first. Raises EditionError where site.yaml does not define it.

    A folder without editions has one that shows everything.
    """
    known = folder.site.editions
    if name is None and not known:
        return Edition("", SENSITIVITIES)
    chosen = name if name is not None else next(iter(known))
    if chosen not in known:
        raise EditionError(_unknown_edition(chosen, known))
    edition = known[chosen]
    accounts = frozenset(edition.accounts) if edition.accounts else None
    return Edition(chosen, frozenset(edition.shows), accounts)


def _unknown_edition(name: str, known: Mapping[str, object]) -> Finding:
    names = ", ".join(known) or "–"
    return Finding(
        "K601",
        Severity.ERROR,
        Place(SITE),
        Text(
            f"There is no edition '{name}'; nothing was built.",
            f"Es gibt keine Ausgabe „{name}“; es wurde nichts gebaut.",
        ),
        Text(f"site.yaml defines: {names}.", f"site.yaml legt fest: {names}."),
    )
