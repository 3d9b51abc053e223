"""Faces described and compared, by boto3, beside what the library says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.conftest import photo
from tests.rekognition.pictures import (
    astronaut,
    both,
    dark,
    hopper,
    image,
    nobody,
    smaller,
)
from tests.rekognition.test_collections import plain
from tests.two_portraits import ASTRONAUT
from visage.answers.rekognition.details import FIVE, PLACES
from visage.answers.rekognition.images import NO_FACES
from visage.answers.rekognition.similarity import of_faces
from visage.engines import finder, recognizer
from visage.errors import ModelMissing
from visage.faces.face import Face
from visage.faces.pose import pose, yaw
from visage.geometry import Similarity

NOT_MEASURED = {
    "AgeRange",
    "Beard",
    "Emotions",
    "EyeDirection",
    "Eyeglasses",
    "Gender",
    "Mustache",
    "Smile",
    "Sunglasses",
}


def test_the_default_attributes(client: Any) -> None:
    answer = plain(client.detect_faces(Image=image(astronaut())))
    [face] = finder().find(photo("astronaut")).faces
    [detail] = answer.pop("FaceDetails")
    assert answer == {}
    assert detail == {
        "BoundingBox": pytest.approx(
            {
                "Width": face.box.width / 512,
                "Height": face.box.height / 512,
                "Left": face.box.left / 512,
                "Top": face.box.top / 512,
            },
            abs=1e-5,
        ),
        "Confidence": pytest.approx(100 * face.probability, abs=1e-3),
        "Landmarks": [
            {
                "Type": name,
                "X": pytest.approx(x / 512, abs=1e-5),
                "Y": pytest.approx(y / 512, abs=1e-5),
            }
            for name, (x, y) in zip(FIVE, face.points, strict=True)
        ],
        "Pose": pytest.approx({"Roll": 3.2, "Yaw": 0.2, "Pitch": -16.7}, abs=1.5),
        "Quality": pytest.approx({"Brightness": 56.5, "Sharpness": 100.0}, abs=1),
    }


def test_all_attributes_that_are_measured(client: Any) -> None:
    found = client.detect_faces(Image=image(astronaut()), Attributes=["ALL"])
    [detail] = found["FaceDetails"]
    if "EyesOpen" not in detail:
        pytest.skip("the landmark model is not here; run `make models`")
    assert not NOT_MEASURED & set(detail)
    places = {one["Type"]: (one["X"], one["Y"]) for one in detail["Landmarks"]}
    assert len(places) == 30
    # Left is left in the picture.
    for left, right in (
        ("eyeLeft", "eyeRight"),
        ("leftEyeLeft", "leftEyeRight"),
        ("leftEyeBrowLeft", "leftEyeBrowRight"),
        ("leftPupil", "rightPupil"),
        ("noseLeft", "noseRight"),
        ("mouthLeft", "mouthRight"),
        ("upperJawlineLeft", "midJawlineLeft"),
        ("midJawlineRight", "upperJawlineRight"),
    ):
        assert places[left][0] < places[right][0], (left, right)
    for name, numbers in PLACES.items():
        expected = ASTRONAUT[list(numbers)].mean(axis=0) / 512
        assert places[name] == pytest.approx(tuple(expected), abs=0.008), name
    assert detail["EyesOpen"]["Value"] is True
    assert detail["MouthOpen"]["Value"] is True
    assert detail["FaceOccluded"]["Value"] is False
    for name in ("EyesOpen", "MouthOpen", "FaceOccluded"):
        assert 50 <= detail[name]["Confidence"] <= 100


def test_one_attribute_may_be_asked_for(client: Any) -> None:
    found = client.detect_faces(
        Image=image(hopper()), Attributes=["DEFAULT", "MOUTH_OPEN", "GENDER"]
    )
    [detail] = found["FaceDetails"]
    if "MouthOpen" not in detail:
        pytest.skip("the landmark model is not here; run `make models`")
    assert detail["MouthOpen"]["Value"] is False
    assert {"EyesOpen", "FaceOccluded", "Gender"}.isdisjoint(detail)
    assert len(detail["Landmarks"]) == 5


def test_without_the_landmarks_model_the_five_points_are_answered(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(face: Face) -> None:
        raise ModelMissing("dlib_68 is not in the store.")

    monkeypatch.setattr(Face, "landmarks", property(missing))
    found = client.detect_faces(Image=image(astronaut()), Attributes=["ALL"])
    [detail] = found["FaceDetails"]
    assert [one["Type"] for one in detail["Landmarks"]] == list(FIVE)
    assert {"EyesOpen", "MouthOpen"}.isdisjoint(detail)
    assert "FaceOccluded" in detail


def test_a_picture_without_a_face(client: Any) -> None:
    assert plain(client.detect_faces(Image=image(nobody()))) == {"FaceDetails": []}
    for source, target in ((nobody(), hopper()), (hopper(), nobody())):
        with pytest.raises(client.exceptions.InvalidParameterException) as caught:
            client.compare_faces(SourceImage=image(source), TargetImage=image(target))
        assert caught.value.response["Error"]["Message"] == NO_FACES


def test_a_face_is_compared_with_all_faces_of_another_picture(client: Any) -> None:
    answer = plain(
        client.compare_faces(
            SourceImage=image(smaller("astronaut", 300)), TargetImage=image(both())
        )
    )
    assert sorted(answer) == ["FaceMatches", "SourceImageFace", "UnmatchedFaces"]
    [match], [other] = answer["FaceMatches"], answer["UnmatchedFaces"]
    assert match["Similarity"] > 99
    assert match["Face"]["BoundingBox"]["Left"] < 0.5 < other["BoundingBox"]["Left"]
    for face in (match["Face"], other):
        assert sorted(face) == [
            "BoundingBox",
            "Confidence",
            "Landmarks",
            "Pose",
            "Quality",
        ]
    assert sorted(answer["SourceImageFace"]) == ["BoundingBox", "Confidence"]
    everything = client.compare_faces(
        SourceImage=image(smaller("astronaut", 300)),
        TargetImage=image(both()),
        SimilarityThreshold=0,
    )
    values = [one["Similarity"] for one in everything["FaceMatches"]]
    assert values == sorted(values, reverse=True)
    assert len(values) == 2
    assert everything["UnmatchedFaces"] == []


def test_the_similarity_is_that_of_the_vectors(client: Any) -> None:
    portraits = [photo("astronaut"), photo("grace_hopper")]
    first, second = (
        recognizer().recognize(each, finder().find(each).faces)[0] for each in portraits
    )
    found = client.compare_faces(
        SourceImage=image(astronaut()),
        TargetImage=image(hopper()),
        SimilarityThreshold=0,
    )
    expected = of_faces("dlib_resnet_v1").value(float(first.lasting @ second.lasting))
    [match] = found["FaceMatches"]
    assert match["Similarity"] == pytest.approx(expected, abs=0.01)


def test_poor_faces_are_not_compared_where_a_filter_is_set(client: Any) -> None:
    pair = {"SourceImage": image(hopper()), "TargetImage": image(dark())}
    assert len(client.compare_faces(**pair)["FaceMatches"]) == 1
    filtered = client.compare_faces(**pair, QualityFilter="HIGH")
    assert (filtered["FaceMatches"], filtered["UnmatchedFaces"]) == ([], [])


@pytest.mark.parametrize("turn", [-30.0, 0.0, 25.0])
def test_a_turned_picture_changes_the_roll_alone(turn: float) -> None:
    [face] = finder().find(photo("grace_hopper")).faces
    about = Similarity.about(face.box.centre, (0.0, 0.0), -turn, 1.7)
    before, after = pose(face.points), pose(about.apply(face.points))
    assert after.roll == pytest.approx(before.roll + turn)
    assert (after.yaw, after.pitch) == pytest.approx((before.yaw, before.pitch))


def test_the_signs_of_a_pose() -> None:
    """Right in the picture, up, and clockwise are positive."""
    level = np.array([(-31.0, 0.0), (31, 0), (0, 34), (-26, 70), (26, 70)])
    nose = 2
    for move, name in (((8, 0), "yaw"), ((0, -8), "pitch")):
        turned = level.copy()
        turned[nose] += move
        assert getattr(pose(turned), name) > getattr(pose(level), name) + 10
    assert pose(level).yaw == pytest.approx(0)
    assert yaw(ASTRONAUT) == pytest.approx(0, abs=12)
