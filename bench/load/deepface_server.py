"""DeepFace behind HTTP: a picture is uploaded, its faces are found and described.

It runs in an environment that has deepface, mtcnn, tf-keras and flask. MTCNN finds the
faces; its weights are in its package. Facenet (128 numbers) describes them; where its
weights are not there and cannot be downloaded, random ones are made for this run, which
take as long. One process with threads: TensorFlow uses all cores by itself, and cannot
be forked.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import uuid
from pathlib import Path

from deepface import DeepFace
from deepface.models.facial_recognition.tf import Facenet
from flask import Flask, Response, jsonify, request
from werkzeug.serving import make_server

SAYS = "The API answers at"
PICTURE = Path(__file__).resolve().parents[2] / "web/public/samples/astronaut.jpg"
WEIGHTS = "facenet_weights.h5"
SCRATCH = tempfile.TemporaryDirectory(prefix="visage-deepface-")

app = Flask(__name__)


def vectors(path: Path) -> list[object]:
    """What DeepFace says of each face of a picture."""
    found: list[object] = DeepFace.represent(
        str(path), model_name="Facenet", detector_backend="mtcnn"
    )
    return found


def prepare() -> str:
    """Load the models; a word on their weights."""
    try:
        vectors(PICTURE)
    except ValueError:  # they are not here and cannot be downloaded
        os.environ["DEEPFACE_HOME"] = SCRATCH.name
        folder = Path(SCRATCH.name) / ".deepface" / "weights"
        folder.mkdir(parents=True)
        network = Facenet.InceptionResNetV1(dimension=128)
        network.save_weights(str(folder / WEIGHTS))
        vectors(PICTURE)
        return "random weights"
    return "its own weights"


@app.post("/recognize")
def recognize() -> Response:
    """The vector of each face of the uploaded picture."""
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(request.files["image"].read())
        file.flush()
        found = vectors(Path(file.name))
    response = jsonify({"faces": found})
    response.headers["X-Request-Id"] = str(uuid.uuid4())
    return response


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # with the scratch folder
    print(f"DeepFace has {prepare()}", flush=True)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(f"{SAYS} http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
