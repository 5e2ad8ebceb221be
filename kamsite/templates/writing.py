"""Writes new files into a folder: nothing that exists is touched, no link is followed."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text

_NEW = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))
)


class WritingError(Exception):
    """Nothing can be written there; holds the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Written:
    """Which files were made, and which existed before and were left as they are; paths with `/`."""

    made: tuple[str, ...]
    left: tuple[str, ...]


def write_new(top: Path, files: Mapping[str, str]) -> Written:
    """Writes the files that do not exist yet below `top`, which is made if need be.

    Raises WritingError before anything is written where the way to a file leads over a link or a file, and when the
    system refuses.
    """
    for file in files:
        _check_way(top, file)
    made: list[str] = []
    left: list[str] = []
    try:
        for file, text in files.items():
            (top / file).parent.mkdir(parents=True, exist_ok=True)
            (made if _write(top / file, text) else left).append(file)
    except OSError as trouble:
        raise WritingError(
            cannot_be_written(str(trouble.filename or top), trouble.strerror or str(trouble))
        ) from trouble
    return Written(tuple(made), tuple(left))


def rewrite(top: Path, files: Mapping[str, str]) -> Written:
    """Writes files that are made from something else, in place of older ones; those that are the same are left."""
    for file in files:
        _check_way(top, file)
        if (top / file).is_symlink():
            raise WritingError(a_link(str(top / file)))
    changed = {file: text for file, text in files.items() if _read(top / file) != text.encode("utf-8")}
    try:
        for file in changed:
            (top / file).unlink(missing_ok=True)
    except OSError as trouble:
        raise WritingError(
            cannot_be_written(str(trouble.filename or top), trouble.strerror or str(trouble))
        ) from trouble
    made = write_new(top, changed).made
    return Written(made, tuple(file for file in files if file not in made))


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _write(file: Path, text: str) -> bool:
    """Writes a file that is not there yet; says whether it was."""
    try:
        descriptor = os.open(file, _NEW, 0o666)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(text.encode("utf-8"))
    return True


def _check_way(top: Path, file: str) -> None:
    """Refuses a way that leads over a link, which could lead anywhere, or over something that is no folder."""
    place = top
    if place.exists() and not place.is_dir():
        raise WritingError(_no_folder(str(place)))
    for step in file.split("/")[:-1]:
        place = place / step
        if place.is_symlink():
            raise WritingError(a_link(str(place)))
        if place.exists() and not place.is_dir():
            raise WritingError(_no_folder(str(place)))


def a_link(place: str) -> Finding:
    """K024: the way leads over a link."""
    message = Text(
        f"{place} is a link to another place; nothing was written.",
        f"{place} ist eine Verknüpfung mit einem anderen Ort; es wurde nichts geschrieben.",
    )
    hint = Text("Replace it by a folder of its own.", "Ersetzen Sie sie durch einen eigenen Ordner.")
    return Finding("K024", Severity.ERROR, Place(place), message, hint)


def _no_folder(place: str) -> Finding:
    message = Text(
        f"{place} is not a folder; nothing was written.", f"{place} ist kein Ordner; es wurde nichts geschrieben."
    )
    hint = Text(
        "Choose another place, or rename this file.", "Wählen Sie einen anderen Ort, oder benennen Sie diese Datei um."
    )
    return Finding("K024", Severity.ERROR, Place(place), message, hint)


def cannot_be_written(place: str, reason: str) -> Finding:
    """K024: the system does not let us write."""
    message = Text(f"This cannot be written: {reason}.", f"Das lässt sich nicht schreiben: {reason}.")
    hint = Text("Check the rights and the free space.", "Prüfen Sie Rechte und freien Platz.")
    return Finding("K024", Severity.ERROR, Place(place), message, hint)
