"""What an edition shows. Light: a comparison asks, and nothing here draws anything."""

from collections.abc import Mapping
from dataclasses import dataclass

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model.field import SENSITIVITIES, UNKNOWN
from kamsite.model.folder import SITE, PlansFolder
from kamsite.model.keys import meant_key
from kamsite.model.schema import Schemas


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
    """The edition that was asked for, or the first. Raises EditionError where site.yaml does not say what it shows.

    A folder without editions has one that shows everything.
    """
    known = folder.site.editions
    chosen = name if name is not None else next(iter(known), "")
    if _is_unknown(folder, chosen):
        raise EditionError(_unread_editions())
    if name is None and not known:
        return Edition("", SENSITIVITIES)
    if chosen not in known:
        raise EditionError(_unknown_edition(chosen, known))
    edition = known[chosen]
    accounts = frozenset(edition.accounts) if edition.accounts else None
    return Edition(chosen, frozenset(edition.shows), accounts)


def require_read(folder: PlansFolder, name: str | None, schemas: Schemas) -> None:
    """Raises EditionError where what site.yaml says about the edition that was asked for could not be read.

    Without a name: about any, because nobody knows which is the first. Or who is erased. To show everything could be
    too much.
    """
    field = schemas.field("site")
    for path in folder.site_lost:
        about = {str(path[0]), meant_key(str(path[0]), field)} if path else {"editions"}
        is_of_another = len(path) > 1 and path[0] == "editions" and name not in (None, path[1])
        if about & {"editions", "erased"} and not is_of_another:
            raise EditionError(_unread_editions())


def _is_unknown(folder: PlansFolder, name: str) -> bool:
    """Whether the team wrote that it does not know yet which editions there are, or which accounts one shows."""
    data = folder.site_document.data if folder.site_document else None
    editions = data.get("editions") if isinstance(data, dict) else None
    said = editions.get(name) if isinstance(editions, dict) else None
    return editions == UNKNOWN or (isinstance(said, dict) and said.get("accounts") == UNKNOWN)


def _unread_editions() -> Finding:
    return Finding(
        "K601",
        Severity.ERROR,
        Place(SITE),
        Text(
            "What this edition shows is not known; nothing was built, so that nobody sees too much.",
            "Was diese Ausgabe zeigt, ist nicht bekannt; es wurde nichts gebaut, damit niemand zu viel sieht.",
        ),
        Text(
            "Say it under `editions` in site.yaml; `kamsite check` shows what is wrong there.",
            "Sagen Sie es unter `editions` in site.yaml; `kamsite check` zeigt, was dort nicht stimmt.",
        ),
    )


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
