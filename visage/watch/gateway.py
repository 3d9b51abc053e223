"""Sending to connections through the management endpoint of an API Gateway WebSocket.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
serverless-offline has the same endpoint on loopback, which asks for no signature.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ConnectionClosedError

from visage.watch.push import AT_ONCE, Gone, PushFailed

GONE = 410
# Who waits for an alert waits for this too, so that no pause and second try follows:
# what was not sent is sent by the schedule.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"total_max_attempts": 1},
    max_pool_connections=AT_ONCE,
)
_UNSIGNED = _CONFIG.merge(Config(signature_version=UNSIGNED))


class GatewayPush:
    """The connections of one stage, or of the local service."""

    def __init__(self, address: str) -> None:
        local = address.startswith("http://")
        self._client = boto3.Session().client(
            "apigatewaymanagementapi",
            endpoint_url=address,
            config=_UNSIGNED if local else _CONFIG,
            # On loopback there are no regions, and boto3 wants one.
            region_name="local" if local else None,
        )

    def send(self, connection: str, message: bytes) -> None:
        with _named():
            try:
                self._post(connection, message)
            except ConnectionClosedError:
                # It was kept open from earlier, and the other side has closed it.
                self._post(connection, message)

    def _post(self, connection: str, message: bytes) -> None:
        self._client.post_to_connection(ConnectionId=connection, Data=message)

    def close(self, connection: str) -> None:
        with suppress(Gone), _named():
            self._client.delete_connection(ConnectionId=connection)


@contextmanager
def _named() -> Iterator[None]:
    """Failures in our own words."""
    try:
        yield
    except ClientError as error:
        # By its status: serverless-offline does not name the error.
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == GONE:
            raise Gone from error
        raise PushFailed(f"{type(error).__name__}: {error}") from error
    except BotoCoreError as error:
        raise PushFailed(f"{type(error).__name__}: {error}") from error
