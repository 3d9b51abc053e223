"""The camera agent against plain loops of face_recognition and facenet-pytorch.

    python -m bench.edge [SECONDS]

All watch the same 720p video at 30 frames a second, one with one and one with five
faces that move, on two cores and as fast as they can. The peers do what their own
examples of a webcam do: face_recognition finds faces in a quarter-size copy of every
second frame, embeds each and compares it with a known one; facenet-pytorch does so in
every frame, in full size, with InceptionResnetV1 (random weights: speed does not
depend on them). Ours looks at eight frames a second of the video, searches one or two
of them and follows the faces in the others, and keeps the best crops; the service
embeds those crops later, and that time is counted here too. facenet-pytorch gets its
frames decoded, and is left out where the training environment is not there
(`make train-env`).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import face_recognition
import numpy as np

from edge.agent import Agent
from edge.frames import source_of
from edge.outbox import Outbox
from tests.edge.scenes import RATE, Walker, write
from visage.faces.finder import Finder
from visage.models.store import model_store
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer
from visage.watch.events import TrackEvent

ROOT = Path(__file__).resolve().parent.parent
TRAINING = ROOT / ".venv-train" / "bin" / "python"
SECONDS = 20
GOAL = 5.0
# The slower ones watch as many frames as take some seconds.
PEER_FRAMES, SLOW_PEER_FRAMES = 150, 12


def main() -> None:
    """Print frames a second for one and five faces."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    print(f"720p at {RATE} frames/s, frames a second on two cores")
    print("  faces   visage   face_recognition   facenet-pytorch   ours to the better")
    with tempfile.TemporaryDirectory() as made:
        for count in (1, 5):
            video = write(Path(made) / f"{count}.mp4", crowd(count), seconds)
            ours = agent(video, Path(made) / f"{count}.sqlite3")
            peer, other = plain_loop(video), facenet_loop(video, Path(made))
            best = max(peer, other or 0.0)
            said = f"{other:15.1f}" if other else "  not installed"
            print(
                f"  {count:5}   {ours:6.1f}   {peer:16.1f}   {said}   "
                f"{ours / best:6.1f} times, goal {GOAL:g}"
            )


def crowd(count: int) -> list[Walker]:
    """People side by side who sway, each in their own rhythm."""

    def swaying(number: int) -> Walker:
        middle = 1280 * (number + 0.5) / count
        name = ("astronaut", "grace_hopper")[number % 2]

        def at(time: float) -> tuple[float, float, float, float]:
            x = middle + 40 * np.sin(time * (1 + 0.2 * number))
            return float(x), 360.0, 200.0, 0.0

        return Walker(name, at)

    return [swaying(number) for number in range(count)]


def agent(video: Path, buffer: Path) -> float:
    """Frames a second of the agent, the service's work on its crops included."""
    finder = Finder.load(model_store(), threads=2)
    finder.warm()
    recognizer = Recognizer.configured(finder)
    recognizer.warm()
    outbox = Outbox(buffer)
    started = time.perf_counter()
    watching = Agent("door", finder, outbox)
    watching.run(source_of(str(video)))
    for message in outbox.oldest(10_000):
        for crop in TrackEvent.model_validate_json(message.body).crops:
            photo = Photo(crop.image)
            found = finder.find(photo, only_largest=True).faces
            for face in recognizer.recognize(photo, found):
                face.vector  # noqa: B018
    return watching.counts.frames / (time.perf_counter() - started)


def frames(video: Path, count: int) -> list[np.ndarray]:
    """The first frames of a video, BGR as OpenCV gives them."""
    capture = cv2.VideoCapture(str(video))
    found: list[np.ndarray] = []
    while len(found) < count:
        got, picture = capture.read()
        if not got:
            break
        found.append(picture)
    capture.release()
    return found


def plain_loop(video: Path) -> float:
    """Frames a second of face_recognition's steps for a webcam."""
    capture = cv2.VideoCapture(str(video))
    known: list[np.ndarray] = []
    watched, started = 0, time.perf_counter()
    while watched < PEER_FRAMES:
        got, picture = capture.read()
        if not got:
            break
        if watched % 2 == 0:
            small = cv2.resize(picture, (0, 0), fx=0.25, fy=0.25)
            rgb = np.ascontiguousarray(small[:, :, ::-1])
            places = face_recognition.face_locations(rgb)
            for vector in face_recognition.face_encodings(rgb, places):
                known = known or [vector]
                face_recognition.compare_faces(known, vector)
                face_recognition.face_distance(known, vector)
        watched += 1
    passed = time.perf_counter() - started
    capture.release()
    return watched / passed


def facenet_loop(video: Path, folder: Path) -> float | None:
    """Frames a second of facenet-pytorch, in the training environment."""
    if not TRAINING.exists():
        return None
    decoded = folder / "frames.npy"
    rgb = [picture[:, :, ::-1] for picture in frames(video, SLOW_PEER_FRAMES)]
    np.save(decoded, np.stack(rgb))
    command = [str(TRAINING), "-m", "bench.edge_facenet", str(decoded)]
    ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(ran.stdout)


if __name__ == "__main__":
    main()
