"""The watch function's routes, one module a subject."""

from __future__ import annotations

from functions.watch import cameras, watchlist
from functions.watch.base import app

# Each declares its routes when it is imported.
SUBJECTS = (cameras, watchlist)

__all__ = ["SUBJECTS", "app"]
