"""Where notices go: to a topic of Amazon SNS, or to the terminal of the demo."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import IO, Any

from visage.settings import settings
from visage.watch.notice_text import mail
from visage.watch.notices import Topic


class Terminal:
    """Prints notices where there is no topic."""

    def __init__(self, page: str | None, out: IO[str] | None = None) -> None:
        self._page = page
        self._out = out

    def publish(self, alert: Mapping[str, Any]) -> None:
        out = self._out or sys.stdout
        for line in mail(alert, self._page).splitlines():
            if line:
                print(f"notice: {line}", file=out)
        out.flush()


def configured_topic() -> Topic:
    """The topic that the settings name; the terminal where they name none."""
    topic, page = settings().topic, alerts_page()
    if topic is None:
        return Terminal(page)
    from visage.watch.sns import SnsTopic  # boto3 takes 0.2 s

    return SnsTopic(topic, page)


def alerts_page() -> str | None:
    """Where the site shows alerts, if the settings say where the site is."""
    origin = settings().origin
    return None if origin == "*" else f"{origin}/alerts"
