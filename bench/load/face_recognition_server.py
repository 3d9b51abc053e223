"""The `face_recognition` package behind HTTP, in the steps of its own example.

A picture is uploaded, its faces are found and described, and each is compared with a
known one: https://github.com/ageitgey/face_recognition/blob/master/examples/web_service_example.py
As many processes as there are cores, as one would deploy it: dlib keeps Python's lock.
"""

from __future__ import annotations

import io
import os
import uuid

import face_recognition
from flask import Flask, Response, jsonify, request
from werkzeug.serving import make_server

from bench.load.servers import SAYS
from local.client import picture

app = Flask(__name__)


def vectors(content: bytes) -> list[object]:
    """The 128 numbers of each face of a picture."""
    pixels = face_recognition.load_image_file(io.BytesIO(content))
    found: list[object] = face_recognition.face_encodings(pixels)
    return found


KNOWN = vectors(picture("astronaut"))


@app.post("/recognize")
def recognize() -> Response:
    """Whether each face of the uploaded picture is the known one."""
    found = vectors(request.files["image"].read())
    same = [bool(face_recognition.compare_faces(KNOWN, each)[0]) for each in found]
    response = jsonify({"faces": [{"known": each} for each in same]})
    response.headers["X-Request-Id"] = str(uuid.uuid4())
    return response


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, app, processes=os.cpu_count() or 1)
    print(f"{SAYS} http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
