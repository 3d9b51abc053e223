"""`visage.Gallery`: people enrolled, found, rejected and forgotten in Python."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypedDict

import numpy as np
import pytest
from PIL import Image

import visage
from tests.conftest import ASTRONAUT, GRACE_HOPPER, portrait
from visage import errors
from visage.models.store import model_store


class Consent(TypedDict):
    """What every enrolment here says."""

    consent_by: str
    consent_purpose: str


CONSENT = Consent(consent_by="the person", consent_purpose="a test")


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[visage.Gallery]:
    if not {"mtcnn_pnet", "dlib_resnet_v1"} <= model_store().held():
        pytest.skip("the models are not here; run `make models`")
    with visage.Gallery(tmp_path / "people.sqlite3") as opened:
        yield opened


def labels(gallery: visage.Gallery, photo: object) -> list[str | None]:
    found = gallery.search(photo).faces  # type: ignore[arg-type]
    return [each.label for each in sorted(found, key=lambda face: face.box.left)]


def both() -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    return np.hstack(
        [portrait("astronaut")[:512], portrait("grace_hopper")[:512, :512]]
    )


def test_whoever_is_enrolled_is_found_until_forgotten(gallery: visage.Gallery) -> None:
    done = gallery.enrol(
        ASTRONAUT,
        "Eileen Collins",
        id="eileen",
        metadata={"team": "STS-93"},
        **CONSENT,
        consent_given=datetime(2026, 1, 1, tzinfo=UTC),
        consent_expires=date(2099, 12, 31),
    )
    assert done.person.consent.expires == datetime(2100, 1, 1, tzinfo=UTC)
    assert done.person.consent.given == datetime(2026, 1, 1, tzinfo=UTC)
    assert [each.id for each in gallery.people()] == ["eileen"]
    assert labels(gallery, both()) == ["Eileen Collins", None]
    assert [each.id for each in gallery.faces("eileen")] == [done.face and done.face.id]
    receipt = gallery.forget("eileen")
    assert labels(gallery, both()) == [None, None]
    assert gallery.verify(receipt)
    assert gallery.verify(receipt.model_dump_json())
    assert not gallery.verify(receipt.model_copy(update={"faces_count": 7}))
    with pytest.raises(errors.Suppressed):
        gallery.enrol(ASTRONAUT, "Eileen", **CONSENT)
    assert gallery.lift(receipt) == 2
    gallery.enrol(ASTRONAUT, "Eileen", **CONSENT)


@pytest.mark.parametrize("kind", ["path", "text", "bytes", "file", "image", "array"])
def test_a_photo_may_be_whatever_holds_one(kind: str, gallery: visage.Gallery) -> None:
    raw = ASTRONAUT.read_bytes()
    photo = {
        "path": ASTRONAUT,
        "text": str(ASTRONAUT),
        "bytes": raw,
        "file": io.BytesIO(raw),
        "image": Image.open(io.BytesIO(raw)),
        "array": portrait("astronaut"),
    }[kind]
    gallery.enrol(photo, "Eileen", id="e", **CONSENT)  # type: ignore[arg-type]
    assert labels(gallery, ASTRONAUT) == ["Eileen"]
    # The same file, or the same pixels, are the same face.
    if kind == "file":
        photo = io.BytesIO(raw)
    assert gallery.add("e", photo).existing  # type: ignore[arg-type]


def test_a_face_is_chosen_by_index_by_point_or_as_it_was_found(
    gallery: visage.Gallery,
) -> None:
    with pytest.raises(errors.SeveralFaces):
        gallery.enrol(both(), "Somebody", **CONSENT)
    faces = visage.faces(both())
    left = min(faces, key=lambda face: face.box.left)
    gallery.enrol(both(), "Eileen", face=left, **CONSENT)
    assert labels(gallery, both()) == ["Eileen", None]
    gallery.enrol(both(), "Grace", id="grace", face=1 - left.index, **CONSENT)
    assert labels(gallery, both()) == ["Eileen", "Grace"]
    point = faces[1 - left.index].box.centre
    gallery.reject("grace", both(), face=point)
    assert labels(gallery, both()) == ["Eileen", None]
    gallery.withdraw("grace", both(), face=point)
    assert labels(gallery, both()) == ["Eileen", "Grace"]
    with pytest.raises(errors.UnknownRejection):
        gallery.withdraw("grace", both(), face=point)


def test_people_are_changed_merged_and_swept(gallery: visage.Gallery) -> None:
    first = gallery.enrol(ASTRONAUT, "A", id="a", **CONSENT)
    gallery.enrol(GRACE_HOPPER, "B", id="b", **CONSENT)
    changed = gallery.update("a", name="Anew", metadata={}, **CONSENT)
    assert (changed.name, gallery.person("a").name) == ("Anew", "Anew")
    merged = gallery.merge("b", into="a")
    assert (merged.id, merged.faces) == ("a", 2)
    assert first.face is not None
    receipt = gallery.forget("a", face=first.face.id, may_return=True)
    assert (receipt.kind, receipt.suppressed) == ("face", False)
    assert gallery.person("a").faces == 1
    assert gallery.sweep() == []


def test_everyone_is_exported_and_imported_elsewhere(
    tmp_path: Path, gallery: visage.Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery.enrol(ASTRONAUT, "Eileen", id="eileen", **CONSENT)
    gallery.enrol(GRACE_HOPPER, "Grace", id="grace", **CONSENT)
    gallery.forget("grace")
    exported = tmp_path / "people.jsonl"
    exported.write_text("".join(gallery.export()))
    told = [json.loads(line) for line in exported.read_text().splitlines()]
    assert [each.get("name") for each in told[1:-1]] == ["Eileen"]
    elsewhere = str(tmp_path / "elsewhere.sqlite3")
    monkeypatch.setenv("VISAGE_GALLERY", elsewhere)
    command = [sys.executable, "-c", "from visage.cli import main; main()"]
    subprocess.run([*command, "people", "import", exported], check=True, cwd=tmp_path)
    with visage.Gallery(elsewhere) as other:
        assert labels(other, ASTRONAUT) == ["Eileen"]
        assert labels(other, GRACE_HOPPER) == [None]


def test_collections_are_kept_apart(tmp_path: Path, gallery: visage.Gallery) -> None:
    gallery.enrol(ASTRONAUT, "Eileen", **CONSENT)
    with visage.Gallery(gallery.address, collection="staff") as other:
        with pytest.raises(errors.UnknownCollection):
            list(other.people())
        assert repr(other) == f"<Gallery: staff in {tmp_path / 'people.sqlite3'}>"
    with visage.Gallery(gallery.address) as again:
        assert [each.name for each in again.people()] == ["Eileen"]


def test_what_cannot_be_is_refused(tmp_path: Path, gallery: visage.Gallery) -> None:
    with pytest.raises(errors.ConsentMissing):
        gallery.enrol(ASTRONAUT, "Eileen")
    with pytest.raises(errors.BadParameter, match="The name of the person is empty"):
        gallery.enrol(ASTRONAUT, " ", **CONSENT)
    with pytest.raises(errors.BadParameter, match="consent_expires is 'soon'"):
        gallery.enrol(ASTRONAUT, "Eileen", **CONSENT, consent_expires="soon")
    with pytest.raises(errors.UnknownCollection):
        gallery.person("nobody")
    with pytest.raises(errors.BadParameter, match="This is no receipt"):
        gallery.verify("{}")
    with pytest.raises(FileNotFoundError):
        gallery.search(tmp_path / "nothing.jpg")
    with pytest.raises(errors.SettingsInvalid):
        visage.Gallery("mysql://somewhere")
    assert list(gallery.people()) == []
