"""What a picture costs to decode is known, and bounded, before it is decoded."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from tests import bombs
from tests.bombs import LARGE, encoded, flat
from tests.conftest import PORTRAITS
from visage import errors
from visage.pictures.cost import check_header
from visage.pictures.photo import Photo, decode

BOMBS: dict[str, tuple[Callable[[], bytes], type[errors.VisageError], str]] = {
    "scans": (
        lambda: bombs.scans(500),
        errors.TooCostly,
        "The JPEG picture sends 24,892,000,000 samples in its scans; at most "
        "1,500,000,000 are decoded. Save it again, as a baseline JPEG.",
    ),
    "hidden scans": (
        lambda: bombs.hidden_scans(500),
        errors.TooCostly,
        "The JPEG picture sends 24,892,000,000 samples in its scans; at most "
        "1,500,000,000 are decoded. Save it again, as a baseline JPEG.",
    ),
    "scans of a small picture": (
        lambda: bombs.scans(2_000, (64, 64)),
        errors.TooCostly,
        "The JPEG picture has more than 1,000 segments, the most that are read. Save "
        "it again, as a baseline JPEG without its metadata.",
    ),
    "arithmetic scans": (
        lambda: bombs.arithmetic(10),
        errors.TooCostly,
        "The JPEG picture sends 2,352,000,000 samples in its scans; at most "
        "1,500,000,000 are decoded. Save it again, as a baseline JPEG.",
    ),
    "segments": (
        lambda: bombs.segments(350_000),
        errors.TooCostly,
        "The JPEG picture has more than 1,000 segments, the most that are read. Save "
        "it again, as a baseline JPEG without its metadata.",
    ),
    "chunks": (
        lambda: bombs.chunks(4_000),
        errors.TooCostly,
        "The PNG picture has 4,002 chunks beside its pixels; at most 256 are read. "
        "Save it again without its metadata.",
    ),
    "webp": (
        lambda: encoded(flat(), "WEBP", lossless=True),
        errors.TooManyPixels,
        "The picture is 7000 x 7000 = 49,000,000 pixels; of this kind of WEBP at most "
        "30,000,000 are read. Scale it down, or save it as JPEG or PNG.",
    ),
    "run lengths": (
        lambda: bombs.run_lengths(*LARGE),
        errors.TooManyPixels,
        "The picture is 7000 x 7000 = 49,000,000 pixels; of this kind of BMP at most "
        "10,000,000 are read. Scale it down, or save it as JPEG or PNG.",
    ),
    "scans in a strip": (
        lambda: encoded(flat(), "TIFF", compression="jpeg"),
        errors.TooManyPixels,
        "The picture is 7000 x 7000 = 49,000,000 pixels; of this kind of TIFF at most "
        "25,000,000 are read. Scale it down, or save it as JPEG or PNG.",
    ),
    "tiles": (
        lambda: bombs.tiles(7000, 10),
        errors.TooCostly,
        "The TIFF picture has 490,000 strips; at most 50,000 are read. Save it again "
        "with larger ones.",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_costs_too_much_is_refused_before_it_is_decoded(name: str) -> None:
    made, kind, sentence = BOMBS[name]
    with pytest.raises(kind) as raised:
        Photo(made())
    assert str(raised.value) == sentence


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_the_largest_progressive_files_of_libjpeg_pass(mode: str) -> None:
    image = Image.new(mode, (7070, 7070))
    check_header(encoded(image, "JPEG", progressive=True, subsampling=0))


def test_scans_that_are_within_the_bound_give_the_same_pixels() -> None:
    image = Image.open(PORTRAITS["astronaut"]).convert("RGB")
    raw = encoded(image, "JPEG", progressive=True)
    assert np.array_equal(decode(raw), np.asarray(Image.open(io.BytesIO(raw))))


@pytest.mark.parametrize(
    ("size", "taken"), [((32, 1600), True), ((32, 1601), False), ((1601, 32), False)]
)
def test_a_picture_is_at_most_fifty_times_as_long_as_wide(
    size: tuple[int, int], taken: bool
) -> None:
    raw = encoded(flat(size), "PNG")
    if taken:
        assert Photo(raw).width == size[0]
    else:
        with pytest.raises(errors.TooNarrow, match="50 times the shorter one"):
            Photo(raw)


@pytest.mark.parametrize("mode", ["I;16", "I", "F"])
def test_bands_share_the_white_of_the_whole_picture(mode: str) -> None:
    """A picture of more than one band, whose upper one alone looks like 8 bits."""
    values = np.zeros((1100, 1000), np.int32)
    values[:, 1] = 200
    values[-1, 0] = 40_000
    kinds = {"I;16": np.uint16, "I": np.int32, "F": np.float32}
    raw = encoded(Image.fromarray(values.astype(kinds[mode])), "TIFF")
    found = decode(raw)
    expected = 200 if mode == "F" else 0
    assert found[:, 1].tolist() == [[expected] * 3] * 1100
