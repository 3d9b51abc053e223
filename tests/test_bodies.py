"""Bodies made to break their readers are refused with a sentence, like any other."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.align.handler import handler
from functions.swap.handler import handler as swap
from tests.bombs import encoded, flat
from tests.conftest import GRACE_HOPPER
from tests.test_align_event import content, event
from visage.faces.finder import Finder

FORM = "multipart/form-data; boundary=edge"
JPEG = GRACE_HOPPER.read_bytes()


@pytest.fixture(autouse=True)
def ready(finder: Finder) -> None:
    """The function needs its model; tests skip in words without it."""


def problem(answer: dict[str, Any]) -> tuple[int, str, str]:
    said = json.loads(content(answer))
    return answer["statusCode"], said["code"], said["error"]


def part(name: str, value: bytes, file: bool = False) -> bytes:
    filename = '; filename="x"' if file else ""
    head = f'--edge\r\nContent-Disposition: form-data; name="{name}"{filename}'
    return head.encode() + b"\r\n\r\n" + value + b"\r\n"


LIMITS = (
    "The form has more than 100 parts, or more than 100,000 bytes in fields that are "
    "no files; send pictures as files, each with a filename."
)


@pytest.mark.parametrize("brackets", [900, 1_500, 100_000, 4_000_000])
@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_json_of_any_depth(brackets: int, opening: bytes) -> None:
    raw = (opening * brackets)[:4_000_000]
    status, code, _ = problem(handler(event(raw, kind="application/json"), None))
    assert (status, code) == (400, "bad_json")


@pytest.mark.parametrize("brackets", [500, 1_500])
def test_json_of_any_depth_that_ends(brackets: int) -> None:
    raw = b'{"image": ' + b"[" * brackets + b"]" * brackets + b"}"
    assert problem(handler(event(raw, kind="application/json"), None))[0] == 400


@pytest.mark.parametrize(
    "body",
    [
        b"".join(part(f"a{n}", b"") for n in range(5_000)),
        b"".join(part(f"a{n}", b"", file=True) for n in range(5_000)),
        part("image", b"A" * 600_000),
    ],
    ids=["fields", "files", "base64 that is no file"],
)
def test_a_form_beyond_the_parsers_limits(body: bytes) -> None:
    answer = handler(event(body + b"--edge--\r\n", kind=FORM), None)
    assert problem(answer) == (400, "bad_multipart", LIMITS)


@pytest.mark.parametrize("filename", ["", '; filename="x"'])
def test_a_part_without_a_name(filename: str) -> None:
    """Fuzzing found that one without a file broke the reading of parameters."""
    nameless = f"--edge\r\nContent-Disposition: form-data{filename}\r\n\r\nx\r\n"
    body = part("image", JPEG, file=True) + nameless.encode() + b"--edge--\r\n"
    answer = handler(event(body, kind=FORM), None)
    sentence = "A part of the form has no name; give each one."
    assert problem(answer) == (400, "bad_multipart", sentence)


def test_a_form_within_them() -> None:
    body = part("image", JPEG, file=True) + part("size", b"64") + b"--edge--\r\n"
    assert handler(event(body, kind=FORM), None)["statusCode"] == 200


@pytest.mark.parametrize("size", [(100_000, 32), (32, 100_000)])
@pytest.mark.parametrize("path", ["/align", "/landmarks"])
def test_extreme_shapes(size: tuple[int, int], path: str) -> None:
    raw = encoded(flat(size), "PNG")
    assert problem(handler(event(raw, path), None)) == (
        422,
        "too_narrow",
        f"The picture is {size[0]} x {size[1]} pixels; the longer side may have 50 "
        "times the shorter one. Cut out what matters.",
    )


@pytest.mark.parametrize("size", [(1_600, 32), (32, 1_600), (50_000, 1_000)])
@pytest.mark.parametrize("path", ["/align", "/landmarks"])
def test_shapes_that_are_nearly_extreme(size: tuple[int, int], path: str) -> None:
    raw = encoded(flat(size), "PNG")
    assert problem(handler(event(raw, path), None))[:2] == (422, "no_face") or (
        size == (50_000, 1_000)
    )


@pytest.mark.parametrize(
    "body",
    [
        {"\ud800": 1},
        {"size": "\ud800"},
        {"image": "\ud800"},
        {"image": {"upload": "\ud800"}},
        {"image": {"\ud800": "a"}},
        {"face": "\u0661"},
        {"size": 10**4_000},
        {"size": float("nan")},
        {"size": True},
        {"margin": float("inf")},
    ],
    ids=str,
)
def test_json_that_no_one_writes_by_hand(body: dict[str, Any]) -> None:
    raw = json.dumps({"image": "", **body}).encode()
    assert problem(handler(event(raw, kind="application/json"), None))[0] in (400, 404)


@pytest.mark.parametrize("name", ["a" * 100_000, "%00", "\x00"])
def test_names_that_are_no_words(name: str) -> None:
    raw = part("target", JPEG, file=True) + b"--edge--\r\n"
    assert swap(event(raw, "/swap", FORM, query={name: "1"}), None)["statusCode"] == 400
