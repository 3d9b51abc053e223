"""What one camera costs on AWS in a month, idle and busy: counted, at list prices.

`python -m local.cost` prints it. A message of a camera is taken on the emulator, with a
gallery and a table of alerts there, and its calls and units are counted as for the
gallery. How long the function takes is measured by `local.cost`.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from local.camera import SCALES, SIDES, track_of
from local.client import picture
from local.gallery_cost import Meter
from local.rehearsal import gallery as people
from local.rehearsal import watch
from visage.gallery.audit import Caller
from visage.gallery.collections import NewCollection
from visage.gallery.consent import ConsentPolicy
from visage.gallery.people import NewPerson
from visage.gallery.pictures import chosen, shown_in
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer
from visage.settings import settings
from visage.watch.announcer import Nobody
from visage.watch.events import TrackEvent
from visage.watch.watching import Watcher

EVENTS, CAMERA, WHO = "/watch/{camera}/events", "cost", "astronaut"
LOOKS = len(SCALES)
# What busy means: so many visits a day of somebody who is enrolled, two messages of
# each; a desk's browser is connected for eight hours; one match with the watch list is
# confirmed.
DAYS, VISITS, MESSAGES, HOURS = 30, 1000, 2, 8
MINUTES = DAYS * 24 * 60
# Lambda asks an idle queue with five long polls of 20 seconds:
# https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
POLLS = 5 * 3
# Partitions of the index that the sweep asks every minute, half a unit each.
SWEEP_UNITS = 4 * 0.5
KILOBYTE = 1024
OPERATOR = Caller("operator")


@dataclass(frozen=True)
class Lambda:
    """What a message takes of the function: milliseconds, and its memory in MB."""

    milliseconds: float
    memory: int

    def dollars(self, price: Mapping[str, float]) -> float:
        """What one call costs: the request, and its duration."""
        # Lambda rounds a duration up to the next millisecond.
        seconds = math.ceil(self.milliseconds) / 1000
        gb_seconds = self.memory / 1024 * seconds
        return price["lambda_request"] + gb_seconds * price["lambda_gb_second"]


@dataclass(frozen=True)
class Taken:
    """A message: its bytes, and what taking it counts up."""

    size: int
    counts: Mapping[str, float]


@cache
def recognizer() -> Recognizer:
    return Recognizer.configured()


def event() -> dict[str, Any]:
    """A message about somebody, which no other call has sent."""
    (face,) = recognizer().finder.find(Photo(picture(WHO))).faces
    box = {side: float(getattr(face.box, side)) for side in SIDES}
    return track_of(box, CAMERA, WHO)


def measure() -> Taken:
    """What the first message of a visit takes, of somebody who is enrolled."""
    with people.emulated():
        watch.make_table()
        enrol()
        body = json.dumps(event())
        meter = Meter()
        watcher = Watcher(
            watch.opened(using=meter.using),
            people.opened(using=meter.using),
            recognizer(),
            Nobody(),
            None,
        )
        taken = watcher.take(TrackEvent.model_validate_json(body))
        assert len(taken.alerts) == 1
        return Taken(len(body), Counter(meter.counts))


def enrol() -> None:
    """Enrol the one whom the camera sees."""
    gallery = people.opened()
    profile = recognizer().embedder.profile
    policy = ConsentPolicy("the operator", "to know customers", days=365)
    name = settings().collection
    gallery.create_collection(
        NewCollection(name, profile.name, profile.dimension, policy), OPERATOR
    )
    face = chosen(shown_in(picture(WHO), gallery, recognizer()))
    gallery.enrol(name, [face.new_face()], NewPerson("Eileen Collins", "ada"), OPERATOR)


def parts(size: int, of: int) -> int:
    """How many units of so many bytes a message counts as."""
    return -(-size // of)


def idle(price: Mapping[str, float]) -> dict[str, float]:
    """Dollars a month of a camera that sees nobody."""
    return {
        "IoT Core": MINUTES * price["iot_connected_minute"],
        "SQS": MINUTES * POLLS * price["sqs_request"],
        "the sweep's reads": MINUTES * SWEEP_UNITS * price["dynamodb_read_unit"],
    }


def busy(
    taken: Taken, function: Lambda, price: Mapping[str, float]
) -> dict[str, float]:
    """Dollars a month of what comes on top where many people pass."""
    messages = DAYS * VISITS * MESSAGES
    small, large = parts(taken.size, 5 * KILOBYTE), parts(taken.size, 64 * KILOBYTE)
    counts = taken.counts
    units = (
        counts["write units"] * price["dynamodb_write_unit"]
        + counts["read units"] * price["dynamodb_read_unit"]
    )
    return {
        "IoT Core": messages * small * (price["iot_message"] + 2 * price["iot_rule"]),
        "SQS": messages * (2 * large + 1) * price["sqs_request"],
        "Lambda": messages * function.dollars(price),
        "DynamoDB": messages * units,
        "S3 Vectors": messages * counts["queries"] * price["s3vectors_query"],
        "WebSocket": DAYS * HOURS * 60 * price["websocket_minute"]
        + DAYS * VISITS * price["websocket_message"],
        "SNS": DAYS * price["sns_publish"],
    }


def report(taken: Taken, function: Lambda, price: Mapping[str, float]) -> Iterator[str]:
    """The lines about one camera, in Markdown."""
    at_rest, on_top = idle(price), busy(taken, function, price)
    yield "| one camera a month | idle $ | busy $ |"
    yield "| --- | ---: | ---: |"
    for name in dict.fromkeys([*at_rest, *on_top]):
        least = at_rest.get(name, 0.0)
        yield f"| {name} | {least:.2f} | {least + on_top.get(name, 0.0):.2f} |"
    whole = sum(at_rest.values())
    yield f"| together | {whole:.2f} | {whole + sum(on_top.values()):.2f} |"
    yield ""
    counts = taken.counts
    yield (
        f"Busy is {VISITS:,} visits a day, {MESSAGES} messages of {taken.size:,} bytes "
        f"each, one desk connected for {HOURS} hours. A message takes "
        f"{counts['dynamodb']} calls of DynamoDB ({counts['write units']} write and "
        f"{counts['read units']} read units) and {counts['s3vectors']} of S3 Vectors, "
        f"and {function.milliseconds:.0f} ms."
    )
    yield ""
    looks = DAYS * VISITS * MESSAGES * LOOKS
    yield (
        f"Rekognition's SearchFacesByImage for the same {looks:,} looks: "
        f"${looks * price['rekognition_image']:,.0f}."
    )
