"""The aligned face is where the template says, from the right pixels."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tests.conftest import portrait, rotated
from visage.faces.align import Crop, align, template
from visage.faces.face import Face
from visage.faces.finder import Finder
from visage.faces.mean_face import LEFT_EYE, MEAN_FACE, RIGHT_EYE
from visage.geometry import Similarity
from visage.pictures.photo import Photo


def coarse(picture: np.ndarray) -> np.ndarray:
    """Means of 4 x 4 pixels, which a turn's resampling leaves as they are."""
    height, width, channels = picture.shape
    blocks = picture.reshape(height // 4, 4, width // 4, 4, channels)
    means: np.ndarray = blocks.mean(axis=(1, 3))
    return means


def eyes(points: np.ndarray) -> np.ndarray:
    return np.array([points[RIGHT_EYE].mean(0), points[LEFT_EYE].mean(0)])


def test_the_mean_face_is_level_symmetrical_and_of_unit_scale() -> None:
    assert eyes(MEAN_FACE) == pytest.approx(np.array([(-0.5, 0), (0.5, 0)]), abs=2e-3)
    right, left = MEAN_FACE[[0, 36, 48]], MEAN_FACE[[16, 45, 54]]
    assert left == pytest.approx(right * (-1, 1), abs=2e-3)
    assert not MEAN_FACE.flags.writeable


@pytest.mark.parametrize("crop", ["face", "head"])
@pytest.mark.parametrize("margin", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("size", [16, 200, 1024])
def test_eyes_lie_in_the_templates_place(
    crop: Crop, margin: float, size: int, each_portrait: str, faces: dict[str, Face]
) -> None:
    photo = Photo.of(portrait(each_portrait))
    aligned = align(photo, faces[each_portrait], size, crop, margin)
    expected = eyes(template(size, crop, margin).apply(MEAN_FACE))
    assert aligned.picture.shape == (size, size, 3)
    assert np.abs(eyes(aligned.landmarks) - expected).max() < 0.01 * size


def test_the_face_crop_holds_the_face_and_the_head_crop_more(
    each_portrait: str, faces: dict[str, Face]
) -> None:
    photo = Photo.of(portrait(each_portrait))
    for crop in ("face", "head"):
        points = align(photo, faces[each_portrait], 100, crop).landmarks
        assert points.min() > 0
        assert points.max() < 100
    scales = [template(100, crop).scale for crop in ("face", "head")]
    assert scales[0] > scales[1]


@pytest.mark.parametrize("crop", ["face", "head"])
@pytest.mark.parametrize("margin", [0.25, 1.0])
def test_a_margin_is_added_on_every_side(crop: Crop, margin: float) -> None:
    """The crop without a margin lies in the middle, at 1 / (1 + 2 margin)."""
    plain, wide = template(300, crop), template(300, crop, margin)
    corners = np.array([(0.0, 0.0), (299.0, 299.0)])
    found = wide.apply(plain.inverse().apply(corners))
    inner = 299 / (1 + 2 * margin)
    expected = 149.5 + np.array([(-inner / 2,) * 2, (inner / 2,) * 2])
    assert found == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("degrees", [0, 20, 90, 200])
def test_a_turned_picture_gives_the_same_aligned_face(
    degrees: int, each_portrait: str, finder: Finder, faces: dict[str, Face]
) -> None:
    upright = align(Photo.of(portrait(each_portrait)), faces[each_portrait], 128)
    turned = Photo.of(rotated(portrait(each_portrait), degrees))
    again = align(turned, finder.find(turned).faces[0], 128)
    off = np.hypot(*(again.landmarks - upright.landmarks).T)
    assert off.max() < 0.04 * template(128).scale
    error = np.abs(coarse(again.picture) - coarse(upright.picture))
    assert error.mean() < 4


def test_the_picture_is_that_of_the_transform(faces: dict[str, Face]) -> None:
    """Each aligned pixel is the photo's, at the place the transform says."""
    picture = portrait("astronaut")
    aligned = align(Photo.of(picture), faces["astronaut"], 120)
    grid = np.stack(np.meshgrid(np.arange(10, 110), np.arange(10, 110)), -1)
    places = aligned.transform.inverse().apply(grid.reshape(-1, 2).astype(float))
    x, y = places.round().astype(int).T
    nearest = picture[y, x].reshape(100, 100, 3).astype(int)
    error = np.abs(nearest - aligned.picture[10:110, 10:110])
    assert error.mean() < 5


def test_outside_the_photo_is_black(faces: dict[str, Face]) -> None:
    aligned = align(Photo.of(portrait("astronaut")), faces["astronaut"], 64, "head", 1)
    inside = aligned.transform.inverse().apply(np.array([(1.0, 1.0)]))[0]
    assert inside.min() < -5
    assert aligned.picture[1, 1].tolist() == [0, 0, 0]


def test_a_large_photo_gives_fine_pixels_only_where_they_are_seen(
    finder: Finder,
) -> None:
    large = Image.fromarray(portrait("grace_hopper")).resize((2560, 3030))
    out = io.BytesIO()
    large.save(out, "JPEG", quality=95)
    for size, finer in ((128, False), (1024, True)):
        photo = Photo(out.getvalue())
        (face,) = finder.find(photo).faces
        before = "pixels" in vars(photo)
        align(photo, face, size)
        assert ("pixels" in vars(photo)) is (before or finer)


def test_the_transform_is_the_least_squares_fit(faces: dict[str, Face]) -> None:
    face = faces["astronaut"]
    found = align(Photo.of(portrait("astronaut")), face, 100).transform
    assert isinstance(found, Similarity)
    weights = np.ones(68)
    weights[36:48] = 60
    target = template(100).apply(MEAN_FACE)

    def cost(similarity: Similarity) -> float:
        off = similarity.apply(face.landmarks) - target
        return float((weights[:, None] * off**2).sum())

    least = cost(found)
    for step in np.eye(4) * (1e-4, 1e-4, 0.05, 0.05):
        values = np.array([found.a, found.b, found.dx, found.dy]) + step
        assert cost(Similarity(*values)) > least
