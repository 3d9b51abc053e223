"""The alerts function's routes, one module a subject."""

from __future__ import annotations

from functions.alerts import alerts, cameras, customers, unknown
from functions.alerts.base import app

# Each declares its routes when it is imported.
SUBJECTS = (alerts, cameras, customers, unknown)

__all__ = ["SUBJECTS", "app"]
