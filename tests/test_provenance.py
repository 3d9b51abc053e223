"""The mark of a composite, in the bytes of every format."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from PIL import Image

from visage.pictures.encode import encode
from visage.pictures.formats import Format
from visage.pictures.provenance import (
    LABEL_SIZE,
    SMALLEST_LABEL,
    SOURCE_TYPE,
    composite_xmp,
    labelled,
    source_type,
)

PICTURE = np.full((60, 90, 3), 120, np.uint8)


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_every_format_carries_the_mark(form: Format) -> None:
    raw = encode(PICTURE, form, xmp=composite_xmp())
    assert source_type(raw) == SOURCE_TYPE
    with Image.open(io.BytesIO(raw)) as image:
        assert image.size == (90, 60)


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_a_picture_without_the_mark_has_none(form: Format) -> None:
    assert source_type(encode(PICTURE, form)) is None


def test_the_packet_is_sound_xml() -> None:
    packet = composite_xmp().decode()
    body = packet[packet.index("<x:xmpmeta") : packet.index("<?xpacket end")]
    names = {"r": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}
    found = ElementTree.fromstring(body).find(".//r:Description", names)
    assert found is not None
    space = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
    assert found.get(f"{space}DigitalSourceType") == SOURCE_TYPE


@pytest.mark.parametrize("size", [(120, 160), (300, 400), (600, 240)])
def test_a_label_changes_the_lower_left_corner_only(size: tuple[int, int]) -> None:
    """A dark plate from the corner itself, and nothing above or to the right of it."""
    picture = np.full((*size, 3), 255, np.uint8)
    marked = labelled(picture)
    assert marked.shape == picture.shape
    changed = (marked != picture).any(axis=2)
    rows, columns = np.flatnonzero(changed.any(1)), np.flatnonzero(changed.any(0))
    assert (rows[-1], columns[0]) == (size[0] - 1, 0)
    letters = max(SMALLEST_LABEL, LABEL_SIZE * max(size))
    assert size[0] - rows[0] <= 2.5 * letters
    assert columns[-1] + 1 <= 8 * letters
    plate = changed[rows[0] :, : columns[-1] + 1]
    assert plate[0].all()
    assert plate[:, [0, -1]].all()


def test_a_label_on_a_picture_smaller_than_it_is_cut() -> None:
    picture = np.full((40, 32, 3), 200, np.uint8)
    marked = labelled(picture)
    assert marked.shape == picture.shape
    assert (marked[-3:, :3] < 200).all()
    np.testing.assert_array_equal(marked[:13], picture[:13])
