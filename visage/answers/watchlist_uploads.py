"""Pictures of the watch list that are put into a bucket, without a request.

An object at `watchlist/CASE/NAME` is taken as a picture of that case when EventBridge
tells of it. It is removed in any case: what is taken lies in the gallery, and what is
refused nobody allowed to be kept. The audit says which it was, and why.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from visage.answers.watchlist import CasePictureParameters, add_picture
from visage.errors import (
    BadParameter,
    BodyTooLarge,
    MalformedRequest,
    StoreUnreachable,
    Unready,
    VisageError,
)
from visage.gallery.audit import Caller
from visage.recognition.recognizer import Recognizer
from visage.stores.buckets import ObjectGone, ObjectRefused, fetch, remove
from visage.watch.cases import CASE
from visage.watch.watchlist import WatchList

FOLDER = "watchlist"
# Bytes of a picture, as of an upload by a form.
MOST = 20_000_000
# What the audit says an object is about that names no case.
_NO_CASE = "watchlist"


class _Bucket(BaseModel):
    name: str


class _Object(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    key: str
    size: int = 0
    version: str | None = Field(default=None, alias="version-id")


class _Detail(BaseModel):
    bucket: _Bucket
    object: _Object


class _Event(BaseModel):
    """The parts of the event "Object Created" that are needed."""

    detail: _Detail


class UploadTaken(BaseModel):
    """What became of an object; it is `gone` where an earlier event was of it too."""

    state: Literal["added", "known", "refused", "gone"]
    case: str | None = None
    why: str | None = None


def take_upload(
    event: dict[str, Any], wanted: WatchList, recognizer: Callable[[], Recognizer]
) -> UploadTaken:
    """Take the object of an event.

    Raises Unready where the service itself does not work: then nothing is removed, and
    the event comes again.
    """
    try:
        place = _Event.model_validate(event).detail
    except ValidationError as error:
        raise MalformedRequest("This is no event of an object in a bucket.") from error
    bucket, item = place.bucket.name, place.object
    by = f"an upload to {bucket}"
    case = _case(item.key)
    try:
        taken = _taken(place, case, by, wanted, recognizer)
    except Unready:
        raise
    except ObjectGone:
        return UploadTaken(state="gone", case=case)
    except ObjectRefused as error:
        # EventBridge tells of our own bucket alone: nothing is wrong with the picture.
        raise StoreUnreachable(f"{error}") from error
    except VisageError as error:
        why = error.said()
        wanted.refuse(case or _NO_CASE, by, why)
        taken = UploadTaken(state="refused", case=case, why=why)
    remove(bucket, item.key, item.version)
    return taken


def _taken(
    place: _Detail,
    case: str | None,
    by: str,
    wanted: WatchList,
    recognizer: Callable[[], Recognizer],
) -> UploadTaken:
    if case is None:
        raise BadParameter(
            f"A picture of the watch list lies at {FOLDER}/CASE/NAME, CASE and NAME "
            "without a slash; this one does not."
        )
    if place.object.size > MOST:
        raise BodyTooLarge(
            f"{{picture}} has {place.object.size:,} bytes; at most {MOST:,} are taken."
        )
    raw = fetch(place.bucket.name, place.object.key, place.object.version, MOST)
    asked = CasePictureParameters(case=case)
    added = add_picture(raw, wanted, recognizer(), asked, Caller(by))
    return UploadTaken(state="known" if added.existing else "added", case=case)


def _case(key: str) -> str | None:
    """The case that an object's key names."""
    folder, _, rest = key.partition("/")
    case, _, name = rest.partition("/")
    is_right = folder == FOLDER and name and "/" not in name and CASE.fullmatch(case)
    return case if is_right else None
