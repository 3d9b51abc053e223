"""`recognize` as facenet-pytorch under torch would be, as a handler: for `bench.cold`.

Imports and loads before the first event, as our own does. EDGE_PACKAGES is the folder
of the packages that only the HTTP edge needs. Not a benchmark by itself.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import torch
from facenet_pytorch import MTCNN
from PIL import Image
from pydantic import BaseModel

sys.path.append(os.environ["EDGE_PACKAGES"])

from serverless_wsgi import handle_request

from bench.recognize_peer import network
from visage.answers.fields import Parameters
from visage.http.app import Answer, Route, create_app, route
from visage.http.request import Incoming
from visage.models.store import model_store

torch.set_num_threads(1)
app = create_app("recognize-torch")
mtcnn = MTCNN(keep_all=True, margin=14)
resnet = network(model_store().read("checkpoint"))


class Found(BaseModel):
    """Boxes of the faces."""

    faces: list[list[float]]


@route(app, Route("POST", "/recognize", Parameters, Found, images=("image",)))
def recognize(request: Incoming[Parameters]) -> Answer:
    """Find and embed every face."""
    image = Image.open(io.BytesIO(request.images["image"])).convert("RGB")
    boxes, _, _ = mtcnn.detect(image, landmarks=True)
    with torch.inference_mode():
        vectors = resnet(mtcnn.extract(image, boxes, None))
    assert len(vectors) == len(boxes)
    return Found(faces=boxes.tolist())


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer one API Gateway event."""
    answer: dict[str, Any] = handle_request(app, event, context)
    return answer
