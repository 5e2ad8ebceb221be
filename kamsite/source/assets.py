"""What of a plan's `assets/` goes onto the site: files in which a browser runs nothing.

Whoever opens a file of the site trusts it as the site itself; so it is decided here, once, for every file of every
version, what is published. What is left out is a finding.
"""

from collections.abc import Mapping

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.quoting import shown
from kamsite.source.links import ASSET_TYPES
from kamsite.source.svgtext import check_svg

_DRAWING = ".svg"
# What git holds in place of a file that Git LFS keeps elsewhere: a few lines that begin like this.
_POINTER, _LONGEST_POINTER = b"version https://git-lfs.github.com/spec/", 1024
_PICTURES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp", _DRAWING})


def is_drawing(file: str) -> bool:
    """Whether a file is an SVG, whose content decides."""
    return _type_of(file) == _DRAWING


def is_picture(file: str) -> bool:
    """Whether browsers show a file as a picture."""
    return _type_of(file) in _PICTURES


def is_font(file: str) -> bool:
    """Whether browsers load a file as a font."""
    return _type_of(file) == ".woff2"


def check_asset(file: str, content: bytes) -> Finding | None:
    """Why a file is not published; None where it is. The content counts for drawings, and for what is a pointer."""
    if content.startswith(_POINTER) and len(content) <= _LONGEST_POINTER:
        return _pointer(file)
    if is_drawing(file):
        return check_svg(file, content)
    return None if _type_of(file) in ASSET_TYPES else _unfit(file)


def harmless(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that may be published, by address."""
    return {file: content for file, content in files.items() if check_asset(file, content) is None}


def _type_of(file: str) -> str:
    name = file.rpartition("/")[2]
    return "." + name.rpartition(".")[2].lower() if "." in name.strip(".") else ""


def _pointer(file: str) -> Finding:
    name = shown(file.rpartition("/")[2])
    return Finding(
        "K606",
        Severity.WARNING,
        Place(file),
        Text(
            f"{name} is not published: git holds only a pointer here, the file itself lies in Git LFS.",
            f"{name} wird nicht veröffentlicht: In Git liegt hier nur ein Verweis, die Datei selbst liegt in Git LFS.",
        ),
        Text(
            "Take files in assets/ out of Git LFS (in .gitattributes), and commit the file itself.",
            "Nehmen Sie Dateien in assets/ aus Git LFS heraus (in .gitattributes), und legen Sie die Datei selbst ab.",
        ),
    )


def _unfit(file: str) -> Finding:
    name = shown(file.rpartition("/")[2])
    return Finding(
        "K605",
        Severity.WARNING,
        Place(file),
        Text(
            f"{name} is not published: a browser might run what is in files of this type.",
            f"{name} wird nicht veröffentlicht: Ein Browser könnte ausführen, was in Dateien dieser Art steht.",
        ),
        Text(
            "Save it as PDF, as a picture or as an Office file, or take it out of assets/.",
            "Speichern Sie es als PDF, als Bild oder als Office-Datei, oder nehmen Sie es aus assets/ heraus.",
        ),
    )
