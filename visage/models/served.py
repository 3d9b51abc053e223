"""What a process serves by handle: loaded when first asked for, and kept up to date.

A process looks at the store's index again after FRESH seconds, at the next request.
So a version that is pushed or rolled back to is in use everywhere within that time.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from visage.errors import ModelTooLarge, StoreUnreachable
from visage.models.card import REPORT
from visage.models.handles import Handles, Index, Trained

T = TypeVar("T")

# Seconds for which a process takes what it knows of the handles for true.
FRESH = 30.0
# Classifiers that a process holds at once, and the bytes of their files together; the
# one that rested longest makes way. In memory a network takes up to 3.4 times its file,
# as ONNX Runtime keeps its weights in another order besides (measured: 3.3 times with
# ResNet-152, 2.1 with VGG-16).
MOST = 3
MOST_BYTES = 400_000_000


@dataclass(frozen=True)
class _Held(Generic[T]):
    """What was made of a version, by the digest of its card, and its files' bytes."""

    digest: str
    size: int
    made: T


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
        self._loaded: OrderedDict[str, _Held[T]] = OrderedDict()  # by handle

    def __call__(self, handle: str) -> T:
        """What serves a handle. Raises UnknownHandle, or what loading it raises."""
        with self._lock:
            version = self._current()[handle].served
            held = self._loaded.pop(handle, None)
            if held is None or held.digest != version.card_sha256:
                held = self._made(self._handles().trained(handle, version))
            self._loaded[handle] = held
            return held.made

    def _made(self, trained: Trained) -> _Held[T]:
        """Load a version, after what has to make way for it is gone."""
        size = sum(
            file.size for name, file in trained.card.files.items() if name != REPORT
        )
        if size > MOST_BYTES:
            raise ModelTooLarge(
                f"The classifier {trained.handle} has {size / 1e6:,.0f} MB; at most "
                f"{MOST_BYTES / 1e6:,.0f} MB are held. Push a smaller network."
            )
        while self._loaded and (
            len(self._loaded) >= MOST
            or size + sum(held.size for held in self._loaded.values()) > MOST_BYTES
        ):
            self._loaded.popitem(last=False)
        return _Held(trained.version.card_sha256, size, self._load(trained))

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
