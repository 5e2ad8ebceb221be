"""Work spread over processes, and ended with them whatever happens."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, TypeVar

_Work = TypeVar("_Work")
_Result = TypeVar("_Result")

FORKS = sys.platform == "linux"
"""Whether other processes begin with everything that this one knows; elsewhere it is told to them, pickled."""

_DO: list[Callable[[Any], Any]] = []


def spread(do: Callable[[_Work], _Result], works: Sequence[_Work], jobs: int) -> Iterator[_Result]:
    """What `do` makes of each of some works, in their order; in several processes if there are several `jobs`.

    Works and results are pickled on their way, and `do` where processes do not fork.
    """
    if jobs < 2 or len(works) < 2:
        return map(do, works)
    return _in_processes(do, works, min(jobs, len(works)))


def _in_processes(do: Callable[[_Work], _Result], works: Iterable[_Work], jobs: int) -> Iterator[_Result]:
    context = multiprocessing.get_context("fork" if FORKS else "spawn")
    others = multiprocessing.active_children()
    with ProcessPoolExecutor(jobs, context, _begin, (do,)) as pool:
        try:
            yield from pool.map(_do, works)
        except BaseException:
            # Nobody waits for what they are at; nobody needs the trace of a pool that stumbles over that.
            threading.excepthook = lambda _: None
            for process in multiprocessing.active_children():
                if process not in others:
                    process.kill()
            pool.shutdown(cancel_futures=True)
            raise
        finally:
            threading.excepthook = threading.__excepthook__


def _begin(do: Callable[[Any], Any]) -> None:
    _DO[:] = [do]
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Ends this process as soon as the build that started it is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(work: Any) -> Any:
    return _DO[0](work)


def usual_jobs() -> int:
    """How many processes work when nobody says: one for each core that we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
