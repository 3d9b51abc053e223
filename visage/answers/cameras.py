"""What is asked and answered about cameras, and the audit trail of watching."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from visage.answers.fields import Parameters
from visage.answers.gallery import CollectionName, PageParameters
from visage.errors import BadParameter
from visage.gallery.rules import utc_now
from visage.settings import settings
from visage.watch import cameras, trail
from visage.watch.cameras import LONGEST_VISIT, Camera, CameraChanges
from visage.watch.events import CameraName
from visage.watch.table import Table
from visage.watch.trail import Action

MOST_COLLECTIONS = 5


def _listed(value: Any) -> Any:
    """Names in a list, or, as a form has them, separated by commas."""
    return value.split(",") if isinstance(value, str) else value


Collections = Annotated[
    list[CollectionName],
    BeforeValidator(_listed),
    Field(min_length=1, max_length=MOST_COLLECTIONS),
]


class CameraChangesParameters(Parameters):
    """What is said anew of a camera; what is not mentioned stays."""

    camera: CameraName
    label: str | None = Field(
        default=None, min_length=1, max_length=200, description="what people call it"
    )
    collections: Collections | None = Field(
        default=None, description="whose people it looks for"
    )
    visit_minutes: float | None = Field(
        default=None,
        gt=0,
        le=LONGEST_VISIT,
        description="who comes again after so many minutes has come anew",
    )


class CameraFacts(BaseModel):
    """A camera, the collections that it looks in, and what it has sent.

    It looks in that of the watch list as well.
    """

    name: str
    label: str
    collections: list[str]
    visit_minutes: float
    last: datetime | None = Field(description="when its newest look was taken")
    events: int = Field(description="messages, and faces in the frames of a browser")


class CamerasAnswer(BaseModel):
    """Every camera that has ever sent a message, or a frame with a face, by name."""

    cameras: list[CameraFacts]


class TrailEntry(BaseModel):
    """One thing that was done: with the alert, case, face or camera `about`."""

    id: str
    at: datetime
    by: str
    action: Action
    about: str
    camera: str | None
    note: str | None


class TrailAnswer(BaseModel):
    """What was done, the newest first; `after` is null on the last page."""

    entries: list[TrailEntry]
    after: str | None


def list_cameras(table: Table) -> CamerasAnswer:
    """Every camera."""
    return CamerasAnswer(cameras=[camera_facts(c) for c in cameras.cameras(table)])


def change_camera(table: Table, asked: CameraChangesParameters, by: str) -> CameraFacts:
    """Say something of a camera anew. Raises UnknownCamera or BadParameter."""
    said = CameraChanges(
        asked.label,
        None if asked.collections is None else tuple(dict.fromkeys(asked.collections)),
        asked.visit_minutes,
    )
    if said == CameraChanges():
        raise BadParameter(
            "Nothing was said anew; give label, collections or visit_minutes."
        )
    return camera_facts(cameras.change(table, asked.camera, said, by, utc_now()))


def camera_facts(camera: Camera) -> CameraFacts:
    """What an answer says of a camera."""
    said = camera.collections
    return CameraFacts(
        name=camera.name,
        label=camera.label or camera.name,
        collections=[settings().collection] if said is None else list(said),
        visit_minutes=camera.visit_minutes,
        last=camera.last,
        events=camera.events,
    )


def list_trail(table: Table, asked: PageParameters) -> TrailAnswer:
    """What was done in watching, a page at a time."""
    found = trail.entries(table, asked.after, asked.limit)
    return TrailAnswer(
        entries=[TrailEntry(**vars(each)) for each in found],
        after=found[-1].id if len(found) == asked.limit else None,
    )
