"""What the functions share that keep people and what cameras have seen of them."""

from __future__ import annotations

from typing import Any

from visage.errors import (
    GalleryUnreachable,
    SettingsInvalid,
    StorageFull,
    VisageError,
    WatchUnreachable,
)
from visage.gallery.audit import Caller
from visage.http.app import logger
from visage.http.request import Incoming

# What every route may refuse because of the service itself.
MAY_FAIL: tuple[type[VisageError], ...] = (
    *(GalleryUnreachable, WatchUnreachable, SettingsInvalid, StorageFull),
)


def asking(request: Incoming[Any]) -> Caller:
    """Who asks for a change, as audits write it down."""
    caller = request.caller
    return Caller(caller.subject or "a stranger", caller.token, request.key)


def report(what: str, why: str) -> None:
    """Say in the log what did not work, and is tried again."""
    logger.warning(f"{what} failed", extra={"why": why})
