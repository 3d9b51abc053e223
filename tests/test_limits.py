"""Every request ends in time: what may be asked, and who may ask for how much."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from PIL import Image

from functions.align.handler import handler as align
from functions.recognize.handler import handler as recognize
from functions.swap.handler import handler as swap
from tests.bombs import encoded, flat
from tests.conftest import ASTRONAUT, GRACE_HOPPER
from tests.test_align_event import READER, content, event
from visage.answers.align import AlignParameters, align_faces
from visage.answers.limits import check_swapped, limited
from visage.errors import TooManyFaces
from visage.faces.finder import Finder

FORM = "multipart/form-data; boundary=edge"


@pytest.fixture(autouse=True)
def ready(finder: Finder) -> None:
    """The functions need their models; tests skip in words without them."""


def problem(answer: dict[str, Any]) -> tuple[int, str, str]:
    said = json.loads(content(answer))
    return answer["statusCode"], said["code"], said["error"]


def crowd(side: int, count: int) -> bytes:
    """The astronaut's head, `count` times `count` of them, each `side` pixels wide."""
    head = Image.open(ASTRONAUT).convert("RGB").crop((140, 20, 320, 200))
    tile = np.asarray(head.resize((side, side)))
    return encoded(Image.fromarray(np.tile(tile, (count, count, 1))), "JPEG")


def enlarged(side: int) -> Image.Image:
    return Image.open(ASTRONAUT).convert("RGB").resize((side, side))


def test_a_stranger_may_send_half_the_pixels() -> None:
    raw = encoded(flat((5100, 5000)), "JPEG")
    assert problem(align(event(raw), None)) == (
        413,
        "too_many_pixels",
        "The picture is 5100 x 5000 = 25,500,000 pixels; at most 25,000,000 are read "
        "of callers who have not signed in. Scale it down first.",
    )
    signed_in = align(event(raw, claims=READER), None)
    assert problem(signed_in)[1] == "no_face"
    assert problem(align(event(encoded(flat((5000, 5000)), "JPEG")), None))[0] == 422


def test_a_stranger_hears_first_what_is_wrong_with_a_picture() -> None:
    assert problem(align(event(b"hello"), None))[1] == "unsupported_image"


def test_no_more_than_some_faces_are_described() -> None:
    raw = crowd(64, 20)
    status, code, sentence = problem(recognize(event(raw, "/recognize"), None))
    assert (status, code) == (422, "too_many_faces")
    assert sentence.endswith(
        "at most 250 are described. Cut it into parts, or ask for a larger min_face."
    )


@pytest.mark.parametrize("path", ["/align", "/landmarks"])
def test_the_landmarks_of_no_more_than_some_faces_are_looked_for(path: str) -> None:
    raw = crowd(100, 12)
    status, code, sentence = problem(
        align(event(raw, path, query={"face": "all"}), None)
    )
    assert (status, code) == (422, "too_many_faces")
    assert "the landmarks of at most 120 are looked for" in sentence
    assert align(event(raw, path, query={"face": "3"}), None)["statusCode"] == 200


def test_aligned_faces_are_bounded_by_their_pixels_together() -> None:
    query = {"face": "all", "size": "2048"}
    raw = crowd(160, 3)
    status, code, sentence = problem(align(event(raw, query=query), None))
    assert (status, code) == (413, "answer_too_large")
    assert "faces of 2048 x 2048 pixels are too much for one answer" in sentence


@pytest.mark.parametrize(
    ("accept", "side", "taken"),
    [
        ("image/png", 5001, False),
        ("image/webp", 3600, False),
        ("image/jpeg", 5001, True),
    ],
)
def test_a_picture_that_takes_long_to_write_comes_as_jpeg(
    accept: str, side: int, taken: bool
) -> None:
    raw = encoded(enlarged(side), "JPEG", quality=40)
    answer = align(event(raw, "/landmarks", accept=accept, claims=READER), None)
    assert answer["statusCode"] == (200 if taken else 413)
    if not taken:
        assert problem(answer)[2].endswith("ask for format=jpeg.")


def test_a_swapped_picture_is_held_to_the_same() -> None:
    body = b""
    for name, raw in (
        ("source", GRACE_HOPPER.read_bytes()),
        ("target", encoded(enlarged(3600), "WEBP", quality=40)),
    ):
        head = f'--edge\r\nContent-Disposition: form-data; name="{name}"; filename="x"'
        body += head.encode() + b"\r\n\r\n" + raw + b"\r\n"
    answer = swap(event(body + b"--edge--\r\n", "/swap", FORM), None)
    assert problem(answer)[1:] == (
        "answer_too_large",
        "A picture of 3600 x 3600 pixels is too large for an answer as webp, which "
        "takes up to 12,500,000 pixels; ask for format=jpeg.",
    )


def test_no_more_than_some_faces_are_swapped() -> None:
    with limited():
        check_swapped(50)
        with pytest.raises(TooManyFaces, match="The target has 51 faces; at most 50"):
            check_swapped(51)


def test_small_faces_are_looked_for_in_a_copy_of_bounded_size() -> None:
    query = {"min_face": "22"}
    raw = encoded(flat((3000, 2000)), "JPEG")
    assert problem(align(event(raw, "/landmarks", query=query), None))[1:] == (
        "bad_parameter",
        "The parameter min_face is too small for 3000 x 2000 pixels: at least 25 can "
        "be looked for.",
    )


def test_nobody_is_held_to_the_limits_of_requests_in_his_own_process(
    finder: Finder,
) -> None:
    chosen = AlignParameters(face="all", size=2048)
    assert len(align_faces(crowd(160, 3), finder, chosen).faces) > 4
    check_swapped(1_000)
