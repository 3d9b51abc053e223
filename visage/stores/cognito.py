"""The machines of a user pool as access keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from visage.errors import StoreUnreachable
from visage.stores.key import Key

# A client that was taken away is good for so many seconds more.
REMEMBERED = 60.0


@dataclass
class CognitoKeys:
    """The clients of a pool that have a secret: its machines.

    Their ids are asked for once in REMEMBERED seconds, so that guessed ones cost no
    call each; Cognito answers some tens of these calls a second.
    """

    pool: str
    client: Any  # of the service cognito-idp
    clock: Callable[[], float] = time.monotonic
    _ids: frozenset[str] = frozenset()
    _asked: float | None = None
    _keys: dict[str, Key] = field(default_factory=dict)

    @classmethod
    def of(cls, pool: str) -> Self:
        """The machines of a pool, by its id."""
        config = Config(
            retries={"max_attempts": 3, "mode": "standard"}, connect_timeout=3
        )
        with _named_errors(pool):
            client = boto3.Session().client("cognito-idp", config=config)
        return cls(pool, client)

    def find(self, key: str) -> Key | None:
        now = self.clock()
        if self._asked is None or now - self._asked >= REMEMBERED:
            self._ids, self._keys = frozenset(self._listed()), {}
            self._asked = now
        if key not in self._ids:
            return None
        if key not in self._keys:
            found = self._described(key)
            if found is None:
                return None
            self._keys[key] = found
        return self._keys[key]

    def _listed(self) -> list[str]:
        with _named_errors(self.pool):
            pages = self.client.get_paginator("list_user_pool_clients").paginate(
                UserPoolId=self.pool, PaginationConfig={"PageSize": 60}
            )
            return [
                one["ClientId"] for page in pages for one in page["UserPoolClients"]
            ]

    def _described(self, key: str) -> Key | None:
        """A machine's key; None for a client without a secret, which is for people."""
        with _named_errors(self.pool):
            answer = self.client.describe_user_pool_client(
                UserPoolId=self.pool, ClientId=key
            )
        found = answer["UserPoolClient"]
        if "ClientSecret" not in found:
            return None
        scopes = (
            scope.rpartition("/")[2] for scope in found.get("AllowedOAuthScopes", ())
        )
        return Key(secret=found["ClientSecret"], scopes=frozenset(scopes))


@contextmanager
def _named_errors(pool: str) -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise StoreUnreachable(
            f"The clients of the user pool {pool} cannot be read: {error}."
        ) from error
