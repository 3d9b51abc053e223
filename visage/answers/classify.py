"""What classify takes and answers, the same over HTTP and on the terminal."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import numpy as np
from pydantic import BaseModel, Field, RootModel

from visage.answers.classifiers import Classifiers, Seen
from visage.answers.fields import (
    FaceBox,
    MinFace,
    Parameters,
    PictureSize,
    face_box,
)
from visage.answers.limits import check_reported
from visage.errors import Unready
from visage.models.card import REPORT, Accuracy
from visage.models.catalogue import Commercial
from visage.models.handles import Trained, Version
from visage.pictures.photo import Photo

# What is said of a face that is none of the people that a classifier knows.
UNKNOWN, UNKNOWN_INDEX = "unknown", -1
# Names of classes in a list of classifiers: those of ImageNet alone are 10 kB.
NAMED = 100


class HandleParameters(Parameters):
    """Which classifier is meant."""

    handle: str = Field(description="of the classifier, as GET /classify lists it")


class ClassifyParameters(HandleParameters):
    """What can be chosen when a picture is classified."""

    top: int = Field(
        default=10, ge=1, le=1000, description="the most classes of the answer"
    )
    min_face: MinFace | None = Field(
        default=None,
        description="width in pixels of the smallest face to look for, where people "
        "are named",
    )


class ClassFacts(BaseModel):
    """A class and how likely it is that the picture shows it."""

    class_idx: int = Field(
        description="place among the classifier's classes, counted from 0; -1 is a "
        "face that is none of the people, whose class_name is then unknown"
    )
    class_name: str
    confidence: float = Field(description="0 to 1; of all classes together 1")


class ClassifyAnswer(RootModel[list[ClassFacts]]):
    """The likeliest classes of a picture, the best first."""


class ClassifyAbout(BaseModel):
    """What there is to say about an answer: who gave it, and about what.

    `face` is the face of the picture that was looked at; null where it was the whole.
    """

    handle: str
    version: int
    kind: Literal["people", "image"]
    picture: PictureSize
    face: FaceBox | None


class ClassifierFacts(BaseModel):
    """A classifier: what it knows, how good it is, what it may be used for.

    Where its card cannot be read, `problem` says why, and what the card says is null.
    """

    handle: str
    version: int
    pushed: datetime
    kind: Literal["people", "image"] | None = None
    classes: int | None = Field(default=None, description="how many it knows")
    class_names: list[str] = Field(
        default=[], description=f"the first {NAMED} of them, in their order"
    )
    accuracy: Accuracy | None = None
    licence: str | None = None
    commercial: Commercial | None = None
    training_data: str | None = None
    report: bool = Field(default=False, description="whether it has a report")
    problem: str | None = None


class ClassifiersAnswer(BaseModel):
    """Every classifier that the service has, by handle."""

    classifiers: list[ClassifierFacts]


def classify_picture(
    raw: bytes, classifiers: Classifiers, parameters: ClassifyParameters
) -> tuple[ClassifyAnswer, ClassifyAbout]:
    """The classes of an encoded picture, by the classifier of a handle."""
    photo = Photo(raw)
    seen = classifiers.see(parameters.handle, photo, parameters.min_face)
    about = ClassifyAbout(
        handle=parameters.handle,
        version=seen.version,
        kind="image" if seen.face is None else "people",
        picture=PictureSize(width=photo.width, height=photo.height),
        face=face_box(seen.face.box) if seen.face else None,
    )
    return ClassifyAnswer(best(seen, parameters.top)), about


def best(seen: Seen, top: int) -> list[ClassFacts]:
    """The likeliest classes, "unknown" among them where it is an answer."""
    order = np.argsort(-seen.shares, kind="stable")[:top]
    found = [_class(int(at), seen.classes[at], float(seen.shares[at])) for at in order]
    if seen.unknown is not None:
        found.append(_class(UNKNOWN_INDEX, UNKNOWN, seen.unknown))
        found.sort(key=lambda each: -each.confidence)
    return found[:top]


def list_classifiers(classifiers: Classifiers) -> ClassifiersAnswer:
    """Every handle with what its card says."""
    return ClassifiersAnswer(
        classifiers=[_facts(*each) for each in classifiers.listed()]
    )


def read_report(classifiers: Classifiers, parameters: HandleParameters) -> bytes:
    """The report of a classifier, as HTML. Raises NoReport where it has none."""
    page = classifiers.report(parameters.handle)
    check_reported(parameters.handle, len(page))
    return page


def _class(index: int, name: str, confidence: float) -> ClassFacts:
    return ClassFacts(class_idx=index, class_name=name, confidence=round(confidence, 6))


def _facts(handle: str, version: Version, found: Trained | Unready) -> ClassifierFacts:
    served = ClassifierFacts(
        handle=handle, version=version.version, pushed=version.pushed
    )
    if isinstance(found, Unready):
        return served.model_copy(update={"problem": str(found)})
    card = found.card
    known = {
        "kind": card.kind,
        "classes": len(card.classes),
        "class_names": card.classes[:NAMED],
        "report": found.holds(REPORT),
        "accuracy": card.accuracy,
        "licence": card.licence,
        "commercial": card.commercial,
        "training_data": card.training_data,
    }
    return served.model_copy(update=known)
