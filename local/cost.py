"""What a million calls of each route cost on AWS, one camera for a month, a gallery.

    python -m local.cost

Durations are measured on this machine: the packaged functions run under Lambda's
runtime client, one at a time on one CPU, and the median of several warm answers to a
request with a 512 px portrait counts. 1,769 MB of memory give a function one virtual
CPU (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html); we assume
that it is as fast as a CPU of this machine. Prices are those of local/prices.toml.
"""

from __future__ import annotations

import base64
import json
import os
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local import gallery_cost, watch_cost
from local.client import picture
from local.rehearsal.packaged import functions, package
from local.rehearsal.runtime import Instance, NoRuntime, interpreter
from visage.models.ready import HANDLE

PRICES = Path(__file__).with_name("prices.toml")
MILLION = 1_000_000
WARM = 9  # answers after the first, of which the median counts
MONTH = 30 * 86_400  # seconds
# One camera sends one frame a second while something moves, eight hours a day.
FRAMES = 30 * 8 * 3600


# Who asks, as the gateway would say.
CLAIMS = {
    "sub": "cost",
    "scope": "visage/read visage/enrol visage/watch",
    "cognito:groups": "administrator",
}


@dataclass(frozen=True)
class Route:
    """A route to measure, and how many calls of Rekognition do the same (`peer`)."""

    function: str
    path: str
    images: tuple[str, ...]
    peer: str
    peer_calls: int
    fields: Mapping[str, str] = field(default_factory=dict)  # beside the pictures
    # The whole body, new for each call.
    body: Callable[[], Mapping[str, Any]] | None = None


CONSENT = {"consent_by": "the model", "consent_purpose": "a measurement"}
ROUTES = (
    Route("align", "/align", ("image",), "DetectFaces", 1),
    Route("align", "/landmarks", ("image",), "DetectFaces", 1),
    Route("swap", "/swap", ("source", "target"), "none", 0),
    Route("recognize", "/recognize", ("image",), "SearchFacesByImage", 1),
    Route("recognize", "/compare", ("a", "b"), "CompareFaces", 1),
    Route("classify", "/classify/{handle}", ("image",), "DetectLabels", 1),
    Route(
        *("people", "/people", ("image",), "IndexFaces", 1),
        {"name": "Eileen Collins", **CONSENT},
    ),
    Route("people", "/search", ("image",), "SearchFacesByImage", 1),
    Route(
        *("watch", "/watch/{camera}/frames", ("image",), "SearchFacesByImage", 1),
        {"session": "0" * 32},
    ),
    Route(
        *("watch", watch_cost.EVENTS, (), "SearchFacesByImage", watch_cost.LOOKS),
        body=watch_cost.event,
    ),
)


def prices() -> dict[str, float]:
    """Every price by name."""
    found = tomllib.loads(PRICES.read_text())
    return {name: float(entry["price"]) for name, entry in found.items()}


def million(milliseconds: float, memory: int, price: Mapping[str, float]) -> float:
    """Dollars of a million calls: the API's, and the function's."""
    ran = watch_cost.Lambda(milliseconds, memory).dollars(price)
    return (price["api_request"] + ran) * MILLION


def snapshots(memories: Sequence[int], price: Mapping[str, float]) -> float:
    """Dollars a month for keeping the snapshots of functions with so many MB each."""
    return sum(memories) / 1024 * MONTH * price["snapstart_gb_second"]


def event(route: Route) -> dict[str, Any]:
    """A request of a route, as API Gateway gives it to the function."""
    names = ("astronaut", "grace-hopper")
    pictures = zip(route.images, names, strict=False)
    encoded = {name: base64.b64encode(picture(of)).decode() for name, of in pictures}
    fields = route.body() if route.body else {**encoded, **route.fields}
    headers = {"Content-Type": "application/json", "Host": "localhost"}
    return {
        "path": route.path.format(handle=HANDLE, camera=watch_cost.CAMERA),
        "httpMethod": "POST",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {},
        "requestContext": {"requestId": "cost", "authorizer": {"claims": CLAIMS}},
        "body": base64.b64encode(json.dumps(fields).encode()).decode(),
        "isBase64Encoded": True,
    }


@dataclass(frozen=True)
class Measured:
    """What a route took: milliseconds of a warm answer, the function's memory in MB."""

    route: Route
    milliseconds: float
    memory: int


def measure() -> tuple[list[Measured], list[int]]:
    """Every route, one function after the other; and the memory of every snapshot."""
    measured, memories = list[Measured](), list[int]()
    with tempfile.TemporaryDirectory(prefix="visage-cost.") as scratch:
        folder = Path(scratch)
        for name, packaged in functions(package(folder / "package"), folder):
            if packaged.snapshot:
                memories.append(packaged.memory)
            routes = [route for route in ROUTES if route.function == name]
            if not routes:
                continue
            instance = Instance(packaged, folder / f"{name}.log")
            try:
                for route in routes:
                    found = warm(instance, route)
                    measured.append(Measured(route, found, packaged.memory))
            finally:
                instance.stop()
    return measured, memories


def warm(instance: Instance, route: Route) -> float:
    """Milliseconds of a warm answer. Ends the program where a status is not 200."""
    times = []
    for _ in range(WARM + 1):
        body = event(route)
        started = time.perf_counter()
        answer = instance.invoke(body)
        times.append((time.perf_counter() - started) * 1e3)
        if answer["statusCode"] != 200:
            raise SystemExit(f"{route.path} answered {answer['body'][:300]}")
    return statistics.median(times[1:])


def report(measured: list[Measured], memories: list[int]) -> Iterator[str]:
    """The lines of the tables, in Markdown."""
    price = prices()
    yield "| route | warm ms | memory MB | $ a million | Rekognition $ | its call |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for one in measured:
        ours = million(one.milliseconds, one.memory, price)
        calls = one.route.peer_calls
        theirs = price["rekognition_image"] * calls * MILLION
        beside = f"{theirs:,.0f}" if calls else "–"
        yield (
            f"| `POST {one.route.path}` | {one.milliseconds:.0f} | {one.memory:,} "
            f"| {ours:.2f} | {beside} | {one.route.peer} |"
        )
    yield ""
    yield from camera(measured, memories, price)


def camera(
    measured: list[Measured], memories: list[int], price: Mapping[str, float]
) -> Iterator[str]:
    """Lines about one camera for a month, and about a service that nobody calls."""
    (found,) = (one for one in measured if one.route.path == "/recognize")
    ours = million(found.milliseconds, found.memory, price) * FRAMES / MILLION
    theirs = price["rekognition_image"] * FRAMES
    kept = snapshots(memories, price)
    yield (
        f"One camera a month ({FRAMES:,} frames to `POST /recognize`): ${ours:.2f}; "
        f"Rekognition: ${theirs:,.0f}."
    )
    yield ""
    yield (
        f"Without a single call: ${kept:.2f} a month for the snapshots of "
        f"{len(memories)} functions."
    )


def main() -> int:
    """Measure and print; the exit status."""
    try:
        interpreter()
    except NoRuntime as fault:
        print(fault, file=sys.stderr)
        return 2
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        measured, memories = measure()
    finally:
        os.sched_setaffinity(0, before)
    lines = report(measured, memories)
    (events,) = (one for one in measured if one.route.path == watch_cost.EVENTS)
    found = watch_cost.Lambda(events.milliseconds, events.memory)
    print("\n".join([*lines, "", *gallery_cost.report(prices())]))
    taken = watch_cost.measure()
    print("\n".join(["", *watch_cost.report(taken, found, prices())]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
