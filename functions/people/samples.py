"""Routes of the field's DeepFace-based service, over samples in the gallery."""

from __future__ import annotations

from functions.people.base import app, gallery, recognizer
from visage.answers.samples import Samples
from visage.gallery.audit import Caller
from visage.http import caller as http
from visage.http.samples import serve


def asked_by(caller: http.Caller) -> Samples:
    """The samples of the gallery, for whoever asks."""
    known = Caller(caller.subject or "a stranger", caller.token)
    return Samples(gallery(), recognizer, known)


serve(app, asked_by)
