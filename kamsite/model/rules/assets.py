"""Rules on files that values name: those of a plan, and those beside site.yaml. They must be there and be of use."""

from collections.abc import Collection, Iterable, Iterator

from kamsite.diagnostics import Finding, Place
from kamsite.language import Text
from kamsite.model.field import UNKNOWN
from kamsite.model.folder import PlansFolder
from kamsite.model.plan import CHAPTERS
from kamsite.model.rules.context import RuleContext, error, guess, warning
from kamsite.model.rules.walk import Found, walk
from kamsite.model.schema import Schemas
from kamsite.quoting import shown
from kamsite.source.assets import is_font, is_picture
from kamsite.source.document import Path

_PICTURES = frozenset({"logo", "photo"})
_FONTS = frozenset({"font", "heading_font"})


def files_that_are_not_there(context: RuleContext) -> Iterator[Finding]:
    """K314: logos, photos and files of sources must lie in assets/. K315: logos and photos must be pictures."""
    plan = context.plan
    known = frozenset(asset[len(plan.id) + 1 :] for asset in plan.text.asset_files)
    for chapter in CHAPTERS:
        for path, file in _named(context.values[chapter]):
            yield from _unless_fit(context.place(chapter, *path), path, file, known, f"{plan.id}/assets/")


def files_of_our_own(folder: PlansFolder, schemas: Schemas) -> Iterator[Finding]:
    """The same for our logo, our fonts and the photos of our people."""
    known = frozenset(folder.assets)
    for kind, document in (("site", folder.site_document), ("staff", folder.staff_document)):
        if document is not None:
            for path, file in _named(walk(schemas.field(kind), document.data)):
                yield from _unless_fit(document.place(path), path, file, known, "assets/")


def _named(values: Iterable[Found]) -> Iterator[tuple[Path, str]]:
    """The files that values name."""
    for path, field, file in values:
        if field.kind == "asset" and isinstance(file, str) and file != UNKNOWN:
            yield path, file


def _unless_fit(place: Place, path: Path, file: str, known: Collection[str], folder: str) -> Iterator[Finding]:
    if file not in known:
        yield _missing(place, file, known, folder)
    elif path[-1] in _PICTURES and not is_picture(file):
        yield _no_picture(place, file)
    elif path[-1] in _FONTS and not is_font(file):
        yield _no_font(place, file)


def _missing(place: Place, file: str, known: Collection[str], folder: str) -> Finding:
    by_stem = {_stem(other): other for other in sorted(known)}
    meant = by_stem.get(guess(_stem(file), by_stem) or "")
    return error(
        "K314",
        place,
        Text(f"There is no file {shown(file)} here.", f"Eine Datei {shown(file)} gibt es hier nicht."),
        Text(f"Did you mean {meant}?", f"Meinten Sie {meant}?")
        if meant
        else Text(
            f"Put the file into {folder}, or correct its name; upper and lower case matter.",
            f"Legen Sie die Datei in {folder} ab, oder korrigieren Sie den Namen; Groß- und Kleinschreibung zählt.",
        ),
    )


def _stem(file: str) -> str:
    """What tells files apart: the path without `assets/` and ending, which are the same for most of them."""
    path = file.removeprefix("assets/")
    return path.rpartition(".")[0] or path


def _no_picture(place: Place, file: str) -> Finding:
    return warning(
        "K315",
        place,
        Text(
            f"{shown(file)} is not a picture that browsers show, so it is left out.",
            f"{shown(file)} ist kein Bild, das Browser zeigen, und bleibt deshalb weg.",
        ),
        Text(
            "Save it as PNG, JPEG, WebP or SVG, and name that file here.",
            "Speichern Sie es als PNG, JPEG, WebP oder SVG, und nennen Sie hier diese Datei.",
        ),
    )


def _no_font(place: Place, file: str) -> Finding:
    return warning(
        "K315",
        place,
        Text(
            f"{shown(file)} is not a font that browsers load, so the usual one stays.",
            f"{shown(file)} ist keine Schrift, die Browser laden; es bleibt bei der üblichen.",
        ),
        Text(
            "Have it saved as WOFF2 (`.woff2`), and name that file here.",
            "Lassen Sie sie als WOFF2 (`.woff2`) speichern, und nennen Sie hier diese Datei.",
        ),
    )


RULES = (files_that_are_not_there,)
