"""An access key of programs that sign their requests."""

from __future__ import annotations

from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field


class Key(BaseModel):
    """The secret that a key signs with, and the scopes that it is good for."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    secret: str = Field(min_length=16, repr=False)
    scopes: frozenset[str]


class Keys(Protocol):
    """Keys by their ids."""

    def find(self, key: str) -> Key | None:
        """The key of this id, if there is one.

        Raises SettingsInvalid or StoreUnreachable.
        """
        ...
