"""The people function's routes, one module a subject: collections, samples."""

from __future__ import annotations

from functions.people import collections, samples
from functions.people.base import app, gallery, recognizer

# Each declares its routes when it is imported.
SUBJECTS = (collections, samples)

__all__ = ["SUBJECTS", "app", "gallery", "recognizer"]
