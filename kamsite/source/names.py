"""File names: which ones are no part of the plans, which ones cannot be used, which ones are the same elsewhere."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.source.surroundings import same_name, unusable_name

_LONGEST = 255
# What editors, operating systems and office programs leave behind; hidden files begin with a dot.
_LEFT_BEHIND = re.compile(
    r"\.(?!\.?$).*|.*~|~\$.*|#.*#|.*\.sw[a-p]|thumbs\.db|ehthumbs\.db|desktop\.ini|__macosx|icon\r",
    re.IGNORECASE | re.DOTALL,
)
# Control characters, line breaks, marks that turn the direction of writing, the byte order mark.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_NOT_UTF8 = Text(en="is not encoded in UTF-8", de="ist nicht in UTF-8 kodiert")
_CONTROL = Text(en="contains control characters", de="enthält Steuerzeichen")
_BACKSLASH = Text(en=r"contains a backslash (\)", de=r"enthält einen umgekehrten Schrägstrich (\)")
_TOO_LONG = Text(en=f"is longer than {_LONGEST} bytes", de=f"ist länger als {_LONGEST} Byte")
_STEPS_OUT = Text(en="leads out of the folder", de="führt aus dem Ordner hinaus")


def is_usable(path: bytes) -> bool:
    """Whether a path (with `/`) names a file of the plans: not left behind by a program, no trouble with the name."""
    return _verdict(path) is None


def is_left_behind(path: bytes) -> bool:
    """Whether a path is hidden or left behind by a program; such files are no part of the plans."""
    return _verdict(path) is True


def name_trouble(path: bytes) -> Finding | None:
    """K004 when the path cannot be used, else None."""
    verdict = _verdict(path)
    return unusable_name(fit_to_show(path), verdict) if isinstance(verdict, Text) else None


def fit_to_show(path: bytes) -> str:
    r"""The path as text in which everything invisible or not UTF-8 is written as an escape such as `\xff`."""
    text = path.decode("utf-8", "backslashreplace")
    return _UNPRINTABLE.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def same_names(paths: Iterable[str]) -> Iterator[Finding]:
    """K005 for every file or folder whose name differs from one beside it only in case or normalisation."""
    steps = _with_folders(paths)
    if len({_folded(step) for step in steps}) == len(steps):
        return
    seen: dict[tuple[str, str], str] = {}
    for step in steps:
        folder, _, name = step.rpartition("/")
        other = seen.setdefault((folder, _folded(name)), step)
        if other != step:
            yield same_name(step, other)


def _with_folders(files: Iterable[str]) -> dict[str, None]:
    """The files and every folder above one of them."""
    steps = dict.fromkeys(files)
    folders = {file.rpartition("/")[0] for file in steps}
    while folders := folders - steps.keys() - {""}:
        steps.update(dict.fromkeys(sorted(folders)))
        folders = {folder.rpartition("/")[0] for folder in folders}
    return steps


@lru_cache(maxsize=65536)
def _verdict(path: bytes) -> Text | bool | None:
    """None: usable; True: left behind; a text: why it cannot be used."""
    folder, slash, name = path.rpartition(b"/")
    above = _verdict(folder) if slash else None
    return above if above is True else _verdict_on_name(name) or above


@lru_cache(maxsize=65536)
def _verdict_on_name(name: bytes) -> Text | bool | None:
    text = name.decode("utf-8", "replace")
    if _LEFT_BEHIND.fullmatch(text):
        return True
    if name in (b"", b".", b".."):
        return _STEPS_OUT
    if len(name) > _LONGEST:
        return _TOO_LONG
    if _UNPRINTABLE.search(text):
        return _CONTROL
    if "\\" in text:
        return _BACKSLASH
    return None if text.encode() == name else _NOT_UTF8


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
