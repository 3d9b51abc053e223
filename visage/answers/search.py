"""What is asked and answered when the faces of a picture are searched for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, Field, JsonValue

from visage.answers.enrol import shown_faces, thresholds_of
from visage.answers.fields import MinFace, PictureSize
from visage.answers.gallery import InCollection, is_own
from visage.answers.recognize import FaceFacts, face_facts
from visage.errors import UnknownCollection
from visage.gallery.pictures import Shown, identify
from visage.gallery.protocol import Gallery
from visage.gallery.thresholds import (
    DEFAULT_FPIR,
    Candidate,
    Decision,
    PeopleTable,
    gallery_rate,
    kept_rate,
    people_table,
)
from visage.recognition.recognizer import Recognizer
from visage.recognition.thresholds import percent
