"""Every kind of file becomes upright sRGB pixels, or is refused in words."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from tests.conftest import GRACE_HOPPER, PORTRAITS, photo, portrait
from visage import errors
from visage.geometry import Similarity
from visage.pictures.encode import encode
from visage.pictures.formats import Format
from visage.pictures.photo import Photo, decode
from visage.pictures.warp import grey, warp

RED, WHITE = [255, 0, 0], [255, 255, 255]


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def corner_marked() -> Image.Image:
    """Grey, 60 x 40, with a red patch at the top left."""
    image = Image.new("RGB", (60, 40), (90, 90, 90))
    image.paste((255, 0, 0), (0, 0, 16, 16))
    return image


@pytest.mark.parametrize("form", ["PNG", "BMP", "TIFF", "GIF"])
def test_lossless_formats_give_the_pixels_that_were_saved(form: str) -> None:
    image = corner_marked()
    assert np.array_equal(decode(saved(image, form)), np.asarray(image))


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_lossy_formats_come_near(form: str) -> None:
    image = Image.open(PORTRAITS["astronaut"])
    error = decode(saved(image, form, quality=95)).astype(int) - np.asarray(image)
    assert np.abs(error).mean() < 2


def stored(image: Image.Image, orientation: int) -> Image.Image:
    """The image as a camera stores it that was held as the orientation says."""
    upright = np.asarray(image)
    turned = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[orientation]
    return Image.fromarray(np.ascontiguousarray(turned))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_exif_orientation_is_applied(orientation: int, form: str) -> None:
    image = stored(corner_marked(), orientation)
    exif = Image.Exif()
    exif[0x0112] = orientation
    raw = saved(image, form, exif=exif)
    found = decode(raw)
    assert found.shape == (40, 60, 3)
    assert Photo(raw).width == 60
    assert np.abs(found[4:12, 4:12].astype(int) - RED).max() < 12
    assert np.abs(found[24:, 24:].astype(int) - 90).max() < 12


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (Image.new("L", (40, 40), 200), [200, 200, 200]),
        (Image.new("1", (40, 40), 1), WHITE),
        (Image.new("RGBA", (40, 40), (255, 0, 0, 255)), RED),
        (Image.new("RGBA", (40, 40), (255, 0, 0, 0)), WHITE),
        (Image.new("LA", (40, 40), (0, 0)), WHITE),
        (Image.new("LA", (40, 40), (100, 255)), [100, 100, 100]),
        (Image.new("P", (40, 40), 0), [0, 0, 0]),
    ],
    ids=["grey", "bits", "opaque", "transparent", "grey alpha", "grey opaque", "P"],
)
def test_every_mode_becomes_rgb(image: Image.Image, expected: list[int]) -> None:
    assert decode(saved(image, "PNG"))[20, 20].tolist() == expected


def test_a_transparent_palette_lies_on_white() -> None:
    image = Image.new("P", (40, 40), 1)
    image.putpalette([0, 0, 0, 255, 0, 0])
    assert decode(saved(image, "PNG", transparency=1))[20, 20].tolist() == WHITE
    assert decode(saved(image, "PNG"))[20, 20].tolist() == RED


def test_sixteen_bits_keep_their_brightness() -> None:
    ramp = np.linspace(0, 65535, 64).astype(np.uint16)
    image = Image.fromarray(np.tile(ramp, (40, 1)))
    expected = (ramp >> 8).astype(int)
    for form in ("PNG", "TIFF"):
        assert decode(saved(image, form))[20, :, 0].tolist() == expected.tolist()


@pytest.mark.parametrize("whole", [1.0, 255.0])
def test_floating_point_keeps_its_brightness(whole: float) -> None:
    ramp = np.linspace(0, whole, 64, dtype=np.float32)
    found = decode(saved(Image.fromarray(np.tile(ramp, (40, 1))), "TIFF"))
    assert found[0, 0].tolist() == [0, 0, 0]
    assert found[0, -1].tolist() == WHITE


def test_a_pixel_that_is_no_number_is_black() -> None:
    values = np.full((40, 40), 0.5, np.float32)
    values[3, 5] = np.nan
    found = decode(saved(Image.fromarray(values), "TIFF"))
    assert found[3, 5].tolist() == [0, 0, 0]
    assert found[4, 5].tolist() == [128, 128, 128]


def test_cmyk_becomes_rgb() -> None:
    image = Image.new("CMYK", (40, 40), (0, 255, 255, 0))
    assert np.abs(decode(saved(image, "JPEG"))[20, 20].astype(int) - RED).max() < 12


def test_colour_profiles_are_converted_to_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"?").replace(b"bXYZ", b"rXYZ")
    swapped = swapped.replace(b"?", b"bXYZ").replace(
        "sRGB".encode("utf-16-be"), b"8765"
    )
    swapped = swapped.replace(b"8765", "mine".encode("utf-16-be"))
    image = Image.new("RGB", (40, 40), (255, 0, 0))
    raw = saved(image, "PNG", icc_profile=swapped)
    assert decode(raw)[20, 20].tolist() == [0, 0, 255]


@pytest.mark.parametrize("profile", [b"nonsense", b"\0" * 200])
def test_a_broken_profile_does_not_cost_the_picture(profile: bytes) -> None:
    raw = saved(corner_marked(), "PNG", icc_profile=profile)
    assert np.array_equal(decode(raw), np.asarray(corner_marked()))


def test_an_srgb_profile_changes_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    raw = saved(corner_marked(), "PNG", icc_profile=profile)
    assert np.array_equal(decode(raw), np.asarray(corner_marked()))


@pytest.mark.parametrize(
    ("raw", "error", "words"),
    [
        (b"", errors.EmptyImage, "it has no bytes"),
        (b"%PDF-1.7", errors.UnsupportedImage, "a PDF document"),
        (b"\0\0\0\x20ftypmp42", errors.UnsupportedImage, "a video"),
        (b"\0\0\0\x20ftypavif", errors.TruncatedImage, "Truncated data"),
        (b"\0\0\0\x20ftypheic", errors.TruncatedImage, "breaks off after 12 of 32"),
        (b"\0\0\0\x0cJXL \r\n", errors.UnsupportedImage, "a JPEG XL picture"),
        (b"  <svg>", errors.UnsupportedImage, "an SVG drawing"),
        (b"\x89PNG", errors.TruncatedImage, "breaks off after 4 bytes"),
        (saved(Image.new("L", (31, 900)), "PNG"), errors.TooSmall, "31 x 900"),
        (saved(Image.new("1", (9000, 9000)), "PNG"), errors.TooManyPixels, "9000"),
        (saved(Image.new("1", (20000, 20000)), "PNG"), errors.TooManyPixels, "50,0"),
    ],
)
def test_refusals(raw: bytes, error: type[errors.VisageError], words: str) -> None:
    with pytest.raises(error, match=words):
        decode(raw)


@given(st.data())
def test_a_damaged_picture_is_refused_or_read_but_nothing_else(
    data: st.DataObject,
) -> None:
    form = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"]))
    raw = bytearray(saved(corner_marked(), form))
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=6)):
        raw[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(raw)))
    with contextlib.suppress(errors.VisageError):
        found = decode(bytes(raw[:end]))
        assert found.dtype == np.uint8
        assert found.shape[2] == 3


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_encoding_keeps_metadata_that_is_given(form: Format) -> None:
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    image = Image.open(io.BytesIO(encode(portrait("astronaut"), form, xmp=xmp)))
    assert image.format == form.upper()
    found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    assert (found.encode() if isinstance(found, str) else found) == xmp


def test_png_loses_nothing() -> None:
    assert np.array_equal(decode(encode(portrait("astronaut"))), portrait("astronaut"))


def test_a_large_jpeg_is_decoded_at_the_size_that_is_asked_for() -> None:
    large = Image.open(GRACE_HOPPER).resize((2048, 2400))
    taken = Photo(saved(large, "JPEG", quality=95))
    half, scale = taken.draft(0.4)
    assert (half.shape, scale) == ((1200, 1024, 3), 0.5)
    assert "pixels" not in vars(taken)
    expected = np.asarray(large.resize((1024, 1200), Image.Resampling.BOX)).astype(int)
    assert np.abs(half - expected).mean() < 2
    assert taken.draft(0.4)[0] is half
    assert taken.draft(0.6)[1] == 1.0
    assert Photo(saved(large, "JPEG", quality=95)).draft(0.5)[1] == 0.5


def test_grey_is_the_mean_of_the_channels() -> None:
    picture = np.array([[[0, 0, 0], [255, 255, 255], [1, 1, 0], [3, 0, 0]]], np.uint8)
    assert grey(picture).tolist() == [[0, 255, 0, 1]]


def test_the_identity_warps_a_picture_to_itself() -> None:
    picture = portrait("astronaut")
    assert np.array_equal(warp(picture, Similarity(1, 0, 0, 0), 512, 512), picture)


@pytest.mark.parametrize("shift", [(3, 0), (0, -5), (20, 7)])
def test_whole_shifts_move_pixels_unchanged(shift: tuple[int, int]) -> None:
    picture, (dx, dy) = portrait("astronaut"), shift
    moved = warp(picture, Similarity(1, 0, dx, dy), 512, 512)
    inner = slice(40, 400)
    expected = picture[40 - dy : 400 - dy, 40 - dx : 400 - dx]
    assert np.array_equal(moved[inner, inner], expected)


@pytest.mark.parametrize("turn", [0, 30, 90, 145])
@pytest.mark.parametrize("scale", [0.25, 0.5, 1.0])
def test_a_warp_and_its_inverse_keep_what_survives_the_scale(
    turn: float, scale: float
) -> None:
    image = Image.open(PORTRAITS["astronaut"])
    width = round(512 * scale * 0.5)
    soft = np.asarray(image.resize((width, width)).resize((512, 512)))
    side = round(760 * scale)
    there = Similarity.about((255.5, 255.5), ((side - 1) / 2,) * 2, turn, scale)
    back = warp(warp(soft, there, side, side), there.inverse(), 512, 512)
    inner = slice(40, -40)
    error = np.abs(back[inner, inner].astype(int) - soft[inner, inner])
    assert error.mean() < 3


@pytest.mark.parametrize("scale", [1.0, 1.7])
def test_a_warp_reads_as_much_as_its_filter_reaches(scale: float) -> None:
    """A small frame shows what the same place of a large frame shows."""
    picture = portrait("astronaut")
    there = Similarity.about((250.3, 130.7), (400.0, 400.0), 17, scale)
    whole = warp(picture, there, 800, 800)
    corner = Similarity(1, 0, -380, -370)
    part = warp(picture, there.then(corner), 40, 50)
    expected = whole[370:420, 380:420].astype(int)
    assert np.abs(part - expected).max() <= 1


def test_shrinking_is_anti_aliased() -> None:
    stripes = np.zeros((512, 512, 3), np.uint8)
    stripes[:, ::2] = 255
    small = warp(stripes, Similarity(0.1, 0, 0, 0), 50, 50)
    assert np.abs(small[5:-5, 5:-5].astype(int) - 127).max() < 6


def test_a_photo_of_pixels_is_that_of_its_file() -> None:
    taken = photo("astronaut")
    same = Photo.of(portrait("astronaut"))
    assert (same.width, same.height) == (taken.width, taken.height)
    assert np.array_equal(same.scaled(0.5)[0], taken.scaled(0.5)[0])
    assert same.draft(0.5)[1] == 1.0
    assert photo("grace_hopper").scaled(0.25)[0].shape == (150, 128, 3)
