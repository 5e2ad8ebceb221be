"""Work without the search for garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Meanwhile nobody looks for garbage: our work leaves no cycles behind, and the search takes a seventh of it.

    What is there in the end stays: a search through all of it, just before a command ends, took a tenth of one.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()
