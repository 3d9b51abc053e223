"""A made-up camera: messages as the camera agent sends them, of a sample portrait."""

from __future__ import annotations

import base64
import io
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from PIL import Image

from local.client import Client, picture
from visage.geometry import Box
from visage.watch import crops

# Looks of a track: by so much smaller than the picture, a tenth of a second apart.
SCALES = (1.0, 0.9, 0.8)
SIDES = ("left", "top", "right", "bottom")


def face_of(client: Client, name: str) -> Any:
    """The box of the one face of a sample: left, top, right, bottom in pixels."""
    kept = client.kept.setdefault("boxes", {})
    if name not in kept:
        sent = {"image": picture(name)}
        (face,) = client.ask("POST", "/landmarks", files=sent).json()["faces"]
        kept[name] = face["box"]
    return kept[name]


def message(client: Client, camera: str, name: str) -> dict[str, Any]:
    """A message about a track of somebody whom a sample shows."""
    return track_of(face_of(client, name), camera, name)


def track_of(box: Mapping[str, float], camera: str, name: str) -> dict[str, Any]:
    """The same, where the face is known: its left, top, right, bottom in pixels."""
    last = datetime.now(UTC)
    whole = Image.open(io.BytesIO(picture(name))).convert("RGB")
    looks = []
    for number, scale in enumerate(SCALES):
        width, height = (round(side * scale) for side in whole.size)
        face = {side: box[side] * scale for side in SIDES}
        frame = np.asarray(whole.resize((width, height)))
        looks.append(
            {
                "taken": (last - timedelta(seconds=0.1) * number).isoformat(),
                "quality": 0.8,
                **face,
                "frame_width": width,
                "frame_height": height,
                "image": base64.b64encode(crops.cut(frame, Box(**face))).decode(),
            }
        )
    return {
        "version": 1,
        "event": secrets.token_hex(16),
        "camera": camera,
        "track": secrets.token_hex(16),
        "part": 0,
        "crops": looks,
    }
