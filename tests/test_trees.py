"""dlib's predictor as arrays: read from dlib's file, and asked without dlib."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import dlib
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.conftest import portrait
from visage.errors import ModelCorrupt, ModelMissing
from visage.faces import trees
from visage.faces.dlib_predictor import DlibPredictor
from visage.faces.face import Face
from visage.faces.finder import Finder
from visage.faces.landmarks import Landmarker
from visage.faces.mean_face import MIRRORED
from visage.faces.trees import Trees
from visage.geometry import Box
from visage.models import dlibtrees
from visage.models.convert import dlib_trees
from visage.models.store import ModelStore, model_store
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.pictures.warp import grey
from visage.stores.objects import store


@pytest.fixture(scope="module")
def five() -> bytes:
    """dlib's file of the same kind for five points, a tenth as large."""
    if not model_store().present("dlib_5"):
        pytest.skip("the landmark models are not here; run `make models`")
    return model_store().read("dlib_5")


@pytest.fixture(scope="module")
def ours(finder: Finder) -> Trees:
    """The predictor of the finder."""
    predictor = finder.landmarker._predictor
    assert isinstance(predictor, Trees)
    return predictor


def nearest(
    views: Picture, view: NDArray[np.intp], places: trees.Plane
) -> NDArray[np.float32]:
    """What dlib sees: the nearest pixel, and black outside the picture."""
    height, width = views.shape[1:]
    x = np.floor(places.real + 0.5).astype(int)
    y = np.floor(places.imag + 0.5).astype(int)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    seen = views[view, y.clip(0, height - 1), x.clip(0, width - 1)]
    return np.where(inside, seen, 0).astype(np.float32)


def boxes(face: Face, count: int) -> list[Box]:
    """Boxes of whole pixels about a face, of different sizes and places."""
    random = np.random.default_rng(3)
    (x, y), width = face.box.centre, face.box.width
    found = []
    for _ in range(count):
        side = int(width * random.uniform(0.8, 1.3))
        aside, down = random.uniform(-0.15, 0.15, 2) * width
        left, top = int(x + aside - side / 2), int(y + down - side / 2)
        found.append(Box(left, top, left + side, top + side))
    return found


def dlibs(predictor: dlib.shape_predictor, picture: Picture, box: Box) -> np.ndarray:
    shape = predictor(picture, dlib.rectangle(*box.whole()))
    return np.array([(part.x, part.y) for part in shape.parts()], np.float64)


def check_parity(
    ours: Trees, file: Path, face: Face, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trees, "_brightness", nearest)
    predictor = dlib.shape_predictor(str(file))
    picture = grey(portrait(name))
    chosen = boxes(face, 40)
    found = ours.find(picture[None], chosen)[0]
    expected = [dlibs(predictor, picture, box) for box in chosen]
    off = np.abs(found - np.array(expected)).max(axis=(1, 2))
    # dlib rounds its answers. Where a place lies on the border of two pixels, the last
    # bits of a float decide which one is seen, and so on which leaf a walk ends.
    assert (off < 0.51).mean() >= 0.5
    assert np.median(np.abs(found - np.array(expected))) < 0.3


def test_with_the_pixels_that_dlib_sees_the_points_are_dlibs(
    ours: Trees,
    faces: dict[str, Face],
    each_portrait: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = model_store().path("dlib_68")
    check_parity(ours, file, faces[each_portrait], each_portrait, monkeypatch)


def test_a_predictor_of_other_points_is_read_and_asked_as_well(
    five: bytes, faces: dict[str, Face], monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = dlib_trees(five)
    assert packed == dlib_trees(five)
    read = dlibtrees.read(five)
    assert read.start.shape == (5, 2)
    assert read.leaves.shape == (15, 500, 16, 5, 2)
    assert read.pairs.max() < read.anchors.shape[1]
    assert read.anchors.max() < 5
    file = model_store().path("dlib_5")
    check_parity(Trees.load(packed), file, faces["astronaut"], "astronaut", monkeypatch)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda content: content[:-1], "it ends within an integer"),
        (lambda content: content[:5000], "it ends too early"),
        (lambda content: b"", "it ends too early"),
        (lambda content: content + b"\x01\x05", "1 integers are left over"),
        (lambda content: b"\x01\x02" + content[2:], r"found \(2,\) where \(1,\)"),
        (lambda content: bytes(10_000), r"found \(0,\) where \(1,\)"),
        (lambda content: b"\x89PNG\r\n\x1a\n" * 100, "an integer of 1[0-5] bytes"),
        (lambda content: content.replace(b"\x01\x10", b"\x01\x11", 1), "one size"),
    ],
)
def test_what_is_no_predictor_is_refused(
    five: bytes, spoil: Callable[[bytes], bytes], said: str
) -> None:
    with pytest.raises(ModelCorrupt, match=f"not dlib's shape predictor: .*{said}"):
        dlibtrees.read(spoil(five))


def test_boxes_do_not_depend_on_each_other(ours: Trees) -> None:
    """Nor on other views, nor on what lies in the picture beside the view."""
    view = grey(portrait("astronaut"))
    views = np.stack([255 - view, view])
    chosen = [Box(174, 70, 274, 170), Box(170, 80, 260, 170), Box(180, 60, 290, 170)]
    _, together = ours.find(views, chosen)
    for box, expected in zip(chosen, together, strict=True):
        alone = ours.find(view[None], [box])[0, 0]
        assert np.abs(alone - expected).max() < 1e-3
        cut = ours.find(view[None, 20:300, 50:400].copy(), [box_moved(box, -50, -20)])
        assert np.abs(cut[0, 0] + (50, 20) - expected).max() < 1e-3


def box_moved(box: Box, x: float, y: float) -> Box:
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def test_a_box_outside_the_picture_has_points_all_the_same(ours: Trees) -> None:
    view = np.zeros((1, 40, 50), np.uint8)
    for box in (Box(-500, -500, -400, -400), Box(49, 39, 90, 80), Box(0, 0, 9e4, 9e4)):
        assert np.isfinite(ours.find(view, [box])).all()


def test_the_mirror_image_has_the_mirrored_points(
    each_portrait: str, finder: Finder, faces: dict[str, Face]
) -> None:
    """Looked at without its mirror image, they are off by 0.008 and by 0.036.

    What is left for Grace Hopper is her jaw, where the predictor wavers between two
    lines.
    """
    limit = {"astronaut": 1e-6, "grace_hopper": 0.006}[each_portrait]
    face, picture = faces[each_portrait], portrait(each_portrait)
    width = picture.shape[1]
    flipped = Photo.of(np.ascontiguousarray(picture[:, ::-1]))
    to_flipped = np.array([(width - 1, 0)]), (-1, 1)
    five = (to_flipped[0] + face.points * to_flipped[1])[[1, 0, 2, 4, 3]]
    found = finder.landmarker.landmarks(flipped, five)
    back = (to_flipped[0] + found * to_flipped[1])[MIRRORED]
    off = np.hypot(*(back - face.landmarks).T) / face.inter_ocular_distance
    assert off.mean() < limit


def test_a_store_with_dlibs_own_file_alone_serves_as_well(
    tmp_path: Path, each_portrait: str, finder: Finder, faces: dict[str, Face]
) -> None:
    old = ModelStore(store(str(tmp_path)))
    with pytest.raises(ModelMissing, match=r"dlib_68_trees .*`visage models pull dlib"):
        Landmarker.load(old)
    model_store().push(["dlib_68"], old)
    landmarker = Landmarker.load(ModelStore(old.objects, fetches=True))
    assert old.held() == {"dlib_68"}
    assert isinstance(landmarker._predictor, DlibPredictor)
    face = faces[each_portrait]
    found = landmarker.landmarks(Photo.of(portrait(each_portrait)), face.points)
    off = np.hypot(*(found - face.landmarks).T) / face.inter_ocular_distance
    assert off.mean() < 0.02
