"""facenet-pytorch's side of `bench.recognize`: torch behind the same Flask edge.

Runs in the training environment, as a user of facenet-pytorch would write it.
"""

from __future__ import annotations

import io
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from facenet_pytorch import MTCNN, InceptionResnetV1
from PIL import Image

from bench.recognize_ours import peak


def prepare(folder: Path, checkpoint: str) -> None:
    """Keep a checkpoint and the ONNX file that is exported from it."""
    from train.export import export, load
    from train.reference import random_checkpoint

    kept = folder / "checkpoint.pt"
    if checkpoint:
        kept.write_bytes(Path(checkpoint).read_bytes())
    elif not kept.exists():
        random_checkpoint(kept)
    (folder / "network.onnx").write_bytes(export(load(kept)))


def network(checkpoint: bytes) -> Any:
    """The torch module with the checkpoint's weights."""
    state = torch.load(io.BytesIO(checkpoint), weights_only=True)
    model = InceptionResnetV1(pretrained=None)
    kept = {name: state[name] for name in state if not name.startswith("logits")}
    model.load_state_dict(kept)
    return model.eval()


def serve(folder: Path, threads: int) -> None:
    """Run the tasks that are named on standard input; print milliseconds."""
    torch.set_num_threads(threads)
    raw = (folder / "astronaut.jpg").read_bytes()
    mtcnn = MTCNN(keep_all=True, margin=14)
    resnet = network((folder / "checkpoint.pt").read_bytes())
    image = Image.open(io.BytesIO(raw)).convert("RGB")
    chips = mtcnn(image)

    def recognize() -> None:
        image = Image.open(io.BytesIO(raw)).convert("RGB")
        boxes, _, _ = mtcnn.detect(image, landmarks=True)
        resnet(mtcnn.extract(image, boxes, None))

    tasks: dict[str, Callable[[], object]] = {
        "detect": lambda: mtcnn.detect(image, landmarks=True),
        "embed": lambda: resnet(chips),
        "recognize": recognize,
    }
    with torch.inference_mode():
        for line in sys.stdin:
            started = time.perf_counter()
            tasks[line.strip()]()
            print((time.perf_counter() - started) * 1e3, flush=True)


def answer(event: Path) -> None:
    """Answer one event; print status, number of faces, time and peak memory.

    EDGE_PACKAGES names the folder of the packages that only the HTTP edge needs.
    """
    sys.path.append(os.environ["EDGE_PACKAGES"])
    from pydantic import BaseModel
    from serverless_wsgi import handle_request

    from visage.answers.fields import Parameters
    from visage.http.app import Answer, Route, create_app, route
    from visage.http.request import Incoming
    from visage.models.store import model_store

    torch.set_num_threads(1)

    class Found(BaseModel):
        faces: list[list[float]]

    app = create_app("peer")
    mtcnn = MTCNN(keep_all=True, margin=14)
    resnet = network(model_store().read("checkpoint"))

    @route(app, Route("POST", "/recognize", Parameters, Found, images=("image",)))
    def recognize(request: Incoming[Parameters]) -> Answer:
        """What facenet-pytorch finds."""
        image = Image.open(io.BytesIO(request.images["image"])).convert("RGB")
        boxes, _, _ = mtcnn.detect(image, landmarks=True)
        with torch.inference_mode():
            vectors = resnet(mtcnn.extract(image, boxes, None))
        assert len(vectors) == len(boxes)
        return Found(faces=boxes.tolist())

    answered = handle_request(app, json.loads(event.read_text()), None)
    moment = time.perf_counter()
    body = json.loads(answered["body"])
    print(answered["statusCode"], len(body.get("faces", [])), moment, peak())


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]), sys.argv[3])
    elif sys.argv[1] == "serve":
        serve(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        answer(Path(sys.argv[2]))
