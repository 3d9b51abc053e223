"""Messages: what is written is read again, and what is wrong is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from tests.edge.makers import TAKEN, crop, event, jpeg
from visage.watch.events import MAX_CROPS, Crop, TrackEvent, fitting


def test_a_message_is_read_as_it_was_written() -> None:
    written = event()
    told = json.loads(written.encoded())
    assert TrackEvent.model_validate_json(written.encoded()) == written
    assert {key: told[key] for key in ("version", "camera", "part")} == {
        "version": 1,
        "camera": "door",
        "part": 0,
    }
    assert told["crops"][0]["taken"] == "2026-01-02T03:04:05Z"
    assert written.last_taken == TAKEN


def changed(**values: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(event().encoded())
    for name, value in values.items():
        place, key = told, name
        if name.startswith("crop_"):
            place, key = told["crops"][0], name.removeprefix("crop_")
        place[key] = value
    return told


@pytest.mark.parametrize(
    "values",
    [
        {"version": 2},
        {"event": "1"},
        {"event": "G" * 32},
        {"camera": "../door"},
        {"camera": "door/1"},
        {"camera": "a..b"},
        {"camera": "-door"},
        {"camera": ""},
        {"camera": "d" * 65},
        {"camera": "dör"},
        {"track": None},
        {"part": -1},
        {"crops": []},
        {"crops": [json.loads(event().encoded())["crops"][0]] * (MAX_CROPS + 1)},
        {"unknown": 1},
        {"crop_quality": 1.01},
        {"crop_quality": float("nan")},
        {"crop_left": 200.0},
        {"crop_top": float("inf")},
        {"crop_frame_width": 0},
        {"crop_taken": "2026-01-02T03:04:05"},  # in which zone?
        {"crop_image": "no base64!"},
        {"crop_image": "UklGRg=="},  # no JPEG
        {"crop_image": 7},
    ],
    ids=lambda values: ",".join(f"{k}={str(v)[:20]}" for k, v in values.items()),
)
def test_what_is_no_message_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TrackEvent.model_validate_json(json.dumps(changed(**values)))


def test_the_best_crops_that_fit_are_sent() -> None:
    crops = [crop(quality=number / 10) for number in range(10)]
    sent = fitting("door", event().track, 3, crops)
    assert [each.quality for each in sent.crops] == [
        number / 10 for number in range(9, 1, -1)
    ]
    size = len(sent.encoded())
    less = fitting("door", sent.track, 3, crops, most=size // 2)
    assert less.crops == sent.crops[: len(less.crops)]
    assert 3 <= len(less.crops) < 5
    assert len(less.encoded()) <= size // 2


def test_a_crop_that_never_fits_is_an_error() -> None:
    huge = crop(image=jpeg() + bytes(200_000))
    with pytest.raises(ValueError, match="131,072 bytes"):
        fitting("door", event().track, 0, [huge])


def test_a_crop_is_no_other_picture() -> None:
    with pytest.raises(ValidationError, match="JPEG in base64"):
        Crop.model_validate({**crop().model_dump(), "image": b"\x89PNG"})
