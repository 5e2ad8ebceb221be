"""Targets of links in prose: what each leads to, decided by a list of what is allowed; and anchors of headings."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, join, normpath
from typing import Literal
from urllib.parse import unquote, unquote_to_bytes

from kamsite.language import Text

LinkKind = Literal["external", "plan", "anchor", "asset", "refused"]

MAX_LENGTH = 2_000
CHAPTER_TYPES = (".md", ".yaml")
# Files that a browser shows or saves without running anything in them on its own.
ASSET_TYPES = frozenset(
    {
        *(".avif", ".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"),
        *(".doc", ".docx", ".key", ".numbers", ".odg", ".odp", ".ods", ".odt", ".pages", ".pdf", ".ppt", ".pptx"),
        *(".rtf", ".vsd", ".vsdx", ".xls", ".xlsb", ".xlsx", ".csv", ".md", ".txt", ".eml", ".ics", ".msg", ".vcf"),
        *(".m4a", ".mov", ".mp3", ".mp4", ".ogg", ".webm", ".zip", ".woff2"),
    }
)
# Control characters, line separators, what is invisible or turns the direction of writing, halves of characters.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
)
_SCHEME = re.compile(r"([^/?#:]*):")
_WEB = re.compile(r"https?://[^\s/?#\\@:\"<>^`{|}]+(:\d{1,5})?([/?#][^\s\\\"<>^`{|}]*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@?#&/\\\"<>]+@[^\s@?#&/\\\"<>]+(\?[^\s\\\"<>]*)?", re.IGNORECASE)

_EMPTY = Text(en="it leads nowhere", de="er führt nirgendwohin")
_TOO_LONG = Text(
    en=f"it has more than {MAX_LENGTH:,} characters", de=f"er hat mehr als {MAX_LENGTH:,} Zeichen".replace(",", ".")
)
_INVISIBLE = Text(en="it contains invisible characters", de="er enthält unsichtbare Zeichen")
_BACKSLASH = Text(
    en="it contains a backslash; folders are separated by /",
    de="er enthält einen umgekehrten Schrägstrich; Ordner werden mit / getrennt",
)
_BAD_WEB = Text(en="it is no proper web address", de="er ist keine richtige Webadresse")
_BAD_MAIL = Text(en="it is no proper mail address", de="er ist keine richtige E-Mail-Adresse")
_ABSOLUTE = Text(
    en="it starts with /; links within the plans start at the file they stand in, as in ../other-account/plan.yaml",
    de="er beginnt mit /; Links innerhalb der Pläne gehen von ihrer Datei aus, etwa ../anderer-kunde/plan.yaml",
)
_OTHER_HOST = Text(
    en="it starts with // and so leads to another host; write https://",
    de="er beginnt mit // und führt so zu einem anderen Rechner; schreiben Sie https://",
)
_QUERY = Text(en="a link to a file has no ? in it", de="ein Link auf eine Datei enthält kein ?")
_COLON = Text(en="a link to a file has no colon in it", de="ein Link auf eine Datei enthält keinen Doppelpunkt")
_PERCENT = Text(en="its %-codes stand for no text", de="seine %-Codes stehen für keinen Text")
_LEAVES = Text(en="it leaves the folder of the plans", de="er verlässt den Ordner der Pläne")
_NO_FILE = Text(
    en="it names neither a chapter (.md, .yaml) nor a file in assets/",
    de="er nennt weder ein Kapitel (.md, .yaml) noch eine Datei in assets/",
)
_ASSET_TYPE = Text(
    en="files of this type are not linked, because a browser might run what is in them",
    de="auf Dateien dieser Art wird nicht verlinkt, weil ein Browser ihren Inhalt ausführen könnte",
)
_NO_IMAGE = Text(
    en="pictures are shown from assets/ only, so that no page asks another host",
    de="Bilder werden nur aus assets/ gezeigt, damit keine Seite einen anderen Rechner fragt",
)


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """What a link leads to.

    `path` is the address of an external link; for a plan's file or an asset the path, from the file that holds the
    link or, where that is known, from the plans folder. `anchor` has no `#`. `reason` says why a target is refused.
    """

    kind: LinkKind
    path: str = ""
    anchor: str = ""
    reason: Text | None = None


def classify_link(target: str, file: str | None = None) -> LinkTarget:
    """What a target in prose leads to; whatever is not known to be harmless is refused.

    With `file`, the path in the plans folder of the file that holds the link, the path is resolved, and one that
    leaves the plans folder is refused.
    """
    target = target.strip(" ")
    if reason := _unusable(target):
        return _refused(reason)
    if target.startswith("#"):
        return _anchor(target[1:])
    if scheme := _SCHEME.match(target):
        return _external(target, scheme[1].lower())
    if target.startswith("/"):
        return _refused(_OTHER_HOST if target.startswith("//") else _ABSOLUTE)
    return _file(target, file)


def classify_image(target: str, file: str | None = None) -> LinkTarget:
    """The same for the target of an image: an asset, or refused."""
    found = classify_link(target, file)
    return found if found.kind in ("asset", "refused") else _refused(_NO_IMAGE)


def address_kind(address: str) -> Literal["external", "inside"] | None:
    """Whether an address that goes into a page leads outside or stays; None for one that must not be in a page.

    The last line of defence: it judges what a browser makes of the address, not what the author wrote.
    """
    bare = re.sub(r"[\x00-\x20\x7f-\x9f]", "", address)
    if bare.startswith("//") or "\\" in bare:
        return None
    if scheme := _SCHEME.match(bare):
        return "external" if scheme[1].lower() in ("http", "https", "mailto") else None
    return "inside"


def github_anchor(text: str) -> str:
    """The anchor of a heading as GitHub makes it: lower case, letters of every script, blanks to `-`, else nothing."""
    return "".join("-" if letter == " " else letter for letter in text.strip().lower() if _stays(letter))


def number_anchors(anchors: Iterable[str]) -> Iterator[str]:
    """The anchors with repeated ones numbered `-1`, `-2`, so that each is there once."""
    counts: dict[str, int] = {}
    for anchor in anchors:
        numbered = anchor
        while numbered in counts:
            counts[anchor] += 1
            numbered = f"{anchor}-{counts[anchor]}"
        counts[numbered] = 0
        yield numbered


@lru_cache(maxsize=1024)
def _stays(letter: str) -> bool:
    return letter in " -_" or unicodedata.category(letter) in (
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "Mn",
        "Mc",
        "Me",
        "Nd",
        "Pc",
    )


def _unusable(target: str) -> Text | None:
    if not target or target == "#":
        return _EMPTY
    if len(target) > MAX_LENGTH:
        return _TOO_LONG
    if _HIDDEN.search(target):
        return _INVISIBLE
    return _BACKSLASH if "\\" in target else None


def _anchor(written: str) -> LinkTarget:
    anchor = _decoded(written)
    return LinkTarget("anchor", anchor=anchor) if isinstance(anchor, str) else _refused(anchor)


def _external(target: str, scheme: str) -> LinkTarget:
    if scheme in ("http", "https"):
        return LinkTarget("external", target) if _WEB.fullmatch(target) else _refused(_BAD_WEB)
    if scheme == "mailto":
        proper = _MAIL.fullmatch(target) and not _HIDDEN.search(unquote(target))
        return LinkTarget("external", target) if proper else _refused(_BAD_MAIL)
    name = scheme if re.fullmatch(r"[a-z][a-z0-9+.-]{0,30}", scheme) else ""
    return _refused(
        Text(
            en=f"addresses that start with {name}: are not allowed; only http, https and mailto are",
            de=f"Adressen, die mit {name}: beginnen, sind nicht erlaubt, nur http, https und mailto",
        )
        if name
        else _COLON
    )


def _file(target: str, file: str | None) -> LinkTarget:
    written, _, fragment = target.partition("#")
    if "?" in written:
        return _refused(_QUERY)
    path, anchor = _decoded(written), _decoded(fragment)
    if not isinstance(path, str) or not isinstance(anchor, str):
        return _refused(path if not isinstance(path, str) else anchor)  # type: ignore[arg-type]
    if ":" in path:
        return _refused(_COLON)
    if path.startswith("/"):
        return _refused(_ABSOLUTE)
    if not path or path.rpartition("/")[2] in ("", ".", ".."):
        return _refused(_NO_FILE)
    resolved = normpath(path if file is None else join(dirname(file), path))
    if file is not None and resolved.startswith("../"):
        return _refused(_LEAVES)
    *folders, name = resolved.split("/")
    if "assets" in folders:
        known = "." + name.rpartition(".")[2].lower() in ASSET_TYPES and not name.startswith(".")
        return LinkTarget("asset", resolved, anchor) if known else _refused(_ASSET_TYPE)
    if name.endswith(CHAPTER_TYPES) and not name.startswith("."):
        return LinkTarget("plan", resolved, anchor)
    return _refused(_NO_FILE)


def _decoded(written: str) -> str | Text:
    """The text behind %-codes, or why there is none that a link may hold."""
    try:
        text = unquote_to_bytes(written).decode("utf-8")
    except UnicodeDecodeError:
        return _PERCENT
    if _HIDDEN.search(text):
        return _INVISIBLE
    return _BACKSLASH if "\\" in text else text


def _refused(reason: Text) -> LinkTarget:
    return LinkTarget("refused", reason=reason)
