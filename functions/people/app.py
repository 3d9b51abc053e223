"""The people function's routes, one module a subject: collections, imports, samples."""

from __future__ import annotations

from functions.people import collections, imports, samples
from functions.people.base import app, gallery, recognizer

# Each declares its routes when it is imported.
SUBJECTS = (collections, imports, samples)

__all__ = ["SUBJECTS", "app", "gallery", "recognizer"]
