"""Messages and crops for tests: real JPEG files of a portrait's face."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache

from PIL import Image

from tests.conftest import portrait
from visage.watch.events import Crop, TrackEvent, new_id

TAKEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@cache
def jpeg(side: int = 120) -> bytes:
    """The astronaut's face as a small JPEG."""
    image = Image.fromarray(portrait("astronaut")[60:220, 150:310])
    written = io.BytesIO()
    image.resize((side, side)).save(written, "JPEG", quality=80)
    return written.getvalue()


def crop(quality: float = 0.8, image: bytes | None = None) -> Crop:
    return Crop(
        taken=TAKEN,
        quality=quality,
        left=10.0,
        top=20.0,
        right=110.0,
        bottom=140.0,
        frame_width=1280,
        frame_height=720,
        image=image or jpeg(),
    )


def event(camera: str = "door", part: int = 0) -> TrackEvent:
    return TrackEvent(
        version=1,
        event=new_id(),
        camera=camera,
        track=new_id(),
        part=part,
        crops=(crop(),),
    )
