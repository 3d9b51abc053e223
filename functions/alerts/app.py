"""The alerts function's routes, one module a subject."""

from __future__ import annotations

from functions.alerts import alerts, cameras, customers, live, unknown
from functions.alerts.base import app

# Each declares its routes when it is imported.
SUBJECTS = (alerts, cameras, live, customers, unknown)

__all__ = ["SUBJECTS", "app"]
