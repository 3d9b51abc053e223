"""The cascade on pictures of every kind, and its parts where a law holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import portrait
from visage.errors import BadParameter, ModelCorrupt
from visage.faces.finder import NETWORKS
from visage.faces.mtcnn import MTCNN, _Means, _suppress
from visage.models.store import model_store
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer


@pytest.fixture(scope="module")
def files() -> list[bytes]:
    if not all(model_store().present(name) for name in NETWORKS):
        pytest.skip("the networks of MTCNN are not here; run `make models`")
    return [model_store().read(name) for name in NETWORKS]


@pytest.fixture(scope="module")
def cascade(files: list[bytes]) -> MTCNN:
    return MTCNN(files[0], files[1], files[2])


def test_the_face_of_a_portrait(cascade: MTCNN) -> None:
    (face,) = cascade.detect(portrait("astronaut"))
    box = [face.box.left, face.box.top, face.box.right, face.box.bottom]
    assert np.round(box).tolist() == [181, 62, 268, 172]
    assert face.points.round().tolist() == [
        [205, 102],
        [247, 104],
        [225, 129],
        [202, 139],
        [245, 142],
    ]
    assert face.probability > 0.9999


@pytest.mark.parametrize(
    "shape", [(32, 32), (12, 400), (400, 12), (11, 11), (1, 1), (33, 2000)]
)
def test_pictures_of_odd_shapes_have_no_face(
    cascade: MTCNN, shape: tuple[int, int]
) -> None:
    for level in (0, 128, 255):
        assert cascade.detect(np.full((*shape, 3), level, np.uint8)) == []


def test_many_faces_are_found_the_largest_first(cascade: MTCNN) -> None:
    astronaut = portrait("astronaut")
    small = np.ascontiguousarray(astronaut[::2, ::2])
    crowd = np.tile(small, (4, 8, 1))
    crowd[:512, :512] = astronaut
    faces = cascade.detect(crowd)
    assert len(faces) == 29
    areas = [face.box.area for face in faces]
    assert areas == sorted(areas, reverse=True)
    assert np.abs(faces[0].points[2] - (224.7, 129)).max() < 1


def test_small_faces_are_left_out_by_min_face_size(cascade: MTCNN) -> None:
    assert len(cascade.detect(portrait("astronaut"), 300)) == 0
    assert len(cascade.detect(portrait("astronaut"), 80)) == 1


def test_a_cascade_cannot_look_for_less_than_its_window(files: list[bytes]) -> None:
    with pytest.raises(BadParameter, match="min_face_size is 11, at least 12"):
        MTCNN(files[0], files[1], files[2], min_face_size=11)


FITS_NOT = [
    (
        (1, 1, 2),
        "P-Net has an output tensor(float) of shape ['n', 5], expected float32 of "
        "shape [None, 5, None, None]",
    ),
    (
        (0, 2, 2),
        "R-Net has an input tensor(float) of shape ['n', 3, 48, 48], expected float32 "
        "of shape [None, 3, 24, 24]",
    ),
    (
        (0, 1, 0),
        "O-Net has an output tensor(float) of shape ['n', 5, 'rows', 'columns'], "
        "expected float32 of shape [None, 15]",
    ),
]


@pytest.mark.parametrize(("order", "sentence"), FITS_NOT)
def test_a_network_in_the_wrong_place_is_refused_at_once(
    files: list[bytes], order: tuple[int, int, int], sentence: str
) -> None:
    p_net, r_net, o_net = (files[index] for index in order)
    with pytest.raises(ModelCorrupt) as error:
        MTCNN(p_net, r_net, o_net)
    assert str(error.value) == sentence


def test_what_is_no_network_is_refused_at_once(files: list[bytes]) -> None:
    with pytest.raises(ModelCorrupt, match="R-Net is not an ONNX file"):
        MTCNN(files[0], b"not a network", files[2])


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 40), st.integers(2, 40), st.integers(1, 45), st.integers(1, 45))
def test_means_are_those_of_their_windows(
    height: int, width: int, rows: int, columns: int
) -> None:
    seed = height * 1000 + width
    picture = np.random.default_rng(seed).integers(
        0, 256, (height, width, 3), dtype=np.uint8
    )
    found = _Means(picture).resized(rows, columns)[0]
    row, column = rows - 1, columns // 2
    top, bottom = row * height // rows, -(-(row + 1) * height // rows)
    left, right = column * width // columns, -(-(column + 1) * width // columns)
    mean = picture[top:bottom, left:right].reshape(-1, 3).mean(0)
    assert np.abs(found[:, row, column] - (mean - 127.5) / 128).max() < 1e-5


def test_sums_may_run_over() -> None:
    """Above 2^32 / 255 pixels the running sums wrap, and the means stay right."""
    white = np.full((4200, 4200, 3), 255, np.uint8)
    assert 4200 * 4200 * 255 > 2**32
    found = _Means(white).resized(100, 100)
    assert np.abs(found - 127.5 / 128).max() < 1e-5


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 150), st.booleans(), st.integers(0, 10_000))
def test_suppression_keeps_the_best_of_what_overlaps(
    count: int, of_smaller: bool, seed: int
) -> None:
    random = np.random.default_rng(seed)
    corner = random.uniform(0, 100, (count, 2)).astype(np.float32)
    size = random.uniform(5, 60, (count, 2)).astype(np.float32)
    boxes = np.concatenate([corner, corner + size], axis=1)
    scores = random.permutation(count).astype(np.float32)
    kept = _suppress(boxes, scores, 0.5, of_smaller)
    assert kept.tolist() == plainly(boxes, scores, 0.5, of_smaller)


def plainly(
    boxes: np.ndarray, scores: np.ndarray, overlap: float, of_smaller: bool
) -> list[int]:
    """Non-maximum suppression one pair at a time."""
    end = 1 if of_smaller else 0
    kept: list[int] = []
    for candidate in np.argsort(-scores):
        a = boxes[candidate].astype(np.float64)
        for index in kept:
            b = boxes[index].astype(np.float64)
            sides = np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]) + end
            shared = sides.clip(0).prod()
            areas = [(box[2:] - box[:2] + end).prod() for box in (a, b)]
            whole = min(areas) if of_smaller else sum(areas) - shared
            if shared > overlap * whole:
                break
        else:
            kept.append(int(candidate))
    return kept


def test_a_large_photo_is_searched_in_a_copy_and_answered_in_its_own_pixels() -> None:
    if not model_store().present("dlib_resnet_v1"):
        pytest.skip("dlib's ResNet is not here; run `make models`")
    recognizer = Recognizer.load(model_store(), "dlib_resnet_v1")
    astronaut = portrait("astronaut")
    large = np.ascontiguousarray(astronaut.repeat(6, axis=0).repeat(6, axis=1))
    (small_face,) = recognizer.finder.find(Photo.of(astronaut)).faces
    photo = Photo.of(large)
    (face,) = recognizer.finder.find(photo).faces
    assert np.abs(face.points / 6 - small_face.points).max() < 2
    vectors = [
        recognizer.recognize(Photo.of(astronaut), [small_face])[0].vector,
        recognizer.recognize(photo, [face])[0].vector,
    ]
    assert vectors[0] @ vectors[1] > 0.99
    assert recognizer.finder.find(photo, min_face=2000).faces == ()


def test_threads_change_nothing(files: list[bytes], cascade: MTCNN) -> None:
    two = MTCNN(files[0], files[1], files[2], threads=2)
    crowd = np.tile(portrait("astronaut")[:256, 100:356], (2, 3, 1))
    one, other = cascade.detect(crowd), two.detect(crowd)
    assert len(one) == 6
    assert [face.box for face in one] == [face.box for face in other]
    assert all((a.points == b.points).all() for a, b in zip(one, other, strict=True))
