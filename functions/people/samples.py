"""Routes of the field's DeepFace-based service, over samples in the gallery."""

from __future__ import annotations

from functions.people.base import app, gallery, recognizer
from visage.http.samples import serve

serve(app, gallery, recognizer)
