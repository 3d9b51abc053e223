"""Frames of a webcam, a network camera, a video file or a folder of pictures.

OpenCV reads them, as it knows the cameras of every system. A live source gives its
newest frame and leaves out those for which there was no time; a file gives every frame
that is due on its own clock, however long that takes.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import cv2

from edge.address import without_password
from edge.errors import SourceUnusable
from visage.errors import VisageError
from visage.pictures.photo import FORMATS, Photo
from visage.pictures.picture import Picture

NETWORK = re.compile(r"^(rtsps?|rtmps?|https?|udp|tcp|srt)://")
# How long a camera that stopped is waited for before it is opened again, and at most.
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
# Cameras may fail to give one frame and go on; so many in a row, and it is gone.
PATIENCE = 10


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a source, `uint8` RGB (height, width, 3).

    `at` is in seconds on the source's own clock, which never goes back; `taken` is when
    that was; `passed` counts the frames since the one before, this one included.
    """

    picture: Picture
    at: float
    taken: datetime
    passed: int = 1


class Source(Protocol):
    """Where frames come from. Raises SourceUnusable where there are none."""

    name: str  # as it can be shown: without the password of an address

    def frames(self, rate: float) -> Iterator[Frame]:
        """At most `rate` frames a second of the source's own clock."""
        ...

    def close(self) -> None:
        """End `frames`, from whichever thread, even while it waits for one."""
        ...


def source_of(said: str) -> Source:
    """What the user named: the number of a webcam, an address, a file or a folder."""
    if said.isascii() and said.isdigit():
        return Camera(int(said))
    if NETWORK.match(said):
        return Camera(said)
    path = Path(said)
    if path.is_dir():
        return Folder(path)
    if path.is_file():
        return Video(path)
    raise SourceUnusable(
        f"{without_password(said)}: there is no such file or folder. A source is the "
        "number of a webcam (0 for the first), an address (rtsp://…), a video file or "
        "a folder of pictures."
    )


class Video:
    """A video file, every due frame of it."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._capture = _opened(str(path), self.name)
        self._reading = threading.Lock()

    def frames(self, rate: float) -> Iterator[Frame]:
        """The due frames, each decoded while the one before is looked at."""
        decoded = self._decoded(rate)
        with ThreadPoolExecutor(1, "video") as decoder:
            coming = decoder.submit(next, decoded, None)
            while (frame := coming.result()) is not None:
                coming = decoder.submit(next, decoded, None)
                yield frame

    def _decoded(self, rate: float) -> Iterator[Frame]:
        started = datetime.now(UTC)
        due, passed, at, given = 0.0, 0, 0.0, False
        while True:
            with self._reading:  # and so not while it is closed
                if not self._capture.grab():
                    break
                # Some files say for every frame that it is at 0: then they are counted.
                at = max(at, self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1e3)
                got, picture = self._capture.retrieve() if at >= due else (False, None)
            passed += 1
            if not got:
                continue
            due, given = at + 1 / rate - 1e-3, True
            taken = started + timedelta(seconds=at)
            yield Frame(_rgb(picture), at, taken, passed)
            passed = 0
        if not given and self._capture.isOpened():
            raise SourceUnusable(f"{self.name}: no frame of it can be read.")

    def close(self) -> None:
        with self._reading:
            self._capture.release()


class Folder:
    """The pictures of a folder in the order of their names, one each step of time."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        kinds = {name.lower() for name in FORMATS} | {"jpg", "tif", "heic", "avif"}
        self._paths = sorted(
            each for each in path.iterdir() if each.suffix[1:].lower() in kinds
        )
        if not self._paths:
            raise SourceUnusable(f"{self.name}: the folder has no pictures.")
        self._closed = False

    def frames(self, rate: float) -> Iterator[Frame]:
        passed, given = 0, False
        for number, path in enumerate(self._paths):
            if self._closed:
                return
            passed += 1
            try:
                picture = Photo(path.read_bytes()).pixels
            except (VisageError, OSError):
                continue
            taken = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            yield Frame(picture, number / rate, taken, passed)
            passed, given = 0, True
        if not given:
            raise SourceUnusable(f"{self.name}: no picture in it can be read.")

    def close(self) -> None:
        self._closed = True


class Camera:
    """A webcam or a network camera; opened again, with patience, when it stops."""

    def __init__(self, where: int | str) -> None:
        self.name = without_password(str(where))
        self._where = where
        self._capture: Any = _opened(where, self.name)
        self._newest: tuple[Any, float, datetime] | None = None
        self._passed = 0
        self._closed = threading.Event()
        self._changed = threading.Condition()
        threading.Thread(target=self._read, name="camera", daemon=True).start()

    def frames(self, rate: float) -> Iterator[Frame]:
        while not self._closed.is_set():
            with self._changed:
                self._changed.wait_for(
                    lambda: self._newest is not None or self._closed.is_set()
                )
                newest, self._newest = self._newest, None
                passed, self._passed = self._passed, 0
            if newest is None:
                return
            picture, at, taken = newest
            yield Frame(_rgb(picture), at, taken, passed)
            self._closed.wait(max(0.0, at + 1 / rate - time.monotonic()))

    def close(self) -> None:
        self._closed.set()
        with self._changed:
            self._changed.notify_all()

    def _read(self) -> None:
        """Take every frame as it comes: what is not taken waits, and grows old."""
        failed = 0
        while not self._closed.is_set():
            picture = self._next()
            if picture is not None:
                failed = 0
                with self._changed:
                    self._newest = picture, time.monotonic(), datetime.now(UTC)
                    self._passed += 1
                    self._changed.notify_all()
                continue
            failed += 1
            if failed >= PATIENCE:
                self._open_again()
                failed = 0
        self._capture.release()

    def _next(self) -> Any:
        """The next frame, in OpenCV's order of colours; None where there is none.

        OpenCV fails on some broken frames, where it usually gives none.
        """
        try:
            got, picture = self._capture.read()
        except cv2.error:
            return None
        return picture if got and picture.ndim == 3 else None

    def _open_again(self) -> None:
        wait = FIRST_WAIT
        while not self._closed.is_set():
            self._capture.release()
            self._capture = cv2.VideoCapture(self._where)
            if self._capture.isOpened():
                return
            self._closed.wait(wait)
            wait = min(LONGEST_WAIT, wait * 2)


def _opened(where: int | str, name: str) -> Any:
    capture = cv2.VideoCapture(where)
    if not capture.isOpened():
        raise SourceUnusable(
            f"{name}: this cannot be opened as a camera or a video. A webcam may be in "
            "use by another program or not permitted; an address may need a user and a "
            "password (rtsp://user:password@host/…)."
        )
    return capture


def _rgb(picture: Any) -> Picture:
    converted: Picture = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    return converted
