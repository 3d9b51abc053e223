"""The swap function as Lambda calls it, and `visage swap`."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image, ImageFilter

from functions.swap.handler import handler
from tests.bad_input import encoded, noise
from tests.conftest import ASTRONAUT, GRACE_HOPPER, ROOT
from tests.test_align_event import content, event, header
from visage.cli import main
from visage.faces.finder import Finder
from visage.pictures.photo import decode
from visage.pictures.provenance import SOURCE_TYPE, source_type

HOPPER = GRACE_HOPPER.read_bytes()
PORTRAIT = ASTRONAUT.read_bytes()


@pytest.fixture(autouse=True)
def ready(finder: Finder) -> None:
    """The function needs its model; tests skip in words without it."""


def text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def ask(accept: str = "application/json", **fields: Any) -> dict[str, Any]:
    """Post JSON; pictures are given as bytes."""
    body = {k: text(v) if isinstance(v, bytes) else v for k, v in fields.items()}
    raw = json.dumps(body).encode()
    answer: dict[str, Any] = handler(
        event(raw, "/swap", kind="application/json", accept=accept), None
    )
    return answer


def answered(**fields: Any) -> dict[str, Any]:
    answer = ask(**fields)
    assert answer["statusCode"] == 200, content(answer)
    found: dict[str, Any] = json.loads(content(answer))
    return found


def pixels(uri: str) -> np.ndarray:
    return decode(base64.b64decode(uri.partition(",")[2]))


def both() -> bytes:
    """The two portraits side by side, Grace Hopper larger and on the left."""
    image = Image.new("RGB", (1024, 600))
    image.paste(Image.open(GRACE_HOPPER), (0, 0))
    image.paste(Image.open(ASTRONAUT), (512, 0))
    return encoded(image, "PNG")


def test_json_holds_picture_mask_boxes_and_points() -> None:
    answer = answered(source=HOPPER, target=PORTRAIT, mask=True, format="png")
    assert set(answer) == {
        "width",
        "height",
        "source",
        "targets",
        "warnings",
        "image",
        "mask",
    }
    assert (answer["width"], answer["height"]) == (512, 512)
    (target,) = answer["targets"]
    assert set(target) == {"index", "box", "landmarks", "yaw"}
    assert [len(face["landmarks"]) for face in (answer["source"], target)] == [68, 68]
    result, mask = pixels(answer["image"]), pixels(answer["mask"])[..., 0]
    before = decode(PORTRAIT)
    np.testing.assert_array_equal(result[mask == 0], before[mask == 0])
    assert (result != before).any()
    assert mask.max() == 255


@pytest.mark.parametrize(
    ("accept", "fields", "kind"),
    [
        ("image/jpeg", {}, "JPEG"),
        ("image/webp", {}, "WEBP"),
        ("image/png", {}, "PNG"),
        ("image/*", {}, "PNG"),  # as the target
        ("image/*", {"format": "webp"}, "WEBP"),
    ],
)
def test_every_picture_is_marked_as_a_composite(
    accept: str, fields: dict[str, Any], kind: str
) -> None:
    answer = ask(accept, source=HOPPER, target=PORTRAIT, **fields)
    raw = content(answer)
    with Image.open(io.BytesIO(raw)) as image:
        assert (image.format, image.size) == (kind, (512, 512))
    assert header(answer, "Content-Type") == f"image/{kind.lower()}"
    assert source_type(raw) == SOURCE_TYPE


def test_the_mask_alone_is_a_grey_png() -> None:
    raw = content(ask("image/png", source=HOPPER, target=PORTRAIT, mask=True))
    with Image.open(io.BytesIO(raw)) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "L", (512, 512))


def test_a_form_gives_the_same_as_json() -> None:
    parts = [("source", HOPPER), ("target", PORTRAIT)]
    body = b"".join(
        b'--edge\r\nContent-Disposition: form-data; name="%s"; filename="a"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n%s\r\n" % (name.encode(), raw)
        for name, raw in parts
    )
    body += b'--edge\r\nContent-Disposition: form-data; name="blend"\r\n\r\nfeather\r\n'
    kind = "multipart/form-data; boundary=edge"
    form = handler(
        event(body + b"--edge--\r\n", "/swap", kind=kind, accept="image/png"), None
    )
    as_json = ask("image/png", source=HOPPER, target=PORTRAIT, blend="feather")
    assert content(form) == content(as_json)


def test_one_face_on_everyone() -> None:
    answer = answered(source=PORTRAIT, target=both(), target_face="all", format="png")
    assert [face["index"] for face in answer["targets"]] == [0, 1]
    changed = (pixels(answer["image"]) != decode(both())).any(axis=2)
    assert changed[:, :512].sum() > 5000  # the other half has its own face, unchanged


def test_an_exchange_needs_one_picture_only() -> None:
    answer = answered(target=both(), exchange=True, format="png")
    assert [answer["source"]["index"], answer["targets"][0]["index"]] == [0, 1]
    changed = (pixels(answer["image"]) != decode(both())).any(axis=2)
    assert min(changed[:, :512].sum(), changed[:, 512:].sum()) > 2000
    raw = event(
        both(), "/swap", kind="image/png", query={"exchange": "1"}, accept="image/png"
    )
    np.testing.assert_array_equal(
        decode(content(handler(raw, None))), pixels(answer["image"])
    )


def test_a_label_is_seen() -> None:
    plain = answered(source=HOPPER, target=PORTRAIT, format="png")
    marked = answered(source=HOPPER, target=PORTRAIT, format="png", label=True)
    differs = (pixels(plain["image"]) != pixels(marked["image"])).any(axis=2)
    assert differs[-12:, :40].any()
    assert not differs[:256].any()


def test_the_same_file_twice_stays() -> None:
    answer = answered(source=HOPPER, target=HOPPER, format="png")
    off = pixels(answer["image"]).astype(int) - decode(HOPPER)
    assert np.abs(off).max() <= 3


def test_alpha_and_grey_are_taken() -> None:
    clear = Image.open(ASTRONAUT).convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size).point(lambda _: 255))
    grey = Image.open(GRACE_HOPPER).convert("L")
    answer = answered(source=encoded(grey, "PNG"), target=encoded(clear, "PNG"))
    assert (answer["width"], answer["height"]) == (512, 512)


def test_what_is_doubtful_is_told_in_json_and_in_a_header() -> None:
    """Grace Hopper wears glasses, the astronaut nothing that could be carried over."""
    (warning,) = answered(source=HOPPER, target=PORTRAIT)["warnings"]
    assert warning["code"] == "source_covered"
    assert "of the source face around eyes and nose does not look" in warning["message"]
    picture = ask("image/png", source=HOPPER, target=PORTRAIT)
    assert header(picture, "X-Visage-Warnings") == "source_covered"
    exposed = header(picture, "Access-Control-Expose-Headers")
    assert exposed == "X-Request-Id, X-Visage-Warnings, X-Visage-About"
    assert answered(source=PORTRAIT, target=PORTRAIT)["warnings"] == []
    plain = ask("image/png", source=PORTRAIT, target=PORTRAIT)
    assert "X-Visage-Warnings" not in plain["multiValueHeaders"]


def blurred() -> bytes:
    image = Image.open(ASTRONAUT).convert("RGB")
    return encoded(image.filter(ImageFilter.GaussianBlur(2.5)), "PNG")


def test_a_blurred_source_is_refused_unless_any_quality_will_do() -> None:
    problem = json.loads(content(refused := ask(source=blurred(), target=HOPPER)))
    assert (refused["statusCode"], problem["code"]) == (422, "low_quality")
    said = "In the source: The face is blurred: its sharpness is 0"
    assert problem["error"].startswith(said)
    assert problem["error"].endswith("The quality 'any' takes it all the same.")
    codes = [
        warning["code"]
        for warning in answered(source=blurred(), target=HOPPER, quality="any")[
            "warnings"
        ]
    ]
    assert "low_quality" in codes
    assert answered(source=PORTRAIT, target=blurred())["width"] == 512


NOBODY = encoded(noise(), "PNG")


@pytest.mark.parametrize(
    ("fields", "status", "code", "sentence"),
    [
        (
            {"source": NOBODY, "target": HOPPER},
            422,
            "no_face",
            "In the source: No face",
        ),
        (
            {"source": HOPPER, "target": NOBODY},
            422,
            "no_face",
            "In the target: No face",
        ),
        (
            {"source": HOPPER, "target": PORTRAIT, "source_face": 1},
            422,
            "face_out_of_range",
            "In the source: There is no face 1: the picture has 1 face",
        ),
        (
            {"source": HOPPER, "target": PORTRAIT, "source_face": "all"},
            400,
            "bad_parameter",
            "The parameter source_face is 'all': choose one face.",
        ),
        (
            {"target": PORTRAIT, "exchange": True},
            422,
            "face_out_of_range",
            "An exchange needs two faces; the target has one.",
        ),
        (
            {"target": PORTRAIT},
            400,
            "missing_image",
            "There is no picture named source",
        ),
        ({"source": HOPPER}, 400, "missing_image", "The body has no picture named tar"),
        (
            {"source": HOPPER, "target": PORTRAIT, "blend": "poisson"},
            400,
            "bad_parameter",
            "The parameter blend is 'poisson': input should be 'seamless', 'feather'",
        ),
        (
            {"source": HOPPER[:9000], "target": PORTRAIT},
            400,
            "truncated_image",
            "In the source: The JPEG picture is broken",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    fields: dict[str, Any], status: int, code: str, sentence: str
) -> None:
    answer = ask(**fields)
    problem = json.loads(content(answer))
    assert (answer["statusCode"], problem["code"]) == (status, code)
    assert problem["error"].startswith(sentence)


def test_the_event_of_the_docs_works() -> None:
    asked = json.loads((ROOT / "tests" / "events" / "swap.json").read_text())
    answer = handler(asked, None)
    assert answer["statusCode"] == 200, content(answer)
    assert json.loads(content(answer))["image"].startswith("data:image/jpeg;base64,")


def test_the_command_writes_picture_and_mask(tmp_path: Path) -> None:
    out, mask = tmp_path / "out.webp", tmp_path / "mask.png"
    arguments = ["swap", str(GRACE_HOPPER), str(ASTRONAUT), "-o", str(out)]
    result = CliRunner().invoke(main, [*arguments, "--mask", str(mask)])
    assert result.stdout == f"{out}: 1 face swapped\n"
    assert result.stderr.startswith("warning: ")
    assert result.stderr.endswith(" (source_covered)\n")
    assert source_type(out.read_bytes()) == SOURCE_TYPE
    assert decode(mask.read_bytes()).shape == (512, 512, 3)
    wrong = CliRunner().invoke(main, ["swap", str(ASTRONAUT), "-o", str(out)])
    assert wrong.exit_code == 2
    assert "give SOURCE and TARGET" in wrong.output


def test_the_command_takes_a_poor_source_when_told_to(tmp_path: Path) -> None:
    out, soft = tmp_path / "out.png", tmp_path / "soft.png"
    soft.write_bytes(blurred())
    arguments = ["swap", str(soft), str(GRACE_HOPPER), "-o", str(out)]
    refused = CliRunner().invoke(main, arguments)
    assert refused.exit_code != 0
    assert not out.exists()
    taken = CliRunner().invoke(main, [*arguments, "--quality", "any"])
    assert taken.stdout == f"{out}: 1 face swapped\n"
    assert "(low_quality)\n" in taken.stderr
