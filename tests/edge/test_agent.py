"""The agent on videos of the two portraits: who passes is told once, by good crops."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from edge.agent import Agent
from edge.errors import SourceUnusable
from edge.frames import Camera, Frame, Source, source_of
from edge.motion import Motion
from edge.outbox import Outbox
from tests.conftest import portrait
from tests.edge.scenes import Scene, background, passing, standing, write
from visage.faces.face import Face, Faces
from visage.faces.finder import Finder
from visage.geometry import Box, Similarity
from visage.models.network import Floats
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.recognition.recognizer import Recognizer
from visage.watch.events import MAX_MESSAGE, TrackEvent


@pytest.fixture(scope="module")
def recognizer(finder: Finder) -> Recognizer:
    return Recognizer.configured(finder)


def watched(
    source: Source, finder: Finder, outbox: Outbox
) -> tuple[Agent, list[TrackEvent]]:
    """The agent after all of a source, and what it would send."""
    agent = Agent("door", finder, outbox)
    agent.run(source)
    told = [each.body for each in outbox.oldest(1000)]
    return agent, [TrackEvent.model_validate_json(body) for body in told]


@pytest.fixture(scope="module")
def vectors(recognizer: Recognizer, faces: dict[str, Face]) -> dict[str, Floats]:
    """The vector of each portrait."""
    return {
        name: recognizer.recognize(Photo.of(portrait(name)), [face])[0].vector
        for name, face in faces.items()
    }


def who(
    event: TrackEvent, recognizer: Recognizer, vectors: dict[str, Floats]
) -> set[str]:
    """Whom of the two portraits the crops of a message show."""
    named = set()
    for crop in event.crops:
        photo = Photo(crop.image)
        found = recognizer.finder.find(photo, only_largest=True).faces
        (seen,) = recognizer.recognize(photo, found)
        alike = {name: float(seen.vector @ v) for name, v in vectors.items()}
        named.add(max(alike, key=lambda name: alike[name]))
    return named


def test_each_of_two_who_pass_is_told_once(
    tmp_path: Path,
    finder: Finder,
    recognizer: Recognizer,
    vectors: dict[str, Floats],
) -> None:
    walkers = [
        passing("astronaut", 0.5, 2.5),
        passing("grace_hopper", 3.5, 5.5, leftwards=True, width=300, blur=1.2),
    ]
    video = write(tmp_path / "door.mp4", walkers, 6.5)
    agent, told = watched(
        source_of(str(video)), finder, Outbox(tmp_path / "door.sqlite3")
    )
    assert [(each.camera, each.part, len(each.crops)) for each in told] == [
        ("door", 0, 5),
        ("door", 0, 5),
    ]
    assert [who(each, recognizer, vectors) for each in told] == [
        {"astronaut"},
        {"grace_hopper"},
    ]
    assert told[0].track != told[1].track
    assert agent.counts.tracks == 2
    # The empty seconds at the start, between and at the end are not searched.
    assert agent.counts.frames > 3 * agent.counts.searched


def test_no_message_mixes_two_who_cross(
    tmp_path: Path,
    finder: Finder,
    recognizer: Recognizer,
    vectors: dict[str, Floats],
) -> None:
    walkers = [
        passing("astronaut", 0, 3),
        passing("grace_hopper", 0, 3, leftwards=True, width=260),
    ]
    _, told = watched(Scene(walkers, 3), finder, Outbox(tmp_path / "door.sqlite3"))
    seen = [who(each, recognizer, vectors) for each in told]
    assert all(len(each) == 1 for each in seen)
    assert set.union(*seen) == {"astronaut", "grace_hopper"}
    # Each before and after they met; nobody more often.
    assert len(told) <= 4


def test_who_stays_is_told_again_from_time_to_time(
    tmp_path: Path, finder: Finder
) -> None:
    scene = Scene([standing("astronaut", 0.5, 22.5, 600)], 23)
    _, told = watched(scene, finder, Outbox(tmp_path / "door.sqlite3"))
    assert [each.part for each in told] == [0, 1]
    assert len({each.track for each in told}) == 1
    passed = told[1].last_taken - told[0].last_taken
    assert 15 < passed.total_seconds() <= 21


def test_an_empty_picture_tells_nothing(tmp_path: Path, finder: Finder) -> None:
    agent, told = watched(Scene([], 3), finder, Outbox(tmp_path / "door.sqlite3"))
    assert told == []
    assert agent.counts.searched <= 3  # the first frame, and one every two seconds


def test_pictures_of_a_folder_are_watched_like_frames(
    tmp_path: Path, finder: Finder
) -> None:
    folder = tmp_path / "frames"
    folder.mkdir()
    for number in range(6):
        Image.fromarray(portrait("astronaut")).save(folder / f"{number}.png")
    (folder / "6.jpg").write_bytes(b"no picture")
    (folder / "notes.txt").write_text("not looked at")
    agent, told = watched(
        source_of(str(folder)), finder, Outbox(tmp_path / "door.sqlite3")
    )
    assert [len(each.crops) for each in told] == [5]
    assert agent.counts.frames == 6


def test_a_crop_shows_the_head_and_says_where_it_was(
    tmp_path: Path, finder: Finder
) -> None:
    scene = Scene([standing("astronaut", 0, 2, 700)], 2)
    _, (told, *_) = watched(scene, finder, Outbox(tmp_path / "door.sqlite3"))
    assert len(told.encoded()) <= MAX_MESSAGE
    for crop in told.crops:
        assert (crop.frame_width, crop.frame_height) == (1280, 720)
        assert (crop.left + crop.right) / 2 == pytest.approx(700, abs=20)
        image = Image.open(io.BytesIO(crop.image))
        assert image.format == "JPEG"
        assert max(image.size) <= 288
        assert crop.quality > 0.5
        assert crop.taken <= datetime.now(UTC).replace(year=9999)
    assert "exif" not in Image.open(io.BytesIO(told.crops[0].image)).info
    assert json.loads(told.encoded())["camera"] == "door"


def appearing(still: Picture, left: int, top: int) -> Picture:
    """The picture with somebody in it: 80 by 90 pixels of opposite colours."""
    seen = still.copy()
    place = seen[top : top + 90, left : left + 80]
    place[:] = 255 - place
    return seen


def calm() -> tuple[Motion, Picture]:
    """What has seen one picture twice, and the picture."""
    motion, still = Motion(), background()
    motion.moved(still)
    motion.moved(still)
    return motion, still


def test_motion_is_what_changes_in_some_places() -> None:
    motion = Motion()
    still = background()
    noise = np.random.default_rng(1)
    assert motion.moved(still)  # the first one always
    for _ in range(3):
        trembling = still + noise.normal(0, 3, still.shape)
        assert not motion.moved(trembling.clip(0, 255).astype(np.uint8))
    darker = (still * 0.98).astype(np.uint8)  # a cloud
    assert not motion.moved(darker)
    assert motion.moved(appearing(still, 600, 300))
    assert motion.moved(still[:360])  # another shape is another camera


@pytest.mark.parametrize(("x", "seen"), [(420, True), (640, False), (1100, False)])
def test_what_moves_beside_a_head_is_seen(x: int, seen: bool) -> None:
    """Not the head itself, nor what is far away."""
    face = Box(600, 300, 700, 430)
    motion, still = calm()
    assert not motion.beside([face])
    someone = appearing(still, x, 330)
    motion.moved(someone)
    assert motion.beside([face]) == seen
    motion.moved(someone)
    assert not motion.beside([face])


@pytest.mark.parametrize(
    ("x", "y", "seen"),
    [
        (640, 330, False),
        (640, 600, False),
        (500, 600, False),
        (640, 20, True),
        (300, 330, True),
        (300, 600, True),
        (1100, 330, True),
    ],
)
def test_what_moves_elsewhere_is_of_nobody_there(x: int, y: int, seen: bool) -> None:
    """Neither the head nor what is below it."""
    face = Box(600, 300, 700, 430)
    motion, still = calm()
    assert not motion.elsewhere([face])
    motion.moved(appearing(still, x, y))
    assert motion.elsewhere([face]) == seen
    assert motion.elsewhere([])


@pytest.mark.parametrize("by", [0.0, 0.1, 0.25])
def test_a_face_is_followed_to_where_a_search_finds_it(
    by: float, finder: Finder, each_portrait: str
) -> None:
    """Expected so many widths aside of where it is."""
    picture = portrait(each_portrait)
    (face,) = finder.find(Photo.of(picture), upright=True).faces
    aside = Similarity(1, 0, by * face.box.width, -by * face.box.width / 2)
    followed = finder.follow(picture, [face.moved(aside)])
    assert followed is not None
    assert followed[0].box.iou(face.box) > 0.8
    apart = np.hypot(*(followed[0].points - face.points).T).mean()
    assert apart < 0.05 * face.box.width


def test_a_face_that_has_gone_is_not_followed(finder: Finder) -> None:
    picture = portrait("astronaut")
    (face,) = finder.find(Photo.of(picture), upright=True).faces
    away = Similarity(1, 0, 2 * face.box.width, 0)
    assert finder.follow(picture, [face, face.moved(away)]) is None
    assert finder.follow(np.zeros_like(picture), [face]) is None
    outside = Similarity(1, 0, -3 * picture.shape[1], 0)
    assert finder.follow(picture, [face.moved(outside)]) is None


def test_a_face_that_is_followed_is_not_searched_for_in_every_frame(
    tmp_path: Path, finder: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing else moves, even less; what is told of it is always the same."""
    searches: list[float] = []
    find = finder.find

    def counted(*asked: Any, **more: Any) -> Faces:
        searches.append(0)
        return find(*asked, **more)

    def searched(name: str) -> tuple[int, list[TrackEvent]]:
        searches.clear()
        scene = Scene([standing("astronaut", 0.2, 6.2, 600)], 7)
        _, told = watched(scene, finder, Outbox(tmp_path / name))
        return len(searches), told

    monkeypatch.setattr(finder, "find", counted)
    alone, told = searched("alone.sqlite3")
    monkeypatch.setattr(Motion, "elsewhere", lambda *_: True)
    few, _ = searched("few.sqlite3")
    monkeypatch.setattr("edge.agent.SEARCH_AGAIN", 0.0)
    many, always = searched("many.sqlite3")
    assert alone < 0.8 * few
    assert few < 0.6 * many
    assert [len(each.crops) for each in told] == [len(each.crops) for each in always]
    for one, other in zip(told, always, strict=True):
        assert abs(one.crops[0].quality - other.crops[0].quality) < 0.1


@pytest.mark.parametrize("seconds", [1.8, 2.2, 2.5])
def test_nobody_is_followed_into_someone_who_runs_past(
    seconds: float,
    tmp_path: Path,
    finder: Finder,
    recognizer: Recognizer,
    vectors: dict[str, Floats],
) -> None:
    walkers = [
        standing("astronaut", 0, 4, 640),
        passing("grace_hopper", 1, 1 + seconds, width=260),
    ]
    _, told = watched(Scene(walkers, 4), finder, Outbox(tmp_path / "door.sqlite3"))
    seen = [who(each, recognizer, vectors) for each in told]
    assert all(len(each) == 1 for each in seen)
    assert {"astronaut"} in seen


def test_the_source_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.mp4").write_bytes(b"this is no video")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.jpg").write_bytes(b"no picture")
    for said, why in {
        str(tmp_path / "missing.mp4"): "there is no such file or folder",
        str(tmp_path / "empty"): "the folder has no pictures",
        str(tmp_path / "broken.mp4"): "cannot be opened as a camera or a video",
        str(tmp_path / "bad"): "no picture in it can be read",
    }.items():
        with pytest.raises(SourceUnusable, match=why):
            list(source_of(said).frames(8))


def test_the_password_of_an_address_is_not_shown() -> None:
    with pytest.raises(SourceUnusable, match=r"rtsp://127\.0\.0\.1:1/door") as raised:
        source_of("rtsp://user:secret@127.0.0.1:1/door")
    assert "secret" not in str(raised.value)


def test_a_source_ends_when_it_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in "abc":
        Image.fromarray(portrait("astronaut")).save(folder / f"{name}.jpg")
    video = write(tmp_path / "door.mp4", [], 2)
    for path in (folder, video):
        unseen, seen = source_of(str(path)), source_of(str(path))
        unseen.close()
        assert list(unseen.frames(8)) == []
        frames = seen.frames(8)
        next(frames)
        seen.close()
        assert len(list(frames)) <= 1  # one may have been decoded ahead


def test_frames_come_at_the_rate_that_is_asked_for(tmp_path: Path) -> None:
    video = write(tmp_path / "door.mp4", [], 2)
    frames: list[Frame] = list(source_of(str(video)).frames(8))
    assert [frame.passed for frame in frames[1:]] == [4] * (len(frames) - 1)
    assert len(frames) == 15
    gaps = np.diff([frame.at for frame in frames])
    assert gaps == pytest.approx([4 / 30] * 14, abs=1e-3)


def test_a_camera_on_which_opencv_fails_is_opened_again(tmp_path: Path) -> None:
    """At the end of the file, OpenCV raises an error instead of giving no frame."""
    video = write(tmp_path / "door.mp4", [], 0.5)
    camera = Camera(str(video))
    camera._capture.setExceptionMode(True)

    def more_than_the_file_has() -> bool:
        passed = 0
        for frame in camera.frames(8):
            passed += frame.passed
            if passed > 20:  # of 15
                return True
        return False

    with ThreadPoolExecutor(1) as watching:
        seen = watching.submit(more_than_the_file_has)
        try:
            assert seen.result(timeout=30)
        finally:
            camera.close()
