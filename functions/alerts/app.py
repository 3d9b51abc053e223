"""The alerts function's routes, one module a subject."""

from __future__ import annotations

from functions.alerts import alerts, cameras, live
from functions.alerts.base import app

# Each declares its routes when it is imported.
SUBJECTS = (alerts, cameras, live)

__all__ = ["SUBJECTS", "app"]
