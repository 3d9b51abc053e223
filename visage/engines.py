"""What a process loads once, when it is first needed, whichever thread needs it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from visage.faces.finder import Finder
from visage.recognition.recognizer import Recognizer

T = TypeVar("T")


class Once(Generic[T]):
    """Something costly that is made by the first call; other threads wait for it.

    Where making it fails, the next call tries again.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: T | None = None

    def __call__(self) -> T:
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made


finder = Once(Finder.configured)
recognizer = Once(lambda: Recognizer.configured(finder()))
