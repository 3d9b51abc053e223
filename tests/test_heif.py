"""HEIC, which iPhones make, and AVIF: read like other pictures, or refused in words."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import struct
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from functions.align.handler import handler as align
from functions.swap.handler import handler as swap
from tests.conftest import ASTRONAUT, GRACE_HOPPER, PORTRAITS, ROOT, portrait
from tests.test_align_event import content, event
from tests.test_image import RED, WHITE, corner_marked, saved, stored
from visage import errors
from visage.faces.finder import Finder
from visage.pictures import boxes
from visage.pictures.photo import MAX_PIXELS, Photo, decode


def heic(image: Image.Image, **options: Any) -> bytes:
    """An image as HEIC, nearly lossless unless `quality` says otherwise."""
    out = io.BytesIO()
    options = {"quality": -1, "chroma": 444, **options}
    pillow_heif.from_pillow(image).save(out, **options)
    return out.getvalue()


def tiled(name: str, tile: int = 256) -> bytes:
    """A portrait as an iPhone stores it: tiles that a grid puts together."""
    return heic(Image.open(PORTRAITS[name]), tile_size=tile)


def resized(raw: bytes, kind: bytes, change: bytes) -> bytes:
    """A file with other bytes at the start of its first box of a kind."""
    start = raw.index(kind) + 4
    return raw[:start] + change + raw[start + len(change) :]


def difference(found: Any, expected: Any) -> float:
    return float(np.abs(np.asarray(found, int) - np.asarray(expected, int)).mean())


@pytest.mark.parametrize("name", sorted(PORTRAITS))
@pytest.mark.parametrize("tile", [None, 256])
def test_pixels_are_those_of_the_reference_reader(name: str, tile: int | None) -> None:
    image = Image.open(PORTRAITS[name])
    raw = tiled(name) if tile else heic(image)
    reference = pillow_heif.open_heif(raw).to_pillow().convert("RGB")
    found = decode(raw)
    assert np.array_equal(found, np.asarray(reference))
    assert difference(found, image) < 1
    assert (Photo(raw).format, raw.count(b"grid")) == ("HEIF", 1 if tile else 0)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["iPhone", "HEIC", "AVIF"])
def test_a_picture_is_turned_once(orientation: int, form: str) -> None:
    image = stored(corner_marked(), orientation)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "kept"
    if form == "AVIF":
        raw = saved(image, "AVIF", quality=100, exif=exif)
    else:
        raw = heic(image, exif=exif.tobytes())
    # An iPhone says how to turn a picture twice: in the boxes of HEIF and in EXIF.
    entry = struct.pack(">HHIH", 0x0112, 3, 1, orientation)
    assert (entry in raw) is (form != "AVIF")
    if form == "HEIC":
        raw = raw.replace(entry, struct.pack(">HHIH", 0x0112, 3, 1, 1))
    assert (b"irot" in raw or b"imir" in raw) is (orientation != 1)
    found = decode(raw)
    assert found.shape == (40, 60, 3)
    assert (Photo(raw).width, Photo(raw).height) == (60, 40)
    assert np.abs(found[4:12, 4:12].astype(int) - RED).max() < 12
    assert np.abs(found[24:, 24:].astype(int) - 90).max() < 12


def test_exif_alone_does_not_turn_a_heic() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    raw = heic(corner_marked(), exif=exif.tobytes())
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in raw
    # The box that says it is made void; what EXIF says is all that is left.
    assert decode(raw.replace(b"irot", b"free")).shape == (40, 60, 3)
    assert decode(raw).shape == (60, 40, 3)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("RGBA", (255, 0, 0, 255), RED),
        ("RGBA", (255, 0, 0, 0), WHITE),
        ("LA", (100, 255), [100, 100, 100]),
        ("LA", (0, 0), WHITE),
        ("L", 200, [200, 200, 200]),
    ],
)
def test_transparent_parts_lie_on_white(
    mode: str, colour: int | tuple[int, ...], expected: list[int]
) -> None:
    raw = heic(Image.new(mode, (64, 48), colour))
    assert np.abs(decode(raw)[24, 32].astype(int) - expected).max() < 3


def test_ten_bits_keep_their_brightness() -> None:
    ramp = np.linspace(0, 65535, 64).astype(np.uint16)
    picture = np.repeat(np.tile(ramp, (64, 1))[..., None], 3, axis=2)
    out = io.BytesIO()
    pillow_heif.from_bytes("RGB;16", (64, 64), picture.tobytes()).save(
        out, quality=-1, chroma=444
    )
    assert pillow_heif.open_heif(out.getvalue()).info["bit_depth"] == 10
    found = decode(out.getvalue())
    assert np.abs(found[32, :, 1].astype(int) - (ramp >> 8)).max() < 3


def test_colour_profiles_are_converted_to_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"?").replace(b"bXYZ", b"rXYZ")
    swapped = swapped.replace(b"?", b"bXYZ").replace(
        "sRGB".encode("utf-16-be"), "mine".encode("utf-16-be")
    )
    image = Image.new("RGB", (64, 64), (255, 0, 0))
    blue = decode(heic(image, icc_profile=swapped))[32, 32]
    assert np.abs(blue.astype(int) - [0, 0, 255]).max() < 4


@pytest.mark.parametrize("primary", [0, 1, 2])
def test_of_several_pictures_the_primary_one_is_read(primary: int) -> None:
    colours = [(200, 0, 0), (0, 200, 0), (0, 0, 200)]
    file = pillow_heif.HeifFile()
    for colour in colours:
        file.add_from_pillow(Image.new("RGB", (64, 64), colour))
    out = io.BytesIO()
    file.save(out, quality=-1, chroma=444, primary_index=primary)
    found = decode(out.getvalue())[32, 32].astype(int)
    assert np.abs(found - colours[primary]).max() < 4


def test_what_phones_add_does_not_cost_the_picture() -> None:
    raw = heic(Image.open(ASTRONAUT))
    expected = decode(raw)
    film = struct.pack(">I4s", 24, b"moov") + bytes(16)
    appended = struct.pack(">I4s", 16, b"mpvd") + bytes(8) + b"\x00\x00\x00\x03tail"
    for form in (raw + film, raw + appended):
        assert np.array_equal(decode(form), expected)
    assert boxes.still(raw + film)[len(raw) :] == film.replace(b"moov", b"free")
    assert boxes.still(raw + appended).endswith(b"free" + bytes(8))


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def children(raw: bytes, skip: int) -> list[tuple[bytes, bytes]]:
    """The boxes in a box's content, from byte `skip` of it on."""
    found, place = [], skip
    while place < len(raw):
        size = int.from_bytes(raw[place : place + 4])
        found.append((raw[place + 4 : place + 8], raw[place + 8 : place + size]))
        place += size
    return found


def numbers(raw: bytes, size: int) -> list[int]:
    return [int.from_bytes(raw[i : i + size]) for i in range(0, len(raw), size)]


def in_wide_numbers(kind: bytes, raw: bytes) -> bytes:
    """A box of `meta` as files write it that have more than 65,535 items."""
    if kind == b"pitm":
        return box(kind, b"\1\0\0\0", bytes(2), raw[4:])
    if kind == b"iinf":
        entries = [
            box(b"infe", b"\3", entry[1:4], bytes(2), entry[4:])
            for _, entry in children(raw, 6)
        ]
        return box(kind, b"\1\0\0\0", struct.pack(">I", len(entries)), *entries)
    if kind == b"iref":
        references = []
        for name, reference in children(raw, 4):
            origin, count, *targets = numbers(reference, 2)
            wide = struct.pack(">IH", origin, count)
            wide += struct.pack(f">{count}I", *targets)
            references.append(box(name, wide))
        return box(kind, b"\1\0\0\0", *references)
    if kind == b"iprp":
        (properties, held), (_, associated) = children(raw, 0)
        place, wide = 8, b"\1\0\0\1" + associated[4:8]
        while place < len(associated):
            item, count = struct.unpack_from(">HB", associated, place)
            wide += struct.pack(">IB", item, count)
            for one in associated[place + 3 : place + 3 + count]:
                wide += struct.pack(">H", (one & 0x80) << 8 | one & 0x7F)
            place += 3 + count
        return box(kind, box(properties, held), box(b"ipma", wide))
    return box(kind, raw)


@pytest.mark.parametrize("tile", [None, 256])
def test_files_with_wide_numbers_are_read(tile: int | None) -> None:
    raw = tiled("astronaut") if tile else heic(Image.open(ASTRONAUT))
    (kind, brand), (_, meta), (_, content) = children(raw, 0)
    parts = [in_wide_numbers(*part) for part in children(meta, 4)]
    # The list stands last, so that the coded pictures stay where the list says.
    wide = box(kind, brand) + box(b"free", meta) + box(b"mdat", content)
    wide += box(b"meta", bytes(4), *parts)
    assert np.array_equal(decode(wide), decode(raw))
    side = tile or 512
    size = b"ispe" + struct.pack(">III", 0, side, side)
    large = b"ispe" + struct.pack(">III", 0, 12_000, 12_000)
    with pytest.raises(errors.TooManyPixels, match="pixels together"):
        boxes.still(wide.replace(size, large))


def test_boxes_may_be_long_or_reach_to_the_end() -> None:
    raw = heic(Image.open(ASTRONAUT))
    start = raw.rindex(b"mdat") - 4
    assert np.array_equal(
        decode(raw[:start] + bytes(4) + raw[start + 4 :]), decode(raw)
    )
    long = struct.pack(">I4sQ", 1, b"film", 24) + bytes(8)
    assert boxes.still(raw + long) == raw + long.replace(b"film", b"free")


def test_transparency_counts_as_it_is_decoded_too() -> None:
    size = struct.pack(">III", 0, 7500, 7500)
    plain = heic(Image.new("RGB", (64, 64))).replace(
        struct.pack(">III", 0, 64, 64), size
    )
    clear = heic(Image.new("RGBA", (64, 64))).replace(
        struct.pack(">III", 0, 64, 64), size
    )
    assert boxes.still(plain) == plain
    with pytest.raises(errors.TooManyPixels, match="parts of 112,500,000 pixels"):
        boxes.still(clear)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("make", [heic, lambda image: saved(image, "AVIF")])
def test_a_cut_file_is_refused(
    share: float, make: Callable[[Image.Image], bytes]
) -> None:
    raw = make(Image.open(GRACE_HOPPER))
    with pytest.raises(errors.TruncatedImage, match=r"broken|breaks off"):
        decode(raw[: int(len(raw) * share)])


def test_a_cut_heic_says_how_much_is_missing() -> None:
    raw = heic(Image.open(GRACE_HOPPER))
    with pytest.raises(errors.TruncatedImage) as refused:
        decode(raw[:5000])
    assert str(refused.value) == (
        f"The HEIC picture is broken: it breaks off after 5,000 of {len(raw):,} bytes; "
        "send the whole file."
    )


@pytest.mark.parametrize("kind", [b"unci", b"iovl", b"mski", b"tili", b"jpeg", b"av01"])
def test_kinds_of_pictures_that_no_camera_writes_are_refused(kind: bytes) -> None:
    raw = heic(Image.open(ASTRONAUT))
    with pytest.raises(errors.UnsupportedImage) as refused:
        decode(raw.replace(b"hvc1", kind))
    assert str(refused.value) == (
        f"This HEIF file holds an image of the kind '{kind.decode()}', which is not "
        "read; convert it to JPEG first."
    )


def test_properties_that_no_camera_writes_never_reach_the_decoder() -> None:
    raw = heic(Image.open(ASTRONAUT)).replace(b"colr", b"uncC")
    assert b"uncC" not in boxes.still(raw)
    assert decode(raw).shape == (512, 512, 3)


def test_the_size_is_limited_before_anything_is_decoded() -> None:
    side = int(MAX_PIXELS**0.5) + 1
    size = struct.pack(">III", 0, side, side)
    for raw in (heic(Image.open(ASTRONAUT)), saved(Image.open(ASTRONAUT), "AVIF")):
        with pytest.raises(errors.TooManyPixels, match=f"{side} x {side}"):
            Photo(resized(raw, b"ispe", size))
    with pytest.raises(errors.TooSmall, match="31 x 90"):
        Photo(
            resized(
                heic(Image.open(ASTRONAUT)), b"ispe", struct.pack(">III", 0, 31, 90)
            )
        )


def test_tiles_that_the_picture_does_not_show_count_too() -> None:
    raw = tiled("astronaut")
    tile = struct.pack(">III", 0, 256, 256)
    large = raw.replace(b"ispe" + tile, b"ispe" + struct.pack(">III", 0, 5001, 5001))
    with pytest.raises(errors.TooManyPixels, match="parts of 100,040,004 pixels"):
        Photo(large)


def test_a_stream_larger_than_its_file_says_is_not_decoded() -> None:
    raw = heic(Image.new("RGB", (4000, 3000)))
    lying = resized(raw, b"ispe", struct.pack(">III", 0, 100, 80))
    with pytest.raises(errors.TruncatedImage, match="4000x3000 exceeds"):
        decode(lying)


@given(st.data())
def test_a_damaged_file_is_refused_or_read_but_nothing_else(
    data: st.DataObject,
) -> None:
    raw = bytearray(DAMAGED[data.draw(st.sampled_from(sorted(DAMAGED)))])
    # Nearly all that a reader can stumble over is in the first half.
    for place in data.draw(st.lists(st.integers(0, len(raw) // 2), max_size=6)):
        raw[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(errors.VisageError):
        found = decode(bytes(raw))
        assert found.dtype == np.uint8
        assert found.shape[2] == 3


DAMAGED = {
    "one": heic(corner_marked()),
    "tiles": heic(Image.new("RGB", (300, 200), (9, 90, 200)), tile_size=128),
    "alpha": heic(Image.new("RGBA", (64, 64), (9, 90, 200, 128))),
    "avif": saved(corner_marked(), "AVIF"),
}


def fresh(code: str) -> str:
    """What Python code prints in a process of its own."""
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def test_decoders_are_loaded_when_a_picture_needs_them() -> None:
    code = f"""
import sys
from pathlib import Path
from visage.pictures.photo import decode
loaded = lambda: [name for name in ("_pi_heif", "PIL._avif") if name in sys.modules]
decode(Path({str(GRACE_HOPPER)!r}).read_bytes()); print(loaded())
decode(sys.stdin.buffer.read()); print(loaded())
"""
    answer = subprocess.run(
        [sys.executable, "-c", code],
        input=heic(corner_marked()),
        cwd=ROOT,
        capture_output=True,
    )
    assert answer.stdout.decode().splitlines() == ["[]", "['_pi_heif']"]


@pytest.mark.parametrize(
    ("brand", "missing", "sentence"),
    [
        (
            "heic",
            "sys.modules['pi_heif'] = None",
            "This is a HEIC picture, and pi_heif, which reads them, is not installed "
            "here; convert it to JPEG first: on a Mac with `sips -s format jpeg "
            "photo.heic --out photo.jpg`, elsewhere with `heif-convert photo.heic "
            "photo.jpg`. An iPhone takes JPEG when Settings, Camera, Formats says Most "
            "Compatible.",
        ),
        (
            "avif",
            "from PIL import AvifImagePlugin; AvifImagePlugin.SUPPORTED = False",
            "This is an AVIF picture, and Pillow was built without AVIF here; convert "
            "it to JPEG or PNG first.",
        ),
    ],
)
def test_without_its_decoder_a_refusal_says_how_to_convert(
    brand: str, missing: str, sentence: str
) -> None:
    code = f"""
import sys
{missing}
from visage.errors import UnsupportedImage
from visage.pictures.photo import Photo
try:
    Photo(b"\\0\\0\\0\\x10ftyp{brand}\\0\\0\\0\\0")
except UnsupportedImage as error:
    print(error)
"""
    assert fresh(code) == sentence


@pytest.mark.parametrize(
    "kind", ["image/heic", "image/heif", "application/octet-stream"]
)
def test_the_align_function_reads_an_iphones_picture(kind: str, finder: Finder) -> None:
    answer = align(event(tiled("grace_hopper"), kind=kind), None)
    plain = align(event(GRACE_HOPPER.read_bytes()), None)
    assert (answer["statusCode"], plain["statusCode"]) == (200, 200)
    (face,), (expected,) = (json.loads(content(a))["faces"] for a in (answer, plain))
    moved = np.array(face["landmarks"]) - np.array(expected["landmarks"])
    assert np.abs(moved).max() < 0.02 * expected["inter_ocular_distance"]


def test_the_answer_to_a_heic_may_be_a_picture(finder: Finder) -> None:
    answer = align(
        event(tiled("astronaut"), "/landmarks", "image/heic", accept="image/jpeg"), None
    )
    drawn = Image.open(io.BytesIO(content(answer)))
    assert (drawn.format, drawn.size) == ("JPEG", (512, 512))
    assert difference(drawn, portrait("astronaut")) < 6


def test_a_swap_onto_a_heic_comes_back_as_jpeg(finder: Finder) -> None:
    target = tiled("grace_hopper")
    given = {"source": ASTRONAUT.read_bytes(), "target": target}
    body = {name: base64.b64encode(raw).decode() for name, raw in given.items()}
    raw = json.dumps(body).encode()
    answer = swap(event(raw, "/swap", kind="application/json", accept="image/*"), None)
    swapped = Image.open(io.BytesIO(content(answer)))
    assert (swapped.format, swapped.size) == ("JPEG", Photo(target).pixels.shape[1::-1])
