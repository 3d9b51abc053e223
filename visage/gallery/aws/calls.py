"""Calls to AWS: clients, how long is waited, and failures in our own words."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from visage.errors import GalleryUnreachable, VisageError

T = TypeVar("T")

# Seconds that one verb tries again while others are faster: half of the 29 seconds that
# API Gateway waits, so that a refusal still reaches the caller.
PATIENCE = 15.0
# Seconds between two tries: the first and the longest, before chance shortens them.
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 0.5
# Throttling and broken connections are tried again by the client itself, with pauses.
_CONFIG = Config(
    retries={"max_attempts": 4, "mode": "standard"},
    connect_timeout=2,
    read_timeout=5,
    max_pool_connections=16,
)

# What a person does about what AWS answers, by its code. Whoever asks over HTTP reads
# this too: it names no account, no role and no resource.
_DENIED = "access is denied; check the rights of whoever asks"
_MISSING = (
    "it is not there; deploy first, or mend {setting} and the region (AWS_REGION)"
)
_ADVICE = {
    "AccessDeniedException": _DENIED,
    "UnrecognizedClientException": "the credentials are unknown; sign in again",
    "ExpiredTokenException": "the credentials have expired; sign in again",
    "InvalidSignatureException": "the credentials are wrong; sign in again",
    "ResourceNotFoundException": _MISSING,
    "NotFoundException": _MISSING,
}
_BUSY = "AWS does not answer just now; try again in a moment"


class Denied(GalleryUnreachable):
    """The credentials have no right to this call."""


@dataclass(frozen=True)
class User:
    """Whom calls are made for, as its failures name it: what, by which setting."""

    what: str
    setting: str
    failure: type[VisageError]
    denied: type[VisageError]

    def unreachable(self, reason: str) -> VisageError:
        """The error of what cannot be reached."""
        return self.failure(self._sentence(reason))

    def refused(self, code: str) -> VisageError:
        """The error of an answer of AWS, by its code."""
        kind = self.denied if code == "AccessDeniedException" else self.failure
        advice = _ADVICE.get(code, _BUSY).format(setting=self.setting)
        return kind(self._sentence(advice))

    def _sentence(self, reason: str) -> str:
        return f"{self.what} cannot be used: {reason}."


GALLERY = User("The gallery", "VISAGE_GALLERY", GalleryUnreachable, Denied)


def client(service: Literal["dynamodb", "s3vectors"], user: User = GALLERY) -> Any:
    """A client of a service; region and credentials are found as everywhere."""
    with named_errors(user):
        return boto3.Session().client(service, config=_CONFIG)


@contextmanager
def named_errors(user: User = GALLERY) -> Iterator[None]:
    """Raises the user's error where AWS doesn't do what it was asked."""
    try:
        yield
    except ClientError as error:
        raise user.refused(error.response.get("Error", {}).get("Code", "")) from error
    except BotoCoreError as error:
        raise user.unreachable(
            "check the network, the region and the credentials"
        ) from error


def batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Things in lists of at most so many, as calls take them."""
    waiting = iter(things)
    while batch := list(islice(waiting, size)):
        yield batch


class Tries:
    """Pauses between tries, until patience is at an end."""

    def __init__(self, user: User = GALLERY) -> None:
        self._user = user
        self._ends = time.monotonic() + PATIENCE
        self._pause = _FIRST_PAUSE

    def wait(self) -> None:
        """Pause before the next try. Raises the user's error where time is up."""
        if time.monotonic() >= self._ends:
            raise self._user.unreachable(
                "too many changes come at once; try again in a moment"
            )
        # Chance keeps those who were in each other's way from meeting again.
        time.sleep(random.uniform(0, self._pause))
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)
