"""What cameras send and are answered: messages of tracks, and whole frames."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field

from visage.answers.faces import ShareBox, share_box
from visage.answers.fields import Parameters, from_json_text
from visage.answers.gallery import Since
from visage.errors import BodyTooLarge, TooManyPixels
from visage.pictures.photo import Photo
from visage.watch.alerts import AlertPerson
from visage.watch.events import (
    MAX_CROPS,
    MAX_MESSAGE,
    CameraName,
    Crop,
    Id,
    TrackEvent,
)
from visage.watch.frames import MOST_PIXELS, take_frame
from visage.watch.watching import Watcher


def _number(value: Any) -> Any:
    """A form's text as a number."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value


class EventParameters(TrackEvent, Parameters):
    """A message of a camera, which is the one that stands in the path."""

    version: Annotated[Literal[1], BeforeValidator(_number)] = Field(
        description="of the message's format"
    )
    event: Id = Field(description="the message's id: it is taken once")
    track: Id = Field(description="the id of the face that was followed")
    part: int = Field(
        ge=0, le=100_000, description="counts the messages of a track from 0"
    )
    crops: Annotated[tuple[Crop, ...], BeforeValidator(from_json_text)] = Field(
        min_length=1, max_length=MAX_CROPS, description="looks, the best first"
    )


class EventAnswer(BaseModel):
    """What became of a message: `known` where it had been taken before.

    It is `old`, and not taken, where its looks are of more than a day ago.
    """

    event: str
    state: Literal["taken", "known", "old"]
    faces: int = Field(description="of its crops, how many show a face")
    alerts: list[str] = Field(description="ids of the alerts that were made for it")


class FrameParameters(Parameters):
    """A whole frame of a camera in a browser."""

    camera: CameraName
    session: Id = Field(
        description="made up by the page: 32 hexadecimal digits, new for each start"
    )
    taken: Since | None = Field(
        default=None,
        description="when the frame was taken; now, if not given or a day ago",
    )


class FrameFace(BaseModel):
    """A face of a frame, and whom its track is taken for, if for anyone."""

    box: ShareBox
    track: str
    person: AlertPerson | None
    similarity: float | None


class FrameAnswer(BaseModel):
    """The faces of a frame, the largest first, and the alerts that it has made."""

    faces: list[FrameFace]
    alerts: list[str]


def take_event(watcher: Watcher, event: TrackEvent) -> EventAnswer:
    """Take a message of a camera.

    Raises BodyTooLarge, and ModelMissing or WrongEmbedder where nobody can be looked
    up. A crop without a face, or that is no picture, is no look and no error: it would
    be none the next time either.
    """
    if (size := len(event.encoded())) > MAX_MESSAGE:
        raise BodyTooLarge(
            f"The message has {size:,} bytes; at most {MAX_MESSAGE:,} are taken. Send "
            "fewer crops, or smaller ones: 288 pixels are enough."
        )
    taken = watcher.take(event)
    return EventAnswer(
        event=event.event,
        state=taken.state,
        faces=taken.faces,
        alerts=list(taken.alerts),
    )


def take_picture(watcher: Watcher, raw: bytes, asked: FrameParameters) -> FrameAnswer:
    """Take a frame. Raises TooManyPixels, and what `take_event` does."""
    photo = Photo(raw)
    if photo.width * photo.height > MOST_PIXELS:
        raise TooManyPixels(
            f"{{picture}} is {photo.width} x {photo.height} pixels; of a camera's "
            f"frame, at most {MOST_PIXELS:,} are read. Scale it down: 640 x 480 are "
            "enough."
        )
    taken = take_frame(watcher, asked.camera, asked.session, photo, asked.taken)
    return FrameAnswer(
        faces=[
            FrameFace(
                box=share_box(each.box),
                track=each.track,
                person=each.person,
                similarity=each.similarity,
            )
            for each in taken.faces
        ],
        alerts=list(taken.alerts),
    )
