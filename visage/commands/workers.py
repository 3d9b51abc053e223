"""Work on many things in several processes, a few of them under way at any time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait as wait_for
from typing import TypeVar

from visage.errors import VisageError

T = TypeVar("T")
R = TypeVar("R")

# Things that wait in front of each process, so that none is idle.
_WAITING = 4


class WorkerLost(VisageError):
    """A process that worked for this one has ended."""

    code = "worker_lost"


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_processes(
    things: Iterable[T], work: Callable[[T], R], processes: int
) -> Iterator[R]:
    """What comes of each thing, in the order in which they are done.

    `work` is a function of a module; what it raises ends all of it. With one process,
    it is this one; others end with this one, however it ends. Raises WorkerLost.
    """
    if processes == 1:
        yield from map(work, things)
        return
    # A fork would copy the locks of ONNX Runtime's threads in whatever state they are.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=_begin)
    waiting, under_way = iter(things), set[Future[R]]()
    try:
        while True:
            free = processes * _WAITING - len(under_way)
            under_way |= {pool.submit(work, thing) for thing in islice(waiting, free)}
            if not under_way:
                break
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in done)
    except BrokenProcessPool as error:
        raise WorkerLost(
            "A process that worked on the pictures has ended, perhaps for want of "
            "memory. What was done until then is kept: start again to go on, with "
            "fewer processes if it happens again."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    # Ctrl-C reaches every process of a terminal; the first one says what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait_for([parent.sentinel])
    os._exit(1)
