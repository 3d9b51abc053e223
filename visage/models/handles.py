"""Trained classifiers in a store, each under a handle, with the versions that it had.

    classifiers.json                                which version each handle serves
    classifiers/HANDLE/DIGEST/card.json             one version: its card …
    classifiers/HANDLE/DIGEST/classifier.onnx       … and the files that the card names

DIGEST is the beginning of the card's sha256. A version never changes once it is there:
its files are written first, its card next, and `classifiers.json` last, in one piece
and only if nobody else has written it since it was read. Who reads sees the version
before or the version after, whole. Every file is checked against the card, and the card
against `classifiers.json`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from visage.errors import (
    BadParameter,
    ManifestInvalid,
    ModelCorrupt,
    ModelMissing,
    UnknownHandle,
)
from visage.models.card import CARD, Card, Digest
from visage.stores.objects import ObjectStore

INDEX = "classifiers.json"
FOLDER = "classifiers"
HANDLE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_DIGITS = 16  # of a card's digest, in the name of its folder


class Version(BaseModel):
    """One version of a handle: the digest of its card, and when it was put there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = Field(ge=1)
    card_sha256: Digest
    pushed: datetime


class Handle(BaseModel):
    """The versions of a handle, oldest first, and the number of the one in use."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    current: int
    versions: list[Version] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_the_current(self) -> Self:
        numbers = [each.version for each in self.versions]
        if self.current not in numbers or numbers != sorted(set(numbers)):
            raise ValueError("current should be one of the versions, which rise")
        return self

    @property
    def served(self) -> Version:
        """The version in use."""
        return next(each for each in self.versions if each.version == self.current)


class Index(BaseModel):
    """Every handle of a store."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    handles: dict[str, Handle] = {}

    def __getitem__(self, handle: str) -> Handle:
        """The handle of this name. Raises UnknownHandle."""
        try:
            return self.handles[handle]
        except KeyError:
            known = ", ".join(sorted(self.handles)) or "none"
            raise UnknownHandle(
                f"There is no classifier {handle[:63]!r}; known are: {known}."
            ) from None


@dataclass(frozen=True)
class Trained:
    """A version of a handle with its card; its files are read when asked for."""

    handle: str
    version: Version
    card: Card
    objects: ObjectStore

    def holds(self, name: str) -> bool:
        """Whether the card names a file `classifier`, `embedder` or `report`."""
        return name in self.card.files

    def read(self, name: str) -> bytes:
        """The bytes of a file that the card names, checked.

        Raises ModelMissing or ModelCorrupt.
        """
        file = self.card.files.get(name)
        if file is None:
            raise ModelMissing(
                f"The classifier {self.handle}, version {self.version.version}, has no "
                f"{name}."
            )
        key = f"{_folder(self.handle, self.version.card_sha256)}/{file.file}"
        return _checked(self.objects, self.handle, key, file.sha256)


class Handles:
    """The trained classifiers of one store."""

    def __init__(self, objects: ObjectStore) -> None:
        self.objects = objects

    def index(self) -> Index:
        """Every handle; empty where none has been put there. Raises ManifestInvalid."""
        try:
            return self._parsed(self.objects.read(INDEX))
        except ModelMissing:
            return Index()

    def trained(self, handle: str, version: Version) -> Trained:
        """A version with its card, checked. Raises ModelMissing or ModelCorrupt."""
        digest = version.card_sha256
        key = f"{_folder(handle, digest)}/{CARD}"
        content = _checked(self.objects, handle, key, digest)
        return Trained(handle, version, card_of(content, key), self.objects)

    def current(self, handle: str) -> Trained:
        """The version of a handle that is in use. Raises UnknownHandle besides."""
        return self.trained(handle, self.index()[handle].served)

    def put(self, handle: str, card: bytes, files: Mapping[str, bytes]) -> Version:
        """Store a classifier as the newest version of a handle, and use it.

        `card` is the card as JSON, `files` the bytes by the card's `classifier`,
        `embedder` and `report`. Where a version has this very card, it is used again.
        Raises BadParameter for a handle that cannot be one, ModelMissing or
        ModelCorrupt where the files are not those of the card.
        """
        check_handle(handle)
        known = card_of(card, CARD)
        if set(files) != set(known.files):
            raise ModelMissing(
                f"The card names {', '.join(sorted(known.files))}, but what came has "
                f"{', '.join(sorted(files)) or 'nothing'}."
            )
        digest = hashlib.sha256(card).hexdigest()
        folder = _folder(handle, digest)
        with self.objects.locked():
            for name, file in known.files.items():
                check(file.file, files[name], file.sha256)
                self.objects.write(f"{folder}/{file.file}", files[name])
            self.objects.write(f"{folder}/{CARD}", card)
        return self._change(handle, lambda before: _with(before, digest))

    def rollback(self, handle: str, to: int | None = None) -> Version:
        """Use the version before the current one, or the version `to`.

        Raises UnknownHandle, or BadParameter where there is no such version.
        """

        def change(before: Handle | None) -> Handle:
            return _rolled_back(handle, before or self.index()[handle], to)

        return self._change(handle, change)

    def _change(
        self, handle: str, change: Callable[[Handle | None], Handle]
    ) -> Version:
        """Change a handle in the index, in one piece; returns what it serves then."""
        served: list[Version] = []

        def changed(content: bytes | None) -> bytes:
            index = Index() if content is None else self._parsed(content)
            after = change(index.handles.get(handle))
            served.append(after.served)
            kept = Index(handles={**index.handles, handle: after})
            return kept.model_dump_json(indent=2).encode()

        self.objects.update(INDEX, changed)
        return served[-1]

    def _parsed(self, content: bytes) -> Index:
        try:
            return Index.model_validate_json(content)
        except ValidationError as error:
            raise ManifestInvalid(
                f"{INDEX} in {self.objects.address} cannot be read: "
                f"{error.errors()[0]['msg']}. Put back what it was, or push again "
                "into an empty store."
            ) from error


def check_handle(handle: str) -> None:
    """Raises BadParameter where a name cannot be a handle."""
    if not HANDLE.fullmatch(handle):
        raise BadParameter(
            f"{handle[:80]!r} cannot be a handle: it should be small letters, digits "
            "and hyphens, at most 63, such as my-people.",
            "handle",
        )


def card_of(content: bytes, key: str) -> Card:
    """The card in a file's bytes. Raises ModelCorrupt, which names the first fault."""
    try:
        return Card.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(each) for each in first["loc"]) or "the whole"
        raise ModelCorrupt(
            f"{key} is not the card of a classifier: {where}: {first['msg']}."
        ) from error


def check(file: str, content: bytes, expected: str) -> None:
    """Raises ModelCorrupt where a file has another digest than expected."""
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise ModelCorrupt(f"{file} has the sha256 {found}, expected {expected}.")


def _checked(objects: ObjectStore, handle: str, key: str, expected: str) -> bytes:
    try:
        content = objects.read(key)
        check(f"{key} in {objects.address}", content, expected)
    except (ModelMissing, ModelCorrupt) as error:
        raise type(error)(
            f"{error} Run `visage models push RUN --as {handle}`, or `visage models "
            f"rollback {handle}`."
        ) from error
    return content


def _folder(handle: str, digest: str) -> str:
    return f"{FOLDER}/{handle}/{digest[:_DIGITS]}"


def _with(before: Handle | None, digest: str) -> Handle:
    """A handle that serves the version with this card, a new one if need be."""
    versions = before.versions if before else []
    for each in versions:
        if each.card_sha256 == digest:
            return Handle(current=each.version, versions=versions)
    number = versions[-1].version + 1 if versions else 1
    now = datetime.now(UTC).replace(microsecond=0)
    new = Version(version=number, card_sha256=digest, pushed=now)
    return Handle(current=number, versions=[*versions, new])


def _rolled_back(name: str, handle: Handle, to: int | None) -> Handle:
    numbers = [each.version for each in handle.versions]
    earlier = [number for number in numbers if number < handle.current]
    if to is None and not earlier:
        raise BadParameter(
            f"The classifier {name} serves version {handle.current}, and has none "
            "before it."
        )
    chosen = earlier[-1] if to is None else to
    if chosen not in numbers:
        raise BadParameter(
            f"The classifier {name} has no version {chosen}; it has "
            f"{', '.join(map(str, numbers))}.",
            "to",
        )
    return Handle(current=chosen, versions=handle.versions)
