"""What a process serves by handle: loaded when first asked for, and kept up to date.

A process looks at the store's index again after FRESH seconds, at the next request.
So a version that is pushed or rolled back to is in use everywhere within that time.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from visage.errors import StoreUnreachable
from visage.models.handles import Handles, Index, Trained

T = TypeVar("T")

# Seconds for which a process takes what it knows of the handles for true.
FRESH = 30.0
# Classifiers that a process holds at once; the one that rested longest makes way. A
# tuned network takes some 300 MB.
MOST = 3


class Served(Generic[T]):
    """The classifiers of a store, each as `load` makes it of its current version.

    `clock` gives seconds that only rise.
    """

    def __init__(
        self,
        handles: Callable[[], Handles],
        load: Callable[[Trained], T],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._handles = handles
        self._load = load
        self._clock = clock
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._read_at = 0.0
        # By handle: the digest of the card, and what was made of it.
        self._loaded: OrderedDict[str, tuple[str, T]] = OrderedDict()

    def __call__(self, handle: str) -> T:
        """What serves a handle. Raises UnknownHandle, or what loading it raises."""
        with self._lock:
            version = self._current()[handle].served
            digest, made = self._loaded.get(handle, ("", None))
            if made is None or digest != version.card_sha256:
                made = self._load(self._handles().trained(handle, version))
                self._loaded[handle] = version.card_sha256, made
            self._loaded.move_to_end(handle)
            while len(self._loaded) > MOST:
                self._loaded.popitem(last=False)
            return made

    def index(self) -> Index:
        """The handles of the store, as this process knows them."""
        with self._lock:
            return self._current()

    def _current(self) -> Index:
        now = self._clock()
        if self._index is None or now - self._read_at >= FRESH:
            try:
                self._index = self._handles().index()
            except StoreUnreachable:
                if self._index is None:
                    raise
                # What is loaded goes on being served; the next look is after FRESH.
            self._read_at = now
        return self._index
