"""The route of the swap function."""

from __future__ import annotations

from visage.body import Incoming
from visage.errors import FaceOutOfRange, LowQuality, NoFace, TooSmall, TooTurned
from visage.landmarks import Landmarker
from visage.models import models
from visage.swap_answers import SwapAnswer, SwapParameters, describe, swapped
from visage.web import Answer, ImageAnswer, Loaded, create_app, route

app = create_app("swap")
landmarker = Loaded(lambda: Landmarker.load(models().path("dlib_68")))


@route(
    app,
    "POST",
    "/swap",
    SwapAnswer,
    images=("source", "target"),
    optional=("source",),
    parameters=SwapParameters,
    gives_image=True,
    refusals=(NoFace, FaceOutOfRange, TooTurned, LowQuality, TooSmall),
)
def swap(request: Incoming[SwapParameters]) -> Answer:
    """Put the source's face onto the target's, or exchange two faces of the target."""
    chosen = request.parameters
    result = swapped(
        request.images.get("source"),
        request.images["target"],
        landmarker.get(),
        chosen,
    )
    form = request.format(chosen.format or result.form)
    if request.wants is None:
        return describe(result, chosen, form)
    codes = tuple(doubt.code for doubt in result.doubts)
    return ImageAnswer(result.encoded(chosen, form), form, codes)
