"""What the service tells about itself: health, version, models, OpenAPI document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, RootModel

import visage
from visage.errors import ModelMissing
from visage.models.catalogue import Commercial, Entry, catalogue
from visage.models.store import ModelStore

OPENAPI = Path(visage.__file__).parent / "http" / "openapi.json"


class Health(BaseModel):
    """Whether the service has all that it needs; `status` is then `ok`."""

    status: str


class Version(BaseModel):
    """The version of the service."""

    version: str


class ModelFacts(BaseModel):
    """One model file and what it may be used for."""

    name: str
    kind: str
    file: str
    sha256: str | None
    size: int | None
    licence: str
    commercial: Commercial
    training_data: str
    used_for: str
    present: bool


class ModelsAnswer(BaseModel):
    """Every model file that the service knows."""

    models: list[ModelFacts]


class OpenApi(RootModel[dict[str, Any]]):
    """This document."""


def check_health(store: ModelStore) -> Health:
    """Whether the store has every model that the functions cannot do without.

    Raises ModelMissing, which names the first that is missing. Only the manifest and
    the sizes of the files are looked at; no model is loaded.
    """
    held = store.held()
    for each in catalogue().values():
        if each.required and each.name not in held:
            raise store.missing(each.name)
    embedders = [each.name for each in catalogue().values() if each.kind == "embedder"]
    if not held.intersection(embedders):
        raise ModelMissing(
            f"There is no embedder in {store.objects.address}; it should have one of "
            f"{', '.join(embedders)}. Run `visage models pull dlib_resnet_v1`."
        )
    return Health(status="ok")


def read_version() -> Version:
    """The version of the library that serves."""
    return Version(version=visage.__version__)


def list_models(store: ModelStore) -> ModelsAnswer:
    """Every model of the catalogue, and whether the store has it."""
    held = store.held()
    return ModelsAnswer(
        models=[_facts(each, each.name in held) for each in catalogue().values()]
    )


def read_openapi() -> OpenApi:
    """The OpenAPI 3.1 document of every route."""
    return OpenApi(json.loads(OPENAPI.read_text()))


def _facts(entry: Entry, present: bool) -> ModelFacts:
    return ModelFacts(
        name=entry.name,
        kind=entry.kind,
        file=entry.file,
        sha256=entry.sha256,
        size=entry.size,
        licence=entry.licence,
        commercial=entry.commercial,
        training_data=entry.training_data,
        used_for=entry.used_for,
        present=present,
    )
