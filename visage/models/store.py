"""Where model files lie, and that they are whole.

A store holds the files and a manifest of their digests, which is written last;
functions trust the manifest and check every file against it before they use it.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from visage.errors import ManifestInvalid, ModelCorrupt, ModelMissing
from visage.models.catalogue import catalogue
from visage.settings import settings
from visage.stores.objects import ObjectStore, store

MANIFEST = "manifest.json"


class Recorded(BaseModel):
    """What a manifest says of one file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sha256: str
    size: int


class Manifest(BaseModel):
    """The model files of a store by the name of the model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    models: dict[str, Recorded] = {}


class ModelStore:
    """The model files of one store, each checked before it is handed out."""

    def __init__(self, objects: ObjectStore) -> None:
        self.objects = objects

    def manifest(self) -> Manifest:
        """What the store holds; empty where nothing has been put there yet."""
        try:
            content = self.objects.read(MANIFEST)
        except ModelMissing:
            return Manifest()
        try:
            return Manifest.model_validate_json(content)
        except ValidationError as error:
            raise ManifestInvalid(
                f"{MANIFEST} in {self.objects.address} cannot be read: "
                f"{error.errors()[0]['msg']}. Run `visage models pull`, or push again."
            ) from error

    def held(self) -> set[str]:
        """The models that the store has, by its manifest and the files' sizes."""
        return {
            name
            for name, recorded in self.manifest().models.items()
            if self.objects.size(recorded.file) == recorded.size
        }

    def present(self, name: str) -> bool:
        """Whether the store has the model."""
        return name in self.held()

    def read(self, name: str) -> bytes:
        """The bytes of a model, checked. Raises ModelMissing or ModelCorrupt."""
        return self._checked(name, self._recorded(name))

    def _checked(self, name: str, recorded: Recorded) -> bytes:
        try:
            content = self.objects.read(recorded.file)
        except ModelMissing as error:
            raise self._missing(name, recorded.file) from error
        found = hashlib.sha256(content).hexdigest()
        if found != recorded.sha256:
            raise ModelCorrupt(
                f"{recorded.file} in {self.objects.address} has the sha256 {found}, "
                f"expected {recorded.sha256}. {self._mend(name)}"
            )
        return content

    def path(self, name: str) -> Path:
        """The file of a model on this machine, checked.

        For what can only read files (dlib); a bucket's file goes to a temporary one.
        """
        recorded = self._recorded(name)
        content = self._checked(name, recorded)
        local = self.objects.path(recorded.file)
        if local is not None:
            return local
        copy = Path(tempfile.mkdtemp(prefix="visage-")) / recorded.file
        copy.write_bytes(content)
        return copy

    def put(self, name: str, file: str, content: bytes) -> None:
        """Store a model's file, then say so in the manifest."""
        self.objects.write(file, content)
        recorded = Recorded(
            file=file, sha256=hashlib.sha256(content).hexdigest(), size=len(content)
        )
        known = {**self.manifest().models, name: recorded}
        self.objects.write(
            MANIFEST, Manifest(models=known).model_dump_json(indent=2).encode()
        )

    def push(self, names: list[str], to: ModelStore) -> None:
        """Copy models to another store, each checked on the way."""
        for name in names:
            recorded = self._recorded(name)
            to.put(name, recorded.file, self._checked(name, recorded))

    def _recorded(self, name: str) -> Recorded:
        recorded = self.manifest().models.get(name)
        if recorded is None:
            known = catalogue().get(name)
            raise self._missing(name, known.file if known else name)
        return recorded

    def missing(self, name: str) -> ModelMissing:
        """The error for a model of the catalogue that the store does not have."""
        return self._missing(name, catalogue()[name].file)

    def _missing(self, name: str, file: str) -> ModelMissing:
        return ModelMissing(
            f"The model {name} ({file}) is not in {self.objects.address}. "
            f"{self._mend(name)}"
        )

    def _mend(self, name: str) -> str:
        if self.objects.address.startswith("s3://"):
            return f"Run `visage models push {self.objects.address}`."
        known = catalogue().get(name)
        if known is not None and known.release is not None:
            return f"Run `visage models pull {name}`, then `visage models export`."
        return f"Run `visage models pull {name}`."


def model_store() -> ModelStore:
    """The models of the store that the settings name."""
    return ModelStore(store(settings().models))
