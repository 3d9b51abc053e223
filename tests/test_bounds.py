"""No request within the limits takes a packaged function 10 seconds or 1.2 GB.

Lambda stops a function after 28 seconds, on a core that may be slower. What is counted
is processor time, so that what else runs here makes little difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests import bombs
from tests.bombs import LARGE, encoded, flat
from tests.conftest import ASTRONAUT
from tests.test_align_event import READER, event
from tests.test_serverless import pytestmark, run_packaged  # noqa: F401  where to skip

SECONDS = 10
MEGABYTES = 1200
FORM = "multipart/form-data; boundary=edge"


@dataclass(frozen=True)
class Request:
    """Pictures by name, and what is asked of them."""

    path: str
    pictures: Mapping[str, Callable[[], bytes]]
    statuses: tuple[int, ...]
    query: Mapping[str, str] = field(default_factory=dict)
    accept: str = "application/json"

    def event(self) -> dict[str, Any]:
        """The request of a caller who has signed in."""
        body = b""
        for name, made in self.pictures.items():
            head = f'--edge\r\nContent-Disposition: form-data; name="{name}"'
            body += f'{head}; filename="x"\r\n\r\n'.encode() + made() + b"\r\n"
        for name, value in self.query.items():
            head = f'--edge\r\nContent-Disposition: form-data; name="{name}"'
            body += f"{head}\r\n\r\n{value}\r\n".encode()
        form = body + b"--edge--\r\n"
        return event(form, self.path, FORM, accept=self.accept, claims=READER)


def portrait(side: int, turned: float = 0) -> bytes:
    """The astronaut's head and shoulders, filling a square."""
    image = Image.open(ASTRONAUT).convert("RGB").crop((60, 0, 420, 360))
    image = image.rotate(turned, Image.Resampling.BICUBIC)
    return encoded(image.resize((side, side)), "JPEG", quality=30)


def crowd(side: int, count: int) -> bytes:
    head = Image.open(ASTRONAUT).convert("RGB").crop((140, 20, 320, 200))
    tile = np.asarray(head.resize((side, side)))
    return encoded(Image.fromarray(np.tile(tile, (count, count, 1))), "JPEG")


def webp() -> bytes:
    return encoded(Image.new("RGBA", (5470, 5470), (9, 9, 9, 9)), "WEBP", lossless=True)


def grey32() -> bytes:
    return encoded(Image.new("I", LARGE), "TIFF", compression="tiff_adobe_deflate")


def cmyk() -> bytes:
    return encoded(Image.new("CMYK", LARGE), "JPEG", progressive=True)


def clear_palette() -> bytes:
    return encoded(Image.new("P", LARGE), "PNG", transparency=0)


def profiles() -> bytes:
    return bombs.chunks(250)


def face(side: int) -> Callable[[], bytes]:
    return lambda: portrait(side)


FUNCTIONS: dict[str, dict[str, Request]] = {
    "align": {
        "webp": Request("/align", {"image": webp}, (422,)),
        "32-bit grey": Request("/align", {"image": grey32}, (422,)),
        "progressive CMYK": Request("/align", {"image": cmyk}, (422,)),
        "palette": Request("/landmarks", {"image": clear_palette}, (422,)),
        "profiles": Request("/align", {"image": profiles}, (422,)),
        "scans": Request("/align", {"image": lambda: bombs.scans(20)}, (422,)),
        "run lengths": Request(
            "/align", {"image": lambda: bombs.run_lengths(3160, 3160)}, (422, 400)
        ),
        "tiles": Request("/align", {"image": lambda: bombs.tiles(3520, 16)}, (422,)),
        "small faces": Request(
            "/landmarks",
            {"image": lambda: encoded(flat((2236, 2236)), "JPEG")},
            (422,),
            {"min_face": "64"},
        ),
        "as PNG": Request(
            "/landmarks", {"image": face(5000)}, (200, 413), accept="image/png"
        ),
        "as WebP": Request(
            "/landmarks", {"image": face(3500)}, (200,), accept="image/webp"
        ),
        "as JPEG": Request(
            "/landmarks", {"image": face(7000)}, (200,), accept="image/jpeg"
        ),
        "many": Request(
            "/align",
            {"image": lambda: crowd(120, 10)},
            (200,),
            {"face": "all", "size": "440", "format": "webp"},
        ),
    },
    "swap": {
        "no face": Request(
            "/swap",
            {"source": lambda: portrait(7000, 45), "target": cmyk},
            (422,),
        ),
        "large": Request(
            "/swap",
            {"source": face(7000), "target": face(7000)},
            (200,),
            accept="image/jpeg",
        ),
        "many": Request(
            "/swap",
            {"source": face(7000), "target": lambda: crowd(120, 7)},
            (200, 422),
            {"target_face": "all"},
        ),
    },
    "recognize": {
        "crowd": Request("/recognize", {"image": lambda: crowd(80, 15)}, (200,)),
        "small faces": Request(
            "/recognize", {"image": cmyk}, (200,), {"min_face": "72"}
        ),
        "two": Request(
            "/compare",
            {"a": grey32, "b": grey32},
            (422,),
        ),
        "large": Request("/compare", {"a": face(7000), "b": face(7000)}, (200,)),
    },
    "classify": {
        "large": Request("/classify/imagenet", {"image": face(7000)}, (200,)),
        "profiles": Request("/classify/imagenet", {"image": profiles}, (200,)),
        "progressive CMYK": Request("/classify/imagenet", {"image": cmyk}, (200,)),
    },
    "people": {
        "crowd": Request("/search", {"image": lambda: crowd(80, 15)}, (200, 422)),
        "32-bit grey": Request("/search", {"image": grey32}, (200,)),
        "large": Request("/search", {"image": face(7000)}, (200,)),
    },
}

# Runs in the function's own process: each event, and what it took.
MEASURE = """
import importlib, json, os, sys, time
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
handler, events = sys.argv[1:]
module, _, name = handler.replace("/", ".").rpartition(".")
function = getattr(importlib.import_module(module), name)
for path in sorted(os.listdir(events)):
    event = json.load(open(os.path.join(events, path)))
    open("/proc/self/clear_refs", "w").write("5")
    started = time.process_time()
    status = function(event, None)["statusCode"]
    seconds = time.process_time() - started
    lines = open("/proc/self/status").read().splitlines()
    (peak,) = (int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    print("took", json.dumps([path, status, seconds, peak * 1024 / 1e6]))
"""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_request_ends_in_time_and_in_memory(
    name: str,
    package: Path,
    tmp_path: Path,
) -> None:
    events = tmp_path / "events"
    events.mkdir()
    for case, request in FUNCTIONS[name].items():
        (events / case).write_text(json.dumps(request.event()))
    printed = run_packaged(MEASURE, name, events, package, tmp_path / "code")
    found = [
        json.loads(line.removeprefix("took "))
        for line in printed
        if line.startswith("took ")
    ]
    print(*found, sep="\n")
    assert [case for case, *_ in found] == sorted(FUNCTIONS[name])
    for case, status, seconds, megabytes in found:
        assert status in FUNCTIONS[name][case].statuses, case
        assert seconds < SECONDS, case
        assert megabytes < MEGABYTES, case
