"""The Lambda entry point of the sweep, which a schedule calls."""

from __future__ import annotations

from typing import Any

from visage.gallery.audit import Caller
from visage.http.app import logger
from visage.http.entry import Loaded
from visage.watch.address import watched_gallery

SWEEP = Caller("the hourly sweep")
gallery = Loaded(watched_gallery)


def handler(event: dict[str, Any], context: object) -> dict[str, int]:
    """Erase what has expired, and mend what a crash left behind."""
    receipts = gallery().sweep(SWEEP)
    logger.info("swept", extra={"receipts": len(receipts)})
    return {"receipts": len(receipts)}
