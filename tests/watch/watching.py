"""Faces of real pictures, for tests of watching: found and embedded once a process."""

from __future__ import annotations

from functools import cache

import pytest

from tests.conftest import PORTRAITS
from visage.errors import ModelMissing
from visage.gallery.pictures import Shown, chosen, shown_in
from visage.gallery.protocol import Gallery
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer


@cache
def recognizer() -> Recognizer:
    """The networks, loaded once. Skips where they are not here."""
    try:
        return Recognizer.configured()
    except ModelMissing as error:
        pytest.skip(f"{error}")


def portrait_face(name: str, gallery: Gallery) -> tuple[Photo, Shown]:
    """A shipped portrait and its one face, as a gallery would enrol it."""
    raw = PORTRAITS[name].read_bytes()
    return Photo(raw), chosen(shown_in(raw, gallery, recognizer()))
