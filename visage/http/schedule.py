"""What a schedule asks for: several things, none of which waits for another to work."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from visage.http.app import exceptions, logger


def all_done(parts: Mapping[str, Callable[[], int]]) -> dict[str, int]:
    """Do every part, in their order; how much each did.

    Where some fail, the others are done all the same. Raises the first error then, so
    that the schedule's own count of failures has it.
    """
    done: dict[str, int] = {}
    failed: list[Exception] = []
    for name, part in parts.items():
        try:
            done[name] = part()
        except Exception as error:  # noqa: BLE001  the edge, as for requests over HTTP
            extra = {"part": name, "exceptions": list(exceptions(error))}
            logger.error("a part of the schedule failed", extra=extra)
            failed.append(error)
    if any(done.values()):
        logger.info("schedule", extra=done)
    if failed:
        raise failed[0]
    return done
