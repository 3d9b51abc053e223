"""A window that shows the frames and the faces that are followed."""

from __future__ import annotations

import cv2
import numpy as np

from edge.agent import Shown
from edge.errors import EdgeError
from visage.pictures.picture import Picture

TITLE = "visage-edge"
GREEN = (80, 200, 80)  # BGR
WIDEST = 1280


class NoScreen(EdgeError):
    """There is no screen, or this OpenCV has no windows."""


class Window:
    """Opened with the first frame; `closed` once its owner pressed q or Escape."""

    def __init__(self) -> None:
        self.closed = False

    def show(self, shown: Shown) -> None:
        """Draw a frame and its tracks. Raises NoScreen."""
        drawn = drawing(shown)
        try:
            cv2.imshow(TITLE, drawn)
            pressed = cv2.waitKey(1) & 0xFF
        except cv2.error as error:
            raise NoScreen(
                "No window can be opened: there is no screen, or OpenCV was installed "
                "without windows (opencv-python-headless). Leave out --show."
            ) from error
        self.closed = self.closed or pressed in (ord("q"), 27)


def drawing(shown: Shown) -> Picture:
    """The frame in OpenCV's order of colours, with a box and an id for each track."""
    picture = cv2.cvtColor(shown.frame.picture, cv2.COLOR_RGB2BGR)
    scale = min(1.0, WIDEST / picture.shape[1])
    drawn = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    for track in shown.tracks:
        box = track.box
        corners = [round(v * scale) for v in (box.left, box.top, box.right, box.bottom)]
        left, top, right, bottom = corners
        cv2.rectangle(drawn, (left, top), (right, bottom), GREEN, 2)
        place = (left, max(12, top - 6))
        cv2.putText(drawn, track.id[:4], place, cv2.FONT_HERSHEY_SIMPLEX, 0.5, GREEN, 1)
    return drawn.astype(np.uint8, copy=False)
