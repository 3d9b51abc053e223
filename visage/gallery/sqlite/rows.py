"""Rows of the tables as records, and back."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import numpy as np

from visage.gallery.collections import Collection
from visage.gallery.faces import FaceRecord, Sighting
from visage.gallery.forgetting import Rejection, Suppression
from visage.gallery.people import Person
from visage.gallery.records import CONSENT, POLICY, moment
from visage.gallery.vectors import Floats
from visage.geometry import Box

# Below every moment of the tables.
BEFORE_ALL = -(2**62)

# The columns of a sighting, in this order wherever one is kept.
SIGHTING = 'picture, "left", top, "right", bottom'
COLLECTION = (
    "name, profile, dimension, policy, retention_days, tags, created, people, faces"
)
PERSON = "p.id, p.name, p.metadata, p.consent, p.created"
FACE = (
    f"f.id, owner.id, {', '.join('f.' + column for column in SIGHTING.split(', '))}, "
    "f.quality, f.confidence, f.external_id, f.consent, f.created"
)

Row = tuple[Any, ...]


def collection(row: Row) -> Collection:
    """From the columns COLLECTION."""
    name, profile, dimension, policy, retention_days, tags, created, people, faces = row
    return Collection(
        name,
        profile,
        dimension,
        POLICY.validate_json(policy) if policy else None,
        retention_days,
        json.loads(tags),
        moment(created),
        people,
        faces,
    )


def person(row: Row) -> Person:
    """From the columns PERSON and the number of faces."""
    person_id, name, metadata, consent, created, faces = row
    return Person(
        person_id,
        name,
        json.loads(metadata),
        CONSENT.validate_json(consent),
        moment(created),
        faces,
    )


def face(row: Row) -> FaceRecord:
    """From the columns FACE."""
    face_id, owner, *seen, quality, confidence, external_id, consent, created = row
    return FaceRecord(
        face_id,
        owner,
        sighting(tuple(seen)),
        quality,
        confidence,
        external_id,
        CONSENT.validate_json(consent) if consent else None,
        moment(created),
    )


def sighting(row: Row) -> Sighting:
    """From the columns SIGHTING."""
    picture, left, top, right, bottom = row
    return Sighting(picture, Box(left, top, right, bottom))


def sighting_row(seen: Sighting) -> Row:
    """To the columns SIGHTING."""
    box = seen.box
    return seen.picture, box.left, box.top, box.right, box.bottom


def rejection(row: Row) -> Rejection:
    """From the person's id, the columns SIGHTING, and created."""
    owner, *seen, created = row
    return Rejection(owner, sighting(tuple(seen)), moment(created))


def suppression(row: Row) -> Suppression:
    """From id, receipt, the columns SIGHTING, subject, created."""
    suppression_id, receipt, *seen, subject, created = row
    found = None if seen[0] is None else sighting(tuple(seen))
    return Suppression(suppression_id, receipt, found, subject, moment(created))


def vector(blob: bytes) -> Floats:
    """A vector of the tables, read-only."""
    return np.frombuffer(blob, np.float32)


def placeholders(values: Row) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" * len(values))


def one(cursor: sqlite3.Cursor) -> Row | None:
    """The first row of an answer, or None."""
    row: Row | None = cursor.fetchone()
    return row
