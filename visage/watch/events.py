"""What a camera tells the service: the best crops of one face that it followed.

The camera agent writes these messages and the service reads them, over MQTT and over
HTTP alike, as JSON. `docs/watch.md` shows one. A message is known by its `event`: who
reads it twice takes it once.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

# AWS IoT Core takes messages of up to 128 KiB:
# https://docs.aws.amazon.com/general/latest/gr/iot-core.html#message-broker-limits
MAX_MESSAGE = 128 * 1024
MAX_CROPS = 8
JPEG = b"\xff\xd8\xff"


def _decoded(value: object) -> bytes:
    if isinstance(value, str):
        try:
            value = base64.b64decode(value, validate=True)
        except binascii.Error as error:
            raise ValueError("a crop should be a JPEG in base64") from error
    if not isinstance(value, bytes) or not value.startswith(JPEG):
        raise ValueError("a crop should be a JPEG in base64")
    return value


def _named_well(name: str) -> str:
    if name.strip("-_.") != name or ".." in name:
        raise ValueError("a camera's name should start and end with a letter or digit")
    return name


JpegBytes = Annotated[
    bytes,
    PlainValidator(_decoded),
    PlainSerializer(lambda raw: base64.b64encode(raw).decode(), when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "contentEncoding": "base64",
            "contentMediaType": "image/jpeg",
        }
    ),
]
# It becomes a part of topics, paths and keys, so that few characters are allowed.
CameraName = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,64}$"),
    AfterValidator(_named_well),
]
Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class Message(BaseModel):
    """What messages and their parts have in common: nothing unknown, no change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Crop(Message):
    """One look at the face: a part of a frame, with room around the head.

    `left` to `bottom` are the face in pixels of the frame, which is `frame_width` by
    `frame_height`; it may reach past the frame. `quality` is that of
    `visage.faces.quality`, 0 to 1.
    """

    taken: AwareDatetime
    quality: float = Field(ge=0, le=1)
    left: float = Field(allow_inf_nan=False)
    top: float = Field(allow_inf_nan=False)
    right: float = Field(allow_inf_nan=False)
    bottom: float = Field(allow_inf_nan=False)
    frame_width: int = Field(ge=1, le=16384)
    frame_height: int = Field(ge=1, le=16384)
    image: JpegBytes

    @model_validator(mode="after")
    def _in_order(self) -> Crop:
        if self.left >= self.right or self.top >= self.bottom:
            raise ValueError("the left of a face should be less than its right")
        return self


class TrackEvent(Message):
    """A message about one track: a face that was followed from frame to frame.

    A track may send several: `part` counts them from 0. Each has only crops that no
    earlier one had, the best first.
    """

    version: Literal[1]
    event: Id
    camera: CameraName
    track: Id
    part: int = Field(ge=0, le=100_000)
    crops: tuple[Crop, ...] = Field(min_length=1, max_length=MAX_CROPS)

    def encoded(self) -> bytes:
        """The message as UTF-8 JSON."""
        return self.model_dump_json().encode()

    @property
    def last_taken(self) -> datetime:
        """When the newest of the crops was taken."""
        return max(crop.taken for crop in self.crops)


def new_id() -> str:
    """An id that nobody else has: 32 hexadecimal digits."""
    return uuid.uuid4().hex


def fitting(
    camera: str, track: str, part: int, crops: Sequence[Crop], most: int = MAX_MESSAGE
) -> TrackEvent:
    """A message of those of the crops, the best first, that it has room for.

    Raises ValueError where not even one has room.
    """
    ordered = sorted(crops, key=lambda crop: -crop.quality)[:MAX_CROPS]
    for count in range(len(ordered), 0, -1):
        event = TrackEvent(
            version=1,
            event=new_id(),
            camera=camera,
            track=track,
            part=part,
            crops=tuple(ordered[:count]),
        )
        if len(event.encoded()) <= most:
            return event
    raise ValueError(f"No crop fits into a message of {most:,} bytes.")
