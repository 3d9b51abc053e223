"""People who pass a camera, up to the desk: one alert a visit, none for a stranger."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
import requests

from edge.outbox import Outbox
from tests.edge.scenes import Walker, passing, standing, write
from tests.watch.street import KNOWN, Desk, Street, missing, street, until

STRANGER = "grace_hopper"
# Longer than any of the videos, so that all of one is one visit.
VISIT = 7.0  # seconds

# The known one and a stranger cross; the known one comes back, smaller and blurred.
CROSSING = [
    passing(STRANGER, 0.3, 3.3, width=260),
    passing(KNOWN, 0.3, 3.3, leftwards=True),
    passing(KNOWN, 3.6, 5.6, width=180, blur=1.0, y=300),
]
# The known one comes close, past a stranger who is too far away to be anybody.
ALONE = [
    standing(STRANGER, 0.2, 2.8, 1000, width=60),
    passing(KNOWN, 0.4, 2.6, width=300, y=440),
]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    if lacking := missing():
        pytest.skip(lacking)
    with street(tmp_path_factory.mktemp("street")) as made:
        yield made


@pytest.fixture
def desk(running: Street) -> Iterator[Desk]:
    opened = Desk(running)
    until(opened.listening.is_set, "a desk that listens")
    yield opened
    opened.close()


def played(running: Street, video: Path, who: Sequence[Walker], seconds: float) -> None:
    """Play a video to the camera's agent, until all that it sent was taken."""
    running.play("door", str(write(video, who, seconds)))
    with closing(Outbox(running.buffer("door"))) as outbox:
        assert len(outbox) == 0
    until(lambda: running.taken() == running.kept("door"), "every message taken")


def test_a_desk_hears_of_each_visit_once_and_of_no_stranger(
    running: Street, desk: Desk, tmp_path: Path
) -> None:
    played(running, tmp_path / "1.mp4", [passing(STRANGER, 0.3, 2.3)], 2.5)
    assert running.alerts("door") == []
    changed = requests.patch(
        f"{running.api}/cameras/door", json={"visit_minutes": VISIT / 60}
    )
    assert changed.status_code == 200, changed.text

    played(running, tmp_path / "2.mp4", CROSSING, 6)
    (first,) = running.alerts("door")
    ended = datetime.fromisoformat(first["visit"]["last"]).timestamp()
    time.sleep(max(0, ended + VISIT + 0.1 - time.time()))
    played(running, tmp_path / "3.mp4", ALONE, 3)
    second, still = running.alerts("door")
    assert still["id"] == first["id"]
    for each in (first, second):
        assert (each["camera"], each["person"]["id"]) == ("door", KNOWN)

    until(lambda: len(desk.first_of("alert")) == 2, "an alert on the desk for each")
    assert set(desk.first_of("alert")) == {first["id"], second["id"]}
    (stranger,) = running.get("/unknown")["clusters"]
    assert stranger["cameras"] == ["door"]
    faces = {each["id"] for each in stranger["faces"]}
    until(lambda: set(desk.first_of("unknown")) >= faces, "the stranger on the desk")
