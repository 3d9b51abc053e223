"""`import visage`: what it gives, whatever is imported first, and how it refuses."""

from __future__ import annotations

import io
import itertools
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import visage
from tests.conftest import ASTRONAUT, GRACE_HOPPER, ROOT, portrait
from visage import errors
from visage.faces.finder import Finder
from visage.once import Once
from visage.pictures.picture import Picture
from visage.pictures.provenance import SOURCE_TYPE, source_type


def python(code: str) -> str:
    """What a fresh Python prints."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_all_is_sorted_and_all_there_is() -> None:
    assert visage.__all__ == sorted(visage.__all__)
    public = {name for name in dir(visage) if not name.startswith("_")}
    parts = {path.stem for path in (ROOT / "visage").iterdir()}
    ours = public - parts - {"importlib", "types", "typing"}
    assert ours <= {*visage.__all__}
    for name in visage.__all__:
        assert getattr(visage, name) is not None
        assert name in dir(visage)


def test_what_is_exported_has_a_docstring() -> None:
    for name in set(visage.__all__) - {"__version__", "faces", "swap"}:
        assert len(getattr(visage, name).__doc__.splitlines()[0]) > 20
    from visage import library

    for function in (library.faces, library.swap):
        assert len((function.__doc__ or "").splitlines()[0]) > 20


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'visage' has no attribute 'fac'"):
        visage.fac  # noqa: B018


def test_importing_costs_nothing() -> None:
    code = "import sys, visage; print(*sorted(m.split('.')[0] for m in sys.modules))"
    heavy = {"numpy", "PIL", "dlib", "onnxruntime", "pydantic", "tqdm", "platformdirs"}
    assert not heavy & set(python(code).split())


STEPS = (
    "import visage",
    "import visage.faces.mtcnn as m; assert m.MTCNN",
    "from visage.faces.mtcnn import MTCNN",
    "from visage.swap.swap import Swapped",
    "from visage import faces, swap; assert callable(faces) and callable(swap)",
    "import visage; visage.open",
)
ENDS = """
import visage, visage.swap.mesh, visage.faces.mtcnn
assert visage.faces.mtcnn.MTCNN.__module__ == "visage.faces.mtcnn"
assert visage.swap.mesh.__name__ == "visage.swap.mesh"
for call in (lambda: visage.faces(3), lambda: visage.swap(3, 4)):
    try:
        call()
    except TypeError as error:
        print(error)
"""


@pytest.mark.parametrize("first", STEPS)
def test_functions_and_packages_of_one_name(first: str) -> None:
    said = python(f"{first}\n{ENDS}").splitlines()
    assert [line.partition(";")[0] for line in said] == ["int holds no picture"] * 2


def test_every_order_of_imports() -> None:
    # All orders in one process each would take minutes; forks of one that is fresh
    # take none.
    orders = list(itertools.permutations(STEPS))
    code = (
        "import json, os, sys\n"
        "for order in json.load(sys.stdin):\n"
        "    child = os.fork()\n"
        "    if child == 0:\n"
        "        for step in order: exec(step)\n"
        "        import visage\n"
        "        os._exit(not (callable(visage.faces) and callable(visage.swap)\n"
        "            and visage.faces.mtcnn.MTCNN and visage.swap.swap.Swapped))\n"
        "    assert os.waitpid(child, 0)[1] == 0, order\n"
        "print('done')\n"
    )
    # numpy and its like are there already; of visage itself nothing is.
    code = "import numpy, PIL.Image, dlib, onnxruntime, pydantic\n" + code
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        input=json.dumps(orders[::20]),
        capture_output=True,
        text=True,
    )
    assert done.stdout == "done\n", done.stderr


def grey_and_transparent() -> list[Picture]:
    picture = portrait("astronaut")
    clear = np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
    return [picture, clear, picture[..., :1], picture[..., 0]]


def test_a_photo_comes_in_every_way() -> None:
    raw = ASTRONAUT.read_bytes()
    with ASTRONAUT.open("rb") as file, Image.open(ASTRONAUT) as image:
        ways = [str(ASTRONAUT), ASTRONAUT, raw, bytearray(raw), memoryview(raw)]
        photos = [visage.open(way) for way in [*ways, io.BytesIO(raw), file, image]]  # type: ignore[arg-type]
        photos.append(visage.open(photos[0]))
        for photo in photos:
            assert np.array_equal(photo.pixels, portrait("astronaut"))
            assert (photo.width, photo.height) == (512, 512)
    assert photos[-1] is photos[0]


def test_arrays_become_rgb() -> None:
    whole, clear, column, grey = map(visage.open, grey_and_transparent())
    assert np.array_equal(clear.pixels, whole.pixels)
    assert np.array_equal(column.pixels, grey.pixels)
    assert np.array_equal(grey.pixels[..., 2], whole.pixels[..., 0])


def test_a_pil_image_is_brought_upright() -> None:
    stored = Image.fromarray(np.rot90(portrait("astronaut")))
    stored.getexif()[0x0112] = 6
    photo = visage.open(stored)
    assert np.array_equal(photo.pixels, portrait("astronaut"))


@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        ("no.jpg", FileNotFoundError, r"There is no file in /.*: 'no\.jpg'"),
        ("/no.jpg", FileNotFoundError, r"There is no file: '/no\.jpg'"),
        ("https://a.test/b.jpg", ValueError, "an address, not a file; fetch it first"),
        (ROOT / "Makefile", errors.UnsupportedImage, "Makefile is a text file, which"),
        (b"", errors.EmptyImage, "it has no bytes"),
        (io.StringIO("a"), TypeError, "gave str, not bytes; open it in binary mode"),
        (3, TypeError, "int holds no picture; pass a path, bytes, a file"),
        (np.zeros((64, 64, 3)), TypeError, r"holds float64; .* pass \(array \* 255\)"),
        (
            np.zeros((64, 64, 2), np.uint8),
            ValueError,
            r"the shape \(64, 64, 2\); a pic",
        ),
        (np.zeros((8, 64, 3), np.uint8), errors.TooSmall, "64 x 8 pixels; the shorter"),
        (Image.new("RGB", (9, 40)), errors.TooSmall, "9 x 40 pixels; the shorter side"),
    ],
)
def test_what_is_no_photo(source: object, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        visage.open(source)  # type: ignore[arg-type]


def test_a_face_knows_itself(finder: Finder) -> None:
    photo = visage.open(GRACE_HOPPER)
    (face,) = visage.faces(photo)
    assert face.photo is photo
    assert face.index == 0
    assert face.box.width > 100
    assert 0.99 < face.probability <= 1
    assert [each.shape for each in (face.points, face.landmarks)] == [(5, 2), (68, 2)]
    assert 0 < face.quality.score <= 1
    assert abs(float(face.embedding @ face.embedding) - 1) < 1e-5
    assert abs(face.roll) < 10
    assert 60 < face.inter_ocular_distance < 120
    assert repr(face).startswith("<Face 0: ")


def test_align_takes_a_face_an_index_or_the_largest(finder: Finder) -> None:
    (face,) = visage.faces(ASTRONAUT)
    aligned = [
        visage.align(ASTRONAUT, choice, size=64, crop="head", margin=0.1)
        for choice in (None, "largest", 0, face, face.box.centre)
    ]
    for each in aligned:
        assert each.picture.shape == (64, 64, 3)
        assert np.array_equal(each.picture, aligned[0].picture)
        assert np.array_equal(np.asarray(each.image), each.picture)
    moved = aligned[0].transform.apply(face.landmarks)
    assert np.allclose(moved, aligned[0].landmarks)


def test_align_refuses(finder: Finder) -> None:
    (face,) = visage.faces(ASTRONAUT)
    with pytest.raises(ValueError, match="found in another photo: <Photo: 512 x 512"):
        visage.align(GRACE_HOPPER, face)
    with pytest.raises(errors.BadParameter, match="The parameter size is 5:"):
        visage.align(ASTRONAUT, size=5)
    with pytest.raises(errors.BadParameter, match="face is 'all': choose one face"):
        visage.align(ASTRONAUT, "all")  # type: ignore[arg-type]
    with pytest.raises(errors.FaceOutOfRange, match=r"There is no face at \(1, 2\)"):
        visage.align(ASTRONAUT, (1, 2))
    with pytest.raises(errors.FaceOutOfRange, match="There is no face 3"):
        visage.align(ASTRONAUT, 3)
    with pytest.raises(errors.NoFace):
        visage.align(np.zeros((64, 64, 3), np.uint8))


@pytest.mark.parametrize("name", ["face.png", "face.jpg", "face.JPEG", "face.webp"])
def test_saved_swaps_say_what_they_are(
    name: str, tmp_path: Path, finder: Finder
) -> None:
    swapped = visage.swap(ASTRONAUT, GRACE_HOPPER, blend="feather")
    swapped.save(tmp_path / name)
    raw = (tmp_path / name).read_bytes()
    assert source_type(raw) == SOURCE_TYPE
    with Image.open(tmp_path / name) as image:
        assert image.size == (512, 600)
    assert swapped.mask.shape == (600, 512)
    unchanged = swapped.mask == 0
    target = portrait("grace_hopper")
    assert np.array_equal(swapped.picture[unchanged], target[unchanged])
    assert not np.array_equal(swapped.picture, target)


@pytest.mark.parametrize("name", ["face", "face.gif"])
def test_a_name_that_says_no_format(name: str, tmp_path: Path, finder: Finder) -> None:
    with pytest.raises(ValueError, match=r"name it \.png, \.jpg, \.jpeg, \.webp"):
        visage.align(ASTRONAUT).save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_label_is_in_the_pixels(finder: Finder) -> None:
    plain = visage.swap(ASTRONAUT, GRACE_HOPPER, target_face="all")
    marked = visage.swap(ASTRONAUT, GRACE_HOPPER, target_face=0, label=True)
    changed = np.argwhere((plain.picture != marked.picture).any(axis=2))
    assert len(changed) > 100
    assert changed[:, 0].min() > 560
    assert np.array_equal(np.asarray(marked.image), marked.picture)


def test_two_faces_exchanged(finder: Finder) -> None:
    two = np.hstack([portrait("astronaut"), portrait("grace_hopper")[:512]])
    first, second = visage.faces(two)
    exchanged = visage.exchange(two, first, second)
    for face in (first, second):
        x, y = map(round, face.box.centre)
        assert exchanged.mask[y, x] == 255
    # Another search may count otherwise; the face is still the one that was found.
    second.index, first.index = 0, 1
    onto = visage.swap(ASTRONAUT, two, target_face=second)
    x, y = map(round, second.box.centre)
    assert onto.mask[y, x] == 255
    assert onto.mask[:, : x - 200].max() == 0
    with pytest.raises(errors.FaceOutOfRange, match="An exchange needs two faces"):
        visage.exchange(ASTRONAUT)


def test_swap_says_in_which_picture(finder: Finder) -> None:
    empty = np.zeros((64, 64, 3), np.uint8)
    with pytest.raises(errors.NoFace, match="In the target: No face was found"):
        visage.swap(ASTRONAUT, empty)
    with pytest.raises(errors.BadParameter, match="source_face is 'all': choose one"):
        visage.swap(ASTRONAUT, GRACE_HOPPER, source_face="all")  # type: ignore[arg-type]


def test_compare(finder: Finder) -> None:
    (face,) = visage.faces(ASTRONAUT)
    mirrored = np.ascontiguousarray(portrait("astronaut")[:, ::-1])
    same = visage.compare(mirrored, face)
    assert same.same
    assert same.threshold is not None
    assert same.threshold.far == 0.001
    assert same.similarity > same.threshold.similarity
    assert same.sentence.startswith("The same person at FAR 0.1%")
    assert same.embedder
    kept = visage.compare(face.embedding, mirrored)
    assert abs(kept.similarity - same.similarity) < 1e-6
    other = visage.compare(ASTRONAUT, GRACE_HOPPER, far=0.01)
    assert other.same is False
    assert other.threshold is not None
    assert other.threshold.far == 0.01


def test_compare_refuses(finder: Finder) -> None:
    with pytest.raises(TypeError, match="neither true nor false: ask for its `same`"):
        bool(visage.compare(ASTRONAUT, ASTRONAUT))
    with pytest.raises(errors.BadParameter, match="no threshold for a false-accept"):
        visage.compare(ASTRONAUT, ASTRONAUT, far=0.3)
    with pytest.raises(errors.NoFace, match="In b: No face was found"):
        visage.compare(ASTRONAUT, np.zeros((64, 64, 3), np.uint8))


def test_threads_load_once_and_failures_are_tried_again() -> None:
    made: list[int] = []
    start = threading.Barrier(8)

    def make() -> object:
        made.append(1)
        if len(made) == 1:
            raise errors.ModelMissing("not yet")
        time.sleep(0.05)  # long enough for the others to ask as well
        return object()

    once = Once(make)
    with pytest.raises(errors.ModelMissing):
        once()
    got = set()

    def ask() -> None:
        start.wait()
        got.add(once())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1
    assert len(made) == 2
