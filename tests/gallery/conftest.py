"""The galleries that the conformance suite runs on: a new one adds its factory here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from local.rehearsal.gallery import emulated, opened
from tests.gallery.makers import Clock
from visage.gallery.memory import MemoryGallery
from visage.gallery.protocol import Gallery
from visage.gallery.sqlite.gallery import SqliteGallery

# Makes an empty gallery that looks at this clock, and may use this folder.
Factory = Callable[[Path, Clock], AbstractContextManager[Gallery]]


@contextmanager
def memory(folder: Path, clock: Clock) -> Iterator[Gallery]:
    yield MemoryGallery(clock)


@contextmanager
def sqlite(folder: Path, clock: Clock) -> Iterator[Gallery]:
    gallery = SqliteGallery(folder / "gallery.sqlite3", clock)
    try:
        yield gallery
    finally:
        gallery.close()


@contextmanager
def aws(folder: Path, clock: Clock) -> Iterator[Gallery]:
    with emulated():
        yield opened(clock)


FACTORIES: dict[str, Factory] = {"memory": memory, "sqlite": sqlite, "aws": aws}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=sorted(FACTORIES))
def gallery(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock
) -> Iterator[Gallery]:
    """An empty gallery of each kind."""
    with FACTORIES[request.param](tmp_path, clock) as made:
        yield made
