"""The people function's routes, one module a subject: collections."""

from __future__ import annotations

from functions.people import collections
from functions.people.base import app, gallery, recognizer

# Each declares its routes when it is imported.
SUBJECTS = (collections,)

__all__ = ["SUBJECTS", "app", "gallery", "recognizer"]
