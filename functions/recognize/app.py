"""The routes of the recognize function: who is in a picture, and are two the same."""

from __future__ import annotations

from visage import recognition
from visage.body import Incoming
from visage.errors import FaceOutOfRange, NoFace
from visage.models import models
from visage.recognition import (
    CompareAnswer,
    CompareParameters,
    RecognizeAnswer,
    RecognizeParameters,
)
from visage.recognize import Recognizer
from visage.settings import settings
from visage.web import Answer, Loaded, create_app, route

app = create_app("recognize")


def load() -> Recognizer:
    """The networks of the store, each run once."""
    chosen = settings()
    recognizer = Recognizer.load(models(), chosen.embedder, threads=chosen.threads)
    recognizer.warm()
    return recognizer


recognizer = Loaded(load)


@route(
    app,
    "POST",
    "/recognize",
    RecognizeAnswer,
    images=("image",),
    parameters=RecognizeParameters,
)
def recognize(request: Incoming[RecognizeParameters]) -> Answer:
    """Find and describe every face of a picture."""
    raw = request.images["image"]
    return recognition.recognize(raw, recognizer.get(), request.parameters)


@route(
    app,
    "POST",
    "/compare",
    CompareAnswer,
    images=("a", "b"),
    parameters=CompareParameters,
    refusals=(NoFace, FaceOutOfRange),
)
def compare(request: Incoming[CompareParameters]) -> Answer:
    """Say whether two faces are of one person, and how often that is wrong."""
    a, b = request.images["a"], request.images["b"]
    return recognition.compare(a, b, recognizer.get(), request.parameters)
