"""Single files, written whole or not at all."""

import os
from pathlib import Path

from kamsite.output.published import OutputError, cannot_write


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file beside its place, then puts it there in one step; folders above it are made.

    A link in its place is replaced, not followed. Raises OutputError (K022) where the system refuses.
    """
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_bytes(content)
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as trouble:
        raise OutputError(cannot_write(file, trouble)) from trouble
