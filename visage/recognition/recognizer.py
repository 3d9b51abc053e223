"""Every face of a picture: where, how good, and the vector that says who.

Ties the finder, the embedder and the quality together. Faces are cut out of the finest
pixels that their crop can use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import numpy as np

from visage.errors import ModelMissing
from visage.faces.face import Detection, Face
from visage.faces.finder import Finder
from visage.faces.quality import Quality, judge
from visage.geometry import Similarity
from visage.models.network import Floats
from visage.models.store import ModelStore, model_store
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.recognition.embed import PROFILES, Embedder, Profile, profile
from visage.settings import settings


@dataclass(frozen=True)
class Recognized:
    """A face of a photo with its quality, and its vectors for whoever asks for them.

    Both are unit vectors of one embedder, (dimension,), and can be compared.
    """

    face: Face
    quality: Quality
    embedded: Callable[[int], Floats] = field(repr=False)  # by so many looks
    profile: Profile = field(repr=False)

    @cached_property
    def vector(self) -> Floats:
        """The quick one, to search by: of the embedder's first looks."""
        return self.embedded(self.profile.quick)

    @cached_property
    def lasting(self) -> Floats:
        """The most accurate one, to decide by and to keep: of all its looks."""
        return self.embedded(len(self.profile.looks))


class Recognizer:
    """The finder and the embedder, loaded once and used for every picture."""

    def __init__(self, finder: Finder, embedder: Embedder) -> None:
        self.finder = finder
        self.embedder = embedder

    @classmethod
    def load(
        cls,
        models: ModelStore,
        embedder: str | None = None,
        *,
        finder: Finder | None = None,
        threads: int = 1,
    ) -> Self:
        """Load what the store has; `embedder` names a profile.

        Without a name, the first of PROFILES whose network the store has or would
        fetch. A `finder` that is loaded already is used. Raises ModelMissing,
        ModelCorrupt or ModelUnknown.
        """
        chosen = _chosen(models, embedder)
        return cls(
            finder or Finder.load(models, threads=threads),
            Embedder(chosen, models.read(chosen.model), threads=threads),
        )

    @classmethod
    def configured(cls, finder: Finder | None = None) -> Self:
        """Load what the settings name, from the store that they name."""
        chosen = settings()
        return cls.load(
            model_store(), chosen.embedder, finder=finder, threads=chosen.threads
        )

    def warm(self) -> None:
        """One inference of every network, so that the first picture is not slow."""
        self.finder.warm()
        side = self.embedder.profile.size
        self.embedder.embed([np.zeros((side, side, 3), np.uint8)])

    def recognize(self, photo: Photo, faces: Sequence[Face]) -> list[Recognized]:
        """Faces of a photo with their quality, in their order."""
        return [self._recognized(finest(photo, face), face) for face in faces]

    def _recognized(self, seen: tuple[Picture, Detection], face: Face) -> Recognized:
        def embedded(looks: int) -> Floats:
            vector: Floats = self.embedder.vectors([seen], looks)[0]
            return vector

        return Recognized(face, judge(*seen), embedded, self.embedder.profile)

    def chip(self, photo: Photo, face: Face) -> Picture:
        """The face as the embedder's network was trained to see it."""
        return self.embedder.chip(*finest(photo, face))


def configured_profile() -> Profile:
    """The embedder that the settings name, without loading it.

    Raises ModelMissing or ModelUnknown.
    """
    return _chosen(model_store(), settings().embedder)


def _chosen(models: ModelStore, embedder: str | None) -> Profile:
    return profile(embedder) if embedder else _first_present(models)


def _first_present(models: ModelStore) -> Profile:
    for candidate in PROFILES.values():
        if models.offers(candidate.model):
            return candidate
    wanted = ", ".join(candidate.model for candidate in PROFILES.values())
    raise ModelMissing(
        f"There is no embedder in {models.objects.address}; it should have one of "
        f"{wanted}. Run `visage models pull dlib_resnet_v1`."
    )


# A crop of this many pixels for a face is as fine as any embedder wants it.
_FINE = 160


def finest(photo: Photo, face: Detection) -> tuple[Picture, Detection]:
    """Pixels fine enough for any crop of a face, and the face in them."""
    wanted = _FINE / max(1.0, min(face.box.width, face.box.height))
    pixels, scale = photo.draft(wanted)
    return pixels, face.moved(Similarity.resizing(scale))
