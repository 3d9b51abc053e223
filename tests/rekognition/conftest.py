"""A server on loopback, boto3's client for it, and an empty collection."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from tests.rekognition.serving import POLICY, Served, client_of, serving
from visage.engines import recognizer
from visage.errors import Unready


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server; it needs the models."""
    try:
        recognizer()
    except Unready as error:
        pytest.skip(f"{error}")
    with serving(tmp_path_factory.mktemp("rekognition")) as served:
        yield served


@pytest.fixture(scope="session")
def client(server: Served) -> Any:
    """boto3's client."""
    return client_of(server.address)


@pytest.fixture
def served(server: Served) -> Iterator[Served]:
    """The server, as it was before once the test is over."""
    before = server.policy, server.buckets, server.keys, server.fetch, server.later
    assert server.policy == POLICY
    yield server
    server.policy, server.buckets, server.keys, server.fetch, server.later = before


@pytest.fixture
def collection(client: Any) -> Iterator[str]:
    """An empty collection."""
    name = f"c-{uuid.uuid4().hex}"
    client.create_collection(CollectionId=name)
    yield name
    with suppress(client.exceptions.ResourceNotFoundException):
        client.delete_collection(CollectionId=name)
