"""What is asked and answered about imports of many people from the bucket."""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from visage.answers.fields import MinFace, Parameters
from visage.answers.gallery import ConsentSaid, InCollection
from visage.errors import (
    IdempotencyConflict,
    NoImports,
    NoPicturesThere,
    UnknownImport,
)
from visage.gallery.audit import Caller
from visage.gallery.bulk.enrolling import Choices, Result, stated_policy
from visage.gallery.bulk.orders import Order, Orders, Progress, State
from visage.gallery.consent import Consent, ConsentNow
from visage.gallery.protocol import Gallery
from visage.gallery.rules import utc_now
from visage.settings import settings
from visage.stores.imports import REPORTS, NoObject, import_bucket, import_queue

_PREFIX = re.compile(r"[^\x00-\x1f\x7f]{1,500}")
_ID = re.compile(r"[0-9a-f]{32}")


def _folder(value: str) -> str:
    """A prefix that ends as a folder's does."""
    folder = value.strip("/")
    if not folder or not _PREFIX.fullmatch(folder):
        raise ValueError(
            "it should be the folder below imports/ that the pictures lie in, such as "
            "staff/2030"
        )
    return f"{folder}/"


class ImportParameters(InCollection, ConsentSaid):
    """Which pictures of the bucket are imported, and how.

    The consent is that of everyone who has none of their own.
    """

    prefix: Annotated[str, AfterValidator(_folder)] = Field(
        description="the folder below imports/ in the bucket for large pictures"
    )
    several: Literal["refuse", "largest"] = Field(
        default="refuse", description="what becomes of pictures of several faces"
    )
    quality: Literal["good", "any"] = Field(
        default="good",
        description="good refuses faces that will be recognised badly; any takes them",
    )
    min_face: MinFace | None = Field(
        default=None, description="width in pixels of the smallest face to look for"
    )


class ImportIdParameters(Parameters):
    """Which import is meant."""

    id: str = Field(description="what POST /imports gave", pattern=_ID.pattern)


class OutcomeFacts(BaseModel):
    """A picture that was refused, or that people should look at."""

    file: str
    result: Result
    code: str
    reason: str
    person: str
    name: str


class ImportAnswer(BaseModel):
    """An import: how far it is, and when it is done, what came of it."""

    id: str
    state: State = Field(description="failed says in error why nothing was done")
    prefix: str
    collection: str
    pictures: int | None = Field(description="null until they are counted")
    done: int = Field(description="pictures so far, about")
    enrolled: int | None = None
    there: int | None = Field(default=None, description="were there already")
    refused: dict[str, int] | None = Field(
        default=None, description="how many were refused, by code"
    )
    to_look_at: dict[str, int] | None = Field(
        default=None, description="how many were enrolled with a doubt, by code"
    )
    outcomes: list[OutcomeFacts] | None = Field(
        default=None, description="refusals and doubts, the first thousand"
    )
    report: str | None = Field(
        default=None, description="where all of them lie in the bucket, as CSV"
    )
    error: str | None = None
    code: str | None = None


def orders() -> Orders:
    """The imports of the settings' bucket and queue. Raises NoImports."""
    bucket, queue = settings().imports, settings().import_queue
    if bucket is None or queue is None:
        raise NoImports(
            "This service has no queue for imports; `visage people import` on the "
            "machine that has the gallery does the same."
        )
    return Orders(import_bucket(bucket), import_queue(queue))


def begin_import(
    gallery: Gallery, chosen: ImportParameters, caller: Caller
) -> ImportAnswer:
    """Put an import into the queue.

    Raises NoImports, UnknownCollection, NoPicturesThere, BadParameter,
    IdempotencyConflict.
    """
    known = orders()
    stated_policy(gallery, chosen.collection)
    if not known.holds_pictures(chosen.prefix):
        raise NoPicturesThere(
            f"Nothing lies below imports/{chosen.prefix} in the bucket; put a folder "
            "of pictures for each person there, or people.csv with the pictures."
        )
    wanted = Order(
        _id(caller),
        chosen.prefix,
        chosen.collection,
        caller.name,
        caller.token,
        utc_now(),
        Choices(chosen.several, chosen.quality == "any", chosen.min_face),
        _recorded(chosen.consent),
        chosen.model_dump_json(),
    )
    kept = known.begin(wanted)
    if kept.said != wanted.said:
        raise IdempotencyConflict(
            "This idempotency key was used for another import; send a new key with a "
            "new request."
        )
    return _answer(known.progress(kept.id), known)


def show_import(chosen: ImportIdParameters) -> ImportAnswer:
    """How far an import is. Raises NoImports or UnknownImport."""
    known = orders()
    try:
        return _answer(known.progress(chosen.id), known)
    except NoObject as error:
        raise UnknownImport(
            f"There is no import {chosen.id}; what is known of one is kept for two "
            "weeks."
        ) from error


def _recorded(said: Consent | ConsentNow | None) -> Consent | None:
    """The consent as it is recorded; one that is given now was given with the order."""
    return said.at(utc_now()) if isinstance(said, ConsentNow) else said


def _id(caller: Caller) -> str:
    """An id for an import: the same one for the same key of the same caller."""
    if caller.idempotency_key is None:
        return uuid.uuid4().hex
    whose = f"{caller.name}\0{caller.idempotency_key}"
    return hashlib.sha256(whose.encode()).hexdigest()[:32]


def _answer(progress: Progress, known: Orders) -> ImportAnswer:
    order, summary = progress.order, progress.summary or {}
    answer = ImportAnswer(
        id=order.id,
        state=progress.state,
        prefix=order.prefix,
        collection=order.collection,
        pictures=progress.pictures,
        done=progress.done,
        error=summary.get("error"),
        code=summary.get("code"),
    )
    if progress.state != "done":
        return answer
    results = summary["results"]
    return answer.model_copy(
        update={
            "enrolled": results.get("enrolled", 0),
            "there": results.get("there", 0),
            "refused": summary["refused"],
            "to_look_at": summary["to_look_at"],
            "outcomes": [
                OutcomeFacts(file=each.pop("path"), **each)
                for each in map(dict, summary["outcomes"])
            ],
            "report": f"s3://{known.bucket.name}/{REPORTS}{order.report}",
        }
    )
