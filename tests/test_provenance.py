"""The mark of a composite, in the bytes of every format."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from PIL import Image

from visage.pictures.encode import encode
from visage.pictures.formats import Format
from visage.pictures.provenance import SOURCE_TYPE, composite_xmp, labelled, source_type

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


@pytest.mark.parametrize("size", [(40, 60), (300, 400), (32, 32)])
def test_a_label_changes_the_lower_left_corner_only(size: tuple[int, int]) -> None:
    picture = np.full((*size, 3), 200, np.uint8)
    marked = labelled(picture)
    assert marked.shape == picture.shape
    assert (marked[-3:, :3] < 200).all()
    np.testing.assert_array_equal(marked[: size[0] // 3], picture[: size[0] // 3])
