"""Tracks: one for each face, from frame to frame, and never of two people."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.tracking import LOST, Tracker
from visage.faces.face import Detection
from visage.geometry import Box
from visage.models.network import Floats

STEP = 1 / 8


def face(x: float, y: float = 300, width: float = 100) -> Detection:
    box = Box(x - width / 2, y - width * 0.6, x + width / 2, y + width * 0.6)
    return Detection(box, 0.999, np.zeros((5, 2)))


def look(*values: float) -> Floats:
    """A view; looks of the same values are alike, and those of other ones are not."""
    waves = [np.sin((wave + 1) * np.linspace(0, 2 * np.pi, 576)) for wave in range(2)]
    mixed: Floats = np.dot(values, waves).astype(np.float32)
    return mixed


def meeting(turn_back: bool) -> Iterator[dict[str, Detection]]:
    """Two faces meet, one hides the other for some frames, and they go on or back."""
    for number in range(33):
        gone = 25 * (min(number, 32 - number) if turn_back else number)
        left, right = 100 + gone, 900 - gone
        seen = {"right": face(right)}
        if abs(left - right) > 60:
            seen["left"] = face(left)
        yield seen


def test_a_face_that_moves_stays_one_track() -> None:
    tracker = Tracker()
    ids = {
        tracker.update([face(100 + 60 * number)], number * STEP).tracks[0].id
        for number in range(20)
    }
    assert len(ids) == 1
    assert tracker.tracks[0].sightings == 20
    assert tracker.tracks[0].speed == pytest.approx((480, 0))


def test_two_faces_keep_their_tracks_whatever_their_order() -> None:
    tracker = Tracker()
    first = tracker.update([face(200), face(600)], 0).tracks
    second = tracker.update([face(590), face(210)], STEP).tracks
    assert [each.id for each in second] == [first[1].id, first[0].id]


def test_a_face_is_known_again_after_some_frames_without_it() -> None:
    tracker = Tracker()
    first = tracker.update([face(200)], 0).tracks[0]
    tracker.update([face(220)], STEP)
    for number in range(2, 6):
        assert tracker.update([], number * STEP).ended == []
    assert tracker.update([face(320)], 6 * STEP).tracks[0] is first


def test_a_face_that_is_gone_too_long_ends_its_track() -> None:
    tracker = Tracker()
    first = tracker.update([face(200)], 0).tracks[0]
    gone = tracker.update([face(200)], LOST + 0.1)
    assert gone.ended == [first]
    assert gone.tracks[0] is not first


@pytest.mark.parametrize(
    ("then", "same"),
    [
        (face(250), True),
        (face(350), True),  # its speed is not known yet
        (face(380), False),
        (face(200, width=150), True),
        (face(200, width=190), False),  # nobody grows so fast
        (face(200, width=55), False),
    ],
)
def test_how_far_a_face_may_be_from_where_it_was(then: Detection, same: bool) -> None:
    tracker = Tracker()
    first = tracker.update([face(200)], 0).tracks[0]
    assert (tracker.update([then], STEP).tracks[0] is first) is same


@pytest.mark.parametrize("turn_back", [False, True])
def test_who_looks_different_is_followed_past_each_other(turn_back: bool) -> None:
    """Each has one track, whoever hides whom."""
    tracker = Tracker()
    views = {"left": look(1, 0), "right": look(0, 1)}
    tracks: dict[str, set[str]] = {"left": set(), "right": set()}
    for number, seen in enumerate(meeting(turn_back)):
        update = tracker.update(
            list(seen.values()), number * STEP, [views[name] for name in seen]
        )
        for name, track in zip(seen, update.tracks, strict=True):
            tracks[name].add(track.id)
    assert [len(each) for each in tracks.values()] == [1, 1]


def test_a_face_is_not_taken_for_another_that_comes_to_its_place() -> None:
    tracker = Tracker()
    (first,) = tracker.update([face(300)], 0, [look(1, 0)]).tracks
    (second,) = tracker.update([face(300)], STEP, [look(0, 1)]).tracks
    assert second is not first
    (again,) = tracker.update([face(300)], 2 * STEP, [look(0.8, 0.6)]).tracks
    assert again is first


@pytest.mark.parametrize("turn_back", [False, True])
def test_no_track_is_of_two_people_who_meet(turn_back: bool) -> None:
    tracker = Tracker()
    people: dict[str, set[str]] = {}
    for number, seen in enumerate(meeting(turn_back)):
        update = tracker.update(list(seen.values()), number * STEP)
        for name, track in zip(seen, update.tracks, strict=True):
            people.setdefault(track.id, set()).add(name)
    assert all(len(names) == 1 for names in people.values())
    assert len(people) <= 8


@pytest.mark.parametrize(("apart", "crowded"), [(150, True), (170, False)])
def test_faces_that_stand_alone(apart: float, crowded: bool) -> None:
    tracker = Tracker()
    tracker.update([face(300), face(300 + apart)], 0)
    assert tracker.crowded(0) == crowded


def test_a_face_is_expected_where_its_speed_takes_it() -> None:
    tracker = Tracker()
    for number in range(4):
        (track,) = tracker.update([face(100 + 20 * number)], number * STEP).tracks
    ahead = track.ahead(face(160), 4 * STEP)
    assert ahead.box.centre == pytest.approx((180, 300))
    assert ahead.points == pytest.approx(np.full((5, 2), (20.0, 0.0)))


def test_closing_ends_every_track() -> None:
    tracker = Tracker()
    tracks = tracker.update([face(200), face(600)], 0).tracks
    assert tracker.close() == tracks
    assert tracker.tracks == []


@given(
    st.lists(
        st.lists(
            st.tuples(st.floats(0, 1280), st.floats(0, 720), st.floats(20, 400)),
            max_size=5,
        ),
        max_size=12,
    )
)
@settings(max_examples=100, deadline=None)
def test_every_face_has_one_track_and_every_track_one_end(
    frames: list[list[tuple[float, float, float]]],
) -> None:
    tracker = Tracker()
    begun: dict[str, int] = {}
    ended: list[str] = []
    for number, places in enumerate(frames):
        update = tracker.update([face(*each) for each in places], number * STEP)
        ids = [each.id for each in update.tracks]
        assert len(ids) == len(places) == len(set(ids))
        assert not set(ids) & set(ended)
        begun.update(dict.fromkeys(ids, number))
        ended += [each.id for each in update.ended]
    ended += [each.id for each in tracker.close()]
    assert sorted(ended) == sorted(begun)
