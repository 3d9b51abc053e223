"""Which faces there are, in which order, and which one a request means.

The same on every route: asked of the functions and of the library itself.
"""

from __future__ import annotations

import base64
import io
import json
import math
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from functions.align.handler import handler as align
from functions.recognize.handler import handler as recognize
from functions.swap.handler import handler as swap
from tests.conftest import ASTRONAUT, GRACE_HOPPER, ROOT, portrait, rotated
from tests.test_align_event import content, event
from train.without_faces import SKIMAGE, parts
from visage.cli import main
from visage.errors import FaceOutOfRange, NoFace
from visage.faces.face import Detection, Face, Faces
from visage.faces.finder import MOST_PIXELS, SMALLEST, Finder, _Searched
from visage.faces.mean_face import five_points
from visage.faces.mtcnn import CELL, MTCNN
from visage.faces.second_look import FACE, SURE, look_again
from visage.geometry import Box, Points, Similarity
from visage.models.store import model_store
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture

# Heads of a group picture: whose, how wide and where. The sizes are not in reading
# order, and two are nearly equal.
GROUP = (
    ("grace_hopper", 110, (20, 30)),
    ("astronaut", 250, (260, 40)),
    ("grace_hopper", 260, (620, 20)),
    ("astronaut", 120, (1010, 60)),
    ("astronaut", 480, (60, 380)),
    ("grace_hopper", 190, (760, 460)),
)
HEADS = {"astronaut": (120, 10, 330, 220), "grace_hopper": (110, 60, 410, 360)}


@pytest.fixture(scope="module")
def group() -> bytes:
    """Six heads of the two portraits in one picture, a PNG."""
    scene = Image.new("RGB", (1200, 900), (124, 132, 140))
    for name, width, place in GROUP:
        head = Image.fromarray(portrait(name)).crop(HEADS[name])
        scene.paste(head.resize((width, width)), place)
    out = io.BytesIO()
    scene.save(out, "PNG")
    return out.getvalue()


def asked(handler: Any, path: str, fields: dict[str, Any]) -> dict[str, Any]:
    """What a function answers to JSON; pictures are given as bytes."""
    body = {
        name: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for name, value in fields.items()
    }
    raw = json.dumps(body).encode()
    answer = handler(event(raw, path, "application/json"), None)
    found: dict[str, Any] = json.loads(content(answer))
    return found


def boxes(faces: list[dict[str, Any]]) -> list[dict[str, float]]:
    return [face["box"] for face in sorted(faces, key=lambda face: face["index"])]


def centre(box: dict[str, float]) -> str:
    """A point in the box, as a request names it."""
    x, y = (box["left"] + box["right"]) / 2, (box["top"] + box["bottom"]) / 2
    return f"{x:.1f},{y:.1f}"


def test_every_route_sees_the_same_faces_in_the_same_order(
    group: bytes, finder: Finder
) -> None:
    marks = asked(align, "/landmarks", {"image": group})["faces"]
    aligned = asked(align, "/align", {"image": group, "face": "all", "size": 16})
    known = asked(recognize, "/recognize", {"image": group})["faces"]
    swapped = asked(
        swap,
        "/swap",
        {"source": group, "target": group, "target_face": "all", "source_face": 5},
    )
    expected = boxes(marks)
    assert [face["index"] for face in marks] == list(range(6))
    assert boxes(aligned["faces"]) == expected
    assert boxes(known) == expected
    assert boxes(swapped["targets"]) == expected
    assert swapped["source"]["box"] == expected[5]
    for index in range(6):
        compared = asked(
            recognize, "/compare", {"a": group, "b": group, "face_a": index}
        )
        if index:  # the largest alone may be sought in a coarser pyramid
            assert compared["a"]["box"] == expected[index]
    areas = [
        (box["right"] - box["left"]) * (box["bottom"] - box["top"]) for box in expected
    ]
    assert areas == sorted(areas, reverse=True)
    largest = max(GROUP, key=lambda head: head[1])
    assert expected[0]["left"] > largest[2][0]
    assert expected[0]["right"] < largest[2][0] + largest[1]


def test_a_point_means_the_face_that_holds_it_on_every_route(group: bytes) -> None:
    marks = asked(align, "/landmarks", {"image": group})["faces"]
    for face in marks[1:]:
        index, box = face["index"], face["box"]
        at = centre(box)
        for path in ("/align", "/landmarks"):
            (found,) = asked(align, path, {"image": group, "at": at})["faces"]
            assert (found["index"], found["box"]) == (index, box)
        compared = asked(
            recognize, "/compare", {"a": group, "b": group, "at_a": at, "at_b": at}
        )
        assert [compared[name]["index"] for name in "ab"] == [index, index]
        assert compared["similarity"] == 1
    first, last = (centre(marks[index]["box"]) for index in (1, 5))
    swapped = asked(
        swap,
        "/swap",
        {"source": group, "source_at": first, "target": group, "target_at": last},
    )
    assert swapped["source"]["index"] == 1
    assert [target["index"] for target in swapped["targets"]] == [5]
    exchanged = asked(
        swap,
        "/swap",
        {"target": group, "exchange": True, "source_at": first, "target_at": last},
    )
    assert [target["index"] for target in exchanged["targets"]] == [5, 1]


@pytest.mark.parametrize(
    ("at", "status", "sentence"),
    [
        (
            "3,4",
            422,
            "There is no face at (3, 4): the picture has 1 face, and no box holds this "
            "point. It is counted in pixels of the upright picture from its top left "
            "corner.",
        ),
        (
            "3",
            400,
            "The parameter at is '3': it should be the x and y of a point in pixels, "
            "such as 120,80.",
        ),
        (
            "nan,4",
            400,
            "The parameter at is 'nan,4': it should be the x and y of a point in "
            "pixels, such as 120,80.",
        ),
    ],
)
def test_a_point_that_means_no_face_is_refused(
    at: str, status: int, sentence: str, finder: Finder
) -> None:
    answer = align(event(ASTRONAUT.read_bytes(), query={"at": at}), None)
    assert (answer["statusCode"], json.loads(content(answer))["error"]) == (
        status,
        sentence,
    )


def test_the_terminal_takes_a_point(finder: Finder) -> None:
    arguments = ["landmarks", str(ASTRONAUT), "--at"]
    found = CliRunner().invoke(main, [*arguments, "224,120"])
    assert [face["index"] for face in json.loads(found.output)["faces"]] == [0]
    refused = CliRunner().invoke(main, [*arguments, "3,4"])
    assert refused.exit_code == 1
    assert "There is no face at (3, 4)" in refused.output


def face(left: float, top: float, width: float, height: float) -> Face:
    box = Box(left, top, left + width, top + height)
    return Face(box, 0.9, np.zeros((5, 2)), lambda points: np.zeros((68, 2)))


def test_equal_faces_are_counted_from_the_left_and_then_from_above() -> None:
    given = [
        face(50, 0, 10, 20),
        face(10, 9, 20, 10),
        face(10, 5, 20, 10),
        face(0, 0, 9, 9),
        face(90, 0, 30, 30),
    ]
    ordered = Faces.ordered(given, 0.0)
    assert [given.index(each) for each in ordered.faces] == [4, 2, 1, 0, 3]


def test_among_boxes_that_hold_a_point_the_nearest_centre_is_meant() -> None:
    large, small = face(0, 0, 100, 100), face(60, 60, 30, 30)
    faces = Faces.ordered([small, large], 0.0)
    assert faces.chosen((70.0, 70.0)) == (small,)
    assert faces.chosen((52.0, 52.0)) == (large,)
    assert faces.chosen((100.0, 0.0)) == (large,)
    with pytest.raises(FaceOutOfRange, match=r"no face at \(100.5, 0\)"):
        faces.chosen((100.5, 0.0))
    with pytest.raises(NoFace):
        Faces((), 0.0).chosen((1.0, 1.0))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_detection_turned_by_quarters_keeps_its_box(turn: int) -> None:
    points: Points = np.array([(14.0, 30.0)] * 5)
    detection = Detection(Box(10, 20, 30, 60), 0.9, points)
    moved = detection.moved(Similarity.about((20, 40), (7, 8), turn, 2.0))
    width, height = (40, 80) if turn % 180 == 0 else (80, 40)
    assert (moved.box.width, moved.box.height) == pytest.approx((width, height))
    assert moved.box.centre == pytest.approx((7, 8))
    assert math.dist(moved.points[0], (7, 8)) == pytest.approx(2 * math.hypot(6, 10))


@pytest.mark.parametrize("name", SKIMAGE)
def test_things_are_no_faces_at_any_turn(name: str, finder: Finder) -> None:
    path = ASTRONAUT.with_name(name)
    if not path.exists():
        pytest.skip(f"this scikit-image does not carry {name}")
    assert finder.find(Photo(path.read_bytes())).faces == ()


@pytest.mark.parametrize("part", range(9))
def test_parts_of_things_are_no_faces(part: int, finder: Finder) -> None:
    """MTCNN alone sees a face in this picture's lower right ninth."""
    picture = Photo(ASTRONAUT.with_name("motorcycle_left.png").read_bytes()).pixels
    cut = list(parts(picture, 3))[part]
    assert finder.find(Photo.of(cut)).faces == ()


@pytest.mark.parametrize("side", [512, 800, 1137])
def test_a_desk_telephone_is_no_face(side: int, finder: Finder) -> None:
    """It stands in the corner of a portrait; MTCNN alone takes it for a second face."""
    path = ROOT.parent / "shared" / "data" / "portraits" / "obama.jpg"
    if not path.exists():
        pytest.skip("the portraits are not in ../shared/data/portraits")
    image = Image.open(path).convert("RGB")
    image.thumbnail((side, side))
    (face,) = finder.find(Photo.of(np.asarray(image))).faces
    assert face.box.centre[1] < 0.3 * image.height


@pytest.fixture(scope="module")
def cascade() -> MTCNN:
    """MTCNN as it was published, which sees more than there is."""
    names = ("mtcnn_pnet", "mtcnn_rnet", "mtcnn_onet")
    if not all(model_store().present(name) for name in names):
        pytest.skip("the networks of MTCNN are not here; run `make models`")
    return MTCNN(*(model_store().read(name) for name in names))


def test_what_mtcnn_alone_takes_for_faces_is_seen_through(cascade: MTCNN) -> None:
    """A picture of motorcycles, turned by eighths, in which it sees faces."""
    image = Image.open(ASTRONAUT.with_name("motorcycle_left.png")).resize((820, 553))
    seen: list[Detection] = []
    for degrees in range(0, 360, 45):
        turned = rotated(np.asarray(image), degrees)
        detections = cascade.detect(turned)
        seen += detections
        checked = look_again(cascade, turned, detections)
        assert all(each.sureness < FACE for each in checked)
    assert max(detection.probability for detection in seen) > 0.9
    assert len(seen) > 3


def test_the_second_look_mends_points_that_are_off(
    cascade: MTCNN, each_portrait: str, faces: dict[str, Face]
) -> None:
    """Points that are turned by half a right angle, and moved."""
    picture, known = portrait(each_portrait), faces[each_portrait]
    expected = five_points(known.landmarks)
    x, y = known.box.centre
    off = Similarity.about((x, y), (x + 4, y - 3), 45).apply(known.points)
    given = Detection(known.box, known.probability, off)
    (checked,) = look_again(cascade, picture, [given])
    iod = known.inter_ocular_distance
    before = np.hypot(*(off - expected).T).mean() / iod
    after = np.hypot(*(checked.detection.points - expected).T).mean() / iod
    assert after < 0.07 < 0.4 < before
    assert checked.sureness > SURE


def test_no_head_upside_down_is_read_as_upright(
    cascade: MTCNN, each_portrait: str, faces: dict[str, Face]
) -> None:
    """The five points of the upright head, on the picture turned by half."""
    picture, known = portrait(each_portrait), faces[each_portrait]
    turned = rotated(picture, 180)
    x, y = known.box.centre
    there = turned.shape[1] - 1 - x, turned.shape[0] - 1 - y
    upright = Similarity.about((x, y), there).apply(known.points)
    given = Detection(known.box, known.probability, upright)
    (checked,) = look_again(cascade, turned, [given])
    assert checked.sureness < FACE


def test_a_face_in_doubt_is_looked_at_in_finer_pixels(finder: Finder) -> None:
    """A 50th of a large picture: ten pixels in the working copy are too few alone."""
    head = Image.open(GRACE_HOPPER).convert("RGB")
    scene = Image.new("RGB", (1600, 1200), (124, 132, 140))
    scene.paste(head.resize((88, 104), Image.Resampling.LANCZOS), (900, 700))
    searched = _Searched.of(Photo.of(np.asarray(scene)), None)
    (found,) = finder._search(searched, 0.0, SMALLEST)
    assert found.sureness > SURE
    (face,) = finder.find(searched.photo).faces
    assert 25 < face.box.width < 36
    assert 900 < face.box.left < face.box.right < 988


def test_recognition_does_without_dlib() -> None:
    """Neither its module nor the 100 MB of landmarks are loaded to find faces."""
    code = (
        "import sys; from visage.recognition.recognizer import Recognizer; "
        "from visage.pictures.photo import Photo; r = Recognizer.configured(); "
        f"n = r.finder.find(Photo(open({str(ASTRONAUT)!r}, 'rb').read())).faces; "
        "print(len(n), 'dlib' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert ran.stdout.split() == ["1", "False"], ran.stderr


@pytest.mark.parametrize(
    ("side", "min_face", "kinds"), [(300, None, 1), (3000, None, 1), (3000, 36.0, 2)]
)
def test_no_turn_is_searched_in_more_pixels_than_may_be(
    side: int,
    min_face: float | None,
    kinds: int,
    finder: Finder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Small pictures are searched for the same faces in every turn."""
    asked: dict[float, list[float]] = {}

    def seen(cascade: Any, picture: Picture, smallest: float) -> list[Detection]:
        asked.setdefault(smallest, []).append(picture.shape[0] * picture.shape[1])
        return []

    monkeypatch.setattr("visage.faces.mtcnn.MTCNN.detect", seen)
    finder.find(Photo.of(np.zeros((side, side, 3), np.uint8)), min_face)
    assert sum(len(each) for each in asked.values()) == 8
    assert len(asked) == kinds
    for smallest, sizes in asked.items():
        assert max(sizes) * (CELL / smallest) ** 2 <= 1.01 * MOST_PIXELS
