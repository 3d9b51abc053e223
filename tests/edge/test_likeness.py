"""Looks at one face are alike from frame to frame, and those at two people are not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter

from edge.likeness import ALIKE, SIDE, alike, likeness, view_of
from tests.conftest import portrait
from visage.faces.face import Detection
from visage.faces.finder import Finder
from visage.models.network import Floats
from visage.pictures.photo import Photo


def face_of(image: Image.Image, finder: Finder) -> Detection:
    return finder.find(Photo.of(np.asarray(image)), upright=True).faces[0]


def view(image: Image.Image, finder: Finder) -> Floats:
    return view_of(np.asarray(image), face_of(image, finder))


def alikeness(one: Floats, other: Floats) -> float:
    found = likeness(one, other)
    assert found is not None
    return found


def test_a_face_is_alike_in_another_light_size_and_turn(
    finder: Finder, each_portrait: str
) -> None:
    image = Image.fromarray(portrait(each_portrait))
    first = view(image, finder)
    assert first.shape == (SIDE * SIDE,)
    assert first.dtype == np.float32
    assert alikeness(first, first) == pytest.approx(1)
    half = image.resize((image.width // 2, image.height // 2))
    for other in (
        half,
        image.rotate(12),
        ImageEnhance.Brightness(image).enhance(0.6),
        half.filter(ImageFilter.GaussianBlur(2)),
    ):
        assert alikeness(first, view(other, finder)) > 0.85
        assert alike(first, view(other, finder))


def test_two_people_are_not_alike(finder: Finder) -> None:
    one, other = (
        view(Image.fromarray(portrait(name)), finder)
        for name in ("astronaut", "grace_hopper")
    )
    assert alikeness(one, other) < ALIKE
    assert not alike(one, other)


@pytest.mark.parametrize("shown", [0.75, 0.6])
def test_what_a_picture_cuts_off_is_left_out(shown: float, finder: Finder) -> None:
    image = Image.fromarray(portrait("astronaut"))
    face = face_of(image, finder)
    edge = round(face.box.left + shown * face.box.width)
    part = view_of(np.asarray(image)[:, :edge], face)
    assert 0 < np.isnan(part).mean() < 0.5
    assert alikeness(part, view(image, finder)) == pytest.approx(1, abs=0.01)
    other = view(Image.fromarray(portrait("grace_hopper")), finder)
    assert not alike(part, other)


def test_what_says_too_little_is_like_anybody(finder: Finder) -> None:
    image = Image.fromarray(portrait("astronaut"))
    face, whole = face_of(image, finder), view(image, finder)
    sliver = np.asarray(image)[:, : round(face.box.left + 0.3 * face.box.width)]
    plain = np.full_like(np.asarray(image), 128)
    for picture in (sliver, plain):
        assert likeness(view_of(picture, face), whole) is None
        assert alike(view_of(picture, face), whole)
    assert alike(None, whole)
