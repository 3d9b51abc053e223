"""The face of each picture: found and cut out once, on every core, and kept.

What was found in a file is kept under the file's digest and that of the networks, so
that the next training, or one that was interrupted, begins where there is nothing left
to find. The kept faces lie beside the runs: whoever deletes that folder deletes them.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Self

from visage.errors import Unready, VisageError
from visage.faces.face import Face
from visage.faces.finder import NETWORKS, Finder
from visage.models.store import ModelStore, model_store
from visage.pictures.photo import Photo
from visage.recognition.chips import PLAIN, dlib_chip
from visage.recognition.embed import Embedder, Profile, profile
from visage.recognition.recognizer import finest
from visage.training.duplicates import signature
from visage.training.faults import CannotTrain, Left
from visage.training.kept import NO_CHIP, NO_VECTOR, Found, Kept
from visage.training.sources import Labelled

# Counts the ways in which faces have been chosen and cut out: what was kept in another
# way is found anew.
RECIPE = 2
# At this distance from the middle, in shorter sides of the picture, the size of a face
# counts for 1/e.
NEAR = 0.3
# Files that each process may have waiting, so that few are in memory at once.
_WAITING = 4


@dataclass(frozen=True)
class Look:
    """How faces are looked at: by which profile, and whether its network is asked."""

    profile: str
    embeds: bool = True

    def digest(self, models: ModelStore) -> str:
        """The digest of all that what is found depends on, but the file.

        Raises ModelMissing.
        """
        wanted = [*NETWORKS, profile(self.profile).model] if self.embeds else NETWORKS
        parts = [models.sha256(name) for name in wanted]
        text = " ".join([str(RECIPE), self.profile, *parts])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


class Looker:
    """What a process needs to look at pictures: the finder, and the embedder."""

    def __init__(self, finder: Finder, wanted: Profile, embedder: Embedder | None):
        self.finder = finder
        self.profile = wanted
        self.embedder = embedder

    @classmethod
    def load(cls, look: Look) -> Self:
        """Load from the store that the settings name."""
        models, wanted = model_store(), profile(look.profile)
        embedder = Embedder(wanted, models.read(wanted.model)) if look.embeds else None
        return cls(Finder.load(models), wanted, embedder)

    def look(self, digest: str, raw: bytes) -> Found:
        """The face that a file is of, or why there is none."""
        try:
            photo = Photo(raw)
            faces = self.finder.find(photo).faces
            if not faces:
                return _without(digest, Left.NO_FACE)
            picture, face = finest(photo, prominent(photo, faces))
        except Unready:
            raise
        except VisageError as error:
            return _without(digest, error.said(picture="it").rstrip("."))
        chip = self.profile.chip(picture, face, PLAIN)
        vector = NO_VECTOR
        if self.embedder:
            vector = self.embedder.vectors([(picture, face)])[0]
        once = signature(dlib_chip(picture, face))
        return Found(digest, len(faces), chip, vector, once)


def prominent(photo: Photo, faces: Sequence[Face]) -> Face:
    """The face that a picture is of: large, and not far from the middle.

    Of 126 pictures of LFW with several faces it is the right one in all, the largest
    in 113; of 5 of the public figures both are right.
    """
    side = min(photo.width, photo.height)

    def weight(face: Face) -> float:
        x, y = face.box.centre
        away = math.hypot(x - photo.width / 2, y - photo.height / 2) / side
        return face.box.area * math.exp(-((away / NEAR) ** 2))

    return max(faces, key=weight)


def _without(digest: str, fault: str) -> Found:
    return Found(digest, 0, NO_CHIP, NO_VECTOR, NO_VECTOR, fault)


class Workers:
    """Processes that look at pictures; none is started before there is a need."""

    def __init__(self, look: Look, kept: Kept, count: int) -> None:
        self._look = look
        self._kept = kept
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    def found(self, files: Iterable[Labelled]) -> Generator[tuple[Labelled, Found]]:
        """What is in each file, in their order. Raises CannotTrain."""
        waiting: deque[tuple[Labelled, Found | Future[Found]]] = deque()
        try:
            for each in files:
                waiting.append((each, self._asked(each)))
                if len(waiting) > _WAITING * self._count:
                    yield self._next(waiting)
            while waiting:
                yield self._next(waiting)
        finally:
            self.close()

    def close(self) -> None:
        """End the processes, without waiting for what they have not begun."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _asked(self, each: Labelled) -> Found | Future[Found]:
        raw = each.read()
        if isinstance(raw, str):
            return _without("", raw)
        digest = hashlib.sha256(raw).hexdigest()
        return self._kept.read(digest) or self._started().submit(_looked, digest, raw)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # A forked process would have ONNX Runtime's locks, but not its threads.
            self._pool = ProcessPoolExecutor(
                self._count,
                mp_context=get_context("spawn"),
                initializer=_begin,
                initargs=(self._look, self._kept.folder),
            )
        return self._pool

    def _next(
        self, waiting: deque[tuple[Labelled, Found | Future[Found]]]
    ) -> tuple[Labelled, Found]:
        each, found = waiting.popleft()
        if isinstance(found, Found):
            return each, found
        try:
            return each, found.result()
        except BrokenProcessPool as error:
            raise CannotTrain(
                f"A process that looks for faces was ended by the system at "
                f"{each.name}, perhaps for want of memory. What was found is kept: "
                "start again, with fewer --workers."
            ) from error


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# What a worker process has: set once when it starts.
_worker: tuple[Looker, Kept] | None = None


def _begin(look: Look, folder: Path) -> None:
    global _worker
    _worker = Looker.load(look), Kept(folder)


def _looked(digest: str, raw: bytes) -> Found:
    assert _worker is not None  # the pool has begun it
    looker, kept = _worker
    found = looker.look(digest, raw)
    kept.write(found)
    return found
