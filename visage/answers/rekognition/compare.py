"""Calls that keep nothing: faces described, and compared with each other."""

from __future__ import annotations

from visage.answers.rekognition import requests
from visage.answers.rekognition.context import Context
from visage.answers.rekognition.details import (
    Asked,
    Members,
    bounding_box,
    compared_face,
    confidence,
)
from visage.answers.rekognition.errors import invalid
from visage.answers.rekognition.images import (
    MOST_FACES,
    NO_FACES,
    Picture,
    of_largest,
)
from visage.answers.rekognition.similarity import of_faces
from visage.errors import in_picture
from visage.gallery.pictures import shares
from visage.recognition.recognizer import Recognized


def detect(call: requests.DetectFaces, context: Context) -> Members:
    """DetectFaces: the hundred largest faces of a picture, described."""
    picture = Picture.read(call.image, context)
    asked = Asked.of(call.attributes)
    return {
        "FaceDetails": [
            picture.described(face, asked) for face in picture.faces[:MOST_FACES]
        ]
    }


def compare(call: requests.CompareFaces, context: Context) -> Members:
    """CompareFaces: the largest face of one picture with each of another."""
    recognizer, wanted = context.recognizer(), call.quality_filter
    with in_picture("SourceImage"):
        source = of_largest(call.source_image, wanted, context)
        face = source.largest(wanted)
        [first] = recognizer.recognize(source.photo, [face])
    with in_picture("TargetImage"):
        target = Picture.read(call.target_image, context)
        if not target.faces:
            raise invalid(NO_FACES)
        others = [
            each
            for each in target.faces[:MOST_FACES]
            if not target.too_poor(each, wanted)
        ]
        found = recognizer.recognize(target.photo, others)
    values = [_value(first, each, context) for each in found]
    order = sorted(range(len(found)), key=lambda at: -values[at])
    described = [compared_face(target.photo, each.face, each.quality) for each in found]
    least = call.similarity_threshold
    return {
        "SourceImageFace": {
            "BoundingBox": bounding_box(shares(face.box, source.photo)),
            "Confidence": confidence(face),
        },
        "FaceMatches": [
            {"Similarity": values[at], "Face": described[at]}
            for at in order
            if values[at] >= least
        ],
        "UnmatchedFaces": [described[at] for at in order if values[at] < least],
    }


def _value(first: Recognized, second: Recognized, context: Context) -> float:
    cosine = min(1.0, max(-1.0, float(first.lasting @ second.lasting)))
    return of_faces(context.profile.name).value(cosine)
