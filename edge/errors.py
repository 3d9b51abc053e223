"""What the camera agent raises on purpose."""

from __future__ import annotations


class EdgeError(Exception):
    """The root of the tree; never raised itself."""


class SourceUnusable(EdgeError):
    """The camera, file or folder gives no frames."""


class LinkUnusable(EdgeError):
    """Where messages should go cannot be understood, or needs what was not given."""


class LinkDown(EdgeError):
    """A message could not be delivered now, and may be later."""


class MessageRefused(EdgeError):
    """The receiver has the message and will never take it."""


class BufferUnusable(EdgeError):
    """The buffer on disk cannot be opened or written."""
