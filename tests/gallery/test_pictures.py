"""Enrolment and identification from real pictures, through the real networks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from tests.conftest import PORTRAITS, portrait
from tests.gallery.conftest import FACTORIES
from tests.gallery.makers import OPERATOR, POLICY, Clock, person
from visage.errors import (
    FaceOutOfRange,
    LowQuality,
    NoFace,
    SeveralFaces,
    Suppressed,
)
from visage.gallery.collections import NewCollection
from visage.gallery.pictures import Shown, chosen, enrol, good_enough, identify
from visage.gallery.pictures import shown_in as found_in
from visage.gallery.protocol import Gallery
from visage.gallery.thresholds import PeopleTable, people_table
from visage.models.store import model_store
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.recognition.recognizer import Recognizer, finest


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    if not model_store().present("dlib_resnet_v1"):
        pytest.skip("the recognition models are not here; run `make models`")
    return Recognizer.load(model_store(), "dlib_resnet_v1")


@pytest.fixture(scope="module")
def table() -> PeopleTable:
    return people_table("dlib_resnet_v1")


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with FACTORIES["sqlite"](tmp_path, Clock()) as made:
        new = NewCollection("staff", "dlib_resnet_v1", 128, POLICY)
        made.create_collection(new, OPERATOR)
        yield made


def encoded(picture: Picture, **options: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "JPEG", **options)
    return out.getvalue()


def raw(name: str) -> bytes:
    return PORTRAITS[name].read_bytes()


def group() -> bytes:
    """Both portraits side by side."""
    one, two = portrait("astronaut")[:512], portrait("grace_hopper")[:512, :512]
    return encoded(np.hstack([one, two]))


@pytest.fixture
def both(gallery: Gallery, recognizer: Recognizer, table: PeopleTable) -> Gallery:
    """A gallery that knows both portraits."""
    for name in PORTRAITS:
        face = chosen(found_in(raw(name), gallery, recognizer))
        enrol(gallery, "staff", face, person(name), OPERATOR, table=table)
    return gallery


def test_everyone_in_a_picture_is_named(
    both: Gallery, recognizer: Recognizer, table: PeopleTable
) -> None:
    faces = found_in(group(), both, recognizer)
    decisions = identify(both, "staff", faces, table)
    by_place = sorted(
        zip(faces, decisions, strict=True), key=lambda pair: pair[0].sighting.box.left
    )
    names = [decision.named for _, decision in by_place]
    assert [each and each.person.id for each in names] == ["astronaut", "grace_hopper"]
    assert all(each and each.similarity > each.needed for each in names)
    assert decisions[0].people == 2
    assert decisions[0].fpir == pytest.approx(0.01)
    boxes = [face.sighting.box for face, _ in by_place]
    assert 0 < boxes[0].left < boxes[0].right < 0.5 < boxes[1].left < boxes[1].right < 1


def test_every_look_is_kept_and_the_quick_ones_are_searched_by(
    gallery: Gallery, recognizer: Recognizer
) -> None:
    [face] = found_in(raw("astronaut"), gallery, recognizer)
    photo = Photo(raw("astronaut"))
    [found] = recognizer.finder.find(photo).faces
    profile = recognizer.embedder.profile
    quick, every = (
        recognizer.embedder.vectors([finest(photo, found)], looks)[0]
        for looks in (profile.quick, len(profile.looks))
    )
    assert np.abs(face.probe.vector - quick).max() < 1e-5
    assert np.abs(face.new_face().vector - every).max() < 1e-5
    assert 0.98 < quick @ every < 0.9999


def test_a_stranger_is_nobody(
    gallery: Gallery, recognizer: Recognizer, table: PeopleTable
) -> None:
    face = chosen(found_in(raw("astronaut"), gallery, recognizer))
    enrol(gallery, "staff", face, person("a"), OPERATOR, table=table)
    stranger = found_in(raw("grace_hopper"), gallery, recognizer)
    [decision] = identify(gallery, "staff", stranger, table)
    assert decision.named is None
    assert [each.person.id for each in decision.candidates] == ["a"]
    assert decision.candidates[0].similarity < decision.candidates[0].needed


def test_nothing_is_asked_where_no_face_is(
    gallery: Gallery, table: PeopleTable
) -> None:
    assert identify(gallery, "unknown", [], table) == []


def test_a_picture_of_several_needs_a_choice(
    gallery: Gallery, recognizer: Recognizer
) -> None:
    faces = found_in(group(), gallery, recognizer)
    with pytest.raises(SeveralFaces, match="The picture shows 2 faces; say which"):
        chosen(faces)
    assert chosen(faces, 1) is faces[1]
    with pytest.raises(FaceOutOfRange, match="no face 2: The picture shows 2"):
        chosen(faces, 2)
    empty = encoded(np.full((64, 64, 3), 128, np.uint8))
    with pytest.raises(NoFace):
        chosen(found_in(empty, gallery, recognizer))


def test_a_poor_face_is_refused_with_reasons(
    gallery: Gallery, recognizer: Recognizer
) -> None:
    def seen(picture: Image.Image) -> Shown:
        content = encoded(np.asarray(picture))
        return chosen(found_in(content, gallery, recognizer))

    clean = Image.fromarray(portrait("astronaut"))
    assert good_enough(seen(clean)).index == 0
    with pytest.raises(LowQuality, match=r"too blurry: 0\.\d\d, needs 0.50"):
        good_enough(seen(clean.filter(ImageFilter.GaussianBlur(3))))


def test_the_same_file_again_is_the_same_face(
    both: Gallery, recognizer: Recognizer, table: PeopleTable
) -> None:
    face = chosen(found_in(raw("astronaut"), both, recognizer))
    again = enrol(both, "staff", face, "astronaut", OPERATOR, table=table)
    assert [each.existing for each in again.enrolment.faces] == [True]
    assert (again.others, again.near_duplicates) == ((), ())
    assert both.person("staff", "astronaut").faces == 1


def test_near_duplicates_and_other_people_are_reported(
    both: Gallery, recognizer: Recognizer, table: PeopleTable
) -> None:
    picture = encoded(portrait("astronaut"), quality=90)
    face = chosen(found_in(picture, both, recognizer))
    mine = enrol(both, "staff", face, "astronaut", OPERATOR, table=table)
    assert [each.existing for each in mine.enrolment.faces] == [False]
    assert [match.face.person for match in mine.near_duplicates] == ["astronaut"]
    assert mine.others == ()
    other = enrol(both, "staff", face, "grace_hopper", OPERATOR, table=table)
    assert [each.person.id for each in other.others] == ["astronaut"]
    assert other.near_duplicates == ()
    assert other.enrolment.person
    assert other.enrolment.person.faces == 2


def test_a_rejected_face_is_named_no_more(
    both: Gallery, recognizer: Recognizer, table: PeopleTable
) -> None:
    faces = found_in(raw("astronaut"), both, recognizer)
    both.reject("staff", "astronaut", faces[0].sighting, OPERATOR)
    [decision] = identify(both, "staff", faces, table)
    assert decision.named is None


def test_an_erased_face_is_named_no_more_and_does_not_come_back(
    both: Gallery, recognizer: Recognizer, table: PeopleTable
) -> None:
    both.erase_person("staff", "astronaut", OPERATOR, suppress=True)
    faces = found_in(raw("astronaut"), both, recognizer)
    [decision] = identify(both, "staff", faces, table)
    assert decision.named is None
    with pytest.raises(Suppressed):
        enrol(both, "staff", faces[0], person("new"), OPERATOR, table=table)
