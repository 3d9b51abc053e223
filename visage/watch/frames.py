"""Takes whole frames of a browser's camera, and follows the faces in them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from visage.errors import NotInGallery
from visage.gallery.pictures import shares
from visage.geometry import Box
from visage.pictures.photo import Photo
from visage.recognition.thresholds import table
from visage.watch import tracks
from visage.watch.alerts import AlertPerson
from visage.watch.seen import seen_at
from visage.watch.sessions import follow
from visage.watch.tracks import Track
from visage.watch.watching import OLDEST, Watcher

# The largest faces of a frame, so that it is taken in a second or two.
MOST_FACES = 10
# A page sends frames of some 640 x 480; whatever is larger is searched no finer.
MOST_PIXELS = 4_000_000


@dataclass(frozen=True)
class SeenFace:
    """A face of a frame: its box in shares, its track, and whom that is taken for.

    `similarity` is that of the most similar look of the track to the person.
    """

    box: Box
    track: str
    person: AlertPerson | None = None
    similarity: float | None = None


@dataclass(frozen=True)
class TakenFrame:
    """The faces of a frame, the largest first, and the alerts that were made for it."""

    faces: tuple[SeenFace, ...]
    alerts: tuple[str, ...]


def take_frame(
    watcher: Watcher, camera: str, session: str, photo: Photo, taken: datetime | None
) -> TakenFrame:
    """Take a frame, whose faces get the tracks that they have in the session.

    Raises ModelMissing or WrongEmbedder, and takes nothing.
    """
    now = watcher.clock()
    moment = _moment(taken, now)
    recognizer = watcher.recognizer
    found = recognizer.finder.find(photo, upright=True).faces[:MOST_FACES]
    faces = [
        (
            shares(each.face.box, photo),
            seen_at(each, photo.pixels, moment, watcher.gallery),
        )
        for each in recognizer.recognize(photo, found)
    ]
    thresholds = table(recognizer.embedder.profile.model)
    followed = follow(watcher.table, camera, session, faces, thresholds, now)
    alerts: list[str] = []
    shown: list[SeenFace] = []
    for track, (box, face) in zip(followed, faces, strict=True):
        met = watcher.meet(None, camera, track, [face], (moment, moment))
        alerts += met.alerts
        shown.append(SeenFace(box, track, *_whom(watcher, camera, track)))
    return TakenFrame(tuple(shown), tuple(alerts))


def _moment(taken: datetime | None, now: datetime) -> datetime:
    """When a frame was taken; now, where the browser's clock is clearly wrong.

    Frames are sent as they are taken. One that seemed a day old would begin a visit
    that is forgotten at once, so that the next frame would make an alert again.
    """
    if taken is None or not now - OLDEST < taken <= now:
        return now
    return taken


def _whom(
    watcher: Watcher, camera: str, track: str
) -> tuple[AlertPerson | None, float | None]:
    kept = watcher.table.get(tracks.KIND, tracks.key(camera, track))
    if kept is None:
        return None, None
    followed = Track.of(kept)
    for collection, person in followed.decided.items():
        with suppress(NotInGallery):
            known = watcher.gallery.person(collection, person)
            similarities = [
                vote.similarity
                for look in followed.looks
                if (vote := look.votes.get(collection))
                and (vote.person, vote.since) == (known.id, known.created)
            ]
            if similarities:
                return AlertPerson.of(known), max(similarities)
    return None, None
