"""One head is one face, found at any turn and size, its points steady."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tests.conftest import photo, portrait, rotated
from visage.errors import BadParameter, FaceOutOfRange, NoFace
from visage.faces.face import Face
from visage.faces.finder import Finder
from visage.geometry import Similarity
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture


def apart(found: np.ndarray, expected: Face) -> np.ndarray:
    """Distances of 68 points to those expected, in inter-ocular distances."""
    off: np.ndarray = np.hypot(*(found - expected.landmarks).T)
    return off / expected.inter_ocular_distance


def way_back(picture: Picture, turned: Picture, degrees: float) -> Similarity:
    """From the pixels of a turned picture to those of the upright one."""
    middles = [
        ((each.shape[1] - 1) / 2, (each.shape[0] - 1) / 2) for each in (turned, picture)
    ]
    return Similarity.about(middles[0], middles[1], -degrees)


@pytest.mark.parametrize("degrees", range(10, 360, 10))
def test_every_turn_gives_one_face_with_the_points_of_the_upright_one(
    degrees: int, each_portrait: str, finder: Finder, faces: dict[str, Face]
) -> None:
    picture, expected = portrait(each_portrait), faces[each_portrait]
    turned = rotated(picture, degrees)
    found = finder.find(Photo.of(turned))
    assert len(found.faces) == 1
    points = way_back(picture, turned, degrees).apply(found.faces[0].landmarks)
    assert apart(points, expected).max() < 0.04
    roll = found.faces[0].roll - expected.roll - degrees
    assert abs((roll + 180) % 360 - 180) < 1.5


def test_the_answer_says_how_far_the_picture_was_turned(
    finder: Finder,
) -> None:
    picture = portrait("astronaut")
    assert finder.find(Photo.of(picture)).turned == 0
    for degrees, turned in ((90, 270.0), (180, 180.0), (270, 90.0)):
        assert finder.find(Photo.of(rotated(picture, degrees))).turned == turned


def test_points_lie_on_the_features(faces: dict[str, Face]) -> None:
    """Read off the portraits by eye: pupils, below the nose, mouth corners."""
    seen = {
        "astronaut": [(202, 101), (246, 103), (224, 133), (202, 139), (246, 139)],
        "grace_hopper": [(220, 190), (304, 185), (268, 252), (229, 281), (309, 279)],
    }
    for name, expected in seen.items():
        points = faces[name].landmarks
        features = np.array(
            [
                points[36:42].mean(0),
                points[42:48].mean(0),
                points[33],
                points[48],
                points[54],
            ]
        )
        off = np.hypot(*(features - np.array(expected)).T)
        assert off.max() < 0.12 * faces[name].inter_ocular_distance


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.6, 3.0])
def test_size_does_not_move_the_points(
    scale: float, each_portrait: str, finder: Finder, faces: dict[str, Face]
) -> None:
    taken = photo(each_portrait)
    size = round(taken.width * scale), round(taken.height * scale)
    image = Image.fromarray(portrait(each_portrait)).resize(size)
    (face,) = finder.find(Photo.of(np.asarray(image))).faces
    exact = size[0] / taken.width
    back = Similarity.resizing(1 / exact)
    assert apart(back.apply(face.landmarks), faces[each_portrait]).max() < 0.05


def test_small_turns_hardly_move_the_points(
    each_portrait: str, finder: Finder, faces: dict[str, Face]
) -> None:
    """By one box in place of four, they would move by 0.0020 and 0.0062."""
    limit = {"astronaut": 0.0019, "grace_hopper": 0.004}[each_portrait]
    picture = portrait(each_portrait)
    found = []
    for degrees in range(-20, 21, 5):
        turned = rotated(picture, degrees)
        (face,) = finder.find(Photo.of(turned)).faces
        found.append(way_back(picture, turned, degrees).apply(face.landmarks))
    points = np.array(found)
    moved = np.hypot(*np.moveaxis(points - points.mean(axis=0), -1, 0))
    assert moved.mean() < limit * faces[each_portrait].inter_ocular_distance


@pytest.mark.parametrize("scale", [5, 9])
def test_a_large_head_has_the_points_of_its_smaller_copy(
    scale: int, each_portrait: str, faces: dict[str, Face], finder: Finder
) -> None:
    """It is averaged over squares first; half of one aside would be seen."""
    limit = {"astronaut": 0.005, "grace_hopper": 0.009}[each_portrait]
    face = faces[each_portrait]
    small = portrait(each_portrait)
    large = small.repeat(scale, axis=0).repeat(scale, axis=1)
    there = Similarity.resizing(scale)
    found = finder.landmarker.landmarks(Photo.of(large), there.apply(face.points))
    off = apart(there.inverse().apply(found), face)
    assert off.mean() < limit


@pytest.mark.parametrize("longer", [1200, 2000, 4000, 6000])
def test_a_face_wider_than_a_25th_of_a_large_picture_is_found(
    longer: int, each_portrait: str, finder: Finder, faces: dict[str, Face]
) -> None:
    width = max(80.0, longer / 25)
    face = faces[each_portrait]
    scale = width / face.box.width
    head = Image.fromarray(portrait(each_portrait))
    head = head.resize((round(head.width * scale), round(head.height * scale)))
    scene = Image.new("RGB", (longer, longer * 3 // 4), (124, 132, 140))
    scene.paste(head, (longer // 3, longer // 5))
    (found,) = finder.find(Photo.of(np.asarray(scene))).faces
    offset = np.array([longer // 3, longer // 5])
    points = (found.landmarks - offset + 0.5) / scale - 0.5
    assert apart(points, face).max() < 0.1


def test_a_small_face_alone_is_found_by_the_second_look(
    finder: Finder, faces: dict[str, Face]
) -> None:
    head = Image.fromarray(portrait("astronaut"))
    scale = 40 / faces["astronaut"].box.width
    small = head.resize((round(head.width * scale), round(head.height * scale)))
    scene = Image.new("RGB", (700, 500), (124, 132, 140))
    scene.paste(small, (200, 100))
    (found,) = finder.find(Photo.of(np.asarray(scene))).faces
    points = (found.landmarks - (200, 100) + 0.5) / scale - 0.5
    assert apart(points, faces["astronaut"]).mean() < 0.05


def test_small_faces_beside_large_ones_are_found(
    finder: Finder, faces: dict[str, Face]
) -> None:
    """In a small photo by itself; in a large one below a 25th with `min_face`."""
    scene = Image.fromarray(portrait("grace_hopper")).convert("RGB")
    head = Image.fromarray(portrait("astronaut")).crop((100, 20, 340, 260))
    scene.paste(head.resize((96, 96)), (10, 10))
    both = finder.find(Photo.of(np.asarray(scene))).faces
    assert len(both) == 2
    assert both[0].box.width > 5 * both[1].box.width
    assert both[1].box.right < 110
    assert len(finder.find(Photo.of(np.asarray(scene)), only_largest=True).faces) == 1
    large = scene.resize((2560, 3030))
    large.paste(head.resize((180, 180)), (2200, 40))
    assert len(finder.find(Photo.of(np.asarray(large))).faces) == 2
    assert len(finder.find(Photo.of(np.asarray(large)), min_face=60).faces) == 3


def test_the_order_is_largest_first_and_choices_follow_it(
    finder: Finder,
) -> None:
    scene = np.zeros((600, 1024, 3), np.uint8)
    scene[:512, :512] = portrait("astronaut")
    scene[:, 512:] = portrait("grace_hopper")[:600, :512]
    found = finder.find(Photo.of(scene))
    widths = [face.box.width for face in found.faces]
    assert widths == sorted(widths, reverse=True)
    assert found.chosen("all") == found.faces
    assert found.chosen("largest") == found.faces[:1]
    assert found.chosen(1) == found.faces[1:]
    with pytest.raises(FaceOutOfRange, match=r"no face 2: the picture has 2 faces"):
        found.chosen(2)


@pytest.mark.parametrize("kind", ["black", "noise", "gradient"])
def test_where_there_is_no_face_none_is_found(kind: str, finder: Finder) -> None:
    picture = {
        "black": np.zeros((300, 400, 3), np.uint8),
        "noise": np.random.default_rng(2).integers(0, 256, (300, 400, 3), np.uint8),
        "gradient": np.tile(np.arange(400) % 256, (300, 3, 1)).transpose(0, 2, 1),
    }[kind].astype(np.uint8)
    found = finder.find(Photo.of(np.ascontiguousarray(picture)))
    assert found.faces == ()
    with pytest.raises(NoFace, match="No face was found"):
        found.chosen("all")


def test_a_file_and_its_pixels_give_the_same_faces(
    each_portrait: str, finder: Finder, faces: dict[str, Face]
) -> None:
    (face,) = finder.find(photo(each_portrait)).faces
    assert face.box == faces[each_portrait].box
    assert np.array_equal(face.landmarks, faces[each_portrait].landmarks)


def test_a_photo_is_decoded_no_finer_than_needed(finder: Finder) -> None:
    large = Image.fromarray(portrait("astronaut")).resize((3400, 3400))
    out = io.BytesIO()
    large.save(out, "JPEG")
    taken = Photo(out.getvalue())
    assert len(finder.find(taken).faces) == 1
    assert "pixels" not in vars(taken)


@pytest.mark.parametrize("longer", [200, 600, 1500, 4000])
def test_the_largest_alone_is_the_first_of_all(
    longer: int, each_portrait: str, finder: Finder
) -> None:
    image = Image.fromarray(portrait(each_portrait))
    scale = longer / max(image.size)
    size = round(image.width * scale), round(image.height * scale)
    picture = np.asarray(image.resize(size))
    (alone,) = finder.find(Photo.of(picture), only_largest=True).faces
    first = finder.find(Photo.of(picture)).faces[0]
    assert apart(alone.landmarks, first).max() < 0.04
    assert alone.box.iou(first.box) > 0.6


@pytest.mark.parametrize("width", [60, 150, 240, 330])
def test_the_largest_alone_is_not_a_nearer_smaller_one(
    width: int, finder: Finder, faces: dict[str, Face]
) -> None:
    """Two heads whose sizes differ by a tenth, at every size in a picture."""
    scene = Image.new("RGB", (1400, 1000), (124, 132, 140))
    heads = [("astronaut", width), ("grace_hopper", width * 1.1)]
    for index, (name, wanted) in enumerate(heads):
        image = Image.fromarray(portrait(name))
        scale = wanted / faces[name].inter_ocular_distance / 2.4
        size = round(image.width * scale), round(image.height * scale)
        scene.paste(image.resize(size), (20 + 690 * index, 60))
    picture = np.asarray(scene)
    (alone,) = finder.find(Photo.of(picture), only_largest=True).faces
    first = finder.find(Photo.of(picture)).faces[0]
    assert apart(alone.landmarks, first).max() < 0.04


def test_the_largest_alone_is_found_in_turned_pictures(
    finder: Finder, faces: dict[str, Face]
) -> None:
    turned = rotated(portrait("astronaut"), 90)
    found = finder.find(Photo.of(turned), only_largest=True)
    assert (len(found.faces), found.turned) == (1, 270.0)


def test_a_min_face_that_needs_too_many_pixels_is_refused(
    finder: Finder,
) -> None:
    large = np.zeros((3000, 4000, 3), np.uint8)
    sentence = (
        "The parameter min_face is too small for 4000 x 3000 pixels: at least 36 can "
        "be looked for."
    )
    with pytest.raises(BadParameter, match=sentence):
        finder.find(Photo.of(large), min_face=16)
