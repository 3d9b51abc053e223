"""The people function's routes, one module a subject."""

from __future__ import annotations

from functions.people import (
    collections,
    faces,
    imports,
    people,
    receipts,
    rekognition,
    samples,
    search,
)
from functions.people.base import app, gallery, recognizer

# Each declares its routes when it is imported.
SUBJECTS = (
    *(collections, people, faces, search, receipts),
    *(imports, samples, rekognition),
)

__all__ = ["SUBJECTS", "app", "gallery", "recognizer"]
